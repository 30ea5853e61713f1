"""Consents that were taken back, here or at another gate: nothing declared before counts again.

Whatever comes later - what the hub tells of another gate, a link to somebody who had declared - is
held against them, so that the order in which a station hears of things does not matter.
"""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.base.dataclass import dataclass
from kiosk.store.driver import Connection
from kiosk.store.repositories.declarations import note_told, void_declaration, void_declarations
from kiosk.store.repositories.ledger import Appended
from kiosk.store.stamp import to_ms
from sync.protocol.feeds import FeedName
from sync.protocol.records import parse_at, parse_header


@dataclass(frozen=True, slots=True)
class ToldOfConsent:
    """What the hub tells of one id; moments in hub time, Unix milliseconds."""

    declared_ms: int | None
    """When what it says to hold was declared; None where nothing holds, or the hub does not say."""
    withdrawn_ms: int | None


@dataclass(frozen=True, slots=True)
class _Withdrawal:
    """The last one of a circle that this station took down."""

    pos: int
    moment_ms: int


def withdraw_consent(connection: Connection, persons: Sequence[str], by: Appended) -> None:
    """The person of these ids takes back that their answers are used, as a record tells: no
    declaration of theirs holds, at any gate, and nothing that was begun is left."""
    for person_id in persons:
        void_declarations(connection, person_id, by.pos)
        connection.execute("DELETE FROM declaration_drafts WHERE instr(content, ?)", (person_id,))


def void_withdrawn(
    connection: Connection, root: str, person_id: str = "", fresh: ToldOfConsent | None = None
) -> None:
    """Let nothing hold that the person of a root declared before they took their consent back.

    `fresh` is what the hub tells of one of their ids now; of the others it told it before.
    """
    circle = _circle(connection, root)
    told = {one: _told_of(connection, one) for one in circle}
    if fresh is not None:
        told[person_id] = fresh
    own = _last_own(connection, circle)
    told_ms = max((one.withdrawn_ms or 0 for one in told.values()), default=0)
    if own is None and not told_ms:
        return
    # Of what this station took down itself, its own order is surer than any clock.
    if own is not None and told_ms <= own.moment_ms:
        told_ms = 0
    for pos, moment_ms in _own_declarations(connection, circle):
        if own is not None and pos < own.pos:
            void_declaration(connection, pos, own.pos)
        elif moment_ms <= told_ms:
            void_declaration(connection, pos, None)
    last_ms = max(told_ms, 0 if own is None else own.moment_ms)
    for one in circle:
        if (told[one].declared_ms or 0) <= last_ms:
            note_told(connection, one, None)


def _circle(connection: Connection, root: str) -> list[str]:
    rows = connection.execute(
        "SELECT id FROM people WHERE root = ?1 AND root <> id UNION ALL SELECT ?1", (root,)
    )
    return [row[0] for row in rows.fetchall()]


def _told_of(connection: Connection, person_id: str) -> ToldOfConsent:
    row = connection.execute(
        "SELECT json_extract(body, '$.declared_at'), json_extract(body, '$.withdrawn_at')"
        " FROM feed_items WHERE feed = ? AND key = ?",
        (FeedName.PEOPLE, person_id),
    ).fetchone()
    declared_at, withdrawn_at = (None, None) if row is None else row
    return ToldOfConsent(
        None if declared_at is None else to_ms(parse_at(declared_at)),
        None if withdrawn_at is None else to_ms(parse_at(withdrawn_at)),
    )


def _last_own(connection: Connection, circle: Sequence[str]) -> _Withdrawal | None:
    rows = connection.execute(
        "SELECT r.pos, r.header FROM data_requests q JOIN records r ON r.pos = q.closed_by"
        " JOIN bodies b ON b.pos = r.pos WHERE q.asked = 'withdraw'"
        " AND EXISTS (SELECT 1 FROM json_each(q.persons) j"
        f" WHERE j.value IN ({', '.join('?' * len(circle))}))"
        " AND json_extract(CAST(b.body AS TEXT), '$.outcome') = 'done' ORDER BY r.pos DESC LIMIT 1",
        tuple(circle),
    ).fetchall()
    return next((_Withdrawal(pos, _moment_ms(header)) for pos, header in rows), None)


def _own_declarations(connection: Connection, circle: Sequence[str]) -> list[tuple[int, int]]:
    """Place and moment in hub time of those that were not voided yet."""
    rows = connection.execute(
        "SELECT pos, r.header FROM declarations d JOIN records r USING (pos)"
        f" WHERE d.person IN ({', '.join('?' * len(circle))}) AND d.until > d.at",
        tuple(circle),
    ).fetchall()
    return [(pos, _moment_ms(header)) for pos, header in rows]


def _moment_ms(header: bytes) -> int:
    """When a record was made, by the hub's clock as far as this station knew it."""
    read = parse_header(header)
    return to_ms(read.at) + (read.off_ms or 0)
