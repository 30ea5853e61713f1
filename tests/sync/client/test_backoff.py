"""Waits after failures: full jitter, the hub's wish, garbage; and hub time across clock steps."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.base.clock import ManualClock
from sync.client.backoff import LONGEST_ASKED_S, LONGEST_S, Backoff, parse_retry_after
from sync.client.hub_time import HubTime

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


def highest(low: float, high: float) -> float:
    return high


def lowest(low: float, high: float) -> float:
    return low


def test_waits_double_up_to_five_minutes_and_begin_anew_after_success() -> None:
    backoff = Backoff(highest)
    waits = [backoff.failed() for _ in range(10)]
    assert waits == [2, 4, 8, 16, 32, 64, 128, 256, 300, 300]
    backoff.succeeded()
    assert backoff.failed() == 2


def test_full_jitter_may_wait_nothing_at_all() -> None:
    assert Backoff(lowest).failed() == 0.0


def test_thousands_of_failures_overflow_nothing() -> None:
    backoff = Backoff(highest)
    assert [backoff.failed() for _ in range(3000)][-1] == LONGEST_S


def test_the_hubs_wish_wins_spread_by_half_and_within_an_hour() -> None:
    assert Backoff(lowest).failed(100.0) == 50.0
    assert Backoff(highest).failed(100.0) == 150.0
    assert Backoff(highest).failed(3600.0) == LONGEST_ASKED_S
    assert Backoff(highest).failed(10**9) == LONGEST_ASKED_S


def test_a_wish_of_zero_does_not_make_a_storm() -> None:
    backoff = Backoff(highest)
    assert [backoff.failed(0.0) for _ in range(4)] == [2, 4, 8, 16]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0", 0.0),
        ("1", 1.0),
        (" 3600 ", 3600.0),
        ("Mon, 23 Nov 2026 08:01:30 GMT", 90.0),
        ("Mon, 23 Nov 2026 07:00:00 GMT", 0.0),
        ("-5", None),
        ("1.5", None),
        ("1e9", None),
        ("soon", None),
        ("٣", None),
        ("9" * 30, None),
        ("Mon, 01 Jan 2026 00:00:00 +99999999999999999999", None),
        ("Mon, 01 Jan 99999999999999999999 00:00:00 GMT", None),
        ("Fri, 31 Dec 9999 23:59:59 -2359", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date_and_garbage_is_ignored(
    value: str | None, expected: float | None
) -> None:
    assert parse_retry_after(value, NOW) == expected


@given(st.text())
def test_no_header_breaks_it(value: str) -> None:
    wait_s = parse_retry_after(value, NOW)
    assert wait_s is None or wait_s >= 0


def test_the_offset_is_corrected_by_half_the_round_trip() -> None:
    clock = ManualClock(NOW)
    time = HubTime(clock)
    clock.advance(4.0)
    time.heard(NOW + timedelta(seconds=100), 0.0, sent=0.0, received=4.0)
    # The hub wrote it 2 s after the question: at 2 s here, 100 s there.
    assert time.offset_ms == 98_000


def test_a_step_of_the_wall_clock_moves_the_offset_and_not_the_hubs_time() -> None:
    clock = ManualClock(NOW)
    time = HubTime(clock)
    time.heard(NOW, 0.0, sent=0.0, received=0.0)
    clock.jump(datetime(1970, 1, 1, tzinfo=UTC))
    clock.advance(10)
    assert time.now() == NOW + timedelta(seconds=10)
    assert time.offset_ms == round((NOW - datetime(1970, 1, 1, tzinfo=UTC)).total_seconds() * 1000)


@pytest.mark.parametrize(
    "shown",
    [
        datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC),
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(1969, 1, 1, tzinfo=UTC),
    ],
)
def test_a_time_that_no_clock_shows_is_not_taken(shown: datetime) -> None:
    clock = ManualClock(NOW)
    time = HubTime(clock)
    time.heard(shown, 1.0, sent=0.0, received=0.02)
    clock.advance(10)
    assert not time.is_heard
    assert time.now() == NOW + timedelta(seconds=10)


def test_a_coarse_reading_does_not_replace_a_fine_one_it_agrees_with() -> None:
    clock = ManualClock(NOW)
    time = HubTime(clock)
    time.heard(NOW + timedelta(milliseconds=120), 0.0, sent=0.0, received=0.02)
    fine = time.offset_ms
    time.heard(NOW, 1.0, sent=0.0, received=0.02)
    assert time.offset_ms == fine


def test_a_reading_that_disagrees_replaces_whatever_was_known() -> None:
    clock = ManualClock(NOW)
    time = HubTime(clock)
    time.heard(NOW, 0.0, sent=0.0, received=0.02)
    time.heard(NOW + timedelta(hours=1), 1.0, sent=0.0, received=2.0)
    assert time.offset_ms is not None
    assert abs(time.offset_ms - 3_600_000) < 2_000


def test_until_the_hub_is_heard_the_last_runs_offset_holds() -> None:
    time = HubTime(ManualClock(NOW), offset_ms=-5000)
    assert not time.is_heard
    assert time.now() == NOW - timedelta(seconds=5)
    assert time.offset_ms == -5000
    assert HubTime(ManualClock(NOW)).offset_ms is None
