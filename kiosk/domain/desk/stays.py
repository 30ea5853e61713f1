"""Who stays until they are discharged, and the daily look through them.

Nothing ends such a presence but a departure (docs/spec/at-the-gate.md §2): somebody has to ask, or
the venue holds people for inside who went home.
"""

from __future__ import annotations

from datetime import date, datetime

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts import NotDone
from kiosk.domain.desk.asked import DeskQuery, StaffAct
from kiosk.domain.people.visitor import VisitorKind


@dataclass(frozen=True, slots=True)
class StayRow:
    """An inpatient or a carer who counts as inside."""

    person_id: str
    full_name: str
    kind: VisitorKind
    since: datetime
    """UTC."""
    nights: int
    """Days at the venue that began since the arrival."""


@dataclass(frozen=True, slots=True)
class Stays:
    """All of them, whoever came first is first."""

    rows: tuple[StayRow, ...]
    today: date
    """The present day at the venue."""
    reviewed: date | None
    """The day on which staff went through them last."""

    @property
    def is_due(self) -> bool:
        """Whether staff are reminded: somebody was here overnight, and nobody looked today."""
        return self.reviewed != self.today and any(row.nights for row in self.rows)


@dataclass(frozen=True, slots=True)
class ListStays(DeskQuery[Stays]):
    """Who stays until they are discharged, at every gate the hub told of."""


@dataclass(frozen=True, slots=True)
class StaysReviewed:
    """It is in the trail, and nobody is reminded again today."""


@dataclass(frozen=True)
class ReviewStays(StaffAct[StaysReviewed | NotDone]):
    """*Đã rà soát*: staff went through the list; whoever left was discharged from it."""

    count: int
    """How many stand there still."""
