"""Accounts of the desk, as the store holds them and as pages show them."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from enum import StrEnum

from kiosk.base.dataclass import dataclass
from kiosk.base.plain_text import one_line
from kiosk.domain.staff.lockout import Lock
from kiosk.domain.staff.roles import Role

LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class StaffAccount:
    """One member of staff at this station."""

    id: str
    name: str
    role: Role
    pin: str = field(repr=False)
    """The PIN's hash, as a PHC string."""
    made_at: datetime
    disabled_at: datetime | None = None
    """Since when it cannot sign in; an account is never removed, for the trail names it."""

    @property
    def is_active(self) -> bool:
        """Whether it may sign in."""
        return self.disabled_at is None


@dataclass(frozen=True, slots=True)
class StaffTile:
    """An account as the sign-in page shows it."""

    account_id: str
    name: str
    role: Role
    tries_left: int
    lock: Lock | None = None
    has_badge: bool = False
    """Whether a badge of it unlocks the desk, beside the PIN."""


@dataclass(frozen=True, slots=True)
class AccountLine:
    """An account as administrators see it, in use or not."""

    account_id: str
    name: str
    role: Role
    is_active: bool
    lock: Lock | None = None
    """What wrong PINs have locked; None where the account may be opened now."""
    badge_until: datetime | None = None
    """Until when its badge holds, in UTC; None where it has none that does."""


class AccountChange(StrEnum):
    """What is done to an account, its PIN apart."""

    FREE = "free"
    """What wrong PINs have locked is open again."""
    DISABLE = "disable"
    ENABLE = "enable"


class AccountProblem(StrEnum):
    """Why an act on accounts was not done."""

    NOT_ADMINISTRATOR = "not_administrator"
    UNKNOWN = "unknown"
    NO_NAME = "no_name"
    LONG_NAME = "long_name"
    NAME_TAKEN = "name_taken"
    """Two tiles of one name cannot be told apart."""
    LAST_ADMINISTRATOR = "last_administrator"
    """Nobody could make or free accounts any more."""


def tidy_name(name: str) -> str:
    """A name as typed, without what does not show, and with single spaces."""
    return " ".join(one_line(name).split())
