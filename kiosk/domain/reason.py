"""Why something was refused or handed to staff; `ui.messages` has the words for each."""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """One cause; the public sees the neutral support screen for most of them."""

    # towards the support desk
    STAFF_CALLED = "staff_called"
    NO_CODE = "no_code"
    PHONE_ONLY = "phone_only"
    PARTIAL_CREDENTIAL = "partial_credential"
    UNKNOWN_SLIP = "unknown_slip"
    UNCERTAIN_TEXT = "uncertain_text"
    DOUBTFUL_PERSON = "doubtful_person"
    # wrong code at the gate
    VENUE_CODE = "venue_code"
    DECLARATION_LINK = "declaration_link"
    PAYMENT_CODE = "payment_code"
    WEB_LINK = "web_link"
    WIFI_CODE = "wifi_code"
    CONTACT_CARD = "contact_card"
    ENROLMENT_CODE = "enrolment_code"
    VNEID_CODE = "vneid_code"
    VACCINE_CERTIFICATE = "vaccine_certificate"
    PHONE_NUMBER = "phone_number"
    UNKNOWN_CODE = "unknown_code"
    # refused
    WRONG_DIRECTION = "wrong_direction"
    """The gate's mode allows only the other direction."""
