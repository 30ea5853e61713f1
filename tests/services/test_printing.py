"""The printer's thread: results, a printer that blocks, and the end."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from kiosk.base.errors import DeviceFaultKind
from kiosk.domain.slips.slip import Slip, human_code, slip_text
from kiosk.domain.visits.decision import Direction, PrintState
from kiosk.ports.printer import Bitmap, PaperState, PrinterStatus, PrintResult
from kiosk.ports.prints import PrintJob
from kiosk.services.printing import NoPrinter, PrintedList, PrintService
from tests.support.desk import MORNING, TZ, VENUE

PATIENCE_S = 10.0
TOO_LARGE = 99
PRINTED = PrintResult(PrintState.PRINTED)
PAPER_OUT = PrintResult(PrintState.FAILED, DeviceFaultKind.PAPER_OUT)
UNKNOWN = PrintResult(PrintState.UNKNOWN, DeviceFaultKind.LOST)
TIMED_OUT = PrintResult(PrintState.UNKNOWN, DeviceFaultKind.TIMEOUT)


def make_job(number: int) -> PrintJob:
    slip = Slip(
        slip_id=number,
        code=slip_text(number),
        human_code=human_code(number),
        venue_name=VENUE.name,
        gate_name=VENUE.gate,
        hotlines=(),
        direction=Direction.ARRIVAL,
        at=MORNING,
        time_zone=TZ,
        name_hint="",
        valid_until=MORNING + timedelta(hours=72),
    )
    return PrintJob(f"job {number}", "entry", slip, "vi", PrintState.PENDING, 0)


def draw(slip: Slip, width_px: int, language: str) -> Bitmap:
    """A picture whose width is the slip's number."""
    assert (width_px, language) == (384, "vi")
    if slip.slip_id == TOO_LARGE:
        raise ValueError("no room")
    return Bitmap(slip.slip_id, 0, b"")


@dataclass
class ScriptedPrinter:
    """Answers as told; a slip whose id is in `blocks` waits for `release`."""

    results: dict[int, PrintResult] = field(default_factory=dict)
    blocks: set[int] = field(default_factory=set)
    bugs: set[int] = field(default_factory=set)
    release: threading.Event = field(default_factory=threading.Event)
    started: threading.Event = field(default_factory=threading.Event)
    sent: list[int] = field(default_factory=list)
    paper: PaperState = PaperState.OK
    fault: DeviceFaultKind | None = None
    is_closed: bool = False
    name: str = "scripted"
    width_px: int = 384
    feed_px: int = 120
    slip_limit_s: float = 0.0
    clearings: int = 0
    status_bug: Exception | None = None

    def status(self) -> PrinterStatus:
        if self.status_bug is not None:
            raise self.status_bug
        return PrinterStatus(is_present=True, paper=self.paper, fault=self.fault)

    def print_bitmap(self, bitmap: Bitmap, code: str) -> PrintResult:
        number = bitmap.width_px
        assert code == slip_text(number)
        self.sent.append(number)
        self.started.set()
        if number in self.bugs:
            raise ZeroDivisionError
        if number in self.blocks:
            assert self.release.wait(PATIENCE_S)
        return self.results.get(number, PRINTED)

    def print_strips(self, strips: Iterable[Bitmap]) -> PrintResult:
        drawn = [strip.height_px for strip in strips]
        self.sent.append(sum(drawn))
        return PAPER_OUT if PaperState.EMPTY is self.paper else PRINTED

    def clear_first(self) -> None:
        self.clearings += 1

    def close(self) -> None:
        self.is_closed = True


@dataclass
class Desk:
    """Receives what the service reports."""

    reports: queue.SimpleQueue[tuple[str, PrintResult]] = field(default_factory=queue.SimpleQueue)
    statuses: queue.SimpleQueue[PrinterStatus] = field(default_factory=queue.SimpleQueue)

    def report(self, job_id: str, result: PrintResult) -> None:
        self.reports.put((job_id, result))

    def next(self) -> tuple[str, PrintResult]:
        return self.reports.get(timeout=PATIENCE_S)


@pytest.fixture
def printer() -> Iterator[ScriptedPrinter]:
    printer = ScriptedPrinter()
    yield printer
    printer.release.set()


@pytest.fixture
def desk() -> Desk:
    return Desk()


def start(printer: ScriptedPrinter, desk: Desk, timeout_s: float = PATIENCE_S) -> PrintService:
    service = PrintService(printer, draw, desk.statuses.put, timeout_s, poll_s=PATIENCE_S)
    service.start(desk.report)
    return service


