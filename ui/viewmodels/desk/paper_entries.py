"""*Nhập bù*: the rows of the paper book, each with what it was matched with."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.paper_entries import (
    DAYS_BACK,
    PaperDayChosen,
    PaperDirectionChosen,
    PaperEntries,
    PaperFieldChosen,
    PaperKept,
    PaperLeft,
    PaperLineRemoved,
    PaperNext,
    PaperPadTurned,
    PaperPersonChosen,
    PaperWritten,
)
from kiosk.domain.station.pages.paper_line import NOBODY_KNOWN, LineMatch, PaperField, PaperLine
from kiosk.domain.station.touches import WindowEvent
from kiosk.domain.visits.decision import Direction
from ui.actions import StationActions
from ui.i18n import Words
from ui.messages.acts import ACT_PROBLEMS, DESK_PROBLEMS
from ui.messages.model import say
from ui.viewmodels.desk.page import DeskPageViewModel
from ui.viewmodels.desk.picking import FoundRow, found_row
from ui.viewmodels.desk.shown import masked_name, today_of, whole_phone, year_of
from ui.viewmodels.rows import RowsModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class PaperRowShown:
    """One row as it is drawn."""

    key: int
    """Its place, from 0."""
    number: str
    time: str
    """`06:12`, or as much of it as is typed."""
    who: str
    is_arrival: bool
    match: str
    """Whom it was matched with, in two words; why it was not written, where it was refused."""
    match_more: str
    is_known: bool
    is_warning: bool
    in_use: str
    """The field in use; empty in other rows."""


@dataclass(frozen=True, slots=True)
class PaperEntriesProps:
    """Everything the page shows; empty while it is not open."""

    day: str = ""
    gate: str = ""
    rows: tuple[PaperRowShown, ...] = ()
    line: int = 0
    heading: str = ""
    """Which field of which row is in use."""
    in_use: str = PaperField.TIME.value
    has_letters: bool = False
    """The keyboard stands across the foot, in the pad's place."""
    write_text: str = ""
    can_write: bool = False
    sentence: str = ""
    is_warning: bool = False
    is_leaving: bool = False
    leave_text: str = ""
    people: tuple[FoundRow, ...] = ()
    """Who may be meant in the row in use, and somebody new."""
    can_go_back: bool = True
    """There is a day before this one."""
    can_go_on: bool = False


def derive_paper_entries(view: View) -> PaperEntriesProps:
    """The page for this moment."""
    state = view.window.desk.top(PaperEntries)
    if state is None:
        return PaperEntriesProps()
    words = view.words
    count = len(state.whole)
    sentence, is_warning = _sentence(state, words)
    day = today_of(view) - timedelta(days=state.days_ago)
    field = {
        PaperField.TIME: words.translate("Screens", "Dòng {number} · giờ"),
        PaperField.WHO: words.translate("Screens", "Dòng {number} · tên hoặc số"),
        PaperField.PERSON: words.translate("Screens", "Dòng {number} · là ai?"),
    }[state.field]
    return PaperEntriesProps(
        day=words.date(day),
        gate=f"· {view.setup.venue.gate}" if view.setup.venue.gate else "",
        rows=tuple(_row(index, state, words) for index in range(len(state.lines))),
        line=state.line,
        heading=field.replace("{number}", str(state.line + 1)),
        in_use=state.field.value,
        has_letters=state.has_letters,
        write_text=words.tr("Ghi %n lượt", "", count),
        can_write=count > 0 and not state.writing,
        sentence=sentence,
        is_warning=is_warning,
        is_leaving=state.is_leaving,
        leave_text=words.tr("Bỏ %n dòng chưa ghi?", "", _filled(state)),
        people=_people(state, words),
        can_go_back=state.days_ago < DAYS_BACK,
        can_go_on=state.days_ago > 0,
    )


def _filled(state: PaperEntries) -> int:
    return sum(not line.is_empty for line in state.lines)


def _people(state: PaperEntries, words: Words) -> tuple[FoundRow, ...]:
    """Who may be meant in the row in use, where that is a question at all."""
    people = tuple(found_row(person, words) for person in state.current.people)
    if not people:
        return ()
    new = words.translate("Screens", "Người mới")
    return (*people, FoundRow(NOBODY_KNOWN, new, "", "", False))


def clock_text(digits: str) -> str:
    """`06:12`, or as much of it as is typed."""
    return f"{digits[:2]}:{digits[2:]}" if len(digits) > 2 else digits


def _row(index: int, state: PaperEntries, words: Words) -> PaperRowShown:
    line = state.lines[index]
    match, more, is_warning = _match(line, words)
    phone = line.phone
    return PaperRowShown(
        key=index,
        number=str(index + 1),
        time=clock_text(line.clock),
        who=line.who if phone is None else whole_phone(phone),
        is_arrival=line.direction is Direction.ARRIVAL,
        match=match,
        match_more=more,
        is_known=line.match is LineMatch.KNOWN and line.problem is None,
        is_warning=is_warning,
        in_use=state.field.value if index == state.line else "",
    )


def _match(line: PaperLine, words: Words) -> tuple[str, str, bool]:
    """What a row was matched with, more about it, and whether staff must see to it."""
    if line.problem is not None:
        return say(words, ACT_PROBLEMS[line.problem]), "", True
    if len(line.clock) == 4 and line.at is None:
        return words.translate("Screens", "Giờ chưa đúng"), "", True
    match line.match:
        case LineMatch.KNOWN:
            person = line.person
            assert person is not None
            more = year_of(person.birth)
            if line.phone is not None:
                more = masked_name(person.full_name)
            elif more:
                more = words.translate("Screens", "Sinh {year}").replace("{year}", more)
            return words.translate("Screens", "Đã có"), more, False
        case LineMatch.SEVERAL:
            return words.tr("%n người: chọn", "", len(line.people)), "", True
        case LineMatch.NEW:
            return words.translate("Screens", "Người mới"), "", False
        case LineMatch.UNFINISHED:
            return words.translate("Screens", "Gõ tiếp"), "", False
    return "", "", False


