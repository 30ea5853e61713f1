"""The day's list asks for more before a finger comes to its end, and not before."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.domain.desk.queries import CountDesk, EntryPage, ListDay, Place
from kiosk.domain.station.desk import PageWanted, StaffSignedIn
from kiosk.domain.station.pages.day_list import DayList, DayListTouch, EndReached
from tests.support.finger import walk
from ui.scenes_of_lists import answer, demo_counts, demo_entries
from ui.showcase import Showcase, demo_session, spin

PAGE = 30


@pytest.fixture
def showcase(app: QGuiApplication) -> Iterator[Showcase]:
    with Showcase() as made:
        made.go_home()
        yield made


@pytest.mark.parametrize("size", [(1024, 600), (1280, 800), (1080, 1920)])
def test_more_is_asked_for_half_a_screen_before_the_end(
    showcase: Showcase, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    showcase.set_size(size)
    page = showcase.window.station.rooms.desk.page("day_list")
    told: list[object] = []
    tell = page._tell

    def note(event: DayListTouch) -> None:
        told.append(event)
        tell(event)

    monkeypatch.setattr(page, "_tell", note)
    showcase.take(StaffSignedIn(demo_session()), PageWanted(DayList()))
    answer(showcase, CountDesk(), demo_counts())
    answer(showcase, ListDay(), EntryPage(demo_entries(showcase.name, PAGE), None))
    spin(50)
    (rows,) = (
        item
        for item in walk(showcase.window.window.contentItem())
        if item.inherits("QQuickListView") and item.isVisible() and item.property("count") == PAGE
    )
    whole, height = rows.property("contentHeight"), rows.height()
    assert whole > 2 * height, "or the list would end on its first screen"
    assert told == [], "who only looks at the newest reads one page"
    rows.setProperty("contentY", whole - 1.6 * height)
    spin(20)
    assert told == []
    rows.setProperty("contentY", whole - 1.4 * height)
    spin(20)
    rows.setProperty("contentY", whole - height)
    spin(20)
    assert told == [EndReached()], "once"


@pytest.mark.parametrize(("size", "asked"), [(2, [1, 2, 3]), (5, [1, 1, 1])])
def test_a_page_that_does_not_fill_the_screen_is_followed_by_the_next(
    showcase: Showcase, size: int, asked: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    showcase.set_size((1080, 1920))
    page = showcase.window.station.rooms.desk.page("day_list")
    told: list[object] = []
    monkeypatch.setattr(page, "_tell", told.append)
    rows = demo_entries(showcase.name, size)
    showcase.take(StaffSignedIn(demo_session()), PageWanted(DayList()))
    answer(showcase, CountDesk(), demo_counts())
    for number in range(3):
        after = None if number == 0 else Place(rows[0].at, str(number - 1))
        read = tuple(replace(row, entry_id=f"{number} {row.entry_id}") for row in rows)
        answer(showcase, ListDay(after=after), EntryPage(read, Place(rows[0].at, str(number))))
        spin(60)
        assert told == [EndReached()] * asked[number]
