"""A simulated keyboard scanner: the scan codes and the bytes a text is sent as."""

from __future__ import annotations

import struct
from pathlib import Path

from drivers.scanner.evdev import EV_KEY, EV_SYN, NATIVE
from kiosk.domain.scanning.keymap import us_character

SHIFT = 42
ENTER = 28
PACE_S = 0.004
"""Between two keys of one code."""

_CODES = {
    us_character(code, is_shifted=is_shifted): (code, is_shifted)
    for code in range(97)
    for is_shifted in (True, False)
    # Digits stand in the upper row and on the keypad; scanners use the row.
    if (us_character(code, is_shifted=is_shifted) and not 55 <= code <= 96) or code == 57
}


def code_of(character: str) -> tuple[int, bool]:
    """The scan code and whether Shift is held."""
    return _CODES["\r" if character == "\n" else character]


class Typist:
    """Writes events as a device does, with its own clock."""

    def __init__(self, layout: struct.Struct = NATIVE, at: float = 1000.0) -> None:
        self.at = at
        self._layout = layout

    def event(self, kind: int, code: int, value: int) -> bytes:
        micros = round(self.at * 1e6)
        return self._layout.pack(micros // 10**6, micros % 10**6, kind, code, value)

    def key(self, code: int, value: int) -> bytes:
        return self.event(EV_KEY, code, value) + self.event(EV_SYN, 0, 0)

    def stroke(self, code: int) -> bytes:
        return self.key(code, 1) + self.key(code, 0)

    def text(self, text: str, pace_s: float = PACE_S) -> bytes:
        """Every character of an ASCII text."""
        sent = b""
        for character in text:
            code, is_shifted = code_of(character)
            stroke = self.stroke(code)
            sent += self.key(SHIFT, 1) + stroke + self.key(SHIFT, 0) if is_shifted else stroke
            self.at += pace_s
        return sent


def open_handles() -> int:
    """How many files this process holds open."""
    return sum(1 for _ in Path("/proc/self/fd").iterdir())
