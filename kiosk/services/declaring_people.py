"""Whom a declaration is about: met by their card, known, or written down for the first time."""

from __future__ import annotations

from dataclasses import replace

from kiosk.base.dataclass import dataclass
from kiosk.base.names import bare_name
from kiosk.domain.desk.acts import ActProblem, ScannedPerson
from kiosk.domain.desk.acts_on_declarations import (
    PersonDeclared,
    SubmitDeclaration,
)
from kiosk.domain.desk.acts_on_people import MayBeTheSame
from kiosk.domain.people.contact import read_name
from kiosk.domain.people.identity import (
    are_one,
    corrected,
    may_be_same,
    merge_details,
    numbers_in,
)
from kiosk.domain.people.person import Identifier, IdentifierKind, Person, PersonDetails
from kiosk.services.desk_meeting import BY_STAFF, Met, meet, phone_of
from kiosk.services.desk_step import DeskStep, Refused
from sync.protocol.declaration_bodies import PhoneProof

BY_THEMSELVES = "declared"
"""Source of a number that somebody declared at the gate."""
BY_CODE = "otp"


@dataclass(frozen=True, slots=True)
class DeclaringPerson:
    """Somebody of a submission, in this station's tables."""

    met: Met
    phone: str
    """The number they declared, E.164; empty for none."""

    @property
    def person(self) -> Person:
        """Who it is."""
        return self.met.person


class PeopleDeclaring:
    """Meets the persons of one submission, within its transaction."""

    def __init__(self, step: DeskStep, act: SubmitDeclaration) -> None:
        self._step = step
        self._source = BY_THEMSELVES if step.staff is None else BY_STAFF
        if act.phone is not None and act.phone.proof is PhoneProof.OTP:
            self._source = BY_CODE
        self._has_phone = act.phone is not None
        self._met: set[str] = set()

    def meet(self, one: PersonDeclared) -> DeclaringPerson:
        """The person with what is declared of them, numbers tied. Refuses bad names and phones,
        a scan that is forgotten, and, at the desk, whom staff have to look at first."""
        details = self._read(one)
        phone = details.phone
        match one.whom:
            case None:
                met = self._write_down(one, details)
            case ScannedPerson(scan_id):
                scanned = self._step.rules.meet_scanned(self._step.tx, scan_id)
                if scanned is None:
                    self._step.refuse(ActProblem.UNKNOWN)
                met = Met(scanned.person, self._knows(scanned.person, phone))
            case whom:
                met = meet(self._step, whom, phone, self._source)
        person = self._store(met.person, details)
        self._met.add(person.id)
        return DeclaringPerson(replace(met, person=person), phone)

    def _read(self, one: PersonDeclared) -> PersonDetails:
        name = read_name(one.details.full_name)
        if name is None and (one.details.full_name.strip() or not self._may_lack_name(one)):
            self._step.refuse(ActProblem.BAD_NAME)
        phone = phone_of(self._step, one.details.phone) if self._has_phone else ""
        return replace(one.details, full_name=name or "", phone=phone)

    def _may_lack_name(self, one: PersonDeclared) -> bool:
        """A baby, or whoever is named by what they showed or is known by."""
        return one.is_unnamed or one.whom is not None

    def _write_down(self, one: PersonDeclared, details: PersonDetails) -> Met:
        """Somebody without a code: known by a number with an equal name and birth, else new."""
        people = self._step.tx.people
        numbered = [found for number in numbers_in(details) for found in people.find(number)]
        for found in numbered:
            if are_one(found.details, details):
                return Met(found, self._knows(found, details.phone))
        if self._step.staff is not None and not one.is_another:
            namesakes = people.find_namesakes(bare_name(details.full_name))
            alike = [*numbered, *(each for each in namesakes if may_be_same(details, each.details))]
            ids = tuple(dict.fromkeys(each.id for each in alike if each.id not in self._met))
            if ids:
                raise Refused(MayBeTheSame(ids))
        return Met(people.add(details, self._step.now), was_known=False)

    def _store(self, person: Person, told: PersonDetails) -> Person:
        """Write what is declared into the person, and tie the numbers.

        Staff correct what is known; who declares for themselves only adds to it. A number that
        somebody else has stays theirs alone.
        """
        people, now = self._step.tx.people, self._step.now
        known = people.get(person.id)
        join = merge_details if self._step.staff is None else corrected
        details = join(known.details, told)
        if details != known.details:
            known = replace(known, details=details)
            people.update(known, now)
        for number in numbers_in(told):
            if not people.find(number):
                people.tie(known.id, number, self._source, now)
        if told.phone:
            number = Identifier(IdentifierKind.PHONE, told.phone)
            people.tie(known.id, number, self._source, now)
        return known

    def _knows(self, person: Person, phone: str) -> bool:
        """Whether a phone points to somebody already."""
        return bool(phone) and Identifier(IdentifierKind.PHONE, phone) in (
            self._step.tx.people.identifiers(person.id)
        )
