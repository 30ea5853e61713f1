"""What a presented code turned out to be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from enum import StrEnum

from kiosk.base.dataclass import dataclass
from kiosk.domain.people.person import Identifier, PersonDetails


class CredentialKind(StrEnum):
    """Every kind of code the kiosk can name (values are those of `parse --json`)."""

    INSURANCE_CARD = "insurance_card"
    CITIZEN_CARD = "citizen_card"
    PERSONAL_QR = "personal_qr"
    SLIP = "slip"
    VACCINE_CERTIFICATE = "vaccine_certificate"
    VENUE_CODE = "venue_code"
    DECLARATION_LINK = "declaration_link"
    PAYMENT_CODE = "payment_code"
    WEB_LINK = "web_link"
    WIFI_CODE = "wifi_code"
    CONTACT_CARD = "contact_card"
    ENROLMENT_CODE = "enrolment_code"
    VNEID_CODE = "vneid_code"
    PHONE_NUMBER = "phone_number"
    UNKNOWN = "unknown"


PERSONAL_KINDS = frozenset(
    {
        CredentialKind.INSURANCE_CARD,
        CredentialKind.CITIZEN_CARD,
        CredentialKind.PERSONAL_QR,
        CredentialKind.SLIP,
    }
)
"""The kinds that stand for one person; all others are wrong codes at the gate."""


@dataclass(frozen=True, slots=True)
class Credential:
    """Typed content of what a person presented.

    `fields` holds every part by its stable English name, in the document's order; `warnings` are
    stable snake_case codes, never sentences. A credential with warnings is still accepted unless
    the decision's rules say otherwise.
    """

    kind: CredentialKind
    fields: Mapping[str, str] = field(default_factory=dict)
    person: PersonDetails | None = None
    identifiers: tuple[Identifier, ...] = ()
    warnings: tuple[str, ...] = ()
    is_partial: bool = False
    """Masked with `*`: not enough to know the person by."""
