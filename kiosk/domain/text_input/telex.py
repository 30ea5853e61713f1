"""Vietnamese typed as Telex: the letters of a word's raw keys.

A word in hand is a value: `press` gives the word with one key more, `compose` presses all keys of
a text. What a key means follows what UniKey and Bamboo agree on: `aa ee oo` and `w dd` set marks
and `s f r x j` tones anywhere later in the syllable, `z` takes the tone away, another tone key
replaces it, and the same key again takes its mark back and leaves the rest of the syllable
literal. Nothing is restored by a dictionary.

Names of all peoples are typed too, so that what is not Vietnamese keeps its marks: any letters
begin a syllable (Krông, Kpă), and a vowel behind a consonant begins the next one (Talếu, Alăng).
A vowel key that reached back over a consonant and turns out to be a vowel of its own, because
another syllable follows it, is given back: Hana → Hân, but Hanako.
"""

from __future__ import annotations

import unicodedata
from enum import StrEnum
from typing import NamedTuple

from kiosk.domain.text_input.spelling import (
    FLAT,
    HOOKED,
    ROOFED,
    STOPS,
    TAKE_LONE_HOOK,
    TONED,
    UNTONED,
    VOWEL_LETTERS,
    VOWELS,
    may_close,
    takes_tone,
)


class ToneStyle(StrEnum):
    """Where a tone stands on open `oa`, `oe`, `uy`: hòa or hoà."""

    OLD = "old"
    NEW = "new"


_TONES = {"z": 0, "s": 1, "f": 2, "r": 3, "x": 4, "j": 5}
_OPEN_UO = frozenset(["", "h", "kh", "th"])
"""Initials of an open syllable whose uo + w is uơ (thuở, huơ); elsewhere it is ươ."""
_SECOND_TONED_IN_NEW_STYLE = frozenset(["oa", "oe", "uy"])
_DOUBLE_O_FINALS = frozenset(["c", "ng"])
"""Finals that make the literal oo of `ooo` a vowel: moóc, goòng."""


class Word(NamedTuple):
    """A word in hand: what is finished of it, and its last syllable in parts.

    `initial`, `vowels` and `final` are lower-case letters with their marks, without the tone.
    `capitals` has a bit for every letter of the syllable. `reached` are the keys that set a mark
    across a consonant, by their place in `keys`; `given_back` are those that proved to be letters.
    """

    style: ToneStyle = ToneStyle.OLD
    keys: str = ""
    done: str = ""
    initial: str = ""
    vowels: str = ""
    final: str = ""
    tone: int = 0
    capitals: int = 0
    is_literal: bool = False
    has_lone_hook: bool = False
    """The ư of the syllable is one w, without an u before it."""
    reached: tuple[int, ...] = ()
    given_back: frozenset[int] = frozenset()

    @property
    def text(self) -> str:
        """What stands in the field."""
        return self.done + self._syllable()

    def _syllable(self) -> str:
        letters = self.initial + self.vowels + self.final
        if self.tone:
            place = self.tone_place
            toned = TONED[letters[place]][self.tone]
            letters = letters[:place] + toned + letters[place + 1 :]
        if not self.capitals:
            return letters
        return "".join(
            letter.upper() if self.capitals >> place & 1 else letter
            for place, letter in enumerate(letters)
        )

    @property
    def tone_place(self) -> int:
        """Which letter of the syllable in hand carries its tone; it `has_vowel`."""
        vowels = self.vowels
        if not vowels:
            return 1  # The i of gì, which is a letter of the initial as well.
        return len(self.initial) + _tone_place(vowels, bool(self.final), self.style)

    @property
    def size(self) -> int:
        """Letters of the syllable in hand."""
        return len(self.initial) + len(self.vowels) + len(self.final)

    @property
    def has_vowel(self) -> bool:
        """Whether the syllable in hand can carry a tone."""
        return bool(self.vowels) or self.initial == "gi"


def _tone_place(vowels: str, is_closed: bool, style: ToneStyle) -> int:
    if len(vowels) == 1:
        return 0
    if vowels not in VOWELS:
        marked = [place for place, letter in enumerate(vowels) if FLAT[letter] != letter]
        return marked[-1] if marked else len(vowels) - (1 if is_closed else 2)
    for place in range(len(vowels) - 1, -1, -1):
        if vowels[place] in "âêôăơ":
            return place
    if "ư" in vowels:
        return vowels.index("ư")
    if len(vowels) == 3 or is_closed:
        return 1
    return 1 if style is ToneStyle.NEW and vowels in _SECOND_TONED_IN_NEW_STYLE else 0


