"""A sync step that fails at any statement leaves all or nothing, in tables and counts alike."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from kiosk.base.clock import ManualClock
from kiosk.base.errors import StorageFault, StorageFaultKind
from kiosk.ports.sync_store import RecordVerdict
from kiosk.store.connection import MEMORY_KEY
from kiosk.store.driver import Connection, connect, make_durable
from kiosk.store.migrations.steps import migrate
from kiosk.store.repositories.ledger import start_ledger
from kiosk.store.repositories.outbox import count_unsent
from kiosk.store.stamp import StationStamp
from kiosk.store.store import SqliteStore
from kiosk.store.sync_tables import SqliteSyncTables
from sync.protocol.envelope import Durability, RecordStatus
from sync.protocol.feeds import Cursor, FeedItem, FeedName
from sync.protocol.ids import IdSource
from tests.support.store import AT, WatchedConnection, citizen, scan

DAY = timedelta(days=1)
NEVER = 10**9


class Breaking:
    """Raises before the statement whose number it is set to."""

    def __init__(self) -> None:
        self.at = NEVER
        self.count = 0

    def __call__(self, number: int, sql: str) -> None:
        # What cleans up after a failure must work.
        if sql == "ROLLBACK":
            return
        self.count += 1
        if self.count == self.at:
            raise StorageFault(StorageFaultKind.FULL, "planted")


def person(number: int, pos: int) -> FeedItem:
    body = {
        "person": f"p{number}",
        "full_name": "Chamaléa Thị Hương",
        "birth": "1990-01-02",
        "identifiers": [{"kind": "citizen_id", "value": citizen(number).value}],
        "same_as": "p1",
    }
    return FeedItem(f"p{number}", pos, 1, body)


def acked(tables: SqliteSyncTables, letter: RecordStatus = RecordStatus.STORED) -> None:
    batch = tables.outbox.next_batch(200, 10**7, 0)
    verdicts = [RecordVerdict(record.pos, letter, "x") for record in batch]
    tables.outbox.note_verdicts(verdicts, Durability.LOCAL, AT)


def confirmed(tables: SqliteSyncTables, store: SqliteStore) -> None:
    acked(tables)
    tables.outbox.confirm(store.ledger_id, AT.date().isoformat(), 0, 100)


def conflicting(tables: SqliteSyncTables, store: SqliteStore) -> None:
    acked(tables, RecordStatus.CONFLICT)


def moved_and_confirmed(tables: SqliteSyncTables, store: SqliteStore) -> None:
    conflicting(tables, store)
    assert tables.outbox.move_conflicts(100) == 6
    confirmed(tables, store)


STEPS: dict[str, tuple[Callable[..., object], Callable[..., object]]] = {
    "acks": (lambda tables, store: None, lambda tables, store: acked(tables)),
    "refusals": (
        lambda tables, store: None,
        lambda tables, store: acked(tables, RecordStatus.REFUSED),
    ),
    "conflicts": (lambda tables, store: None, conflicting),
    "moves": (conflicting, lambda tables, store: tables.outbox.move_conflicts(100)),
    "some moves": (conflicting, lambda tables, store: tables.outbox.move_conflicts(4)),
    "purge of what moved": (
        moved_and_confirmed,
        lambda tables, store: tables.outbox.purge(AT + 9 * DAY, None, 100),
    ),
    "offer again": (
        lambda tables, store: acked(tables),
        lambda tables, store: tables.outbox.offer_again(0, 100),
    ),
    "missing": (
        lambda tables, store: acked(tables),
        lambda tables, store: tables.outbox.queue_missing(store.ledger_id, 1, 9, 100),
    ),
    "confirm": (
        lambda tables, store: acked(tables),
        lambda tables, store: tables.outbox.confirm(store.ledger_id, AT.date().isoformat(), 0, 100),
    ),
    "purge": (confirmed, lambda tables, store: tables.outbox.purge(AT + 9 * DAY, None, 100)),
    "page": (
        lambda tables, store: None,
        lambda tables, store: tables.feeds.apply_items(
            FeedName.PEOPLE, [person(1, 1), person(2, 2)], Cursor("aaaaaa", 2)
        ),
    ),
    "snapshot": (
        lambda tables, store: tables.feeds.apply_items(
            FeedName.PEOPLE, [person(1, 1), person(3, 2)], Cursor("aaaaaa", 2)
        ),
        lambda tables, store: tables.feeds.replace_feed(
            FeedName.PEOPLE, [person(2, 3)], Cursor("aaaaaa", 3)
        ),
    ),
    "erasure": (
        lambda tables, store: tables.feeds.apply_items(
            FeedName.REVOCATIONS, [FeedItem("erase:p9", 1, 1, {})], Cursor("aaaaaa", 1)
        ),
        lambda tables, store: tables.outbox.finish_erasures(["p9"]),
    ),
    "facts": (
        lambda tables, store: tables.state.put({"b": "1"}),
        lambda tables, store: tables.state.put({"a": "1", "b": None}),
    ),
}


def make_store(clock: ManualClock, breaking: Breaking) -> tuple[SqliteStore, Connection]:
    connection = connect(None, MEMORY_KEY)
    make_durable(connection)
    migrate(connection)
    ids = IdSource(clock.now, lambda bits: 0)
    start_ledger(connection, clock, ids, StationStamp(), None)
    watched = WatchedConnection(connection, breaking)
    return SqliteStore(watched, MEMORY_KEY, clock, ids, StationStamp()), connection


def contents(connection: Connection) -> dict[str, list[object]]:
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    ).fetchall()
    return {name: connection.execute(f"SELECT * FROM {name}").fetchall() for (name,) in tables}


@pytest.mark.parametrize("name", list(STEPS))
def test_a_step_that_fails_anywhere_leaves_nothing(name: str) -> None:
    before, step = STEPS[name]
    clock, breaking = ManualClock(AT), Breaking()
    store, connection = make_store(clock, breaking)
    scan(store, 1)
    scan(store, 2)
    before(SqliteSyncTables(store), store)
    clock.advance(9 * DAY.total_seconds())
    store.unsent_count()
    expected = contents(connection)
    for number in range(1, 1000):
        breaking.count, breaking.at = 0, number
        try:
            step(SqliteSyncTables(store), store)
            break
        except StorageFault:
            breaking.at = NEVER
            assert contents(connection) == expected, number
            assert store.tally() == count_unsent(connection)
    assert number > 3
    breaking.at = NEVER
    assert contents(connection) != expected
    assert store.tally() == count_unsent(connection)
    assert scan(store, 3).seq >= 7
    store.close()
