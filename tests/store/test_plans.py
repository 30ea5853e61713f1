"""A check-in never reads a whole table, with statistics of the tables and without.

A station keeps no statistics; with them SQLite chooses other plans, and one that reads everybody
there is was chosen for the last statement of every transaction.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kiosk.base.clock import ManualClock
from kiosk.bench.sample import fill_with_samples
from kiosk.domain.visits.decision import Direction
from kiosk.store.driver import Connection, connect, make_durable
from kiosk.store.key import load_key
from kiosk.store.stamp import StationStamp
from kiosk.store.store import SqliteStore
from sync.protocol.ids import IdSource
from tests.support.declarations import a_declaration
from tests.support.store import AT, WatchedConnection, citizen, entry, meet, open_in, slip

_PEOPLE = 3000
_BEFORE_THE_COMMIT = ("SELECT", "INSERT", "UPDATE", "DELETE")


def _visit(store: SqliteStore) -> None:
    """Somebody comes, declares, is found again, gets a slip and goes."""
    with store.transaction() as step:
        person = meet(step, 1)
        assert [one.id for one in step.people.find(citizen(1))] == [person.id]
        step.visits.last_entry(person.id)
        step.visits.presence(person.id)
        step.visits.recent_entries(person.id, AT)
        step.append("declaration", a_declaration(), AT, person_id=person.id)
        arrival = step.append(*entry(), AT, person_id=person.id)
        step.prints.is_code_live(slip(77).human_code, AT)
        step.prints.add(arrival.id, slip(77), "vi")
        step.append(*entry(Direction.DEPARTURE), AT, person_id=person.id)


def _find_scans(connection: Connection, sql: str) -> list[str]:
    """The tables that a statement would read from one end to the other."""
    if not sql.startswith(_BEFORE_THE_COMMIT):
        return []
    places = re.findall(r"\?\d*", sql)
    # A numbered place may stand several times.
    wanted = places.count("?") + len(set(places) - {"?"})
    plan = connection.execute(f"EXPLAIN QUERY PLAN {sql}", (None,) * wanted)
    steps = [row[3] for row in plan]
    # `s` are those who changed in this transaction. Cases are few, and looked through only where
    # one was written before its record.
    allowed = ("SCAN CONSTANT ROW", "SCAN s", "SCAN support_cases")
    return [step for step in steps if step.startswith("SCAN ") and step not in allowed]


@pytest.mark.parametrize("has_statistics", [False, True])
def test_a_visit_reads_no_whole_table(tmp_path: Path, has_statistics: bool) -> None:
    open_in(tmp_path).close()
    key = load_key(tmp_path / "store.key")
    fill_with_samples(tmp_path / "store.db", key, _PEOPLE, _PEOPLE, 1)
    connection = connect(tmp_path / "store.db", key)
    make_durable(connection)
    if has_statistics:
        connection.execute("ANALYZE")
    seen: list[str] = []
    watched = WatchedConnection(connection, lambda number, sql: seen.append(sql))
    clock = ManualClock(AT)
    store = SqliteStore(watched, key, clock, IdSource(clock.now), StationStamp())
    seen.clear()
    _visit(store)
    scans = {sql: found for sql in seen if (found := _find_scans(connection, sql))}
    connection.close()
    assert len(seen) > 30
    assert scans == {}
