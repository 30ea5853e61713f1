"""Somebody's own declaration is read once more, mended, agreed to and sent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.declaration.answering import start_answers
from kiosk.domain.declaration.answers import Answers
from kiosk.domain.declaration.declaration import Declarant
from kiosk.domain.declaration.draft import Draft
from kiosk.domain.desk.acts import ActProblem, NotDone
from kiosk.domain.desk.acts_on_cases import CaseTaken
from kiosk.domain.desk.acts_on_declarations import SubmitDeclaration, WaitToDeclare
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.language import Language
from kiosk.domain.people.person import Sex
from kiosk.domain.reason import Reason
from kiosk.domain.station.effects import StartTimer, TimerFired, TimerName
from kiosk.domain.station.page import (
    Back,
    CloseDesk,
    DeskFailed,
    HandToStaff,
    Turn,
)
from kiosk.domain.station.pages.self_declaration import (
    DONE_S,
    AnswerTouched,
    ConsentTurned,
    DeclarantChosen,
    DoneRead,
    NoPhone,
    PartEdited,
    ReviewPart,
    Sent,
    SexChosen,
    WentBack,
    WentOn,
)
from kiosk.domain.station.pages.self_steps import (
    SelfDeclaration,
    SelfStep,
    after,
    before,
    begin,
    can_send,
    place_of,
)
from kiosk.domain.station.pages.sending import Disagreed, TextSizeTurned
from kiosk.domain.units.queries import FindUnits
from kiosk.services.shipped_forms import shipped_form
from sync.protocol.declaration_bodies import (
    LegalBasis,
    Relation,
    Screening,
)
from tests.support.own_declaring import CHILD, FEVER, NHUNG, NO_SIGNS, SCAN, declared, make_setup
from tests.support.own_pages import (
    ALL_NO,
    KEY,
    NAME,
    NO,
    PHONE,
    SEND,
    answered,
    of_scan,
    opened,
    reviewed,
    touch,
    written_as,
)

LINES = ("travel", "signs", "contact")
"""The card of the answers, as the domestic form is read back."""


def test_back_leads_through_all_that_was_asked_and_out() -> None:
    page, seen = reviewed(), []
    while True:
        turn = touch(page, WentBack())
        if turn.go is not None:
            break
        page = turn.state
        seen.append(page.question or page.step.value)
    assert turn.go == Back()
    assert seen == [
        *("contact-signs", "contact-area", "contact-patient", "signs-seen", "travelled"),
        *("home", "phone", "sex", "birth", "name"),
    ]
    assert touch(of_scan(), WentBack()).go == Back()


def test_a_part_is_mended_and_all_stands_there_again() -> None:
    page = reviewed()
    name = touch(page, PartEdited(ReviewPart.PERSON)).state
    assert (name.step, name.draft.name) == (SelfStep.NAME, NAME)
    assert touch(name, WentBack()).state == page
    done = touch(name, *written_as("Pi Năng"), WentOn()).state
    assert (done.step, done.draft.name, done.edit) == (SelfStep.REVIEW, "Pi Năng", None)
    mended = touch(name, WentOn(), WentOn(), SexChosen(Sex.MALE)).state
    assert (mended.step, mended.draft.sex) == (SelfStep.REVIEW, Sex.MALE)
    kept = touch(name, WentOn(), WentOn(), WentOn()).state
    assert kept.step is SelfStep.PHONE
    assert touch(kept, WentOn()).state == page
    home = touch(page, PartEdited(ReviewPart.HOME))
    assert (home.state.step, home.asks) == (SelfStep.HOME, (FindUnits(""),))
    assert touch(home.state, WentOn()).state == page
    answers = touch(page, PartEdited(ReviewPart.ANSWERS, LINES)).state
    assert (answers.question, answers.draft) == ("travelled", page.draft)
    assert touch(answers, WentBack()).state == page
    assert touch(answers, *ALL_NO).state == page


def test_a_card_leads_to_its_own_first_question_and_a_change_straight_back() -> None:
    page = reviewed()
    contact = touch(page, PartEdited(ReviewPart.ANSWERS, ("contact",))).state
    assert contact.question == "contact-patient"
    back = touch(contact, AnswerTouched(True)).state
    assert (back.step, back.draft.answers.of("contact-patient")) == (SelfStep.REVIEW, (True,))
    # What stays as it was leads on to the card's next question, and from its last one back.
    assert touch(contact, NO).state.question == "contact-area"
    assert touch(contact, NO, WentOn()).state.question == "contact-signs"
    assert touch(contact, NO, NO, NO).state == page
    signs = touch(page, PartEdited(ReviewPart.ANSWERS, ("signs-seen",))).state
    assert signs.question == "signs-seen"
    assert touch(signs, AnswerTouched(NO_SIGNS)).state == page
    assert touch(signs, AnswerTouched(FEVER), WentOn()).state.step is SelfStep.REVIEW


def test_what_opens_by_a_change_is_asked_and_nothing_else() -> None:
    page = reviewed()
    travelled = touch(page, PartEdited(ReviewPart.ANSWERS, LINES), AnswerTouched(True)).state
    assert travelled.item is not None
    assert (travelled.step, travelled.question) == (SelfStep.QUESTION, "places")
    # Without an answer it would keep all from being sent: leaving it is leaving the change.
    assert touch(travelled, WentBack()).state == page
    code = next(iter(travelled.item.options)).coding
    told = touch(travelled, AnswerTouched(code), WentOn()).state
    assert told.step is SelfStep.REVIEW
    assert told.draft.answers.of("travelled") == (True,)
    assert can_send(told, needs_consent=False)
    # Of the card that has both now, each is asked while nothing of it changes.
    both = ("travelled", "places")
    again = touch(told, PartEdited(ReviewPart.ANSWERS, both), AnswerTouched(True)).state
    assert again.question == "places"
    assert touch(again, WentOn()).state == told


def test_what_has_no_answer_is_asked_behind_the_card_beside_it() -> None:
    page = reviewed()
    left = page.draft.answers.having("contact-area", ())
    open_page = replace(page, draft=replace(page.draft, answers=left))
    first = touch(open_page, PartEdited(ReviewPart.ANSWERS, ("contact-patient",))).state
    assert touch(first, NO).state.question == "contact-area"
    assert touch(first, NO, NO).state == page


def test_of_a_card_only_the_answers_are_mended() -> None:
    page = touch(of_scan(), *ALL_NO).state
    assert touch(page, PartEdited(ReviewPart.PERSON)).state == page
    assert touch(page, PartEdited(ReviewPart.ANSWERS, LINES)).state.question == "travelled"
    assert touch(page, PartEdited(ReviewPart.ANSWERS, ("gone",))).state == page


def test_who_declares_is_said_and_a_child_does_not() -> None:
    page = reviewed()
    other = touch(page, DeclarantChosen(None)).state
    assert not can_send(other, needs_consent=False)
    assert touch(other, SEND) == Turn(other)
    (act,) = touch(other, DeclarantChosen(Relation.CHILD), SEND).asks
    assert isinstance(act, SubmitDeclaration)
    assert act.declarant == Declarant(Relation.CHILD)
    child = reviewed(birth="2019")
    assert (child.needs_representative, child.draft.relation) == (True, None)
    assert touch(child, DeclarantChosen(Relation.SELF), SEND) == Turn(child)
    assert touch(child, DeclarantChosen(Relation.PARENT), SEND).asks


def test_consent_is_never_there_beforehand() -> None:
    page = reviewed(make_setup(LegalBasis.CONSENT))
    assert touch(page, SEND) == Turn(page)
    agreed = touch(page, ConsentTurned()).state
    assert touch(agreed, ConsentTurned()).state == page
    assert touch(agreed, DeclarantChosen(Relation.PARENT)).state.draft.has_consent is False
    (act,) = touch(agreed, Sent(Language.EN)).asks
    assert isinstance(act, SubmitDeclaration)
    assert (act.basis.kind, act.persons[0].answers.language) == (LegalBasis.CONSENT, "en")


def test_without_consent_the_desk_goes_on() -> None:
    page = reviewed(make_setup(LegalBasis.CONSENT))
    assert touch(page, Disagreed()).go == HandToStaff(Reason.NO_CONSENT)
    scanned = touch(of_scan(make_setup(LegalBasis.CONSENT)), *ALL_NO, Disagreed())
    wait = WaitToDeclare("scan-1", Reason.NO_CONSENT)
    assert (scanned.asks, scanned.state.step) == ((wait,), SelfStep.SENDING)
    end = touch(scanned.state, answered(wait, CaseTaken(4)))
    assert end.go == HandToStaff(Reason.NO_CONSENT, 4)


def test_of_a_card_what_it_says_is_sent() -> None:
    (act,) = touch(
        of_scan(), AnswerTouched(False), AnswerTouched(FEVER), WentOn(), NO, NO, NO, SEND
    ).asks
    assert isinstance(act, SubmitDeclaration)
    (person,) = act.persons
    assert (person.details, person.answers.screening) == (NHUNG, Screening.SYMPTOMS)
    assert act.phone is None


def test_what_is_missing_is_not_sent() -> None:
    page = replace(reviewed(), draft=replace(reviewed().draft, answers=Answers()))
    assert touch(page, SEND) == Turn(page)
    nameless = replace(reviewed(), draft=replace(reviewed().draft, name=""))
    assert touch(nameless, SEND) == Turn(nameless)
    assert not can_send(SelfDeclaration(), needs_consent=False)
    assert touch(reviewed(), NoPhone(), WentOn()).state == reviewed()


@pytest.mark.parametrize("case_number", [None, 12])
def test_what_was_recorded_the_gate_shows(case_number: int | None) -> None:
    turn = touch(reviewed(), SEND)
    assert touch(turn.state, SEND, WentBack()) == Turn(turn.state)
    end = touch(turn.state, answered(turn.asks[0], declared(case_number=case_number)))
    assert end.go == CloseDesk()


def test_what_could_not_be_recorded_is_staffs() -> None:
    turn = touch(reviewed(), SEND)
    refused = answered(turn.asks[0], NotDone(ActProblem.BAD_NAME))
    lost = DeskFailed(KEY, turn.asks[0], DeskProblem.STORAGE)
    for event in (refused, lost):
        assert touch(turn.state, event).go == HandToStaff(Reason.AWAITS_DECLARATION)


def test_whoever_is_inside_already_reads_that_it_is_recorded() -> None:
    turn = touch(reviewed(), TextSizeTurned(), SEND)
    end = touch(turn.state, answered(turn.asks[0], declared(is_inside=True)))
    assert end.state == SelfDeclaration(step=SelfStep.DONE, is_large=True), "nothing else is left"
    assert end.effects == (StartTimer(TimerName.DESK_PAGE, KEY, DONE_S),)
    assert touch(end.state, WentBack()) == Turn(end.state)
    for event in (DoneRead(), TimerFired(TimerName.DESK_PAGE, KEY)):
        assert touch(end.state, event).go == CloseDesk()
    assert touch(opened(), DoneRead()) == Turn(opened())


def test_an_express_page_that_answered_in_part_leads_to_what_is_left() -> None:
    form = shipped_form("domestic")
    answers = start_answers(form).having("travelled", (False,)).having("signs-seen", (NO_SIGNS,))
    page = begin(SelfDeclaration(scan=SCAN, draft=Draft(answers=answers)), make_setup())
    assert page.question == "contact-patient"


def test_nothing_of_the_person_is_written_into_a_log() -> None:
    page = reviewed()
    assert NAME not in repr(page)
    assert PHONE not in repr(page)
    assert "contact-area" not in repr(page)


def test_before_it_is_opened_nothing_comes_next() -> None:
    page = SelfDeclaration()
    assert (after(page), before(page), place_of(page)) == (page, None, (0, 0))
    assert page.item is None
    assert not page.needs_representative
    assert page.details.full_name == ""
    assert begin(SelfDeclaration(scan=replace(SCAN, prefill=CHILD)), make_setup()).scan
