"""What the database tells of arrivals that rest on the word of staff."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from typing import Protocol

from kiosk.base.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class PendingArrival:
    """An arrival that staff confirmed in the place of a code: *chờ xác minh*."""

    entry_id: str
    person_id: str
    phone: str = field(repr=False)
    """E.164; empty where they came with none."""
    was_known: bool
    """The phone pointed to this person before."""
    at: datetime
    """UTC."""


class VerificationTables(Protocol):
    """What waits for verification."""

    def open(self, pending: PendingArrival) -> None:
        """One more that waits. Raises KeyError for an entry that is not stored."""
        ...

    def pending_of(self, person_id: str) -> list[PendingArrival]:
        """The arrivals of a person that wait, linked ids included, oldest first."""
        ...

    def pending_with(self, phone: str) -> list[PendingArrival]:
        """The arrivals of whoever came with a phone that wait, oldest first."""
        ...

    def phones(self, limit: int) -> list[str]:
        """Phones of arrivals that wait, whoever waits longest first."""
        ...
