"""Somebody declares for themselves: one question a screen, all read once more, then sent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from kiosk.domain.declaration.declaration import Declarant, DeclaredPhone
from kiosk.domain.declaration.draft import Draft, PhoneOf
from kiosk.domain.declaration.form import Coding, Form, Item, ItemType, Text, Value
from kiosk.domain.desk.acts_on_declarations import SubmitDeclaration
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.declaring_setup import PrepareDeclaring
from kiosk.domain.desk.hub_questions import CheckCode, SendCode
from kiosk.domain.language import Language
from kiosk.domain.people.person import Birth, Sex
from kiosk.domain.station.page import (
    Back,
    DeskFailed,
    PageShown,
    Turn,
)
from kiosk.domain.station.pages.phone_code import PhoneCode
from kiosk.domain.station.pages.self_declaration import (
    AnswerTouched,
    FieldTouched,
    NoCodeCame,
    NoPhone,
    PartEdited,
    ReviewPart,
    SexChosen,
    UnitTouched,
    WentBack,
    WentOn,
)
from kiosk.domain.station.pages.self_steps import (
    SelfDeclaration,
    SelfStep,
    place_of,
)
from kiosk.domain.text_input.field_text import Cleared, CursorMoved, Erased, FieldKind, Typed
from kiosk.domain.text_input.name_syllables import SuggestSyllables
from kiosk.domain.units.queries import FindUnits
from sync.protocol.asking import OtpChecked, OtpStarted
from sync.protocol.declaration_bodies import (
    DeclaredHow,
    PhoneProof,
    Relation,
    Screening,
)
from tests.support.own_declaring import FEVER, NO_SIGNS, make_setup
from tests.support.own_pages import (
    ALL_NO,
    E164,
    FOUND,
    HA,
    HAI,
    KEY,
    NAME,
    NO,
    OLD,
    PHONE,
    SEND,
    answered,
    of_scan,
    opened,
    touch,
    typed,
    written,
    written_as,
)


def test_it_opens_once_what_holds_was_read() -> None:
    turn = touch(SelfDeclaration(), PageShown())
    assert turn.asks == (PrepareDeclaring(),)
    assert touch(turn.state, *written_as(NAME), WentOn(), WentBack()) == Turn(turn.state)
    assert not turn.state.can_go_on
    page = opened()
    assert (page.step, page.draft.relation) == (SelfStep.NAME, Relation.SELF)
    assert page.suggestions == ()
    typing = touch(page, Typed("n", None))
    (asked,) = typing.asks
    assert asked == SuggestSyllables("", "N"), "never of the venue's own people"
    told = touch(typing.state, answered(asked, ("Nguyễn", "Ngô")))
    assert told.state.suggestions == ("Nguyễn", "Ngô")
    assert touch(told.state, WentOn()).state.suggestions == ()
    assert touch(page, answered(PrepareDeclaring(), make_setup())) == Turn(page)


@pytest.mark.parametrize(
    "event",
    [
        answered(PrepareDeclaring(), make_setup(is_required=False)),
        answered(PrepareDeclaring(), None),
        DeskFailed(KEY, PrepareDeclaring(), DeskProblem.STORAGE),
    ],
)
def test_where_nobody_is_asked_it_is_left(event: object) -> None:
    assert touch(SelfDeclaration(), event).go == Back()


def test_one_question_a_screen_from_the_name_to_the_end() -> None:
    page = opened()
    seen = []
    steps: list[tuple[object, ...]] = [
        (*written_as(NAME), WentOn()),
        (*typed("1956"), WentOn()),
        (SexChosen(Sex.FEMALE),),
        (*typed(PHONE), WentOn()),
        (answered(FindUnits(""), FOUND), UnitTouched(0)),
        *((one,) for one in ALL_NO),
    ]
    for events in steps:
        seen.append((page.step.value, page.question, place_of(page)))
        page = touch(page, *events).state
    assert seen == [
        ("name", "", (1, 10)),
        ("birth", "", (2, 10)),
        ("sex", "", (3, 10)),
        ("phone", "", (4, 10)),
        ("home", "", (5, 10)),
        ("question", "travelled", (6, 10)),
        ("question", "signs-seen", (7, 10)),
        ("question", "contact-patient", (8, 10)),
        ("question", "contact-area", (9, 10)),
        ("question", "contact-signs", (10, 10)),
    ]
    assert (page.step, place_of(page)) == (SelfStep.REVIEW, (0, 0))
    (act,) = touch(page, SEND).asks
    assert isinstance(act, SubmitDeclaration)
    (person,) = act.persons
    assert person.details.full_name == NAME
    assert (person.details.birth, person.details.phone) == (Birth(1956), E164)
    assert person.details.address.unit == HAI.snapshot
    assert (person.whom, person.answers.screening) == (None, Screening.CLEAR)
    assert (act.how, act.declarant, act.phone) == (DeclaredHow.SELF, Declarant(), DeclaredPhone())


def test_nothing_goes_on_before_it_is_answered() -> None:
    page = opened()
    assert touch(page, WentOn()).state == page
    page = touch(page, *written_as(NAME), WentOn()).state
    for digits in ("", "19", "2040"):
        half = touch(page, *typed(digits)).state
        assert touch(half, WentOn()).state == half
        assert not half.can_go_on
    page = touch(page, *typed("19561")).state
    assert page.draft.birth == "1956"
    page = touch(page, WentOn()).state
    assert touch(page, WentOn()).state == page
    page = touch(page, SexChosen(Sex.OTHER), *typed("0912")).state
    assert touch(page, WentOn()).state == page
    question = written()
    assert touch(question, WentOn()).state == question


def test_digits_are_taken_back() -> None:
    page = touch(opened(), *written_as(NAME), WentOn(), *typed("195"), Erased()).state
    assert page.draft.birth == "19"
    assert touch(page, Cleared()).state.draft.birth == ""
    page = touch(page, *typed("56"), WentOn(), SexChosen(Sex.MALE), *typed("09x")).state
    assert page.draft.phone == "09"
    assert touch(page, Erased()).state.draft.phone == "0"
    assert touch(page, Cleared()).state.draft.phone == ""
    assert touch(opened(), Typed("1"), Erased()).state == opened()


def test_no_phone_is_a_whole_answer() -> None:
    page = touch(opened(), *written_as(NAME), WentOn(), *typed("1956"), WentOn()).state
    turn = touch(page, SexChosen(Sex.MALE), *typed("09"), NoPhone())
    assert (turn.state.step, turn.state.draft.phone_of) == (SelfStep.HOME, PhoneOf.NONE)
    assert turn.asks == (FindUnits(""),)
    assert turn.state.declared_phone is None
    assert touch(turn.state, WentBack(), *typed("0")).state.draft.phone_of is PhoneOf.OWN


def test_a_relatives_phone_proves_nothing() -> None:
    draft = Draft(phone=PHONE, phone_of=PhoneOf.RELATIVE, phone_relation=Relation.CHILD)
    page = SelfDeclaration(draft=draft, proven=E164, challenge="c-1")
    assert page.declared_phone == DeclaredPhone(Relation.CHILD)


# --- the code --------------------------------------------------------------------------------


def at_code() -> SelfDeclaration:
    page = touch(opened(make_setup(asks_code=True)), *written_as(NAME), WentOn()).state
    turn = touch(page, *typed("1956"), WentOn(), SexChosen(Sex.MALE), *typed(PHONE), WentOn())
    assert (turn.state.step, turn.asks) == (SelfStep.CODE, (SendCode(E164),))
    assert place_of(turn.state) == (4, 10)
    return touch(turn.state, answered(SendCode(E164), OtpStarted("c-1"))).state


def test_the_code_proves_the_phone() -> None:
    turn = touch(at_code(), *typed("40740"), Erased(), *typed("07"))
    assert turn.asks == (CheckCode("c-1", "407407"),)
    assert touch(turn.state, Typed("1"), Erased()).state == turn.state
    right = touch(turn.state, answered(turn.asks[0], OtpChecked(True, 5)))
    assert (right.state.step, right.asks) == (SelfStep.HOME, (FindUnits(""),))
    proof = DeclaredPhone(proof=PhoneProof.OTP, challenge="c-1")
    assert right.state.declared_phone == proof
    back = touch(right.state, WentBack()).state
    assert touch(back, WentOn()).state.step is SelfStep.HOME, "proven once"
    other = touch(back, Erased(), Typed("9")).state
    assert other.declared_phone == DeclaredPhone(), "another number is not proven"


def test_a_wrong_code_may_be_tried_again_and_none_holds_anybody_up() -> None:
    turn = touch(at_code(), *typed("111111"))
    wrong = touch(turn.state, answered(turn.asks[0], OtpChecked(False, 4))).state
    assert wrong.code == PhoneCode("c-1", tries_left=4)
    assert touch(wrong, *typed("22"), Cleared()).state == wrong
    over = touch(turn.state, answered(turn.asks[0], OtpChecked(False, 0))).state
    lost = touch(turn.state, DeskFailed(KEY, turn.asks[0], DeskProblem.OFFLINE)).state
    none_came = touch(wrong, NoCodeCame()).state
    for page in (over, lost, none_came):
        assert (page.step, page.declared_phone) == (SelfStep.HOME, DeclaredPhone())


def test_where_no_code_can_be_sent_it_goes_on() -> None:
    page = at_code()
    waiting = replace(page, code=PhoneCode())
    assert touch(waiting, Typed("1"), Erased()).state == waiting
    lost = DeskFailed(KEY, SendCode(E164), DeskProblem.OFFLINE)
    assert touch(waiting, lost).state.step is SelfStep.HOME
    elsewhere = touch(page, WentBack()).state
    assert elsewhere.step is SelfStep.PHONE
    late = answered(SendCode(E164), OtpStarted("c-2"))
    assert touch(elsewhere, late).state == elsewhere
    assert touch(elsewhere, answered(CheckCode("c-1", "1"), OtpChecked(True, 1))).state == elsewhere


# --- the commune -----------------------------------------------------------------------------


def at_home() -> SelfDeclaration:
    page = touch(written(), WentBack()).state
    assert page.step is SelfStep.HOME
    return touch(replace(page, draft=replace(page.draft, address=Draft().address))).state


def test_the_commune_is_searched_as_it_is_typed() -> None:
    turn = touch(at_home(), *written_as("vinh hai"))
    assert turn.asks == (FindUnits("vinh hai"),)
    assert touch(turn.state, answered(FindUnits(""), FOUND)).state.found is None, "too late"
    found = touch(turn.state, answered(FindUnits("vinh hai"), FOUND)).state
    assert found.found == FOUND
    assert touch(found, UnitTouched(9), WentOn()).state == found
    assert touch(at_home(), UnitTouched(0)).state == at_home()


def test_an_old_ward_that_went_to_several_is_asked_about() -> None:
    found = touch(at_home(), answered(FindUnits(""), FOUND)).state
    asked = touch(found, UnitTouched(1)).state
    assert asked.asked_about == FOUND.units[1]
    assert touch(asked, UnitTouched(5)).state == asked
    assert touch(asked, UnitTouched(1)).state.draft.address.unit == HA.snapshot
    assert touch(asked, WentBack()).asks == (FindUnits(""),)
    assert touch(found, UnitTouched(2)).state.draft.address.unit == OLD.snapshot


# --- the form's questions ----------------------------------------------------------------------


def test_what_was_answered_decides_what_is_asked() -> None:
    page = touch(written(), AnswerTouched(True)).state
    assert (page.question, place_of(page)) == ("places", (7, 11))
    da_nang = page.item.options[20].coding if page.item else None
    page = touch(page, AnswerTouched(da_nang)).state
    assert page.question == "places", "several may be chosen"
    assert touch(page, *written_as("Viêng Chăn")).state == page, "no keyboard stands there"
    typing = touch(page, FieldTouched()).state
    assert typing.typed is not None
    assert typing.typed.kind is FieldKind.TEXT
    assert touch(typing, FieldTouched()).state == page
    page = touch(typing, *written_as("Viêng Chăn"), CursorMoved(0), WentOn()).state
    assert page.question == "signs-seen"
    assert page.draft.answers.of("places") == (da_nang, "Viêng Chăn")
    back = touch(page, WentBack()).state
    assert (back.question, back.text) == ("places", "Viêng Chăn")
    again = touch(back, FieldTouched(), Cleared(), WentOn()).state
    assert again.draft.answers.of("places") == (da_nang,)


def test_signs_wait_for_going_on_and_none_of_them_does_not() -> None:
    page = touch(written(), NO).state
    fever = touch(page, AnswerTouched(FEVER)).state
    assert (fever.question, fever.draft.answers.of("signs-seen")) == ("signs-seen", (FEVER,))
    assert touch(fever, WentOn()).state.question == "contact-patient"
    assert touch(fever, AnswerTouched(FEVER)).state == page
    none = touch(fever, AnswerTouched(NO_SIGNS)).state
    assert (none.question, none.draft.answers.of("signs-seen")) == ("contact-patient", (NO_SIGNS,))


def test_only_what_is_offered_is_an_answer() -> None:
    page = touch(written(), NO).state
    for value in (True, "fever", Coding("x", "y")):
        assert touch(page, AnswerTouched(value)).state == page
    assert touch(opened(), AnswerTouched(True)).state == opened()


def one_question(item: Item) -> SelfDeclaration:
    form = Form("one", 1, "urn:one", Text("Một", "One"), (item,))
    return replace(of_scan(make_setup(form=form)))


def question(kind: ItemType, **more: Any) -> Item:
    text = Text("Câu hỏi", "A question")
    return Item("q", kind, text, text, text, **more)


@pytest.mark.parametrize(
    ("kind", "text", "value", "again"),
    [
        (ItemType.DECIMAL, "37,5", Decimal("37.5"), "37,5"),
        (ItemType.INTEGER, "98", 98, "98"),
        (ItemType.DATE, "02/03/2026", date(2026, 3, 2), "02/03/2026"),
        (ItemType.STRING, "Phòng  7", "Phòng 7", "Phòng 7"),
    ],
)
def test_typed_answers_are_read_and_stand_there_again(
    kind: ItemType, text: str, value: Value, again: str
) -> None:
    page = one_question(question(kind, max_length=20))
    done = touch(page, *written_as(text), WentOn()).state
    assert (done.step, done.draft.answers.of("q")) == (SelfStep.REVIEW, (value,))
    back = touch(done, WentBack()).state
    assert back.text == again
    emptied = touch(back, *written_as(""), WentOn()).state
    assert emptied.draft.answers.of("q") == ()


def test_what_cannot_be_the_answer_is_told() -> None:
    page = one_question(question(ItemType.INTEGER, most=Decimal(100)))
    wrong = touch(page, *written_as("120"), WentOn()).state
    assert (wrong.step, wrong.is_refused) == (SelfStep.QUESTION, True)
    assert not touch(wrong, *written_as("12")).state.is_refused


def test_an_open_choice_of_one_takes_what_is_typed_instead() -> None:
    text = Text("A", "A")
    item = question(ItemType.OPEN_CHOICE, max_length=20)
    page = one_question(item)
    lao = touch(page, FieldTouched(), *written_as("Lào"), WentOn()).state
    assert lao.draft.answers.of("q") == ("Lào",)
    assert touch(written(), FieldTouched()).state == written(), "yes or no is no field"
    assert touch(page, WentOn()).state.step is SelfStep.REVIEW
    assert text.said(Language.EN) == "A"


def test_a_boolean_is_kept_by_going_on() -> None:
    page = touch(written(), NO, WentBack()).state
    assert touch(page, WentOn()).state.draft.answers.of("travelled") == (False,)


def test_a_form_without_questions_is_read_at_once() -> None:
    words = question(ItemType.DISPLAY)
    page = one_question(words)
    assert page.step is SelfStep.REVIEW
    assert touch(page, WentBack()).go == Back()
    edited = touch(page, PartEdited(ReviewPart.ANSWERS)).state
    assert edited == page
