"""Who stays until discharged: at every gate, in their newest state, and when staff looked last."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.domain.desk.stays import ListStays, ReviewStays, Stays, StaysReviewed
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.staff.trail import StaffDeed, TrailEntry
from kiosk.domain.visits.decision import Direction
from kiosk.store.queries.reader import Reader, open_reader
from kiosk.store.store import SqliteStore
from tests.support.desk import STAFF, make_rig
from tests.support.desk_rows import OPEN, ZONE, record
from tests.support.store import AT, meet, open_in, scan

DAY = timedelta(days=1)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SqliteStore]:
    opened = open_in(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def reader(store: SqliteStore, tmp_path: Path) -> Iterator[Reader]:
    opened = open_reader(tmp_path, tmp_path / "store.key", ZONE)
    yield opened
    opened.close()


def comes_as(store: SqliteStore, number: int, kind: VisitorKind, days: int) -> str:
    """Somebody arrived so many days ago."""
    at = AT - days * DAY
    scan(store, number, at=at)
    with store.transaction() as tx:
        person = meet(tx, number)
        tx.people.update(replace(person, visitor=kind), at)
    return person.id


def ask(reader: Reader) -> Stays:
    return reader.answer(ListStays(), OPEN, AT)


def test_inpatients_and_carers_who_did_not_leave_whoever_came_first_first(
    store: SqliteStore, reader: Reader
) -> None:
    newest = comes_as(store, 1, VisitorKind.CARER, 0)
    first = comes_as(store, 2, VisitorKind.INPATIENT, 40)
    comes_as(store, 3, VisitorKind.STAFF, 0)
    comes_as(store, 4, VisitorKind.VISITOR, 0)
    gone = comes_as(store, 5, VisitorKind.INPATIENT, 3)
    with store.transaction() as tx:
        person = tx.people.get(gone)
    record(store, person, AT - DAY, Direction.DEPARTURE)
    answer = ask(reader)
    assert [(row.person_id, row.kind, row.nights) for row in answer.rows] == [
        (first, VisitorKind.INPATIENT, 40),
        (newest, VisitorKind.CARER, 0),
    ]
    assert gone not in {row.person_id for row in answer.rows}
    assert (answer.rows[0].since, answer.reviewed, answer.is_due) == (AT - 40 * DAY, None, True)
    assert answer.rows[0].full_name


def test_when_staff_looked_last_by_the_venues_days(store: SqliteStore, reader: Reader) -> None:
    comes_as(store, 1, VisitorKind.INPATIENT, 2)
    with store.transaction() as tx:
        tx.trail.add(TrailEntry(StaffDeed.STAYS_REVIEWED, AT - DAY, "staff-1", note="1"))
    answer = ask(reader)
    assert (answer.reviewed, answer.is_due) == (answer.today - DAY, True)
    with store.transaction() as tx:
        tx.trail.add(TrailEntry(StaffDeed.STAYS_REVIEWED, AT, "staff-1", note="1"))
        tx.trail.add(TrailEntry(StaffDeed.LOOKED_FOR, AT, "staff-1"))
    answer = ask(reader)
    assert (answer.reviewed, answer.is_due) == (answer.today, False)


def test_it_is_read_by_indexes(store: SqliteStore) -> None:
    plan = store.connection.execute(
        "EXPLAIN QUERY PLAN SELECT at FROM staff_trail INDEXED BY staff_trail_stays"
        " WHERE deed = 'stays_reviewed' ORDER BY number DESC LIMIT 1"
    ).fetchall()
    assert "staff_trail_stays" in str(plan)
    assert "TEMP B-TREE" not in str(plan)


def test_that_staff_looked_stands_in_the_trail() -> None:
    rig = make_rig()
    assert rig.act(ReviewStays(3)) == StaysReviewed()
    rows = rig.store.connection.execute("SELECT deed, by, note FROM staff_trail").fetchall()
    assert rows == [("stays_reviewed", STAFF, "3")]
