"""What a person is found by, and what typed text asks for."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.desk.search import find_marks, is_found, read_search, search_key

NHUNG = search_key("Nguyễn Thị Hồng Nhung", ["+84912345678", "001156012317", "7912349901"])
BREP = search_key("Chamaléa K'Brếp", [])
NGA = search_key("Siu H - Nga", ["0123*****"])


@pytest.mark.parametrize(
    "text",
    [
        "nhung",
        "NHUNG",
        "Nhùng",
        "hong nhung",
        "nhung hong",
        "nguyen nh thi",
        "nguyễn thị hồng nhung",
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "+84 912 345 678",
        "84912345678",
        "0084912345678",
        "912345678",
        "09123",
        "09",
        "678",
        "5678",
        "45678",
        "nhung 678",
        "678 nhung",
        "001156012317",
        "0011560",
        "2317",
        "7912349901",
        "79123",
        "9901",
        "DN4797912349901",
        "dn47979123",
        "DN 4 79 7912349901",
        # A physical keyboard has accents, or the keys of Telex.
        "Nguyễn Thị Hồng",
        unicodedata.normalize("NFD", "hồng nhung"),
        "nguyeenx thij hoongf",
        "NGUYEENX ",
        "hoofng",
        "nhungs",
    ],
)
def test_a_person_is_found(text: str) -> None:
    assert is_found(NHUNG, read_search(text)), text


@pytest.mark.parametrize(
    "text",
    ["ung", "nhung lan", "17", "0913", "6789", "123", "0911", "nhung 679", "12345678901234", "%"],
)
def test_another_is_not(text: str) -> None:
    assert text == "%" or not is_found(NHUNG, read_search(text)), text


@pytest.mark.parametrize("text", ["", " ", "'", "-- *", '"', "\u0301", "_"])
def test_nothing_typed_asks_for_nothing(text: str) -> None:
    assert read_search(text) == ()


@pytest.mark.parametrize(
    ("key", "text"),
    [
        (BREP, "k'brep"),
        (BREP, "k’brếp"),
        (BREP, "kbrep"),
        (BREP, "kbr"),
        (BREP, "brep"),
        (BREP, "chamalea kbrep"),
        (NGA, "h-nga"),
        (NGA, "hnga siu"),
        (NGA, "nga"),
        (search_key("O'Connor", []), "oconnor"),
        (search_key("Đặng Thị Ðào", []), "dang dao"),
        (search_key("Straße", []), "strasse"),
        (search_key("王小明", []), "王小"),
    ],
)
def test_names_of_all_peoples_are_found(key: str, text: str) -> None:
    assert is_found(key, read_search(text)), (key, text)


def test_masked_numbers_and_nobody_have_no_words() -> None:
    assert "0123" not in NGA
    assert search_key("", ["", "****"]) == ""
    assert search_key("An An", []) == "AN"


def test_three_or_four_digits_are_an_ending_but_after_a_zero() -> None:
    ours = search_key("An", ["7912349901"])
    assert not is_found(ours, read_search("7912"))
    assert is_found(ours, read_search("79123"))
    assert is_found(search_key("An", ["+84912345678"]), read_search("0912"))


def test_an_eleven_digit_number_of_before_is_todays() -> None:
    assert is_found(search_key("An", ["+84392345678"]), read_search("0169 234 5678"))


def test_letters_that_are_no_keys_of_telex_are_found_as_they_stand() -> None:
    for name in ("Aaron Moore", "Ksor H'Ter", "Alex Foo"):
        assert is_found(search_key(name, []), read_search(name.lower())), name


def test_a_word_with_another_behind_it_is_whole_unless_it_is_short() -> None:
    thanh, than = search_key("Lê Thanh Sơn", []), search_key("Lê Than Sơn", [])
    assert is_found(thanh, read_search("than"))
    assert not is_found(thanh, read_search("than s"))
    assert not is_found(thanh, read_search("than "))
    assert is_found(than, read_search("than s"))
    assert is_found(thanh, read_search("tha s"))
    assert is_found(thanh, read_search("son thanh "))


def test_what_is_endless_is_cut() -> None:
    assert len(read_search("a " * 500)) == 8
    assert len(read_search("b" * 500)[0][0]) == 80


@given(st.text())
def test_no_text_raises_and_no_term_is_syntax(text: str) -> None:
    for term in read_search(text):
        for start in term:
            assert start
            assert all(char.isalnum() or char in "_ " for char in start), start
    key = search_key(text, [text])
    assert key == " ".join(key.split())
    for begin, end in find_marks(text, text):
        assert 0 <= begin < end <= len(text)


@given(st.text(alphabet="aăâbcdđeêghiknôơu'- ", min_size=1))
def test_whoever_is_called_so_is_found_by_their_name(name: str) -> None:
    assert is_found(search_key(name, []), read_search(name))


def marked(name: str, text: str) -> list[str]:
    return [name[start:end] for start, end in find_marks(name, text)]


@pytest.mark.parametrize(
    ("name", "text", "wanted"),
    [
        ("Nguyễn Thị Hồng Nhung", "hong nhung", ["Hồng", "Nhung"]),
        ("Võ Hồng Khánh Nhung", "nhung ho", ["Hồ", "Nhung"]),
        ("Chamaléa K'Brếp", "kbr", ["K'Br"]),
        ("Chamaléa K'Brếp", "brep", ["Brếp"]),
        ("Nguyễn Anh", "n an", ["N", "An"]),
        ("Ngân", "gan", []),
        ("Siu H-Nga", "678", []),
        ("An", "anh", []),
        ("An Bình", "anb", []),
        (
            unicodedata.normalize("NFD", "Hồng Nhung"),
            "hong",
            [unicodedata.normalize("NFD", "Hồng")],
        ),
        (
            unicodedata.normalize("NFD", "Hồng"),
            "ho",
            [unicodedata.normalize("NFD", "Hồ")],
        ),
        ("Hồng", "", []),
    ],
)
def test_what_was_typed_is_marked(name: str, text: str, wanted: list[str]) -> None:
    assert marked(name, text) == wanted
