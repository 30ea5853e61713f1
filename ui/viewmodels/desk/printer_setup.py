"""*Máy in*: what is connected, the test page and what came out of it, paper and roll."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.printer_work import PrinterPlace
from kiosk.domain.desk.settings_work import SettingsProblem
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.printer_setup import (
    CutterChosen,
    NewRollTouched,
    PlaceChosen,
    PrinterChosen,
    PrinterSetup,
    PrintersSearched,
    SecondLeftOut,
    TrialAnswer,
    TrialSaid,
    TrialWanted,
    WidthChosen,
    Work,
)
from kiosk.domain.station.printer import (
    WIDTHS_PX,
    FoundPrinter,
    PrinterKind,
    PrinterProfile,
    is_meant,
)
from kiosk.domain.station.touches import WindowEvent
from ui.actions import StationActions
from ui.i18n import QT_TRANSLATE_NOOP, Words
from ui.messages.acts import DESK_PROBLEMS, SETTINGS_PROBLEMS
from ui.messages.faults import PRINTER
from ui.messages.model import say
from ui.messages.paper import paper_words
from ui.viewmodels.desk.page import DeskPageViewModel
from ui.viewmodels.rows import RowsModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1

_KINDS: Mapping[PrinterKind, tuple[str, str]] = {
    PrinterKind.USB: ("usb", QT_TRANSLATE_NOOP("Screens", "USB")),
    PrinterKind.NETWORK: ("network", QT_TRANSLATE_NOOP("Screens", "Mạng")),
    PrinterKind.SERIAL: ("usb", QT_TRANSLATE_NOOP("Screens", "Cổng nối tiếp")),
    PrinterKind.FILE: ("usb", QT_TRANSLATE_NOOP("Screens", "Cổng máy in của hệ thống")),
    PrinterKind.SIMULATED: ("printer", QT_TRANSLATE_NOOP("Screens", "Máy in giả để thử")),
}
"""Icon and word of each; what is none is never shown."""


@dataclass(frozen=True, slots=True)
class PrinterRow:
    """A printer that was found."""

    key: str
    """Its place in the list."""
    icon: str
    title: str
    detail: str
    is_used: bool
    is_free: bool = True
    """It is not the other printer of the two."""


@dataclass(frozen=True, slots=True)
class PrinterSetupProps:
    """Everything the page shows; empty while it is not open."""

    printers: tuple[PrinterRow, ...] = ()
    found_text: str = ""
    paper_text: str = ""
    title: str = ""
    text: str = ""
    is_asking: bool = False
    """A test page is out, and somebody is to say how it is."""
    is_busy: bool = False
    is_second: bool = False
    """The second printer is set, and not the first."""
    has_printer: bool = False
    is_narrow: bool = True
    """Paper of 58 mm."""
    has_cutter: bool = False
    garbled_text: str = ""
    wide_text: str = ""
    """What follows on a wrong answer."""


def derive_printer_setup(view: View) -> PrinterSetupProps:
    """The page for this moment."""
    state = view.window.desk.top(PrinterSetup)
    if state is None:
        return PrinterSetupProps()
    words, used = view.words, state.used
    is_narrow = used is None or used.width_px == WIDTHS_PX[0]
    garbled = words.translate("Screens", "Máy sẽ đổi cách in ảnh rồi thử lại")
    if used is not None and used.kind is PrinterKind.SERIAL:
        garbled = words.translate("Screens", "Máy sẽ đổi tốc độ cổng rồi thử lại")
    wide = words.translate("Screens", "Máy sẽ đổi khổ giấy 58 mm rồi thử lại")
    if is_narrow:
        wide = words.translate("Screens", "Máy sẽ nhắc cách đặt lại cuộn giấy")
    title, text = _said(state, view)
    return PrinterSetupProps(
        printers=_rows(state, words),
        found_text=_found_text(state, words),
        paper_text=_paper_text(state, view),
        title=title,
        text=text,
        is_asking=state.is_asking,
        is_busy=state.work is not Work.NONE,
        is_second=state.place is PrinterPlace.SECOND,
        has_printer=used is not None,
        is_narrow=is_narrow,
        has_cutter=used is not None and used.has_cutter,
        garbled_text=garbled,
        wide_text=wide,
    )


def _rows(state: PrinterSetup, words: Words) -> tuple[PrinterRow, ...]:
    if state.shown is None:
        return ()
    return tuple(
        _row(str(index), found, state, words) for index, found in enumerate(state.shown.found)
    )


def _row(key: str, found: FoundPrinter, state: PrinterSetup, words: Words) -> PrinterRow:
    icon, kind = _KINDS[found.kind]
    way, used, other = words.translate("Screens", kind), state.used, state.other
    if other is not None and is_meant(found, other.kind, other.address):
        which = words.translate("Screens", "máy thứ hai")
        if state.place is PrinterPlace.SECOND:
            which = words.translate("Screens", "máy thứ nhất")
        name = found.name or found.address
        return PrinterRow(key, icon, name, f"{way} · {which}", False, is_free=False)
    if used is None or not is_meant(found, used.kind, used.address):
        return PrinterRow(key, icon, found.name or found.address, way, False)
    title = words.translate("Screens", "Máy in phiếu 80 mm")
    if used.width_px == WIDTHS_PX[0]:
        title = words.translate("Screens", "Máy in phiếu 58 mm")
    cutter = words.translate("Screens", "không dao cắt")
    if used.has_cutter:
        cutter = words.translate("Screens", "có dao cắt")
    return PrinterRow(key, icon, title, f"{way} · {cutter}", True)


def _found_text(state: PrinterSetup, words: Words) -> str:
    if state.work is Work.SEARCHING or state.shown is None:
        return words.translate("Screens", "Đang tìm máy in…")
    if not state.shown.found:
        return words.translate("Screens", "Không thấy máy in nào")
    return words.tr("Tìm thấy %n máy in", "", len(state.shown.found))


def _is_printing(state: PrinterSetup, view: View) -> bool:
    """Whether slips come from the printer that is set: its paper and its fault are known."""
    is_second = view.window.health.first_printer is not None or not state.used_at(
        PrinterPlace.FIRST
    )
    return is_second is (state.place is PrinterPlace.SECOND)


def _paper_text(state: PrinterSetup, view: View) -> str:
    left = paper_words(view.words, view.window.health)
    if state.other is not None and not _is_printing(state, view):
        return ""
    if not left:
        return view.words.translate("Screens", "Giấy: chưa biết còn bao nhiêu")
    return left


def _said(state: PrinterSetup, view: View) -> tuple[str, str]:
    """What stands above, and what below it."""
    words = view.words
    match state.problem:
        case SettingsProblem():
            return words.translate("Messages", SETTINGS_PROBLEMS[state.problem]), ""
        case DeskProblem():
            return say(words, DESK_PROBLEMS[state.problem]), ""
    if state.work is Work.PRINTING:
        return words.translate("Screens", "Đang in thử…"), ""
    if state.work is Work.SAVING:
        return words.translate("Screens", "Đang lưu…"), ""
    is_second = state.place is PrinterPlace.SECOND
    stands_in = words.translate("Screens", "Máy thứ hai in thay khi máy thứ nhất chưa in được gì.")
    if state.used is None:
        text = words.translate(
            "Screens", "Cắm máy in, bật nguồn, chạm Tìm lại rồi chọn máy in ở danh sách."
        )
        if is_second:
            return words.translate("Screens", "Chưa có máy in thứ hai"), f"{stands_in} {text}"
        return words.translate("Screens", "Chưa chọn máy in"), text
    if state.is_asking:
        text = words.translate(
            "Screens",
            "Bản in đúng trông như hình bên: chữ đủ dấu, mã QR trọn trong giấy, nét đen đều.",
        )
        if is_second:
            return words.translate("Screens", "Phiếu của máy thứ hai có đúng không?"), text
        return words.translate("Screens", "Phiếu in ra có đúng không?"), text
    if state.test is None:
        text = words.translate("Screens", "Chọn khổ giấy và dao cắt của máy in rồi in thử.")
        if is_second:
            return words.translate("Screens", "In thử máy in thứ hai"), f"{stands_in} {text}"
        return words.translate("Screens", "In thử để kiểm tra máy in"), text
    return _advised(state, state.used, view)


def _advised(state: PrinterSetup, used: PrinterProfile, view: View) -> tuple[str, str]:
    """After an answer that no setting mends, or a page that did not come out."""
    words, health = view.words, view.window.health
    is_narrow = used.width_px == WIDTHS_PX[0]
    if state.answer is TrialAnswer.RIGHT:
        text = words.translate("Screens", "Giấy 58 mm in mã QR nhỏ: nếu có thì nên dùng máy 80 mm.")
        return words.translate("Screens", "Máy in đã sẵn sàng"), text if is_narrow else ""
    if state.answer is TrialAnswer.TOO_WIDE:
        text = words.translate(
            "Screens", "58 mm là khổ nhỏ nhất. Mở nắp, đặt cuộn giấy vào giữa khe rồi in thử lại."
        )
        return words.translate("Screens", "Đặt lại cuộn giấy"), text
    assert state.test is not None
    fault = state.test.fault
    if fault is None and state.place is PrinterPlace.FIRST:
        fault = health.first_printer
    if fault is None and _is_printing(state, view):
        fault = health.printer
    if fault is not None:
        message = PRINTER[fault]
        return say(words, message.staff_hint), " ".join(say(words, one) for one in message.steps)
    text = words.translate(
        "Screens",
        "Giấy in nhiệt chỉ hiện chữ ở một mặt: mở nắp, lật cuộn giấy lại. Kiểm tra nguồn điện và"
        " dây rồi in thử lại.",
    )
    return words.translate("Screens", "Xem mặt giấy và dây của máy in"), text


@QmlElement
class PrinterSetupViewModel(DeskPageViewModel):
    """Notifies QML of `PrinterSetupProps`; every touch becomes an event of the desk's machine."""

    Props: ClassVar[type] = PrinterSetupProps
    _props: PrinterSetupProps
    page = DeskPage.PRINTER_SETUP

    printersChanged = Signal()
    foundTextChanged = Signal()
    paperTextChanged = Signal()
    titleChanged = Signal()
    textChanged = Signal()
    isAskingChanged = Signal()
    isBusyChanged = Signal()
    isSecondChanged = Signal()
    hasPrinterChanged = Signal()
    isNarrowChanged = Signal()
    hasCutterChanged = Signal()
    garbledTextChanged = Signal()
    wideTextChanged = Signal()

    def __init__(
        self,
        tell: Callable[[WindowEvent], None],
        actions: StationActions,
        parent: QObject | None = None,
    ) -> None:
        """`tell` hands a touch to the window's machine."""
        super().__init__(tell, actions, parent)
        self._printers = RowsModel(self)

    def fold(self, view: View) -> None:
        """Show this moment."""
        props = derive_printer_setup(view)
        self.show(props)
        self._printers.show(props.printers)

    @Slot(bool)
    def setSecond(self, is_second: bool) -> None:
        """Máy thứ hai, or Máy thứ nhất."""
        self._tell(PlaceChosen(PrinterPlace.SECOND if is_second else PrinterPlace.FIRST))

    @Slot()
    def leaveSecondOut(self) -> None:
        """Không dùng máy in thứ hai."""
        self._tell(SecondLeftOut())

    @Slot(str)
    def choose(self, key: str) -> None:
        """One of the printers."""
        self._tell(PrinterChosen(int(key)))

    @Slot()
    def search(self) -> None:
        """Tìm lại."""
        self._tell(PrintersSearched())

    @Slot()
    def tryOut(self) -> None:
        """In thử."""
        self._tell(TrialWanted())

    @Slot(str)
    def answer(self, answer: str) -> None:
        """How the test page is."""
        self._tell(TrialSaid(TrialAnswer(answer)))

    @Slot(bool)
    def setNarrow(self, is_narrow: bool) -> None:
        """Paper of 58 mm, or of 80."""
        self._tell(WidthChosen(WIDTHS_PX[0] if is_narrow else WIDTHS_PX[1]))

    @Slot(bool)
    def setCutter(self, has_cutter: bool) -> None:
        """Whether the printer cuts."""
        self._tell(CutterChosen(has_cutter))

    @Slot()
    def changeRoll(self) -> None:
        """Đã thay cuộn mới."""
        self._tell(NewRollTouched())

    @Property(QObject, constant=True)
    def printers(self) -> QObject:
        return self._printers

    @Property(str, notify=foundTextChanged)
    def foundText(self) -> str:
        return self._props.found_text

    @Property(str, notify=paperTextChanged)
    def paperText(self) -> str:
        return self._props.paper_text

    @Property(str, notify=titleChanged)
    def title(self) -> str:
        return self._props.title

    @Property(str, notify=textChanged)
    def text(self) -> str:
        return self._props.text

    @Property(bool, notify=isAskingChanged)
    def isAsking(self) -> bool:
        return self._props.is_asking

    @Property(bool, notify=isBusyChanged)
    def isBusy(self) -> bool:
        return self._props.is_busy

    @Property(bool, notify=isSecondChanged)
    def isSecond(self) -> bool:
        return self._props.is_second

    @Property(bool, notify=hasPrinterChanged)
    def hasPrinter(self) -> bool:
        return self._props.has_printer

    @Property(bool, notify=isNarrowChanged)
    def isNarrow(self) -> bool:
        return self._props.is_narrow

    @Property(bool, notify=hasCutterChanged)
    def hasCutter(self) -> bool:
        return self._props.has_cutter

    @Property(str, notify=garbledTextChanged)
    def garbledText(self) -> str:
        return self._props.garbled_text

    @Property(str, notify=wideTextChanged)
    def wideText(self) -> str:
        return self._props.wide_text
