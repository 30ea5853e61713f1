"""*Sửa thông tin*, and *Thêm người dùng số này*: a name, a year of birth, a sex and a phone."""

from __future__ import annotations

from dataclasses import field, replace
from enum import StrEnum
from typing import ClassVar

from kiosk.base.dataclass import dataclass
from kiosk.base.phones import spoken_phone
from kiosk.domain.desk.acts import NewPerson, StoredPerson, Whom
from kiosk.domain.desk.acts_on_people import (
    Added,
    AddToPhone,
    AnswersRequest,
    Edited,
    EditPerson,
    MayBeTheSame,
)
from kiosk.domain.desk.queries import PersonPage, ShowPerson
from kiosk.domain.people.person import PersonDetails, Sex, read_birth
from kiosk.domain.station.page import (
    Back,
    DeskAnswered,
    DeskFailed,
    DeskPage,
    Moment,
    Turn,
)
from kiosk.domain.text_input.field_text import (
    FieldKind,
    FieldText,
    KeyboardTouch,
    take,
    text_in,
)
from kiosk.domain.text_input.name_syllables import SuggestSyllables

_YEAR_DIGITS = 4
_MOST_LETTERS = 60
_MOST_PHONE = 16


class FormField(StrEnum):
    """What is typed."""

    NAME = "name"
    YEAR = "year"
    PHONE = "phone"


_KINDS = {
    FormField.NAME: (FieldKind.NAME, _MOST_LETTERS),
    FormField.YEAR: (FieldKind.DIGITS, _YEAR_DIGITS),
    FormField.PHONE: (FieldKind.PHONE, _MOST_PHONE),
}


@dataclass(frozen=True, slots=True)
class FieldChosen:
    """A field was touched: keys go there from now on."""

    field: FormField


@dataclass(frozen=True, slots=True)
class SexChosen:
    """*Nam* or *Nữ*; once more takes it back."""

    sex: Sex


@dataclass(frozen=True, slots=True)
class FormSaved:
    """*Lưu*."""


@dataclass(frozen=True, slots=True)
class SameAnswered:
    """*Có thể trùng với …*: it is this one, or another."""

    is_same: bool


FormTouch = FieldChosen | SexChosen | FormSaved | SameAnswered


@dataclass(frozen=True, slots=True)
class PersonForm:
    """Somebody's details as staff write them down."""

    page: ClassVar[DeskPage] = DeskPage.PERSON_FORM
    is_public: ClassVar[bool] = False

    phone: str = field(repr=False)
    """E.164: the one that a new person is added to, or what somebody known has; may be empty."""
    person_id: str = ""
    """Whose details are edited; empty for somebody new."""
    name: str = field(default="", repr=False)
    year: str = ""
    sex: Sex = Sex.UNKNOWN
    phone_text: str = field(default="", repr=False)
    """As typed; of somebody known alone."""
    typing: FormField = FormField.NAME
    in_hand: FieldText | None = field(default=None, repr=False)
    """The text of the field in use, once something was typed into it."""
    is_saving: bool = False
    alike: tuple[str, ...] = ()
    """Who may be the same, by id, and was not answered yet."""
    twin: PersonPage | None = field(default=None, repr=False)
    """The first of them, once read."""
    suggestions: tuple[str, ...] = field(default=(), repr=False)
    """What the word in hand of the name may become."""
    answers: AnswersRequest | None = None
    """The request to correct that saving carries out."""

    @property
    def is_new(self) -> bool:
        """Somebody new is written down."""
        return not self.person_id

    @property
    def can_save(self) -> bool:
        """Whether there is a name; a year is whole or not there at all."""
        has_name = any(sign.isalpha() for sign in self.name)
        is_year_well = not self.year or read_birth(self.year) is not None
        return has_name and is_year_well and not (self.is_saving or self.alike)

    @property
    def text(self) -> str:
        """What stands in the field in use."""
        match self.typing:
            case FormField.NAME:
                return self.name
            case FormField.YEAR:
                return self.year
            case _:
                return self.phone_text

    @property
    def typed(self) -> FieldText | None:
        """The field in use, for the keyboard; away while it is asked who it may be."""
        if self.alike:
            return None
        return self.in_hand or text_in(self.text, *_KINDS[self.typing])

    def with_text(self, typed: FieldText) -> PersonForm:
        """With this in the field in use."""
        match self.typing:
            case FormField.NAME:
                return replace(self, in_hand=typed, name=typed.text)
            case FormField.YEAR:
                return replace(self, in_hand=typed, year=typed.text)
            case _:
                return replace(self, in_hand=typed, phone_text=typed.text)


