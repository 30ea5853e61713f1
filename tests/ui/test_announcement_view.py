"""The band on READY: follows the clock, takes turns, speaks the screen's language."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from pytestqt.qtbot import QtBot

from kiosk.base.clock import ManualClock
from kiosk.domain.language import Language
from kiosk.domain.notice import Notice
from ui.viewmodels.shell.notice import (
    MAX_CHARACTERS,
    TURN_S,
    AnnouncementProps,
    AnnouncementViewModel,
)

AT = datetime(2026, 11, 23, 0, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(AT)


@pytest.fixture
def band(qtbot: QtBot, clock: ManualClock) -> AnnouncementViewModel:
    return AnnouncementViewModel(clock)


def notice(key: str, since: datetime = AT, until: datetime = AT + HOUR, *, en: str = "") -> Notice:
    return Notice(key, f"Tin {key}", en, since, until)


def test_without_any_there_is_none(band: AnnouncementViewModel) -> None:
    band.take_announcements(())
    assert band.shown == AnnouncementProps()


def test_it_begins_and_ends_by_the_clock_alone(
    band: AnnouncementViewModel, clock: ManualClock
) -> None:
    band.take_announcements((notice("a", AT + HOUR, AT + 2 * HOUR),))
    for seconds, text in ((3599, ""), (1, "Tin a"), (3599, "Tin a"), (1, "")):
        clock.advance(seconds)
        band.tick()
        assert band.shown.text == text


def test_one_second_is_enough_to_begin_or_end(
    qtbot: QtBot, band: AnnouncementViewModel, clock: ManualClock
) -> None:
    band.take_announcements((notice("a", AT + HOUR),))
    assert band.shown.text == ""
    band.take_announcements((notice("a"),))
    assert band.shown.text == "Tin a"
    with qtbot.waitSignal(band.textChanged, timeout=20_000):
        clock.advance(3600)
    assert band.shown.text == ""


def test_several_take_turns_and_each_stands_long_enough(
    band: AnnouncementViewModel, clock: ManualClock
) -> None:
    band.take_announcements((notice("a"), notice("b"), notice("c")))
    seen = []
    for _ in range(4):
        seen.append((band.shown.text, band.shown.place))
        clock.advance(TURN_S - 0.1)
        band.tick()
        assert (band.shown.text, band.shown.place) == seen[-1]
        clock.advance(0.1)
        band.tick()
    assert seen == [("Tin a", "1/3"), ("Tin b", "2/3"), ("Tin c", "3/3"), ("Tin a", "1/3")]


def test_a_single_one_stands_still(band: AnnouncementViewModel, clock: ManualClock) -> None:
    band.take_announcements((notice("a"),))
    changes: list[str] = []
    band.textChanged.connect(lambda: changes.append("text"))
    band.placeChanged.connect(lambda: changes.append("place"))
    for _ in range(5):
        clock.advance(TURN_S)
        band.tick()
    assert (band.shown, changes) == (AnnouncementProps("Tin a"), [])


def test_a_new_one_is_shown_at_once_for_its_whole_turn(
    band: AnnouncementViewModel, clock: ManualClock
) -> None:
    band.take_announcements((notice("a"), notice("b")))
    clock.advance(TURN_S - 1)
    band.take_announcements((notice("new"), notice("a"), notice("b")))
    assert (band.shown.text, band.shown.place) == ("Tin new", "1/3")
    clock.advance(TURN_S - 1)
    band.tick()
    assert band.shown.text == "Tin new"


def test_one_that_ends_does_not_cut_the_turn_of_another(
    band: AnnouncementViewModel, clock: ManualClock
) -> None:
    band.take_announcements((notice("a", until=AT + timedelta(seconds=10)), notice("b")))
    clock.advance(TURN_S)
    band.tick()
    assert band.shown == AnnouncementProps("Tin b", "2/2")
    clock.advance(2)
    band.tick()
    assert band.shown == AnnouncementProps("Tin b")


def test_withdrawn_while_on_show_the_newest_takes_its_place(band: AnnouncementViewModel) -> None:
    band.take_announcements((notice("a"), notice("b")))
    band.take_announcements((notice("b"),))
    assert band.shown == AnnouncementProps("Tin b")
    band.take_announcements(())
    assert band.shown == AnnouncementProps()


def test_the_language_switches_on_show(band: AnnouncementViewModel, clock: ManualClock) -> None:
    band.take_announcements((notice("a", en="News a"), notice("b")))
    band.set_language(Language.EN)
    assert band.shown.text == "News a"
    clock.advance(TURN_S)
    band.tick()
    assert band.shown.text == "Tin b", "Vietnamese where there is no English"


def test_what_nobody_could_read_is_not_laid_out(band: AnnouncementViewModel) -> None:
    band.take_announcements((Notice("a", "dài " * 5000, "", AT, AT + HOUR),))
    assert len(band.shown.text) == MAX_CHARACTERS
