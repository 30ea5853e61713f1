"""Presence and last-seen follow from the entries alone, whatever happened in between."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from kiosk.base.clock import ManualClock
from kiosk.domain.visits.decision import Direction
from kiosk.store.connection import open_memory_store
from kiosk.store.driver import Connection
from tests.support.store import AT, citizen, entry, meet

people = st.integers(1, 5)
scans = st.tuples(st.just("scan"), people, st.sampled_from(Direction))
corrections = st.tuples(st.just("correct"), st.integers(0, 30), st.sampled_from(Direction))
links = st.tuples(st.just("link"), people, people)


@given(st.lists(scans | scans | corrections | links, max_size=30))
def test_rebuilding_changes_nothing(acts: list[tuple[str, int, object]]) -> None:
    store = open_memory_store(ManualClock(AT))
    entries: list[tuple[str, str]] = []
    for act, first, second in acts:
        with store.transaction() as step:
            if act == "link":
                if first != second and isinstance(second, int):
                    pair = [meet(step, first).id, meet(step, second).id]
                    step.people.link(pair, "staff", "desk", AT)
                continue
            assert isinstance(second, Direction)
            if act == "scan":
                person, ref = meet(step, first).id, None
            elif entries:
                person, ref = entries[first % len(entries)]
            else:
                continue
            head = step.append(*entry(second, ref=ref), AT, person_id=person)
            entries.append((person, head.id))
    connection = store._connection
    kept = _tables(connection)
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