def test_results_come_back_in_order_and_nothing_is_tried_twice(
    printer: ScriptedPrinter, desk: Desk
) -> None:
    printer.results = {2: PAPER_OUT, 3: UNKNOWN}
    service = start(printer, desk)
    for number in (1, 2, 3, 4):
        service.print_later(make_job(number))
    assert [desk.next() for _ in range(4)] == [
        ("job 1", PRINTED),
        ("job 2", PAPER_OUT),
        ("job 3", UNKNOWN),
        ("job 4", PRINTED),
    ]
    assert service.stop(PATIENCE_S)
    assert printer.sent == [1, 2, 3, 4]
    assert printer.is_closed


def test_a_slip_that_does_not_fit_fails_and_the_next_one_prints(
    printer: ScriptedPrinter, desk: Desk
) -> None:
    service = start(printer, desk)
    service.print_later(make_job(TOO_LARGE))
    service.print_later(make_job(1))
    failed = PrintResult(PrintState.FAILED)
    assert [desk.next(), desk.next()] == [(f"job {TOO_LARGE}", failed), ("job 1", PRINTED)]
    assert printer.sent == [1]
    assert service.stop(PATIENCE_S)


def test_h2_a_printer_that_blocks_for_ever_blocks_nobody(
    printer: ScriptedPrinter, desk: Desk
) -> None:
    printer.blocks = {1}
    service = start(printer, desk, timeout_s=0.05)
    service.print_later(make_job(1))
    assert printer.started.wait(PATIENCE_S)
    assert desk.next() == ("job 1", TIMED_OUT), "the paper may or may not be out"
    service.print_later(make_job(2))
    failed = PrintResult(PrintState.FAILED, DeviceFaultKind.TIMEOUT)
    assert desk.next() == ("job 2", failed), "nothing was sent"
    assert not service.stop(0.01), "and the stop does not wait"
    assert printer.sent == [1]
    faults = [desk.statuses.get(timeout=PATIENCE_S).fault for _ in range(2)]
    assert faults == [None, DeviceFaultKind.TIMEOUT]


def test_jobs_behind_a_blocked_one_fail_and_the_printer_may_come_back(
    printer: ScriptedPrinter, desk: Desk
) -> None:
    printer.blocks = {1}
    service = start(printer, desk, timeout_s=0.2)
    service.print_later(make_job(1))
    assert printer.started.wait(PATIENCE_S)
    service.print_later(make_job(2))
    assert desk.next() == ("job 1", TIMED_OUT)
    assert desk.next() == ("job 2", PrintResult(PrintState.FAILED, DeviceFaultKind.TIMEOUT))
    printer.release.set()
    statuses = [desk.statuses.get(timeout=PATIENCE_S) for _ in range(3)]
    assert [status.fault for status in statuses] == [None, DeviceFaultKind.TIMEOUT, None]
    service.print_later(make_job(3))
    assert desk.next() == ("job 3", PRINTED), "the late end of job 1 was not reported again"
    assert service.stop(PATIENCE_S)
    assert printer.sent == [1, 3]


@pytest.mark.fault("H2")
@pytest.mark.parametrize("late_at", ["drawing", "beginning"])
def test_a_slip_that_was_given_up_before_it_was_sent_is_not_sent_any_more(
    printer: ScriptedPrinter, desk: Desk, late_at: str
) -> None:
    """Staff who were told that it is unknown may have printed it on the second printer."""
    given_up = threading.Event()
    begun: list[str] = []

    def wait(where: str) -> None:
        if where == late_at:
            assert given_up.wait(PATIENCE_S)

    def draw_late(slip: Slip, width_px: int, language: str) -> Bitmap:
        wait("drawing")
        return draw(slip, width_px, language)

    def begin(job_id: str) -> bool:
        begun.append(job_id)
        wait("beginning")
        return True

    service = PrintService(printer, draw_late, desk.statuses.put, 0.05, poll_s=PATIENCE_S)
    service.start(desk.report, begin)
    service.print_later(make_job(1))
    assert desk.next() == ("job 1", TIMED_OUT)
    given_up.set()
    assert service.stop(PATIENCE_S)
    assert printer.sent == []
    assert begun == ([] if late_at == "drawing" else ["job 1"])


def test_a_printer_that_may_need_longer_is_not_given_up_before(
    printer: ScriptedPrinter, desk: Desk
) -> None:
    printer.blocks, printer.slip_limit_s = {1}, PATIENCE_S
    service = start(printer, desk, timeout_s=0.0)
    service.print_later(make_job(1))
    assert printer.started.wait(PATIENCE_S)
    printer.release.set()
    assert desk.next() == ("job 1", PRINTED)
    assert service.stop(PATIENCE_S)


def test_what_waits_at_the_stop_stays_pending(printer: ScriptedPrinter, desk: Desk) -> None:
    printer.blocks = {1}
    service = start(printer, desk)
    service.print_later(make_job(1))
    assert printer.started.wait(PATIENCE_S)
    service.print_later(make_job(2))
    assert not service.stop(0.01)
    service.print_later(make_job(3))
    printer.release.set()
    assert desk.next() == ("job 1", PRINTED)
    assert service.stop(PATIENCE_S)
    assert printer.sent == [1]
    assert desk.reports.empty()


