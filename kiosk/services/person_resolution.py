"""Whom a credential points to in this station's store, and what that person did last."""

from __future__ import annotations

from collections import Counter
from dataclasses import field, replace
from datetime import datetime, timedelta

from kiosk.base.dataclass import dataclass
from kiosk.base.names import bare_name
from kiosk.domain.credential import Credential
from kiosk.domain.declaration.validity import Standing, needs_declaration
from kiosk.domain.people.identity import (
    are_one,
    deciding_identifiers,
    may_stand_in,
    merge_details,
)
from kiosk.domain.people.person import Person, PersonDetails
from kiosk.domain.venue import Policy, Venue
from kiosk.domain.visits.presence import is_inside, venue_day
from kiosk.domain.visits.rules import (
    History,
    PastEntry,
    is_repeat,
    is_soon_after_arrival,
)
from kiosk.ports.store import Transaction
from kiosk.services.declared import standing_of
from kiosk.services.presented_slip import PresentedSlip, read_slip
from sync.protocol.policy import GateMode

BY_STATION = "station"
"""Who made a link that no human made."""


HABIT_WITHIN = timedelta(days=7)
HABIT_SAID = 3
HABIT_ENTRIES = 6
"""Who said so often within so long that they leave after a short visit, or has so many entries on
one day of it (a supplier, somebody of the house), is not asked (docs/spec/at-the-gate.md §2)."""


@dataclass(frozen=True, slots=True)
class ResolvedPerson:
    """What the store has for one credential."""

    person: Person | None = None
    details: PersonDetails | None = None
    """The fuller of what is stored and what was presented; None when neither names anyone."""
    stand_in: Person | None = None
    """Someone inside with the same name and full birth date, while `person` is not inside."""
    history: History = field(default_factory=History)
    """Of the stand-in where there is one, else of the person."""
    slip: PresentedSlip | None = None
    """Of a slip, what it turned out to be."""


class PersonResolver:
    """Finds people within one transaction, under one policy, at one moment."""

    def __init__(
        self,
        tx: Transaction,
        policy: Policy,
        venue: Venue,
        now: datetime,
        *,
        is_clock_trusted: bool = True,
    ) -> None:
        """By a clock that is not trusted no slip is called expired."""
        self._tx = tx
        self._policy = policy
        self._venue = venue
        self._now = now
        self._is_clock_trusted = is_clock_trusted

    def resolve(self, credential: Credential) -> ResolvedPerson:
        """The person, their history, and who may stand for them (docs/spec/at-the-gate.md §5)."""
        slip = read_slip(self._tx, credential, self._now, is_clock_trusted=self._is_clock_trusted)
        person = self._find(credential) if slip is None else slip.person
        details = credential.person
        if person is not None:
            details = merge_details(person.details, details) if details else person.details
        history = History() if person is None else self._history_of(person)
        if slip is not None:
            history = replace(
                history,
                slip_fault=slip.fault,
                is_slip_declared=slip.is_declared,
                kind=history.kind or slip.visitor,
            )
        if details is None or not self._needs_stand_in(history):
            return ResolvedPerson(person, details, None, history, slip)
        stand_in = self._find_stand_in(person, details)
        if stand_in is not None:
            its_history = self._history_of(stand_in)
            if self._policy.gate_mode is GateMode.IN_ONLY and not self._is_repeat(its_history):
                stand_in = None
            else:
                history = its_history
        return ResolvedPerson(person, details, stand_in, history, slip)

    def _find(self, credential: Credential) -> Person | None:
        person = None
        for identifier in deciding_identifiers(credential.identifiers):
            for other in self._tx.people.find(identifier):
                if person is None:
                    person = other
                elif (
                    other.id != person.id
                    and are_one(person.details, other.details)
                    and not self._tx.people.are_parted(person.id, other.id)
                ):
                    # One code carries both numbers, and both accounts agree: one human being.
                    evidence = identifier.kind.value
                    self._tx.people.link([person.id, other.id], evidence, BY_STATION, self._now)
                    person = replace(
                        min(person, other, key=lambda one: one.id),
                        details=merge_details(person.details, other.details),
                    )
        return person

    def _history_of(self, person: Person) -> History:
        last = self._tx.visits.last_entry(person.id)
        if last is not None and last.gate != self._venue.gate:
            # Who came in by one gate and stands before another one repeats nothing.
            last = None
        past = None if last is None else PastEntry(last.direction, last.at, last.entry_id)
        is_inside = self._counts_inside(person)
        return History(
            last=past,
            is_inside=is_inside,
            comes_and_goes=is_inside
            and is_soon_after_arrival(past, self._policy, self._now)
            and self._comes_and_goes(person),
            declared=self._declared(person),
            kind=person.visitor,
        )

    def _declared(self, person: Person) -> Standing:
        if not needs_declaration(self._policy, person.visitor):
            return Standing.NONE
        return standing_of(self._tx, person.id, self._now)

    def _comes_and_goes(self, person: Person) -> bool:
        if person.visitor is not None:
            return person.visitor.comes_and_goes
        past = self._tx.visits.recent_entries(person.id, self._now - HABIT_WITHIN)
        days = Counter(venue_day(entry.at, self._venue.time_zone) for entry in past)
        said = sum(entry.is_said_leaving for entry in past)
        return said >= HABIT_SAID or max(days.values(), default=0) >= HABIT_ENTRIES

    def _counts_inside(self, person: Person) -> bool:
        presence = self._tx.visits.presence(person.id)
        if presence is None:
            return False
        return is_inside(
            presence.since, self._now, self._policy, self._venue.time_zone, presence.kind
        )

    def _needs_stand_in(self, history: History) -> bool:
        if history.is_inside:
            return False
        return not self._is_repeat(history)

    def _is_repeat(self, history: History) -> bool:
        return history.last is not None and is_repeat(history.last, self._policy, self._now)

    def _find_stand_in(self, person: Person | None, details: PersonDetails) -> Person | None:
        if not details.full_name or details.birth is None:
            return None
        name, year = bare_name(details.full_name), details.birth.year
        found = [
            namesake
            for namesake in self._tx.people.find_namesakes_inside(name, year)
            if (person is None or namesake.id != person.id)
            and may_stand_in(details, namesake.details)
            and self._counts_inside(namesake)
        ]
        # Of several, nobody knows whose card this is.
        return found[0] if len(found) == 1 else None
