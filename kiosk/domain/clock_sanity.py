"""Whether the wall clock may be believed (docs/spec/at-the-gate.md §11).

A kiosk without a battery-backed clock starts in the past, and someone may set a wrong date. While
the clock is suspect scanning goes on and entries are flagged; nothing is purged, no slip is issued
and nothing is refused as expired.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from kiosk.base.dataclass import dataclass

MAX_JUMP = timedelta(hours=24)
"""A difference beyond this against the monotonic clock makes the wall clock suspect."""

MAX_OFF = timedelta(days=14)
"""A kiosk may have been switched off for a weekend or for Tết; a longer gap is suspect."""


class ClockTrust(StrEnum):
    """Whether the wall clock is believed."""

    TRUSTED = "trusted"
    SUSPECT = "suspect"


@dataclass(frozen=True, slots=True)
class ClockAnchor:
    """The evidence of time the wall clock is held against."""

    floor: datetime
    """No true time is earlier: the build, the last run, or what staff or the hub said since."""
    at: datetime | None = None
    """Wall time when it was last believed; None on a machine that never ran."""
    monotonic_s: float | None = None
    """The monotonic clock at that moment; None when it belongs to an earlier run."""


def start_anchor(built_at: datetime, last_run_at: datetime | None) -> ClockAnchor:
    """The anchor at process start: the build's date and when the last run was last alive, UTC."""
    if last_run_at is None:
        return ClockAnchor(floor=built_at)
    return ClockAnchor(floor=max(built_at, last_run_at), at=last_run_at)


def judge_clock(
    anchor: ClockAnchor, now: datetime, monotonic_s: float
) -> tuple[ClockTrust, ClockAnchor]:
    """Whether the clock is believed at `now`, and the anchor to judge it by next time.

    A suspect reading leaves the anchor alone, so that a clock set right again is believed again.
    """
    if now < anchor.floor:
        return ClockTrust.SUSPECT, anchor
    if anchor.at is not None:
        if anchor.monotonic_s is None:
            is_jump = now - anchor.at > MAX_OFF
        else:
            passed = timedelta(seconds=monotonic_s - anchor.monotonic_s)
            is_jump = abs(now - anchor.at - passed) > MAX_JUMP
        if is_jump:
            return ClockTrust.SUSPECT, anchor
    return ClockTrust.TRUSTED, replace(anchor, at=now, monotonic_s=monotonic_s)


def confirmed_anchor(now: datetime, monotonic_s: float) -> ClockAnchor:
    """The anchor after staff or the hub confirmed the time; it may lower the floor."""
    return ClockAnchor(floor=now, at=now, monotonic_s=monotonic_s)
