"""A finger on a real window: finds what it reads, touches it, waits for what follows."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Generator, Iterator
from functools import partial

from PySide6.QtCore import QElapsedTimer, QPoint, QPointF, QRectF, Qt, QTimer
from PySide6.QtQuick import QQuickItem, QQuickWindow
from PySide6.QtTest import QTest

from kiosk.composition.kiosk import Kiosk

LOOK_MS = 20
KEY_MS = 100
AGAIN_MS = 350
PATIENCE_S = 30.0

Script = Generator[Callable[[], bool], None, None]
"""What a finger does: it yields what it waits for."""


class NotThere(AssertionError):
    """What was waited for did not come; says what was on the screen instead."""


def walk(item: QQuickItem) -> Iterator[QQuickItem]:
    """The item and all that is on show below it."""
    yield item
    for child in item.childItems():
        if child.isVisible():
            yield from walk(child)


def plain(text: object) -> str:
    """A text as it is compared: composed, with plain spaces."""
    return unicodedata.normalize("NFC", str(text)).replace("\xa0", " ")


def _rect(item: QQuickItem) -> QRectF:
    """Where an item is in its window."""
    return QRectF(
        item.mapToScene(QPointF(0, 0)), item.mapToScene(QPointF(item.width(), item.height()))
    )


def _is_deaf(item: QQuickItem) -> bool:
    """Whether something that has just come and takes no touches yet has it."""
    above = item.parentItem()
    return above is not None and (bool(above.property("deaf")) or _is_deaf(above))


class Finger:
    """Touches what is on show, and counts how often."""

    def __init__(self, window: QQuickWindow) -> None:
        self._window = window
        self.touches = 0
        self._last: dict[str, QElapsedTimer] = {}
        self._touched: QQuickItem | None = None
        self._rest = QElapsedTimer()

    def texts(self) -> list[str]:
        """Everything that can be read now."""
        return [
            plain(item.property("text"))
            for item in walk(self._window.contentItem())
            if item.inherits("QQuickText") and item.property("text") and item.opacity() > 0
        ]

    def reads(self, text: str) -> Callable[[], bool]:
        """Whether this can be read, somewhere in a text."""
        return lambda: any(text in one for one in self.texts())

    def reads_no(self, text: str) -> Callable[[], bool]:
        """Whether this can be read nowhere."""
        return lambda: not any(text in one for one in self.texts())

    def _find(self, label: str, *, even_inactive: bool = False) -> QQuickItem | None:
        items = list(walk(self._window.contentItem()))
        for item in items:
            is_named = item.property("label") is not None
            if is_named and plain(item.property("label")) == label:
                # What cannot be pressed yet is waited for.
                is_deaf = item.property("deaf") or _is_deaf(item)
                is_active = item.property("active") is not False and not is_deaf
                return item if is_active or even_inactive else None
        for item in items:
            if item.inherits("QQuickText") and plain(item.property("text")).startswith(label):
                return None if _is_deaf(item) else item
        return None

    def touch(self, label: str) -> Script:
        """Wait for this to be there, and touch it; the same again no faster than a hand does."""
        before = self._last.get(label)
        if before is not None:
            yield partial(before.hasExpired, AGAIN_MS)
        # What has just come has its place with the next frame.
        places: list[QRectF] = []

        def stands_still() -> bool:
            item = self._find(label)
            if item is None or (item == self._touched and not self._rest.hasExpired(AGAIN_MS)):
                # The same button under another name is deaf for a moment, too.
                places.clear()
                return False
            places.append(_rect(item))
            return len(places) > 1 and places[-1] == places[-2]

        yield stands_still
        self._touched = self._find(label)
        self._click(self._touched)
        self._rest.start()
        self.touches += 1
        self._last[label] = QElapsedTimer()
        self._last[label].start()

    def poke(self, label: str) -> None:
        """Touch this although it is pale and takes no touches."""
        self._click(self._find(label, even_inactive=True))

    def _click(self, item: QQuickItem | None) -> None:
        assert item is not None
        at = _rect(item).center()
        QTest.mouseClick(
            self._window,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
            QPoint(round(at.x()), round(at.y())),
        )

    def type(self, keys: str) -> Script:
        """Touch one key after the other, as fast as a hand is."""
        for key in keys:
            self._last.clear()
            self._touched = None
            yield from self.touch(key)
            rest = QElapsedTimer()
            rest.start()
            yield partial(rest.hasExpired, KEY_MS)

    def press(self, keys: str) -> None:
        """Type on a physical keyboard, slowly enough to be a person."""
        for key in keys:
            QTest.keyClick(self._window, key)


def run_script(kiosk: Kiosk, script: Script, finger: Finger) -> int:
    """Run the kiosk and the script on its thread; ends with the script. Gives the exit code."""
    waited = 0.0
    waits_for: Callable[[], bool] = bool
    problems: list[Exception] = []

    def look() -> None:
        nonlocal waited, waits_for
        try:
            if waits_for is not bool and not waits_for():
                waited += LOOK_MS / 1000
                if waited > PATIENCE_S:
                    raise NotThere(f"still waiting; on the screen: {finger.texts()}")
                return
            waited = 0.0
            waits_for = next(script)
        except StopIteration:
            timer.stop()
            kiosk.window.quit()
        except Exception as problem:  # noqa: BLE001 - raised below, on the caller's stack
            problems.append(problem)
            timer.stop()
            kiosk.window.quit()

    timer = QTimer(kiosk.window)
    timer.timeout.connect(look)
    timer.start(LOOK_MS)
    code = kiosk.run()
    if problems:
        raise problems[0]
    return code
