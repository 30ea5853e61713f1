"""Printing: one thread that hands committed slips to the printer and reports what became of them.

An entry is never undone because paper ran out, and nothing prints twice by itself: a job that
failed, or of which nobody knows, waits for a human (docs/spec/at-the-gate.md §7).
"""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from functools import partial
from typing import Protocol

from kiosk.base.dataclass import dataclass
from kiosk.base.errors import DeviceFaultKind
from kiosk.domain.slips.slip import Slip
from kiosk.domain.station.paper_roll import PaperUsed
from kiosk.domain.visits.decision import PrintState
from kiosk.ports.printer import Bitmap, PrinterStatus, PrintResult, SlipPrinter
from kiosk.ports.prints import PrintJob
from kiosk.ports.store import Store, Transaction
from kiosk.services.slips import slip_body
from sync.protocol.bodies import RecordType, SlipAct

log = logging.getLogger(__name__)

PRINT_TIMEOUT_S = 15.0
"""After this a job that has not come back counts as unknown, where the printer needs no longer."""

LIST_TIMEOUT_S = 300.0
"""The same for a list: some metres of paper, by the slowest printer."""

Report = Callable[[str, PrintResult], None]
"""Takes a job's id and its result; must return at once."""

Begin = Callable[[str], bool]
"""Notes that a job's first byte is about to be sent, and waits until that is committed; False: it
is not, and nothing may be sent."""

UsePaper = Callable[[PaperUsed], None]
"""Takes what one paper took of the roll; must return at once."""

Render = Callable[[Slip, int, str], Bitmap]
"""A slip for a printer so many dots wide, in a language. Raises ValueError if it does not fit."""


@dataclass(frozen=True, slots=True)
class PrintedList:
    """A paper that is no slip: no record tells of it, and it is printed once."""

    draw: Callable[[int], Iterable[Bitmap]]
    """Its strips, for a printer so many dots wide."""
    report: Callable[[PrintResult], None]
    """Takes what became of it, on the printer's thread; must return at once."""


@dataclass(frozen=True, slots=True)
class _Queued:
    """A paper that waits for its turn, and who is told what became of it."""

    paper: PrintJob | PrintedList
    then: Callable[[PrintResult], None]


@dataclass(frozen=True, slots=True)
class _Replacement:
    """Another printer from here on."""

    printer: SlipPrinter


class PrintQueue(Protocol):
    """Takes committed jobs; must return at once."""

    def print_later(self, job: PrintJob) -> None:
        """Print this slip when its turn comes."""
        ...


class ListQueue(Protocol):
    """Takes papers that are no slips; must return at once."""

    def print_list(self, listed: PrintedList) -> None:
        """Print it when its turn comes."""
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


def _begin_at_once(job_id: str) -> bool:
    """Where nobody notes what is begun."""
    del job_id
    return True


def _count_nothing(used: PaperUsed) -> None:
    """Where nobody reckons the paper."""
    del used


