"""The page of the trail, and a line of its file."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.base.tables import TableForm
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.session import Session
from kiosk.domain.desk.trail_queries import ListTrail, TrailRows
from kiosk.domain.reports.report import ReportKind, day_report
from kiosk.domain.reports.trail import DEED_WORDS, NOBODY, TRAIL_COLUMNS, trail_cells
from kiosk.domain.staff.roles import Role
from kiosk.domain.staff.trail import StaffDeed, TrailRow
from kiosk.domain.station.page import Back, DeskAnswered, DeskFailed, Moment, PageShown, Push
from kiosk.domain.station.pages.reports import KindChosen, Reports, SpanChosen
from kiosk.domain.station.pages.reports import advance as advance_reports
from kiosk.domain.station.pages.trail import TrailExported, TrailFurther, TrailPage, advance

AT = datetime(2026, 11, 29, 1, 2, 3, tzinfo=UTC)
MOMENT = Moment(7, Session("admin-1", "Võ Thanh Hà", Role.ADMINISTRATOR, AT))


def _row(number: int, deed: str = StaffDeed.CHECKED_IN, **members: str) -> TrailRow:
    told = {"by": "staff-1", "by_name": "Lê Thị Mai", "account_name": "", "note": ""}
    told |= {"person_id": "p-1", "record_id": "r-1", **members}
    return TrailRow(number, deed, AT - timedelta(minutes=number), **told)


def test_an_administrator_reads_it_page_by_page_and_nobody_else() -> None:
    first = advance(TrailPage("staff-1"), PageShown(), MOMENT)
    assert first.asks == (ListTrail("staff-1"),)
    read = DeskAnswered(7, first.asks[0], TrailRows((_row(9), _row(8)), True))
    page = advance(first.state, read, MOMENT).state
    further = advance(page, TrailFurther(), MOMENT)
    assert further.asks == (ListTrail("staff-1", before=8),)
    assert advance(further.state, TrailFurther(), MOMENT).asks == (), "it is on its way"
    rest = DeskAnswered(7, further.asks[0], TrailRows((_row(7),), False))
    page = advance(further.state, rest, MOMENT).state
    assert page.rows is not None
    assert [row.number for row in page.rows] == [9, 8, 7]
    assert advance(page, TrailFurther(), MOMENT).asks == (), "that was all"
    # Come back to, it is read anew from the newest on.
    again = advance(page, PageShown(), MOMENT)
    assert advance(again.state, read, MOMENT).state.rows == (_row(9), _row(8))
    staff = Moment(7, Session("staff-1", "Lê Thị Mai", Role.STAFF, AT))
    for moment in (staff, Moment(7, None)):
        turn = advance(TrailPage(), PageShown(), moment)
        assert (turn.go, turn.asks) == (Back(), ())


def test_what_cannot_be_read_is_said() -> None:
    page = advance(TrailPage(), PageShown(), MOMENT).state
    failed = advance(page, DeskFailed(7, ListTrail(), DeskProblem.STORAGE), MOMENT).state
    assert (failed.problem, failed.is_reading) == (DeskProblem.STORAGE, False)
    assert advance(failed, object(), MOMENT).state == failed


def test_it_leads_to_its_file_and_to_no_other() -> None:
    opened = advance(TrailPage(), TrailExported(), MOMENT)
    assert opened.go == Push(Reports(kind=ReportKind.TRAIL))
    page = Reports(kind=ReportKind.TRAIL, day=AT.date())
    for touch in (KindChosen(ReportKind.LIST), SpanChosen(True)):
        page = advance_reports(page, touch, MOMENT).state
    assert (page.kind, page.is_month) == (ReportKind.TRAIL, True)
    name = day_report(ReportKind.TRAIL, AT.date()).file_name(TableForm.CSV)
    assert name == "nhat-ky-2026-11-29.csv"


def test_a_line_of_the_file_names_visitors_by_id_alone() -> None:
    zone = ZoneInfo("Asia/Ho_Chi_Minh")
    assert set(DEED_WORDS) == {deed.value for deed in StaffDeed}
    cells = trail_cells(1, _row(0, StaffDeed.PIN_REFUSED, note="barred"), zone)
    told = dict(zip(TRAIL_COLUMNS, cells, strict=True))
    assert told["Thời điểm"] == "29/11/2026 08:02:03"
    assert (told["Ai"], told["Việc"]) == ("Lê Thị Mai", "Sai mã PIN hoặc mã khôi phục")
    assert (told["Mã người"], told["Mã bản ghi"]) == ("p-1", "r-1")
    assert told["Ghi chú"] == "tài khoản đã bị khóa"
    # Of a newer version, and of nobody who was signed in.
    cells = trail_cells(2, _row(0, "flew", by="", by_name="", note="list 2026-11-22 flown"), zone)
    assert (cells[2], cells[3], cells[-1]) == (NOBODY, "flew", "danh sách họ tên 22/11/2026 flown")
