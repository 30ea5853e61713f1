"""The station's printers at work: from a committed slip to the paper, and back to the core."""

from __future__ import annotations

import logging
import queue
from collections import deque
from collections.abc import Callable
from concurrent.futures import CancelledError
from functools import partial
from pathlib import Path

from kiosk.base.errors import StorageFault
from kiosk.composition.devices import Devices
from kiosk.core.handlers import CoreHandlers
from kiosk.core.requests import BeginPrint, FinishPrint, UsePaper
from kiosk.core.thread import Core
from kiosk.domain.events import CoreEvent, StorageReady
from kiosk.domain.slips.slip import Slip
from kiosk.domain.station.paper_roll import PaperUsed
from kiosk.ports.printer import Bitmap, PrinterStatus, PrintResult
from kiosk.services.health import HealthBoard
from kiosk.services.print_spooler import PrintSpooler
from kiosk.settings.config import PrinterConfig

log = logging.getLogger(__name__)

BEGIN_S = 5.0
"""So long the note that a slip is begun may take; the core commits in milliseconds."""


class Printers:
    """The spooler over the devices' printers; what it notes goes to the core once it is started."""

    def __init__(
        self, devices: Devices, health: HealthBoard, slips: Path, logo: Callable[[], bytes]
    ) -> None:
        """A simulated printer that staff choose saves its papers in `slips`; `logo` gives the
        venue's as it is now, empty for none."""
        self._devices = devices
        self._slips = slips
        self._health = health
        self._core: Core | None = None
        self._handlers: CoreHandlers | None = None
        self._prints = False
        self._kept: deque[FinishPrint] = deque()
        """Ends of jobs that the core had no room for; oldest first."""
        self.spooler = PrintSpooler(partial(draw_slip, logo), self._answered)

    def start(self, core: Core, handlers: CoreHandlers) -> None:
        """Serve from now on; the core need not run yet."""
        self._core, self._handlers = core, handlers
        printers = (self._devices.make_printer(), self._devices.make_second_printer())
        for place, printer in enumerate(printers):
            if printer is not None:
                self._health.printer_set(place, is_there=True)
        self._prints = any(printers)
        self.spooler.start(self._report, self._begin, self._use_paper, printers)

    def warm_up(self) -> None:
        """Import what draws a slip, which else the first slip would wait for."""
        if self._prints:
            # A kiosk without a printer needs none of the imaging libraries.
            import kiosk.documents.slip  # noqa: F401

    def set_printer(self, place: int, config: PrinterConfig) -> None:
        """Another printer, or none, at this place; for what comes after the papers that wait."""
        from drivers.printer import open_printer

        printer = open_printer(config, self._slips)
        self._health.printer_set(place, is_there=printer is not None)
        self.spooler.set_printer(place, printer)

    def take(self, event: CoreEvent) -> None:
        """A subscriber of the station's events; on the core's thread for the one it hears."""
        self._tell_kept()
        handlers = self._handlers
        if isinstance(event, StorageReady) and handlers and handlers.left_half_a_slip:
            self.spooler.clear_first()

    def _answered(self, place: int, status: PrinterStatus) -> None:
        """After each paper and at each poll, on a printer's thread."""
        self._tell_kept()
        self._health.printer_answered(place, status)

    def _report(self, job: str, result: PrintResult) -> None:
        self._kept.append(FinishPrint(job, result))
        self._tell_kept()
        if self._kept:
            log.warning("print %s: its end is told later, the core is behind", job)

    def _tell_kept(self) -> None:
        """Tell the core what became of the jobs; what it has no room for is told later, and never
        lost: without it a job is under way until the next start."""
        while self._kept:
            assert self._core is not None
            try:
                ended = self._kept.popleft()
            except IndexError:
                # Another thread told it.
                return
            try:
                self._core.ask(ended)
            except queue.Full:
                self._kept.appendleft(ended)
                return

    def _begin(self, job: str) -> bool:
        """On a printer's thread, which waits for the commit."""
        assert self._core is not None
        try:
            return self._core.ask(BeginPrint(job)).result(BEGIN_S)
        except (StorageFault, CancelledError, TimeoutError, queue.Full) as error:
            log.warning("print: not begun (%s)", type(error).__name__)
            return False

    def _use_paper(self, place: int, used: PaperUsed) -> None:
        """What the core has no room for is not counted: a slip matters more than its reckoning."""
        assert self._core is not None
        try:
            self._core.ask(UsePaper(place, used))
        except queue.Full:
            log.warning("paper: not counted, the core is behind")


def draw_slip(logo: Callable[[], bytes], slip: Slip, width_px: int, language: str) -> Bitmap:
    """A slip with the venue's logo, or without one that cannot be drawn. Raises SlipDoesNotFit.

    Drawn on the printer's thread, where the imaging libraries are first needed.
    """
    from kiosk.documents.slip import slip_bitmap

    try:
        return slip_bitmap(slip, width_px, language, logo())
    except (OSError, SyntaxError) as error:
        # What the library says of a file that is no picture, or half of one.
        log.warning("logo: cannot be drawn (%s)", error)
        return slip_bitmap(slip, width_px, language)
