"""The band on READY: follows the clock, takes turns, speaks the screen's language."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from kiosk.base.clock import ManualClock
from kiosk.domain.events import NoticesChanged
from kiosk.domain.language import Language
from kiosk.domain.notice import Notice
from kiosk.domain.station.window import screen_of
from kiosk.domain.station.window_state import Window
from ui.i18n import load_words
from ui.showcase import demo_venue
from ui.viewmodels.shell.notice import (
    MAX_CHARACTERS,
    TURN_S,
    NoticeProps,
    NoticeViewModel,
)
from ui.viewmodels.view import StationSetup, View

AT = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(AT)


@pytest.fixture
def band(qtbot: QtBot, clock: ManualClock) -> NoticeViewModel:
    return NoticeViewModel(clock)


def view_in(language: Language) -> View:
    """A moment of a station that speaks this language."""
    window = Window(language=language)
    return View(window, screen_of(window), StationSetup(demo_venue()), load_words()[language], AT)


def notice(key: str, since: datetime = AT, until: datetime = AT + HOUR, *, en: str = "") -> Notice:
    return Notice(key, f"Tin {key}", en, since, until)


def test_without_any_there_is_none(band: NoticeViewModel) -> None:
    band.take(NoticesChanged(()))
    assert band.shown == NoticeProps()


def test_it_begins_and_ends_by_the_clock_alone(band: NoticeViewModel, clock: ManualClock) -> None:
    band.take(NoticesChanged((notice("a", AT + HOUR, AT + 2 * HOUR),)))
    for seconds, text in ((3599, ""), (1, "Tin a"), (3599, "Tin a"), (1, "")):
        clock.advance(seconds)
        band.tick()
        assert band.shown.text == text


def test_one_second_is_enough_to_begin_or_end(
    qtbot: QtBot, band: NoticeViewModel, clock: ManualClock
) -> None:
    band.take(NoticesChanged((notice("a", AT + HOUR),)))
    assert band.shown.text == ""
    band.take(NoticesChanged((notice("a"),)))
    assert band.shown.text == "Tin a"
    with qtbot.waitSignal(band.textChanged, timeout=20_000):
        clock.advance(3600)
    assert band.shown.text == ""


def test_several_take_turns_and_each_stands_long_enough(
    band: NoticeViewModel, clock: ManualClock
) -> None:
    band.take(NoticesChanged((notice("a"), notice("b"), notice("c"))))
    seen = []
    for _ in range(4):
        seen.append((band.shown.text, band.shown.place))
        clock.advance(TURN_S - 0.1)
        band.tick()
        assert (band.shown.text, band.shown.place) == seen[-1]
        clock.advance(0.1)
        band.tick()
    assert seen == [("Tin a", "1/3"), ("Tin b", "2/3"), ("Tin c", "3/3"), ("Tin a", "1/3")]


def test_a_single_one_stands_still(band: NoticeViewModel, clock: ManualClock) -> None:
    band.take(NoticesChanged((notice("a"),)))
    changes: list[str] = []
    band.textChanged.connect(lambda: changes.append("text"))
    band.placeChanged.connect(lambda: changes.append("place"))
    for _ in range(5):
        clock.advance(TURN_S)
        band.tick()
    assert (band.shown, changes) == (NoticeProps("Tin a"), [])


def test_a_new_one_is_shown_at_once_for_its_whole_turn(
    band: NoticeViewModel, clock: ManualClock
) -> None:
    band.take(NoticesChanged((notice("a"), notice("b"))))
    clock.advance(TURN_S - 1)
    band.take(NoticesChanged((notice("new"), notice("a"), notice("b"))))
    assert (band.shown.text, band.shown.place) == ("Tin new", "1/3")
    clock.advance(TURN_S - 1)
    band.tick()
    assert band.shown.text == "Tin new"


def test_one_that_ends_does_not_cut_the_turn_of_another(
    band: NoticeViewModel, clock: ManualClock
) -> None:
    band.take(NoticesChanged((notice("a", until=AT + timedelta(seconds=10)), notice("b"))))
    clock.advance(TURN_S)
    band.tick()
    assert band.shown == NoticeProps("Tin b", "2/2")
    clock.advance(2)
    band.tick()
    assert band.shown == NoticeProps("Tin b")


def test_withdrawn_while_on_show_the_newest_takes_its_place(band: NoticeViewModel) -> None:
    band.take(NoticesChanged((notice("a"), notice("b"))))
    band.take(NoticesChanged((notice("b"),)))
    assert band.shown == NoticeProps("Tin b")
    band.take(NoticesChanged(()))
    assert band.shown == NoticeProps()


def test_the_language_switches_on_show(band: NoticeViewModel, clock: ManualClock) -> None:
    band.take(NoticesChanged((notice("a", en="News a"), notice("b"))))
    band.fold(view_in(Language.EN))
    assert band.shown.text == "News a"
    clock.advance(TURN_S)
    band.tick()
    assert band.shown.text == "Tin b", "Vietnamese where there is no English"


def test_what_nobody_could_read_is_not_laid_out(band: NoticeViewModel) -> None:
    band.take(NoticesChanged((Notice("a", "dài " * 5000, "", AT, AT + HOUR),)))
    assert len(band.shown.text) == MAX_CHARACTERS
