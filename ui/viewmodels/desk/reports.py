"""The page of reports: lists and summaries as files, and who is inside on paper."""

from __future__ import annotations

from pathlib import PurePath
from typing import ClassVar

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.base.tables import TableForm
from kiosk.domain.desk.reports import EvacuationPrinted, ExportProblem, NotWritten
from kiosk.domain.reports.document import DocumentKind
from kiosk.domain.reports.report import ReportKind
from kiosk.domain.station.desk_state import Desk
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.reports import (
    COPIES,
    AboutToPrint,
    AllLeftAsked,
    AllLeftConfirmed,
    AskingCopies,
    Broken,
    Choosing,
    CopiesChosen,
    DayMoved,
    DocumentTouched,
    EvacuationTouched,
    FormChosen,
    GiveUpTouched,
    KindChosen,
    Printed,
    Printing,
    Reports,
    ResultClosed,
    SpanChosen,
    TargetChosen,
    WriteTouched,
    Writing,
    Written,
    is_on_paper,
)
from ui.i18n import QT_TRANSLATE_NOOP, Words
from ui.messages.evacuation import paper_text
from ui.viewmodels.desk.page import DeskPageViewModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1

MOST_TARGETS = 3
"""So many places for files have a button."""

EXPORT_PROBLEMS: dict[ExportProblem, str] = {
    ExportProblem.CANCELLED: QT_TRANSLATE_NOOP("Screens", "Đã dừng. Không để lại tệp nào."),
    ExportProblem.NO_STICK: QT_TRANSLATE_NOOP(
        "Screens", "Không thấy USB nữa. Cắm lại USB rồi xuất lại."
    ),
    ExportProblem.EXISTS: QT_TRANSLATE_NOOP("Screens", "Đã có tệp cùng tên. Xin xuất lại."),
    ExportProblem.FULL: QT_TRANSLATE_NOOP("Screens", "USB đã đầy. Xóa bớt tệp hoặc dùng USB khác."),
    ExportProblem.NOT_WRITABLE: QT_TRANSLATE_NOOP(
        "Screens", "Không ghi được vào đó. USB có thể đang khóa ghi."
    ),
    ExportProblem.STORAGE: QT_TRANSLATE_NOOP("Screens", "Không đọc được dữ liệu. Xin thử lại."),
    ExportProblem.BROKEN: QT_TRANSLATE_NOOP("Screens", "Việc xuất tệp bị ngắt. Xin thử lại."),
}
"""Why there is no file."""


@dataclass(frozen=True, slots=True)
class TargetProps:
    """One place for files."""

    name: str
    is_stick: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class ReportsProps:
    """Everything the page shows."""

    day_text: str = ""
    is_month: bool = False
    can_earlier: bool = False
    can_later: bool = False
    is_trail: bool = False
    """What staff did: there is no other kind to choose."""
    is_list: bool = True
    form: str = TableForm.XLSX.value
    """The chosen kind of file, by its ending."""
    targets: tuple[TargetProps, ...] = ()
    can_write: bool = False
    is_choosing: bool = True
    headline: str = ""
    """What is under way, or what came of it."""
    sentence: str = ""
    is_warning: bool = False
    share: float = -1.0
    """How far an export is, 0 to 1; below zero where there is none."""
    can_give_up: bool = False
    can_close: bool = False
    can_ask_left: bool = False
    """*Ghi nhận tất cả đã ra* may be touched."""
    is_asking_left: bool = False
    is_asking_copies: bool = False


def derive_reports(desk: Desk, words: Words) -> ReportsProps:
    """The page for the desk's state."""
    page = desk.top(Reports)
    if page is None:
        return ReportsProps()
    chosen = ReportsProps(
        day_text=_day_text(page, words),
        is_month=page.is_month,
        can_earlier=page.can_move(-1),
        can_later=page.can_move(1),
        is_trail=page.is_trail,
        is_list=page.kind is ReportKind.LIST,
        form=page.form.value,
        targets=tuple(
            TargetProps(target.name, target.is_stick, target == page.target)
            for target in page.targets[:MOST_TARGETS]
        ),
        can_write=page.can_write,
    )
    is_stick = page.target is not None and page.target.is_stick
    match page.step:
        case Choosing():
            return chosen
        case AskingCopies():
            return ReportsProps(
                is_choosing=False,
                headline=words.translate("Screens", "Mấy tờ hướng dẫn?"),
                sentence=words.translate(
                    "Screens", "Khổ A4, mỗi tờ một trang. Treo ở cổng, ngang tầm mắt."
                ),
                is_asking_copies=True,
            )
        case Writing(progress, is_given_up):
            share = 0.0 if progress is None else progress.done / max(1, progress.whole)
            sentence = words.translate("Screens", "Cổng vẫn ghi nhận bình thường.")
            if is_stick:
                sentence = words.translate(
                    "Screens", "Chưa rút USB. Cổng vẫn ghi nhận bình thường."
                )
            return ReportsProps(
                is_choosing=False,
                headline=words.translate("Screens", "Đang xuất tệp"),
                sentence=sentence,
                share=share,
                can_give_up=not is_given_up,
            )
        case Written() as step:
            return _written(step, words, is_stick=is_stick)
        case AboutToPrint() | Printing():
            return ReportsProps(
                is_choosing=False, headline=words.translate("Screens", "Đang in danh sách sơ tán")
            )
        case Printed() as step:
            return _printed(step, words)
        case Broken():
            return ReportsProps(
                is_choosing=False,
                headline=words.translate("Screens", "Chưa làm được"),
                sentence=words.translate("Screens", EXPORT_PROBLEMS[ExportProblem.STORAGE]),
                is_warning=True,
                can_close=True,
            )


