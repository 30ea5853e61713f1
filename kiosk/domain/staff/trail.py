"""The trail of what staff did: who, when, what, on whose record."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from kiosk.base.dataclass import dataclass


class StaffDeed(StrEnum):
    """What stands in the trail; the value is what it is called in exports and records."""

    SIGNED_IN = "signed_in"
    UNLOCKED = "unlocked"
    PIN_REFUSED = "pin_refused"
    BADGE_REFUSED = "badge_refused"
    """A code that was held up did not unlock the desk; the note says why."""
    LOCKED = "locked"
    SIGNED_OUT = "signed_out"
    ACCOUNT_ADDED = "account_added"
    PIN_RESET = "pin_reset"
    ACCOUNT_DISABLED = "account_disabled"
    ACCOUNT_ENABLED = "account_enabled"
    ACCOUNT_FREED = "account_freed"
    """An administrator took away what wrong PINs had locked."""
    BADGE_ISSUED = "badge_issued"
    """A badge for an account; one that held was revoked by it."""
    BADGE_REVOKED = "badge_revoked"
    RECOVERY_USED = "recovery_used"
    RECOVERY_MADE = "recovery_made"
    CHECKED_IN = "checked_in"
    CHECKED_OUT = "checked_out"
    TAKEN_BACK = "taken_back"
    ENTRY_CORRECTED = "entry_corrected"
    PAPER_ENTERED = "paper_entered"
    SLIP_REPRINTED = "slip_reprinted"
    SLIP_REPLACED = "slip_replaced"
    """It was lost: revoked, and another one issued."""
    CARD_ISSUED = "card_issued"
    """A wallet card; one that held was revoked by it."""
    CARD_REVOKED = "card_revoked"
    ARRIVAL_VERIFIED = "arrival_verified"
    DECLARED = "declared"
    """Staff declared for somebody, *khai hộ*."""
    PERSON_EDITED = "person_edited"
    PHONE_TIED = "phone_tied"
    PHONE_UNTIED = "phone_untied"
    PERSONS_LINKED = "persons_linked"
    PERSONS_PARTED = "persons_parted"
    KIND_SET = "kind_set"
    DISCHARGED = "discharged"
    STAYS_REVIEWED = "stays_reviewed"
    """*Đã rà soát*: staff went through who stays until discharged; the note says how many do."""
    CASE_ACKNOWLEDGED = "case_acknowledged"
    CASE_CLOSED = "case_closed"
    CASE_REOPENED = "case_reopened"
    EMERGENCY_RECORDED = "emergency_recorded"
    EMERGENCY_DESCRIBED = "emergency_described"
    EMERGENCY_COMPLETED = "emergency_completed"
    EMERGENCY_UNIDENTIFIED = "emergency_unidentified"
    LOOKED_FOR = "looked_for"
    """Somebody was searched for; for whom is not told."""
    PERSON_OPENED = "person_opened"
    NUMBERS_SHOWN = "numbers_shown"
    DAY_OPENED = "day_opened"
    DATA_ASKED = "data_asked"
    DATA_ANSWERED = "data_answered"
    """A request about somebody's data was carried out."""
    DATA_REFUSED = "data_refused"
    RULES_CHANGED = "rules_changed"
    PRINTER_CHANGED = "printer_changed"
    ROLL_CHANGED = "roll_changed"
    """*Đã thay cuộn*."""
    VENUE_REGISTERED = "venue_registered"
    """What is registered of the venue was changed."""
    REPORT_EXPORTED = "report_exported"
    EVACUATION_PRINTED = "evacuation_printed"
    SHIFT_PRINTED = "shift_printed"
    """The paper of a shift: it counts, and names no visitor."""


SENT = frozenset(
    {
        StaffDeed.ACCOUNT_ADDED,
        StaffDeed.PIN_RESET,
        StaffDeed.ACCOUNT_DISABLED,
        StaffDeed.ACCOUNT_ENABLED,
        StaffDeed.ACCOUNT_FREED,
        StaffDeed.BADGE_ISSUED,
        StaffDeed.BADGE_REVOKED,
        StaffDeed.RECOVERY_USED,
        StaffDeed.RECOVERY_MADE,
        StaffDeed.RULES_CHANGED,
        StaffDeed.VENUE_REGISTERED,
        StaffDeed.REPORT_EXPORTED,
        StaffDeed.EVACUATION_PRINTED,
    }
)
"""What the hub gets as an `audit` record: changes of who may do what, and what left the station.
Signing in and looking stay here; an act with a record of its own names its staff there."""


@dataclass(frozen=True, slots=True)
class TrailEntry:
    """One line of the trail. It names visitors by id alone, so that it may outlive their data."""

    deed: StaffDeed
    at: datetime
    by: str | None
    """The account; None for the station itself or a technician at its command line."""
    person_id: str | None = None
    record_id: str | None = None
    account_id: str | None = None
    """The account it was done to."""
    note: str = ""
    """What else must be known, in a word of the program: never a name, phone or number of a
    visitor."""


@dataclass(frozen=True, slots=True)
class TrailRow:
    """A line as it is read, with the names of the accounts; `number` pages on."""

    number: int
    deed: str
    """The value of a `StaffDeed`, of a newer version's too."""
    at: datetime
    by: str
    by_name: str
    """Both empty where no account acted."""
    account_name: str
    person_id: str
    record_id: str
    note: str
