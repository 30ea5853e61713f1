"""*Khai hộ*: what its pages hold, and what they want to know next.

A page may have one question to the database on its way (a newer one gives it up), so what is wanted
is derived from the state, the most pressing first: `wanted`.
"""

from __future__ import annotations

from dataclasses import field, replace
from enum import StrEnum
from typing import Any, ClassVar

from kiosk.base.dataclass import dataclass
from kiosk.domain.declaration.answering import missing_questions
from kiosk.domain.declaration.draft import (
    ADDRESS_PARTS,
    CONFIRM_PARTS,
    PERSON_PARTS,
    Draft,
    Missing,
    missing,
)
from kiosk.domain.declaration.draft_json import form_of
from kiosk.domain.declaration.form import Item
from kiosk.domain.desk.acts import ActProblem, StoredPerson
from kiosk.domain.desk.acts_on_declarations import PersonAnswer
from kiosk.domain.desk.asked import DeskProblem, DeskQuery
from kiosk.domain.desk.declaration_queries import (
    CheckDeclarations,
    DraftRow,
    FindAlike,
    ListDrafts,
    ShowDraft,
    StoredDraft,
)
from kiosk.domain.desk.declaring_setup import DeclaringSetup, PrepareDeclaring
from kiosk.domain.desk.queries import PersonRow, Search, ShowPerson
from kiosk.domain.language import Language
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.declare_touches import DeclareField, DeclareStep
from kiosk.domain.text_input.field_text import FieldText
from kiosk.domain.text_input.name_syllables import SuggestSyllables
from kiosk.domain.units.queries import FindUnits, ReadAddress
from kiosk.domain.units.unit import FoundUnit, UnitsFound

PARTS: dict[DeclareStep, tuple[Missing, ...]] = {
    DeclareStep.PERSON: PERSON_PARTS,
    DeclareStep.ADDRESS: ADDRESS_PARTS,
    DeclareStep.HEALTH: (),
    DeclareStep.CONFIRM: CONFIRM_PARTS,
}
"""What each page asks for, in their order; health's part is the form."""
STEPS = tuple(PARTS)
MOST_OPTIONS = 8
"""A question with more answers to choose from has a panel of its own for them."""


class DeclarePanel(StrEnum):
    """What stands in the place of the page, or of its keyboard."""

    NONE = "none"
    PHONE_RELATION = "phone_relation"
    """Whose number it is."""
    ALIKE = "alike"
    """*Có thể trùng với …*"""
    TODAY = "today"
    """*Nay thuộc xã, phường nào?*"""
    OPTIONS = "options"
    """The answers to a question that has more of them than its card has room for."""
    DRAFTS = "drafts"
    """What was begun and not sent."""
    LEAVING = "leaving"
    """Whether what stands there is kept."""


@dataclass(frozen=True, slots=True)
class Known:
    """What was read of whoever the draft is about, beside what is typed."""

    is_person_read: bool = False
    is_declaration_read: bool = False
    address: str = field(default="", repr=False)
    """The written address that was taken apart."""
    card: str = field(default="", repr=False)
    """The number by which the person was looked for."""
    are_drafts_read: bool = False


