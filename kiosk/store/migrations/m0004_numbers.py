"""A number for each support case, by which the page calls whoever waits instead of by name."""

from __future__ import annotations

from kiosk.store.migrations.step import Step, run_all

# A case of before has none.
STEP = Step(4, "numbers", 1, run_all(("ALTER TABLE support_cases ADD COLUMN number INTEGER",)))
