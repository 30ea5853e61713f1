"""Reading the database: lists, search and checks on a connection and a thread of their own.

Opened read-only, so that nothing here can write, and paged by key, so that page 1,000 costs what
page 1 costs. `cancel` may be called from any thread; the running call then raises Interrupted.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.base.errors import StorageFault, StorageFaultKind
from kiosk.base.names import bare_name
from kiosk.base.phones import normalise_phone
from kiosk.domain.people.person import IdentifierKind, Person
from kiosk.domain.visits.decision import Direction
from kiosk.store.backup import write_backup
from kiosk.store.driver import as_utils_database, connect, storage_faults
from kiosk.store.file import DatabaseFiles
from kiosk.store.key import load_key
from kiosk.store.repositories.people import COLUMNS, to_person
from kiosk.store.repositories.visits import STANDS
from kiosk.store.stamp import from_ms, to_ms

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One line of the list of entries; `pos` continues the list after it."""

    pos: int
    entry_id: str
    person_id: str | None
    full_name: str
    birth: str
    direction: Direction
    at: datetime
    gate: str
    credential: str
    method: str
    is_correction: bool


@dataclass(frozen=True, slots=True)
class InsideRow:
    """One line of the list of who is inside."""

    person_id: str
    full_name: str
    birth: str
    phone: str
    since: datetime
    gate: str


@dataclass(frozen=True, slots=True)
class DayCounts:
    """One local day in numbers, corrections applied."""

    arrivals: int
    departures: int
    counters: Mapping[str, int]


