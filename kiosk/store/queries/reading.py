"""What an answer of the desk is made from: a connection, a moment, and the rules in force."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.base.dataclass import dataclass
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.venue import Policy
from kiosk.domain.visits.presence import is_inside, presence_end, venue_day
from kiosk.store.driver import Connection
from kiosk.store.stamp import to_ms

LINKED = "(SELECT {0} UNION ALL SELECT id FROM people WHERE root = {0} AND root <> id)"
"""The ids that are the person of this root, by the index of linked people."""

KIND = (
    "coalesce(nullif({0}.visitor, ''), (SELECT l.visitor FROM people l WHERE l.root = {0}.id"
    " AND l.root <> l.id AND l.visitor <> '' ORDER BY l.id LIMIT 1), '')"
)
"""What the person of this root's row comes for: what was said of the oldest of its ids."""

PHONE = (
    "coalesce(nullif({0}.phone, ''), (SELECT i.value FROM identifiers i"
    " INDEXED BY identifiers_person WHERE i.kind = 'phone'"
    " AND i.person IN " + LINKED.format("{0}.id") + " ORDER BY i.value LIMIT 1), '')"
)
"""The number to reach the person of this root's row by: their own, else one that points to them.

Left to choose, SQLite reads the phones of everybody, which come in the order asked for."""


def stands(entry: str) -> str:
    """SQL: whether this row of `entries` tells of somebody, and nothing corrects it later."""
    return (
        f"(NOT {entry}.is_void AND NOT EXISTS (SELECT 1 FROM entries c WHERE"
        f" c.origin = {entry}.origin AND c.origin <> c.pos AND c.pos > {entry}.pos))"
    )


def told_elsewhere(root: str, after: str = "0") -> str:
    """SQL: whether the hub told of an entry of this root at another station, later than `after`."""
    # Without a hub the first half is asked once and the second never.
    return (
        "(EXISTS (SELECT 1 FROM feed_presence) AND"
        f" EXISTS (SELECT 1 FROM feed_presence f WHERE f.person IN {LINKED.format(root)}"
        f" AND f.at > {after} AND NOT EXISTS (SELECT 1 FROM records o WHERE o.id = f.entry)))"
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """One look at the database."""

    connection: Connection
    time_zone: ZoneInfo
    now: datetime
    policy: Policy

    @property
    def today(self) -> date:
        """The present day at the venue."""
        return venue_day(self.now, self.time_zone)

    def rows(self, sql: str, parameters: Sequence[object] = ()) -> list[Any]:
        """All rows of one statement."""
        return self.connection.execute(sql, parameters).fetchall()

    def value(self, sql: str, parameters: Sequence[object] = ()) -> Any:
        """The first column of the only row."""
        return self.connection.execute(sql, parameters).fetchone()[0]

    def bounds(self, day: date) -> tuple[int, int]:
        """Where a day at the venue begins and where the next one does, as stored."""
        # Not 24 hours: a day with a change of the clock is longer or shorter.
        return self._start(day), self._start(day + timedelta(days=1))

    def end_of(self, since: datetime, kind: str) -> datetime:
        """When the presence of an arrival ends by itself, of somebody of this kind."""
        return presence_end(since, self.policy, self.time_zone, _to_kind(kind))

    def counts_inside(self, since: datetime, kind: str) -> bool:
        """Whether an arrival without a departure counts still, of somebody of this kind."""
        return is_inside(since, self.now, self.policy, self.time_zone, _to_kind(kind))

    def _start(self, day: date) -> int:
        return to_ms(datetime.combine(day, time(), self.time_zone))


def _to_kind(text: str) -> VisitorKind | None:
    return VisitorKind(text) if text else None
