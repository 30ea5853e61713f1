"""The desk's pages: what staff, or a citizen who types, see of the station."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Property, QObject, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.station.desk_touches import DeskFingerDown
from kiosk.domain.station.touches import WindowEvent
from ui.actions import StationActions
from ui.viewmodels.desk.accounts import AccountsViewModel
from ui.viewmodels.desk.card_number import CardNumberViewModel
from ui.viewmodels.desk.data_requests import DataRequestsViewModel
from ui.viewmodels.desk.day_list import DayListViewModel
from ui.viewmodels.desk.declare import DeclareViewModel
from ui.viewmodels.desk.emergency import EmergencyViewModel
from ui.viewmodels.desk.express import ExpressViewModel
from ui.viewmodels.desk.family import FamilyViewModel
from ui.viewmodels.desk.go_on import GoOnViewModel
from ui.viewmodels.desk.keyboard import KeyboardViewModel
from ui.viewmodels.desk.link import LinkViewModel
from ui.viewmodels.desk.new_pin import NewPinViewModel
from ui.viewmodels.desk.no_code import NoCodeViewModel
from ui.viewmodels.desk.own_phone import OwnPhoneViewModel
from ui.viewmodels.desk.page import DeskPageViewModel
from ui.viewmodels.desk.paper_entries import PaperEntriesViewModel
from ui.viewmodels.desk.person import PersonViewModel
from ui.viewmodels.desk.person_form import PersonFormViewModel
from ui.viewmodels.desk.policy import PolicyViewModel
from ui.viewmodels.desk.printer_setup import PrinterSetupViewModel
from ui.viewmodels.desk.reports import ReportsViewModel
from ui.viewmodels.desk.search import SearchViewModel
from ui.viewmodels.desk.self_declaration import SelfDeclarationViewModel
from ui.viewmodels.desk.sentences import SentencesViewModel
from ui.viewmodels.desk.shift_check import ShiftCheckViewModel
from ui.viewmodels.desk.sign_in import SignInViewModel
from ui.viewmodels.desk.staff_frame import StaffFrameViewModel
from ui.viewmodels.desk.stays import StaysViewModel
from ui.viewmodels.desk.support_list import SupportListViewModel
from ui.viewmodels.desk.trail import TrailViewModel
from ui.viewmodels.desk.venue import VenueViewModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1

PAGES: tuple[type[DeskPageViewModel], ...] = (
    CardNumberViewModel,
    NoCodeViewModel,
    OwnPhoneViewModel,
    ExpressViewModel,
    SelfDeclarationViewModel,
    SentencesViewModel,
    FamilyViewModel,
    LinkViewModel,
    NewPinViewModel,
    SignInViewModel,
    DeclareViewModel,
    PersonFormViewModel,
    PersonViewModel,
    EmergencyViewModel,
    PaperEntriesViewModel,
    ShiftCheckViewModel,
    SupportListViewModel,
    ReportsViewModel,
    PolicyViewModel,
    AccountsViewModel,
    TrailViewModel,
    StaysViewModel,
    DataRequestsViewModel,
    PrinterSetupViewModel,
    VenueViewModel,
    DayListViewModel,
    SearchViewModel,
)
"""The view model of every page of the desk."""

P = TypeVar("P", bound=DeskPageViewModel)


@QmlElement
class DeskViewModel(QObject):
    """Holds the view models of the desk's pages."""

    def __init__(
        self,
        tell: Callable[[WindowEvent], None],
        actions: StationActions,
        parent: QObject | None = None,
    ) -> None:
        """`tell` hands a touch to the window's machine."""
        super().__init__(parent)
        self._tell = tell
        self._pages = {kind: kind(tell, actions, self) for kind in PAGES}
        self._go_on = GoOnViewModel(tell, self)
        self._frame = StaffFrameViewModel(tell, self)
        self._keyboard = KeyboardViewModel(tell, self)
        self._by_name = {kind.page.value: page for kind, page in self._pages.items()}

    def take(self, event: WindowEvent) -> None:
        """Hand on an event of the station."""
        for page in self._pages.values():
            page.take(event)

    def fold(self, view: View) -> None:
        """Show this moment."""
        for page in self._pages.values():
            page.fold(view)
        self._go_on.fold(view)
        self._frame.fold(view)
        self._keyboard.fold(view)

    @Property(GoOnViewModel, constant=True)
    def goOn(self) -> GoOnViewModel:
        return self._go_on

    @Property(StaffFrameViewModel, constant=True)
    def frame(self) -> StaffFrameViewModel:
        return self._frame

    @Property(KeyboardViewModel, constant=True)
    def keyboard(self) -> KeyboardViewModel:
        return self._keyboard

    def get(self, kind: type[P]) -> P:
        """The view model of this kind."""
        page = self._pages[kind]
        assert isinstance(page, kind)
        return page

    @Slot()
    def feelFinger(self) -> None:
        """A finger touches the desk's own screen: whoever is signed in is there."""
        self._tell(DeskFingerDown())

    @Slot(str, result=QObject)
    def page(self, name: str) -> QObject:
        """The view model of a page, for QML, which casts it to its type. Raises KeyError."""
        return self._by_name[name]
