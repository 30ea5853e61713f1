"""What every exchange with a hub has in common: paths, header names, limits, error answers.

Anything that does not carry `X-Hub` is not the hub (a portal, a proxy, a wrong address) and
acknowledges nothing (docs/spec/sync-protocol.md §3).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from kiosk.base.dataclass import dataclass
from sync.protocol.canonical import canonical_bytes
from sync.protocol.members import MemberError, parse_object, text_map, word

HUB_HEADER = "X-Hub"
APP_HEADER = "X-App"
"""The kiosk's version, on every request."""
CURSOR_HEADER = "X-Cursor"
SHA_HEADER = "X-SHA256"
"""Hex SHA-256 of a snapshot's bytes as stored, before any transfer coding."""

MAY_BE_UNSIGNED = frozenset({408, 429, 500, 503})
"""Answers that only ask a station to wait: nothing else may be believed of them."""

MAX_BODY_BYTES = 4 * 1024 * 1024
"""Largest request body, and largest after unpacking gzip; more is 413 before it is read."""
MAX_RECORD_BYTES = 64 * 1024
"""Largest single record line."""
MAX_BATCH = 200
"""Most records in one batch."""
MAX_PAGE = 500
"""Most items in one page of a feed."""
MAX_PAGE_BYTES = 512 * 1024
"""Bytes of bodies after which a page of a feed ends; its first item travels whatever it takes."""
MAX_SNAPSHOT_BYTES = 64 * 1024 * 1024
"""Bytes after which a snapshot ends, before it is packed; pages go on where it does."""
LONG_POLL_S = 25
"""Longest wait of the presence feed."""

_HUB = re.compile(r"([A-Za-z0-9][A-Za-z0-9._-]{0,63});([0-9a-f]{6,32})", re.ASCII)


@dataclass(frozen=True, slots=True)
class HubStamp:
    """Which hub answered, and since which restore it counts."""

    hub_id: str
    epoch: str
    """Hex; another one than before means that the hub was restored or made anew."""

    def to_header(self) -> str:
        """The value of `X-Hub`."""
        return f"{self.hub_id};{self.epoch}"


def parse_hub_stamp(value: str | None) -> HubStamp | None:
    """The stamp of an `X-Hub` header; None when it is absent or has another form."""
    match = _HUB.fullmatch(value or "")
    return None if match is None else HubStamp(match[1], match[2])


@dataclass(frozen=True, slots=True)
class HubError:
    """Body of every answer of 400 and above."""

    code: str
    """For programs: `device_revoked`, `unknown_device`, `bad_signature`, `too_large`, ..."""
    text: Mapping[str, str]
    """For people, by language; `vi` is always there."""

    def to_bytes(self) -> bytes:
        """The JSON body."""
        return canonical_bytes({"code": self.code, "text": dict(self.text)})


def parse_hub_error(raw: bytes) -> HubError | None:
    """The error in an answer's body; None when it is not one."""
    try:
        members = parse_object(raw)
        return HubError(word(members, "code"), text_map(members, "text"))
    except MemberError:
        return None
