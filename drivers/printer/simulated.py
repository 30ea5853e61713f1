"""A printer made of software under the real python-escpos; it misbehaves on command.

The device outlives its connections, as a real one does: half a raster command stays in it when
the cable is pulled, and what was buffered before the paper ran out is printed when it is loaded.
"""

from __future__ import annotations

import errno
import threading
from dataclasses import dataclass
from enum import Enum, auto
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

from drivers.printer.paper import Paper
from kiosk.base.files import write_whole

BUFFER_BYTES = 4096
"""What a stopped printer still takes before it blocks the writer."""
_EDGE_PX = {384: 40, 576: 32}
"""Unprintable paper on each side, dots: 58 and 80 mm paper."""

_PAPERS_KEPT = 20
"""A demo that runs for days must not keep every slip in memory; the folder has them all."""


class Trouble(Enum):
    """How the simulated printer misbehaves."""

    ABSENT = auto()
    """Unplugged or switched off; its memory is empty when it comes back."""
    PAPER_OUT = auto()
    COVER_OPEN = auto()
    OVERHEATED = auto()
    CUTTER_JAM = auto()
    UNRECOVERABLE = auto()
    UNEXPLAINED = auto()
    """Says that there is an error and not which."""
    BLOCKED = auto()
    """Takes nothing and answers nothing."""
    DROP = auto()
    """The connection breaks once; the printer stays on."""
    REBOOT = auto()
    """The connection breaks once and the printer's memory is lost."""
    SILENT = auto()
    """Never answers a status query."""
    GARBLED = auto()
    """Answers with noise."""
    AUTOMATIC = auto()
    """Sends automatic status packets between its answers."""
    WEB_SERVER = auto()
    """Another device at the printer's address, which answers in words."""
    LATE = auto()
    """Answers when the question has been given up."""
    SHORT = auto()
    """Answers the first question of each connection only."""


_ERRORS = {
    Trouble.OVERHEATED: 0x40,
    Trouble.CUTTER_JAM: 0x08,
    Trouble.UNRECOVERABLE: 0x20,
    Trouble.UNEXPLAINED: 0,
}
"""The bit of each in the answer to the question for an error's cause."""
_STOPS_PAPER = (Trouble.PAPER_OUT, Trouble.COVER_OPEN, *_ERRORS)
_BREAKS_LINE = (Trouble.ABSENT, Trouble.DROP, Trouble.REBOOT)
_LATE_READS = 8


@dataclass(slots=True)
class _Planned:
    trouble: Trouble
    after_bytes: int


