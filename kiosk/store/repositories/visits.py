"""Entries, and what follows from them: who was seen last where, and who is inside.

`last_seen` and `presence` are kept by the root of each person and follow from `entries` alone. Of
an entry and its corrections the newest stands, for whom it names; one that voids names nobody. Of a
root's entries that stand the last one counts. Order is the ledger's, not the clock's
(docs/spec/sync-protocol.md §2), save for what was written on paper first: that stands behind the
entry before whose time it does not lie. What other gates saw comes by the presence feed, lies in
`feed_presence`, and is held against both tables when a person is asked for.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime

from kiosk.base.dataclass import dataclass
from kiosk.domain.clock_sanity import MAX_JUMP
from kiosk.domain.visits.decision import Direction
from kiosk.ports.visits import LastEntry, RecentEntry, StoredEntry, StoredPresence
from kiosk.store.driver import Connection
from kiosk.store.repositories.ledger import Appended
from kiosk.store.repositories.people import IDS_OF_PERSON
from kiosk.store.stamp import from_ms, to_ms


@dataclass(frozen=True, slots=True)
class Latest:
    """The last that is known of a person."""

    root: str
    entry: str
    """Empty where the hub does not name it."""
    direction: Direction
    at_ms: int
    gate: str


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
        """Take in an entry of the open transaction; `root` stands for the person, None for nobody.

        A correction (`ref`) takes the place and the time of the entry it corrects; a `ref` that is
        not stored here, or names no entry, leaves it an entry of its own.
        """
        corrected = self._find_origin(body.get("ref"))
        is_void = body.get("void") is True
        if corrected is not None:
            origin, at_ms, place = corrected
        else:
            is_paper = body.get("source") == "paper"
            origin, at_ms = record.pos, record.at_ms
            place = self._place_at(at_ms) if is_paper else None
        gate = str(body["gate"])
        self._connection.execute(
            "INSERT INTO entries (pos, person, direction, at, gate, credential, method, origin,"
            " is_void, place) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                record.pos,
                None if is_void else person_id,
                direction.value,
                at_ms,
                gate,
                str(body["credential"]),
                str(body["method"]),
                origin,
                is_void,
                place,
            ),
        )
        if corrected is not None:
            self.derive(self._roots_of(origin))
        elif root is not None and place is not None:
            self.derive([root])
        elif root is not None:
            self._connection.execute(
                "INSERT INTO last_seen (person, entry, direction, at, gate, origin, pos)"
                " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (person) DO UPDATE SET"
                " entry = excluded.entry, direction = excluded.direction, at = excluded.at,"
                " gate = excluded.gate, origin = excluded.origin, pos = excluded.pos",
                (root, record.id, direction.value, at_ms, gate, origin, record.pos),
            )
            self._derive_presence(root)

    def merge(self, root: str, replaced: list[str]) -> None:
        """Follow a link: the newest entry among all linked people stands."""
        marks = ", ".join("?" for _ in replaced)
        newest = self._connection.execute(
            "SELECT entry, direction, at, gate, origin, pos FROM last_seen"
            f" WHERE person IN (?, {marks}) ORDER BY origin DESC, at DESC, pos DESC LIMIT 1",
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

    def latest(self, person_id: str, now: datetime) -> Latest | None:
        """What this station and the hub's presence feed together know last, linked ids included.

        The later moment in hub time stands, whichever way it became known; of one moment the
        greater entry id, which is the correction. Among this station's own entries the ledger's
        order decides: the hub telling of one of them says nothing new. What another station wrote
        with a clock far ahead of `now` would hide all that is true for as long: it does not count.
        """
        row = self._connection.execute(
            "SELECT p.root, s.entry, s.direction, s.at, s.gate,"
            " s.at + coalesce(json_extract(CAST(o.header AS TEXT), '$.off_ms'), 0)"
            " FROM people p LEFT JOIN last_seen s ON s.person = p.root"
            " LEFT JOIN records o ON o.pos = s.origin WHERE p.id = ?",
            (person_id,),
        ).fetchone()
        if row is None:
            return None
        root, entry, direction, at_ms, gate, hub_ms = row
        local = None
        if entry is not None:
            local = Latest(root, entry, Direction(direction), at_ms, gate)
        fed = self._connection.execute(
            "SELECT f.inside, f.at, f.gate, coalesce(f.entry, ''), r.pos IS NOT NULL,"
            " e.pos IS NOT NULL FROM feed_presence f LEFT JOIN records r ON r.id = f.entry"
            " LEFT JOIN entries e ON e.pos = r.pos"
            " WHERE f.person IN (SELECT ? UNION ALL"
            " SELECT id FROM people WHERE root = ? AND root <> id)"
            " AND f.at <= ? ORDER BY f.at DESC, f.entry DESC LIMIT 1",
            (root, root, to_ms(now + MAX_JUMP)),
        ).fetchone()
        if fed is None:
            return local
        inside, fed_ms, fed_gate, fed_entry, is_own, is_kept = fed
        if is_kept:
            # The station's own: what stands of it, or that nothing does, is known here first.
            return local
        if local is not None and (is_own or (hub_ms, entry) >= (fed_ms, fed_entry)):
            return local
        direction = Direction.ARRIVAL if inside else Direction.DEPARTURE
        return Latest(root, fed_entry, direction, fed_ms, fed_gate)

    def last_entry(self, person_id: str, now: datetime) -> LastEntry | None:
        """The entry that stands for a person, of this station or told by the hub."""
        latest = self.latest(person_id, now)
        if latest is None:
            return None
        return LastEntry(latest.entry, latest.direction, from_ms(latest.at_ms), latest.gate)

    def find(self, person_id: str, now: datetime) -> StoredPresence | None:
        """The presence of a person, of this station or told by the hub."""
        latest = self.latest(person_id, now)
        if latest is None or latest.direction is not Direction.ARRIVAL:
            return None
        return StoredPresence(latest.root, latest.entry, from_ms(latest.at_ms), latest.gate)

    def find_entry(self, entry_id: str) -> StoredEntry | None:
        """An entry of this station as it was recorded."""
        row = self._connection.execute(
            f"SELECT e.direction, e.at, b.body, {STANDS}"
            " FROM records r JOIN entries e ON e.pos = r.pos JOIN bodies b ON b.pos = r.pos"
            " WHERE r.id = ?",
            (entry_id,),
        ).fetchone()
        if row is None:
            return None
        direction, at_ms, body, stands = row
        return StoredEntry(Direction(direction), from_ms(at_ms), json.loads(body), not stands)

    def recent_entries(self, person_id: str, since: datetime) -> list[RecentEntry]:
        """The entries of this station since then that none corrected, oldest first."""
        rows = self._connection.execute(
            "SELECT e.at, e.direction = 'departure' AND coalesce("
            " json_extract(CAST(b.body AS TEXT), '$.direction_by') = 'person', 0)"
            " FROM entries e LEFT JOIN bodies b ON b.pos = e.pos"
            f" WHERE e.person IN ({IDS_OF_PERSON})"
            f" AND e.origin = e.pos AND e.at >= ?2 AND {STANDS}"
            " ORDER BY e.pos",
            (person_id, to_ms(since)),
        )
        return [RecentEntry(from_ms(at), bool(is_said)) for at, is_said in rows]

    def derive_again(self, person_ids: Sequence[str]) -> None:
        """Make the rows of these people's roots again, after entries of theirs went."""
        for person_id in person_ids:
            row = self._connection.execute(
                "SELECT p.root, s.pos, e.pos FROM people p LEFT JOIN last_seen s"
                " ON s.person = p.root LEFT JOIN entries e ON e.pos = s.pos WHERE p.id = ?",
                (person_id,),
            ).fetchone()
            if row is None or row[1] is None or row[2] is not None:
                continue
            self.derive([row[0]])

    def derive(self, roots: Sequence[str]) -> None:
        """Make the rows of these roots again from their entries."""
        for root in roots:
            self._connection.execute("DELETE FROM last_seen WHERE person = ?", (root,))
            self._connection.execute("DELETE FROM presence WHERE person = ?", (root,))
            self._connection.execute(
                "INSERT INTO last_seen SELECT ?, r.id, e.direction, e.at, e.gate,"
                f" {PLACE}, e.pos FROM entries e JOIN records r USING (pos)"
                " WHERE e.person IN (SELECT ? UNION ALL"
                " SELECT id FROM people WHERE root = ? AND root <> id)"
                f" AND {STANDS} ORDER BY {NEWEST_FIRST} LIMIT 1",
                (root, root, root),
            )
            self._derive_presence(root)

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

    def _find_origin(self, ref: object) -> tuple[int, int, int | None] | None:
        if ref is None:
            return None
        row = self._connection.execute(
            "SELECT e.origin, e.at, e.place FROM records r JOIN entries e ON e.pos = r.pos"
            " WHERE r.id = ?",
            (ref,),
        ).fetchone()
        return None if row is None else (row[0], row[1], row[2])

    def _place_at(self, at_ms: int) -> int:
        """Behind which record an entry of this time belongs: the last one of no later time."""
        row = self._connection.execute(
            f"SELECT {PLACE} FROM entries e WHERE e.at <= ? ORDER BY e.at DESC, e.pos DESC LIMIT 1",
            (at_ms,),
        ).fetchone()
        return 0 if row is None else int(row[0])

    def _roots_of(self, origin: int) -> list[str]:
        """Who stands for everybody whom an entry or a correction of it named."""
        rows = self._connection.execute(
            "SELECT DISTINCT p.root FROM entries e JOIN people p ON p.id = e.person"
            " WHERE e.pos = ? OR (e.origin = ? AND e.origin <> e.pos)",
            (origin, origin),
        )
        return [row[0] for row in rows.fetchall()]


