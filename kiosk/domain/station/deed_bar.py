"""The bar that says what was just done: it comes with a timer, and goes with that one alone."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.station.deed import Deed, DeedStep
from kiosk.domain.station.desk_state import Advance, Desk
from kiosk.domain.station.effects import StartTimer, TimerName


def show_deed(desk: Desk, deed: Deed) -> Advance:
    """The bar tells this, in the place of what stood there."""
    token = desk.deed_token + 1
    desk = replace(desk, deed=deed, deed_token=token)
    return desk, (StartTimer(TimerName.DEED, token, deed.seconds),)


def forget_deed(desk: Desk, token: int) -> Advance:
    """Its time is over, unless something else stands there or is being taken back."""
    is_asked = desk.deed is not None and desk.deed.step is DeedStep.TAKING_BACK
    is_kept = token != desk.deed_token or is_asked
    return (desk if is_kept else replace(desk, deed=None)), ()
