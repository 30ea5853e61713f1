"""One line of a list of who came and went, and what stands in its cells."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple
from zoneinfo import ZoneInfo

from kiosk.base.tables import Cell, phone_cell
from kiosk.domain.people.person import Sex


class Remark(StrEnum):
    """What a line says beside the visit itself; the value is what stands in the file."""

    NOT_LEFT = "Chưa ghi nhận ra về"
    CORRECTED = "Đã sửa"
    PAPER = "Nhập bù từ sổ giấy"
    BY_STAFF = "Nhân viên xác nhận"
    UNVERIFIED = "Chờ xác minh"
    CLOCK = "Giờ máy chưa chắc đúng"


FORMS = {
    "citizen_card": "Thẻ căn cước",
    "insurance_card": "Thẻ BHYT",
    "personal_qr": "QR cá nhân",
    "slip": "Phiếu",
    "phone": "Số điện thoại",
    "name": "Tại bàn hỗ trợ",
    "emergency": "Cấp cứu",
}
"""What the file calls each kind of credential."""
OTHER_FORM = "Khác"
TYPED = "gõ số"

_SEXES = {Sex.MALE.value: "Nam", Sex.FEMALE.value: "Nữ", Sex.OTHER.value: "Khác"}

VISIT_COLUMNS = (
    "STT",
    "Ngày",
    "Họ tên",
    "Năm sinh",
    "Giới tính",
    "Địa chỉ",
    "Số điện thoại",
    "Giờ đến",
    "Giờ đi",
    "Cổng",
    "Hình thức",
    "Ghi chú",
)


class Visit(NamedTuple):
    """One coming and going, as far as both were recorded; nobody's where the name is empty.

    A tuple, since a list has a hundred thousand: a frozen dataclass takes five times as long to
    make.
    """

    full_name: str
    birth_year: str
    sex: str
    address: str
    phone: str
    """E.164 or empty."""
    arrived_at: datetime | None
    """In the venue's time zone, as the next one."""
    left_at: datetime | None
    gate: str
    credential: str
    is_typed: bool
    remarks: tuple[Remark, ...] = ()

    @property
    def day(self) -> date:
        """On which day's list it stands: when it began, or ended where nobody saw it begin."""
        at = self.arrived_at or self.left_at
        assert at is not None, "a visit has a moment"
        return at.date()


def visit_cells(number: int, visit: Visit, day: date) -> tuple[Cell, ...]:
    """The cells of a line of that day under `VISIT_COLUMNS`."""
    form = FORMS.get(visit.credential, OTHER_FORM)
    return (
        number,
        date_text(day),
        visit.full_name,
        visit.birth_year,
        _SEXES.get(visit.sex, ""),
        visit.address,
        phone_cell(visit.phone),
        _time_text(visit.arrived_at, day),
        _time_text(visit.left_at, day),
        visit.gate,
        f"{form} ({TYPED})" if visit.is_typed else form,
        "; ".join(visit.remarks),
    )


def date_text(day: date) -> str:
    """`29/11/2026`."""
    return f"{day.day:02d}/{day.month:02d}/{day.year}"


def _time_text(at: datetime | None, day: date) -> str:
    """`07:02`, with its day where that is another one."""
    if at is None:
        return ""
    time = f"{at.hour:02d}:{at.minute:02d}"
    if (at.day, at.month, at.year) == (day.day, day.month, day.year):
        return time
    return f"{time} ({at.day:02d}/{at.month:02d})"


def at_venue(at_ms: int, zone: ZoneInfo) -> datetime:
    """A moment of the database in the venue's time."""
    return datetime.fromtimestamp(at_ms / 1000, zone)
