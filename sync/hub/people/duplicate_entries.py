"""Duplicate entries: one person arriving twice, at two gates that did not know of each other.

Offline both gates admit, and both entries stand; what is left to do is to tell staff (S10). An
entry says on what it was decided: `basis`, the presence cursor of its station. The later of two
arrivals was decided on old knowledge when that cursor lies before the earlier one's place in the
feed, which `records.feed_pos` remembers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

from sqlalchemy import BindParameter, Connection, Engine, bindparam, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from sync.hub.db import tables
from sync.hub.db.engine import AnyRow, is_postgresql, reading
from sync.hub.db.items import Item
from sync.protocol.bodies import ENTRY_TYPES, RecordType
from sync.protocol.feeds import parse_cursor
from sync.protocol.members import MemberError, parse_object

DOUBLE = "double"
WITHIN_MS = 16 * 60 * 60 * 1000
"""Longest stay: arrivals further apart are two visits (docs/spec/at-the-gate.md §2)."""

_RECORDS = tables.records
_FLAGS = tables.flags


def flag_duplicates(
    connection: Connection,
    venue_id: str,
    entries: Sequence[Item],
    last: Iterable[AnyRow],
    members: Mapping[str, str],
    now_ms: int,
) -> int:
    """Flag the pairs that the arrivals among these entries complete; gives how many.

    `members` holds everyone linked to the arriving persons, id → root, and `last` their last
    entries at this venue: nothing is looked up for who was never seen at another station.
    """
    arrivals = [item for item in entries if item.type == RecordType.ARRIVAL and item.text("person")]
    where: dict[str, set[str]] = {}
    for item in arrivals:
        where.setdefault(members[str(item.text("person"))], set()).add(item.ledger)
    elsewhere = {
        root
        for row in last
        if (root := members[row.person]) in where and row.ledger not in where[root]
    }
    # Two gates' arrivals in one batch of batches are each here.
    elsewhere |= {root for root, ledgers in where.items() if len(ledgers) > 1}
    if not elsewhere:
        return 0
    moments = [item.moment_ms for item in arrivals]
    fresh = {item.id for item in arrivals}
    rows: Sequence[AnyRow] = connection.execute(
        _AROUND,
        {
            "v": venue_id,
            "persons": sorted(person for person, root in members.items() if root in elsewhere),
            "low": min(moments) - WITHIN_MS,
            "high": max(moments) + WITHIN_MS,
        },
    ).all()
    # What voids an entry names nobody: it is found by what it refers to.
    asked = {"ids": [row.id for row in rows], "v": venue_id}
    corrected = set(connection.execute(_CORRECTED, asked).scalars())
    visits: dict[str, list[AnyRow]] = {}
    for row in rows:
        if row.id not in corrected:
            visits.setdefault(members[row.person], []).append(row)
    epoch: str = connection.execute(select(tables.hub.c.epoch)).scalar_one()
    found = [
        {
            "kind": DOUBLE,
            "one": min(earlier.id, later.id),
            "other": max(earlier.id, later.id),
            "venue": venue_id,
            "person": root,
            "noted_ms": now_ms,
        }
        for root, entries in visits.items()
        for earlier, later in pairwise(entries)
        if (earlier.id in fresh or later.id in fresh) and _is_double(earlier, later, epoch)
    ]
    if found:
        make = postgresql_insert if is_postgresql(connection) else sqlite_insert
        connection.execute(make(_FLAGS).on_conflict_do_nothing(), found)
    return len(found)


def list_flags(engine: Engine, venue_id: str | None = None) -> Sequence[AnyRow]:
    """All flags, newest first: kind, one, other, venue, person, noted_ms; ids only."""
    query = select(_FLAGS).order_by(_FLAGS.c.noted_ms.desc(), _FLAGS.c.one, _FLAGS.c.other)
    if venue_id is not None:
        query = query.where(_FLAGS.c.venue == venue_id)
    with reading(engine) as connection:
        return connection.execute(query).all()


def _is_double(earlier: AnyRow, later: AnyRow, epoch: str) -> bool:
    if earlier.type != RecordType.ARRIVAL or later.type != RecordType.ARRIVAL:
        return False
    if earlier.gate == later.gate or later.moment_ms - earlier.moment_ms > WITHIN_MS:
        return False
    return not _knew_of(later, earlier, epoch)


def _knew_of(later: AnyRow, earlier: AnyRow, epoch: str) -> bool:
    """Whether the station of the later entry had seen the earlier one come down."""
    basis = parse_object(later.body).get("basis") if later.body else None
    if not isinstance(basis, dict):
        return False
    try:
        cursor = parse_cursor(str(basis.get("cursor")))
    except MemberError:
        return False
    return cursor.epoch == epoch and cursor.pos > earlier.feed_pos


_CORRECTED = select(_RECORDS.c.ref).where(
    _RECORDS.c.ref.in_(bindparam("ids", expanding=True)),
    _RECORDS.c.venue == bindparam("v"),
    _RECORDS.c.type.in_(tuple(sorted(ENTRY_TYPES))),
    _RECORDS.c.is_quarantined.is_(False),
)
_WANTED: BindParameter[Any] = bindparam("persons", expanding=True)
_AROUND = (
    select(
        _RECORDS.c.id,
        _RECORDS.c.type,
        _RECORDS.c.person,
        _RECORDS.c.gate,
        _RECORDS.c.moment_ms,
        _RECORDS.c.feed_pos,
        _RECORDS.c.body,
    )
    .where(
        _RECORDS.c.person.in_(_WANTED),
        _RECORDS.c.moment_ms.between(bindparam("low"), bindparam("high")),
        _RECORDS.c.venue == bindparam("v"),
        _RECORDS.c.type.in_(tuple(sorted(ENTRY_TYPES))),
        _RECORDS.c.is_quarantined.is_(False),
    )
    .order_by(_RECORDS.c.moment_ms, _RECORDS.c.id)
)
