"""Who was last seen coming in, at this station or at another gate of the venue."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from kiosk.domain.desk.acts_on_cases import AgeGroup
from kiosk.domain.people.person import Sex
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.reports.evacuation import Arrived
from kiosk.domain.visits.decision import Direction
from kiosk.store.driver import Connection, storage_faults
from kiosk.store.repositories.people import People
from kiosk.store.repositories.settled_days import counts
from kiosk.store.repositories.visits import Latest, PresenceBook
from kiosk.store.stamp import from_ms, to_ms

_STAYING = ", ".join(f"'{kind.value}'" for kind in VisitorKind if kind.stays_until_discharged)


def read_arrived(connection: Connection, since: datetime, now: datetime) -> list[Arrived]:
    """Everybody whose last known entry is an arrival after `since`, and whoever stays until they
    are discharged, since whenever. Raises StorageFault."""
    with storage_faults():
        return [*_known(connection, since, now), *_unknown(connection, since)]


def _known(connection: Connection, since: datetime, now: datetime) -> Iterator[Arrived]:
    book, people = PresenceBook(connection), People(connection)
    rows = connection.execute(
        "SELECT person FROM presence WHERE since >= ?1 UNION"
        f" SELECT root FROM people WHERE visitor IN ({_STAYING}) UNION"
        " SELECT coalesce(p.root, f.person) FROM feed_presence f"
        " LEFT JOIN people p ON p.id = f.person WHERE f.inside AND f.at >= ?1",
        (to_ms(since),),
    ).fetchall()
    for (person,) in rows:
        latest = book.latest(person, now) or _fed(connection, person)
        if latest is None or latest.direction is not Direction.ARRIVAL:
            continue
        name, birth = connection.execute(
            "SELECT full_name, birth FROM people WHERE id = ?", (latest.root,)
        ).fetchone() or ("", "")
        at, kind = from_ms(latest.at_ms), people.kind(latest.root)
        if at >= since or (kind is not None and kind.stays_until_discharged):
            yield Arrived(latest.root, latest.entry, name, birth[:4], at, latest.gate, kind)


def _fed(connection: Connection, person: str) -> Latest | None:
    """What the hub told of somebody whose details have not come yet."""
    row = connection.execute(
        "SELECT coalesce(entry, ''), inside, at, gate FROM feed_presence WHERE person = ?"
        " ORDER BY at DESC, entry DESC LIMIT 1",
        (person,),
    ).fetchone()
    if row is None or not row[1]:
        return None
    return Latest(person, row[0], Direction.ARRIVAL, row[2], row[3])


def _unknown(connection: Connection, since: datetime) -> list[Arrived]:
    """Arrivals of nobody known: nobody can say that they left."""
    rows = connection.execute(
        "SELECT r.id, e.at, e.gate, m.number, coalesce(m.sex, ''), coalesce(m.age, '')"
        " FROM entries e JOIN records r USING (pos)"
        " LEFT JOIN emergencies m ON m.pos = e.origin"
        f" WHERE e.at >= ? AND e.person IS NULL AND e.direction = 'arrival' AND {counts('e')}",
        (to_ms(since),),
    )
    return [
        Arrived(
            None,
            entry,
            "",
            "",
            from_ms(at),
            gate,
            emergency=number,
            sex=Sex(sex) if sex else None,
            age=AgeGroup(age) if age else None,
        )
        for entry, at, gate, number, sex, age in rows
    ]
