"""The fields of *Khai hộ*: what stands in each, and what typing makes of the draft."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.credential.card_number import CardDocument, is_whole
from kiosk.domain.credential.insurance_card import insurance_number
from kiosk.domain.declaration.answering import AnswerRefusal, read_answer
from kiosk.domain.declaration.draft import Draft, PhoneOf
from kiosk.domain.declaration.form import Coding, Value
from kiosk.domain.people.address import Address
from kiosk.domain.people.person import read_birth
from kiosk.domain.station.pages.declare_state import Declare, first_field
from kiosk.domain.station.pages.declare_touches import DeclareField, DeclareStep
from kiosk.domain.text_input.field_text import (
    FieldKind,
    KeyboardTouch,
    take,
    text_in,
)

_KINDS = {
    DeclareField.NAME: (FieldKind.NAME, 60),
    DeclareField.BIRTH: (FieldKind.DIGITS, 4),
    DeclareField.PHONE: (FieldKind.PHONE, 16),
    DeclareField.CARD: (FieldKind.CODE, 15),
    DeclareField.UNIT: (FieldKind.SEARCH, 60),
    DeclareField.STREET: (FieldKind.TEXT, 120),
    DeclareField.ANSWER: (FieldKind.TEXT, 200),
}
"""What each field takes, and how many characters of it."""

FIELDS = {
    DeclareStep.PERSON: (
        DeclareField.NAME,
        DeclareField.BIRTH,
        DeclareField.PHONE,
        DeclareField.CARD,
    ),
    DeclareStep.ADDRESS: (DeclareField.UNIT, DeclareField.STREET),
    DeclareStep.HEALTH: (DeclareField.ANSWER,),
}
"""The fields of each page, in the order of *Ô tiếp theo*."""


def field_text(state: Declare) -> str:
    """What stands in the field in use; empty where there is none."""
    draft = state.draft
    match state.typing:
        case DeclareField.NAME:
            return draft.name
        case DeclareField.BIRTH:
            # A document's whole date is not typed on: the first key begins anew.
            return draft.birth if draft.birth.isdecimal() else ""
        case DeclareField.PHONE:
            return draft.phone
        case DeclareField.CARD:
            return state.card_text
        case DeclareField.UNIT:
            return state.unit_text
        case DeclareField.STREET:
            return draft.address.text
        case DeclareField.ANSWER:
            return state.answer_text
    return ""


def with_text(state: Declare) -> Declare:
    """With the text of the field in use, after another one was touched or it was filled in."""
    if state.typing is not DeclareField.NAME:
        state = replace(state, suggestions=(), suggested_by=None)
    if state.typing is None:
        return replace(state, typed=None)
    return replace(state, typed=text_in(field_text(state), *_KINDS[state.typing]))


def after_key(state: Declare, touch: KeyboardTouch) -> Declare:
    """After a touch of the keyboard; a whole year leads on to what is missing."""
    if state.typed is None:
        return state
    typed = take(state.typed, touch)
    state, text, draft = replace(state, typed=typed), typed.text, state.draft
    match state.typing:
        case DeclareField.NAME:
            is_unnamed = draft.is_unnamed and not text
            named = replace(draft, name=text, is_unnamed=is_unnamed, is_another=False)
            return with_draft(state, named)
        case DeclareField.BIRTH:
            after = with_draft(state, replace(draft, birth=text, is_another=False))
            is_led_on = read_birth(text) is not None and text != draft.birth
            return replace(after, typing=first_field(after) or state.typing) if is_led_on else after
        case DeclareField.PHONE:
            is_none = draft.phone_of is PhoneOf.NONE
            phone_of = PhoneOf.OWN if is_none else draft.phone_of
            return with_draft(state, replace(draft, phone=text, phone_of=phone_of))
        case DeclareField.CARD:
            return with_card(state, text)
        case DeclareField.UNIT:
            return replace(state, unit_text=text)
        case DeclareField.STREET:
            return with_draft(state, replace(draft, address=Address(text, draft.address.unit)))
        case _:
            return _with_answer(state, text)


def with_draft(state: Declare, draft: Draft) -> Declare:
    """With this draft; whoever agreed did so to what stood there before."""
    if draft == state.draft:
        return state
    return replace(state, draft=replace(draft, has_consent=False), problem=None)


def next_field(state: Declare) -> DeclareField | None:
    """The field after the one in use; from the last one the first again."""
    fields = FIELDS.get(state.step, ())
    if state.typing not in fields:
        return state.typing
    return fields[(fields.index(state.typing) + 1) % len(fields)]


def is_card_number(text: str) -> bool:
    """Whether it is a whole number of an insurance card, or of a citizen's."""
    return any(is_whole(document, text) for document in CardDocument)


def with_card(state: Declare, text: str) -> Declare:
    """A whole number is the person's, and whoever is known by it is looked for."""
    state = replace(state, card_text=text)
    if is_whole(CardDocument.CITIZEN, text):
        number = text
        draft = replace(state.draft, id_number=text)
    elif is_whole(CardDocument.INSURANCE, text):
        number = insurance_number(text)
        draft = replace(state.draft, insurance_number=number)
    else:
        return state
    return replace(with_draft(state, draft), card=number)


def _with_answer(state: Declare, text: str) -> Declare:
    """The answer in words or figures beside the options that were touched, once it can be one."""
    state = replace(state, answer_text=text)
    if state.setup is None or state.answering not in state.setup.form.by_link_id:
        return state
    item = state.setup.form.by_link_id[state.answering]
    value, answers = read_answer(item, text), state.draft.answers
    given = answers.of(item.link_id) if item.repeats else ()
    kept: list[Value] = [one for one in given if isinstance(one, Coding)]
    if value is not None and not isinstance(value, AnswerRefusal):
        kept.append(value)
    return with_draft(state, replace(state.draft, answers=answers.having(item.link_id, kept)))
