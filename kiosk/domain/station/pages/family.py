"""*3 người dùng số này*: whom a phone points to, its code by SMS, one check-in for several.

A code proves the phone and never which person: staff tick who is there. Where no code can come,
staff confirm with a listed reason, *chờ xác minh*. A code is sent for an arrival alone: never once
somebody has left (docs/spec/at-the-gate.md §5, §13).
"""

from __future__ import annotations

from dataclasses import field, replace
from enum import StrEnum
from typing import Any, ClassVar

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts import NewPerson, StoredPerson, VenuePerson, Whom
from kiosk.domain.desk.acts_on_visits import (
    Checked,
    CheckPersons,
    CodeProof,
    DeskProof,
    StaffProof,
)
from kiosk.domain.desk.asked import Asked, DeskProblem
from kiosk.domain.desk.code_entry import CodeEntry
from kiosk.domain.desk.declaration_queries import CheckDeclarations, DeclarationState
from kiosk.domain.desk.hub_questions import CheckCode, FindPersons, SendCode
from kiosk.domain.desk.phone import PhonePerson, persons_of
from kiosk.domain.desk.queries import FindByPhone, PersonRow, PhonePeople
from kiosk.domain.station.effects import TimerFired, TimerName
from kiosk.domain.station.page import (
    Back,
    DeskAnswered,
    DeskFailed,
    DeskPage,
    Moment,
    PageShown,
    Push,
    Replace,
    Turn,
)
from kiosk.domain.station.pages.card_number import DraftCleared, KeyErased, KeyTyped
from kiosk.domain.station.pages.checking import (
    CheckTouched,
    CodeWanted,
    PanelClosed,
    ReasonChosen,
)
from kiosk.domain.station.pages.code_typing import CodeKey, next_second, type_code
from kiosk.domain.station.pages.declare import declare_by, declare_whom
from kiosk.domain.station.pages.person_form import PersonForm
from kiosk.domain.visits.decision import Direction
from sync.protocol.asking import LookupAnswer, LookupKind, OtpChecked, OtpStarted


@dataclass(frozen=True, slots=True)
class PersonTicked:
    """A row was touched: whoever it is, is there, or is not."""

    index: int


@dataclass(frozen=True, slots=True)
class AddTouched:
    """*Thêm người dùng số này.*"""


@dataclass(frozen=True, slots=True)
class DeclareTouched:
    """*Khai hộ*, of somebody who has not declared."""

    index: int


@dataclass(frozen=True, slots=True)
class DeclareNewTouched:
    """*Khai hộ người mới*: nobody uses the number, and whoever comes with it is to declare."""


FamilyTouch = PersonTicked | AddTouched | DeclareTouched | DeclareNewTouched


class FamilyPanel(StrEnum):
    """What stands beside the persons."""

    TICKED = "ticked"
    """Who is checked in or out at once."""
    PROOF = "proof"
    """What the arrivals rest on: a code, or a reason of staff."""
    CODE = "code"
    """The code is waited for and typed."""


@dataclass(frozen=True, slots=True)
class Family:
    """A phone at the desk."""

    page: ClassVar[DeskPage] = DeskPage.FAMILY
    is_public: ClassVar[bool] = False

    phone: str = field(repr=False)
    """E.164."""
    chosen: str = ""
    """Whom the phone was opened for: they are ticked once they are read."""
    stored: tuple[PersonRow, ...] | None = field(default=None, repr=False)
    """Whom this station knows by it; None until that is read."""
    told: LookupAnswer | None = field(default=None, repr=False)
    """Whom the hub knows."""
    hub_problem: DeskProblem | None = None
    """Why the hub told nothing."""
    is_hub_asked: bool = False
    ticked: tuple[Whom, ...] = field(default=(), repr=False)
    """Who is there, in the order they were ticked."""
    panel: FamilyPanel = FamilyPanel.TICKED
    is_checking_in: bool = False
    """*Check in* was touched and waits for what it rests on."""
    code: CodeEntry = field(default_factory=CodeEntry)
    is_recording: bool = False
    declared: tuple[DeclarationState, ...] = field(default=(), repr=False)
    """How the declarations stand of those whom this station knows."""
    problem: DeskProblem | None = None
    """Why nobody can be read here."""

    @property
    def people(self) -> tuple[PhonePerson, ...]:
        """Everybody the phone points to, each once."""
        return persons_of(self.stored or (), self.told)

    @property
    def has_nobody(self) -> bool:
        """Nobody uses the number as far as anybody knows."""
        return self.stored is not None and not self.people

    def row(self, person: PhonePerson) -> PersonRow | None:
        """What this station knows of somebody's visits."""
        match person.whom:
            case StoredPerson(person_id) | VenuePerson(person_id):
                rows = self.stored or ()
                return next((row for row in rows if row.person_id == person_id), None)
        return None

    def declaration(self, person: PhonePerson) -> DeclarationState | None:
        """How somebody's declaration stands; None where that is not known yet."""
        match person.whom:
            case StoredPerson(person_id) | VenuePerson(person_id):
                states = self.declared
                return next((one for one in states if one.person_id == person_id), None)
        return None

    def has_to_declare(self, person: PhonePerson) -> bool:
        """Whether somebody is to declare before they come in."""
        state = self.declaration(person)
        return state is not None and state.is_needed


