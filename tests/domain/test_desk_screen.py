"""A desk with a screen of its own: the gate's screen is the gate's, and what staff do is theirs."""

from __future__ import annotations

import pytest

from kiosk.base.errors import StorageFaultKind
from kiosk.domain.events import ScanTaken, StorageLost
from kiosk.domain.reason import Reason
from kiosk.domain.station.desk import (
    OWN_SCREEN_QUIET_S,
    QUIET_S,
    DeskLocked,
    PageWanted,
    StaffSignedIn,
    StaffSignedOut,
)
from kiosk.domain.station.desk_touches import DeskFingerDown
from kiosk.domain.station.effects import CallStaff, Effect, StartTimer, TimerFired, TimerName
from kiosk.domain.station.gate import FingerDown, GatePage
from kiosk.domain.station.page import DeskPage, PageState
from kiosk.domain.station.pages.card_number import CardDraft
from kiosk.domain.station.pages.day_list import COVER_S, DayList
from kiosk.domain.station.pages.family import Family
from kiosk.domain.station.pages.no_code import NoCode
from kiosk.domain.station.pages.own_phone import OwnPhone
from kiosk.domain.station.pages.sentences import Sentences
from kiosk.domain.station.pages.sign_in import SignInState
from kiosk.domain.station.touches import DeskScreenChanged, WindowEvent
from kiosk.domain.station.window import advance_window, desk_screen_of
from kiosk.domain.station.window_state import Window
from kiosk.domain.visits.decision import Admit, Direction, LaneName
from tests.support.window import SESSION, after, decided, fire, page

FOUND, GONE = DeskScreenChanged(True), DeskScreenChanged(False)
STAFF = (StaffSignedIn(SESSION), PageWanted(Family("+84912345678")))
ARRIVAL = decided(Admit(Direction.ARRIVAL), "N. T. H. Nhung")


def working() -> Window:
    """Staff at the desk's own screen, on a page of theirs."""
    return after(FOUND, *STAFF)


def test_staff_have_their_screen_and_the_gate_keeps_its_own() -> None:
    window = working()
    assert (page(window), desk_screen_of(window)) == ("ready", DeskPage.FAMILY)
    shown = after(ARRIVAL, window=window)
    assert (page(shown), shown.gate.is_band) == ("result", False), "a page, as always"
    assert desk_screen_of(shown) is DeskPage.FAMILY
    assert shown.desk == window.desk


def test_with_one_screen_the_desk_has_the_gates() -> None:
    window = after(*STAFF)
    assert (page(window), desk_screen_of(window)) == ("family", None)


def test_a_screen_that_goes_brings_the_desk_back_and_one_that_comes_takes_it_away() -> None:
    window = after(GONE, window=working())
    assert (page(window), desk_screen_of(window)) == ("family", None)
    assert window.desk.top(Family) == working().desk.top(Family)
    assert after(ARRIVAL, window=window).gate.is_band
    again = after(FOUND, window=window)
    assert (page(again), desk_screen_of(again)) == ("ready", DeskPage.FAMILY)
    assert not after(ARRIVAL, window=again).gate.is_band


def list_on(*events: WindowEvent) -> tuple[Window, tuple[Effect, ...]]:
    """The day's list, after the last of these."""
    listed = after(StaffSignedIn(SESSION), PageWanted(DayList()))
    *before, last = events
    return advance_window(after(*before, window=listed), last)


def test_a_desk_that_nobody_overlooks_locks_later_and_covers_nothing() -> None:
    window, effects = list_on(FOUND)
    waits = [effect for effect in effects if isinstance(effect, StartTimer)]
    assert waits == [StartTimer(TimerName.DESK, window.desk.token, OWN_SCREEN_QUIET_S)]
    covering = TimerFired(TimerName.DESK_PAGE, window.desk.key)
    assert advance_window(window, covering)[0] == window
    assert advance_window(window, FOUND) == (window, ()), "it is there already"