def stands(entry: str) -> str:
    """That nothing corrects the row of `entries` with this alias later.

    What voids an entry stands in this sense too: see `is_void`.
    """
    return (
        f"NOT EXISTS (SELECT 1 FROM entries c WHERE c.origin = {entry}.origin"
        f" AND c.origin <> c.pos AND c.pos > {entry}.pos)"
    )


STANDS = stands("e")
"""Of a row `e`: nothing corrects it later. What voids stands in this sense too: see `is_void`."""

PLACE = "coalesce(e.place, e.origin)"
"""Where a row `e` stands in the order of entries."""

NEWEST_FIRST = f"{PLACE} DESC, e.at DESC, e.pos DESC"
"""The order of entries `e`, the last one first."""

REBUILT_LAST_SEEN = f"""
    SELECT root, id, direction, at, gate, place, pos FROM (
        SELECT p.root, r.id, e.direction, e.at, e.gate, {PLACE} AS place, e.pos,
            row_number() OVER (PARTITION BY p.root ORDER BY {NEWEST_FIRST}) AS nth
        FROM entries e JOIN people p ON p.id = e.person JOIN records r ON r.pos = e.pos
        WHERE {STANDS}
    ) WHERE nth = 1"""
"""`last_seen` as it follows from the entries."""

REBUILT_PRESENCE = """
    SELECT person, entry, at, gate FROM last_seen WHERE direction = 'arrival'"""
"""`presence` as it follows from `last_seen`."""
