"""Lists, counts and search on the reading connection."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.base.errors import StorageFault, StorageFaultKind
from kiosk.bench.sample import fill_with_samples
from kiosk.domain.people.person import Birth, Identifier, IdentifierKind
from kiosk.domain.visits.decision import Direction
from kiosk.store.driver import Interrupted
from kiosk.store.key import load_key
from kiosk.store.queries.reader import Reader, open_reader
from kiosk.store.queries.thread import ReaderThread
from kiosk.store.stamp import StationStamp
from kiosk.store.store import SqliteStore
from tests.support.store import AT, citizen, damage_page, details, entry, meet, open_in, scan

ZONE = StationStamp().time_zone
PATIENCE_S = 30.0
ENDLESS = (
    "WITH RECURSIVE n (x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n)"
    " SELECT count(*) FROM n, people"
)


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


def test_entries_page_newest_first(store: SqliteStore, reader: Reader) -> None:
    heads = [scan(store, number) for number in range(7)]
    seen, before = [], None
    while page := reader.recent_entries(3, before):
        seen += [row.entry_id for row in page]
        before = page[-1].pos
    assert seen == [head.id for head in reversed(heads)]
    row = reader.recent_entries(1)[0]
    assert (row.full_name, row.birth, row.direction, row.at) == (
        "Chamaléa Thị Hương",
        "1990-01-02",
        Direction.ARRIVAL,
        AT,
    )


def test_a_corrected_entry_is_replaced_in_list_and_counts(
    store: SqliteStore, reader: Reader
) -> None:
    wrong = scan(store, 1)
    with store.transaction() as step:
        person = meet(step, 1)
        body = entry(Direction.DEPARTURE, ref=wrong.id)
        right = step.append(*body, AT + timedelta(days=1), person_id=person.id)
        step.append(*entry(), AT)
    rows = reader.recent_entries(10)
    assert [(row.entry_id == right.id, row.is_correction, row.full_name) for row in rows] == [
        (False, False, ""),
        (True, True, "Chamaléa Thị Hương"),
    ]
    counts = reader.count_day(date(2026, 7, 1))
    assert (counts.arrivals, counts.departures) == (1, 1)


def test_a_day_is_the_venues(store: SqliteStore, reader: Reader) -> None:
    last_of_june = AT.replace(month=6, day=30, hour=16, minute=59)
    scan(store, 1, at=last_of_june)
    scan(store, 2, at=last_of_june + timedelta(minutes=1))
    scan(store, 2, Direction.DEPARTURE, at=last_of_june + timedelta(hours=20))
    with store.transaction() as step:
        step.count("already_recorded")
    june, july = reader.count_day(date(2026, 6, 30)), reader.count_day(date(2026, 7, 1))
    assert (june.arrivals, june.departures, dict(june.counters)) == (1, 0, {})
    assert (july.arrivals, july.departures) == (1, 1)
    assert dict(july.counters) == {"already_recorded": 1}


def test_who_is_inside_by_stay(store: SqliteStore, reader: Reader) -> None:
    for number in range(5):
        scan(store, number, at=AT + timedelta(minutes=number // 2))
    scan(store, 3, Direction.DEPARTURE)
    early = AT - timedelta(hours=1)
    assert reader.count_inside(early) == 4
    pages, after = [], None
    while page := reader.inside(early, 2, after):
        pages.append([row.since for row in page])
        after = page[-1]
    minute = timedelta(minutes=1)
    assert pages == [[AT, AT], [AT + minute, AT + 2 * minute]]
    assert reader.count_inside(AT + minute) == 2
    assert [row.since for row in reader.inside(AT + minute, 9)] == [AT + minute, AT + 2 * minute]


def test_search_finds_names_numbers_and_phones(store: SqliteStore, reader: Reader) -> None:
    phone = Identifier(IdentifierKind.PHONE, "+84900000001")
    with store.transaction() as step:
        one = step.people.add(details("Chamaléa Thị Hương"), AT)
        two = step.people.add(details("Nguyễn Văn Hương", Birth(1950)), AT)
        odd = step.people.add(details("100% _O'Connor"), AT)
        step.people.tie(one.id, citizen(4), "card", AT)
        step.people.tie(one.id, phone, "desk", AT)
        step.people.tie(two.id, phone, "desk", AT)
    assert reader.search("huong", 9) == [one, two]
    assert reader.search("HƯƠNG thi", 9) == [one]
    assert reader.search("hương", 1) == [one]
    assert reader.search("o'connor", 9) == [odd]
    assert reader.search("%", 9) == [odd]
    assert reader.search("_", 9) == [odd]
    assert reader.search("\\", 9) == []
    assert reader.search("  ", 9) == []
    for written in ("0900 000 001", "+84900000001", "84 900000001"):
        assert reader.search(written, 9) == [one, two]
    assert reader.search("999000000004", 9) == [one]
    assert reader.search("999000000005", 9) == []
    with store.transaction() as step:
        step.people.link([one.id, two.id], "staff", "desk", AT)
    assert reader.search("van huong", 9) == [one]


def test_a_reader_cannot_write(reader: Reader) -> None:
    with pytest.raises(StorageFault) as caught:
        reader._query("DELETE FROM entries RETURNING pos")
    assert caught.value.kind is StorageFaultKind.READ_ONLY


def test_a_running_search_can_be_cancelled(tmp_path: Path) -> None:
    open_in(tmp_path).close()
    fill_with_samples(tmp_path / "store.db", load_key(tmp_path / "store.key"), 300, 0, 1)
    reader = open_reader(tmp_path, tmp_path / "store.key", ZONE)
    ended = threading.Event()

    def run() -> None:
        with pytest.raises(Interrupted):
            reader._query(ENDLESS)
        ended.set()

    thread = threading.Thread(target=run)
    thread.start()
    # Cancelling before the query has begun does nothing, so it is repeated.
    while not ended.wait(0.01):
        reader.cancel()
    thread.join(10)
    assert len(reader.search("a", 3)) == 3
    reader.close()


def test_a_backup_beside_the_writer(store: SqliteStore, reader: Reader, tmp_path: Path) -> None:
    scan(store, 1)
    reader.backup(tmp_path / "nightly.db")
    assert scan(store, 2).seq == 6
    copy = Reader(tmp_path / "nightly.db", load_key(tmp_path / "store.key"), ZONE)
    assert len(copy.recent_entries(9)) == 1
    copy.close()


def test_the_quick_check_passes_on_a_sound_database(reader: Reader, tmp_path: Path) -> None:
    assert reader.quick_check()
    assert not (tmp_path / "store.suspect").exists()


@pytest.mark.parametrize("table", ["people_name", "people", "print_jobs_code", "bodies"])
def test_damage_found_by_the_quick_check_is_set_aside_at_the_next_start(
    tmp_path: Path, table: str
) -> None:
    store = open_in(tmp_path)
    for number in range(30):
        scan(store, number)
    store.close()
    damage_page(tmp_path, table)
    running = open_in(tmp_path)
    assert running.set_aside is None
    reader = open_reader(tmp_path, tmp_path / "store.key", ZONE)
    assert not reader.quick_check()
    reader.close()
    running.close()
    restarted = open_in(tmp_path)
    assert restarted.set_aside is not None
    assert not (tmp_path / "store.suspect").exists()
    restarted.close()


def test_a_mark_without_damage_is_lifted(tmp_path: Path) -> None:
    store = open_in(tmp_path)
    scan(store, 1)
    store.close()
    (tmp_path / "store.suspect").touch()
    again = open_in(tmp_path)
    assert again.set_aside is None
    assert not (tmp_path / "store.suspect").exists()
    again.close()


def test_the_reader_thread_opens_with_its_first_query(store: SqliteStore, tmp_path: Path) -> None:
    scan(store, 1)
    opened: list[str] = []

    def open_here() -> Reader:
        opened.append(threading.current_thread().name)
        return open_reader(tmp_path, tmp_path / "store.key", ZONE)

    thread = ReaderThread(open_here)
    assert thread.stop(0.0)
    assert opened == []
    thread = ReaderThread(open_here)
    assert len(thread.ask(lambda reader: reader.recent_entries(9)).result(PATIENCE_S)) == 1
    assert thread.ask(Reader.quick_check).result(PATIENCE_S)
    assert opened == ["reader"]
    assert thread.stop(PATIENCE_S)


def test_a_query_given_up_makes_room_for_the_next(store: SqliteStore, tmp_path: Path) -> None:
    scan(store, 1)
    thread = ReaderThread(lambda: open_reader(tmp_path, tmp_path / "store.key", ZONE))
    begun = threading.Event()

    def endless(reader: Reader) -> object:
        begun.set()
        return reader._query(ENDLESS)

    given_up = thread.ask(endless)
    assert begun.wait(PATIENCE_S)
    given_up.cancel()
    assert thread.ask(lambda reader: len(reader.search("a", 3))).result(PATIENCE_S) == 1
    assert thread.stop(PATIENCE_S)


def test_a_database_that_does_not_open_is_the_querys_fault_and_tried_again(tmp_path: Path) -> None:
    thread = ReaderThread(lambda: open_reader(tmp_path, tmp_path / "store.key", ZONE))
    with pytest.raises(StorageFault):
        thread.ask(Reader.quick_check).result(PATIENCE_S)
    open_in(tmp_path).close()
    assert thread.ask(Reader.quick_check).result(PATIENCE_S)
    assert thread.stop(PATIENCE_S)
