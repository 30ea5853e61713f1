"""The numbers of a shift: since its account signed in, and what is open at its end."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.domain.reports.shift import CountShift, Shift, ShiftCounts
from kiosk.domain.staff.roles import Role
from kiosk.domain.staff.trail import StaffDeed, TrailEntry
from kiosk.domain.visits.decision import Direction, PrintState
from kiosk.store.queries.reader import Reader, open_reader
from kiosk.store.store import SqliteStore
from tests.support.declarations import a_declaration
from tests.support.desk_rows import HOUR, MINUTE, OPEN, ZONE, add, record
from tests.support.store import AT, entry, open_in, raw, scan, slip

NOTHING = ShiftCounts(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (), 0, 0)
BEGUN = AT - HOUR


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


def shift_of(reader: Reader, staff: str = "staff-1") -> Shift:
    return reader.answer(CountShift(staff), OPEN, AT)


def test_of_nobody_it_is_the_venues_day(reader: Reader) -> None:
    midnight = AT.astimezone(ZONE).replace(hour=0, minute=0)
    assert shift_of(reader) == Shift(midnight, "", NOTHING)


def test_a_shift_counts_since_its_account_signed_in(store: SqliteStore, reader: Reader) -> None:
    with store.transaction() as step:
        account = step.staff.add("Lê Thị Mai", Role.STAFF, "no pin", BEGUN)
        for at in (BEGUN - 9 * HOUR, BEGUN):
            step.trail.add(TrailEntry(StaffDeed.SIGNED_IN, at, account.id))
        step.trail.add(TrailEntry(StaffDeed.SIGNED_IN, AT, "somebody-else"))
        step.trail.add(TrailEntry(StaffDeed.SLIP_REPRINTED, BEGUN - MINUTE, account.id))
        step.trail.add(TrailEntry(StaffDeed.SLIP_REPRINTED, AT, account.id))
    scan(store, 1, at=BEGUN - MINUTE)
    for number in range(2, 6):
        scan(store, number, at=BEGUN + number * MINUTE)
    scan(store, 2, Direction.DEPARTURE, AT - MINUTE)
    typed = add(store, "Lê Một")
    record(store, typed, AT, method="typed")
    record(store, None, AT, emergency="open")
    with store.transaction() as step:
        case = step.append("support", {"reason": "no_code", "lane": "gate", "gate": "A"}, AT)
        step.append("support", {"reason": "no_code", "lane": "gate", "gate": "A"}, AT)
        step.append("support_closed", {"ref": case.id, "outcome": "left"}, AT)
        for body in (a_declaration(), {**a_declaration(), "how": "self"}):
            step.append("declaration", body, AT, person_id=typed.id)
    assert shift_of(reader, account.id) == Shift(
        BEGUN,
        "Lê Thị Mai",
        ShiftCounts(
            scans=8,
            arrivals=6,
            departures=1,
            inside=5,
            declared_for=1,
            emergencies=1,
            slips_printed=0,
            slips_reprinted=1,
            slips_unknown=0,
            unsent=8,
            rejected=0,
            missing_numbers=(),
            open_cases=1,
            incomplete=1,
        ),
    )


def test_slips_are_counted_by_what_became_of_them(store: SqliteStore, reader: Reader) -> None:
    states = (PrintState.PRINTED, PrintState.PRINTED, PrintState.UNKNOWN, PrintState.FAILED)
    for number, state in enumerate(states):
        with store.transaction() as step:
            head = step.append(*entry(), AT - HOUR)
            job = step.prints.add(head.id, slip(number + 1), "vi")
            step.prints.set_state(job, state, AT)
    counts = shift_of(reader).counts
    assert (counts.slips_printed, counts.slips_unknown) == (2, 1)


def test_what_the_hub_gave_back_and_what_is_missing(
    store: SqliteStore, reader: Reader, tmp_path: Path
) -> None:
    heads = [scan(store, number) for number in range(5)]
    connection = raw(tmp_path)
    try:
        connection.execute(
            "UPDATE outbox SET state = 'dead' WHERE pos = (SELECT pos FROM records WHERE id = ?)",
            (heads[0].id,),
        )
        connection.execute("PRAGMA foreign_keys = OFF")
        gone = (heads[1].seq, heads[2].seq, heads[4].seq - 1)
        for table in ("bodies", "entries", "print_jobs"):
            connection.execute(f"DROP TRIGGER IF EXISTS {table}_stay")
        for (trigger,) in connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'records'"
        ).fetchall():
            connection.execute(f"DROP TRIGGER {trigger}")
        connection.execute(f"DELETE FROM records WHERE seq IN ({', '.join(map(str, gone))})")
        connection.commit()
    finally:
        connection.close()
    counts = shift_of(reader).counts
    assert (counts.rejected, counts.missing_numbers) == (1, tuple(sorted(set(gone))))
