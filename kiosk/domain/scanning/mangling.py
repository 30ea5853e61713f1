"""Whether a typed code was changed between the scanner and us, and how.

Keyboard layouts and Vietnamese input methods rewrite what keyboard scanners type
(docs/spec/credentials.md §6). Every check rests on something the format fixes: a separator, a
literal, digits.
"""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from kiosk.domain.scanning.keymap import UNMAPPED


class Mangling(StrEnum):
    """Why a typed code cannot be trusted; the screens have a sentence for each."""

    LAYOUT = "layout"
    """Scanner and computer are set to different keyboard layouts."""
    INPUT_METHOD = "input_method"
    """Telex, VNI or another input method has composed letters out of the code."""
    KEYS_LOST = "keys_lost"
    """The computer was too slow, or the plug loose: characters are missing."""
    TOO_LONG = "too_long"
    """Longer than any code: a stuck key or a wrong device."""


_MIN_PARTS = 6
_LAST_ASCII_CITIZEN_PARTS = 6
_CITIZEN_NUMBER = re.compile(r"[0-9]{12}")
_INSURANCE_NUMBER = re.compile(r"[A-Z]{2}[1-5][0-9]{2}[0-9A-Z]{2}[0-9]{8}|[0-9]{10}")
_INSURANCE_FREE = (5, 10)
"""The facility may hold an en dash, the parent's name raw text (docs/spec/credentials.md §1)."""
_CITIZEN_FREE = (2, 4, 5)
_ASCII_BEGINS = re.compile(r"KS[0-9]:|HC1:|000201|https?://[^/]*(?:tokhaiyte|khambenh)", re.I)
_OTHER_BAR = re.compile(
    r"(?:[A-Za-z]{2}[1-5][0-9]{2}[0-9A-Za-z]{2}[0-9]{8}|[0-9]{10}|[0-9]{12})([^0-9A-Za-z|\s])"
)
_NO_BAR = re.compile(r"[A-Za-z]{2}[1-5][0-9]{12}[0-9A-Fa-f]{10}")
_OTHER_COLON = re.compile(r"(?:https?|HC1|KS[0-9])[^0-9A-Za-z:\s]", re.I)
_WORD_COLON = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_FEW = 5
_NO_SHORT_CODE = 20

_ASCII_DIGITS = frozenset("0123456789")
_VIETNAMESE_MARKS = frozenset("\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323")
_VIETNAMESE_VOWELS = frozenset("aeiouy")


def find_mangling(text: str) -> Mangling | None:
    """How the text was changed on the way, or None where nothing shows it.

    `text` is without the scanner's framing: a control character between the parts of a code can
    only be a key combination that should have written something else.
    """
    if "|" in text and _CONTROL.search(text):
        return Mangling.LAYOUT
    if not text.isascii():
        suspect = "".join(_ascii_only(text))
        if any(_is_vietnamese(char) for char in suspect):
            return Mangling.INPUT_METHOD
        if not suspect.isascii():
            return Mangling.LAYOUT
    return Mangling.LAYOUT if _is_other_layout(text) else None


def _ascii_only(text: str) -> list[str]:
    """What of the text its format demands to be ASCII."""
    parts = text.split("|")
    if len(parts) < _MIN_PARTS:
        return [text] if _ASCII_BEGINS.match(text) or UNMAPPED in text else []
    number = parts[0].strip()
    free: tuple[int, ...] = ()
    if _CITIZEN_NUMBER.fullmatch(number) and len(parts) > _LAST_ASCII_CITIZEN_PARTS:
        free = _CITIZEN_FREE
    elif _INSURANCE_NUMBER.fullmatch(number.upper()):
        free = _INSURANCE_FREE
    return [part for at, part in enumerate(parts) if at not in free]


def _is_vietnamese(char: str) -> bool:
    if char in "đĐ":
        return True
    decomposed = unicodedata.normalize("NFD", char)
    base, marks = decomposed[:1], decomposed[1:]
    return (
        bool(marks) and base.lower() in _VIETNAMESE_VOWELS and _VIETNAMESE_MARKS.issuperset(marks)
    )


def _is_other_layout(text: str) -> bool:
    if _OTHER_COLON.match(text) or _NO_BAR.match(text):
        return True
    other = _OTHER_BAR.match(text)
    if other is not None and text.count(other[1]) >= _FEW:
        return True
    # French and Vietnamese layouts type letters and signs where a scanner means digits.
    if len(text) < _NO_SHORT_CODE or _WORD_COLON.match(text) or _ASCII_DIGITS & set(text):
        return False
    # Half of a card is digits; of Vietnamese prose a third is accented.
    letters = [char for char in text if not char.isspace()]
    return sum(not (char.isascii() and char.isalpha()) for char in letters) * 2 > len(letters)


_MUST_BE = (
    re.compile(r"[A-Z]{2}[1-5][0-9]{2}[0-9A-Z]{2}[0-9]{8}\|"),
    re.compile(r"[0-9]{12}\|[0-9]*\|[^|]*\|[0-9/.-]*\|N(?:am|ữ|u|\?)\|"),
    re.compile(r"[^|]*\|[A-Z][A-Z' ]+\|[0-9*]{4}-[0-9*]{2}-[0-9*]{2}\|[01]\|"),
    re.compile(r"KS[0-9]:"),
    re.compile(r"HC1:[0-9A-Z $%*+./:-]*$"),
    re.compile(r"https?://[a-z0-9.-]*tokhaiyte\.vn/\?page=Group\."),
    re.compile(r"https?://[a-z0-9.-]*khambenh\.gov\.vn/(?:#tokhai_yte|qr)/"),
)
"""How codes begin whose case the issuer has fixed."""


def inverted_case(text: str) -> str:
    """What Caps Lock makes of a text: each letter in its other case, none of them doubled."""
    swapped = (char.swapcase() for char in text)
    return "".join(new if len(new) == 1 else old for old, new in zip(text, swapped, strict=True))


def uncapsed(text: str) -> str | None:
    """The text with its case inverted, if only that can be what the issuer wrote; else None.

    A web address in capitals may be meant so, and is left as it is.
    """
    if any(form.match(text) for form in _MUST_BE):
        return None
    inverted = inverted_case(text)
    return inverted if any(form.match(inverted) for form in _MUST_BE) else None
