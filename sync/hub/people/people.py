"""Persons as the records of one venue tell of them: accounts, the numbers that point to them.

All of it is that venue's claim, and everything here is asked for a venue: what another says of the
same id is another matter (docs/spec/sync-protocol.md §12). An account is kept per ledger, the
newest `seq` of each; of several ledgers' accounts the one of the latest moment stands. Numbers,
once tied to a person, stay tied until the venue says that they are somebody else's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import field
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Engine, bindparam, delete, func, select

from kiosk.base.dataclass import dataclass
from kiosk.base.names import bare_name
from sync.hub.db import tables
from sync.hub.db.bulk import Bulk, Row, by_database, ignore
from sync.hub.db.engine import reading
from sync.hub.db.items import Item
from sync.protocol.bodies import RecordType
from sync.protocol.records import format_at

CITIZEN_ID = "citizen_id"
OLD_ID = "old_id"
INSURANCE_NUMBER = "insurance_number"
PHONE = "phone"
SLIP = "slip"
HANDLE = "handle"

MAX_NUMBERS = 64
"""Most numbers tied to one person; what comes later is in its record alone."""
MAX_TOLD_NUMBERS = 32
"""Most numbers of a person that a feed tells: one item can always be delivered."""
MAX_FOUND = 100
"""Most persons looked at for one number."""

_SILENT = (SLIP, HANDLE)
"""What points to a person at the hub and is of no use at a station."""
_CITIZEN_ID_DIGITS = 12
_PEOPLE = tables.people
_ACCOUNTS = tables.accounts
_IDENTIFIERS = tables.identifiers
_DECLARATIONS = tables.declarations
_WITHDRAWALS = tables.withdrawals


class Number(NamedTuple):
    """One (kind, value) that points to a person."""

    kind: str
    value: str


@dataclass(slots=True)
class Profile:
    """What the hub knows of one person id, links left aside."""

    person: str
    root: str
    full_name: str = ""
    bare_name: str = ""
    birth: str = ""
    sex: str = ""
    """Empty while no account has come in: the id was only mentioned."""
    phone: str = ""
    visitor: str = ""
    """What they come for; empty where nobody said."""
    declared_ms: int = 0
    """Until when what they declared holds, of what needs no human; 0 where nothing does."""
    declared_at_ms: int = 0
    """When that was declared, in hub time."""
    withdrawn_ms: int = 0
    """When this id took its consent back last, in hub time; 0 where it never did."""
    numbers: set[Number] = field(default_factory=set)

    def to_body(self) -> dict[str, object]:
        """The person's item in the people feed."""
        body: dict[str, object] = {
            "person": self.person,
            "identifiers": [
                {"kind": number.kind, "value": number.value}
                for number in sorted(one for one in self.numbers if one.kind not in _SILENT)[
                    :MAX_TOLD_NUMBERS
                ]
            ],
        }
        # Whom a slip alone tells of has no name, and who was only mentioned no account.
        if self.full_name:
            body["full_name"] = self.full_name
        if self.sex:
            body["sex"] = self.sex
        if self.birth:
            body["birth"] = self.birth
        if self.phone:
            body["phone"] = self.phone
        if self.visitor:
            body["visitor"] = self.visitor
        if self.declared_ms:
            body["declared_until"] = _format_ms(self.declared_ms)
            body["declared_at"] = _format_ms(self.declared_at_ms)
        if self.withdrawn_ms:
            body["withdrawn_at"] = _format_ms(self.withdrawn_ms)
        if self.root != self.person:
            body["same_as"] = self.root
        return body


@dataclass(frozen=True, slots=True)
class FoundPerson:
    """The least about one person that lets a station go on; links resolved."""

    person: str
    full_name: str
    birth: str | None
    """ISO date or year."""
    sex: str


def numbers_of(item: Item) -> set[Number]:
    """What a record ties to its person."""
    return numbers_in(item.type, item.members)


def is_slip_shared(items: Iterable[Item], tied: Iterable[tuple[Number, str]]) -> bool:
    """Whether a slip in these records is, or comes to be, that of two ids; `tied` says whose
    numbers are."""
    holders: dict[Number, set[str]] = {}
    for item in items:
        for number in numbers_of(item):
            if number.kind == SLIP:
                holders.setdefault(number, set()).update(persons_of(item))
    for number, person in tied:
        if number in holders:
            holders[number].add(person)
    return any(len(persons) > 1 for persons in holders.values())


def numbers_in(record_type: str, members: Mapping[str, object]) -> set[Number]:
    """What a body of this type ties to its person; an entry ties the slip that was shown."""
    match record_type:
        case RecordType.PERSON:
            return _numbers_in_account(members)
        case RecordType.IDENTIFIER:
            return {Number(str(members["kind"]), str(members["value"]))}
        case RecordType.SLIP | RecordType.ARRIVAL | RecordType.DEPARTURE if (
            "person" in members and "slip" in members
        ):
            return {Number(SLIP, str(members["slip"]))}
    return set()


