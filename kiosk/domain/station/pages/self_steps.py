"""Somebody's own declaration and the way through it: what is asked first, next, and before.

First who it is, then the form's questions one after the other, then all of it once more. Of a
person whose card was read only the questions are asked. What touches do to it is in
`self_declaration`. See docs/spec/at-the-gate.md §6.
"""

from __future__ import annotations

from dataclasses import field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar

from kiosk.base.dataclass import dataclass
from kiosk.domain.declaration.answering import (
    enabled_questions,
    missing_questions,
    next_question,
    question_before,
    start_answers,
)
from kiosk.domain.declaration.declaration import DeclaredPhone
from kiosk.domain.declaration.draft import Draft, Missing, PhoneOf, is_minor, missing
from kiosk.domain.declaration.form import TYPED, Coding, Form, Item, ItemType, Value
from kiosk.domain.desk.declaring_setup import DeclaringSetup
from kiosk.domain.people.person import PersonDetails
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.phone_code import PhoneCode
from kiosk.domain.station.pages.sending import Undeclared
from kiosk.domain.text_input.field_text import FieldKind, FieldText, text_in
from kiosk.domain.units.unit import FoundUnit, UnitsFound
from sync.protocol.asking import OTP_DIGITS
from sync.protocol.declaration_bodies import PhoneProof, Relation

YEAR_DIGITS = 4
"""Whoever knows the day of birth too has it on a card."""
MOST_DIGITS = 16
"""A plus and fifteen digits: no number that can be called is longer."""
MOST_LETTERS = 60


class SelfStep(StrEnum):
    """What is asked now."""

    OPENING = "opening"
    NAME = "name"
    BIRTH = "birth"
    SEX = "sex"
    PHONE = "phone"
    CODE = "code"
    """The one that was sent to the phone."""
    HOME = "home"
    """The commune."""
    QUESTION = "question"
    """One of the form's."""
    REVIEW = "review"
    SENDING = "sending"
    """It is being recorded, or put on the support list."""
    DONE = "done"
    """It is recorded, and the gate shows nothing of it: the person is inside already."""


PERSON_STEPS = (SelfStep.NAME, SelfStep.BIRTH, SelfStep.SEX, SelfStep.PHONE)
_ASKED = (*PERSON_STEPS, SelfStep.HOME)
"""What is asked of somebody without a card, in its order."""
_LACKS = {
    SelfStep.NAME: Missing.NAME,
    SelfStep.BIRTH: Missing.BIRTH,
    SelfStep.SEX: Missing.SEX,
    SelfStep.PHONE: Missing.PHONE,
    SelfStep.HOME: Missing.UNIT,
}


@dataclass(frozen=True, slots=True)
class Edit:
    """*Sửa* was touched at a card of the review."""

    draft: Draft = field(repr=False)
    """As it stood then."""
    questions: tuple[str, ...] = ()
    """What the card is about, by `link_id`; none of one about the person."""


