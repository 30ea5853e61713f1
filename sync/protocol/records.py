"""Records: header, salted body, hash chain, and the bytes that travel.

A record's line is the canonical JSON of its header members plus `body` and `salt`. The chain runs
over headers alone, so that a body may be purged while the chain still proves itself; the salt sits
beside the body and goes with it, so that nobody can guess a purged body from its hash
(docs/spec/sync-protocol.md §2).
"""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from enum import StrEnum
from typing import NamedTuple

from kiosk.base.dataclass import dataclass
from sync.protocol.canonical import NotCanonical, canonical_bytes, parse_canonical

SALT_BYTES = 16
BESIDE_BYTES = len('"body":,"salt":"",') + 2 * SALT_BYTES
"""What a line has beside its header's bytes and its body's."""
UUID_PATTERN = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
"""Of an id in the one form in which records write it."""
FIRST_PREV = "0" * 64
"""`prev` of the first record of a ledger."""

_UUID = re.compile(UUID_PATTERN, re.ASCII)
_SHA = re.compile(r"[0-9a-f]{64}", re.ASCII)
_SALT = re.compile(r"[0-9a-f]{32}", re.ASCII)
_TYPE = re.compile(r"[a-z][a-z_]{0,31}", re.ASCII)
_AT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)


class RecordError(ValueError):
    """Bytes that are not a record; the text names the member, never its content."""


class ConfigOrigin(StrEnum):
    """Who made the configuration in force when a record was written."""

    LOCAL = "local"
    HUB = "hub"


# What every line makes is a named tuple: a hub makes 10,000 of each a second, and a frozen data
# class takes five times as long to make.


class ConfigStamp(NamedTuple):
    """The configuration in force: its origin and revision."""

    origin: ConfigOrigin = ConfigOrigin.LOCAL
    rev: int = 0


class Header(NamedTuple):
    """Everything of a record that stays when its body goes."""

    id: str
    ledger: str
    seq: int
    prev: str
    """Hash of the ledger's previous header, hex; `FIRST_PREV` for the first."""
    type: str
    v: int
    cfg: ConfigStamp
    at: datetime
    """UTC, whole milliseconds."""
    tz: str
    """The venue's time zone by its IANA name."""
    off_ms: int | None
    """Known difference to the hub's time (hub minus station), None where unknown."""
    body_sha: str

    def to_bytes(self) -> bytes:
        """The header's canonical bytes, over which the chain runs."""
        return canonical_bytes(
            {
                "id": self.id,
                "ledger": self.ledger,
                "seq": self.seq,
                "prev": self.prev,
                "type": self.type,
                "v": self.v,
                "cfg": {"origin": self.cfg.origin.value, "rev": self.cfg.rev},
                "at": format_at(self.at),
                "tz": self.tz,
                "off_ms": self.off_ms,
                "body_sha": self.body_sha,
            }
        )


@dataclass(frozen=True, slots=True)
class Record:
    """One record as it travels: header, and the body with its salt as canonical bytes."""

    header: Header
    salt: bytes
    body: bytes

    def to_line(self) -> bytes:
        """The record's bytes on the wire, without a line end."""
        return join_line(self.header.to_bytes(), self.salt, self.body)


def format_at(at: datetime) -> str:
    """A moment as records write it: UTC, milliseconds, `Z`; anything finer is cut off."""
    if at.tzinfo is None:
        raise ValueError("a record needs an aware datetime")
    return f"{at.astimezone(UTC).replace(tzinfo=None).isoformat(timespec='milliseconds')}Z"


def parse_at(text: str) -> datetime:
    """The inverse of `format_at`. Raises ValueError for any other form."""
    if not _AT.fullmatch(text):
        raise ValueError("not a record's time")
    return datetime.fromisoformat(text)


def hash_body(salt: bytes, body: bytes) -> str:
    """`body_sha`: SHA-256 of salt and body, hex."""
    return hashlib.sha256(salt + body).hexdigest()


def hash_header(header: bytes) -> str:
    """What the next header carries as `prev`: SHA-256 of the header's bytes, hex."""
    return hashlib.sha256(header).hexdigest()


def join_line(header: bytes, salt: bytes, body: bytes) -> bytes:
    """The wire line out of its frozen parts, by splicing bytes: nothing is rendered again.

    In canonical order `body` stands before `body_sha` and `salt` before `seq`. Both marks are
    unique in a header: inside a string its quotes would be escaped, and `cfg` has no such key.
    """
    head, body_mark, rest = header.partition(b'"body_sha":')
    middle, seq_mark, tail = rest.partition(b'"seq":')
    if not seq_mark:
        raise RecordError("not a header")
    salt_text = salt.hex().encode()
    return b"".join(
        (
            head,
            b'"body":',
            body,
            b",",
            body_mark,
            middle,
            b'"salt":"',
            salt_text,
            b'",',
            seq_mark,
            tail,
        )
    )


