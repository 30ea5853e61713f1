"""Contact cards: vCard (RFC 6350 and its forerunners) and MECARD.

They describe someone, but are no document of a person, so no person is read from them.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kiosk.domain.credential.labelled import labelled_values
from kiosk.domain.credential.model import Credential, CredentialKind
from kiosk.domain.credential.presented import MAX_ITEMS, Presented, words


def parse(presented: Presented, today: date | None) -> Credential | None:
    """Name a contact card, or None."""
    mecard = presented.after_prefix("MECARD:")
    vcard = presented.after_prefix("BEGIN:VCARD")
    if mecard is not None:
        found = labelled_values(mecard)
    elif vcard is not None:
        found = _vcard_values(vcard)
    else:
        return None
    return Credential(
        kind=CredentialKind.CONTACT_CARD,
        fields={
            "full_name": found.get("FN") or found.get("N", ""),
            "phone": found.get("TEL", ""),
            "email": found.get("EMAIL", ""),
            "organisation": found.get("ORG", ""),
        },
    )


def _vcard_values(text: str) -> Mapping[str, str]:
    """First value of every property; parameters (`TEL;TYPE=cell`) are left out."""
    found: dict[str, str] = {}
    for line in text.splitlines()[:MAX_ITEMS]:
        name, separator, value = line.partition(":")
        if separator:
            found.setdefault(name.partition(";")[0].strip().upper(), words(value))
    return found
