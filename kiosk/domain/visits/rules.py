"""The rules at the gate: from a credential, a history and a policy to a decision. Pure.

The values they give are in `kiosk.domain.visits.decision`: slips and credentials import that
module, and this one imports slips and credentials.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from kiosk.base.dataclass import dataclass
from kiosk.domain.credential.model import PERSONAL_KINDS, Credential, CredentialKind
from kiosk.domain.declaration.validity import Standing, needs_declaration
from kiosk.domain.people.identity import contradicts, deciding_identifiers, merge_details
from kiosk.domain.people.person import PersonDetails
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.reason import Reason
from kiosk.domain.scanning.mangling import Mangling
from kiosk.domain.slips.trust import SlipFault
from kiosk.domain.venue import Policy, Venue
from kiosk.domain.visits.decision import (
    Admit,
    AlreadyRecorded,
    AskLeaving,
    Decision,
    Direction,
    DirectionBy,
    NeedsDeclaration,
    Support,
    WrongCode,
)
from sync.protocol.policy import GateMode, PrintWhen, VenueKind

TURN_WITHIN = timedelta(minutes=10)
"""For so long *Nhầm chiều?* corrects an entry (docs/spec/at-the-gate.md §2)."""


@dataclass(frozen=True, slots=True)
class PastEntry:
    """The newest entry of a person, at this gate."""

    direction: Direction
    at: datetime
    """UTC."""
    entry_id: str = ""


@dataclass(frozen=True, slots=True)
class History:
    """What is known of a person's comings and goings."""

    last: PastEntry | None = None
    """None also when the person was seen at another gate since."""
    is_inside: bool = False
    """A presence that still counts (`kiosk.domain.visits.presence`)."""
    comes_and_goes: bool = False
    """Short visits are this person's habit: their scans alternate, and they are not asked."""
    slip_fault: SlipFault | None = None
    """What stands against the slip presented; None also where no slip was."""
    is_slip_declared: bool = True
    """Whether the slip presented was issued upon a declaration."""
    declared: Standing = Standing.NONE
    """What the person declared before, as far as it holds."""
    kind: VisitorKind | None = None
    """What the person comes for."""


WRONG_CODE_REASONS: dict[CredentialKind, Reason] = {
    CredentialKind.VACCINE_CERTIFICATE: Reason.VACCINE_CERTIFICATE,
    CredentialKind.VENUE_CODE: Reason.VENUE_CODE,
    CredentialKind.DECLARATION_LINK: Reason.DECLARATION_LINK,
    CredentialKind.PAYMENT_CODE: Reason.PAYMENT_CODE,
    CredentialKind.WEB_LINK: Reason.WEB_LINK,
    CredentialKind.WIFI_CODE: Reason.WIFI_CODE,
    CredentialKind.CONTACT_CARD: Reason.CONTACT_CARD,
    CredentialKind.ENROLMENT_CODE: Reason.ENROLMENT_CODE,
    CredentialKind.VNEID_CODE: Reason.VNEID_CODE,
    CredentialKind.PHONE_NUMBER: Reason.PHONE_NUMBER,
    CredentialKind.UNKNOWN: Reason.UNKNOWN_CODE,
}
"""What the screen says of each code that does not stand for a person."""

DOUBTFUL_SLIPS: dict[SlipFault, Reason] = {
    SlipFault.UNKNOWN: Reason.UNKNOWN_SLIP,
    SlipFault.ALTERED: Reason.ALTERED_SLIP,
    SlipFault.UNKNOWN_KEY: Reason.SLIP_KEY_UNKNOWN,
    SlipFault.OTHER_VENUE: Reason.SLIP_OF_OTHER_VENUE,
    SlipFault.KEY_NOT_VALID: Reason.SLIP_KEY_NOT_VALID,
    SlipFault.KEY_COMPROMISED: Reason.SLIP_KEY_COMPROMISED,
    SlipFault.FROM_THE_FUTURE: Reason.SLIP_FROM_THE_FUTURE,
    SlipFault.CLOCK_SUSPECT: Reason.SLIP_CLOCK_SUSPECT,
    SlipFault.UNKNOWN_CODE: Reason.UNKNOWN_SLIP_CODE,
    SlipFault.TRIES_OVER: Reason.SLIP_CODE_TRIES_OVER,
}
"""Slips that say nothing here: staff look at whoever holds them."""

PAST_SLIPS: dict[SlipFault, Reason] = {
    SlipFault.EXPIRED: Reason.EXPIRED_SLIP,
    SlipFault.REVOKED: Reason.REVOKED_SLIP,
}
"""Slips that held once: they let nobody in, and whoever they let in may leave with them."""

SLIP_REASONS = DOUBTFUL_SLIPS | PAST_SLIPS

MANGLED_REASONS: dict[Mangling, Reason] = {
    Mangling.LAYOUT: Reason.SCANNER_LAYOUT,
    Mangling.INPUT_METHOD: Reason.SCANNER_INPUT_METHOD,
    Mangling.KEYS_LOST: Reason.SCANNER_KEYS_LOST,
    Mangling.TOO_LONG: Reason.SCANNER_TOO_LONG,
}
"""What the screen says of each way a scanner changes a code."""


