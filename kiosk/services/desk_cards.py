"""Wallet cards at the desk: issued, replaced and revoked by name; badges by their account."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts import ActProblem
from kiosk.domain.desk.acts_on_cards import (
    CardIssued,
    CardRevoked,
    IssueBadge,
    IssueCard,
    RevokeBadge,
    RevokeCard,
)
from kiosk.domain.people.person import Person, PersonDetails
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.slips.slip import Slip, code_digest
from kiosk.domain.staff.account import StaffAccount
from kiosk.domain.staff.badge import Badge
from kiosk.domain.staff.trail import StaffDeed
from kiosk.services.desk_meeting import get_person
from kiosk.services.desk_reports import refuse_staff
from kiosk.services.desk_step import DeskStep
from kiosk.services.sign_in import find_active
from kiosk.services.slips import SlipTerms, revoke_card
from kiosk.services.trail import note_deed
from sync.protocol.ks1 import SlipKind


def issue_card(step: DeskStep, act: IssueCard) -> CardIssued:
    """Sign a card and queue its paper; those that hold still are revoked."""
    person = get_person(step, act.person_id)
    is_staff = person.visitor is VisitorKind.STAFF
    kind = SlipKind.STAFF_CARD if is_staff else SlipKind.REGULAR_CARD
    issued = _issue(step, person, kind)
    step.note(StaffDeed.CARD_ISSUED, person.id, note=kind.name.lower())
    return CardIssued(issued.job, issued.slip.valid_until, issued.has_replaced)


def revoke(step: DeskStep, act: RevokeCard) -> CardRevoked:
    """Let no card of a person hold any longer."""
    person = get_person(step, act.person_id)
    if not _revoke_all(step, person):
        is_of_here = step.tx.prints.had_card(person.id)
        step.refuse(ActProblem.ALREADY_DONE if is_of_here else ActProblem.CARD_NOT_OF_HERE)
    step.note(StaffDeed.CARD_REVOKED, person.id)
    return CardRevoked()


def _revoke_all(step: DeskStep, person: Person) -> bool:
    """Two ids that were linked may each have brought a card; gives whether there was one."""
    cards = step.tx.prints.valid_cards(person.id, step.now)
    for card in cards:
        revoke_card(step.tx, card.slip, person, step.now, step.staff)
    return cards != []


def issue_badge(step: DeskStep, act: IssueBadge) -> CardIssued:
    """A staff card for an account, of a person by its name; it unlocks the desk from now on."""
    refuse_staff(step)
    account = find_active(step.tx.staff.accounts(), act.account_id)
    if account is None:
        step.refuse(ActProblem.UNKNOWN)
    issued = _issue(step, _person_of(step, account), SlipKind.STAFF_CARD)
    slip, person = issued.slip, issued.person
    badge = Badge(slip.slip_id, account.id, person.id, code_digest(slip.code), slip.valid_until)
    step.tx.staff.add_badge(badge)
    _note_badge(step, StaffDeed.BADGE_ISSUED, account, person.id)
    return CardIssued(issued.job, slip.valid_until, issued.has_replaced)


def revoke_badge(step: DeskStep, act: RevokeBadge) -> CardRevoked:
    """The badge of an account opens nothing any more, neither the desk nor the gate."""
    refuse_staff(step)
    account = next((one for one in step.tx.staff.accounts() if one.id == act.account_id), None)
    badges = step.tx.staff.badges(act.account_id)
    if account is None or not badges:
        step.refuse(ActProblem.UNKNOWN)
    person = get_person(step, badges[-1].person_id)
    if not _revoke_all(step, person):
        step.refuse(ActProblem.ALREADY_DONE)
    _note_badge(step, StaffDeed.BADGE_REVOKED, account, person.id)
    return CardRevoked()


@dataclass(frozen=True, slots=True)
class _Issued:
    job: str
    slip: Slip
    person: Person
    has_replaced: bool


def _issue(step: DeskStep, person: Person, kind: SlipKind) -> _Issued:
    if step.rules.is_clock_suspect:
        step.refuse(ActProblem.CLOCK_SUSPECT)
    has_replaced = _revoke_all(step, person)
    until = step.now + timedelta(days=step.rules.policy.print.card_days)
    terms = SlipTerms(step.rules.policy, step.rules.slip_language)
    job = step.rules.slips.issue_card(step.tx, person, kind, until, terms, step.now, step.staff)
    step.reprints.append(job)
    slip = step.tx.prints.valid_cards(person.id, step.now)[-1].slip
    return _Issued(job, slip, person, has_replaced)


def _person_of(step: DeskStep, account: StaffAccount) -> Person:
    """Who had the account's last badge, or somebody new by the account's name."""
    badges = step.tx.staff.badges(account.id)
    try:
        person = step.tx.people.get(badges[-1].person_id)
    except (IndexError, KeyError):
        # None was made yet, or its person was purged when it had ended.
        person = step.tx.people.add(PersonDetails(full_name=account.name), step.now)
    if person.visitor is VisitorKind.STAFF:
        return person
    person = replace(person, visitor=VisitorKind.STAFF)
    step.tx.people.update(person, step.now)
    return person


def _note_badge(step: DeskStep, deed: StaffDeed, account: StaffAccount, person_id: str) -> None:
    note_deed(
        step.tx,
        deed,
        step.staff,
        step.now,
        person_id=person_id,
        account_id=account.id,
        account_name=account.name,
    )
