"""Anonymous arrivals, until they are completed or left without a name."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from kiosk.ports.emergencies import OpenEmergency
from kiosk.store.driver import Connection
from kiosk.store.stamp import from_ms, to_ms


class Emergencies:
    """The table `emergencies` on one connection; a row is known by the first entry's place."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(self, pos: int, body: Mapping[str, object]) -> None:
        """Take in an entry at a place: an anonymous arrival, or what corrects one."""
        row = self._connection.execute(
            "SELECT m.pos, e.origin, e.at FROM entries e"
            " LEFT JOIN emergencies m ON m.pos = e.origin WHERE e.pos = ?",
            (pos,),
        ).fetchone()
        is_open = body.get("emergency") == "open" and "person" not in body
        seen = body.get("seen")
        sex = str(seen.get("sex", "")) if isinstance(seen, Mapping) else ""
        age = str(seen.get("age", "")) if isinstance(seen, Mapping) else ""
        known, origin, at_ms = row
        if known is not None:
            self._connection.execute(
                "UPDATE emergencies SET is_open = ?, sex = ?, age = ? WHERE pos = ?",
                (is_open, sex, age, origin),
            )
        elif is_open:
            number = body.get("number")
            self._connection.execute(
                "INSERT INTO emergencies (pos, at, number, sex, age) VALUES (?, ?, ?, ?, ?)",
                (origin, at_ms, number if isinstance(number, int) else 0, sex, age),
            )

    def find_open(self, entry_id: str) -> OpenEmergency | None:
        """The arrival that an entry, or an earlier state of it, tells of; None where none waits."""
        row = self._connection.execute(
            "SELECT n.id, m.at, m.number, m.sex, m.age FROM records r"
            " JOIN entries e ON e.pos = r.pos JOIN emergencies m ON m.pos = e.origin AND m.is_open"
            " JOIN records n ON n.pos = (SELECT max(c.pos) FROM entries c WHERE c.pos = e.origin"
            " OR (c.origin = e.origin AND c.origin <> c.pos)) WHERE r.id = ?",
            (entry_id,),
        ).fetchone()
        if row is None:
            return None
        standing, at_ms, number, sex, age = row
        return OpenEmergency(standing, from_ms(at_ms), number, sex, age)

    def count_since(self, at: datetime) -> int:
        """How many came since then."""
        row = self._connection.execute(
            "SELECT count(*) FROM emergencies WHERE at >= ?", (to_ms(at),)
        ).fetchone()
        return int(row[0])
