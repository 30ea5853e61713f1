"""What purged entries counted, so that reports outlive retention (docs/adr/0019).

A day's numbers are those of the entries that are here and, from `settled_counts`, of those that
were purged. Each entry is counted in one of the two, in the transaction that removes it. No row
names anybody.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kiosk.domain.reports.day_totals import (
    ARRIVALS,
    DECLARED_FOR,
    DEPARTURES,
    FORM,
    NOT_LEFT,
    PEOPLE,
    REACHABLE,
    first_kept_day,
)
from kiosk.domain.reports.visits import at_venue
from kiosk.domain.visits.decision import Direction
from kiosk.store.driver import Connection
from kiosk.store.repositories.visits import stands
from kiosk.store.stamp import to_ms


def counts(entry: str) -> str:
    """That the row of `entries` with this alias stands, and does not void another."""
    return f"NOT {entry}.is_void AND {stands(entry)}"


LINKED = (
    "(SELECT p.root UNION ALL SELECT l.id FROM people l WHERE l.root = p.root AND l.root <> l.id)"
)
"""Every id of the human being of the person `p`."""

_NEXT = (
    f"(SELECT {{}} FROM entries n WHERE n.person IN {LINKED}"
    f" AND (n.at, n.origin) {{}} (e.at, e.origin) AND {counts('n')}"
    " ORDER BY n.at {order}, n.origin {order} LIMIT 1)"
)

LEFT_AT = _NEXT.format("CASE n.direction WHEN 'departure' THEN n.at END", ">", order="")
"""When the person `p` left, if that is the next that is known after the entry `e`; else NULL."""
CAME_AT = _NEXT.format("CASE n.direction WHEN 'arrival' THEN n.at END", "<", order="DESC")
"""When the person `p` came, if that is the last that is known before the entry `e`; else NULL."""

KIND = (
    "(SELECT k.visitor FROM people k WHERE k.visitor <> ''"
    f" AND k.id IN {LINKED} ORDER BY k.id LIMIT 1)"
)
"""What the person `p` comes for, NULL where nobody said; see `People.kind`."""

HAS_PHONE = (
    "EXISTS (SELECT 1 FROM people l LEFT JOIN identifiers i ON i.person = l.id AND i.kind = 'phone'"
    f" WHERE l.id IN {LINKED} AND (l.phone <> '' OR i.person IS NOT NULL))"
)
"""Whether a phone is known by which to reach the person `p`."""


class SettledDays:
    """The table `settled_counts` on one connection; days are those of `zone`."""

    def __init__(self, connection: Connection, zone: ZoneInfo) -> None:
        self._connection = connection
        self._zone = zone

    def settle(self, positions: Sequence[int]) -> None:
        """Count these entries and declarations for good, before the same transaction removes them.

        An arrival that no departure followed by now has ended by itself: what is purged is older
        than any presence. Of a person with further entries on a day the last one counts the person.
        """
        leaving = set(positions)
        found: Counter[tuple[date, str]] = Counter()
        people: set[tuple[date, str]] = set()
        for pos in positions:
            row = self._connection.execute(
                "SELECT e.at, e.direction, e.credential, p.root,"
                f" p.root IS NOT NULL AND {HAS_PHONE},"
                f" p.root IS NOT NULL AND e.direction = 'arrival' AND {LEFT_AT} IS NULL"
                " FROM entries e LEFT JOIN people p ON p.id = e.person"
                f" WHERE e.pos = ? AND {counts('e')}",
                (pos,),
            ).fetchone()
            if row is None:
                continue
            at_ms, direction, credential, root, has_phone, has_not_left = row
            day = at_venue(at_ms, self._zone).date()
            is_arrival = direction == Direction.ARRIVAL.value
            found[day, ARRIVALS if is_arrival else DEPARTURES] += 1
            found[day, FORM + credential] += 1
            found[day, REACHABLE] += has_phone
            found[day, NOT_LEFT] += has_not_left
            if root is not None:
                people.add((day, root))
            else:
                found[day, PEOPLE] += is_arrival
        found.update(self._declared_for(positions))
        for day, root in people:
            found[day, PEOPLE] += not self._has_others(root, day, leaving)
        self._add(found)

    def forget(self, now: datetime) -> None:
        """Remove the numbers of days that are too old to be kept."""
        first = first_kept_day(now.astimezone(self._zone).date()).isoformat()
        for table in ("settled_counts", "counters"):
            self._connection.execute(f"DELETE FROM {table} WHERE day < ?", (first,))

    def _has_others(self, root: str, day: date, leaving: set[int]) -> bool:
        """Whether the person has an entry on that day that stays."""
        rows = self._connection.execute(
            f"SELECT e.pos FROM people p JOIN entries e ON e.person IN {LINKED}"
            f" WHERE p.id = ? AND e.at >= ? AND e.at < ? AND {counts('e')}",
            (root, *day_bounds(day, self._zone)),
        )
        return any(pos not in leaving for (pos,) in rows)

    def _declared_for(self, positions: Sequence[int]) -> Counter[tuple[date, str]]:
        """Of these places, declarations that staff made, by day."""
        found: Counter[tuple[date, str]] = Counter()
        for pos in positions:
            row = self._connection.execute(
                "SELECT at FROM declarations WHERE pos = ? AND is_proxy", (pos,)
            ).fetchone()
            if row is not None:
                found[at_venue(row[0], self._zone).date(), DECLARED_FOR] += 1
        return found

    def _add(self, found: Counter[tuple[date, str]]) -> None:
        self._connection.executemany(
            "INSERT INTO settled_counts (day, name, n) VALUES (?, ?, ?)"
            " ON CONFLICT (day, name) DO UPDATE SET n = n + excluded.n",
            _rows(found.items()),
        )


def day_bounds(day: date, zone: ZoneInfo) -> tuple[int, int]:
    """The first millisecond of a local day, and that of the next one.

    Not 24 hours apart: a day with a change of the clock is longer or shorter.
    """
    start = datetime.combine(day, time(), zone)
    end = datetime.combine(day + timedelta(days=1), time(), zone)
    return to_ms(start), to_ms(end)


def _rows(found: Iterable[tuple[tuple[date, str], int]]) -> list[tuple[str, str, int]]:
    return [(day.isoformat(), name, n) for (day, name), n in found if n]
