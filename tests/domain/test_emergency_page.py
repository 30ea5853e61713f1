"""Cấp cứu: an arrival at one touch by whoever is there, completed later by single touches."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.desk.acts import ActProblem, NotDone, StoredPerson
from kiosk.domain.desk.acts_on_cases import (
    AgeGroup,
    CompleteEmergency,
    DescribeEmergency,
    EmergencyEnded,
    EmergencyRecorded,
    EmergencySeen,
    LeaveUnidentified,
    RecordEmergency,
)
from kiosk.domain.desk.acts_on_visits import TakeBack, TakenBack
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.queries import Found, IncompletePage, ListIncomplete, Search
from kiosk.domain.desk.session import Session
from kiosk.domain.people.person import Sex
from kiosk.domain.station.desk import DeskLocked, PageWanted, StaffSignedIn, advance_desk
from kiosk.domain.station.desk_state import Desk
from kiosk.domain.station.effects import (
    AskDesk,
    StartTimer,
    StopTimer,
    TimerFired,
    TimerName,
)
from kiosk.domain.station.page import Back, DeskAnswered, DeskPage, PageShown
from kiosk.domain.station.pages.emergency import (
    UNDO_S,
    AgeSeen,
    EmergencyPersonChosen,
    EmergencyTouched,
    EmergencyUndone,
    Incomplete,
    IncompleteChosen,
    PersonWanted,
    SexSeen,
    UnidentifiedTouched,
    advance,
)
from kiosk.domain.station.pages.picking import PickTyped
from kiosk.domain.station.pages.sign_in import SignInState
from tests.support.desk_pages import AT, KEY, LOCKED, HandledPage, emergency_row, person_row
from tests.support.window import SESSION

RECORDED = EmergencyRecorded("entry-1", AT, 3)


def recorded(session: Session | None = SESSION) -> HandledPage[Incomplete]:
    """The page right after an emergency came in."""
    page = HandledPage(Incomplete(is_wanted=True), advance, session)
    page.tell(PageShown())
    assert page.asks == (RecordEmergency(),)
    page.answer(RECORDED)
    return page


def chosen() -> HandledPage[Incomplete]:
    """The page while one of two arrivals is being completed."""
    page = recorded()
    page.answer(IncompletePage((emergency_row(), emergency_row("entry-2")), None))
    return page


def test_one_touch_records_and_ten_seconds_undo() -> None:
    page = recorded()
    assert page.effects == (StartTimer(TimerName.DESK_PAGE, KEY, UNDO_S),)
    assert page.asks == (ListIncomplete(),)
    assert page.state.recorded == RECORDED
    page.answer(IncompletePage((emergency_row(),), None))
    assert page.state.row == emergency_row()
    page.tell(EmergencyUndone())
    assert page.asks == (TakeBack(("entry-1",)),)
    page.answer(TakenBack(("entry-1",)))
    assert page.effects == (StopTimer(TimerName.DESK_PAGE),)
    assert (page.state.recorded, page.state.is_undone, page.state.chosen) == (None, True, "")
    assert (page.asks, page.go) == ((ListIncomplete(),), None)


def test_after_ten_seconds_nothing_can_be_undone() -> None:
    page = recorded()
    page.tell(TimerFired(TimerName.DESK_PAGE, KEY))
    assert (page.state.recorded, page.go) == (None, None)
    page.tell(EmergencyUndone())
    assert page.asks == ()


@pytest.mark.parametrize("session", [None, LOCKED])
def test_without_anybody_signed_in_it_is_recorded_and_nothing_is_shown(
    session: Session | None,
) -> None:
    page = recorded(session)
    assert page.state.recorded == RECORDED
    assert page.asks == ()
    page.tell(SexSeen(Sex.MALE))
    assert page.asks == ()
    page.tell(TimerFired(TimerName.DESK_PAGE, KEY))
    assert page.go == Back()
    undone = recorded(session)
    undone.tell(EmergencyUndone())
    undone.answer(TakenBack(("entry-1",)))
    assert (undone.asks, undone.go) == ((), Back())
    undone.tell(PageShown())
    assert undone.asks == ()


def test_the_next_emergency_is_recorded_on_the_open_page() -> None:
    page = recorded()
    page.tell(EmergencyTouched())
    assert page.asks == (RecordEmergency(),)
    page.answer(EmergencyRecorded("entry-2", AT, 4))
    assert page.state.chosen == "entry-2"


def test_it_is_completed_by_single_touches() -> None:
    page = chosen()
    page.tell(SexSeen(Sex.FEMALE))
    assert page.asks == (DescribeEmergency("entry-1", Sex.FEMALE, None),)
    page.answer(EmergencySeen("entry-3"))
    assert page.asks == (ListIncomplete(),)
    assert page.state.chosen == "entry-3", "what was noted stands in the first one's place"
    noted = emergency_row("entry-3", sex=Sex.FEMALE)
    page.answer(IncompletePage((noted, emergency_row("entry-2")), None))
    page.tell(AgeSeen(AgeGroup.OLD))
    assert page.asks == (DescribeEmergency("entry-3", age=AgeGroup.OLD),)
    page.tell(SexSeen(Sex.FEMALE))
    assert page.asks == (), "touched again, there is nothing new to say"
    page.tell(SexSeen(Sex.MALE))
    assert page.asks == (DescribeEmergency("entry-3", sex=Sex.MALE),)
    rows = (replace(noted, age=AgeGroup.OLD),)
    page.tell(DeskAnswered(KEY, ListIncomplete(), IncompletePage(rows, None)))
    page.tell(AgeSeen(AgeGroup.OLD))
    assert page.asks == ()


def test_two_touches_on_their_way_at_once_are_about_the_same_arrival() -> None:
    page = chosen()
    page.tell(SexSeen(Sex.MALE))
    first = page.asks[0]
    page.tell(AgeSeen(AgeGroup.OLD))
    second = page.asks[0]
    page.tell(DeskAnswered(KEY, first, EmergencySeen("entry-3")))
    page.tell(DeskAnswered(KEY, second, EmergencySeen("entry-4")))
    rows = (emergency_row("entry-4"), emergency_row("entry-2"))
    page.tell(DeskAnswered(KEY, ListIncomplete(), IncompletePage(rows, None)))
    assert page.state.row == rows[0]
    page.tell(EmergencyUndone())
    assert page.asks == (TakeBack(("entry-4",)),)


def test_what_was_noted_can_be_undone_with_the_arrival() -> None:
    page = chosen()
    page.tell(SexSeen(Sex.MALE))
    page.answer(EmergencySeen("entry-3"))
    page.tell(EmergencyUndone())
    assert page.asks == (TakeBack(("entry-3",)),)


def test_after_the_time_to_undo_it_is_completed_as_before() -> None:
    page = chosen()
    page.tell(TimerFired(TimerName.DESK_PAGE, KEY), SexSeen(Sex.MALE))
    page.answer(EmergencySeen("entry-3"))
    assert (page.state.chosen, page.state.recorded) == ("entry-3", None)


def test_another_one_may_be_chosen_before_the_answer() -> None:
    page = chosen()
    page.tell(SexSeen(Sex.MALE))
    asked = page.asks[0]
    page.tell(IncompleteChosen("entry-2"), EmergencyTouched())
    page.answer(EmergencyRecorded("entry-4", AT, 4))
    page.tell(DeskAnswered(KEY, asked, EmergencySeen("entry-3")))
    assert page.state.chosen == "entry-4"
    assert page.state.recorded == EmergencyRecorded("entry-4", AT, 4)


def test_somebody_found_is_who_it_was() -> None:
    page = chosen()
    page.tell(EmergencyPersonChosen("person-1"), PickTyped("m"))
    assert page.asks == (), "nobody is looked for yet"
    page.tell(PersonWanted(True), PickTyped("m"))
    assert page.asks == (Search("m"),)
    page.answer(Found((person_row(),), False))
    page.tell(EmergencyPersonChosen("stranger"))
    assert page.asks == ()
    page.tell(EmergencyPersonChosen("person-1"))
    assert page.asks == (CompleteEmergency("entry-1", StoredPerson("person-1")),)
    ended = EmergencyEnded("entry-1", "person-1")
    page.answer(ended)
    assert (page.state.ended, page.state.picking, page.state.chosen) == (ended, None, "")
    assert page.asks == (ListIncomplete(),)


def test_nobody_is_looked_for_any_more() -> None:
    page = chosen()
    page.tell(PersonWanted(True), PickTyped("m"), PersonWanted(False))
    assert page.state.picking is None
    before = page.state
    assert page.tell(DeskAnswered(KEY, Search("m"), Found((), False))) == before


def test_unidentified_is_asked_first() -> None:
    page = chosen()
    assert page.tell(UnidentifiedTouched()).is_asking
    assert page.asks == ()
    page.tell(UnidentifiedTouched())
    assert page.asks == (LeaveUnidentified("entry-1"),)
    page.answer(EmergencyEnded("entry-1"))
    assert not page.state.is_asking


def test_an_act_that_did_nothing_says_why() -> None:
    page = chosen()
    page.tell(EmergencyUndone())
    page.answer(NotDone(ActProblem.TOO_LATE))
    assert page.state.refused is ActProblem.TOO_LATE
    assert page.asks == (ListIncomplete(),)


def test_storage_that_fails_is_said() -> None:
    page = HandledPage(Incomplete(), advance)
    page.tell(PageShown())
    page.fail()
    assert page.state.problem is DeskProblem.STORAGE
    assert page.state.row is None


def test_what_is_none_of_its_business_changes_nothing() -> None:
    for page in (HandledPage(Incomplete(), advance), chosen()):
        before = page.state
        assert page.tell(object()) == before


def test_the_desk_opens_it_over_any_page_of_staff() -> None:
    desk, _ = advance_desk(Desk(), StaffSignedIn(SESSION))
    desk, effects = advance_desk(desk, EmergencyTouched())
    assert desk.page is DeskPage.EMERGENCY
    asked = [effect for effect in effects if isinstance(effect, AskDesk)]
    assert [(each.asked, each.staff) for each in asked] == [(RecordEmergency(), "staff-1")]
    again, effects = advance_desk(desk, EmergencyTouched())
    assert len(again.stack) == len(desk.stack)
    assert any(isinstance(effect, AskDesk) for effect in effects)


def test_it_is_recorded_in_nobodys_name_while_nobody_is_signed_in() -> None:
    desk, _ = advance_desk(Desk(), PageWanted(SignInState()))
    _, effects = advance_desk(desk, EmergencyTouched())
    assert [each.staff for each in effects if isinstance(each, AskDesk)] == [""]
    locked, _ = advance_desk(Desk(), StaffSignedIn(SESSION))
    locked, _ = advance_desk(locked, DeskLocked())
    locked, _ = advance_desk(locked, PageWanted(SignInState()))
    _, effects = advance_desk(locked, EmergencyTouched())
    assert [each.staff for each in effects if isinstance(each, AskDesk)] == [""]


def test_ready_has_no_such_button() -> None:
    assert advance_desk(Desk(), EmergencyTouched()) == (Desk(), ())
