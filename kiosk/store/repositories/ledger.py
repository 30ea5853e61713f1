"""The ledger: gap-free, hash-chained, append-only; and the outbox that points at it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import NamedTuple

from kiosk.base.clock import Clock
from kiosk.base.dataclass import dataclass
from kiosk.store.driver import Connection
from kiosk.store.stamp import StationStamp, from_ms, to_ms
from sync.protocol.bodies import RecordType
from sync.protocol.body_versions import lowest_version
from sync.protocol.canonical import canonical_bytes
from sync.protocol.ids import IdSource
from sync.protocol.lengths import fitted
from sync.protocol.records import (
    FIRST_PREV,
    SALT_BYTES,
    ConfigStamp,
    Header,
    hash_body,
    hash_header,
    join_line,
)

COPIED = "copied"
"""Cause of a ledger: another machine goes on with the one before."""
ENROLLED = "enrolled"
"""Cause of a ledger: the one before belongs to another device, at the hub."""


@dataclass(frozen=True, slots=True)
class Head:
    """Where the ledger in force stands."""

    ledger_no: int
    ledger_id: str
    seq: int
    hash: str
    """Of the newest header; `FIRST_PREV` while there is none."""


@dataclass(frozen=True, slots=True)
class Appended:
    """A record just written."""

    pos: int
    id: str
    seq: int
    at_ms: int


class _Told(NamedTuple):
    """What a header says of its record, and not of its place."""

    type: str
    cfg: ConfigStamp
    at: datetime
    tz: str
    off_ms: int | None


class Ledger:
    """Freezes records on one connection; every call needs an open transaction.

    The head is kept in memory and moves with `mark` and `reset`, so that a rolled-back
    transaction gives its numbers back.
    """

    def __init__(self, connection: Connection, ids: IdSource, station: StationStamp) -> None:
        self._connection = connection
        self._ids = ids
        self.station = station
        """What the next headers say; replaced between two transactions."""
        self.head = read_head(connection)

    def next_id(self) -> str:
        """A new UUIDv7."""
        return self._ids.next_id()

    def append(self, record_type: str, body: Mapping[str, object], at: datetime) -> Appended:
        """Write header, body and outbox row. Raises BodyError or NotCanonical: a bug."""
        station = self.station
        told = _Told(
            record_type,
            station.config,
            from_ms(to_ms(at)),
            station.time_zone.key,
            station.offset_ms,
        )
        return self._freeze(told, body)

    def append_like(self, header: Header, body: Mapping[str, object]) -> Appended:
        """The same, with all that another header says of its record's moment."""
        told = _Told(header.type, header.cfg, header.at, header.tz, header.off_ms)
        return self._freeze(told, body)

    def branch(self, cause: str, at: datetime) -> None:
        """Go on under a new ledger, whose first record names the one so far."""
        head = self.head
        _open_ledger(self._connection, self._ids.next_id(), head.ledger_id, at)
        self.head = read_head(self._connection)
        self.name_parent(Parent(head.ledger_id, cause, head.seq, head.hash), at)

    def name_parent(self, parent: Parent, at: datetime) -> None:
        """Write the first record of a ledger that continues another."""
        named: dict[str, object] = {"ledger": parent.ledger_id}
        if parent.seq is not None and parent.hash is not None:
            named.update(seq=parent.seq, hash=parent.hash)
        body = {"act": "ledger_opened", "cause": parent.cause, "parent": named}
        self.append(RecordType.AUDIT, body, at)

    def _freeze(self, told: _Told, body: Mapping[str, object]) -> Appended:
        body = fitted(body)
        v = lowest_version(told.type, body)
        body_bytes = canonical_bytes(body)
        salt = os.urandom(SALT_BYTES)
        head = self.head
        header = Header(
            id=self._ids.next_id(),
            ledger=head.ledger_id,
            seq=head.seq + 1,
            prev=head.hash,
            type=told.type,
            v=v,
            cfg=told.cfg,
            at=told.at,
            tz=told.tz,
            off_ms=told.off_ms,
            body_sha=hash_body(salt, body_bytes),
        )
        header_bytes = header.to_bytes()
        pos = self._connection.execute(
            "INSERT INTO records (ledger, seq, id, type, header) VALUES (?, ?, ?, ?, ?)",
            (head.ledger_no, header.seq, header.id, told.type, header_bytes),
        ).lastrowid
        self._connection.execute(
            "INSERT INTO bodies (pos, salt, body) VALUES (?, ?, ?)", (pos, salt, body_bytes)
        )
        self._connection.execute("INSERT INTO outbox (pos, state) VALUES (?, 'queued')", (pos,))
        self.head = replace(head, seq=header.seq, hash=hash_header(header_bytes))
        return Appended(pos, header.id, header.seq, to_ms(told.at))


def read_head(connection: Connection) -> Head:
    """The newest ledger and its tail."""
    no, ledger_id = connection.execute(
        "SELECT no, id FROM ledgers ORDER BY no DESC LIMIT 1"
    ).fetchone()
    row = connection.execute(
        "SELECT seq, header FROM records WHERE ledger = ? ORDER BY seq DESC LIMIT 1", (no,)
    ).fetchone()
    if row is None:
        return Head(no, ledger_id, 0, FIRST_PREV)
    return Head(no, ledger_id, row[0], hash_header(row[1]))


@dataclass(frozen=True, slots=True)
class Parent:
    """The ledger that a new one continues, as far as it is known."""

    ledger_id: str
    cause: str
    """`corrupt`, `restored`, `staff`, `copied` or `enrolled`."""
    seq: int | None = None
    hash: str | None = None


def start_ledger(
    connection: Connection,
    clock: Clock,
    ids: IdSource,
    station: StationStamp,
    parent: Parent | None,
) -> None:
    """Open a new ledger; one with a parent says so in its first record. Needs a transaction."""
    now = clock.now()
    _open_ledger(connection, ids.next_id(), parent.ledger_id if parent else None, now)
    if parent is not None:
        Ledger(connection, ids, station).name_parent(parent, now)


def _open_ledger(
    connection: Connection, ledger_id: str, parent_id: str | None, at: datetime
) -> None:
    connection.execute(
        "INSERT INTO ledgers (id, parent, opened_at) VALUES (?, ?, ?)",
        (ledger_id, parent_id, to_ms(at)),
    )


def read_line(connection: Connection, pos: int) -> bytes | None:
    """The frozen wire bytes of a record, None once its body is gone. Raises KeyError."""
    row = connection.execute(
        "SELECT header, salt, body FROM records LEFT JOIN bodies USING (pos) WHERE pos = ?", (pos,)
    ).fetchone()
    if row is None:
        raise KeyError(pos)
    header, salt, body = row
    return None if body is None else join_line(header, salt, body)
