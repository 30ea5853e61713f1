"""*Khai báo tại đây*: what each touch does to somebody's own declaration, until it is sent.

Nothing is chosen beforehand and nothing is kept before it is sent: who leaves, or does not come
back to the glass, leaves nothing behind. See docs/spec/at-the-gate.md §6 and §9.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from kiosk.base.dataclass import dataclass
from kiosk.domain.declaration.answering import (
    AnswerRefusal,
    enabled_questions,
    read_answer,
    toggled,
)
from kiosk.domain.declaration.answers import Answers
from kiosk.domain.declaration.declaration import Declarant
from kiosk.domain.declaration.draft import PhoneOf
from kiosk.domain.declaration.form import TYPED, Coding, Form, Item, ItemType, Value
from kiosk.domain.desk.acts_on_declarations import Declared, SubmitDeclaration
from kiosk.domain.desk.declaring_setup import DeclaringSetup, PrepareDeclaring
from kiosk.domain.desk.hub_questions import CheckCode, SendCode
from kiosk.domain.language import Language
from kiosk.domain.people.address import Address
from kiosk.domain.people.person import Sex
from kiosk.domain.reason import Reason
from kiosk.domain.station.effects import StartTimer, TimerFired, TimerName
from kiosk.domain.station.page import (
    Back,
    CloseDesk,
    DeskAnswered,
    DeskFailed,
    HandToStaff,
    Moment,
    PageShown,
    Turn,
)
from kiosk.domain.station.pages.phone_code import PhoneCode, with_digits
from kiosk.domain.station.pages.self_steps import (
    Edit,
    SelfDeclaration,
    SelfStep,
    after,
    answer_field,
    at_question,
    at_step,
    before,
    begin,
    can_send,
)
from kiosk.domain.station.pages.sending import (
    Disagreed,
    TextSizeTurned,
    Told,
    end_of,
    handing_over,
    is_unshown,
    submission,
)
from kiosk.domain.text_input.field_text import KeyboardTouch, take
from kiosk.domain.text_input.name_syllables import SuggestSyllables
from kiosk.domain.units.queries import FindUnits
from kiosk.domain.units.unit import Unit, UnitsFound
from sync.protocol.asking import OtpChecked, OtpStarted
from sync.protocol.declaration_bodies import DeclaredHow, Relation

DONE_S = 8.0
"""Seconds for which the page says that it is recorded, unless somebody touches it."""


class ReviewPart(StrEnum):
    """What *Sửa* leads back to."""

    PERSON = "person"
    HOME = "home"
    ANSWERS = "answers"


@dataclass(frozen=True, slots=True)
class FieldTouched:
    """The field beside options was touched: the keyboard comes, or goes again."""


@dataclass(frozen=True, slots=True)
class SexChosen:
    """*Nam*, *Nữ*, *Khác*."""

    sex: Sex


@dataclass(frozen=True, slots=True)
class NoPhone:
    """*Không có điện thoại*: a whole answer."""


@dataclass(frozen=True, slots=True)
class NoCodeCame:
    """*Không nhận được mã*: the phone stays unverified, and nobody is held up."""


@dataclass(frozen=True, slots=True)
class UnitTouched:
    """One of the communes that stand there, by its place."""

    index: int


@dataclass(frozen=True, slots=True)
class AnswerTouched:
    """*Có*, *Không*, or an option."""

    value: Value


@dataclass(frozen=True, slots=True)
class WentOn:
    """*Tiếp tục*."""


@dataclass(frozen=True, slots=True)
class WentBack:
    """*Quay lại*: to what was asked before."""


@dataclass(frozen=True, slots=True)
class PartEdited:
    """*Sửa* at a card of the review."""

    part: ReviewPart
    lines: tuple[str, ...] = ()
    """Which questions and groups of the form stand on it, by their `link_id`s."""


@dataclass(frozen=True, slots=True)
class DeclarantChosen:
    """*Tự khai*, or what whoever declares is to the person; None for *Khai hộ* alone."""

    relation: Relation | None


@dataclass(frozen=True, slots=True)
class ConsentTurned:
    """The box of *Đồng ý* was touched."""


@dataclass(frozen=True, slots=True)
class DoneRead:
    """What was recorded was read."""


@dataclass(frozen=True, slots=True)
class Sent:
    """*Gửi thông tin*, with the language that stood there."""

    language: Language


SelfTouch = (
    FieldTouched
    | SexChosen
    | NoPhone
    | NoCodeCame
    | UnitTouched
    | AnswerTouched
    | WentOn
    | WentBack
    | PartEdited
    | DeclarantChosen
    | ConsentTurned
    | Sent
    | DoneRead
)
_Turn = Turn[SelfDeclaration]


def advance(state: SelfDeclaration, event: object, moment: Moment) -> _Turn:
    """The page after a touch or an answer; anything else changes nothing."""
    match event:
        case DoneRead() | TimerFired(TimerName.DESK_PAGE) if state.step is SelfStep.DONE:
            return Turn(state, go=CloseDesk())
        case DeskAnswered(_, SubmitDeclaration(), Declared((one,))) if is_unshown(one):
            timer = StartTimer(TimerName.DESK_PAGE, moment.key, DONE_S)
            return Turn(SelfDeclaration(step=SelfStep.DONE, is_large=state.is_large), (timer,))
        case PageShown() if state.setup is None:
            return Turn(state, asks=(PrepareDeclaring(),))
        case DeskAnswered(_, asked, answer):
            return _take(state, asked, answer)
        case DeskFailed(_, asked, _):
            return _take(state, asked, None)
        case TextSizeTurned():
            return Turn(replace(state, is_large=not state.is_large))
    if state.step in (SelfStep.OPENING, SelfStep.SENDING, SelfStep.DONE):
        return Turn(state)
    match event:
        case WentBack():
            earlier = before(state)
            return Turn(state, go=Back()) if earlier is None else _shown(earlier)
        case WentOn() if state.can_go_on:
            return _go_on(state)
    if isinstance(event, KeyboardTouch):
        return _type(state, event)
    match state.step, event:
        case SelfStep.SEX, SexChosen(sex):
            return _shown(after(_with_draft(state, sex=sex)))
        case SelfStep.PHONE, NoPhone():
            return _shown(after(_with_draft(state, phone="", phone_of=PhoneOf.NONE)))
        case SelfStep.CODE, NoCodeCame():
            return _shown(after(state))
        case SelfStep.HOME, UnitTouched(index):
            return _with_unit(state, index)
        case SelfStep.QUESTION, AnswerTouched(value):
            return _with_answer(state, value)
        case SelfStep.QUESTION, FieldTouched():
            return _with_keyboard(state)
        case SelfStep.REVIEW, _:
            return _review(state, event)
    return Turn(state)


def _take(state: SelfDeclaration, asked: object, answer: object) -> _Turn:
    """An answer, or None where there will be none."""
    match asked, answer:
        case PrepareDeclaring(), DeclaringSetup() as setup if setup.is_required:
            return _shown(begin(state, setup)) if state.setup is None else Turn(state)
        case PrepareDeclaring(), _:
            # Nobody is asked here any more.
            return Turn(state, go=Back())
        case FindUnits(text), UnitsFound() as found if (
            state.step is SelfStep.HOME and text == state.text
        ):
            return Turn(replace(state, found=found))
        case SuggestSyllables(), tuple() as syllables if state.step is SelfStep.NAME:
            return Turn(replace(state, syllables=syllables))
        case SendCode(), _ if state.step is SelfStep.CODE:
            if not isinstance(answer, OtpStarted):
                return _shown(after(state))
            return Turn(replace(state, code=PhoneCode(answer.challenge)))
        case CheckCode(challenge), _ if state.code and state.code.challenge == challenge:
            return _checked(state, state.code, answer)
    return Turn(state, go=end_of(asked, answer))


def _checked(state: SelfDeclaration, code: PhoneCode, answer: object) -> _Turn:
    match answer:
        case OtpChecked(True):
            phone = state.draft.reached_by
            return _shown(after(replace(state, proven=phone, challenge=code.challenge)))
        case OtpChecked(_, tries_left) if tries_left:
            wrong = PhoneCode(code.challenge, tries_left=tries_left)
            return Turn(replace(at_step(state, SelfStep.CODE), code=wrong))
    return _shown(after(state))


def _shown(state: SelfDeclaration) -> _Turn:
    """What the field in use is helped by is asked for: syllables of a name, or communes, of which
    the venue's own stand there at once."""
    typed = state.typed
    if state.step is SelfStep.HOME and state.asked_about is None:
        return Turn(state, asks=(FindUnits(state.text),))
    if state.step is SelfStep.NAME and typed is not None:
        return Turn(state, asks=(SuggestSyllables(typed.before, typed.word.text),))
    return Turn(state)


