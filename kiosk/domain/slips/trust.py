"""Whether a signed slip is to be believed, and which of its claims stands against it. Pure.

See docs/spec/sync-protocol.md §7.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from kiosk.base.dataclass import dataclass
from kiosk.domain.slips.slip import code_digest
from sync.protocol.ks1 import (
    LOCAL_KID,
    LOCAL_VENUE,
    Ks1Error,
    SlipClaims,
    UnverifiedSlip,
    read_unverified,
    verify,
)

CLOCK_SLACK = timedelta(minutes=10)
"""By so much the clocks of two stations may differ."""


class OwnKeyState(StrEnum):
    """How far one of the station's own slip keys is in its life."""

    WAITING = "waiting"
    """Made, and not known to the hub yet: nothing is signed with it."""
    SIGNING = "signing"
    RETIRED = "retired"
    """What it signed holds; nothing more is signed with it."""
    COMPROMISED = "compromised"


@dataclass(frozen=True, slots=True)
class OwnSlipKey:
    """A slip key of this station, apart from the key its requests are signed with."""

    number: int
    """Which one it is in the station's store, from 1; 0 before it is there."""
    kid: int
    """The hub's number for it; `LOCAL_KID` where no hub gave one."""
    venue_no: int
    """Which venue its slips are of; `LOCAL_VENUE` where no hub says."""
    public_key: str
    """base64url of the raw bytes, as is the private one."""
    private_key: str
    valid_from: datetime
    """UTC."""
    valid_until: datetime | None
    """UTC; None while nobody has retired it."""
    state: OwnKeyState


class KeySource(StrEnum):
    """From where a public key came."""

    OWN = "own"
    HUB = "hub"
    """The `keys` feed."""
    FILE = "file"
    """A signed file or code, to a station without network."""


@dataclass(frozen=True, slots=True)
class TrustedKey:
    """A public key whose slips are believed here, for what was issued within its window."""

    kid: int
    venue_no: int
    """The venue in whose name it may sign."""
    public_key: str
    valid_from: datetime
    """UTC."""
    valid_until: datetime | None = None
    """UTC; a key that was rolled or revoked ends here, and what it signed before holds."""
    is_compromised: bool = False
    """A thief has it, who can write any moment of issue: of its slips only those count that were
    known here before."""
    statement: str = ""
    """What the hub signed of it, in digits; empty of the station's own."""


class SlipFault(StrEnum):
    """Why a slip is not believed."""

    ALTERED = "altered"
    """No key signed this: forged, changed, or read wrong off worn paper. Or a key did, and by the
    same id another code is known here: one of the two is no station's."""
    UNKNOWN_KEY = "unknown_key"
    OTHER_VENUE = "other_venue"
    KEY_NOT_VALID = "key_not_valid"
    """Issued before its key was in force, or after."""
    KEY_COMPROMISED = "key_compromised"
    """Of a stolen key, and not known here."""
    FROM_THE_FUTURE = "from_the_future"
    """Issued later than now: one of two clocks is wrong."""
    CLOCK_SUSPECT = "clock_suspect"
    """This station's own clock is not to be believed, and the slip is not known here."""
    UNKNOWN = "unknown"
    """A code that is not signed, and was not issued here."""
    UNKNOWN_CODE = "unknown_code"
    """A human code was typed that no slip here has."""
    TRIES_OVER = "tries_over"
    """Too many such codes were typed: for a minute none is looked up."""
    EXPIRED = "expired"
    REVOKED = "revoked"


@dataclass(frozen=True, slots=True)
class SlipVerdict:
    """What became of a slip's code."""

    claims: SlipClaims | None
    """What it says; None unless a trusted key signed it."""
    fault: SlipFault | None = None
    """None: it is believed."""
    kid: int | None = None
    is_known: bool = False
    """Whether this very code was issued here, or was believed here before."""


class SlipTrust(Protocol):
    """What the station knows for telling a good slip from a bad one."""

    def keys(self, kid: int) -> Sequence[TrustedKey]:
        """The public keys with this number; several where it is `LOCAL_KID`."""
        ...

    def is_revoked(self, slip_id: int) -> bool:
        """Whether the slip was revoked, here or by the hub."""
        ...

    def known_digest(self, slip_id: int) -> str | None:
        """The `code_digest` of the code that was issued here, or was believed here before, by this
        id; None where none was."""
        ...


def judge_slip(
    digits: str, trust: SlipTrust, now: datetime, venue_no: int, *, is_clock_trusted: bool = True
) -> SlipVerdict:
    """Verify the digits of a KS1 code, and hold what it says against keys, lists and time.

    `venue_no` is this station's venue, `LOCAL_VENUE` where no hub gave a number. The signature
    comes first: nothing is used of a slip that no trusted key signed. Revoked stands before
    expired. By a clock that is not trusted nothing is called expired, and what is not known here
    is not believed either: its life cannot be judged.
    """
    try:
        slip = read_unverified(digits)
        keys = trust.keys(slip.kid)
        key, claims = _find_signer(slip, keys)
    except Ks1Error:
        return SlipVerdict(None, SlipFault.ALTERED)
    if key is None or claims is None:
        return SlipVerdict(None, SlipFault.ALTERED if keys else SlipFault.UNKNOWN_KEY, slip.kid)
    # Whoever stole the key can sign any claims by an id they have seen: known is the code alone.
    digest = trust.known_digest(claims.slip_id)
    is_known = digest == code_digest(digits)
    fault = _fault_of_key(key, claims, venue_no, is_known=is_known)
    if fault is None and digest is not None and not is_known:
        fault = SlipFault.ALTERED
    if fault is None and trust.is_revoked(claims.slip_id):
        fault = SlipFault.REVOKED
    if fault is None:
        fault = _fault_of_time(claims, now, is_known, is_clock_trusted)
    return SlipVerdict(claims, fault, slip.kid, is_known)


def _find_signer(
    slip: UnverifiedSlip, keys: Sequence[TrustedKey]
) -> tuple[TrustedKey | None, SlipClaims | None]:
    for key in keys:
        claims = verify(slip, key.public_key)
        if claims is not None:
            return key, claims
    return None, None


def _fault_of_key(
    key: TrustedKey, claims: SlipClaims, venue_no: int, *, is_known: bool
) -> SlipFault | None:
    """What stands against the key, judged at the moment of issue."""
    # A key with a number of the hub's signs for its own venue alone. Slips of before the hub gave
    # this station a number are of this station, and of no venue.
    may_say = LOCAL_VENUE if key.kid == LOCAL_KID else venue_no
    if claims.venue_no != key.venue_no or claims.venue_no != may_say:
        return SlipFault.OTHER_VENUE
    if key.is_compromised:
        return None if is_known else SlipFault.KEY_COMPROMISED
    is_early = claims.issued_at < key.valid_from - CLOCK_SLACK
    is_late = key.valid_until is not None and claims.issued_at > key.valid_until + CLOCK_SLACK
    return SlipFault.KEY_NOT_VALID if is_early or is_late else None


def _fault_of_time(
    claims: SlipClaims, now: datetime, is_known: bool, is_clock_trusted: bool
) -> SlipFault | None:
    if not is_clock_trusted:
        return None if is_known else SlipFault.CLOCK_SUSPECT
    if claims.issued_at > now + CLOCK_SLACK:
        return SlipFault.FROM_THE_FUTURE
    return SlipFault.EXPIRED if claims.expires_at <= now else None
