"""Which person ids are one human being: a function of what is known, not of the order it came.

Two ids are tied when they share a citizen id or an insurance number and the accounts agree (the
rule of the stations), or when a `same_as` says so; of all statements about a pair the latest
stands, and an undone pair stays apart even where the numbers agree. Everyone tied, directly or
through others, is stood for by the smallest id: UUIDv7s rise with time, so it is the oldest, and
every station finds the same one.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, or_, select, text, tuple_, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from sync.hub.db import tables
from sync.hub.db.engine import is_postgresql
from sync.hub.db.items import Item
from sync.hub.people.people import (
    CITIZEN_ID,
    INSURANCE_NUMBER,
    Number,
    Profile,
    numbers_of,
    persons_of,
    profiles,
)
from sync.protocol.bodies import RecordType

MAX_SHARING = 50
"""A number that more persons share decides nothing: somebody typed zeros."""

DOUBT = "same_number"
"""Flag: two persons share a deciding number, but their accounts do not agree."""

_DECIDING = (CITIZEN_ID, INSURANCE_NUMBER)
_PEOPLE = tables.people
_LINKS = tables.links
_IDENTIFIERS = tables.identifiers

_LINKING_LOCK = 0x6B696F736B


@dataclass(frozen=True, slots=True)
class Regrouped:
    """What changed when links were worked out anew."""

    members: frozenset[str] = frozenset()
    """Everyone who is, or was, tied to somebody whose root changed."""


@dataclass(slots=True)
class _Circle:
    """Everyone who may be tied to the persons in question, and by what."""

    persons: set[str] = field(default_factory=set)
    holders: dict[Number, set[str]] = field(default_factory=dict)
    said: dict[tuple[str, str], bool] = field(default_factory=dict)
    """Pairs about which somebody said something, and whether that undoes them."""


def hold_links(connection: Connection, items: Sequence[Item]) -> bool:
    """Make sure that nobody changes links beside this transaction; says whether it may itself.

    In PostgreSQL, whoever changes links is alone, everyone else shares; numbers are held first, so
    that two batches that bring one number see each other. SQLite has one writer anyway.
    """
    news = [item for item in items if not item.why_raw and _may_link(item)]
    if is_postgresql(connection) and news:
        keys = sorted({_lock_key(number) for item in news for number in _deciding(item)})
        connection.execute(_HOLD_NUMBERS, {"keys": keys})
    is_linking = bool(news) and _touches_links(connection, news)
    if is_postgresql(connection):
        connection.execute(_ALONE if is_linking else _SHARED, {"k": _LINKING_LOCK})
    return is_linking


def note_statements(connection: Connection, items: Iterable[Item]) -> None:
    """Keep what fresh `same_as` records say of each pair; the latest stands."""
    rows: dict[tuple[str, str], dict[str, object]] = {}
    for item in sorted(items, key=lambda one: (one.moment_ms, one.id)):
        if item.type != RecordType.SAME_AS:
            continue
        for one, other in combinations(sorted(persons_of(item)), 2):
            rows[one, other] = {
                "one": one,
                "other": other,
                "is_undone": item.members.get("undo", False),
                "moment_ms": item.moment_ms,
                "record": item.id,
                "evidence": item.text("evidence"),
            }
    if not rows:
        return
    make = postgresql_insert if is_postgresql(connection) else sqlite_insert
    statement = make(_LINKS)
    new = statement.excluded
    statement = statement.on_conflict_do_update(
        index_elements=[_LINKS.c.one, _LINKS.c.other],
        set_={name: new[name] for name in ("is_undone", "moment_ms", "record", "evidence")},
        where=tuple_(new.moment_ms, new.record) > tuple_(_LINKS.c.moment_ms, _LINKS.c.record),
    )
    connection.execute(statement, [rows[pair] for pair in sorted(rows)])


def regroup(
    connection: Connection, persons: Iterable[str], venue_id: str, now_ms: int
) -> Regrouped:
    """Work out anew who stands for whom around these persons, and note doubts."""
    circle = _circle_of(connection, persons)
    known = profiles(connection, circle.persons)
    roots = {person: person for person in known}

    def root_of(person: str) -> str:
        while roots[person] != person:
            person = roots[person]
        return person

    doubts: list[tuple[str, str]] = []
    pairs = {pair for pair, is_undone in circle.said.items() if not is_undone}
    for number, holders in circle.holders.items():
        if number.kind not in _DECIDING or len(holders) > MAX_SHARING:
            continue
        for pair in combinations(sorted(holders), 2):
            if pair in circle.said:
                continue
            if _are_one(known[pair[0]], known[pair[1]]):
                pairs.add(pair)
            elif known[pair[0]].sex and known[pair[1]].sex:
                doubts.append(pair)
    for one, other in sorted(pairs):
        low, high = sorted((root_of(one), root_of(other)))
        roots[high] = low
    _note_doubts(connection, doubts, venue_id, now_ms)
    final = {person: root_of(person) for person in roots}
    return _move(connection, known, final)


def _move(connection: Connection, known: dict[str, Profile], final: dict[str, str]) -> Regrouped:
    moved = sorted(person for person, root in final.items() if known[person].root != root)
    if not moved:
        return Regrouped()
    connection.execute(
        update(_PEOPLE).where(_PEOPLE.c.person == bindparam("p")).values(root=bindparam("r")),
        [{"p": person, "r": final[person]} for person in moved],
    )
    before = {known[person].root for person in moved}
    after = {final[person] for person in moved}
    members = {
        person
        for person, root in final.items()
        if root in before | after or known[person].root in before | after
    }
    return Regrouped(frozenset(members))


def _circle_of(connection: Connection, persons: Iterable[str]) -> _Circle:
    circle = _Circle()
    frontier = set(persons)
    while frontier:
        circle.persons |= frontier
        asked = {"persons": sorted(frontier)}
        seen = set()
        for row in connection.execute(_LINKS_OF, asked):
            circle.said[row.one, row.other] = row.is_undone
            seen |= {row.one, row.other}
        for row in connection.execute(_SHARED_NUMBERS, asked):
            circle.holders.setdefault(Number(row.kind, row.value), set()).add(row.person)
        for holders in circle.holders.values():
            if len(holders) <= MAX_SHARING:
                seen |= holders
        frontier = seen - circle.persons
    return circle


def _are_one(one: Profile, other: Profile) -> bool:
    """Whether two accounts with one number agree: the rule of the stations."""
    if not one.bare_name or one.bare_name != other.bare_name:
        return False
    return _births_agree(one.birth, other.birth) and not _have_other_numbers(one, other)


def _births_agree(one: str, other: str) -> bool:
    if not one or not other:
        return False
    return one == other if len(one) == len(other) else one[:4] == other[:4]


def _have_other_numbers(one: Profile, other: Profile) -> bool:
    for kind in _DECIDING:
        mine = {number for number in one.numbers if number.kind == kind}
        theirs = {number for number in other.numbers if number.kind == kind}
        if mine and theirs and not mine & theirs:
            return True
    return False


def _note_doubts(
    connection: Connection, pairs: Iterable[tuple[str, str]], venue_id: str, now_ms: int
) -> None:
    rows = [
        {
            "kind": DOUBT,
            "one": one,
            "other": other,
            "venue": venue_id,
            "person": one,
            "noted_ms": now_ms,
        }
        for one, other in sorted(set(pairs))
    ]
    if rows:
        make = postgresql_insert if is_postgresql(connection) else sqlite_insert
        connection.execute(make(tables.flags).on_conflict_do_nothing(), rows)


def _may_link(item: Item) -> bool:
    kind = item.type
    return kind in (RecordType.PERSON, RecordType.IDENTIFIER, RecordType.SAME_AS)


def _deciding(item: Item) -> set[Number]:
    return {number for number in numbers_of(item) if number.kind in _DECIDING}


def _touches_links(connection: Connection, news: Sequence[Item]) -> bool:
    """Whether anyone in the new records is, or may come to be, tied to somebody."""
    if any(item.type == RecordType.SAME_AS for item in news):
        return True
    persons = sorted({person for item in news for person in persons_of(item)})
    if connection.execute(_LINKS_OF.limit(1), {"persons": persons}).first() is not None:
        return True
    holders: dict[Number, set[str]] = {}
    for item in news:
        for number in _deciding(item):
            holders.setdefault(number, set()).update(persons_of(item))
    asked = [(number.kind, number.value) for number in holders]
    for row in connection.execute(_HOLDERS, {"numbers": asked}):
        holders[Number(row.kind, row.value)].add(row.person)
    if any(len(persons) > 1 for persons in holders.values()):
        return True
    # Numbers known from before: a new account may end or begin an agreement.
    shared = connection.execute(_SHARED_NUMBERS, {"persons": persons})
    before: dict[Number, set[str]] = {}
    for row in shared:
        before.setdefault(Number(row.kind, row.value), set()).add(row.person)
    return any(len(persons) > 1 for persons in before.values())


def _lock_key(number: Number) -> int:
    raw = f"{number.kind}|{number.value}".encode()
    return int.from_bytes(hashlib.sha256(raw).digest()[:8], "big", signed=True)


_HOLD_NUMBERS = text(
    "SELECT pg_advisory_xact_lock(key) FROM unnest(CAST(:keys AS bigint[])) AS key"
)
_ALONE = text("SELECT pg_advisory_xact_lock(:k)")
_SHARED = text("SELECT pg_advisory_xact_lock_shared(:k)")
_WANTED: BindParameter[Any] = bindparam("persons", expanding=True)
_LINKS_OF = select(_LINKS).where(or_(_LINKS.c.one.in_(_WANTED), _LINKS.c.other.in_(_WANTED)))
_THEIRS = select(_IDENTIFIERS.c.kind, _IDENTIFIERS.c.value).where(
    _IDENTIFIERS.c.person.in_(_WANTED), _IDENTIFIERS.c.kind.in_(_DECIDING)
)
_SHARED_NUMBERS = select(_IDENTIFIERS).where(
    tuple_(_IDENTIFIERS.c.kind, _IDENTIFIERS.c.value).in_(_THEIRS)
)
_HOLDERS = select(_IDENTIFIERS).where(
    tuple_(_IDENTIFIERS.c.kind, _IDENTIFIERS.c.value).in_(bindparam("numbers", expanding=True))
)