def take_in(connection: Connection, venue_id: str, items: Sequence[Item], now_ms: int) -> None:
    """Keep accounts and numbers of a venue's fresh records."""
    mentioned = sorted({person for item in items for person in persons_of(item)})
    _MENTION.insert(connection, [(person, venue_id, person) for person in mentioned])
    newest: dict[tuple[str, str], Item] = {}
    for item in items:
        if item.type == RecordType.PERSON:
            key = (str(item.text("person")), item.ledger)
            if key not in newest or newest[key].seq < item.seq:
                newest[key] = item
    _UPSERT.insert(connection, [_account(newest[key], venue_id, now_ms) for key in sorted(newest)])
    tied: dict[str, set[Number]] = {}
    untied: dict[str, set[Number]] = {}
    for item in items:
        if numbers := numbers_of(item):
            person = str(item.text("person"))
            now, before = (untied, tied) if "undo" in item.members else (tied, untied)
            now.setdefault(person, set()).update(numbers)
            before.get(person, set()).difference_update(numbers)
    for person, numbers in untied.items():
        for number in numbers:
            gone = {"k": number.kind, "n": number.value, "v": venue_id, "p": person}
            connection.execute(_UNTIE, gone)
    if not tied:
        return
    asked = {"persons": sorted(tied), "v": venue_id}
    held = dict(connection.execute(_HELD[connection.dialect.name], asked).all())
    _TIE.insert(
        connection,
        sorted(
            (number.kind, number.value, venue_id, person)
            for person, numbers in tied.items()
            for number in sorted(numbers)[: max(0, MAX_NUMBERS - held.get(person, 0))]
        ),
    )


def persons_of(item: Item) -> list[str]:
    """Everyone a record is about."""
    persons = item.members.get("persons")
    if isinstance(persons, list):
        return [str(person) for person in persons]
    person = item.text("person")
    return [] if person is None else [person]


def profiles(connection: Connection, venue_id: str, persons: Iterable[str]) -> dict[str, Profile]:
    """What a venue claims of these ids, by id; only those that it ever mentioned."""
    wanted = {"persons": sorted(set(persons)), "v": venue_id}
    database = connection.dialect.name
    rows = connection.execute(_ROOTS[database], wanted)
    found = {row.person: Profile(row.person, row.root) for row in rows}
    for row in connection.execute(_READ_ACCOUNTS[database], wanted):
        # Oldest first: the latest moment stands.
        profile = found[row.person]
        profile.full_name, profile.bare_name = row.full_name, row.bare_name
        profile.birth, profile.sex, profile.phone = row.birth, row.sex, row.phone
        profile.visitor = row.visitor
    for row in connection.execute(_READ_NUMBERS[database], wanted):
        found[row.person].numbers.add(Number(row.kind, row.value))
    for row in connection.execute(_READ_DECLARED[database], wanted):
        if row.person in found:
            # Of those that hold longest the newest is the last.
            profile = found[row.person]
            profile.declared_ms, profile.declared_at_ms = row.until_ms, row.moment_ms
    for row in connection.execute(_READ_WITHDRAWN[database], wanted):
        if row.person in found:
            found[row.person].withdrawn_ms = row.moment_ms
    return found


def members_of(connection: Connection, venue_id: str, persons: Iterable[str]) -> dict[str, str]:
    """Everyone a venue links to these ids, themselves included, and the id that stands for them."""
    asked = set(persons)
    led = _LED_BY[connection.dialect.name]
    roots: dict[str, str] = dict(
        connection.execute(led, {"roots": sorted(asked), "v": venue_id}).all()
    )
    followers = asked - roots.keys()
    if followers:
        # Somebody else stands for these, or the venue has not heard of them.
        leaders = connection.execute(
            _ROOTS[connection.dialect.name], {"persons": sorted(followers), "v": venue_id}
        )
        others = {row.root for row in leaders} - asked
        if others:
            more = connection.execute(led, {"roots": sorted(others), "v": venue_id})
            roots.update(more.all())
    return {person: person for person in asked} | roots


def find(engine: Engine, venue_id: str, kind: str, value: str) -> list[FoundPerson]:
    """Everyone a venue ties to a number, links resolved, oldest first.

    `kind` is that of an identifier.
    """
    asked = {"k": kind, "n": value, "v": venue_id}
    with reading(engine) as connection:
        tied = connection.execute(_TIED, asked).scalars().all()
        return found_among(connection, venue_id, tied)


def found_among(connection: Connection, venue_id: str, persons: Iterable[str]) -> list[FoundPerson]:
    """What a venue claims of these persons, one for each circle of links, oldest first."""
    known = profiles(connection, venue_id, members_of(connection, venue_id, persons))
    roots: dict[str, FoundPerson] = {}
    for profile in sorted(known.values(), key=lambda one: (one.root, one.person)):
        if profile.sex and profile.root not in roots:
            roots[profile.root] = FoundPerson(
                profile.root, profile.full_name, profile.birth or None, profile.sex
            )
    return list(roots.values())


