"""The body of `POST /v1/entries:batch` and its answer (docs/spec/sync-protocol.md §3).

NDJSON: one envelope line, then each record's stored bytes, one per line, without what the other end
can work out (`sync.protocol.short`). `body_sha256` of the answer ties it to this very body.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from kiosk.base.dataclass import dataclass
from sync.protocol.canonical import canonical_bytes
from sync.protocol.members import (
    MemberError,
    count,
    note,
    object_of,
    objects_of,
    optional_word,
    parse_object,
    word,
)
from sync.protocol.records import format_at, parse_at
from sync.protocol.short import restore, shorten
from sync.protocol.wire import MAX_BATCH, HubStamp


class RecordStatus(StrEnum):
    """What the hub says of one record."""

    STORED = "s"
    DUPLICATE = "d"
    """Same id and hash already durable."""
    QUARANTINED = "q"
    """Kept raw: unknown type or newer schema."""
    CONFLICT = "c"
    """Same id or (ledger, seq) with another hash: set aside, to be written anew elsewhere."""
    TRANSIENT = "t"
    REFUSED = "r"

    @property
    def is_ack(self) -> bool:
        """Whether the record is durable at the hub and need not be sent again."""
        return self in _ACKS


_ACKS = frozenset({RecordStatus.STORED, RecordStatus.DUPLICATE, RecordStatus.QUARANTINED})


FOREIGN_LEDGER = "foreign_ledger"
"""Why a record is REFUSED whose ledger another device owns: its sender writes it anew."""


class Durability(StrEnum):
    """How safe an acknowledged record is."""

    LOCAL = "local"
    QUORUM = "quorum"


@dataclass(frozen=True, slots=True)
class Envelope:
    """The first line of a batch: who sends, and how the queue stands."""

    device: str
    batch: str
    """A fresh id per attempt, for the logs of both ends."""
    app: str
    queue: int
    """Records waiting at the station, this batch included."""
    oldest: datetime | None
    """When the oldest of them was recorded, UTC."""
    n: int
    """Records in this batch."""

    def to_bytes(self) -> bytes:
        """The envelope line, without a line end."""
        return canonical_bytes(
            {
                "device": self.device,
                "batch": self.batch,
                "app": self.app,
                "queue": self.queue,
                "oldest": None if self.oldest is None else format_at(self.oldest),
                "n": self.n,
            }
        )


@dataclass(frozen=True, slots=True)
class Detail:
    """The hub's words on one record of a batch."""

    index: int
    code: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class BatchAnswer:
    """What the hub did with a batch, one letter per record in order."""

    stamp: HubStamp
    now: datetime
    durability: Durability
    body_sha256: str
    statuses: tuple[RecordStatus, ...]
    details: tuple[Detail, ...] = ()
    wait_s: int = 0
    """How long the hub asks the station to wait before the next batch."""
    max_records: int = MAX_BATCH

    def to_bytes(self) -> bytes:
        """The JSON body."""
        return canonical_bytes(
            {
                "hub": self.stamp.hub_id,
                "epoch": self.stamp.epoch,
                "now": format_at(self.now),
                "dur": self.durability.value,
                "body_sha256": self.body_sha256,
                "st": "".join(self.statuses),
                "detail": [
                    {"i": item.index, "code": item.code, "text": item.text} for item in self.details
                ],
                "next": {"wait": self.wait_s, "max": self.max_records},
            }
        )


def join_batch(envelope: Envelope, lines: Sequence[bytes]) -> bytes:
    """The request body before compression; `lines` are the records' stored bytes."""
    return b"\n".join((envelope.to_bytes(), *shorten(lines))) + b"\n"


def split_batch(raw: bytes) -> tuple[Envelope, list[bytes]]:
    """Envelope and record lines of a request body, the lines byte for byte as they were frozen.

    Raises MemberError when there is no envelope, or `n` is not the number of lines.
    """
    envelope, lines = open_batch(raw)
    return envelope, restore(lines)


def open_batch(raw: bytes) -> tuple[Envelope, list[bytes]]:
    """As `split_batch`, the lines as they travel: for `sync.protocol.reading`."""
    first, *rest = raw.split(b"\n")
    if rest and rest[-1] == b"":
        rest.pop()
    members = parse_object(first)
    oldest = optional_word(members, "oldest")
    envelope = Envelope(
        device=word(members, "device"),
        batch=word(members, "batch"),
        app=word(members, "app"),
        queue=count(members, "queue"),
        oldest=None if oldest is None else _at("oldest", oldest),
        n=count(members, "n"),
    )
    if envelope.n != len(rest):
        raise MemberError("n: not the number of lines")
    if envelope.n > MAX_BATCH:
        raise MemberError(f"n: more than {MAX_BATCH} records")
    return envelope, rest


def hash_batch(raw: bytes) -> str:
    """`body_sha256` of a batch body before compression, hex."""
    return hashlib.sha256(raw).hexdigest()


def parse_batch_answer(raw: bytes) -> BatchAnswer:
    """Read a hub's answer. Raises MemberError."""
    members = parse_object(raw)
    statuses = word(members, "st") if members.get("st") != "" else ""
    after = object_of(members, "next")
    try:
        return BatchAnswer(
            stamp=HubStamp(word(members, "hub"), word(members, "epoch")),
            now=_at("now", word(members, "now")),
            durability=Durability(word(members, "dur")),
            body_sha256=word(members, "body_sha256"),
            statuses=tuple(RecordStatus(status) for status in statuses),
            details=tuple(
                Detail(count(item, "i"), word(item, "code"), note(item, "text"))
                for item in objects_of(members, "detail")
            ),
            wait_s=count(after, "wait"),
            max_records=count(after, "max", 1),
        )
    except MemberError:
        raise
    except ValueError as error:
        raise MemberError("st or dur: unknown value") from error


def _at(name: str, text: str) -> datetime:
    try:
        return parse_at(text)
    except ValueError as error:
        raise MemberError(f"{name}: not a record's time") from error
