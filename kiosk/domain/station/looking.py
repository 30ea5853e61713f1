"""What the gate's camera sees, taken in by the window: codes in view, hints, a lost camera."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.events import CodeSeen, CodeUnread, HintGiven, SeveralCodesSeen
from kiosk.domain.station.effects import TimerName
from kiosk.domain.station.health import Health
from kiosk.domain.station.sight import Sight, next_hint
from kiosk.domain.station.window_state import Advance, Window, start_timer, stop_timer

HINT_S = 0.7
"""Seconds a hint stands at least: the reader changes its mind faster than anyone reads."""


def take_health(window: Window, health: Health) -> Advance:
    """Take in the devices' health; a lost camera has nothing in view any more."""
    window = replace(window, health=health)
    if health.camera is None:
        return window, ()
    window = replace(window, sight=Sight(hint=window.sight.hint))
    window, stopped = stop_timer(window, TimerName.HINT)
    window, started = follow_hint(window)
    return window, stopped + started


def look(window: Window, event: CodeSeen | CodeUnread | SeveralCodesSeen | HintGiven) -> Advance:
    """Take in what the gate's camera has in view."""
    sight = window.sight
    match event:
        case CodeSeen(_, is_seen):
            result = sight.result if is_seen else None
            seen = replace(sight, is_code_seen=is_seen, result=result)
            window = replace(window, sight=seen)
            return (window, ()) if is_seen else stop_timer(window, TimerName.HELD_CODE)
        case CodeUnread(_, is_unread):
            return replace(window, sight=replace(sight, is_unread=is_unread)), ()
        case SeveralCodesSeen(_, is_several):
            sight = replace(sight, is_several=is_several)
        case _:
            sight = replace(sight, given=event.hint)
    return follow_hint(replace(window, sight=sight))


def follow_hint(window: Window) -> Advance:
    """Show the hint that is due, once the one that stands can have been read."""
    sight = window.sight
    hint = next_hint(sight, is_held=TimerName.HINT in window.timers)
    if hint is sight.hint:
        return window, ()
    return start_timer(replace(window, sight=replace(sight, hint=hint)), TimerName.HINT, HINT_S)
