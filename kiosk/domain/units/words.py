"""Words of a unit's name made comparable: without accents, signs, and spellings that vary."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from kiosk.base.names import APOSTROPHES, plain_letters

MOST_CHARS = 200
"""Of an address that is looked at: no real one is longer."""


class Word(NamedTuple):
    """A word of a text, and where it stands there."""

    folded: str
    start: int
    end: int


Kinds = dict[str, tuple[str, ...]]

COMMUNE_KINDS: Kinds = {
    "xa": ("xa", "x"),
    "phuong": ("phuong", "p"),
    "thi tran": ("thi tran", "tt"),
    "dac khu": ("dac khu",),
}
"""Kinds of the lowest units, folded, with how addresses write them."""
UPPER_KINDS: Kinds = {
    "quan": ("quan", "q"),
    "huien": ("huien", "h"),
    "thi xa": ("thi xa", "tx"),
    "thanh pho": ("thanh pho", "tp"),
    "tinh": ("tinh", "t"),
}
"""Those of districts and provinces; Lý Sơn was a district and nothing below it."""

_KIND = re.compile(rf"(?:{'|'.join(COMMUNE_KINDS | UPPER_KINDS)}) (?=[^0-9])")
_TONES = frozenset("\u0300\u0301\u0303\u0309\u0323")
_WORD = re.compile(
    rf"[pqPQ](?=[0-9])|[^\W_](?:[^\W_{APOSTROPHES}]|[{APOSTROPHES}](?=\w)|[\u0300-\u036f])*"
)
"""P1 and Q.1 are two words, M'Drắk is one."""


def fold(word: str) -> str:
    """A word as it is compared: small base letters, no apostrophe, `i` for `y`, 1 for 01.

    Quy Nhơn is Qui Nhơn in some documents, Phường 1 is Phường 01.
    """
    plain = plain_letters(word).lower().replace("'", "").replace("y", "i")
    return plain.lstrip("0") or "0" if plain.isdigit() else plain


def read_words(text: str) -> list[Word]:
    """The words of a text in order."""
    found = _WORD.finditer(text[:MOST_CHARS])
    return [Word(fold(match[0]), match.start(), match.end()) for match in found]


def without_kind(folded_name: str) -> str:
    """A folded name without its kind; `phuong 1` has no other name."""
    return _KIND.sub("", folded_name, count=1) if _KIND.match(folded_name) else folded_name


def bare_key(key: str) -> str:
    """What stands in a unit's key before the tab: its name without kind, behind a space."""
    return key.partition("\t")[0]


def read_kind(words: Sequence[str], kinds: Kinds) -> tuple[str, int]:
    """The kind that folded words begin with, and of how many words; empty and 0 for none."""
    for kind, writings in kinds.items():
        for writing in writings:
            parts = writing.split()
            if list(words[: len(parts)]) == parts:
                return kind, len(parts)
    return "", 0


def spelled(word: str) -> tuple[str, str]:
    """A word in its own letters without its tone, and the tone: a tone may stand on either
    vowel (Hoà, Hòa)."""
    signs = unicodedata.normalize("NFD", word.lower())
    letters = "".join(sign for sign in signs if sign not in _TONES)
    tone = "".join(sign for sign in signs if sign in _TONES)
    return unicodedata.normalize("NFC", letters), tone
