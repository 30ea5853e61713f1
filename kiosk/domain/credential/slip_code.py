"""Our own printed slip: the digits of a KS1 code, or `slip_text` of before codes were signed."""

from __future__ import annotations

import re
from datetime import date

from kiosk.domain.credential.model import Credential, CredentialKind
from kiosk.domain.credential.presented import Presented, token
from kiosk.domain.people.person import Identifier, IdentifierKind
from kiosk.domain.slips.slip import SLIP_PREFIX
from sync.protocol.ks1 import MAX_DIGITS, is_ks1

_SLIP_ID = re.compile(r"[0-9]{19}")
_MAX_SLIP_ID = 2**63 - 1


def parse(presented: Presented, today: date | None) -> Credential | None:
    """Read a slip, or None; a damaged one is still named a slip but points to nobody.

    Of a signed one nothing is read here but that it is one: it says nothing before its signature
    was verified (`kiosk.domain.slips.trust`). The identifier of an old one is the nineteen digits
    as they stand in the code.
    """
    digits = token(presented.text)
    if is_ks1(digits):
        is_whole = len(digits) <= MAX_DIGITS
        return Credential(
            kind=CredentialKind.SLIP,
            fields={"code": digits} if is_whole else {},
            warnings=() if is_whole else ("slip_unreadable",),
        )
    rest = presented.after_prefix(SLIP_PREFIX)
    if rest is None:
        return None
    slip_id = token(rest)
    if not _SLIP_ID.fullmatch(slip_id) or int(slip_id) > _MAX_SLIP_ID:
        return Credential(kind=CredentialKind.SLIP, warnings=("slip_unreadable",))
    return Credential(
        kind=CredentialKind.SLIP,
        fields={"slip_id": slip_id},
        identifiers=(Identifier(IdentifierKind.SLIP, slip_id),),
    )
