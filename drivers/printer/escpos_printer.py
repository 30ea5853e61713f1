"""The slip printer: sends one picture, and says what became of it.

FAILED means that nothing of the slip reached a printer; UNKNOWN that some or all of it did and
nobody can say what came out. Neither is tried again here: a second slip for one job would be two
valid papers, so the staff decide.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from PIL import Image

from drivers.printer.connection import PrinterConnection, device_faults
from drivers.printer.paper import LINE_DOTS
from drivers.printer.proof import is_readable
from drivers.printer.status import read_status
from kiosk.base.errors import DeviceFault, DeviceFaultKind
from kiosk.domain.station.printer import ImageCommand
from kiosk.domain.visits.decision import PrintState
from kiosk.ports.printer import Bitmap, PaperState, PrinterStatus, PrintResult

_log = logging.getLogger(__name__)

SLICE_ROWS: Final = 120
"""Rows per image command: below the 255 that some models take, short to write off, and whole bands
of the 24 rows that columns come in."""
_INIT: Final = b"\x1b@"
_PART_CUT: Final = b"\x1dV\x01"
"""A partial cut: the slip hangs by a thread instead of falling to the floor."""
_ASKED_AGAIN: Final = 4
"""Questions more after a paper, of a printer that is known to answer: a second in all."""
_HEADER_BYTES: Final = 8
"""Of an image command: no command's is longer."""
_FEED_LINES: Final = 4
"""About 15 mm: from the print head to the cutter or the tear bar."""
FEED_PX: Final = _FEED_LINES * LINE_DOTS
_IMAGES: Final = {ImageCommand.RASTER: "bitImageRaster", ImageCommand.COLUMN: "bitImageColumn"}
"""python-escpos's names of the commands."""
_ABSENT: Final = (DeviceFaultKind.MISSING, DeviceFaultKind.LOST)
_UNTOLD: Final = PrinterStatus(is_present=True)
"""Of a printer that is not asked."""


