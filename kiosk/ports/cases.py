"""What waits for staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True, slots=True)
class SupportCase:
    """One open row of Cần hỗ trợ."""

    record_id: str
    reason: str
    at: datetime
    person_id: str | None
    number: int | None = None
    """What the page called whoever waits; None for a case of an older version."""


class CaseTables(Protocol):
    """What a transaction knows of who waits for staff."""

    def waiting(self) -> list[SupportCase]:
        """Open cases, oldest first."""
        ...

    def next_number(self) -> int:
        """The number of the next case: 1 to 99, in turn."""
        ...
