"""When two documents write one name."""

from __future__ import annotations

import unicodedata

import pytest

from kiosk.base.names import are_names_alike


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Nguyễn Thị Thúy", "Nguyễn Thị Thùy", False),
        ("Nguyễn Thị Thúy", "NGUYỄN THỊ THÙY", False),
        ("Nguyễn Thị Thúy", "NGUYEN THI THUY", True),
        ("NGUYEN THI THUY", "Nguyễn Thị Thùy", True),
        ("NGUYEN THI THUY", "Nguyen Thi  Thuy", True),
        ("Nguyễn Thị Thúy", "Nguyễn Thị Thuý", True),
        ("Lê Hòa", "LÊ HOÀ", True),
        ("Nguyễn Văn Mẫu", "Nguyễn Văn Mậu", False),
        ("Trần Văn Đạt", "Trần Văn Dạt", False),
        ("Trần Văn Đạt", "TRAN VAN DAT", True),
        ("K'Brếp", "K’Brếp", True),
        ("O'Connor", "O’CONNOR", True),
        ("Chamaléa Thị Hương", "Chamaléa Thị Hường", False),
        ("Nguyễn Văn Mẫu", "Nguyễn Văn Khác", False),
        ("", "", False),
    ],
)
def test_a_name_is_its_accents_where_both_have_them(one: str, other: str, expected: bool) -> None:
    assert are_names_alike(one, other) is expected
    assert are_names_alike(other, one) is expected
    assert are_names_alike(unicodedata.normalize("NFD", one), other) is expected
