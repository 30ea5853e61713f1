"""libzbar at arm's length: asked in a process of its own, which may die and is started again."""

from __future__ import annotations

import json
import logging
import mmap
import os
import signal
import socket
import subprocess
import sys
from contextlib import ExitStack
from typing import TYPE_CHECKING

import numpy as np

from drivers.loop import Backoff
from drivers.scanner.engines import Sighting
from drivers.scanner.zbar_process import MAX_PACKET, MISSING, READY, REQUEST, Found
from kiosk.base.clock import Clock
from kiosk.ports.codes import Corners, Engine, Symbol

if TYPE_CHECKING:
    from kiosk.ports.camera import Image

log = logging.getLogger(__name__)

START_S = 10.0
"""How long a machine under load may take to start it."""
_STEADY_S = 10.0
"""After so long without a crash the next one counts as the first."""
_PATIENCE_S, _PATIENCE_S_PER_PX = 0.4, 0.4e-6
"""What one pass may take; on a slow machine an ordinary one takes a tenth of that."""
_GRACE_S = 0.5
_STOP_S = 2.0
_MODULE = "drivers.scanner.zbar_process"


class ZbarEngine:
    """libzbar for QR alone; used by one thread only.

    Where the library is not installed, or its process has just died, every picture is without a
    code to it. A crash or a pass that does not end costs that pass.
    """

    def __init__(self, clock: Clock, backoff: Backoff | None = None) -> None:
        """Starts the process and does not wait for it; `backoff` after crashes in a row."""
        self._clock = clock
        self._backoff = backoff or Backoff(first_s=0.1, max_s=30.0)
        self._child: _Child | None = None
        self._is_missing = self._is_closed = False
        self._failures = 0
        self._began_at = self._start_at = clock.monotonic()
        self._memory = os.memfd_create("zbar-picture", os.MFD_CLOEXEC)
        self._shared: mmap.mmap | None = None
        self._cpu_s = 0.0
        self.tend()

    @property
    def is_missing(self) -> bool:
        """Whether the library (Debian: libzbar0) turned out not to be installed."""
        return self._is_missing

    @property
    def is_ready(self) -> bool:
        """Whether it can be asked now."""
        return self._child is not None and self._child.is_ready

    @property
    def process_id(self) -> int | None:
        """Of the process that is asked; None while there is none."""
        return None if self._child is None else self._child.process_id

    @property
    def cpu_s(self) -> float:
        """Processor seconds that the process now asked has told of; one that died takes its own."""
        return self._cpu_s

    def wait(self, timeout_s: float = START_S) -> bool:
        """Wait for the process to start; whether it can be asked."""
        if not self._is_missing and self._child is not None and not self._child.is_ready:
            self._hear_first(timeout_s)
        return self.is_ready

    def tend(self) -> None:
        """Notice a process that has died, start a new one when it is time; a few microseconds."""
        if self._is_missing or self._is_closed:
            return
        now = self._clock.monotonic()
        if self._child is None:
            if now >= self._start_at:
                self._start(now)
        elif not self._child.is_ready:
            self._hear_first(0)
        elif self._child.has_ended:
            self._lose(self._child.how_it_ended())

    def read(self, grey: Image, *, line_step: int = 1) -> Sighting:
        """Every QR code in a grey image, scanning each `line_step`th row and column."""
        self.tend()
        child = self._child
        if child is None or not child.is_ready:
            return Sighting()
        self._lay(grey)
        patience_s = _PATIENCE_S + _PATIENCE_S_PER_PX * grey.size
        try:
            found, self._cpu_s = child.ask(grey.shape, line_step, patience_s)
        except TimeoutError:
            self._lose("took too long")
        except (OSError, ValueError, TypeError, KeyError):
            # What a crashing process last said may be anything.
            self._lose(child.how_it_ended())
        else:
            return symbols_of(found)
        return Sighting()

    def close(self) -> None:
        """End the process; safe to call twice."""
        if self._is_closed:
            return
        self._is_closed = True
        if self._child is not None:
            self._child.close()
            self._child = None
        self._shared = None
        os.close(self._memory)

    def _start(self, now: float) -> None:
        try:
            self._child = _Child(self._memory)
        except OSError as error:
            self._failures += 1
            self._start_at = now + self._backoff.delay_s(self._failures)
            log.warning("zbar: its process does not start (%s)", type(error).__name__)
        self._began_at = now

    def _hear_first(self, timeout_s: float) -> None:
        assert self._child is not None
        try:
            word = self._child.hear_first(timeout_s)
        except TimeoutError:
            return
        if word == MISSING:
            log.warning("libzbar is missing: codes are read without a second opinion")
            self._child.close()
            self._child = None
            self._is_missing = True
        elif word != READY:
            self._lose(self._child.how_it_ended())

    def _lose(self, why: str) -> None:
        """The one line about it, and when to start anew."""
        assert self._child is not None
        self._child.close()
        self._child = None
        now = self._clock.monotonic()
        if now - self._began_at > _STEADY_S:
            self._failures = 0
        self._failures += 1
        delay_s = self._backoff.delay_s(self._failures)
        self._start_at = now + delay_s
        self._cpu_s = 0.0
        log.warning("zbar: its process %s; a new one starts in %.1f s", why, delay_s)

    def _lay(self, grey: Image) -> None:
        """Put the pixels where the process sees them."""
        if self._shared is None or len(self._shared) < grey.size:
            os.ftruncate(self._memory, grey.size)
            self._shared = mmap.mmap(self._memory, grey.size)
        there = np.frombuffer(self._shared, dtype=np.uint8, count=grey.size)
        np.copyto(there.reshape(grey.shape), grey)


