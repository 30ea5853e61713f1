"""Persons of two venues who are one human being: the hub's own knowledge, never in a feed.

The hub joins two persons when both strong numbers (citizen number and BHXH number) agree together
with name and birth, when an entry of one venue showed a slip that the other issued, or when it was
made by a handle that an OTP released. One strong number alone makes a proposal, which the hub's
staff decide. A link is of its two persons alone and is never followed further: a venue that stands
between two others ties nobody of them together. See docs/spec/sync-protocol.md §12.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import BindParameter, Connection, bindparam, or_, select, text, tuple_
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from kiosk.base.dataclass import dataclass
from sync.hub.db import tables
from sync.hub.db.admin_tables import handles
from sync.hub.db.bulk import in_lists
from sync.hub.db.engine import AnyRow, is_postgresql
from sync.hub.db.items import Item
from sync.hub.people.flags import flag_pairs
from sync.hub.people.identity_links import (
    DECIDING,
    MAX_CIRCLE,
    TOO_MANY,
    births_agree,
    numbers_of_kind,
)
from sync.hub.people.people import HANDLE, SLIP, Profile, numbers_of, profiles

MAX_PROPOSALS = 16
"""Most proposals that wait about one person: the others wait until staff have decided some."""
MAX_LOOKED_AT = 1_000
"""Most persons of other venues looked at at once."""

_LINKS = tables.hub_links
_IDENTIFIERS = tables.identifiers
_JOINING_LOCK = 0x6A6F696E


class LinkState(StrEnum):
    """What the hub holds of a pair."""

    PROPOSED = "proposed"
    JOINED = "joined"
    REFUSED = "refused"
    """Staff said that they are two; nothing but staff joins them again."""


class Evidence(StrEnum):
    """Why two persons of two venues may be one, the strongest first."""

    STAFF = "staff"
    HANDLE = "handle"
    SLIP = "slip"
    NUMBERS = "numbers"
    ONE_NUMBER = "one_number"


class Claimed(NamedTuple):
    """A person as one venue claims it."""

    venue: str
    person: str


@dataclass(frozen=True, slots=True)
class HubLink:
    """One pair, the smaller claim first."""

    one: Claimed
    other: Claimed
    state: LinkState
    evidence: Evidence

    @property
    def id(self) -> str:
        """See `link_id`."""
        return link_id(self.one, self.other)


def link_id(one: Claimed, other: Claimed) -> str:
    """The id of a pair, whichever is named first: 20 hex digits, short enough to be typed."""
    named = "|".join(chain(*sorted((one, other))))
    return hashlib.sha256(named.encode()).hexdigest()[:20]


def join_elsewhere(
    connection: Connection,
    venue_id: str,
    items: Sequence[Item],
    is_known_elsewhere: bool,
    now_ms: int,
) -> None:
    """Join or propose what fresh records of a venue have in common with other venues' persons.

    `is_known_elsewhere`: whether another venue holds one of their deciding numbers or slips.
    """
    by_handle = _proven(connection, items)
    if not (by_handle or is_known_elsewhere):
        return
    if is_postgresql(connection):
        connection.execute(_ALONE, {"k": _JOINING_LOCK})
    found = {(Claimed(venue_id, person), claimed): Evidence.HANDLE for person, claimed in by_handle}
    if is_known_elsewhere:
        persons = {str(item.text("person")) for item in items if numbers_of(item)}
        mine = profiles(connection, venue_id, persons)
        found = _compare(connection, venue_id, mine) | found
    _note(connection, venue_id, found, now_ms)


def joined_to(connection: Connection, claimed: Iterable[Claimed]) -> set[Claimed]:
    """Whom the hub holds for one with any of these, one step far."""
    asked = set(claimed)
    links = links_of(connection, asked)
    joined = (link for link in links if link.state is LinkState.JOINED)
    return {side for link in joined for side in (link.one, link.other)} - asked


def links_of(connection: Connection, claimed: Iterable[Claimed]) -> list[HubLink]:
    """Every pair in which one of these stands; one of two asked for may be named twice."""
    asked = [(one.person, one.venue) for one in sorted(set(claimed))]
    return [
        to_link(row)
        for some in in_lists(asked)
        for row in connection.execute(_LINKS_OF, {"claimed": some})
    ]


def to_link(row: AnyRow) -> HubLink:
    """A pair out of a row of `hub_links`."""
    return HubLink(
        Claimed(row.one_venue, row.one),
        Claimed(row.other_venue, row.other),
        LinkState(row.state),
        Evidence(row.evidence),
    )


def _proven(connection: Connection, items: Sequence[Item]) -> list[tuple[str, Claimed]]:
    """The persons recorded by a handle that their station was given, and whom it stands for."""
    given: dict[str, list[Item]] = {}
    for item in items:
        for number in numbers_of(item):
            if number.kind == HANDLE:
                given.setdefault(number.value, []).append(item)
    if not given:
        return []
    found = connection.execute(select(handles).where(handles.c.handle.in_(sorted(given)))).all()
    return [
        (str(item.text("person")), Claimed(row.venue_id, row.person))
        for row in found
        for item in given[row.handle]
        if row.device_id in {item.sender.device_id, *item.sender.former}
        and row.venue_id != item.sender.venue_id
    ]


def _compare(
    connection: Connection, venue_id: str, mine: Mapping[str, Profile]
) -> dict[tuple[Claimed, Claimed], Evidence]:
    """What a venue's persons have in common with those of others."""
    numbers = sorted(
        {
            (number.kind, number.value)
            for profile in mine.values()
            for number in profile.numbers
            if number.kind in (*DECIDING, SLIP)
        }
    )
    elsewhere: dict[str, set[str]] = {}
    holders: dict[tuple[str, str], set[Claimed]] = {}
    for some in in_lists(numbers):
        for row in connection.execute(_ELSEWHERE, {"numbers": some, "v": venue_id}):
            elsewhere.setdefault(row.venue, set()).add(row.person)
            holders.setdefault((row.kind, row.value), set()).add(Claimed(row.venue, row.person))
    others = {
        Claimed(venue, person): profile
        for venue, persons in elsewhere.items()
        for person, profile in profiles(connection, venue, persons).items()
    }
    found: dict[tuple[Claimed, Claimed], Evidence] = {}
    for profile in mine.values():
        shared = {
            other
            for number in profile.numbers
            for other in holders.get((number.kind, number.value), ())
        }
        for other in shared & others.keys():
            found[Claimed(venue_id, profile.person), other] = _evidence(profile, others[other])
    return found


