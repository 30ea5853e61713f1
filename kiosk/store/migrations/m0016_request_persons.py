"""Whom a request about data was made for: the ids that were one person when it was taken down."""

from __future__ import annotations

from kiosk.store.migrations.step import Step, run_all

_STATEMENTS = (
    # A list of ids, as JSON.
    "ALTER TABLE data_requests ADD COLUMN persons TEXT NOT NULL DEFAULT '[]'",
    # Which others were linked by then is not known: what was asked before is about its id alone.
    "UPDATE data_requests SET persons = json_array(person)",
)

STEP = Step(16, "request_persons", 1, run_all(_STATEMENTS))
