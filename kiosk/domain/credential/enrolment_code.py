"""A hub's code for taking a kiosk into service: `KE2|hub url|code|hash|pin`; `KE1` of before
had no pin and is recognised, so that people are told what it is.

See docs/spec/sync-protocol.md §6.
"""

from __future__ import annotations

from datetime import date

from kiosk.domain.credential.model import Credential, CredentialKind
from kiosk.domain.credential.presented import Presented, token

_NAMES = ("version", "hub_url", "code", "hub_key_hash", "hub_certificate_pin")
_PREFIXES = ("KE2|", "KE1|")


def parse(presented: Presented, today: date | None) -> Credential | None:
    """Read an enrolment code, or None; other than five parts, the last of which may be empty, is a
    warning."""
    if all(presented.after_prefix(prefix) is None for prefix in _PREFIXES):
        return None
    values = [token(part) for part in presented.parts]
    is_whole = len(values) == len(_NAMES) and all(values[:-1])
    return Credential(
        kind=CredentialKind.ENROLMENT_CODE,
        fields=dict(zip(_NAMES[1:], values[1:], strict=False)),
        warnings=() if is_whole else ("enrolment_unreadable",),
    )
