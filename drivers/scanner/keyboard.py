"""A keyboard scanner read below the input method, so that no layout or Telex can change it."""

from __future__ import annotations

import select
import struct
from collections.abc import Callable

from drivers.loop import Backoff, DeviceState, DeviceThread
from drivers.scanner.evdev import (
    EV_KEY,
    EV_SYN,
    NATIVE,
    SYN_DROPPED,
    EventFile,
    EventParser,
    InputDevice,
    InputEvent,
    find_device,
)
from kiosk.base.clock import Clock
from kiosk.domain.scanning.burst import GAP_S, Assembler, Burst, Reading, read_typed
from kiosk.domain.scanning.keymap import KeyMap

_IDLE_S = 0.2


class KeyReader:
    """From the bytes of an input device to readings, by the times the kernel gave the keys.

    Our own thread may be late; a pause between keys is one only if the scanner made it.
    """

    def __init__(self, gap_s: float = GAP_S, layout: struct.Struct = NATIVE) -> None:
        self._parser = EventParser(layout)
        self._keys = KeyMap()
        self._assembler = Assembler(gap_s)

    @property
    def is_open(self) -> bool:
        """Whether a code waits for its end."""
        return self._assembler.is_open

    def feed(self, chunk: bytes) -> list[Reading]:
        """The readings that end within these bytes."""
        bursts = [self._take(event) for event in self._parser.feed(chunk)]
        return [read_typed(burst) for burst in bursts if burst is not None]

    def end(self) -> Reading | None:
        """No key came for as long as a pause: the reading that this ends."""
        burst = self._assembler.end()
        return None if burst is None else read_typed(burst)

    def _take(self, event: InputEvent) -> Burst | None:
        if event.type == EV_SYN and event.code == SYN_DROPPED:
            self._keys.release_all()
            self._assembler.lose()
        elif event.type == EV_KEY:
            character = self._keys.take(event.code, event.value)
            if character:
                return self._assembler.take(character, event.at)
        return None


class KeyboardScanner(DeviceThread):
    """Owns one keyboard scanner from start to stop; reopens it when it comes back.

    `on_reading` and `on_state` are called on its thread. The key events of a grabbed device reach
    no window, so it works whatever has the focus.
    """

    def __init__(
        self,
        open_device: Callable[[], InputDevice],
        *,
        on_reading: Callable[[Reading], None],
        on_state: Callable[[DeviceState], None],
        clock: Clock,
        gap_s: float = GAP_S,
        backoff: Backoff | None = None,
        layout: struct.Struct = NATIVE,
    ) -> None:
        """`open_device` finds and grabs the device; see `opener`."""
        super().__init__("keyboard-scanner", self._session, on_state, clock=clock, backoff=backoff)
        self._open_device = open_device
        self._on_reading = on_reading
        self._gap_s = gap_s
        self._layout = layout

    def _session(self, ready: Callable[[], None]) -> None:
        device = self._open_device()
        # What was typed before a loss belongs to no code of now.
        reader = KeyReader(self._gap_s, self._layout)
        poll = select.poll()
        try:
            poll.register(device.fileno(), select.POLLIN)
            ready()
            while not self._stop.is_set():
                wait_s = self._gap_s if reader.is_open else _IDLE_S
                if poll.poll(wait_s * 1000):
                    for reading in reader.feed(device.read()):
                        self._on_reading(reading)
                    continue
                last = reader.end()
                if last is not None:
                    self._on_reading(last)
        finally:
            device.close()


def opener(device: str) -> Callable[[], InputDevice]:
    """Finds the scanner anew at every try: its event number changes when it is plugged in again.

    `device` is `VID:PID` in hexadecimal or a path such as `/dev/input/by-id/…-event-kbd`.
    """
    return lambda: EventFile(find_device(device))
