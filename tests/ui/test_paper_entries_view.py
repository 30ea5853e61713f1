"""What the rows of the paper book show, and what their touches tell."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.domain.desk.acts import ActProblem
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.station.pages.paper_entries import (
    PaperDayChosen,
    PaperDirectionChosen,
    PaperEntries,
    PaperFieldChosen,
    PaperKept,
    PaperLeft,
    PaperLineRemoved,
    PaperNext,
    PaperPadTurned,
    PaperPersonChosen,
    PaperWritten,
)
from kiosk.domain.station.pages.paper_line import NOBODY_KNOWN, PaperField, PaperLine
from kiosk.domain.station.touches import WindowEvent
from kiosk.domain.visits.decision import Direction
from tests.support.desk_pages import AT, person_row
from tests.support.views import VENUE, at_desk, plain
from ui.i18n import Words
from ui.showcase import NoActions
from ui.viewmodels.desk.paper_entries import (
    PaperEntriesProps,
    PaperEntriesViewModel,
    derive_paper_entries,
)

NAME = PaperLine("0612", "Nguyễn Văn Mẫu", looked="Nguyễn Văn Mẫu", found=(person_row(),))
PHONE = PaperLine("0615", "0912345678", looked="0912345678", found=(person_row(),))
NEW = PaperLine("0620", "Katơr Thị Mẫu", Direction.DEPARTURE, "Katơr Thị Mẫu")


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        (NAME, ("06:12", "Nguyễn Văn Mẫu", "Đã có", "Sinh 1981", False)),
        (PHONE, ("06:15", "0912 345 678", "Đã có", "N. V. Mẫu", False)),
        (NEW, ("06:20", "Katơr Thị Mẫu", "Người mới", "", False)),
        (PaperLine("061", "09"), ("06:1", "09", "Gõ tiếp", "", False)),
        (PaperLine("2561"), ("25:61", "", "Giờ chưa đúng", "", True)),
        (PaperLine("0612", "An"), ("06:12", "An", "", "", False)),
        (
            replace(PHONE, found=(person_row(), person_row("person-2"))),
            ("06:15", "0912 345 678", "2 người: chọn", "", True),
        ),
        (
            replace(NEW, problem=ActProblem.BAD_TIME),
            ("06:20", "Katơr Thị Mẫu", "Giờ chưa tới, hoặc đã quá lâu.", "", True),
        ),
        (
            replace(NAME, found=(person_row(birth=None),)),
            ("06:12", "Nguyễn Văn Mẫu", "Đã có", "", False),
        ),
    ],
)
def test_a_row_says_whom_it_was_matched_with(
    vi: Words, line: PaperLine, shown: tuple[str, str, str, str, bool]
) -> None:
    (row,) = derive_paper_entries(at_desk(PaperEntries((line,)), vi)).rows
    assert (row.time, row.who, row.match, row.match_more, row.is_warning) == shown


def test_whole_rows_are_counted_and_the_field_is_named(vi: Words) -> None:
    state = PaperEntries((NAME, PHONE, NEW, PaperLine("06")), line=3)
    props = derive_paper_entries(at_desk(state, vi))
    assert (props.write_text, props.can_write) == ("Ghi 3 lượt", True)
    assert (props.day, props.gate, props.heading) == ("23/11/2026", "· Cổng A", "Dòng 4 · giờ")
    assert [row.in_use for row in props.rows] == ["", "", "", "time"]
    assert [row.is_arrival for row in props.rows] == [True, True, False, True]
    writing = derive_paper_entries(at_desk(replace(state, writing=(0,)), vi))
    assert not writing.can_write


def test_days_go_back_and_no_further_on_than_today(vi: Words) -> None:
    props = derive_paper_entries(at_desk(PaperEntries(days_ago=1), vi))
    assert (props.day, props.can_go_back, props.can_go_on) == ("22/11/2026", True, True)
    assert not derive_paper_entries(at_desk(PaperEntries(), vi)).can_go_on
    assert not derive_paper_entries(at_desk(PaperEntries(days_ago=7), vi)).can_go_back


def test_of_several_each_is_offered_and_somebody_new(vi: Words) -> None:
    several = replace(PHONE, found=(person_row(), person_row("person-2")))
    state = PaperEntries((several,), field=PaperField.PERSON)
    props = derive_paper_entries(at_desk(state, vi))
    assert [row.key for row in props.people] == ["person-1", "person-2", NOBODY_KNOWN]
    assert (props.in_use, props.heading) == ("person", "Dòng 1 · là ai?")
    assert derive_paper_entries(at_desk(PaperEntries(), vi)).people == ()


def test_letters_stand_where_a_name_is_typed(vi: Words) -> None:
    state = PaperEntries(field=PaperField.WHO, is_lettered=True)
    assert derive_paper_entries(at_desk(state, vi)).has_letters
    named = replace(state, lines=(NAME,), is_lettered=False)
    assert derive_paper_entries(at_desk(named, vi)).has_letters, "no digit stands in a name"
    for other in (
        replace(state, lines=(PHONE,)),
        replace(state, field=PaperField.TIME),
        replace(state, is_lettered=False),
        replace(state, is_leaving=True),
    ):
        assert not derive_paper_entries(at_desk(other, vi)).has_letters


@pytest.mark.parametrize(
    ("changes", "sentence", "is_warning"),
    [
        ({"problem": DeskProblem.STORAGE}, "Máy chưa đọc, ghi được. Xin thử lại.", True),
        (
            {"lines": (replace(NEW, problem=ActProblem.BAD_NAME),)},
            "Chưa ghi dòng nào: xin sửa dòng được báo.",
            True,
        ),
        ({"written": 11}, "Đã ghi 11 lượt từ sổ giấy.", False),
        ({}, "Giờ thật ghi trong sổ. Mỗi lượt mang dấu “từ sổ giấy”.", False),
    ],
)
def test_what_became_of_the_rows_is_said(
    vi: Words, changes: dict[str, Any], sentence: str, is_warning: bool
) -> None:
    props = derive_paper_entries(at_desk(PaperEntries(**changes), vi))
    assert (plain(props.sentence), props.is_warning) == (sentence, is_warning)


def test_leaving_says_how_many_rows_would_be_lost(en: Words) -> None:
    state = PaperEntries((NAME, PaperLine("06"), PaperLine()), is_leaving=True)
    assert (
        derive_paper_entries(at_desk(state, en)).leave_text
        == "Discard 2 rows that are not recorded?"
    )


def test_nothing_is_shown_while_the_page_is_not_open(vi: Words) -> None:
    assert derive_paper_entries(at_desk(None, vi)) == PaperEntriesProps()


def test_every_touch_tells_the_machine(app: QGuiApplication, vi: Words) -> None:
    told: list[WindowEvent] = []
    page = PaperEntriesViewModel(told.append, NoActions())
    page.write()
    assert told == [], "there is no day before the first look"
    page.fold(at_desk(PaperEntries(days_ago=2), vi))
    page.use(1, "who")
    page.turn()
    page.goOn()
    page.direct(1, False)
    page.direct(1, True)
    page.pick("person-1")
    page.remove()
    page.turnDay(1)
    page.turnDay(-1)
    page.write()
    page.leave()
    page.stay()
    day = AT.astimezone(VENUE.time_zone).date()
    assert told == [
        PaperFieldChosen(1, PaperField.WHO),
        PaperPadTurned(),
        PaperNext(),
        PaperDirectionChosen(1, Direction.DEPARTURE),
        PaperDirectionChosen(1, Direction.ARRIVAL),
        PaperPersonChosen("person-1"),
        PaperLineRemoved(),
        PaperDayChosen(3),
        PaperDayChosen(1),
        PaperWritten(day, VENUE.time_zone),
        PaperLeft(),
        PaperKept(),
    ]
