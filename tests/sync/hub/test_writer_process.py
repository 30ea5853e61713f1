"""Batches stored by another process: the same letters and rows, and what happens when it ends."""

from __future__ import annotations

import asyncio
import json
import logging
import os
import signal
import socket
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import closing
from multiprocessing.connection import Connection
from pathlib import Path
from time import monotonic

import pytest
from sqlalchemy import Engine, event, func, select, text
from starlette.types import Message

from sync.hub.api.web import make_app
from sync.hub.db import tables
from sync.hub.db.engine import CONNECTIONS, migrate, open_engine, reading, state_of, writing
from sync.hub.db.feeds import Feeds
from sync.hub.db.items import Item
from sync.hub.hub import Hub
from sync.hub.identity import Identity
from sync.hub.ingest.batch_writer import BatchWriterGone, ThreadBatchWriter
from sync.hub.ingest.ingest import Ingest
from sync.hub.ingest.record_insertion import Inserted
from sync.hub.ingest.validation import validate
from sync.hub.ingest.writer_process import PAUSE_S, ProcessBatchWriter, _Child, _pack, keep_on
from sync.protocol.feeds import FeedName
from tests.support.hub_records import AT, Station, envelope

NOW_MS = int(AT.timestamp() * 1000)
TIMEOUT_S = 60


@pytest.fixture
def batch_writer(engine: Engine, database_url: str) -> Iterator[ProcessBatchWriter]:
    Identity.load_or_make(engine)
    started = ProcessBatchWriter(database_url, state_of(engine).wake_waiting)
    yield started
    started.close()


def take(ingest: Ingest, station: Station, lines: Sequence[bytes]) -> tuple[str, list[object]]:
    letters, details = ingest.take(station.sender, envelope(station.sender, lines), lines, AT)
    return "".join(letters), [(item.index, item.code, item.text) for item in details]


