"""The trail as pages and files read it: page by page, of one account or of all."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.base.clock import ManualClock
from kiosk.domain.desk.trail_queries import TRAIL_ROWS, ListTrail, TrailRows
from kiosk.domain.staff.roles import Role
from kiosk.domain.staff.trail import StaffDeed, TrailEntry
from kiosk.domain.venue import Policy
from kiosk.store.connection import open_store
from kiosk.store.queries import trail
from kiosk.store.queries.reader import Reader, open_reader
from kiosk.store.queries.staff import staff_reader
from tests.support.store import AT

LINES = TRAIL_ROWS + 5


@pytest.fixture
def accounts(tmp_path: Path) -> tuple[str, str]:
    """Two accounts; the first did everything but the last line, which was done to it."""
    store = open_store(tmp_path, tmp_path / "store.key", ManualClock(AT))
    with store.transaction() as tx:
        mai = tx.staff.add("Lê Thị Mai", Role.STAFF, "", AT).id
        head = tx.staff.add("Võ Thanh Hà", Role.ADMINISTRATOR, "", AT).id
        for number in range(LINES - 1):
            at = AT + timedelta(minutes=number)
            tx.trail.add(TrailEntry(StaffDeed.LOOKED_FOR, at, mai))
        last = AT + timedelta(hours=2)
        tx.trail.add(TrailEntry(StaffDeed.PIN_RESET, last, head, account_id=mai))
        tx.trail.add(TrailEntry(StaffDeed.RECOVERY_MADE, last, None, note="x"))
    store.close()
    return mai, head


@pytest.fixture
def reader(tmp_path: Path, accounts: tuple[str, str]) -> Iterator[Reader]:
    opened = open_reader(tmp_path, tmp_path / "store.key", ZoneInfo("Asia/Ho_Chi_Minh"))
    yield opened
    opened.close()


def ask(reader: Reader, query: ListTrail) -> TrailRows:
    return reader.answer(query, Policy(), AT)


def test_the_newest_come_first_and_the_rest_page_by_page(reader: Reader) -> None:
    first = ask(reader, ListTrail())
    assert (len(first.rows), first.has_more) == (TRAIL_ROWS, True)
    assert [row.deed for row in first.rows[:2]] == ["recovery_made", "pin_reset"]
    assert (first.rows[0].by, first.rows[0].by_name, first.rows[0].note) == ("", "", "x")
    assert (first.rows[1].by_name, first.rows[1].account_name) == ("Võ Thanh Hà", "Lê Thị Mai")
    rest = ask(reader, ListTrail(before=first.rows[-1].number))
    assert (len(rest.rows), rest.has_more) == (LINES + 1 - TRAIL_ROWS, False)
    numbers = [row.number for row in (*first.rows, *rest.rows)]
    assert numbers == sorted(numbers, reverse=True)


def test_of_one_account_stands_what_it_did_and_what_was_done_to_it(
    reader: Reader, accounts: tuple[str, str]
) -> None:
    mai, head = accounts
    assert [row.deed for row in ask(reader, ListTrail(head)).rows] == ["pin_reset"]
    first = ask(reader, ListTrail(mai))
    rest = ask(reader, ListTrail(mai, first.rows[-1].number))
    assert len(first.rows) + len(rest.rows) == LINES
    assert first.rows[0].deed == "pin_reset"


def test_a_file_has_its_lines_in_their_order_from_a_moment_on(
    tmp_path: Path, accounts: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trail, "_PAGE", 10)
    with staff_reader(tmp_path, tmp_path / "store.key") as reading:
        every = list(reading.trail(None))
        later = list(reading.trail(AT + timedelta(minutes=30)))
    assert len(every) == LINES + 1
    assert [row.number for row in every] == sorted(row.number for row in every)
    assert later == every[30:]
