"""The slip's codes and what little it says of a person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.credential import CredentialKind, parse_credential
from kiosk.domain.people.person import PersonDetails
from kiosk.domain.slips.slip import (
    HUMAN_CODES,
    check_digit,
    human_code,
    is_human_code,
    name_hint,
    slip_text,
    spaced_human_code,
)
from sync.protocol.ks1 import SLIP_ID_BITS

numbers = st.integers(0, HUMAN_CODES - 1)


def test_known_check_digit() -> None:
    """572 → 4: the worked example of the Damm algorithm."""
    assert check_digit("572") == "4"


@given(numbers)
def test_a_code_is_nine_digits_and_true(number: int) -> None:
    code = human_code(number)
    assert len(code) == 9
    assert int(code[:8]) == number
    assert is_human_code(code)
    assert is_human_code(spaced_human_code(code))


@given(numbers)
def test_every_wrong_digit_and_every_swap_is_caught(number: int) -> None:
    code = human_code(number)
    for at in range(9):
        for digit in "0123456789":
            if digit != code[at]:
                assert not is_human_code(code[:at] + digit + code[at + 1 :])
    for at in range(8):
        if code[at] != code[at + 1]:
            swapped = code[:at] + code[at + 1] + code[at] + code[at + 2 :]
            assert not is_human_code(swapped)


@pytest.mark.parametrize(
    "text", ["", "12345678", "1234567890", "12345678a", "１２３４５６７８９", "²" * 9]
)
def test_other_texts_are_no_codes(text: str) -> None:
    assert not is_human_code(text)


def test_the_code_is_read_out_in_groups() -> None:
    assert spaced_human_code("123456789") == "123 456 789"


@given(st.integers(0, 2**SLIP_ID_BITS - 1))
def test_the_kiosk_reads_its_own_slip(slip_id: int) -> None:
    credential = parse_credential(slip_text(slip_id))
    assert credential.kind is CredentialKind.SLIP
    assert int(credential.identifiers[0].value) == slip_id


@pytest.mark.parametrize(
    ("details", "hint"),
    [
        (PersonDetails("Nguyễn Văn Ánh", id_number="001080123678"), "N. V. Á. · •••678"),
        (PersonDetails("Katơr", insurance_number="7999999901"), "K. · •••901"),
        (PersonDetails("H'Hen Niê", phone="+84912345678"), "H. N. · •••678"),
        (PersonDetails("Nguyễn Mẫu"), "N. M."),
        (PersonDetails(id_number="001080123678"), "•••678"),
        (PersonDetails(), ""),
    ],
)
def test_the_hint_names_nobody(details: PersonDetails, hint: str) -> None:
    assert name_hint(details) == hint