class PrintService:
    """One printer and its thread. A printer that blocks for ever blocks nobody else."""

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
        self._queue: queue.SimpleQueue[_Queued | _Replacement | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._report: Report | None = None
        self._begin: Begin = _begin_at_once
        self._use_paper: UsePaper = _count_nothing
        self._current: _Queued | None = None
        self._is_stuck = False
        self._is_stopping = False
        self._is_retired = False
        self._works = True
        self._clears_first = False
        self._thread = threading.Thread(target=self._run, name="printer", daemon=True)

    def start(
        self,
        report: Report,
        begin: Begin = _begin_at_once,
        use_paper: UsePaper = _count_nothing,
    ) -> None:
        """Serve from now on; each job's end goes to `report`, from this service's threads."""
        self._report, self._begin, self._use_paper = report, begin, use_paper
        self._thread.start()

    @property
    def works(self) -> bool:
        """Whether the printer had no fault when it was last heard of."""
        return self._works and not self._is_stuck

    def print_later(self, job: PrintJob) -> None:
        """Print this slip when its turn comes; fails at once while the printer is stuck."""
        assert self._report is not None, "not started"
        self.put(job, partial(self._report, job.id))

    def print_list(self, listed: PrintedList) -> None:
        """The same of a list."""
        self.put(listed, listed.report)

    def put(self, paper: PrintJob | PrintedList, then: Callable[[PrintResult], None]) -> None:
        """The same of either; `then` is told what became of it, on whichever thread knows."""
        with self._lock:
            if self._is_stopping:
                return
            fault = None
            if self._is_retired:
                fault = DeviceFaultKind.MISSING
            elif self._is_stuck:
                fault = DeviceFaultKind.TIMEOUT
            else:
                self._queue.put(_Queued(paper, then))
        if fault is not None:
            then(PrintResult(PrintState.FAILED, fault))

    def replace_printer(self, printer: SlipPrinter) -> bool:
        """Another printer for what comes after the papers that wait; False while it is stuck."""
        with self._lock:
            if self._is_stuck or self._is_retired:
                return False
            self._queue.put(_Replacement(printer))
        return True

    def clear_first(self) -> None:
        """Before the next paper, what an earlier process left in the printer comes out."""
        self._clears_first = True

    def retire(self) -> None:
        """Print what waits, then end; whatever comes later fails at once."""
        with self._lock:
            self._is_retired = True
            self._queue.put(None)

    def tell_to_stop(self) -> None:
        """As `stop`, without waiting for the end."""
        with self._lock:
            self._is_stopping = True
            self._queue.put(None)

    def stop(self, deadline_s: float) -> bool:
        """End after the slip in hand; of the jobs that wait nothing is sent.

        False if the printer still blocks after `deadline_s`; its thread is left behind then.
        """
        self.tell_to_stop()
        self._thread.join(deadline_s)
        return not self._thread.is_alive()

    def _run(self) -> None:
        try:
            self._look()
            while True:
                try:
                    queued = self._queue.get(timeout=self._poll_s)
                except queue.Empty:
                    self._look()
                    continue
                if queued is None or self._is_stopping:
                    return
                if isinstance(queued, _Replacement):
                    self._printer.close()
                    self._printer = queued.printer
                else:
                    self._print_whatever_comes(queued)
                self._look()
        except Exception:
            log.critical("%s: a bug ended its thread", self._printer.name, exc_info=True)
            self._works = False
            self._on_status(PrinterStatus(is_present=False, fault=DeviceFaultKind.LOST))
        finally:
            try:
                self._end()
            finally:
                self._printer.close()

    def _print_whatever_comes(self, queued: _Queued) -> None:
        """A bug in one paper ends no printer: whoever waits for it was told, others print."""
        try:
            self._print(queued)
        except Exception:
            what = queued.paper.id if isinstance(queued.paper, PrintJob) else "a list"
            log.critical("%s: a bug ended %s", self._printer.name, what, exc_info=True)

    def _end(self) -> None:
        """Nothing is printed any more; but for a stop, whoever waits is told."""
        left: list[_Queued] = []
        with self._lock:
            self._is_retired = True
            while not self._queue.empty():
                queued = self._queue.get()
                if isinstance(queued, _Queued) and not self._is_stopping:
                    left.append(queued)
        for queued in left:
            queued.then(PrintResult(PrintState.FAILED, DeviceFaultKind.LOST))

    def _look(self) -> None:
        """Ask the printer how it is, and tell."""
        status = self._printer.status()
        self._works = status.is_present and status.fault is None
        self._on_status(status)

    def _print(self, queued: _Queued) -> None:
        with self._lock:
            self._current = queued
        own_s = LIST_TIMEOUT_S if isinstance(queued.paper, PrintedList) else self._timeout_s
        limit_s = max(own_s, self._printer.slip_limit_s)
        timer = threading.Timer(limit_s, self._give_up, [queued, limit_s])
        timer.daemon = True
        timer.start()
        # Unless the printer says otherwise, nobody knows how much came out.
        result = PrintResult(PrintState.UNKNOWN)
        try:
            if self._clears_first:
                self._clears_first = False
                self._printer.clear_first()
            if isinstance(queued.paper, PrintedList):
                result = self._print_list(queued.paper)
            else:
                result = self._print_slip(queued.paper)
        finally:
            timer.cancel()
            with self._lock:
                is_late = self._current is not queued
                self._current = None
                self._is_stuck = False
            if is_late:
                log.warning("%s: came back after its time-out", self._printer.name)
            else:
                queued.then(result)

    def _print_list(self, listed: PrintedList) -> PrintResult:
        dots = 0

        def counted() -> Iterator[Bitmap]:
            nonlocal dots
            for strip in listed.draw(self._printer.width_px):
                dots += strip.height_px
                yield strip

        result = self._printer.print_strips(counted())
        self._count(dots, result, is_slip=False)
        return result

    def _print_slip(self, job: PrintJob) -> PrintResult:
        try:
            bitmap = self._render(job.slip, self._printer.width_px, job.language)
        except ValueError as error:
            log.error("slip not printed: %s", error)
            return PrintResult(PrintState.FAILED)
        # Whoever was told that it is unknown may have it printed elsewhere: a job that is late
        # must not be begun, and what was begun late must not be sent.
        if self._is_late() or not self._begin(job.id):
            log.error("slip not printed: it is late, or that it is begun cannot be noted")
            return PrintResult(PrintState.FAILED)
        if self._is_late():
            log.error("slip not printed: it is late")
            return PrintResult(PrintState.FAILED)
        result = self._printer.print_bitmap(bitmap, job.slip.code)
        self._count(bitmap.height_px, result, is_slip=True)
        return result

    def _is_late(self) -> bool:
        """Whether the paper in hand was given up."""
        with self._lock:
            return self._current is None

    def _count(self, dots: int, result: PrintResult, *, is_slip: bool) -> None:
        """A paper of which nobody knows counts as a whole one: better to fetch a roll too
        early than too late."""
        if result.state is not PrintState.FAILED:
            self._use_paper(PaperUsed(dots + self._printer.feed_px, is_slip))

    def _give_up(self, queued: _Queued, limit_s: float) -> None:
        with self._lock:
            if self._current is not queued:
                return
            self._current = None
            self._is_stuck = True
            left = []
            while not self._queue.empty():
                left.append(self._queue.get())
            if None in left:
                self._queue.put(None)
        log.error("%s: blocks since %.0f s", self._printer.name, limit_s)
        self._on_status(PrinterStatus(is_present=True, fault=DeviceFaultKind.TIMEOUT))
        queued.then(PrintResult(PrintState.UNKNOWN, DeviceFaultKind.TIMEOUT))
        for other in left:
            match other:
                case _Queued():
                    other.then(PrintResult(PrintState.FAILED, DeviceFaultKind.TIMEOUT))
                case _Replacement():
                    # It comes after the papers that failed; the thread takes it when it is back.
                    self._queue.put(other)


def prepare_reprint(store: Store, job_id: str, now: datetime) -> PrintJob:
    """Record a reprint by staff and make the job pending again, with the same codes.

    Raises KeyError for an unknown job, StorageFault.
    """
    job = store.get_print_job(job_id)
    with store.transaction() as tx:
        reprint(tx, job, now)
    return store.get_print_job(job_id)


def reprint(tx: Transaction, job: PrintJob, now: datetime, staff: str | None = None) -> None:
    """Record that a slip is printed again, and make its job pending, as `prepare_reprint` says."""
    body = slip_body(SlipAct.REPRINTED, job.slip, job.entry_id, staff=staff)
    tx.append(RecordType.SLIP, body, now)
    tx.prints.set_state(job.id, PrintState.PENDING, now)
