"""Vaccine certificate (EU Digital COVID Certificate), recognised and named.

See docs/spec/credentials.md §4.
"""

from __future__ import annotations

import re
from datetime import date

from kiosk.domain.credential.model import Credential, CredentialKind
from kiosk.domain.credential.presented import Presented

_BASE45 = re.compile(r"[0-9A-Z $%*+\-./:]+")


def parse(presented: Presented, today: date | None) -> Credential | None:
    """Name a certificate by `HC1:`, or None.

    Nothing is decompressed here: whatever is inside must not be trusted before its signature is.
    """
    payload = presented.after_prefix("HC1:")
    if payload is None:
        return None
    warnings = ["signature_not_verified"]
    if not _BASE45.fullmatch(payload):
        warnings.append("payload_malformed")
    return Credential(
        kind=CredentialKind.VACCINE_CERTIFICATE,
        fields={"payload": payload},
        warnings=tuple(warnings),
    )
