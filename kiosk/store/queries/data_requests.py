"""Requests about somebody's own data that wait for an administrator."""

from __future__ import annotations

import json
from collections.abc import Iterable

from kiosk.domain.desk.acts_on_people import DataRight
from kiosk.domain.desk.acts_on_requests import (
    MOST_REQUESTS,
    ListRequests,
    OpenRequest,
    OpenRequests,
)
from kiosk.domain.slips.slip import name_hint
from kiosk.store.queries.reading import Reading
from kiosk.store.repositories.data_requests import covered_by
from kiosk.store.repositories.people import People
from kiosk.store.stamp import from_ms


def list_requests(reading: Reading, query: ListRequests) -> OpenRequests:
    """See `ListRequests`."""
    del query
    people = People(reading.connection)
    rows = reading.rows(
        "SELECT q.record, q.person, q.asked, q.at, q.answer_by, coalesce(s.name, ''), q.persons"
        " FROM data_requests q LEFT JOIN staff s ON s.id = q.taken_by"
        " WHERE q.closed_by IS NULL ORDER BY q.answer_by, q.pos LIMIT ?",
        (MOST_REQUESTS,),
    )
    requests = []
    for record, person_id, asked, at, answer_by, taken_by, persons in rows:
        made_for = json.loads(persons)
        covered = covered_by(reading.connection, person_id, made_for)
        root = people.find_root(person_id)
        circle = [] if root is None else people.linked(root)
        requests.append(
            OpenRequest(
                record,
                person_id,
                _hint(people, person_id),
                DataRight(asked),
                from_ms(at),
                from_ms(answer_by),
                taken_by,
                persons=covered,
                also=_hints(people, (one for one in covered if one != person_id)),
                linked_since=_hints(people, (one for one in circle if one not in made_for)),
                parted_since=_hints(people, (one for one in made_for if one not in covered)),
            )
        )
    return OpenRequests(tuple(requests))


def _hints(people: People, person_ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(_hint(people, one) for one in person_ids)


def _hint(people: People, person_id: str) -> str:
    """By what is known under the id itself: whoever it is linked to may be somebody else."""
    try:
        return name_hint(people.get_own(person_id).details)
    except KeyError:
        return ""
