"""Staff: accounts, what is held against their doors, codes of the station, the trail of acts."""

from __future__ import annotations

from kiosk.store.migrations.step import Step, run_all

_STATEMENTS = (
    # An account is never removed: the trail names it.
    """CREATE TABLE staff (
        id TEXT PRIMARY KEY,
        name TEXT NOT NULL,
        role TEXT NOT NULL CHECK (role IN ('staff', 'administrator')),
        pin TEXT NOT NULL,
        made_at INTEGER NOT NULL,
        disabled_at INTEGER
    ) STRICT, WITHOUT ROWID""",
    # Milliseconds of running time: no moment, which a clock could move.
    """CREATE TABLE staff_attempts (
        door TEXT PRIMARY KEY,
        wrong INTEGER NOT NULL CHECK (wrong >= 0),
        remaining_ms INTEGER NOT NULL CHECK (remaining_ms >= 0)
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE staff_secrets (
        name TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
    """CREATE TABLE staff_trail (
        number INTEGER PRIMARY KEY,
        deed TEXT NOT NULL,
        at INTEGER NOT NULL,
        by TEXT,
        person TEXT,
        record TEXT,
        account TEXT,
        note TEXT NOT NULL
    ) STRICT""",
    # Who looked at a person last stands on that person's page.
    "CREATE INDEX staff_trail_person ON staff_trail (person, number) WHERE person IS NOT NULL",
    """CREATE TRIGGER staff_trail_keep BEFORE UPDATE ON staff_trail
        BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END""",
    """CREATE TRIGGER staff_trail_stay BEFORE DELETE ON staff_trail
        BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END""",
)

STEP = Step(5, "staff", 1, run_all(_STATEMENTS))
