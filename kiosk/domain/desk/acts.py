"""What staff do at the desk: acts, each typed by what comes of it.

An act names nobody who does it: the core's request does (`kiosk.core.requests.CarryOut`), so that
no page can act for somebody else. What cannot be done is an answer, `NotDone`; an act leaves
nothing half-done. See docs/spec/at-the-gate.md §13.
"""

from __future__ import annotations

from dataclasses import field
from enum import StrEnum

from kiosk.base.dataclass import dataclass
from kiosk.domain.people.person import PersonDetails


class ActProblem(StrEnum):
    """Why an act did nothing."""

    UNKNOWN = "unknown"
    """The entry, case, slip or person is not here, or its details are no longer kept."""
    NEVER_MET = "never_met"
    """Nobody who was here has this card."""
    ALREADY_DONE = "already_done"
    """Somebody did it before: the case is closed, the entry corrected, the two are linked."""
    TOO_LATE = "too_late"
    """An act is taken back within ten seconds only."""
    PATIENT = "patient"
    """At a health facility no patient is refused."""
    REASON_MISSING = "reason_missing"
    """This is not done without one of the listed reasons."""
    BAD_PHONE = "bad_phone"
    BAD_NAME = "bad_name"
    BAD_TIME = "bad_time"
    """A time that has not come yet, or is longer ago than a paper book is entered for."""
    BAD_TEMPERATURE = "bad_temperature"
    TWO_PERSONS = "two_persons"
    """Both have a number of one kind, and these differ: they are not linked."""
    NOT_SIGNED_IN = "not_signed_in"
    """Nobody is signed in; without, only an emergency is recorded."""
    NOT_ADMINISTRATOR = "not_administrator"
    """An administrator alone does this."""
    NOTHING_TO_PRINT = "nothing_to_print"
    """Nobody who came with this phone has a slip that still holds."""
    SLIP_OF_STRANGER = "slip_of_stranger"
    """The slip is sound, and its holder was never at this station."""
    CARD_NOT_OF_HERE = "card_not_of_here"
    """This station has issued no card to this person; another one may have."""
    CLOCK_SUSPECT = "clock_suspect"
    """No slip is issued by a clock that is not to be believed."""
    BAD_ANSWERS = "bad_answers"
    """More was answered than a declaration holds, or something is no answer."""
    NOT_DECLARED = "not_declared"
    """The venue asks for a health declaration, and somebody of them has none that holds."""
    NO_ROOM = "no_room"
    """As many as may be are inside, and nobody of the staff lets them in."""


@dataclass(frozen=True, slots=True)
class NotDone:
    """Nothing was written, and why."""

    problem: ActProblem


@dataclass(frozen=True, slots=True)
class StoredPerson:
    """Somebody this station knows."""

    person_id: str


@dataclass(frozen=True, slots=True)
class ScannedPerson:
    """Whose code was read a moment ago and lacks only a declaration, by `Outcome.scan_id`.

    With it they are checked in as that scan would have: with the card's proof and numbers.
    """

    scan_id: str


@dataclass(frozen=True, slots=True)
class VenuePerson:
    """Somebody of this venue, whom the hub's lookup named and this station may not know yet."""

    person_id: str
    details: PersonDetails = field(repr=False)


@dataclass(frozen=True, slots=True)
class ReleasedPerson:
    """Somebody of another venue, whom a code proven here released under a handle."""

    handle: str
    details: PersonDetails = field(repr=False)


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody met for the first time, as staff wrote down."""

    details: PersonDetails = field(repr=False)


Whom = StoredPerson | VenuePerson | ReleasedPerson | NewPerson
