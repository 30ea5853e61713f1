"""KS1: what the code of a signed slip or wallet card holds, to the byte.

See docs/spec/sync-protocol.md §7. The digits of a QR code in numeric mode are `MAGIC`, then in
decimal the big-endian integer of these bytes:

    0x01 (keeps zeros in front) | 0x01 (format) | kid (2) | CBOR | Ed25519 signature (64)

The signature is over "KS1" and everything before it but the first byte. The CBOR is one array
in its one deterministic form (RFC 8949 §4.2.1): kind, slip id (8 bytes), result, minute of issue,
minute of expiry (since 1970, UTC), number of the venue, flags. One content has one text, and every
other text is refused: nothing can be changed on the way and still be believed.

Nobody's name, phone or document number is in it. Nothing of a code may be used before `verify`:
worn paper is read as something that was never printed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from typing import TYPE_CHECKING

from kiosk.base.dataclass import dataclass

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

MAGIC = "8417"
"""How the digits begin."""
LOCAL_KID = 0
"""The key of a station that no hub gave a number: its slips are believed there alone."""
LOCAL_VENUE = 0
"""The venue in them."""
MAX_KID = 2**16 - 1
SLIP_ID_BITS = 63
"""Of the eight bytes: a positive number of a database."""
MAX_DIGITS = 240
"""No code is longer: 95 bytes behind the first one are 229 digits, and four before them."""

_GUARD = 1
_FORMAT = 1
_CONTEXT = b"KS1"
_KID = slice(1, 3)
_SIGNATURE_BYTES = 64
_ID_BYTES = 8
_LEAST_BYTES = 3 + _SIGNATURE_BYTES
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MINUTE = timedelta(minutes=1)
_LAST_MINUTE = (datetime(9999, 1, 1, tzinfo=UTC) - _EPOCH) // _MINUTE
"""What a date can say, in every time zone; the code's four bytes could say more."""
_DIGITS = re.compile(MAGIC + r"[1-9][0-9]*", re.ASCII)

# RFC 8949 §3: the first three bits say what an item is, the other five its length or value.
_UINT, _BYTES, _ARRAY = 0, 2, 4
_SMALL = 24
_WIDTHS = {24: 1, 25: 2, 26: 4}
_MOST = 2**32 - 1


class Ks1Error(ValueError):
    """Digits that are no KS1 code, or claims that do not fit one."""


class SlipKind(IntEnum):
    """What the paper is."""

    SLIP = 1
    STAFF_CARD = 2
    """*Thẻ nhân viên*: somebody of the house."""
    REGULAR_CARD = 3
    """*Thẻ người quen*: somebody who comes often."""


LONGEST_LIFE: Mapping[SlipKind, timedelta] = {
    SlipKind.SLIP: timedelta(days=14),
    SlipKind.STAFF_CARD: timedelta(days=730),
    SlipKind.REGULAR_CARD: timedelta(days=730),
}
"""By kind, the longest time from issue to expiry; `print.valid_h` and `print.card_days` allow as
much. Without an end a slip of a stolen key, or one that is on a list of revoked ones, would have to
be thought of for ever. A slip that is found says little after two weeks, and a key that was rolled
signs no longer beside its successor; a card is made anew at least every second year."""


class SlipResult(IntEnum):
    """What it was issued upon."""

    RECORDED = 0
    """An arrival was recorded, or a card was made."""
    DECLARED = 1
    """A declaration held besides, for as long as the slip does."""


@dataclass(frozen=True, slots=True)
class SlipClaims:
    """What a slip says, once its signature was verified."""

    kind: SlipKind
    slip_id: int
    """63 random bits."""
    result: SlipResult
    issued_min: int
    """Minutes since 1970, UTC; a minute that has begun does not count."""
    expires_min: int
    """The same: from that minute on it holds no longer."""
    venue_no: int
    """The venue's number at its hub; `LOCAL_VENUE` where there is none."""
    flags: int = 0
    """0 to 23; none has a meaning yet, and a reader ignores them."""

    @property
    def issued_at(self) -> datetime:
        """UTC."""
        return _EPOCH + self.issued_min * _MINUTE

    @property
    def expires_at(self) -> datetime:
        """UTC."""
        return _EPOCH + self.expires_min * _MINUTE


@dataclass(frozen=True, slots=True)
class UnverifiedSlip:
    """A code of the right form; what it says comes out of `verify` alone."""

    kid: int
    """Which key it says it was signed with."""
    signed: bytes
    signature: bytes


def minute_of(at: datetime) -> int:
    """The minutes since 1970 of a moment, cut off."""
    return (at - _EPOCH) // _MINUTE


def life_of(kind: SlipKind, now: datetime, until: datetime) -> tuple[int, int]:
    """The minutes of issue and expiry of what is issued now and is to hold until then.

    One minute at least, and `LONGEST_LIFE` at most: what it takes over from another slip or a
    declaration may end this very minute, or was written by a clock that was ahead.
    """
    issued = minute_of(now)
    longest = LONGEST_LIFE[kind] // _MINUTE
    return issued, issued + min(max(minute_of(until) - issued, 1), longest)


def is_ks1(text: str) -> bool:
    """Whether a text can only be meant as a KS1 code, whole or damaged.

    Digits alone, the magic first, and more of them than any document number has.
    """
    return len(text) > len(MAGIC) + 2 * _SIGNATURE_BYTES and _DIGITS.fullmatch(text) is not None


