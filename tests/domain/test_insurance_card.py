"""The insurance card's own rules, and what is said about what is wrong with one."""

from __future__ import annotations

from datetime import date

import pytest

from kiosk.domain.credential import Credential, CredentialKind, parse_credential
from kiosk.domain.credential.insurance_card import insurance_number
from kiosk.domain.people.address import Address
from kiosk.domain.people.person import Sex

_TODAY = date(2026, 11, 23)
_NAME = "Nguyễn Văn Mẫu".encode().hex()
_OLD_HEAD = f"GD4797999999901|{_NAME}|01/02/1980|1"
_TAIL = "79017999999901|-|4|01/01/2024|0123456789abcdef-7102"


def _insurance(
    code: str = "GD4797999999901",
    name: str = _NAME,
    birth: str = "01/02/1980",
    sex: str = "1",
    address: str = "-",
    facility: str = "79 - 034",
    dates: str = "01/01/2021|-|15/12/2020",
    tail: str = _TAIL,
    end: str = "|$",
) -> Credential:
    text = "|".join((code, name, birth, sex, address, facility, dates, tail))
    return parse_credential(text + end, today=_TODAY)


def test_a_whole_card_has_no_warning() -> None:
    assert _insurance().warnings == ()


@pytest.mark.parametrize(
    ("change", "warning"),
    [
        ({"dates": "01/01/2021|31/12/2021|15/12/2020"}, "card_expired"),
        ({"dates": "01/01/2027|-|15/12/2020"}, "not_yet_valid"),
        ({"dates": "32/01/2021|-|15/12/2020"}, "date_unreadable"),
        ({"birth": "31/02/1980"}, "birth_unreadable"),
        ({"sex": "7"}, "sex_unreadable"),
        ({"name": "zz"}, "name_unreadable"),
        ({"name": "-"}, "name_unreadable"),
        ({"name": "4e67ff"}, "accents_damaged"),
        ({"name": b"Nguy?n".hex()}, "accents_damaged"),
        ({"address": "xyz"}, "address_unreadable"),
        ({"address": "Hà N?i".encode().hex()}, "accents_damaged"),
        ({"tail": _TAIL.replace("9901|", "9902|")}, "insurance_number_mismatch"),
        ({"tail": _TAIL.replace("79017999999901", "12345")}, "insurance_number_mismatch"),
        ({"code": "GD4037999999901"}, "unknown_province"),
        ({"end": ""}, "end_missing"),
        ({"end": "|$GD4797999999902|"}, "trailing_text"),
        ({"end": "|$|x"}, "trailing_text"),
        ({"end": "|4|4e67|x|$"}, "surplus_parts"),
        ({"tail": _TAIL.replace("|-|", "|Nguy?n V?n B|")}, "parent_name_damaged"),
    ],
)
def test_insurance_warnings_never_reject(change: dict[str, str], warning: str) -> None:
    card = _insurance(**change)
    assert card.kind is CredentialKind.INSURANCE_CARD
    assert card.warnings == (warning,)
    assert card.person is not None
    assert len(card.identifiers) == 1


def test_without_a_date_no_card_is_expired() -> None:
    assert (
        parse_credential("|".join((_OLD_HEAD, "79 - 034|01/01/2027|31/12/2021|-|$"))).warnings == ()
    )


def test_a_code_of_before_2017_with_letters_has_no_number() -> None:
    card = _insurance(code="gd479ab99999901")
    assert card.fields["card_code"] == "GD479AB99999901"
    assert card.fields["insurance_number"] == ""
    assert card.identifiers == ()
    assert card.warnings == ("insurance_number_unknown", "insurance_number_mismatch")


@pytest.mark.parametrize(
    ("code", "number"),
    [("GD4797999999901", "7999999901"), ("7999999901", "7999999901"), ("GD479AB99999901", ""),
     ("gd4797999999901", "7999999901"), ("123", ""), ("", ""), ("12345678901", "")],
)  # fmt: skip
def test_insurance_numbers_in_both_codes(code: str, number: str) -> None:
    assert insurance_number(code) == number


def test_upper_case_hexadecimal_and_an_en_dash_are_the_same_card() -> None:
    assert _insurance(name=_NAME.upper(), facility="79 – 034") == _insurance()


def test_facilities_may_hold_letters_and_unknown_ones_stay_as_they_are() -> None:
    assert _insurance(facility="01 - C54").fields["facility"] == "01 - C54"
    assert _insurance(facility="BV  Mẫu").fields["facility"] == "BV Mẫu"


@pytest.mark.parametrize(("sign", "sex"), [("1", Sex.MALE), ("2", Sex.FEMALE), ("0", Sex.FEMALE)])
def test_sexes_of_insurance_cards(sign: str, sex: Sex) -> None:
    person = _insurance(sex=sign).person
    assert person is not None
    assert person.sex is sex


def test_a_code_at_the_end_of_the_address_is_apart() -> None:
    card = _insurance(address="Số 1 Phố Mẫu_79.001".encode().hex())
    assert (card.fields["address"], card.fields["address_code"]) == ("Số 1 Phố Mẫu", "79.001")
    assert card.person is not None
    assert card.person.address == Address("Số 1 Phố Mẫu")


def test_an_underscore_before_words_is_part_of_the_address() -> None:
    card = _insurance(address="Công ty A_Chi nhánh Hà Nội".encode().hex())
    assert card.fields["address"] == "Công ty A_Chi nhánh Hà Nội"
    assert "address_code" not in card.fields


@pytest.mark.parametrize(
    ("part", "name"),
    [("Trần Thị Mẫu".encode().hex(), "Trần Thị Mẫu"), ("Tran Thi B", "Tran Thi B"),
     ("abc", "abc"), ("bad0", "bad0"), ("-", "")],
)  # fmt: skip
def test_a_parents_name_is_decoded_only_when_it_is_hexadecimal(part: str, name: str) -> None:
    card = _insurance(tail=_TAIL.replace("|-|", f"|{part}|"))
    assert card.fields["parent_name"] == name


def test_short_cards_fill_what_is_there() -> None:
    card = parse_credential(f"{_OLD_HEAD}|-|01/01/2021|-|15/12/2020|$")
    assert card.fields["facility"] == ""
    assert card.fields["valid_from"] == "2021-01-01"
    assert card.warnings == ()


def test_a_long_card_without_an_address_may_end_early() -> None:
    card = parse_credential(f"{_OLD_HEAD}|-|79 - 034|01/01/2021|-|15/12/2020|$")
    assert card.fields["facility"] == "79 - 034"
    assert "management_code" not in card.fields
    assert card.warnings == ()


@pytest.mark.parametrize(
    "text",
    [
        f"GD4797999999901|{_NAME}|01/02/1980|1|$",
        f"{_OLD_HEAD}|79 - 034|$|||",
        "7999999901|not hex|01/02/1980|1|-|79 - 034|-|-|-",
        f"7999999901|{_NAME}|never|1|-|79 - 034|-|-|-",
        f"79999999012|{_NAME}|01/02/1980|1|-|79 - 034|-|-|-|$",
        f"GD9797999999901|{_NAME}|01/02/1980|1|-|79 - 034|-|-|-|$",
        "GD4797999999901",
    ],
)
def test_what_only_begins_like_an_insurance_card_is_unknown(text: str) -> None:
    assert parse_credential(text).kind is CredentialKind.UNKNOWN
