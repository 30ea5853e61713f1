"""Links and feeds out of the claims of each venue, anew: once, after the migration to claims.

Feeds of before told a venue of what others had recorded. What does not follow from its own claims
leaves them with a tombstone, so that stations drop it as well.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, Engine, delete, select, union

from sync.hub.db import tables
from sync.hub.db.admin_tables import hub_settings
from sync.hub.db.engine import reading, writing
from sync.hub.db.feeds import Change, lock_head
from sync.hub.ingest.projections import in_people_feed, people_changes, write_changes
from sync.hub.people.identity_links import regroup
from sync.hub.people.people import members_of
from sync.hub.people.presence import last_entries, presence_of
from sync.protocol.feeds import FeedName

STEP = 500
"""Persons per transaction."""

_WANTED = "claims_to_rebuild"
_ITEMS = tables.feed_items


def rebuild_claims(engine: Engine, now: datetime) -> None:
    """Do it if the migration asked for it. What was interrupted begins again; twice is once."""
    asked = hub_settings.c.name == _WANTED
    with reading(engine) as connection:
        if connection.execute(select(hub_settings).where(asked)).first() is None:
            return
        venues = connection.execute(
            union(
                select(tables.people.c.venue),
                select(_ITEMS.c.venue).where(
                    _ITEMS.c.feed.in_([FeedName.PEOPLE.value, FeedName.PRESENCE.value])
                ),
            )
        ).scalars()
        wanted = sorted(venues)
    for venue_id in wanted:
        _rebuild(engine, venue_id, now)
    with writing(engine) as connection:
        connection.execute(delete(hub_settings).where(asked))


def _rebuild(engine: Engine, venue_id: str, now: datetime) -> None:
    now_ms = int(now.timestamp() * 1000)
    with reading(engine) as connection:
        persons = _persons(connection, venue_id)
    steps = [persons[first : first + STEP] for first in range(0, len(persons), STEP)]
    # Who stands for whom comes first: what a feed says of one follows from all of them.
    for some in steps:
        with writing(engine) as connection:
            regroup(connection, venue_id, some, now_ms)
    for some in steps:
        with writing(engine) as connection:
            # As ingest does: who holds this changes the venue's feeds alone.
            lock_head(connection, FeedName.PRESENCE, venue_id)
            members = members_of(connection, venue_id, some)
            gone = {person: Change(person, None) for person in members}
            told = in_people_feed(connection, venue_id, members)
            last = last_entries(connection, venue_id, members)
            changes = {
                FeedName.PEOPLE: gone | people_changes(connection, venue_id, told),
                FeedName.PRESENCE: gone | presence_of(last, members),
            }
            write_changes(connection, venue_id, changes, now_ms)


def _persons(connection: Connection, venue_id: str) -> list[str]:
    """Everyone of whom a venue claims something, or whom its feeds name."""
    people, last = tables.people, tables.last_entries
    return sorted(
        connection.execute(
            union(
                select(people.c.person).where(people.c.venue == venue_id),
                select(last.c.person).where(last.c.venue == venue_id),
                select(_ITEMS.c.key).where(
                    _ITEMS.c.venue == venue_id,
                    _ITEMS.c.feed.in_([FeedName.PEOPLE.value, FeedName.PRESENCE.value]),
                ),
            )
        ).scalars()
    )
