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
    §3), so equality is judged on this form alone.
    """
    # A letter such as ß becomes upper case only once its accent is gone.
    return joined_name(plain_letters(name.upper()).upper())
