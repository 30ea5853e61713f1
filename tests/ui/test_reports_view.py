"""What the page of reports says of each of its states."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from kiosk.base.errors import DeviceFaultKind
from kiosk.base.tables import TableForm
from kiosk.domain.desk.reports import (
    EvacuationPrinted,
    ExportProblem,
    NotWritten,
    Progress,
    Target,
    WrittenReport,
)
from kiosk.domain.reports.report import ReportKind
from kiosk.domain.station.desk_state import Desk, OpenPage
from kiosk.domain.station.pages.reports import (
    AskingCopies,
    Broken,
    Printed,
    Printing,
    Reports,
    Step,
    Writing,
    Written,
)
from kiosk.domain.visits.decision import PrintState
from tests.support.views import plain
from ui.i18n import Words
from ui.viewmodels.desk.reports import EXPORT_PROBLEMS, ReportsProps, derive_reports

TODAY = date(2026, 11, 29)
STICK = Target("/media/KINGSTON", "KINGSTON", is_stick=True)
FOLDER = Target("/srv/bao-cao", "bao-cao", is_stick=False)
PAGE = Reports(today=TODAY, day=TODAY, targets=(STICK, FOLDER), target=STICK)
PAPER = EvacuationPrinted(PrintState.PRINTED, None, 57, 4, ("a", "b"))


def shown(page: Reports, words: Words) -> ReportsProps:
    return derive_reports(Desk((OpenPage(1, page),), token=3, key=1), words)


def told(step: Step, words: Words) -> ReportsProps:
    return shown(replace(PAGE, step=step), words)


def test_what_is_chosen_is_marked(vi: Words) -> None:
    props = shown(PAGE, vi)
    assert (props.day_text, props.is_month, props.is_list, props.form) == (
        "Hôm nay, 29/11/2026",
        False,
        True,
        "xlsx",
    )
    assert (props.can_earlier, props.can_later, props.can_write) == (True, False, True)
    assert [(one.name, one.is_chosen) for one in props.targets] == [
        ("KINGSTON", True),
        ("bao-cao", False),
    ]
    other = replace(
        PAGE, day=date(2026, 10, 1), is_month=True, kind=ReportKind.SUMMARY, form=TableForm.CSV
    )
    props = shown(other, vi)
    assert (props.day_text, props.is_list, props.form) == ("Tháng 10/2026", False, "csv")


def test_the_date_is_the_languages_own(en: Words) -> None:
    assert shown(PAGE, en).day_text == "Today, 2026-11-29"


def test_before_anything_is_known_nothing_can_be_written(vi: Words) -> None:
    props = shown(Reports(), vi)
    assert (props.day_text, props.can_write, props.targets) == ("", False, ())
    assert derive_reports(Desk(), vi) == ReportsProps()


def test_an_export_shows_how_far_it_is(vi: Words) -> None:
    props = told(Writing(Progress(1, 4)), vi)
    assert (props.share, props.can_give_up, props.can_close) == (0.25, True, False)
    assert props.sentence.startswith("Chưa rút USB")
    assert not told(Writing(is_given_up=True), vi).can_give_up
    on_disk = replace(PAGE, target=FOLDER, step=Writing())
    assert "USB" not in shown(on_disk, vi).sentence


def test_a_file_is_named_with_its_place(vi: Words) -> None:
    end = Written(WrittenReport("/media/KINGSTON/danh-sach-den-di-2026-11-29.xlsx", 356))
    props = told(end, vi)
    assert props.headline == "Đã xuất xong, có thể rút USB"
    assert props.sentence == ("356 dòng trong tệp danh-sach-den-di-2026-11-29.xlsx, ở KINGSTON.")
    assert shown(replace(PAGE, target=FOLDER, step=end), vi).headline == "Đã xuất xong"


def test_a_paper_has_pages_and_no_lines(vi: Words, en: Words) -> None:
    end = Written(WrittenReport("/media/KINGSTON/so-giay-2026-11-29.pdf", 20), is_document=True)
    assert told(end, vi).sentence == "20 trang trong tệp so-giay-2026-11-29.pdf, ở KINGSTON."
    assert told(end, en).sentence.startswith("20 pages in the file")


def test_how_many_posters_is_asked(vi: Words, en: Words) -> None:
    props = told(AskingCopies(), vi)
    assert (props.headline, props.is_asking_copies) == ("Mấy tờ hướng dẫn?", True)
    assert (props.is_choosing, props.can_close, props.can_give_up) == (False, False, False)
    assert told(AskingCopies(), en).headline == "How many posters?"


@pytest.mark.parametrize("problem", list(ExportProblem))
def test_why_there_is_no_file_is_said(vi: Words, en: Words, problem: ExportProblem) -> None:
    props = told(Written(NotWritten(problem)), vi)
    assert props.sentence == EXPORT_PROBLEMS[problem]
    assert props.is_warning is (problem is not ExportProblem.CANCELLED)
    assert told(Written(NotWritten(problem)), en).sentence != props.sentence


@pytest.mark.parametrize(
    ("answer", "headline"),
    [
        (PAPER, "Đã in danh sách sơ tán"),
        (
            replace(PAPER, state=PrintState.FAILED, fault=DeviceFaultKind.MISSING),
            "Chưa in được: không thấy máy in",
        ),
        (
            replace(PAPER, state=PrintState.UNKNOWN, fault=DeviceFaultKind.PAPER_OUT),
            "Có thể chưa in hết, xin xem giấy: Hết giấy in",
        ),
        (replace(PAPER, state=PrintState.FAILED), "Chưa in được"),
    ],
)
def test_what_became_of_the_paper_is_said(
    vi: Words, answer: EvacuationPrinted, headline: str
) -> None:
    props = told(Printed(answer), vi)
    assert props.headline == headline
    assert props.sentence == "57 người bên trong · 4 người có thể còn bên trong"
    assert (props.can_ask_left, props.can_close) == (True, True)
    assert props.is_warning is (answer is not PAPER)


def test_everybody_out_is_asked_before_it_is_recorded(vi: Words, en: Words) -> None:
    asked = told(Printed(PAPER, is_asking=True), vi)
    assert (asked.is_asking_left, asked.can_close, asked.can_ask_left) == (True, False, False)
    assert plain(asked.sentence) == "Sẽ ghi nhận 2 người ra về."
    assert told(Printed(PAPER, leaving=("b",), left=1), vi).share == 0.5
    done = told(Printed(PAPER, left=1), en)
    assert (done.headline, done.can_close) == ("1 departure recorded", True)
    nobody = told(Printed(replace(PAPER, people=())), vi)
    assert not nobody.can_ask_left


def test_what_is_under_way_cannot_be_closed(vi: Words) -> None:
    for step in (Printing(), Writing(), Printed(PAPER, leaving=("a",))):
        assert not told(step, vi).can_close
    assert told(Broken(), vi).can_close
