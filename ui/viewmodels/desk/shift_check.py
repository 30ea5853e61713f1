"""*Kiểm tra đầu ca*: card, paper, clock and network on one page, and the cases that are open."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.base.errors import NetworkFaultKind
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.desk import StaffSignedOut
from kiosk.domain.station.health import NetworkState
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.shift_check import (
    AccountsOpened,
    DataRequestsOpened,
    HandOverTouched,
    PrinterOpened,
    RollTouched,
    RulesOpened,
    ShiftBegun,
    ShiftCasesOpened,
    ShiftCheck,
    StaysOpened,
    VenueOpened,
)
from kiosk.domain.station.touches import WindowEvent
from ui.actions import StationActions
from ui.messages.acts import DESK_PROBLEMS, case_words
from ui.messages.evacuation import paper_text
from ui.messages.faults import CAMERA, CLOCK_SUSPECT, NETWORK, PRINTER, REVOKED, SCANNER
from ui.messages.model import Message, say
from ui.messages.paper import paper_words
from ui.viewmodels.desk.page import DeskPageViewModel
from ui.viewmodels.desk.shown import clock_of
from ui.viewmodels.rows import RowsModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1

MOST_CASES = 4
"""Open cases that are named; the list has them all."""


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One thing to look at before a shift."""

    key: str
    icon: str
    title: str
    text: str
    """That it works, or what is wrong and what to do."""
    is_well: bool
    button: str = ""
    """What a touch says: that the clock is right, that a roll was put in; empty for none."""


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case that the last shift left."""

    key: str
    text: str


@dataclass(frozen=True, slots=True)
class ShiftCheckProps:
    """Everything the page shows; empty while it is not open."""

    checks: tuple[CheckLine, ...] = ()
    sentence: str = ""
    is_well: bool = True
    cases: tuple[OpenCase, ...] = ()
    cases_text: str = ""
    has_cases: bool = False
    stays_text: str = ""
    """Who stays until they are discharged, as a button; empty where nobody does."""
    is_stays_due: bool = False
    has_rules: bool = False
    """Whoever is signed in may look at the venue's rules."""
    can_hand_over: bool = False
    """*In bàn giao ca* may be touched."""
    requests_text: str = ""
    """What the button of requests about data says, with how many wait."""
    hand_over_text: str = ""
    """That it is being printed, or what became of it."""


def derive_shift_check(view: View) -> ShiftCheckProps:
    """The page for this moment."""
    state = view.window.desk.top(ShiftCheck)
    if state is None:
        return ShiftCheckProps()
    words, session = view.words, view.window.desk.session
    checks = (_card(view), _paper(view), _clock(view), _network(view))
    wrong = sum(not check.is_well for check in checks)
    sentence = words.translate("Screens", "Mọi thứ sẵn sàng cho ca này.")
    if wrong:
        sentence = words.tr("%n việc cần xem trước khi vào ca.", "", wrong)
    waiting = state.cases.waiting if state.cases is not None else ()
    cases_text = words.translate("Screens", "Ca trước không để lại ca nào đang chờ.")
    if state.problem is not None:
        cases_text = say(words, DESK_PROBLEMS[state.problem])
    elif waiting:
        cases_text = words.tr("%n người còn đang chờ hỗ trợ", "", len(waiting))
    hand_over_text = ""
    if state.is_printing:
        hand_over_text = words.translate("Screens", "Đang in bàn giao ca")
    elif state.paper is not None:
        hand_over_text = paper_text(state.paper, words)
    stays_text = ""
    if state.stays is not None and state.stays.rows:
        stays_text = words.translate("Screens", "Rà soát nội trú ({count})")
        stays_text = stays_text.replace("{count}", str(len(state.stays.rows)))
    return ShiftCheckProps(
        checks=checks,
        sentence=sentence,
        is_well=not wrong,
        cases=tuple(
            OpenCase(
                case.case_id,
                f"{case.number or '–'} · {case_words(words, case.reason).title}"
                f" · {clock_of(case.at, view)}",
            )
            for case in waiting[:MOST_CASES]
        ),
        cases_text=cases_text,
        has_cases=bool(waiting),
        stays_text=stays_text,
        is_stays_due=state.stays is not None and state.stays.is_due,
        has_rules=session is not None and session.role is Role.ADMINISTRATOR,
        can_hand_over=view.window.health.has_printer and not state.is_printing,
        requests_text=_requests_text(state.requests, view),
        hand_over_text=hand_over_text,
    )


