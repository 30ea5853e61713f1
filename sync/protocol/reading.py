"""Records as they travel, read in one go: made whole, taken apart, checked.

What every station writes has one form only; a line in that form is read here in a third of the
time that the general way takes (`short.restore`, `records.take_apart`). It is accepted and never
refused: the general way has the last word on the rest.
"""

from __future__ import annotations

import re
from binascii import hexlify
from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256

from sync.protocol.canonical import NotCanonical, parse_canonical
from sync.protocol.records import (
    UUID_PATTERN,
    ConfigOrigin,
    ConfigStamp,
    Header,
    Received,
    RecordError,
    take_apart,
)
from sync.protocol.short import SHA_LENGTH, SHA_MEMBER, TAIL_MARK, restore_line

_HEAD = re.compile(rb'\{"at":"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)","body":')
_TAIL = re.compile(
    r',"cfg":\{"origin":"(local|hub)","rev":(0|[1-9]\d{0,14})\}'
    r',"id":"(' + UUID_PATTERN + r')","ledger":"(' + UUID_PATTERN + r')"'
    r',"off_ms":(null|0|-?[1-9]\d{0,14})'
    r'(?:,"prev":"([0-9a-f]{64})")?'
    r'(?P<salt_member>,"salt":"(?P<salt>[0-9a-f]{32})")'
    r',"seq":([1-9]\d{0,14}),"type":"([a-z][a-z_]{0,31})"'
    r',"tz":"([A-Za-z0-9_+/-]{1,64})","v":([1-9]\d{0,14})\}',
    re.ASCII,
)
"""A line from `cfg` on, in canonical form, whose every member is right and needs no escape."""
_ORIGINS = {origin.value: origin for origin in ConfigOrigin}
_PREV_LENGTH = len(',"prev":""') + 64


def read_batch(lines: Iterable[bytes]) -> Iterator[Received | RecordError]:
    """What each line of a batch holds, or why it is no record.

    The lines may lack what `short.shorten` leaves out. Nothing is raised, whatever they hold.
    """
    before: bytes | None = None
    for line in lines:
        received = _read_plain(line, before)
        if received is not None:
            before = hexlify(received.header_sha)
            yield received
            continue
        whole, before = restore_line(line, before)
        try:
            yield take_apart(whole)
        except RecordError as error:
            yield error


def _read_plain(line: bytes, before: bytes | None) -> Received | None:
    """A line in its usual form; None for anything else, which is not necessarily wrong."""
    head = _HEAD.match(line)
    end = line.rfind(TAIL_MARK)
    if head is None or end < head.end():
        return None
    try:
        tail = line[end:].decode("ascii")
        match = _TAIL.fullmatch(tail)
        if match is None:
            return None
        at = datetime.fromisoformat(head[1].decode("ascii"))
    except ValueError:
        return None
    origin, rev, record_id, ledger, off_ms, prev, _, salt_text, seq, kind, tz, v = match.groups()
    prev_end = match.start("salt_member")
    prev_at = prev_end
    if prev is not None:
        prev_at -= _PREV_LENGTH
    elif before is not None:
        prev = before.decode("ascii")
    else:
        return None
    salt = bytes.fromhex(salt_text)
    sent_sha = SHA_MEMBER.fullmatch(line, max(head.end(), end - SHA_LENGTH), end)
    body = line[head.end() : end if sent_sha is None else end - SHA_LENGTH]
    body_sha = sha256(salt + body).hexdigest()
    if sent_sha is not None and sent_sha[1] != body_sha.encode("ascii"):
        return None
    try:
        members = parse_canonical(body)
    except NotCanonical:
        return None
    if not isinstance(members, dict):
        return None
    rest = (
        f'"body_sha":"{body_sha}"{tail[:prev_at]},"prev":"{prev}"{tail[match.end("salt_member") :]}'
    )
    header_bytes = line[: head.end() - len('"body":')] + rest.encode("ascii")
    header = Header(
        record_id,
        ledger,
        int(seq),
        prev,
        kind,
        int(v),
        ConfigStamp(_ORIGINS[origin], int(rev)),
        at,
        tz,
        None if off_ms == "null" else int(off_ms),
        body_sha,
    )
    return Received(header, header_bytes, sha256(header_bytes).digest(), salt, body, members)