def _day_text(page: Reports, words: Words) -> str:
    if page.day is None:
        return ""
    if page.is_month:
        month = words.translate("Screens", "Tháng {month}")
        return month.replace("{month}", f"{page.day.month}/{page.day.year}")
    text = words.date(page.day)
    if page.day == page.today:
        return words.translate("Screens", "Hôm nay, {date}").replace("{date}", text)
    return text


def _written(step: Written, words: Words, *, is_stick: bool) -> ReportsProps:
    end = step.end
    if isinstance(end, NotWritten):
        is_given_up = end.problem is ExportProblem.CANCELLED
        return ReportsProps(
            is_choosing=False,
            headline=words.translate("Screens", "Chưa có tệp"),
            sentence=words.translate("Screens", EXPORT_PROBLEMS[end.problem]),
            is_warning=not is_given_up,
            can_close=True,
        )
    path = PurePath(end.path)
    headline = words.translate("Screens", "Đã xuất xong")
    if is_stick:
        headline = words.translate("Screens", "Đã xuất xong, có thể rút USB")
    sentence = words.translate("Screens", "{lines} trong tệp {file}, ở {place}.")
    lines = words.tr("%n dòng", "", end.count)
    if step.is_document:
        lines = words.tr("%n trang", "", end.count)
    return ReportsProps(
        is_choosing=False,
        headline=headline,
        sentence=sentence.format(lines=lines, file=path.name, place=path.parent.name),
        can_close=True,
    )


def _printed(step: Printed, words: Words) -> ReportsProps:
    answer = step.answer
    if step.is_asking:
        return ReportsProps(
            is_choosing=False,
            headline=words.translate("Screens", "Tất cả đã ra ngoài?"),
            sentence=words.tr("Sẽ ghi nhận %n người ra về.", "", len(answer.people)),
            is_asking_left=True,
        )
    if step.leaving:
        done = len(answer.people) - len(step.leaving)
        return ReportsProps(
            is_choosing=False,
            headline=words.translate("Screens", "Đang ghi nhận ra về"),
            share=done / max(1, len(answer.people)),
        )
    if step.left:
        return ReportsProps(
            is_choosing=False,
            headline=words.tr("Đã ghi nhận %n người ra về", "", step.left),
            can_close=True,
        )
    return ReportsProps(
        is_choosing=False,
        headline=paper_text(answer, words),
        sentence=_counts(answer, words),
        is_warning=not is_on_paper(answer),
        can_close=True,
        can_ask_left=bool(answer.people),
    )


def _counts(answer: EvacuationPrinted, words: Words) -> str:
    parts = [words.tr("%n người bên trong", "", answer.inside)]
    if answer.maybe_inside:
        parts.append(words.tr("%n người có thể còn bên trong", "", answer.maybe_inside))
    return " · ".join(parts)


