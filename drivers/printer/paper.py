"""Turns ESC/POS bytes back into paper, so that what would come out can be looked at and tested.

It knows exactly the commands that slips are made of; any other byte is an error and not a guess.
Commands may arrive in any pieces.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PIL import Image

LINE_DOTS: Final = 30
"""One line of feed at 203 dpi after ESC @: the usual default of 1/6 inch on these mechanisms."""
_REAL_TIME: Final = b"\x10\x04"


class UnknownCommand(Exception):
    """Bytes that no slip is made of; a real printer might print them as garbage."""


class Paper:
    """The part of a printer that draws: bytes in, papers out."""

    def __init__(
        self,
        width_px: int,
        has_cutter: bool,
        on_paper: Callable[[Image.Image], None],
        answer: Callable[[int], bytes],
    ) -> None:
        """`on_paper` takes each paper (mode `1`) when it is cut, or fed to the tear bar where
        there is no cutter; `answer` replies to DLE EOT n."""
        self._width_px = width_px
        self._has_cutter = has_cutter
        self._on_paper = on_paper
        self._answer = answer
        self._pending = bytearray()
        self._strips: list[Image.Image] = []
        self.replies = bytearray()
        """What the host has not read yet."""

    def take(self, data: bytes) -> None:
        """Carry out as many commands as are complete. Raises UnknownCommand."""
        self._pending += data
        while self._pending:
            used = self._command(bytes(self._pending[:8]))
            if not used:
                return
            del self._pending[:used]

    def reset(self) -> None:
        """The power went: half a command and unread replies are gone, the paper stays."""
        self._pending.clear()
        self.replies.clear()

    def _command(self, head: bytes) -> int:
        """Carry out the first command; its length, or 0 while it is incomplete."""
        if head[0] == 0:
            return 1
        if len(head) < 2:
            return 0
        code = head[:2]
        if code == b"\x1b@":
            return 2
        if len(head) < 3:
            return 0
        if code == _REAL_TIME:
            self.replies += self._answer(head[2])
            return 3
        if code == b"\x1bJ":
            self._feed(head[2])
            return 3
        if code == b"\x1bd":
            self._feed(head[2] * LINE_DOTS)
            if not self._has_cutter:
                self._deliver()
            return 3
        if code == b"\x1dV":
            return self._cut(head)
        if head[:3] == b"\x1dv0":
            return self._raster(head)
        raise UnknownCommand(head.hex(" "))

    def _cut(self, head: bytes) -> int:
        if not self._has_cutter:
            raise UnknownCommand("cut without a cutter")
        if head[2] in (0, 1, 48, 49):
            self._deliver()
            return 3
        if head[2] in (65, 66):
            if len(head) < 4:
                return 0
            self._feed(head[3])
            self._deliver()
            return 4
        raise UnknownCommand(head.hex(" "))

    def _raster(self, head: bytes) -> int:
        if len(head) < 8:
            return 0
        if head[3] not in (0, 48):
            raise UnknownCommand(f"raster mode {head[3]}")
        row_bytes, rows = head[4] + 256 * head[5], head[6] + 256 * head[7]
        length = 8 + row_bytes * rows
        if len(self._pending) < length:
            return 0
        if row_bytes * 8 > self._width_px:
            raise UnknownCommand(f"{row_bytes * 8} dots on {self._width_px}")
        dots = bytes(self._pending[8:length])
        # In a raster command a set bit is a burnt dot; in an image of mode 1 it is white.
        strip = Image.frombytes("1", (row_bytes * 8, rows), bytes(255 - byte for byte in dots))
        self._strips.append(strip)
        return length

    def _feed(self, dots: int) -> None:
        if dots:
            self._strips.append(Image.new("1", (self._width_px, dots), 255))

    def _deliver(self) -> None:
        paper = Image.new("1", (self._width_px, sum(strip.height for strip in self._strips)), 255)
        y = 0
        for strip in self._strips:
            paper.paste(strip, (0, y))
            y += strip.height
        self._strips.clear()
        self._on_paper(paper)
