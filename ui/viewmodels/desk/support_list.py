"""*Cần hỗ trợ (n)*: who waits for staff, and the open case with its four closings."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.queries import CaseRow
from kiosk.domain.station.chime import CHIME_S
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.support_list import (
    CaseChosen,
    CaseTaken,
    DoneTurned,
    SupportList,
)
from kiosk.domain.station.touches import WindowEvent
from ui.actions import StationActions
from ui.i18n import Words
from ui.messages.acts import (
    ACT_PROBLEMS,
    DESK_PROBLEMS,
    OUTCOMES,
    case_words,
)
from ui.messages.model import say
from ui.viewmodels.desk.page import DeskPageViewModel
from ui.viewmodels.desk.shown import (
    clock_of,
    masked_name,
    masked_phone,
    year_of,
)
from ui.viewmodels.desk.support_case import SupportCaseViewModel
from ui.viewmodels.rows import RowsModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class CaseLine:
    """One case as a row of the list."""

    key: str
    icon: str
    title: str
    who: str
    """Masked: the queue may see the list."""
    when: str
    """How long it waits and who took it; of a closed one how and when it ended."""
    is_taken: bool = False
    is_chosen: bool = False


@dataclass(frozen=True, slots=True)
class SupportListProps:
    """Everything the page shows; empty while it is not open."""

    count: str = ""
    lines: tuple[CaseLine, ...] = ()
    sentence: str = ""
    """What happens to who waits, or what became of the last act."""
    is_warning: bool = False
    done_text: str = ""
    is_done_shown: bool = False


def derive_support_list(view: View, chimed_at: datetime | None = None) -> SupportListProps:
    """The page; `chimed_at` is when the desk chimed last, UTC."""
    state = view.window.desk.top(SupportList)
    if state is None:
        return SupportListProps()
    words = view.words
    waiting = state.cases.waiting if state.cases is not None else ()
    again = _chime_text(view, chimed_at)
    shown = state.cases.closed if state.is_done_shown and state.cases is not None else waiting
    sentence, is_warning = _sentence(state, words)
    return SupportListProps(
        count=words.tr("· %n người", "", len(waiting)) if waiting else "",
        lines=tuple(_line(case, state.chosen, again, view) for case in shown),
        sentence=sentence,
        is_warning=is_warning,
        done_text=_done_text(state, words),
        is_done_shown=state.is_done_shown,
    )


def _line(case: CaseRow, chosen: str, again: str, view: View) -> CaseLine:
    words = view.words
    told = case_words(words, case.reason)
    who = [masked_name(case.full_name) or words.translate("Screens", "chưa rõ là ai")]
    who.append(year_of(case.birth))
    who.append(masked_phone(case.phone) if case.phone else "")
    if not case.full_name and not case.phone:
        who.insert(0, case.gate)
    when = [_age(case, view)]
    is_taken = bool(case.taken_by)
    if case.closed_at is not None:
        when = [_outcome(case, words), clock_of(case.closed_at, view)]
    elif is_taken:
        taken = words.translate("Screens", "{name} đã nhận")
        when.append(taken.replace("{name}", case.taken_by))
    else:
        when.append(again)
    number = words.translate("Screens", "Số {number}")
    title = told.title
    if case.number is not None:
        title = f"{number.replace('{number}', str(case.number))} · {told.title}"
    return CaseLine(
        key=case.case_id,
        icon=told.icon,
        title=title,
        who=" · ".join(filter(None, who)),
        when=" · ".join(filter(None, when)),
        is_taken=is_taken or case.closed_at is not None,
        is_chosen=case.case_id == chosen,
    )


def _age(case: CaseRow, view: View) -> str:
    minutes = int((view.now - case.at).total_seconds() // 60)
    if minutes < 1:
        return view.words.translate("Screens", "Vừa xong")
    if minutes < 60:
        words = view.words
        return words.tr("%n phút", "", minutes)
    return clock_of(case.at, view)


def _chime_text(view: View, chimed_at: datetime | None) -> str:
    if chimed_at is None:
        return ""
    left = timedelta(seconds=CHIME_S) - (view.now - chimed_at)
    seconds = max(0, int(left.total_seconds()))
    text = view.words.translate("Screens", "chuông nhắc sau {time}")
    return text.replace("{time}", f"{seconds // 60}:{seconds % 60:02d}")


def _outcome(case: CaseRow, words: Words) -> str:
    known = {outcome.value: source for outcome, source in OUTCOMES.items()}
    return say(words, known.get(case.outcome, ""))


def _done_text(state: SupportList, words: Words) -> str:
    if state.is_done_shown:
        return words.translate("Screens", "Đang chờ")
    count = state.cases.closed_count if state.cases is not None else 0
    text = words.translate("Screens", "Đã xong hôm nay · {count}")
    return text.replace("{count}", str(count))


def _sentence(state: SupportList, words: Words) -> tuple[str, bool]:
    if state.problem is not None:
        return say(words, DESK_PROBLEMS[state.problem]), True
    if state.refused is not None:
        return say(words, ACT_PROBLEMS[state.refused]), True
    if state.cases is not None and not state.cases.waiting and not state.is_done_shown:
        return words.translate("Screens", "Không có ai đang chờ."), False
    return (
        words.translate(
            "Screens",
            "Người chờ lâu nhất ở trên cùng. Chưa ai nhận thì chuông nhắc lại sau 2 phút.",
        ),
        False,
    )


@QmlElement
class SupportListViewModel(DeskPageViewModel):
    """Notifies QML of `SupportListProps`; every touch becomes an event of the desk's machine."""

    Props: ClassVar[type] = SupportListProps
    _props: SupportListProps
    page = DeskPage.SUPPORT_LIST
    _chime = 0
    _chimed_at: datetime | None = None

    countChanged = Signal()
    linesChanged = Signal()
    sentenceChanged = Signal()
    isWarningChanged = Signal()
    doneTextChanged = Signal()
    isDoneShownChanged = Signal()

    def __init__(
        self,
        tell: Callable[[WindowEvent], None],
        actions: StationActions,
        parent: QObject | None = None,
    ) -> None:
        """`tell` hands a touch to the window's machine."""
        super().__init__(tell, actions, parent)
        self._lines = RowsModel(self)
        self._opened = SupportCaseViewModel(tell, self)

    def fold(self, view: View) -> None:
        """Show this moment."""
        desk = view.window.desk
        if desk.chime != self._chime:
            self._chime, self._chimed_at = desk.chime, view.now
        props = derive_support_list(view, self._chimed_at if desk.untaken else None)
        self.show(props)
        self._lines.show(props.lines)
        self._opened.fold(view)

    @Slot(str)
    def acknowledge(self, case_id: str) -> None:
        """Nhận."""
        self._tell(CaseTaken(case_id))

    @Slot(str)
    def choose(self, case_id: str) -> None:
        """Open a case."""
        self._tell(CaseChosen(case_id))

    @Slot()
    def turn(self) -> None:
        """Đã xong hôm nay, or what waits again."""
        self._tell(DoneTurned())

    @Property(str, notify=countChanged)
    def count(self) -> str:
        return self._props.count

    @Property(QObject, constant=True)
    def lines(self) -> QObject:
        return self._lines

    @Property(SupportCaseViewModel, constant=True)
    def opened(self) -> SupportCaseViewModel:
        return self._opened

    @Property(str, notify=sentenceChanged)
    def sentence(self) -> str:
        return self._props.sentence

    @Property(bool, notify=isWarningChanged)
    def isWarning(self) -> bool:
        return self._props.is_warning

    @Property(str, notify=doneTextChanged)
    def doneText(self) -> str:
        return self._props.done_text

    @Property(bool, notify=isDoneShownChanged)
    def isDoneShown(self) -> bool:
        return self._props.is_done_shown
