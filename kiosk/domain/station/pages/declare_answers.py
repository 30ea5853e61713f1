"""What the pages of *Khai hộ* make of answers, and of a card that is held to the scanner."""

from __future__ import annotations

from dataclasses import replace

from kiosk.domain.credential import parse_credential
from kiosk.domain.declaration.declaration import DeclaredPhone
from kiosk.domain.declaration.draft import PhoneOf, completed, filled
from kiosk.domain.declaration.draft_json import read_draft
from kiosk.domain.desk.acts import NotDone, StoredPerson
from kiosk.domain.desk.acts_on_declarations import (
    Declared,
    DraftSaved,
    DropDraft,
    SaveDraft,
    SubmitDeclaration,
)
from kiosk.domain.desk.acts_on_people import MayBeTheSame
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.declaration_queries import (
    Alike,
    CheckDeclarations,
    DeclarationState,
    Drafts,
    FindAlike,
    ListDrafts,
    ShowDraft,
    StoredDraft,
)
from kiosk.domain.desk.declaring_setup import DeclaringSetup, PrepareDeclaring
from kiosk.domain.desk.queries import Found, PersonPage, PersonRow, Search, ShowPerson
from kiosk.domain.people.address import Address
from kiosk.domain.people.identity import deciding_identifiers
from kiosk.domain.people.person import PersonDetails
from kiosk.domain.station.page import Back, Turn
from kiosk.domain.station.pages.declare_fields import with_draft
from kiosk.domain.station.pages.declare_sending import submission
from kiosk.domain.station.pages.declare_state import (
    Declare,
    DeclarePanel,
    first_field,
    shown,
)
from kiosk.domain.station.pages.declare_touches import DeclareStep
from kiosk.domain.text_input.name_syllables import SuggestSyllables
from kiosk.domain.units.queries import AddressRead, FindUnits, ReadAddress
from kiosk.domain.units.unit import UnitsFound
from sync.protocol.declaration_bodies import Relation

_Turn = Turn[Declare]


def read_card(state: Declare, text: str) -> Declare:
    """The form filled from a card or personal QR; whoever is known by its number is looked for."""
    card = parse_credential(text)
    numbers = deciding_identifiers(card.identifiers)
    if card.person is not None:
        state = _filled(state, card.person)
    return replace(state, card=numbers[0].value) if numbers else state


def taken(state: Declare, asked: object, answer: object) -> _Turn:
    """After an answer; one that nobody waits for any more changes nothing."""
    if asked == state.asked:
        state = replace(state, asked=None)
    match asked, answer:
        case PrepareDeclaring(), DeclaringSetup():
            return Turn(_prepared(state, answer))
        case PrepareDeclaring(form), _:
            # The form of the draft is there no more; the one in force takes its place, if one is.
            kept = PrepareDeclaring() if form is None else None
            return Turn(replace(state, stored=None, asked=kept, problem=DeskProblem.GONE))
        case ShowDraft(), StoredDraft():
            case_id = answer.row.case_id
            return Turn(replace(state, opening="", stored=answer, case_id=case_id))
        case ShowDraft(), _:
            return Turn(replace(state, opening="", problem=DeskProblem.GONE))
        case ListDrafts(), Drafts(rows):
            known = replace(state.known, are_drafts_read=True)
            return Turn(replace(state, drafts=rows, known=known))
        case SuggestSyllables(), tuple():
            return Turn(replace(state, suggestions=answer, suggested_by=asked))
        case FindUnits(text), UnitsFound() if text == state.unit_text:
            return Turn(replace(state, found=answer, found_by=text))
        case FindAlike(), Alike(people):
            return Turn(_compared(state, people))
        case Search(text), Found(people) if text == state.card:
            known = replace(state.known, card=text)
            state = replace(state, known=known)
            return Turn(recognised(state, people[0].person_id) if len(people) == 1 else state)
        case ShowPerson(), _:
            return Turn(_person_read(state, answer))
        case CheckDeclarations(), _:
            return Turn(_declaration_read(state, answer))
        case ReadAddress(text), AddressRead():
            return Turn(_address_read(state, text, answer))
    return _acted(state, asked, answer)


def missed(state: Declare, asked: object, problem: DeskProblem) -> _Turn:
    """After no answer: what only helps is done without."""
    known = state.known
    match asked:
        case PrepareDeclaring():
            # Nothing is asked again before somebody comes back to the page.
            return Turn(replace(state, problem=problem))
        case ShowDraft():
            return Turn(replace(state, opening="", asked=None, problem=problem))
        case FindUnits(text):
            found = UnitsFound((), 0)
            return Turn(replace(state, found=found, found_by=text, asked=None, problem=problem))
        case SuggestSyllables():
            return Turn(replace(state, suggestions=(), suggested_by=asked, asked=None))
        case FindAlike():
            return Turn(_compared(replace(state, asked=None), ()))
        case Search(text):
            known = replace(known, card=text)
        case ShowPerson():
            known = replace(known, is_person_read=True)
        case CheckDeclarations():
            known = replace(known, is_declaration_read=True)
        case ReadAddress(text):
            known = replace(known, address=text)
        case ListDrafts():
            known = replace(known, are_drafts_read=True)
        case SaveDraft():
            return _left(replace(state, saving=None))
        case SubmitDeclaration():
            return Turn(replace(state, is_sending=False, problem=problem))
        case _:
            return Turn(replace(state, is_dropping=False, problem=problem))
    return Turn(replace(state, known=known, asked=None))


