"""What the store costs: durable scans beside bare `sqlite3`, and finding a person.

The standard library's `sqlite3` is used here and nowhere else, as the yardstick: the same schema
and the same writing statements with the same rows, without encryption and without our code.
"""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from itertools import islice
from pathlib import Path

from kiosk.base.clock import SystemClock
from kiosk.bench.sample import fill_with_samples, sample_people
from kiosk.domain.people.person import Identifier, IdentifierKind
from kiosk.domain.slips.slip import Slip, slip_text
from kiosk.domain.visits.decision import Direction
from kiosk.store.connection import open_store
from kiosk.store.driver import Connection, Cursor, connect, make_durable
from kiosk.store.key import load_key
from kiosk.store.migrations.steps import migrate
from kiosk.store.repositories.people import People
from kiosk.store.stamp import StationStamp
from kiosk.store.store import SqliteStore
from sync.protocol.bodies import Proof, entry_body
from sync.protocol.ids import IdSource

MAX_RATIO = 4.0
"""A durable scan may take this many times what bare sqlite3 takes for the same rows."""
MAX_LOOKUP_P99_MS = 1.0

_WRITES = ("BEGIN", "COMMIT", "INSERT", "UPDATE", "DELETE")


def bench_store(
    directory: Path | None = None,
    *,
    people: int = 1_000_000,
    commits: int = 500,
    lookups: int = 5_000,
    seed: int = 1,
) -> dict[str, float]:
    """Durable commits and lookups in a database with `people`; milliseconds and ratios.

    `directory` decides which disk is measured (a temporary one otherwise); its contents are thrown
    away. Store and yardstick take turns, so that a slow moment of the disk meets both.
    """
    with tempfile.TemporaryDirectory(dir=directory) as name:
        here = Path(name)
        key_file = here / "store.key"
        open_store(here, key_file, SystemClock()).close()
        fill_with_samples(here / "store.db", load_key(key_file), people, 0, seed)
        figures: dict[str, float] = {"people": people, "commits": commits}
        figures |= _bench_lookups(here, key_file, people, lookups, seed)
        figures |= _bench_commits(here, key_file, people, commits, seed)
        return figures


def _bench_lookups(
    here: Path, key_file: Path, people: int, lookups: int, seed: int
) -> dict[str, float]:
    """Lookups spread over the whole table, as the writing connection does them."""
    wanted = list(islice(_spread(people, lookups, seed), lookups))
    connection = connect(here / "store.db", load_key(key_file))
    try:
        make_durable(connection)
        table = People(connection)
        times = []
        for identifier in wanted:
            started = time.perf_counter()
            found = table.find(identifier)
            times.append(time.perf_counter() - started)
            if len(found) != 1:
                raise RuntimeError("a sample person was not found")
    finally:
        connection.close()
    return {"lookup_p50_ms": _ms(times, 0.5), "lookup_p99_ms": _ms(times, 0.99)}


def _bench_commits(
    here: Path, key_file: Path, people: int, commits: int, seed: int
) -> dict[str, float]:
    known = list(islice(_spread(people, commits * 2, seed), commits * 2))
    recorded = _record_scans(known)
    store = open_store(here, key_file, SystemClock())
    bare = _open_bare(here / "bare.db", known)
    try:
        ours, theirs = [], []
        for number, identifier in enumerate(known):
            started = time.perf_counter()
            _scan(store, identifier, number)
            ours.append(time.perf_counter() - started)
            started = time.perf_counter()
            for sql, parameters in recorded[number]:
                bare.execute(sql, parameters)
            theirs.append(time.perf_counter() - started)
        # The first half warms caches and grows both logs to their usual size.
        ours, theirs = ours[commits:], theirs[commits:]
    finally:
        bare.close()
        store.close()
    return {
        "commit_p50_ms": _ms(ours, 0.5),
        "commit_p99_ms": _ms(ours, 0.99),
        "bare_p50_ms": _ms(theirs, 0.5),
        "bare_p99_ms": _ms(theirs, 0.99),
        "ratio_p50": _ms(ours, 0.5) / _ms(theirs, 0.5),
        "ratio_p99": _ms(ours, 0.99) / _ms(theirs, 0.99),
    }


