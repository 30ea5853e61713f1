"""Declarations: until when each holds, and what was begun of others.

An older application works on with such a file: it asks nobody for a declaration.
"""

from __future__ import annotations

from kiosk.store.migrations.step import Step, run_all

_STATEMENTS = (
    # The answers stand in the record's body alone. `is_proxy`: staff declared. `cleared_by`: the
    # closing of a case by which staff let in somebody whose answers needed a human.
    """CREATE TABLE declarations (
        pos INTEGER PRIMARY KEY REFERENCES records (pos),
        record TEXT NOT NULL UNIQUE,
        person TEXT NOT NULL,
        at INTEGER NOT NULL,
        until INTEGER NOT NULL,
        needs_human INTEGER NOT NULL,
        is_proxy INTEGER NOT NULL,
        cleared_by INTEGER
    ) STRICT""",
    "CREATE INDEX declarations_person ON declarations (person, pos)",
    "CREATE INDEX declarations_at ON declarations (at) WHERE is_proxy",
    "CREATE INDEX declarations_cleared ON declarations (cleared_by) WHERE cleared_by IS NOT NULL",
    # Until when the hub's people have declared, at any gate of the venue.
    """CREATE TABLE feed_declarations (
        person TEXT PRIMARY KEY,
        until INTEGER NOT NULL
    ) STRICT, WITHOUT ROWID""",
    # What a page makes its form again from; no record, and gone within a day.
    """CREATE TABLE declaration_drafts (
        id TEXT PRIMARY KEY,
        content TEXT NOT NULL,
        title TEXT NOT NULL,
        saved_at INTEGER NOT NULL,
        saved_by TEXT NOT NULL,
        case_id TEXT NOT NULL
    ) STRICT, WITHOUT ROWID""",
)

STEP = Step(9, "declare", 1, run_all(_STATEMENTS))
