"""Records, people, entries, presence, support cases, print jobs, counters."""

from __future__ import annotations

from kiosk.store.migrations.step import Step, run_all

_STATEMENTS = (
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

STEP = Step(1, "create", 1, run_all(_STATEMENTS))