def _with_draft(state: SelfDeclaration, **changes: object) -> SelfDeclaration:
    return replace(state, draft=replace(state.draft, **changes))  # type: ignore[arg-type]


def _type(state: SelfDeclaration, touch: KeyboardTouch) -> _Turn:
    is_waiting = state.code is not None and not state.code.is_open
    if state.typed is None or is_waiting:
        return Turn(state)
    typed = take(state.typed, touch)
    is_same = typed.text == state.typed.text
    state = replace(state, typed=typed)
    return Turn(state) if is_same else _with_text(state, typed.text)


def _with_text(state: SelfDeclaration, text: str) -> _Turn:
    """What stands in the field now is the draft's."""
    match state.step:
        case SelfStep.NAME:
            return _shown(_with_draft(state, name=text))
        case SelfStep.BIRTH:
            return Turn(_with_draft(state, birth=text))
        case SelfStep.PHONE:
            return Turn(_with_draft(state, phone=text, phone_of=PhoneOf.OWN))
        case SelfStep.CODE if state.code is not None:
            code, asks = with_digits(state.code, text)
            return Turn(replace(state, code=code), asks=asks)
        case SelfStep.HOME:
            return _shown(replace(state, text=text, asked_about=None))
    return Turn(replace(state, text=text, is_refused=False))


