"""Scan codes to characters: letters, signs, and what keys that are held down make of them."""

from __future__ import annotations

import pytest

from kiosk.domain.scanning.keymap import (
    HEX_INPUT,
    UNMAPPED,
    KeyMap,
    control_character,
    us_character,
)

LEFT_ALT, ALT_GR, CAPS_LOCK, SHIFT, CONTROL = 56, 100, 58, 42, 29
A, B, C, E, M, U, ONE, SPACE, ENTER, ISO_KEY, RIGHT_BRACKET = (
    30,
    48,
    46,
    18,
    50,
    22,
    2,
    57,
    28,
    86,
    27,
)
KEYPAD = {"0": 82, "1": 79, "2": 80, "3": 81, "4": 75, "5": 76, "6": 77, "7": 71, "8": 72, "9": 73}
NO_KEY = 200


@pytest.mark.parametrize(("presses", "expected"), [(0, ""), (30, UNMAPPED)])
def test_alt_without_digits_types_nothing_and_with_too_many_nothing_known(
    presses: int, expected: str
) -> None:
    keys = KeyMap()
    assert keys.take(LEFT_ALT, 1) == ""
    for _ in range(presses):
        assert keys.take(KEYPAD["1"], 1) == ""
        keys.take(KEYPAD["1"], 0)
    assert keys.take(LEFT_ALT, 0) == expected


def typed(keys: KeyMap, *codes: int, held: tuple[int, ...] = ()) -> str:
    """What these keys write, pressed one after the other while others are held down."""
    text = "".join(keys.take(code, 1) for code in held)
    for code in codes:
        text += keys.take(code, 1) + keys.take(code, 2) + keys.take(code, 0)
    return text + "".join(keys.take(code, 0) for code in reversed(held))


def test_letters_and_signs_follow_shift_and_caps_lock() -> None:
    keys = KeyMap()
    assert typed(keys, A, ONE, SPACE) == "a1 "
    assert typed(keys, A, ONE, held=(SHIFT,)) == "A!"
    assert typed(keys, CAPS_LOCK, A, ONE) == "A1"
    assert typed(keys, A, held=(SHIFT,)) == "a"
    assert typed(keys, CAPS_LOCK, A, KEYPAD["7"]) == "a7"
    assert typed(keys, ISO_KEY, NO_KEY) == UNMAPPED


def test_control_and_a_key_write_what_ctrl_writes() -> None:
    keys = KeyMap()
    assert typed(keys, M, RIGHT_BRACKET, ONE, held=(CONTROL,)) == "\r\x1d1"
    assert typed(keys, U, held=(CONTROL,)) == HEX_INPUT


def test_alt_gr_writes_something_that_is_not_known() -> None:
    assert typed(KeyMap(), A, NO_KEY, ENTER, held=(ALT_GR,)) == f"{UNMAPPED}\r"


def test_digits_typed_while_ctrl_shift_u_is_held_are_given_in_the_other_form() -> None:
    keys = KeyMap()
    assert typed(keys, U, ONE, E, B, held=(CONTROL, SHIFT)) == f"{HEX_INPUT}1eb "
    assert typed(keys, U, held=(CONTROL, SHIFT)) == HEX_INPUT, "no number, and so no end of one"
    assert typed(keys, C) == "c"


@pytest.mark.parametrize(
    ("digits", "expected"),
    [("65", "A"), ("7879", "ệ"), ("55296", UNMAPPED), ("1114112", UNMAPPED)],
)
def test_alt_with_digits_types_the_character_of_that_number(digits: str, expected: str) -> None:
    assert typed(KeyMap(), *map(KEYPAD.__getitem__, digits), held=(LEFT_ALT,)) == expected


def test_after_events_were_lost_nothing_is_held_down() -> None:
    keys = KeyMap()
    keys.take(SHIFT, 1)
    keys.take(LEFT_ALT, 1)
    keys.take(KEYPAD["6"], 1)
    keys.release_all()
    assert typed(keys, A) == "a"
    assert keys.take(LEFT_ALT, 0) == ""


@pytest.mark.parametrize(
    ("code", "plain", "shifted"),
    [(A, "a", "A"), (ONE, "1", "!"), (KEYPAD["9"], "9", "9"), (NO_KEY, "", "")],
)
def test_what_a_scan_code_types_on_a_us_keyboard(code: int, plain: str, shifted: str) -> None:
    assert us_character(code, is_shifted=False) == plain
    assert us_character(code, is_shifted=True) == shifted


def test_what_ctrl_writes_with_a_key_that_has_nothing() -> None:
    assert control_character(NO_KEY) == ""