def test_what_the_queue_sees_from_now_on_is_covered_again() -> None:
    window, effects = list_on(FOUND, GONE)
    waits = {effect.timer: effect.seconds for effect in effects if isinstance(effect, StartTimer)}
    assert waits == {TimerName.DESK: QUIET_S, TimerName.DESK_PAGE: COVER_S}
    covering = TimerFired(TimerName.DESK_PAGE, window.desk.key)
    listed = after(covering, window=window).desk.top(DayList)
    assert listed is not None
    assert listed.is_covered


def test_staff_without_a_page_have_their_time_too() -> None:
    window = after(StaffSignedIn(SESSION))
    _, effects = advance_window(window, FOUND)
    assert [effect.seconds for effect in effects if isinstance(effect, StartTimer)] == [300.0]
    lost = advance_window(after(FOUND, window=window), GONE)[1]
    assert [effect.seconds for effect in lost if isinstance(effect, StartTimer)] == [60.0]


def test_a_band_that_stands_is_a_page_once_the_desk_is_elsewhere() -> None:
    window = after(*STAFF, ARRIVAL)
    assert window.shown.is_band
    assert page(after(FOUND, window=window)) == "result"
    assert not after(FOUND).gate.is_band, "nobody is at the desk"


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        (NoCode(), Reason.NO_CODE),
        (OwnPhone(), Reason.PHONE_ONLY),
        (CardDraft(), Reason.STAFF_CALLED),
        (Sentences(), Reason.STAFF_CALLED),
    ],
)
def test_while_staff_work_the_publics_buttons_call_them(state: PageState, reason: Reason) -> None:
    window, effects = advance_window(working(), PageWanted(state))
    assert CallStaff(reason) in effects
    assert (window.gate.page, window.desk) == (GatePage.SUPPORT, working().desk)


def test_the_public_has_its_pages_while_nobody_is_signed_in() -> None:
    window = after(FOUND, PageWanted(NoCode()))
    assert (page(window), desk_screen_of(window)) == ("no_code", None)
    assert after(ARRIVAL, window=window).gate.is_band
    ended = after(*STAFF, FOUND, StaffSignedOut(), PageWanted(NoCode()))
    assert page(ended) == "no_code"


def test_each_screens_fingers_are_its_own() -> None:
    window = working()
    touched = after(FingerDown(), window=window)
    assert touched.desk == window.desk
    assert TimerName.HOLD in touched.timers, "READY is the public's"
    fired = fire(touched, TimerName.HOLD)
    assert (fired.gate.page, fired.desk) == (GatePage.SUPPORT, window.desk)
    _, effects = advance_window(window, FingerDown())
    assert not [one for one in effects if getattr(one, "timer", None) is TimerName.DESK]
    _, effects = advance_window(window, DeskFingerDown())
    assert [getattr(one, "timer", None) for one in effects] == [TimerName.DESK]


def test_a_decision_of_the_desk_lane_stays_there() -> None:
    window = after(ScanTaken(LaneName.DESK), window=working())
    told = after(decided(Admit(Direction.ARRIVAL), lane=LaneName.DESK), window=window)
    assert told.gate == window.gate


def test_staff_sign_in_where_they_work() -> None:
    window = after(FOUND, PageWanted(SignInState()))
    assert (page(window), desk_screen_of(window)) == ("ready", DeskPage.SIGN_IN)
    assert not window.gate.is_band
    assert page(after(PageWanted(SignInState()))) == "sign_in", "with one screen on that one"


def test_a_desk_that_is_locked_leaves_the_publics_pages_to_the_public() -> None:
    locked = after(DeskLocked(), PageWanted(NoCode()), window=working())
    assert (page(locked), desk_screen_of(locked)) == ("no_code", None)


def test_nothing_opens_on_its_own_screen_while_nothing_can_be_recorded() -> None:
    opened = (DeskScreenChanged(True), PageWanted(SignInState()))
    assert after(*opened).desk.page is DeskPage.SIGN_IN
    assert after(StorageLost(StorageFaultKind.FULL), *opened).desk.page is DeskPage.CLOSED
