"""Wi-Fi access codes: `WIFI:T:WPA;S:name;P:password;;`."""

from __future__ import annotations

from datetime import date

from kiosk.domain.credential.labelled import labelled_values
from kiosk.domain.credential.model import Credential, CredentialKind
from kiosk.domain.credential.presented import Presented


def parse(presented: Presented, today: date | None) -> Credential | None:
    """Name a Wi-Fi code, or None; the password is a secret of others and is not kept."""
    rest = presented.after_prefix("WIFI:")
    if rest is None:
        return None
    found = labelled_values(rest)
    return Credential(
        kind=CredentialKind.WIFI_CODE,
        fields={"network": found.get("S", ""), "security": found.get("T", "")},
    )
