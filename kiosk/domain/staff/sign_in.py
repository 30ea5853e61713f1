"""What a door of the staff answers: an attempt to verify, a session, or what stands before it."""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.session import Session
from kiosk.domain.staff.account import StaffTile
from kiosk.domain.staff.lockout import Lock

FIRST_CODE_DIGITS = 8
"""The one-time code by which the first administrator is made."""
RECOVERY_CODE_DIGITS = 20
"""66 bits: no lock is needed to keep it from being guessed."""


class Door(StrEnum):
    """Doors beside the accounts; an account's door is its id."""

    STATION = "station"
    """Every account together."""
    FIRST = "first"
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt, stored as wrong already, and what it is verified against."""

    door: str
    secret: str = field(repr=False)
    """A PIN's hash, or a code."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Nobody is let in: a wrong PIN or code, or a door that is locked."""

    tries_left: int
    """Until the next lock; 0 while one stands."""
    lock: Lock | None = None
    was_verified: bool = True
    """False where nothing was compared, because a lock stood before the door already."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody is signed in."""

    session: Session
    recovery_code: str | None = field(default=None, repr=False)
    """The code to write down, where a new one was made; it is shown once."""


@dataclass(frozen=True, slots=True)
class StaffRoom:
    """What the sign-in page shows."""

    tiles: tuple[StaffTile, ...]
    """Accounts that may sign in, in the order in which they were made."""
    has_administrator: bool
    """Without one, the page that makes the first stands in the place of the sign-in page."""


def spaced_code(code: str) -> str:
    """A code in groups of four, as it is shown and read out."""
    return " ".join(code[start : start + 4] for start in range(0, len(code), 4))


def bare_code(text: str) -> str:
    """The digits of a code as typed."""
    return "".join(letter for letter in text if letter.isascii() and letter.isdigit())
