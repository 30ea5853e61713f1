"""Which PINs an account may have: six digits that nobody guesses first."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from itertools import pairwise

PIN_DIGITS = 6
_EARLIEST_BIRTH = 1900
_LATEST_BIRTH = 2029
"""Whoever works at a desk was born by then; years after it are no birth years."""
_CENTURIES = (1900, 2000)


class PinProblem(StrEnum):
    """Why a PIN is not taken."""

    NOT_SIX_DIGITS = "not_six_digits"
    REPEATED = "repeated"
    """One group of digits over and over: 777777, 121212, 123123."""
    RUNNING = "running"
    """Each digit one more or one less than the one before: 123456, 210987."""
    VENUE_PHONE = "venue_phone"
    """Stands in one of the venue's numbers, which hang on its wall."""
    BIRTH = "birth"
    """A date as it is written, or with a year of birth in it."""


def find_pin_problem(pin: str, venue_phones: Iterable[str]) -> PinProblem | None:
    """What is wrong with a PIN, None if it may be used.

    `venue_phones` are written in any way: their digits alone count.
    """
    if len(pin) != PIN_DIGITS or not (pin.isascii() and pin.isdigit()):
        return PinProblem.NOT_SIX_DIGITS
    if any(pin == pin[:length] * (PIN_DIGITS // length) for length in (1, 2, 3)):
        return PinProblem.REPEATED
    if _is_running(pin):
        return PinProblem.RUNNING
    if any(pin in _digits(phone) for phone in venue_phones):
        return PinProblem.VENUE_PHONE
    if _has_birth_year(pin) or _is_date(pin):
        return PinProblem.BIRTH
    return None


def _is_running(pin: str) -> bool:
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(pin)}
    return steps in ({1}, {9})


def _digits(text: str) -> str:
    return "".join(letter for letter in text if letter.isascii() and letter.isdigit())


def _has_birth_year(pin: str) -> bool:
    """1990 at the beginning, in the middle or at the end."""
    years = (int(pin[start : start + 4]) for start in range(PIN_DIGITS - 3))
    return any(_EARLIEST_BIRTH <= year <= _LATEST_BIRTH for year in years)


def _is_date(pin: str) -> bool:
    """Day, month and year in two digits each, in any order in which people write them."""
    first, second, third = int(pin[:2]), int(pin[2:4]), int(pin[4:])
    orders = ((first, second, third), (second, first, third), (third, second, first))
    return any(
        _is_day(century + year, month, day) for day, month, year in orders for century in _CENTURIES
    )


def _is_day(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