def _format_ms(moment_ms: int) -> str:
    return format_at(datetime.fromtimestamp(moment_ms / 1000, UTC))


def _numbers_in_account(members: Mapping[str, object]) -> set[Number]:
    found = set()
    id_number = str(members.get("id_number", ""))
    if id_number and "*" not in id_number:
        is_citizen = len(id_number) == _CITIZEN_ID_DIGITS and id_number.isdigit()
        found.add(Number(CITIZEN_ID if is_citizen else OLD_ID, id_number))
    insured = str(members.get("insurance_number", ""))
    if insured and "*" not in insured:
        found.add(Number(INSURANCE_NUMBER, insured))
    phone = _phone(members)
    if phone:
        found.add(Number(PHONE, phone))
    return found


def _phone(members: Mapping[str, object]) -> str:
    contact = members.get("contact")
    return str(contact["phone"]) if isinstance(contact, dict) else ""


def _account(item: Item, venue_id: str, now_ms: int) -> Row:
    members = item.members
    full_name = str(members["full_name"])
    return (
        str(members["person"]),
        venue_id,
        item.ledger,
        item.seq,
        item.id,
        item.moment_ms,
        now_ms,
        full_name,
        bare_name(full_name),
        str(members.get("birth", "")),
        str(members["sex"]),
        _phone(members),
        str(members.get("visitor", "")),
    )


def _replace(statement: Any) -> Any:
    return statement.on_conflict_do_update(
        index_elements=[_ACCOUNTS.c.person, _ACCOUNTS.c.venue, _ACCOUNTS.c.ledger],
        set_={
            column.name: statement.excluded[column.name]
            for column in _ACCOUNTS.c
            if not column.primary_key
        },
        where=statement.excluded.seq > _ACCOUNTS.c.seq,
    )


# In the order of `_account`.
_UPSERT = Bulk(_ACCOUNTS, [column.name for column in _ACCOUNTS.c], _replace)
_MENTION = Bulk(_PEOPLE, ("person", "venue", "root"), ignore)
_TIE = Bulk(_IDENTIFIERS, ("kind", "value", "venue", "person"), ignore)
_ROOTS = by_database(
    lambda among: select(_PEOPLE.c.person, _PEOPLE.c.root).where(
        among(_PEOPLE.c.person, "persons"), _PEOPLE.c.venue == bindparam("v")
    )
)
_LED_BY = by_database(
    lambda among: select(_PEOPLE.c.person, _PEOPLE.c.root).where(
        among(_PEOPLE.c.root, "roots"), _PEOPLE.c.venue == bindparam("v")
    )
)
_READ_ACCOUNTS = by_database(
    lambda among: (
        select(_ACCOUNTS)
        .where(among(_ACCOUNTS.c.person, "persons"), _ACCOUNTS.c.venue == bindparam("v"))
        .order_by(_ACCOUNTS.c.moment_ms, _ACCOUNTS.c.record)
    )
)
_READ_NUMBERS = by_database(
    lambda among: select(_IDENTIFIERS).where(
        among(_IDENTIFIERS.c.person, "persons"), _IDENTIFIERS.c.venue == bindparam("v")
    )
)
_READ_DECLARED = by_database(
    lambda among: (
        select(_DECLARATIONS.c.person, _DECLARATIONS.c.until_ms, tables.records.c.moment_ms)
        .join(tables.records, tables.records.c.id == _DECLARATIONS.c.record)
        .where(
            among(_DECLARATIONS.c.person, "persons"),
            _DECLARATIONS.c.venue == bindparam("v"),
            _DECLARATIONS.c.is_clear,
        )
        .order_by(_DECLARATIONS.c.until_ms, tables.records.c.moment_ms)
    )
)
_READ_WITHDRAWN = by_database(
    lambda among: (
        select(_WITHDRAWALS.c.person, _WITHDRAWALS.c.moment_ms)
        .where(among(_WITHDRAWALS.c.person, "persons"), _WITHDRAWALS.c.venue == bindparam("v"))
        .order_by(_WITHDRAWALS.c.moment_ms)
    )
)
_UNTIE = delete(_IDENTIFIERS).where(
    _IDENTIFIERS.c.kind == bindparam("k"),
    _IDENTIFIERS.c.value == bindparam("n"),
    _IDENTIFIERS.c.venue == bindparam("v"),
    _IDENTIFIERS.c.person == bindparam("p"),
)
_HELD = by_database(
    lambda among: (
        select(_IDENTIFIERS.c.person, func.count())
        .where(among(_IDENTIFIERS.c.person, "persons"), _IDENTIFIERS.c.venue == bindparam("v"))
        .group_by(_IDENTIFIERS.c.person)
    )
)
_TIED = (
    select(_IDENTIFIERS.c.person)
    .where(
        _IDENTIFIERS.c.kind == bindparam("k"),
        _IDENTIFIERS.c.value == bindparam("n"),
        _IDENTIFIERS.c.venue == bindparam("v"),
    )
    .order_by(_IDENTIFIERS.c.person)
    .limit(MAX_FOUND)
)