@dataclass(frozen=True, slots=True)
class Declare:
    """A declaration that staff fill in for somebody."""

    page: ClassVar[DeskPage] = DeskPage.DECLARE
    is_public: ClassVar[bool] = False

    draft: Draft = field(default_factory=Draft, repr=False)
    case_id: str = ""
    """The case it answers, *Đã quét, chờ khai*; empty where it answers none."""
    card: str = field(default="", repr=False)
    """A card's number that somebody is to be found by; empty where there is none."""
    opening: str = ""
    """The id of a draft that is to go on; empty once it is read."""
    stored: StoredDraft | None = field(default=None, repr=False)
    """That draft as it was saved, until its form is there."""
    setup: DeclaringSetup | None = field(default=None, repr=False)
    """None until it is read."""
    step: DeclareStep = DeclareStep.PERSON
    panel: DeclarePanel = DeclarePanel.NONE
    typing: DeclareField | None = DeclareField.NAME
    """What the keyboard types into; None while there is none."""
    typed: FieldText | None = field(default=None, repr=False)
    """What stands there, as it is typed; the keyboard shows itself by it."""
    suggestions: tuple[str, ...] = field(default=(), repr=False)
    """Syllables that may follow, or stand in the place of the word in hand."""
    suggested_by: SuggestSyllables | None = field(default=None, repr=False)
    """What they were asked by; they stand until the next ones are here."""
    card_text: str = field(default="", repr=False)
    """A card's number as it is typed."""
    answering: str = ""
    """The question that is answered by the keyboard."""
    answer_text: str = field(default="", repr=False)
    """What is typed as its answer."""
    unit_text: str = field(default="", repr=False)
    """What the commune is looked for by."""
    found: UnitsFound | None = field(default=None, repr=False)
    """By `found_by`; it stands until the next answer is here."""
    found_by: str = field(default="", repr=False)
    asked_unit: FoundUnit | None = None
    """The old unit that belongs to several of today."""
    is_comparing: bool = False
    """Who may be the same is looked for, and then the page goes on."""
    alike: tuple[PersonRow, ...] = field(default=(), repr=False)
    drafts: tuple[DraftRow, ...] = field(default=(), repr=False)
    known: Known = field(default_factory=Known)
    asked: DeskQuery[Any] | None = field(default=None, repr=False)
    """The question that is on its way."""
    saved: Draft | None = field(default=None, repr=False)
    """As the savepoint has it."""
    saving: Draft | None = field(default=None, repr=False)
    """What is being written there."""
    is_dropping: bool = False
    """*Dừng và xóa*: the savepoint goes, and then the page."""
    is_sending: bool = False
    send_in: Language | None = None
    """What is to be sent once its savepoint is written, and in which language it stood there."""
    sent: PersonAnswer | None = field(default=None, repr=False)
    problem: ActProblem | DeskProblem | None = None
    """Why the last thing was not done."""

    @property
    def lacks(self) -> tuple[Missing, ...]:
        """What is missing in all, the form's answers apart; all of it before the day is known."""
        if self.setup is None:
            return tuple(Missing)
        notice = self.setup.notices[self.draft.language]
        return missing(self.draft, self.setup.today, needs_consent=notice.needs_consent)

    @property
    def unanswered(self) -> tuple[Item, ...]:
        """The questions that must be answered and are not."""
        form = None if self.setup is None else self.setup.form
        return () if form is None else missing_questions(form, self.draft.answers)

    def is_whole(self, step: DeclareStep) -> bool:
        """Whether nothing is missing on a page."""
        if step is DeclareStep.HEALTH:
            return self.setup is not None and not self.unanswered
        return not set(PARTS[step]) & set(self.lacks)

    @property
    def can_go_on(self) -> bool:
        """Whether *Tiếp tục* leads on from this page."""
        return self.is_whole(self.step) and not (self.is_comparing or self.is_sending)

    @property
    def can_send(self) -> bool:
        """Whether *Gửi thông tin* does something."""
        is_whole = all(self.is_whole(step) for step in STEPS)
        return self.step is DeclareStep.CONFIRM and is_whole and not self.is_sending

    @property
    def is_unsaved(self) -> bool:
        """Whether something stands there that a crash would lose."""
        is_kept = self.draft in (self.saved, self.saving)
        return self.sent is None and not (is_kept or self.draft.is_blank)

    @property
    def asked_item(self) -> Item | None:
        """The question that the keyboard or the panel of options answers."""
        return None if self.setup is None else self.setup.form.by_link_id.get(self.answering)

    def next_step(self) -> DeclareStep:
        """The next page on which something is missing; the last one where nothing is."""
        after = STEPS[STEPS.index(self.step) + 1 :]
        return next((step for step in after if not self.is_whole(step)), DeclareStep.CONFIRM)


def wanted(state: Declare) -> DeskQuery[Any] | None:
    """What the page wants to know next; None where it knows all."""
    draft, known = state.draft, state.known
    if state.opening:
        return ShowDraft(state.opening)
    if state.setup is None:
        stored = state.stored
        return PrepareDeclaring(None if stored is None else form_of(stored.content))
    if state.step is DeclareStep.ADDRESS and state.found_by != state.unit_text:
        return FindUnits(state.unit_text, with_own=True)
    if state.is_comparing:
        return FindAlike(draft.details)
    suggesting = _suggesting(state)
    if suggesting is not None and suggesting != state.suggested_by:
        return suggesting
    if state.card and known.card != state.card:
        return Search(state.card)
    whom = draft.known.person_id if isinstance(draft.known, StoredPerson) else ""
    if whom and not known.is_person_read:
        return ShowPerson(whom)
    written = draft.address.text if draft.address.unit is None else ""
    if written and known.address != written and state.typing is not DeclareField.STREET:
        return ReadAddress(written)
    if whom and not known.is_declaration_read:
        return CheckDeclarations((whom,))
    if state.step is DeclareStep.ADDRESS and state.found is None and draft.address.unit is None:
        return FindUnits("", with_own=True)
    return None if known.are_drafts_read else ListDrafts()


def _suggesting(state: Declare) -> SuggestSyllables | None:
    """Whatever may be meant by what is typed of a name, those of the venue's own people too."""
    if state.typing is not DeclareField.NAME or state.typed is None:
        return None
    return SuggestSyllables(state.typed.before, state.typed.word.text, with_own=True)


def shown(state: Declare, step: DeclareStep) -> Declare:
    """With this page on show, and the keyboard in the first field that lacks something."""
    return replace(
        state,
        step=step,
        panel=DeclarePanel.NONE,
        typing=first_field(replace(state, step=step)),
        answering="",
        is_comparing=False,
        problem=None,
    )


_FIELDS = {
    Missing.NAME: DeclareField.NAME,
    Missing.BIRTH: DeclareField.BIRTH,
    Missing.PHONE: DeclareField.PHONE,
    Missing.UNIT: DeclareField.UNIT,
}


def first_field(state: Declare) -> DeclareField | None:
    """The first field of the page on show that lacks something; where none does, none."""
    lacking = (part for part in PARTS.get(state.step, ()) if part in state.lacks)
    return next((_FIELDS[part] for part in lacking if part in _FIELDS), None)
