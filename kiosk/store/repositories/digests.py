"""The kiosk's side of the nightly digest: which days are closed, what they hold, what is proven."""

from __future__ import annotations

from kiosk.ports.sync_store import DayStates
from kiosk.store.driver import Connection
from kiosk.store.repositories.outbox import Outbox

DAY = "substr(r.header, 8, 10)"
"""The UTC day of a record: its canonical header begins with `{"at":"`; see migration 2."""


class Digests:
    """Reads and confirms days on one connection, in stretches the core can afford."""

    def __init__(self, connection: Connection, outbox: Outbox) -> None:
        self._connection = connection
        self._outbox = outbox

    def day_states(self, after_pos: int, limit: int) -> DayStates:
        """Which days have records that are acknowledged or queued."""
        rows = self._connection.execute(
            f"SELECT o.pos, o.state, l.id, {DAY} FROM outbox o JOIN records r USING (pos)"
            " JOIN ledgers l ON l.no = r.ledger WHERE o.pos > ? ORDER BY o.pos LIMIT ?",
            (after_pos, limit),
        ).fetchall()
        days: dict[str, set[tuple[str, str]]] = {"acked": set(), "queued": set()}
        for _, state, ledger_id, day in rows:
            # What is to be written anew was never settled: its day is not closed.
            kind = "queued" if state == "conflict" else state
            if kind in days:
                days[kind].add((ledger_id, day.decode("ascii")))
        return DayStates(
            frozenset(days["acked"]),
            frozenset(days["queued"]),
            rows[-1][0] if len(rows) == limit else None,
        )

    def day_headers(
        self, ledger_id: str, day: str, after_seq: int, limit: int
    ) -> list[tuple[int, bytes | None]]:
        """Headers of a day in the order of `seq`; those in the rejected box never reached the hub
        and do not count. None where the hub has another machine's record in that place, or
        never got the one that was here (`erased_unsent`)."""
        return [
            (seq, None if header is None else bytes(header))
            for seq, header in self._connection.execute(
                "SELECT r.seq, CASE WHEN o.state IS NOT 'moved' AND NOT EXISTS"
                " (SELECT 1 FROM erased_unsent x WHERE x.pos = r.pos) THEN r.header END"
                " FROM records r LEFT JOIN outbox o USING (pos)"
                f" WHERE r.ledger = (SELECT no FROM ledgers WHERE id = ?) AND {DAY} = ?"
                " AND r.seq > ? AND o.state IS NOT 'dead' ORDER BY r.seq LIMIT ?",
                (ledger_id, day.encode("ascii"), after_seq, limit),
            )
        ]

    def confirm(self, ledger_id: str, day: str, after_seq: int, limit: int) -> int | None:
        """Confirm a stretch of a day that agrees; the `seq` to go on after, None at the end."""
        rows = self._connection.execute(
            "SELECT r.pos, r.seq, r.ledger, o.state FROM records r JOIN outbox o USING (pos)"
            f" WHERE r.ledger = (SELECT no FROM ledgers WHERE id = ?) AND {DAY} = ?"
            " AND r.seq > ? ORDER BY r.seq LIMIT ?",
            (ledger_id, day.encode("ascii"), after_seq, limit),
        ).fetchall()
        acked = [(pos,) for pos, _, _, state in rows if state == "acked"]
        self._connection.executemany("UPDATE outbox SET state = 'confirmed' WHERE pos = ?", acked)
        if acked:
            self._connection.execute(
                "INSERT INTO confirmed_days (ledger, day) VALUES (?, ?) ON CONFLICT DO NOTHING",
                (rows[0][2], day.encode("ascii")),
            )
        return rows[-1][1] if len(rows) == limit else None

    def queue_missing(self, ledger_id: str, first: int, last: int, limit: int) -> int | None:
        """Queue again what the hub lacks and is still here; the `seq` to go on from, or None."""
        rows = self._connection.execute(
            "SELECT r.pos, r.seq, o.state, EXISTS (SELECT 1 FROM bodies b WHERE b.pos = r.pos)"
            " FROM records r JOIN outbox o USING (pos)"
            " WHERE r.ledger = (SELECT no FROM ledgers WHERE id = ?) AND r.seq BETWEEN ? AND ?"
            " ORDER BY r.seq LIMIT ?",
            (ledger_id, first, last, limit),
        ).fetchall()
        self._outbox.queue_again(
            [
                pos
                for pos, _, state, has_body in rows
                if has_body and state in ("acked", "confirmed")
            ]
        )
        return rows[-1][1] + 1 if len(rows) == limit else None
