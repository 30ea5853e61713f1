"""For trying out a hand-held scanner: hear what the device makes of a code, raw."""

from __future__ import annotations

import select
from collections.abc import Callable

import serial

from drivers.scanner.evdev import EV_KEY, EventParser, InputDevice
from drivers.scanner.serial_line import device_faults
from kiosk.domain.scanning.keymap import KeyMap

SILENCE_S = 0.5
"""Longer than any pause a scanner makes inside a code, its late Enter included."""


def hear_keyboard(device: InputDevice, wait_s: float, on_listening: Callable[[], None]) -> str:
    """Everything one code types, Enter included; empty if nothing comes within `wait_s` seconds.

    `on_listening` is called once nothing that is typed can be missed. Closes the device.
    Raises DeviceFault LOST.
    """
    keys, parser = KeyMap(), EventParser()
    poll = select.poll()
    heard: list[str] = []
    try:
        poll.register(device.fileno(), select.POLLIN)
        on_listening()
        while poll.poll((SILENCE_S if heard else wait_s) * 1000):
            heard += [
                keys.take(event.code, event.value)
                for event in parser.feed(device.read())
                if event.type == EV_KEY
            ]
    finally:
        device.close()
    return "".join(heard)


def try_serial(port: str, baud_rate: int) -> None:
    """Open a serial scanner and close it. Raises DeviceFault."""
    with device_faults(opening=True):
        serial.Serial(port, baud_rate, exclusive=True).close()


def hear_serial(port: str, baud_rate: int, wait_s: float, on_listening: Callable[[], None]) -> str:
    """Everything one code sends, line ends included; bytes that are no UTF-8 become U+FFFD.

    Empty if nothing comes within `wait_s` seconds. `on_listening` is called once nothing can be
    missed: opening a port throws away what came before. Raises DeviceFault.
    """
    with device_faults(opening=True):
        line = serial.Serial(port, baud_rate, timeout=wait_s, exclusive=True)
    heard = b""
    try:
        on_listening()
        with device_faults(opening=False):
            while chunk := line.read(max(1, line.in_waiting)):
                heard += chunk
                line.timeout = SILENCE_S
    finally:
        line.close()
    return heard.decode("utf-8", "replace")