def everything(engine: Engine) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, but for what differs from hub to hub, and for the order in which
    the changes of one transaction stand in a feed."""
    with reading(engine) as connection:
        return {
            name: sorted(
                map(
                    tuple,
                    connection.execute(
                        select(*(column for column in table.c if column.name != "pos"))
                    ).all(),
                ),
                key=repr,
            )
            for name, table in tables.metadata.tables.items()
            if name != "hub"
        }


def batches(station: Station, other: Station) -> list[tuple[Station, list[bytes]]]:
    """Good and bad records, copies, foreign ones, other content, riddles, and links."""
    person, same = station.new_person(), other.new_person()
    first = [
        station.person(person, citizen="999000000001", phone="0900000001"),
        station.arrival(person, basis=None),
        station.record("riddle", {"a": {"b": 1}}),
        station.record("person", {"person": person}, v=99),
        station.departure(person),
        b"no record",
    ]
    second = [
        other.person(same, citizen="999000000001"),
        other.arrival(same),
        other.same_as(person, same),
    ]
    station.step_back(1)
    return [
        (station, first),
        (other, second),
        (other, first[:2]),
        (station, [*first[:2], station.arrival(None)]),
    ]


def test_the_statuses_and_the_rows_are_those_of_threads(
    engine: Engine, batch_writer: ProcessBatchWriter, tmp_path: Path
) -> None:
    alone = open_engine(f"sqlite:///{tmp_path / 'other' / 'hub.db'}")
    migrate(alone)
    Identity.load_or_make(alone)
    by_threads, by_process = Ingest(ThreadBatchWriter(alone)), Ingest(batch_writer)
    sent = batches(Station(1, gate="A"), Station(2, gate="B"))
    for station, lines in sent:
        assert take(by_process, station, lines) == take(by_threads, station, lines)
    assert everything(engine) == everything(alone)
    assert len(everything(engine)["records"]) == 8
    alone.dispose()


def test_content_nested_as_deep_as_it_comes_is_kept_raw(batch_writer: ProcessBatchWriter) -> None:
    """It must not end on the way from one process to the other."""
    station = Station()
    inner: dict[str, object] = {}
    for _ in range(150):
        inner = {"a": inner}
    assert take(Ingest(batch_writer), station, [station.record("riddle", inner)])[0] == "q"


def test_whoever_waits_for_a_feed_is_woken(
    engine: Engine, batch_writer: ProcessBatchWriter
) -> None:
    feeds = Feeds(engine, Identity.load_or_make(engine))
    station = Station()
    came = threading.Event()

    def wait() -> None:
        if feeds.wait_for_change(FeedName.PRESENCE, "venue-1", 0, TIMEOUT_S):
            came.set()

    waiting = threading.Thread(target=wait)
    waiting.start()
    take(Ingest(batch_writer), station, [station.arrival(station.new_person())])
    waiting.join(TIMEOUT_S)
    assert came.is_set()


def test_batches_of_a_venue_that_wait_are_stored_together(engine: Engine) -> None:
    Identity.load_or_make(engine)
    here = [Station(number, gate=f"G{number}") for number in range(3)]
    there = Station(9, venue="venue-2")
    mine, theirs = (_connection(end) for end in socket.socketpair())
    jobs = [here[0], there, here[1], here[2]]
    for number, station in enumerate(jobs):
        items = validate(station.sender, [station.arrival(station.new_person())], NOW_MS).items
        packed = _pack(station.sender.venue_id, items, NOW_MS)
        mine.send_bytes(number.to_bytes(8, "big") + packed)
    commits: list[object] = []
    event.listen(state_of(engine).writer or engine, "commit", commits.append)
    storing = threading.Thread(target=keep_on, args=(theirs, engine))
    storing.start()
    answers = [mine.recv(), mine.recv()]
    mine.close()
    storing.join(TIMEOUT_S)
    theirs.close()
    assert answers == [
        (True, [(0, ("s", [])), (2, ("s", [])), (3, ("s", []))]),
        (True, [(1, ("s", []))]),
    ]
    assert len(commits) == 2


def test_what_has_come_when_the_line_ends_is_stored(engine: Engine) -> None:
    Identity.load_or_make(engine)
    ours, end = socket.socketpair()
    mine, theirs = Connection(os.dup(ours.fileno())), _connection(end)
    for number, venue in enumerate(("venue-1", "venue-2")):
        station = Station(number, venue=venue)
        packed = _pack(
            venue, validate(station.sender, [station.arrival(None)], NOW_MS).items, NOW_MS
        )
        mine.send_bytes(number.to_bytes(8, "big") + packed)
    ours.shutdown(socket.SHUT_WR)
    keep_on(theirs, engine)
    theirs.close()
    assert [mine.recv()[1], mine.recv()[1]] == [[(0, ("s", []))], [(1, ("s", []))]]
    mine.close()
    ours.close()


def _connection(end: socket.socket) -> Connection:
    return Connection(end.detach())


def test_one_that_was_killed_is_started_again(
    engine: Engine, batch_writer: ProcessBatchWriter, caplog: pytest.LogCaptureFixture
) -> None:
    ingest, station = Ingest(batch_writer), Station()
    assert take(ingest, station, [station.arrival(None)])[0] == "s"
    child = batch_writer._child
    os.kill(child._process.pid, signal.SIGKILL)
    child._listener.join(TIMEOUT_S)
    with caplog.at_level(logging.ERROR):
        assert take(ingest, station, [station.arrival(None)])[0] == "s"
    assert [record.message for record in caplog.records] == ["writer process ended"]
    assert batch_writer._child is not child


def test_what_it_was_killed_over_is_not_acknowledged(
    engine: Engine, batch_writer: ProcessBatchWriter
) -> None:
    """The batch waits for the database when the process ends; sent again, it is stored."""
    ingest, station = Ingest(batch_writer), Station()
    take(ingest, station, [station.arrival(None)])
    line = station.arrival(None)
    failures: list[BaseException] = []

    def send() -> None:
        try:
            take(ingest, station, [line])
        except BatchWriterGone as error:
            failures.append(error)

    sending = threading.Thread(target=send)
    with writing(engine) as connection:
        connection.execute(select(tables.ledgers).with_for_update())
        sending.start()
        while not batch_writer._child._asked:
            pass
        os.kill(batch_writer._child._process.pid, signal.SIGKILL)
        sending.join(TIMEOUT_S)
    assert len(failures) == 1
    assert take(ingest, station, [line])[0] == "s"


def test_one_that_cannot_be_started_is_tried_again(
    batch_writer: ProcessBatchWriter, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    ingest, station = Ingest(batch_writer), Station()
    take(ingest, station, [station.arrival(None)])
    os.kill(batch_writer._child._process.pid, signal.SIGKILL)
    batch_writer._child._listener.join(TIMEOUT_S)
    with monkeypatch.context() as changed:
        changed.setattr(sys, "executable", str(tmp_path / "nothing here"))
        for _ in range(2):
            with pytest.raises(BatchWriterGone, match="FileNotFoundError"):
                take(ingest, station, [station.arrival(None)])
    assert take(ingest, station, [station.arrival(None)])[0] == "s"


def test_a_folder_of_the_same_name_misleads_nobody(
    engine: Engine, database_url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Where a hub is started from is no place that modules come from."""
    Identity.load_or_make(engine)
    (tmp_path / "sync").mkdir()
    (tmp_path / "sync" / "__init__.py").touch()
    monkeypatch.chdir(tmp_path)
    station = Station()
    with closing(ProcessBatchWriter(database_url, state_of(engine).wake_waiting)) as started:
        assert take(Ingest(started), station, [station.arrival(None)])[0] == "s"


