"""Slip keys between stations and hub: what a station asks for, and what the hub vouches for.

See docs/spec/sync-protocol.md §7.

A station makes its own slip key and sends the public half up; the hub gives it a number (`kid`)
that no other key of the province has, and the number of the venue. What the hub says of a key is a
*statement* with a signature of its own, so that it can be believed wherever it comes from: the feed
`keys`, a file, a QR code. A statement's code is decimal digits, like a slip's: magic `8418`, then
the integer of

    0x01 | kid(2) | venue(4) | since(4) | until(4) | state(1) | noted(4) | public key(32) | sig(64)

with big-endian numbers and moments in seconds since 1970 (`until` 0: open). The signature is over
"KK1" and all before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from kiosk.base.dataclass import dataclass
from sync.protocol.canonical import canonical_bytes
from sync.protocol.devices import MAX_KID, MAX_VENUE_NO, SlipKeyState
from sync.protocol.ks1 import LONGEST_LIFE, SlipKind
from sync.protocol.members import MemberError, count, note, parse_object, word

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import (
        Ed25519PrivateKey,
        Ed25519PublicKey,
    )

_KEY_BYTES = 32
_SIGNATURE_BYTES = 64
OVERLAP = LONGEST_LIFE[SlipKind.SLIP]
"""How long a key may sign on beside the one that follows it: the longest life of a slip."""
STATEMENT_MAGIC = "8418"
SLIP_KEY_PREFIX = "SK1"

_VERSION = 1
_DOMAIN = b"KK1"
_FACT_BYTES = 1 + 2 + 4 + 4 + 4 + 1 + 4 + _KEY_BYTES
_STATEMENT_BYTES = _FACT_BYTES + _SIGNATURE_BYTES
_KEY_TEXT = re.compile(r"[A-Za-z0-9_-]{43}", re.ASCII)
_SIGNATURE_TEXT = re.compile(r"[A-Za-z0-9_-]{86}", re.ASCII)
_MAX_DIGITS = 400
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MAX_SECONDS = 2**32 - 1


@dataclass(frozen=True, slots=True)
class SlipKeyStatement:
    """What the hub says of one slip key; moments are UTC, whole seconds."""

    kid: int
    """1 to `MAX_KID`; unique in the province, for ever."""
    venue_no: int
    """Of the venue whose slips it signs, at least 1."""
    public_key: str
    """Raw Ed25519, base64url without padding."""
    since: datetime
    """Slips that were issued earlier are not its own."""
    until: datetime | None
    """Nor are those that were issued from here on; None while nothing ends it."""
    state: SlipKeyState
    noted: datetime
    """When the hub said so: of two statements of one key the later stands."""
    signature: str = ""
    """The hub's, base64url without padding; empty before `signed`."""

    def signed(self, key: Ed25519PrivateKey) -> SlipKeyStatement:
        """The same, vouched for by the hub whose key this is."""
        from sync.protocol.keys import encode

        return replace(self, signature=encode(key.sign(self._signed_bytes())))

    def is_signed_by(self, hub: Ed25519PublicKey) -> bool:
        """Whether this very statement is that hub's."""
        from sync.protocol.keys import KeyFault, decode, is_signed

        try:
            signature = decode(self.signature)
        except KeyFault:
            return False
        return is_signed(hub, signature, self._signed_bytes())

    def follows(self, other: SlipKeyStatement) -> bool:
        """Whether this one stands where both are known: said later, or in one second and severer.

        Statements may come in any order: a file may be older than what the feed has told.
        """
        return (self.noted, self.state) > (other.noted, other.state)

    def to_body(self) -> dict[str, object]:
        """Its item of the feed `keys`; the item's key is the kid in decimal digits."""
        body: dict[str, object] = {
            "kid": self.kid,
            "venue": self.venue_no,
            "public_key": self.public_key,
            "since": _seconds(self.since),
            "state": int(self.state),
            "noted": _seconds(self.noted),
            "sig": self.signature,
        }
        if self.until is not None:
            body["until"] = _seconds(self.until)
        return body

    def to_digits(self) -> str:
        """Its code, as it stands in a file or a QR code. Raises ValueError for an unsigned one, and
        for texts that are no keys."""
        from sync.protocol.keys import decode

        raw = self._facts() + decode(self.signature)
        if len(raw) != _STATEMENT_BYTES:
            raise ValueError("not signed")
        return f"{STATEMENT_MAGIC}{int.from_bytes(raw, 'big')}"

    def _facts(self) -> bytes:
        # Whoever only reads what a feed says need not load cryptography.
        from sync.protocol.keys import decode

        until = 0 if self.until is None else _seconds(self.until)
        return b"".join(
            (
                _VERSION.to_bytes(1, "big"),
                self.kid.to_bytes(2, "big"),
                self.venue_no.to_bytes(4, "big"),
                _seconds(self.since).to_bytes(4, "big"),
                until.to_bytes(4, "big"),
                self.state.to_bytes(1, "big"),
                _seconds(self.noted).to_bytes(4, "big"),
                decode(self.public_key),
            )
        )

    def _signed_bytes(self) -> bytes:
        return _DOMAIN + self._facts()


