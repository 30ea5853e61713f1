"""Entries as the desk lists them: of a day, of a person, and those that nobody completed yet."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.queries import (
    EntryMark,
    EntryPage,
    EntryRow,
    ListDay,
    Place,
)
from kiosk.domain.visits.decision import Direction
from kiosk.store.queries.reading import KIND, LINKED, PHONE, Reading, stands, told_elsewhere
from kiosk.store.repositories.people import to_birth
from kiosk.store.stamp import from_ms, to_ms

_BATCH = 200
"""Rows looked at together, where only some of them are wanted."""
_LAST = (2**62, 2**62)

_NEXT = (
    "(SELECT n.at || ' ' || n.direction FROM entries n WHERE n.person IN "
    + LINKED.format("q.id")
    + " AND (n.at, n.origin) > (e.at, e.origin) AND "
    + stands("n")
    + " ORDER BY n.at, n.origin LIMIT 1)"
)
"""What the same person did next."""

_SELECT = (
    f"SELECT e.at, e.pos, r.id, q.id, q.full_name, q.birth, {PHONE.format('q')}, e.direction,"
    " e.gate, e.credential, e.method, e.origin <> e.pos, CAST(b.body AS TEXT),"
    " EXISTS (SELECT 1 FROM verifications v WHERE v.pos IN (e.pos, e.origin)"
    f" AND v.settled_by IS NULL), {KIND.format('q')},"
    f" CASE e.direction WHEN 'arrival' THEN {_NEXT} END,"
    f" CASE e.direction WHEN 'arrival' THEN {told_elsewhere('q.id', 'e.at')} END"
    " FROM entries e JOIN records r ON r.pos = e.pos LEFT JOIN bodies b ON b.pos = e.pos"
    " LEFT JOIN people p ON p.id = e.person LEFT JOIN people q ON q.id = p.root"
    " WHERE {where} AND (e.at, e.pos) < (?, ?) AND "
    + stands("e")
    + " ORDER BY e.at DESC, e.pos DESC LIMIT ?"
)


@dataclass(frozen=True, slots=True)
class ListedEntry:
    """A row with what its page needs to go on."""

    row: EntryRow
    place: Place
    next_at: datetime | None
    """Of an arrival: when the same person was recorded next."""
    kind: str
    """What the person comes for, as stored."""


def list_day(reading: Reading, query: ListDay) -> EntryPage:
    """See `ListDay`."""
    start, end = reading.bounds(query.day or reading.today)

    def is_wanted(row: EntryRow) -> bool:
        return query.mark is None or query.mark in row.marks

    return _page(
        read_entries(reading, "e.at >= ? AND e.at < ?", (start, end), query.after),
        is_wanted,
        query.limit,
    )


def read_entries(
    reading: Reading, where: str, parameters: Sequence[object], after: Place | None = None
) -> Iterator[ListedEntry]:
    """Entries that stand, newest first; read as far as they are asked for."""
    place = _LAST if after is None else (to_ms(after.at), int(after.key))
    while True:
        rows = reading.rows(_SELECT.format(where=where), (*parameters, *place, _BATCH))
        for row in rows:
            yield _to_entry(reading, row)
        if len(rows) < _BATCH:
            return
        place = rows[-1][:2]


def _page(
    found: Iterator[ListedEntry], is_wanted: Callable[[EntryRow], bool], limit: int
) -> EntryPage:
    rows: list[EntryRow] = []
    last: Place | None = None
    for listed in found:
        if not is_wanted(listed.row):
            continue
        if len(rows) == limit:
            return EntryPage(tuple(rows), last)
        rows.append(listed.row)
        last = listed.place
    return EntryPage(tuple(rows), None)


def _to_entry(reading: Reading, row: Sequence[Any]) -> ListedEntry:
    at_ms, pos, entry_id, person, full_name, birth, phone, direction, *rest = row
    gate, credential, method, is_correction, body_text, is_pending, kind, *more = rest
    next_text, is_told = more
    at = from_ms(at_ms)
    body: Mapping[str, object] = {} if body_text is None else json.loads(body_text)
    next_at, next_direction = _read_next(next_text)
    marks = set()
    if person is not None and not phone:
        marks.add(EntryMark.NO_PHONE)
    if is_pending:
        marks.add(EntryMark.UNVERIFIED)
    if direction == Direction.ARRIVAL and person is not None:
        is_over = next_direction is Direction.ARRIVAL
        if next_at is None and not is_told:
            is_over = not reading.counts_inside(at, kind)
        if is_over:
            marks.add(EntryMark.NOT_SEEN_LEAVING)
    listed = EntryRow(
        entry_id=entry_id,
        person_id=person,
        full_name=full_name or "",
        birth=to_birth(birth or ""),
        phone=phone or "",
        direction=Direction(direction),
        at=at,
        gate=gate,
        credential=credential,
        method=method,
        proof=str(body.get("proof", "")),
        is_correction=bool(is_correction),
        is_paper=body.get("source") == "paper",
        marks=frozenset(marks),
    )
    return ListedEntry(listed, Place(at, str(pos)), next_at, kind)


def _read_next(text: str | None) -> tuple[datetime | None, Direction | None]:
    if text is None:
        return None, None
    at_ms, direction = text.split()
    return from_ms(int(at_ms)), Direction(direction)
