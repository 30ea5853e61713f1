"""*Cấp cứu – vào ngay* and *Cần bổ sung*: what was recorded, and what is still to be said of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts_on_cases import AgeGroup
from kiosk.domain.desk.queries import IncompleteRow
from kiosk.domain.people.person import Sex
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.emergency import (
    UNDO_S,
    AgeSeen,
    EmergencyPersonChosen,
    EmergencyUndone,
    Incomplete,
    IncompleteChosen,
    PersonWanted,
    SexSeen,
    UnidentifiedTouched,
)
from kiosk.domain.station.pages.picking import PickCleared, PickErased, PickTyped
from kiosk.domain.station.touches import WindowEvent
from kiosk.domain.visits.presence import venue_day
from ui.actions import StationActions
from ui.i18n import Words
from ui.messages.acts import ACT_PROBLEMS, AGES, DESK_PROBLEMS
from ui.messages.model import say
from ui.viewmodels.desk.page import DeskPageViewModel
from ui.viewmodels.desk.picking import FoundRow, found_rows, found_sentence
from ui.viewmodels.desk.shown import clock_of, day_of, sex_of
from ui.viewmodels.rows import RowsModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1

_SEXES = (Sex.MALE, Sex.FEMALE)


@dataclass(frozen=True, slots=True)
class IncompleteLine:
    """One arrival that waits to be completed."""

    key: str
    title: str
    about: str
    time: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """A button of a group of which one may hold."""

    key: str
    text: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class EmergencyProps:
    """Everything the page shows; empty while it is not open."""

    count: str = ""
    lines: tuple[IncompleteLine, ...] = ()
    is_staff: bool = False
    """Somebody is signed in: without, only what was recorded just now is shown."""
    recorded: str = ""
    """What the green bar says; empty once it cannot be undone."""
    recorded_more: str = ""
    undo_s: float = UNDO_S
    token: str = ""
    """What was recorded: the ring begins anew with another."""
    sentence: str = ""
    is_warning: bool = False
    is_open: bool = False
    """An arrival is being completed."""
    heading: str = ""
    sexes: tuple[Choice, ...] = ()
    ages: tuple[Choice, ...] = ()
    is_looking: bool = False
    looked_for: str = ""
    found: tuple[FoundRow, ...] = ()
    found_text: str = ""
    leave_text: str = ""


def derive_emergency(view: View) -> EmergencyProps:
    """The page for this moment."""
    state = view.window.desk.top(Incomplete)
    if state is None:
        return EmergencyProps()
    words = view.words
    session = view.window.desk.session
    is_staff = session is not None and not session.is_locked
    recorded = more = ""
    if state.recorded is not None:
        text = words.translate("Screens", "Đã ghi nhận cấp cứu vào lúc {time}")
        recorded = text.replace("{time}", clock_of(state.recorded.at, view))
        more = words.translate("Screens", "ca {number} hôm nay · bổ sung sau")
        more = more.replace("{number}", str(state.recorded.number))
    rows = (state.rows or ()) if is_staff else ()
    sentence, is_warning = _sentence(state, is_staff, words)
    row = state.row if is_staff else None
    sex, age = (None, None) if row is None else (row.sex, row.age)
    return EmergencyProps(
        count=words.tr("· %n ca", "", len(rows)) if rows else "",
        lines=tuple(_line(row, state, view) for row in rows),
        is_staff=is_staff,
        recorded=recorded,
        recorded_more=more,
        token="" if state.recorded is None else state.recorded.entry_id,
        sentence=sentence,
        is_warning=is_warning,
        is_open=row is not None,
        heading="" if row is None else _heading(row, words),
        sexes=tuple(Choice(one.value, sex_of(one, words), one is sex) for one in _SEXES),
        ages=tuple(Choice(one.value, say(words, AGES[one]), one is age) for one in AGES),
        is_looking=row is not None and state.picking is not None,
        looked_for="" if state.picking is None else state.picking.text,
        found=found_rows(state.picking, words),
        found_text=found_sentence(state.picking, words),
        leave_text=_leave_text(state, words),
    )


def _line(row: IncompleteRow, state: Incomplete, view: View) -> IncompleteLine:
    words = view.words
    title = words.translate("Screens", "Cấp cứu · ca {number}")
    day = venue_day(row.at, view.setup.venue.time_zone)
    return IncompleteLine(
        key=row.entry_id,
        title=title.replace("{number}", str(row.number)),
        about=" · ".join(filter(None, (looks_text(row, words), row.gate, day_of(day, view)))),
        time=clock_of(row.at, view),
        is_chosen=row.entry_id == state.chosen,
    )


def looks_text(row: IncompleteRow, words: Words) -> str:
    """What is known of somebody without a name."""
    sex = "" if row.sex is None else sex_of(row.sex, words)
    age = "" if row.age is None else say(words, AGES[row.age])
    return " · ".join(filter(None, (sex, age))) or words.translate("Screens", "chưa rõ tên")


def _heading(row: IncompleteRow, words: Words) -> str:
    text = words.translate("Screens", "Ca {number} · thêm nếu biết")
    return text.replace("{number}", str(row.number))


def _leave_text(state: Incomplete, words: Words) -> str:
    if state.is_asking:
        return words.translate("Screens", "Chắc chắn không rõ là ai")
    return words.translate("Screens", "Không rõ danh tính")


def _sentence(state: Incomplete, is_staff: bool, words: Words) -> tuple[str, bool]:
    if state.problem is not None:
        return say(words, DESK_PROBLEMS[state.problem]), True
    if state.refused is not None:
        return say(words, ACT_PROBLEMS[state.refused]), True
    if state.is_undone:
        return words.translate("Screens", "Đã hoàn tác."), False
    if state.ended is not None:
        if state.ended.person_id:
            return words.translate("Screens", "Đã bổ sung."), False
        return words.translate("Screens", "Đã đóng: không rõ danh tính."), False
    if not is_staff:
        return words.translate(
            "Screens", "Mời vào ngay. Nhân viên bổ sung sau khi đăng nhập."
        ), False
    if state.rows is not None and not state.rows:
        return words.translate("Screens", "Không có ca nào cần bổ sung."), False
    return (
        words.translate(
            "Screens", "Chưa bổ sung xong thì dòng vẫn nằm ở đây, kể cả khi sang ca sau."
        ),
        False,
    )


@QmlElement
class EmergencyViewModel(DeskPageViewModel):
    """Notifies QML of `EmergencyProps`; every touch becomes an event of the desk's machine."""

    Props: ClassVar[type] = EmergencyProps
    _props: EmergencyProps
    page = DeskPage.EMERGENCY

    countChanged = Signal()
    linesChanged = Signal()
    isStaffChanged = Signal()
    recordedChanged = Signal()
    recordedMoreChanged = Signal()
    undoSChanged = Signal()
    tokenChanged = Signal()
    sentenceChanged = Signal()
    isWarningChanged = Signal()
    isOpenChanged = Signal()
    headingChanged = Signal()
    sexesChanged = Signal()
    agesChanged = Signal()
    isLookingChanged = Signal()
    lookedForChanged = Signal()
    foundChanged = Signal()
    foundTextChanged = Signal()
    leaveTextChanged = Signal()

    def __init__(
        self,
        tell: Callable[[WindowEvent], None],
        actions: StationActions,
        parent: QObject | None = None,
    ) -> None:
        """`tell` hands a touch to the window's machine."""
        super().__init__(tell, actions, parent)
        self._lines = RowsModel(self)
        self._sexes = RowsModel(self)
        self._ages = RowsModel(self)
        self._found = RowsModel(self)

    def fold(self, view: View) -> None:
        """Show this moment."""
        props = derive_emergency(view)
        self.show(props)
        self._lines.show(props.lines)
        self._sexes.show(props.sexes)
        self._ages.show(props.ages)
        self._found.show(props.found)

    @Slot()
    def undo(self) -> None:
        """Hoàn tác."""
        self._tell(EmergencyUndone())

    @Slot(str)
    def choose(self, entry_id: str) -> None:
        """Bổ sung."""
        self._tell(IncompleteChosen(entry_id))

    @Slot(str)
    def see(self, key: str) -> None:
        """What can be seen: a sex or an age."""
        is_age = key in set(AgeGroup)
        self._tell(AgeSeen(AgeGroup(key)) if is_age else SexSeen(Sex(key)))

    @Slot(bool)
    def look(self, is_wanted: bool) -> None:
        """Look for who it is, or no longer."""
        self._tell(PersonWanted(is_wanted))

    @Slot(str)
    def press(self, key: str) -> None:
        """A key of the pad."""
        self._tell(PickTyped(key))

    @Slot()
    def erase(self) -> None:
        """Take the last character back."""
        self._tell(PickErased())

    @Slot()
    def clear(self) -> None:
        """Take everything back."""
        self._tell(PickCleared())

    @Slot(str)
    def pick(self, person_id: str) -> None:
        """It is this person."""
        self._tell(EmergencyPersonChosen(person_id))

    @Slot()
    def leaveUnidentified(self) -> None:
        """Không rõ danh tính."""
        self._tell(UnidentifiedTouched())

    @Property(str, notify=countChanged)
    def count(self) -> str:
        return self._props.count

    @Property(QObject, constant=True)
    def lines(self) -> QObject:
        return self._lines

    @Property(QObject, constant=True)
    def sexes(self) -> QObject:
        return self._sexes

    @Property(QObject, constant=True)
    def ages(self) -> QObject:
        return self._ages

    @Property(QObject, constant=True)
    def found(self) -> QObject:
        return self._found

    @Property(bool, notify=isStaffChanged)
    def isStaff(self) -> bool:
        return self._props.is_staff

    @Property(str, notify=recordedChanged)
    def recorded(self) -> str:
        return self._props.recorded

    @Property(str, notify=recordedMoreChanged)
    def recordedMore(self) -> str:
        return self._props.recorded_more

    @Property(float, notify=undoSChanged)
    def undoS(self) -> float:
        return self._props.undo_s

    @Property(str, notify=tokenChanged)
    def token(self) -> str:
        return self._props.token

    @Property(str, notify=sentenceChanged)
    def sentence(self) -> str:
        return self._props.sentence

    @Property(bool, notify=isWarningChanged)
    def isWarning(self) -> bool:
        return self._props.is_warning

    @Property(bool, notify=isOpenChanged)
    def isOpen(self) -> bool:
        return self._props.is_open

    @Property(str, notify=headingChanged)
    def heading(self) -> str:
        return self._props.heading

    @Property(bool, notify=isLookingChanged)
    def isLooking(self) -> bool:
        return self._props.is_looking

    @Property(str, notify=lookedForChanged)
    def lookedFor(self) -> str:
        return self._props.looked_for

    @Property(str, notify=foundTextChanged)
    def foundText(self) -> str:
        return self._props.found_text

    @Property(str, notify=leaveTextChanged)
    def leaveText(self) -> str:
        return self._props.leave_text
