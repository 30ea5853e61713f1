"""The commune of an address."""

from __future__ import annotations

from kiosk.store.migrations.step import Step, run_all

_STATEMENTS = (
    # Scheme, code and the name shown then, with a space between; empty where none was chosen.
    "ALTER TABLE people ADD COLUMN unit TEXT NOT NULL DEFAULT ''",
)

STEP = Step(10, "units", 1, run_all(_STATEMENTS))
