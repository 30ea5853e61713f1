"""The rolls of paper in the printers, and which print jobs were begun."""

from __future__ import annotations

from kiosk.store.migrations.step import Step, run_all

_STATEMENTS = (
    """CREATE TABLE paper_rolls (
        printer INTEGER PRIMARY KEY,
        changed_at INTEGER,
        length_dots INTEGER NOT NULL,
        used_dots INTEGER NOT NULL,
        slips INTEGER NOT NULL,
        slip_dots INTEGER NOT NULL
    ) STRICT""",
    # Of a job that is pending: when its first byte was about to be sent. A column beside the
    # state, so that an older application still reads every state.
    "ALTER TABLE print_jobs ADD COLUMN begun_at INTEGER",
)

STEP = Step(13, "printers", 1, run_all(_STATEMENTS))
