"""A card read by a device that both lanes hear: the desk is asked, and the gate misses nobody."""

from __future__ import annotations

import pytest

from kiosk.domain.desk.queries import Search
from kiosk.domain.events import CardShared
from kiosk.domain.station.desk import (
    DeskEvent,
    DeskLocked,
    PageWanted,
    StaffSignedIn,
    StaffSignedOut,
)
from kiosk.domain.station.effects import (
    AskDesk,
    Effect,
    ForgetCard,
    RecordCard,
    StartTimer,
    StopTimer,
    TimerFired,
    TimerName,
)
from kiosk.domain.station.pages.day_list import DayList
from kiosk.domain.station.shared_card import ASK_S, CardMeant
from kiosk.domain.station.window import advance_window
from kiosk.domain.station.window_state import Window
from kiosk.domain.visits.decision import LaneName
from tests.support.window import SESSION, after

NUMBER = "001080123456"
CARD = f"{NUMBER}|123456789|Nguyễn Văn Mẫu|01011980|Nam|Hà Nội|01012022"
OTHER = "001080123457|||||"
RECORDED = RecordCard(CARD, LaneName.GATE)
STAFF: tuple[DeskEvent, ...] = (StaffSignedIn(SESSION), PageWanted(DayList()))


def asked() -> tuple[Window, tuple[Effect, ...]]:
    return advance_window(after(*STAFF), CardShared(CARD))


def of_card(effects: tuple[Effect, ...]) -> list[Effect]:
    """What concerns the card, without the wait for a touch."""
    return [
        effect
        for effect in effects
        if isinstance(effect, RecordCard | ForgetCard | AskDesk)
        or (isinstance(effect, StartTimer | StopTimer) and effect.timer is TimerName.CARD)
    ]


def test_the_desk_is_asked_for_eight_seconds() -> None:
    window, effects = asked()
    assert window.desk.card == CARD
    assert CARD not in repr(window)
    assert of_card(effects) == [StartTimer(TimerName.CARD, window.desk.card_token, ASK_S)]
    stale, effects = advance_window(window, TimerFired(TimerName.CARD, window.desk.card_token - 1))
    assert (stale.desk.card, effects) == (CARD, ())
    late, effects = advance_window(window, TimerFired(TimerName.CARD, window.desk.card_token))
    assert (late.desk.card, RECORDED in effects) == ("", True)


def test_staff_find_whose_it_is_or_have_it_recorded() -> None:
    window, _ = asked()
    found, effects = advance_window(window, CardMeant(is_for_desk=True))
    assert found.desk.card == ""
    assert of_card(effects) == [
        StopTimer(TimerName.CARD),
        ForgetCard(CARD, LaneName.GATE),
        AskDesk(0, Search(NUMBER), SESSION.account_id),
    ]
    let_go, effects = advance_window(window, CardMeant(is_for_desk=False))
    assert let_go.desk.card == ""
    assert of_card(effects) == [StopTimer(TimerName.CARD), RECORDED]
    assert of_card(advance_window(let_go, CardMeant(is_for_desk=True))[1]) == []


def test_the_next_card_sends_the_one_before_to_the_gate() -> None:
    window, _ = asked()
    window, effects = advance_window(window, CardShared(OTHER))
    assert window.desk.card == OTHER
    assert of_card(effects)[0] == RECORDED


@pytest.mark.parametrize("end", [DeskLocked(), StaffSignedOut()])
def test_whoever_goes_leaves_it_to_the_gate(end: DeskEvent) -> None:
    window, effects = advance_window(asked()[0], end)
    assert window.desk.card == ""
    assert RECORDED in effects


def test_without_a_page_it_is_the_gates_at_once() -> None:
    for window in (after(), after(StaffSignedIn(SESSION))):
        after_it, effects = advance_window(window, CardShared(CARD))
        assert after_it.desk.card == ""
        assert RECORDED in effects
