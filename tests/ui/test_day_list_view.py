"""What the day's list and the search show of their states."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import QObject

from kiosk.domain.desk.queries import EntryMark, Found
from kiosk.domain.language import Language
from kiosk.domain.station.desk_state import Desk, OpenPage
from kiosk.domain.station.health import Health
from kiosk.domain.station.page import PageState
from kiosk.domain.station.pages.day_list import DayList, ListPanel, ListTab, row_key
from kiosk.domain.station.pages.search import SearchPage
from kiosk.domain.station.window import screen_of
from kiosk.domain.station.window_state import Window
from ui.i18n import Words, load_words
from ui.scenes_of_lists import demo_counts, demo_entries, demo_found
from ui.showcase import AT, demo_venue
from ui.viewmodels.desk.day_list import derive_choices, derive_day_list
from ui.viewmodels.desk.list_rows import RowMaker
from ui.viewmodels.desk.search import derive_found, derive_search, split_name
from ui.viewmodels.desk.shown import masked_card, masked_phone, whole_phone
from ui.viewmodels.rows import ROW_ROLE, RowsModel
from ui.viewmodels.view import StationSetup, View

ROWS = demo_entries("N. T. H. Nhung")
LISTED = DayList(counts=demo_counts(), rows=ROWS, is_read=True)


def view(state: PageState, words: Words | None = None) -> View:
    window = Window(desk=Desk((OpenPage(1, state),), key=1))
    setup = StationSetup(demo_venue())
    return View(window, screen_of(window), setup, words or Words(Language.VI, None), AT)


def row(number: int, **members: Any) -> Any:
    return RowMaker().make(replace(LISTED, **members), view(LISTED))[number]


def test_rows_are_masked_until_touched() -> None:
    masked = row(2)
    assert (masked.name, masked.phone, masked.year) == ("C. T. Hương", "038•••905", "1965")
    assert (masked.time, masked.direction, masked.note) == ("06:58", "Đi", "Phiếu QR")
    assert not masked.is_revealed
    whole = row(2, revealed=row_key(ROWS[2]))
    assert (whole.name, whole.phone) == ("Chamaléa Thị Hương", "0386 214 905")
    assert whole.is_revealed
    unnamed = row(5, revealed=row_key(ROWS[5]))
    assert (unnamed.name, unnamed.can_open) == ("Chưa rõ tên", False)
    assert row(3).phone == "–"


def test_a_mark_takes_the_place_of_the_document() -> None:
    assert [(row(number).note, row(number).is_marked) for number in range(5)] == [
        ("Thẻ BHYT", False),
        ("Chờ xác minh", True),
        ("Phiếu QR", False),
        ("Thiếu SĐT", True),
        ("Chưa ghi\u00a0nhận ra", True),
    ]


def test_a_covered_list_has_no_rows() -> None:
    assert RowMaker().make(replace(LISTED, is_covered=True), view(LISTED)) == ()


def test_a_row_is_made_once_however_long_the_list_grows() -> None:
    maker = RowMaker()
    first = maker.make(replace(LISTED, rows=ROWS[:3]), view(LISTED))
    # Read anew, and so equal but not the same.
    again = tuple(replace(one) for one in ROWS)
    grown = maker.make(replace(LISTED, rows=again), view(LISTED))
    assert [one is other for one, other in zip(grown, first, strict=False)] == [True] * 3
    changed = (replace(ROWS[0], full_name="Nguyễn Văn Mẫu"), *ROWS[1:])
    after = maker.make(replace(LISTED, rows=changed, revealed=row_key(ROWS[1])), view(LISTED))
    assert (after[0].name, after[1].is_revealed, after[2] is grown[2]) == ("N. V. Mẫu", True, True)
    # What was revealed is masked again, and what was covered is not kept.
    assert not maker.make(LISTED, view(LISTED))[1].is_revealed
    assert maker.make(replace(LISTED, is_covered=True), view(LISTED)) == ()
    assert maker.make(LISTED, view(LISTED))[2] is not grown[2]
    english = maker.make(LISTED, view(LISTED, load_words()[Language.EN]))
    assert english[2].note != grown[2].note


def test_figures_and_bars() -> None:
    props = derive_day_list(LISTED, view(LISTED))
    assert [(one.before, one.figure, one.after) for one in props.counters] == [
        ("Đang có mặt", "38", ""),
        ("Lượt hôm nay", "214", ""),
        ("", "6,2", "lượt/phút"),
    ]
    assert (max(props.bars), len(props.bars), props.bars_label) == (1.0, 10, "04:32 – 06:47")
    assert (props.inside_count, props.waiting, props.incomplete) == (38, 2, 1)
    whole = replace(LISTED, counts=replace(demo_counts(), per_minute=6.0, quarters=()))
    shown = derive_day_list(whole, view(whole))
    assert (shown.counters[2].figure, shown.bars, shown.bars_label) == ("6", (), "")
    moment = view(whole)
    with_paper = replace(moment, window=replace(moment.window, health=Health(slips_left=120)))
    about = derive_day_list(whole, with_paper).counters[3]
    assert (about.before, about.figure, about.after) == ("Còn khoảng", "120", "phiếu")


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (LISTED, ""),
        (DayList(), ""),
        (DayList(is_read=True), "Chưa có lượt nào trong ngày này."),
        (DayList(is_read=True, tab=ListTab.INSIDE), "Không có ai đang có mặt."),
        (DayList(is_read=True, mark=EntryMark.NO_PHONE), "Không có lượt nào như vậy."),
    ],
)
def test_an_empty_list_says_why(state: DayList, sentence: str) -> None:
    assert derive_day_list(state, view(state)).sentence == sentence


def test_days_go_back_to_the_oldest_that_is_kept() -> None:
    state = replace(LISTED, panel=ListPanel.DAYS, counts=demo_counts(3))
    texts = [choice.text for choice in derive_choices(state, view(state))]
    assert texts == [
        "Hôm nay · 23/11/2026",
        "Hôm qua · 22/11/2026",
        "Thứ Bảy · 21/11/2026",
        "Thứ Sáu · 20/11/2026",
    ]
    assert derive_choices(state, view(state))[0].is_chosen
    earlier = replace(state, day=demo_counts().today - timedelta(days=2))
    assert [one.is_chosen for one in derive_choices(earlier, view(earlier))].index(True) == 2
    asking = replace(state, panel=ListPanel.REASONS, wanted=earlier.day)
    assert derive_day_list(asking, view(asking)).panel_title == "Vì sao xem lại ngày 21/11/2026?"
    assert len(derive_choices(asking, view(asking))) == 4
    filters = replace(LISTED, panel=ListPanel.FILTERS, mark=EntryMark.NO_PHONE)
    assert [one.is_chosen for one in derive_choices(filters, view(filters))] == [
        False,
        False,
        False,
        True,
    ]
    assert derive_choices(LISTED, view(LISTED)) == ()


def test_the_match_is_marked_and_the_number_masked() -> None:
    state = SearchPage(text="hong nhung", found=demo_found("Tùng"), found_by="hong nhung")
    rows = derive_found(state, view(state))
    assert rows[0].parts == ("Nguyễn Thị ", "Hồng", " ", "Nhung", "")
    assert "".join(rows[3].parts) == rows[3].name == "Võ Hồng Khánh Nhung"
    assert (rows[0].about, rows[0].phone, rows[0].seen) == ("1956 · Nữ", "091•••678", "Hôm nay")
    assert rows[0].state == "Đang có mặt · từ 07:02"
    assert (rows[2].state, rows[2].seen, rows[3].phone) == ("", "20/11/2026", "–")
    assert rows[4].seen == "–"
    assert split_name("Hồng", "x") == ("Hồng",)


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (SearchPage(), "Số điện\u00a0thoại, 3–4 số cuối, tên không dấu, số thẻ"),
        (SearchPage(text="n"), ""),
        (SearchPage(text="n", found=demo_found("A"), found_by="n"), "5 người"),
        (SearchPage(text="n", found=Found((), False), found_by="n"), "Không tìm thấy ai"),
        (
            SearchPage(text="n", found=replace(demo_found("A"), is_cut=True), found_by="n"),
            "Hơn 200 người · gõ thêm",
        ),
    ],
)
def test_the_field_says_how_many(state: SearchPage, sentence: str) -> None:
    assert derive_search(state, view(state)).sentence == sentence


def test_numbers_are_masked() -> None:
    assert masked_phone("") == ""
    assert masked_phone("12345") == "•••••"
    assert masked_phone("+82212345678") == "+82•••678"
    assert whole_phone("+82212345678") == "+82212345678"
    assert masked_card("7912349901") == "•••••• 9901"
    assert masked_card("123") == "•••"


class Watch(QObject):
    """What a model told of its rows."""

    def __init__(self, model: RowsModel) -> None:
        super().__init__()
        self.told: list[str] = []
        model.rowsInserted.connect(lambda _, a, b: self.told.append(f"+{a}-{b}"))
        model.rowsRemoved.connect(lambda _, a, b: self.told.append(f"-{a}-{b}"))
        model.dataChanged.connect(lambda a, *_: self.told.append(f"={a.row()}"))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("", "abc", ["+0-2"]),
        ("abc", "abc", []),
        ("abc", "xyabc", ["+0-1"]),
        ("abc", "abcde", ["+3-4"]),
        ("abc", "xabcde", ["+0-0", "+4-5"]),
        ("abc", "xab", ["-2-2", "+0-0"]),
        ("abc", "xyz", ["-0-2", "+0-2"]),
        ("abc", "aBc", ["=1"]),
        ("abc", "", ["-0-2"]),
        ("abc", "bac", ["-0-1", "+0-1"]),
        ("abc", "bc", ["-0-0"]),
        ("abc", "abxyC", ["+2-3", "=4"]),
        ("abcde", "abE", ["-2-3", "=2"]),
    ],
)
def test_a_model_of_rows_tells_what_changed(before: str, after: str, told: list[str]) -> None:
    def choices(text: str) -> list[Any]:
        from ui.viewmodels.desk.day_list import ListChoice

        return [ListChoice(letter.lower(), letter, is_chosen=False) for letter in text]

    model = RowsModel()
    model.show(choices(before))
    watch = Watch(model)
    model.show(choices(after))
    assert watch.told == told
    rows = [model.data(model.index(place), ROW_ROLE) for place in range(model.rowCount())]
    assert "".join(row["text"] for row in rows) == after
    assert model.data(model.index(0), 0) is None
