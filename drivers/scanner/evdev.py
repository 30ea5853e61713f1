"""Linux input devices: finding one, taking it for ourselves, reading its events.

The layout is that of `struct input_event` in `linux/input.h`: two C longs of time, then type,
code and value. A C long has 64 bits on 64-bit machines and 32 on others, where the kernel gives
the short form to every program, whatever its C library's time type.
"""

from __future__ import annotations

import errno
import fcntl
import os
import re
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from kiosk.base.dataclass import dataclass
from kiosk.base.errors import DeviceFault, DeviceFaultKind

NAME = "keyboard scanner"

EV_SYN, EV_KEY, EV_LED = 0x00, 0x01, 0x11
SYN_DROPPED = 3
LED_CAPS_LOCK = 1

NATIVE = struct.Struct("@LLHHi")
"""This machine's layout."""
LAYOUT_64 = struct.Struct("=QQHHi")
LAYOUT_32 = struct.Struct("=IIHHi")

_EVIOCGRAB = 0x40044590
_EVIOCSCLOCKID = 0x400445A0
"""Both `_IOW('E', n, int)` of linux/input.h, equal on x86 and ARM."""
_CLOCK_MONOTONIC = 1
_READ_BYTES = 64 * NATIVE.size
_INPUT_CLASS = Path("/sys/class/input")
_DEVICES = Path("/dev/input")
_NEEDED_KEYS = (1 << 28) | sum(1 << code for code in range(2, 12))
"""Digits and Enter: a scanner's other interfaces (media keys, HID POS) lack them."""


@dataclass(frozen=True, slots=True)
class InputEvent:
    """One event; `at` is in seconds on the clock the device was set to."""

    at: float
    type: int
    code: int
    value: int


class EventParser:
    """Cuts the bytes of a device into events, wherever a read has split them."""

    def __init__(self, layout: struct.Struct = NATIVE) -> None:
        self._layout = layout
        self._rest = b""

    def feed(self, chunk: bytes) -> list[InputEvent]:
        """The events that are complete with this chunk, oldest first."""
        data = self._rest + chunk
        whole = len(data) - len(data) % self._layout.size
        self._rest = data[whole:]
        return [
            InputEvent(seconds + micros / 1e6, kind, code, value)
            for seconds, micros, kind, code, value in self._layout.iter_unpack(data[:whole])
        ]


class InputDevice(Protocol):
    """An open input device whose events reach nobody else."""

    def fileno(self) -> int:
        """What to poll."""
        ...

    def read(self) -> bytes:
        """Some bytes of events, at once; empty if there are none. Raises DeviceFault LOST."""
        ...

    def close(self) -> None:
        """Give the device back; safe to call twice."""
        ...


class EventFile:
    """`/dev/input/event*`, grabbed: no window, console or input method sees what it types."""

    def __init__(self, path: Path) -> None:
        """Raises DeviceFault MISSING (also without permission) or BUSY (another program's)."""
        with _device_faults():
            self._fd = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_CLOEXEC)
        try:
            with _device_faults():
                fcntl.ioctl(self._fd, _EVIOCGRAB, 1)
                fcntl.ioctl(self._fd, _EVIOCSCLOCKID, struct.pack("@i", _CLOCK_MONOTONIC))
                # Some scanners invert letters while the computer says that Caps Lock is on.
                os.write(self._fd, NATIVE.pack(0, 0, EV_LED, LED_CAPS_LOCK, 0))
        except BaseException:
            self.close()
            raise

    def fileno(self) -> int:
        """What to poll."""
        return self._fd

    def read(self) -> bytes:
        """Some bytes of events, at once; empty if there are none. Raises DeviceFault LOST."""
        return read_now(self._fd)

    def close(self) -> None:
        """Give the device back; safe to call twice."""
        fd, self._fd = self._fd, -1
        if fd >= 0:
            # Closing releases the grab.
            os.close(fd)


def read_now(fd: int) -> bytes:
    """What a non-blocking file has now. Raises DeviceFault LOST at its end or when unplugged."""
    try:
        with _device_faults():
            chunk = os.read(fd, _READ_BYTES)
    except BlockingIOError:
        return b""
    if not chunk:
        raise DeviceFault(DeviceFaultKind.LOST, NAME, "end of events")
    return chunk


def find_device(name: str, *, input_class: Path = _INPUT_CLASS, devices: Path = _DEVICES) -> Path:
    """The event file of a `VID:PID` (hexadecimal) or of a path as given.

    Of a device with several interfaces the one that types. Raises DeviceFault MISSING.
    """
    if not re.fullmatch(r"[0-9a-fA-F]{4}:[0-9a-fA-F]{4}", name):
        return Path(name)
    vendor, product = name.lower().split(":")
    # By number: event10 comes after event9.
    for node in sorted(input_class.glob("event[0-9]*"), key=lambda path: int(path.name[5:])):
        device = node / "device"
        is_ours = _line(device / "id/vendor") == vendor and _line(device / "id/product") == product
        if is_ours and _types(_line(device / "capabilities/key")):
            return devices / node.name
    raise DeviceFault(DeviceFaultKind.MISSING, NAME, f"no keyboard {name}")


def _line(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        # Unplugged while we look, or no such attribute: not the device we want.
        return ""


def _types(capabilities: str) -> bool:
    """Whether the key bitmap, hexadecimal words with the lowest last, holds digits and Enter."""
    words = capabilities.split()
    return bool(words) and int(words[-1], 16) & _NEEDED_KEYS == _NEEDED_KEYS


@contextmanager
def _device_faults() -> Iterator[None]:
    """The one place where the kernel's errors become ours."""
    try:
        yield
    except BlockingIOError:
        raise
    except PermissionError as error:
        detail = "no permission: the kiosk's user must be in the group input"
        raise DeviceFault(DeviceFaultKind.MISSING, NAME, detail) from error
    except FileNotFoundError as error:
        raise DeviceFault(DeviceFaultKind.MISSING, NAME, "no such device") from error
    except OSError as error:
        kind = DeviceFaultKind.BUSY if error.errno == errno.EBUSY else DeviceFaultKind.LOST
        raise DeviceFault(kind, NAME, errno.errorcode.get(error.errno or 0, "")) from error
