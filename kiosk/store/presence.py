"""Entries, and what follows from them: who was seen last where, and who is inside.

`last_seen` and `presence` are kept by the root of each person and follow from `entries` alone:
of a root's entries the one with the highest origin, and of its corrections the newest, stands.
Order is the ledger's, not the clock's (sync-protocol.md §2).
"""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.domain.decision import Direction
from kiosk.ports import LastEntry, StoredPresence
from kiosk.store.driver import Connection
from kiosk.store.ledger import Appended
from kiosk.store.stamp import from_ms


class PresenceBook:
    """The tables `entries`, `last_seen` and `presence` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def note(
        self,
        direction: Direction,
        record: Appended,
        body: Mapping[str, object],
        person_id: str | None,
        root: str | None,
    ) -> None:
        """Take in a committed-to-be entry; `root` stands for the person, None for nobody.

        A correction (`ref`) takes the place and the time of the entry it corrects; a `ref` that is
        not stored here leaves it an entry of its own.
        """
        origin, at_ms = self._find_origin(body.get("ref")) or (record.pos, record.at_ms)
        gate = str(body["gate"])
        self._connection.execute(
            "INSERT INTO entries (pos, person, direction, at, gate, credential, method, origin)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                record.pos,
                person_id,
                direction.value,
                at_ms,
                gate,
                str(body["credential"]),
                str(body["method"]),
                origin,
            ),
        )
        if root is None:
            return
        is_newest = self._connection.execute(
            "INSERT INTO last_seen (person, entry, direction, at, gate, origin, pos)"
            " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (person) DO UPDATE SET"
            " entry = excluded.entry, direction = excluded.direction, at = excluded.at,"
            " gate = excluded.gate, origin = excluded.origin, pos = excluded.pos"
            " WHERE excluded.origin >= last_seen.origin",
            (root, record.id, direction.value, at_ms, gate, origin, record.pos),
        ).rowcount
        if is_newest:
            self._derive_presence(root)

    def merge(self, root: str, replaced: list[str]) -> None:
        """Follow a link: the newest entry among all linked people stands."""
        marks = ", ".join("?" for _ in replaced)
        newest = self._connection.execute(
            "SELECT entry, direction, at, gate, origin, pos FROM last_seen"
            f" WHERE person IN (?, {marks}) ORDER BY origin DESC, pos DESC LIMIT 1",
            (root, *replaced),
        ).fetchone()
        for person in (root, *replaced):
            self._connection.execute("DELETE FROM last_seen WHERE person = ?", (person,))
            self._connection.execute("DELETE FROM presence WHERE person = ?", (person,))
        if newest is None:
            return
        self._connection.execute(
            "INSERT INTO last_seen (person, entry, direction, at, gate, origin, pos)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (root, *newest),
        )
        self._derive_presence(root)

    def last_entry(self, person_id: str) -> LastEntry | None:
        """The entry that stands for a person, linked ids included."""
        row = self._connection.execute(
            "SELECT s.entry, s.direction, s.at, s.gate FROM people p"
            " JOIN last_seen s ON s.person = p.root WHERE p.id = ?",
            (person_id,),
        ).fetchone()
        if row is None:
            return None
        entry, direction, at_ms, gate = row
        return LastEntry(entry, Direction(direction), from_ms(at_ms), gate)

    def find(self, person_id: str) -> StoredPresence | None:
        """The presence row of a person, linked ids included."""
        row = self._connection.execute(
            "SELECT q.person, q.entry, q.since, q.gate FROM people p"
            " JOIN presence q ON q.person = p.root WHERE p.id = ?",
            (person_id,),
        ).fetchone()
        if row is None:
            return None
        person, entry, since_ms, gate = row
        return StoredPresence(person, entry, from_ms(since_ms), gate)

    def rebuild(self) -> None:
        """Make both tables again from the entries. Needs a transaction."""
        self._connection.execute("DELETE FROM presence")
        self._connection.execute("DELETE FROM last_seen")
        self._connection.execute(f"INSERT INTO last_seen {REBUILT_LAST_SEEN}")
        self._connection.execute(f"INSERT INTO presence {REBUILT_PRESENCE}")

    def _derive_presence(self, root: str) -> None:
        self._connection.execute("DELETE FROM presence WHERE person = ?", (root,))
        self._connection.execute(
            "INSERT INTO presence (person, entry, since, gate) SELECT person, entry, at, gate"
            " FROM last_seen WHERE person = ? AND direction = 'arrival'",
            (root,),
        )

    def _find_origin(self, ref: object) -> tuple[int, int] | None:
        if ref is None:
            return None
        row = self._connection.execute(
            "SELECT e.origin, e.at FROM records r JOIN entries e ON e.pos = r.pos WHERE r.id = ?",
            (ref,),
        ).fetchone()
        return None if row is None else (row[0], row[1])


REBUILT_LAST_SEEN = """
    SELECT root, id, direction, at, gate, origin, pos FROM (
        SELECT p.root, r.id, e.direction, e.at, e.gate, e.origin, e.pos,
            row_number() OVER (PARTITION BY p.root ORDER BY e.origin DESC, e.pos DESC) AS place
        FROM entries e JOIN people p ON p.id = e.person JOIN records r ON r.pos = e.pos
    ) WHERE place = 1"""
"""`last_seen` as it follows from the entries."""

REBUILT_PRESENCE = """
    SELECT person, entry, at, gate FROM last_seen WHERE direction = 'arrival'"""
"""`presence` as it follows from `last_seen`."""
