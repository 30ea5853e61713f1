"""The express page: somebody's card was read, and the venue asks everybody for a declaration.

The form's groups stand as short statements; *Không có điều nào nêu trên* answers each of its
questions with its own no. Nothing is chosen beforehand. See docs/spec/at-the-gate.md §6.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import ClassVar

from kiosk.base.dataclass import dataclass
from kiosk.domain.declaration.answering import express_answers, missing_questions, start_answers
from kiosk.domain.declaration.answers import Answers
from kiosk.domain.declaration.declaration import Declarant, DeclaredPhone
from kiosk.domain.declaration.draft import Draft, filled, is_minor
from kiosk.domain.desk.declaring_setup import DeclaringSetup, PrepareDeclaring
from kiosk.domain.language import Language
from kiosk.domain.people.person import PersonDetails
from kiosk.domain.reason import Reason
from kiosk.domain.station.page import (
    Back,
    DeskAnswered,
    DeskFailed,
    DeskPage,
    Moment,
    PageShown,
    Replace,
    Turn,
)
from kiosk.domain.station.pages.self_steps import SelfDeclaration, begin
from kiosk.domain.station.pages.sending import (
    Disagreed,
    TextSizeTurned,
    Told,
    Undeclared,
    end_of,
    handing_over,
    submission,
)
from sync.protocol.declaration_bodies import DeclaredHow, Relation


class ExpressStep(StrEnum):
    """How far somebody has come."""

    OPENING = "opening"
    STATEMENTS = "statements"
    REPRESENTATIVE = "representative"
    """The card is a child's: who declares?"""
    CONSENT = "consent"
    SENDING = "sending"
    """It is being recorded, or put on the support list."""


@dataclass(frozen=True, slots=True)
class NothingOfThese:
    """*Không có điều nào nêu trên*; like every touch that may send, with the language that stood
    there."""

    language: Language


@dataclass(frozen=True, slots=True)
class SomethingOfThese:
    """*Có – khai chi tiết*."""


@dataclass(frozen=True, slots=True)
class RepresentedBy:
    """What whoever declares for a child is to it."""

    relation: Relation
    language: Language


@dataclass(frozen=True, slots=True)
class Agreed:
    """*Đồng ý và gửi*."""

    language: Language


@dataclass(frozen=True, slots=True)
class DeclareWithStaff:
    """*Khai với nhân viên*."""


@dataclass(frozen=True, slots=True)
class StatementsAgain:
    """Back to the statements."""


ExpressTouch = (
    NothingOfThese | SomethingOfThese | RepresentedBy | Agreed | DeclareWithStaff | StatementsAgain
)


@dataclass(frozen=True, slots=True)
class Express:
    """One person's short declaration."""

    page: ClassVar[DeskPage] = DeskPage.EXPRESS
    is_public: ClassVar[bool] = True

    scan: Undeclared
    step: ExpressStep = ExpressStep.OPENING
    setup: DeclaringSetup | None = None
    """What holds for it; None until it is read."""
    relation: Relation = Relation.SELF
    is_large: bool = False

    @property
    def prefill(self) -> PersonDetails:
        """Whose card it is."""
        return self.scan.prefill

    @property
    def draft(self) -> Draft:
        """The same as a form that is filled in."""
        return filled(Draft(relation=self.relation), self.prefill)


_Turn = Turn[Express]


def advance(state: Express, event: object, moment: Moment) -> _Turn:
    """The page after a touch or an answer; anything else changes nothing."""
    del moment
    match event:
        case PageShown() if state.setup is None:
            return Turn(state, asks=(PrepareDeclaring(),))
        case DeskAnswered(_, PrepareDeclaring(), DeclaringSetup() as told):
            return _begun(state, told)
        case DeskAnswered(_, PrepareDeclaring(), _) | DeskFailed(_, PrepareDeclaring(), _):
            return _hand_over(state, Reason.AWAITS_DECLARATION)
        case DeskAnswered(_, asked, answer):
            return Turn(state, go=end_of(asked, answer))
        case DeskFailed(_, asked, _):
            return Turn(state, go=end_of(asked, None))
        case TextSizeTurned():
            return Turn(replace(state, is_large=not state.is_large))
    setup = state.setup
    if setup is None or state.step is ExpressStep.SENDING:
        return Turn(state)
    match event:
        case DeclareWithStaff():
            return _hand_over(state, Reason.AWAITS_DECLARATION)
        case StatementsAgain():
            return Turn(replace(state, step=ExpressStep.STATEMENTS, relation=Relation.SELF))
    match state.step, event:
        case ExpressStep.STATEMENTS, SomethingOfThese():
            return _in_detail(state, setup, start_answers(setup.form))
        case ExpressStep.STATEMENTS, NothingOfThese(language):
            return _denied(state, setup, language)
        case ExpressStep.REPRESENTATIVE, RepresentedBy(relation, language):
            return _agreed_or_asked(replace(state, relation=relation), setup, language)
        case ExpressStep.CONSENT, Agreed(language):
            return _send(state, setup, language)
        case ExpressStep.CONSENT, Disagreed():
            return _hand_over(state, Reason.NO_CONSENT)
    return Turn(state)


def _begun(state: Express, setup: DeclaringSetup) -> _Turn:
    """The statements stand, unless the form has none, or nobody is asked any more."""
    if not setup.is_required:
        return Turn(state, go=Back())
    if not setup.form.express_items:
        return _in_detail(state, setup, start_answers(setup.form))
    return Turn(replace(state, step=ExpressStep.STATEMENTS, setup=setup))


def _denied(state: Express, setup: DeclaringSetup, language: Language) -> _Turn:
    answers = _no_to_all(setup)
    if missing_questions(setup.form, answers):
        # What no statement covers is asked.
        return _in_detail(state, setup, answers)
    if is_minor(state.draft, setup.today):
        return Turn(replace(state, step=ExpressStep.REPRESENTATIVE))
    return _agreed_or_asked(state, setup, language)


def _agreed_or_asked(state: Express, setup: DeclaringSetup, language: Language) -> _Turn:
    if setup.notices[language].needs_consent:
        return Turn(replace(state, step=ExpressStep.CONSENT))
    return _send(state, setup, language)


def _send(state: Express, setup: DeclaringSetup, language: Language) -> _Turn:
    phone = DeclaredPhone() if state.prefill.phone else None
    told = Told(state.prefill, _no_to_all(setup), Declarant(state.relation), phone, language)
    act = submission(setup, told, DeclaredHow.EXPRESS, state.scan)
    return Turn(replace(state, step=ExpressStep.SENDING), asks=(act,))


def _no_to_all(setup: DeclaringSetup) -> Answers:
    return express_answers(setup.form, start_answers(setup.form))


def _in_detail(state: Express, setup: DeclaringSetup, answers: Answers) -> _Turn:
    draft = replace(state.draft, answers=answers)
    page = SelfDeclaration(scan=state.scan, draft=draft, is_large=state.is_large)
    return Turn(state, go=Replace(begin(page, setup)))


def _hand_over(state: Express, reason: Reason) -> _Turn:
    sending = replace(state, step=ExpressStep.SENDING)
    return Turn(sending, asks=(handing_over(state.scan, reason),))
