"""What waits for staff."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class SupportCase:
    """One open row of Cần hỗ trợ."""

    record_id: str
    reason: str
    at: datetime
    person_id: str | None
