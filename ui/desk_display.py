"""The desk's pages on a second screen (`ui.staff_display`), while there is one."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtQuick import QQuickWindow

from ui.full_screen import FullScreen


class DeskDisplay(QObject):
    """Shows the desk's window on its screen, and puts it away when that screen is gone.

    `find` gives the screen, or None; `make_window` makes the window when it is first wanted, and
    `tell` hears whether the desk has a screen of its own.
    """

    def __init__(
        self,
        application: QGuiApplication,
        find: Callable[[], QScreen | None],
        make_window: Callable[[], QQuickWindow],
        tell: Callable[[bool], None],
        *,
        full_screen: bool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._application = application
        self._find = find
        self._make_window = make_window
        self._tell = tell
        self._full_screen = full_screen
        self._window: QQuickWindow | None = None
        self._cover: FullScreen | None = None

    def begin(self) -> None:
        """Follow the screens from now on."""
        self._application.screenAdded.connect(self.follow)
        self._application.screenRemoved.connect(self.follow)
        self.follow()

    @Slot()
    def follow(self) -> None:
        """A screen came or went: the desk moves to its own, or back to the gate's."""
        screen = self._find()
        if screen is not None:
            self._show(screen)
        elif self._window is not None:
            self._window.hide()
        self._tell(screen is not None)

    def _show(self, screen: QScreen) -> None:
        if self._window is None:
            self._window = self._make_window()
        if not self._full_screen:
            self._window.setScreen(screen)
            self._window.setPosition(screen.geometry().topLeft())
            self._window.show()
        elif self._cover is None:
            self._cover = FullScreen(self._window, self._application, self._find)
            self._cover.begin()
