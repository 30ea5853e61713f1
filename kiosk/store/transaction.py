"""One atomic step on the writing connection."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from kiosk.base.clock import Clock
from kiosk.ports.store import RecordHead
from kiosk.store.driver import Connection
from kiosk.store.projectors.fresh import FreshRecord
from kiosk.store.projectors.registry import project
from kiosk.store.repositories.cases import SupportCases
from kiosk.store.repositories.data_requests import DataRequests
from kiosk.store.repositories.declarations import Declarations
from kiosk.store.repositories.emergencies import Emergencies
from kiosk.store.repositories.hub_people import HubPeople
from kiosk.store.repositories.ledger import Ledger
from kiosk.store.repositories.links import Links
from kiosk.store.repositories.moves import Moves, RecordMover
from kiosk.store.repositories.outbox import Tally
from kiosk.store.repositories.paper_rolls import PaperRolls
from kiosk.store.repositories.people import People
from kiosk.store.repositories.queued_prints import QueuedPrints
from kiosk.store.repositories.record_writer import RecordWriter
from kiosk.store.repositories.recorded_people import RecordedPeople
from kiosk.store.repositories.search_index import SearchIndex
from kiosk.store.repositories.slip_keys import SlipKeys
from kiosk.store.repositories.staff import Staff
from kiosk.store.repositories.trail import Trail
from kiosk.store.repositories.verifications import Verifications
from kiosk.store.repositories.visits import PresenceBook
from kiosk.store.repositories.visits_now import VisitsNow
from kiosk.store.repositories.withdrawals import void_withdrawn


class SqliteTransaction:
    """One open `BEGIN IMMEDIATE`; see `kiosk.ports.store.Transaction`."""

    def __init__(self, connection: Connection, ledger: Ledger, clock: Clock) -> None:
        self.connection = connection
        """For the other tables of this package."""
        self.tally = Tally()
        """How the outbox changed so far."""
        self._ledger = ledger
        self._clock = clock
        self._known = People(connection)
        self._records = RecordWriter(ledger, Moves(connection), self.tally)
        book = PresenceBook(connection)
        erasing = HubPeople(connection, self._known, book)
        self.people = RecordedPeople(
            self._known,
            Links(connection),
            book,
            self._records,
            erasing.erase_ids,
            partial(void_withdrawn, connection),
        )
        self.visits = VisitsNow(connection, self._known, book, clock)
        self.cases = SupportCases(connection)
        self.declarations = Declarations(connection, self._records.next_id)
        self.data_requests = DataRequests(connection)
        self.verifications = Verifications(connection)
        self.emergencies = Emergencies(connection)
        self.slip_keys = SlipKeys(connection, self._known)
        self.prints = QueuedPrints(connection, self._known, self._records)
        self.staff = Staff(connection, self._records.next_id)
        self.trail = Trail(connection)
        self.rolls = PaperRolls(connection)

    def append(
        self,
        record_type: str,
        body: Mapping[str, object],
        at: datetime,
        *,
        person_id: str | None = None,
    ) -> RecordHead:
        """Freeze a record: ledger row, body and outbox row; and what follows from it.

        `person_id` becomes the body's `person`. Raises BodyError for a body that
        `sync.protocol.bodies` does not allow, KeyError for a person or a case that is not stored.
        """
        members = dict(body) if person_id is None else {**body, "person": person_id}
        root = None if person_id is None else self._known.find_root(person_id)
        if person_id is not None and root is None:
            raise KeyError(person_id)
        record = self._records.write(record_type, members, at)
        project(FreshRecord(self.connection, record_type, record, members, person_id, root))
        return RecordHead(record.id, record.seq)

    def settle(self) -> None:
        """Make what follows from people who changed, as the last thing before the commit."""
        SearchIndex(self.connection).settle()

    def merge_search(self, pages: int, *, is_first: bool) -> bool:
        """See `SearchIndex.merge`."""
        return SearchIndex(self.connection).merge(pages, is_first=is_first)

    def move_conflicts(self, limit: int) -> int:
        """Write anew what the hub set aside, at most `limit` records; gives how many it took on."""
        mover = RecordMover(self.connection, self._ledger, self.tally)
        return mover.move(limit, self._clock.now())

    def count(self, name: str) -> None:
        """Add one to the counter of the venue's present day."""
        day = self._clock.now().astimezone(self._ledger.station.time_zone).date()
        self.connection.execute(
            "INSERT INTO counters (day, name, n) VALUES (?, ?, 1)"
            " ON CONFLICT (day, name) DO UPDATE SET n = n + 1",
            (day.isoformat(), name),
        )
