"""Removes what has had its time: bodies, tombstones, and people who were not seen for long.

Headers stay for ever: chain and digests can be checked without the bodies.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, func, select, update

from sync.hub.db import tables
from sync.hub.db.engine import reading, truncate_log, writing
from sync.hub.db.feeds import Change, lock_head, put_changes
from sync.hub.ingest.projections import SEEN_DAYS
from sync.hub.people.declarations import forget_ended
from sync.hub.people.people import members_of
from sync.hub.people.presence import was_seen
from sync.protocol.feeds import FeedName

TOMBSTONES = timedelta(days=90)
"""How long a deletion stays in a feed at least."""

STEP = 500
"""Rows per transaction: nobody who sends waits long for this."""

_RECORDS = tables.records
_HEADS = tables.feed_heads
_ITEMS = tables.feed_items


def purge_bodies(engine: Engine, before: datetime) -> int:
    """Remove the bodies of records that came in before a moment; gives how many.

    With them goes what is kept of declarations that had ended before. Quarantined ones stay: nobody
    has read them yet. An SQLite file is overwritten where they were, and its log is cut.
    """
    purged = 0
    before_ms = int(before.timestamp() * 1000)
    while True:
        with writing(engine) as connection:
            ids = (
                connection.execute(
                    select(_RECORDS.c.id)
                    .where(
                        _RECORDS.c.received_ms < before_ms,
                        _RECORDS.c.body.is_not(None),
                        _RECORDS.c.is_quarantined.is_(False),
                    )
                    .order_by(_RECORDS.c.received_ms)
                    .limit(STEP)
                )
                .scalars()
                .all()
            )
            if ids:
                connection.execute(
                    update(_RECORDS).where(_RECORDS.c.id.in_(ids)).values(body=None, salt=None)
                )
            forget_ended(connection, before_ms)
        purged += len(ids)
        if len(ids) < STEP:
            break
    if purged:
        truncate_log(engine)
    return purged


def drop_tombstones(engine: Engine, now: datetime) -> int:
    """Forget deletions older than `TOMBSTONES`; gives how many.

    A cursor from before the newest of them is answered with *gone* from then on.
    """
    before_ms = int((now - TOMBSTONES).timestamp() * 1000)
    old = (_ITEMS.c.body.is_(None), _ITEMS.c.changed_ms < before_ms)
    with reading(engine) as connection:
        feeds = connection.execute(
            select(_ITEMS.c.feed, _ITEMS.c.venue).where(*old).distinct()
        ).all()
    dropped = 0
    for feed, venue in sorted(tuple(row) for row in feeds):
        here = (_ITEMS.c.feed == feed, _ITEMS.c.venue == venue)
        with writing(engine) as connection:
            lock_head(connection, FeedName(feed), venue)
            newest = connection.execute(
                select(func.max(_ITEMS.c.pos)).where(*here, *old)
            ).scalar_one()
            dropped += connection.execute(delete(_ITEMS).where(*here, *old)).rowcount
            connection.execute(
                update(_HEADS)
                .where(_HEADS.c.feed == feed, _HEADS.c.venue == venue)
                .values(floor=newest)
            )
    return dropped


def drop_unseen_people(engine: Engine, now: datetime) -> int:
    """Take out of each venue's people feed who had no record there for `SEEN_DAYS`; how many."""
    now_ms = int(now.timestamp() * 1000)
    since_ms = int((now - timedelta(days=SEEN_DAYS)).timestamp() * 1000)
    stale = (
        _ITEMS.c.feed == FeedName.PEOPLE.value,
        _ITEMS.c.body.is_not(None),
        _ITEMS.c.changed_ms < since_ms,
    )
    with reading(engine) as connection:
        rows = connection.execute(select(_ITEMS.c.venue, _ITEMS.c.key).where(*stale)).all()
    persons: dict[str, list[str]] = {}
    for venue, person in rows:
        persons.setdefault(venue, []).append(person)
    dropped = 0
    for venue in sorted(persons):
        for person in persons[venue]:
            with writing(engine) as connection:
                group = members_of(connection, venue, [person])
                if not was_seen(connection, venue, group, since_ms):
                    dropped += put_changes(
                        connection, FeedName.PEOPLE, venue, [Change(person, None)], now_ms
                    )
    return dropped
