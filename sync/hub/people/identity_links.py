"""Which person ids a venue holds for one human being: a function of what its records say.

Two ids are tied when they share a citizen id or an insurance number and the accounts agree (the
rule of the stations), or when a `same_as` says so; of all statements about a pair the latest
stands, and an undone pair stays apart even where the numbers agree. Everyone tied, directly or
through others, is stood for by the smallest id: UUIDv7s rise with time, so it is the oldest, and
every station of the venue finds the same one.

A circle holds `MAX_CIRCLE` persons, and a person `MAX_LINKS` statements: what goes beyond is kept
as a record, ties nobody, and is flagged. So a change looks at the circles beside it and never along
a chain, however long a chain somebody made.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, or_, select, text, tuple_

from kiosk.base.dataclass import dataclass
from sync.hub.db import tables
from sync.hub.db.bulk import Bulk, by_database, in_lists
from sync.hub.db.engine import AnyRow, is_postgresql
from sync.hub.db.items import Item
from sync.hub.people.flags import flag_pairs
from sync.hub.people.people import (
    CITIZEN_ID,
    INSURANCE_NUMBER,
    SLIP,
    Number,
    Profile,
    is_slip_shared,
    members_of,
    numbers_of,
    persons_of,
    profiles,
)
from sync.protocol.bodies import RecordType

MAX_SHARING = 50
"""A number that more persons share decides nothing: somebody typed zeros."""
MAX_CIRCLE = 64
"""Most persons who are held for one."""
MAX_LINKS = 64
"""Most pairs about which statements are kept, for one person: a circle may stand around it."""

MAX_STATEMENTS = 500
"""Most new pairs of one transaction about which statements are kept."""

DOUBT = "same_number"
"""Flag: two persons share a deciding number, but their accounts do not agree."""
TOO_MANY = "too_many_linked"
"""Flag: more persons are said to be this one than the bounds allow."""

DECIDING = (CITIZEN_ID, INSURANCE_NUMBER)

_PEOPLE = tables.people
_LINKS = tables.links
_IDENTIFIERS = tables.identifiers
_ABOUT_PERSONS = (RecordType.PERSON, RecordType.IDENTIFIER, RecordType.SAME_AS)

Pair = tuple[str, str]
"""Two ids, the smaller first."""


class Statement(NamedTuple):
    """What was said of a pair."""

    is_undone: bool
    moment_ms: int
    record: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Reach:
    """What a batch may touch beside its own persons."""

    is_linking: bool
    """Whether the venue's links may change."""
    is_known_elsewhere: bool
    """Whether another venue holds one of its deciding numbers or slips."""
    tied: frozenset[tuple[Number, str]]
    """Which of these the venue tied to whom before."""


@dataclass(frozen=True, slots=True)
class Regrouped:
    """What changed when links were worked out anew."""

    members: frozenset[str] = frozenset()
    """Everyone who is, or was, tied to somebody whose root changed."""


def hold_links(connection: Connection, venue_id: str, items: Sequence[Item]) -> Reach:
    """Make sure that nobody changes this venue's links beside this transaction; says what it may.

    In PostgreSQL, whoever changes links is alone at its venue; numbers are held first, so that two
    batches that bring one number see each other, from wherever. SQLite has one writer anyway.
    """
    readable = [item for item in items if not item.why_raw]
    news = [item for item in readable if item.type in _ABOUT_PERSONS]
    numbers = {number for item in readable for number in numbers_of(item) if _joins(number)}
    is_shared = is_postgresql(connection)
    if is_shared and numbers:
        keys = sorted(_lock_key(f"{number.kind}|{number.value}") for number in numbers)
        connection.execute(_HOLD_NUMBERS, {"keys": keys})
    holders = _holders(connection, _ANYWHERE, venue_id, numbers) if numbers else []
    tied = frozenset(
        (Number(row.kind, row.value), row.person) for row in holders if row.venue == venue_id
    )
    is_linking = is_slip_shared(readable, tied) or (
        bool(news) and _touches_links(connection, venue_id, news, tied)
    )
    if is_shared:
        lock = _ALONE if is_linking else _SHARED
        connection.execute(lock, {"k": _lock_key(f"links|{venue_id}")})
    return Reach(is_linking, any(row.venue != venue_id for row in holders), tied)


