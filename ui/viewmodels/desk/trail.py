"""*Nhật ký*: what staff did, the newest first."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.domain.reports.trail import DEED_WORDS, NOBODY, say_note
from kiosk.domain.staff.trail import TrailRow
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.trail import TrailExported, TrailFurther, TrailPage
from kiosk.domain.station.touches import WindowEvent
from ui.actions import StationActions
from ui.messages.acts import DESK_PROBLEMS
from ui.messages.model import say
from ui.viewmodels.desk.page import DeskPageViewModel
from ui.viewmodels.desk.shown import clock_of, day_of
from ui.viewmodels.rows import RowsModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class TrailLine:
    """One line."""

    key: str
    when: str
    who: str
    what: str
    about: str
    """The account, a note, and by which id a person or a record is found in the file."""


@dataclass(frozen=True, slots=True)
class TrailProps:
    """Everything the page shows; empty while it is not open."""

    rows: tuple[TrailLine, ...] = ()
    sentence: str = ""
    """In the place of rows."""
    is_problem: bool = False


def derive_trail(view: View) -> TrailProps:
    """The page at this moment."""
    state, words = view.window.desk.top(TrailPage), view.words
    if state is None:
        return TrailProps()
    if state.problem is not None:
        sentence = say(words, DESK_PROBLEMS[state.problem])
    elif state.rows == ():
        sentence = words.translate("Screens", "Chưa có việc nào được ghi.")
    else:
        sentence = ""
    rows = tuple(_line(row, view) for row in state.rows or ())
    return TrailProps(rows, sentence, state.problem is not None)


def _line(row: TrailRow, view: View) -> TrailLine:
    words = view.words
    day = row.at.astimezone(view.setup.venue.time_zone).date()
    about = (
        row.account_name,
        say_note(row.note, lambda text: words.translate("Screens", text), words.date),
        row.person_id[-6:],
    )
    return TrailLine(
        str(row.number),
        f"{day_of(day, view)} {clock_of(row.at, view)}",
        row.by_name or row.by or words.translate("Screens", NOBODY),
        words.translate("Screens", DEED_WORDS.get(row.deed, row.deed)),
        " · ".join(filter(None, about)),
    )


@QmlElement
class TrailViewModel(DeskPageViewModel):
    """Notifies QML of `TrailProps`; every touch becomes an event of the desk's machine."""

    Props: ClassVar[type] = TrailProps
    _props: TrailProps
    page = DeskPage.TRAIL

    rowsChanged = Signal()
    sentenceChanged = Signal()
    isProblemChanged = Signal()

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
        props = derive_trail(view)
        self.show(props)
        self._rows.show(props.rows)

    @Slot()
    def goFurther(self) -> None:
        """The end of what was read is near."""
        self._tell(TrailFurther())

    @Slot()
    def export(self) -> None:
        """Xuất tệp."""
        self._tell(TrailExported())

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        return self._rows

    @Property(str, notify=sentenceChanged)
    def sentence(self) -> str:
        return self._props.sentence

    @Property(bool, notify=isProblemChanged)
    def isProblem(self) -> bool:
        return self._props.is_problem
