"""*Khai hộ*: staff declare for somebody on four short pages, then check them in.

A card, a personal QR or a typed number fills it in as far as it says something; a page on which
nothing is missing is passed over, and *Sửa* leads back to it. What stands there is saved a moment
after it changed: a crash loses nothing, and only staff are ever shown it again
(docs/spec/at-the-gate.md §6).
"""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.declaration.answering import denied, enabled_questions, toggled
from kiosk.domain.declaration.draft import Draft, PhoneOf, companion, completed
from kiosk.domain.declaration.form import Coding, Item
from kiosk.domain.declaration.read_back import said
from kiosk.domain.desk.acts import ReleasedPerson, StoredPerson, VenuePerson
from kiosk.domain.desk.acts_on_declarations import DropDraft
from kiosk.domain.events import CardRead
from kiosk.domain.language import Language
from kiosk.domain.people.contact import read_contact
from kiosk.domain.people.person import PersonDetails
from kiosk.domain.station.effects import StartTimer, TimerFired, TimerName
from kiosk.domain.station.page import (
    Back,
    DeskAnswered,
    DeskFailed,
    Moment,
    PageShown,
    Replace,
    Turn,
)
from kiosk.domain.station.pages.declare_answers import missed, read_card, recognised, taken
from kiosk.domain.station.pages.declare_fields import (
    FIELDS,
    after_key,
    field_text,
    is_card_number,
    next_field,
    with_card,
    with_draft,
    with_text,
)
from kiosk.domain.station.pages.declare_sending import saving, submission
from kiosk.domain.station.pages.declare_state import (
    MOST_OPTIONS,
    STEPS,
    Declare,
    DeclarePanel,
    Known,
    first_field,
    shown,
    wanted,
)
from kiosk.domain.station.pages.declare_touches import (
    AlikeChosen,
    AnotherTouched,
    AnswerFieldChosen,
    AnswerTouched,
    CompanionTouched,
    ConsentTouched,
    DeclareField,
    DeclareFieldChosen,
    DeclareSexChosen,
    DeclareStep,
    DeniedTouched,
    DraftOpened,
    DraftsTouched,
    LeavingChosen,
    NextFieldTouched,
    NextTouched,
    PhoneOfChosen,
    PhoneRelationChosen,
    RelationChosen,
    SendTouched,
    StepBackTouched,
    StepWanted,
    TodayChosen,
    TypingEnded,
    UnitChosen,
    UnitTouched,
    UnnamedTouched,
)
from kiosk.domain.text_input.field_text import KeyboardTouch
from kiosk.domain.units.unit import Unit

SAVE_S = 1.0
"""Seconds after a change until it is saved: a savepoint for a word, not for a letter."""

KnownPerson = StoredPerson | VenuePerson | ReleasedPerson

_Turn = Turn[Declare]


def declare_for(person_id: str, case_id: str = "") -> Declare:
    """The pages for somebody known; `case_id` is the case that the declaration answers."""
    return Declare(Draft(known=StoredPerson(person_id)), case_id=case_id)


def declare_by(text: str) -> Declare:
    """The pages for somebody whom a search did not find, with the number that was typed there."""
    phone = read_contact(text)
    if phone is not None:
        return Declare(Draft(phone=phone))
    number = text.replace(" ", "").upper()
    return with_card(Declare(), number) if is_card_number(number) else Declare()


def declare_whom(known: KnownPerson, details: PersonDetails) -> Declare:
    """The pages for one of those whom a phone points to, with what was told of them."""
    return Declare(completed(Draft(known=known), details))


def advance(state: Declare, event: object, moment: Moment) -> _Turn:
    """The pages after a touch, a card or an answer, with what they then want to know or to save."""
    turn = _saved_on_leaving(state, _advance(state, event))
    after, asks, effects = turn.state, turn.asks, turn.effects
    is_other_field = (after.typing, after.answering) != (state.typing, state.answering)
    stands = "" if after.typed is None else after.typed.text
    if is_other_field or stands != field_text(after) or (after.typing and after.typed is None):
        after = with_text(after)
    query = wanted(after)
    if query is not None and query != after.asked and turn.go is None:
        after, asks = replace(after, asked=query), (*asks, query)
    if after.is_unsaved and after.draft != state.draft:
        effects = (*effects, StartTimer(TimerName.DESK_PAGE, moment.key, SAVE_S))
    return replace(turn, state=after, asks=asks, effects=effects)