def note_statements(
    connection: Connection, venue_id: str, items: Iterable[Item], now_ms: int
) -> None:
    """Keep what a venue's fresh `same_as` records say of each pair; the latest stands."""
    statements: dict[Pair, Statement] = {}
    for item in sorted(items, key=lambda one: (one.moment_ms, one.id)):
        if item.type != RecordType.SAME_AS:
            continue
        is_undone = bool(item.members.get("undo", False))
        said = Statement(is_undone, item.moment_ms, item.id, item.text("evidence") or "")
        for pair in combinations(sorted(persons_of(item)), 2):
            statements[pair] = said
    say(connection, venue_id, statements, now_ms)


def say(
    connection: Connection, venue_id: str, statements: Mapping[Pair, Statement], now_ms: int
) -> None:
    """Keep statements about pairs, within their bounds."""
    if not statements:
        return
    kept = _within_bounds(connection, venue_id, statements)
    full = {(one, one) for one, _ in statements.keys() - kept}
    flag_pairs(connection, venue_id, TOO_MANY, full, now_ms)
    _SAY.insert(connection, [(*pair, venue_id, *statements[pair]) for pair in sorted(kept)])


def regroup(
    connection: Connection, venue_id: str, persons: Iterable[str], now_ms: int
) -> Regrouped:
    """Work out anew who stands for whom around these persons, and note doubts.

    Only what is said of these persons has changed: it is enough to look at their circles and at the
    circles of whoever is directly tied to them.
    """
    touched = set(persons)
    said = said_of(connection, venue_id, touched)
    near = touched | {person for pair in said for person in pair}
    for holders in _holders_by_number(connection, venue_id, touched).values():
        near |= holders
    known = profiles(connection, venue_id, members_of(connection, venue_id, near))
    said |= said_of(connection, venue_id, known.keys() - touched)
    pairs, doubts = _ties(connection, venue_id, known, said)
    final, full = _circles(known, pairs)
    flag_pairs(connection, venue_id, DOUBT, doubts, now_ms)
    flag_pairs(connection, venue_id, TOO_MANY, {(root, root) for root in full}, now_ms)
    return _move(connection, venue_id, known, final)


def births_agree(one: str, other: str) -> bool:
    """Whether two dates or years of birth may be one; an absent one agrees with none."""
    if not one or not other:
        return False
    return one == other if len(one) == len(other) else one[:4] == other[:4]


def numbers_of_kind(profile: Profile, kind: str) -> set[Number]:
    """The numbers of one kind that point to a person."""
    return {number for number in profile.numbers if number.kind == kind}


def _ties(
    connection: Connection,
    venue_id: str,
    known: Mapping[str, Profile],
    said: Mapping[Pair, bool],
) -> tuple[set[Pair], set[Pair]]:
    """Which of these persons are tied to each other, and which only share a number."""
    pairs = {
        (one, other)
        for (one, other), is_undone in said.items()
        if not is_undone and one in known and other in known
    }
    doubts = set()
    for holders in _holders_by_number(connection, venue_id, known).values():
        for one, other in combinations(sorted(holders & known.keys()), 2):
            if (one, other) in said:
                continue
            if _are_one(known[one], known[other]):
                pairs.add((one, other))
            elif known[one].sex and known[other].sex:
                doubts.add((one, other))
    return pairs, doubts


def _circles(
    known: Mapping[str, Profile], pairs: Iterable[Pair]
) -> tuple[dict[str, str], set[str]]:
    """Who stands for each of these persons, and for circles that have no room for all tied."""
    roots = {person: person for person in known}
    sizes = dict.fromkeys(known, 1)

    def root_of(person: str) -> str:
        while roots[person] != person:
            roots[person] = roots[roots[person]]
            person = roots[person]
        return person

    full = set()
    for one, other in sorted(pairs):
        low, high = sorted((root_of(one), root_of(other)))
        if low == high:
            continue
        if sizes[low] + sizes[high] > MAX_CIRCLE:
            full |= {low, high}
            continue
        roots[high] = low
        sizes[low] += sizes[high]
    return {person: root_of(person) for person in roots}, {root_of(root) for root in full}