class _Child:
    """One run of the process."""

    def __init__(self, memory: int) -> None:
        """Raises OSError if it cannot be started."""
        self.is_ready = False
        with ExitStack() as stack:
            pair = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
            self._line, theirs = map(stack.enter_context, pair)
            # Its modules come from where this process has them, not from the working folder.
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-m", _MODULE, str(theirs.fileno()), str(memory)],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(), memory),
                env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
            )
            theirs.close()
            stack.pop_all()

    @property
    def process_id(self) -> int:
        return self._process.pid

    @property
    def has_ended(self) -> bool:
        return self._process.poll() is not None

    def hear_first(self, timeout_s: float) -> bytes:
        """Its first word; empty if it ended without one. Raises TimeoutError."""
        self._line.settimeout(timeout_s)
        try:
            word = self._line.recv(MAX_PACKET)
        except BlockingIOError:
            raise TimeoutError from None
        except OSError as error:
            if isinstance(error, TimeoutError):
                raise
            return b""
        self.is_ready = word == READY
        return word

    def ask(
        self, shape: tuple[int, ...], line_step: int, patience_s: float
    ) -> tuple[list[Found], float]:
        """What it finds in the picture laid ready, and its processor seconds so far.

        Raises TimeoutError, and OSError or ValueError, TypeError or KeyError if it has died.
        """
        self._line.settimeout(patience_s + _GRACE_S)
        height, width = shape
        self._line.send(REQUEST.pack(width, height, line_step, patience_s))
        answer = json.loads(self._line.recv(MAX_PACKET))
        found = [
            (bytes.fromhex(raw), [(int(x), int(y)) for x, y in points])
            for raw, points in answer["found"]
        ]
        return found, float(answer["cpu_s"])

    def how_it_ended(self) -> str:
        """For the log: by which signal, or with which code."""
        try:
            code = self._process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            return "makes no sense"
        if code == -signal.SIGALRM:
            return "took too long"
        return f"was ended by signal {-code}" if code < 0 else f"ended with code {code}"

    def close(self) -> None:
        """Its line's end is its own; one that hangs is killed."""
        self._line.close()
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()


def symbols_of(found: list[Found]) -> Sighting:
    """What libzbar found, as symbols."""
    symbols = []
    for raw, points in found:
        text, is_guessed = _guess_text(raw)
        symbols.append(Symbol(raw, text, "QRCode", _corners(points), Engine.ZBAR, is_guessed))
    return Sighting(tuple(symbols))


def _guess_text(raw: bytes) -> tuple[str, bool]:
    """Text of bytes without a stated character set, and whether it is a guess."""
    try:
        return raw.decode("utf-8"), False
    except UnicodeDecodeError:
        # Shift-JIS is what the QR standard's Kanji mode writes; Latin-1 takes everything.
        try:
            return raw.decode("shift_jis"), True
        except UnicodeDecodeError:
            return raw.decode("latin-1"), True


def _corners(points: list[tuple[int, int]]) -> Corners:
    """zbar's outline: top left, bottom left, bottom right, top right for a QR code."""
    if len(points) == 4:
        return points[0], points[3], points[2], points[1]
    xs = [x for x, _ in points] or [0]
    ys = [y for _, y in points] or [0]
    left, right, top, bottom = min(xs), max(xs), min(ys), max(ys)
    return (left, top), (right, top), (right, bottom), (left, bottom)
