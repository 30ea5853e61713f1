"""What follows from fresh records, in the transaction that stores them.

First persons and links, then presence, then the feeds: everyone takes the locks in this order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from sqlalchemy import Connection, bindparam, select

from sync.hub.db import tables
from sync.hub.db.bulk import by_database
from sync.hub.db.feeds import Change, put_changes
from sync.hub.db.items import Item
from sync.hub.ingest.record_insertion import DAY_MS, Inserted
from sync.hub.people.duplicate_entries import flag_duplicates
from sync.hub.people.identity_links import Regrouped, hold_links, note_statements, regroup
from sync.hub.people.people import members_of, numbers_of, persons_of, profiles, take_in
from sync.hub.people.presence import is_entry, last_entries, note_entries, presence_of, venues_of
from sync.protocol.bodies import RecordType
from sync.protocol.canonical import canonical_bytes
from sync.protocol.feeds import FeedName

SEEN_DAYS = 14
"""How long somebody stays in the people feed of a venue after the last record there."""

_FeedChanges = dict[tuple[FeedName, str], dict[str, Change]]


def project(
    connection: Connection,
    venue_id: str,
    items: Sequence[Item],
    now_ms: int,
    keep: Callable[[], Inserted],
) -> Inserted:
    """Store records of one venue's stations (`keep`) and all that follows from what is new."""
    is_linking = hold_links(connection, items)
    kept = keep()
    about_people = [item for item in kept.fresh if _is_about_people(item)]
    entries = [item for item in kept.fresh if is_entry(item)]
    regrouped = Regrouped()
    if about_people:
        take_in(connection, about_people, now_ms)
        if is_linking:
            note_statements(connection, about_people)
            persons = {person for item in about_people for person in persons_of(item)}
            regrouped = regroup(connection, persons, venue_id, now_ms)
    came_or_went = note_entries(connection, entries, now_ms)
    told = {
        person
        for item in about_people
        if item.type != RecordType.SLIP
        for person in persons_of(item)
    }
    changes: _FeedChanges = {}
    members = members_of(connection, came_or_went | told | regrouped.members)
    if came_or_went or regrouped.members:
        last = last_entries(connection, venue_id, members)
        flag_duplicates(connection, venue_id, entries, last, members, now_ms)
        gone = {person: Change(person, None) for person in regrouped.members}
        changes[FeedName.PRESENCE, venue_id] = gone | presence_of(last, members)
    if regrouped.members:
        _presence_elsewhere(connection, venue_id, members, regrouped, now_ms, changes)
    _people_changes(connection, venue_id, members, told | regrouped.members, now_ms, changes)
    write_changes(connection, changes, now_ms)
    return kept


def write_changes(
    connection: Connection,
    changes: Mapping[tuple[FeedName, str], Mapping[str, Change]],
    now_ms: int,
) -> None:
    """Write the changes of several feeds, as the end of a transaction."""
    for feed, venue in sorted(changes):
        if changes[feed, venue]:
            put_changes(connection, feed, venue, changes[feed, venue].values(), now_ms)


def people_changes(connection: Connection, members: Iterable[str]) -> dict[str, Change]:
    """The items of these persons in a people feed, of those of whom something is known."""
    return {
        person: Change(person, canonical_bytes(profile.to_body()))
        for person, profile in profiles(connection, members).items()
        if profile.sex
    }


def _is_about_people(item: Item) -> bool:
    kind = item.type
    if kind in (RecordType.PERSON, RecordType.IDENTIFIER, RecordType.SAME_AS):
        return True
    return bool(numbers_of(item))


def _presence_elsewhere(
    connection: Connection,
    venue_id: str,
    members: Mapping[str, str],
    regrouped: Regrouped,
    now_ms: int,
    changes: _FeedChanges,
) -> None:
    """Links that changed move presence at every venue that knows these persons."""
    venues = venues_of(connection, regrouped.members, now_ms - SEEN_DAYS * DAY_MS)
    for venue in venues - {venue_id}:
        gone = {person: Change(person, None) for person in regrouped.members}
        found = presence_of(last_entries(connection, venue, members), members)
        changes[FeedName.PRESENCE, venue] = gone | found


def _people_changes(
    connection: Connection,
    venue_id: str,
    members: Mapping[str, str],
    told: set[str],
    now_ms: int,
    changes: _FeedChanges,
) -> None:
    """Put the told into the feeds of all venues that saw them, the others where they lack."""
    news = {person for person, root in members.items() if person in told or root in told}
    roots = {members[person] for person in news}
    news = {person for person, root in members.items() if root in roots}
    wanted = news | _lacking(connection, venue_id, set(members) - news)
    items = people_changes(connection, wanted) if wanted else {}
    if items:
        changes[FeedName.PEOPLE, venue_id] = items
    if not news:
        return
    of_news = {person: change for person, change in items.items() if person in news}
    by_root: dict[str, set[str]] = {}
    for person in news:
        by_root.setdefault(members[person], set()).add(person)
    for group in by_root.values():
        for venue in venues_of(connection, group, now_ms - SEEN_DAYS * DAY_MS) - {venue_id}:
            there = changes.setdefault((FeedName.PEOPLE, venue), {})
            there.update({person: of_news[person] for person in group if person in of_news})


def _lacking(connection: Connection, venue_id: str, persons: Iterable[str]) -> set[str]:
    """Those of these persons who are not in the venue's people feed."""
    wanted = set(persons)
    if not wanted:
        return set()
    asked = {"v": venue_id, "persons": sorted(wanted)}
    there = connection.execute(_THERE[connection.dialect.name], asked).scalars()
    return wanted - set(there)


_ITEMS = tables.feed_items
_THERE = by_database(
    lambda among: select(_ITEMS.c.key).where(
        _ITEMS.c.feed == FeedName.PEOPLE.value,
        _ITEMS.c.venue == bindparam("v"),
        among(_ITEMS.c.key, "persons"),
        _ITEMS.c.body.is_not(None),
    )
)
