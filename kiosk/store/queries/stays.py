"""Who stays until they are discharged, and when staff went through them last."""

from __future__ import annotations

from kiosk.domain.desk.stays import ListStays, StayRow, Stays
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.visits.presence import venue_day
from kiosk.store.queries.presence import STAYING, find_one
from kiosk.store.queries.reading import Reading
from kiosk.store.repositories.people import People
from kiosk.store.stamp import from_ms


def list_stays(reading: Reading, query: ListStays) -> Stays:
    """See `ListStays`."""
    del query
    roots = reading.rows(
        f"SELECT DISTINCT root FROM people INDEXED BY people_staying WHERE {STAYING}"
    )
    rows = [row for (root,) in roots if (row := _row(reading, root)) is not None]
    # By the index of these lines alone: the trail has one for every look.
    reviewed = reading.rows(
        "SELECT at FROM staff_trail INDEXED BY staff_trail_stays"
        " WHERE deed = 'stays_reviewed' ORDER BY number DESC LIMIT 1"
    )
    return Stays(
        tuple(sorted(rows, key=lambda row: (row.since, row.person_id))),
        reading.today,
        venue_day(from_ms(reviewed[0][0]), reading.time_zone) if reviewed else None,
    )


def _row(reading: Reading, root: str) -> StayRow | None:
    people = People(reading.connection)
    kind = people.kind(root)
    if kind is None or not VisitorKind(kind).stays_until_discharged:
        return None
    present = find_one(reading, root)
    if present is None:
        return None
    nights = (reading.today - venue_day(present.since, reading.time_zone)).days
    name = people.get(present.person_id).details.full_name
    return StayRow(present.person_id, name, VisitorKind(kind), present.since, nights)
