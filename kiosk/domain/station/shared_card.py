"""A card read by a device that both lanes hear: the desk says where it goes.

Whoever is signed in may mean it for the desk; somebody may as well pass the gate. What nobody
answers is the gate's: nobody passes unrecorded because staff look away.
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.base.dataclass import dataclass
from kiosk.domain.station.badge import hold_badge
from kiosk.domain.station.desk_state import Advance, Desk
from kiosk.domain.station.effects import Effect, RecordCard, StartTimer, StopTimer, TimerName
from kiosk.domain.visits.decision import LaneName

ASK_S = 8.0
"""Seconds in which staff say where a card goes."""


@dataclass(frozen=True, slots=True)
class CardMeant:
    """Staff said where the card goes: to the desk, or to the gate as every other scan."""

    is_for_desk: bool


def ask_about_card(desk: Desk, text: str) -> Advance:
    """Ask about the newest card; one before it is the gate's. While the desk is locked it may be
    the badge of whoever locked it."""
    if desk.staff is None:
        return hold_badge(desk, text, is_shared=True)
    former: tuple[Effect, ...] = (_recorded(desk),) if desk.card else ()
    desk = replace(desk, card=text, card_token=desk.card_token + 1)
    return desk, (*former, StartTimer(TimerName.CARD, desk.card_token, ASK_S))


def let_card_go(desk: Desk) -> Advance:
    """The card is the gate's."""
    if not desk.card:
        return desk, ()
    return replace(desk, card=""), (StopTimer(TimerName.CARD), _recorded(desk))


def _recorded(desk: Desk) -> RecordCard:
    return RecordCard(desk.card, LaneName.GATE)
