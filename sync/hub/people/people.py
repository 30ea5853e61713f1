"""Persons as the records tell of them: accounts, the numbers that point to them, finding them.

A person's account is kept per ledger, the newest `seq` of each; of several ledgers' accounts the
one of the latest moment stands. Numbers, once tied to a person, stay tied.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, select

from kiosk.base.names import bare_name
from sync.hub.db import tables
from sync.hub.db.bulk import Bulk, Row, by_database, ignore
from sync.hub.db.engine import reading
from sync.hub.db.items import Item
from sync.protocol.bodies import RecordType

CITIZEN_ID = "citizen_id"
OLD_ID = "old_id"
INSURANCE_NUMBER = "insurance_number"
PHONE = "phone"
SLIP = "slip"

_CITIZEN_ID_DIGITS = 12
_PEOPLE = tables.people
_ACCOUNTS = tables.accounts
_IDENTIFIERS = tables.identifiers


@dataclass(frozen=True, slots=True, order=True)
class Number:
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
    numbers: set[Number] = field(default_factory=set)

    def to_body(self) -> dict[str, object]:
        """The person's item in the people feed."""
        body: dict[str, object] = {
            "person": self.person,
            "full_name": self.full_name,
            "sex": self.sex,
            "identifiers": [
                {"kind": number.kind, "value": number.value}
                for number in sorted(self.numbers)
                if number.kind != SLIP
            ],
        }
        if self.birth:
            body["birth"] = self.birth
        if self.phone:
            body["phone"] = self.phone
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
    members = item.members
    match item.type:
        case RecordType.PERSON:
            return _numbers_in_account(members)
        case RecordType.IDENTIFIER:
            return {Number(str(members["kind"]), str(members["value"]))}
        case RecordType.SLIP if "person" in members:
            return {Number(SLIP, str(members["slip"]))}
    return set()


def take_in(connection: Connection, items: Sequence[Item], now_ms: int) -> None:
    """Keep accounts and numbers of fresh records."""
    mentioned = sorted({person for item in items for person in persons_of(item)})
    _MENTION.insert(connection, [(person, person) for person in mentioned])
    newest: dict[tuple[str, str], Item] = {}
    for item in items:
        if item.type == RecordType.PERSON:
            key = (str(item.text("person")), item.ledger)
            if key not in newest or newest[key].seq < item.seq:
                newest[key] = item
    _UPSERT.insert(connection, [_account(newest[key], now_ms) for key in sorted(newest)])
    tied = sorted(
        {
            (number.kind, number.value, str(item.text("person")))
            for item in items
            for number in numbers_of(item)
        }
    )
    _TIE.insert(connection, tied)


def persons_of(item: Item) -> list[str]:
    """Everyone a record is about."""
    persons = item.members.get("persons")
    if isinstance(persons, list):
        return [str(person) for person in persons]
    person = item.text("person")
    return [] if person is None else [person]


def profiles(connection: Connection, persons: Iterable[str]) -> dict[str, Profile]:
    """What is known of these ids, by id; only those that were ever mentioned."""
    wanted = {"persons": sorted(set(persons))}
    database = connection.dialect.name
    rows = connection.execute(_ROOTS[database], wanted)
    found = {row.person: Profile(row.person, row.root) for row in rows}
    for row in connection.execute(_READ_ACCOUNTS[database], wanted):
        # Oldest first: the latest moment stands.
        profile = found[row.person]
        profile.full_name, profile.bare_name = row.full_name, row.bare_name
        profile.birth, profile.sex, profile.phone = row.birth, row.sex, row.phone
    for row in connection.execute(_READ_NUMBERS[database], wanted):
        found[row.person].numbers.add(Number(row.kind, row.value))
    return found


def members_of(connection: Connection, persons: Iterable[str]) -> dict[str, str]:
    """Everyone linked to these ids, themselves included, with the id that stands for them."""
    asked = set(persons)
    led = _LED_BY[connection.dialect.name]
    roots: dict[str, str] = dict(connection.execute(led, {"roots": sorted(asked)}).all())
    followers = asked - roots.keys()
    if followers:
        # Somebody else stands for these, or nobody has heard of them.
        leaders = connection.execute(
            _ROOTS[connection.dialect.name], {"persons": sorted(followers)}
        )
        others = {row.root for row in leaders} - asked
        if others:
            roots.update(connection.execute(led, {"roots": sorted(others)}).all())
    return {person: person for person in asked} | roots


def find(engine: Engine, venue_id: str, kind: str, value: str) -> list[FoundPerson]:
    """Everyone a number points to, links resolved, oldest first.

    `kind` is that of an identifier. A person is found from every venue: that is what a lookup is
    for, and why it is limited and logged by the service.
    """
    with reading(engine) as connection:
        tied = connection.execute(_TIED, {"k": kind, "n": value}).scalars().all()
        known = profiles(connection, members_of(connection, tied))
    roots: dict[str, FoundPerson] = {}
    for profile in sorted(known.values(), key=lambda one: (one.root, one.person)):
        if profile.sex and profile.root not in roots:
            roots[profile.root] = FoundPerson(
                profile.root, profile.full_name, profile.birth or None, profile.sex
            )
    return list(roots.values())


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


def _account(item: Item, now_ms: int) -> Row:
    members = item.members
    full_name = str(members["full_name"])
    return (
        str(members["person"]),
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
    )


def _replace(statement: Any) -> Any:
    return statement.on_conflict_do_update(
        index_elements=[_ACCOUNTS.c.person, _ACCOUNTS.c.ledger],
        set_={
            column.name: statement.excluded[column.name]
            for column in _ACCOUNTS.c
            if not column.primary_key
        },
        where=statement.excluded.seq > _ACCOUNTS.c.seq,
    )


# In the order of `_account`.
_UPSERT = Bulk(_ACCOUNTS, [column.name for column in _ACCOUNTS.c], _replace)
_MENTION = Bulk(_PEOPLE, ("person", "root"), ignore)
_TIE = Bulk(_IDENTIFIERS, ("kind", "value", "person"), ignore)
_ROOTS = by_database(lambda among: select(_PEOPLE).where(among(_PEOPLE.c.person, "persons")))
_LED_BY = by_database(
    lambda among: select(_PEOPLE.c.person, _PEOPLE.c.root).where(among(_PEOPLE.c.root, "roots"))
)
_READ_ACCOUNTS = by_database(
    lambda among: (
        select(_ACCOUNTS)
        .where(among(_ACCOUNTS.c.person, "persons"))
        .order_by(_ACCOUNTS.c.moment_ms, _ACCOUNTS.c.record)
    )
)
_READ_NUMBERS = by_database(
    lambda among: select(_IDENTIFIERS).where(among(_IDENTIFIERS.c.person, "persons"))
)
_TIED = select(_IDENTIFIERS.c.person).where(
    _IDENTIFIERS.c.kind == bindparam("k"), _IDENTIFIERS.c.value == bindparam("n")
)
