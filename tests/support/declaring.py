"""The pages of *Khai hộ* by hand: touches, and answers as the desk would give them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from kiosk.domain.declaration.draft import PhoneOf
from kiosk.domain.declaration.notice import BasisText
from kiosk.domain.desk.acts import NotDone
from kiosk.domain.desk.acts_on_declarations import (
    Declared,
    DraftDropped,
    DraftSaved,
    DropDraft,
    PersonAnswer,
    SaveDraft,
    SubmitDeclaration,
)
from kiosk.domain.desk.asked import Asked
from kiosk.domain.desk.declaration_queries import (
    Alike,
    CheckDeclarations,
    DeclarationState,
    DraftRow,
    Drafts,
    FindAlike,
    ListDrafts,
    ShowDraft,
    StoredDraft,
)
from kiosk.domain.desk.declaring_setup import DeclaringSetup, PrepareDeclaring
from kiosk.domain.desk.queries import Found, PersonRow, Search, ShowPerson
from kiosk.domain.language import Language
from kiosk.domain.people.person import Sex
from kiosk.domain.station.effects import StartTimer, TimerFired, TimerName
from kiosk.domain.station.page import DeskAnswered, Go, PageShown, Turn
from kiosk.domain.station.pages.declare import advance
from kiosk.domain.station.pages.declare_state import Declare
from kiosk.domain.station.pages.declare_touches import (
    DeclareSexChosen,
    DeniedTouched,
    NextFieldTouched,
    NextTouched,
    PhoneOfChosen,
    UnitChosen,
)
from kiosk.domain.text_input.field_text import Typed
from kiosk.domain.text_input.name_syllables import SuggestSyllables
from kiosk.domain.units.queries import AddressRead, FindUnits, ReadAddress
from kiosk.domain.units.unit import FoundUnit, Scheme, Unit, UnitsFound
from kiosk.services.shipped_forms import shipped_form
from sync.protocol.asking import DeclarationStatus
from sync.protocol.declaration_bodies import LegalBasis
from tests.support.desk_people import KEY, MOMENT, person_page
from tests.support.window import AT

TODAY = date(2026, 11, 23)
FORM = shipped_form("domestic")
NOTICES = {
    language: BasisText(LegalBasis.CONSENT, "notice", "1", "0" * 64, f"Notice {language.value}")
    for language in Language
}
SETUP = DeclaringSetup(FORM, TODAY, NOTICES, is_required=True)


def _unit(code: str, name: str, province: str, *, scheme: Scheme = Scheme.NEW) -> Unit:
    district = "Ninh Hải" if scheme is Scheme.OLD else ""
    return Unit(scheme, code, name, code[:2], province, district)


VINH_HAI = _unit("22846", "Xã Vĩnh Hải", "Khánh Hòa")
DONG_HAI = _unit("22741", "Phường Đông Hải", "Khánh Hòa")
PHUOC_DINH = _unit("22891", "Xã Phước Dinh", "Khánh Hòa")
NHON_HAI = FoundUnit(
    _unit("22855", "Xã Nhơn Hải", "Ninh Thuận", scheme=Scheme.OLD), (VINH_HAI,), True
)
OLD_DONG_HAI = FoundUnit(
    _unit("22762", "Phường Đông Hải", "Ninh Thuận", scheme=Scheme.OLD),
    (DONG_HAI, PHUOC_DINH),
    True,
)
UNITS = (NHON_HAI, OLD_DONG_HAI, FoundUnit(VINH_HAI, (VINH_HAI,), True))


class UnreadDraft(NamedTuple):
    """A draft of which this program cannot make anything any more."""

    content: str = '{"form": ["domestic", 1]}'
    title: str = ""
    case_id: str = ""


class DeclaringDesk:
    """One page of *Khai hộ*, with what the desk knows and keeps."""

    def __init__(self, state: Declare | None = None) -> None:
        self.state = state or Declare()
        self.setup: DeclaringSetup | None = SETUP
        self.people: dict[str, Any] = {}
        """What `ShowPerson` gives, by id."""
        self.by_number: dict[str, PersonRow] = {}
        self.alike: tuple[PersonRow, ...] = ()
        self.declarations: dict[str, DeclarationState] = {}
        self.drafts: dict[str, SaveDraft | UnreadDraft] = {}
        self.sent: list[SubmitDeclaration] = []
        self.outcome: object = None
        """What sending gives in the place of a plain arrival."""
        self.holds: type[Asked[Any]] | None = None
        """What is asked so is not answered yet, but kept in `held`."""
        self.held: list[Asked[Any]] = []
        self.asked: list[Asked[Any]] = []
        self.timer: int | None = None
        self.go: Go | None = None

    def now(self) -> Declare:
        """The page as it stands."""
        return self.state

    def typed(self) -> str:
        """What stands in the field in use."""
        return "" if self.state.typed is None else self.state.typed.text

    def open(self) -> DeclaringDesk:
        """The page comes on top."""
        return self.take(PageShown())

    def take(self, *events: object) -> DeclaringDesk:
        """Each event, and then all answers to what it asked."""
        for event in events:
            self._turn(advance(self.state, event, MOMENT))
        return self

    def rest(self) -> DeclaringDesk:
        """Let the moment pass after which what stands there is saved."""
        timer, self.timer = self.timer, None
        return self if timer is None else self.take(TimerFired(TimerName.DESK_PAGE, timer))

    def release(self) -> DeclaringDesk:
        """Answer what was held back."""
        held, self.held, self.holds = self.held, [], None
        for asked in held:
            self.take(DeskAnswered(KEY, asked, self.answer(asked)))
        return self

    def _turn(self, turn: Turn[Declare]) -> None:
        self.state = turn.state
        self.go = turn.go or self.go
        for effect in turn.effects:
            if isinstance(effect, StartTimer):
                self.timer = effect.token
        for asked in turn.asks:
            self.asked.append(asked)
            if self.holds is not None and isinstance(asked, self.holds):
                self.held.append(asked)
            else:
                self.take(DeskAnswered(KEY, asked, self.answer(asked)))

    def answer(self, asked: Asked[Any]) -> object:
        """What the desk says."""
        match asked:
            case PrepareDeclaring():
                return self.setup
            case FindUnits(text):
                found = tuple(one for one in UNITS if text.lower() in one.unit.name.lower())
                return UnitsFound(found, len(found))
            case ReadAddress(text):
                street, _, name = text.partition(", ")
                units = tuple(one for one in UNITS if one.unit.full_name == name)
                return AddressRead(street if units else text, units, len(units) == 1)
            case SuggestSyllables(before):
                return ("Nguyễn", "Trần") if not before else ("Thị", "Văn")
            case FindAlike():
                return Alike(self.alike)
            case Search(text):
                row = self.by_number.get(text)
                return Found(() if row is None else (row,), False)
            case ShowPerson(person_id):
                return self.people.get(person_id)
            case CheckDeclarations((person_id,)):
                nothing = DeclarationState(person_id, DeclarationStatus.NONE, True)
                return (self.declarations.get(person_id, nothing),)
            case ListDrafts():
                return Drafts(tuple(self._row(draft_id) for draft_id in self.drafts))
            case ShowDraft(draft_id) if draft_id in self.drafts:
                return StoredDraft(self._row(draft_id), self.drafts[draft_id].content)
        return self._carry_out(asked)

    def _carry_out(self, asked: Asked[Any]) -> object:
        match asked:
            case SaveDraft(draft_id=draft_id):
                draft_id = draft_id or f"d-{len(self.drafts) + 1}"
                self.drafts[draft_id] = asked
                return DraftSaved(draft_id)
            case DropDraft(draft_id):
                del self.drafts[draft_id]
                return DraftDropped(draft_id)
            case SubmitDeclaration(draft_id=draft_id):
                self.sent.append(asked)
                if self.outcome is not None:
                    return self.outcome
                self.drafts.pop(draft_id, None)
                return Declared((PersonAnswer("p-new", "r-1", AT + timedelta(days=1)),))
        return None

    def _row(self, draft_id: str) -> DraftRow:
        saved = self.drafts[draft_id]
        return DraftRow(draft_id, saved.title, AT, "staff-1", saved.case_id)


def refused(problem: Any) -> NotDone:
    """Nothing was written."""
    return NotDone(problem)


def with_required(is_required: bool) -> DeclaringSetup:
    """The setup of a venue that asks everybody, or nobody."""
    return replace(SETUP, is_required=is_required)


def known_person(person_id: str = "p-1", **changes: Any) -> Any:
    """Somebody stored, as their page is read."""
    return person_page(person_id, **changes)


def keys(text: str) -> Typed:
    """These letters, as they are."""
    return Typed(text, None)


def on_address() -> DeclaringDesk:
    """A desk on the second page."""
    desk = DeclaringDesk().open().take(keys("An"), NextFieldTouched(), keys("1990"))
    return desk.take(DeclareSexChosen(Sex.MALE), PhoneOfChosen(PhoneOf.NONE), NextTouched())


def on_health() -> DeclaringDesk:
    """A desk on the third page."""
    return on_address().take(UnitChosen(0), NextTouched())


def on_confirm() -> DeclaringDesk:
    """A desk on the last page."""
    denied = (DeniedTouched(group) for group in ("travel", "signs", "contact"))
    return on_health().take(*denied, NextTouched())
