"""The gate's pages: what a person at the camera sees, and every touch of theirs."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.domain.reason import Reason
from kiosk.domain.station.desk import PageWanted
from kiosk.domain.station.gate import (
    RESULT_PAGES,
    FingerDown,
    FingerUp,
    GatePage,
    StaffCalled,
    Touched,
)
from kiosk.domain.station.pages.card_number import CardDraft
from kiosk.domain.station.pages.no_code import NoCode
from kiosk.domain.station.pages.own_phone import OwnPhone
from kiosk.domain.station.screen import GateScreen, GateScreenPage
from kiosk.domain.station.sight import hint_line
from kiosk.domain.station.touches import WindowEvent
from kiosk.domain.visits.decision import Outcome
from kiosk.settings.config import LensPosition
from ui.actions import StationActions
from ui.messages.faults import CAMERA, SCANNER_ALONE, STORAGE
from ui.messages.hints import HINTS
from ui.messages.model import Message, say
from ui.preview import PreviewFeed
from ui.viewmodels.gate.result import ResultViewModel, Touch
from ui.viewmodels.gate.wrong_code import WrongCodeViewModel
from ui.viewmodels.part import PartViewModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1

READY = GateScreen(GateScreenPage.READY)


@dataclass(frozen=True, slots=True)
class GateProps:
    """What the gate's pages show beside a result."""

    code_seen: bool = False
    offers_number: bool = False
    """A code was tried for long: its number may be typed instead."""
    hint: str = ""
    """The line below the mirror."""
    deciding: bool = False
    """The page that stands waits for the next outcome: its ring stops."""
    band_visible: bool = False
    desk_band_visible: bool = False
    """A result stands as a band over the desk's own pages, whichever screen these have."""
    lens: str = LensPosition.TOP.value
    fault_title: str = ""
    """What the public reads while a fault has the page; empty otherwise."""
    fault_text: str = ""
    has_camera: bool = True
    """None is configured where a hand-held scanner reads alone: nothing is lost then."""


def derive_gate(view: View) -> GateProps:
    """The gate's props; the frame is jade only where a camera picture is on show."""
    window, words = view.window, view.words
    sight, shown = window.sight, window.shown
    fault = _fault(view)
    return GateProps(
        code_seen=sight.is_code_seen and view.screen == READY,
        offers_number=sight.is_unread and view.screen == READY,
        hint=say(words, HINTS[hint_line(sight)]),
        deciding=window.gate.page is GatePage.DECIDING,
        band_visible=shown.is_band and shown.page in RESULT_PAGES,
        desk_band_visible=(shown.is_band or window.is_desk_away) and shown.page in RESULT_PAGES,
        lens=view.setup.lens.value,
        fault_title=say(words, fault.title) if fault else "",
        fault_text=say(words, fault.text) if fault else "",
        has_camera=window.health.has_camera,
    )


def _fault(view: View) -> Message | None:
    """The fault that has the page."""
    gate, health = view.window.shown, view.window.health
    match view.screen:
        case GateScreen(GateScreenPage.OUT_OF_ORDER) if gate.fault is not None:
            return STORAGE[gate.fault]
        case GateScreen(GateScreenPage.CAMERA_LOST) if not health.has_camera:
            return SCANNER_ALONE[health.scanner is None]
        case GateScreen(GateScreenPage.CAMERA_LOST) if health.camera is not None:
            return CAMERA[health.camera]
    return None


