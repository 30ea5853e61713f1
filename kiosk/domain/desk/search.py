"""The search of the desk: what a person is found by, and what typed text asks for. Pure.

A person's key is a line of words: the name in base letters, each of its words also without
apostrophes and hyphens, the numbers, and the numbers backwards for their endings
(docs/spec/at-the-gate.md §13). Who is found has, for every word typed, a word that begins with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from kiosk.base.names import APOSTROPHES, HYPHENS, bare_name, plain_letters
from kiosk.base.phones import renumbered
from kiosk.domain.text_input.telex import compose

BACKWARDS = "_"
"""Begins a number written backwards. No typed word does: it is neither letter nor digit."""

END = " "
"""Ends a word that is whole as it was typed."""

MOST_CHARS = 80
MOST_WORDS = 8
"""More is not typed by anybody who looks for a person."""

ENDING_DIGITS = 3
"""So many digits and more may be the end of a number."""
_SHORT_ENDING = 4
_WITHOUT_ZERO_DIGITS = 7
"""So many digits and more may be a phone without its first zero."""

_CARD_CODE = re.compile(r"[A-Z]{2}[0-9]{13}")
_CARD_CODE_BEGUN = re.compile(r"[A-Z]{2}[0-9]{4,13}")
_BEFORE_NUMBER = 5
"""Letters, level and province of an old insurance code; then comes the BHXH number."""
_JOINTS = frozenset(APOSTROPHES + HYPHENS)

_SHORT = 3
"""So many letters may be the beginning of a word, whatever is typed behind them."""

Term = tuple[str, ...]
"""What one typed word asks for: a word that begins with any of these, or with `END` is one."""


def search_key(full_name: str, numbers: Iterable[str]) -> str:
    """The words a person is found by, each once; empty for somebody without name and number.

    A number with `*` in it is masked and stands for nobody.
    """
    words: list[str] = []
    for word in bare_name(full_name).split():
        parts = _words(word)
        words += parts
        if len(parts) > 1:
            words.append("".join(parts))
    for number in numbers:
        if "*" in number:
            continue
        whole = "".join(_words(_national(number).upper()))
        if whole:
            words += [whole, BACKWARDS + whole[::-1]]
    return " ".join(dict.fromkeys(words))


def read_search(text: str) -> tuple[Term, ...]:
    """What a text asks for, one term for each word; nothing where nothing is typed.

    Digits with spaces, dots or hyphens between them are one number.
    """
    words: list[str] = []
    for word in _words(bare_name(text[:MOST_CHARS])):
        if words and _is_number(word) and _is_number(words[-1]):
            words[-1] += word
        else:
            words.append(word)
    # An old insurance code as it stands on the card, its letters apart.
    for place in range(len(words) - 1, 0, -1):
        if _CARD_CODE.fullmatch(words[place - 1] + words[place]):
            words[place - 1 : place + 1] = [words[place - 1] + words[place]]
    del words[MOST_WORDS:]
    last = len(words) if text.endswith(" ") else len(words) - 1
    return tuple(
        _number_term(word) if _is_number(word) else _word_term(word, is_whole=place < last)
        for place, word in enumerate(words)
    )


def is_found(key: str, terms: Iterable[Term]) -> bool:
    """Whether a person with this key is one that the terms ask for."""
    line = f" {key} "
    return all(any(f" {start}" in line for start in term) for term in terms)


def find_marks(full_name: str, text: str) -> tuple[tuple[int, int], ...]:
    """Which stretches of a name to mark as what was typed: start and end of each, in order."""
    typed = {start.rstrip(END) for term in read_search(text) for start in term}
    starts = sorted(typed, key=len, reverse=True)
    found: list[tuple[int, int]] = []
    is_inside_word = False
    at = 0
    while at < len(full_name):
        folded = _folded(full_name[at])
        if folded and not is_inside_word:
            ends = (_end_of(full_name, at, start) for start in starts)
            end = next((end for end in ends if end is not None), None)
            if end is not None:
                found.append((at, end))
                at = end
                is_inside_word = True
                continue
        is_inside_word = bool(folded) or (is_inside_word and _is_combining(full_name[at]))
        at += 1
    return tuple(found)


def _end_of(name: str, at: int, start: str) -> int | None:
    """Where what was typed ends in the name, if it stands there; joints in the name count not."""
    rest = start
    while rest and at < len(name):
        folded = _folded(name[at])
        if folded:
            if not rest.startswith(folded):
                return None
            rest = rest[len(folded) :]
        elif name[at] not in _JOINTS and not _is_combining(name[at]):
            return None
        at += 1
    if rest:
        return None
    while at < len(name) and _is_combining(name[at]):
        at += 1
    return at


def _folded(letter: str) -> str:
    """One letter of a name as keys have it; empty for what is neither letter nor digit."""
    return "".join(_words(plain_letters(letter.upper()).upper()))


def _is_combining(letter: str) -> bool:
    return plain_letters(letter) == ""


def _words(text: str) -> list[str]:
    return "".join(char if char.isalnum() else " " for char in text).split()


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdigit()


def _national(number: str) -> str:
    """A phone as it is spoken here: 0… for +84…; every other number as it is."""
    return f"0{number[3:]}" if number.startswith("+84") else number


def _number_term(digits: str) -> Term:
    starts = list(_beginnings(digits))
    if len(digits) >= ENDING_DIGITS:
        starts.append(BACKWARDS + digits[::-1])
    return tuple(dict.fromkeys(starts))


def _beginnings(digits: str) -> Iterator[str]:
    """How a number that was begun so may be stored.

    Three or four digits without a zero in front are an ending: no phone and no citizen number
    begins with them.
    """
    if not (ENDING_DIGITS <= len(digits) <= _SHORT_ENDING and digits[0] != "0"):
        yield digits
    if digits.startswith("0084"):
        yield f"0{digits[4:]}"
    elif len(digits) >= _WITHOUT_ZERO_DIGITS:
        if digits.startswith("84"):
            yield f"0{digits[2:]}"
        if digits[0] != "0":
            yield f"0{digits}"
    today = renumbered(digits)
    if today is not None:
        yield _national(today)


def _word_term(word: str, *, is_whole: bool) -> Term:
    """A word behind which something was typed is whole, unless it is as short as initials are."""
    if _CARD_CODE_BEGUN.fullmatch(word):
        return (word, word[_BEFORE_NUMBER:])
    starts = dict.fromkeys((word, _composed(word)))
    return tuple(start + END if is_whole and len(start) > _SHORT else start for start in starts)


def _composed(word: str) -> str:
    """The word in base letters if its letters were keys of Telex: whoever is used to them types
    them where no accents are asked for too."""
    return bare_name(compose(word)) if word.isascii() and word.isalpha() else word
