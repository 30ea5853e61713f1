"""Numbers typed on the pad: what each key does, what is said of them, what they become."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.credential import CredentialKind, parse_credential
from kiosk.domain.credential.card_number import (
    CardDocument,
    NumberCheck,
    check_number,
    is_whole,
    with_key,
)
from kiosk.domain.people.person import Identifier, IdentifierKind
from kiosk.domain.slips.slip import human_code

INSURANCE, CITIZEN, SLIP = CardDocument.INSURANCE, CardDocument.CITIZEN, CardDocument.SLIP
SLIP_CODE = human_code(57240692)
KEYS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def typed(document: CardDocument, keys: str) -> str:
    text = ""
    for key in keys:
        text = with_key(document, text, key)
    return text


@pytest.mark.parametrize(
    ("document", "text", "expected"),
    [
        (INSURANCE, "", NumberCheck.EMPTY),
        (INSURANCE, "7", NumberCheck.UNFINISHED),
        (INSURANCE, "03", NumberCheck.PLACE_UNKNOWN),
        (INSURANCE, "799999990", NumberCheck.UNFINISHED),
        (INSURANCE, "7999999901", NumberCheck.COMPLETE),
        (INSURANCE, "0399999901", NumberCheck.PLACE_UNKNOWN),
        (INSURANCE, "79999999012", NumberCheck.TOO_LONG),
        (INSURANCE, "G", NumberCheck.UNFINISHED),
        (INSURANCE, "GD", NumberCheck.UNFINISHED),
        (INSURANCE, "GD6", NumberCheck.LEVEL_WRONG),
        (INSURANCE, "GD47", NumberCheck.UNFINISHED),
        (INSURANCE, "GD403", NumberCheck.PLACE_UNKNOWN),
        (INSURANCE, "GD479799999990", NumberCheck.UNFINISHED),
        (INSURANCE, "GD4797999999901", NumberCheck.COMPLETE),
        (CITIZEN, "", NumberCheck.EMPTY),
        (CITIZEN, "00", NumberCheck.UNFINISHED),
        (CITIZEN, "003", NumberCheck.PLACE_UNKNOWN),
        (CITIZEN, "00108012345", NumberCheck.UNFINISHED),
        (CITIZEN, "001080123456", NumberCheck.COMPLETE),
        (CITIZEN, "101080123456", NumberCheck.COMPLETE),
        (CITIZEN, "300080123456", NumberCheck.PLACE_UNKNOWN),
        (SLIP, "", NumberCheck.EMPTY),
        (SLIP, "57240692", NumberCheck.UNFINISHED),
        (SLIP, SLIP_CODE, NumberCheck.COMPLETE),
        (SLIP, SLIP_CODE[1] + SLIP_CODE[0] + SLIP_CODE[2:], NumberCheck.CHECK_WRONG),
    ],
)
def test_what_is_said_of_a_number(document: CardDocument, text: str, expected: NumberCheck) -> None:
    assert check_number(document, text) is expected


@pytest.mark.parametrize(
    ("document", "text", "expected"),
    [
        (INSURANCE, "7999999901", True),
        (INSURANCE, "0399999901", True),  # a strange province is asked about, never rejected
        (INSURANCE, "799999990", False),
        (INSURANCE, "79999999012", False),
        (INSURANCE, "GD4797999999901", True),
        (INSURANCE, "GD6797999999901", False),
        (INSURANCE, "001080123456", False),
        (CITIZEN, "001080123456", True),
        (CITIZEN, "7999999901", False),
        (SLIP, SLIP_CODE, True),
        (SLIP, SLIP_CODE[:-1], False),
        (SLIP, "001080123456", False),
    ],
)
def test_only_a_whole_number_can_be_looked_up(
    document: CardDocument, text: str, expected: bool
) -> None:
    assert is_whole(document, text) is expected


@pytest.mark.parametrize(
    ("document", "keys", "expected"),
    [
        (INSURANCE, "GD4797999999901", "GD4797999999901"),
        (INSURANCE, "G4D", "GD"),  # after one letter comes the other
        (INSURANCE, "GDX4", "GD4"),
        (INSURANCE, "7G9", "79"),
        (INSURANCE, "7999999901234567890", "799999990123456"),
        (CITIZEN, "A001080123456789", "001080123456"),
        (SLIP, "A1234567890", "123456789"),
    ],
)
def test_keys_that_cannot_be_do_nothing(document: CardDocument, keys: str, expected: str) -> None:
    assert typed(document, keys) == expected


@given(st.sampled_from(CardDocument), st.text(KEYS, max_size=20))
def test_whatever_is_typed_can_be_spoken_of_and_read(document: CardDocument, keys: str) -> None:
    text = typed(document, keys)
    check = check_number(document, text)
    if check is NumberCheck.COMPLETE:
        assert is_whole(document, text)
    credential = parse_credential(text, is_typed=True)
    if is_whole(document, text):
        assert check in (NumberCheck.COMPLETE, NumberCheck.PLACE_UNKNOWN)
        # Whose slip it is, the station's book says.
        assert len(credential.identifiers) == (document is not SLIP)
        assert credential.person is None, "a number names nobody"


@pytest.mark.parametrize(
    ("text", "kind", "identifier", "warnings"),
    [
        (
            "7999999901",
            CredentialKind.INSURANCE_CARD,
            Identifier(IdentifierKind.INSURANCE_NUMBER, "7999999901"),
            (),
        ),
        (
            "gd4797999999901",
            CredentialKind.INSURANCE_CARD,
            Identifier(IdentifierKind.INSURANCE_NUMBER, "7999999901"),
            (),
        ),
        (
            "GD4037999999901",
            CredentialKind.INSURANCE_CARD,
            Identifier(IdentifierKind.INSURANCE_NUMBER, "7999999901"),
            ("unknown_province",),
        ),
        (
            "001080123456",
            CredentialKind.CITIZEN_CARD,
            Identifier(IdentifierKind.CITIZEN_ID, "001080123456"),
            (),
        ),
        (
            "003080123456",
            CredentialKind.CITIZEN_CARD,
            Identifier(IdentifierKind.CITIZEN_ID, "003080123456"),
            ("unknown_province",),
        ),
    ],
)
def test_a_typed_number_points_to_a_person(
    text: str, kind: CredentialKind, identifier: Identifier, warnings: tuple[str, ...]
) -> None:
    credential = parse_credential(text, is_typed=True)
    assert (credential.kind, credential.identifiers) == (kind, (identifier,))
    assert credential.person is None
    assert credential.warnings == warnings


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("7999999901", CredentialKind.UNKNOWN),
        ("0912345678", CredentialKind.PHONE_NUMBER),
        ("GD4797999999901", CredentialKind.UNKNOWN),
        ("001080123456", CredentialKind.UNKNOWN),
    ],
)
def test_the_same_digits_in_a_code_stay_what_they_are(text: str, kind: CredentialKind) -> None:
    assert parse_credential(text).kind is kind


def test_what_no_pad_can_type_is_read_as_ever() -> None:
    assert parse_credential("xin chào", is_typed=True).kind is CredentialKind.UNKNOWN
