"""What a transaction can do about requests about somebody's own data."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts_on_people import DataRight


@dataclass(frozen=True, slots=True)
class WaitingRequest:
    """A request that nobody has answered."""

    request_id: str
    person_id: str
    right: DataRight
    answer_by: datetime
    """UTC."""
    persons: tuple[str, ...]
    """The ids that an answer is about: those it was made for, as far as they are one person still.
    Who was linked since is none of them."""


class DataRequestTable(Protocol):
    """Requests follow from their records: they are opened and closed by `Transaction.append`."""

    def find_open(self, request_id: str) -> WaitingRequest | None:
        """A request that waits; None for one that is answered or not stored."""
        ...
