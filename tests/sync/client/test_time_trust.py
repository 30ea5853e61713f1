"""What the hub's time may decide: a jump of either clock removes nothing until it is believed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

import pytest

from kiosk.base.clock import ManualClock
from sync.client.hub_time import HubTime
from sync.client.time_trust import TimeTrust
from tests.support.store import AT

DAY_S = 86_400.0
YEAR = timedelta(days=400)


class Facts:
    """The state that outlives a restart, in memory."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    def get(self, key: str) -> str | None:
        return self.kept.get(key)

    def put(self, changes: Mapping[str, str | None]) -> None:
        for key, value in changes.items():
            if value is None:
                self.kept.pop(key, None)
            else:
                self.kept[key] = value

    def set_offset(self, offset_ms: int) -> None:
        raise AssertionError("not asked for here")

    def register_venue(self) -> None:
        raise AssertionError("not asked for here")


class Pair:
    """A station's clock and a hub's, and what the station makes of them."""

    def __init__(self) -> None:
        self.clock = ManualClock(AT)
        self.hub_now = AT
        self.facts = Facts()
        self.start()

    def start(self) -> None:
        """Start the station, or start it again."""
        self.time = HubTime(self.clock)
        self.trust = TimeTrust(self.clock, self.time, self.facts)

    def pass_time(self, seconds: float) -> None:
        """Time goes on for both."""
        self.clock.advance(seconds)
        self.hub_now += timedelta(seconds=seconds)

    def meet(self) -> bool:
        """The hub answers; whether its time is trusted then."""
        at = self.clock.monotonic()
        self.time.heard(self.hub_now, 0.0, at, at)
        self.trust.note_contact()
        return self.trust.is_trusted


@pytest.fixture
def pair() -> Pair:
    return Pair()


def test_two_clocks_that_agree_are_trusted_from_the_first_contact(pair: Pair) -> None:
    pair.hub_now += timedelta(minutes=9)
    assert pair.meet()
    pair.pass_time(3 * DAY_S)
    pair.start()
    assert pair.meet()


def test_before_any_contact_there_is_no_doubt_and_nothing_to_note(pair: Pair) -> None:
    pair.trust.note_contact()
    assert pair.trust.is_trusted
    assert not pair.trust.agree()


@pytest.mark.parametrize("jump", [YEAR, -YEAR, timedelta(minutes=11)])
def test_a_hub_whose_clock_jumps_is_doubted_for_a_day(pair: Pair, jump: timedelta) -> None:
    assert pair.meet()
    pair.pass_time(60)
    pair.hub_now += jump
    assert not pair.meet()
    pair.pass_time(DAY_S - 60)
    assert not pair.meet()
    pair.pass_time(60)
    assert pair.meet()
    pair.start()
    assert pair.meet()


def test_a_hub_that_jumps_back_is_trusted_again_at_once(pair: Pair) -> None:
    assert pair.meet()
    pair.hub_now += YEAR
    assert not pair.meet()
    pair.hub_now -= YEAR
    assert pair.meet()


def test_a_hub_that_jumps_every_day_is_never_believed(pair: Pair) -> None:
    assert pair.meet()
    for _ in range(5):
        pair.hub_now += YEAR
        assert not pair.meet()
        pair.pass_time(DAY_S - 1)


def test_doubt_outlives_a_restart(pair: Pair) -> None:
    assert pair.meet()
    pair.hub_now += YEAR
    assert not pair.meet()
    pair.start()
    assert not pair.trust.is_trusted
    pair.pass_time(60)
    assert not pair.meet()
    pair.pass_time(DAY_S)
    pair.start()
    assert pair.meet()


def test_a_jump_while_the_station_was_off_is_doubted(pair: Pair) -> None:
    assert pair.meet()
    pair.start()
    pair.hub_now += YEAR
    assert not pair.meet()


@pytest.mark.parametrize("jump", [YEAR, -YEAR])
def test_a_station_whose_own_clock_is_set_right_goes_on(pair: Pair, jump: timedelta) -> None:
    """The hub's time went on evenly with the monotonic clock: only this machine's was wrong."""
    assert pair.meet()
    pair.pass_time(60)
    pair.clock.jump(pair.clock.now() + jump)
    assert pair.meet()
    pair.start()
    assert pair.meet()


def test_both_clocks_set_right_by_the_same_source_are_trusted(pair: Pair) -> None:
    assert pair.meet()
    pair.clock.jump(pair.clock.now() + YEAR)
    pair.hub_now += YEAR
    assert pair.meet()


def test_a_station_that_slept_is_trusted_by_its_wall_clock(pair: Pair) -> None:
    """The monotonic clock stands still meanwhile."""
    assert pair.meet()
    pair.clock.jump(pair.clock.now() + timedelta(hours=9))
    pair.hub_now += timedelta(hours=9)
    assert pair.meet()


def test_a_first_hub_that_differs_is_doubted_for_a_day(pair: Pair) -> None:
    pair.hub_now += YEAR
    assert not pair.meet()
    pair.pass_time(DAY_S)
    assert pair.meet()


def test_a_wall_clock_set_back_while_in_doubt_begins_the_day_anew(pair: Pair) -> None:
    pair.hub_now += YEAR
    assert not pair.meet()
    pair.start()
    pair.clock.jump(pair.clock.now() - timedelta(days=3))
    pair.hub_now -= timedelta(days=3)
    assert not pair.meet()
    pair.pass_time(DAY_S)
    assert pair.meet()


def test_staff_may_agree(pair: Pair) -> None:
    assert pair.meet()
    pair.hub_now += YEAR
    assert not pair.meet()
    assert pair.trust.agree()
    assert pair.trust.is_trusted
    pair.start()
    assert pair.meet()
