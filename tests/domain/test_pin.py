"""Which PINs an account may have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.staff.pin import PinProblem, find_pin_problem

PHONES = ("0259 382 4759", "+84 912 345 679", "")


@pytest.mark.parametrize(
    ("pin", "problem"),
    [
        ("", PinProblem.NOT_SIX_DIGITS),
        ("12345", PinProblem.NOT_SIX_DIGITS),
        ("7429063", PinProblem.NOT_SIX_DIGITS),
        ("74290a", PinProblem.NOT_SIX_DIGITS),
        # Digits of other scripts are no keys of the pad.
        ("७४२९०६", PinProblem.NOT_SIX_DIGITS),
        ("000000", PinProblem.REPEATED),
        ("737373", PinProblem.REPEATED),
        ("748748", PinProblem.REPEATED),
        ("123456", PinProblem.RUNNING),
        ("890123", PinProblem.RUNNING),
        ("654321", PinProblem.RUNNING),
        ("210987", PinProblem.RUNNING),
        ("382475", PinProblem.VENUE_PHONE),
        ("824759", PinProblem.VENUE_PHONE),
        ("345679", PinProblem.VENUE_PHONE),
        ("198874", PinProblem.BIRTH),
        ("741988", PinProblem.BIRTH),
        ("719887", PinProblem.BIRTH),
        ("742003", PinProblem.BIRTH),
        # The 31st of December 1988, as people write it: day first, month first, year first.
        ("311288", PinProblem.BIRTH),
        ("123188", PinProblem.BIRTH),
        ("881231", PinProblem.BIRTH),
        # A leap day of one century alone.
        ("290200", PinProblem.BIRTH),
        ("742906", None),
        ("320488", None),
        ("748749", None),
        ("123457", None),
    ],
)
def test_what_is_wrong_with_a_pin(pin: str, problem: PinProblem | None) -> None:
    assert find_pin_problem(pin, PHONES) is problem


def test_most_pins_may_be_used() -> None:
    pins = [f"{number:06d}" for number in range(0, 1_000_000, 97)]
    share = sum(find_pin_problem(pin, PHONES) is None for pin in pins) / len(pins)
    assert share > 0.8


@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    problem = find_pin_problem(text, PHONES)
    assert problem is not None or (len(text) == 6 and text.isdecimal())