def _spread(people: int, wanted: int, seed: int) -> Iterator[Identifier]:
    step = max(1, people // wanted)
    for person in islice(sample_people(people, seed), 0, None, step):
        yield Identifier(IdentifierKind.CITIZEN_ID, person.citizen_id)


def _scan(store: SqliteStore, identifier: Identifier, number: int) -> None:
    """What the desk does for a known person who arrives and gets a slip."""
    at = SystemClock().now()
    with store.transaction() as step:
        person = step.people.find(identifier)[0]
        step.visits.last_entry(person.id)
        step.visits.presence(person.id)
        head = step.append(
            "arrival",
            entry_body(
                credential="citizen_card",
                lane="gate",
                gate="Cổng A",
                method="camera",
                proof=Proof.CARD,
                direction_by="auto",
                slip=number,
            ),
            at,
            person_id=person.id,
        )
        slip = Slip(
            slip_id=number,
            code=slip_text(number),
            human_code=f"{number:09d}",
            venue_name="Trung tâm Y tế Mẫu",
            gate_name="Cổng A",
            hotlines=(),
            direction=Direction.ARRIVAL,
            at=at,
            time_zone=StationStamp().time_zone,
            name_hint="N.V.A",
            valid_until=at + timedelta(hours=72),
        )
        step.prints.is_code_live(slip.human_code, at)
        step.prints.add(head.id, slip, "vi")


Statements = list[tuple[str, tuple[object, ...]]]


class _Recorder:
    """A connection that also notes the writing statements that pass."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.noted: Statements = []

    @property
    def in_transaction(self) -> bool:
        return self._connection.in_transaction

    def execute(self, sql: str, parameters: Sequence[object] = (), /) -> Cursor:
        if sql.startswith(_WRITES):
            self.noted.append((sql, tuple(parameters)))
        return self._connection.execute(sql, parameters)

    def executemany(self, sql: str, parameters: Iterable[Sequence[object]], /) -> Cursor:
        return self._connection.executemany(sql, parameters)

    def interrupt(self) -> None:
        self._connection.interrupt()

    def close(self) -> None:
        self._connection.close()


def _record_scans(known: Sequence[Identifier]) -> list[Statements]:
    """The writing statements of the same scans, taken from a store in memory."""
    recorder = _Recorder(connect(None, bytes(32)))
    make_durable(recorder)
    migrate(recorder)
    _start_with_people(recorder.execute, known)
    clock = SystemClock()
    store = SqliteStore(recorder, bytes(32), clock, IdSource(clock.now), StationStamp())
    scans: list[Statements] = []
    for number, identifier in enumerate(known):
        recorder.noted.clear()
        _scan(store, identifier, number)
        scans.append(list(recorder.noted))
    store.close()
    return scans


def _open_bare(path: Path, known: Sequence[Identifier]) -> sqlite3.Connection:
    connection = sqlite3.connect(path, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")
    template = connect(None, bytes(32))
    migrate(template)
    rows = template.execute(
        "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
        # Made by the index itself.
        " AND name NOT LIKE 'people\\_search\\_%' ESCAPE '\\'"
        " ORDER BY type = 'trigger', type = 'index'"
    ).fetchall()
    template.close()
    for (sql,) in rows:
        connection.execute(sql)
    connection.execute("BEGIN")
    _start_with_people(connection.execute, known)
    connection.execute("COMMIT")
    return connection


def _start_with_people(
    execute: Callable[[str, tuple[object, ...]], object], known: Sequence[Identifier]
) -> None:
    """One ledger and the people the recorded scans meet, the same in both databases."""
    ledger_id = "00000000-0000-7000-8000-000000000000"
    execute("INSERT INTO ledgers (id, opened_at) VALUES (?, 0)", (ledger_id,))
    insert = (
        "INSERT INTO people (id, root, full_name, normalised_name, birth, sex, address, phone,"
        " id_number, insurance_number) VALUES (?, ?, '', '', '', 'unknown', '', '', ?, '')"
    )
    for identifier in known:
        person_id = identifier.value
        execute(insert, (person_id, person_id, identifier.value))
        execute(
            "INSERT INTO identifiers (kind, value, person, source) VALUES (?, ?, ?, 'feed')",
            (identifier.kind.value, identifier.value, person_id),
        )


def _ms(times: Sequence[float], share: float) -> float:
    """The value below which `share` of the times lie, in milliseconds."""
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))] * 1000
