"""What a station and the hub say about the station itself (docs/spec/sync-protocol.md §3, §6)."""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum, StrEnum

from kiosk.base.dataclass import dataclass
from sync.protocol.canonical import canonical_bytes
from sync.protocol.members import (
    MemberError,
    count,
    object_of,
    objects_of,
    optional_word,
    parse_object,
    word,
)
from sync.protocol.records import format_at, parse_at

ROLL_PREFIX = "KR1"
MAX_FAULTS = 32
MAX_WORD_LETTERS = 64
MAX_HEADS = 64
MAX_KID = 2**16 - 1
"""Of slip keys: two bytes of a slip."""
MAX_VENUE_NO = 2**31 - 1


class StationState(StrEnum):
    """What a device may do at the hub."""

    INVITED = "invited"
    """Made by the administrator, not enrolled yet."""
    ACTIVE = "active"
    DRAIN_ONLY = "drain_only"
    """May push what it still holds, and nothing else."""
    REVOKED = "revoked"


class SlipKeyState(IntEnum):
    """What the hub says of a slip key, the more severe the higher; it never becomes milder."""

    GOOD = 0
    """Its slips hold if they were issued while it was in force."""
    REVOKED = 1
    """It signs no longer. What it signed before `until` holds: a revoked key is no revoked slip."""
    COMPROMISED = 2
    """Somebody else may have it, and may date back what they sign: only slips that are known hold.
    """


@dataclass(frozen=True, slots=True)
class DeviceStatus:
    """Body of `POST /v1/device/status`."""

    app: str
    queue: int
    """Records waiting at the station."""
    dead: int
    """Records in the rejected box."""
    oldest: datetime | None
    offset_ms: int
    """Hub time minus station time."""
    faults: tuple[str, ...] = ()
    """Names of what fails there, such as `printer.paper_out`; never anything about people."""

    def to_bytes(self) -> bytes:
        """The JSON body."""
        return canonical_bytes(
            {
                "app": self.app,
                "queue": self.queue,
                "dead": self.dead,
                "oldest": None if self.oldest is None else format_at(self.oldest),
                "offset_ms": self.offset_ms,
                "faults": list(self.faults),
            }
        )


def parse_device_status(raw: bytes) -> DeviceStatus:
    """Read a station's status. Raises MemberError."""
    members = parse_object(raw)
    oldest = optional_word(members, "oldest")
    offset = members.get("offset_ms", 0)
    faults = members.get("faults", [])
    if not isinstance(offset, int) or isinstance(offset, bool):
        raise MemberError("offset_ms: not a whole number")
    if not isinstance(faults, list) or len(faults) > MAX_FAULTS:
        raise MemberError(f"faults: not a list of at most {MAX_FAULTS}")
    if not all(isinstance(item, str) and len(item) <= MAX_WORD_LETTERS for item in faults):
        raise MemberError("faults: not short words")
    app = word(members, "app")
    if len(app) > MAX_WORD_LETTERS:
        raise MemberError(f"app: longer than {MAX_WORD_LETTERS}")
    try:
        oldest_at = None if oldest is None else parse_at(oldest)
    except ValueError as error:
        raise MemberError("oldest: not a record's time") from error
    return DeviceStatus(
        app, count(members, "queue"), count(members, "dead"), oldest_at, offset, tuple(faults)
    )


@dataclass(frozen=True, slots=True)
class LedgerHead:
    """The newest record of a ledger that somebody holds."""

    ledger: str
    seq: int
    sha: str
    """SHA-256 of its header, hex."""

    def to_members(self) -> dict[str, object]:
        """As it stands in a JSON body."""
        return {"ledger": self.ledger, "seq": self.seq, "sha": self.sha}


@dataclass(frozen=True, slots=True)
class DeviceAnswer:
    """Body of `GET /v1/device/me`: what the hub holds of the asking station."""

    device_id: str
    kid: str
    state: StationState
    venue_id: str
    venue_name: str
    gate: str
    heads: tuple[LedgerHead, ...] = ()
    """The newest record of each of its ledgers, the last touched first, at most `MAX_HEADS`."""

    def to_bytes(self) -> bytes:
        """The JSON body."""
        return canonical_bytes(
            {
                "device_id": self.device_id,
                "kid": self.kid,
                "state": self.state.value,
                "venue": {"id": self.venue_id, "name": self.venue_name},
                "gate": self.gate,
                "heads": [head.to_members() for head in self.heads],
            }
        )


def parse_device_answer(raw: bytes) -> DeviceAnswer:
    """Read the hub's answer. Raises MemberError."""
    members = parse_object(raw)
    venue = object_of(members, "venue")
    state = word(members, "state")
    if state not in list(StationState):
        raise MemberError("state: unknown")
    return DeviceAnswer(
        word(members, "device_id"),
        word(members, "kid"),
        StationState(state),
        word(venue, "id"),
        word(venue, "name"),
        word(members, "gate"),
        tuple(
            LedgerHead(word(head, "ledger"), count(head, "seq", 1), word(head, "sha"))
            for head in (objects_of(members, "heads") if "heads" in members else ())
        ),
    )


@dataclass(frozen=True, slots=True)
class RollRequest:
    """Body of `POST /v1/device/roll`, signed as a request by the key in use."""

    public_key: str
    """The new raw Ed25519 key, base64url without padding."""
    proof: str
    """Its signature over `roll_bytes`."""

    def to_bytes(self) -> bytes:
        """The JSON body."""
        return canonical_bytes({"public_key": self.public_key, "proof": self.proof})


def roll_bytes(device_id: str, public_key: str) -> bytes:
    """What the station signs with its new key."""
    return f"{ROLL_PREFIX}|{device_id}|{public_key}".encode()


def parse_roll_request(raw: bytes) -> RollRequest:
    """Read a request. Raises MemberError."""
    members = parse_object(raw)
    return RollRequest(word(members, "public_key"), word(members, "proof"))


@dataclass(frozen=True, slots=True)
class RollAnswer:
    """The new key's name, and until when the old one still signs."""

    kid: str
    old_until: datetime

    def to_bytes(self) -> bytes:
        """The JSON body."""
        return canonical_bytes({"kid": self.kid, "old_until": format_at(self.old_until)})


def parse_roll_answer(raw: bytes) -> RollAnswer:
    """Read the hub's answer. Raises MemberError."""
    members = parse_object(raw)
    try:
        return RollAnswer(word(members, "kid"), parse_at(word(members, "old_until")))
    except MemberError:
        raise
    except ValueError as error:
        raise MemberError("old_until: not a record's time") from error
