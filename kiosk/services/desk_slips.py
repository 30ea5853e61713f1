"""Slips at the desk: printed again, or replaced by another one."""

from __future__ import annotations

from kiosk.domain.credential import parse_credential
from kiosk.domain.desk.acts import ActProblem
from kiosk.domain.desk.acts_on_visits import (
    AlreadyPrinted,
    DoubtedSlip,
    FindHolder,
    PrintedSlip,
    Replaced,
    ReplaceSlip,
    Reprinted,
    ReprintSlips,
    SlipHolder,
)
from kiosk.domain.people.person import IdentifierKind, Person
from kiosk.domain.staff.trail import StaffDeed
from kiosk.domain.visits.rules import SLIP_REASONS
from kiosk.services.desk_meeting import get_person
from kiosk.services.desk_step import DeskStep, Refused
from kiosk.services.presented_slip import read_slip
from kiosk.services.printing import reprint


def reprint_slips(step: DeskStep, act: ReprintSlips) -> Reprinted:
    """Queue the newest valid slip of each person; what may be out already is told first."""
    person = get_person(step, act.person_id)
    persons = _with_the_same_phone(step, person) if act.with_phone else [person]
    found = [
        (one, job)
        for one in persons
        if (job := step.tx.prints.newest_valid(one.id, step.now)) is not None
    ]
    if not found:
        step.refuse(ActProblem.NOTHING_TO_PRINT)
    # What is on its way to the printer must not come out twice.
    waiting = [(one, job) for one, job in found if not job.state.is_under_way]
    if not waiting:
        step.refuse(ActProblem.ALREADY_DONE)
    printed = [
        PrintedSlip(one.id, one.details.full_name, job.printed_at)
        for one, job in waiting
        if job.printed_at is not None
    ]
    if printed and not act.is_told:
        raise Refused(AlreadyPrinted(tuple(printed)))
    for one, job in waiting:
        reprint(step.tx, job, step.now, step.staff)
        step.reprints.append(job.id)
        step.note(StaffDeed.SLIP_REPRINTED, one.id, job.entry_id)
    return Reprinted(tuple(job.id for _, job in waiting))


def replace_slip(step: DeskStep, act: ReplaceSlip) -> Replaced:
    """Revoke every valid slip of a person, and queue another one in the newest's place."""
    person = get_person(step, act.person_id)
    if step.rules.is_clock_suspect:
        step.refuse(ActProblem.CLOCK_SUSPECT)
    job = step.tx.prints.newest_valid(person.id, step.now)
    if job is None:
        step.refuse(ActProblem.NOTHING_TO_PRINT)
    if job.state.is_under_way:
        step.refuse(ActProblem.ALREADY_DONE)
    new_job = step.rules.slips.replace(step.tx, job, person, step.now, step.staff)
    step.reprints.append(new_job)
    step.note(StaffDeed.SLIP_REPLACED, person.id, job.entry_id)
    return Replaced(new_job)


def find_holder(step: DeskStep, act: FindHolder) -> SlipHolder | DoubtedSlip:
    """Verify the slip and say whose it is, or why it is not believed."""
    is_clock_trusted = not step.rules.is_clock_suspect
    credential = parse_credential(act.text)
    slip = read_slip(step.tx, credential, step.now, is_clock_trusted=is_clock_trusted)
    if slip is None:
        step.refuse(ActProblem.NEVER_MET)
    if slip.fault is not None:
        return DoubtedSlip(SLIP_REASONS[slip.fault])
    if slip.person is None:
        step.refuse(ActProblem.SLIP_OF_STRANGER)
    return SlipHolder(slip.person.id)


def _with_the_same_phone(step: DeskStep, person: Person) -> list[Person]:
    """The person, and everybody whom one of the person's phones points to."""
    found = {person.id: person}
    for number in step.tx.people.identifiers(person.id):
        if number.kind is IdentifierKind.PHONE:
            found |= {one.id: one for one in step.tx.people.find(number)}
    return list(found.values())
