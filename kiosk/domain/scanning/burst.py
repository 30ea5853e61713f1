"""From the stream of a hand-held scanner to whole codes: where one ends, and what it says.

The rules are docs/spec/credentials.md rule 8 and §6: a scanner may send no Enter, so `$` ends an
insurance card and `||||` a Căn cước; everything else ends by Enter, Tab, or a pause. A length never
ends a code: the seven parts of a CCCD are also how a Căn cước begins.
"""

from __future__ import annotations

import re
import sys

from kiosk.base.dataclass import dataclass
from kiosk.domain.scanning.framing import unframed
from kiosk.domain.scanning.keymap import HEX_INPUT
from kiosk.domain.scanning.mangling import Mangling, find_mangling, uncapsed

GAP_S = 0.1
"""A pause this long between two characters ends a code."""
MAX_CHARS = 4096
"""No code that people hold up has more characters; a longer text is taken for none."""
MIN_CHARS = 4
"""Shorter is no code of any format: somebody touched a key."""

_ENDS = frozenset("\r\n\t")
_INSURANCE_PARTS = 9
_CITIZEN_PARTS = 11
_INSURANCE = re.compile(r"(?:[A-Za-z]{2}[1-5][0-9]{2}[0-9A-Za-z]{2}[0-9]{8}|[0-9]{10})\|")
_CITIZEN = re.compile(r"[0-9]{12}\|")
_CARD_BEGINS = "begin:vcard"
_CARD_ENDS = "end:vcard"
_HEAD_CHARS = 24
_HEX_INPUT = re.compile(HEX_INPUT + "([0-9A-Fa-f]{1,6}) ")


@dataclass(frozen=True, slots=True)
class Burst:
    """The characters of one code as they came; `damage` when some are missing."""

    text: str
    damage: Mangling | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a hand-held scanner read: the code's text, or why it cannot be trusted.

    With a `mangling` the text is empty: a wrong code must never reach the core.
    """

    text: str
    mangling: Mangling | None = None
    charset_guessed: bool = False
    """The bytes were not UTF-8: the text never stands for a person."""


class Assembler:
    """Cuts characters into bursts. Time is the caller's: seconds on one clock, never going back."""

    def __init__(self, gap_s: float = GAP_S) -> None:
        self._gap_s = gap_s
        self._characters: list[str] = []
        self._bars = 0
        self._at = 0.0
        self._damage: Mangling | None = None
        self._is_after_end = False

    @property
    def is_open(self) -> bool:
        """Whether a burst waits for its end."""
        return bool(self._characters) or self._damage is not None

    def take(self, character: str, at: float) -> Burst | None:
        """Take one character; gives the burst that it ends, or that a pause before it ended.

        Both at once cannot be: what begins with this character is too short to end.
        """
        ended = self.end() if at - self._at >= self._gap_s else None
        self._at = at
        if character in _ENDS and not self._is_inside_card():
            return ended or self._close()
        if self._is_after_end and (character in "|$ " or character < " "):
            # Surplus or framing of the code that its content has ended already.
            return ended
        self._is_after_end = False
        if len(self._characters) >= MAX_CHARS:
            self._damage = Mangling.TOO_LONG
            return ended
        self._characters.append(character)
        self._bars += character == "|"
        if character in "|$" and self._is_complete():
            self._is_after_end = True
            return ended or self._close()
        return ended

    def end(self) -> Burst | None:
        """The pause was long enough: give what came, if it can be a code."""
        self._is_after_end = False
        return self._close()

    def lose(self) -> None:
        """Characters were lost on the way: what is open can no longer be trusted."""
        self._damage = Mangling.KEYS_LOST

    def _close(self) -> Burst | None:
        text, damage = "".join(self._characters), self._damage
        self._characters.clear()
        self._bars = 0
        self._damage = None
        if damage is None and len(text.strip()) < MIN_CHARS:
            return None
        return Burst(text, damage)

    def _is_inside_card(self) -> bool:
        """A contact card is the one content with line ends of its own."""
        if self._bars or not self._head().lower().startswith(_CARD_BEGINS):
            return False
        return "".join(self._characters[-len(_CARD_ENDS) :]).lower() != _CARD_ENDS

    def _is_complete(self) -> bool:
        tail = "".join(self._characters[-4:])
        head = self._head()
        if tail.endswith("|$"):
            return self._bars >= _INSURANCE_PARTS - 1 and _INSURANCE.match(head) is not None
        if tail == "||||":
            return self._bars == _CITIZEN_PARTS - 1 and _CITIZEN.match(head) is not None
        return False

    def _head(self) -> str:
        return unframed("".join(self._characters[:_HEAD_CHARS]))


def without_hex_input(text: str) -> str:
    """The text with each number that Ctrl+Shift+U and hexadecimal digits wrote as its character.

    Input methods of Linux (IBus, GTK) take accents so, ended by a space. What is no number of a
    printable character stays, and shows that the code was changed.
    """

    def character(match: re.Match[str]) -> str:
        number = int(match[1], 16)
        written = chr(number) if number <= sys.maxunicode else ""
        return written if written.isprintable() and written else match[0]

    return _HEX_INPUT.sub(character, text)


def healed(text: str) -> str | None:
    """The text when its characters are the bytes of UTF-8, each as U+0000 to U+00FF; else None."""
    try:
        return text.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return None


def read_typed(burst: Burst) -> Reading:
    """What a keyboard scanner typed.

    Its framing goes, and characters written by their numbers are put together. Inverted case is
    repaired where the format leaves no doubt; a text that a layout or an input method has changed
    is not given at all.
    """
    if burst.damage is not None:
        return Reading("", burst.damage)
    text = unframed(without_hex_input(burst.text))
    text = healed(text) or text
    text = uncapsed(text) or text
    mangling = find_mangling(text)
    if mangling is not None:
        return Reading("", mangling)
    return Reading(text)


def read_bytes(burst: Burst) -> Reading:
    """What came over a serial line, each byte as U+0000 to U+00FF: strict UTF-8, or a guess."""
    if burst.damage is not None:
        return Reading("", burst.damage)
    raw = unframed(burst.text)
    text = healed(raw)
    if text is None:
        return Reading(raw, charset_guessed=True)
    return Reading(text)
