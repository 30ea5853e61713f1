"""Which numbers decide, when two accounts agree, and what is kept of both."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.people.address import Address, fuller_address
from kiosk.domain.people.identity import (
    contradicts,
    corrected,
    deciding_identifiers,
    have_other_numbers,
    is_same_name_and_birth,
    may_be_same,
    may_stand_in,
    merge_details,
    numbers_in,
)
from kiosk.domain.people.person import Birth, Identifier, IdentifierKind, PersonDetails, Sex
from kiosk.domain.units.unit import Scheme, UnitSnapshot

FULL = Birth(1980, 2, 1)
YEAR = Birth(1980)


def test_the_strongest_number_decides_and_a_phone_never() -> None:
    given_order = tuple(
        Identifier(kind, "1")
        for kind in (
            IdentifierKind.PHONE,
            IdentifierKind.OLD_ID,
            IdentifierKind.QID,
            IdentifierKind.INSURANCE_NUMBER,
            IdentifierKind.CITIZEN_ID,
            IdentifierKind.SLIP,
        )
    )
    kinds = [identifier.kind for identifier in deciding_identifiers(given_order)]
    assert kinds == ["citizen_id", "insurance_number", "qid", "old_id"]


@pytest.mark.parametrize(
    ("one", "other", "agree", "contradict"),
    [
        (("Nguyễn Văn Mẫu", FULL), ("NGUYEN VAN MAU", FULL), True, False),
        (("Nguyễn Văn Mẫu", FULL), ("NGUYEN VAN MAU", YEAR), True, False),
        (("Nguyễn Văn Mẫu", FULL), ("NGUYEN VAN MAU", Birth(1981)), False, False),
        (("Nguyễn Văn Mẫu", FULL), ("NGUYEN VAN MAU", Birth(1980, 2, 2)), False, False),
        (("Nguyễn Văn Mẫu", FULL), ("NGUYEN VAN MAU", None), False, False),
        (("Nguyễn Văn Mẫu", FULL), ("Nguyễn Văn M?u", FULL), False, False),
        (("Nguyễn Văn Mẫu", FULL), ("Lê Thị Khác", Birth(1981)), False, True),
        (("Nguyễn Văn Mẫu", None), ("Lê Thị Khác", FULL), False, True),
        (("", FULL), ("Lê Thị Khác", Birth(1981)), False, False),
        (("Lê Thị Khác", FULL), ("", Birth(1981)), False, False),
        (("", FULL), ("", FULL), False, False),
    ],
)
def test_agreement_and_doubt(
    one: tuple[str, Birth | None], other: tuple[str, Birth | None], agree: bool, contradict: bool
) -> None:
    first, second = PersonDetails(*one), PersonDetails(*other)
    assert is_same_name_and_birth(first, second) is agree
    assert is_same_name_and_birth(second, first) is agree
    assert contradicts(first, second) is contradict


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (PersonDetails(id_number="001080123456"), PersonDetails(id_number="001080123457"), True),
        (PersonDetails(id_number="001080123456"), PersonDetails(id_number="001080123456"), False),
        (PersonDetails(id_number="001080123456"), PersonDetails(id_number="012345678"), False),
        (PersonDetails(id_number="001080123456"), PersonDetails(id_number="******123457"), False),
        (PersonDetails(insurance_number="1"), PersonDetails(insurance_number="2"), True),
        (PersonDetails(insurance_number="1"), PersonDetails(insurance_number="1"), False),
        (PersonDetails(insurance_number="1"), PersonDetails(), False),
    ],
)
def test_two_numbers_of_one_kind_are_two_people(
    one: PersonDetails, other: PersonDetails, expected: bool
) -> None:
    assert have_other_numbers(one, other) is expected
    assert have_other_numbers(other, one) is expected


THÚY = PersonDetails("Nguyễn Thị Thúy", FULL, Sex.FEMALE)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({}, True),
        ({"full_name": "NGUYEN THI THUY"}, True),
        ({"full_name": "Nguyễn Thị Thùy"}, False),
        ({"birth": YEAR}, True),
        ({"birth": YEAR, "sex": Sex.MALE}, False),
        ({"birth": YEAR, "sex": Sex.UNKNOWN}, False),
        ({"birth": Birth(1981)}, False),
        ({"birth": Birth(1980, 2, 2)}, False),
        ({"birth": None}, False),
        ({"sex": Sex.UNKNOWN}, True),
        ({"insurance_number": "7999999901"}, True),
        ({"insurance_number": "7999999902"}, False),
        ({"id_number": "001080123456"}, True),
    ],
)
def test_who_may_stand_in(change: dict[str, Any], expected: bool) -> None:
    known = replace(THÚY, insurance_number="7999999901")
    assert may_stand_in(known, replace(THÚY, **change)) is expected
    assert may_stand_in(replace(THÚY, **change), known) is expected


def test_two_years_alone_are_too_little() -> None:
    known = replace(THÚY, birth=YEAR)
    assert not may_stand_in(known, known)


@pytest.mark.parametrize(
    ("known", "seen", "kept"),
    [
        ("NGUYEN VAN MAU", "Nguyễn Văn Mẫu", "Nguyễn Văn Mẫu"),
        ("Nguyễn Văn Mẫu", "NGUYEN VAN MAU", "Nguyễn Văn Mẫu"),
        ("NGUYỄN VĂN MẪU", "Nguyễn Văn Mẫu", "Nguyễn Văn Mẫu"),
        ("NGUYEN VAN MAU", "NGUYỄN VĂN MẪU", "NGUYỄN VĂN MẪU"),
        ("NGUYEN VAN MAU", "Nguyen Van Mau", "Nguyen Van Mau"),
        ("Nguyễn Văn M?u", "NGUYEN VAN MAU", "NGUYEN VAN MAU"),
        ("NGUYEN VAN MAU", "Nguyễn Văn M?u", "NGUYEN VAN MAU"),
        ("Nguyễn Văn Mẫu", "Nguyễn Văn Khác", "Nguyễn Văn Mẫu"),
        ("", "Nguyễn Văn Mẫu", "Nguyễn Văn Mẫu"),
        ("Nguyễn Văn Mẫu", "", "Nguyễn Văn Mẫu"),
        ("Y Bhăm", "Y Bham", "Y Bhăm"),
    ],
)
def test_the_fuller_name_is_kept(known: str, seen: str, kept: str) -> None:
    assert merge_details(PersonDetails(known), PersonDetails(seen)).full_name == kept


@pytest.mark.parametrize(
    ("known", "seen", "kept"),
    [
        (None, YEAR, YEAR),
        (YEAR, FULL, FULL),
        (FULL, YEAR, FULL),
        (YEAR, Birth(1981, 1, 1), YEAR),
        (FULL, Birth(1980, 3, 3), FULL),
        (FULL, None, FULL),
    ],
)
def test_the_fuller_birth_is_kept(
    known: Birth | None, seen: Birth | None, kept: Birth | None
) -> None:
    merged = merge_details(PersonDetails(birth=known), PersonDetails(birth=seen))
    assert merged.birth == kept


@pytest.mark.parametrize(
    ("known", "seen", "kept"),
    [
        ("", "012345678", "012345678"),
        ("012345678", "001080123456", "001080123456"),
        ("001080123456", "012345678", "001080123456"),
        ("******123456", "001080123456", "001080123456"),
        ("******123456", "", "******123456"),
        ("001080123456", "001080123457", "001080123456"),
    ],
)
def test_the_fuller_number_is_kept(known: str, seen: str, kept: str) -> None:
    merged = merge_details(PersonDetails(id_number=known), PersonDetails(id_number=seen))
    assert merged.id_number == kept


def test_what_was_empty_is_filled_and_the_rest_stands() -> None:
    known = PersonDetails(sex=Sex.FEMALE, address=Address("Thôn Mẫu"))
    seen = PersonDetails(
        sex=Sex.MALE, address=Address("Số 1"), phone="+84912345678", insurance_number="1"
    )
    merged = merge_details(known, seen)
    assert (merged.sex, merged.address) == (Sex.FEMALE, Address("Thôn Mẫu"))
    assert (merged.phone, merged.insurance_number) == ("+84912345678", "1")
    assert merge_details(PersonDetails(), seen) == seen


def test_an_address_with_its_commune_is_fuller() -> None:
    commune = UnitSnapshot(Scheme.NEW, "22846", "Xã Vĩnh Hải, Khánh Hòa")
    line, chosen = Address("Thôn Mẫu, Vĩnh Hải"), Address("Thôn Mẫu", commune)
    assert fuller_address(line, chosen) == chosen
    assert fuller_address(chosen, line) == chosen
    assert fuller_address(Address("", commune), Address("Thôn Khác", commune)).text == ""
    assert fuller_address(line, Address()) == line
    assert str(chosen) == "Thôn Mẫu, Xã Vĩnh Hải, Khánh Hòa"
    assert str(Address("", commune)) == "Xã Vĩnh Hải, Khánh Hòa"
    assert str(Address()) == ""


_details = st.builds(
    PersonDetails,
    full_name=st.sampled_from(["", "NGUYEN VAN MAU", "Nguyễn Văn Mẫu", "M?u", "Lê Khác"]),
    birth=st.sampled_from([None, YEAR, FULL, Birth(1981)]),
    sex=st.sampled_from(Sex),
    id_number=st.sampled_from(["", "012345678", "001080123456", "******123456"]),
)


@given(_details, _details)
def test_merging_again_changes_nothing(known: PersonDetails, seen: PersonDetails) -> None:
    """Or every scan would write a new `person` record."""
    once = merge_details(known, seen)
    assert merge_details(once, seen) == once
    assert merge_details(known, known) == known


@pytest.mark.parametrize(
    ("id_number", "insurance_number", "kinds"),
    [
        ("", "", []),
        ("058090000001", "", ["citizen_id"]),
        ("264000001", "5800000001", ["insurance_number", "old_id"]),
        ("05809******1", "5800000001", ["insurance_number"]),
    ],
)
def test_the_numbers_of_an_account_are_those_in_full(
    id_number: str, insurance_number: str, kinds: list[str]
) -> None:
    details = PersonDetails(id_number=id_number, insurance_number=insurance_number)
    assert [number.kind for number in numbers_in(details)] == kinds


def test_what_is_told_anew_stands_and_the_rest_stays() -> None:
    known = PersonDetails("Nguyễn Văn Mẫu", FULL, Sex.MALE, phone="+84900000001")
    assert corrected(known, PersonDetails()) == known
    told = PersonDetails(
        "Nguyễn Văn Mẫn",
        YEAR,
        Sex.OTHER,
        Address("Thôn Mẫu"),
        "+84900000002",
        "264000001",
        "5800000001",
    )
    assert corrected(known, told) == told


NHUNG = PersonDetails("Nguyễn Thị Hồng Nhung", Birth(1990), id_number="058090000001")


@pytest.mark.parametrize(
    ("other", "may"),
    [
        (PersonDetails("NGUYEN THI HONG NHUNG", Birth(1990, 2, 1)), True),
        (PersonDetails("Nguyễn Thị Hồng Nhung"), True),
        (PersonDetails("Nguyễn Thị Hồng Nhung", Birth(1992)), True),
        (PersonDetails("Nguyễn Thị Hồng Nhung", Birth(1993)), False),
        (PersonDetails("Nguyễn Thị Hồng Nhùng", Birth(1990)), True),
        (PersonDetails("Nguyễn Thị Nhung", Birth(1990)), False),
        (PersonDetails("Nguyễn Thị Hồng Nhung", Birth(1990), id_number="058090000002"), False),
        (PersonDetails(), False),
    ],
)
def test_whom_staff_are_to_look_at_before_a_second_is_written_down(
    other: PersonDetails, *, may: bool
) -> None:
    assert may_be_same(NHUNG, other) is may
    assert may_be_same(other, NHUNG) is may