def _acted(state: Declare, asked: object, answer: object) -> _Turn:
    match asked, answer:
        case SaveDraft(), DraftSaved(draft_id):
            saved = None if state.saving is None else replace(state.saving, id=draft_id)
            draft = replace(state.draft, id=draft_id)
            return _left(replace(state, draft=draft, saved=saved, saving=None))
        case SaveDraft(), _:
            # It is gone: what stands here is saved anew with the next change.
            draft = replace(state.draft, id="")
            return _left(replace(state, draft=draft, saved=None, saving=None))
        case DropDraft(), _:
            # Gone, or gone before: the page goes too.
            return Turn(state, go=Back())
        case SubmitDeclaration(), Declared((one,)):
            done = replace(shown(state, DeclareStep.DONE), is_sending=False, sent=one)
            return Turn(done)
        case SubmitDeclaration(), MayBeTheSame():
            return Turn(replace(state, is_sending=False, is_comparing=True))
        case SubmitDeclaration(), NotDone(problem):
            return Turn(replace(state, is_sending=False, problem=problem))
    return Turn(state)


def _left(state: Declare) -> _Turn:
    """Once nothing is being saved any more, what waited for that is sent or wiped."""
    if state.send_in is not None and state.setup is not None:
        act = submission(state, state.setup, state.send_in)
        return Turn(replace(state, send_in=None), asks=(act,))
    if not state.is_dropping:
        return Turn(state)
    if not state.draft.id:
        return Turn(state, go=Back())
    return Turn(state, asks=(DropDraft(state.draft.id),))


def _prepared(state: Declare, setup: DeclaringSetup) -> Declare:
    """The form is there: a draft goes on where something is missing in it."""
    stored, problem = state.stored, state.problem
    state = replace(state, setup=setup, stored=None)
    if stored is None:
        return replace(shown(state, state.step), problem=problem)
    draft = read_draft(stored.content, setup.form, stored.row.draft_id)
    if draft is None:
        return replace(shown(state, DeclareStep.PERSON), problem=DeskProblem.GONE)
    known = replace(state.known, is_person_read=True, is_declaration_read=True)
    known = replace(known, address=draft.address.text)
    return at_first_gap(replace(state, draft=draft, saved=draft, known=known))


def at_first_gap(state: Declare) -> Declare:
    """The first page on which something is missing."""
    begun = replace(state, step=DeclareStep.PERSON)
    is_gap = not begun.is_whole(DeclareStep.PERSON)
    return shown(state, DeclareStep.PERSON if is_gap else begun.next_step())


def _filled(state: Declare, details: PersonDetails) -> Declare:
    """With what a document says; the keyboard goes to what it left open."""
    state = with_draft(state, filled(state.draft, details))
    if state.step is DeclareStep.PERSON:
        state = replace(state, typing=first_field(state))
    return state


def _compared(state: Declare, people: tuple[PersonRow, ...]) -> Declare:
    """Who may be the same is asked about; where nobody may be, the page goes on."""
    state = replace(state, is_comparing=False)
    if people:
        return replace(state, panel=DeclarePanel.ALIKE, alike=people, typing=None)
    if state.step is DeclareStep.PERSON:
        return shown(state, state.next_step())
    return replace(state, draft=replace(state.draft, is_another=True))


def recognised(state: Declare, person_id: str) -> Declare:
    """The draft is about this person, of whom the rest is read."""
    if state.draft.known == StoredPerson(person_id):
        return state
    draft = replace(state.draft, known=StoredPerson(person_id))
    known = replace(state.known, is_person_read=False, is_declaration_read=False)
    return replace(state, draft=draft, known=known)


def _person_read(state: Declare, answer: object) -> Declare:
    state = replace(state, known=replace(state.known, is_person_read=True))
    if not isinstance(answer, PersonPage):
        # Forgotten meanwhile: somebody new, as far as this station knows.
        return replace(state, draft=replace(state.draft, known=None))
    draft = replace(completed(state.draft, answer.details), known=StoredPerson(answer.person_id))
    return with_draft(state, draft)


def _declaration_read(state: Declare, answer: object) -> Declare:
    """What an earlier declaration says beside its answers: whose the phone is."""
    state = replace(state, known=replace(state.known, is_declaration_read=True))
    draft = state.draft
    is_own = bool(draft.phone) and draft.phone_of is PhoneOf.OWN
    match answer:
        case (DeclarationState(phone=DeclaredPhone(owner)), *_) if is_own:
            if owner is not Relation.SELF:
                draft = replace(draft, phone_of=PhoneOf.RELATIVE, phone_relation=owner)
            state = with_draft(state, draft)
    return at_first_gap(state) if state.step is DeclareStep.PERSON else state


def _address_read(state: Declare, text: str, read: AddressRead) -> Declare:
    """The commune that a written address names is chosen, or offered where it may be several."""
    state = replace(state, known=replace(state.known, address=text))
    draft = state.draft
    if draft.address.unit is not None or draft.address.text != text or not read.units:
        return state
    unit = read.units[0].today[0].snapshot if read.is_clear else None
    state = with_draft(state, replace(draft, address=Address(read.text, unit)))
    state = replace(state, known=replace(state.known, address=read.text))
    if unit is not None:
        # Its page was quicker than the answer: it is passed over now, if nothing was typed on it.
        is_waiting = state.step is DeclareStep.ADDRESS and not state.unit_text
        return shown(state, state.next_step()) if is_waiting else state
    found = UnitsFound(read.units, len(read.units))
    return replace(state, found=found, found_by="", unit_text="")
