"""The reading connection and its thread: nothing is written, what runs can be given up."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.base.errors import StorageFault, StorageFaultKind
from kiosk.bench.sample import fill_with_samples
from kiosk.domain.desk.queries import ListDay, PersonRow, Search
from kiosk.domain.venue import Policy
from kiosk.store.driver import Interrupted
from kiosk.store.key import load_key
from kiosk.store.queries.reader import Reader, open_reader
from kiosk.store.queries.thread import ReaderThread
from kiosk.store.stamp import StationStamp
from kiosk.store.store import SqliteStore
from tests.support.store import AT, damage_page, open_in, scan

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


def _search(reader: Reader, text: str) -> tuple[PersonRow, ...]:
    return reader.answer(Search(text), Policy(), AT).people


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
    assert _search(reader, "a")
    reader.close()


def test_a_backup_beside_the_writer(store: SqliteStore, reader: Reader, tmp_path: Path) -> None:
    scan(store, 1)
    reader.backup(tmp_path / "nightly.db")
    assert scan(store, 2).seq == 6
    copy = Reader(tmp_path / "nightly.db", load_key(tmp_path / "store.key"), ZONE)
    assert len(copy.answer(ListDay(), Policy(), AT).rows) == 1
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
    assert len(thread.ask(lambda reader: _search(reader, "huong")).result(PATIENCE_S)) == 1
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
    assert thread.ask(lambda reader: len(_search(reader, "c"))).result(PATIENCE_S) == 1
    assert thread.stop(PATIENCE_S)


def test_a_database_that_does_not_open_is_the_querys_fault_and_tried_again(tmp_path: Path) -> None:
    thread = ReaderThread(lambda: open_reader(tmp_path, tmp_path / "store.key", ZONE))
    with pytest.raises(StorageFault):
        thread.ask(Reader.quick_check).result(PATIENCE_S)
    open_in(tmp_path).close()
    assert thread.ask(Reader.quick_check).result(PATIENCE_S)
    assert thread.stop(PATIENCE_S)
