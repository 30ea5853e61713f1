"""*Cần hỗ trợ (n)*: who waits for staff, and how each case ends.

A case is taken by *Nhận*, which silences the desk for it, and ends in one of four ways
(docs/spec/at-the-gate.md §4). What was measured and noted is kept for each open case until it ends.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import ClassVar

from kiosk.base.dataclass import dataclass
from kiosk.base.phones import spoken_phone
from kiosk.domain.declaration.draft import Draft
from kiosk.domain.desk.acts import ActProblem, NotDone, StoredPerson
from kiosk.domain.desk.acts_on_cases import (
    AcknowledgeCase,
    CaseClosed,
    CloseCase,
    RefusalReason,
)
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.queries import CaseRow, Cases, ListCases, PersonRow, Search
from kiosk.domain.events import CasesCounted
from kiosk.domain.station.effects import PlaySound, Tone
from kiosk.domain.station.page import (
    DeskAnswered,
    DeskFailed,
    DeskPage,
    Moment,
    PageShown,
    Push,
    Turn,
)
from kiosk.domain.station.pages.declare_state import Declare
from kiosk.domain.station.pages.picking import Picking, PickTouch, PickTyped, advance_picking
from sync.protocol.bodies import SupportOutcome

MOST_NOTED = 200
"""Characters of a note."""
_TEMPERATURE_DIGITS = 3


class CaseField(StrEnum):
    """What the pad types into."""

    TEMPERATURE = "temperature"
    NOTE = "note"


class CaseStep(StrEnum):
    """What is done with the open case."""

    OPEN = "open"
    """It is read, measured, and may be closed."""
    PERSON = "person"
    """Staff look for who it is."""
    REFUSAL = "refusal"
    """*Chưa cho vào*: staff say why."""


@dataclass(frozen=True, slots=True)
class CaseTaken:
    """*Nhận* was touched."""

    case_id: str


@dataclass(frozen=True, slots=True)
class CaseChosen:
    """A row was touched: this case is open now."""

    case_id: str


@dataclass(frozen=True, slots=True)
class CaseFieldChosen:
    """A field was touched: the pad types into it, or is put away."""

    field: CaseField | None


@dataclass(frozen=True, slots=True)
class CaseKeyTyped:
    """A key of the pad."""

    key: str


@dataclass(frozen=True, slots=True)
class CaseKeyErased:
    """The last character of the field was taken back."""


@dataclass(frozen=True, slots=True)
class CaseFieldCleared:
    """Everything in the field was taken back."""


@dataclass(frozen=True, slots=True)
class NoteAdded:
    """A common note was touched: it stands in the note, or no longer."""

    text: str


@dataclass(frozen=True, slots=True)
class CaseClosing:
    """One of the four closings was touched."""

    outcome: SupportOutcome


@dataclass(frozen=True, slots=True)
class RefusalChosen:
    """Why the person, who is no patient, is not let in."""

    reason: RefusalReason


@dataclass(frozen=True, slots=True)
class LeadCalled:
    """*Gọi trưởng ca*: somebody else is to decide; the case stays open."""


@dataclass(frozen=True, slots=True)
class CaseStepChosen:
    """Another step of the open case: who it is, or back to it."""

    step: CaseStep


@dataclass(frozen=True, slots=True)
class CasePersonChosen:
    """The case is about this one of those found."""

    person_id: str


@dataclass(frozen=True, slots=True)
class DoneTurned:
    """*Đã xong hôm nay*: what is done is shown, or what waits again."""


@dataclass(frozen=True, slots=True)
class CaseDeclaring:
    """*Khai hộ*: whoever the open case is about declares, which closes it."""


SupportListTouch = (
    CaseTaken
    | CaseChosen
    | CaseFieldChosen
    | CaseKeyTyped
    | CaseKeyErased
    | CaseFieldCleared
    | NoteAdded
    | CaseClosing
    | RefusalChosen
    | LeadCalled
    | CaseStepChosen
    | CasePersonChosen
    | DoneTurned
    | CaseDeclaring
)


@dataclass(frozen=True, slots=True)
class CaseDraft:
    """What staff measured and noted of a case that is still open."""

    temperature: str = ""
    """Digits as typed: two whole degrees and tenths."""
    note: str = ""
    whom: PersonRow | None = None
    """Who it turned out to be."""

    @property
    def temperature_dc(self) -> int | None:
        """Tenths of a degree Celsius; None until two digits are typed."""
        if len(self.temperature) < _TEMPERATURE_DIGITS - 1:
            return None
        return int(self.temperature.ljust(_TEMPERATURE_DIGITS, "0"))

    def text(self, name: CaseField) -> str:
        """What stands in a field."""
        return self.temperature if name is CaseField.TEMPERATURE else self.note

    def with_text(self, name: CaseField, text: str) -> CaseDraft:
        """After a field was typed into; what cannot be in it is left out."""
        if name is CaseField.NOTE:
            return replace(self, note=text[:MOST_NOTED])
        is_number = not text or (text.isascii() and text.isdigit())
        fits = is_number and len(text) <= _TEMPERATURE_DIGITS
        return replace(self, temperature=text) if fits else self


@dataclass(frozen=True, slots=True)
class SupportList:
    """The list, and the case that is open beside it."""

    page: ClassVar[DeskPage] = DeskPage.SUPPORT_LIST
    is_public: ClassVar[bool] = False

    cases: Cases | None = None
    """None until they were read."""
    chosen: str = ""
    """The open case; empty for none."""
    step: CaseStep = CaseStep.OPEN
    in_use: CaseField | None = None
    """The field the pad types into; None while there is no pad."""
    drafts: Mapping[str, CaseDraft] = field(default_factory=lambda: MappingProxyType({}))
    picking: Picking = field(default_factory=Picking)
    is_lead_called: bool = False
    is_done_shown: bool = False
    closing: str = ""
    """The case whose closing is being written."""
    refused: ActProblem | None = None
    """Why the last act did nothing."""
    problem: DeskProblem | None = None
    """Why nothing can be read or written now."""

    @property
    def case(self) -> CaseRow | None:
        """The open case."""
        waiting = self.cases.waiting if self.cases is not None else ()
        return next((case for case in waiting if case.case_id == self.chosen), None)

    @property
    def draft(self) -> CaseDraft:
        """What was measured and noted of the open case."""
        return self.drafts.get(self.chosen, CaseDraft())

    def with_draft(self, draft: CaseDraft) -> SupportList:
        """With this of the open case."""
        return replace(self, drafts=MappingProxyType({**self.drafts, self.chosen: draft}))


def advance(state: SupportList, event: object, moment: Moment) -> Turn[SupportList]:
    """The list after a touch, an answer, or another case."""
    del moment
    match event:
        case PageShown() | CasesCounted():
            return Turn(state, asks=(ListCases(),))
        case DeskAnswered(_, ListCases(), Cases() as cases):
            return Turn(_with_cases(state, cases))
        case DeskAnswered(_, AcknowledgeCase() | CloseCase()):
            return _acted(state, event)
        case DeskAnswered():
            picking, _ = advance_picking(state.picking, event)
            return Turn(replace(state, picking=picking))
        case DeskFailed(_, _, problem):
            return Turn(replace(state, problem=problem, closing=""))
        case CaseTaken(case_id):
            return Turn(_opened(state, case_id), asks=(AcknowledgeCase(case_id),))
        case CaseChosen(case_id):
            return Turn(_opened(state, case_id))
        case DoneTurned():
            return Turn(replace(state, is_done_shown=not state.is_done_shown))
    if state.case is None or state.closing:
        return Turn(state)
    return _with_case(state, event)


def _with_case(state: SupportList, event: object) -> Turn[SupportList]:
    """After a touch that is about the open case."""
    draft, name = state.draft, state.in_use
    match event:
        case CaseFieldChosen(chosen):
            return Turn(replace(state, in_use=chosen))
        case CaseKeyTyped(key) if name is not None:
            return Turn(state.with_draft(draft.with_text(name, draft.text(name) + key)))
        case CaseKeyErased() if name is not None:
            return Turn(state.with_draft(draft.with_text(name, draft.text(name)[:-1])))
        case CaseFieldCleared() if name is not None:
            return Turn(state.with_draft(draft.with_text(name, "")))
        case NoteAdded(text):
            note = toggled(draft.note, text)
            return Turn(state.with_draft(draft.with_text(CaseField.NOTE, note)))
        case CaseStepChosen(CaseStep.PERSON):
            picking, asks = _looked_for(state.case)
            return Turn(replace(state, step=CaseStep.PERSON, picking=picking), asks=asks)
        case CaseStepChosen(step):
            return Turn(replace(state, step=step, picking=Picking(), is_lead_called=False))
        case CasePersonChosen(person_id):
            whom = state.picking.person(person_id)
            known = state if whom is None else state.with_draft(replace(draft, whom=whom))
            return Turn(replace(known, step=CaseStep.OPEN, picking=Picking()))
        case CaseDeclaring():
            return Turn(state, go=Push(_declaration_of(state)))
        case LeadCalled():
            return Turn(replace(state, is_lead_called=True), (PlaySound(Tone.STAFF),))
        case CaseClosing(SupportOutcome.NOT_ADMITTED):
            return Turn(replace(state, step=CaseStep.REFUSAL, is_lead_called=False))
        case CaseClosing(outcome):
            return _close(state, CloseCase(state.chosen, outcome))
        case RefusalChosen(reason):
            refused = CloseCase(
                state.chosen, SupportOutcome.NOT_ADMITTED, refusal=reason, is_patient=False
            )
            return _close(state, refused)
    if isinstance(event, PickTouch):
        picking, asks = advance_picking(state.picking, event)
        return Turn(replace(state, picking=picking), asks=asks)
    return Turn(state)


def _declaration_of(state: SupportList) -> Declare:
    """The pages for whoever the open case is about."""
    person_id = None if state.case is None else state.case.person_id
    whom = None if person_id is None else StoredPerson(person_id)
    return Declare(Draft(known=whom), case_id=state.chosen)


def _looked_for(case: CaseRow | None) -> tuple[Picking, tuple[Search, ...]]:
    """Whoever gave a number is looked for by it at once."""
    phone = "" if case is None else spoken_phone(case.phone) or case.phone
    return advance_picking(Picking(), PickTyped(phone.replace(" ", "")))


def toggled(note: str, text: str) -> str:
    """A note with this sentence at its end, or without it where it stood already."""
    parts = [part for part in note.split("; ") if part]
    kept = [part for part in parts if part != text]
    return "; ".join(kept if len(kept) < len(parts) else [*parts, text])


def _close(state: SupportList, act: CloseCase) -> Turn[SupportList]:
    draft = state.draft
    act = replace(
        act,
        whom=None if draft.whom is None else StoredPerson(draft.whom.person_id),
        temperature_dc=draft.temperature_dc,
        note=draft.note.strip(),
    )
    return Turn(replace(state, closing=act.case_id, refused=None), asks=(act,))


def _opened(state: SupportList, case_id: str) -> SupportList:
    return replace(
        state,
        chosen=case_id,
        step=CaseStep.OPEN,
        in_use=None,
        picking=Picking(),
        is_lead_called=False,
        is_done_shown=False,
        refused=None,
    )


def _with_cases(state: SupportList, cases: Cases) -> SupportList:
    """The list as it is now; drafts of cases that wait no longer are forgotten."""
    waiting = {case.case_id for case in cases.waiting}
    drafts = {case_id: draft for case_id, draft in state.drafts.items() if case_id in waiting}
    return replace(
        state,
        cases=cases,
        chosen=state.chosen if state.chosen in waiting else "",
        drafts=MappingProxyType(drafts),
        problem=None,
    )


def _acted(state: SupportList, event: DeskAnswered) -> Turn[SupportList]:
    state = replace(state, problem=None)
    match event.answer:
        case NotDone(problem):
            state = replace(state, closing="", refused=problem)
        case CaseClosed():
            state = replace(state, closing="", chosen="", step=CaseStep.OPEN, refused=None)
    # Somebody at another station may have been quicker: the list says how it is now.
    return Turn(state, asks=(ListCases(),))
