"""What the database tells of arrivals and departures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from kiosk.base.dataclass import dataclass
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import Direction


@dataclass(frozen=True, slots=True)
class LastEntry:
    """The newest entry of one person at this station."""

    entry_id: str
    direction: Direction
    at: datetime
    """UTC."""
    gate: str


@dataclass(frozen=True, slots=True)
class StoredEntry:
    """An entry as it was recorded at this station."""

    direction: Direction
    at: datetime
    """When what it tells of happened, UTC: of a correction the corrected entry's."""
    body: Mapping[str, object]
    is_corrected: bool
    """Another entry stands in its place."""


@dataclass(frozen=True, slots=True)
class RecentEntry:
    """An entry that was not corrected."""

    at: datetime
    """UTC."""
    is_said_leaving: bool
    """A departure that the person said by a touch."""


@dataclass(frozen=True, slots=True)
class StoredPresence:
    """One row of the presence table: an arrival without a departure yet.

    Whether it still counts (closing time, maximum stay) is the domain's rule, not the table's.
    """

    person_id: str
    entry_id: str
    since: datetime
    """UTC."""
    gate: str
    kind: VisitorKind | None = None
    """What the person comes for."""


@dataclass(frozen=True, slots=True)
class PresenceBasis:
    """What an entry's direction was decided on, besides this station's own entries."""

    cursor: str
    """Of the hub's presence feed."""
    age_s: int
    """Since the hub was last heard on it."""


class VisitTables(Protocol):
    """Entries, and what follows from them."""

    def last_entry(self, person_id: str) -> LastEntry | None:
        """The person's newest entry (corrections applied), linked ids and other gates included."""
        ...

    def presence(self, person_id: str) -> StoredPresence | None:
        """The person's presence, linked ids and other gates included."""
        ...

    def find_entry(self, entry_id: str) -> StoredEntry | None:
        """An entry of this station; None where there is none, or its body was purged."""
        ...

    def recent_entries(self, person_id: str, since: datetime) -> list[RecentEntry]:
        """The person's entries since then that stand, linked ids included, oldest first."""
        ...

    def count_inside(self, policy: Policy, time_zone: ZoneInfo) -> int:
        """How many people's presence counts now, at every gate the hub told of."""
        ...

    def basis(self, now: datetime) -> PresenceBasis | None:
        """What the hub's presence feed had told by now; None where there is no hub."""
        ...