_Turn = Turn[Family]


def advance(state: Family, event: object, moment: Moment) -> _Turn:
    """The page after a touch, a second or an answer; anything else changes nothing."""
    match event:
        case PageShown():
            return _open(state)
        case DeskAnswered(_, asked, answer):
            return _take(state, asked, answer, moment)
        case DeskFailed(_, asked, problem):
            return _miss(state, asked, problem)
        case TimerFired(TimerName.DESK_PAGE):
            code = state.code.second()
            return Turn(replace(state, code=code), next_second(code, moment))
        case _ if state.is_recording:
            return Turn(state)
        case PersonTicked(index) if index < len(state.people):
            return Turn(_with_tick(state, state.people[index].whom))
        case AddTouched():
            return Turn(state, go=Push(PersonForm(phone=state.phone)))
        case DeclareTouched(index) if index < len(state.people):
            return _declare(state, state.people[index])
        case DeclareNewTouched() if state.has_nobody:
            # Once declared they are in: nothing is left to be done here.
            return Turn(state, go=Replace(declare_by(state.phone)))
        case CheckTouched() | ReasonChosen() | PanelClosed():
            return _check(state, event)
        case CodeWanted() | KeyTyped() | KeyErased() | DraftCleared():
            return _code(state, event)
    return Turn(state)


def _open(state: Family) -> _Turn:
    """Read whom the phone points to; opened to check somebody in by code, send it at once."""
    asks: tuple[Asked[Any], ...] = (FindByPhone(state.phone),)
    if state.is_hub_asked:
        return Turn(replace(state, is_recording=False), asks=asks)
    asks += (FindPersons(LookupKind.PHONE, state.phone),)
    state = replace(state, is_hub_asked=True)
    if not state.is_checking_in:
        return Turn(state, asks=asks)
    waiting = replace(state, panel=FamilyPanel.CODE, code=state.code.sending())
    return Turn(waiting, asks=(*asks, SendCode(state.phone)))


def _with_tick(state: Family, whom: Whom) -> Family:
    """Whom ticked, or no more; who is asked about stays so while a code is waited for."""
    if whom in state.ticked:
        ticked = tuple(one for one in state.ticked if one != whom)
    else:
        ticked = (*state.ticked, whom)
    return replace(state, ticked=ticked)


def _check(state: Family, event: CheckTouched | ReasonChosen | PanelClosed) -> _Turn:
    match event:
        case CheckTouched(Direction.DEPARTURE) if state.ticked:
            return _record(state, Direction.DEPARTURE, None)
        case CheckTouched(Direction.ARRIVAL) if state.ticked:
            people = (one for one in state.people if one.whom in state.ticked)
            undeclared = next((one for one in people if state.has_to_declare(one)), None)
            if undeclared is not None:
                return _declare(state, undeclared)
            if state.code.is_proven:
                return _record(state, Direction.ARRIVAL, CodeProof(state.code.challenge))
            asked = replace(state, panel=FamilyPanel.PROOF, is_checking_in=True)
            return Turn(asked)
        case ReasonChosen(reason) if state.is_checking_in and state.ticked:
            return _record(state, Direction.ARRIVAL, StaffProof(reason))
        case PanelClosed() if state.panel is FamilyPanel.CODE and state.is_checking_in:
            # No code came: what else the arrivals rest on is asked.
            return Turn(replace(state, panel=FamilyPanel.PROOF))
        case PanelClosed():
            return Turn(replace(state, panel=FamilyPanel.TICKED, is_checking_in=False))
    return Turn(state)


