"""The desk's page of reports: what it asks, and that nothing is done twice."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from kiosk.base.errors import DeviceFaultKind
from kiosk.base.tables import TableForm
from kiosk.domain.desk.acts import ActProblem, NotDone
from kiosk.domain.desk.acts_on_visits import Checked, CheckPersons
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.reports import (
    EvacuationPrinted,
    ExportProblem,
    FindTargets,
    GiveUpReport,
    LookAtProgress,
    NotWritten,
    PrintEvacuation,
    Progress,
    Target,
    Targets,
    WriteReport,
    WrittenReport,
)
from kiosk.domain.desk.session import Session
from kiosk.domain.reports.document import Document, DocumentKind
from kiosk.domain.reports.report import ReportKind, day_report, month_report
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.effects import StartTimer, TimerFired, TimerName
from kiosk.domain.station.page import DeskAnswered, DeskFailed, Moment, PageShown
from kiosk.domain.station.pages.reports import (
    COPIES,
    AboutToPrint,
    AllLeftAsked,
    AllLeftConfirmed,
    AskingCopies,
    Broken,
    Choosing,
    CopiesChosen,
    DayMoved,
    DocumentTouched,
    EvacuationTouched,
    FormChosen,
    GiveUpTouched,
    KindChosen,
    Printed,
    Printing,
    Reports,
    ResultClosed,
    SpanChosen,
    TargetChosen,
    WriteTouched,
    Writing,
    Written,
    advance,
    is_on_paper,
)
from kiosk.domain.visits.decision import PrintState

KEY = 7
SESSION = Session("staff-1", "Lê Thị Mai", Role.STAFF, datetime(2026, 11, 29, tzinfo=UTC))
MOMENT = Moment(KEY, SESSION)
TODAY = date(2026, 11, 29)
STICK = Target("/media/KINGSTON", "KINGSTON", is_stick=True)
FOLDER = Target("/srv/reports", "reports", is_stick=False)
PAPER = EvacuationPrinted(PrintState.PRINTED, None, 3, 1, ("a", "b"))


def run(page: Reports, *events: object) -> tuple[Reports, list[Any]]:
    """The page after these events, and what it asked meanwhile."""
    asked: list[Any] = []
    for event in events:
        turn = advance(page, event, MOMENT)
        page = turn.state
        asked += turn.asks
        assert all(isinstance(effect, StartTimer) for effect in turn.effects)
    return page, asked


def found(*targets: Target) -> DeskAnswered:
    return DeskAnswered(KEY, FindTargets(), Targets(TODAY, targets))


def opened(*targets: Target) -> Reports:
    return run(Reports(), PageShown(), found(*(targets or (STICK, FOLDER))))[0]


def test_it_looks_for_sticks_and_takes_the_first() -> None:
    page, asked = run(Reports(), PageShown())
    assert asked == [FindTargets()]
    assert not page.can_write
    page, _ = run(page, found())
    assert not page.can_write
    page, asked = run(page, TimerFired(TimerName.DESK_PAGE, KEY), found(STICK))
    assert asked == [FindTargets()]
    assert page.target == STICK
    # One that was pulled out is chosen no more.
    page, _ = run(page, TargetChosen(0), found(FOLDER))
    assert page.target == FOLDER


def test_before_a_day_is_known_none_can_be_chosen() -> None:
    assert not Reports().can_move(-1)


@pytest.mark.parametrize("state", list(PrintState))
def test_a_list_is_on_paper_once_it_was_printed(state: PrintState) -> None:
    answer = EvacuationPrinted(state, None, 3, 1, ("a", "b"))
    assert is_on_paper(answer) is (state is PrintState.PRINTED)


def test_a_day_and_a_month_are_chosen_within_what_is_kept() -> None:
    page = opened()
    assert page.report == day_report(ReportKind.LIST, TODAY)
    assert not page.can_move(1)
    page, _ = run(page, DayMoved(1), DayMoved(-1))
    assert page.day == date(2026, 11, 28)
    page, _ = run(page, SpanChosen(True), DayMoved(-1))
    assert page.report == month_report(ReportKind.SUMMARY, date(2026, 10, 1))
    page, _ = run(page, *[DayMoved(-1)] * 40)
    assert page.day == date(2024, 11, 1)


def test_a_report_is_written_as_chosen_and_looked_at_meanwhile() -> None:
    page, asked = run(
        opened(),
        KindChosen(ReportKind.SUMMARY),
        FormChosen(TableForm.CSV),
        TargetChosen(1),
        WriteTouched(),
        WriteTouched(),
        TimerFired(TimerName.DESK_PAGE, KEY),
    )
    wanted = WriteReport(day_report(ReportKind.SUMMARY, TODAY), TableForm.CSV, FOLDER)
    assert asked == [wanted, LookAtProgress()]
    page, _ = run(page, DeskAnswered(KEY, LookAtProgress(), Progress(1, 4)), DayMoved(-1))
    assert page.step == Writing(Progress(1, 4))
    end = WrittenReport("/srv/reports/x.csv", 1)
    page, _ = run(page, DeskAnswered(KEY, wanted, end))
    assert page.step == Written(end)
    page, _ = run(page, ResultClosed())
    assert page.step == Choosing()


def test_an_export_is_given_up() -> None:
    page, asked = run(opened(), WriteTouched(), GiveUpTouched())
    assert asked[-1] == GiveUpReport()
    assert page.step == Writing(is_given_up=True)
    end = NotWritten(ExportProblem.CANCELLED)
    page, _ = run(page, DeskAnswered(KEY, asked[0], end))
    assert page.step == Written(end)


def test_without_a_place_nothing_is_written() -> None:
    page = run(Reports(), PageShown(), found())[0]
    assert run(page, WriteTouched())[1] == []


@pytest.mark.parametrize("kind", [DocumentKind.PAPER_BOOK, DocumentKind.EVACUATION])
def test_a_paper_is_written_at_once(kind: DocumentKind) -> None:
    page, asked = run(opened(), TargetChosen(1), DocumentTouched(kind), DocumentTouched(kind))
    wanted = WriteReport(Document(kind, TODAY), TableForm.PDF, FOLDER)
    assert asked == [wanted]
    assert page.step == Writing()
    end = WrittenReport("/srv/reports/x.pdf", 20)
    page, _ = run(page, DeskAnswered(KEY, wanted, end))
    assert page.step == Written(end, is_document=True)


def test_of_a_poster_it_is_asked_how_many() -> None:
    poster = DocumentTouched(DocumentKind.POSTER)
    page, asked = run(opened(), poster, WriteTouched(), CopiesChosen(len(COPIES)))
    assert (page.step, asked) == (AskingCopies(), [])
    assert run(page, ResultClosed())[0].step == Choosing()
    page, asked = run(page, CopiesChosen(1))
    document = Document(DocumentKind.POSTER, TODAY, COPIES[1])
    assert asked == [WriteReport(document, TableForm.PDF, STICK)]
    assert page.step == Writing()


def test_a_stick_that_was_pulled_out_meanwhile_is_asked_about_no_more() -> None:
    page, _ = run(opened(STICK), DocumentTouched(DocumentKind.POSTER), found())
    assert page.step == Choosing()
    for kind in DocumentKind:
        assert run(page, DocumentTouched(kind)) == (page, [])


def test_who_is_inside_is_printed_and_all_may_leave() -> None:
    page, asked = run(opened(), EvacuationTouched(), EvacuationTouched())
    assert asked == [PrintEvacuation()]
    page, _ = run(page, DeskAnswered(KEY, PrintEvacuation(), PAPER))
    assert page.step == Printed(PAPER)
    # Twice asked: one touch alone records nobody's departure.
    page, asked = run(page, AllLeftConfirmed(), AllLeftAsked(), ResultClosed())
    assert (page.step, asked) == (Printed(PAPER), [])
    page, asked = run(page, AllLeftAsked(), AllLeftConfirmed())
    assert [[one.person_id for one in ask.whom] for ask in asked] == [["a"]]
    page, more = run(page, DeskAnswered(KEY, asked[0], Checked(())))
    assert [[one.person_id for one in ask.whom] for ask in more] == [["b"]]
    # Whoever left meanwhile is not counted, and does not stop the others.
    page, _ = run(page, DeskAnswered(KEY, more[0], NotDone(ActProblem.ALREADY_DONE)))
    assert isinstance(page.step, Printed)
    assert (page.step.left, page.step.leaving) == (1, ())
    page, _ = run(page, AllLeftAsked(), ResultClosed())
    assert page.step == Choosing()


def test_it_may_be_opened_to_print_at_once_and_prints_once() -> None:
    page, asked = run(Reports(step=AboutToPrint()), PageShown(), PageShown())
    assert [ask for ask in asked if isinstance(ask, PrintEvacuation)] == [PrintEvacuation()]
    assert page.step == Printing()


@pytest.mark.parametrize(
    "events",
    [
        (WriteTouched(),),
        (EvacuationTouched(),),
        (
            EvacuationTouched(),
            DeskAnswered(KEY, PrintEvacuation(), PAPER),
            AllLeftAsked(),
            AllLeftConfirmed(),
        ),
    ],
)
def test_a_lost_database_is_said(events: tuple[object, ...]) -> None:
    page, asked = run(opened(), *events)
    page, _ = run(page, DeskFailed(KEY, asked[-1], DeskProblem.STORAGE))
    assert page.step == Broken()
    assert run(page, ResultClosed())[0].step == Choosing()


def test_what_comes_too_late_changes_nothing() -> None:
    page = opened()
    late = [
        DeskAnswered(KEY, LookAtProgress(), Progress(1, 2)),
        DeskAnswered(KEY, PrintEvacuation(), PAPER),
        DeskFailed(KEY, PrintEvacuation(), DeskProblem.STORAGE),
        DeskFailed(KEY, FindTargets(), DeskProblem.STORAGE),
    ]
    assert run(page, *late)[0] == page


def test_paper_that_did_not_come_out_lets_nobody_forget_the_people() -> None:
    lost = EvacuationPrinted(PrintState.FAILED, DeviceFaultKind.MISSING, 3, 1, ("a",))
    page, _ = run(opened(), EvacuationTouched(), DeskAnswered(KEY, PrintEvacuation(), lost))
    page, asked = run(page, AllLeftAsked(), AllLeftConfirmed())
    assert isinstance(asked[0], CheckPersons)
