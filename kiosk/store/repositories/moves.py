"""Records whose place at the hub another machine holds, written anew in a ledger of one's own.

Two machines that were started from one disk go on with one ledger: of two records in one place the
hub takes the first and sets the other aside. This end writes that one again, in a ledger the other
machine does not know: a new id, the same moment and body, and `moved`, which says where it was
first written (docs/adr/0014-what-a-copied-machine-recorded.md). The frozen record stays; whatever
follows from it here (entry, case, slip) goes on pointing to it.
"""

from __future__ import annotations

import json
from datetime import datetime

from kiosk.ports.sync_store import CONFLICT_AT_FACT, CONFLICTS_FACT
from kiosk.store.driver import Connection
from kiosk.store.repositories.ledger import COPIED, ENROLLED, Ledger
from kiosk.store.repositories.outbox import IN_CONFLICT, Tally
from sync.protocol.bodies import ENTRY_TYPES, RecordType
from sync.protocol.records import format_at, hash_header, parse_body, parse_header

NAMING = ("ref", "declaration")
"""Members of a body that name another record by its id."""
MOST_MOVES = 3
"""How often one record is written anew; then it goes to the rejected box. A disk is not copied that
often, and a hub that says so of everything must not fill this one."""


class Moves:
    """The table `moves` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def find_current(self, record_id: str) -> str:
        """The id under which a record stands at the hub: its own, or of what it was moved to."""
        row = self._connection.execute(
            "SELECT c.id FROM records r LEFT JOIN moves m ON m.pos = r.pos"
            " JOIN moves n ON n.origin = coalesce(m.origin, r.pos) JOIN records c ON c.pos = n.pos"
            " WHERE r.id = ? ORDER BY n.pos DESC LIMIT 1",
            (record_id,),
        ).fetchone()
        return record_id if row is None else str(row[0])

    def find_origin(self, pos: int) -> int:
        """The place of a record as it was first written."""
        row = self._connection.execute("SELECT origin FROM moves WHERE pos = ?", (pos,)).fetchone()
        return pos if row is None else int(row[0])

    def others(self, pos: int) -> list[tuple[int, str, bytes | None]]:
        """All other writings of a record, as (place, id, body)."""
        rows = self._connection.execute(
            "SELECT r.pos, r.id, b.body FROM moves m JOIN records r"
            " ON r.pos = m.origin OR r.pos IN (SELECT n.pos FROM moves n WHERE n.origin = m.origin)"
            " LEFT JOIN bodies b ON b.pos = r.pos WHERE m.pos = ? AND r.pos <> m.pos",
            (pos,),
        )
        return [(other, record_id, body) for other, record_id, body in rows]


class RecordMover:
    """Writes anew what the hub set aside; every call needs an open transaction."""

    def __init__(self, connection: Connection, ledger: Ledger, tally: Tally) -> None:
        self._connection = connection
        self._ledger = ledger
        self._tally = tally
        self._moves = Moves(connection)

    def move(self, limit: int, now: datetime) -> int:
        """Write at most `limit` of them, the oldest first; gives how many it took on."""
        rows = self._connection.execute(
            "SELECT o.pos, o.state, coalesce(json_extract(o.answer, '$.letter'), ''), r.ledger,"
            " r.type, r.header, b.body FROM outbox o"
            " JOIN records r USING (pos) JOIN bodies b USING (pos)"
            f" WHERE {IN_CONFLICT} ORDER BY o.pos LIMIT ?",
            (limit,),
        ).fetchall()
        for pos, state, letter, ledger_no, record_type, header, body in rows:
            origin = self._moves.find_origin(pos)
            self._tally.queued -= state == "conflict"
            # Unsent after this too, in the one way or the other.
            self._tally.visits += record_type in ENTRY_TYPES and state != "conflict"
            if self._count_moves(origin) >= MOST_MOVES:
                self._give_up(pos)
                continue
            if ledger_no == self._ledger.head.ledger_no or not self._may_follow(origin):
                self._ledger.branch(COPIED if letter == "c" else ENROLLED, now)
                self._tally.queued += 1
            self._tally.queued += 1
            self._write(pos, origin, bytes(header), bytes(body))
        copied = sum(letter == "c" for _, _, letter, *_ in rows)
        if copied:
            self._note(copied, now)
        return len(rows)

    def _may_follow(self, origin: int) -> bool:
        """Whether the ledger in force holds nothing newer than a record: its order is what tells
        the hub who came and went last."""
        head = self._ledger.head
        row = self._connection.execute(
            "SELECT r.type, m.origin FROM records r LEFT JOIN moves m USING (pos)"
            " WHERE r.ledger = ? AND r.seq = ?",
            (head.ledger_no, head.seq),
        ).fetchone()
        if row is None:
            return True
        record_type, newest = row
        if newest is None:
            return bool(head.seq == 1 and record_type == RecordType.AUDIT)
        return bool(newest < origin)

    def _write(self, pos: int, origin: int, header_bytes: bytes, body_bytes: bytes) -> None:
        header, body = parse_header(header_bytes), parse_body(body_bytes)
        body.setdefault(
            "moved",
            {"ledger": header.ledger, "seq": header.seq, "sha": hash_header(header_bytes)},
        )
        for name in NAMING:
            if name in body:
                body[name] = self._moves.find_current(str(body[name]))
        written = self._ledger.append_like(header, body)
        run = self._connection.execute
        run("INSERT INTO moves (pos, origin) VALUES (?, ?)", (written.pos, origin))
        run("UPDATE outbox SET state = 'moved' WHERE pos = ?", (pos,))

    def _give_up(self, pos: int) -> None:
        said = {"letter": "c", "code": "moved_too_often", "text": ""}
        self._connection.execute(
            "UPDATE outbox SET state = 'dead', answer = ? WHERE pos = ?", (json.dumps(said), pos)
        )
        self._tally.dead += 1

    def _count_moves(self, origin: int) -> int:
        row = self._connection.execute(
            "SELECT count(*) FROM moves WHERE origin = ?", (origin,)
        ).fetchone()
        return int(row[0])

    def _note(self, count: int, now: datetime) -> None:
        run = self._connection.execute
        run(
            "INSERT INTO sync_facts (name, value) VALUES (?, ?) ON CONFLICT (name)"
            " DO UPDATE SET value = excluded.value",
            (CONFLICT_AT_FACT, format_at(now)),
        )
        run(
            "INSERT INTO sync_facts (name, value) VALUES (?, ?) ON CONFLICT (name)"
            " DO UPDATE SET value = CAST(CAST(value AS INTEGER) + CAST(excluded.value AS INTEGER)"
            " AS TEXT)",
            (CONFLICTS_FACT, str(count)),
        )
