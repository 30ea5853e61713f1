"""*Rà soát nội trú*: who stays until they are discharged, masked; a touch leads to the person."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.stays import StayRow
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.stays import StaysLookedThrough, StaysPage, StayTouched
from kiosk.domain.station.touches import WindowEvent
from ui.actions import StationActions
from ui.messages.acts import DESK_PROBLEMS
from ui.messages.model import say
from ui.messages.people import KINDS
from ui.viewmodels.desk.page import DeskPageViewModel
from ui.viewmodels.desk.shown import NOTHING, clock_of, masked_name
from ui.viewmodels.rows import RowsModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class StayLine:
    """One person."""

    key: str
    name: str
    about: str
    """What they came for, and since when."""
    nights: str


@dataclass(frozen=True, slots=True)
class StaysProps:
    """Everything the page shows; empty while it is not open."""

    rows: tuple[StayLine, ...] = ()
    headline: str = ""
    sentence: str = ""
    is_problem: bool = False
    can_review: bool = False


def derive_stays(view: View) -> StaysProps:
    """The page at this moment."""
    state, words = view.window.desk.top(StaysPage), view.words
    if state is None:
        return StaysProps()
    problem = "" if state.problem is None else say(words, DESK_PROBLEMS[state.problem])
    if state.stays is None:
        return StaysProps(sentence=problem, is_problem=bool(problem))
    stays = state.stays
    headline = words.translate("Screens", "Không có ai nội trú.")
    if stays.rows:
        headline = words.tr("%n người nội trú, chăm bệnh", "", len(stays.rows))
    sentence = words.translate("Screens", "Hôm nay đã rà soát.")
    if stays.is_due:
        sentence = words.translate("Screens", "Hôm nay chưa rà soát.")
    return StaysProps(
        rows=tuple(_line(row, view) for row in stays.rows),
        headline=headline,
        sentence=problem or (sentence if stays.reviewed == stays.today or stays.is_due else ""),
        is_problem=bool(problem) or stays.is_due,
        can_review=not state.is_working,
    )


def _line(row: StayRow, view: View) -> StayLine:
    words = view.words
    kind = words.translate("Messages", KINDS[row.kind])
    day = words.date(row.since.astimezone(view.setup.venue.time_zone))
    since = words.translate("Screens", "từ {time} hôm nay")
    if row.nights:
        since = words.translate("Screens", "từ {time}, ngày {day}").replace("{day}", day)
    since = since.replace("{time}", clock_of(row.since, view))
    nights = words.tr("%n đêm", "", row.nights) if row.nights else ""
    return StayLine(
        row.person_id, masked_name(row.full_name) or NOTHING, f"{kind} · {since}", nights
    )


@QmlElement
class StaysViewModel(DeskPageViewModel):
    """Notifies QML of `StaysProps`; every touch becomes an event of the desk's machine."""

    Props: ClassVar[type] = StaysProps
    _props: StaysProps
    page = DeskPage.STAYS

    rowsChanged = Signal()
    headlineChanged = Signal()
    sentenceChanged = Signal()
    isProblemChanged = Signal()
    canReviewChanged = Signal()

    def __init__(
        self,
        tell: Callable[[WindowEvent], None],
        actions: StationActions,
        parent: QObject | None = None,
    ) -> None:
        """`tell` hands a touch to the window's machine."""
        super().__init__(tell, actions, parent)
        self._rows = RowsModel(self)

    def fold(self, view: View) -> None:
        """Show this moment."""
        props = derive_stays(view)
        self.show(props)
        self._rows.show(props.rows)

    @Slot(str)
    def open(self, key: str) -> None:
        """A line of the list."""
        self._tell(StayTouched(key))

    @Slot()
    def review(self) -> None:
        """Đã rà soát."""
        self._tell(StaysLookedThrough())

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        return self._rows

    @Property(str, notify=headlineChanged)
    def headline(self) -> str:
        return self._props.headline

    @Property(str, notify=sentenceChanged)
    def sentence(self) -> str:
        return self._props.sentence

    @Property(bool, notify=isProblemChanged)
    def isProblem(self) -> bool:
        return self._props.is_problem

    @Property(bool, notify=canReviewChanged)
    def canReview(self) -> bool:
        return self._props.can_review
