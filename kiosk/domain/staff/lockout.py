"""How wrong PINs lock a door: counted before the verdict, and locked for seconds of running time.

A door is what one secret opens: an account, the first administrator's code, the recovery code. What
is left of a lock is a number of seconds that counts down while the kiosk runs: neither switching it
off nor setting its clock opens anything.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from kiosk.base.dataclass import dataclass

BARRED_AT = 10
"""So many wrong PINs in a row bar an account, until an administrator or the recovery code."""
FREE_TRIES = 5
"""The fifth wrong one is the first that locks."""
STATION_LIMIT = 20
"""So many wrong PINs over all accounts, that no right one made good, lock them all."""
_STEPS = ((8, 900.0), (6, 300.0), (FREE_TRIES, 60.0))
"""From which wrong one on, for how many seconds."""
_STATION_LOCK_S = 900.0


@dataclass(frozen=True, slots=True)
class Attempts:
    """What is held against one door, or against the station."""

    wrong: int = 0
    """Attempts since the last right one. One that was not verified yet counts as wrong."""
    remaining_s: float = 0.0
    """Seconds of running time for which nothing is verified."""

    @property
    def is_locked(self) -> bool:
        """Whether its time is not over."""
        return self.remaining_s > 0

    @property
    def tries_left(self) -> int:
        """Wrong ones up to the next lock, that one included."""
        return max(FREE_TRIES - self.wrong, 1)


class LockKind(StrEnum):
    """Why nothing is verified."""

    ACCOUNT = "account"
    STATION = "station"
    """Every account waits."""
    BARRED = "barred"
    """Time does not open it."""


@dataclass(frozen=True, slots=True)
class Lock:
    """What stands before a door."""

    kind: LockKind
    wrong: int
    remaining_s: float = 0.0


def note_attempt(attempts: Attempts) -> Attempts:
    """One more attempt at a door, held to be wrong until it was verified."""
    wrong = attempts.wrong + 1
    seconds = next((seconds for least, seconds in _STEPS if wrong >= least), 0.0)
    return Attempts(wrong, max(attempts.remaining_s, seconds))


def note_station_attempt(station: Attempts) -> Attempts:
    """The same over all accounts of the station."""
    wrong = station.wrong + 1
    return Attempts(wrong, _STATION_LOCK_S if wrong >= STATION_LIMIT else station.remaining_s)


def forgive(station: Attempts, account: Attempts) -> Attempts:
    """What is left against the station once an account's attempts turned out to be its owner's.

    A lock that they alone made goes with them.
    """
    wrong = max(station.wrong - account.wrong, 0)
    return Attempts(wrong, station.remaining_s if wrong >= STATION_LIMIT else 0.0)


def count_down(attempts: Attempts, seconds: float) -> Attempts:
    """The same after so many seconds of running."""
    return replace(attempts, remaining_s=max(attempts.remaining_s - seconds, 0.0))


def find_lock(account: Attempts, station: Attempts) -> Lock | None:
    """What keeps an account's PIN from being verified now; the longest to wait for."""
    if account.wrong >= BARRED_AT:
        return Lock(LockKind.BARRED, account.wrong)
    if not account.is_locked and not station.is_locked:
        return None
    if station.remaining_s > account.remaining_s:
        return Lock(LockKind.STATION, station.wrong, station.remaining_s)
    return Lock(LockKind.ACCOUNT, account.wrong, account.remaining_s)
