"""What reports say: who came and went on some days, and the numbers of days.

Read in short statements, each a reading transaction of its own and paged by key: a report that
takes seconds never keeps the writer's log from being emptied.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kiosk.domain.people.address import Address
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.reports.day_totals import (
    ARRIVALS,
    DECLARED_FOR,
    DEPARTURES,
    FORM,
    NOT_LEFT,
    PEOPLE,
    REACHABLE,
    DayTotals,
    totals_of,
)
from kiosk.domain.reports.visits import Remark, Visit, at_venue
from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import Direction
from kiosk.domain.visits.presence import presence_end
from kiosk.ports.scans import ScanSource
from kiosk.store.driver import Connection, storage_faults
from kiosk.store.repositories.people import to_unit
from kiosk.store.repositories.settled_days import (
    CAME_AT,
    HAS_PHONE,
    KIND,
    LEFT_AT,
    counts,
    day_bounds,
)
from kiosk.store.stamp import from_ms
from sync.protocol.bodies import Proof

_PAGE = 1_000
"""Rows of one statement: some ten milliseconds."""

_ROWS = f"""
    SELECT e.pos, e.at, e.direction, e.gate, e.credential, e.method, e.origin <> e.pos,
        r.full_name, r.birth, r.sex, r.address, r.unit, r.phone, p.root,
        CASE e.direction WHEN 'arrival' THEN {LEFT_AT} ELSE {CAME_AT} END,
        b.body, v.pos IS NOT NULL AND v.settled_by IS NULL
    FROM entries e LEFT JOIN people p ON p.id = e.person LEFT JOIN people r ON r.id = p.root
        LEFT JOIN bodies b ON b.pos = e.pos LEFT JOIN verifications v ON v.pos = e.pos
    WHERE e.at >= ? AND (e.at, e.pos) > (?, ?) AND e.at < ? AND {counts("e")}
    ORDER BY e.at, e.pos LIMIT {_PAGE}"""


_KINDS = "SELECT root, visitor FROM people WHERE visitor <> '' ORDER BY id DESC"
"""What people come for, by who stands for them; few have any. The oldest id's stands, as in
`People.kind`: of one root it comes last."""

_REMARKS = (
    (b'"source":"paper"', Remark.PAPER),
    (f'"proof":"{Proof.STAFF.value}"'.encode(), Remark.BY_STAFF),
    (b'"clock":"suspect"', Remark.CLOCK),
)
"""What stands so in a body, which is canonical JSON, and nowhere within one of its texts."""


def count_entries(connection: Connection, zone: ZoneInfo, first: date, last: date) -> int:
    """How many entries there are on these days: what a list has to read."""
    with storage_faults():
        row = connection.execute(
            "SELECT count(*) FROM entries WHERE at >= ? AND at < ?",
            (day_bounds(first, zone)[0], day_bounds(last, zone)[1]),
        ).fetchone()
    return int(row[0])


def read_visits(
    connection: Connection, zone: ZoneInfo, policy: Policy, first: date, last: date, now: datetime
) -> Iterator[Visit | None]:
    """Who came and went on these local days, both included, in the order of their first entry.

    A visit is one line, on the day it began; one that began before `first` stands on the day it
    ended. None in the place of an entry that stands in another line already, so that whoever counts
    knows how far this is. Raises StorageFault, and Interrupted once the connection was interrupted.
    """
    begin_ms, end_ms = day_bounds(first, zone)[0], day_bounds(last, zone)[1]
    with storage_faults():
        kinds = dict(connection.execute(_KINDS).fetchall())
    at_ms, pos = begin_ms, -1
    while True:
        with storage_faults():
            rows = connection.execute(_ROWS, (at_ms, at_ms, pos, end_ms)).fetchall()
        for row in rows:
            yield _visit(row, begin_ms, zone, policy, kinds, now)
        if len(rows) < _PAGE:
            return
        pos, at_ms = rows[-1][:2]


def _visit(
    row: tuple[object, ...],
    begin_ms: int,
    zone: ZoneInfo,
    policy: Policy,
    kinds: Mapping[object, str],
    now: datetime,
) -> Visit | None:
    _, at_ms, direction, gate, credential, method, is_correction, *rest = row
    name, birth, sex, address, unit, phone, root, other_ms, body, is_unverified = rest
    assert isinstance(at_ms, int)
    at = at_venue(at_ms, zone)
    other = at_venue(other_ms, zone) if isinstance(other_ms, int) else None
    arrived_at: datetime | None
    left_at: datetime | None
    remarks = []
    if direction == Direction.ARRIVAL.value:
        arrived_at, left_at = at, other
        if (
            other is None
            and name is not None
            and _has_ended(at, policy, zone, kinds.get(root), now)
        ):
            remarks.append(Remark.NOT_LEFT)
    else:
        if isinstance(other_ms, int) and other_ms >= begin_ms:
            return None
        arrived_at, left_at = other, at
    if is_correction:
        remarks.append(Remark.CORRECTED)
    if body is not None:
        assert isinstance(body, bytes)
        remarks += [remark for mark, remark in _REMARKS if mark in body]
    if is_unverified:
        remarks.append(Remark.UNVERIFIED)
    return Visit(
        str(name or ""),
        str(birth or "")[:4],
        str(sex or ""),
        str(Address(str(address or ""), to_unit(str(unit or "")))),
        str(phone or ""),
        arrived_at,
        left_at,
        str(gate),
        str(credential),
        method == ScanSource.TYPED.value,
        tuple(remarks),
    )


def read_day_totals(
    connection: Connection, zone: ZoneInfo, policy: Policy, day: date, now: datetime
) -> DayTotals:
    """The numbers of one local day: of its entries, and of those that were purged.

    Raises StorageFault.
    """
    bounds = day_bounds(day, zone)
    with storage_faults():
        # One statement: a purge in between would count an entry twice or not at all.
        rows = connection.execute(_TOTALS, (*bounds, day.isoformat())).fetchall()
    found: Counter[str] = Counter()
    for name, n, visitor in rows:
        if name == _OPEN:
            # Not counted yet: these have no end until their presence ends by itself.
            found[NOT_LEFT] += _has_ended(from_ms(n), policy, zone, visitor, now)
        else:
            found[name] += n
    return totals_of(day, found)


def _has_ended(
    since: datetime, policy: Policy, zone: ZoneInfo, visitor: str | None, now: datetime
) -> bool:
    """Whether a presence has ended by itself."""
    kind = VisitorKind(visitor) if visitor else None
    return presence_end(since, policy, zone, kind) <= now


_OPEN = "open"
_TOTALS = f"""
    SELECT iif(e.direction = 'arrival', '{ARRIVALS}', '{DEPARTURES}') AS name, count(*), NULL
        FROM entries e WHERE e.at >= ?1 AND e.at < ?2 AND {counts("e")} GROUP BY name
    UNION ALL SELECT '{FORM}' || e.credential AS name, count(*), NULL
        FROM entries e WHERE e.at >= ?1 AND e.at < ?2 AND {counts("e")} GROUP BY name
    UNION ALL SELECT '{PEOPLE}', count(DISTINCT p.root) +
        count(iif(e.person IS NULL AND e.direction = 'arrival', 1, NULL)), NULL
        FROM entries e LEFT JOIN people p ON p.id = e.person
        WHERE e.at >= ?1 AND e.at < ?2 AND {counts("e")}
    UNION ALL SELECT '{REACHABLE}', count(*), NULL
        FROM entries e JOIN people p ON p.id = e.person
        WHERE e.at >= ?1 AND e.at < ?2 AND {counts("e")} AND {HAS_PHONE}
    UNION ALL SELECT '{DECLARED_FOR}', count(*), NULL
        FROM declarations d WHERE d.at >= ?1 AND d.at < ?2 AND d.is_proxy
    UNION ALL SELECT '{_OPEN}', e.at, {KIND}
        FROM entries e JOIN people p ON p.id = e.person
        WHERE e.at >= ?1 AND e.at < ?2 AND e.direction = 'arrival' AND {counts("e")}
            AND {LEFT_AT} IS NULL
    UNION ALL SELECT name, n, NULL FROM settled_counts WHERE day = ?3"""
"""By name, how many; under `open` the moment of an arrival that no departure followed."""
