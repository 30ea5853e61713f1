"""Addresses as cards and people write them: which unit they name, and when to ask."""

from __future__ import annotations

import pytest

from kiosk.composition.units import load_gazetteer
from kiosk.domain.units.address_reading import read_address

GAZETTEER = load_gazetteer()
NEAR = GAZETTEER.of_today("22846")
"""Xã Vĩnh Hải, Khánh Hòa."""

OLD_ADDRESSES = [
    (
        "Thôn Mỹ Tường 1, xã Nhơn Hải, huyện Ninh Hải, tỉnh Ninh Thuận",
        "Thôn Mỹ Tường 1",
        "=",
        ["Xã Vĩnh Hải, Khánh Hòa"],
    ),
    (
        "Khu phố 5, phường Đông Hải, thành phố Phan Rang - Tháp Chàm, tỉnh Ninh Thuận",
        "Khu phố 5",
        "?",
        ["Phường Đông Hải, Khánh Hòa", "Xã Phước Dinh, Khánh Hòa"],
    ),
    ("KP 2, Phủ Hà, Phan Rang-Tháp Chàm, Ninh Thuận", "KP 2", "=", ["Phường Phan Rang, Khánh Hòa"]),
    (
        "Thôn Sơn Hải, Phước Dinh, Thuận Nam, Ninh Thuận",
        "Thôn Sơn Hải",
        "=",
        ["Xã Phước Dinh, Khánh Hòa"],
    ),
    (
        "Thôn Vĩnh Hy, xã Vĩnh Hải, Ninh Hải, Ninh Thuận",
        "Thôn Vĩnh Hy",
        "=",
        ["Xã Vĩnh Hải, Khánh Hòa"],
    ),
    (
        "Thôn Ma Nới, xã Ma Nới, huyện Ninh Sơn, Ninh Thuận",
        "Thôn Ma Nới",
        "=",
        ["Xã Anh Dũng, Khánh Hòa"],
    ),
    ("Thôn Rồ On, Phước Hà, Thuận Nam, Ninh Thuận", "Thôn Rồ On", "=", ["Xã Phước Hà, Khánh Hòa"]),
    (
        "Thị trấn Khánh Hải, huyện Ninh Hải, tỉnh Ninh Thuận",
        "",
        "=",
        ["Phường Ninh Chử, Khánh Hòa"],
    ),
    (
        "số 5 đường 2/4, phường Vĩnh Hải, Nha Trang, Khánh Hòa, Việt Nam",
        "số 5 đường 2/4",
        "=",
        ["Phường Bắc Nha Trang, Khánh Hòa"],
    ),
    ("Số 1 Phố Mẫu, Phúc Xá, Ba Đình, Hà Nội", "Số 1 Phố Mẫu", "=", ["Phường Hồng Hà, Hà Nội"]),
    ("Thôn Mẫu, Cẩm Yên, Thạch Thất, Hà Nội", "Thôn Mẫu", "=", ["Xã Thạch Thất, Hà Nội"]),
    (
        "Số 1 Phố Mẫu, Phường Bến Nghé, Quận 1, Thành phố Hồ Chí Minh",
        "Số 1 Phố Mẫu",
        "=",
        ["Phường Sài Gòn, Hồ Chí Minh"],
    ),
    ("12 Lê Lợi, P.1, Q.5, TP.HCM", "12 Lê Lợi", "=", ["Phường Chợ Quán, Hồ Chí Minh"]),
    (
        "12 Lê Lợi, P. 01, Q. Gò Vấp, TP. Hồ Chí Minh",
        "12 Lê Lợi",
        "=",
        ["Phường Hạnh Thông, Hồ Chí Minh"],
    ),
    (
        "45/2 Ấp 3, Xã Bình Hưng, H. Bình Chánh, TP Hồ Chí Minh",
        "45/2 Ấp 3",
        "=",
        ["Xã Bình Hưng, Hồ Chí Minh"],
    ),
    ("Phường Thảo Điền, Quận 2, TP HCM", "", "?", ["Phường An Khánh, Hồ Chí Minh"]),
    ("Phường Phú Hội, Thành phố Huế, Thừa Thiên Huế", "", "?", ["Phường Thuận Hóa, Huế"]),
    ("Xóm 4, xã Nghi Phú, TP. Vinh, Nghệ An", "Xóm 4", "?", ["Phường Vinh Phú, Nghệ An"]),
    ("Đội 7, Nghĩa Hưng, Vĩnh Tường, Vĩnh Phúc", "Đội 7", "=", ["Xã Vĩnh Hưng, Phú Thọ"]),
    ("Tổ 3, Thị trấn M'Drắk, huyện M'Đrắk, Đắk Lắk", "Tổ 3", "=", ["Xã M'Drắk, Đắk Lắk"]),
    ("Buôn Trấp, Ea H'leo, Ea H'leo, Daklak", "Buôn Trấp", "=", ["Xã Ea H'Leo, Đắk Lắk"]),
    ("Thôn 2, xã Đắk R'La, Đắk Mil, Đắk Nông", "Thôn 2", "=", ["Xã Đắk Mil, Lâm Đồng"]),
    ("Thôn 1, xã Ia Đal, Ia H'Drai, Kon Tum", "Thôn 1", "=", ["Xã Ia Đal, Quảng Ngãi"]),
    (
        "Thôn An Vĩnh, huyện Lý Sơn, tỉnh Quảng Ngãi",
        "Thôn An Vĩnh",
        "=",
        ["Đặc khu Lý Sơn, Quảng Ngãi"],
    ),
    ("Khu 1, Côn Đảo, Bà Rịa - Vũng Tàu", "Khu 1", "=", ["Đặc khu Côn Đảo, Hồ Chí Minh"]),
    ("Huyện Bạch Long Vĩ, Hải Phòng", "", "=", ["Đặc khu Bạch Long Vĩ, Hải Phòng"]),
    ("Đảo Cồn Cỏ, Huyện Cồn Cỏ, Quảng Trị", "Đảo Cồn Cỏ", "=", ["Đặc khu Cồn Cỏ, Quảng Trị"]),
    ("Huyện Hoàng Sa, thành phố Đà Nẵng", "", "=", ["Đặc khu Hoàng Sa, Đà Nẵng"]),
    ("Xã Nhơn Hải, Qui Nhơn, Bình Định", "", "=", ["Phường Quy Nhơn Đông, Gia Lai"]),
    ("Ấp Mỹ Tây, xã Mỹ Quí, Tháp Mười, Đồng Tháp", "Ấp Mỹ Tây", "=", ["Xã Mỹ Quí, Đồng Tháp"]),
    ("Khóm 3, Phường 9, TP. Trà Vinh, Trà Vinh", "Khóm 3", "=", ["Phường Trà Vinh, Vĩnh Long"]),
    ("Ấp Chợ, Đông Hải, Duyên Hải, Trà Vinh", "Ấp Chợ", "=", ["Xã Đông Hải, Vĩnh Long"]),
    ("Phường Lái Thiêu, Thuận An, Bình Dương", "", "=", ["Phường Lái Thiêu, Hồ Chí Minh"]),
    (
        "Khu phố 3, P. Tân Phong, Biên Hòa, Đồng Nai",
        "Khu phố 3",
        "=",
        ["Phường Tân Triều, Đồng Nai"],
    ),
    (
        "Thôn Đông, Xã Tam Hiệp, Huyện Thanh Trì, Hà Nội",
        "Thôn Đông",
        "?",
        ["Phường Hoàng Liệt, Hà Nội", "Xã Đại Thanh, Hà Nội"],
    ),
    ("Tổ 5, Nông Tiến, Tuyên Quang, Tuyên Quang", "Tổ 5", "=", ["Phường Nông Tiến, Tuyên Quang"]),
    (
        "Bản Pú Tỉu, xã Thanh Nưa, Điện Biên, Điện Biên",
        "Bản Pú Tỉu",
        "=",
        ["Xã Thanh Nưa, Điện Biên"],
    ),
    ("Thôn Nà Lốc, Cư Lễ, Na Rì, Bắc Kạn", "Thôn Nà Lốc", "=", ["Xã Trần Phú, Thái Nguyên"]),
    ("Khu 4, Gia Cẩm, Việt Trì, Phú Thọ", "Khu 4", "=", ["Phường Việt Trì, Phú Thọ"]),
    (
        "Số nhà 12, ngõ 3, phường Trần Phú, TP Hà Giang, Hà Giang",
        "Số nhà 12, ngõ 3",
        "=",
        ["Phường Hà Giang 2, Tuyên Quang"],
    ),
    (
        "Xóm Đồng, Hợp Thành, Thành phố Hòa Bình, Hòa Bình",
        "Xóm Đồng",
        "=",
        ["Xã Thịnh Minh, Phú Thọ"],
    ),
    (
        "Thôn Tiên Trúc, Quan Lạn, Vân Đồn, Quảng Ninh",
        "Thôn Tiên Trúc",
        "=",
        ["Đặc khu Vân Đồn, Quảng Ninh"],
    ),
    ("Thôn Nam, Lam Sơn, Thanh Miện, Hải Dương", "Thôn Nam", "=", ["Xã Bắc Thanh Miện, Hải Phòng"]),
    ("Đội 3, Giao Thiện, Giao Thủy, Nam Định", "Đội 3", "=", ["Xã Giao Minh, Ninh Bình"]),
    ("Thôn Cát, Quảng Cát, Thanh Hóa, Thanh Hóa", "Thôn Cát", "=", ["Phường Quảng Phú, Thanh Hóa"]),
    (
        "Thôn Phước An, Tịnh Kỳ, TP. Quảng Ngãi, Quảng Ngãi",
        "Thôn Phước An",
        "=",
        ["Xã Tịnh Khê, Quảng Ngãi"],
    ),
    ("Phường Tân Thiện, La Gi, Bình Thuận", "", "=", ["Phường La Gi, Lâm Đồng"]),
    (
        "Tổ dân phố 7, phường 9, Đà Lạt, Lâm Đồng",
        "Tổ dân phố 7",
        "=",
        ["Phường Lâm Viên - Đà Lạt, Lâm Đồng"],
    ),
    (
        "Ấp Bãi Thơm, xã Bãi Thơm, TP Phú Quốc, Kiên Giang",
        "Ấp Bãi Thơm",
        "=",
        ["Đặc khu Phú Quốc, An Giang"],
    ),
    ("Ấp 1, xã Khánh Hòa, huyện U Minh, Cà Mau", "Ấp 1", "=", ["Xã U Minh, Cà Mau"]),
]
"""What is written; what stands before the unit; `=` for clear, `?` to ask; what it is today."""


