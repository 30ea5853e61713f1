"""What the command `staff` calls roles, problems and what staff did."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.base.phrases import Phrase
from kiosk.domain.staff.account import AccountProblem
from kiosk.domain.staff.badge import BadgeProblem
from kiosk.domain.staff.pin import PinProblem
from kiosk.domain.staff.roles import Role
from kiosk.domain.staff.trail import StaffDeed

ROLES: Mapping[Role, Phrase] = {
    Role.STAFF: Phrase("staff"),
    Role.ADMINISTRATOR: Phrase("administrator"),
}

PIN_PROBLEMS: Mapping[PinProblem, Phrase] = {
    PinProblem.NOT_SIX_DIGITS: Phrase("a PIN has six digits"),
    PinProblem.REPEATED: Phrase("a PIN that repeats itself is guessed first"),
    PinProblem.RUNNING: Phrase("a PIN of digits in a row is guessed first"),
    PinProblem.VENUE_PHONE: Phrase("these digits stand in a phone number of the venue"),
    PinProblem.BIRTH: Phrase("a PIN that is a date or has a year of birth is guessed first"),
}

ACCOUNT_PROBLEMS: Mapping[AccountProblem, Phrase] = {
    AccountProblem.NOT_ADMINISTRATOR: Phrase("only an administrator may do that"),
    AccountProblem.UNKNOWN: Phrase("there is no such account in use"),
    AccountProblem.NO_NAME: Phrase("an account needs a name"),
    AccountProblem.LONG_NAME: Phrase("this name is too long"),
    AccountProblem.NAME_TAKEN: Phrase("an account of this name is in use already"),
    AccountProblem.LAST_ADMINISTRATOR: Phrase("the last administrator cannot be taken out of use"),
}

DEEDS: Mapping[str, Phrase] = {
    StaffDeed.SIGNED_IN: Phrase("signed in"),
    StaffDeed.UNLOCKED: Phrase("unlocked the desk"),
    StaffDeed.PIN_REFUSED: Phrase("a wrong PIN or code"),
    StaffDeed.LOCKED: Phrase("locked the desk"),
    StaffDeed.SIGNED_OUT: Phrase("signed out"),
    StaffDeed.BADGE_REFUSED: Phrase("held up a card that does not unlock the desk"),
    StaffDeed.BADGE_ISSUED: Phrase("made a badge for an account"),
    StaffDeed.BADGE_REVOKED: Phrase("revoked an account's badge"),
    StaffDeed.ACCOUNT_ADDED: Phrase("added an account"),
    StaffDeed.PIN_RESET: Phrase("gave another PIN"),
    StaffDeed.ACCOUNT_DISABLED: Phrase("took an account out of use"),
    StaffDeed.ACCOUNT_ENABLED: Phrase("put an account back into use"),
    StaffDeed.ACCOUNT_FREED: Phrase("unlocked an account"),
    StaffDeed.RECOVERY_USED: Phrase("used the recovery code"),
    StaffDeed.RECOVERY_MADE: Phrase("made a recovery code"),
    StaffDeed.PHONE_UNTIED: Phrase("untied a phone from a person"),
    StaffDeed.RULES_CHANGED: Phrase("changed rules of the venue"),
    StaffDeed.PRINTER_CHANGED: Phrase("set the printer up"),
    StaffDeed.ROLL_CHANGED: Phrase("put a new roll into the printer"),
    StaffDeed.VENUE_REGISTERED: Phrase("changed what is registered of the venue"),
    StaffDeed.REPORT_EXPORTED: Phrase("wrote a report to a file"),
    StaffDeed.EVACUATION_PRINTED: Phrase("printed who is inside"),
    StaffDeed.SHIFT_PRINTED: Phrase("printed the end of a shift"),
    StaffDeed.CASE_REOPENED: Phrase("opened a case again"),
    StaffDeed.CHECKED_IN: Phrase("checked somebody in"),
    StaffDeed.CHECKED_OUT: Phrase("checked somebody out"),
    StaffDeed.TAKEN_BACK: Phrase("took an act back"),
    StaffDeed.ENTRY_CORRECTED: Phrase("corrected an entry"),
    StaffDeed.PAPER_ENTERED: Phrase("entered a row from paper"),
    StaffDeed.SLIP_REPRINTED: Phrase("printed a slip again"),
    StaffDeed.SLIP_REPLACED: Phrase("replaced a lost slip"),
    StaffDeed.CARD_ISSUED: Phrase("issued a wallet card"),
    StaffDeed.CARD_REVOKED: Phrase("revoked a wallet card"),
    StaffDeed.ARRIVAL_VERIFIED: Phrase("settled an arrival"),
    StaffDeed.DECLARED: Phrase("declared for somebody"),
    StaffDeed.PERSON_EDITED: Phrase("edited a person"),
    StaffDeed.PHONE_TIED: Phrase("tied a phone to a person"),
    StaffDeed.PERSONS_LINKED: Phrase("linked two persons"),
    StaffDeed.PERSONS_PARTED: Phrase("parted two persons"),
    StaffDeed.KIND_SET: Phrase("set what somebody comes for"),
    StaffDeed.DISCHARGED: Phrase("discharged somebody"),
    StaffDeed.STAYS_REVIEWED: Phrase("went through who stays until discharged"),
    StaffDeed.CASE_ACKNOWLEDGED: Phrase("took a case"),
    StaffDeed.CASE_CLOSED: Phrase("closed a case"),
    StaffDeed.EMERGENCY_RECORDED: Phrase("recorded an emergency"),
    StaffDeed.EMERGENCY_DESCRIBED: Phrase("described an emergency"),
    StaffDeed.EMERGENCY_COMPLETED: Phrase("completed an emergency"),
    StaffDeed.EMERGENCY_UNIDENTIFIED: Phrase("closed an emergency as unidentified"),
    StaffDeed.LOOKED_FOR: Phrase("searched for somebody"),
    StaffDeed.PERSON_OPENED: Phrase("opened a person"),
    StaffDeed.NUMBERS_SHOWN: Phrase("had numbers shown"),
    StaffDeed.DAY_OPENED: Phrase("opened another day"),
    StaffDeed.DATA_ASKED: Phrase("took a request about data"),
    StaffDeed.DATA_ANSWERED: Phrase("carried out a request about data"),
    StaffDeed.DATA_REFUSED: Phrase("refused a request about data"),
}
"""By the deed's value: a newer version's is shown as it is."""

NOTES: Mapping[str, Phrase] = {
    "time": Phrase("nobody touched it for long"),
    "account": Phrase("the account is locked for a while"),
    "station": Phrase("all accounts are locked for a while"),
    "barred": Phrase("the account is barred"),
    "first": Phrase("the first administrator's code"),
    "recovery": Phrase("the recovery code"),
    "badge": Phrase("by a staff card"),
    BadgeProblem.NO_BADGE: Phrase("no staff card"),
    BadgeProblem.NO_ACCOUNT: Phrase("no account here has this card"),
    BadgeProblem.REVOKED: Phrase("the card is revoked"),
    BadgeProblem.EXPIRED: Phrase("the card has expired"),
    BadgeProblem.ACCOUNT_DISABLED: Phrase("the account is out of use"),
    BadgeProblem.LOCKED: Phrase("the account is locked"),
    BadgeProblem.OTHERS: Phrase("somebody else's card"),
    BadgeProblem.NEEDS_PIN: Phrase("a shift begins with the PIN"),
    Role.STAFF: ROLES[Role.STAFF],
    Role.ADMINISTRATOR: ROLES[Role.ADMINISTRATOR],
}
"""What the trail notes beside a deed."""