def _code(state: Family, event: CodeWanted | CodeKey) -> _Turn:
    code = state.code
    match event:
        case CodeWanted() if code.can_send:
            asked = replace(state, panel=FamilyPanel.CODE, code=code.sending())
            return Turn(asked, asks=(SendCode(state.phone),))
        case CodeWanted():
            return Turn(replace(state, panel=FamilyPanel.CODE))
        case _ if state.panel is not FamilyPanel.CODE:
            return Turn(state)
    code, asks = type_code(code, event)
    return Turn(replace(state, code=code), asks=asks)


def _declare(state: Family, person: PhonePerson) -> _Turn:
    """Somebody who has not declared does so first, and is checked in by that."""
    whom = person.whom
    assert not isinstance(whom, NewPerson), "a phone points to somebody known"
    known = declare_whom(whom, replace(person.details, phone=state.phone))
    return Turn(_with_tick(state, whom) if whom in state.ticked else state, go=Push(known))


def _record(state: Family, direction: Direction, proof: DeskProof | None) -> _Turn:
    act = CheckPersons(direction, state.ticked, proof, state.phone)
    return Turn(replace(state, is_recording=True), asks=(act,))


def _take(state: Family, asked: object, answer: object, moment: Moment) -> _Turn:
    match asked, answer:
        case FindByPhone(), PhonePeople(people):
            ids = tuple(one.person_id for one in people)
            asks = (CheckDeclarations(ids),) if ids else ()
            return Turn(_with_stored(state, people), asks=asks)
        case CheckDeclarations(), tuple():
            return Turn(replace(state, declared=answer))
        case FindPersons(), LookupAnswer():
            return Turn(replace(state, told=answer, hub_problem=None))
        case SendCode(), OtpStarted():
            code = state.code.sent(answer)
            return Turn(replace(state, code=code), next_second(code, moment))
        case CheckCode(challenge), OtpChecked() if challenge == state.code.challenge:
            state = replace(state, code=state.code.checked(answer))
            if not state.code.is_proven:
                return Turn(state)
            state = replace(state, panel=FamilyPanel.TICKED)
            # The hub tells a proven phone of persons of other venues too.
            more: tuple[Asked[Any], ...] = (FindPersons(LookupKind.PHONE, state.phone),)
            if not (state.is_checking_in and state.ticked):
                return Turn(replace(state, is_checking_in=False), asks=more)
            return _record(state, Direction.ARRIVAL, CodeProof(challenge))
        case CheckPersons(), Checked():
            done = replace(state, ticked=(), panel=FamilyPanel.TICKED, is_checking_in=False)
            return Turn(replace(done, is_recording=False), go=Back())
        case CheckPersons(), _:
            # Not done; the bar says why.
            return Turn(replace(state, is_recording=False))
    return Turn(state)


def _with_stored(state: Family, people: tuple[PersonRow, ...]) -> Family:
    """Whoever the phone was opened for is ticked at first, or the one person that it has; and
    whoever is added to it: they are there."""
    before = state.stored
    state = replace(state, stored=people, problem=None)
    known = {one.whom for one in state.people}
    ticked = tuple(whom for whom in state.ticked if whom in known)
    if before is not None:
        of_before = {one.person_id for one in before}
        added = (StoredPerson(one.person_id) for one in people if one.person_id not in of_before)
        ticked = (*ticked, *(whom for whom in added if whom in known and whom not in ticked))
    else:
        wanted = {state.chosen} if state.chosen else {one.person_id for one in people[:2]}
        found = [StoredPerson(one.person_id) for one in people if one.person_id in wanted]
        ticked = tuple(found) if len(found) == 1 else ()
    return replace(state, ticked=ticked)


def _miss(state: Family, asked: object, problem: DeskProblem) -> _Turn:
    match asked:
        case FindByPhone():
            return Turn(replace(state, problem=problem))
        case FindPersons():
            return Turn(replace(state, hub_problem=problem))
        case SendCode():
            code = state.code.not_sent(problem)
            # Nothing to wait for: what else the arrivals rest on is asked.
            is_waiting = bool(code.challenge) or not state.is_checking_in
            panel = FamilyPanel.CODE if is_waiting else FamilyPanel.PROOF
            return Turn(replace(state, code=code, panel=panel))
        case CheckCode():
            return Turn(replace(state, code=state.code.not_checked(problem)))
        case CheckPersons():
            return Turn(replace(state, is_recording=False))
    return Turn(state)
