"""What the keys of a keyboard scanner mean, by scan code, whatever the host's layout says.

Codes are those of Linux `input-event-codes.h`; the layout is US, the factory setting of keyboard
scanners. An X11 or Wayland key code is the scan code plus 8.
"""

from __future__ import annotations

NATIVE_OFFSET = 8
"""What X11 and Wayland add to a scan code."""
UNMAPPED = "\ufffd"
"""Stands for a key that types something on other layouts and nothing on the US one."""

_ROWS = (
    (2, "1234567890-=", "!@#$%^&*()_+"),
    (16, "qwertyuiop[]", "QWERTYUIOP{}"),
    (30, "asdfghjkl;'`", 'ASDFGHJKL:"~'),
    (43, "\\zxcvbnm,./", "|ZXCVBNM<>?"),
)
_TABLE: dict[int, tuple[str, str]] = {
    first + offset: pair
    for first, plain, shifted in _ROWS
    for offset, pair in enumerate(zip(plain, shifted, strict=True))
}
_TABLE |= {15: ("\t", "\t"), 28: ("\r", "\r"), 57: (" ", " "), 96: ("\r", "\r")}
_TABLE |= {55: ("*", "*"), 74: ("-", "-"), 78: ("+", "+"), 98: ("/", "/"), 83: (".", ".")}
_TABLE[86] = (UNMAPPED, UNMAPPED)
_KEYPAD = {
    71: "7", 72: "8", 73: "9", 75: "4", 76: "5", 77: "6", 79: "1", 80: "2", 81: "3", 82: "0",
}  # fmt: skip
_SHIFTS = frozenset({42, 54})
_CONTROLS = frozenset({29, 97})
_ALT = 56
_ALT_GR = 100
_CAPS_LOCK = 58
_RELEASED = 0
_PRESSED = 1
_MAX_ALT_DIGITS = 7

HEX_INPUT = "\x15"
"""Ctrl+U: with Shift, the input methods of Linux take a character's number in hexadecimal."""
_U = 22
_HEX_DIGITS = frozenset("0123456789abcdef")
_CONTROL_SIGNS = {57: "\x00", 3: "\x00", 26: "\x1b", 43: "\x1c", 27: "\x1d", 7: "\x1e", 12: "\x1f"}
"""What Ctrl writes with a key that is no letter: NUL, ESC, FS, GS, RS, US (ISO 646)."""


class KeyMap:
    """Turns presses and releases of one device into characters; remembers Shift and Caps Lock.

    Caps Lock counts only as the scanner itself presses it: some write capitals that way. Alt with
    keypad digits gives the character of that number, for bytes above 127 the byte as U+0080 to
    U+00FF (`burst.healed` joins such bytes to UTF-8). A number typed while Ctrl+Shift+U is held is
    given as `HEX_INPUT`, digits, space: the form of a scanner that lets the keys go first, which
    `burst.without_hex_input` reads.
    """

    def __init__(self) -> None:
        self._down: set[int] = set()
        self._is_caps = False
        self._alt_digits = ""
        self._held_hex_digits: int | None = None

    def release_all(self) -> None:
        """Forget what is held down, after events were lost."""
        self._down.clear()
        self._alt_digits = ""
        self._held_hex_digits = None

    def take(self, code: int, value: int) -> str:
        """The character this event types, or ""; `value` is 0 released, 1 pressed, 2 repeated."""
        if value == _RELEASED:
            self._down.discard(code)
            if code in _SHIFTS | _CONTROLS:
                return self._end_of_held_hex()
            return self._alt_character() if code == _ALT else ""
        if value != _PRESSED:
            return ""
        self._down.add(code)
        if code == _CAPS_LOCK:
            self._is_caps = not self._is_caps
        if code in _KEYPAD:
            if _ALT in self._down:
                self._alt_digits += _KEYPAD[code]
                return ""
            return _KEYPAD[code]
        return self._character(code)

    def _character(self, code: int) -> str:
        plain, shifted = _TABLE.get(code, ("", ""))
        if self._held_hex_digits is not None and plain in _HEX_DIGITS:
            self._held_hex_digits += 1
            return plain
        if self._down & _CONTROLS and (control := control_character(code)):
            if code == _U and self._down & _SHIFTS:
                self._held_hex_digits = 0
            return control
        if _ALT_GR in self._down and plain.isprintable():
            return UNMAPPED if plain else ""
        is_shifted = bool(self._down & _SHIFTS)
        if plain.isalpha():
            is_shifted ^= self._is_caps
        return shifted if is_shifted else plain

    def _end_of_held_hex(self) -> str:
        digits, self._held_hex_digits = self._held_hex_digits, None
        return " " if digits else ""

    def _alt_character(self) -> str:
        digits, self._alt_digits = self._alt_digits, ""
        if not digits or len(digits) > _MAX_ALT_DIGITS:
            return UNMAPPED if digits else ""
        number = int(digits)
        is_surrogate = 0xD800 <= number <= 0xDFFF
        return UNMAPPED if number > 0x10FFFF or is_surrogate else chr(number)


def control_character(code: int) -> str:
    """What Ctrl and a scan code write on a US keyboard, Shift or not; "" if nothing.

    Scanners write control characters so: Ctrl+M is Enter, Ctrl+I is Tab, Ctrl+] is GS.
    """
    plain, _ = _TABLE.get(code, ("", ""))
    return chr(ord(plain) & 0x1F) if plain.isalpha() else _CONTROL_SIGNS.get(code, "")


def us_character(code: int, *, is_shifted: bool) -> str:
    """What a scan code types on a US keyboard without Caps Lock; "" if nothing."""
    if code in _KEYPAD:
        return _KEYPAD[code]
    return _TABLE.get(code, ("", ""))[is_shifted]