def test_why_it_does_not_start_is_one_line_of_the_log(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    url = f"sqlite:///{tmp_path / 'hub.db'}"
    (tmp_path / "hub.db").write_bytes(b"of another key")
    station = Station()
    with closing(ProcessBatchWriter(url, lambda: None)) as started, pytest.raises(BatchWriterGone):
        take(Ingest(started), station, [station.arrival(None)])
    (line,) = capfd.readouterr().err.splitlines()
    written = json.loads(line)
    assert (written["logger"], written["error"]) == (
        "sync.hub.ingest.writer_process",
        "HubKeyFault",
    )


def test_a_database_that_fails_is_told(engine: Engine, batch_writer: ProcessBatchWriter) -> None:
    station = Station()
    with writing(engine) as connection:
        connection.execute(text("DROP TABLE ledger_days"))
        connection.execute(text("DROP TABLE ledgers"))
    with pytest.raises(BatchWriterGone, match="Error"):
        take(Ingest(batch_writer), station, [station.arrival(None)])


def test_a_stop_is_the_services_to_carry_out(engine: Engine, database_url: str) -> None:
    Identity.load_or_make(engine)
    child = _Child(database_url, state_of(engine).wake_waiting)
    station = Station()
    packed = _pack(
        "venue-1", validate(station.sender, [station.arrival(None)], NOW_MS).items, NOW_MS
    )
    assert child.ask(packed).result(TIMEOUT_S) == ("s", [])
    for number in (signal.SIGINT, signal.SIGTERM):
        os.kill(child._process.pid, number)
    packed = _pack(
        "venue-1", validate(station.sender, [station.arrival(None)], NOW_MS).items, NOW_MS
    )
    assert child.ask(packed).result(TIMEOUT_S) == ("s", [])
    assert child.close() == 0


def test_a_hub_closes_its_own(database: str | None, tmp_path: Path) -> None:
    hub = Hub.open(tmp_path, database, has_writer_process=True)
    station = Station()
    line = station.arrival(None)
    letters, _ = hub.ingest.take(station.sender, envelope(station.sender, [line]), [line], AT)
    assert "".join(letters) == "s"
    with reading(hub.engine) as connection:
        assert connection.execute(select(func.count()).select_from(tables.records)).scalar() == 1
    hub.close()
    with pytest.raises(BatchWriterGone):
        hub.ingest.take(station.sender, envelope(station.sender, [line]), [line], AT)


class _Hanging:
    """Stores nothing, and says so once it is closed."""

    def __init__(self) -> None:
        self.has_begun = threading.Event()
        self._is_closed = threading.Event()

    def store(self, venue_id: str, items: Sequence[Item], now_ms: int) -> Inserted | None:
        self.has_begun.set()
        assert self._is_closed.wait(TIMEOUT_S)
        raise BatchWriterGone("closed")

    def close(self) -> None:
        self._is_closed.set()


def test_a_stop_lets_go_of_a_writer_process_that_hangs(engine: Engine, tmp_path: Path) -> None:
    """However many batches wait for it: they hold every worker."""
    hanging = _Hanging()
    hub = Hub(engine, tmp_path, batch_writer=hanging)
    app = make_app(hub, "http://127.0.0.1:1")
    station = Station()
    lines = [station.arrival(None)]
    batch = station.sender, envelope(station.sender, lines), lines, AT

    async def live() -> list[object]:
        told: asyncio.Queue[Message] = asyncio.Queue()
        has_started = asyncio.Event()

        async def send(_message: Message) -> None:
            has_started.set()

        life = asyncio.create_task(app({"type": "lifespan"}, told.get, send))
        told.put_nowait({"type": "lifespan.startup"})
        await asyncio.wait_for(has_started.wait(), TIMEOUT_S)
        waiting = [
            asyncio.create_task(app._workers.run(hub.ingest.take, *batch))
            for _ in range(CONNECTIONS)
        ]
        assert await asyncio.to_thread(hanging.has_begun.wait, TIMEOUT_S)
        told.put_nowait({"type": "lifespan.shutdown"})
        _, unfinished = await asyncio.wait({life}, timeout=10)
        hanging.close()
        assert not unfinished
        return list(await asyncio.gather(*waiting, return_exceptions=True))

    assert [type(end) for end in asyncio.run(live())] == [BatchWriterGone] * CONNECTIONS
    hub.close()


def test_one_that_hangs_is_killed(engine: Engine, database_url: str) -> None:
    Identity.load_or_make(engine)
    batch_writer = ProcessBatchWriter(database_url, state_of(engine).wake_waiting, answer_s=1.0)
    child, station = batch_writer._child, Station()
    os.kill(child._process.pid, signal.SIGSTOP)
    try:
        with pytest.raises(BatchWriterGone, match="hangs"):
            take(Ingest(batch_writer), station, [station.arrival(None)])
        child._listener.join(TIMEOUT_S)
        assert child.close() == -signal.SIGKILL
    finally:
        batch_writer.close()


def test_one_that_cannot_start_is_not_started_again_and_again(
    engine: Engine, caplog: pytest.LogCaptureFixture
) -> None:
    batch_writer = ProcessBatchWriter("mysql://nowhere/hub", state_of(engine).wake_waiting)
    child, station = batch_writer._child, Station()
    child._listener.join(TIMEOUT_S)
    # However long that took, it began just now.
    child.began_at = monotonic()
    try:
        for _ in range(3):
            with pytest.raises(BatchWriterGone, match="does not start"):
                take(Ingest(batch_writer), station, [station.arrival(None)])
        assert batch_writer._child is child
        child.began_at -= PAUSE_S
        with caplog.at_level(logging.ERROR), pytest.raises(BatchWriterGone, match="ended"):
            take(Ingest(batch_writer), station, [station.arrival(None)])
        assert batch_writer._child is not child
    finally:
        batch_writer.close()
