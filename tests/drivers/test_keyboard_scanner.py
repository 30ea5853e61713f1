"""A keyboard scanner below the input method, fed with event bytes through a pipe: fault H6.

The grab itself (EVIOCGRAB) needs a real device and is not tested.
"""

from __future__ import annotations

import os
import queue
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from drivers.loop import Backoff, DeviceCondition, DeviceState
from drivers.scanner.evdev import (
    EV_SYN,
    LAYOUT_32,
    LAYOUT_64,
    SYN_DROPPED,
    EventFile,
    InputDevice,
    find_device,
    read_now,
)
from drivers.scanner.handheld import HandHeld
from drivers.scanner.keyboard import KeyboardScanner, KeyReader
from drivers.scanner.scan_debouncer import ScanDebouncer
from drivers.scanner.trial import hear_keyboard
from kiosk.base.clock import ManualClock, SystemClock
from kiosk.base.errors import DeviceFault, DeviceFaultKind
from kiosk.domain.credential import parse_credential
from kiosk.domain.scanning.burst import Reading
from kiosk.domain.scanning.mangling import Mangling
from kiosk.domain.visits.decision import LaneName
from kiosk.ports.scans import Scan, ScanSource
from tests.support.keys import ENTER, SHIFT, Typist, code_of, open_handles

pytestmark = pytest.mark.fault("H6")

CCCD = "001080123456|012345678|Nguyen Van Mau|01021980|Nam|So 1 Pho Mau, Ha Noi|01072021"
RISKY = "Ab|$<*:/?=&%#;,.-_+@!()[]{}'\"^~`\\ 0189 aa dd ow"


class PipeDevice:
    """An input device whose events a test writes."""

    def __init__(self) -> None:
        self._reading, self._writing = os.pipe()
        os.set_blocking(self._reading, False)
        self.is_closed = False

    def fileno(self) -> int:
        return self._reading

    def read(self) -> bytes:
        return read_now(self._reading)

    def close(self) -> None:
        if not self.is_closed:
            os.close(self._reading)
        self.is_closed = True

    def send(self, data: bytes) -> None:
        os.write(self._writing, data)

    def unplug(self) -> None:
        os.close(self._writing)


def test_every_risky_character_arrives_as_it_was_sent() -> None:
    assert KeyReader().feed(Typist().text(f"{RISKY}\r")) == [Reading(RISKY)]


@pytest.mark.parametrize("layout", [LAYOUT_64, LAYOUT_32], ids=["64-bit", "32-bit"])
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_events_of_both_layouts_are_read_wherever_they_are_split(layout: object, size: int) -> None:
    data = Typist(layout).text(f"{CCCD}\r")  # type: ignore[arg-type]
    reader = KeyReader(layout=layout)  # type: ignore[arg-type]
    found = [
        reading
        for start in range(0, len(data), size)
        for reading in reader.feed(data[start : start + size])
    ]
    assert found == [Reading(CCCD)]


def test_a_pause_is_one_by_the_times_of_the_keys_not_of_our_thread() -> None:
    typist = Typist()
    first = typist.text(CCCD)
    typist.at += 0.3
    assert KeyReader().feed(first + typist.text(f"{RISKY}\r")) == [Reading(CCCD), Reading(RISKY)]


def test_a_key_that_repeats_counts_once() -> None:
    typist = Typist()
    held = typist.key(5, 1) + typist.key(5, 2) * 40 + typist.key(5, 0)
    assert KeyReader().feed(typist.text("123") + held + typist.text("5\r")) == [Reading("12345")]


def test_capitals_by_the_scanners_own_caps_lock() -> None:
    typist, caps = Typist(), Typist().stroke(58)
    data = caps + typist.text("abc") + caps + typist.text("def") + typist.stroke(ENTER)
    assert KeyReader().feed(data) == [Reading("ABCdef")]


def test_caps_lock_that_a_scanner_answers_with_inverted_letters_is_undone() -> None:
    code = "GD4797999999901|4e677579e1bb85|1956|1|79 - 034|01/01/2021|-|15/12/2020|$"
    assert KeyReader().feed(Typist().text(code.swapcase())) == [Reading(code)]


def test_keypad_digits_and_its_enter() -> None:
    typist = Typist()
    data = b"".join(typist.stroke(code) for code in (82, 79, 80, 81, 75, 55, 98, 96))
    assert KeyReader().feed(data) == [Reading("01234*/")]


def test_characters_sent_as_alt_numbers_are_joined_to_vietnamese() -> None:
    typist = Typist()
    keypad = dict(zip("0123456789", (82, 79, 80, 81, 75, 76, 77, 71, 72, 73), strict=True))
    data = b""
    for byte in "Nguyễn Mẫu".encode():
        data += typist.key(56, 1)
        data += b"".join(typist.stroke(keypad[digit]) for digit in f"0{byte}")
        data += typist.key(56, 0)
    assert KeyReader().feed(data + typist.stroke(ENTER)) == [Reading("Nguyễn Mẫu")]


