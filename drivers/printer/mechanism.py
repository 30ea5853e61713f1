"""The moving parts of the simulated printer: roll, head and cutter, and the paper that comes out.

It moves only when it is told to, as far as the time since then allows: nothing of it runs by
itself, so that a test decides what the clock says.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Final

from PIL import Image, ImageStat

from kiosk.base.dataclass import dataclass

DOTS_PER_MM: Final = 8
"""At 203 dpi."""
BUFFER_BYTES: Final = 4096
_HANGING_KEPT = 3
"""Slips that hang from a printer at which nobody tears any off; the folder has them all."""


@dataclass(frozen=True, slots=True)
class Mechanics:
    """What a simulated printer is built of."""

    roll_mm: float = math.inf
    """Paper on the roll that is in it at first."""
    near_end_mm: float = 0.0
    """Paper left from which on its sensor says that the roll is nearly empty; 0 is no sensor."""
    mm_per_s: float = math.inf
    """How fast paper moves; at once, if nothing is said."""
    buffer_bytes: int = BUFFER_BYTES
    """What it takes ahead of what is printed, before it keeps the writer waiting."""
    most_heat_mm: float = math.inf
    """Millimetres of black in a row after which the head is too hot."""
    cools_mm_per_s: float = 5.0
    """How fast the head cools, in the same measure."""
    answer_s: float = 0.0
    """Seconds from a status query to its answer."""


class Mechanism:
    """Roll, head and cutter."""

    def __init__(
        self,
        width_px: int,
        mechanics: Mechanics,
        on_sheet: Callable[[Image.Image], None],
        monotonic: Callable[[], float],
    ) -> None:
        """`on_sheet` takes each paper (mode `1`) once it is whole: cut, fed to the tear bar, torn
        off, or ended by the end of the roll."""
        self._width_px = width_px
        self._mechanics = mechanics
        self._on_sheet = on_sheet
        self._monotonic = monotonic
        self._moved_at = monotonic()
        self._may_move = 0.0
        self._left_dots = mechanics.roll_mm * DOTS_PER_MM
        self._heat_dots = 0.0
        self._strips: list[Image.Image] = []
        self._hanging: list[Image.Image] = []
        self.is_hot = False
        """Whether it waits for the head to cool."""

    @property
    def left_mm(self) -> float:
        """Paper left on the roll."""
        return self._left_dots / DOTS_PER_MM

    @property
    def is_out(self) -> bool:
        """Whether the roll has ended."""
        return self._left_dots < 1

    @property
    def is_low(self) -> bool:
        """What the sensor of a nearly empty roll says."""
        return self.left_mm < self._mechanics.near_end_mm

    def tick(self) -> None:
        """Let the time pass since the last call: paper may move on, the head cools."""
        now = self._monotonic()
        passed_s, self._moved_at = now - self._moved_at, now
        if math.isinf(self._mechanics.mm_per_s):
            self._may_move = math.inf
        else:
            self._may_move += passed_s * self._mechanics.mm_per_s * DOTS_PER_MM
        cooled = passed_s * self._mechanics.cools_mm_per_s * DOTS_PER_MM
        self._heat_dots = max(0.0, self._heat_dots - cooled)
        if self._heat_dots < self._mechanics.most_heat_mm * DOTS_PER_MM / 2:
            self.is_hot = False

    def rest(self) -> None:
        """There is nothing to print: time that passes now is lost."""
        self._may_move = 0.0

    def room(self, wanted: int) -> int:
        """How many of so many rows can be moved now."""
        if self.is_hot:
            return 0
        return int(min(wanted, self._left_dots, self._may_move))

    def burn(self, strip: Image.Image) -> None:
        """Print rows, no more than there is room for."""
        self._move(strip)
        white = ImageStat.Stat(strip.convert("L")).mean[0] / 255
        self._heat_dots += strip.height * (1 - white)
        if self._heat_dots >= self._mechanics.most_heat_mm * DOTS_PER_MM:
            self.is_hot = True

    def feed(self, rows: int) -> None:
        """Move white paper, no more than there is room for."""
        self._move(Image.new("1", (self._width_px, rows), 255))

    def end_sheet(self) -> None:
        """The paper so far is one of its own: it was cut, or stands at the tear bar."""
        if not self._strips:
            return
        sheet = _joined(self._width_px, self._strips)
        self._strips.clear()
        self._hanging.append(sheet)
        del self._hanging[:-_HANGING_KEPT]
        self._on_sheet(sheet)

    def tear(self) -> None:
        """Somebody tears off what hangs out, be it whole or not."""
        self.end_sheet()
        self._hanging.clear()

    def load(self, roll_mm: float) -> None:
        """A new roll; what the old one still held of a paper is a piece of its own."""
        self.tear()
        self._left_dots = roll_mm * DOTS_PER_MM

    def end_roll(self) -> None:
        """There is no more paper on the roll from here on."""
        self._left_dots = 0.0

    def hanging(self) -> Image.Image:
        """All that hangs out of it."""
        return _joined(self._width_px, [*self._hanging, *self._strips])

    def _move(self, strip: Image.Image) -> None:
        self._strips.append(strip)
        self._left_dots -= strip.height
        self._may_move -= strip.height


def _joined(width_px: int, strips: list[Image.Image]) -> Image.Image:
    """Strips one below the other."""
    paper = Image.new("1", (width_px, sum(strip.height for strip in strips)), 255)
    y = 0
    for strip in strips:
        paper.paste(strip, (0, y))
        y += strip.height
    return paper
