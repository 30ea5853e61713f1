"""How the public's pages of declaring send what was declared, and what comes of it.

Whatever needs a human ends in the one neutral page with a number: answers that point to something,
no consent, *Khai với nhân viên*, and what could not be recorded (docs/spec/at-the-gate.md §4, §6).
"""

from __future__ import annotations

from dataclasses import field

from kiosk.base.dataclass import dataclass
from kiosk.domain.declaration.answered import form_answers
from kiosk.domain.declaration.answers import Answers
from kiosk.domain.declaration.declaration import Basis, Declarant, DeclaredPhone
from kiosk.domain.desk.acts import ScannedPerson
from kiosk.domain.desk.acts_on_cases import CaseTaken
from kiosk.domain.desk.acts_on_declarations import (
    Declared,
    PersonAnswer,
    PersonDeclared,
    SubmitDeclaration,
    WaitToDeclare,
)
from kiosk.domain.desk.declaring_setup import DeclaringSetup
from kiosk.domain.language import Language
from kiosk.domain.people.person import PersonDetails
from kiosk.domain.reason import Reason
from kiosk.domain.station.page import CloseDesk, Go, HandToStaff
from sync.protocol.declaration_bodies import DeclaredHow


@dataclass(frozen=True, slots=True)
class Undeclared:
    """A scan at the gate that lacks only its declaration."""

    scan_id: str
    prefill: PersonDetails = field(repr=False)
    """What is known of the person."""


@dataclass(frozen=True, slots=True)
class Disagreed:
    """*Không đồng ý*: the desk goes on without a form."""


@dataclass(frozen=True, slots=True)
class TextSizeTurned:
    """*Chữ to*, or the usual size again."""


SendingTouch = Disagreed | TextSizeTurned
"""What a finger does on both pages."""


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody declares of one person, and in which language they read it."""

    details: PersonDetails = field(repr=False)
    answers: Answers = field(repr=False)
    declarant: Declarant
    phone: DeclaredPhone | None
    language: Language


def submission(
    setup: DeclaringSetup, told: Told, how: DeclaredHow, scan: Undeclared | None
) -> SubmitDeclaration:
    """The act that sends it; the notice that is kept with it stood there in its language."""
    notice = setup.notices[told.language]
    person = PersonDeclared(
        told.details,
        form_answers(setup.form, told.answers, told.language),
        None if scan is None else ScannedPerson(scan.scan_id),
    )
    basis = Basis(notice.kind, notice.text_id, notice.version, notice.sha256, told.language.value)
    return SubmitDeclaration((person,), how, told.declarant, basis, told.phone)


def handing_over(scan: Undeclared, reason: Reason) -> WaitToDeclare:
    """What puts a scan on the support list: there the form opens filled in."""
    return WaitToDeclare(scan.scan_id, reason)


def is_unshown(answer: PersonAnswer) -> bool:
    """Whether the gate shows nothing of what was recorded: the person was inside already."""
    has_entry = answer.checked is not None and not answer.checked.is_repeat
    return not has_entry and answer.case_number is None


def end_of(asked: object, answer: object) -> Go | None:
    """Where the desk goes once it is sent or handed over; None for what is neither.

    What was recorded the gate shows as after a scan, an arrival or the number to wait with. What
    was not done is staff's.
    """
    match asked, answer:
        case SubmitDeclaration(), Declared():
            return CloseDesk()
        case WaitToDeclare(_, reason), CaseTaken(number):
            return HandToStaff(reason, number)
        case WaitToDeclare(_, reason), _:
            return HandToStaff(reason)
        case SubmitDeclaration(), _:
            return HandToStaff(Reason.AWAITS_DECLARATION)
    return None
