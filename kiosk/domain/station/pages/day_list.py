"""*Danh sách người đến/đi*: a day's entries and who is inside, with what leads to a person.

Names and numbers are masked until their row is touched, which leaves a trace, and after `COVER_S`
without a touch the list is covered, where the queue can see it. Days before yesterday ask why they
are looked at (docs/spec/at-the-gate.md §8, §13).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import field, replace
from datetime import date, timedelta
from enum import StrEnum
from functools import partial
from types import MappingProxyType
from typing import Any, ClassVar

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts_on_people import Look, LookReason, NoteLook
from kiosk.domain.desk.asked import Asked, DeskProblem
from kiosk.domain.desk.queries import (
    PAGE_ROWS,
    CountDesk,
    DeskCounts,
    EntryMark,
    EntryPage,
    EntryRow,
    InsidePage,
    InsideRow,
    ListDay,
    ListInside,
    Place,
)
from kiosk.domain.events import CasesCounted, Decided
from kiosk.domain.station.effects import Effect, StartTimer, TimerFired, TimerName
from kiosk.domain.station.page import (
    DeskAnswered,
    DeskFailed,
    DeskPage,
    Moment,
    PageShown,
    PageState,
    Push,
    Turn,
)
from kiosk.domain.station.pages.declare_state import Declare
from kiosk.domain.station.pages.emergency import Incomplete
from kiosk.domain.station.pages.paper_entries import PaperEntries
from kiosk.domain.station.pages.person import Person
from kiosk.domain.station.pages.reports import AboutToPrint, Reports
from kiosk.domain.station.pages.search import SearchPage
from kiosk.domain.station.pages.shift_check import ShiftCheck
from kiosk.domain.station.pages.support_list import SupportList

COVER_S = 15.0
"""Seconds without a touch until the list is covered."""
MOST_KEPT = 10 * PAGE_ROWS
"""A longer list on show is not read anew by itself: whoever reads it looks at what was."""
_FREELY = timedelta(days=1)
"""So old a day is looked at without a reason."""

Row = EntryRow | InsideRow


class ListTab(StrEnum):
    """Which list is on show; *Cần hỗ trợ* and *Cần bổ sung* are pages of their own."""

    DAY = "day"
    INSIDE = "inside"


class ListPanel(StrEnum):
    """What stands in the list's place."""

    NONE = "none"
    FILTERS = "filters"
    DAYS = "days"
    REASONS = "reasons"
    """Why a day before yesterday is looked at."""


@dataclass(frozen=True, slots=True)
class TabChosen:
    """A tab was touched."""

    tab: ListTab


@dataclass(frozen=True, slots=True)
class PanelChosen:
    """*Lọc* or *Ngày khác* was touched; once more closes it."""

    panel: ListPanel


@dataclass(frozen=True, slots=True)
class MarkChosen:
    """A filter was touched; None shows all."""

    mark: EntryMark | None


@dataclass(frozen=True, slots=True)
class DayChosen:
    """A day of the picker was touched."""

    day: date


@dataclass(frozen=True, slots=True)
class DayReasonChosen:
    """Why that day is looked at."""

    reason: LookReason


@dataclass(frozen=True, slots=True)
class RowTouched:
    """A row was touched: it is revealed, and once revealed leads to the person."""

    key: str


@dataclass(frozen=True, slots=True)
class EndReached:
    """The end of the rows is near: more of them are wanted."""


@dataclass(frozen=True, slots=True)
class ListUncovered:
    """The covered list was touched."""


class ListWay(StrEnum):
    """Where the list leads beside a person and the search."""

    SUPPORT = "support"
    INCOMPLETE = "incomplete"
    PAPER = "paper"
    REPORTS = "reports"
    EVACUATION = "evacuation"
    """*Sơ tán*: the reports, with the list of who is inside being printed."""
    SHIFT_CHECK = "shift_check"
    DECLARE = "declare"
    """*Khai hộ người mới.*"""


_WAYS: Mapping[ListWay, Callable[[], PageState]] = MappingProxyType(
    {
        ListWay.SUPPORT: SupportList,
        ListWay.INCOMPLETE: Incomplete,
        ListWay.PAPER: PaperEntries,
        ListWay.REPORTS: Reports,
        ListWay.EVACUATION: partial(Reports, step=AboutToPrint()),
        ListWay.SHIFT_CHECK: ShiftCheck,
        ListWay.DECLARE: Declare,
    }
)


@dataclass(frozen=True, slots=True)
class WayTaken:
    """A tab or button that leads to a page of its own."""

    way: ListWay


@dataclass(frozen=True, slots=True)
class SearchBegun:
    """The field or *ABC* was touched, or a key of a pad or keyboard pressed."""

    key: str = ""
    is_lettered: bool = False


DayListTouch = (
    TabChosen
    | PanelChosen
    | MarkChosen
    | DayChosen
    | DayReasonChosen
    | RowTouched
    | EndReached
    | ListUncovered
    | WayTaken
    | SearchBegun
)


