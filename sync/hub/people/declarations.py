"""Declarations: whether somebody has one that holds. What was answered stays in the records.

A lookup tells no more than that (docs/spec/sync-protocol.md §3); of which forms a venue has how
many, by version, its administrator sees.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, bindparam, delete, func, select

from sync.hub.db import tables
from sync.hub.db.bulk import Bulk, by_database, ignore
from sync.hub.db.engine import reading
from sync.hub.db.items import Item
from sync.hub.people.people import members_of
from sync.protocol.asking import DeclarationStatus
from sync.protocol.bodies import RecordType
from sync.protocol.declaration_bodies import Screening
from sync.protocol.records import parse_at

LONGEST = timedelta(days=15)
"""No declaration holds longer, whatever a station says: policy allows 14 days and the one it is
made on."""

_DECLARATIONS = tables.declarations


def note_declarations(connection: Connection, venue_id: str, items: Sequence[Item]) -> set[str]:
    """Keep until when the declarations among a venue's fresh records hold, and forget those of
    whoever took their consent back; gives whose they are."""
    rows = sorted(
        (
            item.id,
            venue_id,
            str(item.members["person"]),
            *_form_of(item),
            _until_ms(item),
            item.members["screening"] == Screening.CLEAR,
        )
        for item in items
        if item.type == RecordType.DECLARATION
    )
    _INSERT.insert(connection, rows)
    told = {person for _, _, person, *_ in rows}
    for item in items:
        if item.type == RecordType.DATA_REQUEST and _withdraws(item):
            told |= _withdraw_consent(connection, venue_id, item)
    return told


def statuses(
    connection: Connection, venue_id: str, roots: Iterable[str], now: datetime
) -> dict[str, DeclarationStatus]:
    """How the newest declaration of each of these persons stands at a venue, by root."""
    leading = members_of(connection, venue_id, roots)
    asked = {"persons": sorted(leading), "v": venue_id}
    now_ms = int(now.timestamp() * 1000)
    found: dict[str, DeclarationStatus] = {}
    for row in connection.execute(_UNTIL[connection.dialect.name], asked):
        root = leading[row.person]
        if row.until_ms > now_ms:
            found[root] = DeclarationStatus.VALID
        else:
            found.setdefault(root, DeclarationStatus.EXPIRED)
    return found


@dataclass(frozen=True, slots=True)
class FormCount:
    """How many declarations a venue has of one version of a form."""

    form: str
    version: int
    count: int


def count_forms(engine: Engine, venue_id: str) -> list[FormCount]:
    """Of each form and version, in order."""
    query = (
        select(_DECLARATIONS.c.form, _DECLARATIONS.c.version, func.count())
        .where(_DECLARATIONS.c.venue == venue_id)
        .group_by(_DECLARATIONS.c.form, _DECLARATIONS.c.version)
        .order_by(_DECLARATIONS.c.form, _DECLARATIONS.c.version)
    )
    with reading(engine) as connection:
        return [FormCount(*row) for row in connection.execute(query)]


def forget_declarations(connection: Connection, venue_id: str, persons: Sequence[str]) -> int:
    """Remove what is kept of these persons at a venue; gives how many."""
    return connection.execute(
        delete(_DECLARATIONS).where(
            _DECLARATIONS.c.person.in_(persons), _DECLARATIONS.c.venue == venue_id
        )
    ).rowcount


def _withdraws(item: Item) -> bool:
    return (item.text("right"), item.text("outcome")) == ("withdraw", "done")


def _withdraw_consent(connection: Connection, venue_id: str, item: Item) -> set[str]:
    """Whoever took their consent back has declared nothing that holds; what they declare after it
    stands. Ids of records are in the order of their time."""
    persons = sorted(members_of(connection, venue_id, [str(item.members["person"])]))
    connection.execute(
        delete(_DECLARATIONS).where(
            _DECLARATIONS.c.person.in_(persons),
            _DECLARATIONS.c.venue == venue_id,
            _DECLARATIONS.c.record < item.id,
        )
    )
    return set(persons)


def forget_ended(connection: Connection, before_ms: int) -> int:
    """Remove what has held no longer since before then; gives how many."""
    return connection.execute(
        delete(_DECLARATIONS).where(_DECLARATIONS.c.until_ms < before_ms)
    ).rowcount


def _form_of(item: Item) -> tuple[str, int]:
    form = item.members["form"]
    assert isinstance(form, dict)
    return str(form["id"]), int(form["version"])


def _until_ms(item: Item) -> int:
    """Until when it holds; it never did where the station wrote no moment."""
    try:
        until = parse_at(str(item.members["until"]))
    except ValueError:
        return 0
    longest = item.moment_ms + int(LONGEST.total_seconds() * 1000)
    return min(int(until.timestamp() * 1000), longest)


_INSERT = Bulk(_DECLARATIONS, [column.name for column in _DECLARATIONS.c], ignore)
_UNTIL = by_database(
    lambda among: (
        select(_DECLARATIONS.c.person, func.max(_DECLARATIONS.c.until_ms).label("until_ms"))
        .where(among(_DECLARATIONS.c.person, "persons"), _DECLARATIONS.c.venue == bindparam("v"))
        .group_by(_DECLARATIONS.c.person)
    )
)
