"""The administrative units of both schemes: how many there are, and how they are found."""

from __future__ import annotations

from importlib.resources import files

import pytest

from kiosk.composition.units import UnitAnswers, load_gazetteer
from kiosk.domain.units.gazetteer import Gazetteer
from kiosk.domain.units.queries import FindUnits, ReadAddress, UnitQuery
from kiosk.domain.units.search import find_units
from kiosk.domain.units.unit import Scheme, Unit
from kiosk.domain.units.words import bare_key, read_words

GAZETTEER = load_gazetteer()
UNITS = [GAZETTEER.unit(number) for number in range(len(GAZETTEER))]
NEW, OLD = UNITS[: GAZETTEER.first_old], UNITS[GAZETTEER.first_old :]
ISLANDS = [unit for unit in OLD if len(unit.code) == 3]
WARDS = [unit for unit in OLD if len(unit.code) == 5]


def _of_today(code: str) -> Unit:
    unit = GAZETTEER.of_today(code)
    assert unit is not None
    return unit


VINH_HAI = _of_today("22846")
"""Xã Vĩnh Hải, Khánh Hòa: where the venue of these tests is."""


def _found(text: str, near: Unit | None = VINH_HAI, limit: int = 8) -> list[str]:
    return [found.unit.full_name for found in find_units(GAZETTEER, text, near, limit).units]


def test_so_many_units_are_there_today() -> None:
    assert len({unit.province_code for unit in NEW}) == 34
    assert len({unit.code for unit in NEW}) == len(NEW) == 3321
    assert {unit.scheme for unit in NEW} == {Scheme.NEW}
    assert not any(unit.district for unit in NEW)


def test_so_many_were_there_before() -> None:
    assert len({unit.province_code for unit in OLD}) == 63
    lines = (files("resources") / "units" / "before-2025-07.txt").read_text("utf-8").splitlines()
    assert sum(line.startswith("\t") and line[1] != "\t" for line in lines) == 696
    assert len({unit.code for unit in WARDS}) == len(WARDS) == 10_035
    assert {unit.scheme for unit in OLD} == {Scheme.OLD}
    assert all(unit.district for unit in WARDS)


def test_five_island_districts_had_nothing_below_them() -> None:
    assert [unit.full_name for unit in ISLANDS] == [
        "Huyện Bạch Long Vĩ, Hải Phòng",
        "Huyện Cồn Cỏ, Quảng Trị",
        "Huyện Hoàng Sa, Đà Nẵng",
        "Huyện Lý Sơn, Quảng Ngãi",
        "Huyện Côn Đảo, Bà Rịa - Vũng Tàu",
    ]


def test_every_old_unit_belongs_to_units_of_today() -> None:
    today = [GAZETTEER.today(number) for number in range(GAZETTEER.first_old, len(GAZETTEER))]
    of_wards = [units for unit, units in zip(OLD, today, strict=True) if unit in WARDS]
    assert sum(len(units) == 1 for units in of_wards) == 9_564
    assert sum(len(units) > 1 for units in of_wards) == 471
    assert all(len(units) == 1 for unit, units in zip(OLD, today, strict=True) if unit in ISLANDS)
    assert {unit.scheme for units in today for unit in units} == {Scheme.NEW}
    # No old ward lies in two provinces of today.
    assert {len({unit.province_code for unit in units}) for units in today} == {1}


def test_what_a_unit_is_found_by_are_its_folded_words() -> None:
    for number, unit in enumerate(UNITS):
        words = [word.folded for word in read_words(unit.name)]
        assert GAZETTEER.names[number] == " ".join(words), unit.name
        above = " ".join(
            word.folded for part in (unit.district, unit.province) for word in read_words(part)
        )
        assert GAZETTEER.keys[number].partition("\t")[2].startswith(f" {above}"), unit.full_name
        assert bare_key(GAZETTEER.keys[number]).split()[-1] == words[-1]


