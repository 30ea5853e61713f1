"""How wrong PINs lock an account and the station."""

from __future__ import annotations

import pytest

from kiosk.domain.staff.lockout import (
    Attempts,
    Lock,
    LockKind,
    count_down,
    find_lock,
    forgive,
    note_attempt,
    note_station_attempt,
)


@pytest.mark.parametrize(
    ("wrong", "seconds", "tries_left"),
    [
        (1, 0, 4),
        (4, 0, 1),
        (5, 60, 1),
        (6, 300, 1),
        (7, 300, 1),
        (8, 900, 1),
        (9, 900, 1),
        (10, 900, 1),
    ],
)
def test_the_steps_of_an_account(wrong: int, seconds: float, tries_left: int) -> None:
    after = note_attempt(Attempts(wrong - 1))
    assert after == Attempts(wrong, seconds)
    assert after.tries_left == tries_left


def test_the_tenth_bars_whatever_time_passes() -> None:
    barred = count_down(note_attempt(Attempts(9)), 10_000)
    assert find_lock(barred, Attempts()) == Lock(LockKind.BARRED, 10)
    assert find_lock(count_down(note_attempt(Attempts(8)), 900), Attempts()) is None


def test_time_runs_down_and_not_below() -> None:
    assert count_down(Attempts(5, 60), 13) == Attempts(5, 47)
    assert count_down(Attempts(5, 60), 61) == Attempts(5, 0)


def test_the_twentieth_locks_every_account() -> None:
    assert note_station_attempt(Attempts(18)) == Attempts(19)
    station = note_station_attempt(Attempts(19))
    assert station == Attempts(20, 900)
    assert find_lock(Attempts(), station) == Lock(LockKind.STATION, 20, 900)
    # And each one after it anew.
    assert note_station_attempt(count_down(station, 900)) == Attempts(21, 900)


def test_the_longer_lock_is_told() -> None:
    assert find_lock(Attempts(5, 60), Attempts(20, 30)) == Lock(LockKind.ACCOUNT, 5, 60)
    assert find_lock(Attempts(5, 60), Attempts(20, 90)) == Lock(LockKind.STATION, 20, 90)
    assert find_lock(Attempts(4), Attempts(19)) is None


def test_a_right_pin_makes_good_what_its_account_mistyped_and_no_more() -> None:
    assert forgive(Attempts(7), Attempts(4)) == Attempts(3)
    assert forgive(Attempts(2), Attempts(4)) == Attempts(0)
    # The lock came of these very attempts, or stands on others' as well.
    assert forgive(Attempts(20, 900), Attempts(1)) == Attempts(19)
    assert forgive(Attempts(22, 900), Attempts(1)) == Attempts(21, 900)
