"""Names and birth dates as documents and screens write them."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.base.names import APOSTROPHES, HYPHENS, bare_name
from kiosk.domain.credential.presented import is_damaged
from kiosk.domain.people.person import Birth, read_birth, read_date, short_name


@pytest.mark.parametrize(
    ("text", "birth"),
    [
        ("01/02/1980", Birth(1980, 2, 1)),
        (" 1/2/1980 ", Birth(1980, 2, 1)),
        ("01021980", Birth(1980, 2, 1)),
        ("1980-02-01", Birth(1980, 2, 1)),
        ("1989/3/3", Birth(1989, 3, 3)),
        ("1956", Birth(1956)),
        ("00/00/1956", Birth(1956)),
        ("00001956", Birth(1956)),
        ("1987-**-**", Birth(1987)),
        ("1987-01-*", Birth(1987)),
        ("29/02/2024", Birth(2024, 2, 29)),
    ],
)
def test_births_as_documents_write_them(text: str, birth: Birth) -> None:
    assert read_birth(text) == birth


@pytest.mark.parametrize(
    "text",
    ["", "-", "31/02/1980", "29/02/2023", "01/13/1980", "****-01-01", "0980", "01/01/0980", "9999",
     "1980-02/01", "80", "x", "١٩٨٠", "01/02/19800"],
)  # fmt: skip
def test_what_is_no_birth_is_none(text: str) -> None:
    assert read_birth(text) is None


def test_a_masked_date_is_no_date() -> None:
    assert read_date("1987-**-01") is None
    assert read_date("1956") is None
    assert read_date("31/12/2021") == date(2021, 12, 31)


def test_a_birth_prints_as_records_hold_it() -> None:
    assert str(Birth(1956)) == "1956"
    assert str(Birth(1980, 2, 1)) == "1980-02-01"
    assert Birth(1980, 2, 1).is_full
    assert not Birth(1956).is_full


@given(st.dates(date(1850, 1, 1), date(2150, 12, 31)))
def test_every_day_survives_every_way_of_writing(day: date) -> None:
    birth = Birth(day.year, day.month, day.day)
    for form in ("%d/%m/%Y", "%d%m%Y", "%Y-%m-%d"):
        assert read_birth(day.strftime(form)) == birth


@pytest.mark.parametrize(
    ("name", "bare"),
    [
        ("Nguyễn Thị  Hồng Nhung", "NGUYEN THI HONG NHUNG"),
        (unicodedata.normalize("NFD", "Đặng Đức"), "DANG DUC"),
        ("Ðặng", "DANG"),
        ("Chamaléa Thị Hương", "CHAMALEA THI HUONG"),
        ("Katơr", "KATOR"),
        ("Pi Năng", "PI NANG"),
        ("K’Brếp", "K'BREP"),
        ("H'Hen Niê", "H'HEN NIE"),
        ("O'Connor", "O'CONNOR"),
        ("Y ƀlơk Čil", "Y BLOK CIL"),
        ("Siu H - Nga", "SIU H-NGA"),
        ("Siu H–Nga", "SIU H-NGA"),
        ("Siu H\u2011 Nga", "SIU H-NGA"),
        ("K′ Brếp", "K'BREP"),
        ("K 'Brếp", "K'BREP"),
        ("", ""),
    ],
)
def test_names_compare_without_accents(name: str, bare: str) -> None:
    assert bare_name(name) == bare
    assert bare_name(bare) == bare


@pytest.mark.parametrize("mark", list(APOSTROPHES))
def test_every_look_alike_of_the_apostrophe_is_one(mark: str) -> None:
    assert bare_name(f"H{mark}Hen Niê") == "H'HEN NIE"
    assert short_name(f"H{mark}HEN") == f"H{mark}HEN"
    assert not is_damaged(f"H{mark}Hen Niê")


@pytest.mark.parametrize("mark", list(HYPHENS))
def test_every_look_alike_of_the_hyphen_is_one(mark: str) -> None:
    assert bare_name(f"Siu H {mark} Nga") == "SIU H-NGA"
    assert short_name(f"Siu H {mark} Nga") == f"S. H{mark}Nga"
    assert not is_damaged(f"Siu H{mark}Nga")


def test_names_of_two_people_stay_two() -> None:
    for one, other in [("Hồ A", "Hồ Á B"), ("Siu H", "Siu H-Nga"), ("K'Brếp", "K Brếp")]:
        assert bare_name(one) != bare_name(other)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Nguyễn Thị Hồng Nhung", "N. T. H. Nhung"),
        ("NGUYEN VAN A", "N. V. A"),
        ("NGUYỄN VĂN MẪU", "N. V. Mẫu"),
        ("K'BRẾP", "K'BRẾP"),
        ("H'Hen Niê", "H. Niê"),
        ("Pi Năng O'CONNOR", "P. N. O'CONNOR"),
        ("", ""),
    ],
)
def test_short_names_for_the_public_screen(name: str, short: str) -> None:
    assert short_name(name) == short


@given(st.text())
def test_any_text_can_be_compared_and_shortened(text: str) -> None:
    assert bare_name(bare_name(text)) == bare_name(text)
    assert read_birth(text) is None or str(read_birth(text))
    assert isinstance(short_name(text), str)
