"""Erasing a person at the hub itself: content goes, headers stay, stations are told by feed.

What a station still holds unsent comes in after the command, and is erased in its turn: the
commands of the feed are carried out again and again (docs/spec/sync-protocol.md §11,
docs/spec/faults.md S21).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, Engine, bindparam, delete, func, select, update

from kiosk.base.words_of_others import Word
from sync.hub.db import tables
from sync.hub.db.engine import reading, truncate_log, writing
from sync.hub.db.feeds import Change, put_changes
from sync.hub.people.declarations import forget_declarations
from sync.hub.people.hub_links import Claimed, joined_to
from sync.hub.people.people import members_of
from sync.hub.people.words_of_others import is_named_in, shorten, words_of
from sync.protocol.feeds import FeedName
from sync.protocol.members import MemberError, object_of, parse_object

ERASE_KEY = "erase:"

_RECORDS = tables.records
_ITEMS = tables.feed_items


def claims_of(connection: Connection, person_id: str) -> dict[str, set[str]]:
    """By venue, the ids under which anyone holds the person of an id.

    Every venue that claims the id, with whom it links to it; and from the venue that sent the id
    first, whom the hub holds for the same person at other venues. Nobody else is reached: what a
    venue says of another's id ties nobody but its own.
    """
    venues = connection.execute(_CLAIMING, {"p": person_id}).scalars().all()
    groups = {venue: set(members_of(connection, venue, [person_id])) for venue in venues}
    if groups:
        first = venues[0]
        own = [Claimed(first, person) for person in groups[first]]
        for venue, person in joined_to(connection, own):
            if venue not in venues:
                group = members_of(connection, venue, [person])
                groups.setdefault(venue, set()).update(group)
    return groups


def ids_by_venue(engine: Engine, person_id: str) -> dict[str, set[str]]:
    """See `claims_of`: what stations are to erase."""
    with reading(engine) as connection:
        return claims_of(connection, person_id)


def erase_person(engine: Engine, person_id: str, now: datetime) -> int:
    """Remove what the hub holds of a person, at every venue; gives how many bodies and rows.

    Records about others stay, without what of the person stands in them.
    An SQLite file is overwritten where it stood, and its log is cut.
    """
    now_ms = int(now.timestamp() * 1000)
    with writing(engine) as connection:
        claims = claims_of(connection, person_id)
        words = {
            venue: words_of(connection, venue, sorted(persons)) for venue, persons in claims.items()
        }
        erased = _erase_variants(connection, claims, words)
        for venue, persons in claims.items():
            group = sorted(persons)
            erased += connection.execute(
                update(_RECORDS)
                .where(
                    _RECORDS.c.person.in_(group),
                    _RECORDS.c.venue == venue,
                    _RECORDS.c.body.is_not(None),
                )
                .values(body=None, salt=None)
            ).rowcount
            for table in (tables.accounts, tables.identifiers):
                erased += connection.execute(
                    delete(table).where(table.c.person.in_(group), table.c.venue == venue)
                ).rowcount
            erased += forget_declarations(connection, venue, group)
            erased += shorten(connection, venue, group, words[venue], now_ms)
        _withdraw(connection, claims, now_ms)
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


def _erase_variants(
    connection: Connection, claims: Mapping[str, set[str]], words: Mapping[str, set[Word]]
) -> int:
    """The other contents that were kept aside: there are few, and only their lines tell whose, and
    who else stands in them. Nothing follows from them: they go whole."""
    variants, ledgers = tables.variants, tables.ledgers
    query = select(variants.c.header_sha, variants.c.line, ledgers.c.venue).join(
        ledgers, ledgers.c.ledger == variants.c.ledger
    )
    gone = [
        row.header_sha
        for row in connection.execute(query)
        if _person_of(bytes(row.line)) in claims.get(row.venue, ())
        or is_named_in(bytes(row.line), words.get(row.venue, set()).__contains__)
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


def _withdraw(connection: Connection, claims: Mapping[str, set[str]], now_ms: int) -> None:
    """Take the persons out of their venues' people feeds, as the last act of the transaction."""
    for venue in sorted(claims):
        gone = [Change(person, None) for person in sorted(claims[venue])]
        put_changes(connection, FeedName.PEOPLE, venue, gone, now_ms)


_CLAIMING = (
    select(_RECORDS.c.venue)
    .where(_RECORDS.c.person == bindparam("p"))
    .group_by(_RECORDS.c.venue)
    .order_by(func.min(_RECORDS.c.received_ms), _RECORDS.c.venue)
)
