"""Which report is asked for, and what its file is called."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum

from kiosk.base.dataclass import dataclass
from kiosk.base.tables import TableForm


class ReportKind(StrEnum):
    """What a report tells of its days."""

    LIST = "list"
    """Who came and went, by name."""
    SUMMARY = "summary"
    """Numbers alone, for the People's Committee."""
    TRAIL = "trail"
    """What staff did: an administrator's."""


_NAMES = {
    ReportKind.LIST: "danh-sach-den-di",
    ReportKind.SUMMARY: "bao-cao",
    ReportKind.TRAIL: "nhat-ky",
}
"""What files are called: without accents, which some sticks and their readers do not keep."""
TITLES = {
    ReportKind.LIST: "Danh sách đến đi",
    ReportKind.SUMMARY: "Tổng hợp",
    ReportKind.TRAIL: "Nhật ký",
}
"""The name of the sheet."""


@dataclass(frozen=True, slots=True)
class Report:
    """A kind of report of some local days, both included."""

    kind: ReportKind
    first: date
    last: date

    @property
    def days(self) -> str:
        """`2026-11-29`, `2026-11` for a whole month, or the first and the last day."""
        if self.first == self.last:
            return self.first.isoformat()
        if self == month_report(self.kind, self.first):
            return f"{self.first:%Y-%m}"
        return f"{self.first.isoformat()}_{self.last.isoformat()}"

    @property
    def spoken_days(self) -> str:
        """`29/11/2026`, `tháng 11/2026`, or the first and the last day."""
        if self.first != self.last and self == month_report(self.kind, self.first):
            return f"tháng {self.first.month}/{self.first.year}"
        first, last = (f"{day:%d/%m/%Y}" for day in (self.first, self.last))
        return first if first == last else f"{first} – {last}"

    def each_day(self) -> list[date]:
        """Its days, in order."""
        return [self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)]

    def file_name(self, form: TableForm) -> str:
        """`danh-sach-den-di-2026-11-29.xlsx`."""
        return f"{_NAMES[self.kind]}-{self.days}.{form.value}"


def day_report(kind: ReportKind, day: date) -> Report:
    """The report of one day."""
    return Report(kind, day, day)


def month_report(kind: ReportKind, day: date) -> Report:
    """The report of the month in which this day lies."""
    last = monthrange(day.year, day.month)[1]
    return Report(kind, day.replace(day=1), day.replace(day=last))
