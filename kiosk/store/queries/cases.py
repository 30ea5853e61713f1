"""Cần hỗ trợ as the desk lists it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from kiosk.domain.desk.queries import MOST_CLOSED, CaseRow, Cases, ListCases
from kiosk.domain.people.person import Sex
from kiosk.store.queries.reading import PHONE, Reading
from kiosk.store.repositories.people import to_birth
from kiosk.store.stamp import from_ms

_SELECT = (
    "SELECT c.record, c.number, c.reason, c.at, CAST(coalesce(b.body, o.body) AS TEXT),"
    f" q.id, q.full_name, q.birth, q.sex, coalesce(nullif(c.phone, ''), {PHONE.format('q')}),"
    " coalesce(s.name, c.acknowledged_by), c.outcome, c.closed_at"
    " FROM support_cases c LEFT JOIN bodies b ON b.pos = c.pos"
    " LEFT JOIN shortened_bodies o ON o.pos = c.pos"
    " LEFT JOIN staff s ON s.id = c.acknowledged_by"
    " LEFT JOIN people p ON p.id = c.person LEFT JOIN people q ON q.id = p.root"
    " WHERE {where}"
)


def list_cases(reading: Reading, query: ListCases) -> Cases:
    """See `ListCases`."""
    waiting = reading.rows(_SELECT.format(where="c.closed_by IS NULL ORDER BY c.pos"))
    today = reading.bounds(reading.today)
    closed = reading.rows(
        _SELECT.format(
            where="c.closed_at >= ? AND c.closed_at < ? ORDER BY c.closed_by DESC LIMIT ?"
        ),
        (*today, MOST_CLOSED),
    )
    return Cases(
        waiting=tuple(_to_case(row) for row in waiting),
        closed=tuple(_to_case(row) for row in closed),
        closed_count=reading.value(
            "SELECT count(*) FROM support_cases WHERE closed_at >= ? AND closed_at < ?", today
        ),
    )


def _to_case(row: Sequence[Any]) -> CaseRow:
    case_id, number, reason, at_ms, body_text, *rest = row
    person, full_name, birth, sex, phone, taken_by, outcome, closed_ms = rest
    # Bodies go once they are old; the row says the rest.
    body = {} if body_text is None else json.loads(body_text)
    return CaseRow(
        case_id=case_id,
        number=number,
        reason=reason,
        at=from_ms(at_ms),
        gate=body.get("gate", ""),
        lane=body.get("lane", ""),
        credential=body.get("credential", ""),
        person_id=person,
        full_name=full_name or "",
        birth=to_birth(birth or ""),
        sex=Sex(sex or Sex.UNKNOWN),
        phone=phone or "",
        taken_by=taken_by or "",
        outcome=outcome or "",
        closed_at=None if closed_ms is None else from_ms(closed_ms),
    )
