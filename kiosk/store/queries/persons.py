"""All that the desk shows of one person."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby

from kiosk.domain.desk.queries import (
    PAGE_DAYS,
    EntryMark,
    EntryRow,
    LinkedPerson,
    ListVisits,
    Look,
    PersonPage,
    ShowPerson,
    Timeline,
    VisitDay,
    VisitKind,
    VisitRow,
)
from kiosk.domain.people.person import Identifier, IdentifierKind
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.reports.person_record import HeldPerson
from kiosk.domain.staff.trail import StaffDeed
from kiosk.domain.visits.presence import venue_day
from kiosk.store.queries.entries import ListedEntry, read_entries
from kiosk.store.queries.presence import by_last_seen, find_one, read_people
from kiosk.store.queries.reading import LINKED, Reading
from kiosk.store.queries.search import roots_by_phone
from kiosk.store.repositories.people import People
from kiosk.store.repositories.prints import PrintJobs
from kiosk.store.stamp import from_ms, to_ms

_THIS_LOOK = timedelta(seconds=5)
"""So recent a look is the one that asks."""


def show_person(reading: Reading, query: ShowPerson) -> PersonPage | None:
    """See `ShowPerson`."""
    people = People(reading.connection)
    root = people.find_root(query.person_id)
    if root is None:
        return None
    group = people.linked(root)
    identifiers = _identifiers(reading, root)
    phones = [one.value for one in identifiers if one.kind is IdentifierKind.PHONE]
    others = [other for other in roots_by_phone(reading, phones) if other != root]
    present = find_one(reading, root)
    return PersonPage(
        person_id=root,
        details=people.get_own(root).details,
        identifiers=identifiers,
        inside_since=None if present is None else present.since,
        inside_gate="" if present is None else present.gate,
        last=_last_entry(reading, root),
        timeline=list_visits(reading, ListVisits(root, days=PAGE_DAYS)),
        same_phone=tuple(by_last_seen(list(read_people(reading, others).values()))),
        linked=tuple(LinkedPerson(one, people.get_own(one).details) for one in group[1:]),
        last_look=_last_look(reading, root),
        kind=people.kind(root) or VisitorKind.VISITOR,
        has_card=PrintJobs(reading.connection).valid_cards(root, reading.now) != [],
    )


def list_visits(reading: Reading, query: ListVisits) -> Timeline:
    """See `ListVisits`."""
    root = People(reading.connection).find_root(query.person_id)
    if root is None:
        return Timeline((), None)
    where, parameters = _of_person(root)
    if query.before is not None:
        where += " AND e.at < ?"
        parameters = (*parameters, reading.bounds(query.before)[0])
    days: list[VisitDay] = []
    for day in _days(reading, where, parameters):
        if len(days) == query.days:
            return Timeline(tuple(days), days[-1].day)
        days.append(day)
    return Timeline(tuple(days), None)


def read_visits(reading: Reading, persons: Sequence[str]) -> tuple[VisitDay, ...]:
    """Every entry under these ids, the newest first."""
    where = "e.person IN (SELECT value FROM json_each(?))"
    return tuple(_days(reading, where, (json.dumps(persons),)))


def read_held(reading: Reading, person_id: str) -> HeldPerson:
    """What is known under an id itself, links not followed. Raises KeyError."""
    own = People(reading.connection).get_own(person_id)
    return HeldPerson(own.details, _numbers_of(reading, [person_id]), own.visitor)


def _days(reading: Reading, where: str, parameters: tuple[object, ...]) -> Iterator[VisitDay]:
    entries = read_entries(reading, where, parameters)
    for day, listed in groupby(entries, lambda one: venue_day(one.row.at, reading.time_zone)):
        yield VisitDay(day, tuple(visit for one in listed for visit in _visits_of(reading, one)))


def _visits_of(reading: Reading, listed: ListedEntry) -> Iterator[VisitRow]:
    """An entry, under the end of its presence where nobody saw that."""
    row = listed.row
    if EntryMark.NOT_SEEN_LEAVING in row.marks:
        end = reading.end_of(row.at, listed.kind)
        if listed.next_at is not None:
            end = min(end, listed.next_at)
        yield VisitRow(VisitKind.NOT_SEEN_LEAVING, end, row)
    yield VisitRow(VisitKind(row.direction), row.at, row)


def _last_look(reading: Reading, root: str) -> Look | None:
    rows = reading.rows(
        "SELECT coalesce(s.name, t.by, ''), t.at FROM staff_trail t LEFT JOIN staff s"
        f" ON s.id = t.by WHERE t.person IN {LINKED.format('?')} AND t.deed = ? AND t.at < ?"
        " ORDER BY t.number DESC LIMIT 1",
        (root, root, StaffDeed.PERSON_OPENED.value, to_ms(reading.now - _THIS_LOOK)),
    )
    return Look(rows[0][0], from_ms(rows[0][1])) if rows else None


def _last_entry(reading: Reading, root: str) -> EntryRow | None:
    where, parameters = _of_person(root)
    newest = next(read_entries(reading, where, parameters), None)
    return None if newest is None else newest.row


def _of_person(root: str) -> tuple[str, tuple[object, ...]]:
    return "e.person IN " + LINKED.format("?"), (root,) * 2


def _identifiers(reading: Reading, root: str) -> tuple[Identifier, ...]:
    """Of all linked ids, each once."""
    return _numbers_of(reading, People(reading.connection).linked(root))


def _numbers_of(reading: Reading, persons: Sequence[str]) -> tuple[Identifier, ...]:
    """Of these ids, each once; what a later version knows of is passed over."""
    rows = reading.rows(
        "SELECT DISTINCT kind, value FROM identifiers WHERE person IN"
        " (SELECT value FROM json_each(?)) ORDER BY kind, value",
        (json.dumps(persons),),
    )
    known = set(IdentifierKind) - {IdentifierKind.SLIP}
    return tuple(Identifier(IdentifierKind(kind), value) for kind, value in rows if kind in known)
