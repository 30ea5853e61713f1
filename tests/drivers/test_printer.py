"""The slip printer's contract and its faults (H2), on the real driver and real python-escpos."""

from __future__ import annotations

import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from pathlib import Path

import pytest
import usb.core
import zxingcpp
from PIL import Image

from drivers.printer import open_printer
from drivers.printer.escpos_printer import EscposPrinter
from drivers.printer.mechanism import BUFFER_BYTES
from drivers.printer.transports import NetworkLink, UsbLink
from drivers.printer.trouble import Trouble
from kiosk.base.errors import DeviceFault, DeviceFaultKind
from kiosk.documents.slip import render_slip, slip_bitmap
from kiosk.documents.typesetting import SlipDoesNotFit
from kiosk.domain.slips.slip import slip_text
from kiosk.domain.visits.decision import PrintState
from kiosk.ports.printer import PaperState, PrintResult, SlipPrinter
from kiosk.settings.config import PrinterConfig, PrinterKind
from tests.drivers.printer_rigs import (
    TIMEOUT_S,
    Rig,
    over_file,
    over_network,
    over_serial,
    over_usb,
    simulated,
)
from tests.drivers.slips import LANGUAGES, LONGEST, ORDINARY, WIDTHS, print_slip
from tests.drivers.usb_bus import UsbBus

pytestmark = pytest.mark.fault("H2")

PRINTED = PrintResult(PrintState.PRINTED)
OTHER = replace(ORDINARY, slip_id=7, code=slip_text(7), human_code="111222334")
MIDWAY = 6000
"""Bytes into the job: behind the first slice, amidst the second."""

RIGS: dict[str, Callable[[Path], AbstractContextManager[Rig]]] = {
    "simulated": lambda folder: nullcontext(simulated(folder)),
    "network": over_network,
    "serial": over_serial,
    "file": over_file,
    "usb": over_usb,
}


@pytest.fixture(params=RIGS)
def rig(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Rig]:
    with RIGS[request.param](tmp_path) as made:
        yield made


@pytest.fixture
def alone(tmp_path: Path) -> Rig:
    return simulated(tmp_path)


def codes_on(papers: list[Image.Image]) -> list[str]:
    return [
        symbol.text for paper in papers for symbol in zxingcpp.read_barcodes(paper.convert("L"))
    ]


def wait_for_papers(rig: Rig, count: int) -> None:
    """The device works on its own thread behind a pipe or a line."""
    end = time.monotonic() + 10
    while len(rig.device.papers) < count and time.monotonic() < end:
        time.sleep(0.005)
    assert len(rig.device.papers) == count


# The contract, on every transport


def test_slips_come_out_whole_and_once(rig: Rig) -> None:
    assert print_slip(rig.printer, ORDINARY, "vi") == PRINTED
    assert print_slip(rig.printer, OTHER, "en") == PRINTED
    wait_for_papers(rig, 2)
    assert codes_on(rig.device.papers) == [ORDINARY.code, slip_text(7)]
    expected = render_slip(ORDINARY, 384, "vi")
    printed = rig.device.papers[0].crop((0, 0, 384, expected.height))
    assert printed.tobytes() == expected.tobytes()


def test_status_of_a_healthy_printer(rig: Rig) -> None:
    status = rig.printer.status()
    assert status.is_present
    assert status.fault is None
    assert status.paper is (PaperState.OK if rig.answers else PaperState.UNKNOWN)


def test_a_blocked_printer_gives_unknown_or_failed_in_time(rig: Rig) -> None:
    bitmap = slip_bitmap(LONGEST, rig.printer.width_px, "vi")
    rig.device.misbehave(Trouble.BLOCKED, after_bytes=MIDWAY)
    started = time.monotonic()
    result = rig.printer.print_bitmap(bitmap, LONGEST.code)
    took_s = time.monotonic() - started
    rig.device.recover(Trouble.BLOCKED)
    assert result.state is PrintState.UNKNOWN or not rig.answers
    # The picture is read once more before it goes: seconds, where all cores are busy.
    assert took_s < 4 * TIMEOUT_S + 10.0