@dataclass(frozen=True, slots=True)
class SelfDeclaration:
    """One person's declaration at the machine."""

    page: ClassVar[DeskPage] = DeskPage.SELF_DECLARATION
    is_public: ClassVar[bool] = True

    scan: Undeclared | None = None
    """Whose card was read; None where somebody writes down who they are."""
    draft: Draft = field(default_factory=Draft, repr=False)
    step: SelfStep = SelfStep.OPENING
    setup: DeclaringSetup | None = None
    question: str = ""
    """Of the form, by its `link_id`."""
    typed: FieldText | None = None
    """The field that the keyboard types into; None while there is none."""
    text: str = field(default="", repr=False)
    """What stands in the field of a typed answer, or of the search for a commune."""
    syllables: tuple[str, ...] = ()
    """What the word in hand of the name may become."""
    is_refused: bool = False
    """What was typed cannot be the answer."""
    edit: Edit | None = None
    """What is mended: from there back to the review."""
    found: UnitsFound | None = None
    """The communes that the search found."""
    asked_about: FoundUnit | None = None
    """Of several of today one is to be chosen: *Nay thuộc xã, phường nào?*"""
    code: PhoneCode | None = None
    """The code that was sent, while it is typed."""
    proven: str = field(default="", repr=False)
    """The phone that a code proved, in E.164."""
    challenge: str = ""
    """The hub's name for that code."""
    is_large: bool = False

    @property
    def suggestions(self) -> tuple[str, ...]:
        """Syllables of names, from the lists that everybody has: nobody's own are told here."""
        return self.syllables if self.step is SelfStep.NAME else ()

    @property
    def item(self) -> Item | None:
        """The question that is asked now."""
        if self.setup is None or self.step is not SelfStep.QUESTION:
            return None
        return self.setup.form.by_link_id[self.question]

    @property
    def needs_representative(self) -> bool:
        """A child's declaration is made by who represents it."""
        return self.setup is not None and is_minor(self.draft, self.setup.today)

    @property
    def can_go_on(self) -> bool:
        """Whether what is asked now has its answer, or needs none."""
        setup, item = self.setup, self.item
        if setup is None:
            return False
        if item is not None:
            is_answered = bool(self.draft.answers.of(item.link_id) or self.text.strip())
            return is_answered or not item.is_required
        lacks = missing(self.draft, setup.today, needs_consent=False)
        return _LACKS.get(self.step) not in lacks

    @property
    def details(self) -> PersonDetails:
        """Who it is, as a record has it."""
        return self.draft.details if self.scan is None else self.scan.prefill

    @property
    def declared_phone(self) -> DeclaredPhone | None:
        """By which phone the person is reached, and what proves it."""
        phone = self.draft.declared_phone if self.details.phone else None
        if phone is None or self.draft.phone_of is not PhoneOf.OWN:
            return phone
        if self.proven and self.proven == self.draft.reached_by:
            return replace(phone, proof=PhoneProof.OTP, challenge=self.challenge)
        return phone


def begin(state: SelfDeclaration, setup: DeclaringSetup) -> SelfDeclaration:
    """The page at the first thing that is to be asked.

    Of a scan that is the first question; of one that the express page answered in part, the first
    that it left open.
    """
    draft = state.draft
    if not draft.answers.given:
        draft = replace(draft, answers=start_answers(setup.form))
    state = replace(state, setup=setup, draft=replace(draft, relation=Relation.SELF))
    if state.scan is None:
        return at_step(state, SelfStep.NAME)
    is_begun = state.draft.answers != start_answers(setup.form)
    left = missing_questions(setup.form, state.draft.answers) if is_begun else ()
    first = left[0] if left else next_question(setup.form, state.draft.answers)
    return at_question(state, first)


def at_step(state: SelfDeclaration, step: SelfStep) -> SelfDeclaration:
    """The page at this step, with nothing left of the one before but its answer."""
    return replace(
        state,
        step=step,
        question="",
        typed=_field_of(state.draft, step),
        text="",
        syllables=(),
        is_refused=False,
        found=None,
        asked_about=None,
        code=None,
    )


def at_question(state: SelfDeclaration, item: Item | None) -> SelfDeclaration:
    """The page at a question of the form; None for none: all stands there to be read."""
    if item is None:
        return _at_review(state)
    text = "".join(typed_text(value) for value in state.draft.answers.of(item.link_id))
    # Beside options the keyboard comes with a touch on its field.
    field = answer_field(item, text) if item.type in TYPED else None
    state = at_step(state, SelfStep.QUESTION)
    return replace(state, question=item.link_id, typed=field, text=text)


def answer_field(item: Item, text: str) -> FieldText:
    """The field of a typed answer with this in it."""
    kind = FieldKind.DIGITS if item.type is ItemType.INTEGER else FieldKind.TEXT
    return text_in(text, kind, item.max_length or MOST_LETTERS)


def _field_of(draft: Draft, step: SelfStep) -> FieldText | None:
    """The field that a step begins with, and what stands in it already."""
    match step:
        case SelfStep.NAME:
            return text_in(draft.name, FieldKind.NAME, MOST_LETTERS)
        case SelfStep.BIRTH:
            return text_in(draft.birth, FieldKind.DIGITS, YEAR_DIGITS)
        case SelfStep.PHONE:
            return text_in(draft.phone, FieldKind.PHONE, MOST_DIGITS)
        case SelfStep.CODE:
            return text_in("", FieldKind.DIGITS, OTP_DIGITS)
        case SelfStep.HOME:
            return text_in("", FieldKind.SEARCH, MOST_LETTERS)
    return None


