"""Whom an act is about: found, taken in or met for the first time, within the act's transaction."""

from __future__ import annotations

from dataclasses import replace

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts import (
    ActProblem,
    NewPerson,
    ReleasedPerson,
    StoredPerson,
    VenuePerson,
    Whom,
)
from kiosk.domain.people.contact import read_contact, read_name
from kiosk.domain.people.person import Identifier, IdentifierKind, Person, PersonDetails
from kiosk.services.desk_step import DeskStep

BY_STAFF = "staff"
"""Source of a number that staff wrote down."""


@dataclass(frozen=True, slots=True)
class Met:
    """A person of this station's tables."""

    person: Person
    was_known: bool
    """The phone they came with pointed to them before."""


def phone_of(step: DeskStep, text: str) -> str:
    """A phone as staff typed it, in E.164; empty for none. Refuses what is no number."""
    if not text.strip():
        return ""
    phone = read_contact(text)
    if phone is None:
        step.refuse(ActProblem.BAD_PHONE)
    return phone


def get_person(step: DeskStep, person_id: str) -> Person:
    """Whom an id resolves to. Refuses an id that is not known here."""
    try:
        return step.tx.people.get(person_id)
    except KeyError:
        step.refuse(ActProblem.UNKNOWN)


def meet(step: DeskStep, whom: Whom, phone: str = "", source: str = BY_STAFF) -> Met:
    """The person in the tables, with the phone they came with tied to them."""
    people, now = step.tx.people, step.now
    match whom:
        case StoredPerson(person_id):
            person = get_person(step, person_id)
        case VenuePerson(person_id, details):
            people.take_in(Person(person_id, replace(details, phone=phone)))
            person = get_person(step, person_id)
        case ReleasedPerson(handle, details):
            number = Identifier(IdentifierKind.HANDLE, handle)
            found = people.find(number)
            person = found[0] if found else people.add(replace(details, phone=phone), now)
            people.tie(person.id, number, source, now)
        case NewPerson(details):
            contact = phone or phone_of(step, details.phone)
            name = read_name(details.full_name)
            if name is None and (details.full_name.strip() or not contact):
                step.refuse(ActProblem.BAD_NAME)
            person = people.add(replace(details, full_name=name or "", phone=contact), now)
    if not phone:
        return Met(person, was_known=False)
    number = Identifier(IdentifierKind.PHONE, phone)
    was_known = any(one.id == person.id for one in people.find(number))
    people.tie(person.id, number, source, now)
    if not person.details.phone:
        person = replace(person, details=replace(person.details, phone=phone))
        people.update(person, now)
    return Met(person, was_known)


def whom_written(step: DeskStep, name: str, phone: str) -> Whom:
    """Who a row of the paper book means: whoever alone has its phone, else somebody new."""
    found = step.tx.people.find(Identifier(IdentifierKind.PHONE, phone)) if phone else []
    if len(found) == 1:
        return StoredPerson(found[0].id)
    return NewPerson(PersonDetails(full_name=name, phone=phone))
