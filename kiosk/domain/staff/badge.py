"""A badge: the staff card of an account, which unlocks the desk for whoever locked it.

It never begins a shift: that takes the PIN. See docs/spec/at-the-gate.md §14.
"""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from enum import StrEnum

from kiosk.base.dataclass import dataclass
from kiosk.domain.visits.decision import LaneName


@dataclass(frozen=True, slots=True)
class Badge:
    """A staff card that was made for an account."""

    slip_id: int
    account_id: str
    person_id: str
    """Whose card it is at the gate."""
    code_digest: str = field(repr=False)
    """Of the very code that was printed: the id alone says nothing."""
    ends_at: datetime
    """UTC."""


class BadgeProblem(StrEnum):
    """Why a code that was held up does not unlock the desk."""

    NO_BADGE = "no_badge"
    """It is no card of staff."""
    NO_ACCOUNT = "no_account"
    """It is one, and no account here has it: another station's, or made for the gate alone."""
    REVOKED = "badge_revoked"
    """It was lost, or another one was made in its place."""
    EXPIRED = "badge_expired"
    ACCOUNT_DISABLED = "badge_disabled"
    """Its account is out of use."""
    LOCKED = "badge_locked"
    """Wrong PINs have locked the account: nothing is verified."""
    OTHERS = "badge_of_other"
    """It is of somebody else than who locked the desk."""
    NEEDS_PIN = "badge_needs_pin"
    """Nobody has locked the desk: a shift begins with the PIN."""


STRANGE = (BadgeProblem.NO_BADGE, BadgeProblem.NO_ACCOUNT)
"""What is said of codes that no account here ever had."""


class BadgeHeld(StrEnum):
    """Where a code was held up that may be a badge; it says what becomes of one that is refused."""

    AT_PAGE = "at_page"
    """At the desk's own device, with the page for signing in open: it is meant for the lock."""
    AT_LOCK = "at_lock"
    """There, with no page open: whoever passes the desk shows a slip too."""
    SHARED = "shared"
    """At a device that the gate hears as well, with the page open: somebody may pass the gate."""

    @property
    def lane(self) -> LaneName:
        """Whose scan the code is where it is no badge: a device that both hear is the gate's."""
        return LaneName.GATE if self is BadgeHeld.SHARED else LaneName.DESK

    def tells(self, problem: BadgeProblem) -> bool:
        """Whether the page says so; else the code is a scan, as if nothing had been locked."""
        if self is BadgeHeld.AT_LOCK:
            return problem not in STRANGE
        return self is BadgeHeld.AT_PAGE


@dataclass(frozen=True, slots=True)
class BadgeRefused:
    """The desk stays locked."""

    problem: BadgeProblem
