"""Two printers: which prints, and that nothing is printed twice (H2)."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from kiosk.base.errors import DeviceFaultKind
from kiosk.domain.station.paper_roll import PaperUsed
from kiosk.domain.visits.decision import PrintState
from kiosk.ports.printer import Bitmap, PaperState, PrinterStatus, PrintResult
from kiosk.services.print_spooler import MISSING, PrintSpooler
from kiosk.services.printing import PrintedList
from tests.services.test_printing import (
    PAPER_OUT,
    PATIENCE_S,
    PRINTED,
    TIMED_OUT,
    UNKNOWN,
    ScriptedPrinter,
    draw,
    make_job,
)

pytestmark = pytest.mark.fault("H2")


@dataclass
class ReleasingPrinter(ScriptedPrinter):
    """Lets another printer go on when it is closed itself."""

    releases: threading.Event = field(default_factory=threading.Event)

    def close(self) -> None:
        super().close()
        self.releases.set()


@dataclass
class Hall:
    """A spooler, and what it told."""

    spooler: PrintSpooler
    reports: queue.SimpleQueue[tuple[str, PrintResult]] = field(default_factory=queue.SimpleQueue)
    statuses: queue.SimpleQueue[tuple[int, PrinterStatus]] = field(
        default_factory=queue.SimpleQueue
    )
    begun: list[str] = field(default_factory=list)
    used: list[tuple[int, PaperUsed]] = field(default_factory=list)
    refuses: set[str] = field(default_factory=set)

    def start(self, *printers: ScriptedPrinter | None) -> None:
        """Begin, and wait until each printer was looked at."""
        self.spooler.start(
            lambda job, result: self.reports.put((job, result)),
            self.begin,
            lambda place, paper: self.used.append((place, paper)),
            printers,
        )
        for _ in [printer for printer in printers if printer]:
            self.statuses.get(timeout=PATIENCE_S)

    def begin(self, job: str) -> bool:
        self.begun.append(job)
        return job not in self.refuses

    def print(self, number: int) -> PrintResult:
        """The end of this job."""
        self.spooler.print_later(make_job(number))
        job, result = self.reports.get(timeout=PATIENCE_S)
        assert job == f"job {number}"
        return result


@pytest.fixture
def hall() -> Iterator[Hall]:
    statuses: queue.SimpleQueue[tuple[int, PrinterStatus]] = queue.SimpleQueue()
    hall = Hall(PrintSpooler(draw, lambda place, status: statuses.put((place, status))))
    hall.statuses = statuses
    yield hall
    hall.spooler.stop(PATIENCE_S)


def test_the_first_printer_prints(hall: Hall) -> None:
    first, second = ScriptedPrinter(), ScriptedPrinter()
    hall.start(first, second)
    assert hall.print(40) == PRINTED
    assert (first.sent, second.sent, hall.begun) == ([40], [], ["job 40"])
    assert hall.used == [(0, PaperUsed(120, is_slip=True))], "the picture and the feed"


def test_the_second_prints_what_the_first_took_nothing_of(hall: Hall) -> None:
    first, second = ScriptedPrinter(results={1: PAPER_OUT}), ScriptedPrinter()
    hall.start(first, second)
    assert hall.print(1) == PRINTED
    assert (first.sent, second.sent) == ([1], [1])
    assert hall.used == [(1, PaperUsed(120, is_slip=True))]


@pytest.mark.parametrize("result", [UNKNOWN, PrintResult(PrintState.UNKNOWN), PRINTED])
def test_of_what_may_be_on_paper_the_second_gets_nothing(hall: Hall, result: PrintResult) -> None:
    first, second = ScriptedPrinter(results={1: result}), ScriptedPrinter()
    hall.start(first, second)
    assert hall.print(1) == result
    assert (first.sent, second.sent) == ([1], [])


def test_where_neither_takes_it_the_first_says_why(hall: Hall) -> None:
    gone = PrintResult(PrintState.FAILED, DeviceFaultKind.MISSING)
    hall.start(ScriptedPrinter(results={1: PAPER_OUT}), ScriptedPrinter(results={1: gone}))
    assert hall.print(1) == PAPER_OUT
    assert hall.used == []


def test_a_printer_known_to_fail_is_tried_last(hall: Hall) -> None:
    first, second = ScriptedPrinter(fault=DeviceFaultKind.PAPER_OUT), ScriptedPrinter()
    hall.start(first, second)
    assert hall.print(1) == PRINTED
    assert (first.sent, second.sent) == ([], [1])
    second.results = {2: PAPER_OUT}
    assert hall.print(2) == PRINTED, "it may have been mended meanwhile"
    assert first.sent == [2]


def test_a_job_that_cannot_be_noted_as_begun_is_not_sent(hall: Hall) -> None:
    printer = ScriptedPrinter()
    hall.start(printer)
    hall.refuses = {"job 1"}
    assert hall.print(1).state is PrintState.FAILED
    assert printer.sent == []


def test_without_a_printer_every_job_fails_at_once(hall: Hall) -> None:
    hall.start(None, None)
    assert hall.print(1) == MISSING
    told: list[PrintResult] = []
    hall.spooler.print_list(PrintedList(lambda width_px: [], told.append))
    hall.spooler.print_at(0, PrintedList(lambda width_px: [], told.append))
    assert told == [MISSING, MISSING]


def test_a_list_goes_to_the_second_too_and_a_trial_to_its_printer_alone(hall: Hall) -> None:
    first, second = ScriptedPrinter(paper=PaperState.EMPTY), ScriptedPrinter()
    hall.start(first, second)
    told: queue.SimpleQueue[PrintResult] = queue.SimpleQueue()
    strips = [Bitmap(384, 40, b""), Bitmap(384, 60, b"")]
    hall.spooler.print_list(PrintedList(lambda width_px: strips, told.put))
    assert told.get(timeout=PATIENCE_S) == PRINTED
    hall.spooler.print_at(0, PrintedList(lambda width_px: strips, told.put))
    assert told.get(timeout=PATIENCE_S) == PAPER_OUT
    assert (first.sent, second.sent) == ([100, 100], [100])
    assert hall.used == [(1, PaperUsed(220, is_slip=False))]


def test_another_printer_is_used_after_the_papers_that_wait(hall: Hall) -> None:
    before, after = ScriptedPrinter(blocks={1}), ScriptedPrinter()
    hall.start(before)
    hall.spooler.print_later(make_job(1))
    hall.spooler.print_later(make_job(2))
    assert before.started.wait(PATIENCE_S)
    hall.spooler.set_printer(0, after)
    hall.spooler.print_later(make_job(3))
    before.release.set()
    ends = [hall.reports.get(timeout=PATIENCE_S) for _ in range(3)]
    assert ends == [(f"job {number}", PRINTED) for number in (1, 2, 3)]
    assert (before.sent, after.sent, before.is_closed) == ([1, 2], [3], True)


def test_a_printer_comes_and_goes(hall: Hall) -> None:
    hall.start(None)
    printer = ScriptedPrinter()
    hall.spooler.set_printer(0, printer)
    assert hall.print(1) == PRINTED
    hall.spooler.set_printer(0, None)
    assert hall.print(2) == MISSING
    hall.spooler.set_printer(0, None)
    assert printer.sent == [1]


def test_what_an_earlier_process_left_comes_out_once_before_the_next_paper(hall: Hall) -> None:
    printer = ScriptedPrinter()
    hall.start(printer)
    hall.spooler.clear_first()
    assert hall.print(1) == PRINTED
    assert hall.print(2) == PRINTED
    assert printer.clearings == 1


def test_after_a_bug_that_ends_one_printer_the_other_goes_on(hall: Hall) -> None:
    first, second = ScriptedPrinter(), ScriptedPrinter()
    hall.start(first, second)
    first.status_bug = ZeroDivisionError()
    assert hall.print(1) == PRINTED
    place, status = hall.statuses.get(timeout=PATIENCE_S)
    assert (place, status.fault) == (0, DeviceFaultKind.LOST)
    assert hall.print(2) == PRINTED
    assert (first.sent, second.sent) == ([1], [2])


def test_at_the_stop_all_printers_are_told_before_any_is_waited_for(hall: Hall) -> None:
    first, second = ScriptedPrinter(blocks={1}), ReleasingPrinter()
    second.releases = first.release
    hall.start(first, second)
    hall.spooler.print_later(make_job(1))
    assert first.started.wait(PATIENCE_S)
    assert hall.spooler.stop(PATIENCE_S), "the second ended while the first still printed"
    assert hall.reports.get(timeout=PATIENCE_S) == ("job 1", PRINTED)


def test_a_stuck_printer_hands_the_waiting_jobs_to_the_second(
    monkeypatch: pytest.MonkeyPatch, hall: Hall
) -> None:
    monkeypatch.setattr("kiosk.services.print_spooler.PRINT_TIMEOUT_S", 0.2)
    first, second = ScriptedPrinter(blocks={1}), ScriptedPrinter()
    hall.start(first, second)
    hall.spooler.print_later(make_job(1))
    assert first.started.wait(PATIENCE_S)
    hall.spooler.print_later(make_job(2))
    ends = sorted(hall.reports.get(timeout=PATIENCE_S) for _ in range(2))
    assert ends == [("job 1", TIMED_OUT), ("job 2", PRINTED)]
    other = ScriptedPrinter()
    hall.spooler.set_printer(0, other)
    assert hall.print(3) == PRINTED
    first.release.set()
    assert (first.sent, second.sent, other.sent) == ([1], [2], [3])
