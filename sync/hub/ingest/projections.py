"""What follows from fresh records, in the transaction that stores them.

It follows at the venue that recorded them and nowhere else (docs/spec/sync-protocol.md §12). First
persons and links, then presence, then the feeds: everyone takes the locks in this order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from sqlalchemy import Connection, bindparam, select

from sync.hub.db import tables
from sync.hub.db.bulk import by_database
from sync.hub.db.feeds import Change, put_changes
from sync.hub.db.items import Item
from sync.hub.ingest.record_insertion import Inserted
from sync.hub.ingest.registrations import note_registrations
from sync.hub.ingest.revoked_slips import put_revoked, revoked_in
from sync.hub.people.declarations import forget_withdrawn, note_declarations
from sync.hub.people.duplicate_entries import flag_duplicates
from sync.hub.people.hub_links import join_elsewhere
from sync.hub.people.identity_links import Reach, Regrouped, hold_links, note_statements, regroup
from sync.hub.people.people import members_of, numbers_of, persons_of, profiles, take_in
from sync.hub.people.presence import is_entry, last_entries, note_entries, presence_of
from sync.hub.people.slip_bearers import tie_bearers
from sync.hub.people.words_of_others import shorten_late
from sync.protocol.bodies import RecordType
from sync.protocol.canonical import canonical_bytes
from sync.protocol.feeds import FeedName

SEEN_DAYS = 14
"""How long somebody stays in the people feed of a venue after the last record there."""

_TELLING = (RecordType.PERSON, RecordType.IDENTIFIER, RecordType.SAME_AS)
"""Records that tell something of a person that stations shall know."""

_FeedChanges = dict[FeedName, dict[str, Change]]


def project(
    connection: Connection,
    venue_id: str,
    items: Sequence[Item],
    now_ms: int,
    keep: Callable[[], Inserted],
) -> Inserted:
    """Store records of one venue's stations (`keep`) and all that follows from what is new."""
    reach = hold_links(connection, venue_id, items)
    kept = keep()
    about_people = [item for item in kept.fresh if _is_about_people(item, reach)]
    note_registrations(connection, venue_id, kept.fresh)
    shorten_late(connection, venue_id, kept.fresh)
    entries = [item for item in kept.fresh if is_entry(item)]
    told = {person for item in about_people if item.type in _TELLING for person in persons_of(item)}
    declaring = note_declarations(connection, venue_id, kept.fresh)
    told |= declaring
    regrouped = Regrouped()
    if about_people:
        take_in(connection, venue_id, about_people, now_ms)
        if reach.is_linking:
            note_statements(connection, venue_id, about_people, now_ms)
            told |= tie_bearers(connection, venue_id, about_people, now_ms)
            regrouped = regroup(connection, venue_id, told, now_ms)
        join_elsewhere(connection, venue_id, about_people, reach.is_known_elsewhere, now_ms)
    if declaring or regrouped.members:
        held = members_of(connection, venue_id, declaring | regrouped.members)
        forget_withdrawn(connection, venue_id, held)
    came_or_went = note_entries(connection, venue_id, entries, now_ms)
    changes: _FeedChanges = {}
    members = members_of(connection, venue_id, came_or_went | told | regrouped.members)
    if came_or_went or regrouped.members:
        last = last_entries(connection, venue_id, members)
        flag_duplicates(connection, venue_id, entries, last, members, now_ms)
        # Whose only entry was voided was not seen at all.
        seen = {members[person] for person in came_or_went} | regrouped.members
        gone = {person: Change(person, None) for person in seen}
        changes[FeedName.PRESENCE] = gone | presence_of(last, members)
    changes[FeedName.PEOPLE] = _people_changes(
        connection, venue_id, members, told | regrouped.members
    )
    write_changes(connection, venue_id, changes, now_ms)
    # The last of these feeds in the order in which their heads are held.
    put_revoked(connection, venue_id, revoked_in(kept.fresh), now_ms)
    return kept


def write_changes(
    connection: Connection,
    venue_id: str,
    changes: Mapping[FeedName, Mapping[str, Change]],
    now_ms: int,
) -> None:
    """Write the changes of a venue's feeds, as the end of a transaction."""
    for feed in sorted(changes):
        if changes[feed]:
            put_changes(connection, feed, venue_id, changes[feed].values(), now_ms)


def people_changes(
    connection: Connection, venue_id: str, members: Iterable[str]
) -> dict[str, Change]:
    """The items of these persons in the venue's people feed: of those it has an account of, or
    knows somebody else to stand for. Who is parted again and has no account leaves the feed."""
    return {
        person: Change(person, canonical_bytes(profile.to_body()) if is_told else None)
        for person, profile in profiles(connection, venue_id, members).items()
        for is_told in (bool(profile.sex) or profile.root != profile.person,)
    }


def _is_about_people(item: Item, reach: Reach) -> bool:
    """Whether a record tells of a person, or ties a slip that was not theirs before."""
    if item.type in _TELLING:
        return True
    person = item.text("person")
    return any((number, person) not in reach.tied for number in numbers_of(item))


def _people_changes(
    connection: Connection, venue_id: str, members: Mapping[str, str], told: set[str]
) -> dict[str, Change]:
    """The told and everyone linked to them, and of the others those whom the feed lacks."""
    roots = {root for person, root in members.items() if person in told or root in told}
    news = {person for person, root in members.items() if root in roots}
    rest = members.keys() - news
    wanted = news | (rest - in_people_feed(connection, venue_id, rest) if rest else rest)
    return people_changes(connection, venue_id, wanted) if wanted else {}


def in_people_feed(connection: Connection, venue_id: str, persons: Iterable[str]) -> set[str]:
    """Those of these persons whom the venue's people feed tells of."""
    asked = {"v": venue_id, "persons": sorted(set(persons))}
    return set(connection.execute(_THERE[connection.dialect.name], asked).scalars())


_ITEMS = tables.feed_items
_THERE = by_database(
    lambda among: select(_ITEMS.c.key).where(
        _ITEMS.c.feed == FeedName.PEOPLE.value,
        _ITEMS.c.venue == bindparam("v"),
        among(_ITEMS.c.key, "persons"),
        _ITEMS.c.body.is_not(None),
    )
)
