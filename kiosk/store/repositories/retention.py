"""Removes bodies and person data that are past the retention period, or of people to be erased.

Headers stay, and their chain can still be checked. A purge takes whole UTC days that the hub proved
to hold (`confirmed_days`), never what is queued or rejected; it leaves an anchor in each ledger.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Sequence
from datetime import UTC, datetime

from kiosk.domain.people.visitor import VisitorKind
from kiosk.ports.sync_store import PurgePlace, PurgeStep
from kiosk.store.driver import Connection
from kiosk.store.repositories.digests import DAY
from kiosk.store.repositories.hub_people import HubPeople
from kiosk.store.repositories.moves import Moves
from kiosk.store.repositories.outbox import Outbox
from kiosk.store.repositories.settled_days import SettledDays
from kiosk.store.repositories.slip_keys import forget_slips
from kiosk.store.repositories.visits import PresenceBook
from kiosk.store.repositories.words_of_others import SoughtWords, forget_words, put_shortened
from kiosk.store.stamp import to_ms
from sync.protocol.bodies import ENTRY_TYPES
from sync.protocol.records import hash_header

_FIRST_ID = (
    "coalesce((SELECT o.id FROM moves m JOIN records o ON o.pos = m.origin WHERE m.pos = r.pos),"
    " r.id)"
)
"""Of a record `r`: the id under which it was first written here."""

_STAYING = ", ".join(f"'{kind.value}'" for kind in VisitorKind if kind.stays_until_discharged)


def anchor_mac(key: bytes, ledger_id: str, seq: int, header_hash: str) -> bytes:
    """The proof that this station itself purged up to here, by its database key."""
    message = f"anchor|{ledger_id}|{seq}|{header_hash}".encode()
    return hmac.new(key, message, hashlib.sha256).digest()


class Retention:
    """Purge and erasure on one connection, in stretches the core can afford."""

    def __init__(
        self,
        connection: Connection,
        key: bytes,
        people: HubPeople,
        book: PresenceBook,
        days: SettledDays,
        outbox: Outbox,
    ) -> None:
        self._connection = connection
        self._key = key
        self._people = people
        self._book = book
        self._days = days
        self._outbox = outbox
        self._moves = Moves(connection)

    def purge(
        self, before: datetime, now: datetime, after: PurgePlace | None, limit: int
    ) -> PurgeStep:
        """One stretch of the first day with confirmed records before the UTC day of `before`.

        An entry whose slip is still valid at `now` stays with all that belongs to it; so do a
        declaration that holds still, and the arrival of whoever stays until they are discharged.
        What goes was counted first; numbers of days that are too old go too, and what is known of
        slips whose life is over.
        """
        if after is None:
            self._days.forget(now)
            self._people.forget_unused(forget_slips(self._connection, now))
        day = before.astimezone(UTC).date().isoformat().encode("ascii")
        place = after or self._next_day(day, (-1, b""))
        if place is None:
            return PurgeStep(0, None)
        rows = self._connection.execute(
            "SELECT r.pos, r.seq, r.id, r.header, coalesce(b.body, s.body) FROM records r"
            " JOIN outbox o USING (pos) LEFT JOIN bodies b USING (pos)"
            " LEFT JOIN shortened_bodies s USING (pos)"
            f" WHERE r.ledger = ? AND {DAY} = ? AND r.seq > ? AND o.state = 'confirmed'"
            f" AND NOT EXISTS (SELECT 1 FROM print_jobs j WHERE j.entry = {_FIRST_ID}"
            " AND (j.valid_until > ? OR j.state = 'pending'))"
            f" AND NOT EXISTS (SELECT 1 FROM declarations d WHERE d.record = {_FIRST_ID}"
            " AND d.until > ?)"
            f" AND NOT EXISTS (SELECT 1 FROM records f JOIN entries e ON e.pos = f.pos"
            " JOIN people p ON p.id = e.person JOIN people t ON t.id = p.root"
            " JOIN presence q ON q.person = p.root AND q.entry = f.id"
            f" WHERE f.id = {_FIRST_ID}"
            f" AND (p.visitor IN ({_STAYING}) OR t.visitor IN ({_STAYING})))"
            " ORDER BY r.seq LIMIT ?",
            (place.ledger_no, place.day.encode("ascii"), place.seq, to_ms(now), to_ms(now), limit),
        ).fetchall()
        if rows:
            gone = [(pos, record_id, body) for pos, _, record_id, _, body in rows]
            # What was written anew goes with what it was written as first.
            gone += [other for pos, *_ in rows for other in self._moves.others(pos)]
            self._remove_records(gone)
            _, seq, _, header, _ = rows[-1]
            self._leave_anchor(place.ledger_no, seq, bytes(header))
        if len(rows) == limit:
            return PurgeStep(len(rows), PurgePlace(place.ledger_no, place.day, rows[-1][1]))
        self._close_day(place)
        done = (place.ledger_no, place.day.encode("ascii"))
        return PurgeStep(len(rows), self._next_day(day, done))

    def open_erasures(self) -> list[str]:
        """People whose erasure is not complete."""
        rows = self._connection.execute("SELECT person FROM erasures WHERE done_at IS NULL")
        return [row[0] for row in rows]

    def erase(
        self, person_ids: Sequence[str], after_pos: int, limit: int, *, has_hub: bool
    ) -> tuple[set[str], int | None]:
        """Take the bodies that speak of these people out of a stretch of acknowledged records;
        where there is no hub to get them, out of all. What is about somebody else and names them
        stays without that.

        Gives those of whom an unsent record holds data still, and the place to go on after, None
        at the end. Entries name a person by id alone: they stay, as do the counts made of them.
        """
        rows = self._connection.execute(
            "SELECT pos, body, type, coalesce((SELECT m.origin FROM moves m WHERE m.pos = b.pos),"
            " pos) FROM bodies b JOIN records USING (pos) WHERE pos > ? ORDER BY pos LIMIT ?",
            (after_pos, limit),
        ).fetchall()
        sought = SoughtWords.read(self._connection)
        waiting = set()
        for pos, body, record_type, origin in rows:
            if record_type in ENTRY_TYPES:
                continue
            # An id stands in a body in full, whatever the member is called.
            named = {one for one in person_ids if one.encode("ascii") in body}
            left = None
            if not named:
                found = sought.find_in(record_type, origin, body)
                if found is None:
                    continue
                named, left = found
            if self._drop_acknowledged(pos) or (not has_hub and self._drop_unsent(pos)):
                if left is not None:
                    put_shortened(self._connection, pos, left)
            else:
                waiting.update(named)
        return waiting, rows[-1][0] if len(rows) == limit else None

    def finish_erasure(self, person_id: str, at: datetime) -> str:
        """Note that nothing of a person is left here; gives the command that asked for it."""
        row = self._connection.execute(
            "UPDATE erasures SET done_at = ? WHERE person = ? RETURNING command",
            (to_ms(at), person_id),
        ).fetchone()
        forget_words(self._connection, person_id)
        self._people.forget_unused([person_id])
        return str(row[0])

    def _drop_acknowledged(self, pos: int) -> bool:
        return (
            self._connection.execute(
                "DELETE FROM bodies WHERE pos = ? AND EXISTS (SELECT 1 FROM outbox o"
                " WHERE o.pos = bodies.pos AND o.state IN ('acked', 'confirmed', 'moved'))",
                (pos,),
            ).rowcount
            == 1
        )

    def _drop_unsent(self, pos: int) -> bool:
        """As a purge does; a hub that comes later is told that nothing stands in this place."""
        self._outbox.forget(pos)
        self._connection.execute("DELETE FROM bodies WHERE pos = ?", (pos,))
        self._connection.execute("INSERT INTO erased_unsent (pos) VALUES (?)", (pos,))
        return True

    def _next_day(self, before: bytes, after: tuple[int, bytes]) -> PurgePlace | None:
        row = self._connection.execute(
            "SELECT ledger, day FROM confirmed_days WHERE (ledger, day) > (?, ?) AND day < ?"
            " ORDER BY ledger, day LIMIT 1",
            (*after, before),
        ).fetchone()
        return None if row is None else PurgePlace(row[0], row[1].decode("ascii"), 0)

    def _close_day(self, place: PurgePlace) -> None:
        """Forget a purged day, unless something confirmed had to stay."""
        self._connection.execute(
            "DELETE FROM confirmed_days WHERE ledger = ? AND day = ? AND NOT EXISTS"
            " (SELECT 1 FROM records r JOIN outbox o USING (pos)"
            f" WHERE r.ledger = confirmed_days.ledger AND {DAY} = confirmed_days.day"
            " AND o.state = 'confirmed')",
            (place.ledger_no, place.day.encode("ascii")),
        )

    def _remove_records(self, records: Sequence[tuple[int, str, bytes | None]]) -> None:
        """Bodies, what follows from them, and people nothing speaks of any more."""
        positions = [(pos,) for pos, _, _ in records]
        people = {person for _, _, body in records for person in _people_in(body)}
        self._days.settle([pos for (pos,) in positions])
        run = self._connection.executemany
        run("DELETE FROM print_jobs WHERE entry = ?", [(record_id,) for _, record_id, _ in records])
        run("DELETE FROM entries WHERE pos = ?", positions)
        run("DELETE FROM verifications WHERE pos = ?", positions)
        run("DELETE FROM emergencies WHERE pos = ?", positions)
        run("DELETE FROM declarations WHERE pos = ?", positions)
        run("DELETE FROM data_requests WHERE pos = ? AND closed_by IS NOT NULL", positions)
        run("DELETE FROM support_cases WHERE pos = ? AND closed_by IS NOT NULL", positions)
        run("DELETE FROM bodies WHERE pos = ?", positions)
        run("DELETE FROM shortened_bodies WHERE pos = ?", positions)
        # That a place is another machine's must be known for as long as its header is here.
        run("DELETE FROM outbox WHERE pos = ? AND state <> 'moved'", positions)
        self._book.derive_again(sorted(people))
        self._people.forget_unused(sorted(people))

    def _leave_anchor(self, ledger_no: int, seq: int, header: bytes) -> None:
        ledger_id = self._connection.execute(
            "SELECT id FROM ledgers WHERE no = ?", (ledger_no,)
        ).fetchone()[0]
        header_hash = hash_header(header)
        self._connection.execute(
            "INSERT INTO anchors (ledger, seq, hash, mac) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (ledger) DO UPDATE SET seq = excluded.seq, hash = excluded.hash,"
            " mac = excluded.mac WHERE excluded.seq > anchors.seq",
            (ledger_no, seq, header_hash, anchor_mac(self._key, ledger_id, seq, header_hash)),
        )


def _people_in(body: bytes | None) -> list[str]:
    if body is None:
        return []
    members = json.loads(body)
    named = members.get("persons", [])
    return [str(person) for person in (members.get("person"), *named) if person is not None]
