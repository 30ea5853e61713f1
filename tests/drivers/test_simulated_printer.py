"""The simulated printer's moving parts: roll, head, speed, buffer, and paper that is torn off."""

from __future__ import annotations

import threading
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from PIL import Image

from drivers.printer.escpos_printer import EscposPrinter
from drivers.printer.mechanism import DOTS_PER_MM, Mechanics
from drivers.printer.simulated import SimulatedPrinter
from drivers.printer.simulated_link import link_to
from drivers.printer.trouble import Trouble
from kiosk.base.clock import ManualClock
from kiosk.base.errors import DeviceFaultKind
from kiosk.documents.slip import render_slip
from kiosk.domain.visits.decision import PrintState
from kiosk.ports.printer import PaperState, PrintResult
from tests.drivers.slips import ORDINARY, print_slip

PRINTED = PrintResult(PrintState.PRINTED)
WIDTH_PX = 384
ROW = b"\x1dv0\x00\x30\x00\x01\x00" + b"\xff" * 48
"""One black row."""
TIMEOUT_S = 0.2
AT = datetime(2026, 11, 30, tzinfo=UTC)


def made(
    folder: Path, mechanics: Mechanics, *, has_cutter: bool = False
) -> tuple[SimulatedPrinter, EscposPrinter, ManualClock]:
    clock = ManualClock(AT)
    device = SimulatedPrinter(
        folder, WIDTH_PX, TIMEOUT_S, has_cutter, mechanics, monotonic=clock.monotonic
    )
    printer = EscposPrinter("simulated", partial(link_to, device), WIDTH_PX, has_cutter)
    return device, printer, clock


def dots(picture: Image.Image) -> bytes:
    return picture.tobytes()


@pytest.mark.parametrize("has_cutter", [False, True])
def test_a_roll_that_ends_amidst_a_slip_leaves_a_half_and_the_next_slip_is_whole(
    has_cutter: bool, tmp_path: Path
) -> None:
    device, printer, _ = made(tmp_path, Mechanics(roll_mm=30), has_cutter=has_cutter)
    out = PrintResult(PrintState.UNKNOWN, DeviceFaultKind.PAPER_OUT)
    assert print_slip(printer, ORDINARY, "vi") == out
    expected = render_slip(ORDINARY, WIDTH_PX, "vi")
    begun = expected.crop((0, 0, WIDTH_PX, 30 * DOTS_PER_MM))
    assert dots(device.look().hanging) == dots(begun)
    assert printer.status().paper is PaperState.EMPTY
    assert device.papers == [], "nothing has come off it yet"
    device.load_roll(20_000)
    assert dots(device.papers[0]) == dots(begun)
    assert print_slip(printer, ORDINARY, "vi") == PRINTED
    whole = device.papers[-1]
    assert dots(whole.crop((0, 0, WIDTH_PX, expected.height))) == dots(expected)
    assert device.look().left_mm < 20_000


def test_the_sensor_of_a_nearly_empty_roll(tmp_path: Path) -> None:
    device, printer, _ = made(tmp_path, Mechanics(roll_mm=1_000, near_end_mm=900))
    assert printer.status().paper is PaperState.OK
    assert print_slip(printer, ORDINARY, "vi") == PRINTED
    assert device.look().left_mm < 900
    assert printer.status().paper is PaperState.LOW


def test_paper_comes_out_as_the_clock_lets_it(tmp_path: Path) -> None:
    device, _, clock = made(tmp_path, Mechanics(mm_per_s=10))
    connection = device.connect()
    device.write(connection, ROW * 16)
    assert device.look().hanging.height == 0
    clock.advance(0.1)
    assert device.look().hanging.height == 8
    assert device.look().is_busy
    clock.advance(10)
    assert device.look().hanging.height == 16
    assert not device.look().is_busy
    # Time that passed while there was nothing to print is no head start.
    device.write(connection, ROW)
    assert device.look().hanging.height == 16


def test_a_full_buffer_keeps_the_writer_waiting(tmp_path: Path) -> None:
    device, _, clock = made(tmp_path, Mechanics(mm_per_s=10, buffer_bytes=len(ROW)))
    connection = device.connect()
    with pytest.raises(TimeoutError):
        device.write(connection, ROW * 3)
    assert len(ROW) <= device.received < 3 * len(ROW)
    assert device.look().hanging.height == 0
    clock.advance(10)
    device.write(connection, b"\0")
    assert device.look().hanging.height == 1


def test_a_writer_who_waits_goes_on_when_there_is_room(tmp_path: Path) -> None:
    device = SimulatedPrinter(
        tmp_path, WIDTH_PX, 10.0, mechanics=Mechanics(mm_per_s=20, buffer_bytes=len(ROW))
    )
    device.write(device.connect(), ROW * 4)
    assert device.received == 4 * len(ROW)


def test_a_hot_head_stops_until_it_has_cooled(tmp_path: Path) -> None:
    device, printer, clock = made(tmp_path, Mechanics(most_heat_mm=2, cools_mm_per_s=1))
    connection = device.connect()
    device.write(connection, ROW * 20)
    assert device.look().hanging.height == 2 * DOTS_PER_MM
    assert printer.status().fault is DeviceFaultKind.OVERHEATED
    assert device.look().troubles == {Trouble.OVERHEATED}
    clock.advance(1.5)
    assert device.look().hanging.height == 20
    assert printer.status().fault is None


def test_an_answer_takes_its_time(tmp_path: Path) -> None:
    device, _, clock = made(tmp_path, Mechanics(answer_s=0.2))
    connection = device.connect()
    device.write(connection, b"\x10\x04\x04")
    assert device.read(connection) == b""
    clock.advance(0.2)
    assert device.read(connection) == b"\x12"


def test_torn_off_amidst_a_slip_it_is_two_papers(tmp_path: Path) -> None:
    device, _, _ = made(tmp_path, Mechanics())
    connection = device.connect()
    device.write(connection, ROW * 5)
    device.tear_off()
    assert device.look().hanging.height == 0
    device.write(connection, ROW * 2 + b"\x1bd\x01")
    assert [paper.height for paper in device.papers] == [5, 2 + 30]
    assert device.look().hanging.height == 32
    device.tear_off()
    assert (device.look().hanging.height, device.look().printed) == (0, 2)


def test_slips_hang_one_below_the_other_until_they_are_torn_off(tmp_path: Path) -> None:
    device, printer, _ = made(tmp_path, Mechanics(), has_cutter=True)
    for _ in range(2):
        assert print_slip(printer, ORDINARY, "vi") == PRINTED
    height = sum(paper.height for paper in device.papers)
    assert device.look().hanging.height == height


def test_columns_split_by_the_end_of_the_roll(tmp_path: Path) -> None:
    device, _, _ = made(tmp_path, Mechanics(roll_mm=2))
    column = b"\x1b*\x21\x01\x00\xff\xff\xff\n"
    device.write(device.connect(), column)
    assert device.look().hanging.height == 2 * DOTS_PER_MM
    device.load_roll(100)
    device.tear_off()
    assert [paper.height for paper in device.papers] == [16, 8]


def test_a_line_that_breaks_wakes_whoever_waits(tmp_path: Path) -> None:
    device = SimulatedPrinter(tmp_path, WIDTH_PX, 10.0)
    device.misbehave(Trouble.BLOCKED)
    connection = device.connect()
    thread = threading.Timer(0.05, device.misbehave, [Trouble.ABSENT])
    thread.start()
    with pytest.raises(OSError, match="gone"):
        device.write(connection, ROW)
    thread.join()
