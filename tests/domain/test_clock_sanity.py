"""When the wall clock is not believed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.domain.clock_sanity import (
    MAX_OFF,
    ClockAnchor,
    ClockTrust,
    confirmed_anchor,
    judge_clock,
    start_anchor,
)

BUILT = datetime(2026, 1, 1, tzinfo=UTC)
LAST = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("last_run", "now", "trust"),
    [
        (None, datetime(1970, 1, 1, tzinfo=UTC), ClockTrust.SUSPECT),
        (None, BUILT - HOUR, ClockTrust.SUSPECT),
        (None, BUILT, ClockTrust.TRUSTED),
        (None, BUILT + timedelta(days=700), ClockTrust.TRUSTED),
        (LAST, LAST + HOUR, ClockTrust.TRUSTED),
        (LAST, LAST - HOUR, ClockTrust.SUSPECT),
        (LAST, LAST + MAX_OFF, ClockTrust.TRUSTED),
        (LAST, LAST + MAX_OFF + HOUR, ClockTrust.SUSPECT),
        (LAST, datetime(2038, 1, 19, tzinfo=UTC), ClockTrust.SUSPECT),
        (BUILT - 100 * HOUR, BUILT - 99 * HOUR, ClockTrust.SUSPECT),
    ],
)
def test_at_start(last_run: datetime | None, now: datetime, trust: ClockTrust) -> None:
    assert judge_clock(start_anchor(BUILT, last_run), now, 5.0)[0] is trust


def test_a_running_clock_follows_the_monotonic_one() -> None:
    trust, anchor = judge_clock(start_anchor(BUILT, LAST), LAST + HOUR, 0.0)
    assert trust is ClockTrust.TRUSTED
    for day in range(1, 5):
        now, passed = LAST + HOUR + timedelta(days=day), day * 86400.0
        trust, anchor = judge_clock(anchor, now, passed)
        assert trust is ClockTrust.TRUSTED, "a kiosk runs for days"


@pytest.mark.parametrize("jump", [timedelta(days=1, minutes=2), timedelta(days=365)])
def test_a_jump_is_suspect_until_it_is_undone(jump: timedelta) -> None:
    _, anchor = judge_clock(ClockAnchor(BUILT), LAST, 0.0)
    trust, after = judge_clock(anchor, LAST + jump, 60.0)
    assert trust is ClockTrust.SUSPECT
    assert after == anchor
    assert judge_clock(after, LAST - jump, 60.0)[0] is ClockTrust.SUSPECT
    assert judge_clock(after, LAST + timedelta(seconds=60), 60.0)[0] is ClockTrust.TRUSTED


def test_staff_or_the_hub_lower_the_floor() -> None:
    """After a run in a wrong future the true time is below the floor until someone says so."""
    future = LAST + timedelta(days=365)
    anchor = start_anchor(BUILT, future)
    assert judge_clock(anchor, LAST, 0.0)[0] is ClockTrust.SUSPECT
    anchor = confirmed_anchor(LAST, 0.0)
    trust, anchor = judge_clock(anchor, LAST + HOUR, 3600.0)
    assert trust is ClockTrust.TRUSTED
    assert judge_clock(anchor, LAST - HOUR, 3600.0)[0] is ClockTrust.SUSPECT
