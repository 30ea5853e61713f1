"""*Cấp cứu – vào ngay* and *Cần bổ sung*: an anonymous arrival at one touch, completed later.

Nothing is asked before somebody in need is in: the arrival is recorded as the page opens, by
whoever stands at the desk, signed in or not. What is known of them is added by single touches, each
stored at once (docs/spec/at-the-gate.md §5).
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts import ActProblem, NotDone, StoredPerson
from kiosk.domain.desk.acts_on_cases import (
    AgeGroup,
    CompleteEmergency,
    DescribeEmergency,
    EmergencyEnded,
    EmergencyRecorded,
    EmergencySeen,
    LeaveUnidentified,
    RecordEmergency,
)
from kiosk.domain.desk.acts_on_visits import TakeBack, TakenBack
from kiosk.domain.desk.asked import Asked, DeskProblem
from kiosk.domain.desk.queries import IncompletePage, IncompleteRow, ListIncomplete
from kiosk.domain.people.person import Sex
from kiosk.domain.station.effects import StartTimer, StopTimer, TimerFired, TimerName
from kiosk.domain.station.page import (
    Back,
    DeskAnswered,
    DeskFailed,
    DeskPage,
    Moment,
    PageShown,
    Turn,
)
from kiosk.domain.station.pages.picking import Picking, PickTouch, advance_picking

UNDO_S = 10.0
"""Seconds for which *Hoàn tác* stands."""


@dataclass(frozen=True, slots=True)
class EmergencyTouched:
    """*Cấp cứu – vào ngay* was touched, on any page of staff."""


@dataclass(frozen=True, slots=True)
class EmergencyUndone:
    """*Hoàn tác* was touched: it was no emergency."""


@dataclass(frozen=True, slots=True)
class IncompleteChosen:
    """*Bổ sung* was touched."""

    entry_id: str


@dataclass(frozen=True, slots=True)
class SexSeen:
    """The person looks like a man or a woman."""

    sex: Sex


@dataclass(frozen=True, slots=True)
class AgeSeen:
    """The person looks this old."""

    age: AgeGroup


@dataclass(frozen=True, slots=True)
class PersonWanted:
    """Staff look for who it is, or no longer."""

    is_wanted: bool


@dataclass(frozen=True, slots=True)
class EmergencyPersonChosen:
    """It is this one of those found."""

    person_id: str


@dataclass(frozen=True, slots=True)
class UnidentifiedTouched:
    """*Không rõ danh tính*: once asks, and the second time it waits no longer."""


EmergencyTouch = (
    EmergencyTouched
    | EmergencyUndone
    | IncompleteChosen
    | SexSeen
    | AgeSeen
    | PersonWanted
    | EmergencyPersonChosen
    | UnidentifiedTouched
)


@dataclass(frozen=True, slots=True)
class Incomplete:
    """The arrivals that wait to be completed, and the one that is being completed."""

    page: ClassVar[DeskPage] = DeskPage.EMERGENCY
    is_public: ClassVar[bool] = False

    is_wanted: bool = False
    """An emergency is to be recorded as soon as the page opens."""
    recorded: EmergencyRecorded | None = None
    """What was recorded just now and can be undone still."""
    rows: tuple[IncompleteRow, ...] | None = None
    """None until they were read."""
    chosen: str = ""
    """The arrival that is being completed; empty for none."""
    former: tuple[str, ...] = ()
    """What it was called before something was noted of it."""
    picking: Picking | None = None
    """Staff look for who it is."""
    is_asking: bool = False
    """Whether it ends as *Không rõ danh tính*."""
    is_undone: bool = False
    ended: EmergencyEnded | None = None
    """What was completed last, until the next one is touched."""
    refused: ActProblem | None = None
    problem: DeskProblem | None = None

    @property
    def row(self) -> IncompleteRow | None:
        """The arrival that is being completed."""
        return next((row for row in self.rows or () if row.entry_id == self.chosen), None)


def advance(state: Incomplete, event: object, moment: Moment) -> Turn[Incomplete]:
    """The page after a touch, an answer, or the end of the time to undo."""
    match event:
        case PageShown() if state.is_wanted:
            return _record(replace(state, is_wanted=False))
        case PageShown():
            return Turn(state, asks=_list(moment))
        case EmergencyTouched():
            return _record(state)
        case TimerFired():
            state = replace(state, recorded=None)
            return Turn(state, go=None if _is_signed_in(moment) else Back())
        case EmergencyUndone() if state.recorded is not None:
            return Turn(state, asks=(TakeBack((state.recorded.entry_id,)),))
        case DeskAnswered(_, RecordEmergency(), EmergencyRecorded() as recorded):
            told = replace(_chosen(state, recorded.entry_id), recorded=recorded, problem=None)
            return Turn(told, (_wait(moment),), _list(moment))
        case DeskAnswered(_, ListIncomplete(), IncompletePage(rows)):
            return Turn(replace(state, rows=rows, problem=None))
        case DeskAnswered():
            return _acted(state, event, moment)
        case DeskFailed(_, _, problem):
            return Turn(replace(state, problem=problem))
        case IncompleteChosen(entry_id):
            return Turn(_chosen(state, entry_id))
    return _complete(state, event) if state.chosen and _is_signed_in(moment) else Turn(state)


def _complete(state: Incomplete, event: object) -> Turn[Incomplete]:
    """After a touch that is about the arrival that is being completed."""
    row = state.row
    match event:
        case SexSeen(sex) if row is None or row.sex is not sex:
            return _describe(state, DescribeEmergency(state.chosen, sex=sex))
        case AgeSeen(age) if row is None or row.age is not age:
            return _describe(state, DescribeEmergency(state.chosen, age=age))
        case PersonWanted(is_wanted):
            picking = Picking() if is_wanted else None
            return Turn(replace(state, picking=picking, is_asking=False))
        case EmergencyPersonChosen(person_id):
            whom = None if state.picking is None else state.picking.person(person_id)
            if whom is None:
                return Turn(state)
            return Turn(state, asks=(CompleteEmergency(state.chosen, StoredPerson(person_id)),))
        case UnidentifiedTouched():
            if not state.is_asking:
                return Turn(replace(state, is_asking=True))
            return Turn(state, asks=(LeaveUnidentified(state.chosen),))
    if state.picking is not None and isinstance(event, PickTouch):
        looked, asks = advance_picking(state.picking, event)
        return Turn(replace(state, picking=looked), asks=asks)
    return Turn(state)


def _record(state: Incomplete) -> Turn[Incomplete]:
    return Turn(replace(state, is_undone=False, refused=None), asks=(RecordEmergency(),))


def _describe(state: Incomplete, asked: DescribeEmergency) -> Turn[Incomplete]:
    return Turn(replace(state, is_asking=False), asks=(asked,))


def _acted(state: Incomplete, event: DeskAnswered, moment: Moment) -> Turn[Incomplete]:
    """After the answer to an act, or to what is looked for."""
    match event.answer:
        case NotDone(problem):
            refused = replace(state, refused=problem, is_asking=False, problem=None)
            return Turn(refused, asks=_list(moment))
        case TakenBack():
            undone = replace(_chosen(state, ""), recorded=None, is_undone=True, problem=None)
            go = None if _is_signed_in(moment) else Back()
            return Turn(undone, (StopTimer(TimerName.DESK_PAGE),), _list(moment), go)
        case EmergencyEnded() as ended:
            done = replace(_chosen(state, ""), recorded=None, ended=ended, problem=None)
            return Turn(done, asks=_list(moment))
        case EmergencySeen(entry_id) if isinstance(event.asked, DescribeEmergency):
            return Turn(_renamed(state, event.asked.entry_id, entry_id), asks=_list(moment))
    if state.picking is None:
        return Turn(state)
    looked, _ = advance_picking(state.picking, event)
    return Turn(replace(state, picking=looked))


def _renamed(state: Incomplete, before: str, now: str) -> Incomplete:
    """What was noted is an entry of its own, which stands in the first one's place.

    Two touches may be on their way at once: what is being completed is known by all it was called.
    """
    names = {state.chosen, *state.former}
    recorded = state.recorded
    is_chosen = before in names
    if recorded is not None:
        is_recorded = recorded.entry_id == before or (is_chosen and recorded.entry_id in names)
        recorded = replace(recorded, entry_id=now) if is_recorded else recorded
    return replace(
        state,
        chosen=now if is_chosen else state.chosen,
        former=(*state.former, state.chosen) if is_chosen else state.former,
        recorded=recorded,
        problem=None,
    )


def _chosen(state: Incomplete, entry_id: str) -> Incomplete:
    return replace(
        state,
        chosen=entry_id,
        former=(),
        picking=None,
        is_asking=False,
        is_undone=False,
        ended=None,
        refused=None,
    )


def _is_signed_in(moment: Moment) -> bool:
    return moment.session is not None and not moment.session.is_locked


def _list(moment: Moment) -> tuple[Asked[IncompletePage], ...]:
    """Who waits to be completed is read for staff alone."""
    return (ListIncomplete(),) if _is_signed_in(moment) else ()


def _wait(moment: Moment) -> StartTimer:
    return StartTimer(TimerName.DESK_PAGE, moment.key, UNDO_S)