def _requests_text(waiting: int, view: View) -> str:
    text = view.words.translate("Screens", "Yêu cầu về dữ liệu")
    return f"{text} ({waiting})" if waiting else text


def _wrong(view: View, key: str, icon: str, title: str, message: Message) -> CheckLine:
    words = view.words
    can_confirm = message is CLOCK_SUSPECT
    # The clock has its button beside it, and needs no step that tells of one.
    steps = () if can_confirm else message.steps[:1]
    sentences = (say(words, text).rstrip(".") for text in (message.staff_hint, *steps))
    button = words.translate("Screens", "Giờ đúng rồi") if can_confirm else ""
    return CheckLine(key, icon, title, ". ".join(sentences) + ".", False, button)


def _card(view: View) -> CheckLine:
    health, words = view.window.health, view.words
    title = words.translate("Screens", "Đọc thẻ")
    if health.has_camera and health.camera is not None:
        return _wrong(view, "card", "camera-off", title, CAMERA[health.camera])
    if health.has_scanner and health.scanner is not None:
        return _wrong(view, "card", "scanner", title, SCANNER[health.scanner])
    if not health.has_camera:
        return CheckLine(
            "card", "scanner", title, words.translate("Screens", "Máy quét đang chạy."), True
        )
    text = words.translate("Screens", "Camera đang quét.")
    if health.has_scanner:
        text = words.translate("Screens", "Camera và máy quét đang chạy.")
    return CheckLine("card", "camera", title, text, True)


def _paper(view: View) -> CheckLine:
    health, words = view.window.health, view.words
    title = words.translate("Screens", "Giấy in")
    if not health.has_printer:
        text = words.translate("Screens", "Máy này không in phiếu.")
        return CheckLine("paper", "printer", title, text, True)
    button = words.translate("Screens", "Đã thay cuộn")
    if health.printer is not None:
        wrong = _wrong(view, "paper", "printer", title, PRINTER[health.printer])
        return replace(wrong, button=button)
    left = paper_words(words, health)
    text = words.translate("Screens", "Máy in sẵn sàng. Xem cuộn giấy còn dày không.")
    if left:
        text = f"{left}."
    return CheckLine("paper", "printer", title, text, not health.is_paper_low, button)


def _clock(view: View) -> CheckLine:
    words = view.words
    title = words.translate("Screens", "Giờ")
    if view.window.health.is_clock_suspect:
        return _wrong(view, "clock", "clock", title, CLOCK_SUSPECT)
    now = view.now.astimezone(view.setup.venue.time_zone)
    text = words.translate("Screens", "{time}, ngày {date}. So với đồng hồ của mình.")
    text = text.replace("{time}", f"{now:%H:%M}").replace("{date}", words.date(now))
    return CheckLine("clock", "clock", title, text, True)


def _network(view: View) -> CheckLine:
    health, words = view.window.health, view.words
    title = words.translate("Screens", "Mạng")
    if health.network is NetworkState.REVOKED:
        return _wrong(view, "network", "wifi-off", title, REVOKED)
    if health.network is NetworkState.OFFLINE:
        fault = NETWORK[health.network_fault or NetworkFaultKind.OFFLINE]
        return _wrong(view, "network", "wifi-off", title, fault)
    text = words.translate("Screens", "Đã nối với máy chủ.")
    if health.network is NetworkState.NOT_ENROLLED:
        text = words.translate("Screens", "Không có máy chủ: dữ liệu chỉ ở trên máy này.")
    return CheckLine("network", "wifi", title, text, True)


