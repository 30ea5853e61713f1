"""Tries every known format on a text; the only way in for the rest of the program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from kiosk.domain.credential import (
    card_number,
    citizen_card,
    contact_card,
    declaration_link,
    enrolment_code,
    insurance_card,
    payment_code,
    personal_qr,
    phone_number,
    slip_code,
    vaccine_certificate,
    venue_code,
    vneid_code,
    web_link,
    wifi_code,
)
from kiosk.domain.credential.model import Credential, CredentialKind
from kiosk.domain.credential.presented import Presented

PersonResolver = Callable[[Presented, date | None], Credential | None]
"""Reads one format from a text and today's date (for expiry), or gives None."""

RECOGNISERS: tuple[PersonResolver, ...] = (
    slip_code.parse,
    enrolment_code.parse,
    vaccine_certificate.parse,
    insurance_card.parse,
    citizen_card.parse,
    personal_qr.parse,
    payment_code.parse,
    wifi_code.parse,
    contact_card.parse,
    vneid_code.parse,
    venue_code.parse,
    declaration_link.parse,
    web_link.parse,
    phone_number.parse,
)
"""In order of trial: own prefixes and persons first, known addresses before any address."""


def parse_credential(text: str, *, today: date | None = None, is_typed: bool = False) -> Credential:
    """What the text is; `unknown` when no format claims it. Never raises on any text.

    `today` is the date at the venue; without it no card is called expired or not yet valid.
    A bare number is a card's only when it `is_typed` on the number pad. Texts over 4096
    characters are cut and warned of (`text_cut`).
    """
    presented = Presented.from_text(text)
    typed = card_number.parse(presented, today) if is_typed else None
    credential = typed or _recognised(presented, today)
    if presented.was_cut:
        return replace(credential, warnings=(*credential.warnings, "text_cut"))
    return credential


def _recognised(presented: Presented, today: date | None) -> Credential:
    for recognise in RECOGNISERS:
        credential = recognise(presented, today)
        if credential is not None:
            return credential
    return Credential(
        kind=CredentialKind.UNKNOWN,
        fields={"text": presented.bare},
        warnings=() if presented.bare else ("empty",),
    )
