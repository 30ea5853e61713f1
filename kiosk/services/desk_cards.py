"""Wallet cards at the desk: issued, replaced and revoked by name."""

from __future__ import annotations

from datetime import timedelta

from kiosk.domain.desk.acts import ActProblem
from kiosk.domain.desk.acts_on_cards import CardIssued, CardRevoked, IssueCard, RevokeCard
from kiosk.domain.people.person import Person
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.staff.trail import StaffDeed
from kiosk.services.desk_meeting import get_person
from kiosk.services.desk_step import DeskStep
from kiosk.services.slips import SlipTerms, revoke_card
from sync.protocol.ks1 import SlipKind


def issue_card(step: DeskStep, act: IssueCard) -> CardIssued:
    """Sign a card and queue its paper; those that hold still are revoked."""
    person = get_person(step, act.person_id)
    if step.rules.is_clock_suspect:
        step.refuse(ActProblem.CLOCK_SUSPECT)
    has_replaced = _revoke_all(step, person)
    is_staff = person.visitor is VisitorKind.STAFF
    kind = SlipKind.STAFF_CARD if is_staff else SlipKind.REGULAR_CARD
    until = step.now + timedelta(days=step.rules.policy.print.card_days)
    terms = SlipTerms(step.rules.policy, step.rules.slip_language)
    job = step.rules.slips.issue_card(step.tx, person, kind, until, terms, step.now, step.staff)
    step.reprints.append(job)
    step.note(StaffDeed.CARD_ISSUED, person.id, note=kind.name.lower())
    return CardIssued(job, until, has_replaced)


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
