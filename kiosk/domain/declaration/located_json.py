"""JSON whose values know in which line they stand (RFC 8259), so that a flaw can be shown.

Stricter than the standard library's reader: no key twice in an object, no NaN, no lone surrogate,
nothing nested deeper than `DEEPEST`. Numbers with a point or exponent are exact decimals.
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from decimal import Decimal

from kiosk.base.dataclass import dataclass
from kiosk.base.phrases import Phrase

DEEPEST = 24
"""Arrays and objects in one another."""

_SPACE = re.compile(r"[ \t\r\n]*")
_STRING = re.compile(r'"(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"')
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?")
_WORD = re.compile(r"true|false|null")
_WORDS = {"true": True, "false": False, "null": None}
_MOST_DIGITS = 17


class NotJson(ValueError):
    """A text is not JSON: in which line, and why as a phrase."""

    def __init__(self, line: int, reason: Phrase) -> None:
        super().__init__(reason)
        self.line = line
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Located:
    """One value and the line it begins in, from 1 on. Members of an object and of an array are
    such values too."""

    line: int
    value: dict[str, Located] | list[Located] | str | int | Decimal | bool | None


def read_located(text: str) -> Located:
    """The value of a JSON text. Raises NotJson."""
    reader = _Reader(text)
    value, end = reader.value(reader.after_space(0), 0)
    end = reader.after_space(end)
    if end != len(text):
        raise reader.fault(end, Phrase("something follows after the end"))
    return value


class _Reader:
    """Reads values of one text, each from a position to the one behind it."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._line_ends = [match.start() for match in re.finditer("\n", text)]

    def fault(self, at: int, reason: Phrase) -> NotJson:
        """What is wrong at a position."""
        return NotJson(self._line(at), reason)

    def after_space(self, at: int) -> int:
        """The position of what comes next."""
        match = _SPACE.match(self._text, at)
        return at if match is None else match.end()

    def value(self, at: int, depth: int) -> tuple[Located, int]:
        """The value at a position, and the position behind it."""
        line, head = self._line(at), self._text[at : at + 1]
        if depth == DEEPEST:
            raise self.fault(at, Phrase("nested too deeply"))
        if head == "{":
            members, end = self._object(at + 1, depth + 1)
            return Located(line, members), end
        if head == "[":
            values, end = self._array(at + 1, depth + 1)
            return Located(line, values), end
        if head == '"':
            text, end = self._string(at)
            return Located(line, text), end
        word = _WORD.match(self._text, at)
        if word is not None:
            return Located(line, _WORDS[word[0]]), word.end()
        number = _NUMBER.match(self._text, at)
        if number is None:
            raise self.fault(at, Phrase("a value is missing here, or is none of JSON's"))
        return Located(line, self._number(number)), number.end()

    def _object(self, at: int, depth: int) -> tuple[dict[str, Located], int]:
        members: dict[str, Located] = {}
        at = self.after_space(at)
        if self._text.startswith("}", at):
            return members, at + 1
        while True:
            key, end = self._string(at)
            if key in members:
                raise self.fault(at, Phrase('"{key}" stands twice in one object', key=key))
            colon = self.after_space(end)
            if not self._text.startswith(":", colon):
                raise self.fault(colon, Phrase("a colon is missing here"))
            members[key], end = self.value(self.after_space(colon + 1), depth)
            at = self.after_space(end)
            if self._text.startswith("}", at):
                return members, at + 1
            at = self._after_comma(at)

    def _array(self, at: int, depth: int) -> tuple[list[Located], int]:
        values: list[Located] = []
        at = self.after_space(at)
        if self._text.startswith("]", at):
            return values, at + 1
        while True:
            value, end = self.value(at, depth)
            values.append(value)
            at = self.after_space(end)
            if self._text.startswith("]", at):
                return values, at + 1
            at = self._after_comma(at)

    def _after_comma(self, at: int) -> int:
        if not self._text.startswith(",", at):
            raise self.fault(at, Phrase("a comma or the closing bracket is missing here"))
        return self.after_space(at + 1)

    def _string(self, at: int) -> tuple[str, int]:
        match = _STRING.match(self._text, at)
        if match is None:
            raise self.fault(at, Phrase("a text in quotation marks is missing or not closed here"))
        text: str = json.loads(match[0])
        if not text.isascii() and any("\ud800" <= letter <= "\udfff" for letter in text):
            raise self.fault(at, Phrase("a text holds half a character"))
        return text, match.end()

    def _number(self, match: re.Match[str]) -> int | Decimal:
        if len(match[0]) > _MOST_DIGITS:
            raise self.fault(match.start(), Phrase("a number with too many digits"))
        # The exponent of a Decimal costs nothing until it is written out.
        return Decimal(match[0]) if match[1] or match[2] else int(match[0])

    def _line(self, at: int) -> int:
        return bisect_right(self._line_ends, at - 1) + 1
