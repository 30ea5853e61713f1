"""Reports: what stands in a cell, which file, which days."""

from __future__ import annotations

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.base.tables import TableForm
from kiosk.domain.reports.day_totals import DayTotals, add_up, first_kept_day, totals_of
from kiosk.domain.reports.document import Document, DocumentKind
from kiosk.domain.reports.report import Report, ReportKind, day_report, month_report
from kiosk.domain.reports.summary import SUMMARY_COLUMNS, reachable_share, summary_rows
from kiosk.domain.reports.visits import VISIT_COLUMNS, Remark, Visit, at_venue, visit_cells

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
DAY = date(2026, 11, 29)


def visit(**more: object) -> Visit:
    told: dict[str, object] = {
        "full_name": "Katơr Thị Sửu",
        "birth_year": "1990",
        "sex": "female",
        "address": "Thôn Mẫu",
        "phone": "+84912345678",
        "arrived_at": datetime(2026, 11, 29, 7, 2, tzinfo=ZONE),
        "left_at": datetime(2026, 11, 30, 1, 30, tzinfo=ZONE),
        "gate": "Cổng A",
        "credential": "insurance_card",
        "is_typed": False,
    }
    return Visit(**(told | more))  # type: ignore[arg-type]


def test_a_moment_of_the_database_is_told_in_the_venues_time() -> None:
    at = datetime(2026, 11, 28, 17, 2, tzinfo=UTC)
    assert at_venue(1000 * int(at.timestamp()), ZONE).isoformat() == "2026-11-29T00:02:00+07:00"


def test_a_line_of_the_list() -> None:
    cells = visit_cells(7, visit(), DAY)
    assert dict(zip(VISIT_COLUMNS, cells, strict=True)) == {
        "STT": 7,
        "Ngày": "29/11/2026",
        "Họ tên": "Katơr Thị Sửu",
        "Năm sinh": "1990",
        "Giới tính": "Nữ",
        "Địa chỉ": "Thôn Mẫu",
        "Số điện thoại": "0912 345 678",
        "Giờ đến": "07:02",
        "Giờ đi": "01:30 (30/11)",
        "Cổng": "Cổng A",
        "Hình thức": "Thẻ BHYT",
        "Ghi chú": "",
    }


def test_what_is_not_known_stays_empty() -> None:
    left = datetime(2026, 11, 29, 9, 0, tzinfo=ZONE)
    one = visit(
        full_name="",
        birth_year="",
        sex="unknown",
        address="",
        phone="",
        arrived_at=None,
        left_at=left,
        credential="something_new",
        is_typed=True,
        remarks=(Remark.CORRECTED, Remark.CLOCK),
    )
    assert one.day == DAY
    assert visit_cells(1, one, one.day)[2:] == (
        *("", "", "", "", "", "", "09:00", "Cổng A"),
        "Khác (gõ số)",
        "Đã sửa; Giờ máy chưa chắc đúng",
    )


def test_files_are_called_by_what_they_tell() -> None:
    assert day_report(ReportKind.LIST, DAY).file_name(TableForm.XLSX) == (
        "danh-sach-den-di-2026-11-29.xlsx"
    )
    month = month_report(ReportKind.SUMMARY, date(2024, 2, 3))
    assert month.file_name(TableForm.CSV) == "bao-cao-2024-02.csv"
    assert len(month.each_day()) == 29
    names = [Document(kind, DAY).file_name(TableForm.PDF) for kind in DocumentKind]
    assert names == [
        "to-huong-dan-2026-11-29.pdf",
        "so-giay-2026-11-29.pdf",
        "the-2026-11-29.pdf",
        "danh-sach-so-tan-2026-11-29.pdf",
        "ban-sao-du-lieu-2026-11-29.pdf",
    ]


def test_on_paper_days_are_written_as_people_say_them() -> None:
    assert day_report(ReportKind.LIST, DAY).spoken_days == "29/11/2026"
    assert month_report(ReportKind.SUMMARY, date(2024, 2, 3)).spoken_days == "tháng 2/2024"
    some = Report(ReportKind.LIST, date(2026, 11, 2), DAY)
    assert some.spoken_days == "02/11/2026 – 29/11/2026"


@pytest.mark.parametrize(
    ("today", "first"),
    [
        (date(2026, 11, 29), date(2024, 11, 1)),
        (date(2026, 1, 1), date(2024, 1, 1)),
        (date(2024, 2, 29), date(2022, 2, 1)),
    ],
)
def test_numbers_are_kept_for_whole_months(today: date, first: date) -> None:
    assert first_kept_day(today) == first


def test_a_summary_ends_with_the_sum() -> None:
    days = [
        totals_of(
            DAY, {"arrivals": 3, "departures": 1, "people": 3, "reachable": 3, "form:slip": 4}
        ),
        totals_of(
            DAY,
            {
                "arrivals": 2,
                "not_left": 1,
                "form:strange": 2,
                "declared_for": 2,
                "unheard_of": 9,
            },
        ),
    ]
    *_, total = summary_rows(days)
    said = dict(zip(SUMMARY_COLUMNS, total, strict=True))
    assert (said["Ngày"], said["Lượt"], said["Đến"], said["Đi"]) == ("Cộng", 6, 5, 1)
    assert (said["Phiếu"], said["Khác"], said["Chưa ghi nhận ra về"]) == (4, 2, 1)
    assert said["Khai hộ"] == 2
    assert (said["Có liên hệ"], said["Tỷ lệ có liên hệ"]) == (3, "50%")
    assert len(list(summary_rows(days[:1]))) == 1


def test_nobody_has_no_share_and_no_days_no_sum() -> None:
    assert reachable_share(DayTotals(DAY)) == ""
    with pytest.raises(ValueError, match="no day"):
        add_up([])


def test_some_days_are_named_by_the_first_and_the_last() -> None:
    report = Report(ReportKind.LIST, DAY, date(2026, 12, 2))
    assert report.days == "2026-11-29_2026-12-02"
    assert [day.day for day in report.each_day()] == [29, 30, 1, 2]
