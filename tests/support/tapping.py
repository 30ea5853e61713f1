"""A finger on the real window: finds what is written, and touches it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from PySide6.QtCore import QObject, QPointF, Qt, QTimer
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

_LOOK_MS = 20

Waiting = Callable[[], bool]
Script = Iterator[Waiting]
"""What a finger does; each thing it yields is waited for."""


class Tapper:
    """Touches a window by the texts on it; on the GUI thread."""

    def __init__(self, window: QQuickWindow) -> None:
        self._window = window

    def texts(self) -> dict[str, QQuickItem]:
        """Every text in view, spaces that keep words together made plain."""
        return {
            item.property("text").replace("\u00a0", " "): item
            for item in self._items(self._window.contentItem())
            if item.inherits("QQuickText") and item.property("text")
        }

    def _items(self, item: QQuickItem) -> Iterator[QQuickItem]:
        yield item
        for child in item.childItems():
            if child.isVisible():
                yield from self._items(child)

    def sees(self, text: str) -> bool:
        """Whether a text is in view that begins so."""
        return any(shown.startswith(text) for shown in self.texts())

    def tap(self, text: str) -> None:
        """Touch the middle of a text. Raises KeyError."""
        self._touch(self.texts()[text])

    def tap_key(self, key: str) -> None:
        """Touch a button that says this: of a pad whose digits stand elsewhere too. Raises
        StopIteration."""
        self._touch(
            next(
                item
                for item in self._items(self._window.contentItem())
                if item.metaObject().className().startswith("KButton")
                and item.property("label") == key
            )
        )

    def _touch(self, item: QQuickItem) -> None:
        middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
        QTest.mouseClick(
            self._window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, middle
        )

    def type(self, digits: str) -> None:
        """Type on a keyboard, as slowly as a person: faster is a scanner's burst."""
        for digit in digits:
            QTest.keyClick(self._window, digit, Qt.KeyboardModifier.NoModifier, 60)


class Hand(QObject):
    """Follows a script beside the event loop: each step once what it waits for is there."""

    def __init__(self, script: Script, done: Callable[[], None]) -> None:
        """`done` is called at the script's end."""
        super().__init__()
        self._script = script
        self._done = done
        self._waiting: Waiting = lambda: True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)
        self._timer.start(_LOOK_MS)

    def _look(self) -> None:
        # Not again before this step is over: typing lets events pass.
        try:
            if self._waiting():
                self._waiting = next(self._script)
        except StopIteration:
            self._done()
        else:
            self._timer.start(_LOOK_MS)
