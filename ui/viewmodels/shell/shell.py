"""What belongs to no lane: the page, the language, header, strip, notices and staff card."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.clock import Clock
from kiosk.base.dataclass import dataclass
from kiosk.domain.language import Language
from kiosk.domain.station.desk_state import Desk
from kiosk.domain.station.pages.express import Express
from kiosk.domain.station.pages.self_steps import SelfDeclaration
from kiosk.domain.station.screen import GateScreen, GateScreenPage, Overlay
from kiosk.domain.station.staff_pages import is_staff_here
from kiosk.domain.station.touches import (
    LanguageChosen,
    StaffCardClosed,
    StaffCardOpened,
    WindowEvent,
)
from kiosk.domain.station.window import desk_screen_of
from ui.actions import StationActions
from ui.viewmodels.part import PartViewModel
from ui.viewmodels.shell.header import HeaderViewModel
from ui.viewmodels.shell.notice import NoticeViewModel
from ui.viewmodels.shell.staff_card import STAFF_ACTIONS, StaffCardViewModel
from ui.viewmodels.shell.staff_check import StaffCheckViewModel
from ui.viewmodels.shell.strip import StripViewModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1

log = logging.getLogger(__name__)

_WITH_STAFF_CARD = frozenset(
    GateScreen(page)
    for page in (GateScreenPage.READY, GateScreenPage.CAMERA_LOST, GateScreenPage.OUT_OF_ORDER)
)


@dataclass(frozen=True, slots=True)
class ShellProps:
    """What the window itself shows."""

    page: str = GateScreenPage.BOOTING.value
    language: str = Language.VI.value
    staff_card_open: bool = False
    enrolment_open: bool = False
    desk_page: str = ""
    """What the desk's own screen shows; empty where nobody is signed in there."""
    large_text: bool = False
    """*Chữ to* was touched on a page of the public: it is theirs alone."""
    may_close: bool = False
    """Staff are here: who asks for the window to be closed is heard."""


def derive_shell(view: View) -> ShellProps:
    """The window's props; what is for staff lies over READY and the pages of a fault alone."""
    overlays = view.window.overlays
    return ShellProps(
        page=view.screen.page.value,
        desk_page=desk_screen_of(view.window) or "",
        language=view.words.language.value,
        staff_card_open=Overlay.STAFF_CARD in overlays and view.screen in _WITH_STAFF_CARD,
        enrolment_open=Overlay.ENROLMENT in overlays
        and view.screen == GateScreen(GateScreenPage.READY),
        large_text=_has_large_text(view.window.desk),
        may_close=is_staff_here(view.window),
    )


def _has_large_text(desk: Desk) -> bool:
    page = desk.top(Express) or desk.top(SelfDeclaration)
    return page is not None and page.is_large


@QmlElement
class ShellViewModel(PartViewModel):
    """Notifies QML of `ShellProps`, and holds what stands around every page."""

    Props: ClassVar[type] = ShellProps
    _props: ShellProps

    pageChanged = Signal()
    deskPageChanged = Signal()
    languageChanged = Signal()
    staffCardOpenChanged = Signal()
    enrolmentOpenChanged = Signal()
    largeTextChanged = Signal()
    mayCloseChanged = Signal()

    def __init__(
        self,
        tell: Callable[[WindowEvent], None],
        actions: StationActions,
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        """`tell` hands a touch to the window's machine."""
        super().__init__(parent)
        self._tell = tell
        self._actions = actions
        self._header = HeaderViewModel(self)
        self._strip = StripViewModel(self)
        self._staff_card = StaffCardViewModel(self)
        self._staff_check = StaffCheckViewModel(tell, self)
        self._notice = NoticeViewModel(clock, self)
        self._parts: tuple[PartViewModel, ...] = (
            self._header,
            self._strip,
            self._staff_card,
            self._staff_check,
            self._notice,
        )

    def take(self, event: WindowEvent) -> None:
        """Hand on an event of the station."""
        for part in self._parts:
            part.take(event)

    def fold(self, view: View) -> None:
        """Show this moment."""
        for part in self._parts:
            part.fold(view)
        self.show(derive_shell(view))

    # --- what a finger does --------------------------------------------------------------------

    @Slot(str)
    def chooseLanguage(self, language: str) -> None:
        """Switch the words; the venue's own language comes back by itself."""
        self._tell(LanguageChosen(Language(language)))

    @Slot()
    def openStaffCard(self) -> None:
        """Show staff what is wrong and what to do."""
        log.info("station: staff card opened")
        self._tell(StaffCardOpened())

    @Slot()
    def closeStaffCard(self) -> None:
        """Put the staff card away."""
        self._tell(StaffCardClosed())

    @Slot(str)
    def act(self, name: str) -> None:
        """Open what a button of the staff card names."""
        self._tell(next(action.event for action in STAFF_ACTIONS if action.name == name))

    @Slot()
    def retryStorage(self) -> None:
        """Try the storage again now."""
        self._actions.retry_storage()

    @Slot()
    def confirmClock(self) -> None:
        """Believe the clock as it is."""
        log.warning("station: staff say that the clock is right")
        self._actions.confirm_clock()

    # --- what QML reads ------------------------------------------------------------------------

    @property
    def shown(self) -> ShellProps:
        """What the window shows now."""
        return self._props

    @Property(str, notify=pageChanged)
    def page(self) -> str:
        return self._props.page

    @Property(str, notify=deskPageChanged)
    def deskPage(self) -> str:
        return self._props.desk_page

    @Property(str, notify=languageChanged)
    def language(self) -> str:
        return self._props.language

    @Property(bool, notify=staffCardOpenChanged)
    def staffCardOpen(self) -> bool:
        return self._props.staff_card_open

    @Property(bool, notify=enrolmentOpenChanged)
    def enrolmentOpen(self) -> bool:
        return self._props.enrolment_open

    @Property(bool, notify=largeTextChanged)
    def largeText(self) -> bool:
        return self._props.large_text

    @Property(bool, notify=mayCloseChanged)
    def mayClose(self) -> bool:
        return self._props.may_close

    @Property(HeaderViewModel, constant=True)
    def header(self) -> HeaderViewModel:
        return self._header

    @Property(StripViewModel, constant=True)
    def strip(self) -> StripViewModel:
        return self._strip

    @Property(StaffCardViewModel, constant=True)
    def staffCard(self) -> StaffCardViewModel:
        return self._staff_card

    @Property(StaffCheckViewModel, constant=True)
    def staffCheck(self) -> StaffCheckViewModel:
        return self._staff_check

    @Property(NoticeViewModel, constant=True)
    def notice(self) -> NoticeViewModel:
        return self._notice
