"""A keyboard scanner that types into our window: told from a person by its speed.

For places where the device cannot be read below the input method. Keys are held back for the blink
it takes to see whether they are a burst; a burst reaches no text field, whatever has the focus.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import field
from typing import Generic, TypeVar

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent
from PySide6.QtQuick import QQuickWindow
from shiboken6 import Shiboken

from kiosk.base.clock import Clock
from kiosk.base.dataclass import dataclass
from kiosk.domain.credential import parse_credential
from kiosk.domain.credential.model import CredentialKind
from kiosk.domain.scanning.burst import GAP_S, MAX_CHARS, Assembler, Reading, read_typed
from kiosk.domain.scanning.keymap import NATIVE_OFFSET, control_character, us_character
from kiosk.domain.scanning.mangling import Mangling

FAST_S = 0.03
"""Keys closer than this come from a scanner (docs/spec/credentials.md §6)."""
FAST_STROKES = 4
"""So many in a row: two fingers may hit two or three keys at once, not four."""
_LATE_S = 0.05
_ASTRAY_S = 5.0
_MAX_STROKES = 2 * MAX_CHARS
"""An input method may make two of each key."""
_ENTER = ("\r", "\n", "\t")
_KEY_EVENTS = (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Stroke:
    """One key press, or one step of an input method."""

    text: str
    """What the window was told."""
    us_text: str
    """What the same key means on a US keyboard; "" where it is not known."""


@dataclass(slots=True)
class BurstVerdict(Generic[T]):
    """What to do after a stroke: pass `released` on first, then the stroke itself unless held."""

    is_held: bool
    released: list[T] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)


class BurstGate(Generic[T]):
    """Tells bursts from typing; time is the caller's, in seconds on one clock.

    `T` is what is held back: a key event, or in tests anything.
    """

    def __init__(self, gap_s: float = GAP_S, fast_s: float = FAST_S) -> None:
        self._gap_s = gap_s
        self._fast_s = fast_s
        self._held: list[T] = []
        self._strokes: list[Stroke] = []
        self._is_burst = False
        self._at = 0.0

    @property
    def is_burst(self) -> bool:
        """Whether a scanner types now."""
        return self._is_burst

    @property
    def wait_s(self) -> float | None:
        """How long without a stroke until `pause` is due; None while nothing is open."""
        if self._is_burst:
            return self._gap_s
        return self._fast_s if self._held else None

    def press(self, item: T, stroke: Stroke, at: float) -> BurstVerdict[T]:
        """Take a stroke."""
        since, self._at = at - self._at, at
        verdict: BurstVerdict[T] = BurstVerdict(is_held=True)
        if since >= (self._gap_s if self._is_burst else self._fast_s):
            verdict = self.pause()
            verdict.is_held = True
        self._strokes.append(stroke)
        if not self._is_burst:
            self._held.append(item)
            if len(self._strokes) < FAST_STROKES:
                return verdict
            self._is_burst = True
            self._held.clear()
        verdict.readings += self._read(is_over=False)
        return verdict

    def follow(self, item: T) -> bool:
        """Take an event that types nothing (a key's release, Shift); whether it is held back."""
        if self._is_burst:
            return True
        if self._held:
            self._held.append(item)
        return bool(self._held)

    def pause(self) -> BurstVerdict[T]:
        """No stroke came for `wait_s`."""
        readings = self._read(is_over=True) if self._is_burst else []
        self._is_burst = False
        self._strokes.clear()
        released = list(self._held)
        self._held.clear()
        return BurstVerdict(is_held=False, released=released, readings=readings)

    def _read(self, *, is_over: bool) -> list[Reading]:
        """What the strokes so far say, once they are over or one was Enter."""
        if len(self._strokes) >= _MAX_STROKES:
            # The rest is not kept: what it says is garbage in any case.
            del self._strokes[_MAX_STROKES:]
            return [Reading("", Mangling.TOO_LONG)] if is_over else []
        if not (is_over or self._strokes[-1].text in _ENTER):
            return []
        readings = _cut("".join(stroke.text for stroke in self._strokes), is_over=is_over)
        if readings is None:
            return []
        if not _is_all_known(readings) and all(
            stroke.us_text or not stroke.text for stroke in self._strokes
        ):
            us = _cut("".join(stroke.us_text for stroke in self._strokes), is_over=True)
            if us and _is_all_known(us):
                readings = us
        self._strokes.clear()
        return readings


def _cut(text: str, *, is_over: bool) -> list[Reading] | None:
    """The readings in a text; None while its last one is not over."""
    assembler = Assembler()
    bursts = [assembler.take(character, at=0.0) for character in text]
    if is_over:
        bursts.append(assembler.end())
    if assembler.is_open:
        return None
    return [read_typed(burst) for burst in bursts if burst is not None]


def _is_all_known(readings: list[Reading]) -> bool:
    return all(
        reading.mangling is None
        and parse_credential(reading.text).kind is not CredentialKind.UNKNOWN
        for reading in readings
    )


@dataclass(frozen=True, slots=True)
class _Held:
    """An event kept back, and to whom it goes if a person typed it."""

    target: QObject
    event: QEvent


class WindowWedge(QObject):
    """Watches windows for bursts. GUI thread; the callbacks come on it.

    `on_reading` gets what was scanned. `on_listening` tells whether a watched window is active:
    a scanner that types goes to whatever window is, and nobody here would notice.
    """

    def __init__(
        self,
        on_reading: Callable[[Reading], None],
        on_listening: Callable[[bool], None],
        clock: Clock,
        *,
        gap_s: float = GAP_S,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._on_reading = on_reading
        self._on_listening = on_listening
        self._clock = clock
        self._gate: BurstGate[_Held] = BurstGate(gap_s)
        self._windows: list[QQuickWindow] = []
        self._is_listening: bool | None = None
        self._is_replaying = False
        self._offset_s: float | None = None
        self._due = 0.0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._take_pause)
        self._field: QObject | None = None

    def watch(self, window: QQuickWindow) -> None:
        """Take the keys of this window from now on."""
        self._windows.append(window)
        window.installEventFilter(self)
        window.activeChanged.connect(self._follow_focus)
        if len(self._windows) == 1:
            _application().focusObjectChanged.connect(self._follow_field)
        self._follow_field(QGuiApplication.focusObject())
        self._follow_focus()

    def close(self) -> None:
        """Watch no more; call before the windows die."""
        self._timer.stop()
        self._follow_field(None)
        if self._windows:
            _application().focusObjectChanged.disconnect(self._follow_field)
        for window in self._windows:
            window.removeEventFilter(self)
            window.activeChanged.disconnect(self._follow_focus)
        self._windows.clear()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt asks whether to keep an event from its receiver."""
        if self._is_replaying:
            return False
        kind = event.type()
        if kind is QEvent.Type.InputMethod:
            assert isinstance(event, QInputMethodEvent)
            stroke = Stroke(event.commitString(), "")
            return self._press(watched, event, stroke, self._clock.monotonic())
        # A key reaches its text field after its window: once is enough.
        if kind not in _KEY_EVENTS or watched not in self._windows:
            return False
        assert isinstance(event, QKeyEvent)
        text, us_text = _typed(event)
        if kind is QEvent.Type.KeyRelease or not text:
            return self._gate.follow(_Held(watched, event.clone()))
        if event.isAutoRepeat():
            # A key held down by a finger; no scanner repeats.
            if self._gate.is_burst:
                return True
            self._tell(self._gate.pause())
            return False
        return self._press(watched, event, Stroke(text, us_text), self._time_of(event))

    def _press(self, watched: QObject, event: QEvent, stroke: Stroke, at: float) -> bool:
        verdict = self._gate.press(_Held(watched, event.clone()), stroke, at)
        self._tell(verdict)
        self._wait()
        return verdict.is_held

    def _time_of(self, event: QKeyEvent) -> float:
        """When the key was pressed, on our clock: the event may have waited for a busy thread."""
        now = self._clock.monotonic()
        if not event.timestamp():
            return now
        there = event.timestamp() / 1000
        if self._offset_s is None or abs(there + self._offset_s - now) > _ASTRAY_S:
            # The display server's clock starts anywhere, and wraps after 49 days.
            self._offset_s = now - there
        # The event that waited least shows the offset best.
        self._offset_s = min(self._offset_s, now - there)
        return there + self._offset_s

    def _wait(self) -> None:
        wait_s = self._gate.wait_s
        if wait_s is None:
            self._timer.stop()
            return
        self._due = self._clock.monotonic() + wait_s
        self._timer.start(math.ceil(wait_s * 1000))

    @Slot()
    def _take_pause(self) -> None:
        if self._clock.monotonic() - self._due > _LATE_S:
            # We were busy, so keys may be waiting behind this timer: let them in first.
            self._wait()
            return
        self._tell(self._gate.pause())

    def _tell(self, verdict: BurstVerdict[_Held]) -> None:
        self._is_replaying = True
        try:
            for held in verdict.released:
                if Shiboken.isValid(held.target):
                    QCoreApplication.sendEvent(held.target, held.event)
        finally:
            self._is_replaying = False
        for reading in verdict.readings:
            if self._field is not None:
                QGuiApplication.inputMethod().reset()
            self._on_reading(reading)

    @Slot(QObject)
    def _follow_field(self, focus: QObject | None) -> None:
        """Input methods send to the focused field itself, past the window."""
        if self._field is not None and Shiboken.isValid(self._field):
            self._field.removeEventFilter(self)
        self._field = None if focus in self._windows else focus
        if self._field is not None:
            self._field.installEventFilter(self)

    @Slot()
    def _follow_focus(self) -> None:
        is_listening = any(window.isActive() for window in self._windows)
        if is_listening != self._is_listening:
            self._is_listening = is_listening
            self._on_listening(is_listening)


def _typed(event: QKeyEvent) -> tuple[str, str]:
    """What the window was told, and what the key means on a US keyboard.

    Ctrl makes a control character of a key, also where the window system tells no text: dropped,
    what it stands for would be taken for the scanner's plain text.
    """
    modifiers = event.modifiers()
    code = event.nativeScanCode() - NATIVE_OFFSET
    if modifiers & Qt.KeyboardModifier.ControlModifier:
        control = control_character(code)
        return event.text() or control, control
    is_shifted = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    return event.text(), us_character(code, is_shifted=is_shifted)


def _application() -> QGuiApplication:
    application = QGuiApplication.instance()
    assert isinstance(application, QGuiApplication)
    return application
