"""What somebody declared, with all answers: for a copy that is handed out to them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import field
from datetime import datetime
from typing import Any

from kiosk.base.dataclass import dataclass
from kiosk.store.queries.reading import Reading
from kiosk.store.stamp import from_ms


@dataclass(frozen=True, slots=True)
class DeclaredBody:
    """A declaration whose answers are still kept."""

    at: datetime
    form_id: str
    version: int
    answers: list[Any] = field(repr=False)
    """The items of the response, as stored."""

    @property
    def raw_answers(self) -> str:
        """The same as text."""
        return json.dumps(self.answers, ensure_ascii=False)


def declared_of(reading: Reading, persons: Sequence[str]) -> list[DeclaredBody]:
    """The declarations under these ids, the newest first."""
    rows = reading.rows(
        "SELECT d.at, coalesce(b.body, s.body) FROM declarations d"
        " LEFT JOIN bodies b ON b.pos = d.pos LEFT JOIN shortened_bodies s ON s.pos = d.pos"
        " WHERE d.person IN (SELECT value FROM json_each(?))"
        " AND coalesce(b.body, s.body) IS NOT NULL ORDER BY d.pos DESC",
        (json.dumps(persons),),
    )
    found = []
    for at, body in rows:
        told = json.loads(body)
        form = told["form"]
        found.append(DeclaredBody(from_ms(at), form["id"], form["version"], told["answers"]))
    return found