def _evidence(one: Profile, other: Profile) -> Evidence:
    """Why two persons who share a number or a slip may be one.

    Numbers count when they are the same ones, not when some are: who claims two people's numbers
    for one person is joined with neither.
    """
    is_exact = all(
        numbers_of_kind(one, kind) and numbers_of_kind(one, kind) == numbers_of_kind(other, kind)
        for kind in DECIDING
    )
    is_one_name = bool(one.bare_name) and one.bare_name == other.bare_name
    if is_exact and is_one_name and births_agree(one.birth, other.birth):
        return Evidence.NUMBERS
    if numbers_of_kind(one, SLIP) & numbers_of_kind(other, SLIP):
        return Evidence.SLIP
    return Evidence.ONE_NUMBER


def _note(
    connection: Connection,
    venue_id: str,
    found: Mapping[tuple[Claimed, Claimed], Evidence],
    now_ms: int,
) -> None:
    """Keep what is new of these pairs; what staff decided stands."""
    claimed = {side for pair in found for side in pair}
    if not claimed:
        return
    known: dict[str, HubLink] = {}
    held: dict[tuple[Claimed, LinkState], int] = {}
    for link in links_of(connection, claimed):
        if link.id not in known:
            known[link.id] = link
            _count(held, link.one, link.other, link.state)
    rows: list[HubLink] = []
    full = []
    for (mine, theirs), evidence in sorted(found.items()):
        one, other = sorted((mine, theirs))
        before = known.get(link_id(one, other))
        is_proposal = evidence is Evidence.ONE_NUMBER
        if before is not None and (is_proposal or before.state is not LinkState.PROPOSED):
            continue
        state = LinkState.PROPOSED if is_proposal else LinkState.JOINED
        most = MAX_PROPOSALS if is_proposal else MAX_CIRCLE - 1
        if max(held.get((one, state), 0), held.get((other, state), 0)) >= most:
            full.append((min(mine.person, theirs.person), max(mine.person, theirs.person)))
            continue
        _count(held, one, other, state)
        rows.append(HubLink(one, other, state, evidence))
    write_links(connection, rows, now_ms)
    # The pair names another venue's person: the flag is the hub's own.
    flag_pairs(connection, HUB_VENUE, TOO_MANY, full, now_ms)


HUB_VENUE = ""
"""Where the hub keeps flags that no venue may read."""


def write_links(connection: Connection, links: Sequence[HubLink], now_ms: int) -> None:
    """Keep these pairs as they are now."""
    if not links:
        return
    make = postgresql_insert if is_postgresql(connection) else sqlite_insert
    statement = make(_LINKS)
    new = statement.excluded
    connection.execute(
        statement.on_conflict_do_update(
            index_elements=[_LINKS.c.id],
            set_={"state": new.state, "evidence": new.evidence, "noted_ms": new.noted_ms},
        ),
        [
            {
                "id": link.id,
                "one_venue": link.one.venue,
                "one": link.one.person,
                "other_venue": link.other.venue,
                "other": link.other.person,
                "state": link.state.value,
                "evidence": link.evidence.value,
                "noted_ms": now_ms,
            }
            for link in links
        ],
    )


def _count(
    held: dict[tuple[Claimed, LinkState], int], one: Claimed, other: Claimed, state: LinkState
) -> None:
    for side in (one, other):
        held[side, state] = held.get((side, state), 0) + 1


_ALONE = text("SELECT pg_advisory_xact_lock(:k)")
_CLAIMED: BindParameter[Any] = bindparam("claimed", expanding=True)
_LINKS_OF = select(_LINKS).where(
    or_(
        tuple_(_LINKS.c.one, _LINKS.c.one_venue).in_(_CLAIMED),
        tuple_(_LINKS.c.other, _LINKS.c.other_venue).in_(_CLAIMED),
    )
)
_ELSEWHERE = (
    select(_IDENTIFIERS)
    .where(
        tuple_(_IDENTIFIERS.c.kind, _IDENTIFIERS.c.value).in_(bindparam("numbers", expanding=True)),
        _IDENTIFIERS.c.venue != bindparam("v"),
    )
    .limit(MAX_LOOKED_AT)
)
