"""Keeps each window on exactly one screen, with or without a window manager."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Slot
from PySide6.QtGui import QGuiApplication, QScreen
from PySide6.QtQuick import QQuickWindow


def desk_screen(application: QGuiApplication, wanted: str) -> QScreen | None:
    """The screen that `ui.staff_display` names, or numbers; None while it is not there.

    The only screen there is stays the gate's, whatever is named.
    """
    screens = application.screens()
    if not wanted or len(screens) < 2:
        return None
    named = {screen.name(): screen for screen in screens}
    numbered = {str(number): screen for number, screen in enumerate(screens)}
    return named.get(wanted) or numbered.get(wanted)


def gate_screen(application: QGuiApplication, wanted: str) -> QScreen | None:
    """The primary screen, or another one where that is the desk's; None while there is none."""
    primary = application.primaryScreen()
    desk = desk_screen(application, wanted)
    if desk is None or desk is not primary:
        return primary
    return next(screen for screen in application.screens() if screen is not desk)


class FullScreen(QObject):
    """Lets a window cover a screen, and follow it when it turns, grows or goes.

    Full screen is a wish to the window manager. A kiosk's session may have none, and then nobody
    resizes the window, raises it or gives it the keys: so it takes the screen's place itself.
    """

    def __init__(
        self,
        window: QQuickWindow,
        application: QGuiApplication,
        find: Callable[[], QScreen | None],
    ) -> None:
        """`find` says which screen, each time that screens come or go."""
        super().__init__(window)
        self._window = window
        self._application = application
        self._find = find
        self._screen: QScreen | None = None
        """None while there is none: the last one was unplugged."""

    def begin(self) -> None:
        """Show the window, and keep it so."""
        for changed in (
            self._application.primaryScreenChanged,
            self._application.screenAdded,
            self._application.screenRemoved,
        ):
            changed.connect(self._follow)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        screen = self._find()
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
