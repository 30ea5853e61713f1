"""The daily look through who stays until they are discharged, and when it takes the screen."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from kiosk.domain.desk.acts import ActProblem, NotDone
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.doors import SeeStaffRoom, SignIn
from kiosk.domain.desk.stays import ListStays, ReviewStays, StayRow, Stays, StaysReviewed
from kiosk.domain.events import CasesCounted
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.staff.sign_in import SignedIn
from kiosk.domain.station.desk import DeskLocked, PageWanted, StaffSignedOut, advance_desk
from kiosk.domain.station.desk_state import OWN_KEY, Desk
from kiosk.domain.station.effects import AskDesk, Effect
from kiosk.domain.station.page import Back, DeskAnswered, DeskFailed, DeskPage, PageShown, Push
from kiosk.domain.station.pages.paper_entries import PaperEntries
from kiosk.domain.station.pages.person import Person
from kiosk.domain.station.pages.sign_in import PinTyped, SignInState, TileTouched
from kiosk.domain.station.pages.stays import StaysLookedThrough, StaysPage, StayTouched, advance
from tests.support.desk_pages import KEY, HandledPage
from tests.support.staff_rooms import make_room
from tests.support.window import AT, SESSION

TODAY = date(2026, 11, 23)
PIN = "742906"


def stays(nights: int = 2, reviewed: date | None = None) -> Stays:
    since = AT - timedelta(days=nights)
    row = StayRow("p-1", "Lê Thị Mai", VisitorKind.INPATIENT, since, nights)
    return Stays((row,), TODAY, reviewed)


def after(*events: object, desk: Desk | None = None) -> tuple[Desk, tuple[Effect, ...]]:
    desk = desk or Desk()
    effects: tuple[Effect, ...] = ()
    for event in events:
        desk, effects = advance_desk(desk, event)  # type: ignore[arg-type]
    return desk, effects


def signing_in(desk: Desk | None = None) -> tuple[Desk, tuple[Effect, ...]]:
    desk, _ = after(PageWanted(SignInState()), desk=desk)
    key = desk.stack[-1].key
    room = DeskAnswered(key, SeeStaffRoom(), make_room())
    typed = [PinTyped(digit) for digit in PIN]
    answer = DeskAnswered(key, SignIn("staff-1", PIN), SignedIn(SESSION))
    return after(room, TileTouched("staff-1"), *typed, answer, desk=desk)


def told(answer: Stays) -> DeskAnswered:
    return DeskAnswered(OWN_KEY, ListStays(), answer)


@pytest.mark.parametrize(
    ("answer", "is_due"),
    [
        (stays(), True),
        (stays(reviewed=TODAY - timedelta(days=1)), True),
        (stays(reviewed=TODAY), False),
        (stays(nights=0), False),
        (Stays((), TODAY, None), False),
    ],
)
def test_it_is_due_once_a_day_where_somebody_was_here_overnight(
    answer: Stays, is_due: bool
) -> None:
    assert answer.is_due is is_due
    desk, effects = signing_in()
    assert AskDesk(OWN_KEY, ListStays(), SESSION.account_id) in effects
    desk, _ = after(told(answer), desk=desk)
    assert desk.page is (DeskPage.STAYS if is_due else DeskPage.DAY_LIST)
    assert desk.stack[0].state.page is DeskPage.DAY_LIST


def test_cases_of_the_last_shift_lie_below_it() -> None:
    desk, _ = after(CasesCounted(2))
    desk, _ = signing_in(desk)
    assert desk.page is DeskPage.SHIFT_CHECK
    desk, _ = after(told(stays()), desk=desk)
    pages = [page.state.page for page in desk.stack]
    assert pages == [DeskPage.DAY_LIST, DeskPage.SHIFT_CHECK, DeskPage.STAYS]


def test_whoever_unlocks_is_reminded_too() -> None:
    desk, _ = signing_in()
    desk, _ = after(told(stays(reviewed=TODAY)), DeskLocked(), desk=desk)
    desk, effects = signing_in(desk)
    assert AskDesk(OWN_KEY, ListStays(), SESSION.account_id) in effects
    assert after(told(stays()), desk=desk)[0].page is DeskPage.STAYS


def test_nobody_is_interrupted() -> None:
    desk, _ = signing_in()
    busy, _ = after(PageWanted(PaperEntries()), told(stays()), desk=desk)
    assert busy.page is DeskPage.PAPER_ENTRIES
    twice, _ = after(told(stays()), told(stays()), desk=desk)
    assert len(twice.stack) == 2
    for gone in (DeskLocked(), StaffSignedOut()):
        assert after(gone, told(stays()), desk=desk)[0].page is DeskPage.CLOSED
    failed = DeskFailed(OWN_KEY, ListStays(), DeskProblem.STORAGE)
    assert after(failed, desk=desk)[0] == desk


def test_the_page_reads_leads_to_a_person_and_is_looked_through() -> None:
    page = HandledPage(StaysPage(), advance)
    page.tell(PageShown())
    assert page.asks == (ListStays(),)
    page.tell(StaysLookedThrough())
    assert page.asks == (), "nothing was seen yet"
    assert page.tell(DeskAnswered(KEY, ListStays(), stays())).stays == stays()
    page.tell(StayTouched("p-1"))
    assert page.go == Push(Person("p-1"))
    page.tell(StaysLookedThrough())
    assert page.asks == (ReviewStays(1),)
    page.tell(StaysLookedThrough())
    assert page.asks == (), "once"
    page.tell(DeskAnswered(KEY, ReviewStays(1), StaysReviewed()))
    assert page.go == Back()


def test_what_was_not_written_is_told() -> None:
    for answer in (NotDone(ActProblem.NOT_SIGNED_IN), None):
        page = HandledPage(StaysPage(stays()), advance)
        page.tell(StaysLookedThrough())
        if answer is None:
            state = page.fail()
            assert state.problem is DeskProblem.STORAGE
        else:
            state = page.answer(answer)
            assert state.problem is DeskProblem.REFUSED
        assert not state.is_working
