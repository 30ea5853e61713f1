"""The ways to *Khai hộ*: from lists, searches, people, phones and cases."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.domain.declaration.draft import Draft
from kiosk.domain.desk.acts import ReleasedPerson, StoredPerson
from kiosk.domain.desk.acts_on_declarations import (
    Declared,
    PersonAnswer,
    SubmitDeclaration,
)
from kiosk.domain.desk.acts_on_visits import Checked, CheckedPerson, TakeBack
from kiosk.domain.desk.declaration_queries import CheckDeclarations, DeclarationState
from kiosk.domain.desk.hub_questions import FindPersons
from kiosk.domain.desk.queries import Cases, FindByPhone, PhonePeople, ShowPerson
from kiosk.domain.station.deed import DeedStep, deed_of
from kiosk.domain.station.page import PageShown, Push
from kiosk.domain.station.pages import family, person, search, support_list
from kiosk.domain.station.pages.checking import CheckTouched
from kiosk.domain.station.pages.declare import declare_for, declare_whom
from kiosk.domain.station.pages.declare_state import Declare
from kiosk.domain.station.pages.family import DeclareTouched, Family, PersonTicked
from kiosk.domain.station.pages.person import Person, PersonPanel
from kiosk.domain.station.pages.search import DeclareWanted, SearchPage
from kiosk.domain.station.pages.support_list import CaseChosen, CaseDeclaring, SupportList
from kiosk.domain.visits.decision import Direction
from sync.protocol.asking import DeclarationStatus, LookupAnswer, LookupKind, Released
from tests.support.desk_pages import HandledPage, case_row
from tests.support.desk_people import MOMENT, PHONE, answered, person_page, row
from tests.support.window import AT

ARRIVAL = CheckTouched(Direction.ARRIVAL)


def declaration(person_id: str, *, is_needed: bool = True) -> DeclarationState:
    """Somebody's state where the venue asks for declarations."""
    status = DeclarationStatus.NONE if is_needed else DeclarationStatus.VALID
    return DeclarationState(person_id, status, is_needed)


@pytest.mark.parametrize(
    ("text", "draft"),
    [
        ("0912 345 678", Draft(phone="+84912345678")),
        ("7909900001", Draft(insurance_number="7909900001")),
        ("gd4797909900001", Draft(insurance_number="7909900001")),
        ("079099000002", Draft(id_number="079099000002")),
        ("hong nhung", Draft()),
        ("0912", Draft()),
    ],
)
def test_a_search_without_result_gives_its_number_to_the_form(text: str, draft: Draft) -> None:
    turn = search.advance(SearchPage(text), DeclareWanted(), MOMENT)
    assert isinstance(turn.go, Push)
    assert isinstance(turn.go.state, Declare)
    assert turn.go.state.draft == draft
    # Nothing of the search is left for the next person.
    assert turn.state.is_over


def test_whoever_has_not_declared_does_so_before_they_are_checked_in() -> None:
    state = Person("p-1")
    turn = person.advance(state, answered(ShowPerson("p-1"), person_page()), MOMENT)
    (asked,) = turn.asks
    assert asked == CheckDeclarations(("p-1",))
    needed = person.advance(turn.state, answered(asked, (declaration("p-1"),)), MOMENT).state
    assert needed.has_to_declare
    assert person.advance(needed, ARRIVAL, MOMENT).go == Push(declare_for("p-1"))
    valid = (declaration("p-1", is_needed=False),)
    free = person.advance(turn.state, answered(asked, valid), MOMENT).state
    assert person.advance(free, ARRIVAL, MOMENT).state.panel is PersonPanel.PROOF


def test_of_a_phones_people_whoever_has_not_declared_is_led_there() -> None:
    people = (row("p-1"), row("p-2", "Nguyễn Văn Tùng", 1981))
    turn = family.advance(Family(PHONE), answered(FindByPhone(PHONE), PhonePeople(people)), MOMENT)
    (asked,) = turn.asks
    assert asked == CheckDeclarations(("p-1", "p-2"))
    states = (declaration("p-1", is_needed=False), declaration("p-2"))
    state = family.advance(turn.state, answered(asked, states), MOMENT).state
    assert [state.has_to_declare(one) for one in state.people] == [False, True]
    details = state.people[1].details
    leads = Push(declare_whom(StoredPerson("p-2"), details))
    assert family.advance(state, DeclareTouched(1), MOMENT).go == leads
    assert family.advance(state, DeclareTouched(9), MOMENT).go is None
    for index in range(2):
        state = family.advance(state, PersonTicked(index), MOMENT).state
    led = family.advance(state, ARRIVAL, MOMENT)
    assert led.go == leads
    # They are checked in by declaring: who is ticked still is whoever is left.
    assert led.state.ticked == (StoredPerson("p-1"),)
    nobody = family.advance(Family(PHONE), answered(FindByPhone(PHONE), PhonePeople(())), MOMENT)
    assert nobody.asks == ()


def test_somebody_of_another_venue_declares_with_what_was_told_of_them() -> None:
    told = LookupAnswer(
        (), released=(Released("h-1", "Lê An", "1990", "male", DeclarationStatus.NONE),)
    )
    read = answered(FindPersons(LookupKind.PHONE, PHONE), told)
    state = family.advance(Family(PHONE), read, MOMENT).state
    (one,) = state.people
    assert state.declaration(one) is None
    go = family.advance(state, DeclareTouched(0), MOMENT).go
    assert isinstance(go, Push)
    assert isinstance(go.state, Declare)
    assert go.state.draft.known == one.whom == ReleasedPerson("h-1", one.details)
    assert (go.state.draft.name, go.state.draft.phone) == ("Lê An", PHONE)


@pytest.mark.parametrize("person_id", ["p-1", None])
def test_a_case_is_answered_by_a_declaration(person_id: str | None) -> None:
    page = HandledPage(SupportList(), support_list.advance)
    page.tell(PageShown())
    page.answer(Cases((replace(case_row(), person_id=person_id),), (), 0))
    page.tell(CaseDeclaring())
    assert page.go is None
    page.tell(CaseChosen("case-1"), CaseDeclaring())
    known = Draft() if person_id is None else Draft(known=StoredPerson(person_id))
    assert page.go == Push(Declare(known, case_id="case-1"))


def test_an_arrival_by_a_declaration_can_be_taken_back() -> None:
    checked = CheckedPerson("p-1", "Lê An", Direction.ARRIVAL, AT, "e-1")
    act = SubmitDeclaration((), None, None, None)  # type: ignore[arg-type]
    until = AT + timedelta(days=1)
    deed = deed_of(act, Declared((PersonAnswer("p-1", "r-1", until, checked),)))
    assert deed is not None
    assert (deed.step, deed.answer) == (DeedStep.DONE, Checked((checked,)))
    assert deed.undo == TakeBack(("e-1",))
    assert deed_of(act, Declared((PersonAnswer("p-1", "r-1", until),))) is None
