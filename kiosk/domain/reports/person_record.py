"""What is held of one person, as it is handed out to them (docs/spec/reports.md §7)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import field
from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.base.dataclass import dataclass
from kiosk.base.phones import spoken_phone
from kiosk.domain.desk.queries import VisitDay, VisitKind
from kiosk.domain.people.person import Identifier, IdentifierKind, PersonDetails, Sex
from kiosk.domain.people.visitor import VisitorKind

_SEXES = {Sex.MALE: "nam", Sex.FEMALE: "nữ", Sex.OTHER: "khác"}
_NUMBERS = {
    IdentifierKind.PHONE: "Số điện thoại",
    IdentifierKind.CITIZEN_ID: "Số căn cước",
    IdentifierKind.OLD_ID: "Số CMND cũ",
    IdentifierKind.INSURANCE_NUMBER: "Mã số BHXH",
}
_KINDS = {
    VisitorKind.VISITOR: "khách",
    VisitorKind.INPATIENT: "bệnh nhân nội trú",
    VisitorKind.CARER: "người chăm bệnh",
    VisitorKind.STAFF: "nhân viên",
    VisitorKind.SUPPLIER: "giao hàng, dịch vụ",
}
_VISITS = {
    VisitKind.ARRIVAL: "đến",
    VisitKind.DEPARTURE: "đi",
    VisitKind.NOT_SEEN_LEAVING: "hết giờ, chưa ghi nhận ra về",
}

Line = tuple[str, str]
"""What it is, and what is held of it."""


@dataclass(frozen=True, slots=True)
class HeldPerson:
    """What is held of a person under one id."""

    details: PersonDetails
    identifiers: tuple[Identifier, ...] = field(repr=False)
    kind: VisitorKind | None
    """None where nobody said what they come for."""


@dataclass(frozen=True, slots=True)
class DeclaredOnce:
    """One declaration, as it was read back."""

    at: datetime
    form: str
    """Its name, or its id where that version is no longer here."""
    lines: tuple[Line, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the record."""

    title: str
    lines: tuple[Line, ...] = field(repr=False)


@dataclass(frozen=True, slots=True)
class PersonRecord:
    """The record, in Vietnamese as the other papers of the place."""

    venue_name: str
    at: datetime
    """When it was made, UTC."""
    time_zone: ZoneInfo
    sections: tuple[Section, ...]


def person_record(
    held: Sequence[HeldPerson],
    days: Sequence[VisitDay],
    declared: Sequence[DeclaredOnce],
    venue_name: str,
    time_zone: ZoneInfo,
    now: datetime,
) -> PersonRecord:
    """The record of a person: of each id details and numbers, then the entries and declarations of
    all of them, the newest first."""

    def moment(at: datetime) -> str:
        return f"{at.astimezone(time_zone):%H:%M %d/%m/%Y}"

    visits = tuple(
        (moment(visit.at), " · ".join(filter(None, (_VISITS[visit.kind], visit.entry.gate))))
        for day in days
        for visit in day.visits
    )
    sections = [
        Section(f"Thông tin {number}" if len(held) > 1 else "Thông tin", tuple(_details(one)))
        for number, one in enumerate(held, 1)
    ]
    sections.append(Section("Lượt đến, đi", visits or (("Không có", ""),)))
    sections += [Section(f"Khai báo {moment(one.at)} · {one.form}", one.lines) for one in declared]
    return PersonRecord(venue_name, now, time_zone, tuple(sections))


def _details(held: HeldPerson) -> Iterator[Line]:
    details = held.details
    told = (
        ("Họ tên", details.full_name),
        ("Ngày sinh", "" if details.birth is None else str(details.birth)),
        ("Giới tính", _SEXES.get(details.sex, "")),
        ("Địa chỉ", str(details.address)),
        ("Đến để làm gì", _KINDS[held.kind or VisitorKind.VISITOR]),
    )
    yield from (line for line in told if line[1])
    numbers = [(one.kind, one.value) for one in held.identifiers]
    for kind, value in (
        (IdentifierKind.PHONE, details.phone),
        (IdentifierKind.CITIZEN_ID, details.id_number),
        (IdentifierKind.INSURANCE_NUMBER, details.insurance_number),
    ):
        if value and all(value != other for _, other in numbers):
            numbers.append((kind, value))
    for kind, value in numbers:
        if kind in _NUMBERS:
            is_phone = kind is IdentifierKind.PHONE
            yield _NUMBERS[kind], (spoken_phone(value) or value) if is_phone else value