def _move(
    connection: Connection, venue_id: str, known: Mapping[str, Profile], final: Mapping[str, str]
) -> Regrouped:
    moved = sorted(person for person, root in final.items() if known[person].root != root)
    if not moved:
        return Regrouped()
    _REROOT.insert(connection, [(person, venue_id, final[person]) for person in moved])
    before = {known[person].root for person in moved}
    after = {final[person] for person in moved}
    members = {
        person
        for person, root in final.items()
        if root in before | after or known[person].root in before | after
    }
    return Regrouped(frozenset(members))


def _are_one(one: Profile, other: Profile) -> bool:
    """Whether two accounts with one number agree: the rule of the stations."""
    if not one.bare_name or one.bare_name != other.bare_name:
        return False
    return births_agree(one.birth, other.birth) and not _have_other_numbers(one, other)


def _have_other_numbers(one: Profile, other: Profile) -> bool:
    for kind in DECIDING:
        mine, theirs = numbers_of_kind(one, kind), numbers_of_kind(other, kind)
        if mine and theirs and not mine & theirs:
            return True
    return False


def _within_bounds(connection: Connection, venue_id: str, pairs: Iterable[Pair]) -> set[Pair]:
    """Those of these pairs that are known already, or for which both persons have room."""
    wanted = sorted(pairs)
    persons = {person for pair in wanted for person in pair}
    present = said_of(connection, venue_id, persons)
    held = dict.fromkeys(persons, 0)
    for pair in present:
        for person in pair:
            held[person] = held.get(person, 0) + 1
    kept, fresh = set(), 0
    for pair in wanted:
        if pair not in present:
            if fresh == MAX_STATEMENTS or max(held[person] for person in pair) >= MAX_LINKS:
                continue
            fresh += 1
            for person in pair:
                held[person] += 1
        kept.add(pair)
    return kept


def _touches_links(
    connection: Connection, venue_id: str, news: Sequence[Item], tied: Iterable[tuple[Number, str]]
) -> bool:
    """Whether anyone in the new records is, or may come to be, tied to somebody.

    `tied`: who holds their numbers at this venue.
    """
    if any(item.type == RecordType.SAME_AS for item in news):
        return True
    holders: dict[Number, set[str]] = {}
    for item in news:
        for number in numbers_of(item):
            if number.kind in DECIDING:
                holders.setdefault(number, set()).update(persons_of(item))
    for number, person in tied:
        if number.kind in DECIDING:
            holders[number].add(person)
    if any(len(persons) > 1 for persons in holders.values()):
        return True
    asked = {"persons": sorted({person for item in news for person in persons_of(item)})}
    database = connection.dialect.name
    if connection.execute(_HAS_LINKS[database], asked | {"v": venue_id}).first() is not None:
        return True
    # Numbers known from before: a new account may end or begin an agreement.
    shared = connection.execute(_SHARES[database], asked | {"v": venue_id})
    return shared.first() is not None


def said_of(connection: Connection, venue_id: str, persons: Iterable[str]) -> dict[Pair, bool]:
    """The pairs of which one is among these persons, and whether the statement undoes them."""
    asked = {"persons": sorted(persons), "v": venue_id}
    rows = connection.execute(_LINKS_OF[connection.dialect.name], asked)
    return {(one, other): is_undone for one, other, is_undone in rows}


def _holders_by_number(
    connection: Connection, venue_id: str, persons: Iterable[str]
) -> dict[Number, set[str]]:
    """Who shares the deciding numbers of these persons; without those that too many share."""
    asked = {"persons": sorted(persons), "v": venue_id}
    theirs = {
        Number(row.kind, row.value)
        for row in connection.execute(_DECIDING_OF[connection.dialect.name], asked)
    }
    holders: dict[Number, set[str]] = {}
    for row in _holders(connection, _HERE, venue_id, theirs) if theirs else ():
        holders.setdefault(Number(row.kind, row.value), set()).add(row.person)
    return {number: shared for number, shared in holders.items() if len(shared) <= MAX_SHARING}


def _holders(
    connection: Connection, scope: Sequence[Any], venue_id: str, numbers: Iterable[Number]
) -> list[AnyRow]:
    """Who holds these numbers: all of them, or more than `MAX_SHARING` where there are so many."""
    wanted = [(number.kind, number.value) for number in sorted(set(numbers))]
    found: list[AnyRow] = []
    for some in in_lists(wanted):
        found += _holders_of_some(connection, scope, venue_id, some)
    return found