def hex_input(typist: Typist, character: str, *, is_held: bool) -> bytes:
    """Ctrl+Shift+U and the number, as IBus takes them: the keys held, or a space at the end."""
    hold = typist.key(29, 1) + typist.key(SHIFT, 1)
    release = typist.key(SHIFT, 0) + typist.key(29, 0)
    start = hold + typist.stroke(code_of("u")[0])
    digits = b"".join(typist.stroke(code_of(digit)[0]) for digit in f"{ord(character):x}")
    return start + digits + release if is_held else start + release + digits + typist.text(" ")


@pytest.mark.parametrize("is_held", [True, False])
def test_accents_that_a_scanner_writes_as_ctrl_shift_u_are_read(is_held: bool) -> None:
    code = CCCD.replace("Nguyen Van Mau", "Đặng Văn Ư").replace("So 1", "Số 1")
    typist = Typist()
    data = b"".join(
        typist.text(character)
        if character.isascii()
        else hex_input(typist, character, is_held=is_held)
        for character in f"{code}\r"
    )
    assert KeyReader().feed(data) == [Reading(code)]


@pytest.mark.parametrize("key", ["b", "[", "\\", "]", "6", "-", "2", " "])
def test_a_control_key_inside_a_code_admits_nobody(key: str) -> None:
    typist = Typist()

    def control() -> bytes:
        return typist.key(29, 1) + typist.stroke(code_of(key)[0]) + typist.key(29, 0)

    data = typist.text(CCCD[:30]) + control() + typist.text(f"{CCCD[30:]}\r")
    assert KeyReader().feed(data) == [Reading("", Mangling.LAYOUT)]
    framed = control() + typist.text(CCCD) + control() + typist.text("\r")
    assert KeyReader().feed(framed) == [Reading(CCCD)]


def test_ctrl_m_is_enter() -> None:
    typist = Typist()
    control = typist.key(29, 1) + typist.stroke(50) + typist.key(29, 0)
    assert KeyReader().feed(typist.text("12345") + control) == [Reading("12345")]


def test_a_scanner_set_to_another_country_is_told_of() -> None:
    """German: `|` is AltGr and the key beside the left Shift, which a US keyboard lacks."""
    typist = Typist()
    data = b""
    for part in CCCD.split("|"):
        data += typist.text(part)
        data += typist.key(100, 1) + typist.stroke(86) + typist.key(100, 0)
    assert KeyReader().feed(data + typist.stroke(ENTER)) == [Reading("", Mangling.LAYOUT)]


def test_events_the_kernel_dropped_spoil_their_code_only() -> None:
    typist, reader = Typist(), KeyReader()
    lost = typist.text(CCCD[:20]) + typist.key(SHIFT, 1) + typist.event(EV_SYN, SYN_DROPPED, 0)
    assert reader.feed(lost + typist.text("9\r")) == [Reading("", Mangling.KEYS_LOST)]
    # Shift counts as released, since nobody knows.
    assert reader.feed(typist.text(f"{CCCD}\r")) == [Reading(CCCD)]


def test_a_slow_typist_is_never_a_scanner() -> None:
    typist, reader = Typist(), KeyReader()
    found = []
    for character in f"{CCCD}\r":
        found += reader.feed(typist.text(character))
        typist.at += 0.15
    assert found == []
    assert reader.end() is None


def test_garbage_is_one_calm_message() -> None:
    reader = KeyReader()
    assert reader.feed(Typist().text("q7" * 3000)) == []
    assert reader.end() == Reading("", Mangling.TOO_LONG)


class Desk:
    """What the scanner's thread told."""

    def __init__(self, *devices: PipeDevice | DeviceFaultKind) -> None:
        self._devices = list(devices)
        self.readings: queue.Queue[Reading] = queue.Queue()
        self.states: queue.Queue[DeviceState] = queue.Queue()
        self.scanner = KeyboardScanner(
            self._open,
            on_reading=self.readings.put,
            on_state=self.states.put,
            clock=SystemClock(),
            backoff=Backoff(0.001, 1, 0.001),
        )

    def _open(self) -> InputDevice:
        device = self._devices.pop(0) if self._devices else DeviceFaultKind.MISSING
        if isinstance(device, DeviceFaultKind):
            raise DeviceFault(device, "keyboard scanner")
        return device


READY = DeviceState(DeviceCondition.READY)


def lost(kind: DeviceFaultKind) -> DeviceState:
    return DeviceState(DeviceCondition.LOST, kind)


def test_a_code_without_enter_is_read_by_the_thread_and_a_replug_is_survived() -> None:
    first, second = PipeDevice(), PipeDevice()
    desk = Desk(DeviceFaultKind.BUSY, first, DeviceFaultKind.MISSING, second)
    desk.scanner.start()
    try:
        assert desk.states.get(timeout=5) == lost(DeviceFaultKind.BUSY)
        assert desk.states.get(timeout=5) == READY
        first.send(Typist().text(CCCD))
        assert desk.readings.get(timeout=5) == Reading(CCCD)
        first.send(Typist().text(CCCD[:20]))
        first.unplug()
        assert desk.states.get(timeout=5) == lost(DeviceFaultKind.LOST)
        assert desk.states.get(timeout=5) == lost(DeviceFaultKind.MISSING)
        assert desk.states.get(timeout=5) == READY
        assert first.is_closed
        second.send(Typist().text(f"{RISKY}\r"))
        assert desk.readings.get(timeout=5) == Reading(RISKY)
    finally:
        assert desk.scanner.stop()
    assert second.is_closed


