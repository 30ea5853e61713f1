"""The outbox: what waits for the hub, what the hub said of it, and the rejected box.

`queued → acked → confirmed`; a purge takes the row away with the body. `dead` stands aside with
the hub's words until staff send it again; nothing deletes it. `conflict` waits to be written anew,
and is `moved` then (docs/spec/sync-protocol.md §2).
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from kiosk.base.dataclass import dataclass
from kiosk.ports.sync_store import OutgoingRecord, RecordVerdict, Rejected
from kiosk.store.driver import Connection
from kiosk.store.stamp import to_ms
from sync.protocol.bodies import ENTRY_TYPES
from sync.protocol.envelope import Durability, RecordStatus
from sync.protocol.records import join_line, parse_header

_QUEUED = "o.state IN ('queued', 'dead') AND o.state = 'queued'"
"""The first half is the condition of the partial index, which SQLite compares as text."""


IN_CONFLICT = (
    "(o.state = 'conflict'"
    " OR (o.state IN ('acked', 'confirmed') AND json_extract(o.answer, '$.letter') = 'c'))"
)
"""What is to be written anew, also where an older version took the letter for an ack."""

_WAITING = ("queued", "conflict")


@dataclass(slots=True)
class Tally:
    """How many records wait, and how many stand in the rejected box; or a change of both.

    What is to be written anew waits as well.
    """

    queued: int = 0
    dead: int = 0
    visits: int = 0
    """Of both together, how many are somebody's arrival or departure: what staff count by."""

    @property
    def unsent(self) -> int:
        """Whatever the hub has not acknowledged."""
        return self.queued + self.dead

    def add(self, change: Tally) -> None:
        """Take in a change."""
        self.queued += change.queued
        self.dead += change.dead
        self.visits += change.visits