def _at_review(state: SelfDeclaration) -> SelfDeclaration:
    """All stands there to be read; a child does not declare for itself."""
    if state.needs_representative and state.draft.relation is Relation.SELF:
        state = replace(state, draft=replace(state.draft, relation=None))
    return replace(at_step(state, SelfStep.REVIEW), edit=None)


def after(state: SelfDeclaration) -> SelfDeclaration:
    """What is asked next."""
    setup, step = state.setup, state.step
    if setup is None:
        return state
    edit = state.edit
    if step is SelfStep.QUESTION:
        if edit is not None:
            return at_question(state, _next_of_edit(state, setup.form, edit))
        return at_question(state, next_question(setup.form, state.draft.answers, state.question))
    if step is SelfStep.CODE:
        step = SelfStep.PHONE
    is_mended = edit is not None and (state.draft != edit.draft or step is SelfStep.PHONE)
    if step is not SelfStep.HOME and not is_mended:
        return at_step(state, _ASKED[_ASKED.index(step) + 1])
    if edit is not None:
        return at_question(state, None)
    return at_question(state, next_question(setup.form, state.draft.answers))


def _next_of_edit(state: SelfDeclaration, form: Form, edit: Edit) -> Item | None:
    """After a question of the card that is mended; None where all stands there again.

    Something else was answered: what opened by it is asked. What stayed as it was leads on within
    the card, and by what has no answer beside it.
    """
    answers = state.draft.answers
    asked = enabled_questions(form, answers)
    left = asked[[item.link_id for item in asked].index(state.question) + 1 :]
    if state.draft == edit.draft:
        following = next(iter(left), None)
        if following is None or following.link_id in edit.questions:
            return following
        return None if answers.of(following.link_id) else following
    before = enabled_questions(form, edit.draft.answers)
    return next((item for item in left if item not in before), None)


def before(state: SelfDeclaration) -> SelfDeclaration | None:
    """What *Quay lại* leads to; None where that is out of the page."""
    setup, step, answers = state.setup, state.step, state.draft.answers
    if setup is None:
        return None
    if step is SelfStep.HOME and state.asked_about is not None:
        return at_step(state, SelfStep.HOME)
    if step is SelfStep.CODE:
        return at_step(state, SelfStep.PHONE)
    if state.edit is not None:
        # What opened and has no answer yet would keep all the rest from being sent.
        is_open = bool(missing_questions(setup.form, answers))
        given = state.edit.draft.answers if is_open else answers
        return at_question(replace(state, draft=replace(state.draft, answers=given)), None)
    if step is SelfStep.QUESTION:
        item = question_before(setup.form, answers, state.question)
    elif step is SelfStep.REVIEW:
        item = next(iter(reversed(enabled_questions(setup.form, answers))), None)
    else:
        place = _ASKED.index(step)
        return at_step(state, _ASKED[place - 1]) if place else None
    if item is not None:
        return at_question(state, item)
    return at_step(state, SelfStep.HOME) if state.scan is None else None


def typed_text(value: Value) -> str:
    """An answer as somebody typed it; empty for one that was touched."""
    match value:
        case bool() | Coding():
            return ""
        case date():
            return f"{value:%d/%m/%Y}"
        case Decimal():
            return str(value).replace(".", ",")
    return str(value)


def place_of(state: SelfDeclaration) -> tuple[int, int]:
    """*Câu 3/10*: which question stands, and how many there are in all; (0, 0) where none does."""
    setup = state.setup
    if setup is None or state.step not in (*_ASKED, SelfStep.CODE, SelfStep.QUESTION):
        return 0, 0
    questions = [item.link_id for item in enabled_questions(setup.form, state.draft.answers)]
    head = len(_ASKED) if state.scan is None else 0
    total = head + len(questions)
    if state.step is SelfStep.QUESTION:
        return head + questions.index(state.question) + 1, total
    step = SelfStep.PHONE if state.step is SelfStep.CODE else state.step
    return _ASKED.index(step) + 1, total


def can_send(state: SelfDeclaration, *, needs_consent: bool) -> bool:
    """Whether all stands there that has to."""
    setup = state.setup
    if setup is None or missing_questions(setup.form, state.draft.answers):
        return False
    lacks = set(missing(state.draft, setup.today, needs_consent=needs_consent))
    # Of a card what it says of the person is enough.
    asked = (*_LACKS.values(),) if state.scan is None else ()
    return not lacks & {*asked, Missing.DECLARANT, Missing.CONSENT}
