"""The store's face towards sync: see `kiosk.ports.sync_store.SyncTables`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from kiosk import __version__
from kiosk.base.dataclass import dataclass
from kiosk.ports.sync_store import (
    Backlog,
    DayStates,
    OutgoingRecord,
    PurgePlace,
    PurgeStep,
    RecordVerdict,
    Rejected,
)
from kiosk.store.driver import Connection, storage_faults
from kiosk.store.repositories.digests import Digests
from kiosk.store.repositories.feeds import Feeds
from kiosk.store.repositories.hub_people import HubPeople
from kiosk.store.repositories.outbox import Outbox, Tally
from kiosk.store.repositories.people import People
from kiosk.store.repositories.retention import Retention
from kiosk.store.repositories.settled_days import SettledDays
from kiosk.store.repositories.slip_keys import SlipKeys
from kiosk.store.repositories.visits import PresenceBook
from kiosk.store.store import SqliteStore
from kiosk.store.sync_slip_keys import SqliteSlipKeys
from kiosk.store.transaction import SqliteTransaction
from sync.protocol.bodies import RecordType
from sync.protocol.envelope import Durability
from sync.protocol.feeds import Cursor, FeedItem, FeedName
from sync.protocol.records import ConfigStamp, parse_header


@dataclass(frozen=True, slots=True)
class _Tables:
    """The tables of one connection; `tally` counts what changes in the outbox."""

    outbox: Outbox
    digests: Digests
    feeds: Feeds
    retention: Retention


class _Steps:
    """Transactions, and looks without one, on the tables of one store."""

    def __init__(self, store: SqliteStore, app: str) -> None:
        self.store = store
        self._app = app

    @contextmanager
    def step(self) -> Iterator[tuple[SqliteTransaction, _Tables]]:
        with self.store.transaction() as tx:
            yield tx, self._tables(tx.connection, tx.tally)

    @contextmanager
    def look(self) -> Iterator[_Tables]:
        """Reading only: no transaction, nothing to count."""
        with storage_faults():
            yield self._tables(self.store.connection, Tally())

    def _tables(self, connection: Connection, tally: Tally) -> _Tables:
        book = PresenceBook(connection)
        known = People(connection)
        people = HubPeople(connection, known, book)
        outbox = Outbox(connection, tally)
        return _Tables(
            outbox,
            Digests(connection, outbox),
            Feeds(connection, people, SlipKeys(connection, known), self._app),
            Retention(
                connection,
                self.store.key,
                people,
                book,
                SettledDays(connection, self.store.station.time_zone),
                outbox,
            ),
        )


class SqliteOutbox:
    """See `kiosk.ports.sync_store.OutboxRows`."""

    def __init__(self, steps: _Steps) -> None:
        self._steps = steps
        self._store = steps.store
        self._clock = steps.store.clock

    def next_batch(self, limit: int, max_bytes: int, after_pos: int) -> list[OutgoingRecord]:
        with self._steps.look() as tables:
            return tables.outbox.next_batch(limit, max_bytes, after_pos)

    def note_verdicts(
        self, verdicts: Sequence[RecordVerdict], durability: Durability, at: datetime
    ) -> None:
        with self._steps.step() as (_, tables):
            tables.outbox.note_verdicts(verdicts, durability, at)

    def move_conflicts(self, limit: int) -> int:
        before = self._store.ledger_id
        with self._steps.step() as (tx, _):
            moved = tx.move_conflicts(limit)
        if self._store.ledger_id != before:
            self._store.note_ledger()
        return moved

    def backlog(self) -> Backlog:
        tally = self._store.tally()
        with self._steps.look() as tables:
            oldest = tables.outbox.oldest_header()
        at = None if oldest is None else parse_header(oldest).at
        return Backlog(tally.queued, tally.dead, at)

    def rejected(self) -> list[Rejected]:
        with self._steps.look() as tables:
            return tables.outbox.rejected()

    def resend(self, record_id: str) -> bool:
        with self._steps.step() as (_, tables):
            return tables.outbox.resend(record_id)

    def annotate(self, record_id: str, note: str) -> bool:
        with self._steps.step() as (_, tables):
            return tables.outbox.annotate(record_id, note)

    def offer_again(self, after_pos: int, limit: int) -> tuple[int, int | None]:
        with self._steps.step() as (_, tables):
            return tables.outbox.offer_again(after_pos, limit)

    def day_states(self, after_pos: int, limit: int) -> DayStates:
        with self._steps.look() as tables:
            return tables.digests.day_states(after_pos, limit)

    def day_headers(
        self, ledger_id: str, day: str, after_seq: int, limit: int
    ) -> list[tuple[int, bytes | None]]:
        with self._steps.look() as tables:
            return tables.digests.day_headers(ledger_id, day, after_seq, limit)

    def confirm(self, ledger_id: str, day: str, after_seq: int, limit: int) -> int | None:
        with self._steps.step() as (_, tables):
            return tables.digests.confirm(ledger_id, day, after_seq, limit)

    def queue_missing(self, ledger_id: str, first: int, last: int, limit: int) -> int | None:
        with self._steps.step() as (_, tables):
            return tables.digests.queue_missing(ledger_id, first, last, limit)

    def purge(self, before: datetime, after: PurgePlace | None, limit: int) -> PurgeStep:
        with self._steps.step() as (_, tables):
            return tables.retention.purge(before, self._clock.now(), after, limit)

    def merge_search(self, pages: int, *, is_first: bool) -> bool:
        with self._steps.step() as (tx, _):
            return tx.merge_search(pages, is_first=is_first)

    def truncate_log(self) -> None:
        self._store.truncate_log()

    def remove_copies(self, before: datetime) -> None:
        self._store.remove_copies(before)

    def open_erasures(self) -> list[str]:
        with self._steps.look() as tables:
            return tables.retention.open_erasures()

    def erase(
        self, person_ids: Sequence[str], after_pos: int, limit: int, *, has_hub: bool
    ) -> tuple[set[str], int | None]:
        with self._steps.step() as (_, tables):
            return tables.retention.erase(person_ids, after_pos, limit, has_hub=has_hub)

    def finish_erasures(self, person_ids: Sequence[str]) -> None:
        now = self._clock.now()
        with self._steps.step() as (tx, tables):
            for person_id in person_ids:
                command = tables.retention.finish_erasure(person_id, now)
                body = {"person": person_id, "command": command}
                tx.append(RecordType.ERASURE_DONE, body, now)


class SqliteFeeds:
    """See `kiosk.ports.sync_store.FeedRows`."""

    def __init__(self, steps: _Steps) -> None:
        self._steps = steps
        self._clock = steps.store.clock

    def cursor(self, feed: FeedName) -> Cursor | None:
        with self._steps.look() as tables:
            return tables.feeds.head(feed).cursor

    def apply_items(self, feed: FeedName, items: Sequence[FeedItem], cursor: Cursor) -> None:
        # How old the knowledge of who is inside may be stands in every entry (`basis`).
        if not items and feed is not FeedName.PRESENCE and self.cursor(feed) == cursor:
            return
        with self._steps.step() as (_, tables):
            tables.feeds.apply(feed, items, cursor, self._clock.now())

    def replace_feed(self, feed: FeedName, items: Sequence[FeedItem], cursor: Cursor) -> None:
        now = self._clock.now()
        with self._steps.step() as (_, tables):
            generation = tables.feeds.begin_snapshot(feed)
            tables.feeds.put_snapshot_items(feed, generation, items, now)
            tables.feeds.sweep(feed, generation, -1)
            tables.feeds.end_snapshot(feed, cursor, now)

    def begin_snapshot(self, feed: FeedName) -> int:
        with self._steps.step() as (_, tables):
            return tables.feeds.begin_snapshot(feed)

    def put_snapshot_items(
        self, feed: FeedName, generation: int, items: Sequence[FeedItem]
    ) -> None:
        with self._steps.step() as (_, tables):
            tables.feeds.put_snapshot_items(feed, generation, items, self._clock.now())

    def sweep(self, feed: FeedName, generation: int, limit: int) -> bool:
        with self._steps.step() as (_, tables):
            return tables.feeds.sweep(feed, generation, limit)

    def end_snapshot(self, feed: FeedName, cursor: Cursor) -> None:
        with self._steps.step() as (_, tables):
            tables.feeds.end_snapshot(feed, cursor, self._clock.now())

    def forget_feeds(self, limit: int) -> bool:
        with self._steps.step() as (_, tables):
            return tables.feeds.forget(limit)

    def items(self, feed: FeedName) -> dict[str, FeedItem]:
        with self._steps.look() as tables:
            return tables.feeds.items(feed)

    def waiting_for_update(self) -> int:
        with self._steps.look() as tables:
            return tables.feeds.count_waiting()

    def reconsider(self, limit: int) -> None:
        with self._steps.step() as (_, tables):
            tables.feeds.reconsider(limit, self._clock.now())


class SqliteSyncState:
    """See `kiosk.ports.sync_store.StateRows`."""

    def __init__(self, store: SqliteStore) -> None:
        self._store = store

    def get(self, name: str) -> str | None:
        with storage_faults():
            row = self._store.connection.execute(
                "SELECT value FROM sync_facts WHERE name = ?", (name,)
            ).fetchone()
        return None if row is None else str(row[0])

    def put(self, facts: Mapping[str, str | None]) -> None:
        with self._store.transaction() as tx:
            for name, value in facts.items():
                if value is None:
                    tx.connection.execute("DELETE FROM sync_facts WHERE name = ?", (name,))
                else:
                    tx.connection.execute(
                        "INSERT INTO sync_facts (name, value) VALUES (?, ?)"
                        " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                        (name, value),
                    )

    def set_offset(self, offset_ms: int) -> None:
        self._store.station = replace(self._store.station, offset_ms=offset_ms)

    def set_config(self, stamp: ConfigStamp, time_zone: ZoneInfo) -> None:
        self._store.station = replace(self._store.station, config=stamp, time_zone=time_zone)

    def record(self, record_type: str, body: Mapping[str, object]) -> None:
        with self._store.transaction() as tx:
            tx.append(record_type, body, self._store.clock.now())


class SqliteSyncTables:
    """Outbox, feeds and facts of one store; core thread only."""

    def __init__(self, store: SqliteStore, app: str = __version__) -> None:
        """`app` is this application's version, which decides what it understands."""
        steps = _Steps(store, app)
        self.outbox = SqliteOutbox(steps)
        self.feeds = SqliteFeeds(steps)
        self.state = SqliteSyncState(store)
        self.slip_keys = SqliteSlipKeys(store)


if TYPE_CHECKING:
    from kiosk.ports.sync_store import SyncTables

    # The port, proven by the type checker.
    def _as_sync_tables(tables: SqliteSyncTables) -> SyncTables:
        return tables