def test_codes_without_a_list_say_nothing() -> None:
    assert _of_today("29536").full_name == "Xã Đông Hải, Vĩnh Long"
    (old,) = (unit for unit in OLD if unit.code == "29536")
    assert old.full_name == "Xã Đông Hải, Duyên Hải, Trà Vinh"
    assert GAZETTEER.of_today("") is None
    # Seven codes of provinces changed what they mean.
    codes = ("15", "24", "44", "52", "80", "82", "91")
    before, now = ({u.province_code: u.province for u in units} for units in (OLD, NEW))
    assert all(code in before and code in now and before[code] != now[code] for code in codes)


def test_what_is_stored_has_list_and_name() -> None:
    snapshot = VINH_HAI.snapshot
    assert (snapshot.scheme.value, snapshot.code) == ("since-2025-07", "22846")
    assert snapshot.name == "Xã Vĩnh Hải, Khánh Hòa"


def test_lists_that_do_not_fit_are_refused() -> None:
    new = "56 Tỉnh Khánh Hòa\n\t22846 Xã Vĩnh Hải\n"
    for old in (
        "58 Tỉnh Ninh Thuận\n\t586 Huyện Ninh Hải\n\t\t22867 Xã Nhơn Hải > 00001\n",
        "58 Tỉnh Ninh Thuận\n\t586 Huyện Ninh Hải\n\t\t22867 Xã Nhơn Hải\n",
    ):
        with pytest.raises(ValueError, match="22867 Xã Nhơn Hải"):
            Gazetteer(old, new)


def test_an_old_name_is_found_without_accents_and_says_what_it_is_today() -> None:
    found = find_units(GAZETTEER, "nhon hai", VINH_HAI, 8)
    assert found.total == 2
    here, there = found.units
    assert here.unit.full_name == "Xã Nhơn Hải, Ninh Hải, Ninh Thuận"
    assert here.today == (VINH_HAI,)
    assert here.is_same_province
    assert there.unit.full_name == "Xã Nhơn Hải, Quy Nhơn, Bình Định"
    assert [unit.full_name for unit in there.today] == ["Phường Quy Nhơn Đông, Gia Lai"]
    assert not there.is_same_province


def test_a_divided_ward_leaves_a_question() -> None:
    found = find_units(GAZETTEER, "dong hai phan rang", VINH_HAI, 8)
    (ward,) = found.units
    assert ward.unit.full_name == "Phường Đông Hải, Phan Rang - Tháp Chàm, Ninh Thuận"
    # That of the same name comes first.
    assert [unit.name for unit in ward.today] == ["Phường Đông Hải", "Xã Phước Dinh"]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("NHƠN HẢI", "Xã Nhơn Hải, Ninh Hải, Ninh Thuận"),
        ("xã nhơn hải", "Xã Nhơn Hải, Ninh Hải, Ninh Thuận"),
        ("x. nhon hai", "Xã Nhơn Hải, Ninh Hải, Ninh Thuận"),
        ("nh ha ninh th", "Xã Nhơn Hải, Ninh Hải, Ninh Thuận"),
        ("nhon hai khanh hoa", "Xã Nhơn Hải, Ninh Hải, Ninh Thuận"),
        ("nhon hai binh dinh", "Xã Nhơn Hải, Quy Nhơn, Bình Định"),
        ("nhon hai qui nhon", "Xã Nhơn Hải, Quy Nhơn, Bình Định"),
        ("quy nhon", "Phường Quy Nhơn, Gia Lai"),
        ("phường đông hải", "Phường Đông Hải, Khánh Hòa"),
        ("p1 q5", "Phường 1, Quận 5, Hồ Chí Minh"),
        ("P.01 Q.5", "Phường 1, Quận 5, Hồ Chí Minh"),
        ("xa bang", "Xã Xà Bang, Châu Đức, Bà Rịa - Vũng Tàu"),
        ("tt m'drak", "Xã M'Drắk, Đắk Lắk"),
        ("mdrak", "Xã M'Drắk, Đắk Lắk"),
        ("M’Drắk", "Xã M'Drắk, Đắk Lắk"),
        ("bach long vi", "Đặc khu Bạch Long Vĩ, Hải Phòng"),
        ("hoang sa", "Đặc khu Hoàng Sa, Đà Nẵng"),
        ("van mieu quoc tu", "Phường Văn Miếu - Quốc Tử Giám, Hà Nội"),
        ("dinh phung", "Xã Đình Phùng, Bảo Lạc, Cao Bằng"),
        ("hòa thắng", "Phường Hòa Thắng, Khánh Hòa"),
        ("hoà thắng", "Phường Hòa Thắng, Khánh Hòa"),
    ],
)
def test_units_are_found_by_what_people_type(text: str, first: str) -> None:
    assert _found(text)[0] == first