@pytest.mark.parametrize(("address", "text", "mark", "today"), OLD_ADDRESSES)
def test_old_addresses_resolve_or_ask(address: str, text: str, mark: str, today: list[str]) -> None:
    read = read_address(GAZETTEER, address, NEAR)
    assert read.text == text
    (found,) = read.units
    assert [unit.full_name for unit in found.today] == today
    assert read.is_clear is (mark == "=")


def test_there_are_fifty_of_them() -> None:
    assert len(OLD_ADDRESSES) == 50
    assert sum(len(today) > 1 for _, _, _, today in OLD_ADDRESSES) == 2


@pytest.mark.parametrize("number", range(GAZETTEER.first_old, len(GAZETTEER), 97))
def test_every_old_ward_is_found_by_its_whole_name(number: int) -> None:
    unit = GAZETTEER.unit(number)
    read = read_address(GAZETTEER, f"Số 12, {unit.full_name}", None)
    assert [found.unit for found in read.units] == [unit]
    assert read.text == "Số 12"
    assert read.is_sure


@pytest.mark.parametrize("number", range(0, GAZETTEER.first_old, 97))
def test_and_every_one_of_today(number: int) -> None:
    unit = GAZETTEER.unit(number)
    read = read_address(GAZETTEER, f"Số 12, {unit.full_name}, Việt Nam", None)
    assert [found.unit for found in read.units] == [unit]
    assert read.is_clear


