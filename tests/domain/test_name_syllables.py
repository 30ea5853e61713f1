"""What a name may go on with."""

from __future__ import annotations

import pytest

from kiosk.domain.text_input.name_syllables import Counts, read_syllables, suggest
from kiosk.store.queries.names import shipped_syllables

SHIPPED = shipped_syllables()


def _chips(before: str, word: str, own: dict[str, Counts] | None = None) -> tuple[str, ...]:
    return suggest(SHIPPED, own or {}, before, word)


@pytest.mark.parametrize(
    ("before", "word", "chip"),
    [
        ("", "", "Nguyễn"),
        ("", "ng", "Nguyễn"),
        ("", "NG", "Nguyễn"),
        ("", "tr", "Trần"),
        ("", "d", "Đặng"),
        ("", "cham", "Chamaléa"),
        ("", "kat", "Katơr"),
        ("", "pi", "Pi Năng"),
        ("", "h", "Hoàng"),
        ("", "nie", "Niê"),
        ("", "zo", "Zơrâm"),
        ("Nguyễn ", "", "Thị"),
        ("Nguyễn ", "t", "Thị"),
        ("Nguyễn ", "v", "Văn"),
        ("Nguyễn Thị ", "ho", "Hồng"),
        ("Nguyễn Thị Hồng ", "nhu", "Nhung"),
        ("Pi ", "n", "Năng"),
        ("pi ", "", "Năng"),
        ("Kơ ", "s", "Să"),
    ],
)
def test_the_likely_syllable_is_among_five(before: str, word: str, chip: str) -> None:
    assert chip in _chips(before, word)
    assert len(_chips(before, word)) <= 5


def test_the_likeliest_comes_first() -> None:
    assert _chips("", "")[:3] == ("Nguyễn", "Trần", "Lê")
    assert _chips("Nguyễn ", "")[:2] == ("Thị", "Văn")
    # At the end of a name other syllables are likely than in its middle.
    assert "Thị" not in _chips("Nguyễn Thị Hồng ", "t")


def test_accents_that_were_typed_count() -> None:
    assert _chips("Nguyễn ", "đ")[0].startswith("Đ")
    assert all(chip.startswith("Đ") for chip in _chips("Nguyễn ", "đ"))
    assert _chips("Lê Thị ", "thú")[0].startswith("Thú")


def test_what_stands_there_is_no_suggestion() -> None:
    assert "Nguyễn" not in _chips("", "Nguyễn")
    assert "Nhung" not in _chips("Lê Thị Hồng ", "Nhung")


def test_nothing_is_suggested_for_what_no_name_begins_with() -> None:
    assert _chips("", "xyz") == ()
    assert "Năng" not in _chips("Pi Năng ", "")
    assert not any(" " in chip for chip in _chips("Lê ", "pi"))


def test_the_venues_own_names_come_with_the_others() -> None:
    own = {"Talếu": Counts(given=40), "Chamaléa": Counts(family=300), "Nhung": Counts(given=30)}
    assert _chips("Katơr Thị ", "ta", own)[0] == "Talếu"
    assert _chips("", "", own)[0] == "Chamaléa"
    assert _chips("Lê Thị Hồng ", "nhu", own)[0] == "Nhung"
    assert "Talếu" not in _chips("Katơr Thị ", "ta")[:1]


def test_a_syllable_that_only_the_venue_has_is_suggested() -> None:
    assert "Zrum" not in SHIPPED
    assert _chips("Katơr Thị ", "zr", {"Zrum": Counts(given=5)}) == ("Zrum",)
    assert _chips("Katơr Thị ", "zr") == ()


def test_a_list_adds_up() -> None:
    lists = ("# a comment\nMinh\t0\t2\t1\n", "Minh\t1\t1\t0\nPi Năng\t4\t0\t0\n")
    assert read_syllables(*lists) == {"Minh": Counts(1, 3, 1), "Pi Năng": Counts(4)}


def test_the_lists_have_no_whole_name_of_anybody() -> None:
    assert len(SHIPPED) > 500
    assert all(len(text.split()) <= 2 for text in SHIPPED)
    assert all(counts.family for text, counts in SHIPPED.items() if " " in text)
    assert all(sum(counts) > 0 for counts in SHIPPED.values())
