"""Printing: one thread that hands committed slips to the printer and reports what became of them.

An entry is never undone because paper ran out, and nothing prints twice by itself: a job that
failed, or of which nobody knows, waits for a human (docs/spec/at-the-gate.md §7).
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kiosk.base.errors import DeviceFaultKind
from kiosk.domain.slips.slip import Slip
from kiosk.domain.visits.decision import PrintState
from kiosk.ports.printer import Bitmap, PrinterStatus, PrintResult, SlipPrinter
from kiosk.ports.prints import PrintJob
from kiosk.ports.store import Store, Transaction
from kiosk.services.slips import slip_body
from sync.protocol.bodies import RecordType, SlipAct

log = logging.getLogger(__name__)

PRINT_TIMEOUT_S = 15.0
"""After this a job that has not come back counts as unknown, above any timeout of the driver."""

LIST_TIMEOUT_S = 300.0
"""The same for a list: some metres of paper, by the slowest printer."""

Report = Callable[[str, PrintResult], None]
"""Takes a job's id and its result; must return at once."""


Render = Callable[[Slip, int, str], Bitmap]
"""A slip for a printer so many dots wide, in a language. Raises ValueError if it does not fit."""


@dataclass(frozen=True, slots=True)
class PrintedList:
    """A paper that is no slip: no record tells of it, and it is printed once."""

    draw: Callable[[int], Iterable[Bitmap]]
    """Its strips, for a printer so many dots wide."""
    report: Callable[[PrintResult], None]
    """Takes what became of it, on the printer's thread; must return at once."""


_Job = PrintJob | PrintedList


class PrintQueue(Protocol):
    """Takes committed jobs; must return at once."""

    def print_later(self, job: PrintJob) -> None:
        """Print this slip when its turn comes."""
        ...


class NoPrinter:
    """Stands in where no printer is configured: every job fails at once."""

    def __init__(self) -> None:
        self._report: Report | None = None

    def start(self, report: Report) -> None:
        """From now on jobs are answered to `report`."""
        self._report = report

    def print_later(self, job: PrintJob) -> None:
        """Answer that there is no printer."""
        assert self._report is not None, "not started"
        self._report(job.id, PrintResult(PrintState.FAILED, DeviceFaultKind.MISSING))

    def print_list(self, listed: PrintedList) -> None:
        """The same of a list."""
        listed.report(PrintResult(PrintState.FAILED, DeviceFaultKind.MISSING))

    def stop(self, deadline_s: float) -> bool:
        """Nothing to end."""
        return True


class PrintService:
    """The printer's thread. A printer that blocks for ever blocks nobody else."""

    def __init__(
        self,
        printer: SlipPrinter,
        render: Render,
        on_status: Callable[[PrinterStatus], None],
        timeout_s: float = PRINT_TIMEOUT_S,
        poll_s: float = 5.0,
    ) -> None:
        self._printer = printer
        self._render = render
        self._on_status = on_status
        self._timeout_s = timeout_s
        self._poll_s = poll_s
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._report: Report | None = None
        self._current: _Job | None = None
        self._is_stuck = False
        self._is_stopping = False
        self._thread = threading.Thread(target=self._run, name="printer", daemon=True)

    def start(self, report: Report) -> None:
        """Serve from now on; each job's end goes to `report`, from this service's threads."""
        self._report = report
        self._thread.start()

    def print_later(self, job: PrintJob) -> None:
        """Print this slip when its turn comes; fails at once while the printer is stuck."""
        self._queue(job)

    def print_list(self, listed: PrintedList) -> None:
        """The same of a list."""
        self._queue(listed)

    def _queue(self, job: _Job) -> None:
        with self._lock:
            if self._is_stopping:
                return
            is_stuck = self._is_stuck
            if not is_stuck:
                self._jobs.put(job)
        if is_stuck:
            self._tell(job, PrintResult(PrintState.FAILED, DeviceFaultKind.TIMEOUT))

    def stop(self, deadline_s: float) -> bool:
        """End after the slip in hand; jobs that wait stay pending, to be offered to staff.

        False if the printer still blocks after `deadline_s`; its thread is left behind then.
        """
        with self._lock:
            self._is_stopping = True
            self._jobs.put(None)
        self._thread.join(deadline_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            self._on_status(self._printer.status())
            while True:
                try:
                    job = self._jobs.get(timeout=self._poll_s)
                except queue.Empty:
                    self._on_status(self._printer.status())
                    continue
                if job is None or self._is_stopping:
                    return
                self._print(job)
                self._on_status(self._printer.status())
        finally:
            self._printer.close()

    def _print(self, job: _Job) -> None:
        with self._lock:
            self._current = job
        limit_s = LIST_TIMEOUT_S if isinstance(job, PrintedList) else self._timeout_s
        timer = threading.Timer(limit_s, self._give_up, [job, limit_s])
        timer.daemon = True
        timer.start()
        # Unless the printer says otherwise, nobody knows how much came out.
        result = PrintResult(PrintState.UNKNOWN)
        try:
            if isinstance(job, PrintedList):
                result = self._printer.print_strips(job.draw(self._printer.width_px))
            else:
                result = self._print_slip(job)
        finally:
            timer.cancel()
            with self._lock:
                is_late = self._current is not job
                self._current = None
                self._is_stuck = False
            if is_late:
                log.warning("%s: came back after its time-out", self._printer.name)
            else:
                self._tell(job, result)

    def _print_slip(self, job: PrintJob) -> PrintResult:
        try:
            bitmap = self._render(job.slip, self._printer.width_px, job.language)
        except ValueError as error:
            log.error("slip not printed: %s", error)
            return PrintResult(PrintState.FAILED)
        return self._printer.print_bitmap(bitmap, job.slip.code)

    def _give_up(self, job: _Job, limit_s: float) -> None:
        with self._lock:
            if self._current is not job:
                return
            self._current = None
            self._is_stuck = True
            left = []
            while not self._jobs.empty():
                left.append(self._jobs.get())
            if None in left:
                self._jobs.put(None)
        log.error("%s: blocks since %.0f s", self._printer.name, limit_s)
        self._on_status(PrinterStatus(is_present=True, fault=DeviceFaultKind.TIMEOUT))
        self._tell(job, PrintResult(PrintState.UNKNOWN, DeviceFaultKind.TIMEOUT))
        for other in left:
            if other is not None:
                self._tell(other, PrintResult(PrintState.FAILED, DeviceFaultKind.TIMEOUT))

    def _tell(self, job: _Job, result: PrintResult) -> None:
        if isinstance(job, PrintedList):
            job.report(result)
            return
        assert self._report is not None, "not started"
        self._report(job.id, result)


def prepare_reprint(store: Store, job_id: str, now: datetime) -> PrintJob:
    """Record a reprint by staff and make the job pending again, with the same codes.

    A job that a crash left pending may be on paper, so it counts as printed before. Raises KeyError
    for an unknown job, StorageFault.
    """
    job = store.get_print_job(job_id)
    with store.transaction() as tx:
        reprint(tx, job, now)
    return store.get_print_job(job_id)


def reprint(tx: Transaction, job: PrintJob, now: datetime, staff: str | None = None) -> None:
    """Record that a slip is printed again, and make its job pending, as `prepare_reprint` says."""
    body = slip_body(SlipAct.REPRINTED, job.slip, job.entry_id, staff=staff)
    tx.append(RecordType.SLIP, body, now)
    if job.state is PrintState.PENDING:
        tx.prints.set_state(job.id, PrintState.UNKNOWN, now)
    tx.prints.set_state(job.id, PrintState.PENDING, now)
