"""A badge held to a scanner: it unlocks, is told why not, or is a scan like every other."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.doors import HoldBadge, SeeStaffRoom
from kiosk.domain.desk.session import Session
from kiosk.domain.events import CardRead, CardShared
from kiosk.domain.staff.badge import BadgeHeld, BadgeProblem, BadgeRefused
from kiosk.domain.staff.roles import Role
from kiosk.domain.staff.sign_in import SignedIn
from kiosk.domain.station.badge import held_at
from kiosk.domain.station.desk import (
    DeskLocked,
    PageWanted,
    StaffSignedIn,
    StaffSignedOut,
    advance_desk,
)
from kiosk.domain.station.desk_state import Desk
from kiosk.domain.station.effects import AskDesk, Effect, ForgetCard, RecordCard
from kiosk.domain.station.page import DeskAnswered, DeskFailed, DeskPage
from kiosk.domain.station.pages.card_number import CardDraft
from kiosk.domain.station.pages.family import Family
from kiosk.domain.station.pages.sign_in import PinTyped, SignInState, TileTouched
from kiosk.domain.visits.decision import LaneName
from tests.support.staff_rooms import make_room
from tests.support.window import AT, SESSION

SLIP = "8417" + "1" * 140
CARD = "001080123456|123456789|Nguyễn Văn Mẫu|01011980|Nam|Hà Nội|01012022"
OWNER = SESSION.account_id
LOCKED = (StaffSignedIn(SESSION), PageWanted(Family("+84912345678")), DeskLocked())
AT_PAGE = (*LOCKED, PageWanted(SignInState()))
FORGOTTEN = ForgetCard(SLIP, LaneName.DESK)
AGAIN = SignedIn(replace(SESSION, since=AT))


def after(*events: object) -> tuple[Desk, tuple[Effect, ...]]:
    desk = Desk()
    effects: tuple[Effect, ...] = ()
    for event in events:
        desk, effects = advance_desk(desk, event)  # type: ignore[arg-type]
    return desk, effects


def asked(held: BadgeHeld, owner: str = OWNER) -> HoldBadge:
    return HoldBadge(owner, SLIP, held)


def answered(held: BadgeHeld, answer: object) -> DeskAnswered:
    return DeskAnswered(0, asked(held), answer)


@pytest.mark.parametrize(
    ("events", "read", "held"),
    [
        (AT_PAGE, CardRead(SLIP), BadgeHeld.AT_PAGE),
        (LOCKED, CardRead(SLIP), BadgeHeld.AT_LOCK),
        (AT_PAGE, CardShared(SLIP), BadgeHeld.SHARED),
    ],
)
def test_where_it_is_held_says_what_it_is_asked_as(
    events: tuple[object, ...], read: object, held: BadgeHeld
) -> None:
    _, effects = after(*events, read)
    assert effects == (AskDesk(0, asked(held), ""),)


def test_with_the_page_open_and_nobody_locked_it_is_told_that_a_shift_takes_the_pin() -> None:
    _, effects = after(PageWanted(SignInState()), CardRead(SLIP))
    assert effects == (AskDesk(0, asked(BadgeHeld.AT_PAGE, ""), ""),)


@pytest.mark.parametrize(
    ("events", "text", "is_shared"),
    [
        (AT_PAGE, CARD, False),  # A card of the state is nobody's badge.
        ((), SLIP, False),
        (LOCKED, SLIP, True),  # Whoever holds it to the gate's camera passes the gate.
        ((PageWanted(SignInState()),), SLIP, True),
        ((*LOCKED, PageWanted(CardDraft())), SLIP, False),  # A citizen uses the screen.
        ((StaffSignedIn(SESSION),), SLIP, False),
    ],
)
def test_elsewhere_a_code_is_a_scan(events: tuple[object, ...], text: str, is_shared: bool) -> None:
    desk, _ = after(*events)
    assert held_at(desk, text, is_shared=is_shared) is None


@pytest.mark.parametrize(
    ("events", "held", "lane"),
    [
        (AT_PAGE, BadgeHeld.AT_PAGE, LaneName.DESK),
        (LOCKED, BadgeHeld.AT_LOCK, LaneName.DESK),
        (AT_PAGE, BadgeHeld.SHARED, LaneName.GATE),
    ],
)
def test_the_right_one_brings_the_pages_back_and_is_no_scan(
    events: tuple[object, ...], held: BadgeHeld, lane: LaneName
) -> None:
    desk, effects = after(*events, answered(held, AGAIN))
    assert ForgetCard(SLIP, lane) in effects
    assert desk.session == SESSION
    assert [page.state.page for page in desk.stack] == [DeskPage.FAMILY]


def test_a_session_that_ended_meanwhile_does_not_begin_by_a_badge() -> None:
    other = Session("staff-2", "Trần Quốc Bảo", Role.STAFF, AT)
    for events in (
        (*LOCKED, StaffSignedIn(other), DeskLocked()),
        (*LOCKED, StaffSignedIn(SESSION), StaffSignedOut()),
        (*LOCKED, StaffSignedIn(SESSION)),
    ):
        before, _ = after(*events)
        desk, effects = after(*events, answered(BadgeHeld.AT_LOCK, AGAIN))
        assert (desk, effects) == (before, (FORGOTTEN,))


def test_a_refusal_is_told_on_the_page_until_something_is_typed() -> None:
    revoked = BadgeRefused(BadgeProblem.REVOKED)
    room = DeskAnswered(2, SeeStaffRoom(), make_room())
    typed = (*AT_PAGE, room, TileTouched("staff-1"), PinTyped("7"))
    desk, effects = after(*typed, answered(BadgeHeld.AT_PAGE, revoked))
    assert FORGOTTEN in effects
    page = desk.top(SignInState)
    assert page is not None
    assert (page.badge, page.pin, page.account_id) == (BadgeProblem.REVOKED, "", "staff-1")
    assert len(desk.stack) == 1
    desk, _ = advance_desk(desk, PinTyped("7"))
    assert desk.top(SignInState).badge is None  # type: ignore[union-attr]


def test_where_no_page_is_open_one_comes_that_says_it() -> None:
    desk, _ = after(*LOCKED, answered(BadgeHeld.AT_LOCK, BadgeRefused(BadgeProblem.OTHERS)))
    page = desk.top(SignInState)
    assert page is not None
    assert page.badge is BadgeProblem.OTHERS
    assert desk.session is not None
    assert desk.session.is_locked
    # A citizen's page that came meanwhile stays.
    # Whoever is at work by now is not told.
    back = (*LOCKED, StaffSignedIn(SESSION))
    before, _ = after(*back)
    desk, effects = after(*back, answered(BadgeHeld.AT_LOCK, BadgeRefused(BadgeProblem.OTHERS)))
    assert (desk, effects) == (before, (FORGOTTEN,))
    citizen = (*LOCKED, PageWanted(CardDraft()))
    desk, _ = after(*citizen, answered(BadgeHeld.AT_LOCK, BadgeRefused(BadgeProblem.OTHERS)))
    assert desk.page is DeskPage.CARD_NUMBER


@pytest.mark.parametrize(
    ("events", "event", "lane"),
    [
        (LOCKED, answered(BadgeHeld.AT_LOCK, BadgeRefused(BadgeProblem.NO_BADGE)), LaneName.DESK),
        (LOCKED, answered(BadgeHeld.AT_LOCK, BadgeRefused(BadgeProblem.NO_ACCOUNT)), LaneName.DESK),
        (AT_PAGE, answered(BadgeHeld.SHARED, BadgeRefused(BadgeProblem.REVOKED)), LaneName.GATE),
        (LOCKED, DeskFailed(0, asked(BadgeHeld.AT_LOCK), DeskProblem.STORAGE), LaneName.DESK),
    ],
)
def test_what_is_not_told_is_the_scan_of_the_lane_that_read_it(
    events: tuple[object, ...], event: object, lane: LaneName
) -> None:
    before, _ = after(*events)
    desk, effects = after(*events, event)
    assert (desk, effects) == (before, (RecordCard(SLIP, lane),))


def test_a_code_that_came_too_late_is_the_lanes_scan() -> None:
    for read, lane in ((CardRead(SLIP), LaneName.DESK), (CardShared(SLIP), LaneName.GATE)):
        _, effects = after(*LOCKED, PageWanted(CardDraft()), read)
        assert effects == (RecordCard(SLIP, lane),)


def test_a_fault_is_told_on_the_page() -> None:
    failed = DeskFailed(0, asked(BadgeHeld.AT_PAGE), DeskProblem.STORAGE)
    desk, _ = after(*AT_PAGE, failed)
    page = desk.top(SignInState)
    assert page is not None
    assert page.problem is DeskProblem.STORAGE