def edit_form(
    person_id: str, details: PersonDetails, answers: AnswersRequest | None = None
) -> PersonForm:
    """The form for somebody known, who may have asked for it."""
    national = (spoken_phone(details.phone) or details.phone).replace(" ", "")
    return PersonForm(
        details.phone, person_id, details.full_name, phone_text=national, answers=answers
    )


_Turn = Turn[PersonForm]


def advance(state: PersonForm, event: object, moment: Moment) -> _Turn:
    """The form after a touch or an answer; anything else changes nothing."""
    del moment
    match event:
        case DeskAnswered(_, asked, answer):
            return _take(state, asked, answer)
        case DeskFailed(_, ShowPerson()):
            # Who it may be cannot be read: it is asked about no longer.
            return _other(state)
        case DeskFailed(_, SuggestSyllables()):
            return Turn(state)
        case DeskFailed():
            return Turn(replace(state, is_saving=False))
        case _ if state.is_saving:
            return Turn(state)
        case SameAnswered(is_same) if state.alike:
            if not is_same:
                return _other(state)
            return _add(state, StoredPerson(state.alike[0]))
        case FormSaved() if state.can_save:
            return _save(state)
        case _ if state.alike:
            return Turn(state)
    return _suggested(state, _typed(state, event))


def _suggested(before: PersonForm, state: PersonForm) -> _Turn:
    """Another word of the name is in hand: what it may become is looked up."""
    asked = _suggesting(state)
    if asked == _suggesting(before):
        return Turn(state)
    return Turn(replace(state, suggestions=()), asks=() if asked is None else (asked,))


def _suggesting(state: PersonForm) -> SuggestSyllables | None:
    if state.in_hand is None or state.typing is not FormField.NAME:
        return None
    return SuggestSyllables(state.in_hand.before, state.in_hand.word.text, with_own=True)


def _typed(state: PersonForm, event: object) -> PersonForm:
    match event:
        case FieldChosen(chosen):
            is_there = chosen in fields_of(state)
            return replace(state, typing=chosen, in_hand=None) if is_there else state
        case SexChosen(sex) if state.is_new:
            return replace(state, sex=Sex.UNKNOWN if sex is state.sex else sex)
        case _ if isinstance(event, KeyboardTouch) and state.typed is not None:
            return state.with_text(take(state.typed, event))
    return state


def fields_of(state: PersonForm) -> tuple[FormField, ...]:
    """What can be typed: a card says when somebody known was born, and a new person's phone is the
    one they are added to."""
    return (FormField.NAME, FormField.YEAR if state.is_new else FormField.PHONE)


def _save(state: PersonForm) -> _Turn:
    name = state.name.strip()
    if state.is_new:
        birth = read_birth(state.year) if state.year else None
        return _add(state, NewPerson(PersonDetails(name, birth, state.sex, phone=state.phone)))
    act = EditPerson(state.person_id, name, state.phone_text, state.answers)
    return Turn(replace(state, is_saving=True), asks=(act,))


def _add(state: PersonForm, whom: Whom, *, is_another: bool = False) -> _Turn:
    saving = replace(state, is_saving=True, alike=(), twin=None)
    return Turn(saving, asks=(AddToPhone(state.phone, whom, is_another),))


def _other(state: PersonForm) -> _Turn:
    """It is not this one: the next, or somebody new after all."""
    left = state.alike[1:]
    if left:
        return Turn(replace(state, alike=left, twin=None), asks=(ShowPerson(left[0]),))
    if not state.alike:
        return Turn(state)
    birth = read_birth(state.year) if state.year else None
    details = PersonDetails(state.name.strip(), birth, state.sex, phone=state.phone)
    return _add(state, NewPerson(details), is_another=True)


def _take(state: PersonForm, asked: object, answer: object) -> _Turn:
    match asked, answer:
        case SuggestSyllables(), tuple():
            is_current = asked == _suggesting(state)
            return Turn(replace(state, suggestions=answer) if is_current else state)
        case (EditPerson(), Edited()) | (AddToPhone(), Added()):
            return Turn(state, go=Back())
        case AddToPhone(), MayBeTheSame(alike) if alike:
            asking = replace(state, is_saving=False, alike=alike, twin=None)
            return Turn(asking, asks=(ShowPerson(alike[0]),))
        case ShowPerson(person_id), PersonPage() if person_id in state.alike[:1]:
            return Turn(replace(state, twin=answer))
        case ShowPerson(person_id), None if person_id in state.alike[:1]:
            return _other(state)
        case ((EditPerson() | AddToPhone()), _):
            # Not done; the bar says why.
            return Turn(replace(state, is_saving=False))
    return Turn(state)
