"""Batches come in: letters, ownership, poison, copies; on both databases."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Sequence

import pytest
from sqlalchemy import Engine, event, func, select
from sqlalchemy.exc import OperationalError

from sync.hub.db import tables
from sync.hub.db.engine import reading, state_of
from sync.hub.db.sender import Sender
from sync.hub.identity import Identity
from sync.hub.ingest.batch_writer import ThreadBatchWriter
from sync.hub.ingest.ingest import Ingest
from sync.hub.ingest.quarantine import list_quarantined, list_variants, release
from sync.hub.people.duplicate_entries import DOUBLE, list_flags
from sync.protocol.canonical import canonical_bytes
from sync.protocol.records import join_line
from tests.support.hub_records import AT, Station, envelope

THREAD_S = 60


@pytest.fixture
def keeper(engine: Engine) -> ThreadBatchWriter:
    Identity.load_or_make(engine)
    return ThreadBatchWriter(engine)


@pytest.fixture
def ingest(keeper: ThreadBatchWriter) -> Ingest:
    return Ingest(keeper)


def take(ingest: Ingest, sender: Sender, lines: Sequence[bytes]) -> str:
    """The letters of one batch."""
    letters, _ = ingest.take(sender, envelope(sender, lines), lines, AT)
    return "".join(letters)


def stored_lines(engine: Engine) -> list[bytes]:
    """Every record as the hub would hand it out, in the order of the ledgers."""
    records = tables.records
    with reading(engine) as connection:
        rows = connection.execute(select(records).order_by(records.c.ledger, records.c.seq)).all()
    return [join_line(row.header, row.salt, row.body) for row in rows]


def count(engine: Engine, table: object) -> int:
    with reading(engine) as connection:
        found: int = connection.execute(select(func.count()).select_from(table)).scalar_one()  # type: ignore[arg-type]
    return found


def writer_of(engine: Engine) -> Engine:
    """Where transactions that write come from."""
    return state_of(engine).writer or engine


def everything(engine: Engine) -> dict[str, int]:
    return {name: count(engine, table) for name, table in tables.metadata.tables.items()}


def day(station: Station) -> list[bytes]:
    """A person and some comings and goings."""
    person = station.new_person()
    return [
        station.person(person, citizen="999000000001"),
        station.arrival(person),
        station.departure(person),
        station.arrival(None),
    ]


def test_new_records_are_stored_byte_for_byte(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    lines = day(station)
    assert take(ingest, station.sender, lines) == "ssss"
    assert stored_lines(engine) == lines


def test_a_batch_without_records_is_answered(ingest: Ingest) -> None:
    assert take(ingest, Station().sender, []) == ""


def test_the_same_again_is_a_duplicate_and_changes_nothing(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    lines = day(station)
    take(ingest, station.sender, lines)
    before = everything(engine)
    assert take(ingest, station.sender, lines) == "dddd"
    assert take(ingest, station.sender, [lines[2], lines[0]]) == "dd"
    assert everything(engine) == before


def test_the_same_twice_in_one_batch(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    line = station.arrival(None)
    assert take(ingest, station.sender, [line, line]) == "sd"
    assert stored_lines(engine) == [line]


def test_answering_duplicate_is_a_writing_transaction(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    lines = day(station)
    take(ingest, station.sender, lines)
    written: list[str] = []

    @event.listens_for(writer_of(engine), "after_cursor_execute")
    def note(_c: object, _k: object, sql: str, *_: object) -> None:
        if sql.startswith("UPDATE"):
            written.append(sql.split()[1])

    assert take(ingest, station.sender, lines) == "dddd"
    assert written == ["ledgers"]


def test_other_content_for_an_id_is_a_conflict_and_both_stay(
    engine: Engine, ingest: Ingest, caplog: pytest.LogCaptureFixture
) -> None:
    station = Station()
    first = station.arrival(None)
    record_id = json.loads(first)["id"]
    take(ingest, station.sender, [first])
    station.step_back(1)
    variant = station.record("refusal", json.loads(REFUSAL), record_id=record_id)
    after = station.arrival(None)
    with caplog.at_level(logging.ERROR):
        assert take(ingest, station.sender, [variant, after]) == "cs"
        assert take(ingest, station.sender, [variant]) == "c"
    assert record_id in caplog.text
    assert stored_lines(engine) == [first, after]
    assert [row.line for row in list_variants(engine)] == [variant]


REFUSAL = (
    '{"credential":"unknown","gate":"A","lane":"gate","method":"camera","reason":"wrong_code"}'
)


def test_another_record_in_a_taken_place_is_a_conflict(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    take(ingest, station.sender, [station.arrival(None)])
    station.step_back(1)
    assert take(ingest, station.sender, [station.arrival(None), station.arrival(None)]) == "cs"
    assert count(engine, tables.records) == 2


def test_an_id_of_another_ledger_is_a_conflict(engine: Engine, ingest: Ingest) -> None:
    one, other = Station(1), Station(2)
    line = one.arrival(None)
    take(ingest, one.sender, [line])
    stolen = other.record("refusal", json.loads(REFUSAL), record_id=json.loads(line)["id"])
    assert take(ingest, other.sender, [other.arrival(None), stolen, other.arrival(None)]) == "scs"
    assert count(engine, tables.records) == 3


def test_what_a_newer_station_says_is_kept_raw(engine: Engine, ingest: Ingest) -> None:
    station = Station()
    unknown = station.record("temperature", {"of": "somebody", "nested": {"a": [1, None, True]}})
    newer = station.record("arrival", {"person": "p", "mood": "fine"}, v=2)
    letters, details = ingest.take(
        station.sender, envelope(station.sender, [unknown, newer]), [unknown, newer], AT
    )
    assert "".join(letters) == "qq"
    assert [item.code for item in details] == ["unknown_type", "newer_version"]
    assert [item.line for item in list_quarantined(engine)] == [unknown, newer]
    assert take(ingest, station.sender, [unknown, newer]) == "dd"
    assert release(engine, AT) == 0


def test_a_foreign_ledger_is_refused(engine: Engine, ingest: Ingest) -> None:
    owner, thief = Station(1), Station(2)
    line = owner.arrival(None)
    take(ingest, owner.sender, [line])
    later = owner.arrival(None)
    letters, details = ingest.take(
        thief.sender, envelope(thief.sender, [later]), [line, later, thief.arrival(None)], AT
    )
    assert "".join(letters) == "rrs"
    assert {item.code for item in details} == {"foreign_ledger"}
    assert take(ingest, owner.sender, [later]) == "s"


def test_a_station_enrolled_again_goes_on_with_its_ledger(ingest: Ingest) -> None:
    station = Station()
    line = station.arrival(None)
    take(ingest, station.sender, [line])
    again = Sender("device-9", "venue-1", "A", frozenset({"device-1"}))
    assert take(ingest, again, [line, station.arrival(None)]) == "ds"
    assert take(ingest, station.sender, [station.arrival(None)]) == "r"


def _poison(name: str, station: Station) -> bytes:
    match name:
        case "empty":
            return b""
        case "no json":
            return b"\xff{"
        case "no record":
            return b'{"a":1}'
        case "wrong hash":
            members = json.loads(station.arrival(None))
            members["body"]["gate"] = "B"
            return canonical_bytes(members)
        case "bad body":
            return station.record("arrival", {"person": "p"})
        case "too long":
            return station.record("temperature", {"of": "x" * 70_000})
        case "deep":
            return b"[" * 30_000
        case "too many linked":
            return station.same_as(*(f"p{number:03d}" for number in range(17)))
    raise AssertionError(name)


@pytest.mark.parametrize(
    "name",
    ["empty", "no json", "no record", "wrong hash", "bad body", "too long", "deep",
     "too many linked"],
)  # fmt: skip
def test_a_poison_record_is_refused_alone(engine: Engine, ingest: Ingest, name: str) -> None:
    station = Station()
    before = station.arrival(None)
    poison = _poison(name, station)
    lines = [before, poison, station.arrival(None)]
    letters, details = ingest.take(station.sender, envelope(station.sender, lines), lines, AT)
    assert "".join(letters) == "srs"
    assert [item.index for item in details] == [1]
    assert details[0].code in ("not_a_record", "bad_body")
    assert count(engine, tables.records) == 2


def test_what_the_database_cannot_hold_is_quarantined_alone(
    engine: Engine, ingest: Ingest, caplog: pytest.LogCaptureFixture
) -> None:
    """PostgreSQL has no NUL in texts; SQLite takes it."""
    station = Station()
    person = station.new_person()
    lines = [
        station.arrival(None),
        station.person(person, "Secret\x00Name"),
        station.arrival(person),
    ]
    expected = "sss" if engine.dialect.name == "sqlite" else "sqs"
    assert take(ingest, station.sender, lines) == expected
    assert stored_lines(engine) == lines
    assert "Secret" not in caplog.text
    assert take(ingest, station.sender, lines) == "ddd"


def test_a_failure_of_our_own_harms_no_neighbour(engine: Engine, ingest: Ingest) -> None:
    """A table that refuses one person stands for any bug in what follows from a record."""
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE identifiers")
        connection.exec_driver_sql(
            "CREATE TABLE identifiers (kind TEXT, value TEXT CHECK (value <> '999000000666'),"
            " person TEXT, PRIMARY KEY (kind, value, person))"
        )
    station = Station()
    good, bad = station.new_person(), station.new_person()
    lines = [
        station.person(good, citizen="999000000001"),
        station.person(bad, citizen="999000000666"),
        station.arrival(good),
    ]
    assert take(ingest, station.sender, lines) == "sqs"
    assert stored_lines(engine) == lines
    assert take(ingest, station.sender, lines) == "ddd"
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP TABLE identifiers")
        connection.exec_driver_sql(
            "CREATE TABLE identifiers (kind TEXT, value TEXT, person TEXT,"
            " PRIMARY KEY (kind, value, person))"
        )
    assert release(engine, AT) == 1
    assert release(engine, AT) == 0
    assert count(engine, tables.identifiers) == 1


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

    def __init__(self, engine: Engine, keeper: ThreadBatchWriter, behind: int) -> None:
        self.commits = 0
        self.error: Exception | None = None
        """Raised by the commits after the first."""
        self._behind = behind
        self._began = threading.Event()
        self._keeper = keeper
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
            queue = self._keeper.queue("venue-1")
            with queue.turn:
                assert queue.turn.wait_for(lambda: len(queue.waiting) == self._behind, THREAD_S)
        elif self.error is not None:
            raise self.error


def test_batches_that_wait_are_stored_together(
    engine: Engine, keeper: ThreadBatchWriter, ingest: Ingest
) -> None:
    """And each has its own answer: a copy, a foreign ledger, a poison record, a good one."""
    one, two, three = Station(1, gate="A"), Station(2, gate="B"), Station(3, gate="C")
    held = _Held(engine, keeper, behind=4)
    first, second, third = day(one), day(two), day(three)
    poison = _poison("bad body", three)
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
        "foreign": "r",
        "second": "s" * len(second),
        "third": "sr" + "s" * (len(third) - 1),
    }
    assert stored_lines(engine) == [*first, *second, *third]


def test_doubles_are_told_of_batches_that_were_stored_together(
    engine: Engine, keeper: ThreadBatchWriter, ingest: Ingest
) -> None:
    """As are two entries of one person at one gate, which are none."""
    first, a, b = Station(1, gate="A"), Station(2, gate="B"), Station(3, gate="C")
    held = _Held(engine, keeper, behind=2)
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
    engine: Engine, keeper: ThreadBatchWriter, ingest: Ingest
) -> None:
    one, two, three = (Station(number) for number in (1, 2, 3))
    held = _Held(engine, keeper, behind=2)
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


def test_no_personal_data_in_the_log(ingest: Ingest, caplog: pytest.LogCaptureFixture) -> None:
    station = Station()
    person = station.new_person()
    with caplog.at_level(logging.DEBUG):
        take(ingest, station.sender, [station.person(person, citizen="999000000001")])
        station.step_back(1)
        take(ingest, station.sender, [station.person(person, "Katơr Thị Mẫu")])
        take(ingest, station.sender, [_poison("bad body", station)])
    for word in ("Chamal", "Kat", "999000000001"):
        assert word not in caplog.text