class Outbox:
    """The table `outbox` on one connection; changes are counted in `tally`."""

    def __init__(self, connection: Connection, tally: Tally) -> None:
        self._connection = connection
        self._tally = tally

    def next_batch(self, limit: int, max_bytes: int, after_pos: int) -> list[OutgoingRecord]:
        """See `kiosk.ports.sync_store.Outbox.next_batch`."""
        batch: list[OutgoingRecord] = []
        size = 0
        rows = self._connection.execute(
            "SELECT o.pos, r.id, r.header, b.salt, b.body FROM outbox o"
            " JOIN records r USING (pos) JOIN bodies b USING (pos)"
            f" WHERE {_QUEUED} AND o.pos > ? ORDER BY o.pos LIMIT ?",
            (after_pos, limit),
        )
        for pos, record_id, header, salt, body in rows:
            line = join_line(header, salt, body)
            size += len(line)
            if batch and size > max_bytes:
                break
            batch.append(OutgoingRecord(pos, record_id, line))
        return batch

    def note_verdicts(
        self, verdicts: Sequence[RecordVerdict], durability: Durability, at: datetime
    ) -> None:
        """Acks leave the queue, and the rejected box too; a refusal stands aside with its words,
        and what conflicts waits to be written anew.

        What is acknowledged already stays so, whatever a late answer says.
        """
        for verdict in verdicts:
            if verdict.status is RecordStatus.TRANSIENT:
                continue
            row = self._connection.execute(
                "SELECT state, answer FROM outbox WHERE pos = ?", (verdict.pos,)
            ).fetchone()
            if row is None or row[0] not in ("queued", "dead"):
                continue
            before, answer = row
            after = _state_after(verdict)
            said: dict[str, object] = {
                "letter": verdict.status.value,
                "dur": durability.value,
                "at": to_ms(at),
            }
            if after == "dead":
                said |= {"code": verdict.code, "text": verdict.text, "note": _note_in(answer)}
            self._move(verdict.pos, before, after, said)

    def forget(self, pos: int) -> None:
        """A record that waits or was rejected is never sent: its body goes."""
        row = self._connection.execute(
            "DELETE FROM outbox WHERE pos = ? RETURNING state", (pos,)
        ).fetchone()
        if row is not None:
            self._count(pos, row[0], "")

    def rejected(self) -> list[Rejected]:
        """The rejected box, oldest first."""
        rows = self._connection.execute(
            "SELECT r.id, r.header, o.answer FROM outbox o JOIN records r USING (pos)"
            " WHERE o.state IN ('queued', 'dead') AND o.state = 'dead' ORDER BY o.pos"
        )
        box = []
        for record_id, header_bytes, answer in rows:
            header = parse_header(header_bytes)
            said = json.loads(answer or "{}")
            box.append(
                Rejected(
                    id=record_id,
                    seq=header.seq,
                    type=header.type,
                    at=header.at,
                    code=str(said.get("code", "")),
                    text=str(said.get("text", "")),
                    note=str(said.get("note", "")),
                )
            )
        return box

    def resend(self, record_id: str) -> bool:
        """Queue a rejected record again; what staff wrote beside it stays. False if not in the
        box."""
        row = self._find_dead(record_id)
        if row is None:
            return False
        self._move(row[0], "dead", "queued", {"note": _note_in(row[1])})
        return True

    def annotate(self, record_id: str, note: str) -> bool:
        """Write a note beside a rejected record. False if it is not in the box."""
        row = self._find_dead(record_id)
        if row is None:
            return False
        pos, answer = row
        said = json.loads(answer or "{}") | {"note": note}
        self._connection.execute(
            "UPDATE outbox SET answer = ? WHERE pos = ?",
            (_frozen(said), pos),
        )
        return True

    def oldest_header(self) -> bytes | None:
        """The header of the oldest queued record."""
        row = self._connection.execute(
            "SELECT r.header FROM outbox o JOIN records r USING (pos)"
            f" WHERE {_QUEUED} ORDER BY o.pos LIMIT 1"
        ).fetchone()
        return None if row is None else bytes(row[0])

    def offer_again(self, after_pos: int, limit: int) -> tuple[int, int | None]:
        """Queue again what is acknowledged and still has its body, `limit` rows after a place.

        Gives how many, and the place to go on after; None at the end.
        """
        rows = self._connection.execute(
            "SELECT o.pos, o.state, EXISTS (SELECT 1 FROM bodies b WHERE b.pos = o.pos)"
            " FROM outbox o WHERE o.pos > ? ORDER BY o.pos LIMIT ?",
            (after_pos, limit),
        ).fetchall()
        again = [
            pos for pos, state, has_body in rows if has_body and state in ("acked", "confirmed")
        ]
        self.queue_again(again)
        return len(again), rows[-1][0] if len(rows) == limit else None

    def queue_again(self, positions: Sequence[int]) -> None:
        """Queue acknowledged records again."""
        self._connection.executemany(
            "UPDATE outbox SET state = 'queued', answer = NULL WHERE pos = ?",
            [(pos,) for pos in positions],
        )
        self._tally.queued += len(positions)
        self._tally.visits += sum(map(self._is_visit, positions))

    def _find_dead(self, record_id: str) -> tuple[int, str | None] | None:
        row = self._connection.execute(
            "SELECT o.pos, o.answer FROM records r JOIN outbox o USING (pos)"
            " WHERE r.id = ? AND o.state = 'dead'",
            (record_id,),
        ).fetchone()
        return None if row is None else (row[0], row[1])

    def _move(self, pos: int, before: str, after: str, said: dict[str, object]) -> None:
        self._connection.execute(
            "UPDATE outbox SET state = ?, answer = ? WHERE pos = ?",
            (after, _frozen(said), pos),
        )
        self._count(pos, before, after)

    def _count(self, pos: int, before: str, after: str) -> None:
        queued = (after in _WAITING) - (before in _WAITING)
        dead = (after == "dead") - (before == "dead")
        self._tally.queued += queued
        self._tally.dead += dead
        if queued + dead:
            self._tally.visits += (queued + dead) * self._is_visit(pos)

    def _is_visit(self, pos: int) -> bool:
        row = self._connection.execute("SELECT type FROM records WHERE pos = ?", (pos,)).fetchone()
        return row[0] in ENTRY_TYPES


def _state_after(verdict: RecordVerdict) -> str:
    if verdict.must_be_moved:
        return "conflict"
    return "acked" if verdict.status.is_ack else "dead"


def _frozen(said: dict[str, object]) -> str:
    # In ASCII: whatever text a hub sends can be stored.
    return json.dumps(said, separators=(",", ":"))


def _note_in(answer: str | None) -> str:
    return str(json.loads(answer or "{}").get("note", ""))


def count_unsent(connection: Connection) -> Tally:
    """The counts, from the table."""
    tally = Tally()
    rows = connection.execute(
        "SELECT o.state, r.type, count(*) FROM outbox o JOIN records r USING (pos)"
        " WHERE o.state IN ('queued', 'dead') GROUP BY o.state, r.type"
        " UNION ALL SELECT o.state, r.type, count(*) FROM outbox o JOIN records r USING (pos)"
        f" WHERE {IN_CONFLICT} AND o.state = 'conflict' GROUP BY o.state, r.type"
    )
    for state, record_type, count in rows:
        is_queued = state in _WAITING
        is_visit = record_type in ENTRY_TYPES
        tally.add(Tally(count * is_queued, count * (not is_queued), count * is_visit))
    return tally