class EscposPrinter:
    """SlipPrinter over any python-escpos transport; used by one thread only."""

    def __init__(
        self,
        name: str,
        connect: Callable[[], PrinterConnection],
        width_px: int,
        has_cutter: bool,
        image: ImageCommand = ImageCommand.RASTER,
        asks_status: bool = True,
        slip_limit_s: float = 0.0,
    ) -> None:
        """`connect` makes an unopened link; it is called once per job or status query."""
        self._name = name
        self._connect = connect
        self._width_px = width_px
        self._has_cutter = has_cutter
        self._image = image
        self._asks_status = asks_status
        self._slip_limit_s = slip_limit_s
        self._was_asked = False
        self._has_answered = False
        """A printer that ever told its state, and is silent now, is in trouble."""
        self._unfinished_bytes = 0
        """What a broken job's last image command may still wait for."""
        self._known_fault: DeviceFaultKind | None = None

    @property
    def name(self) -> str:
        """Transport and address."""
        return self._name

    def status(self) -> PrinterStatus:
        """Ask the device; never raises."""
        try:
            with self._link() as link, device_faults():
                status = self._ask(link)
        except DeviceFault as fault:
            self._note(fault.kind, fault.detail)
            return PrinterStatus(is_present=fault.kind not in _ABSENT, fault=fault.kind)
        self._note(status.fault)
        return status

    @property
    def width_px(self) -> int:
        """Printable dots across."""
        return self._width_px

    @property
    def feed_px(self) -> int:
        """Dots that are fed behind each paper."""
        return FEED_PX

    @property
    def slip_limit_s(self) -> float:
        """So long a slip may take over this link."""
        return self._slip_limit_s

    def clear_first(self) -> None:
        """See SlipPrinter: as if a job of this process had broken off amidst its image."""
        self._unfinished_bytes = self._slice_bytes(SLICE_ROWS)

    def print_bitmap(self, bitmap: Bitmap, code: str) -> PrintResult:
        """Decode again, send once; see SlipPrinter."""
        image = _to_image(bitmap)
        if not is_readable(image, code):
            _log.error("slip not printed: its own code does not read back")
            return PrintResult(PrintState.FAILED)
        return self._print([image])

    def print_strips(self, strips: Iterable[Bitmap]) -> PrintResult:
        """Send once, as they are drawn; see SlipPrinter."""
        return self._print(_to_image(strip) for strip in strips)

    def close(self) -> None:
        """Nothing is kept open between jobs."""

    def _print(self, images: Iterable[Image.Image]) -> PrintResult:
        try:
            with self._link() as link:
                result = self._send(link, images)
        except DeviceFault as fault:
            self._note(fault.kind, fault.detail)
            return PrintResult(PrintState.FAILED, fault.kind)
        if result.fault is None:
            self._note(None)
        return result

    def _send(self, link: PrinterConnection, images: Iterable[Image.Image]) -> PrintResult:
        """Raises DeviceFault only while nothing of the slip was sent."""
        # Whether bytes that nobody answers for arrive is known by asking alone.
        asks = self._has_answered or not self._was_asked or link.answers_for_delivery
        with device_faults():
            if asks:
                before = self._ask(link)
                if before.fault is not None:
                    self._note(before.fault)
                    return PrintResult(PrintState.FAILED, before.fault)
            self._start(link)
        try:
            with device_faults():
                for image in images:
                    for top in range(0, image.height, SLICE_ROWS):
                        bottom = min(top + SLICE_ROWS, image.height)
                        self._send_slice(link, image.crop((0, top, image.width, bottom)))
                self._finish(link)
                self._unfinished_bytes = 0
                after = self._ask_after(link) if asks else _UNTOLD
        except DeviceFault as fault:
            kind = self._reason(link, fault.kind)
            self._note(kind, fault.detail)
            # What is no printer has printed nothing.
            is_none = kind is DeviceFaultKind.NOT_A_PRINTER
            return PrintResult(PrintState.FAILED if is_none else PrintState.UNKNOWN, kind)
        if after.fault is not None:
            self._note(after.fault)
            return PrintResult(PrintState.UNKNOWN, after.fault)
        is_silent = after.paper is PaperState.UNKNOWN
        if is_silent and (link.answers_for_delivery or self._has_answered):
            self._note(DeviceFaultKind.TIMEOUT, "no answer after the job")
            return PrintResult(PrintState.UNKNOWN, DeviceFaultKind.TIMEOUT)
        return PrintResult(PrintState.PRINTED)

    def _start(self, link: PrinterConnection) -> None:
        """Clear the printer; after a broken job also its half of a slip, onto a paper of its own.

        A raster command that never got all its rows would swallow the next slip's beginning: the
        missing bytes are sent as white, and a printer that is not waiting ignores NUL.
        """
        left = self._unfinished_bytes
        if left:
            link._raw(bytes(left))
        if left > _HEADER_BYTES:
            link._raw(_INIT)
            self._finish(link)
        # Of this too a line that breaks leaves half behind, and of no slip.
        self._unfinished_bytes = _HEADER_BYTES
        link._raw(_INIT)

    def _send_slice(self, link: PrinterConnection, rows: Image.Image) -> None:
        self._unfinished_bytes = self._slice_bytes(rows.height)
        link.image(rows, impl=_IMAGES[self._image], fragment_height=SLICE_ROWS)

    def _slice_bytes(self, rows: int) -> int:
        """What one image command of so many rows takes at most."""
        return _HEADER_BYTES + self._width_px // 8 * rows

    def _ask(self, link: PrinterConnection) -> PrinterStatus:
        """Its state, remembered as an answer; a printer that may not be asked says nothing."""
        if not self._asks_status:
            return _UNTOLD
        status = read_status(link)
        self._was_asked = True
        if status.paper is not PaperState.UNKNOWN:
            self._has_answered = True
        return status

    def _ask_after(self, link: PrinterConnection) -> PrinterStatus:
        """Its state after a paper, of which some models say nothing while they are printing it."""
        status = self._ask(link)
        for _ in range(_ASKED_AGAIN if self._has_answered else 0):
            if status.paper is not PaperState.UNKNOWN or status.fault is not None:
                break
            status = self._ask(link)
        return status

    def _finish(self, link: PrinterConnection) -> None:
        link.print_and_feed(_FEED_LINES)
        if self._has_cutter:
            link._raw(_PART_CUT)

    def _reason(self, link: PrinterConnection, kind: DeviceFaultKind) -> DeviceFaultKind:
        """Why a printer stopped taking bytes, where it still says so."""
        if kind is not DeviceFaultKind.TIMEOUT:
            return kind
        try:
            with device_faults():
                return self._ask(link).fault or kind
        except DeviceFault as fault:
            return fault.kind if fault.kind is DeviceFaultKind.NOT_A_PRINTER else kind

    @contextmanager
    def _link(self) -> Iterator[PrinterConnection]:
        with device_faults(on_open=True):
            link = self._connect()
        try:
            with device_faults(on_open=True):
                link.open()
            yield link
        finally:
            self._close(link)

    def _close(self, link: PrinterConnection) -> None:
        """A failure while hanging up says nothing about the job, which is over."""
        try:
            with device_faults():
                link.close()
        except DeviceFault as fault:
            _log.debug("%s: closing failed: %s", self._name, fault.detail)

    def _note(self, kind: DeviceFaultKind | None, detail: str = "") -> None:
        """Log a fault when it comes and when it goes, not at every query."""
        if kind is self._known_fault:
            return
        if kind is None:
            _log.info("%s: works again", self._name)
        else:
            _log.warning("%s: %s (%s)", self._name, kind.value, detail or "said by the printer")
        self._known_fault = kind


def _to_image(bitmap: Bitmap) -> Image.Image:
    return Image.frombytes("1", (bitmap.width_px, bitmap.height_px), bitmap.rows)