def test_closing_twice_is_safe(rig: Rig) -> None:
    rig.printer.close()
    rig.printer.close()


# The simulated printer: exact bytes


@pytest.mark.parametrize("width_px", WIDTHS)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("has_cutter", [False, True])
def test_the_paper_is_bit_exact(
    width_px: int, language: str, has_cutter: bool, tmp_path: Path
) -> None:
    rig = simulated(tmp_path, width_px, has_cutter)
    assert print_slip(rig.printer, LONGEST, language) == PRINTED
    expected = render_slip(LONGEST, width_px, language)
    (paper,) = rig.device.papers
    assert paper.crop((0, 0, width_px, expected.height)).tobytes() == expected.tobytes()
    rest = paper.crop((0, expected.height, width_px, paper.height))
    assert rest.height > 0
    assert rest.getextrema() == (255, 255)
    saved = Image.open(tmp_path / "slip-001.png")
    assert saved.width > width_px
    assert codes_on([saved]) == [LONGEST.code]


def test_the_next_start_of_the_demo_prints_into_the_given_folder(tmp_path: Path) -> None:
    printer = open_printer(PrinterConfig(kind=PrinterKind.SIMULATED), tmp_path / "slips")
    assert printer is not None
    assert print_slip(printer, ORDINARY, "vi") == PRINTED
    assert (tmp_path / "slips" / "slip-001.png").is_file()


def test_no_printer_is_none(tmp_path: Path) -> None:
    assert open_printer(PrinterConfig(), tmp_path) is None


# H2: absent, unplugged, paper, cover, blocked


def test_absent_at_start_fails_and_works_when_plugged_in(alone: Rig) -> None:
    alone.device.misbehave(Trouble.ABSENT)
    assert not alone.printer.status().is_present
    failed = PrintResult(PrintState.FAILED, DeviceFaultKind.MISSING)
    assert print_slip(alone.printer, ORDINARY, "vi") == failed
    alone.device.recover(Trouble.ABSENT)
    assert alone.printer.status().is_present
    assert alone.device.papers == []
    assert print_slip(alone.printer, ORDINARY, "vi") == PRINTED


@pytest.mark.parametrize("trouble", [Trouble.DROP, Trouble.REBOOT, Trouble.ABSENT])
@pytest.mark.parametrize("after_bytes", [20, MIDWAY, 12_345])
def test_lost_midway_is_unknown_and_the_next_slip_stands_alone(
    trouble: Trouble, after_bytes: int, alone: Rig
) -> None:
    alone.device.misbehave(trouble, after_bytes)
    lost = PrintResult(PrintState.UNKNOWN, DeviceFaultKind.LOST)
    assert print_slip(alone.printer, ORDINARY, "vi") == lost
    alone.device.recover(trouble)
    assert alone.device.papers == [], "nothing may print on its own"
    assert print_slip(alone.printer, OTHER, "vi") == PRINTED
    half, whole = alone.device.papers
    assert codes_on([half]) == []
    expected = render_slip(OTHER, 384, "vi")
    assert whole.crop((0, 0, 384, expected.height)).tobytes() == expected.tobytes()


@pytest.mark.parametrize("trouble", [Trouble.DROP, Trouble.REBOOT])
def test_a_break_between_jobs_is_not_noticed(trouble: Trouble, alone: Rig) -> None:
    assert print_slip(alone.printer, ORDINARY, "vi") == PRINTED
    alone.device.misbehave(trouble)
    assert print_slip(alone.printer, OTHER, "vi") == PRINTED
    assert len(alone.device.papers) == 2


def test_unplugged_after_the_last_byte_is_unknown(alone: Rig) -> None:
    print_slip(alone.printer, ORDINARY, "vi")
    whole_job = alone.device.received
    alone.device.misbehave(Trouble.ABSENT, whole_job)
    result = print_slip(alone.printer, ORDINARY, "vi")
    assert result == PrintResult(PrintState.UNKNOWN, DeviceFaultKind.LOST)


