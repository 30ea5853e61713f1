"""Names made comparable: one rule for the stations and the hub (docs/spec/at-the-gate.md §5)."""

from __future__ import annotations

import re
import unicodedata

APOSTROPHES = "'’‘ʼ`´′‛‵ʹʻʽˈꞋꞌ＇"
"""What keyboards, registers and spreadsheets write for the apostrophe of K'Brếp and O'Connor."""
HYPHENS = "-‐‑‒–—―−﹣－"
"""The same for the hyphen of Siu H-Nga."""

_STROKED = {
    "Đ": "D",
    "Ð": "D",
    "Ɖ": "D",
    "Ƀ": "B",
    "Ɓ": "B",
    "Ɨ": "I",
    "Ʉ": "U",
    "Ł": "L",
    "Ø": "O",
}
"""Letters that Unicode does not take apart, with the one they are written over."""
_PLAIN = str.maketrans(
    _STROKED
    | {letter.lower(): plain.lower() for letter, plain in _STROKED.items()}
    | dict.fromkeys(APOSTROPHES, "'")
    | dict.fromkeys(HYPHENS, "-")
)
_JOINT = re.compile(rf"\s*([{re.escape(APOSTROPHES + HYPHENS)}])\s*")


def plain_letters(text: str) -> str:
    """The text in base letters: without accents and strokes, one apostrophe and one hyphen."""
    decomposed = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter)).translate(
        _PLAIN
    )


def joined_name(name: str) -> str:
    """The name with single spaces, and none around its apostrophes and hyphens.

    `K' Brếp` and `Siu H - Nga` are how some offices write K'Brếp and Siu H-Nga.
    """
    return _JOINT.sub(r"\1", " ".join(name.split()))


def bare_name(name: str) -> str:
    """A name for comparison: upper case, in base letters, single spaces.

    Two documents of one person write the name with and without accents (docs/spec/credentials.md
    §3), so who one number stands for is judged on this form alone.
    """
    # A letter such as ß becomes upper case only once its accent is gone.
    return joined_name(plain_letters(name.upper()).upper())


_ALIKE = str.maketrans(
    {"Ð": "Đ", "Ɖ": "Đ", "Ɓ": "Ƀ"} | dict.fromkeys(APOSTROPHES, "'") | dict.fromkeys(HYPHENS, "-")
)
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
"""Grave, acute, tilde, hook and dot: huyền, sắc, ngã, hỏi, nặng."""


def are_names_alike(one: str, other: str) -> bool:
    """Whether two names are equal, with their accents where both are written with any.

    Thúy is not Thùy, and both are THUY. A tone may stand on either letter: Thúy is Thuý. Empty
    names are like none.
    """
    if bare_name(one) != bare_name(other) or not bare_name(one):
        return False
    if bare_name(one) in (_capitals(one), _capitals(other)):
        return True
    return _spelling(one) == _spelling(other)


def _capitals(name: str) -> str:
    """The name in capitals and with its accents, each sign and stroked letter in one form."""
    return joined_name(name.upper().translate(_ALIKE))


def _spelling(name: str) -> list[tuple[str, str]]:
    """Each word without its tone, and the tone."""
    words = unicodedata.normalize("NFD", _capitals(name)).split()
    return [
        (
            unicodedata.normalize("NFC", "".join(sign for sign in word if sign not in _TONES)),
            "".join(sign for sign in word if sign in _TONES),
        )
        for word in words
    ]
