"""A serial scanner over a pty."""

from __future__ import annotations

import os
import queue
import threading
import tty
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from drivers.loop import Backoff, DeviceCondition, DeviceState
from drivers.scanner.serial_line import SerialScanner
from drivers.scanner.trial import hear_serial
from kiosk.base.clock import SystemClock
from kiosk.base.errors import DeviceFault, DeviceFaultKind
from kiosk.domain.scanning.burst import Reading
from kiosk.domain.scanning.mangling import Mangling
from tests.support.keys import open_handles

CCCD = "001080123456|012345678|Nguyễn Văn Mẫu|01021980|Nam|Số 1 Phố Mẫu, Hà Nội|01072021"
READY = DeviceState(DeviceCondition.READY)
GONE = DeviceState(DeviceCondition.LOST, DeviceFaultKind.LOST)
MISSING = DeviceState(DeviceCondition.LOST, DeviceFaultKind.MISSING)


class Line:
    """The scanner's end of a pty, behind a stable path as udev makes one."""

    def __init__(self, link: Path) -> None:
        self._link = link
        self._ours = -1

    def plug(self) -> None:
        self._ours, theirs = os.openpty()
        tty.setraw(theirs)
        name = os.ttyname(theirs)
        self._theirs = theirs
        fresh = self._link.with_suffix(".new")
        fresh.symlink_to(name)
        fresh.replace(self._link)

    def send(self, data: bytes) -> None:
        while data:
            data = data[os.write(self._ours, data) :]

    def unplug(self) -> None:
        if self._ours >= 0:
            self._link.unlink()
            os.close(self._theirs)
            os.close(self._ours)
            self._ours = -1


class Rig:
    """A running scanner and what it told."""

    def __init__(self, path: Path) -> None:
        self.readings: queue.Queue[Reading] = queue.Queue()
        self.states: queue.Queue[DeviceState] = queue.Queue()
        self.scanner = SerialScanner(
            str(path),
            9600,
            on_reading=self.readings.put,
            on_state=self.states.put,
            clock=SystemClock(),
            backoff=Backoff(0.01, 1, 0.01),
        )


@pytest.fixture
def line(tmp_path: Path) -> Iterator[Line]:
    line = Line(tmp_path / "scanner")
    line.plug()
    yield line
    line.unplug()


@pytest.fixture
def rig(line: Line, tmp_path: Path) -> Iterator[Rig]:
    rig = Rig(tmp_path / "scanner")
    rig.scanner.start()
    assert rig.states.get(timeout=5) == READY
    yield rig
    assert rig.scanner.stop()


@pytest.mark.parametrize("end", ["", "\r", "\r\n"])
def test_a_vietnamese_card_is_read_with_and_without_a_line_end(
    line: Line, rig: Rig, end: str
) -> None:
    line.send(f"{CCCD}{end}".encode())
    assert rig.readings.get(timeout=5) == Reading(CCCD)


def test_two_codes_in_one_burst(line: Line, rig: Rig) -> None:
    line.send(f"{CCCD}\r\nKS0:0123456789012345678\r\n".encode())
    assert rig.readings.get(timeout=5) == Reading(CCCD)
    assert rig.readings.get(timeout=5) == Reading("KS0:0123456789012345678")


def test_bytes_that_are_no_utf_8_are_a_guess(line: Line, rig: Rig) -> None:
    line.send("012345678|Hà Nội".encode("cp1258", "replace") + b"\r")
    assert rig.readings.get(timeout=5).charset_guessed


def test_five_kilobytes_of_garbage_give_one_message_and_then_it_goes_on(
    line: Line, rig: Rig
) -> None:
    line.send(b"\x9c\x00\xffz" * 1250)
    assert rig.readings.get(timeout=10) == Reading("", Mangling.TOO_LONG)
    line.send(f"{CCCD}\r".encode())
    assert rig.readings.get(timeout=5) == Reading(CCCD)


def test_unplugged_in_the_middle_of_a_code_and_plugged_in_again(line: Line, rig: Rig) -> None:
    line.send(CCCD[:20].encode())
    line.unplug()
    assert rig.states.get(timeout=5) == GONE
    assert rig.states.get(timeout=5) == MISSING
    line.plug()
    assert rig.states.get(timeout=5) == READY
    while not rig.readings.empty():
        # The half may have been told before the loss was seen; it is no card.
        assert rig.readings.get().text == CCCD[:20]
    line.send(f"{CCCD}\r".encode())
    assert rig.readings.get(timeout=5) == Reading(CCCD)


def test_twenty_replugs_leave_no_thread_or_handle_behind(line: Line, rig: Rig) -> None:
    threads, handles = threading.active_count(), open_handles()
    for _ in range(20):
        line.unplug()
        assert rig.states.get(timeout=5) == GONE
        assert rig.states.get(timeout=5) == MISSING
        line.plug()
        assert rig.states.get(timeout=5) == READY
    assert threading.active_count() == threads
    assert open_handles() == handles


def test_an_absent_port_is_missing(tmp_path: Path) -> None:
    rig = Rig(tmp_path / "nothing")
    rig.scanner.start()
    assert rig.states.get(timeout=5) == MISSING
    assert rig.scanner.stop()


def test_a_port_that_another_program_holds_is_busy(line: Line, rig: Rig, tmp_path: Path) -> None:
    with pytest.raises(DeviceFault) as caught:
        hear_serial(str(tmp_path / "scanner"), 9600, 0.1, lambda: None)
    assert caught.value.kind is DeviceFaultKind.BUSY


def test_the_trial_hears_everything_raw(line: Line, tmp_path: Path) -> None:
    # What came before the port was open is not part of the code.
    line.send(b"old")
    scan = partial(line.send, b"Ab|1\r\n")
    assert hear_serial(str(tmp_path / "scanner"), 9600, 5, scan) == "Ab|1\r\n"