@dataclass(frozen=True, slots=True)
class DayList:
    """The first page of staff."""

    page: ClassVar[DeskPage] = DeskPage.DAY_LIST
    is_public: ClassVar[bool] = False

    tab: ListTab = ListTab.DAY
    day: date | None = None
    """None for today."""
    mark: EntryMark | None = None
    panel: ListPanel = ListPanel.NONE
    wanted: date | None = None
    """The day that waits for its reason."""
    counts: DeskCounts | None = None
    rows: tuple[Row, ...] = field(default=(), repr=False)
    next: Place | None = None
    is_read: bool = False
    """The rows are those of this tab, day and filter."""
    revealed: str = ""
    """The key of the row that was touched."""
    is_covered: bool = False
    problem: DeskProblem | None = None

    @property
    def query(self) -> ListDay | ListInside:
        """The first page of what is on show."""
        if self.tab is ListTab.INSIDE:
            return ListInside()
        return ListDay(self.day, self.mark)

    def row(self, key: str) -> Row | None:
        """The row with this key."""
        return next((row for row in self.rows if row_key(row) == key), None)


def row_key(row: Row) -> str:
    """What a row is known by, whatever comes above it."""
    return row.entry_id if isinstance(row, EntryRow) else row.person_id


def advance(state: DayList, event: object, moment: Moment) -> Turn[DayList]:
    """The page after an event."""
    match event:
        case PageShown():
            # What was revealed before is nobody's business any more.
            shown = replace(state, revealed="", is_covered=False, panel=ListPanel.NONE)
            return Turn(shown, _waits(moment), (CountDesk(),))
        case Decided() | CasesCounted():
            return Turn(state, asks=(CountDesk(),))
        case DeskAnswered(_, CountDesk(), DeskCounts() as counts):
            # The reader answers one question of a page at a time: the list follows the figures.
            return _refreshed(replace(state, counts=counts, problem=None))
        case DeskAnswered(_, ListDay() | ListInside() as asked, EntryPage() | InsidePage() as read):
            return Turn(_with_page(state, asked, read))
        case DeskFailed(_, CountDesk() | ListDay() | ListInside(), problem):
            return Turn(replace(state, problem=problem))
        case TimerFired(TimerName.DESK_PAGE) if moment.can_be_overlooked:
            return Turn(replace(state, is_covered=True, revealed=""))
        case WayTaken(way):
            return Turn(state, go=Push(_WAYS[way]()))
        case SearchBegun(key, is_lettered):
            return Turn(state, go=Push(SearchPage(text=key, is_lettered=is_lettered)))
    turn = _touched(state, event)
    return Turn(state) if turn is None else replace(turn, effects=_waits(moment))


def _touched(state: DayList, event: object) -> Turn[DayList] | None:
    """After a touch of the page; None for what is none."""
    match event:
        case TabChosen(tab):
            return _read(replace(state, tab=tab, day=None, mark=None))
        case PanelChosen(panel):
            is_open = state.panel is panel
            return Turn(replace(state, panel=ListPanel.NONE if is_open else panel, wanted=None))
        case MarkChosen(mark):
            return _read(replace(state, tab=ListTab.DAY, mark=mark))
        case DayChosen(day) if state.counts is not None:
            return _to_day(state, day, state.counts.today)
        case DayReasonChosen(reason) if state.wanted is not None:
            day = state.wanted
            turn = _read(replace(state, tab=ListTab.DAY, day=day, mark=None))
            note = NoteLook(Look.EARLIER_DAY, day=day, reason=reason)
            return replace(turn, asks=(note, *turn.asks))
        case RowTouched(key):
            return _touch_row(state, key)
        case EndReached() if state.next is not None and state.is_read:
            return Turn(state, asks=(replace(state.query, after=state.next),))
        case ListUncovered():
            return Turn(replace(state, is_covered=False))
    return None


def _to_day(state: DayList, day: date, today: date) -> Turn[DayList]:
    if today - day > _FREELY:
        return Turn(replace(state, panel=ListPanel.REASONS, wanted=day))
    return _read(replace(state, tab=ListTab.DAY, day=None if day == today else day, mark=None))


def _touch_row(state: DayList, key: str) -> Turn[DayList] | None:
    row = state.row(key)
    if row is None or state.is_covered:
        return None
    if state.revealed != key:
        # Whose name nobody knows has nothing to reveal.
        asks = () if row.person_id is None else (NoteLook(Look.UNMASKING, row.person_id),)
        return Turn(replace(state, revealed=key), asks=asks)
    return Turn(state, go=None if row.person_id is None else Push(Person(row.person_id)))


def _read(state: DayList) -> Turn[DayList]:
    """Another list: what stood there is gone at once."""
    fresh = replace(
        state,
        rows=(),
        next=None,
        is_read=False,
        revealed="",
        is_covered=False,
        panel=ListPanel.NONE,
        wanted=None,
    )
    return Turn(fresh, asks=(fresh.query,))


def _refreshed(state: DayList) -> Turn[DayList]:
    """The list once more, as far as it was read; a long one stays as it is."""
    if len(state.rows) > MOST_KEPT:
        return Turn(state)
    asked: Asked[Any] = replace(state.query, limit=max(PAGE_ROWS, len(state.rows)))
    return Turn(state, asks=(asked,))


def _with_page(
    state: DayList, asked: ListDay | ListInside, read: EntryPage | InsidePage
) -> DayList:
    """With what was read, if it is still what is on show."""
    if replace(asked, after=None, limit=PAGE_ROWS) != state.query:
        return state
    if asked.after is not None and asked.after != state.next:
        return state
    before = () if asked.after is None else state.rows
    rows: tuple[Row, ...] = (*before, *read.rows)
    return replace(state, rows=rows, next=read.next, is_read=True, problem=None)


def _waits(moment: Moment) -> tuple[Effect, ...]:
    if not moment.can_be_overlooked:
        return ()
    return (StartTimer(TimerName.DESK_PAGE, moment.key, COVER_S),)
