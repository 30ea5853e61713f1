"""The head: how far the ledger had come, in a file of its own beside the database.

It tells what a database cannot tell of itself: that its newest records were cut off, or that an
older file stands in its place (docs/spec/sync-protocol.md §8). Its MAC is made with the database
key. It is written after a commit and never before one: it may lag behind the database, and is never
ahead of one that nobody touched.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from enum import StrEnum

from kiosk.base.dataclass import dataclass
from kiosk.store.driver import Connection
from kiosk.store.repositories.meta import COPIED_AT, OPENINGS, Meta
from sync.protocol.devices import LedgerHead
from sync.protocol.records import hash_header


class HeadFinding(StrEnum):
    """What is wrong with a database, by its head; the word stands in the name of a kept head."""

    CUT = "cut"
    """The record that the head names is not there, or another one is."""
    OLDER = "older"
    """The file is from before its last openings: an older copy was put in its place."""
    MISSING = "missing"
    """There was a head, and it is gone."""
    FOREIGN = "foreign"
    """The head is damaged, or was not written with this database's key."""


@dataclass(frozen=True, slots=True)
class StoredHead:
    """What the file says."""

    at: LedgerHead
    openings: int
    """How often the database had been opened for writing by then."""

    def to_bytes(self, key: bytes) -> bytes:
        """The file's content, with its MAC."""
        fields = {
            "ledger": self.at.ledger,
            "seq": self.at.seq,
            "sha": self.at.sha,
            "openings": self.openings,
            "mac": self.mac(key),
        }
        return json.dumps(fields).encode()

    def mac(self, key: bytes) -> str:
        """The proof that whoever wrote this has the database's key."""
        message = f"head|{self.at.ledger}|{self.at.seq}|{self.at.sha}|{self.openings}".encode()
        return hmac.new(key, message, hashlib.sha256).hexdigest()


def parse_head(raw: bytes, key: bytes) -> StoredHead | None:
    """Read a file's content; None for one that is damaged or was not written with this key."""
    try:
        fields = json.loads(raw)
        at = LedgerHead(str(fields["ledger"]), int(fields["seq"]), str(fields["sha"]))
        head = StoredHead(at, int(fields["openings"]))
        told = str(fields["mac"]).encode()
    except (ValueError, KeyError, TypeError):
        return None
    return head if hmac.compare_digest(told, head.mac(key).encode()) else None


def judge_head(connection: Connection, raw: bytes | None, key: bytes) -> HeadFinding | None:
    """What the head's file (None: there is none) says against a database; None: nothing.

    Nothing is said against a backup that was put back and not opened since: its own mark tells of
    it. Nor against a database that no version with heads has opened yet.
    """
    meta = Meta(connection)
    if meta.get(COPIED_AT) is not None:
        return None
    openings = read_openings(connection)
    if raw is None:
        return HeadFinding.MISSING if openings else None
    head = parse_head(raw, key)
    if head is None:
        return HeadFinding.FOREIGN
    if head.openings > openings:
        return HeadFinding.OLDER
    return None if holds(connection, head.at) else HeadFinding.CUT


def read_openings(connection: Connection) -> int:
    """How often this database was opened for writing; 0 where nobody has counted yet."""
    return int(Meta(connection).get(OPENINGS) or 0)


def holds(connection: Connection, at: LedgerHead) -> bool:
    """Whether a database has this ledger up to this record, with this header."""
    row = connection.execute(
        "SELECT r.header FROM ledgers l LEFT JOIN records r ON r.ledger = l.no AND r.seq = ?"
        " WHERE l.id = ?",
        (at.seq, at.ledger),
    ).fetchone()
    if row is None:
        return False
    if at.seq == 0:
        return True
    return row[0] is not None and hash_header(row[0]) == at.sha
