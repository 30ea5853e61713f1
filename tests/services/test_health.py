"""Device reports folded into one value."""

from __future__ import annotations

from kiosk.base.clock import ManualClock
from kiosk.base.errors import DeviceFaultKind, NetworkFaultKind
from kiosk.domain.events import (
    ClockJudged,
    CoreEvent,
    HealthChanged,
    RollCounted,
    UnsentCounted,
)
from kiosk.domain.station.health import Health, NetworkState
from kiosk.domain.station.paper_roll import PaperRoll
from kiosk.ports.printer import PaperState, PrinterStatus
from kiosk.services.event_fanout import EventFanout
from kiosk.services.health import HealthBoard
from tests.support.desk import MORNING


def make_board() -> tuple[HealthBoard, list[Health], ManualClock]:
    clock, seen = ManualClock(MORNING), list[Health]()

    def note(event: CoreEvent) -> None:
        assert isinstance(event, HealthChanged)
        seen.append(event.health)

    return HealthBoard(clock, Health(), EventFanout(note)), seen, clock


def test_the_start_is_told_when_somebody_is_there_to_hear() -> None:
    board, seen, _ = make_board()
    assert seen == []
    board.tell()
    assert seen == [Health()]


def test_a_camera_keeps_the_time_of_its_loss() -> None:
    board, seen, clock = make_board()
    board.camera_works()
    assert seen == [], "told on change only"
    for _ in range(3):
        board.camera_lost(DeviceFaultKind.MISSING)
        clock.advance(2)
    assert board.health.camera is DeviceFaultKind.MISSING
    assert board.health.camera_since == MORNING
    assert [health.camera_retries for health in seen] == [0, 1, 2]
    board.camera_works()
    assert board.health == Health()
    assert seen[-1] == Health()


def test_what_a_printer_answers() -> None:
    board, seen, _ = make_board()
    answers = [
        (PrinterStatus(is_present=True), None),
        (PrinterStatus(is_present=False), DeviceFaultKind.MISSING),
        (PrinterStatus(is_present=False, fault=DeviceFaultKind.LOST), DeviceFaultKind.LOST),
        (PrinterStatus(is_present=True, paper=PaperState.EMPTY), DeviceFaultKind.PAPER_OUT),
        (
            PrinterStatus(True, PaperState.EMPTY, DeviceFaultKind.COVER_OPEN),
            DeviceFaultKind.COVER_OPEN,
        ),
        (PrinterStatus(is_present=True, paper=PaperState.LOW), None),
    ]
    for status, fault in answers:
        board.printer_answered(0, status)
        assert board.health.printer is fault
    assert len(seen) == 5


def test_slips_come_from_the_first_printer_that_works() -> None:
    board, _, _ = make_board()
    board.printer_answered(0, PrinterStatus(is_present=True, paper=PaperState.LOW))
    board.printer_answered(1, PrinterStatus(is_present=True))
    board.take(RollCounted(0, PaperRoll(MORNING, 30_000)))
    board.take(RollCounted(1, PaperRoll(MORNING, 50_000)))
    assert board.health == Health(slips_left=30, is_roll_ending=True)
    board.printer_answered(0, PrinterStatus(True, PaperState.EMPTY))
    assert board.health == Health(first_printer=DeviceFaultKind.PAPER_OUT, slips_left=50)
    board.printer_answered(1, PrinterStatus(is_present=False))
    assert board.health == Health(printer=DeviceFaultKind.PAPER_OUT, slips_left=30)
    board.printer_answered(0, PrinterStatus(is_present=True))
    assert board.health == Health(slips_left=30)


def test_a_printer_that_is_put_there_or_taken_away() -> None:
    board, _, _ = make_board()
    board.take(RollCounted(0, PaperRoll(MORNING, 30_000)))
    assert board.health == Health(), "of a printer nobody heard of yet"
    board.printer_answered(0, PrinterStatus(is_present=False))
    board.printer_set(0, is_there=True)
    assert board.health == Health(slips_left=30)
    board.printer_set(0, is_there=False)
    assert board.health == Health(has_printer=False)


def test_scanner_sound_and_clock() -> None:
    board, seen, _ = make_board()
    board.scanner_changed(DeviceFaultKind.LOST)
    assert board.health.scanner is DeviceFaultKind.LOST
    board.scanner_changed(None)
    board.set_sound(False)
    board.set_sound(False)
    board.take(ClockJudged(True))
    assert board.health == Health(has_sound=False, is_clock_suspect=True)
    assert len(seen) == 4


def test_records_and_visits_that_wait() -> None:
    board, _, _ = make_board()
    board.take(UnsentCounted(7, 3))
    assert (board.health.unsent, board.health.unsent_visits) == (7, 3)


def test_the_network_and_what_waits_for_it() -> None:
    board, seen, _ = make_board()
    board.set_network(NetworkState.OFFLINE, NetworkFaultKind.PORTAL)
    board.set_unsent(12)
    board.set_unsent(12)
    assert (board.health.network, board.health.network_fault) == ("offline", "portal")
    board.set_network(NetworkState.ONLINE)
    assert board.health == Health(network=NetworkState.ONLINE, unsent=12)
    assert len(seen) == 3