@QmlElement
class ShiftCheckViewModel(DeskPageViewModel):
    """Notifies QML of `ShiftCheckProps`; every touch becomes an event of the desk's machine."""

    Props: ClassVar[type] = ShiftCheckProps
    _props: ShiftCheckProps
    page = DeskPage.SHIFT_CHECK

    checksChanged = Signal()
    sentenceChanged = Signal()
    isWellChanged = Signal()
    casesChanged = Signal()
    casesTextChanged = Signal()
    hasCasesChanged = Signal()
    staysTextChanged = Signal()
    isStaysDueChanged = Signal()
    hasRulesChanged = Signal()
    canHandOverChanged = Signal()
    requestsTextChanged = Signal()
    handOverTextChanged = Signal()

    def __init__(
        self,
        tell: Callable[[WindowEvent], None],
        actions: StationActions,
        parent: QObject | None = None,
    ) -> None:
        """`tell` hands a touch to the window's machine."""
        super().__init__(tell, actions, parent)
        self._checks = RowsModel(self)
        self._cases = RowsModel(self)

    def fold(self, view: View) -> None:
        """Show this moment."""
        props = derive_shift_check(view)
        self.show(props)
        self._checks.show(props.checks)
        self._cases.show(props.cases)

    @Slot()
    def begin(self) -> None:
        """Everything was looked at."""
        self._tell(ShiftBegun())

    @Slot()
    def openCases(self) -> None:
        """The open cases come first."""
        self._tell(ShiftCasesOpened())

    @Slot()
    def signOut(self) -> None:
        """Hết ca."""
        self._tell(StaffSignedOut())

    @Slot()
    def openStays(self) -> None:
        """Who stays until they are discharged."""
        self._tell(StaysOpened())

    @Slot()
    def openRules(self) -> None:
        """The venue's rules."""
        self._tell(RulesOpened())

    @Slot(str)
    def confirm(self, key: str) -> None:
        """The button of a line: date and time are right, or a roll was put in."""
        if key == "clock":
            self._actions.confirm_clock()
        else:
            self._tell(RollTouched())

    @Slot()
    def openAccounts(self) -> None:
        """Who may sign in here."""
        self._tell(AccountsOpened())

    @Slot()
    def openPrinter(self) -> None:
        """The printer's page."""
        self._tell(PrinterOpened())

    @Slot()
    def handOver(self) -> None:
        """In bàn giao ca."""
        self._tell(HandOverTouched())

    @Slot()
    def openRequests(self) -> None:
        """What people ask about their own data."""
        self._tell(DataRequestsOpened())

    @Slot()
    def openVenue(self) -> None:
        """What is registered of the venue."""
        self._tell(VenueOpened())

    @Property(QObject, constant=True)
    def checks(self) -> QObject:
        return self._checks

    @Property(QObject, constant=True)
    def cases(self) -> QObject:
        return self._cases

    @Property(str, notify=sentenceChanged)
    def sentence(self) -> str:
        return self._props.sentence

    @Property(bool, notify=isWellChanged)
    def isWell(self) -> bool:
        return self._props.is_well

    @Property(str, notify=casesTextChanged)
    def casesText(self) -> str:
        return self._props.cases_text

    @Property(str, notify=staysTextChanged)
    def staysText(self) -> str:
        return self._props.stays_text

    @Property(bool, notify=isStaysDueChanged)
    def isStaysDue(self) -> bool:
        return self._props.is_stays_due

    @Property(bool, notify=hasRulesChanged)
    def hasRules(self) -> bool:
        return self._props.has_rules

    @Property(bool, notify=hasCasesChanged)
    def hasCases(self) -> bool:
        return self._props.has_cases

    @Property(bool, notify=canHandOverChanged)
    def canHandOver(self) -> bool:
        return self._props.can_hand_over

    @Property(str, notify=requestsTextChanged)
    def requestsText(self) -> str:
        return self._props.requests_text

    @Property(str, notify=handOverTextChanged)
    def handOverText(self) -> str:
        return self._props.hand_over_text
