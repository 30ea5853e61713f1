"""Khóa: a session is put away and comes back, whole, to the same person alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from kiosk.domain.desk.asked import Asked
from kiosk.domain.desk.code_entry import CodeEntry
from kiosk.domain.desk.doors import LockDesk, SeeStaffRoom, SignIn, SignOut
from kiosk.domain.desk.reports import PrintEvacuation
from kiosk.domain.desk.session import Session
from kiosk.domain.staff.roles import Role
from kiosk.domain.staff.sign_in import SignedIn
from kiosk.domain.station.desk import (
    DeskEvent,
    DeskLocked,
    GoBack,
    PageWanted,
    StaffSignedIn,
    StaffSignedOut,
    advance_desk,
)
from kiosk.domain.station.desk_state import Desk, OpenPage
from kiosk.domain.station.effects import AskDesk, TimerFired, TimerName
from kiosk.domain.station.page import DeskAnswered, DeskPage, PageState
from kiosk.domain.station.pages.card_number import CardDraft, KeyTyped
from kiosk.domain.station.pages.own_phone import DoneRead, OwnPhone, PhoneStep
from kiosk.domain.station.pages.registry import make_home
from kiosk.domain.station.pages.sign_in import EvacuationHeld, PinTyped, SignInState, TileTouched
from tests.support.staff_rooms import make_room
from tests.support.window import AT, SESSION

OTHER = Session("staff-2", "Trần Quốc Bảo", Role.STAFF, AT + timedelta(hours=1))
DRAFT = CardDraft(text="79")


@dataclass
class Trying:
    """A desk, and what it asked for."""

    desk: Desk

    def take(self, *events: DeskEvent) -> list[tuple[Asked[Any], str]]:
        asked = []
        for event in events:
            self.desk, effects = advance_desk(self.desk, event)
            asked += [
                (effect.asked, effect.staff) for effect in effects if isinstance(effect, AskDesk)
            ]
        return asked


def at_work() -> Trying:
    """Somebody signed in with a page open."""
    return with_page(DRAFT)


def with_page(state: PageState) -> Trying:
    """Any page stands for one of staff: what was typed there is kept."""
    return Trying(Desk(stack=(OpenPage(1, state),), session=SESSION, key=1))


def test_locked_pages_are_on_no_screen_and_come_back() -> None:
    it = at_work()
    assert it.take(DeskLocked()) == [(LockDesk(is_by_time=False), "staff-1")]
    assert it.desk.page is DeskPage.CLOSED
    assert it.desk.shown_page is None
    assert it.desk.session == replace(SESSION, is_locked=True)
    again = replace(SESSION, since=AT + timedelta(minutes=5))
    assert it.take(StaffSignedIn(again)) == []
    assert it.desk.top(CardDraft) == DRAFT
    # The shift goes on since its beginning.
    assert it.desk.session == SESSION
    assert it.desk.kept == ()


def test_a_session_that_nobody_touches_locks() -> None:
    it = at_work()
    told = it.take(TimerFired(TimerName.DESK, it.desk.token))
    assert told == [(LockDesk(is_by_time=True), "staff-1")]
    assert it.desk.page is DeskPage.CLOSED
    assert it.desk.kept[0].state == DRAFT


def test_somebody_else_ends_the_locked_session() -> None:
    it = at_work()
    it.take(DeskLocked())
    assert it.take(StaffSignedIn(OTHER)) == [(SignOut(), "staff-1")]
    assert it.desk.session == OTHER
    assert it.desk.kept == ()
    assert it.desk.top(CardDraft) is None


def test_the_public_uses_its_pages_while_staff_are_away() -> None:
    it = at_work()
    it.take(DeskLocked(), PageWanted(CardDraft()), KeyTyped("7"))
    assert it.desk.top(CardDraft) == CardDraft(text="7")
    it.take(GoBack())
    assert it.desk.page is DeskPage.CLOSED
    # Neither the way back nor the end of a citizen's page ends the shift.
    it.take(PageWanted(CardDraft()), StaffSignedOut())
    assert it.desk.session is not None
    assert it.desk.kept[0].state == DRAFT
    it.take(StaffSignedIn(SESSION))
    assert it.desk.top(CardDraft) == DRAFT


def test_the_publics_page_is_asked_after_and_wiped_while_staff_are_away() -> None:
    it = at_work()
    it.take(DeskLocked(), PageWanted(CardDraft()))
    it.take(TimerFired(TimerName.DESK, it.desk.token))
    assert it.desk.is_asking
    it.take(TimerFired(TimerName.DESK, it.desk.token))
    assert it.desk.page is DeskPage.CLOSED
    assert it.desk.kept[0].state == DRAFT


def test_a_citizen_who_is_done_leaves_the_locked_session_alone() -> None:
    it = at_work()
    it.take(DeskLocked(), PageWanted(OwnPhone(PhoneStep.DONE)))
    assert it.take(DoneRead()) == []
    assert it.desk.page is DeskPage.CLOSED
    assert it.desk.session == replace(SESSION, is_locked=True)
    assert it.desk.kept[0].state == DRAFT


def test_a_pages_own_timer_reaches_it() -> None:
    waiting = OwnPhone(PhoneStep.CODE, code=CodeEntry("c", resend_s=30))
    it = Trying(Desk(stack=(OpenPage(1, waiting),), key=1))
    it.take(TimerFired(TimerName.DESK_PAGE, 1))
    assert it.desk.top(OwnPhone) == replace(waiting, code=CodeEntry("c", resend_s=29))


def test_where_nobody_is_signed_in_nothing_is_locked() -> None:
    assert advance_desk(Desk(), DeskLocked()) == (Desk(), ())
    public = Desk(stack=(OpenPage(1, CardDraft()),), key=1)
    assert advance_desk(public, DeskLocked()) == (public, ())
    locked, _ = advance_desk(Desk(session=SESSION), DeskLocked())
    assert advance_desk(locked, DeskLocked()) == (locked, ())


def test_an_answer_reaches_the_page_that_is_put_away() -> None:
    it = with_page(SignInState())
    it.take(DeskLocked())
    assert it.take(DeskAnswered(1, SeeStaffRoom(), make_room())) == []
    kept = it.desk.kept[0].state
    assert isinstance(kept, SignInState)
    assert kept.room == make_room()


def test_what_is_asked_while_locked_is_in_nobodys_name() -> None:
    it = at_work()
    it.take(DeskLocked())
    assert it.take(PageWanted(SignInState())) == [(SeeStaffRoom(), "")]
    it.take(DeskAnswered(it.desk.key, SeeStaffRoom(), make_room()))
    # Whoever locked is chosen already, and unlocks.
    asked = it.take(*(PinTyped(digit) for digit in "742906"))
    assert asked == [(SignIn("staff-1", "742906", is_unlocking=True), "")]
    told = DeskAnswered(it.desk.key, asked[0][0], SignedIn(SESSION))
    it.take(told)
    assert it.desk.top(CardDraft) == DRAFT
    assert it.desk.session == SESSION


def test_whoever_signs_in_at_the_page_has_the_first_page_of_staff() -> None:
    it = Trying(Desk())
    it.take(PageWanted(SignInState()))
    it.take(DeskAnswered(1, SeeStaffRoom(), make_room()), TileTouched("staff-1"))
    (asked,) = it.take(*(PinTyped(digit) for digit in "742906"))
    it.take(DeskAnswered(1, asked[0], SignedIn(SESSION)))
    home = make_home().page
    assert (it.desk.page, len(it.desk.stack)) == (home, 1)
    # The lowest page is left for the gate's; the same way as before leads back.
    it.take(GoBack())
    assert it.desk.page is DeskPage.STAFF
    it.take(PageWanted(SignInState()))
    assert (it.desk.page, len(it.desk.stack)) == (home, 1)


def test_who_is_inside_is_printed_in_nobodys_name_while_locked() -> None:
    it = at_work()
    it.take(DeskLocked(), PageWanted(SignInState()))
    assert it.take(EvacuationHeld()) == [(PrintEvacuation(), "")]


def test_signing_out_is_noted_and_nothing_is_left() -> None:
    it = at_work()
    assert it.take(StaffSignedOut()) == [(SignOut(), "staff-1")]
    assert replace(it.desk, token=0, key=0) == Desk()


def test_another_one_than_who_locked_signs_in_and_does_not_unlock() -> None:
    it = at_work()
    it.take(DeskLocked(), PageWanted(SignInState()))
    it.take(DeskAnswered(it.desk.key, SeeStaffRoom(), make_room()), TileTouched("staff-2"))
    asked = it.take(*(PinTyped(digit) for digit in "742906"))
    assert asked == [(SignIn("staff-2", "742906", is_unlocking=False), "")]
