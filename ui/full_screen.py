"""Keeps the window on exactly one screen, with or without a window manager."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtQuick import QQuickWindow


class FullScreen(QObject):
    """Lets a window cover the primary screen, and follow it when it turns, grows or goes.

    Full screen is a wish to the window manager. A kiosk's session may have none, and then nobody
    resizes the window, raises it or gives it the keys: so it takes the screen's place itself.
    """

    def __init__(self, window: QQuickWindow, application: QGuiApplication) -> None:
        super().__init__(window)
        self._window = window
        self._application = application
        self._screen: QScreen | None = None
        """None while there is none: the last one was unplugged."""

    def begin(self) -> None:
        """Show the window, and keep it so."""
        self._application.primaryScreenChanged.connect(self._follow)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        screen = self._application.primaryScreen()
        if screen is not self._screen:
            self._screen = screen
            if screen:
                screen.geometryChanged.connect(self._cover)
        self._cover()

    @Slot()
    def _cover(self) -> None:
        if self._screen is None:
            return
        self._window.setScreen(self._screen)
        self._window.setGeometry(self._screen.geometry())
        self._window.showFullScreen()
        self._window.requestActivate()
