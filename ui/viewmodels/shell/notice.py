"""The notices of the hub's administrator, on READY: by the clock, several take turns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.clock import Clock
from kiosk.base.dataclass import dataclass
from kiosk.domain.events import NoticesChanged
from kiosk.domain.language import Language
from kiosk.domain.notice import Notice, in_force
from kiosk.domain.station.touches import WindowEvent
from ui.i18n import keep_together
from ui.viewmodels.part import PartViewModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1

TICK_MS = 1000
TURN_S = 8.0
"""Two lines are read in this time, also by who reads slowly; the next one stands as long."""
MAX_CHARACTERS = 400
"""More than two lines hold on any screen; what is longer would only cost time to lay out."""


@dataclass(frozen=True, slots=True)
class NoticeProps:
    """What the band shows; there is none without a text."""

    text: str = ""
    place: str = ""
    """Which of several it is, "2/3"; empty for a single one."""


def derive_notice(held: Sequence[Notice], shown: Notice | None, language: Language) -> NoticeProps:
    """The band while `shown`, one of those `held`, has its turn."""
    if shown is None:
        return NoticeProps()
    text = shown.text_in(language.value)[:MAX_CHARACTERS]
    place = f"{held.index(shown) + 1}/{len(held)}" if len(held) > 1 else ""
    return NoticeProps(keep_together(text), place)


@QmlElement
class NoticeViewModel(PartViewModel):
    """Notifies QML of `NoticeProps`; lives on the GUI thread."""

    Props: ClassVar[type] = NoticeProps
    _props: NoticeProps

    textChanged = Signal()
    placeChanged = Signal()

    def __init__(self, clock: Clock, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clock = clock
        self._language = Language.VI
        self._known: tuple[Notice, ...] = ()
        self._held: tuple[Notice, ...] = ()
        self._shown: Notice | None = None
        self._shown_at = clock.monotonic()
        # A timer set to the end itself would miss a clock that is put right.
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)

    def take(self, event: WindowEvent) -> None:
        """The notices of this event are all there are, whenever they hold."""
        if not isinstance(event, NoticesChanged):
            return
        self._known = event.notices
        if self._known:
            self._timer.start()
        else:
            self._timer.stop()
        self.tick()

    def fold(self, view: View) -> None:
        """Follow the language."""
        self._language = view.words.language
        self._refresh()

    @Slot()
    def tick(self) -> None:
        """Follow the clock: a new one is shown at once, and several take turns."""
        held = in_force(self._known, self._clock.now())
        now = self._clock.monotonic()
        if self._shown not in held or not set(held) <= set(self._held):
            self._shown, self._shown_at = held[0] if held else None, now
        elif now - self._shown_at >= TURN_S:
            after = held.index(self._shown) + 1
            self._shown, self._shown_at = held[after % len(held)], now
        self._held = held
        self._refresh()

    def _refresh(self) -> None:
        self.show(derive_notice(self._held, self._shown, self._language))

    @property
    def shown(self) -> NoticeProps:
        """What the band shows now."""
        return self._props

    @Property(str, notify=textChanged)
    def text(self) -> str:
        return self._props.text

    @Property(str, notify=placeChanged)
    def place(self) -> str:
        return self._props.place