def test_the_venues_commune_and_province_come_first() -> None:
    assert _found("")[0] == "Xã Vĩnh Hải, Khánh Hòa"
    assert find_units(GAZETTEER, "", VINH_HAI, 8).total == 65
    assert _found("vinh hai")[0] == "Xã Vĩnh Hải, Khánh Hòa"
    assert _found("vinh hai", _of_today("11875"))[0] == "Xã Vĩnh Hải, Hải Phòng"
    assert _found("", None) == []
    assert _found("vinh hai", None)[0] == "Xã Vĩnh Hải, Hải Phòng"
    provinces = [
        found.is_same_province for found in find_units(GAZETTEER, "an", VINH_HAI, 99).units
    ]
    assert provinces == sorted(provinces, reverse=True)


def test_where_the_venues_people_come_from_stands_first() -> None:
    da_lat, dong_hai = "Phường Xuân Hương - Đà Lạt, Lâm Đồng", "Phường Đông Hải, Khánh Hòa"
    own = [_code(da_lat), _code(dong_hai)]
    offered = find_units(GAZETTEER, "", VINH_HAI, 4, own)
    names = [found.unit.full_name for found in offered.units]
    assert names[:3] == [da_lat, dong_hai, "Xã Vĩnh Hải, Khánh Hòa"]
    assert (offered.total, offered.units[0].is_same_province) == (66, False)
    # An old name counts as what it is today, and what does not fit is not found.
    typed = find_units(GAZETTEER, "dong hai", None, 3, own).units
    assert dong_hai in [one.full_name for one in typed[0].today]
    assert da_lat not in [found.unit.full_name for found in typed]


def _code(name: str) -> str:
    (unit,) = (one.unit for one in find_units(GAZETTEER, name, None, 1).units)
    assert unit.full_name == name
    return unit.code


def test_accents_that_were_typed_count() -> None:
    assert "Đồng" in _found("đồng", None)[0]
    assert "Đông" in _found("đông", None)[0]


def test_an_old_unit_that_kept_its_name_is_found_once() -> None:
    names = _found("phuoc dinh")
    assert names.count("Xã Phước Dinh, Khánh Hòa") == 1
    assert not any("Thuận Nam" in name for name in names)


def test_questions_are_answered_for_the_venues_commune() -> None:
    answers = UnitAnswers()
    found = answers.answer(FindUnits("nhon hai"), "22846")
    assert (found.total, found.units[0].is_same_province) == (2, True)
    assert not answers.answer(FindUnits("nhon hai", 1), "").units[0].is_same_province
    assert answers.answer(ReadAddress("Xã Nhơn Hải, Ninh Hải, Ninh Thuận"), "").is_clear
    assert answers.answer(FindUnits(""), "", ["22846"]).units[0].unit.code == "22846"
    with pytest.raises(KeyError):
        answers.answer(UnitQuery[None](), "")


def test_a_kind_alone_is_a_word() -> None:
    assert "Xã Xà Bang, Châu Đức, Bà Rịa - Vũng Tàu" in _found("xa", None, 999)


def test_nothing_else_is_found() -> None:
    assert find_units(GAZETTEER, "khong co noi nay", VINH_HAI, 8).total == 0
    assert find_units(GAZETTEER, "!?", VINH_HAI, 2).total == 65
