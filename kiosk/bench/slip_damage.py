"""What may happen to the digits of a slip, by chance and by intent; for the bench and its test."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum

from sync.protocol.ks1 import MAGIC

_SIGNATURE_BYTES = 64


class Damage(StrEnum):
    """One kind of alteration."""

    BITS = "bits"
    """One to four bits of its bytes are flipped."""
    DIGIT = "digit"
    """Another digit in the place of one."""
    SWAPPED = "swapped"
    """Two neighbours are swapped."""
    LOST = "lost"
    """A digit is missing."""
    ADDED = "added"
    """There is one too many."""
    CUT = "cut"
    """Bytes are missing somewhere, or stand there twice."""
    SPLICED = "spliced"
    """What one slip says, with the signature of another one."""
    KID = "kid"
    """It says that another key signed it."""
    FORGED = "forged"
    """A stranger signed it."""
    NONSENSE = "nonsense"
    """Any digits behind the right beginning."""


def damaged(draw: random.Random, kind: Damage, good: Sequence[str], forged: Sequence[str]) -> str:
    """One of the good slips altered so, or one of the forged ones; it may come out unaltered."""
    if kind is Damage.FORGED:
        return draw.choice(forged)
    text = draw.choice(good)
    if kind is Damage.SPLICED:
        one, other = _bytes(text), _bytes(draw.choice(good))
        return _digits(one[:-_SIGNATURE_BYTES] + other[-_SIGNATURE_BYTES:])
    if kind in _DIGITS:
        return _DIGITS[kind](draw, text)
    return _digits(_BYTES[kind](draw, bytearray(_bytes(text))))


def _bytes(text: str) -> bytes:
    number = int(text[len(MAGIC) :])
    return number.to_bytes((number.bit_length() + 7) // 8, "big")


def _digits(raw: bytes | bytearray) -> str:
    return MAGIC + str(int.from_bytes(raw, "big"))


def _another_digit(draw: random.Random, text: str) -> str:
    place = draw.randrange(len(text))
    return text[:place] + draw.choice("0123456789") + text[place + 1 :]


def _swapped(draw: random.Random, text: str) -> str:
    place = draw.randrange(len(text) - 1)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def _lost(draw: random.Random, text: str) -> str:
    place = draw.randrange(len(text))
    return text[:place] + text[place + 1 :]


def _added(draw: random.Random, text: str) -> str:
    place = draw.randrange(len(text) + 1)
    return text[:place] + draw.choice("0123456789") + text[place:]


def _nonsense(draw: random.Random, text: str) -> str:
    rest = "".join(draw.choices("0123456789", k=len(text) - len(MAGIC)))
    return MAGIC + rest


def _flipped(draw: random.Random, raw: bytearray) -> bytearray:
    for _ in range(draw.randrange(1, 5)):
        raw[draw.randrange(len(raw))] ^= 1 << draw.randrange(8)
    return raw


def _cut(draw: random.Random, raw: bytearray) -> bytearray:
    start = draw.randrange(len(raw))
    end = min(start + draw.randrange(1, 9), len(raw))
    return raw[:start] + raw[end:] if draw.random() < 0.5 else raw[:end] + raw[start:]


def _kid(draw: random.Random, raw: bytearray) -> bytearray:
    # Behind the first byte and the format.
    raw[2:4] = draw.choice((3, 4, 0, draw.randrange(1 << 16))).to_bytes(2, "big")
    return raw


_DIGITS: Mapping[Damage, Callable[[random.Random, str], str]] = {
    Damage.DIGIT: _another_digit,
    Damage.SWAPPED: _swapped,
    Damage.LOST: _lost,
    Damage.ADDED: _added,
    Damage.NONSENSE: _nonsense,
}
_BYTES: Mapping[Damage, Callable[[random.Random, bytearray], bytearray]] = {
    Damage.BITS: _flipped,
    Damage.CUT: _cut,
    Damage.KID: _kid,
}
