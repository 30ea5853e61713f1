"""What waits for staff."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from typing import Protocol

from kiosk.base.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class SupportCase:
    """One open row of Cần hỗ trợ."""

    record_id: str
    reason: str
    at: datetime
    person_id: str | None
    number: int | None = None
    """What the page called whoever waits; None for a case of an older version."""
    phone: str = field(default="", repr=False)
    """The number that whoever waits gave as theirs, E.164; empty where they gave none."""
    ref: str = ""
    """The entry it asks about; empty for whoever waits."""
    acknowledged_at: datetime | None = None
    """Since when somebody sees to it, UTC."""
    acknowledged_by: str = ""
    """The account; empty while nobody does."""


@dataclass(frozen=True, slots=True)
class CaseClosing:
    """How a case was closed."""

    outcome: str
    at: datetime
    """UTC."""
    staff: str
    """The account; empty where nobody was signed in."""


class CaseTables(Protocol):
    """What a transaction knows of who waits for staff."""

    def waiting(self) -> list[SupportCase]:
        """Open cases, oldest first."""
        ...

    def find_open(self, record_id: str) -> SupportCase | None:
        """A case that waits; None for one that is closed or not stored."""
        ...

    def find_closing(self, record_id: str) -> CaseClosing | None:
        """How a case was closed; None for one that waits or is not stored."""
        ...

    def acknowledge(self, record_id: str, by: str, at: datetime) -> None:
        """Note who sees to a case; whoever was first stays. Raises KeyError."""
        ...

    def next_number(self) -> int:
        """The number of the next case: 1 to 99, in turn."""
        ...
