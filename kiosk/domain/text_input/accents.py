"""The accents row: a mark set on the syllable in hand, or taken off, without a Telex key."""

from __future__ import annotations

from enum import Enum

from kiosk.base.dataclass import dataclass
from kiosk.domain.text_input.spelling import (
    FLAT,
    HOOKED,
    ROOFED,
    STOPS,
    TONED,
    takes_tone,
)
from kiosk.domain.text_input.telex import Word, settled


class Accent(Enum):
    """The places of the row, from left to right."""

    GRAVE = "grave"
    ACUTE = "acute"
    HOOK = "hook"
    TILDE = "tilde"
    DOT = "dot"
    ROOF = "roof"
    BREVE = "breve"
    HORN = "horn"
    BAR = "bar"
    NONE = "none"
    """*Bỏ dấu*: the syllable's tone and marks go."""


_TONES = {
    Accent.ACUTE: 1,
    Accent.GRAVE: 2,
    Accent.HOOK: 3,
    Accent.TILDE: 4,
    Accent.DOT: 5,
}
_LETTERS = {Accent.ROOF: "âêô", Accent.BREVE: "ă", Accent.HORN: "ơư", Accent.BAR: "đ"}


@dataclass(frozen=True, slots=True)
class AccentKey:
    """One place of the row as it is shown."""

    accent: Accent
    letters: str
    """What the syllable's letter would be; where it has none, an example; empty for *Bỏ dấu*."""
    is_active: bool
    """Whether a touch does anything."""
    is_on: bool
    """The syllable has it: a touch takes it off."""


_EXAMPLES = {
    Accent.ROOF: "â",
    Accent.BREVE: "ă",
    Accent.HORN: "ơ ư",
    Accent.BAR: "đ",
    Accent.NONE: "",
}


def accented(word: Word, accent: Accent) -> Word | None:
    """The word with the mark on its syllable in hand, or without it; None where it takes none."""
    changed = _changed(word, accent)
    return None if changed is None else settled(changed)


def _changed(word: Word, accent: Accent) -> Word | None:
    if accent in _TONES:
        tone = _TONES[accent]
        is_stopped = word.final in STOPS and tone in (2, 3, 4)
        if not word.has_vowel or is_stopped or not takes_tone(word.final):
            return None
        return word._replace(tone=0 if word.tone == tone else tone)
    if accent is Accent.BAR:
        other = {"d": "đ", "đ": "d"}.get(word.initial)
        return None if other is None else word._replace(initial=other)
    if accent is Accent.NONE:
        flat = word._replace(vowels=_flat(word.vowels), initial=_flat(word.initial), tone=0)
        return None if flat == word else flat
    vowels = _marked(word.vowels, accent)
    return None if vowels is None else word._replace(vowels=vowels)


def _marked(vowels: str, accent: Accent) -> str | None:
    letters = _LETTERS[accent]
    if any(letter in letters for letter in vowels):
        return _flat(vowels, letters)
    if accent is Accent.ROOF:
        choices = [ROOFED.get((part, key)) for part in (vowels, vowels[-1:]) for key in "aeo"]
    elif vowels[:2] == "uo":
        choices = ["ươ" + vowels[2:]] if accent is Accent.HORN else []
    else:
        choices = [HOOKED.get(vowels), HOOKED.get(vowels[-1:])]
    heads = {len(vowels): "", 1: vowels[:-1]}
    for changed in choices:
        if changed and any(letter in letters for letter in changed):
            return heads[len(changed)] + changed
    return None


def _flat(text: str, letters: str = "ăâêôơưđ") -> str:
    return "".join(FLAT.get(letter, letter) if letter in letters else letter for letter in text)


def accents_of(word: Word) -> tuple[AccentKey, ...]:
    """The row for the syllable in hand."""
    return tuple(_key(word, accent) for accent in Accent)


def _key(word: Word, accent: Accent) -> AccentKey:
    changed = _changed(word, accent)
    is_on = changed is not None and _has(word, accent)
    return AccentKey(accent, _letters(word, accent, changed), changed is not None, is_on)


def _has(word: Word, accent: Accent) -> bool:
    if accent in _TONES:
        return word.tone == _TONES[accent]
    letters = _LETTERS.get(accent, "")
    return any(letter in letters for letter in word.vowels + word.initial)


def _letters(word: Word, accent: Accent, changed: Word | None) -> str:
    if accent in _TONES:
        place = word.tone_place if word.has_vowel else 0
        letter = (word.initial + word.vowels)[place] if word.has_vowel else "a"
        toned = TONED[letter][_TONES[accent]]
        return toned.upper() if word.capitals >> place & 1 and word.has_vowel else toned
    if changed is None or accent is Accent.NONE:
        return _EXAMPLES[accent]
    with_it = word if _has(word, accent) else changed
    found = [letter for letter in with_it.vowels + with_it.initial if letter in _LETTERS[accent]]
    return "".join(found)