@pytest.mark.parametrize(
    ("address", "text", "units", "is_clear"),
    [
        # A district of before and a ward of today: the kind is missing, so somebody is asked.
        ("12 phố Huế, Hoàn Kiếm, Hà Nội", "12 phố Huế", ["Phường Hoàn Kiếm, Hà Nội"], False),
        ("12 phố Huế, phường Hoàn Kiếm, Hà Nội", "12 phố Huế", ["Phường Hoàn Kiếm, Hà Nội"], True),
        # There is no such ward, and two units are named like it.
        (
            "Phường Vĩnh Hải, Khánh Hòa",
            "",
            ["Xã Vĩnh Hải, Khánh Hòa", "Phường Vĩnh Hải, Nha Trang, Khánh Hòa"],
            False,
        ),
        ("Xã Vĩnh Hải", "", ["Xã Vĩnh Hải, Khánh Hòa"], False),
        ("Xã Nhơn Hải, Ninh Hải, Khánh Hòa", "", ["Xã Nhơn Hải, Ninh Hải, Ninh Thuận"], True),
        ("Xã Ninh Hải, Ninh Thuận", "", ["Xã Ninh Hải, Khánh Hòa"], True),
        ("Thôn 3, Đông Tiến, Thanh Hóa", "Thôn 3", ["Phường Đông Tiến, Thanh Hóa"], True),
        (
            "THON 3, DONG TIEN, THANH HOA",
            "THON 3",
            ["Xã Đồng Tiến, Thanh Hóa", "Phường Đông Tiến, Thanh Hóa"],
            False,
        ),
        ("Xã Nam Hà, Lâm Hà, Lâm Đồng", "", ["Xã Nam Hà, Lâm Hà, Lâm Đồng"], True),
        ("Xã Nam Hà Lâm Hà, Lâm Đồng", "", ["Xã Nam Hà Lâm Hà, Lâm Đồng"], True),
        # A hamlet, a street and a lone name are no units.
        ("Thôn Lý Sơn, Quảng Ngãi", "Thôn Lý Sơn, Quảng Ngãi", [], False),
        ("12 Lê Lợi", "12 Lê Lợi", [], False),
        ("Qui Nhơn", "Qui Nhơn", [], False),
        (" Công ty Mẫu ", "Công ty Mẫu", [], False),
        ("", "", [], False),
    ],
)
def test_what_is_not_said_is_asked(
    address: str, text: str, units: list[str], is_clear: bool
) -> None:
    read = read_address(GAZETTEER, address, NEAR)
    assert [found.unit.full_name for found in read.units] == units
    assert read.text == text
    assert read.is_clear is is_clear


def test_too_many_of_one_name_are_no_question() -> None:
    assert read_address(GAZETTEER, "Phường 1", None).units == ()


def test_any_text_is_an_address() -> None:
    for text in (",,,", "Xã", "Xã,", "P.", "Q1", "x" * 5000, "\0", "Việt Nam", "TP.HCM"):
        assert read_address(GAZETTEER, text, None).units == ()
