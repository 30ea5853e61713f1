"""Answers what a name may go on with, out of the shipped lists and the venue's own people."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from kiosk.domain.text_input.name_syllables import (
    Counts,
    SuggestSyllables,
    read_syllables,
    suggest,
)
from kiosk.store.queries.reading import Reading

FEWEST_PERSONS = 5
"""A syllable of fewer people would say who was here."""


def suggest_syllables(reading: Reading, query: SuggestSyllables) -> tuple[str, ...]:
    """See `SuggestSyllables`."""
    own = read_own(reading) if query.with_own else {}
    return suggest(shipped_syllables(), own, query.before, query.word)


def read_own(reading: Reading) -> Mapping[str, Counts]:
    """Syllables that at least `FEWEST_PERSONS` people of the venue have at one place."""
    found: dict[str, list[int]] = {}
    for syllable, place, persons in reading.rows(
        "SELECT syllable, place, persons FROM name_syllables WHERE persons >= ?", (FEWEST_PERSONS,)
    ):
        found.setdefault(syllable, [0, 0, 0])[place] = persons
    return {syllable: Counts(*persons) for syllable, persons in found.items()}


@cache
def shipped_syllables() -> Mapping[str, Counts]:
    """The lists that the application ships, read once."""
    folder = files("resources") / "names"
    return read_syllables(*((folder / name).read_text("utf-8") for name in _LISTS))


_LISTS = ("by_hand.txt", "given.txt")
