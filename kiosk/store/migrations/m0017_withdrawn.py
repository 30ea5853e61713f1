"""By which answer a declaration lost its force: the request it answered may be purged before it."""

from __future__ import annotations

from kiosk.store.migrations.step import Step, run_all

_STATEMENTS = (
    # The record by which somebody took their consent back.
    "ALTER TABLE declarations ADD COLUMN voided_by INTEGER",
    "UPDATE declarations SET voided_by = (SELECT max(q.closed_by) FROM data_requests q"
    " WHERE q.asked = 'withdraw' AND q.closed_by > declarations.pos) WHERE until = at",
)

STEP = Step(17, "withdrawn", 1, run_all(_STATEMENTS))
