"""A person at the desk: who it is, whether inside, check in and out, and what else staff do.

Numbers stay masked until *Hiện số*, which leaves a trace; days before yesterday ask why they are
looked at (docs/spec/at-the-gate.md §8, §13).
"""

from __future__ import annotations

from dataclasses import field, replace
from enum import StrEnum
from typing import Any, ClassVar

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts import NotDone, StoredPerson
from kiosk.domain.desk.acts_on_cards import IssueCard, RevokeCard
from kiosk.domain.desk.acts_on_people import (
    AskAboutData,
    DataAsked,
    DataRight,
    Discharge,
    Look,
    LookNoted,
    LookReason,
    NoteLook,
    SetKind,
)
from kiosk.domain.desk.acts_on_visits import (
    AlreadyPrinted,
    CheckPersons,
    CorrectEntry,
    Correction,
    CorrectionReason,
    ReplaceSlip,
    ReprintSlips,
    SettleByCall,
    StaffProof,
)
from kiosk.domain.desk.asked import Asked, DeskProblem, StaffAct
from kiosk.domain.desk.declaration_queries import CheckDeclarations, DeclarationState
from kiosk.domain.desk.queries import (
    EntryRow,
    ListVisits,
    PersonPage,
    ShowPerson,
    Timeline,
    VisitDay,
)
from kiosk.domain.desk.reports import PrintReceipt
from kiosk.domain.people.person import short_name
from kiosk.domain.slips.slip import name_hint
from kiosk.domain.station.effects import StartTimer, TimerFired, TimerName
from kiosk.domain.station.page import (
    DeskAnswered,
    DeskFailed,
    DeskPage,
    Moment,
    PageShown,
    Push,
    Turn,
)
from kiosk.domain.station.pages.checking import (
    CheckTouched,
    CodeWanted,
    PanelClosed,
    ReasonChosen,
)
from kiosk.domain.station.pages.data_requests import DataRequests
from kiosk.domain.station.pages.declare import declare_for
from kiosk.domain.station.pages.family import Family
from kiosk.domain.station.pages.linking import Linking
from kiosk.domain.station.pages.person_form import edit_form
from kiosk.domain.station.pages.person_touches import (
    CardChosen,
    DataTouched,
    DischargeTouched,
    EarlierTouched,
    EditTouched,
    EntryTouched,
    KindChosen,
    KindTouched,
    LinkTouched,
    LookReasonChosen,
    LostChosen,
    MistakeChosen,
    NumbersTouched,
    PhoneTouched,
    ReprintChosen,
    ReprintTouched,
    RequestsOpened,
    RightChosen,
    SettleTouched,
)
from kiosk.domain.visits.decision import Direction

REVEALED_S = 15.0
"""Seconds for which numbers stand in full, where the queue can see them."""


class PersonPanel(StrEnum):
    """What stands beside the person."""

    VISITS = "visits"
    PROOF = "proof"
    """What an arrival rests on: a code, or a reason of staff."""
    LOOK = "look"
    """Why days before yesterday are looked at."""
    KIND = "kind"
    CORRECT = "correct"
    REPRINT = "reprint"
    """The slip of this person, or of all who have the phone, once more; another one; or a card."""
    REPRINTED = "reprinted"
    """*Đã in lúc …*: it is asked once more."""
    DATA = "data"


_OPENS = {
    KindTouched: PersonPanel.KIND,
    DataTouched: PersonPanel.DATA,
    ReprintTouched: PersonPanel.REPRINT,
}


@dataclass(frozen=True, slots=True)
class Person:
    """A person's page."""

    page: ClassVar[DeskPage] = DeskPage.PERSON
    is_public: ClassVar[bool] = False

    person_id: str
    """As it was opened by; the page that is shown may be another one's whom it is linked with."""
    shown: PersonPage | None = field(default=None, repr=False)
    """None until it is read."""
    days: tuple[VisitDay, ...] = field(default=(), repr=False)
    """Newest first, with the earlier ones that were asked for."""
    look_reason: LookReason | None = None
    """Why days before yesterday are on show; None while they are not."""
    is_revealed: bool = False
    """The numbers stand in full."""
    panel: PersonPanel = PersonPanel.VISITS
    entry: EntryRow | None = field(default=None, repr=False)
    """The entry that is corrected."""
    printed: AlreadyPrinted | None = field(default=None, repr=False)
    """Slips that may be out already."""
    with_phone: bool = False
    """Those of all who have the phone."""
    is_acting: bool = False
    """An act is on its way."""
    declaration: DeclarationState | None = None
    """How their declaration stands; None before that is read."""
    is_gone: bool = False
    """Nobody has this id any more."""
    problem: DeskProblem | None = None
    """Why the person cannot be read."""

    @property
    def can_check_in(self) -> bool:
        """Whoever is inside does not come again."""
        return self.shown is not None and self.shown.inside_since is None and not self.is_acting

    @property
    def has_to_declare(self) -> bool:
        """Nobody comes in before they have declared."""
        return self.declaration is not None and self.declaration.is_needed


