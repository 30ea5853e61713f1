"""The page of requests about somebody's own data: who may answer, and what an answer takes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.base.tables import TableForm
from kiosk.domain.desk.acts import ActProblem, NotDone
from kiosk.domain.desk.acts_on_people import (
    AnswersRequest,
    DataRight,
    EditPerson,
    IdentityProof,
)
from kiosk.domain.desk.acts_on_requests import (
    CarryOutRequest,
    Corrected,
    ListRequests,
    OpenRequest,
    OpenRequests,
    RefuseRequest,
    RequestClosed,
    RequestRefusal,
)
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.queries import ShowPerson
from kiosk.domain.desk.reports import (
    ExportProblem,
    FindTargets,
    NotWritten,
    Target,
    Targets,
    WriteReport,
    WrittenReport,
)
from kiosk.domain.reports.document import Document, DocumentKind
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.page import PageShown, Push, Turn
from kiosk.domain.station.pages.data_requests import (
    CopyPlaceChosen,
    CorrectionChosen,
    DataRequests,
    IdentityChosen,
    RefusalChosen,
    RequestCarriedOut,
    RequestChosen,
    RequestPanelClosed,
    RequestRefused,
    RequestStep,
    advance,
)
from kiosk.domain.station.pages.person_form import FormSaved, PersonForm
from kiosk.domain.station.pages.person_form import advance as advance_form
from tests.support.desk_people import MOMENT, answered, failed, person_page
from tests.support.window import AT, SESSION

PAPER = IdentityProof.PHOTO_DOCUMENT
STICK = Target("/media/KINGSTON", "KINGSTON", is_stick=True)
ADMINISTRATOR = replace(MOMENT, session=replace(SESSION, role=Role.ADMINISTRATOR))
STAFF = replace(MOMENT, session=replace(SESSION, role=Role.STAFF))


def request(right: DataRight) -> OpenRequest:
    return OpenRequest(
        "r-1", "p-1", "K. · •••678", right, AT, AT + timedelta(days=2), "Mai", ("p-1", "p-0")
    )


def listed(right: DataRight) -> object:
    return answered(ListRequests(), OpenRequests((request(right),)))


def turn(right: DataRight, *events: object, moment: object = ADMINISTRATOR) -> Turn[DataRequests]:
    """The last turn after the request was read and chosen, and these events."""
    last = Turn(DataRequests())
    for event in (PageShown(), listed(right), RequestChosen("r-1"), *events):
        last = advance(last.state, event, moment)  # type: ignore[arg-type]
    return last


@pytest.mark.parametrize("right", [DataRight.ERASE, DataRight.WITHDRAW])
def test_a_paper_is_looked_at_before_anything_is_carried_out(right: DataRight) -> None:
    assert turn(right, IdentityChosen(PAPER)).asks == ()
    asked = turn(right, RequestCarriedOut())
    assert (asked.state.step, asked.asks) == (RequestStep.IDENTITY, ())
    done = turn(right, RequestCarriedOut(), IdentityChosen(PAPER))
    act = CarryOutRequest("r-1", PAPER)
    assert (done.state.step, done.asks) == (RequestStep.BUSY, (act,))
    again = turn(right, RequestCarriedOut(), IdentityChosen(PAPER), IdentityChosen(PAPER))
    assert again.asks == ()
    closed = answered(act, RequestClosed("r-1", right, is_carried_out=True))
    after = turn(right, RequestCarriedOut(), IdentityChosen(PAPER), closed)
    assert (after.state.chosen, after.asks) == ("", (ListRequests(),))


@pytest.mark.parametrize("moment", [STAFF, replace(MOMENT, session=None)])
def test_whoever_is_no_administrator_looks_alone(moment: object) -> None:
    for touch in (RequestCarriedOut(), RequestRefused()):
        assert turn(DataRight.ERASE, touch, moment=moment).state.step is RequestStep.ACTIONS
    assert turn(DataRight.ERASE, moment=moment).state.request == request(DataRight.ERASE)


def test_a_copy_closes_its_request_once_it_is_whole() -> None:
    shown = (RequestCarriedOut(), IdentityChosen(PAPER))
    assert turn(DataRight.SEE, *shown).asks == (FindTargets(),)
    found = answered(FindTargets(), Targets(AT.date(), ()))
    nowhere = turn(DataRight.SEE, *shown, found, CopyPlaceChosen(0))
    assert (nowhere.state.step, nowhere.asks) == (RequestStep.PLACE, ())
    assert turn(DataRight.SEE, *shown, found, CopyPlaceChosen(None)).asks == (FindTargets(),)
    folder = Target("/home/kiosk/reports", "reports", is_stick=False)
    kept = answered(FindTargets(), Targets(AT.date(), (folder,)))
    assert turn(DataRight.SEE, *shown, kept).state.places == (), "no copy stays on this computer"
    found = answered(FindTargets(), Targets(AT.date(), (folder, STICK)))
    copy = Document(DocumentKind.PERSON, AT.date(), persons=("p-1", "p-0"))
    write = WriteReport(copy, TableForm.PDF, STICK)
    chosen = (*shown, found, CopyPlaceChosen(0))
    assert turn(DataRight.SEE, *chosen).asks == (write,)
    written = answered(write, WrittenReport("/media/KINGSTON/x.pdf", 1))
    assert turn(DataRight.SEE, *chosen, written).asks == (CarryOutRequest("r-1", PAPER),)
    # Another person's copy, or one that was left while it was written, answers nothing.
    others = replace(write, report=replace(copy, persons=("p-1", "p-2")))
    late = answered(others, WrittenReport("/media/KINGSTON/y.pdf", 1))
    assert turn(DataRight.SEE, *chosen, late).asks == ()
    assert turn(DataRight.SEE, *shown, found, written).asks == ()
    for event, problem in (
        (answered(write, NotWritten(ExportProblem.FULL)), ExportProblem.FULL),
        (failed(write, DeskProblem.STORAGE), ExportProblem.STORAGE),
    ):
        missed = turn(DataRight.SEE, *chosen, event)
        assert (missed.state.step, missed.asks) == (RequestStep.ACTIONS, ())
        assert missed.state.file_problem is problem


@pytest.mark.parametrize("corrected", list(Corrected))
def test_a_correction_that_was_made_elsewhere_is_said(corrected: Corrected) -> None:
    shown = (RequestCarriedOut(), IdentityChosen(PAPER))
    asked = turn(DataRight.CORRECT, *shown)
    assert (asked.state.step, asked.asks) == (RequestStep.CORRECTION, ())
    act = CarryOutRequest("r-1", PAPER, corrected)
    assert turn(DataRight.CORRECT, *shown, CorrectionChosen(corrected)).asks == (act,)
    assert turn(DataRight.ERASE, RequestCarriedOut(), CorrectionChosen(corrected)).asks == ()
    left = turn(DataRight.CORRECT, *shown, RequestPanelClosed())
    assert (left.state.step, left.state.identity) == (RequestStep.ACTIONS, None)


def test_a_correction_leads_to_the_details_and_saving_answers_it() -> None:
    shown = (RequestCarriedOut(), IdentityChosen(PAPER), CorrectionChosen(None))
    assert turn(DataRight.CORRECT, *shown).asks == (ShowPerson("p-1"),)
    led = turn(DataRight.CORRECT, *shown, answered(ShowPerson("p-1"), person_page()))
    assert isinstance(led.go, Push)
    form = led.go.state
    assert isinstance(form, PersonForm)
    assert form.answers == AnswersRequest("r-1", PAPER)
    (act,) = advance_form(form, FormSaved(), MOMENT).asks
    assert isinstance(act, EditPerson)
    assert act.answers == form.answers
    gone = turn(DataRight.CORRECT, *shown, answered(ShowPerson("p-1"), None))
    assert (gone.state.step, gone.go) == (RequestStep.ACTIONS, None)


def test_a_refusal_asks_why() -> None:
    assert turn(DataRight.SEE, RefusalChosen(RequestRefusal.NOT_HELD)).asks == ()
    act = RefuseRequest("r-1", RequestRefusal.NOT_HELD)
    assert turn(DataRight.SEE, RequestRefused(), RefusalChosen(act.reason)).asks == (act,)
    refused = (RequestRefused(), RefusalChosen(act.reason))
    not_done = answered(act, NotDone(ActProblem.ALREADY_DONE))
    assert turn(DataRight.SEE, *refused, not_done).asks == (ListRequests(),)
    assert turn(DataRight.SEE, *refused, failed(act, DeskProblem.STORAGE)).asks == ()


def test_what_was_begun_is_left_a_step_at_a_time() -> None:
    left = turn(DataRight.SEE, RequestRefused(), RequestPanelClosed()).state
    assert (left.step, left.chosen) == (RequestStep.ACTIONS, "r-1")
    assert turn(DataRight.SEE, RequestPanelClosed()).state.chosen == ""
    lost = turn(DataRight.SEE, failed(ListRequests(), DeskProblem.STORAGE)).state
    assert lost.problem is DeskProblem.STORAGE