@QmlElement
class GateViewModel(PartViewModel):
    """Notifies QML of `GateProps`, holds the results' view models, receives touches."""

    Props: ClassVar[type] = GateProps
    _props: GateProps

    codeSeenChanged = Signal()
    offersNumberChanged = Signal()
    hintChanged = Signal()
    decidingChanged = Signal()
    bandVisibleChanged = Signal()
    deskBandVisibleChanged = Signal()
    lensChanged = Signal()
    faultTitleChanged = Signal()
    faultTextChanged = Signal()
    hasCameraChanged = Signal()

    def __init__(
        self,
        tell: Callable[[WindowEvent], None],
        actions: StationActions,
        feed: PreviewFeed,
        parent: QObject | None = None,
    ) -> None:
        """`tell` hands a touch to the window's machine."""
        super().__init__(parent)
        self._tell = tell
        self._actions = actions
        self._feed = feed
        self._outcome: Outcome | None = None
        self._result = ResultViewModel(self)
        self._wrong_code = WrongCodeViewModel(self)
        self._parts: tuple[PartViewModel, ...] = (self._result, self._wrong_code)

    def take(self, event: WindowEvent) -> None:
        """Hand on an event of the station."""
        for part in self._parts:
            part.take(event)

    def fold(self, view: View) -> None:
        """Show this moment; a lost camera leaves no frozen picture behind."""
        if view.window.health.camera is not None:
            self._feed.forget()
        for part in self._parts:
            part.fold(view)
        self._outcome = view.window.shown.outcome
        self.show(derive_gate(view))

    # --- what a finger does --------------------------------------------------------------------

    @Slot()
    def haveNoCode(self) -> None:
        """Không có mã hoặc thẻ; a wrong code that was shown before is done with."""
        self._tell(Touched())
        self._tell(PageWanted(NoCode()))

    @Slot()
    def usePhone(self) -> None:
        """Dùng số điện thoại."""
        self._tell(PageWanted(OwnPhone()))

    @Slot()
    def callStaff(self) -> None:
        """Gọi nhân viên."""
        self._tell(StaffCalled(Reason.STAFF_CALLED))

    @Slot()
    def openCardNumber(self) -> None:
        """Nhập số thẻ."""
        self._tell(PageWanted(CardDraft()))

    @Slot()
    def answer(self) -> None:
        """The button of a result: what it does is the result's."""
        outcome = self._outcome
        if outcome is None:
            return
        match self._result.shown.touch:
            case Touch.LEAVE:
                self._actions.leave(outcome.entry_id, outcome.lane)
            case Touch.TURN:
                self._actions.turn_entry(outcome.entry_id, outcome.lane)

    @Slot(bool)
    def setFinger(self, is_down: bool) -> None:
        """A finger touches the glass, or was lifted: nothing ends under it."""
        self._tell(FingerDown() if is_down else FingerUp())

    @Slot()
    def touch(self) -> None:
        """A result was touched: go home early."""
        self._tell(Touched())

    # --- what QML reads ------------------------------------------------------------------------

    @property
    def shown(self) -> GateProps:
        """What the pages show now."""
        return self._props

    @Property(ResultViewModel, constant=True)
    def result(self) -> ResultViewModel:
        return self._result

    @Property(WrongCodeViewModel, constant=True)
    def wrongCode(self) -> WrongCodeViewModel:
        return self._wrong_code

    @Property(PreviewFeed, constant=True)
    def preview(self) -> PreviewFeed:
        return self._feed

    @Property(bool, notify=codeSeenChanged)
    def codeSeen(self) -> bool:
        return self._props.code_seen

    @Property(bool, notify=offersNumberChanged)
    def offersNumber(self) -> bool:
        return self._props.offers_number

    @Property(str, notify=hintChanged)
    def hint(self) -> str:
        return self._props.hint

    @Property(bool, notify=decidingChanged)
    def deciding(self) -> bool:
        return self._props.deciding

    @Property(bool, notify=bandVisibleChanged)
    def bandVisible(self) -> bool:
        return self._props.band_visible

    @Property(bool, notify=deskBandVisibleChanged)
    def deskBandVisible(self) -> bool:
        return self._props.desk_band_visible

    @Property(str, notify=lensChanged)
    def lens(self) -> str:
        return self._props.lens

    @Property(str, notify=faultTitleChanged)
    def faultTitle(self) -> str:
        return self._props.fault_title

    @Property(str, notify=faultTextChanged)
    def faultText(self) -> str:
        return self._props.fault_text

    @Property(bool, notify=hasCameraChanged)
    def hasCamera(self) -> bool:
        return self._props.has_camera
