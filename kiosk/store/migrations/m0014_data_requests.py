"""Requests about somebody's own data, and what was erased before a hub had it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.store.migrations.step import Step
from kiosk.store.stamp import to_ms
from sync.protocol.records import RecordError, parse_at, parse_body, parse_header

if TYPE_CHECKING:
    from sqlite_utils import Database

_STATEMENTS = (
    # `asked` is the right; `closed_by` the record that answered it.
    """CREATE TABLE data_requests (
        pos INTEGER PRIMARY KEY REFERENCES records (pos),
        record TEXT NOT NULL UNIQUE,
        person TEXT NOT NULL,
        asked TEXT NOT NULL,
        at INTEGER NOT NULL,
        answer_by INTEGER NOT NULL,
        taken_by TEXT NOT NULL,
        closed_by INTEGER
    ) STRICT""",
    "CREATE INDEX data_requests_open ON data_requests (answer_by) WHERE closed_by IS NULL",
    "CREATE INDEX data_requests_person ON data_requests (person) WHERE closed_by IS NULL",
    # Records of erased people that no hub ever had: their bodies are gone, and a hub that comes
    # later never gets them.
    "CREATE TABLE erased_unsent (pos INTEGER PRIMARY KEY REFERENCES records (pos)) STRICT",
)


def _apply(database: Database) -> None:
    for statement in _STATEMENTS:
        database.execute(statement)
    rows = database.execute(
        "SELECT r.pos, r.id, r.header, b.body FROM records r JOIN bodies b ON b.pos = r.pos"
        " WHERE r.type = 'data_request'"
        " AND NOT EXISTS (SELECT 1 FROM moves m WHERE m.pos = r.pos)"
    ).fetchall()
    for pos, record_id, header, body in rows:
        try:
            told, at_ms = parse_body(body), to_ms(parse_header(header).at)
            due_ms = to_ms(parse_at(str(told["answer_by"])))
        except (RecordError, ValueError, KeyError):
            # A damaged record is told of by the check, with its ledger.
            continue
        database.execute(
            "INSERT INTO data_requests VALUES (?, ?, ?, ?, ?, ?, ?, NULL)",
            [
                pos,
                record_id,
                str(told.get("person", "")),
                str(told.get("right", "")),
                at_ms,
                due_ms,
                str(told.get("staff", "")),
            ],
        )


STEP = Step(14, "data_requests", 1, _apply)