def sign_claims(claims: SlipClaims, kid: int, key: Ed25519PrivateKey) -> str:
    """The digits of a code. Raises Ks1Error for claims or a kid out of range."""
    if not 0 <= kid <= MAX_KID:
        raise Ks1Error("kid: not two bytes")
    head = bytes([_FORMAT]) + kid.to_bytes(2, "big") + _write_claims(claims)
    raw = head + key.sign(_CONTEXT + head)
    return MAGIC + str(int.from_bytes(bytes([_GUARD]) + raw, "big"))


def read_unverified(digits: str) -> UnverifiedSlip:
    """Take a code apart. Raises Ks1Error for what no station writes."""
    if len(digits) > MAX_DIGITS or _DIGITS.fullmatch(digits) is None:
        raise Ks1Error("not the digits of a code")
    number = int(digits[len(MAGIC) :])
    raw = number.to_bytes((number.bit_length() + 7) // 8, "big")
    guard, raw = raw[0], raw[1:]
    if guard != _GUARD or len(raw) < _LEAST_BYTES or raw[0] != _FORMAT:
        raise Ks1Error("not of this format")
    head, signature = raw[:-_SIGNATURE_BYTES], raw[-_SIGNATURE_BYTES:]
    return UnverifiedSlip(int.from_bytes(head[_KID], "big"), _CONTEXT + head, signature)


def verify(slip: UnverifiedSlip, public_key: str) -> SlipClaims | None:
    """What a slip says, by the key it was signed with; None where another one did, or none.

    `public_key` as it travels (`sync.protocol.keys.public_text`). Raises KeyFault for what is no
    key, Ks1Error for a content that its own key signed and this version does not know.
    """
    # Needed by the slip's own code alone: whoever knows its form need not load cryptography.
    from sync.protocol.keys import is_signed, signing_public

    if not is_signed(signing_public(public_key), slip.signature, slip.signed):
        return None
    return _read_claims(slip.signed[len(_CONTEXT) + _KID.stop :])


def _write_claims(claims: SlipClaims) -> bytes:
    if not 0 <= claims.slip_id < 2**SLIP_ID_BITS:
        raise Ks1Error("slip id: not 63 bits")
    if not 0 <= claims.flags < _SMALL:
        raise Ks1Error("flags: not 0 to 23")
    if not 0 <= claims.issued_min < claims.expires_min <= _LAST_MINUTE:
        raise Ks1Error("minutes: not in this order, or beyond any date")
    if (claims.expires_min - claims.issued_min) * _MINUTE > LONGEST_LIFE[claims.kind]:
        raise Ks1Error("minutes: a longer life than any of this kind")
    return b"".join(
        (
            _head(_ARRAY, 7),
            _head(_UINT, claims.kind),
            _head(_BYTES, _ID_BYTES) + claims.slip_id.to_bytes(_ID_BYTES, "big"),
            _head(_UINT, claims.result),
            _head(_UINT, claims.issued_min),
            _head(_UINT, claims.expires_min),
            _head(_UINT, claims.venue_no),
            _head(_UINT, claims.flags),
        )
    )


def _read_claims(raw: bytes) -> SlipClaims:
    """The inverse of `_write_claims`. Raises Ks1Error for anything else."""
    reader = _Reader(raw)
    if reader.read(_ARRAY) != 7:
        raise Ks1Error("not seven claims")
    kind = reader.read(_UINT)
    if reader.read(_BYTES) != _ID_BYTES:
        raise Ks1Error("slip id: not eight bytes")
    slip_id = int.from_bytes(reader.take(_ID_BYTES), "big")
    result, issued, expires, venue_no, flags = (reader.read(_UINT) for _ in range(5))
    try:
        claims = SlipClaims(
            SlipKind(kind), slip_id, SlipResult(result), issued, expires, venue_no, flags
        )
    except ValueError as error:
        raise Ks1Error("a kind or a result of a later version") from error
    if _write_claims(claims) != raw:
        raise Ks1Error("not in the one form")
    return claims


def _head(major: int, value: int) -> bytes:
    """An item's first bytes, in the shortest form (RFC 8949 §3)."""
    if not 0 <= value <= _MOST:
        raise Ks1Error("a number out of range")
    if value < _SMALL:
        return bytes([major << 5 | value])
    width = next(each for each in _WIDTHS.items() if value < 1 << 8 * each[1])
    return bytes([major << 5 | width[0]]) + value.to_bytes(width[1], "big")


class _Reader:
    """Reads items one after the other; what it lets pass is compared with the one form after."""

    def __init__(self, raw: bytes) -> None:
        self._raw = raw
        self._at = 0

    def read(self, major: int) -> int:
        """The value or length of the next item, of this kind. Raises Ks1Error."""
        first = self.take(1)[0]
        if first >> 5 != major:
            raise Ks1Error("another kind of item")
        value = first & 0x1F
        if value < _SMALL:
            return value
        if value not in _WIDTHS:
            raise Ks1Error("an item of no length")
        return int.from_bytes(self.take(_WIDTHS[value]), "big")

    def take(self, count: int) -> bytes:
        """The next bytes. Raises Ks1Error."""
        taken = self._raw[self._at : self._at + count]
        if len(taken) != count:
            raise Ks1Error("cut short")
        self._at += count
        return taken
