"""The station's printers: a job goes to the first that works, and to the other one where nothing
of it was sent.

Of a job of which anything may have reached a printer no other gets a byte: a second slip would be
a second valid paper.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from functools import partial

from kiosk.base.errors import DeviceFaultKind
from kiosk.domain.station.paper_roll import PaperUsed
from kiosk.domain.visits.decision import PrintState
from kiosk.ports.printer import PrinterStatus, PrintResult, SlipPrinter
from kiosk.ports.prints import PrintJob
from kiosk.services.printing import (
    PRINT_TIMEOUT_S,
    Begin,
    PrintedList,
    PrintService,
    Render,
    Report,
)

MISSING = PrintResult(PrintState.FAILED, DeviceFaultKind.MISSING)


class PrintSpooler:
    """A PrintQueue over any number of printers, none included; safe for use by several threads.

    Each printer has its place: 0 is the first one, 1 the second.
    """

    def __init__(self, render: Render, on_status: Callable[[int, PrinterStatus], None]) -> None:
        self._render = render
        self._on_status = on_status
        self._lock = threading.Lock()
        self._services: dict[int, PrintService] = {}
        self._report: Report | None = None
        self._begin: Begin | None = None
        self._use_paper: Callable[[int, PaperUsed], None] | None = None
        self._is_stopping = False

    def start(
        self,
        report: Report,
        begin: Begin,
        use_paper: Callable[[int, PaperUsed], None],
        printers: Sequence[SlipPrinter | None],
    ) -> None:
        """Serve from now on, with a printer or none at each place."""
        self._report, self._begin, self._use_paper = report, begin, use_paper
        for place, printer in enumerate(printers):
            self.set_printer(place, printer)

    def set_printer(self, place: int, printer: SlipPrinter | None) -> None:
        """Another printer, or none, for what comes after the papers that wait there."""
        assert self._report is not None, "not started"
        assert self._begin is not None
        assert self._use_paper is not None
        with self._lock:
            before = self._services.get(place)
            if self._is_stopping or (printer is None and before is None):
                return
            if printer is not None and before is not None and before.replace_printer(printer):
                return
            if before is not None:
                del self._services[place]
                before.retire()
            if printer is None:
                return
            on_status = partial(self._on_status, place)
            service = PrintService(printer, self._render, on_status, PRINT_TIMEOUT_S)
            service.start(self._report, self._begin, partial(self._use_paper, place))
            self._services[place] = service

    def print_later(self, job: PrintJob) -> None:
        """Print this slip when its turn comes; it fails where no printer takes it."""
        assert self._report is not None, "not started"
        self._put(job, self._in_turn(), partial(self._report, job.id))

    def print_list(self, listed: PrintedList) -> None:
        """The same of a paper that is no slip."""
        self._put(listed, self._in_turn(), listed.report)

    def print_at(self, place: int, listed: PrintedList) -> None:
        """On the printer at this place alone."""
        with self._lock:
            service = self._services.get(place)
        self._put(listed, () if service is None else (service,), listed.report)

    def clear_first(self) -> None:
        """Half of an earlier process's slip may be in a printer: it comes out before the next."""
        with self._lock:
            for service in self._services.values():
                service.clear_first()

    def stop(self, deadline_s: float) -> bool:
        """End after the papers in hand; False if a printer still blocks after `deadline_s`."""
        with self._lock:
            self._is_stopping = True
            services = tuple(self._services.values())
        # All are told first: none prints on while another one, which blocks, is waited for.
        for service in services:
            service.tell_to_stop()
        end = time.monotonic() + deadline_s
        ends = [service.stop(max(0.0, end - time.monotonic())) for service in services]
        return all(ends)

    def _in_turn(self) -> tuple[PrintService, ...]:
        """In the order of their places, those that are known not to work last."""
        with self._lock:
            services = [self._services[place] for place in sorted(self._services)]
        return tuple(sorted(services, key=lambda service: not service.works))

    def _put(
        self,
        paper: PrintJob | PrintedList,
        services: Sequence[PrintService],
        then: Callable[[PrintResult], None],
        first: PrintResult | None = None,
    ) -> None:
        """`first` is what the first printer that was tried said of it."""
        if not services:
            then(first or MISSING)
            return

        def ended(result: PrintResult) -> None:
            if result.state is PrintState.FAILED:
                # Nothing was sent.
                self._put(paper, services[1:], then, first or result)
            else:
                then(result)

        services[0].put(paper, ended)
