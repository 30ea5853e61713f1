"""People and entries that the desk's questions find."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from kiosk.domain.desk.queries import (
    EntryRow,
    ListDay,
)
from kiosk.domain.people.person import Identifier, IdentifierKind, Person
from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import Direction
from kiosk.store.queries.reader import Reader
from kiosk.store.stamp import StationStamp
from kiosk.store.store import SqliteStore
from tests.support.store import AT, details, entry

ZONE = StationStamp().time_zone
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
TODAY = date(2026, 7, 1)
PHONE = "+84912345678"
OPEN = Policy(closing_time=None, presence_max_h=16)
CLOSING = replace(OPEN, closing_time=time(18))


def rows(
    reader: Reader, query: ListDay, now: datetime = AT, policy: Policy = OPEN
) -> list[EntryRow]:
    return list(reader.answer(query, policy, now).rows)


def add(store: SqliteStore, name: str, *identifiers: Identifier) -> Person:
    with store.transaction() as step:
        person = step.people.add(details(name), AT)
        for identifier in identifiers:
            step.people.tie(person.id, identifier, "card", AT)
        return person


def record(
    store: SqliteStore,
    person: Person | None,
    at: datetime,
    direction: Direction = Direction.ARRIVAL,
    **members: object,
) -> str:
    with store.transaction() as step:
        record_type, body = entry(direction)
        who = None if person is None else person.id
        return step.append(record_type, {**body, **members}, at, person_id=who).id


def phone(number: str = PHONE) -> Identifier:
    return Identifier(IdentifierKind.PHONE, number)


# --- a day ----------------------------------------------------------------------------------------
