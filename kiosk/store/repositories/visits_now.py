"""Visits within a transaction, judged at the store's present moment."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.base.clock import Clock
from kiosk.domain.venue import Policy
from kiosk.ports.visits import LastEntry, PresenceBasis, RecentEntry, StoredEntry, StoredPresence
from kiosk.store.driver import Connection
from kiosk.store.queries.presence import find_present
from kiosk.store.queries.reading import Reading
from kiosk.store.repositories.feeds import read_presence_basis
from kiosk.store.repositories.people import People
from kiosk.store.repositories.visits import PresenceBook


class VisitsNow:
    """See `kiosk.ports.visits.VisitTables`."""

    def __init__(
        self, connection: Connection, people: People, book: PresenceBook, clock: Clock
    ) -> None:
        self._connection = connection
        self._people = people
        self._book = book
        self._clock = clock

    def last_entry(self, person_id: str) -> LastEntry | None:
        """The person's newest entry (corrections applied), linked ids included.

        Newest in the ledger's order; a correction carries the time of the entry it corrects.
        """
        return self._book.last_entry(person_id, self._clock.now())

    def presence(self, person_id: str) -> StoredPresence | None:
        """The person's presence row, linked ids included; its `person_id` is the oldest one's."""
        presence = self._book.find(person_id, self._clock.now())
        if presence is None:
            return None
        return replace(presence, kind=self._people.kind(presence.person_id))

    def find_entry(self, entry_id: str) -> StoredEntry | None:
        """An entry of this station; None where there is none, or its body was purged."""
        return self._book.find_entry(entry_id)

    def recent_entries(self, person_id: str, since: datetime) -> list[RecentEntry]:
        """The person's entries since then that stand, linked ids included, oldest first."""
        return self._book.recent_entries(person_id, since)

    def count_inside(self, policy: Policy, time_zone: ZoneInfo) -> int:
        """How many people's presence counts now, at every gate the hub told of."""
        return len(find_present(Reading(self._connection, time_zone, self._clock.now(), policy)))

    def basis(self, now: datetime) -> PresenceBasis | None:
        """What the hub's presence feed had told by now; None where there is no hub."""
        return read_presence_basis(self._connection, now)

    def rebuild(self) -> None:
        """Make `last_seen` and `presence` again from the entries; they must come out equal."""
        self._book.rebuild()
