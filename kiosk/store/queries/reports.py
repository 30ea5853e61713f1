"""What reports say: who came and went on some days, and the numbers of days.

Read in short statements, each a reading transaction of its own and paged by key: a report that
takes seconds never keeps the writer's log from being emptied.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any
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
from kiosk.domain.reports.visit_pairs import VisitPairs
from kiosk.domain.reports.visits import Remark, Visit, at_venue
from kiosk.domain.units.unit import UnitSnapshot
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
_COMMUNES = 4_096
_PAIRED = 5_000
"""Rows of one statement that reads little of each, in the order they stand in: as long."""

_ROWS = f"""
    SELECT e.pos, e.at, e.direction, e.gate, e.credential, e.method, e.origin <> e.pos,
        r.full_name, r.birth, r.sex, r.address, r.unit, r.phone, p.root,
        b.body, v.pos IS NOT NULL AND v.settled_by IS NULL
    FROM entries e LEFT JOIN people p ON p.id = e.person LEFT JOIN people r ON r.id = p.root
        LEFT JOIN bodies b ON b.pos = e.pos LEFT JOIN verifications v ON v.pos = e.pos
    WHERE e.at >= ? AND (e.at, e.pos) > (?, ?) AND e.at < ? AND {counts("e")}
    ORDER BY e.at, e.pos LIMIT {_PAGE}"""

_IN_ORDER = f"""
    SELECT e.at, e.origin, e.pos, e.direction = 'arrival', e.person FROM entries e
    WHERE e.at >= ? AND (e.at, e.origin) > (?, ?) AND e.at < ?
        AND e.person IS NOT NULL AND {counts("e")}
    ORDER BY e.at, e.origin LIMIT {_PAIRED}"""
"""Of what stands there is one entry of an origin."""

_ELSEWHERE = f"""
    SELECT e.pos, CASE e.direction WHEN 'arrival' THEN {LEFT_AT} ELSE {CAME_AT} END
    FROM json_each(?) j JOIN entries e ON e.pos = j.value JOIN people p ON p.id = e.person"""
"""The other half of a visit, wherever it is: four places of the file for one entry."""

_LINKED_PEOPLE = "SELECT id, root FROM people WHERE root <> id"
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
    connection: Connection,
    zone: ZoneInfo,
    policy: Policy,
    first: date,
    last: date,
    now: datetime,
    check: Callable[[], None] = lambda: None,
) -> Iterator[Visit | None]:
    """Who came and went on these local days, both included, in the order of their first entry.

    A visit is one line, on the day it began; one that began before `first` stands on the day it
    ended. None in the place of an entry that stands in another line already, so that whoever counts
    knows how far this is. `check` is called often before the first line comes, and what it raises
    ends this. Raises StorageFault, and Interrupted once the connection was interrupted.
    """
    begin_ms, end_ms = day_bounds(first, zone)[0], day_bounds(last, zone)[1]
    with storage_faults():
        kinds = dict(connection.execute(_KINDS).fetchall())
    halves = _Halves(connection, begin_ms, end_ms, check)
    at_ms, pos = begin_ms, -1
    while True:
        with storage_faults():
            rows = connection.execute(_ROWS, (at_ms, at_ms, pos, end_ms)).fetchall()
            others = halves.of(rows)
        for row in rows:
            yield _visit(row, others.get(row[0]), begin_ms, zone, policy, kinds, now)
        if len(rows) < _PAGE:
            return
        pos, at_ms = rows[-1][:2]


class _Halves:
    """When the other half of each visit was: of an arrival its departure, and the reverse.

    Looked up for each entry it took most of a list's time, since those of one person lie scattered
    over the file, and each page that is read is decrypted. So all entries of the days are read
    once in the order they stand in; what is not among them is looked up.
    """

    def __init__(
        self, connection: Connection, begin_ms: int, end_ms: int, check: Callable[[], None]
    ) -> None:
        self._connection = connection
        self._begin_ms = begin_ms
        self._pairs = VisitPairs()
        with storage_faults():
            roots = dict(connection.execute(_LINKED_PEOPLE).fetchall())
        at_ms, origin = begin_ms, -1
        while True:
            check()
            with storage_faults():
                rows = connection.execute(_IN_ORDER, (at_ms, at_ms, origin, end_ms)).fetchall()
            for each_ms, _, pos, is_arrival, person in rows:
                self._pairs.take(pos, each_ms, is_arrival, roots.get(person, person))
            if len(rows) < _PAIRED:
                break
            at_ms, origin = rows[-1][:2]
        with storage_faults():
            oldest, newest = connection.execute("SELECT min(at), max(at) FROM entries").fetchone()
        self._unknown = self._pairs.unknown(
            has_before=oldest is not None and oldest < begin_ms,
            has_after=newest is not None and newest >= end_ms,
        )

    def of(self, rows: Sequence[tuple[Any, ...]]) -> dict[int, int]:
        """By the place of an entry, of these rows of `_ROWS`; nothing for one that has none."""
        pairs, unknown = self._pairs, self._unknown
        found = {}
        asked = []
        for pos, *_ in rows:
            # What was recorded since the days were read is among those too.
            if pos in unknown or pos > pairs.last_pos:
                asked.append(pos)
                continue
            other_ms = pairs.other_at(pos)
            if other_ms is not None:
                found[pos] = other_ms
        if asked:
            answer = self._connection.execute(_ELSEWHERE, (json.dumps(asked),)).fetchall()
            found |= {pos: other_ms for pos, other_ms in answer if other_ms is not None}
        return found


def _visit(
    row: tuple[Any, ...],
    other_ms: int | None,
    begin_ms: int,
    zone: ZoneInfo,
    policy: Policy,
    kinds: Mapping[object, str],
    now: datetime,
) -> Visit | None:
    _, at_ms, direction, gate, credential, method, is_correction, name, *rest = row
    birth, sex, address, unit, phone, root, body, is_unverified = rest
    at = at_venue(at_ms, zone)
    other = None if other_ms is None else at_venue(other_ms, zone)
    arrived_at: datetime | None
    left_at: datetime | None
    remarks = []
    if direction == Direction.ARRIVAL:
        arrived_at, left_at = at, other
        if (
            other is None
            and name is not None
            and _has_ended(at, policy, zone, kinds.get(root), now)
        ):
            remarks.append(Remark.NOT_LEFT)
    else:
        if other_ms is not None and other_ms >= begin_ms:
            return None
        arrived_at, left_at = other, at
    if is_correction:
        remarks.append(Remark.CORRECTED)
    if body is not None:
        remarks += [remark for mark, remark in _REMARKS if mark in body]
    if is_unverified:
        remarks.append(Remark.UNVERIFIED)
    return Visit(
        name or "",
        (birth or "")[:4],
        sex or "",
        _address_said(address, unit) if unit else address or "",
        phone or "",
        arrived_at,
        left_at,
        gate,
        credential,
        method == ScanSource.TYPED,
        tuple(remarks),
    )


@lru_cache(_COMMUNES)
def _commune(unit: str) -> UnitSnapshot | None:
    """Those of a list are few, and each comes a thousand times."""
    return to_unit(unit)


def _address_said(text: str, unit: str) -> str:
    return str(Address(text, _commune(unit)))


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
