"""Arrivals that rest on the word of staff: *chờ xác minh*, until something settles them."""

from __future__ import annotations

from kiosk.ports.verifications import PendingArrival
from kiosk.store.driver import Connection
from kiosk.store.repositories.people import IDS_OF_PERSON
from kiosk.store.stamp import from_ms, to_ms

_PENDING = (
    "SELECT r.id, v.person, v.phone, v.was_known, v.at"
    " FROM verifications v INDEXED BY verifications_open"
    " JOIN records r ON r.pos = v.pos WHERE v.settled_by IS NULL"
)

_VOID = "void"
"""What settles an arrival that was none."""


class Verifications:
    """The table `verifications` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self, pending: PendingArrival) -> None:
        """An arrival that waits. Raises KeyError for an entry that is not stored."""
        added = self._connection.execute(
            "INSERT INTO verifications (pos, person, phone, was_known, at)"
            " SELECT pos, ?, ?, ?, ? FROM records WHERE id = ?",
            (
                pending.person_id,
                pending.phone,
                pending.was_known,
                to_ms(pending.at),
                pending.entry_id,
            ),
        ).rowcount
        if added != 1:
            raise KeyError(pending.entry_id)

    def pending_of(self, person_id: str) -> list[PendingArrival]:
        """The arrivals of a person that wait, linked ids included, oldest first."""
        rows = self._connection.execute(
            f"{_PENDING} AND v.person IN ({IDS_OF_PERSON}) ORDER BY v.pos", (person_id,)
        )
        return [_to_pending(*row) for row in rows]

    def pending_with(self, phone: str) -> list[PendingArrival]:
        """The arrivals of whoever came with a phone that wait, oldest first."""
        rows = self._connection.execute(f"{_PENDING} AND v.phone = ? ORDER BY v.pos", (phone,))
        return [_to_pending(*row) for row in rows]

    def phones(self, limit: int) -> list[str]:
        """Phones of arrivals that wait, whoever waits longest first."""
        rows = self._connection.execute(
            "SELECT phone FROM verifications WHERE settled_by IS NULL AND phone <> ''"
            " GROUP BY phone ORDER BY min(pos) LIMIT ?",
            (limit,),
        )
        return [row[0] for row in rows]

    def note_correction(self, entry_id: str, *, has_come: bool) -> None:
        """An entry was corrected: one that waits does so only while somebody came by it."""
        now, before = (None, _VOID) if has_come else (_VOID, None)
        self._connection.execute(
            "UPDATE verifications SET settled_by = ? WHERE settled_by IS ? AND pos ="
            " (SELECT e.origin FROM records r JOIN entries e USING (pos) WHERE r.id = ?)",
            (now, before, entry_id),
        )

    def settle(self, entry_id: str, by: str) -> None:
        """Nothing of this arrival waits any more; of one that does not, nothing happens."""
        self._connection.execute(
            "UPDATE verifications SET settled_by = ? WHERE settled_by IS NULL"
            " AND pos = (SELECT pos FROM records WHERE id = ?)",
            (by, entry_id),
        )


def _to_pending(
    entry_id: str, person_id: str, phone: str, was_known: int, at: int
) -> PendingArrival:
    return PendingArrival(entry_id, person_id, phone, bool(was_known), from_ms(at))
