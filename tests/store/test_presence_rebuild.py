"""Presence and last-seen follow from the entries alone, whatever happened in between."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from kiosk.base.clock import ManualClock
from kiosk.domain.visits.decision import Direction
from kiosk.store.checks.derived import check_derived
from kiosk.store.checks.people import check_people
from kiosk.store.checks.report import StoreReport
from kiosk.store.connection import open_memory_store
from kiosk.store.driver import Connection
from tests.support.store import AT, citizen, entry, meet

people = st.integers(1, 5)
directions = st.sampled_from(Direction)
minutes = st.integers(0, 9)
scans = st.tuples(st.just("scan"), people, directions)
papers = st.tuples(st.just("paper"), people, directions, minutes)
corrections = st.tuples(st.just("correct"), st.integers(0, 30), directions)
gifts = st.tuples(st.just("give"), st.integers(0, 30), directions, people)
voids = st.tuples(st.just("void"), st.integers(0, 30), directions)
links = st.tuples(st.just("link"), people, people)
parts = st.tuples(st.just("part"), people, people)


@given(st.lists(scans | scans | papers | corrections | gifts | voids | links | parts, max_size=30))
def test_rebuilding_changes_nothing(acts: list[tuple[Any, ...]]) -> None:
    clock = ManualClock(AT)
    store = open_memory_store(clock)
    entries: list[tuple[str | None, str]] = []
    ids: dict[int, str] = {}
    for act, first, second, *more in acts:
        clock.advance(60)
        now = clock.now()
        with store.transaction() as step:
            if act in ("link", "part"):
                if first != second:
                    for number in sorted((first, second)):
                        ids.setdefault(number, meet(step, number).id)
                    pair = sorted((ids[first], ids[second]))
                    if act == "link":
                        step.people.link(pair, "staff", "desk", now)
                    else:
                        step.people.part(*pair, "undone", "desk", now)
                continue
            person: str | None
            ref: str | None = None
            if act in ("scan", "paper"):
                person = ids.setdefault(first, meet(step, first).id)
            elif entries:
                person, ref = entries[first % len(entries)]
            else:
                continue
            kind, body = entry(second, ref=ref)
            at = now
            match act:
                case "paper":
                    body["source"] = "paper"
                    at = now - timedelta(minutes=more[0])
                case "give":
                    person = ids.setdefault(more[0], meet(step, more[0]).id)
                case "void":
                    body["void"] = True
                    person = None
            head = step.append(kind, body, at, person_id=person)
            entries.append((person, head.id))
    connection = store._connection
    kept = _tables(connection)
    report = StoreReport()
    check_derived(connection, report)
    check_people(connection, report)
    assert report.problems == []
    store.rebuild_presence()
    assert _tables(connection) == kept
    store.close()


def _tables(connection: Connection) -> list[object]:
    return [
        connection.execute(f"SELECT * FROM {table} ORDER BY person").fetchall()
        for table in ("last_seen", "presence")
    ]


def test_the_comparison_above_sees_a_difference() -> None:
    store = open_memory_store(ManualClock(AT))
    with store.transaction() as step:
        step.append(*entry(), AT, person_id=meet(step, 1).id)
        assert step.people.find(citizen(1))
    kept = _tables(store._connection)
    store._connection.execute("UPDATE presence SET gate = 'elsewhere'")
    assert _tables(store._connection) != kept
    store.rebuild_presence()
    assert _tables(store._connection) == kept
    store.close()
