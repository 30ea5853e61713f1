"""The scanner's thread: newest frame, read, settle, submit."""

from __future__ import annotations

import threading
from collections.abc import Callable

from drivers.scanner.hints import HintFilter, HintSource, LookSource
from drivers.scanner.scan_debouncer import ScanDebouncer, SeveralPersons
from drivers.scanner.unread import CodeInHand, SuspectSource, UnreadWatch
from kiosk.base.clock import Clock
from kiosk.base.dataclass import dataclass
from kiosk.base.mailbox import Mailbox
from kiosk.base.priority import give_way
from kiosk.domain.scanning.camera_check import Look
from kiosk.domain.scanning.hint import Hint
from kiosk.domain.visits.decision import LaneName
from kiosk.ports.camera import Frame
from kiosk.ports.codes import SymbolReader
from kiosk.ports.scans import Scan, ScanSource

_TAKE_S = 0.2
_SEEN_HOLD_S = 0.25
_CALM_AFTER_S = 3.0
"""Without a code, or anything like one, for so long, every second frame is read: half the work for
at most one frame's delay, once a person."""
LOOK_EVERY_S = 0.2
"""Seconds between two looks for the camera page: its bars move faster than anyone reads them, and a
look takes a hundredth of a core."""


def _ignore(is_so: bool) -> None:
    del is_so


@dataclass(frozen=True, slots=True)
class Watcher:
    """Who hears what a camera has in view, beside its scans; each call comes on the scanner's
    thread and must return at once."""

    on_seen: Callable[[bool], None] = _ignore
    """Codes came into view, or have left it."""
    on_several: Callable[[bool], None] = _ignore
    """Codes of several persons came into view, or no longer are."""
    on_hint: Callable[[Hint | None], None] | None = None
    """What would help to read a code that is in view and cannot be read; None when it is over."""
    on_unread: Callable[[bool], None] | None = None
    """Trying has lasted so long that another way should be offered; False when that is over."""


class ScannerWorker:
    """Reads the newest frame again and again; every callback comes on its thread.

    `submit` takes a scan and says whether the lane took it: a refused one is offered again with
    the next frame that shows its code.
    """

    def __init__(
        self,
        frames: Mailbox[Frame],
        reader: SymbolReader,
        debouncer: ScanDebouncer,
        *,
        lane: LaneName,
        submit: Callable[[Scan], bool],
        watcher: Watcher,
        clock: Clock,
    ) -> None:
        self._frames = frames
        self._reader = reader
        self._debouncer = debouncer
        self._lane = lane
        self._submit = submit
        self._watcher = watcher
        self._clock = clock
        self._hints = HintFilter()
        self._unread = UnreadWatch()
        self._in_hand = CodeInHand()
        self._on_look: Callable[[Look], None] | None = None
        self._look_due = 0.0
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="scanner", daemon=True)
        self._fresh_from = 0.0
        self._is_seen = False
        self._seen_at = 0.0
        self._is_several = False
        self._stirred_at = 0.0
        self._is_passed_over = False
        self._frames_read = 0

    @property
    def frames_read(self) -> int:
        """How many frames were read since the start."""
        return self._frames_read

    def start(self) -> None:
        """Begin; call once."""
        self._thread.start()

    def watch_looks(self, on_look: Callable[[Look], None] | None) -> None:
        """Measure frames for `on_look` too, beside scanning them; None ends that.

        From any thread; `on_look` is called on the scanner's.
        """
        self._on_look = on_look

    def stop(self, timeout_s: float = 3.0) -> bool:
        """Ask the thread to end and wait; says whether it did."""
        self._stop.set()
        self._thread.join(timeout_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        give_way()
        while not self._stop.is_set():
            frame = self._frames.take(_TAKE_S)
            if frame is not None:
                self.take_frame(frame)
                continue
            now = self._clock.monotonic()
            if self._is_seen:
                self._tell_seen(False, now)
            if self._watcher.on_hint is not None and self._hints.take(None, now, is_read=True):
                self._watcher.on_hint(None)
            self._tell_unread(False, now, is_read=False)

    def take_frame(self, frame: Frame) -> None:
        """Serve one frame on the calling thread; `start` does so for every newest one."""
        # A frame from before the last scan shows the previous person's code.
        if frame.at < self._fresh_from:
            return
        on_look = self._on_look
        if on_look is None and self._is_to_pass_over(frame.at):
            return
        symbols = self._reader.read(frame.image)
        self._frames_read += 1
        if on_look is not None:
            self._tell_look(on_look, frame.at)
        self._tell_seen(bool(symbols), frame.at)
        self._tell_hint(bool(symbols), frame.at)
        is_suspect = not symbols and self._is_suspect(frame)
        self._tell_unread(is_suspect, frame.at, is_read=bool(symbols))
        if symbols or is_suspect:
            self._stirred_at = frame.at
        debounced = self._debouncer.see(symbols, frame.at)
        is_several = isinstance(debounced, SeveralPersons)
        if is_several != self._is_several:
            self._is_several = is_several
            self._watcher.on_several(is_several)
        if debounced is None or isinstance(debounced, SeveralPersons):
            return
        scan = Scan(
            text=debounced.text,
            source=ScanSource.CAMERA,
            lane=self._lane,
            at=self._clock.now(),
            frame_at=frame.at,
            charset_guessed=debounced.charset_guessed,
        )
        if self._submit(scan):
            self._fresh_from = self._clock.monotonic()
        else:
            self._debouncer.forget(debounced.text)

    def _is_to_pass_over(self, at: float) -> bool:
        """Whether to skip this frame: while nothing is in view every second one is skipped."""
        self._is_passed_over = at - self._stirred_at >= _CALM_AFTER_S and not self._is_passed_over
        return self._is_passed_over

    def _tell_look(self, on_look: Callable[[Look], None], at: float) -> None:
        if at >= self._look_due and isinstance(self._reader, LookSource):
            self._look_due = at + LOOK_EVERY_S
            on_look(self._reader.look())

    def _tell_hint(self, is_read: bool, at: float) -> None:
        if self._watcher.on_hint is None or not isinstance(self._reader, HintSource):
            return
        hint = None if is_read else self._reader.hint()
        if self._hints.take(hint, at, is_read=is_read):
            self._watcher.on_hint(self._hints.told)

    def _is_suspect(self, frame: Frame) -> bool:
        """Whether there is a code in the frame that was not read."""
        if isinstance(self._reader, SuspectSource) and self._reader.suspects:
            return True
        return self._in_hand.look(frame.image, frame.at)

    def _tell_unread(self, is_suspect: bool, at: float, *, is_read: bool) -> None:
        if (
            self._unread.take(is_suspect, at, is_read=is_read)
            and self._watcher.on_unread is not None
        ):
            self._watcher.on_unread(self._unread.is_offered)

    def _tell_seen(self, is_seen: bool, at: float) -> None:
        if is_seen:
            self._seen_at = at
        elif at - self._seen_at < _SEEN_HOLD_S:
            return
        if is_seen != self._is_seen:
            self._is_seen = is_seen
            self._watcher.on_seen(is_seen)
