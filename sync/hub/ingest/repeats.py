"""Records that say what another one says already: written anew twice, from one first writing.

A station writes a record anew when another machine holds its place, and names its first writing
(`moved`). An image of that station, or a backup put back, does the same once more. Of one first
writing one record counts; the others are stored, so that their ledgers are whole, and have no
effect (docs/adr/0014-what-a-copied-machine-recorded.md).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import ColumnElement, Connection, or_, select, tuple_

from sync.hub.db import tables
from sync.hub.db.items import Item

_RECORDS = tables.records


def origin_of(item: Item) -> bytes | None:
    """Hash of the header under which a record was first written; None where it was not moved."""
    moved = _moved(item)
    return None if moved is None else bytes.fromhex(moved["sha"])


def find_repeats(connection: Connection, venue_id: str, items: Sequence[Item]) -> set[Item]:
    """Which of these fresh records of one venue say what is there already; in their order."""
    moved = {item: origin for item in items if (origin := origin_of(item)) is not None}
    if not moved:
        return set()
    places = [_place(item) for item in moved]
    is_there = or_(_RECORDS.c.origin_sha.in_(sorted(set(moved.values()))), is_at(places))
    # What another venue's stations claim of these takes nothing away from them.
    known: set[bytes] = set()
    for row in connection.execute(
        select(_RECORDS.c.header_sha, _RECORDS.c.origin_sha).where(
            is_there, _RECORDS.c.venue == venue_id
        )
    ):
        known.add(row.origin_sha or row.header_sha)
    repeats = set()
    for item, origin in moved.items():
        if origin in known:
            repeats.add(item)
        known.add(origin)
    return repeats


def is_at(places: Iterable[tuple[str, int]]) -> ColumnElement[bool]:
    """That a record stands at one of these places, each a ledger and a `seq`.

    One list, whose length no database minds: of a condition for each ledger SQLite takes less than
    1,000, and whoever sends may begin a ledger with each record.
    """
    return tuple_(_RECORDS.c.ledger, _RECORDS.c.seq).in_(sorted(set(places)))


def _place(item: Item) -> tuple[str, int]:
    """Where a moved record was first written."""
    place = cast("Mapping[str, Any]", _moved(item))
    return place["ledger"], place["seq"]


def _moved(item: Item) -> Mapping[str, Any] | None:
    moved = None if item.why_raw else item.members.get("moved")
    return moved if isinstance(moved, dict) else None
