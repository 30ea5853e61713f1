"""Neither a check-in nor a question of the desk takes longer the more people are stored.

A station keeps no statistics of its tables, and SQLite chooses other plans with them: one that read
everybody there is was chosen for the last statement of every transaction with them, and one that
read every phone for the search by phone without.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from kiosk.base.clock import ManualClock
from kiosk.bench.sample import fill_with_samples, last_sample_at, sample_people
from kiosk.domain.desk.acts_on_requests import ListRequests
from kiosk.domain.desk.asked import DeskQuery
from kiosk.domain.desk.declaration_queries import ListDrafts
from kiosk.domain.desk.queries import (
    CountDesk,
    EntryMark,
    FindByPhone,
    ListCases,
    ListDay,
    ListIncomplete,
    ListInside,
    ListVisits,
    Search,
    ShowPerson,
)
from kiosk.domain.desk.stays import ListStays
from kiosk.domain.desk.trail_queries import ListTrail
from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import Direction
from kiosk.store.driver import Connection, connect, make_durable
from kiosk.store.key import load_key
from kiosk.store.queries.reader import Reader
from kiosk.store.stamp import StationStamp
from kiosk.store.store import SqliteStore
from sync.protocol.ids import IdSource
from tests.support.declarations import a_declaration
from tests.support.store import AT, WatchedConnection, citizen, entry, meet, open_in, slip

_PEOPLE = 3000
_OPEN = "verifications_open"
_BEFORE_THE_COMMIT = ("SELECT", "INSERT", "UPDATE", "DELETE")


def _visit(store: SqliteStore) -> None:
    """Somebody comes, declares, is found again, gets a slip and goes."""
    with store.transaction() as step:
        person = meet(step, 1)
        assert [one.id for one in step.people.find(citizen(1))] == [person.id]
        step.visits.last_entry(person.id)
        step.visits.presence(person.id)
        step.visits.recent_entries(person.id, AT)
        step.verifications.pending_with("+84900000000")
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
    # one was written before its record. `v` are the arrivals that wait for verification.
    allowed = ("SCAN CONSTANT ROW", "SCAN s", "SCAN support_cases", f"SCAN v USING INDEX {_OPEN}")
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


_DAY = 4320
"""Sample entries of 24 hours: the present day has as many whatever days went before."""
_STEPS = 100
"""So many steps of SQLite's machine are counted as one."""


def _questions() -> Mapping[str, DeskQuery[Any] | None]:
    """What is asked; None asks what waits for the hub."""
    one = list(sample_people(100, 1))[57]
    return {
        "phone": FindByPhone(one.phone),
        "a phone typed": Search(f"0{one.phone[3:]}"),
        "a card's number typed": Search(one.citizen_id),
        "a slip's code typed": Search("123 456 789"),
        "the day": ListDay(),
        **{f"the day, {mark}": ListDay(mark=mark) for mark in EntryMark},
        "inside": ListInside(),
        "incomplete": ListIncomplete(),
        "cases": ListCases(),
        "counts": CountDesk(),
        "a person": ShowPerson(one.id),
        "visits": ListVisits(one.id),
        "trail": ListTrail(),
        "stays": ListStays(),
        "requests": ListRequests(),
        "drafts": ListDrafts(),
        "unsent": None,
    }


def _count_steps(folder: Path, people: int, entries: int) -> dict[str, int]:
    """What each question takes in a database of this size, without statistics."""
    open_in(folder).close()
    key = load_key(folder / "store.key")
    fill_with_samples(folder / "store.db", key, people, entries, 1)
    connection = connect(folder / "store.db", key)
    # As whoever was known by a card: what to reach them by is looked up.
    connection.execute("UPDATE people SET phone = ''")
    connection.close()
    reader = Reader(folder / "store.db", key, StationStamp().time_zone)
    watched: Any = reader._connection
    taken: dict[str, int] = {}
    for name, question in _questions().items():
        # The first time the people of the day come into memory.
        for _ in range(2):
            taken[name] = 0

            def count(name: str = name) -> int:
                taken[name] += 1
                return 0

            watched.set_progress_handler(count, _STEPS)
            if question is None:
                # Of a type that none is of: everything is looked through that has to be.
                assert not reader.has_unsent("erasure_done")
            else:
                reader.answer(question, Policy(), last_sample_at(entries))
            watched.set_progress_handler(None, _STEPS)
    reader.close()
    return taken


def test_a_question_takes_no_longer_with_more_people_and_days(tmp_path: Path) -> None:
    few = _count_steps(tmp_path / "few", _PEOPLE, _DAY)
    many = _count_steps(tmp_path / "many", 6 * _PEOPLE, 4 * _DAY)
    longer = {name: (few[name], many[name]) for name in few if many[name] > 1.5 * few[name] + 10}
    assert longer == {}
    assert sum(few.values()) > 0