class Reader:
    """A reading connection; one thread at a time, except for `cancel`."""

    def __init__(self, path: Path, key: bytes, time_zone: ZoneInfo) -> None:
        self._path = path
        self._key = key
        self._time_zone = time_zone
        with storage_faults():
            self._connection = connect(path, key, "ro")
            self._database = as_utils_database(self._connection)

    def cancel(self) -> None:
        """Stop the running call, if there is one; from any thread."""
        self._connection.interrupt()

    def close(self) -> None:
        """Release the connection."""
        self._connection.close()

    def recent_entries(self, limit: int, before: int | None = None) -> list[EntryRow]:
        """The newest entries first; `before` is the last row's `pos` of the page above.

        A corrected entry is not shown, its newest correction is.
        """
        rows = self._query(
            "SELECT e.pos, r.id, e.person, p.full_name, p.birth, e.direction, e.at, e.gate,"
            " e.credential, e.method, e.origin <> e.pos AS is_correction"
            " FROM entries e JOIN records r USING (pos) LEFT JOIN people p ON p.id = e.person"
            f" WHERE e.pos < ? AND NOT e.is_void AND {STANDS} ORDER BY e.pos DESC LIMIT ?",
            (2**62 if before is None else before, limit),
        )
        return [
            EntryRow(
                pos=row["pos"],
                entry_id=row["id"],
                person_id=row["person"],
                full_name=row["full_name"] or "",
                birth=row["birth"] or "",
                direction=Direction(row["direction"]),
                at=from_ms(row["at"]),
                gate=row["gate"],
                credential=row["credential"],
                method=row["method"],
                is_correction=bool(row["is_correction"]),
            )
            for row in rows
        ]

    def inside(
        self, since: datetime, limit: int, after: InsideRow | None = None
    ) -> list[InsideRow]:
        """Who arrived after `since` and did not leave, longest stay first; `after` pages on."""
        start = (to_ms(since), "") if after is None else (to_ms(after.since), after.person_id)
        rows = self._query(
            "SELECT q.person, p.full_name, p.birth, p.phone, q.since, q.gate"
            " FROM presence q JOIN people p ON p.id = q.person"
            " WHERE (q.since, q.person) > (?, ?) ORDER BY q.since, q.person LIMIT ?",
            (*start, limit),
        )
        return [
            InsideRow(
                person_id=row["person"],
                full_name=row["full_name"],
                birth=row["birth"],
                phone=row["phone"],
                since=from_ms(row["since"]),
                gate=row["gate"],
            )
            for row in rows
        ]

    def count_inside(self, since: datetime) -> int:
        """How many arrived after `since` and did not leave."""
        rows = self._query(
            "SELECT count(*) AS n FROM presence WHERE (since, person) > (?, '')", (to_ms(since),)
        )
        return int(rows[0]["n"])

    def count_day(self, day: date) -> DayCounts:
        """Arrivals, departures and counters of one day in the venue's time zone."""
        start = datetime.combine(day, time(), self._time_zone)
        # Not 24 hours: a day with a change of the clock is longer or shorter.
        end = datetime.combine(day + timedelta(days=1), time(), self._time_zone)
        entries = self._query(
            "SELECT direction, count(*) AS n FROM entries e"
            f" WHERE at >= ? AND at < ? AND NOT e.is_void AND {STANDS} GROUP BY direction",
            (to_ms(start), to_ms(end)),
        )
        counters = self._query("SELECT name, n FROM counters WHERE day = ?", (day.isoformat(),))
        by_direction = {row["direction"]: int(row["n"]) for row in entries}
        return DayCounts(
            arrivals=by_direction.get(Direction.ARRIVAL.value, 0),
            departures=by_direction.get(Direction.DEPARTURE.value, 0),
            counters={row["name"]: int(row["n"]) for row in counters},
        )

    def search(self, text: str, limit: int) -> list[Person]:
        """People by a number in full, or by words of their name with or without accents.

        A phone may be written as 0… or +84…; every word must occur in the name. Linked people
        come once, as the oldest one.
        """
        digits = "".join(ch for ch in text if ch.isascii() and ch.isdigit())
        words = bare_name(text).split()
        if len(digits) >= 6:
            where = "i.value IN (?, ?)"
            parameters: list[object] = [digits, normalise_phone(digits) or digits]
            inner = f"SELECT i.person FROM identifiers i WHERE i.kind = ? AND {where}"
            source = " UNION ".join(inner for _ in IdentifierKind)
            parameters = [value for kind in IdentifierKind for value in (kind.value, *parameters)]
        elif words:
            matches = " AND ".join("normalised_name LIKE ? ESCAPE '\\'" for _ in words)
            source = f"SELECT id FROM people WHERE {matches}"
            parameters = [f"%{_escaped(word)}%" for word in words]
        else:
            return []
        columns = ", ".join(f"r.{column}" for column in COLUMNS.split(", "))
        rows = self._query(
            f"SELECT DISTINCT {columns} FROM people p JOIN people r ON r.id = p.root"
            f" WHERE p.id IN ({source}) ORDER BY r.normalised_name, r.id LIMIT ?",
            (*parameters, limit),
        )
        return [to_person(tuple(row.values())) for row in rows]

    def quick_check(self) -> bool:
        """Whether SQLite's quick check passes; to be run after an unclean stop.

        If not, the next start looks at the whole database and sets it aside.
        """
        try:
            rows = self._query("PRAGMA quick_check(1)")
            is_sound = [tuple(row.values()) for row in rows] == [("ok",)]
        except StorageFault as fault:
            if fault.kind is not StorageFaultKind.CORRUPT:
                raise
            is_sound = False
        if not is_sound:
            log.error("store: the quick check found damage; the next start sets the database aside")
            DatabaseFiles(self._path.parent).mark_suspect()
        return is_sound

    def backup(self, path: Path) -> None:
        """See `kiosk.store.backup.write_backup`; beside the running writer."""
        write_backup(self._connection, self._key, path)

    def _query(self, sql: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
        with storage_faults():
            return list(self._database.query(sql, parameters))


def open_reader(directory: Path, key_file: Path, time_zone: ZoneInfo) -> Reader:
    """A reader of the database `open_store` opened. Raises StorageFault."""
    return Reader(DatabaseFiles(directory).database, load_key(key_file), time_zone)


def _escaped(word: str) -> str:
    return word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
