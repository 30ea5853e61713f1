"""Numbers of days whose entries were purged: what a report says once nobody's name is left."""

from __future__ import annotations

from kiosk.store.migrations.step import Step, run_all

_STATEMENTS = (
    # What purged entries counted; what is still there is counted anew for each report.
    """CREATE TABLE settled_counts (
        day TEXT NOT NULL,
        name TEXT NOT NULL,
        n INTEGER NOT NULL CHECK (n > 0),
        PRIMARY KEY (day, name)
    ) STRICT, WITHOUT ROWID""",
    # Whoever stays until they are discharged is inside since whenever.
    "CREATE INDEX people_visitor ON people (visitor) WHERE visitor <> ''",
)

STEP = Step(8, "reports", 1, run_all(_STATEMENTS))