_Turn = Turn[Person]


def advance(state: Person, event: object, moment: Moment) -> _Turn:
    """The page after a touch, a moment or an answer; anything else changes nothing."""
    match event:
        case PageShown():
            asks: tuple[Asked[Any], ...] = (ShowPerson(_id(state)),)
            if state.shown is None:
                asks += (NoteLook(Look.PERSON, state.person_id),)
            return Turn(replace(state, is_acting=False), asks=asks)
        case DeskAnswered(_, asked, answer):
            return _take(state, asked, answer, moment)
        case DeskFailed(_, asked, problem):
            return _miss(state, asked, problem)
        case TimerFired(TimerName.DESK_PAGE):
            return Turn(replace(state, is_revealed=False))
    shown = state.shown
    if shown is None or state.is_acting:
        return Turn(state)
    match event:
        case CheckTouched() | ReasonChosen() | CodeWanted():
            return _check(state, shown, event)
        case NumbersTouched() | EarlierTouched() | LookReasonChosen():
            return _look(state, shown, event)
        case ReprintChosen(with_phone):
            act = ReprintSlips(shown.person_id, with_phone, state.panel is PersonPanel.REPRINTED)
            return _acting(replace(state, with_phone=with_phone), act)
        case EntryTouched() | MistakeChosen():
            return _correct(state, event)
        case PanelClosed():
            return Turn(_with_panel(state, PersonPanel.VISITS))
        case KindTouched() | DataTouched() | ReprintTouched():
            return Turn(_with_panel(state, _OPENS[type(event)]))
    return _act_or_go(state, shown, event)


def _id(state: Person) -> str:
    return state.person_id if state.shown is None else state.shown.person_id


def _with_panel(state: Person, panel: PersonPanel) -> Person:
    return replace(state, panel=panel, entry=None, printed=None)


def _acting(state: Person, act: StaffAct[Any]) -> _Turn:
    return Turn(replace(state, is_acting=True), asks=(act,))


def _check(
    state: Person, shown: PersonPage, event: CheckTouched | ReasonChosen | CodeWanted
) -> _Turn:
    whom, phone = (StoredPerson(shown.person_id),), shown.details.phone
    match event:
        case CheckTouched(Direction.DEPARTURE):
            return _acting(state, CheckPersons(Direction.DEPARTURE, whom))
        case CheckTouched() if state.can_check_in and state.has_to_declare:
            # Whoever has not declared does so first, and is checked in by that.
            return Turn(state, go=Push(declare_for(shown.person_id)))
        case CheckTouched() if state.can_check_in:
            return Turn(_with_panel(state, PersonPanel.PROOF))
        case ReasonChosen(reason) if state.panel is PersonPanel.PROOF:
            proof = StaffProof(reason)
            return _acting(state, CheckPersons(Direction.ARRIVAL, whom, proof, phone))
        case CodeWanted() if state.panel is PersonPanel.PROOF and phone:
            family = Family(phone, chosen=shown.person_id, is_checking_in=True)
            return Turn(_with_panel(state, PersonPanel.VISITS), go=Push(family))
    return Turn(state)


def _look(
    state: Person, shown: PersonPage, event: NumbersTouched | EarlierTouched | LookReasonChosen
) -> _Turn:
    """A look is granted once its trace is written."""
    person_id = shown.person_id
    match event:
        case NumbersTouched() if state.is_revealed:
            return Turn(replace(state, is_revealed=False))
        case NumbersTouched():
            return Turn(state, asks=(NoteLook(Look.UNMASKING, person_id),))
        case EarlierTouched() if state.look_reason is None:
            return Turn(_with_panel(state, PersonPanel.LOOK))
        case EarlierTouched():
            return Turn(state, asks=_earlier(shown))
        case LookReasonChosen(reason) if state.panel is PersonPanel.LOOK:
            day = state.days[-1].day if state.days else None
            note = NoteLook(Look.EARLIER_DAY, person_id, day, reason)
            return Turn(_with_panel(state, PersonPanel.VISITS), asks=(note,))
    return Turn(state)


def _earlier(shown: PersonPage) -> tuple[Asked[Any], ...]:
    before = shown.timeline.next
    return () if before is None else (ListVisits(shown.person_id, before),)


def _correct(state: Person, event: EntryTouched | MistakeChosen) -> _Turn:
    match event:
        case EntryTouched(entry_id):
            visits = (visit for day in state.days for visit in day.visits)
            entry = next((one.entry for one in visits if one.entry.entry_id == entry_id), None)
            if entry is None:
                return Turn(state)
            return Turn(replace(_with_panel(state, PersonPanel.CORRECT), entry=entry))
        case MistakeChosen(reason) if state.entry is not None:
            is_turned = reason is CorrectionReason.WRONG_DIRECTION
            correction = Correction.TURN if is_turned else Correction.VOID
            return _acting(state, CorrectEntry(state.entry.entry_id, correction, reason))
    return Turn(state)


