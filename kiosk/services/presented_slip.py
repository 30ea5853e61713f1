"""What a slip that is held up turns out to be: verified first, then asked whose it is."""

from __future__ import annotations

from datetime import datetime

from kiosk.base.dataclass import dataclass
from kiosk.domain.credential import Credential, CredentialKind
from kiosk.domain.people.person import Person
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.slips.trust import SlipFault, judge_slip
from kiosk.ports.prints import IssuedSlip
from kiosk.ports.slip_keys import SlipKeyTables
from kiosk.ports.store import Transaction
from sync.protocol.ks1 import SlipKind, SlipResult

HUMAN_CODE = "human_code"
"""What a typed credential calls the code to read out."""


@dataclass(frozen=True, slots=True)
class PresentedSlip:
    """A slip, as far as it may be believed."""

    fault: SlipFault | None
    slip_id: int | None = None
    """None unless it was issued here, or a trusted key signed it."""
    person: Person | None = None
    """Whose it is, where this station knows."""
    kind: SlipKind = SlipKind.SLIP
    is_declared: bool = True
    """Whether it was issued upon a declaration. One that is not signed does not say."""
    met_until: datetime | None = None
    """Until when it holds, if another station issued it."""
    code: str = ""
    """Its digits, where they are signed."""

    @property
    def visitor(self) -> VisitorKind | None:
        """What a believed card says that its holder comes for."""
        is_staff = self.kind is SlipKind.STAFF_CARD and self.fault is None
        return VisitorKind.STAFF if is_staff else None


def read_slip(
    tx: Transaction, credential: Credential, now: datetime, *, is_clock_trusted: bool
) -> PresentedSlip | None:
    """Judge the slip of a credential; None for any other one.

    By a clock that is not trusted no slip is called expired.
    """
    if credential.kind is not CredentialKind.SLIP:
        return None
    if credential.identifiers:
        # The id of one that was signed is no code of it: anybody who saw it could write that.
        issued = tx.prints.find_slip(int(credential.identifiers[0].value))
        if issued is None or issued.slip.is_signed:
            return PresentedSlip(SlipFault.UNKNOWN)
        return _read_unsigned(tx, issued, now, is_clock_trusted=is_clock_trusted)
    digits = credential.fields.get("code")
    if HUMAN_CODE in credential.fields:
        issued = _find_by_human_code(tx, credential.fields[HUMAN_CODE])
        if issued is None:
            return PresentedSlip(SlipFault.UNKNOWN_CODE)
        if not issued.slip.is_signed:
            return _read_unsigned(tx, issued, now, is_clock_trusted=is_clock_trusted)
        digits = issued.slip.code
    if digits is None:
        return PresentedSlip(SlipFault.UNKNOWN)
    return _read_signed(tx, digits, now, is_clock_trusted=is_clock_trusted)


def _find_by_human_code(tx: Transaction, human_code: str) -> IssuedSlip | None:
    slip_id = tx.prints.find_code(human_code)
    return None if slip_id is None else tx.prints.find_slip(slip_id)


def _read_signed(
    tx: Transaction, digits: str, now: datetime, *, is_clock_trusted: bool
) -> PresentedSlip:
    keys = tx.slip_keys
    verdict = judge_slip(digits, keys, now, keys.venue_no(), is_clock_trusted=is_clock_trusted)
    claims = verdict.claims
    if claims is None:
        return PresentedSlip(verdict.fault)
    issued = tx.prints.find_slip(claims.slip_id)
    return PresentedSlip(
        verdict.fault,
        claims.slip_id,
        _holder(keys, claims.slip_id, issued) if verdict.is_known else None,
        claims.kind,
        is_declared=claims.result is SlipResult.DECLARED,
        met_until=claims.expires_at if issued is None else None,
        code=digits,
    )


def _holder(keys: SlipKeyTables, slip_id: int, issued: IssuedSlip | None) -> Person | None:
    return keys.find_met(slip_id) if issued is None else issued.person


def _read_unsigned(
    tx: Transaction, issued: IssuedSlip, now: datetime, *, is_clock_trusted: bool
) -> PresentedSlip:
    """One of before codes were signed, known by what stands in the station's own book."""
    slip, fault = issued.slip, None
    if tx.slip_keys.is_revoked(slip.slip_id):
        fault = SlipFault.REVOKED
    elif is_clock_trusted and slip.valid_until <= now:
        fault = SlipFault.EXPIRED
    return PresentedSlip(fault, slip.slip_id, issued.person)
