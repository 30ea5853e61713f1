"""The desk's pages: what staff, or a citizen who types, see of the station."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import TypeVar

from PySide6.QtCore import Property, QObject, QTimer, Slot
from PySide6.QtQml import QmlElement

from kiosk.domain.events import StorageReady
from kiosk.domain.station.desk_touches import DeskFingerDown
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.touches import WindowEvent
from ui.actions import StationActions
from ui.viewmodels.desk.go_on import GoOnViewModel
from ui.viewmodels.desk.keyboard import KeyboardViewModel
from ui.viewmodels.desk.page import DeskPageViewModel
from ui.viewmodels.desk.staff_frame import StaffFrameViewModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1

PAGES: tuple[DeskPage, ...] = tuple(
    page for page in DeskPage if page not in (DeskPage.CLOSED, DeskPage.STAFF)
)
"""Those with something to see; each has a module of its name in this package."""
AHEAD_MS = 20
"""Between two modules that are imported ahead: a finger may come between."""

P = TypeVar("P", bound=DeskPageViewModel)


def model_of(page: DeskPage) -> type[DeskPageViewModel]:
    """The kind of this page's view model; its module is imported if that was not done yet."""
    module = import_module(f"{__package__}.{page.value}")
    return next(
        kind
        for kind in vars(module).values()
        if isinstance(kind, type)
        and issubclass(kind, DeskPageViewModel)
        and vars(kind).get("page") is page
    )


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
        self._actions = actions
        self._view: View | None = None
        self._pages: dict[DeskPage, DeskPageViewModel] = {}
        self._go_on = GoOnViewModel(tell, self)
        self._frame = StaffFrameViewModel(tell, self)
        self._keyboard = KeyboardViewModel(tell, self)
        self._not_imported = iter(PAGES)
        self._ahead = QTimer(self)
        self._ahead.setInterval(AHEAD_MS)
        self._ahead.timeout.connect(self._import_one)

    def take(self, event: WindowEvent) -> None:
        """Hand on an event of the station."""
        for page in self._pages.values():
            page.take(event)
        if isinstance(event, StorageReady):
            self._ahead.start()

    def fold(self, view: View) -> None:
        """Show this moment."""
        self._view = view
        if view.window.desk.page in PAGES:
            self._made(view.window.desk.page)
        for page in self._pages.values():
            page.fold(view)
        self._go_on.fold(view)
        self._frame.fold(view)
        self._keyboard.fold(view)

    def _made(self, page: DeskPage) -> DeskPageViewModel:
        """A page's view model, made when the page is first wanted."""
        if page not in self._pages:
            made = self._pages[page] = model_of(page)(self._tell, self._actions, self)
            if self._view is not None:
                made.fold(self._view)
        return self._pages[page]

    @Slot()
    def _import_one(self) -> None:
        """Import another page's module: the first touch that leads to it does not wait for that."""
        page = next(self._not_imported, None)
        if page is None:
            self._ahead.stop()
        else:
            model_of(page)

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
        page = self._made(kind.page)
        assert isinstance(page, kind)
        return page

    @Slot()
    def feelFinger(self) -> None:
        """A finger touches the desk's own screen: whoever is signed in is there."""
        self._tell(DeskFingerDown())

    @Slot(str, result=QObject)
    def page(self, name: str) -> QObject:
        """The view model of a page, for QML, which casts it to its type. Raises ValueError."""
        return self._made(DeskPage(name))