def compose(raw_keys: str, style: ToneStyle = ToneStyle.OLD) -> str:
    """The text that `raw_keys` write. What is no letter ends a word and stands for itself."""
    out: list[str] = []
    word = Word(style)
    for key in unicodedata.normalize("NFC", raw_keys):
        if key.isalpha():
            word = press(word, key)
        else:
            out += (word.text, key)
            word = Word(style)
    out.append(word.text)
    return "".join(out)


def press(word: Word, key: str) -> Word:
    """The word with one letter key more."""
    after = _press(word, key)
    place = len(word.keys)
    after = after._replace(keys=word.keys + key)
    if after.reached and after.reached[-1] < 0:
        after = after._replace(reached=(*after.reached[:-1], place))
    if after.reached and len(after.done) > len(word.done):
        # Another syllable follows: what reached back over a consonant was a vowel, or d, itself.
        return _again(after)
    return after


def _again(word: Word) -> Word:
    again = Word(word.style, given_back=word.given_back | frozenset(word.reached))
    for key in word.keys:
        again = press(again, key)
    return again


def _press(word: Word, key: str) -> Word:
    low = key.lower()
    if len(word.keys) in word.given_back or low not in "zsfrxjaeowd":
        return add_letter(word, key)
    if low in _TONES:
        return _press_tone(word, key, _TONES[low])
    if word.is_literal:
        return add_letter(word, key)
    if low == "d":
        return _press_bar(word, key)
    if not takes_tone(word.final):
        return add_letter(word, key)
    return _press_hook(word, key) if low == "w" else _press_roof(word, key, low)


def _press_tone(word: Word, key: str, tone: int) -> Word:
    is_moot = word.is_literal and not (word.vowels == "oo" and word.final in _DOUBLE_O_FINALS)
    if is_moot or not word.has_vowel or not may_close(word.vowels, word.final, word.initial):
        return add_letter(word, key)
    if word.final in STOPS and tone in (2, 3, 4):
        return add_letter(word, key)
    if tone != word.tone:
        return word._replace(tone=tone)
    if tone == 0:
        return add_letter(word, key)
    return _undone(word._replace(tone=0), key)


def _press_roof(word: Word, key: str, low: str) -> Word:
    vowels = word.vowels
    if low == "o" and vowels[:2] in ("ưo", "ươ") and vowels[2:] in ("", "i"):
        changed: str | None = "uô" + vowels[2:]
    else:
        changed = ROOFED.get((vowels, low))
        if changed is None and vowels and vowels not in VOWELS:
            last = ROOFED.get((vowels[-1], low))
            changed = vowels[:-1] + last if last else None
    if changed is not None and word.final != "k" and may_close(changed, word.final, word.initial):
        return _marked(word, changed)
    roof = {"a": "â", "e": "ê", "o": "ô"}[low]
    if roof in vowels and changed is None:
        return _undone(word._replace(vowels=vowels.replace(roof, low)), key)
    return add_letter(word, key)


def _press_hook(word: Word, key: str) -> Word:
    vowels = word.vowels
    if not vowels and word.initial in TAKE_LONE_HOOK:
        capitals = word.capitals | key.isupper() << word.size
        return word._replace(vowels="ư", capitals=capitals, has_lone_hook=True)
    if vowels == "ư" and not word.final and word.has_lone_hook:
        return _undone(word._replace(vowels="", tone=0), key)
    if vowels[:1] in ("u", "ư") and vowels[1:2] in ("o", "ô", "ơ"):
        if vowels[:2] == "ươ":
            return _undone(word._replace(vowels="uo" + vowels[2:]), key)
        if vowels in ("uo", "uô") and not word.final and word.initial in _OPEN_UO:
            return _marked(word, "uơ")
        return _marked(word, "ươ" + vowels[2:])
    changed = HOOKED.get(vowels)
    if changed is None and vowels and vowels not in VOWELS:
        last = HOOKED.get(vowels[-1])
        changed = vowels[:-1] + last if last else None
    if changed is not None and may_close(changed, word.final, word.initial):
        return _marked(word, changed)
    if changed is None and any(letter in "ăơư" for letter in vowels):
        flat = "".join(FLAT[letter] if letter in "ăơư" else letter for letter in vowels)
        return _undone(word._replace(vowels=flat), key)
    return add_letter(word, key)


