"""Wallet cards at the desk: issued, replaced and revoked by name."""

from __future__ import annotations

from datetime import timedelta

from kiosk.domain.desk.acts import ActProblem
from kiosk.domain.desk.acts_on_cards import CardIssued, CardRevoked, IssueCard, RevokeCard
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.staff.trail import StaffDeed
from kiosk.services.desk_meeting import get_person
from kiosk.services.desk_step import DeskStep
from kiosk.services.slips import SlipTerms, revoke_card
from sync.protocol.ks1 import SlipKind


def issue_card(step: DeskStep, act: IssueCard) -> CardIssued:
    """Sign a card and queue its paper; one that holds still is revoked."""
    person = get_person(step, act.person_id)
    if step.rules.is_clock_suspect:
        step.refuse(ActProblem.CLOCK_SUSPECT)
    former = step.tx.prints.newest_card(person.id, step.now)
    if former is not None:
        revoke_card(step.tx, former.slip, person, step.now, step.staff)
    is_staff = person.visitor is VisitorKind.STAFF
    kind = SlipKind.STAFF_CARD if is_staff else SlipKind.REGULAR_CARD
    until = step.now + timedelta(days=step.rules.policy.print.card_days)
    terms = SlipTerms(step.rules.policy, step.rules.slip_language)
    job = step.rules.slips.issue_card(step.tx, person, kind, until, terms, step.now, step.staff)
    step.reprints.append(job)
    step.note(StaffDeed.CARD_ISSUED, person.id, note=kind.name.lower())
    return CardIssued(job, until, former is not None)


def revoke(step: DeskStep, act: RevokeCard) -> CardRevoked:
    """Let the card of a person hold no longer."""
    person = get_person(step, act.person_id)
    card = step.tx.prints.newest_card(person.id, step.now)
    if card is None:
        step.refuse(ActProblem.ALREADY_DONE)
    revoke_card(step.tx, card.slip, person, step.now, step.staff)
    step.note(StaffDeed.CARD_REVOKED, person.id)
    return CardRevoked()
