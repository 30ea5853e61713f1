"""Who is inside: this station's presences and what the hub told of other gates, together.

One rule says what is known last of a person, `PresenceBook.latest`; it is asked only where the hub
told of another station's entry. The others stand as the table has them.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.queries import InsidePage, InsideRow, ListInside, PersonRow, Place
from kiosk.domain.people.person import Sex
from kiosk.domain.visits.decision import Direction
from kiosk.domain.visits.presence import longest_stay
from kiosk.store.queries.reading import KIND, PHONE, Reading, told_elsewhere
from kiosk.store.repositories.people import People, to_birth
from kiosk.store.repositories.visits import PresenceBook
from kiosk.store.stamp import from_ms, to_ms


@dataclass(frozen=True, slots=True)
class Present:
    """Somebody whose presence counts."""

    since: datetime
    person_id: str
    gate: str


STAYING = "visitor IN ('inpatient', 'carer', 'staff')"
"""Whose presence lasts longer than a visitor's (docs/spec/at-the-gate.md §2)."""


def find_present(reading: Reading) -> list[Present]:
    """Everyone whose presence counts now, the newest arrival first."""
    longest = longest_stay(reading.policy)
    span = (to_ms(reading.now - longest), to_ms(reading.now + longest))
    # What was said of the oldest of somebody's ids comes last, and holds.
    kinds = dict(
        reading.rows(
            "SELECT root, visitor FROM people INDEXED BY people_staying"
            f" WHERE {STAYING} ORDER BY id DESC"
        )
    )
    told = told_elsewhere("i.person")
    # Of the many who never left, those of the last hours, and whoever stays.
    candidates = reading.rows(
        f"SELECT i.person, i.since, i.gate, {told} FROM presence i INDEXED BY presence_since"
        " WHERE i.since BETWEEN ? AND ?",
        span,
    )
    candidates += reading.rows(
        f"SELECT i.person, i.since, i.gate, {told} FROM json_each(?) j CROSS JOIN presence i"
        " ON i.person = j.value WHERE i.since NOT BETWEEN ? AND ?",
        (json.dumps(list(kinds)), *span),
    )
    found = []
    asked = []
    for person, since_ms, gate, is_told in candidates:
        if is_told:
            asked.append(person)
        elif reading.counts_inside(from_ms(since_ms), kinds.get(person, "")):
            found.append(Present(from_ms(since_ms), person, gate))
    asked += [
        row[0]
        for row in reading.rows(
            "SELECT DISTINCT p.root FROM feed_presence f JOIN people p ON p.id = f.person"
            f" WHERE f.inside AND (f.at BETWEEN ? AND ? OR p.{STAYING})"
            " AND NOT EXISTS (SELECT 1 FROM presence i WHERE i.person = p.root)",
            span,
        )
    ]
    found += [present for person in asked if (present := find_one(reading, person)) is not None]
    return sorted(found, key=lambda one: (one.since, one.person_id), reverse=True)


def find_one(reading: Reading, root: str) -> Present | None:
    """The presence of one person, if it counts."""
    presence = PresenceBook(reading.connection).find(root, reading.now)
    if presence is None:
        return None
    kind = People(reading.connection).kind(root)
    if not reading.counts_inside(presence.since, kind or ""):
        return None
    return Present(presence.since, presence.person_id, presence.gate)


def list_inside(reading: Reading, query: ListInside) -> InsidePage:
    """See `ListInside`."""
    present = find_present(reading)
    if query.after is not None:
        place = (query.after.at, query.after.key)
        present = [one for one in present if (one.since, one.person_id) < place]
    page = present[: query.limit]
    people = read_people(reading, [one.person_id for one in page])
    rows = tuple(
        InsideRow(
            person_id=one.person_id,
            full_name=person.full_name,
            birth=person.birth,
            phone=person.phone,
            since=one.since,
            gate=one.gate,
        )
        for one in page
        if (person := people.get(one.person_id)) is not None
    )
    is_last = len(present) <= query.limit
    return InsidePage(rows, None if is_last else Place(page[-1].since, page[-1].person_id))


def read_people(reading: Reading, roots: Sequence[str]) -> dict[str, PersonRow]:
    """The people of these roots, with when they were last seen, here or at another gate."""
    source = "SELECT r.no FROM json_each(?) j JOIN people r ON r.id = j.value"
    return find_people(reading, source, (json.dumps(list(roots)),))


def find_people(
    reading: Reading, source: str, parameters: Sequence[object]
) -> dict[str, PersonRow]:
    """The people whose numbers a statement gives in its column `no`; see `read_people`."""
    # As one row: each row more would wait anew for the interpreter, which gate and screen use too.
    text = reading.value(
        "SELECT json_group_array(json_array(q.id, q.full_name, q.birth, q.sex,"
        f" {PHONE.format('q')}, q.id_number, q.insurance_number, {KIND.format('q')},"
        f" s.at, s.direction, {told_elsewhere('q.id')}))"
        f" FROM ({source}) j JOIN people q ON q.no = j.no"
        " LEFT JOIN last_seen s ON s.person = q.id",
        parameters,
    )
    book = PresenceBook(reading.connection)
    people = {}
    for person, full_name, birth, sex, phone, id_number, insurance, *seen in json.loads(text):
        kind, at_ms, direction_text, is_told = seen
        at = None if at_ms is None else from_ms(at_ms)
        direction = None if direction_text is None else Direction(direction_text)
        if is_told and (latest := book.last_entry(person, reading.now)) is not None:
            at, direction = latest.at, latest.direction
        since = at if direction is Direction.ARRIVAL else None
        people[person] = PersonRow(
            person_id=person,
            full_name=full_name,
            birth=to_birth(birth),
            sex=Sex(sex),
            phone=phone,
            id_number=id_number,
            insurance_number=insurance,
            last_seen=at,
            last_direction=direction,
            inside_since=since if since and reading.counts_inside(since, kind) else None,
        )
    return people


def by_last_seen(people: Sequence[PersonRow]) -> list[PersonRow]:
    """Whoever was seen last first, whoever never was last."""

    def rank(person: PersonRow) -> tuple[int, str]:
        return (0 if person.last_seen is None else to_ms(person.last_seen), person.person_id)

    return sorted(people, key=rank, reverse=True)
