"""Badges: the staff cards that unlock the desk for an account; the daily look at who stays."""

from __future__ import annotations

from kiosk.store.migrations.step import Step, run_all

_STATEMENTS = (
    # Whether one was revoked stands with the slips. The code is a digest of what was printed: the
    # table opens nothing.
    """CREATE TABLE staff_badges (
        number INTEGER PRIMARY KEY,
        slip INTEGER NOT NULL,
        account TEXT NOT NULL,
        person TEXT NOT NULL,
        code TEXT NOT NULL UNIQUE,
        ends_at INTEGER NOT NULL
    ) STRICT""",
    "CREATE INDEX staff_badges_account ON staff_badges (account)",
    # When staff went through who stays until discharged: one line a day, among one for each look.
    """CREATE INDEX staff_trail_stays ON staff_trail (number)
        WHERE deed = 'stays_reviewed'""",
)

STEP = Step(15, "badges", 1, run_all(_STATEMENTS))
