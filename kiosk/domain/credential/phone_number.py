"""A phone number by itself: a `tel:` code, or the bare number (docs/spec/credentials.md §5)."""

from __future__ import annotations

from datetime import date

from kiosk.base.phones import normalise_phone, renumbered
from kiosk.domain.credential.model import Credential, CredentialKind
from kiosk.domain.credential.presented import Presented, words
from kiosk.domain.people.person import Identifier, IdentifierKind


def parse(presented: Presented, today: date | None) -> Credential | None:
    """Read a phone number, or None.

    A phone never stands for one person, so it gives an identifier and no person. `new_phone` is
    today's number for one that ended in 2018, to be offered.
    """
    after = presented.after_prefix("tel:")
    text = words(presented.bare if after is None else after.partition(";")[0])
    phone, new_phone = normalise_phone(text), renumbered(text)
    if phone is not None:
        return Credential(
            kind=CredentialKind.PHONE_NUMBER,
            fields={"phone": phone},
            identifiers=(Identifier(IdentifierKind.PHONE, phone),),
        )
    if new_phone is not None:
        return Credential(
            kind=CredentialKind.PHONE_NUMBER,
            fields={"phone": text, "new_phone": new_phone},
            warnings=("phone_old_number",),
        )
    if after is not None:
        return Credential(
            kind=CredentialKind.PHONE_NUMBER, fields={"phone": text}, warnings=("phone_invalid",)
        )
    return None
