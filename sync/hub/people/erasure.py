"""Erasing a person at the hub itself: content goes, headers stay, stations are told by feed.

What a station still holds unsent comes in after the command, and is erased in its turn: the
commands of the feed are carried out again and again (docs/spec/sync-protocol.md §11,
docs/spec/faults.md S21).
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Engine, delete, select, update

from sync.hub.db import tables
from sync.hub.db.engine import reading, truncate_log, writing
from sync.hub.db.feeds import Change, put_changes
from sync.hub.people.people import members_of
from sync.protocol.feeds import FeedName
from sync.protocol.members import MemberError, object_of, parse_object

ERASE_KEY = "erase:"

_RECORDS = tables.records
_ITEMS = tables.feed_items


def erase_person(engine: Engine, person_id: str, now: datetime) -> int:
    """Remove what the hub holds of a person and of every id linked to it; gives how many bodies.

    An SQLite file is overwritten where it stood, and its log is cut.
    """
    with writing(engine) as connection:
        group = sorted({person_id, *members_of(connection, [person_id])})
        erased = connection.execute(
            update(_RECORDS)
            .where(_RECORDS.c.person.in_(group), _RECORDS.c.body.is_not(None))
            .values(body=None, salt=None)
        ).rowcount
        erased += _erase_variants(connection, set(group))
        for table in (tables.accounts, tables.identifiers):
            erased += connection.execute(delete(table).where(table.c.person.in_(group))).rowcount
        _withdraw(connection, group, int(now.timestamp() * 1000))
    if erased:
        truncate_log(engine)
    return erased


def erase_commanded(engine: Engine, now: datetime) -> int:
    """Carry out every erase command that stands in the feeds; gives how many bodies went."""
    query = (
        select(_ITEMS.c.key)
        .where(
            _ITEMS.c.feed == FeedName.REVOCATIONS.value,
            _ITEMS.c.key.startswith(ERASE_KEY, autoescape=True),
            _ITEMS.c.body.is_not(None),
        )
        .distinct()
        .order_by(_ITEMS.c.key)
    )
    with reading(engine) as connection:
        keys = connection.execute(query).scalars().all()
    return sum(erase_person(engine, key.removeprefix(ERASE_KEY), now) for key in keys)


def _erase_variants(connection: Connection, group: set[str]) -> int:
    """The other contents that were kept aside: there are few, and only their lines tell whose."""
    variants = tables.variants
    gone = [
        row.header_sha
        for row in connection.execute(select(variants.c.header_sha, variants.c.line))
        if _person_of(bytes(row.line)) in group
    ]
    if gone:
        connection.execute(delete(variants).where(variants.c.header_sha.in_(gone)))
    return len(gone)


def _person_of(line: bytes) -> str | None:
    try:
        person = object_of(parse_object(line), "body").get("person")
    except MemberError:
        return None
    return person if isinstance(person, str) else None


def _withdraw(connection: Connection, group: list[str], now_ms: int) -> None:
    """Take the persons out of every venue's people feed, as the last act of the transaction."""
    rows = connection.execute(
        select(_ITEMS.c.venue, _ITEMS.c.key).where(
            _ITEMS.c.feed == FeedName.PEOPLE.value,
            _ITEMS.c.key.in_(group),
            _ITEMS.c.body.is_not(None),
        )
    ).all()
    for venue in sorted({row.venue for row in rows}):
        gone = [Change(row.key, None) for row in rows if row.venue == venue]
        put_changes(connection, FeedName.PEOPLE, venue, gone, now_ms)
