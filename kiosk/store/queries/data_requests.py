"""Requests about somebody's own data that wait for an administrator."""

from __future__ import annotations

from kiosk.domain.desk.acts_on_people import DataRight
from kiosk.domain.desk.acts_on_requests import (
    MOST_REQUESTS,
    ListRequests,
    OpenRequest,
    OpenRequests,
)
from kiosk.domain.slips.slip import name_hint
from kiosk.store.queries.reading import Reading
from kiosk.store.repositories.people import People
from kiosk.store.stamp import from_ms


def list_requests(reading: Reading, query: ListRequests) -> OpenRequests:
    """See `ListRequests`."""
    del query
    people = People(reading.connection)
    rows = reading.rows(
        "SELECT q.record, q.person, q.asked, q.at, q.answer_by, coalesce(s.name, '')"
        " FROM data_requests q LEFT JOIN staff s ON s.id = q.taken_by"
        " WHERE q.closed_by IS NULL ORDER BY q.answer_by, q.pos LIMIT ?",
        (MOST_REQUESTS,),
    )
    requests = []
    for record, person_id, asked, at, answer_by, taken_by in rows:
        hint = ""
        if people.find_root(person_id) is not None:
            hint = name_hint(people.get(person_id).details)
        requests.append(
            OpenRequest(
                record,
                person_id,
                hint,
                DataRight(asked),
                from_ms(at),
                from_ms(answer_by),
                taken_by,
            )
        )
    return OpenRequests(tuple(requests))
