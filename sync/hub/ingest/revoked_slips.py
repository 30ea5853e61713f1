"""Slips that stations revoked: the exact list of their venue, each as long as the slip would hold.

See docs/spec/sync-protocol.md §5, §7.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection, Engine, select

from sync.hub.db import tables
from sync.hub.db.engine import reading, writing
from sync.hub.db.feeds import Change, put_changes
from sync.hub.db.items import Item
from sync.hub.people.people import SLIP
from sync.protocol.bodies import RecordType, SlipAct
from sync.protocol.canonical import canonical_bytes
from sync.protocol.feeds import SLIP_KEY, FeedName, revoked_slip, revoked_until
from sync.protocol.members import optional_word, parse_object
from sync.protocol.records import parse_at

_ITEMS = tables.feed_items
_IDENTIFIERS = tables.identifiers
_RECORDS = tables.records


def revoked_changes(items: Iterable[Item]) -> dict[str, Change]:
    """What fresh records of a venue add to its list."""
    changes = {}
    for item in items:
        if item.type == RecordType.SLIP and item.members["act"] == SlipAct.REVOKED:
            slip, at = str(item.members["slip"]), datetime.fromtimestamp(item.moment_ms / 1000, UTC)
            body = revoked_slip(slip, at, expiry_in(item.text("expires")))
            key = f"{SLIP_KEY}{slip}"
            changes[key] = Change(key, canonical_bytes(body))
    return changes


def expiry_in(text: str | None) -> datetime | None:
    """Until when a slip's record says that it holds; None where it says no time."""
    try:
        return parse_at(text or "")
    except ValueError:
        return None


def find_slip(connection: Connection, slip_id: str) -> tuple[bool, datetime | None]:
    """Whether any record tells of a slip, and until when it holds, as far as one says so."""
    held = select(_IDENTIFIERS.c.person, _IDENTIFIERS.c.venue).where(
        _IDENTIFIERS.c.kind == SLIP, _IDENTIFIERS.c.value == slip_id
    )
    holders = connection.execute(held).all()
    for person, venue in holders:
        bodies = connection.execute(
            select(_RECORDS.c.body).where(
                _RECORDS.c.person == person,
                _RECORDS.c.venue == venue,
                _RECORDS.c.type == RecordType.SLIP,
                _RECORDS.c.body.is_not(None),
            )
        ).scalars()
        for body in bodies:
            members = parse_object(body)
            if members.get("slip") == slip_id:
                return True, expiry_in(optional_word(members, "expires"))
    return bool(holders), None


def drop_expired(engine: Engine, now: datetime) -> int:
    """Take slips off the lists that would hold no longer; gives how many."""
    query = (
        select(_ITEMS.c.venue, _ITEMS.c.key, _ITEMS.c.body)
        .where(
            _ITEMS.c.feed == FeedName.REVOCATIONS.value,
            _ITEMS.c.key.startswith(SLIP_KEY, autoescape=True),
            _ITEMS.c.body.is_not(None),
        )
        .order_by(_ITEMS.c.venue, _ITEMS.c.key)
    )
    with reading(engine) as connection:
        rows = connection.execute(query).all()
    over: dict[str, list[Change]] = {}
    for venue, key, body in rows:
        if revoked_until(parse_object(body)) <= now:
            over.setdefault(venue, []).append(Change(key, None))
    now_ms = int(now.timestamp() * 1000)
    for venue, changes in over.items():
        with writing(engine) as connection:
            put_changes(connection, FeedName.REVOCATIONS, venue, changes, now_ms)
    return sum(map(len, over.values()))