def test_a_hundred_replugs_leave_no_thread_or_handle_behind() -> None:
    threads, handles = threading.active_count(), open_handles()
    devices = [PipeDevice() for _ in range(100)]
    desk = Desk(*devices)
    desk.scanner.start()
    for device in devices:
        assert desk.states.get(timeout=5) == READY
        device.unplug()
        assert desk.states.get(timeout=5) == lost(DeviceFaultKind.LOST)
    assert desk.states.get(timeout=5) == lost(DeviceFaultKind.MISSING)
    assert desk.scanner.stop()
    assert threading.active_count() == threads
    assert open_handles() == handles


def heard(took: Callable[[Scan], bool]) -> tuple[HandHeld, list[Mangling], ManualClock]:
    clock = ManualClock(datetime(2026, 1, 1, tzinfo=UTC))
    mangled: list[Mangling] = []
    hand_held = HandHeld(
        ScanDebouncer(parse_credential),
        source=ScanSource.KEYBOARD,
        lane=LaneName.DESK,
        submit=took,
        on_mangled=lambda lane, mangling: mangled.append(mangling),
        clock=clock,
    )
    return hand_held, mangled, clock


def test_a_reading_reaches_its_lane_once() -> None:
    scans: list[Scan] = []
    hand_held, mangled, clock = heard(lambda scan: not scans.append(scan))
    hand_held.hear(Reading(CCCD))
    hand_held.hear(Reading(CCCD))
    assert scans == [Scan(CCCD, ScanSource.KEYBOARD, LaneName.DESK, clock.now())]
    clock.advance(4)
    hand_held.hear(Reading(CCCD, charset_guessed=True))
    assert len(scans) == 2
    assert scans[1].charset_guessed
    assert mangled == []


def test_a_mangled_reading_is_told_and_never_submitted() -> None:
    hand_held, mangled, _ = heard(lambda scan: pytest.fail("submitted"))
    hand_held.hear(Reading("", Mangling.INPUT_METHOD))
    assert mangled == [Mangling.INPUT_METHOD]


def test_a_scan_the_lane_could_not_take_may_be_tried_again_at_once() -> None:
    answers = iter([False, True])
    scans: list[Scan] = []

    def take(scan: Scan) -> bool:
        scans.append(scan)
        return next(answers)

    hand_held, _, _ = heard(take)
    hand_held.hear(Reading(CCCD))
    hand_held.hear(Reading(CCCD))
    assert len(scans) == 2


def make_node(root: Path, number: int, ids: str, keys: str) -> None:
    device = root / f"event{number}" / "device"
    (device / "id").mkdir(parents=True)
    (device / "capabilities").mkdir()
    vendor, product = ids.split(":")
    (device / "id/vendor").write_text(f"{vendor}\n")
    (device / "id/product").write_text(f"{product}\n")
    (device / "capabilities/key").write_text(f"{keys}\n")


def test_a_device_is_found_by_its_ids_and_its_typing_interface(tmp_path: Path) -> None:
    typing = "1000000000007 ff9f207ac14057ff febeffdfffefffff fffffffffffffffe"
    make_node(tmp_path, 2, "1234:5678", typing)
    make_node(tmp_path, 9, "0c2e:0b61", "3f000301ff 0 0")
    make_node(tmp_path, 10, "0c2e:0b61", typing)
    found = find_device("0C2E:0B61", input_class=tmp_path, devices=Path("/dev/input"))
    assert found == Path("/dev/input/event10")
    assert find_device("/dev/input/by-id/x", input_class=tmp_path) == Path("/dev/input/by-id/x")
    with pytest.raises(DeviceFault) as caught:
        find_device("0c2e:ffff", input_class=tmp_path)
    assert caught.value.kind is DeviceFaultKind.MISSING


def test_a_file_that_is_no_input_device_is_a_fault_and_not_left_open(tmp_path: Path) -> None:
    handles = open_handles()
    with pytest.raises(DeviceFault) as missing:
        EventFile(tmp_path / "event0")
    assert missing.value.kind is DeviceFaultKind.MISSING
    (tmp_path / "event1").write_bytes(b"")
    with pytest.raises(DeviceFault):
        EventFile(tmp_path / "event1")
    assert open_handles() == handles


def test_the_trial_hears_everything_raw() -> None:
    device = PipeDevice()
    typed = Typist().text("Ab|1\r")
    assert hear_keyboard(device, 5, lambda: device.send(typed)) == "Ab|1\r"
    assert device.is_closed
    assert hear_keyboard(PipeDevice(), 0, lambda: None) == ""
