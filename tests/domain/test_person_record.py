"""What is held of somebody, as it is handed out: everything, each once, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from kiosk.domain.people.address import Address
from kiosk.domain.people.person import Birth, Identifier, IdentifierKind, PersonDetails, Sex
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.reports.person_record import (
    DeclaredOnce,
    HeldPerson,
    PersonRecord,
    person_record,
)
from kiosk.domain.units.unit import Scheme, UnitSnapshot
from tests.support.desk_people import person_page

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 30, 1, 31, tzinfo=UTC)
HELD = HeldPerson(PersonDetails("Katơr Thị Mẫu"), (), VisitorKind.VISITOR)
PHONE, INSURANCE = "+84912345678", "4011234567"


def record(*declared: DeclaredOnce, visits: bool = True, **changes: object) -> PersonRecord:
    days = person_page().timeline.days if visits else ()
    held = replace(HELD, **changes)  # type: ignore[arg-type]
    return person_record([held], days, declared, "Trạm Mẫu", ZONE, NOW)


def test_details_numbers_and_entries() -> None:
    details = PersonDetails(
        "Katơr Thị Mẫu",
        Birth(1956),
        Sex.FEMALE,
        address=Address("Thôn Mẫu", UnitSnapshot(Scheme.NEW, "22480", "Xã Mẫu")),
        phone=PHONE,
        insurance_number=INSURANCE,
    )
    numbers = (
        Identifier(IdentifierKind.PHONE, PHONE),
        Identifier(IdentifierKind.CITIZEN_ID, "001099000001"),
    )
    made = record(details=details, identifiers=numbers, kind=VisitorKind.INPATIENT)
    assert (made.venue_name, made.at, made.time_zone) == ("Trạm Mẫu", NOW, ZONE)
    told, visits = made.sections
    assert told.lines == (
        ("Họ tên", "Katơr Thị Mẫu"),
        ("Ngày sinh", "1956"),
        ("Giới tính", "nữ"),
        ("Địa chỉ", "Thôn Mẫu, Xã Mẫu"),
        ("Đến để làm gì", "bệnh nhân nội trú"),
        ("Số điện thoại", "0912 345 678"),
        ("Số căn cước", "001099000001"),
        ("Mã số BHXH", INSURANCE),
    )
    assert [what.split(" · ")[0] for _, what in visits.lines] == ["đến"]


def test_nothing_known_is_said_and_a_slips_number_is_none_of_theirs() -> None:
    bare = PersonDetails("")
    made = record(visits=False, details=bare, identifiers=(Identifier(IdentifierKind.SLIP, "7"),))
    told, visits = made.sections
    assert told.lines == (("Đến để làm gì", "khách"),)
    assert visits.lines == (("Không có", ""),)


def test_what_is_held_under_each_id_stands_there() -> None:
    numbers = (Identifier(IdentifierKind.PHONE, PHONE),)
    other = HeldPerson(PersonDetails("Katơr Thị Mãu"), numbers, None)
    first, second, visits = person_record([HELD, other], (), (), "Trạm Mẫu", ZONE, NOW).sections
    assert (first.title, second.title, visits.title) == (
        "Thông tin 1",
        "Thông tin 2",
        "Lượt đến, đi",
    )
    assert second.lines == (
        ("Họ tên", "Katơr Thị Mãu"),
        ("Đến để làm gì", "khách"),
        ("Số điện thoại", "0912 345 678"),
    )


def test_each_declaration_stands_with_its_moment_and_its_form() -> None:
    once = DeclaredOnce(NOW, "Khai báo y tế", (("Sốt", "Không"),))
    *_, first, second = record(once, replace(once, form="form-7")).sections
    assert first.title == "Khai báo 08:31 30/11/2026 · Khai báo y tế"
    assert second.title == "Khai báo 08:31 30/11/2026 · form-7"
    assert first.lines == (("Sốt", "Không"),)