class SimulatedPrinter:
    """The device; `link()` connects to it. Commands may come from any thread."""

    def __init__(
        self, folder: Path, width_px: int, timeout_s: float = 3.0, has_cutter: bool = False
    ) -> None:
        """Papers are saved in `folder` as slip-001.png, slip-002.png, …; a write that the device
        does not take within `timeout_s` seconds fails."""
        self._folder = folder
        self._width_px = width_px
        self._timeout_s = timeout_s
        self._changed = threading.Condition()
        self._troubles: set[Trouble] = set()
        self._planned: list[_Planned] = []
        self._buffer = bytearray()
        self._paper = Paper(width_px, has_cutter, self._save, self._status_answer)
        self._generation = 0
        self._answered = 0
        self._reads = 0
        self.received = 0
        """Bytes taken since the start."""
        self._printed = 0
        self.papers: list[Image.Image] = []
        """The newest papers, as wide as the printable dots."""

    @property
    def width_px(self) -> int:
        """Printable dots across."""
        return self._width_px

    def misbehave(self, trouble: Trouble, after_bytes: int = 0) -> None:
        """From now on, or once `after_bytes` more bytes were taken."""
        with self._changed:
            self._planned.append(_Planned(trouble, after_bytes))
            self._start_due_troubles()
            self._changed.notify_all()

    def recover(self, trouble: Trouble) -> None:
        """End a trouble; paper that was waited for is printed on."""
        with self._changed:
            self._troubles.discard(trouble)
            self._planned = [plan for plan in self._planned if plan.trouble is not trouble]
            self._print_buffer()
            self._changed.notify_all()

    def connect(self) -> int:
        """Open a connection; its number. Raises OSError if the device is absent."""
        with self._changed:
            if Trouble.ABSENT in self._troubles:
                raise OSError(errno.ENOENT, "simulated printer absent")
            self._answered = 0
            return self._generation

    def write(self, connection: int, data: bytes) -> None:
        """Take all of `data`. Raises TimeoutError, or OSError when the connection breaks."""
        with self._changed:
            rest = data
            while rest:
                self._check(connection)
                if self._is_real_time(rest):
                    self._paper.replies += self._status_answer(rest[2])
                    return
                room = self._room(len(rest))
                if room == 0:
                    if not self._changed.wait_for(lambda: self._room(1) > 0, self._timeout_s):
                        raise TimeoutError("simulated printer takes no bytes")
                    continue
                self._take(rest[:room])
                rest = rest[room:]
            self._check(connection)

    def read(self, connection: int) -> bytes:
        """What has been answered and not read yet. Raises OSError on a broken connection."""
        with self._changed:
            self._check(connection)
            self._reads += 1
            if Trouble.LATE in self._troubles and self._reads % _LATE_READS:
                return b""
            answer = bytes(self._paper.replies[:16])
            del self._paper.replies[:16]
            return answer

    def _check(self, connection: int) -> None:
        if connection != self._generation:
            raise OSError(errno.ENODEV, "simulated printer gone")

    def _is_real_time(self, data: bytes) -> bool:
        """A status query is answered at once, even by a stopped printer amidst a command."""
        is_query = len(data) == 3 and data[:2] == b"\x10\x04"
        return is_query and Trouble.BLOCKED not in self._troubles

    def _room(self, wanted: int) -> int:
        """How many bytes are taken before something happens."""
        if Trouble.BLOCKED in self._troubles:
            return 0
        if self._planned:
            wanted = min(wanted, *(plan.after_bytes for plan in self._planned))
        if any(trouble in self._troubles for trouble in _STOPS_PAPER):
            wanted = min(wanted, BUFFER_BYTES - len(self._buffer))
        return wanted

    def _take(self, data: bytes) -> None:
        self.received += len(data)
        self._buffer += data
        self._print_buffer()
        for plan in self._planned:
            plan.after_bytes -= len(data)
        self._start_due_troubles()

    def _print_buffer(self) -> None:
        if not any(trouble in self._troubles for trouble in _STOPS_PAPER):
            self._paper.take(bytes(self._buffer))
            self._buffer.clear()

    def _start_due_troubles(self) -> None:
        due = [plan.trouble for plan in self._planned if plan.after_bytes <= 0]
        self._planned = [plan for plan in self._planned if plan.after_bytes > 0]
        for trouble in due:
            if trouble in _BREAKS_LINE:
                self._generation += 1
            if trouble in (Trouble.ABSENT, Trouble.REBOOT):
                self._buffer.clear()
                self._paper.reset()
            if trouble not in (Trouble.DROP, Trouble.REBOOT):
                self._troubles.add(trouble)

    def _status_answer(self, question: int) -> bytes:
        self._answered += 1
        if Trouble.SILENT in self._troubles:
            return b""
        if Trouble.SHORT in self._troubles and self._answered > 1:
            return b""
        if Trouble.GARBLED in self._troubles:
            return b"\xff\x00"
        if Trouble.WEB_SERVER in self._troubles:
            return b"HTTP/1.1 400 Bad Request\r\n\r\n"
        errors = self._troubles & _ERRORS.keys()
        has_error = bool(errors)
        is_open = Trouble.COVER_OPEN in self._troubles
        is_empty = Trouble.PAPER_OUT in self._troubles
        bits = {
            1: 0x08 if has_error or is_open or is_empty else 0,
            2: 0x04 * is_open | 0x20 * is_empty | 0x40 * has_error,
            3: sum(_ERRORS[error] for error in errors),
            4: 0x60 * is_empty,
        }
        packets = b"\x30\x00\x0c\x00" * 3 if Trouble.AUTOMATIC in self._troubles else b""
        return packets + bytes((0x12 | bits[question],))

    def _save(self, paper: Image.Image) -> None:
        self.papers.append(paper)
        del self.papers[:-_PAPERS_KEPT]
        self._printed += 1
        edge = (_EDGE_PX.get(self._width_px, 0), 0)
        sheet = ImageOps.expand(paper.convert("L"), border=edge, fill=255).convert("1")
        picture = BytesIO()
        sheet.save(picture, "PNG", dpi=(203, 203))
        path = self._folder / f"slip-{self._printed:03d}.png"
        write_whole(path, picture.getvalue(), is_durable=False)
