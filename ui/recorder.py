"""Takes a picture of every page the station reaches, in every language: the demo's album."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QTimer, Slot
from PySide6.QtGui import QImage, QImageWriter

from kiosk.base.files import write_whole
from kiosk.domain.language import Language
from kiosk.domain.station.gate import Gate
from kiosk.domain.visits.decision import Admit, AlreadyRecorded, Refuse, WrongCode
from ui.app import StationWindow

SETTLE_MS = 450
"""After this a page has faded in; pages stay for seconds."""
TURN_MS = 120
"""A language switch is painted within two frames."""


def page_name(page: str, gate: Gate) -> str:
    """What a picture of this state is called: pages that differ by their result differ in name."""
    result = gate.outcome.result if gate.outcome else None
    match result:
        case _ if page not in ("result", "wrong_code"):
            name = page
        case Admit(direction):
            name = f"admitted-{direction.value}"
        case AlreadyRecorded(direction):
            name = f"already-recorded-{direction.value}"
        case WrongCode(reason):
            name = f"wrong-code-{reason.value}"
        case Refuse(reason):
            name = f"refused-{reason.value}"
        case _:
            name = gate.page.value
    return name.replace("_", "-")


class Recorder(QObject):
    """Watches a station and saves `<page>-<language>.png` once for each page and language."""

    def __init__(self, window: StationWindow, folder: Path, languages: Sequence[Language]) -> None:
        super().__init__()
        self._window = window
        self._folder = folder
        self._languages = tuple(languages)
        self._taken: dict[str, threading.Event] = {}
        self._lock = threading.Lock()
        self._busy_with = ""
        # Compressing a picture takes longer than a frame; it must not hold the event loop.
        self._saver = ThreadPoolExecutor(1, "album")
        self._saved: list[Future[None]] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._settled)
        # The view model's own slots were connected first, so the new state stands by then.
        self._shell = window.station.rooms.shell
        self._shell.pageChanged.connect(self._changed)
        window.bridge.published.connect(self._changed)

    def wait_for(self, name: str, timeout_s: float) -> bool:
        """From another thread: whether a page was recorded in every language within the time."""
        return self._event(name).wait(timeout_s)

    def close(self) -> list[str]:
        """Finish saving; gives the names of the pages recorded. Raises OSError."""
        self._timer.stop()
        self._saver.shutdown()
        for saved in self._saved:
            saved.result()
        return sorted(name for name, event in self._taken.items() if event.is_set())

    def _event(self, name: str) -> threading.Event:
        with self._lock:
            return self._taken.setdefault(name, threading.Event())

    def _name(self) -> str:
        return page_name(self._shell.shown.page, self._window.station.window.gate)

    @Slot()
    def _changed(self) -> None:
        if not self._busy_with:
            self._timer.start(SETTLE_MS)

    @Slot()
    def _settled(self) -> None:
        name = self._name()
        if not self._busy_with and not self._event(name).is_set():
            self._busy_with = name
            self._turn(0)

    def _turn(self, index: int) -> None:
        """Show the page in one language after the other, the venue's own last."""
        if index == len(self._languages):
            self._event(self._busy_with).set()
            self._busy_with = ""
            if not self._event(self._name()).is_set():
                self._timer.start(SETTLE_MS)
            return
        self._shell.chooseLanguage(self._languages[index].value)
        QTimer.singleShot(TURN_MS, self, lambda: self._take(index))

    def _take(self, index: int) -> None:
        if self._name() == self._busy_with:
            path = self._folder / f"{self._busy_with}-{self._languages[index].value}.png"
            self._saved.append(self._saver.submit(_save, self._window.grab(), path))
            self._turn(index + 1)
            return
        # The next person was faster; the page comes again or is not recorded.
        self._busy_with = ""
        self._shell.chooseLanguage(self._languages[-1].value)
        self._timer.start(SETTLE_MS)


def _save(picture: QImage, path: Path) -> None:
    write_whole(path, _png(picture), is_durable=False)


def _png(picture: QImage) -> bytes:
    written = QBuffer()
    written.open(QIODevice.OpenModeFlag.WriteOnly)
    # The bindings describe QImage.save as taking what it refuses.
    if not QImageWriter(written, QByteArray(b"png")).write(picture):
        raise OSError("a picture of the screen cannot be written")
    return bytes(written.data().data())
