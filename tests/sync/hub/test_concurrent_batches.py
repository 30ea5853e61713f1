"""Batches that come at once: stored together, each with its own answer; on both databases."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence

import pytest
from sqlalchemy import Engine, event, select
from sqlalchemy.exc import OperationalError

from sync.hub.db import tables
from sync.hub.db.engine import reading
from sync.hub.db.sender import Sender
from sync.hub.ingest.batch_writer import TOGETHER, ThreadBatchWriter
from sync.hub.ingest.ingest import Ingest
from sync.hub.ingest.ingest_transaction import store
from sync.hub.ingest.validation import validate
from sync.hub.people.duplicate_entries import DOUBLE, list_flags
from sync.protocol.envelope import RecordStatus
from sync.protocol.records import Record, hash_header, parse_body, parse_line
from tests.support.hub_batches import count, day, poison_record, stored_lines, take, writer_of
from tests.support.hub_records import AT, Station

THREAD_S = 60


def in_threads(*jobs: object) -> None:
    """Run all at once; what one raises comes out here."""
    failures: list[BaseException] = []
    barrier = threading.Barrier(len(jobs))

    def run(job: object) -> None:
        try:
            barrier.wait(THREAD_S)
            job()  # type: ignore[operator]
        except BaseException as error:  # noqa: BLE001
            failures.append(error)

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(THREAD_S)
    assert not any(thread.is_alive() for thread in threads)
    if failures:
        raise failures[0]


@pytest.mark.fault("S18")
@pytest.mark.parametrize("is_moved", [False, True])
def test_batches_that_begin_a_ledger_with_each_record_are_stored_together(
    engine: Engine, ingest: Ingest, is_moved: bool
) -> None:
    """As many as one transaction takes: a condition for each ledger was too much for SQLite, and
    whoever's batch stood beside them was not stored either."""
    stations = [Station(number) for number in range(TOGETHER)]
    sender = stations[0].sender
    first = [parse_line(station.arrival(None)) for station in stations]
    lines = [record.to_line() for record in first]
    assert stored(engine, sender, lines) == {RecordStatus.STORED}
    if is_moved:
        anew = Station(TOGETHER)
        lines = [
            anew.record("arrival", parse_body(record.body) | {"moved": moved_from(record)}, v=2)
            for record in first
        ]
        assert stored(engine, sender, lines) == {RecordStatus.STORED}
        assert count(
            engine, select(tables.records).where(tables.records.c.is_repeat).subquery()
        ) == len(first)
    else:
        assert stored(engine, sender, lines) == {RecordStatus.DUPLICATE}


def stored(engine: Engine, sender: Sender, lines: Sequence[bytes]) -> set[RecordStatus]:
    """What becomes of these lines in one transaction."""
    now_ms = int(AT.timestamp() * 1000)
    items = validate(sender, lines, now_ms).items
    kept = store(engine, sender.venue_id, items, now_ms)
    assert kept is not None
    assert len(kept.statuses) == len(lines)
    return set(kept.statuses.values())


def moved_from(record: Record) -> dict[str, object]:
    """The member that names a record's first place."""
    header = record.header
    return {
        "ledger": header.ledger,
        "seq": header.seq,
        "sha": hash_header(header.to_bytes()),
    }


def test_one_batch_ten_times_from_two_threads_leaves_one_row_each(
    engine: Engine, ingest: Ingest
) -> None:
    station = Station()
    lines = [line for _ in range(5) for line in day(station)]
    seen: list[str] = []

    def send(batch: list[bytes]) -> None:
        for turn in range(5):
            seen.append(take(ingest, station.sender, batch[turn:] + batch[:turn]))

    in_threads(lambda: send(lines), lambda: send(lines[::-1]))
    assert stored_lines(engine) == lines
    letters = "".join(seen)
    assert letters.count("s") == len(lines)
    assert set(letters) == {"s", "d"}


def test_several_devices_at_once(engine: Engine, ingest: Ingest) -> None:
    """They meet the same persons, so that links, presence and feeds are fought over."""
    stations = [Station(number, gate=f"G{number}") for number in range(1, 7)]

    def send(station: Station) -> None:
        for turn in range(6):
            person = station.new_person()
            lines = [
                station.person(person, citizen=f"99900000000{turn}"),
                station.arrival(person),
                station.departure(person),
            ]
            assert take(ingest, station.sender, lines) == "sss"

    in_threads(*(lambda station=station: send(station) for station in stations))
    assert count(engine, tables.records) == 6 * 6 * 3
    with reading(engine) as connection:
        roots = connection.execute(select(tables.people.c.root).distinct()).scalars().all()
    assert len(roots) == 6


