"""All or nothing: at every statement, by an error and by a power cut."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.base.clock import ManualClock
from kiosk.domain.visits.decision import Direction
from kiosk.ports.declarations import Draft
from kiosk.store.check import check_store
from kiosk.store.connection import MEMORY_KEY, open_memory_store
from kiosk.store.driver import Connection, IntegrityError, connect, make_durable
from kiosk.store.key import load_key
from kiosk.store.migrations.steps import migrate
from kiosk.store.stamp import StationStamp
from kiosk.store.store import SqliteStore
from sync.protocol.ids import IdSource
from tests.support.declarations import a_declaration
from tests.support.store import (
    AT,
    WatchedConnection,
    copy_files,
    entry,
    entry_ids,
    meet,
    open_in,
    raw,
    scan,
    slip,
)


def _step(store: SqliteStore) -> None:
    """A transaction that touches every table."""
    with store.transaction() as step:
        one, two = meet(step, 1), meet(step, 2)
        head = step.append(*entry(), AT, person_id=one.id)
        step.prints.add(head.id, slip(77), "vi")
        step.people.link([one.id, two.id], "staff", "desk", AT)
        step.append(*entry(Direction.DEPARTURE), AT, person_id=two.id)
        step.append("support", {"reason": "no_code", "lane": "gate", "gate": "A"}, AT)
        step.append("declaration", a_declaration(), AT, person_id=one.id)
        step.declarations.save_draft(Draft("", "{}", "", AT, ""))
        step.count("already_recorded")


_TABLES = (
    "records",
    "bodies",
    "outbox",
    "people",
    "identifiers",
    "entries",
    "last_seen",
    "presence",
    "support_cases",
    "print_jobs",
    "declarations",
    "declaration_drafts",
    "counters",
)


def _contents(connection: Connection) -> list[tuple[str, int]]:
    return [
        (table, connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])
        for table in _TABLES
    ]


class _PowerCut(BaseException):
    """Not an Exception, like a kill."""


def _count_statements() -> int:
    store = open_memory_store(ManualClock(AT))
    watched = WatchedConnection(store._connection, lambda number, sql: None)
    clock = ManualClock(AT)
    counted = SqliteStore(watched, MEMORY_KEY, clock, IdSource(clock.now), StationStamp())
    opening = watched.statements
    _step(counted)
    store.close()
    return watched.statements - opening


STATEMENTS = _count_statements()


@pytest.mark.parametrize("broken", range(STATEMENTS))
def test_a_failure_at_any_statement_leaves_nothing(broken: int) -> None:
    connection = connect(None, MEMORY_KEY)
    make_durable(connection)
    migrate(connection)
    connection.execute("INSERT INTO ledgers (id, opened_at) VALUES ('l', 0)")
    clock = ManualClock(AT)
    first: list[int] = []

    def fail(number: int, sql: str) -> None:
        if first and number - first[0] == broken:
            raise _PowerCut

    watched = WatchedConnection(connection, fail)
    store = SqliteStore(watched, MEMORY_KEY, clock, IdSource(clock.now), StationStamp())
    before = _contents(connection)
    first.append(watched.statements)
    with pytest.raises(_PowerCut):
        _step(store)
    first.clear()
    assert _contents(connection) == before
    assert store.unsent_count() == 0
    _step(store)
    after = dict(_contents(connection))
    assert after["records"] == after["bodies"] == after["outbox"] == 9
    assert connection.execute("SELECT min(seq), max(seq) FROM records").fetchone() == (1, 9)


def test_the_failures_above_covered_the_whole_transaction() -> None:
    assert STATEMENTS > 40


@pytest.mark.fault("D2")
def test_a_power_cut_at_any_statement_leaves_all_or_nothing(tmp_path: Path) -> None:
    """Database and log copied before each statement of a running transaction (fault D2)."""
    home = tmp_path / "home"
    store = open_in(home)
    scan(store, 5)
    store.close()
    key = load_key(home / "store.key")
    connection = connect(home / "store.db", key)
    make_durable(connection)
    clock = ManualClock(AT)
    copies: list[Path] = []

    def cut(number: int, sql: str) -> None:
        copies.append(copy_files(home, tmp_path / f"cut-{number}"))

    watched = WatchedConnection(connection, cut)
    running = SqliteStore(watched, key, clock, IdSource(clock.now), StationStamp())
    _step(running)
    copies.append(copy_files(home, tmp_path / "after"))
    whole = _contents(connection)
    connection.close()

    seen = []
    for copy in copies:
        revived = open_in(copy)
        assert revived.set_aside is None
        other = raw(copy)
        seen.append(_contents(other))
        other.close()
        scan(revived, 6)
        revived.close()
        assert check_store(copy / "store.db", key).is_sound
    assert seen[-1] == whole
    assert [contents for contents in seen if contents != whole] == [seen[0]] * (len(seen) - 1)


def test_entries_and_their_records_cannot_change(tmp_path: Path) -> None:
    store = open_in(tmp_path)
    scan(store, 1)
    other = raw(tmp_path)
    for sql in (
        "UPDATE records SET header = x'00'",
        "UPDATE records SET seq = seq + 10",
        "DELETE FROM records",
        "UPDATE bodies SET body = x'00'",
        "UPDATE bodies SET salt = x'00'",
        "UPDATE ledgers SET id = 'x'",
        "DELETE FROM ledgers",
        "INSERT OR REPLACE INTO records SELECT * FROM records",
        "INSERT INTO records (ledger, seq, id, type, header) VALUES (1, 9, 'x', 'x', x'00')",
        "INSERT INTO records (ledger, seq, id, type, header) VALUES (1, 3, 'x', 'x', x'00')",
        "INSERT INTO records (ledger, seq, id, type, header) VALUES (1, NULL, 'x', 'x', x'00')",
    ):
        with pytest.raises(IntegrityError):
            other.execute(sql)
    assert len(entry_ids(other)) == 1
    other.close()
    store.close()
    assert check_store(tmp_path / "store.db", load_key(tmp_path / "store.key")).is_sound
