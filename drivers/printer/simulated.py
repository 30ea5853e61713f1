"""A printer made of software under the real python-escpos; it misbehaves on command.

The device outlives its connections, as a real one does: half a raster command stays in it when
the cable is pulled, and what was buffered before the paper ran out is printed when it is loaded.
"""

from __future__ import annotations

import errno
import threading
import time
from collections.abc import Callable, Set
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps

from drivers.printer.mechanism import Mechanics, Mechanism
from drivers.printer.paper import Paper
from drivers.printer.trouble import (
    BREAKS_LINE,
    EMPTIES_MEMORY,
    PASSES,
    STOPS_PAPER,
    Trouble,
    status_byte,
)
from kiosk.base.dataclass import dataclass
from kiosk.base.files import write_whole

_EDGE_PX = {384: 40, 576: 32}
"""Unprintable paper on each side, dots: 58 and 80 mm paper."""
_PAPERS_KEPT = 20
"""A demo that runs for days must not keep every slip in memory; the folder has them all."""
_LATE_READS = 8
_LOOK_S = 0.01
"""How often a writer who is kept waiting looks whether there is room."""


@dataclass(slots=True)
class _Planned:
    trouble: Trouble
    after_bytes: int


@dataclass(frozen=True, slots=True)
class PrinterLook:
    """What somebody who stands before the printer sees."""

    hanging: Image.Image
    """The paper that hangs out of it, mode `1`, as wide as the printable dots."""
    left_mm: float
    """Paper left on the roll."""
    troubles: frozenset[Trouble]
    """What is wrong with it now."""
    printed: int
    """Papers since the start."""
    is_busy: bool
    """Whether it has something that is not on paper yet."""


class SimulatedPrinter:
    """The device; `link_to` connects to it. Commands may come from any thread."""

    def __init__(
        self,
        folder: Path,
        width_px: int,
        timeout_s: float = 3.0,
        has_cutter: bool = False,
        mechanics: Mechanics | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """Papers are saved in `folder` as slip-001.png, slip-002.png, …; a write that the device
        does not take within `timeout_s` seconds fails. By `monotonic` paper moves and the head
        cools."""
        self._folder = folder
        self._width_px = width_px
        self._timeout_s = timeout_s
        self._mechanics = mechanics or Mechanics()
        self._monotonic = monotonic
        self._changed = threading.Condition()
        self._own_troubles: set[Trouble] = set()
        self._planned: list[_Planned] = []
        self._mechanism = Mechanism(width_px, self._mechanics, self._save, monotonic)
        self._paper = Paper(width_px, has_cutter, self._mechanism, self._status_answer)
        self._generation = 0
        self._answered = 0
        self._answer_at = 0.0
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

    # --- what is done to it --------------------------------------------------------------------

    def misbehave(self, trouble: Trouble, after_bytes: int = 0) -> None:
        """From now on, or once `after_bytes` more bytes were taken."""
        with self._changed:
            self._planned.append(_Planned(trouble, after_bytes))
            self._start_due_troubles()
            self._changed.notify_all()

    def recover(self, trouble: Trouble) -> None:
        """End a trouble; paper that was waited for is printed on."""
        with self._changed:
            self._own_troubles.discard(trouble)
            self._planned = [plan for plan in self._planned if plan.trouble is not trouble]
            self._move()
            self._changed.notify_all()

    def load_roll(self, roll_mm: float) -> None:
        """Put a new roll of this length in, and tear off what hangs out."""
        with self._changed:
            self._mechanism.load(roll_mm)
            self._own_troubles.discard(Trouble.PAPER_OUT)
            self._move()
            self._changed.notify_all()

    def end_roll(self) -> None:
        """There is no more paper on the roll from here on."""
        with self._changed:
            self._mechanism.end_roll()

    def tear_off(self) -> None:
        """Tear off what hangs out of it, be it whole or not."""
        with self._changed:
            self._mechanism.tear()

    def look(self) -> PrinterLook:
        """What is to be seen of it now."""
        with self._changed:
            self._move()
            return PrinterLook(
                self._mechanism.hanging(),
                self._mechanism.left_mm,
                frozenset(self._troubles()),
                self._printed,
                self._paper.is_busy,
            )

    # --- its line ------------------------------------------------------------------------------

    def connect(self) -> int:
        """Open a connection; its number. Raises OSError if the device is absent."""
        with self._changed:
            if Trouble.ABSENT in self._own_troubles:
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
                    self._wait_for_room(connection)
                    continue
                self._take(rest[:room])
                rest = rest[room:]
            self._check(connection)

    def read(self, connection: int) -> bytes:
        """What has been answered and not read yet. Raises OSError on a broken connection."""
        with self._changed:
            self._check(connection)
            self._move()
            self._reads += 1
            if Trouble.LATE in self._own_troubles and self._reads % _LATE_READS:
                return b""
            if self._monotonic() < self._answer_at:
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
        return is_query and Trouble.BLOCKED not in self._own_troubles

    def _wait_for_room(self, connection: int) -> None:
        """Raises TimeoutError if nothing is taken in time."""
        until = time.monotonic() + self._timeout_s
        while self._room(1) == 0 and connection == self._generation:
            left_s = until - time.monotonic()
            if left_s <= 0:
                raise TimeoutError("simulated printer takes no bytes")
            self._changed.wait(min(_LOOK_S, left_s))
            self._move()

    def _room(self, wanted: int) -> int:
        """How many bytes are taken before something happens."""
        if Trouble.BLOCKED in self._own_troubles:
            return 0
        if self._planned:
            wanted = min(wanted, *(plan.after_bytes for plan in self._planned))
        return min(wanted, max(0, self._mechanics.buffer_bytes - self._paper.waiting_bytes))

    def _take(self, data: bytes) -> None:
        self.received += len(data)
        self._move(data)
        for plan in self._planned:
            plan.after_bytes -= len(data)
        self._start_due_troubles()

    def _move(self, data: bytes = b"") -> None:
        """Print what can be printed by now."""
        self._paper.take(data, is_stopped=bool(self._own_troubles & STOPS_PAPER))

    def _start_due_troubles(self) -> None:
        due = [plan.trouble for plan in self._planned if plan.after_bytes <= 0]
        self._planned = [plan for plan in self._planned if plan.after_bytes > 0]
        for trouble in due:
            if trouble in BREAKS_LINE:
                self._generation += 1
            if trouble in EMPTIES_MEMORY:
                self._paper.reset()
            if trouble not in PASSES:
                self._own_troubles.add(trouble)

    def _troubles(self) -> Set[Trouble]:
        """What was commanded, and what the mechanism says."""
        return (
            self._own_troubles
            | ({Trouble.PAPER_OUT} if self._mechanism.is_out else set())
            | ({Trouble.OVERHEATED} if self._mechanism.is_hot else set())
        )

    def _status_answer(self, question: int) -> bytes:
        self._answered += 1
        self._answer_at = self._monotonic() + self._mechanics.answer_s
        troubles = self._troubles()
        if Trouble.SILENT in troubles:
            return b""
        if Trouble.SHORT in troubles and self._answered > 1:
            return b""
        if Trouble.GARBLED in troubles:
            return b"\xff\x00"
        if Trouble.WEB_SERVER in troubles:
            return b"HTTP/1.1 400 Bad Request\r\n\r\n"
        packets = b"\x30\x00\x0c\x00" * 3 if Trouble.AUTOMATIC in troubles else b""
        return packets + bytes((status_byte(question, troubles, is_low=self._mechanism.is_low),))

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
