"""*Khai hộ*: answers that never come, and what was not saved, sent or wiped."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.declaration.draft import Draft, PhoneOf
from kiosk.domain.desk.acts import ActProblem, NotDone
from kiosk.domain.desk.acts_on_declarations import DropDraft, SaveDraft, SubmitDeclaration
from kiosk.domain.desk.asked import Asked, DeskProblem
from kiosk.domain.desk.declaration_queries import (
    CheckDeclarations,
    FindAlike,
    ListDrafts,
    ShowDraft,
)
from kiosk.domain.desk.declaring_setup import PrepareDeclaring
from kiosk.domain.desk.queries import Search, ShowPerson
from kiosk.domain.language import Language
from kiosk.domain.people.address import Address
from kiosk.domain.people.person import Sex
from kiosk.domain.station.effects import TimerFired, TimerName
from kiosk.domain.station.page import Back, DeskAnswered, PageShown, Replace
from kiosk.domain.station.pages.declare import advance, declare_for
from kiosk.domain.station.pages.declare_state import Declare
from kiosk.domain.station.pages.declare_touches import (
    ConsentTouched,
    DeclareField,
    DeclareFieldChosen,
    DeclareSexChosen,
    DeclareStep,
    DraftOpened,
    DraftsTouched,
    LeavingChosen,
    NextFieldTouched,
    NextTouched,
    PhoneOfChosen,
    RelationChosen,
    SendTouched,
    StepBackTouched,
)
from kiosk.domain.text_input.field_text import ChipPicked
from kiosk.domain.text_input.name_syllables import SuggestSyllables
from kiosk.domain.units.queries import FindUnits, ReadAddress
from kiosk.domain.units.unit import UnitsFound
from sync.protocol.declaration_bodies import Relation
from tests.support.declarations import keep
from tests.support.declaring import DeclaringDesk, keys, known_person, on_address, on_confirm
from tests.support.desk_people import KEY, MOMENT, failed


@pytest.mark.parametrize(
    ("state", "asked"),
    [
        (Declare(), PrepareDeclaring),
        (Declare(opening="d-1"), ShowDraft),
        (declare_for("p-1"), ShowPerson),
        (declare_for("p-1"), CheckDeclarations),
        (Declare(), ListDrafts),
        (Declare(card="7909900001"), Search),
        (Declare(Draft(address=Address("Thôn 1"))), ReadAddress),
    ],
)
def test_what_only_helps_is_done_without(state: Declare, asked: type[Asked[object]]) -> None:
    desk = DeclaringDesk(state)
    desk.people["p-1"] = known_person()
    desk.holds = asked
    desk.open()
    (held,) = desk.held
    desk.take(failed(held, DeskProblem.STORAGE))
    # It is not asked for again, and all else is.
    assert [one for one in desk.asked if one == held] == [held]
    is_needed = asked in (PrepareDeclaring, ShowDraft)
    assert desk.now().problem is (DeskProblem.STORAGE if is_needed else None)
    # Whoever comes back to the page has it asked for anew, if nothing can be done without.
    desk.holds = None
    desk.take(PageShown())
    assert desk.now().setup is not None


def test_syllables_are_suggested_for_a_name_as_it_is_typed() -> None:
    desk = DeclaringDesk().open()
    assert desk.now().suggestions == ("Nguyễn", "Trần")
    desk.take(ChipPicked("Nguyễn"))
    assert (desk.now().draft.name, desk.now().suggestions) == ("Nguyễn ", ("Thị", "Văn"))
    desk.take(NextFieldTouched())
    assert desk.now().suggestions == ()
    desk.take(DeclareFieldChosen(DeclareField.NAME))
    desk.holds = SuggestSyllables
    desk.take(keys("H"))
    assert desk.now().suggestions == ("Thị", "Văn")
    desk.take(failed(SuggestSyllables("Nguyễn ", "H", with_own=True)))
    assert desk.now().suggestions == ()


def test_units_and_alike_that_cannot_be_read_stop_nobody() -> None:
    desk = on_address()
    desk.holds = FindUnits
    desk.take(keys("nhon"))
    desk.take(failed(FindUnits("nhon"), DeskProblem.STORAGE))
    assert desk.now().found == UnitsFound((), 0)
    assert desk.now().problem is DeskProblem.STORAGE
    held = DeclaringDesk()
    held.holds = FindAlike
    held.open().take(keys("An"), NextFieldTouched(), keys("1990"), DeclareSexChosen(Sex.MALE))
    held.take(PhoneOfChosen(PhoneOf.NONE), NextTouched(), NextTouched())
    assert held.now().step is DeclareStep.PERSON
    held.take(failed(held.held[0], DeskProblem.STORAGE))
    assert held.now().step is DeclareStep.ADDRESS


def test_an_answer_that_nobody_waits_for_changes_nothing() -> None:
    desk = on_address()
    before = desk.state
    desk.take(DeskAnswered(KEY, FindUnits("xyz"), desk.answer(FindUnits("xyz"))))
    desk.take(DeskAnswered(KEY, Search("1"), desk.answer(Search("1"))))
    desk.take(DeskAnswered(KEY, ReadAddress("x"), desk.answer(ReadAddress("x"))))
    assert replace(desk.state, known=before.known) == before


def test_what_is_not_saved_is_saved_with_the_next_change() -> None:
    desk = DeclaringDesk().open().take(keys("An"))
    desk.holds = SaveDraft
    desk.rest().take(failed(desk.held[0], DeskProblem.STORAGE))
    assert desk.now().saving is None
    again = DeclaringDesk(desk.state).take(NextFieldTouched(), keys("1")).rest()
    assert len(again.drafts) == 1
    gone = DeclaringDesk(again.state)
    gone.holds = SaveDraft
    gone.take(keys("9")).rest()
    gone.take(DeskAnswered(KEY, gone.held[0], NotDone(ActProblem.UNKNOWN)))
    assert (gone.now().draft.id, gone.now().saved) == ("", None)


def test_what_cannot_be_wiped_or_sent_says_so() -> None:
    desk = DeclaringDesk().open().take(keys("An")).rest()
    desk.holds = DropDraft
    desk.take(StepBackTouched(), LeavingChosen(False), keys("x"))
    desk.take(failed(desk.held[0], DeskProblem.STORAGE))
    assert (desk.now().problem, desk.go) == (DeskProblem.STORAGE, None)
    sending = on_confirm().take(RelationChosen(Relation.SELF), ConsentTouched())
    sending.holds = SubmitDeclaration
    sending.take(SendTouched(Language.VI))
    sending.take(failed(sending.held[0], DeskProblem.STORAGE))
    assert (sending.now().problem, sending.now().can_send) == (DeskProblem.STORAGE, True)


def test_a_savepoint_that_fails_lets_go_of_what_was_to_be_wiped() -> None:
    desk = DeclaringDesk().open().take(keys("An"))
    desk.holds = SaveDraft
    desk.rest().take(StepBackTouched(), LeavingChosen(False))
    desk.take(failed(desk.held[0], DeskProblem.STORAGE))
    assert desk.go == Back()


def test_a_timer_with_nothing_to_save_does_nothing() -> None:
    state = DeclaringDesk().open().state
    assert advance(state, TimerFired(TimerName.DESK_PAGE, KEY), MOMENT).asks == ()


def test_a_draft_that_goes_on_takes_this_ones_place() -> None:
    desk = DeclaringDesk()
    desk.drafts["d-1"] = keep()
    desk.open().take(DraftsTouched(), DraftOpened("d-1"))
    assert desk.go == Replace(Declare(opening="d-1"))