def _holders_of_some(
    connection: Connection, scope: Sequence[Any], venue_id: str, numbers: Sequence[tuple[str, str]]
) -> Sequence[AnyRow]:
    most = (MAX_SHARING + 1) * len(numbers)
    at_once, *apart = scope
    found: Sequence[AnyRow] = connection.execute(
        at_once, {"numbers": numbers, "v": venue_id, "n": most}
    ).all()
    if len(found) < most:
        return found
    # Somebody tied a number to very many, which must not hide who holds the others, or who here.
    return [
        row
        for number in numbers
        for statement in apart
        for row in connection.execute(
            statement, {"numbers": [number], "v": venue_id, "n": MAX_SHARING + 1}
        )
    ]


def _joins(number: Number) -> bool:
    return number.kind == SLIP or number.kind in DECIDING


def _lock_key(words: str) -> int:
    return int.from_bytes(hashlib.sha256(words.encode()).digest()[:8], "big", signed=True)


def _latest(statement: Any) -> Any:
    new = statement.excluded
    return statement.on_conflict_do_update(
        index_elements=[_LINKS.c.one, _LINKS.c.other, _LINKS.c.venue],
        set_={name: new[name] for name in ("is_undone", "moment_ms", "record", "evidence")},
        where=tuple_(new.moment_ms, new.record) > tuple_(_LINKS.c.moment_ms, _LINKS.c.record),
    )


def _reroot(statement: Any) -> Any:
    return statement.on_conflict_do_update(
        index_elements=[_PEOPLE.c.person, _PEOPLE.c.venue],
        set_={"root": statement.excluded.root},
    )


_SAY = Bulk(_LINKS, [column.name for column in _LINKS.c], _latest)
_REROOT = Bulk(_PEOPLE, ("person", "venue", "root"), _reroot)
_HOLD_NUMBERS = text(
    "SELECT pg_advisory_xact_lock(key) FROM unnest(CAST(:keys AS bigint[])) AS key"
)
_ALONE = text("SELECT pg_advisory_xact_lock(:k)")
_SHARED = text("SELECT pg_advisory_xact_lock_shared(:k)")
_LINKS_OF = by_database(
    lambda among: select(_LINKS.c.one, _LINKS.c.other, _LINKS.c.is_undone).where(
        or_(among(_LINKS.c.one, "persons"), among(_LINKS.c.other, "persons")),
        _LINKS.c.venue == bindparam("v"),
    )
)
_HAS_LINKS = {name: statement.limit(1) for name, statement in _LINKS_OF.items()}
_DECIDING_OF = by_database(
    lambda among: (
        select(_IDENTIFIERS.c.kind, _IDENTIFIERS.c.value)
        .where(
            among(_IDENTIFIERS.c.person, "persons"),
            _IDENTIFIERS.c.venue == bindparam("v"),
            _IDENTIFIERS.c.kind.in_(DECIDING),
        )
        .distinct()
    )
)
_OTHERS = _IDENTIFIERS.alias()
_SHARES = by_database(
    lambda among: (
        select(_IDENTIFIERS.c.person)
        .where(
            among(_IDENTIFIERS.c.person, "persons"),
            _IDENTIFIERS.c.venue == bindparam("v"),
            _IDENTIFIERS.c.kind.in_(DECIDING),
            # Not a join: SQLite would begin at the others, of whom there are many.
            select(_OTHERS.c.person)
            .where(
                _OTHERS.c.kind == _IDENTIFIERS.c.kind,
                _OTHERS.c.value == _IDENTIFIERS.c.value,
                _OTHERS.c.venue == _IDENTIFIERS.c.venue,
                _OTHERS.c.person != _IDENTIFIERS.c.person,
            )
            .exists(),
        )
        .limit(1)
    )
)
_HOLD = (
    select(_IDENTIFIERS)
    .where(
        tuple_(_IDENTIFIERS.c.kind, _IDENTIFIERS.c.value).in_(bindparam("numbers", expanding=True))
    )
    .limit(bindparam("n"))
)
_HOLD_HERE = _HOLD.where(_IDENTIFIERS.c.venue == bindparam("v"))
_HERE = (_HOLD_HERE, _HOLD_HERE)
# First all at once, then, where that is too much, here and elsewhere number by number.
_ANYWHERE = (_HOLD, _HOLD_HERE, _HOLD.where(_IDENTIFIERS.c.venue != bindparam("v")))
