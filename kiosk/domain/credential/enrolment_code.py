"""A hub's code for taking a kiosk into service: `KE1|hub url|code|hash`.

See docs/spec/sync-protocol.md §6.
"""

from __future__ import annotations

from datetime import date

from kiosk.domain.credential.model import Credential, CredentialKind
from kiosk.domain.credential.presented import Presented, token

_NAMES = ("version", "hub_url", "code", "hub_key_hash")


def parse(presented: Presented, today: date | None) -> Credential | None:
    """Read an enrolment code, or None; other than four full parts is a warning."""
    if presented.after_prefix("KE1|") is None:
        return None
    values = [token(part) for part in presented.parts]
    is_whole = len(values) == len(_NAMES) and all(values)
    return Credential(
        kind=CredentialKind.ENROLMENT_CODE,
        fields=dict(zip(_NAMES[1:], values[1:], strict=False)),
        warnings=() if is_whole else ("enrolment_unreadable",),
    )
