"""Printers that never answer, no longer do, or are not asked; and what a killed process left."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, cast

import pytest

from drivers.printer import open_printer
from drivers.printer.connection import PrinterConnection
from drivers.printer.escpos_printer import EscposPrinter
from drivers.printer.simulated import SimulatedPrinter, Trouble
from drivers.printer.simulated_link import link_to
from kiosk.base.errors import DeviceFaultKind
from kiosk.documents.slip import render_slip
from kiosk.domain.slips.slip import slip_text
from kiosk.domain.station.printer import ImageCommand, PrinterKind
from kiosk.domain.visits.decision import PrintState
from kiosk.ports.printer import PaperState, PrinterStatus, PrintResult, SlipPrinter
from kiosk.services.printing import PRINT_TIMEOUT_S
from kiosk.settings.config import PrinterConfig
from tests.drivers.printer_rigs import Rig, simulated
from tests.drivers.slips import ORDINARY, print_slip
from tests.drivers.test_printer import MIDWAY, OTHER, PRINTED, codes_on

pytestmark = pytest.mark.fault("H2")


@pytest.fixture
def alone(tmp_path: Path) -> Rig:
    return simulated(tmp_path)


def counted(device: SimulatedPrinter, asks_status: bool = True) -> tuple[SlipPrinter, list[bytes]]:
    """A printer on the device, and every answer that it waited for."""
    heard: list[bytes] = []

    def connect() -> PrinterConnection:
        link: Any = link_to(device)
        read = link._read
        link._read = lambda: heard.append(read()) or heard[-1]
        return cast(PrinterConnection, link)

    return EscposPrinter("counted", connect, 384, False, asks_status=asks_status), heard


def test_a_printer_that_never_answered_is_not_waited_for(alone: Rig) -> None:
    """The usual cheap one: known since it was first asked, and asked again while it is idle."""
    printer, heard = counted(alone.device)
    alone.device.misbehave(Trouble.SILENT)
    printer.status()
    assert heard
    heard.clear()
    assert print_slip(printer, ORDINARY, "vi") == PRINTED
    assert heard == []
    alone.device.recover(Trouble.SILENT)
    assert printer.status().paper is PaperState.OK
    alone.device.misbehave(Trouble.PAPER_OUT)
    failed = PrintResult(PrintState.FAILED, DeviceFaultKind.PAPER_OUT)
    assert print_slip(printer, ORDINARY, "vi") == failed


def test_one_that_has_answered_before_and_is_silent_now_is_not_taken_for_printed(
    alone: Rig,
) -> None:
    assert print_slip(alone.printer, ORDINARY, "vi") == PRINTED
    alone.device.misbehave(Trouble.SILENT)
    unknown = PrintResult(PrintState.UNKNOWN, DeviceFaultKind.TIMEOUT)
    assert print_slip(alone.printer, OTHER, "vi") == unknown


def test_a_printer_that_may_not_be_asked_gets_no_question(alone: Rig) -> None:
    printer, heard = counted(alone.device, asks_status=False)
    assert printer.status() == PrinterStatus(is_present=True)
    assert print_slip(printer, ORDINARY, "vi") == PRINTED
    assert heard == []
    alone.device.misbehave(Trouble.ABSENT)
    assert printer.status().fault is DeviceFaultKind.MISSING


@pytest.mark.parametrize("begun_bytes", [20, MIDWAY])
def test_half_a_slip_of_an_earlier_process_comes_out_first(begun_bytes: int, alone: Rig) -> None:
    """The process was killed: the printer still waits for the rest of its picture."""
    alone.device.misbehave(Trouble.DROP, begun_bytes)
    print_slip(alone.printer, ORDINARY, "vi")
    next_process = EscposPrinter("again", partial(link_to, alone.device), 384, has_cutter=False)
    next_process.clear_first()
    assert print_slip(next_process, OTHER, "vi") == PRINTED
    half, whole = alone.device.papers
    assert codes_on([half]) == []
    assert codes_on([whole]) == [slip_text(7)]


def test_silence_after_an_answer_is_not_taken_for_printed(alone: Rig) -> None:
    alone.device.misbehave(Trouble.SILENT, after_bytes=MIDWAY)
    result = print_slip(alone.printer, ORDINARY, "vi")
    assert result == PrintResult(PrintState.UNKNOWN, DeviceFaultKind.TIMEOUT)


@pytest.mark.parametrize("image", ImageCommand)
@pytest.mark.parametrize("has_cutter", [False, True])
def test_a_command_that_breaks_off_at_any_byte_leaves_no_sign_on_the_next_slip(
    image: ImageCommand, has_cutter: bool, tmp_path: Path
) -> None:
    """From the first byte of the job into its first picture."""
    device = simulated(tmp_path, has_cutter=has_cutter).device
    printer = EscposPrinter("x", partial(link_to, device), 384, has_cutter, image)
    expected = render_slip(OTHER, 384, "vi")
    for after_bytes in range(1, 16):
        device.misbehave(Trouble.DROP, after_bytes)
        assert print_slip(printer, ORDINARY, "vi").state is not PrintState.PRINTED
        assert print_slip(printer, OTHER, "vi") == PRINTED
        whole = device.papers[-1]
        assert whole.crop((0, 0, 384, expected.height)).tobytes() == expected.tobytes()


@pytest.mark.parametrize(
    ("config", "at_least_s"),
    [
        (PrinterConfig(kind=PrinterKind.USB, address="04b8:0e15", timeout_s=30.0), 90.0),
        # 384 dots by 110 mm are 42,240 bytes, of which a line of 9600 Bd takes 960 a second.
        (PrinterConfig(kind=PrinterKind.SERIAL, address="/dev/ttyUSB0", baud_rate=9600), 44.0),
    ],
)
def test_a_slip_is_given_the_time_that_its_line_may_need(
    config: PrinterConfig, at_least_s: float, tmp_path: Path
) -> None:
    printer = open_printer(config, tmp_path)
    assert printer is not None
    assert at_least_s < printer.slip_limit_s < 2 * at_least_s


def test_an_ordinary_printer_needs_no_longer_than_any_slip_is_given(tmp_path: Path) -> None:
    printer = open_printer(PrinterConfig(kind=PrinterKind.USB, address="04b8:0e15"), tmp_path)
    assert printer is not None
    assert printer.slip_limit_s <= PRINT_TIMEOUT_S