class _Held:
    """The first commit waits until a number of batches queue behind it."""

    def __init__(self, engine: Engine, batch_writer: ThreadBatchWriter, behind: int) -> None:
        self.commits = 0
        self.error: Exception | None = None
        """Raised by the commits after the first."""
        self._behind = behind
        self._began = threading.Event()
        self._batch_writer = batch_writer
        event.listen(writer_of(engine), "commit", self._commit)

    def after_it_began(self, job: Callable[[], object]) -> Callable[[], None]:
        """The job, to be run once the first batch holds the database."""

        def run() -> None:
            assert self._began.wait(THREAD_S)
            job()

        return run

    def _commit(self, _connection: object) -> None:
        self.commits += 1
        if self.commits == 1:
            self._began.set()
            queue = self._batch_writer.queue("venue-1")
            with queue.turn:
                assert queue.turn.wait_for(lambda: len(queue.waiting) == self._behind, THREAD_S)
        elif self.error is not None:
            raise self.error


def test_batches_that_wait_are_stored_together(
    engine: Engine, batch_writer: ThreadBatchWriter, ingest: Ingest
) -> None:
    """And each has its own answer: a copy, a foreign ledger, a poison record, a good one."""
    one, two, three = Station(1, gate="A"), Station(2, gate="B"), Station(3, gate="C")
    held = _Held(engine, batch_writer, behind=4)
    first, second, third = day(one), day(two), day(three)
    poison = poison_record("bad body", three)
    letters: dict[str, str] = {}

    def send(name: str, sender: Sender, lines: Sequence[bytes]) -> Callable[[], None]:
        def run() -> None:
            letters[name] = take(ingest, sender, lines)

        return run if name == "first" else held.after_it_began(run)

    in_threads(
        send("first", one.sender, first),
        send("copy", one.sender, first),
        send("foreign", three.sender, first[:1]),
        send("second", two.sender, second),
        send("third", three.sender, [third[0], poison, *third[1:]]),
    )
    assert held.commits == 2
    assert letters == {
        "first": "s" * len(first),
        "copy": "d" * len(first),
        # The hub has it to the byte, whoever brings it.
        "foreign": "d",
        "second": "s" * len(second),
        "third": "sr" + "s" * (len(third) - 1),
    }
    assert stored_lines(engine) == [*first, *second, *third]


def test_doubles_are_told_of_batches_that_were_stored_together(
    engine: Engine, batch_writer: ThreadBatchWriter, ingest: Ingest
) -> None:
    """As are two entries of one person at one gate, which are none."""
    first, a, b = Station(1, gate="A"), Station(2, gate="B"), Station(3, gate="C")
    held = _Held(engine, batch_writer, behind=2)
    person, other = a.new_person(), a.new_person()

    def send(station: Station, *lines: bytes) -> Callable[[], None]:
        return held.after_it_began(lambda: take(ingest, station.sender, lines))

    in_threads(
        lambda: take(ingest, first.sender, day(first)),
        send(a, a.arrival(person), a.arrival(other), a.departure(other), a.arrival(other)),
        send(b, b.arrival(person), b.arrival(None)),
    )
    assert held.commits == 2
    (flag,) = list_flags(engine)
    assert (flag.kind, flag.person) == (DOUBLE, person)


def test_a_database_that_fails_fails_every_batch_that_waited(
    engine: Engine, batch_writer: ThreadBatchWriter, ingest: Ingest
) -> None:
    one, two, three = (Station(number) for number in (1, 2, 3))
    held = _Held(engine, batch_writer, behind=2)
    held.error = OperationalError("COMMIT", None, Exception("disk full"))
    first = day(one)
    failed: list[str] = []

    def send(station: Station) -> None:
        with pytest.raises(OperationalError):
            take(ingest, station.sender, day(station))
        failed.append(station.sender.device_id)

    in_threads(
        lambda: take(ingest, one.sender, first),
        held.after_it_began(lambda: send(two)),
        held.after_it_began(lambda: send(three)),
    )
    assert sorted(failed) == ["device-2", "device-3"]
    held.error = None
    assert stored_lines(engine) == first
    assert take(ingest, one.sender, first) == "d" * len(first)
