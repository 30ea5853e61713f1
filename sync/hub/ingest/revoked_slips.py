"""Slips that stations revoked: the exact list of their venue, each as long as the slip would hold.

See docs/spec/sync-protocol.md §5, §7.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, bindparam, select

from sync.hub.db import tables
from sync.hub.db.bulk import by_database
from sync.hub.db.engine import reading, writing
from sync.hub.db.feeds import Change, lock_head, put_changes
from sync.hub.db.items import Item
from sync.hub.people.people import SLIP
from sync.protocol.bodies import RecordType, SlipAct
from sync.protocol.canonical import canonical_bytes
from sync.protocol.feeds import SLIP_KEY, FeedName, revoked_slip, revoked_until
from sync.protocol.members import parse_object
from sync.protocol.records import parse_at

_ITEMS = tables.feed_items
_IDENTIFIERS = tables.identifiers


def revoked_in(items: Iterable[Item]) -> list[dict[str, object]]:
    """What fresh records say of revoked slips, as the list has it."""
    bodies = []
    for item in items:
        if item.type == RecordType.SLIP and item.members["act"] == SlipAct.REVOKED:
            slip, at = str(item.members["slip"]), datetime.fromtimestamp(item.moment_ms / 1000, UTC)
            bodies.append(revoked_slip(slip, at, expiry_in(item.text("expires"))))
    return bodies


def put_revoked(
    connection: Connection, venue_id: str, bodies: Sequence[Mapping[str, object]], now_ms: int
) -> None:
    """Put slips on a venue's list, as the end of a transaction.

    Of several words on one slip the one that holds longest stands: a later one never shortens it.
    """
    if not bodies:
        return
    lock_head(connection, FeedName.REVOCATIONS, venue_id)
    keys = sorted({f"{SLIP_KEY}{body['slip']}" for body in bodies})
    rows = connection.execute(_THERE[connection.dialect.name], {"v": venue_id, "keys": keys})
    ends = {key: revoked_until(parse_object(body)) for key, body in rows}
    changes = {}
    for body in bodies:
        key, until = f"{SLIP_KEY}{body['slip']}", revoked_until(body)
        if key not in ends or until > ends[key]:
            ends[key] = until
            changes[key] = Change(key, canonical_bytes(body))
    put_changes(connection, FeedName.REVOCATIONS, venue_id, changes.values(), now_ms)


def expiry_in(text: str | None) -> datetime | None:
    """Until when a slip's record says that it holds; None where it says no time."""
    try:
        return parse_at(text or "")
    except ValueError:
        return None


def is_told_of(connection: Connection, slip_id: str, venue_ids: Sequence[str]) -> bool:
    """Whether any record of these venues tells of a slip."""
    held = select(_IDENTIFIERS.c.person).where(
        _IDENTIFIERS.c.kind == SLIP,
        _IDENTIFIERS.c.value == slip_id,
        _IDENTIFIERS.c.venue.in_(venue_ids),
    )
    return connection.execute(held.limit(1)).first() is not None


def revoked_ends(
    connection: Connection, slip_id: str, venue_ids: Sequence[str]
) -> dict[str, datetime]:
    """Until when a slip stands on the lists of those of these venues that have it."""
    rows = connection.execute(
        select(_ITEMS.c.venue, _ITEMS.c.body).where(
            _ITEMS.c.feed == FeedName.REVOCATIONS.value,
            _ITEMS.c.venue.in_(venue_ids),
            _ITEMS.c.key == f"{SLIP_KEY}{slip_id}",
            _ITEMS.c.body.is_not(None),
        )
    )
    return {venue: revoked_until(parse_object(body)) for venue, body in rows}


def drop_expired(engine: Engine, now: datetime) -> int:
    """Take slips off the lists that would hold no longer; gives how many."""
    listed = (
        _ITEMS.c.feed == FeedName.REVOCATIONS.value,
        _ITEMS.c.key.startswith(SLIP_KEY, autoescape=True),
        _ITEMS.c.body.is_not(None),
    )
    with reading(engine) as connection:
        query = select(_ITEMS.c.venue).where(*listed).distinct().order_by(_ITEMS.c.venue)
        venues = connection.execute(query).scalars().all()
    now_ms, count = int(now.timestamp() * 1000), 0
    for venue in venues:
        with writing(engine) as connection:
            # Read where nobody can put an end off meanwhile.
            lock_head(connection, FeedName.REVOCATIONS, venue)
            rows = connection.execute(
                select(_ITEMS.c.key, _ITEMS.c.body).where(*listed, _ITEMS.c.venue == venue)
            )
            over = [
                Change(key, None) for key, body in rows if revoked_until(parse_object(body)) <= now
            ]
            count += put_changes(connection, FeedName.REVOCATIONS, venue, over, now_ms)
    return count


_THERE = by_database(
    lambda among: select(_ITEMS.c.key, _ITEMS.c.body).where(
        _ITEMS.c.feed == FeedName.REVOCATIONS.value,
        _ITEMS.c.venue == bindparam("v"),
        among(_ITEMS.c.key, "keys"),
        _ITEMS.c.body.is_not(None),
    )
)