def _go_on(state: SelfDeclaration) -> _Turn:
    """*Tiếp tục*, where what is asked has its answer."""
    setup, draft = state.setup, state.draft
    item = state.item
    if item is not None:
        return _with_typed_answer(state, item)
    phone = draft.reached_by
    is_to_prove = (
        setup is not None
        and setup.asks_code
        and state.step is SelfStep.PHONE
        and phone not in ("", state.proven)
    )
    if is_to_prove:
        return Turn(
            replace(at_step(state, SelfStep.CODE), code=PhoneCode()), asks=(SendCode(phone),)
        )
    return Turn(state) if state.step is SelfStep.REVIEW else _shown(after(state))


def _with_typed_answer(state: SelfDeclaration, item: Item) -> _Turn:
    """What was typed is read; what stands beside options is one more answer."""
    value = read_answer(item, state.text)
    if isinstance(value, AnswerRefusal):
        return Turn(replace(state, is_refused=True))
    answers = state.draft.answers
    if item.type in (*TYPED, ItemType.OPEN_CHOICE):
        touched = [each for each in answers.of(item.link_id) if isinstance(each, Coding)]
        kept = touched if item.repeats or value is None else []
        given = kept if value is None else [*kept, value]
        answers = answers.having(item.link_id, given)
    return Turn(after(_with_draft(state, answers=answers)))


def _with_keyboard(state: SelfDeclaration) -> _Turn:
    """Beside options the keyboard comes with a touch on its field, and goes with another."""
    item = state.item
    if item is None or item.type is not ItemType.OPEN_CHOICE:
        return Turn(state)
    typed = answer_field(item, state.text) if state.typed is None else None
    return Turn(replace(state, typed=typed))