def _advance(state: Declare, event: object) -> _Turn:
    match event:
        case PageShown():
            return Turn(replace(state, asked=None, problem=None))
        case DeskAnswered(_, asked, answer):
            return taken(state, asked, answer)
        case DeskFailed(_, asked, problem):
            return missed(state, asked, problem)
        case TimerFired(TimerName.DESK_PAGE):
            return _saved(state)
        case StepBackTouched() if state.step is DeclareStep.DONE:
            return Turn(state, go=Back())
        case CompanionTouched() | AnotherTouched() if state.sent is not None:
            return Turn(state, go=Replace(_after(state, event)))
    if state.is_sending or state.is_dropping or state.sent is not None:
        return Turn(state)
    match event:
        case CardRead(text):
            return Turn(read_card(state, text))
        case NextTouched() | StepBackTouched() | StepWanted() | LeavingChosen() | SendTouched():
            return _step(state, event)
        case AlikeChosen() | DraftsTouched() | DraftOpened():
            return _choose(state, event)
        case AnswerTouched() | DeniedTouched() | AnswerFieldChosen():
            return Turn(_answered(state, event))
        case UnitChosen() | TodayChosen() | UnitTouched():
            return Turn(_with_unit(state, event))
    if isinstance(event, KeyboardTouch):
        return Turn(after_key(state, event))
    return Turn(_with_field(_with_person(state, event), event))


def _saved(state: Declare) -> _Turn:
    saved, asks = saving(state)
    return Turn(saved, asks=asks)


def _saved_on_leaving(before: Declare, turn: _Turn) -> _Turn:
    """A page that is left is saved at once."""
    is_left = turn.state.step is not before.step or turn.go is not None
    if not is_left or turn.state.is_dropping:
        return turn
    state, asks = saving(turn.state)
    return replace(turn, state=state, asks=(*turn.asks, *asks))


def _step(state: Declare, event: object) -> _Turn:
    match event:
        case NextTouched() if state.can_go_on:
            is_new = state.draft.known is None and not state.draft.is_another
            if state.step is DeclareStep.PERSON and is_new:
                return Turn(replace(state, is_comparing=True))
            return Turn(shown(state, state.next_step()))
        case StepBackTouched():
            return _back(state)
        case StepWanted(step) if step in STEPS and STEPS.index(step) < STEPS.index(state.step):
            return Turn(shown(state, step))
        case LeavingChosen(keeps) if state.panel is DeclarePanel.LEAVING:
            return _leave(state, keeps)
        case SendTouched(language) if state.can_send and state.setup is not None:
            sending = replace(state, is_sending=True, problem=None)
            if state.saving is not None:
                # Its savepoint is being written, and goes with it.
                return Turn(replace(sending, send_in=language))
            return Turn(sending, asks=(submission(state, state.setup, language),))
    return Turn(state)


def _back(state: Declare) -> _Turn:
    """The panel is put away, or the page before comes; out of the first one, asking first."""
    if state.panel is not DeclarePanel.NONE or state.is_comparing:
        return Turn(shown(state, state.step))
    if state.step is not DeclareStep.PERSON:
        return Turn(shown(state, STEPS[STEPS.index(state.step) - 1]))
    if state.draft.is_blank:
        return Turn(state, go=Back())
    return Turn(replace(state, panel=DeclarePanel.LEAVING, typing=None))


def _leave(state: Declare, keeps: bool | None) -> _Turn:
    if keeps is None:
        return Turn(shown(state, state.step))
    if keeps:
        return Turn(state, go=Back())
    leaving = replace(state, is_dropping=True)
    if state.saving is not None:
        # Its savepoint is being written: it goes once it is there.
        return Turn(leaving)
    if not state.draft.id:
        return Turn(leaving, go=Back())
    return Turn(leaving, asks=(DropDraft(state.draft.id),))


def _after(state: Declare, event: object) -> Declare:
    """The next one's pages: with what those who came together share, or with nothing."""
    if not isinstance(event, CompanionTouched):
        return Declare()
    return Declare(companion(state.draft), known=Known(are_drafts_read=True))


def _choose(state: Declare, event: object) -> _Turn:
    match event:
        case AlikeChosen(None) if state.panel is DeclarePanel.ALIKE:
            another = replace(state, draft=replace(state.draft, is_another=True), alike=())
            is_first = state.step is DeclareStep.PERSON
            return Turn(shown(another, another.next_step() if is_first else another.step))
        case AlikeChosen(str(person_id)) if any(one.person_id == person_id for one in state.alike):
            known = recognised(replace(state, alike=()), person_id)
            return Turn(shown(known, known.step))
        case DraftsTouched() if state.drafts:
            if state.panel is DeclarePanel.DRAFTS:
                return Turn(shown(state, state.step))
            return Turn(replace(state, panel=DeclarePanel.DRAFTS, typing=None))
        case DraftOpened(draft_id) if any(one.draft_id == draft_id for one in state.drafts):
            return Turn(state, go=Replace(Declare(opening=draft_id)))
    return Turn(state)