def _sentence(state: PaperEntries, words: Words) -> tuple[str, bool]:
    if state.problem is not None:
        return say(words, DESK_PROBLEMS[state.problem]), True
    if any(line.problem is not None for line in state.lines):
        return words.translate("Screens", "Chưa ghi dòng nào: xin sửa dòng được báo."), True
    if state.written:
        return words.tr("Đã ghi %n lượt từ sổ giấy.", "", state.written), False
    return (
        words.translate("Screens", "Giờ thật ghi trong sổ. Mỗi lượt mang dấu “từ sổ giấy”."),
        False,
    )


@QmlElement
class PaperEntriesViewModel(DeskPageViewModel):
    """Notifies QML of `PaperEntriesProps`; every touch becomes an event of the desk's machine."""

    Props: ClassVar[type] = PaperEntriesProps
    _props: PaperEntriesProps
    page = DeskPage.PAPER_ENTRIES
    _written: PaperWritten | None = None
    _days_ago = 0

    dayChanged = Signal()
    gateChanged = Signal()
    rowsChanged = Signal()
    lineChanged = Signal()
    headingChanged = Signal()
    inUseChanged = Signal()
    hasLettersChanged = Signal()
    writeTextChanged = Signal()
    canWriteChanged = Signal()
    sentenceChanged = Signal()
    isWarningChanged = Signal()
    isLeavingChanged = Signal()
    leaveTextChanged = Signal()
    peopleChanged = Signal()
    canGoBackChanged = Signal()
    canGoOnChanged = Signal()

    def __init__(
        self,
        tell: Callable[[WindowEvent], None],
        actions: StationActions,
        parent: QObject | None = None,
    ) -> None:
        """`tell` hands a touch to the window's machine."""
        super().__init__(tell, actions, parent)
        self._rows = RowsModel(self)
        self._people = RowsModel(self)

    def fold(self, view: View) -> None:
        """Show this moment."""
        state = view.window.desk.top(PaperEntries)
        self._days_ago = 0 if state is None else state.days_ago
        self._written = PaperWritten(today_of(view), view.setup.venue.time_zone)
        props = derive_paper_entries(view)
        self.show(props)
        self._rows.show(props.rows)
        self._people.show(props.people)

    @Slot(int, str)
    def use(self, line: int, field: str) -> None:
        """Type into a field."""
        self._tell(PaperFieldChosen(line, PaperField(field)))

    @Slot()
    def turn(self) -> None:
        """ABC or 123."""
        self._tell(PaperPadTurned())

    @Slot()
    def goOn(self) -> None:
        """Ô tiếp theo."""
        self._tell(PaperNext())

    @Slot(int, bool)
    def direct(self, line: int, is_arrival: bool) -> None:
        """Đến or Đi."""
        direction = Direction.ARRIVAL if is_arrival else Direction.DEPARTURE
        self._tell(PaperDirectionChosen(line, direction))

    @Slot(str)
    def pick(self, person_id: str) -> None:
        """The row in use is about this person; an empty id is somebody new."""
        self._tell(PaperPersonChosen(person_id))

    @Slot()
    def remove(self) -> None:
        """Xóa dòng này."""
        self._tell(PaperLineRemoved())

    @Slot(int)
    def turnDay(self, days: int) -> None:
        """So many days further back; fewer than none is on again."""
        self._tell(PaperDayChosen(self._days_ago + days))

    @Slot()
    def write(self) -> None:
        """Ghi n lượt."""
        if self._written is not None:
            self._tell(self._written)

    @Slot()
    def leave(self) -> None:
        """Quay lại; once more drops what is not written."""
        self._tell(PaperLeft())

    @Slot()
    def stay(self) -> None:
        """Go on typing."""
        self._tell(PaperKept())

    @Property(str, notify=dayChanged)
    def day(self) -> str:
        return self._props.day

    @Property(str, notify=gateChanged)
    def gate(self) -> str:
        return self._props.gate

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        return self._rows

    @Property(QObject, constant=True)
    def people(self) -> QObject:
        return self._people

    @Property(int, notify=lineChanged)
    def line(self) -> int:
        return self._props.line

    @Property(str, notify=headingChanged)
    def heading(self) -> str:
        return self._props.heading

    @Property(str, notify=inUseChanged)
    def inUse(self) -> str:
        return self._props.in_use

    @Property(bool, notify=hasLettersChanged)
    def hasLetters(self) -> bool:
        return self._props.has_letters

    @Property(str, notify=writeTextChanged)
    def writeText(self) -> str:
        return self._props.write_text

    @Property(bool, notify=canWriteChanged)
    def canWrite(self) -> bool:
        return self._props.can_write

    @Property(str, notify=sentenceChanged)
    def sentence(self) -> str:
        return self._props.sentence

    @Property(bool, notify=isWarningChanged)
    def isWarning(self) -> bool:
        return self._props.is_warning

    @Property(bool, notify=isLeavingChanged)
    def isLeaving(self) -> bool:
        return self._props.is_leaving

    @Property(str, notify=leaveTextChanged)
    def leaveText(self) -> str:
        return self._props.leave_text

    @Property(bool, notify=canGoBackChanged)
    def canGoBack(self) -> bool:
        return self._props.can_go_back

    @Property(bool, notify=canGoOnChanged)
    def canGoOn(self) -> bool:
        return self._props.can_go_on
