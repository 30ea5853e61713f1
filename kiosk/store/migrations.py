"""The schema, as an append-only list of steps; a released step is never changed.

Every step is additive. `min_reader` is the oldest schema version whose application can still work
on the file; an older application at or above it runs on without migrating (sync-protocol.md §8).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kiosk.store.driver import Connection, as_utils_database

if TYPE_CHECKING:
    from sqlite_utils import Database


@dataclass(frozen=True, slots=True)
class Step:
    """One migration: the schema version it leads to, and the oldest version that can still read."""

    version: int
    name: str
    min_reader: int
    apply: Callable[[Database], None]


_SCHEMA_1 = (
    """CREATE TABLE meta (
        key TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE ledgers (
        no INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        parent TEXT,
        opened_at INTEGER NOT NULL
    ) STRICT""",
    # `pos` orders the records of all ledgers of this file; lists page by it.
    """CREATE TABLE records (
        pos INTEGER PRIMARY KEY,
        ledger INTEGER NOT NULL REFERENCES ledgers (no),
        seq INTEGER NOT NULL,
        id TEXT NOT NULL UNIQUE,
        type TEXT NOT NULL,
        header BLOB NOT NULL,
        UNIQUE (ledger, seq)
    ) STRICT""",
    """CREATE TABLE bodies (
        pos INTEGER PRIMARY KEY REFERENCES records (pos),
        salt BLOB NOT NULL,
        body BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE outbox (
        pos INTEGER PRIMARY KEY REFERENCES records (pos),
        state TEXT NOT NULL CHECK (state IN ('queued', 'acked', 'confirmed', 'dead')),
        answer TEXT
    ) STRICT""",
    "CREATE INDEX outbox_unsent ON outbox (pos) WHERE state IN ('queued', 'dead')",
    """CREATE TABLE people (
        no INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        root TEXT NOT NULL,
        full_name TEXT NOT NULL,
        normalised_name TEXT NOT NULL,
        birth TEXT NOT NULL,
        sex TEXT NOT NULL,
        address TEXT NOT NULL,
        phone TEXT NOT NULL,
        id_number TEXT NOT NULL,
        insurance_number TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX people_name ON people (normalised_name, birth)",
    "CREATE INDEX people_linked ON people (root) WHERE root <> id",
    """CREATE TABLE identifiers (
        kind TEXT NOT NULL,
        value TEXT NOT NULL,
        person TEXT NOT NULL REFERENCES people (id),
        source TEXT NOT NULL,
        PRIMARY KEY (kind, value, person)
    ) STRICT, WITHOUT ROWID""",
    # `origin` is the first entry of a chain of corrections, `at` its time.
    """CREATE TABLE entries (
        pos INTEGER PRIMARY KEY REFERENCES records (pos),
        person TEXT REFERENCES people (id),
        direction TEXT NOT NULL CHECK (direction IN ('arrival', 'departure')),
        at INTEGER NOT NULL,
        gate TEXT NOT NULL,
        credential TEXT NOT NULL,
        method TEXT NOT NULL,
        origin INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX entries_at ON entries (at)",
    "CREATE INDEX entries_correction ON entries (origin, pos) WHERE origin <> pos",
    """CREATE TABLE last_seen (
        person TEXT PRIMARY KEY REFERENCES people (id),
        entry TEXT NOT NULL,
        direction TEXT NOT NULL,
        at INTEGER NOT NULL,
        gate TEXT NOT NULL,
        origin INTEGER NOT NULL,
        pos INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE presence (
        person TEXT PRIMARY KEY REFERENCES people (id),
        entry TEXT NOT NULL,
        since INTEGER NOT NULL,
        gate TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX presence_since ON presence (since, person)",
    """CREATE TABLE support_cases (
        pos INTEGER PRIMARY KEY REFERENCES records (pos),
        record TEXT NOT NULL UNIQUE,
        reason TEXT NOT NULL,
        at INTEGER NOT NULL,
        person TEXT REFERENCES people (id),
        closed_by INTEGER REFERENCES records (pos)
    ) STRICT""",
    "CREATE INDEX support_open ON support_cases (pos) WHERE closed_by IS NULL",
    """CREATE TABLE print_jobs (
        no INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        entry TEXT NOT NULL REFERENCES records (id),
        slip_id INTEGER NOT NULL UNIQUE,
        human_code TEXT NOT NULL,
        valid_until INTEGER NOT NULL,
        slip TEXT NOT NULL,
        language TEXT NOT NULL,
        state TEXT NOT NULL,
        attempts INTEGER NOT NULL DEFAULT 0,
        printed INTEGER NOT NULL DEFAULT 0,
        changed_at INTEGER
    ) STRICT""",
    "CREATE INDEX print_jobs_code ON print_jobs (human_code, valid_until)",
    "CREATE INDEX print_jobs_pending ON print_jobs (no) WHERE state = 'pending'",
    """CREATE TABLE counters (
        day TEXT NOT NULL,
        name TEXT NOT NULL,
        n INTEGER NOT NULL,
        PRIMARY KEY (day, name)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TRIGGER records_follow_on BEFORE INSERT ON records
        WHEN NEW.seq IS NOT
            1 + COALESCE((SELECT max(seq) FROM records WHERE ledger = NEW.ledger), 0)
        BEGIN SELECT RAISE(ABORT, 'seq has no gaps'); END""",
    """CREATE TRIGGER records_keep BEFORE UPDATE ON records
        BEGIN SELECT RAISE(ABORT, 'records are append-only'); END""",
    """CREATE TRIGGER records_stay BEFORE DELETE ON records
        BEGIN SELECT RAISE(ABORT, 'records are append-only'); END""",
    # A body may go (purge, erasure) but never change.
    """CREATE TRIGGER bodies_keep BEFORE UPDATE ON bodies
        BEGIN SELECT RAISE(ABORT, 'bodies are frozen'); END""",
    """CREATE TRIGGER ledgers_keep BEFORE UPDATE ON ledgers
        BEGIN SELECT RAISE(ABORT, 'ledgers are append-only'); END""",
    """CREATE TRIGGER ledgers_stay BEFORE DELETE ON ledgers
        BEGIN SELECT RAISE(ABORT, 'ledgers are append-only'); END""",
)


def _create_schema_1(database: Database) -> None:
    for statement in _SCHEMA_1:
        database.execute(statement)


_SCHEMA_2 = (
    # `is_fed`: the hub's list of people holds this one.
    "ALTER TABLE people ADD COLUMN is_fed INTEGER NOT NULL DEFAULT 0",
    # A header's canonical bytes begin with its time; what stands there is the UTC day.
    "CREATE INDEX records_day ON records (ledger, substr(header, 8, 10), seq)",
    # Who may go is asked by person (purge, erasure).
    "CREATE INDEX entries_person ON entries (person)",
    "CREATE INDEX identifiers_person ON identifiers (person)",
    "CREATE INDEX support_person ON support_cases (person)",
    "CREATE INDEX print_jobs_entry ON print_jobs (entry)",
    """CREATE TABLE feeds (
        name TEXT PRIMARY KEY,
        epoch TEXT,
        pos INTEGER,
        generation INTEGER NOT NULL DEFAULT 0,
        applied_at INTEGER
    ) STRICT, WITHOUT ROWID""",
    # `generation` tells what a snapshot brought from what stood there before it.
    """CREATE TABLE feed_items (
        feed TEXT NOT NULL,
        key TEXT NOT NULL,
        generation INTEGER NOT NULL,
        pos INTEGER NOT NULL,
        rev INTEGER NOT NULL,
        v INTEGER NOT NULL,
        min_app TEXT,
        body TEXT NOT NULL,
        PRIMARY KEY (feed, key)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX feed_items_generation ON feed_items (feed, generation)",
    """CREATE TABLE feed_waiting (
        feed TEXT NOT NULL,
        key TEXT NOT NULL,
        generation INTEGER NOT NULL,
        pos INTEGER NOT NULL,
        rev INTEGER NOT NULL,
        v INTEGER NOT NULL,
        min_app TEXT,
        body TEXT NOT NULL,
        PRIMARY KEY (feed, key)
    ) STRICT, WITHOUT ROWID""",
    # Persons as the hub names them: one may be here before its row in `people` is.
    """CREATE TABLE feed_presence (
        key TEXT PRIMARY KEY,
        person TEXT NOT NULL,
        inside INTEGER NOT NULL,
        at INTEGER NOT NULL,
        gate TEXT NOT NULL,
        entry TEXT
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX feed_presence_person ON feed_presence (person)",
    """CREATE TABLE sync_facts (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    # Days the hub proved to hold whole, until they are purged.
    """CREATE TABLE confirmed_days (
        ledger INTEGER NOT NULL REFERENCES ledgers (no),
        day BLOB NOT NULL,
        PRIMARY KEY (ledger, day)
    ) STRICT, WITHOUT ROWID""",
    # Up to `seq` bodies may be missing; `mac` proves that this station purged them.
    """CREATE TABLE anchors (
        ledger INTEGER PRIMARY KEY REFERENCES ledgers (no),
        seq INTEGER NOT NULL,
        hash TEXT NOT NULL,
        mac BLOB NOT NULL
    ) STRICT""",
    """CREATE TABLE erasures (
        person TEXT PRIMARY KEY,
        command TEXT NOT NULL,
        asked_at INTEGER NOT NULL,
        done_at INTEGER
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX erasures_open ON erasures (person) WHERE done_at IS NULL",
)


def _create_schema_2(database: Database) -> None:
    for statement in _SCHEMA_2:
        database.execute(statement)


STEPS: tuple[Step, ...] = (
    Step(1, "create", 1, _create_schema_1),
    Step(2, "sync", 1, _create_schema_2),
)
SCHEMA_VERSION = STEPS[-1].version
"""What this application writes."""


def schema_version(connection: Connection) -> int:
    """The file's schema version; 0 for an empty one."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def min_reader(connection: Connection) -> int:
    """The oldest schema version whose application may work on this file."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'min_reader'").fetchone()
    return int(row[0])


def migrate(connection: Connection, steps: tuple[Step, ...] = STEPS) -> None:
    """Apply what is missing, each step in its own transaction together with its version."""
    from sqlite_utils.migrations import Migrations

    # sqlite-utils keeps the names of the applied steps; user_version answers the quick question
    # at every start without importing it.
    pending = Migrations("checkpoint-kiosk")
    for step in steps:
        pending(name=step.name)(_as_migration(step))
    pending.apply(as_utils_database(connection))


def _as_migration(step: Step) -> Callable[[Database], None]:
    def run(database: Database) -> None:
        step.apply(database)
        database.execute(
            "INSERT INTO meta (key, value) VALUES ('min_reader', ?)"
            " ON CONFLICT (key) DO UPDATE SET value = excluded.value",
            [str(step.min_reader)],
        )
        database.execute(f"PRAGMA user_version = {step.version}")

    return run
