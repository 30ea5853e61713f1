"""Records on their way: without the two hashes that the other end can work out (ADR 11).

Half of a compressed record would be `prev` and `body_sha`: random to any compression, and yet a
function of what stands beside them. On the wire a record may lack

- `body_sha`, when it is the SHA-256 of its salt and body;
- `prev`, when it is the hash of the header of the line before it in the same batch.

Whoever receives it puts them back, to the byte. Only what is exactly so is left out; any other
line, whatever it holds, travels and arrives as it is.
"""

from __future__ import annotations

import re
from binascii import hexlify, unhexlify
from collections.abc import Iterable
from hashlib import sha256

from sync.protocol.records import UUID_PATTERN

_BODY_AT = len('{"at":"2026-07-01T00:30:15.250Z",')
_BODY_MARK = b'"body":'
_BODY_START = _BODY_AT + len(_BODY_MARK)
TAIL_MARK = b',"cfg":{"origin":"'
SHA_MEMBER = re.compile(rb',"body_sha":"([0-9a-f]{64})"')
SHA_LENGTH = len(',"body_sha":""') + 64
_UUID = UUID_PATTERN.encode("ascii")
_TAIL = re.compile(
    rb'(,"cfg":\{"origin":"[a-z]+","rev":\d+\},"id":"' + _UUID + rb'","ledger":"' + _UUID + rb'"'
    rb',"off_ms":(?:null|-?\d+))'
    rb'(?:,"prev":"([0-9a-f]{64})")?'
    rb'(,"salt":"([0-9a-f]{32})")'
    rb'(,"seq":\d+,"type":"[a-z_]+","tz":"[A-Za-z0-9_+/-]+","v":\d+\})'
)
"""A record from `cfg` on; where strings stand that could hold such text, their quotes would be
escaped, so that the last mark in the line is the header's."""


def shorten(lines: Iterable[bytes]) -> list[bytes]:
    """The lines of a batch as they travel; `restore` gives the same lines back."""
    short = []
    before: bytes | None = None
    for line in lines:
        short_line, before = _shorten(line, before)
        short.append(short_line)
    return short


def restore(lines: Iterable[bytes]) -> list[bytes]:
    """The lines of a batch as they were frozen. Nothing is raised, whatever they hold: what cannot
    be made whole stays as it is, and is no record."""
    whole = []
    before: bytes | None = None
    for line in lines:
        whole_line, before = restore_line(line, before)
        whole.append(whole_line)
    return whole


def restore_line(line: bytes, before: bytes | None) -> tuple[bytes, bytes | None]:
    """The line as it was frozen, and its header's hash, hex; None for what is no plain record.

    `before` is what this gave for the line before it in the batch.
    """
    end = line.rfind(TAIL_MARK)
    tail = _TAIL.fullmatch(line, end) if end > _BODY_START else None
    if tail is None or not line.startswith(_BODY_MARK, _BODY_AT):
        return line, None
    cfg, prev, salt_member, salt, rest = tail.groups()
    prev = prev or before
    if prev is None:
        return line, None
    sha = SHA_MEMBER.fullmatch(line, max(_BODY_START, end - SHA_LENGTH), end)
    if sha is not None:
        head, sha_member = line[:end], sha[0]
    else:
        sha_member = b',"body_sha":"' + _sha_of(line[_BODY_START:end], salt) + b'"'
        head = line[:end] + sha_member
    prev_member = b',"prev":"' + prev + b'"'
    header = b"".join((line[:_BODY_AT], sha_member[1:], cfg, prev_member, rest))
    return b"".join((head, cfg, prev_member, salt_member, rest)), _hash(header)


def _shorten(line: bytes, before: bytes | None) -> tuple[bytes, bytes | None]:
    """The line as it travels, and its header's hash, hex; None for what is no plain record."""
    end = line.rfind(TAIL_MARK)
    tail = _TAIL.fullmatch(line, end) if end >= 0 else None
    body_end = end - SHA_LENGTH
    if tail is None or tail[2] is None or body_end <= _BODY_START:
        return line, None
    sha = SHA_MEMBER.fullmatch(line, body_end, end)
    if sha is None or not line.startswith(_BODY_MARK, _BODY_AT):
        return line, None
    cfg, prev, salt_member, salt, rest = tail.groups()
    header = b"".join((line[:_BODY_AT], sha[0][1:], cfg, b',"prev":"', prev, b'"', rest))
    short_head = line[:end]
    if _sha_of(line[_BODY_START:body_end], salt) == sha[1]:
        short_head = line[:body_end]
    prev_member = b"" if prev == before else b',"prev":"' + prev + b'"'
    return b"".join((short_head, cfg, prev_member, salt_member, rest)), _hash(header)


def _sha_of(body: bytes, salt: bytes) -> bytes:
    """`records.hash_body`, of a salt in hex and in bytes as they stand in a line."""
    return hexlify(sha256(unhexlify(salt) + body).digest())


def _hash(header: bytes) -> bytes:
    """`records.hash_header`, in bytes as they stand in a line."""
    return hexlify(sha256(header).digest())
