"""A scanner in serial mode (USB CDC or RS-232), by pyserial."""

from __future__ import annotations

import errno
import termios
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import serial

from drivers.loop import Backoff, DeviceState, DeviceThread
from kiosk.base.clock import Clock
from kiosk.base.errors import DeviceFault, DeviceFaultKind
from kiosk.domain.scanning.burst import GAP_S, Assembler, Burst, Reading, read_bytes

NAME = "serial scanner"
_BUSY = frozenset({errno.EBUSY, errno.EAGAIN})


class SerialScanner(DeviceThread):
    """Owns one serial scanner from start to stop; reopens it when it comes back.

    `port` is a device path, best one of `/dev/serial/by-id/`, which survives replugging.
    `on_reading` and `on_state` are called on its thread.
    """

    def __init__(
        self,
        port: str,
        baud_rate: int,
        *,
        on_reading: Callable[[Reading], None],
        on_state: Callable[[DeviceState], None],
        clock: Clock,
        gap_s: float = GAP_S,
        backoff: Backoff | None = None,
    ) -> None:
        super().__init__("serial-scanner", self._session, on_state, clock=clock, backoff=backoff)
        self._port = port
        self._baud_rate = baud_rate
        self._on_reading = on_reading
        self._gap_s = gap_s

    def _session(self, ready: Callable[[], None]) -> None:
        with device_faults(opening=True):
            line = serial.Serial(self._port, self._baud_rate, timeout=self._gap_s, exclusive=True)
        assembler = Assembler(self._gap_s)
        try:
            with device_faults(opening=False):
                line.reset_input_buffer()
            ready()
            while not self._stop.is_set():
                with device_faults(opening=False):
                    chunk = line.read(max(1, line.in_waiting))
                for burst in self._take(assembler, chunk):
                    self._on_reading(read_bytes(burst))
        finally:
            line.close()

    def _take(self, assembler: Assembler, chunk: bytes) -> list[Burst]:
        # Bytes carry no times. Only a read that waited in vain is a pause: a late thread of ours
        # finds the rest of the code in the buffer.
        found = (
            [assembler.take(chr(byte), at=0.0) for byte in chunk] if chunk else [assembler.end()]
        )
        return [burst for burst in found if burst is not None]


@contextmanager
def device_faults(*, opening: bool) -> Iterator[None]:
    """The one place where pyserial's errors become DeviceFaults."""
    try:
        yield
    except (OSError, termios.error) as error:
        # pyserial gives the number in `errno`, termios in its first argument, or neither does.
        number = getattr(error, "errno", None) or next(iter(error.args), None)
        kind = DeviceFaultKind.LOST
        if opening:
            kind = DeviceFaultKind.BUSY if number in _BUSY else DeviceFaultKind.MISSING
        detail = errno.errorcode.get(number, "") if isinstance(number, int) else ""
        raise DeviceFault(kind, NAME, detail) from error
