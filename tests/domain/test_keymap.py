"""Scan codes to characters: what Alt and digits on the keypad write."""

from __future__ import annotations

import pytest

from kiosk.domain.scanning.keymap import UNMAPPED, KeyMap

LEFT_ALT = 56
KEYPAD_1 = 79


@pytest.mark.parametrize(("presses", "expected"), [(0, ""), (30, UNMAPPED)])
def test_alt_without_digits_types_nothing_and_with_too_many_nothing_known(
    presses: int, expected: str
) -> None:
    keys = KeyMap()
    assert keys.take(LEFT_ALT, 1) == ""
    for _ in range(presses):
        assert keys.take(KEYPAD_1, 1) == ""
        keys.take(KEYPAD_1, 0)
    assert keys.take(LEFT_ALT, 0) == expected
