"""What a name may go on with: syllables by their place in it, matched without accents.

The shipped lists count how often a syllable is family name, middle syllable or given name
(resources/names); beside them stands what the venue's own people are called
(docs/spec/at-the-gate.md §5).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kiosk.base.dataclass import dataclass
from kiosk.base.names import plain_letters
from kiosk.domain.desk.asked import DeskQuery

MOST_CHIPS = 5
"""As many as stand in one row above the keys."""
_OWN_WEIGHT = 2
"""Somebody of the venue counts as so many of the lists."""


class Counts(NamedTuple):
    """How often a syllable stands at each place of a name."""

    family: int = 0
    middle: int = 0
    given: int = 0


@dataclass(frozen=True, slots=True)
class SuggestSyllables(DeskQuery[tuple[str, ...]]):
    """Syllables for the word in hand, the likeliest first; five at most."""

    before: str
    """What stands before the word, of the same field."""
    word: str
    """As it is composed so far; empty where the next one has not begun."""
    with_own: bool = False
    """Those of the venue's own people too: for pages of staff alone."""


def read_syllables(*lists: str) -> Mapping[str, Counts]:
    """Out of lines `syllable, family, middle, given` with tabs between; counts of one syllable are
    added up."""
    found: dict[str, Counts] = {}
    for text in lists:
        for line in text.splitlines():
            if line and not line.startswith("#"):
                name, *counts = line.split("\t")
                found[name] = _sum(found.get(name, Counts()), Counts(*map(int, counts)))
    return found


def suggest(
    shipped: Mapping[str, Counts], own: Mapping[str, Counts], before: str, word: str
) -> tuple[str, ...]:
    """The likeliest syllables that begin with `word` and may stand behind `before`.

    What is typed with accents comes first with those; what stands there already is no suggestion.
    """
    typed = unicodedata.normalize("NFC", word)
    start, words = _folded(typed), before.split()
    ranks = []
    for text, counts in _candidates(shipped, own, words):
        if not _folded(text).startswith(start) or text == typed:
            continue
        score = _score(counts, len(words))
        if score:
            has_other_accents = not text.lower().startswith(typed.lower())
            ranks.append((not typed.isascii() and has_other_accents, -score, text))
    return tuple(dict.fromkeys(text for *_, text in sorted(ranks)))[:MOST_CHIPS]


def _candidates(
    shipped: Mapping[str, Counts], own: Mapping[str, Counts], words: list[str]
) -> Iterator[tuple[str, Counts]]:
    for text, counts in shipped.items():
        rest = _rest(text, words)
        if rest is not None:
            # Behind *Pi* nothing is likelier than *Năng*.
            yield rest, Counts(*[counts.family * 1000] * 3)
        elif " " not in text or not words:
            yield text, _sum(counts, *[own[text]] * _OWN_WEIGHT) if text in own else counts
    for text in own.keys() - shipped.keys():
        yield text, own[text]


def _rest(text: str, words: list[str]) -> str | None:
    """What is missing of a family name of two words whose first one stands there; None for
    others."""
    first, _, rest = text.partition(" ")
    return rest if rest and len(words) == 1 and _folded(words[0]) == _folded(first) else None


def _score(counts: Counts, place: int) -> int:
    """How likely a syllable is behind so many words: most names have three or four."""
    match place:
        case 0:
            return counts.family
        case 1:
            return 3 * counts.middle + counts.given
        case 2:
            return counts.middle + 2 * counts.given
    return counts.given


def _sum(*counts: Counts) -> Counts:
    return Counts(*map(sum, zip(*counts, strict=True)))


def _folded(text: str) -> str:
    return plain_letters(text).lower().replace("'", "")