def _act_or_go(state: Person, shown: PersonPage, event: object) -> _Turn:
    person_id = shown.person_id
    match event:
        case KindChosen(kind):
            return _acting(state, SetKind(person_id, kind))
        case DischargeTouched():
            return _acting(state, Discharge(person_id))
        case SettleTouched():
            return _acting(state, SettleByCall(person_id))
        case LostChosen() if state.panel is PersonPanel.REPRINT:
            return _acting(state, ReplaceSlip(person_id))
        case CardChosen(is_lost) if state.panel is PersonPanel.REPRINT:
            return _acting(state, RevokeCard(person_id) if is_lost else IssueCard(person_id))
        case RightChosen(right):
            return _acting(state, AskAboutData(person_id, right))
        case RequestsOpened():
            return Turn(_with_panel(state, PersonPanel.VISITS), go=Push(DataRequests()))
        case EditTouched():
            return Turn(state, go=Push(edit_form(person_id, shown.details)))
        case LinkTouched():
            link = Linking(person_id, shown.details.full_name, shown.same_phone, shown.linked)
            return Turn(state, go=Push(link))
        case PhoneTouched() if shown.details.phone:
            return Turn(state, go=Push(Family(shown.details.phone)))
    return Turn(state)


def _take(state: Person, asked: object, answer: object, moment: Moment) -> _Turn:
    match asked, answer:
        case ShowPerson(), PersonPage(person_id):
            return Turn(_with_page(state, answer), asks=(CheckDeclarations((person_id,)),))
        case CheckDeclarations(), (DeclarationState() as declaration, *_):
            return Turn(replace(state, declaration=declaration))
        case ShowPerson(), _:
            return Turn(replace(state, is_gone=True))
        case ListVisits(_, before), Timeline():
            if state.shown is None or before != state.shown.timeline.next:
                return Turn(state)
            shown = replace(state.shown, timeline=answer)
            return Turn(replace(state, shown=shown, days=state.days + answer.days))
        case NoteLook(Look.UNMASKING), LookNoted():
            timer = StartTimer(TimerName.DESK_PAGE, moment.key, REVEALED_S)
            return Turn(replace(state, is_revealed=True), (timer,))
        case NoteLook(Look.EARLIER_DAY, _, _, reason), LookNoted():
            asks = () if state.shown is None else _earlier(state.shown)
            return Turn(replace(state, look_reason=reason), asks=asks)
        case NoteLook(), _:
            return Turn(state)
        case ReprintSlips(), AlreadyPrinted():
            told = replace(_with_panel(state, PersonPanel.REPRINTED), printed=answer)
            return Turn(replace(told, is_acting=False))
        case _, NotDone():
            # The bar says why; what was asked beside the page may be answered otherwise.
            return Turn(replace(state, is_acting=False))
        case AskAboutData(_, right), DataAsked():
            done = _with_panel(replace(state, is_acting=False), PersonPanel.VISITS)
            return Turn(done, asks=(_receipt(state, right, answer, moment), ShowPerson(_id(state))))
        case StaffAct(), _:
            done = _with_panel(replace(state, is_acting=False), PersonPanel.VISITS)
            return Turn(done, asks=(ShowPerson(_id(state)),))
    return Turn(state)


def _receipt(state: Person, right: DataRight, asked: DataAsked, moment: Moment) -> PrintReceipt:
    """What the person takes home of the request."""
    hint = "" if state.shown is None else name_hint(state.shown.details)
    staff = "" if moment.session is None else short_name(moment.session.name)
    return PrintReceipt(asked.request_id, right, asked.answer_by, hint, staff)


def _with_page(state: Person, page: PersonPage) -> Person:
    """The person read anew; earlier days that were asked for are still on show."""
    newest = page.timeline.days
    kept: tuple[VisitDay, ...] = ()
    timeline = page.timeline
    if state.shown is not None and newest:
        kept = tuple(day for day in state.days if day.day < newest[-1].day)
        timeline = replace(timeline, next=state.shown.timeline.next) if kept else timeline
    shown = replace(page, timeline=timeline)
    return replace(state, shown=shown, days=newest + kept, is_gone=False, problem=None)


def _miss(state: Person, asked: object, problem: DeskProblem) -> _Turn:
    match asked:
        case ShowPerson() | ListVisits():
            return Turn(replace(state, problem=problem))
        case NoteLook():
            return Turn(state)
        case StaffAct():
            return Turn(replace(state, is_acting=False))
    return Turn(state)
