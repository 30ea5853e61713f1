"""What the database tells of anonymous arrivals."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from kiosk.base.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class OpenEmergency:
    """An anonymous arrival that waits to be completed."""

    entry_id: str
    """Of the entry as it stands: what is noted of it are corrections."""
    at: datetime
    """UTC."""
    number: int
    """Of the venue's day: *ca 3*."""
    sex: str = ""
    age: str = ""


class EmergencyTables(Protocol):
    """Anonymous arrivals."""

    def find_open(self, entry_id: str) -> OpenEmergency | None:
        """The arrival that an entry, or an earlier state of it, tells of; None where none waits."""
        ...

    def count_since(self, at: datetime) -> int:
        """How many came since then."""
        ...
