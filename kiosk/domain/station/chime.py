"""The desk chimes for a new case, and again while one waits that nobody took."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.events import CasesCounted
from kiosk.domain.station.desk_state import Advance, Desk
from kiosk.domain.station.effects import PlaySound, StartTimer, StopTimer, TimerName, Tone

CHIME_S = 120.0
"""Seconds after which the desk chimes again while a case waits that nobody took. See
docs/spec/at-the-gate.md §4."""


def count_cases(desk: Desk, counted: CasesCounted) -> Advance:
    """A new case chimes at once, and again every `CHIME_S` until somebody took each."""
    untaken = counted.waiting - counted.acknowledged
    is_new = counted.waiting > desk.waiting or untaken > desk.untaken
    is_over = desk.untaken > 0 and untaken == 0
    desk = replace(desk, waiting=counted.waiting, newest=counted.newest, untaken=untaken)
    if is_new:
        return chime(desk)
    return desk, (StopTimer(TimerName.CHIME),) if is_over else ()


def chime(desk: Desk) -> Advance:
    """Chime now, and wait for the next time while there is somebody to wait for."""
    sound = PlaySound(Tone.STAFF)
    if not desk.untaken:
        return desk, (sound,)
    desk = replace(desk, chime=desk.chime + 1)
    return desk, (sound, StartTimer(TimerName.CHIME, desk.chime, CHIME_S))