def _with_unit(state: SelfDeclaration, index: int) -> _Turn:
    """A commune of today is taken; of an old one that went to several, one is asked for."""
    if state.asked_about is not None:
        today = state.asked_about.today
        return _taken(state, today[index]) if 0 <= index < len(today) else Turn(state)
    units = () if state.found is None else state.found.units
    if not 0 <= index < len(units):
        return Turn(state)
    found = units[index]
    if len(found.today) > 1:
        return Turn(replace(state, asked_about=found))
    return _taken(state, found.today[0] if found.today else found.unit)


def _taken(state: SelfDeclaration, unit: Unit) -> _Turn:
    address = Address(state.draft.address.text, unit.snapshot)
    return _shown(after(_with_draft(state, address=address)))


def _with_answer(state: SelfDeclaration, value: Value) -> _Turn:
    """A touch on one answer of several waits for *Tiếp tục*; any other is the answer."""
    setup, item = state.setup, state.item
    assert setup is not None
    assert item is not None
    is_offered = isinstance(value, bool) and item.type is ItemType.BOOLEAN
    if not is_offered and not any(option.coding == value for option in item.options):
        return Turn(state)
    if (value,) == item.denial == state.draft.answers.of(item.link_id):
        # *None of these* once more is not taken back: it was meant.
        return Turn(after(state))
    state = _with_draft(
        state, answers=toggled(setup.form, state.draft.answers, item.link_id, value)
    )
    given = state.draft.answers.of(item.link_id)
    is_whole = not item.repeats or given == item.denial
    return Turn(after(replace(state, text="")) if is_whole else state)


def _review(state: SelfDeclaration, event: object) -> _Turn:
    setup, draft = state.setup, state.draft
    assert setup is not None
    match event:
        case PartEdited(ReviewPart.ANSWERS, lines):
            questions = _questions_of(setup.form, draft.answers, lines)
            if not questions:
                return Turn(state)
            edit = Edit(draft, tuple(item.link_id for item in questions))
            return Turn(replace(at_question(state, questions[0]), edit=edit))
        case PartEdited(part) if state.scan is None:
            step = SelfStep.NAME if part is ReviewPart.PERSON else SelfStep.HOME
            return _shown(replace(at_step(state, step), edit=Edit(draft)))
        case DeclarantChosen(Relation.SELF) if state.needs_representative:
            return Turn(state)
        case DeclarantChosen(relation):
            return Turn(_with_draft(state, relation=relation, has_consent=False))
        case ConsentTurned():
            return Turn(_with_draft(state, has_consent=not draft.has_consent))
        case Disagreed():
            return _disagreed(state)
        case Sent(language):
            return _send(state, setup, language)
    return Turn(state)


def _questions_of(form: Form, answers: Answers, lines: tuple[str, ...]) -> list[Item]:
    """What lines of the review stand for: a group that was denied is one of them."""
    items = [form.by_link_id[line] for line in lines if line in form.by_link_id]
    meant = {
        each.link_id
        for item in items
        for each in (item.walk() if item.type is ItemType.GROUP else (item,))
    }
    return [item for item in enabled_questions(form, answers) if item.link_id in meant]


def _send(state: SelfDeclaration, setup: DeclaringSetup, language: Language) -> _Turn:
    relation = state.draft.relation
    is_whole = can_send(state, needs_consent=setup.notices[language].needs_consent)
    if not is_whole or relation is None:
        return Turn(state)
    told = Told(
        state.details, state.draft.answers, Declarant(relation), state.declared_phone, language
    )
    act = submission(setup, told, DeclaredHow.SELF, state.scan)
    return Turn(at_step(state, SelfStep.SENDING), asks=(act,))


def _disagreed(state: SelfDeclaration) -> _Turn:
    """The desk goes on without a form; nothing of this one is left."""
    if state.scan is None:
        return Turn(state, go=HandToStaff(Reason.NO_CONSENT))
    asked = handing_over(state.scan, Reason.NO_CONSENT)
    return Turn(at_step(state, SelfStep.SENDING), asks=(asked,))
