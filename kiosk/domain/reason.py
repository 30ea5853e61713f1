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
    """A slip that is not signed, and was not printed here."""
    ALTERED_SLIP = "altered_slip"
    """No trusted key signed it: forged, changed, or read wrong off worn paper."""
    SLIP_KEY_UNKNOWN = "slip_key_unknown"
    SLIP_OF_OTHER_VENUE = "slip_of_other_venue"
    SLIP_KEY_NOT_VALID = "slip_key_not_valid"
    """Its key was not in force when it was issued."""
    SLIP_KEY_COMPROMISED = "slip_key_compromised"
    SLIP_FROM_THE_FUTURE = "slip_from_the_future"
    """One of two stations' clocks is wrong."""
    SLIP_CLOCK_SUSPECT = "slip_clock_suspect"
    """This station cannot tell whether it holds still."""
    UNCERTAIN_TEXT = "uncertain_text"
    DOUBTFUL_PERSON = "doubtful_person"
    UNKNOWN_NUMBER = "unknown_number"
    """A card's number was typed that nobody known here has."""
    AWAITS_DECLARATION = "awaits_declaration"
    """*Đã quét, chờ khai*: the scan lacks only its declaration."""
    HEALTH_ANSWERS = "health_answers"
    """What was declared needs a human."""
    UNVERIFIED_PHONE = "unverified_phone"
    """A phone was declared that policy wants proven, and no code proved it."""
    NO_CONSENT = "no_consent"
    """*Không đồng ý*: the desk goes on without a form."""
    AWAITS_ROOM = "awaits_room"
    """As many as may be are inside."""
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
    EXPIRED_SLIP = "expired_slip"
    REVOKED_SLIP = "revoked_slip"
    # what a hand-held scanner made of a code
    SCANNER_LAYOUT = "scanner_layout"
    SCANNER_INPUT_METHOD = "scanner_input_method"
    SCANNER_KEYS_LOST = "scanner_keys_lost"
    SCANNER_TOO_LONG = "scanner_too_long"
    # refused
    WRONG_DIRECTION = "wrong_direction"
    """The gate's mode allows only the other direction."""