def _press_bar(word: Word, key: str) -> Word:
    letters = word.final if word.vowels else word.initial
    if letters.endswith("d"):
        return _with_last(word, "đ")
    if letters.endswith("đ"):
        return _undone(_with_last(word, "d"), key)
    if word.vowels not in VOWELS or not may_close(word.vowels, word.final, word.initial):
        return add_letter(word, key)
    if word.initial == "d":
        reached = (*word.reached, -1) if word.final else word.reached
        return word._replace(initial="đ", reached=reached)
    if word.initial == "đ":
        return _undone(word._replace(initial="d"), key)
    return add_letter(word, key)


def _with_last(word: Word, letter: str) -> Word:
    if word.vowels:
        return word._replace(final=word.final[:-1] + letter)
    return word._replace(initial=word.initial[:-1] + letter)


def _marked(word: Word, vowels: str) -> Word:
    reached = (*word.reached, -1) if word.final else word.reached
    return word._replace(vowels=vowels, reached=reached)


def _undone(word: Word, key: str) -> Word:
    """The mark is off, its key stands there as a letter, and the syllable is literal from here."""
    return add_letter(word._replace(reached=()), key)._replace(is_literal=True)


def spelt(text: str, style: ToneStyle) -> Word:
    """The word in hand whose letters stand there already. It can be composed further."""
    word = Word(style)
    for letter in text:
        word = add_letter(word, letter)
    return settled(word)


def settled(word: Word) -> Word:
    """The word as if its letters had been there before: no key of it is remembered."""
    text = word.text
    return word._replace(keys=text, reached=(), given_back=frozenset(range(len(text))))


def add_letter(word: Word, key: str) -> Word:
    """The word with a letter more that changes no other: its tone counts, its key does not."""
    low = key.lower()
    if low.upper() != key and low != key:
        low = key  # A letter of another script whose small form is none, such as İ.
    letter, tone = UNTONED.get(low, (low, 0))
    if letter not in VOWEL_LETTERS:
        word = _with_consonant(word, letter)
    elif word.tone and (tone or _is_foreign(word, letter)):
        # A tone stays where it was typed: another syllable has its own.
        word = _next_syllable(word, letter)
    else:
        word = _with_vowel(word, letter)
    capitals = word.capitals | (key != low) << word.size - 1
    return word._replace(tone=tone or word.tone, capitals=capitals)


def _with_consonant(word: Word, letter: str) -> Word:
    if word.vowels:
        vowels = word.vowels
        if not word.final and vowels in ("uơ", "ưo") and letter in "cmnpt":
            vowels = "ươ"
        return word._replace(vowels=vowels, final=word.final + letter)
    if word.initial == "gi":
        return word._replace(initial="g", vowels="i", final=letter)
    return word._replace(initial=word.initial + letter)


def _with_vowel(word: Word, letter: str) -> Word:
    if word.final:
        return _next_syllable(word, letter)
    if not word.vowels and word.initial + letter in ("qu", "gi"):
        return word._replace(initial=word.initial + letter)
    vowels = word.vowels
    if vowels in ("uơ", "ưo") and letter in "iu":
        vowels = "ươ"
    return word._replace(vowels=vowels + letter)


def _is_foreign(word: Word, letter: str) -> bool:
    """Whether the vowel makes none of Vietnamese with those before it."""
    return bool(word.vowels) and not word.final and word.vowels + letter not in VOWELS


def _next_syllable(word: Word, letter: str) -> Word:
    """A vowel behind a consonant: the consonants that close no syllable go with it."""
    kept = len(word.final)
    while kept and not may_close(word.vowels, word.final[:kept], word.initial):
        kept -= 1
    moved = len(word.final) - kept
    text = word.text
    following = Word(
        style=word.style,
        done=text[: len(text) - moved],
        initial=word.final[kept:],
        capitals=word.capitals >> word.size - moved,
        reached=word.reached,
        given_back=word.given_back,
    )
    return _with_vowel(following, letter)
