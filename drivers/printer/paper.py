"""Turns ESC/POS bytes back into paper, so that what would come out can be looked at and tested.

It knows exactly the commands that slips are made of; any other byte is an error and not a guess.
Commands may arrive in any pieces, and rows are printed as they come.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PIL import Image

from drivers.printer.mechanism import Mechanism

LINE_DOTS: Final = 30
"""One line of feed at 203 dpi after ESC @: the usual default of 1/6 inch on these mechanisms."""
_REAL_TIME: Final = b"\x10\x04"
_LF: Final = 0x0A
_SPACING, _USUAL_SPACING = b"\x1b3", b"\x1b2"
"""Of lines; one that holds columns is fed by their height where that is more, as here always."""
_COLUMN_BYTES: Final = 3
"""Of 24 dots, in the one mode of ESC * that is sent."""


class UnknownCommand(Exception):
    """Bytes that no slip is made of; a real printer might print them as garbage."""


class Paper:
    """The part of a printer that understands: bytes in, movements of its mechanism out."""

    def __init__(
        self,
        width_px: int,
        has_cutter: bool,
        mechanism: Mechanism,
        answer: Callable[[int], bytes],
    ) -> None:
        """Without a cutter a paper ends where it is fed to the tear bar; `answer` replies to
        DLE EOT n."""
        self._width_px = width_px
        self._has_cutter = has_cutter
        self._mechanism = mechanism
        self._answer = answer
        self._pending = bytearray()
        self._row_bytes = 0
        self._rows_left = 0
        """Of the raster command in hand."""
        self._line: Image.Image | None = None
        """Columns that wait for their line feed."""
        self._is_line_fed = False
        self._feed_left = 0
        self._ends_sheet = False
        """Whether a paper ends after what is fed now."""
        self.replies = bytearray()
        """What the host has not read yet."""

    @property
    def waiting_bytes(self) -> int:
        """What has come and is not printed yet."""
        return len(self._pending)

    @property
    def is_busy(self) -> bool:
        """Whether something is not on paper yet; half a command that never got its end as well."""
        return bool(self._pending or self._rows_left or self._feed_left or self._ends_sheet)

    def take(self, data: bytes, *, is_stopped: bool = False) -> None:
        """Take bytes, and carry out what can be carried out. Raises UnknownCommand.

        A printer that `is_stopped` only keeps them.
        """
        self._pending += data
        self._mechanism.tick()
        while not is_stopped and self._moves_on() and self._pending:
            used = self._command(bytes(self._pending[:8]))
            if not used:
                break
            del self._pending[:used]
        if is_stopped or not (self._pending or self._feed_left):
            self._mechanism.rest()

    def reset(self) -> None:
        """The power went: half a command and unread replies are gone, the paper stays."""
        self._pending.clear()
        self._rows_left = self._feed_left = 0
        self._line = None
        self._is_line_fed = self._ends_sheet = False
        self.replies.clear()

    def _moves_on(self) -> bool:
        """Print and feed what was begun, as far as it goes; whether all of it is done."""
        if self._rows_left:
            there = min(self._rows_left, len(self._pending) // self._row_bytes)
            rows = self._mechanism.room(there)
            if rows:
                self._burn(rows)
            if self._rows_left:
                return False
        if self._is_line_fed and self._line is not None:
            self._burn_line(self._line)
            if self._line is not None:
                return False
        if self._feed_left:
            rows = self._mechanism.room(self._feed_left)
            if rows:
                self._mechanism.feed(rows)
                self._feed_left -= rows
            if self._feed_left:
                return False
        if self._ends_sheet:
            self._ends_sheet = False
            self._mechanism.end_sheet()
        return True

    def _burn(self, rows: int) -> None:
        length = rows * self._row_bytes
        dots = bytes(self._pending[:length])
        del self._pending[:length]
        self._rows_left -= rows
        # In a raster command a set bit is a burnt dot; in an image of mode 1 it is white.
        size = (self._row_bytes * 8, rows)
        self._mechanism.burn(Image.frombytes("1", size, bytes(255 - byte for byte in dots)))

    def _burn_line(self, line: Image.Image) -> None:
        rows = self._mechanism.room(line.height)
        if rows:
            self._mechanism.burn(line.crop((0, 0, line.width, rows)))
            rest = line.crop((0, rows, line.width, line.height))
            self._line = rest if rest.height else None

    def _command(self, head: bytes) -> int:
        """Begin the first command; the length of what says which it is, 0 while incomplete."""
        if head[0] == 0:
            return 1
        if head[0] == _LF and self._line is not None:
            self._is_line_fed = True
            return 1
        if len(head) < 2:
            return 0
        code = head[:2]
        if head[1] == 0:
            # What a broken line left of a command, filled up with NUL: printers pass it over.
            return 2
        if code == b"\x1b@":
            self._line = None
            return 2
        if code == _USUAL_SPACING:
            return 2
        if len(head) < 3:
            return 0
        if code == _REAL_TIME:
            self.replies += self._answer(head[2])
            return 3
        if code == _SPACING:
            return 3
        if code == b"\x1b*":
            return self._columns(head)
        if code == b"\x1bJ":
            self._feed_left = head[2]
            return 3
        if code == b"\x1bd":
            self._feed_left = head[2] * LINE_DOTS
            self._ends_sheet = not self._has_cutter
            return 3
        if code == b"\x1dV":
            return self._cut(head)
        if head[:3] == b"\x1dv0":
            return self._raster(head)
        if head[:3] == b"\x1dv\0":
            return 3
        raise UnknownCommand(head.hex(" "))

    def _cut(self, head: bytes) -> int:
        if not self._has_cutter:
            raise UnknownCommand("cut without a cutter")
        if head[2] in (0, 1, 48, 49):
            self._ends_sheet = True
            return 3
        if head[2] in (65, 66):
            if len(head) < 4:
                return 0
            self._feed_left = head[3]
            self._ends_sheet = True
            return 4
        raise UnknownCommand(head.hex(" "))

    def _raster(self, head: bytes) -> int:
        if len(head) < 8:
            return 0
        if head[3] not in (0, 48):
            raise UnknownCommand(f"raster mode {head[3]}")
        row_bytes, rows = head[4] + 256 * head[5], head[6] + 256 * head[7]
        if row_bytes * 8 > self._width_px:
            raise UnknownCommand(f"{row_bytes * 8} dots on {self._width_px}")
        self._row_bytes, self._rows_left = row_bytes, rows
        return 8

    def _columns(self, head: bytes) -> int:
        if len(head) < 5:
            return 0
        if head[2:5] == bytes(3):
            return 5
        if head[2] != 33:
            raise UnknownCommand(f"column mode {head[2]}")
        columns = head[3] + 256 * head[4]
        length = 5 + columns * _COLUMN_BYTES
        if columns > self._width_px:
            raise UnknownCommand(f"{columns} dots on {self._width_px}")
        if len(self._pending) < length:
            return 0
        dots = bytes(255 - byte for byte in self._pending[5:length])
        # A column a row, its highest dot first: turned, it is the band of the paper.
        turned = Image.frombytes("1", (8 * _COLUMN_BYTES, columns), dots)
        self._line, self._is_line_fed = turned.transpose(Image.Transpose.TRANSPOSE), False
        return length