class Received(NamedTuple):
    """A wire line taken apart: the frozen bytes as they came, and what they say."""

    header: Header
    header_bytes: bytes
    header_sha: bytes
    """SHA-256 of them: what the next header carries as `prev`, in hex."""
    salt: bytes
    body: bytes
    members: dict[str, object]
    """The body's content."""


def take_apart(line: bytes) -> Received:
    """Read a wire line without rendering anything again, the inverse of `join_line`.

    Raises RecordError unless it is canonical, whole and its hash is right.
    """
    members = _members(line)
    body = members.pop("body", None)
    salt_text = members.pop("salt", None)
    if not isinstance(body, dict):
        raise RecordError("body: not an object")
    if not isinstance(salt_text, str) or not _SALT.fullmatch(salt_text):
        raise RecordError("salt: not 16 bytes in hex")
    header = _header(members)
    # `at` alone stands before the body. The marks are looked for from the end, where no string
    # can hold them (its quotes would be escaped) and no object has such keys.
    start = line.index(b'"body":')
    end = line.rindex(b',"body_sha":')
    salt_at = line.rindex(b'"salt":')
    header_bytes = line[:start] + line[end + 1 : salt_at] + line[salt_at + len(salt_text) + 10 :]
    salt, raw_body = bytes.fromhex(salt_text), line[start + 7 : end]
    if hash_body(salt, raw_body) != header.body_sha:
        raise RecordError("body_sha: does not match salt and body")
    header_sha = hashlib.sha256(header_bytes).digest()
    return Received(header, header_bytes, header_sha, salt, raw_body, body)


def parse_line(line: bytes) -> Record:
    """Read a wire line. Raises RecordError unless it is canonical, whole and its hash is right."""
    received = take_apart(line)
    return Record(received.header, received.salt, received.body)


def parse_header(raw: bytes) -> Header:
    """Read a header's canonical bytes. Raises RecordError."""
    return _header(_members(raw))


def parse_body(raw: bytes) -> dict[str, object]:
    """Read a body's canonical bytes. Raises RecordError."""
    return _members(raw)


def _members(raw: bytes) -> dict[str, object]:
    try:
        value = parse_canonical(raw)
    except NotCanonical as error:
        raise RecordError(str(error)) from error
    if not isinstance(value, dict):
        raise RecordError("not a JSON object")
    return value


_MEMBERS = frozenset(
    {"id", "ledger", "seq", "prev", "type", "v", "cfg", "at", "tz", "off_ms", "body_sha"}
)
_ORIGINS = {origin.value: origin for origin in ConfigOrigin}


def _header(members: dict[str, object]) -> Header:
    if members.keys() != _MEMBERS:
        raise RecordError("members: missing or unknown")
    cfg = members["cfg"]
    if not isinstance(cfg, dict) or cfg.keys() != {"origin", "rev"}:
        raise RecordError("cfg: expected origin and rev")
    origin = _ORIGINS.get(_text("cfg.origin", cfg["origin"]))
    if origin is None:
        raise RecordError("cfg.origin: unknown")
    tz = _text("tz", members["tz"])
    if not tz:
        raise RecordError("tz: empty")
    try:
        at = parse_at(_text("at", members["at"]))
    except ValueError as error:
        raise RecordError("at: not a record's time") from error
    off_ms = members["off_ms"]
    if off_ms is not None and (not isinstance(off_ms, int) or isinstance(off_ms, bool)):
        raise RecordError("off_ms: not a whole number")
    return Header(
        id=_matching("id", members["id"], _UUID),
        ledger=_matching("ledger", members["ledger"], _UUID),
        seq=_count("seq", members["seq"], 1),
        prev=_matching("prev", members["prev"], _SHA),
        type=_matching("type", members["type"], _TYPE),
        v=_count("v", members["v"], 1),
        cfg=ConfigStamp(origin, _count("cfg.rev", cfg["rev"], 0)),
        at=at,
        tz=tz,
        off_ms=off_ms,
        body_sha=_matching("body_sha", members["body_sha"], _SHA),
    )


def _text(name: str, value: object) -> str:
    if not isinstance(value, str):
        raise RecordError(f"{name}: not text")
    return value


def _matching(name: str, value: object, pattern: re.Pattern[str]) -> str:
    if not isinstance(value, str) or not pattern.fullmatch(value):
        raise RecordError(f"{name}: wrong form")
    return value


def _count(name: str, value: object, least: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise RecordError(f"{name}: not a whole number of at least {least}")
    return value