@pytest.mark.parametrize(
    ("trouble", "kind"),
    [
        (Trouble.PAPER_OUT, DeviceFaultKind.PAPER_OUT),
        (Trouble.COVER_OPEN, DeviceFaultKind.COVER_OPEN),
        (Trouble.OVERHEATED, DeviceFaultKind.OVERHEATED),
        (Trouble.CUTTER_JAM, DeviceFaultKind.CUTTER_JAM),
        (Trouble.UNRECOVERABLE, DeviceFaultKind.UNRECOVERABLE),
        (Trouble.UNEXPLAINED, DeviceFaultKind.UNRECOVERABLE),
        (Trouble.WEB_SERVER, DeviceFaultKind.NOT_A_PRINTER),
    ],
)
def test_a_printer_that_says_no_gets_nothing(
    trouble: Trouble, kind: DeviceFaultKind, alone: Rig
) -> None:
    alone.device.misbehave(trouble)
    assert alone.printer.status().fault is kind
    assert print_slip(alone.printer, ORDINARY, "vi") == PrintResult(PrintState.FAILED, kind)
    assert alone.device.received == 0
    alone.device.recover(trouble)
    assert print_slip(alone.printer, ORDINARY, "vi") == PRINTED
    assert len(alone.device.papers) == 1


@pytest.mark.parametrize(
    ("trouble", "expected"),
    [
        (
            Trouble.CUTTER_JAM,
            PrintResult(PrintState.UNKNOWN, DeviceFaultKind.CUTTER_JAM),
        ),
        (
            Trouble.UNRECOVERABLE,
            PrintResult(PrintState.UNKNOWN, DeviceFaultKind.UNRECOVERABLE),
        ),
        (
            Trouble.WEB_SERVER,
            PrintResult(PrintState.FAILED, DeviceFaultKind.NOT_A_PRINTER),
        ),
    ],
)
def test_an_error_that_comes_during_a_job_is_never_printed(
    trouble: Trouble, expected: PrintResult, alone: Rig
) -> None:
    print_slip(alone.printer, ORDINARY, "vi")
    alone.device.misbehave(trouble, alone.device.received - 10)
    assert print_slip(alone.printer, ORDINARY, "vi") == expected