def parse_statement_body(body: Mapping[str, object]) -> SlipKeyStatement:
    """Read an item of the feed `keys`; its signature is not looked at. Raises MemberError."""
    return _checked(
        kid=count(body, "kid"),
        venue_no=count(body, "venue"),
        public_key=word(body, "public_key"),
        since=count(body, "since"),
        until=count(body, "until") if "until" in body else 0,
        state=count(body, "state"),
        noted=count(body, "noted"),
        signature=word(body, "sig"),
    )


def parse_statement_digits(text: str) -> SlipKeyStatement:
    """Read a code; its signature is not looked at. Raises MemberError for anything else.

    One statement has one code: digits that say the same in another way are refused.
    """
    from sync.protocol.keys import encode

    digits = text.removeprefix(STATEMENT_MAGIC)
    is_number = digits.isascii() and digits.isdigit() and not digits.startswith("0")
    if digits == text or not is_number or len(digits) > _MAX_DIGITS:
        raise MemberError("not a code of a slip key")
    number = int(digits)
    if number.bit_length() > 8 * _STATEMENT_BYTES:
        raise MemberError("not a code of a slip key")
    raw = number.to_bytes(_STATEMENT_BYTES, "big")
    if raw[0] != _VERSION:
        raise MemberError("a code of a slip key of another version")
    numbers = (raw[1:3], raw[3:7], raw[7:11], raw[11:15], raw[15:16], raw[16:20])
    kid, venue_no, since, until, state, noted = (int.from_bytes(each, "big") for each in numbers)
    return _checked(
        kid=kid,
        venue_no=venue_no,
        public_key=encode(raw[20:_FACT_BYTES]),
        since=since,
        until=until,
        state=state,
        noted=noted,
        signature=encode(raw[_FACT_BYTES:]),
    )


def write_statements(statements: Iterable[SlipKeyStatement]) -> str:
    """Statements as a text for a file or a QR code: a line of digits for each."""
    return "".join(f"{statement.to_digits()}\n" for statement in statements)


def read_statements(text: str) -> list[SlipKeyStatement]:
    """The inverse; their signatures are not looked at. Raises MemberError naming the line."""
    found = []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            found.append(parse_statement_digits(line.strip()))
        except MemberError as error:
            raise MemberError(f"line {number}: {error}") from error
    if not found:
        raise MemberError("holds no slip key")
    return found


@dataclass(frozen=True, slots=True)
class SlipKeyRequest:
    """Body of `POST /v1/device/slip-key`, signed as a request by the station's own key."""

    public_key: str
    """The slip key's public half, raw Ed25519, base64url without padding."""
    proof: str
    """The slip key's signature over `slip_key_bytes`: whoever sends it also holds it."""
    statement: str = ""
    """What the hub said of this key before, in digits; empty where it has said nothing yet. A hub
    that was restored from a backup takes it back by this."""

    def to_bytes(self) -> bytes:
        """The JSON body."""
        members = {"public_key": self.public_key, "proof": self.proof}
        if self.statement:
            members["statement"] = self.statement
        return canonical_bytes(members)


def slip_key_bytes(device_id: str, public_key: str) -> bytes:
    """What the station signs with its new slip key."""
    return f"{SLIP_KEY_PREFIX}|{device_id}|{public_key}".encode()


def parse_slip_key_request(raw: bytes) -> SlipKeyRequest:
    """Read a request. Raises MemberError."""
    members = parse_object(raw)
    return SlipKeyRequest(
        word(members, "public_key"), word(members, "proof"), note(members, "statement")
    )


def parse_slip_key_answer(raw: bytes) -> SlipKeyStatement:
    """Read the hub's answer, which is the statement of the key. Raises MemberError."""
    return parse_statement_body(parse_object(raw))


def _checked(
    *,
    kid: int,
    venue_no: int,
    public_key: str,
    since: int,
    until: int,
    state: int,
    noted: int,
    signature: str,
) -> SlipKeyStatement:
    if not 1 <= kid <= MAX_KID:
        raise MemberError("kid: none that a hub gives")
    if not 1 <= venue_no <= MAX_VENUE_NO:
        raise MemberError("venue: none that a hub gives")
    if max(since, until, noted) > _MAX_SECONDS or (until and until < since):
        raise MemberError("since, until: not the time of a key")
    if state not in list(SlipKeyState):
        raise MemberError("state: unknown")
    if not (_KEY_TEXT.fullmatch(public_key) and _SIGNATURE_TEXT.fullmatch(signature)):
        raise MemberError("public_key, sig: not base64url, or of another length")
    return SlipKeyStatement(
        kid,
        venue_no,
        public_key,
        _moment(since),
        _moment(until) if until else None,
        SlipKeyState(state),
        _moment(noted),
        signature,
    )


def _seconds(moment: datetime) -> int:
    return (moment - _EPOCH) // timedelta(seconds=1)


def _moment(seconds: int) -> datetime:
    return _EPOCH + timedelta(seconds=seconds)
