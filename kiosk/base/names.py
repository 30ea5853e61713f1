"""Names made comparable: one rule for the stations and the hub (docs/spec/at-the-gate.md §5)."""

from __future__ import annotations

import unicodedata

_BARE_LETTERS = str.maketrans({"Đ": "D", "Ð": "D", "Ƀ": "B", "’": "'", "‘": "'", "ʼ": "'"})
"""Letters that Unicode does not take apart, and the apostrophes of K'Brếp and O'Connor."""


def bare_name(name: str) -> str:
    """A name for comparison: upper case, without accents, single spaces, đ as D.

    Two documents of one person write the name with and without accents (docs/spec/credentials.md
    §3), so equality is judged on this form alone.
    """
    decomposed = unicodedata.normalize("NFD", name.upper().translate(_BARE_LETTERS))
    letters = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    # A letter such as ß becomes upper case only once its accent is gone.
    return " ".join(letters.upper().split())