def test_a_stop_ends_even_when_the_time_out_found_it_in_the_queue(
    printer: ScriptedPrinter, desk: Desk
) -> None:
    printer.blocks = {1}
    service = start(printer, desk, timeout_s=0.2)
    service.print_later(make_job(1))
    assert printer.started.wait(PATIENCE_S)
    assert not service.stop(0.01)
    assert desk.next() == ("job 1", TIMED_OUT)
    printer.release.set()
    assert service.stop(PATIENCE_S)


def test_an_idle_printer_is_asked_how_it_is(printer: ScriptedPrinter, desk: Desk) -> None:
    service = PrintService(printer, draw, desk.statuses.put, PATIENCE_S, poll_s=0.01)
    service.start(desk.report)
    assert desk.statuses.get(timeout=PATIENCE_S).paper is PaperState.OK
    printer.paper = PaperState.EMPTY
    while desk.statuses.get(timeout=PATIENCE_S).paper is not PaperState.EMPTY:
        pass
    assert service.stop(PATIENCE_S)


def test_a_bug_in_the_printer_leaves_the_job_unknown_and_the_next_one_prints(
    printer: ScriptedPrinter, desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    printer.bugs = {1}
    service = start(printer, desk)
    service.print_later(make_job(1))
    assert desk.next() == ("job 1", PrintResult(PrintState.UNKNOWN))
    service.print_later(make_job(2))
    assert desk.next() == ("job 2", PRINTED)
    assert service.stop(PATIENCE_S)
    assert printer.is_closed
    (said,) = [record for record in caplog.records if record.levelname == "CRITICAL"]
    assert (said.getMessage(), bool(said.exc_info)) == ("scripted: a bug ended job 1", True)


def test_a_thread_that_ends_by_a_bug_says_that_the_printer_is_lost(
    printer: ScriptedPrinter, desk: Desk
) -> None:
    service = start(printer, desk)
    assert desk.statuses.get(timeout=PATIENCE_S).fault is None
    assert service.works
    printer.status_bug = ZeroDivisionError()
    service.print_later(make_job(1))
    assert desk.next() == ("job 1", PRINTED)
    lost = PrinterStatus(is_present=False, fault=DeviceFaultKind.LOST)
    assert desk.statuses.get(timeout=PATIENCE_S) == lost
    assert service.stop(PATIENCE_S)
    assert not service.works
    assert printer.is_closed


def test_without_a_printer_every_job_fails_at_once(desk: Desk) -> None:
    service = NoPrinter()
    service.start(desk.report)
    service.print_later(make_job(1))
    assert desk.next() == ("job 1", PrintResult(PrintState.FAILED, DeviceFaultKind.MISSING))
    assert service.stop(0.0)


def test_a_list_takes_its_turn_among_the_slips(printer: ScriptedPrinter, desk: Desk) -> None:
    printer.blocks = {1}
    service = start(printer, desk)
    widths: list[int] = []
    told: queue.SimpleQueue[PrintResult] = queue.SimpleQueue()

    def draw_list(width_px: int) -> Iterator[Bitmap]:
        widths.append(width_px)
        return iter([Bitmap(width_px, 40, b""), Bitmap(width_px, 60, b"")])

    service.print_later(make_job(1))
    assert printer.started.wait(PATIENCE_S)
    service.print_list(PrintedList(draw_list, told.put))
    service.print_later(make_job(2))
    printer.release.set()
    assert told.get(timeout=PATIENCE_S) == PRINTED
    assert [desk.next()[0], desk.next()[0]] == ["job 1", "job 2"]
    assert service.stop(PATIENCE_S)
    assert (printer.sent, widths) == ([1, 100, 2], [384])


def test_a_list_hears_of_a_stuck_printer_too(printer: ScriptedPrinter, desk: Desk) -> None:
    printer.blocks = {1}
    service = start(printer, desk, timeout_s=0.05)
    told: queue.SimpleQueue[PrintResult] = queue.SimpleQueue()
    service.print_later(make_job(1))
    assert desk.next() == ("job 1", TIMED_OUT)
    service.print_list(PrintedList(lambda width_px: [], told.put))
    failed = PrintResult(PrintState.FAILED, DeviceFaultKind.TIMEOUT)
    assert told.get(timeout=PATIENCE_S) == failed
    assert not service.stop(0.01)


def test_without_a_printer_a_list_fails_at_once() -> None:
    told: list[PrintResult] = []
    NoPrinter().print_list(PrintedList(lambda width_px: [], told.append))
    assert told == [PrintResult(PrintState.FAILED, DeviceFaultKind.MISSING)]