@QmlElement
class ReportsViewModel(DeskPageViewModel):
    """Notifies QML of `ReportsProps`; every touch becomes an event of the desk's machine."""

    Props: ClassVar[type] = ReportsProps
    _props: ReportsProps
    page = DeskPage.REPORTS

    dayTextChanged = Signal()
    isMonthChanged = Signal()
    canEarlierChanged = Signal()
    canLaterChanged = Signal()
    isTrailChanged = Signal()
    isListChanged = Signal()
    formChanged = Signal()
    targetsChanged = Signal()
    canWriteChanged = Signal()
    isChoosingChanged = Signal()
    headlineChanged = Signal()
    sentenceChanged = Signal()
    isWarningChanged = Signal()
    shareChanged = Signal()
    canGiveUpChanged = Signal()
    canCloseChanged = Signal()
    canAskLeftChanged = Signal()
    isAskingLeftChanged = Signal()
    isAskingCopiesChanged = Signal()

    def fold(self, view: View) -> None:
        """Show this moment."""
        self.show(derive_reports(view.window.desk, view.words))

    @Slot(bool)
    def chooseSpan(self, is_month: bool) -> None:
        """A day or a month."""
        self._tell(SpanChosen(is_month))

    @Slot(int)
    def move(self, by: int) -> None:
        """An earlier or a later one."""
        self._tell(DayMoved(by))

    @Slot(bool)
    def chooseList(self, is_list: bool) -> None:
        """Names, or numbers alone."""
        self._tell(KindChosen(ReportKind.LIST if is_list else ReportKind.SUMMARY))

    @Slot(str)
    def chooseForm(self, form: str) -> None:
        """Which kind of file, by its ending."""
        self._tell(FormChosen(TableForm(form)))

    @Slot(int)
    def chooseTarget(self, place: int) -> None:
        """Where to."""
        self._tell(TargetChosen(place))

    @Slot()
    def write(self) -> None:
        """Xuất tệp."""
        self._tell(WriteTouched())

    @Slot()
    def writePoster(self) -> None:
        """Tờ hướng dẫn: how many is asked."""
        self._tell(DocumentTouched(DocumentKind.POSTER))

    @Slot(int)
    def chooseCopies(self, place: int) -> None:
        """So many posters, by the place among `copies`."""
        self._tell(CopiesChosen(place))

    @Slot()
    def writePaperBook(self) -> None:
        """Sổ giấy trống."""
        self._tell(DocumentTouched(DocumentKind.PAPER_BOOK))

    @Slot()
    def writeCards(self) -> None:
        """Thẻ đã cấp."""
        self._tell(DocumentTouched(DocumentKind.WALLET_CARDS))

    @Slot()
    def writeEvacuation(self) -> None:
        """Danh sách sơ tán, as a file."""
        self._tell(DocumentTouched(DocumentKind.EVACUATION))

    @Slot()
    def giveUp(self) -> None:
        """Dừng."""
        self._tell(GiveUpTouched())

    @Slot()
    def printEvacuation(self) -> None:
        """In danh sách sơ tán."""
        self._tell(EvacuationTouched())

    @Slot()
    def askLeft(self) -> None:
        """Ghi nhận tất cả đã ra."""
        self._tell(AllLeftAsked())

    @Slot()
    def confirmLeft(self) -> None:
        """Everybody is out."""
        self._tell(AllLeftConfirmed())

    @Slot()
    def close(self) -> None:
        """What came of it was read; of the question: not yet."""
        self._tell(ResultClosed())

    @Property(str, notify=dayTextChanged)
    def dayText(self) -> str:
        return self._props.day_text

    @Property(bool, notify=isMonthChanged)
    def isMonth(self) -> bool:
        return self._props.is_month

    @Property(bool, notify=canEarlierChanged)
    def canEarlier(self) -> bool:
        return self._props.can_earlier

    @Property(bool, notify=canLaterChanged)
    def canLater(self) -> bool:
        return self._props.can_later

    @Property(bool, notify=isTrailChanged)
    def isTrail(self) -> bool:
        return self._props.is_trail

    @Property(bool, notify=isListChanged)
    def isList(self) -> bool:
        return self._props.is_list

    @Property(str, notify=formChanged)
    def form(self) -> str:
        return self._props.form

    @Property("QVariantList", constant=True)  # type: ignore[arg-type]
    def copies(self) -> list[int]:
        return list(COPIES)

    @Property("QVariantList", notify=targetsChanged)  # type: ignore[arg-type]
    def targets(self) -> list[dict[str, object]]:
        return [
            {"name": target.name, "isStick": target.is_stick, "isChosen": target.is_chosen}
            for target in self._props.targets
        ]

    @Property(bool, notify=canWriteChanged)
    def canWrite(self) -> bool:
        return self._props.can_write

    @Property(bool, notify=isChoosingChanged)
    def isChoosing(self) -> bool:
        return self._props.is_choosing

    @Property(str, notify=headlineChanged)
    def headline(self) -> str:
        return self._props.headline

    @Property(str, notify=sentenceChanged)
    def sentence(self) -> str:
        return self._props.sentence

    @Property(bool, notify=isWarningChanged)
    def isWarning(self) -> bool:
        return self._props.is_warning

    @Property(float, notify=shareChanged)
    def share(self) -> float:
        return self._props.share

    @Property(bool, notify=canGiveUpChanged)
    def canGiveUp(self) -> bool:
        return self._props.can_give_up

    @Property(bool, notify=canCloseChanged)
    def canClose(self) -> bool:
        return self._props.can_close

    @Property(bool, notify=canAskLeftChanged)
    def canAskLeft(self) -> bool:
        return self._props.can_ask_left

    @Property(bool, notify=isAskingLeftChanged)
    def isAskingLeft(self) -> bool:
        return self._props.is_asking_left

    @Property(bool, notify=isAskingCopiesChanged)
    def isAskingCopies(self) -> bool:
        return self._props.is_asking_copies
