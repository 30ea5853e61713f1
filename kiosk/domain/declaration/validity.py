"""How long a declaration holds, and whether somebody needs one. Pure.

See docs/spec/at-the-gate.md §6.
"""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.venue import Policy
from kiosk.domain.visits.presence import venue_day
from sync.protocol.policy import DeclarationRule


class Standing(StrEnum):
    """How somebody stands with what they declared."""

    NONE = "none"
    """Nothing that holds still."""
    HOLDS = "holds"
    NEEDS_HUMAN = "needs_human"
    """What they declared needs a human, and none has let them in since."""


def valid_until(at: datetime, policy: Policy, tz: ZoneInfo) -> datetime:
    """From which moment a declaration made at `at` holds no longer, UTC: a day's end there."""
    end = venue_day(at, tz) + timedelta(days=policy.declaration_days)
    return datetime.combine(end, time(), tz).astimezone(UTC)


def needs_declaration(policy: Policy, kind: VisitorKind | None) -> bool:
    """Whether policy asks somebody of this kind for one; staff of the house declare none daily."""
    return policy.declaration is DeclarationRule.REQUIRED and kind is not VisitorKind.STAFF


def slip_until(at: datetime, policy: Policy, declared_until: datetime | None) -> datetime:
    """Until when a slip issued at `at` holds, UTC.

    As long as the declaration it was issued upon, since it stands for it; else as policy says.
    """
    if declared_until is not None and policy.declaration is DeclarationRule.REQUIRED:
        return declared_until
    return at + timedelta(hours=policy.print.valid_h)