def decide(
    credential: Credential,
    known: PersonDetails | None,
    history: History,
    policy: Policy,
    now: datetime,
    *,
    charset_guessed: bool = False,
    mangling: Mangling | None = None,
    is_leaving: bool = False,
) -> Decision:
    """What the rules say about one scan.

    `known` is what the store has of the person the code points to, None for someone new. A code
    that names nobody beyond doubt goes to staff; direction follows the gate's mode or who is inside
    (docs/spec/at-the-gate.md §2). Soon after an arrival a second scan may mean either; then the
    person is asked, and `is_leaving` is their answer. Of a code that a scanner mangled nothing but
    that is believed. An expired or revoked slip lets nobody in; whoever it let in may leave with
    it. Whoever comes in has declared before, where policy asks for that: a valid slip stands for a
    declaration, and so does a personal QR where policy accepts it; a card alone does not. Who may
    need a human by what was declared goes to staff (docs/spec/at-the-gate.md §6).
    """
    if mangling is not None:
        return WrongCode(MANGLED_REASONS[mangling])
    if credential.kind not in PERSONAL_KINDS:
        return WrongCode(WRONG_CODE_REASONS[credential.kind])
    doubt = _doubt(credential, known, history, charset_guessed)
    if doubt is not None:
        return Support(doubt)
    direction, direction_by = _direction(policy.gate_mode, history)
    last = history.last
    is_auto = direction_by is DirectionBy.AUTO
    if (
        last is not None
        and is_repeat(last, policy, now)
        and (is_auto or last.direction is direction)
    ):
        return AlreadyRecorded(last.direction, last.at)
    if direction is Direction.DEPARTURE and is_auto and is_soon_after_arrival(last, policy, now):
        if is_leaving:
            return Admit(direction, DirectionBy.PERSON)
        if last is not None and not history.comes_and_goes:
            return AskLeaving(last.at)
    if direction is Direction.ARRIVAL:
        if history.slip_fault in PAST_SLIPS:
            return WrongCode(PAST_SLIPS[history.slip_fault])
        if needs_declaration(policy, history.kind):
            if history.declared is Standing.NEEDS_HUMAN:
                return Support(Reason.HEALTH_ANSWERS)
            if history.declared is Standing.NONE and not _stands_for_one(
                credential.kind, policy, history
            ):
                return NeedsDeclaration(_fullest(known, credential.person))
    return Admit(direction, direction_by)


def _stands_for_one(kind: CredentialKind, policy: Policy, history: History) -> bool:
    """Whether a code of this kind, believed by now, stands for a declaration."""
    if kind is CredentialKind.PERSONAL_QR:
        return policy.accept_personal_qr
    return kind is CredentialKind.SLIP and history.is_slip_declared


def limits_room(policy: Policy, venue: Venue, history: History) -> bool:
    """Whether this arrival waits while the place is full: never at a health facility, nobody of the
    house, and nobody who is inside already (docs/spec/at-the-gate.md §2)."""
    is_theirs = history.kind is VisitorKind.STAFF or history.is_inside
    return policy.capacity > 0 and venue.kind is not VenueKind.HEALTH_FACILITY and not is_theirs


def is_repeat(last: PastEntry, policy: Policy, now: datetime) -> bool:
    """Whether the last entry lies within the repeat window, before or after `now`.

    After, because the clock may have been set back a little since.
    """
    return abs(now - last.at) < timedelta(seconds=policy.repeat_window_s)


def is_soon_after_arrival(last: PastEntry | None, policy: Policy, now: datetime) -> bool:
    """Whether the last entry is an arrival within `early_return_min`, before or after `now`."""
    if last is None or last.direction is not Direction.ARRIVAL:
        return False
    return abs(now - last.at) < timedelta(minutes=policy.early_return_min)


def can_turn(at: datetime, now: datetime) -> bool:
    """Whether an entry of this time may still be turned to the other direction by a touch."""
    return abs(now - at) <= TURN_WITHIN


def wants_slip(policy: Policy, direction: Direction, kind: CredentialKind) -> bool:
    """Whether this entry prints a slip by itself; a departure never does.

    See docs/spec/at-the-gate.md §7.
    """
    if direction is Direction.DEPARTURE:
        return False
    if policy.print.when is PrintWhen.NO_REUSABLE_CODE:
        return kind not in PERSONAL_KINDS
    return policy.print.when is PrintWhen.ALWAYS


def _fullest(known: PersonDetails | None, seen: PersonDetails | None) -> PersonDetails:
    if known is None or seen is None:
        return known or seen or PersonDetails()
    return merge_details(known, seen)


def _doubt(
    credential: Credential, known: PersonDetails | None, history: History, charset_guessed: bool
) -> Reason | None:
    """Why a human must look at this credential, or None."""
    if charset_guessed:
        return Reason.UNCERTAIN_TEXT
    if credential.kind is CredentialKind.SLIP:
        # One that is believed lets in whoever this station has never seen, too.
        return DOUBTFUL_SLIPS.get(history.slip_fault) if history.slip_fault else None
    if credential.is_partial or not deciding_identifiers(credential.identifiers):
        return Reason.PARTIAL_CREDENTIAL
    if known is None and credential.person is None:
        return Reason.UNKNOWN_NUMBER
    if (
        known is not None
        and credential.person is not None
        and contradicts(known, credential.person)
    ):
        return Reason.DOUBTFUL_PERSON
    return None


def _direction(mode: GateMode, history: History) -> tuple[Direction, DirectionBy]:
    """A fixed gate records its direction for everyone: who came another way is not turned back."""
    if mode is GateMode.IN_ONLY:
        return Direction.ARRIVAL, DirectionBy.MODE
    if mode is GateMode.OUT_ONLY:
        return Direction.DEPARTURE, DirectionBy.MODE
    inside = history.is_inside
    return (Direction.DEPARTURE if inside else Direction.ARRIVAL), DirectionBy.AUTO