@pytest.mark.parametrize(
    "greeting", [b"SSH-2.0-OpenSSH_9.2\r\n", b"220 mail ready\r\n", b"\x15\x03\x01\x00\x02\x02\x32"]
)
def test_whatever_talks_at_the_printers_address_is_no_printer(
    greeting: bytes, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        config = PrinterConfig(
            kind=PrinterKind.NETWORK, address=f"127.0.0.1:{server.getsockname()[1]}", timeout_s=1.0
        )
        printer = open_printer(config, tmp_path)
        assert printer is not None

        def greet() -> None:
            line, _ = server.accept()
            with line:
                line.sendall(greeting)
                while line.recv(512):
                    pass

        thread = threading.Thread(target=greet)
        thread.start()
        status = printer.status()
        thread.join(10)
    assert status.fault is DeviceFaultKind.NOT_A_PRINTER


def test_a_printer_at_an_ipv6_address_is_reached_there() -> None:
    link = NetworkLink("[::1]:9100", 384, 1.0)
    assert (link.host, link.port) == ("::1", 9100)
    assert NetworkLink("printer.local", 384, 1.0).port == 9100


def test_an_address_that_nothing_can_be_opened_by_is_a_missing_printer() -> None:
    printer = EscposPrinter(
        "net", lambda: NetworkLink("[::1]:99999", 384, 1.0), 384, has_cutter=False
    )
    assert printer.status().fault is DeviceFaultKind.MISSING


def test_an_automatic_status_packet_before_the_answer_is_no_text(alone: Rig) -> None:
    alone.device.misbehave(Trouble.AUTOMATIC)
    assert print_slip(alone.printer, ORDINARY, "vi") == PRINTED
    alone.device.misbehave(Trouble.CUTTER_JAM)
    assert alone.printer.status().fault is DeviceFaultKind.CUTTER_JAM


@pytest.mark.parametrize("left_over", [BUFFER_BYTES + 1, BUFFER_BYTES - 1])
def test_paper_out_during_a_job_is_unknown_with_its_reason(left_over: int, alone: Rig) -> None:
    """Whether the rest blocks or fits into the printer's buffer."""
    print_slip(alone.printer, ORDINARY, "vi")
    whole_job = alone.device.received
    alone.device.misbehave(Trouble.PAPER_OUT, whole_job - left_over)
    result = print_slip(alone.printer, ORDINARY, "vi")
    assert result == PrintResult(PrintState.UNKNOWN, DeviceFaultKind.PAPER_OUT)
    alone.device.recover(Trouble.PAPER_OUT)
    assert print_slip(alone.printer, OTHER, "vi") == PRINTED
    assert codes_on(alone.device.papers[-1:]) == [slip_text(7)]


def test_blocked_from_the_start_fails_with_nothing_sent(alone: Rig) -> None:
    bitmap = slip_bitmap(ORDINARY, alone.printer.width_px, "vi")
    alone.device.misbehave(Trouble.BLOCKED)
    started = time.monotonic()
    result = alone.printer.print_bitmap(bitmap, ORDINARY.code)
    assert time.monotonic() - started < 3 * TIMEOUT_S + 10.0
    assert result == PrintResult(PrintState.FAILED, DeviceFaultKind.TIMEOUT)
    assert alone.device.received == 0
    assert alone.printer.status().fault is DeviceFaultKind.TIMEOUT
    alone.device.recover(Trouble.BLOCKED)
    assert alone.device.papers == []
    assert print_slip(alone.printer, ORDINARY, "vi") == PRINTED


@pytest.mark.parametrize("trouble", [Trouble.SILENT, Trouble.GARBLED])
def test_no_usable_answer_never_blocks_printing(trouble: Trouble, alone: Rig) -> None:
    alone.device.misbehave(trouble)
    status = alone.printer.status()
    assert (status.is_present, status.paper, status.fault) == (True, PaperState.UNKNOWN, None)
    assert print_slip(alone.printer, ORDINARY, "vi") == PRINTED
    assert codes_on(alone.device.papers) == [ORDINARY.code]


@pytest.mark.parametrize("trouble", [Trouble.LATE, Trouble.SHORT])
def test_poor_answers_give_one_whole_slip(trouble: Trouble, alone: Rig) -> None:
    alone.device.misbehave(trouble)
    result = print_slip(alone.printer, ORDINARY, "vi")
    assert result.state in (PrintState.PRINTED, PrintState.UNKNOWN)
    assert codes_on(alone.device.papers) == [ORDINARY.code]


def test_a_network_printer_must_answer_for_what_it_got(tmp_path: Path) -> None:
    with over_network(tmp_path) as rig:
        rig.device.misbehave(Trouble.SILENT)
        result = print_slip(rig.printer, ORDINARY, "vi")
        assert result == PrintResult(PrintState.UNKNOWN, DeviceFaultKind.TIMEOUT)


@pytest.mark.parametrize("trouble", [Trouble.DROP, Trouble.REBOOT, Trouble.ABSENT])
def test_a_usb_printer_is_found_again(trouble: Trouble, tmp_path: Path) -> None:
    """Lost midway and enumerated anew under another address."""
    with over_usb(tmp_path) as rig:
        rig.device.misbehave(trouble, MIDWAY)
        lost = PrintResult(PrintState.UNKNOWN, DeviceFaultKind.LOST)
        assert print_slip(rig.printer, ORDINARY, "vi") == lost
        rig.device.recover(trouble)
        assert rig.printer.status().is_present
        assert print_slip(rig.printer, OTHER, "vi") == PRINTED
        assert codes_on(rig.device.papers) == [slip_text(7)]


def test_a_usb_printer_with_another_serial_number_is_not_ours(tmp_path: Path) -> None:
    device = simulated(tmp_path).device
    link = UsbLink("0fe6:811e:SYN9999", 384, TIMEOUT_S, UsbBus(device))
    with pytest.raises(DeviceFault) as caught:
        link.open()
    assert caught.value.kind is DeviceFaultKind.MISSING


def test_a_usb_printer_in_other_hands_is_busy(tmp_path: Path) -> None:
    bus = UsbBus(simulated(tmp_path).device)
    bus.is_claimed_elsewhere = True
    printer = EscposPrinter("usb", lambda: UsbLink("0fe6:811e", 384, 0.2, bus), 384, False)
    status = printer.status()
    assert status.is_present
    assert status.fault is DeviceFaultKind.BUSY
    with pytest.raises(usb.core.USBError) as caught:
        UsbLink("0fe6:811e", 384, 0.2, bus).open()
    # The error still holds the device here, so that only an explicit release has freed it.
    assert caught.tb is not None
    assert bus.open_handles == 0


def test_a_reprint_has_the_same_code(alone: Rig) -> None:
    print_slip(alone.printer, ORDINARY, "vi")
    print_slip(alone.printer, replace(ORDINARY, reprint=1), "vi")
    assert codes_on(alone.device.papers) == [ORDINARY.code] * 2


def test_a_slip_that_does_not_fit_fails_without_a_byte(alone: Rig) -> None:
    absurd = replace(ORDINARY, venue_name="Trung tâm " * 200)
    with pytest.raises(SlipDoesNotFit):
        print_slip(alone.printer, absurd, "vi")
    assert alone.device.received == 0


def test_a_fault_is_logged_once_and_its_end_once(
    alone: Rig, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO, "drivers.printer"):
        alone.device.misbehave(Trouble.ABSENT)
        for _ in range(3):
            alone.printer.status()
        alone.device.recover(Trouble.ABSENT)
        for _ in range(3):
            alone.printer.status()
    assert [record.levelname for record in caplog.records] == ["WARNING", "INFO"]


# Real addresses that lead nowhere


@pytest.mark.parametrize(
    ("kind", "address"),
    [
        (PrinterKind.NETWORK, "127.0.0.1:9"),
        (PrinterKind.NETWORK, "printer.invalid:9100"),
        (PrinterKind.SERIAL, "/dev/ttyNOSUCH"),
        (PrinterKind.FILE, "/dev/usb/lp99"),
        (PrinterKind.FILE, "/dev/shm/no-such-printer"),
        (PrinterKind.FILE, "/"),
        (PrinterKind.USB, "0fe6:811e"),
        (PrinterKind.USB, "0fe6:811e:SYN0001"),
    ],
)
def test_nobody_there_is_missing(kind: PrinterKind, address: str, tmp_path: Path) -> None:
    printer = _printer(PrinterConfig(kind=kind, address=address, timeout_s=0.5), tmp_path)
    assert not printer.status().is_present
    failed = PrintResult(PrintState.FAILED, DeviceFaultKind.MISSING)
    assert print_slip(printer, ORDINARY, "vi") == failed
    assert kind is not PrinterKind.FILE or address == "/" or not Path(address).exists()


def test_a_plain_file_collects_jobs(tmp_path: Path) -> None:
    path = tmp_path / "jobs.bin"
    printer = _printer(PrinterConfig(kind=PrinterKind.FILE, address=str(path)), tmp_path)
    assert print_slip(printer, ORDINARY, "vi") == PRINTED
    once = path.stat().st_size
    assert print_slip(printer, ORDINARY, "vi") == PRINTED
    # Of a file that did not answer once, the second job asks nothing.
    assert path.stat().st_size == 2 * once - 2 * len(b"\x10\x04\x04")


def _printer(config: PrinterConfig, folder: Path) -> SlipPrinter:
    printer = open_printer(config, folder)
    assert printer is not None
    return printer
