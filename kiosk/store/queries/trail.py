"""Reading the trail of what staff did: the newest first for a page, in its order for a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.domain.desk.trail_queries import TRAIL_ROWS, ListTrail, TrailRows
from kiosk.domain.staff.trail import TrailRow
from kiosk.store.driver import Connection, storage_faults
from kiosk.store.queries.reading import Reading
from kiosk.store.repositories.settled_days import day_bounds
from kiosk.store.stamp import from_ms, to_ms

_PAGE = 1_000
"""Rows of one statement of a file."""
_LINES = (
    "SELECT t.number, t.deed, t.at, t.by, b.name, a.name, t.person, t.record, t.note"
    " FROM staff_trail t LEFT JOIN staff b ON b.id = t.by LEFT JOIN staff a ON a.id = t.account"
)
_FAR = 1 << 62


def list_trail(reading: Reading, query: ListTrail) -> TrailRows:
    """See `ListTrail`."""
    before = _FAR if query.before is None else query.before
    named = (query.account_id,) * 2 if query.account_id else ()
    whose = " AND (t.by = ? OR t.account = ?)" if named else ""
    found = reading.rows(
        f"{_LINES} WHERE t.number < ?{whose} ORDER BY t.number DESC LIMIT ?",
        (before, *named, TRAIL_ROWS + 1),
    )
    return TrailRows(tuple(map(_row, found[:TRAIL_ROWS])), len(found) > TRAIL_ROWS)


def read_trail(
    connection: Connection, since: datetime | None, until_ms: int = _FAR
) -> Iterator[TrailRow]:
    """The trail from a moment on, oldest first, in pages: no long transaction keeps the log from
    being emptied. Raises StorageFault, and Interrupted once the connection was interrupted."""
    start, after = 0 if since is None else to_ms(since), 0
    while True:
        with storage_faults():
            rows = connection.execute(
                f"{_LINES} WHERE t.number > ? AND t.at >= ? AND t.at < ? ORDER BY t.number LIMIT ?",
                (after, start, until_ms, _PAGE),
            ).fetchall()
        yield from map(_row, rows)
        if len(rows) < _PAGE:
            return
        after = rows[-1][0]


def read_trail_of_days(
    connection: Connection, zone: ZoneInfo, first: date, last: date
) -> Iterator[TrailRow]:
    """What staff did on these local days, both included. Raises as `read_trail` does."""
    begin_ms, end_ms = day_bounds(first, zone)[0], day_bounds(last, zone)[1]
    return read_trail(connection, from_ms(begin_ms), end_ms)


def count_trail(connection: Connection, zone: ZoneInfo, first: date, last: date) -> int:
    """How many lines there are of these days. Raises StorageFault."""
    with storage_faults():
        row = connection.execute(
            "SELECT count(*) FROM staff_trail WHERE at >= ? AND at < ?",
            (day_bounds(first, zone)[0], day_bounds(last, zone)[1]),
        ).fetchone()
    return int(row[0])


def _row(row: Sequence[Any]) -> TrailRow:
    number, deed, at, *texts = row
    return TrailRow(number, deed, from_ms(at), *(text or "" for text in texts))