def _answered(state: Declare, event: AnswerTouched | DeniedTouched | AnswerFieldChosen) -> Declare:
    """After a touch on an answer. One that asks where, of a long list, opens that list at once."""
    if state.setup is None or event.link_id not in state.setup.form.by_link_id:
        return state
    form, before = state.setup.form, state.draft.answers
    match event:
        case AnswerFieldChosen(link_id):
            return _asking(state, form.by_link_id[link_id])
        case AnswerTouched(link_id, value):
            answers = toggled(form, before, link_id, value)
        case _:
            answers = denied(form, before, event.link_id)
    state = with_draft(state, replace(state.draft, answers=answers))
    asked_before = enabled_questions(form, before)
    opened = (one for one in enabled_questions(form, answers) if one not in asked_before)
    item = next((one for one in opened if len(one.options) > MOST_OPTIONS), None)
    return state if item is None else _asking(state, item)


def _asking(state: Declare, item: Item) -> Declare:
    """What is answered by the keyboard, or from a list that has a panel of its own."""
    words = [one for one in state.draft.answers.of(item.link_id) if not isinstance(one, Coding)]
    state = replace(
        state, answering=item.link_id, answer_text=said(item, words, Language.VI), typing=None
    )
    if len(item.options) > MOST_OPTIONS:
        return replace(state, panel=DeclarePanel.OPTIONS)
    return replace(state, typing=DeclareField.ANSWER)


def _with_unit(state: Declare, event: UnitChosen | TodayChosen | UnitTouched) -> Declare:
    draft = state.draft
    match event:
        case UnitChosen(index) if state.found is not None and index < len(state.found.units):
            chosen = state.found.units[index]
            if len(chosen.today) != 1:
                return replace(state, panel=DeclarePanel.TODAY, asked_unit=chosen, typing=None)
            return _lives_in(state, chosen.today[0])
        case TodayChosen(index) if state.asked_unit is not None:
            today = state.asked_unit.today
            if index is None:
                return _lives_in(state, state.asked_unit.unit)
            return _lives_in(state, today[index]) if index < len(today) else state
        case UnitTouched():
            address = replace(draft.address, unit=None)
            state = with_draft(state, replace(draft, address=address))
            return replace(state, typing=DeclareField.UNIT, unit_text="", found=None, found_by="")
    return state


def _lives_in(state: Declare, unit: Unit) -> Declare:
    """The commune is said; the keyboard goes to the street."""
    address = replace(state.draft.address, unit=unit.snapshot)
    state = with_draft(state, replace(state.draft, address=address))
    return replace(
        state,
        panel=DeclarePanel.NONE,
        typing=DeclareField.STREET,
        asked_unit=None,
        unit_text="",
        found=None,
        found_by="",
    )


def _with_person(state: Declare, event: object) -> Declare:
    draft = state.draft
    match event:
        case UnnamedTouched():
            is_unnamed = not draft.is_unnamed
            state = with_draft(state, replace(draft, name="", is_unnamed=is_unnamed))
            return replace(state, typing=first_field(state) if is_unnamed else DeclareField.NAME)
        case DeclareSexChosen(sex):
            return with_draft(state, replace(draft, sex=sex, is_another=False))
        case PhoneOfChosen(phone_of):
            return _reached_by(state, phone_of)
        case PhoneRelationChosen(None):
            return replace(state, panel=DeclarePanel.PHONE_RELATION, typing=None)
        case PhoneRelationChosen(relation):
            after = with_draft(state, replace(draft, phone_relation=relation))
            is_whole = bool(draft.reached_by)
            typing = first_field(after) if is_whole else DeclareField.PHONE
            return replace(after, panel=DeclarePanel.NONE, typing=typing)
        case RelationChosen(relation):
            return with_draft(state, replace(draft, relation=relation))
        case ConsentTouched():
            return replace(state, draft=replace(draft, has_consent=not draft.has_consent))
    return state


def _reached_by(state: Declare, phone_of: PhoneOf) -> Declare:
    """Whose the number is; a relative's number is asked for with what they are to the person."""
    draft = replace(state.draft, phone_of=phone_of, phone_relation=None)
    if phone_of is PhoneOf.NONE:
        draft = replace(draft, phone="")
    state = with_draft(state, draft)
    match phone_of:
        case PhoneOf.NONE:
            return replace(state, typing=first_field(state))
        case PhoneOf.RELATIVE:
            return replace(state, panel=DeclarePanel.PHONE_RELATION, typing=None)
        case _:
            return replace(state, typing=DeclareField.PHONE)


def _with_field(state: Declare, event: object) -> Declare:
    match event:
        case DeclareFieldChosen(field) if field in FIELDS.get(state.step, ()):
            return replace(state, typing=field, panel=DeclarePanel.NONE)
        case NextFieldTouched():
            return replace(state, typing=next_field(state))
        case TypingEnded():
            return replace(state, typing=None, panel=DeclarePanel.NONE)
    return state
