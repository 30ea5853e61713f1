"""The express page: each question its own answer, consent, a child's card, and staff."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from kiosk.domain.declaration.answering import start_answers
from kiosk.domain.declaration.declaration import Basis, Declarant, DeclaredPhone
from kiosk.domain.desk.acts import ActProblem, NotDone, ScannedPerson
from kiosk.domain.desk.acts_on_cases import CaseTaken
from kiosk.domain.desk.acts_on_declarations import (
    SubmitDeclaration,
    WaitToDeclare,
)
from kiosk.domain.desk.asked import Asked, DeskProblem
from kiosk.domain.desk.declaring_setup import DeclaringSetup, PrepareDeclaring
from kiosk.domain.language import Language
from kiosk.domain.people.person import PersonDetails
from kiosk.domain.reason import Reason
from kiosk.domain.station.page import (
    Back,
    CloseDesk,
    DeskAnswered,
    DeskFailed,
    HandToStaff,
    Moment,
    PageShown,
    Replace,
    Turn,
)
from kiosk.domain.station.pages.express import (
    Agreed,
    DeclareWithStaff,
    Express,
    ExpressStep,
    NothingOfThese,
    RepresentedBy,
    SomethingOfThese,
    StatementsAgain,
    advance,
)
from kiosk.domain.station.pages.self_steps import SelfDeclaration, SelfStep
from kiosk.domain.station.pages.sending import Disagreed, TextSizeTurned, Undeclared
from kiosk.services.shipped_forms import shipped_form
from sync.protocol.declaration_bodies import DeclaredHow, LegalBasis, Relation, Screening
from tests.support.own_declaring import CHILD, NHUNG, SCAN, declared, make_setup

MOMENT = Moment(1, None)
NONE = NothingOfThese(Language.VI)
WAIT = WaitToDeclare(SCAN.scan_id)


def touch(state: Express, *events: object) -> Turn[Express]:
    """The page after these; the last turn with what it asks."""
    turn: Turn[Express] = Turn(state)
    for event in events:
        turn = advance(turn.state, event, MOMENT)
    return turn


def answered(asked: Asked[Any], answer: object) -> DeskAnswered:
    return DeskAnswered(1, asked, answer)


def opened(setup: DeclaringSetup | None = None, scan: Undeclared = SCAN) -> Express:
    told = answered(PrepareDeclaring(), setup or make_setup())
    return touch(Express(scan), PageShown(), told).state


def test_what_is_asked_is_read_first() -> None:
    turn = touch(Express(SCAN), PageShown())
    assert turn.asks == (PrepareDeclaring(),)
    assert touch(turn.state, NONE, SomethingOfThese(), DeclareWithStaff()) == Turn(turn.state)
    assert opened().step is ExpressStep.STATEMENTS
    assert touch(opened(), PageShown()) == Turn(opened()), "back on top it asks nothing again"


def test_one_touch_answers_each_question_with_its_own_no() -> None:
    turn = touch(opened(), NONE)
    assert turn.state.step is ExpressStep.SENDING
    (act,) = turn.asks
    assert isinstance(act, SubmitDeclaration)
    (person,) = act.persons
    assert (person.details, person.whom) == (NHUNG, ScannedPerson("scan-1"))
    assert person.answers.screening is Screening.CLEAR
    (health,) = person.answers.items
    groups: Any = health["item"]
    given = {item["linkId"]: item["answer"] for group in groups for item in group["item"]}
    no = [{"valueBoolean": False}]
    assert given.pop("signs-seen")[0]["valueCoding"]["code"] == "none"
    assert given == dict.fromkeys(
        ("travelled", "contact-patient", "contact-area", "contact-signs"), no
    )
    assert (act.how, act.declarant, act.phone) == (DeclaredHow.EXPRESS, Declarant(), None)
    assert act.basis == Basis(LegalBasis.PUBLIC_TASK, "notice", "1", "vi" * 32, "vi")


def test_a_phone_that_is_known_stands_in_it_unproven() -> None:
    scan = replace(SCAN, prefill=replace(NHUNG, phone="+84912345678"))
    (act,) = touch(opened(scan=scan), NONE).asks
    assert isinstance(act, SubmitDeclaration)
    assert act.phone == DeclaredPhone()


def test_no_touch_is_heard_while_it_is_sent() -> None:
    sending = touch(opened(), NONE).state
    for event in (NONE, SomethingOfThese(), DeclareWithStaff(), StatementsAgain()):
        assert touch(sending, event) == Turn(sending)


@pytest.mark.parametrize("case_number", [None, 12])
def test_what_was_recorded_the_gate_shows(case_number: int | None) -> None:
    turn = touch(opened(), NONE)
    end = touch(turn.state, answered(turn.asks[0], declared(case_number=case_number)))
    assert end.go == CloseDesk()


def test_what_could_not_be_recorded_is_staffs() -> None:
    turn = touch(opened(), NONE)
    refused = answered(turn.asks[0], NotDone(ActProblem.UNKNOWN))
    lost = DeskFailed(1, turn.asks[0], DeskProblem.STORAGE)
    for event in (refused, lost):
        assert touch(turn.state, event).go == HandToStaff(Reason.AWAITS_DECLARATION)


def test_with_staff_the_scan_waits_on_their_list() -> None:
    turn = touch(opened(), DeclareWithStaff())
    assert (turn.asks, turn.state.step) == ((WAIT,), ExpressStep.SENDING)
    end = touch(turn.state, answered(WAIT, CaseTaken(12)))
    assert end.go == HandToStaff(Reason.AWAITS_DECLARATION, 12)
    for event in (
        answered(WAIT, NotDone(ActProblem.UNKNOWN)),
        DeskFailed(1, WAIT, DeskProblem.STORAGE),
    ):
        assert touch(turn.state, event).go == HandToStaff(Reason.AWAITS_DECLARATION)


def test_where_consent_is_the_basis_nothing_is_sent_without_it() -> None:
    page = opened(make_setup(LegalBasis.CONSENT))
    asked = touch(page, NONE)
    assert (asked.asks, asked.state.step) == ((), ExpressStep.CONSENT)
    assert touch(asked.state, NONE) == Turn(asked.state)
    (act,) = touch(asked.state, Agreed(Language.EN)).asks
    assert isinstance(act, SubmitDeclaration)
    assert (act.basis.kind, act.basis.language) == (LegalBasis.CONSENT, "en")
    refusal = touch(asked.state, Disagreed())
    assert refusal.asks == (WaitToDeclare("scan-1", Reason.NO_CONSENT),)
    end = touch(refusal.state, answered(refusal.asks[0], CaseTaken(4)))
    assert end.go == HandToStaff(Reason.NO_CONSENT, 4)
    assert touch(asked.state, StatementsAgain()).state == page


def test_for_a_child_somebody_else_declares() -> None:
    scan = Undeclared("scan-2", CHILD)
    asked = touch(opened(scan=scan), NONE).state
    assert asked.step is ExpressStep.REPRESENTATIVE
    (act,) = touch(asked, RepresentedBy(Relation.PARENT, Language.VI)).asks
    assert isinstance(act, SubmitDeclaration)
    assert act.declarant == Declarant(Relation.PARENT)
    consenting = opened(make_setup(LegalBasis.CONSENT), scan)
    asked = touch(consenting, NONE, RepresentedBy(Relation.GUARDIAN, Language.VI)).state
    assert (asked.step, asked.relation) == (ExpressStep.CONSENT, Relation.GUARDIAN)
    assert touch(asked, StatementsAgain()).state == consenting


def test_in_detail_each_question_is_asked_and_none_is_answered() -> None:
    turn = touch(opened(), TextSizeTurned(), SomethingOfThese())
    assert isinstance(turn.go, Replace)
    page = turn.go.state
    assert isinstance(page, SelfDeclaration)
    assert (page.scan, page.step, page.question) == (SCAN, SelfStep.QUESTION, "travelled")
    assert page.draft.answers == start_answers(shipped_form("domestic"))
    assert page.is_large


def test_what_no_statement_covers_is_asked() -> None:
    form = shipped_form("domestic")
    (health,) = form.items
    travel, *others = health.items
    uncovered = replace(health, items=(replace(travel, express=None), *others))
    turn = touch(opened(make_setup(form=replace(form, items=(uncovered,)))), NONE)
    assert isinstance(turn.go, Replace)
    page = turn.go.state
    assert isinstance(page, SelfDeclaration)
    assert page.question == "travelled"
    assert page.draft.answers.of("contact-area") == (False,)


def test_a_form_without_statements_is_asked_in_detail() -> None:
    turn = touch(
        Express(SCAN),
        PageShown(),
        answered(PrepareDeclaring(), make_setup(form=shipped_form("daily-check"))),
    )
    assert isinstance(turn.go, Replace)
    assert isinstance(turn.go.state, SelfDeclaration)


def test_policy_may_be_another_meanwhile() -> None:
    off = make_setup(is_required=False)
    assert touch(Express(SCAN), answered(PrepareDeclaring(), off)).go == Back()


def test_where_nothing_can_be_read_staff_declare() -> None:
    for event in (
        answered(PrepareDeclaring(), None),
        DeskFailed(1, PrepareDeclaring(), DeskProblem.STORAGE),
    ):
        assert touch(Express(SCAN), event).asks == (WAIT,)


def test_text_is_large_and_usual_again() -> None:
    assert touch(opened(), TextSizeTurned()).state.is_large
    assert touch(opened(), TextSizeTurned(), TextSizeTurned()).state == opened()


def test_nothing_of_the_person_is_written_into_a_log() -> None:
    assert NHUNG.full_name not in repr(opened())
    assert opened(scan=Undeclared("s", PersonDetails())).prefill == PersonDetails()
