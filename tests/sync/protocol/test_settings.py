"""Kinds of settings: what each takes, in a file and as a word on a command line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from sync.protocol.kinds import (
    ClockTime,
    Flag,
    Kind,
    Number,
    OneOf,
    Refusal,
    Text,
    TextList,
    TimeZone,
    WebAddress,
    Whole,
    WordList,
    Words,
    shown,
)
from sync.protocol.settings import SettingError, Tables, read_members, setting, settings_of


class Colour(StrEnum):
    """Some words."""

    RED = "red"
    BLUE = "blue"


@dataclass(frozen=True, slots=True)
class Pen:
    """A table."""

    brand: str = setting(Text(), "none", "Who made it.")
    ink: str = setting(Text(is_required=True), "black", "What is in it.")


@dataclass(frozen=True, slots=True)
class Cap:
    """What the hub sets of a pen's."""

    is_round: bool = setting(Flag(), True, "Whether it rolls.")
    ink: str = setting(Text(), "black", "What is in it.", option="--ink-of-it")
    brand: str = setting(Text(), "none", "Who made it.", option="")


LONG = f"https://tokhaiyte.vn/{'a' * 300}"
NO_LINK = "expected an address that begins with https://, of at most 300 letters"
TAKEN: list[tuple[Kind[Any], object, object]] = [
    (Words(Colour), "red", Colour.RED),
    (WordList(Colour), ["blue", "red"], (Colour.BLUE, Colour.RED)),
    (WordList(Colour), [], ()),
    (Whole(0, 9), 9, 9),
    (Number(0.5, 9), 1, 1.0),
    (OneOf((384, 576)), 576, 576),
    (Flag(), True, True),
    (Text(), "", ""),
    (Text(most=2), "ab", "ab"),
    (TextList(), ["Cổng A", ""], ("Cổng A", "")),
    (WebAddress(), "", ""),
    (WebAddress(), "https://tokhaiyte.vn/?n=a#b", "https://tokhaiyte.vn/?n=a#b"),
    (ClockTime(), "17:30", time(17, 30)),
    (ClockTime(), "17:30:05", time(17, 30, 5)),
    (ClockTime(), "", None),
    (TimeZone(), "Asia/Bangkok", ZoneInfo("Asia/Bangkok")),
    (Tables(Pen), [{"brand": "B", "ink": "red"}], (Pen("B", "red"),)),
]
REFUSED: list[tuple[Kind[Any], object, str]] = [
    (Words(Colour), "green", 'expected red or blue, got "green"'),
    (Words(Colour), ["red"], 'expected red or blue, got ["red"]'),
    (WordList(Colour), "red", 'expected a list of red or blue, got "red"'),
    (WordList(Colour), [1], "expected a list of red or blue, got [1]"),
    (Whole(0, 9), 10, "expected 0 to 9, got 10"),
    (Whole(0, 9), -1, "expected 0 to 9, got -1"),
    (Whole(0, 9), True, "expected a whole number, got true"),
    (Whole(0, 9), 1.0, "expected a whole number, got 1.0"),
    (Number(0.5, 9), 0.4, "expected 0.5 to 9, got 0.4"),
    (Number(0.5, 9), False, "expected a number, got false"),
    (Number(0.5, 9), float("nan"), "expected 0.5 to 9, got NaN"),
    (OneOf((384, 576)), "wide", 'expected 384 or 576, got "wide"'),
    (OneOf((1, 2)), True, "expected 1 or 2, got true"),
    (OneOf((384,)), 576, "expected 384, got 576"),
    (Flag(), 1, "expected true or false, got 1"),
    (Text(), 7, "expected a text, got 7"),
    (Text(is_required=True), " ", "must not be empty"),
    (Text(most=2), "abc", "at most 2 letters"),
    (TextList(), "a", 'expected a list of texts, got "a"'),
    (TextList(), [1], "expected a list of texts, got [1]"),
    (WebAddress(), 7, "expected a text, got 7"),
    *(
        (WebAddress(), text, NO_LINK)
        for text in ("tokhaiyte.vn", "http://a b.vn", "https://x", LONG)
    ),
    (ClockTime(), "25:00", 'expected HH:MM, got "25:00"'),
    (ClockTime(), "17:30+07:00", 'expected HH:MM, got "17:30+07:00"'),
    (ClockTime(), date(2026, 1, 2), "expected HH:MM, got 2026-01-02"),
    (TimeZone(), "Asia/Nowhere", 'unknown time zone "Asia/Nowhere"'),
    (TimeZone(), "Asia", 'unknown time zone "Asia"'),
    (TimeZone(), "../etc/passwd", 'unknown time zone "../etc/passwd"'),
    (TimeZone(), "", 'expected an IANA time zone, got ""'),
    (Tables(Pen), [["B"]], 'expected a list of tables, got [["B"]]'),
    (Tables(Pen), [{"brand": "B"}], "ink is missing"),
    (Tables(Pen), [{"brand": 1, "ink": "x"}], "expected a text, got 1"),
]


@pytest.mark.parametrize(("kind", "raw", "value"), TAKEN)
def test_what_is_taken_is_written_as_it_was(kind: Kind[Any], raw: object, value: object) -> None:
    assert kind.read(raw) == value
    assert type(kind.read(raw)) is type(value)
    assert kind.plain(kind.read(raw)) == raw


@pytest.mark.parametrize(("kind", "raw", "problem"), REFUSED)
def test_what_is_refused_says_what_was_expected(kind: Kind[Any], raw: object, problem: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the whole text is compared
        kind.read(raw)
    assert str(caught.value) == problem


@pytest.mark.parametrize(
    ("kind", "word", "raw"),
    [
        (Words(Colour), "red", "red"),
        (Whole(0, 9), "7", 7),
        (Number(0.5, 9), "1.5", 1.5),
        (OneOf((384, 576)), "384", 384),
        (Flag(), "false", False),
        (Text(), "7", "7"),
        (ClockTime(), "7:05", "07:05"),
        (ClockTime(), "none", ""),
        (ClockTime(), "", ""),
        (TimeZone(), "UTC", "UTC"),
        (TextList(), "Cổng A", "Cổng A"),
        (Tables(Pen), "B | red", {"brand": "B", "ink": "red"}),
    ],
)
def test_a_word_means_a_plain_value(kind: Kind[Any], word: str, raw: object) -> None:
    assert kind.parse(word) == raw
    assert type(kind.parse(word)) is type(raw)


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        (Whole(0, 9), "-1"),
        (Whole(0, 9), "seven"),
        (Number(0.5, 9), "much"),
        (OneOf((384, 576)), "400"),
        (Flag(), "yes"),
        (ClockTime(), "17:30:05"),
        (Tables(Pen), "B"),
        (Tables(Pen), "B|"),
    ],
)
def test_a_word_that_means_nothing_is_refused(kind: Kind[Any], word: str) -> None:
    with pytest.raises(ValueError, match="expected "):
        kind.parse(word)


def test_members_are_read_by_name_and_unknown_ones_are_a_newer_ends() -> None:
    assert read_members(settings_of(Pen), {"ink": "red", "weight": 3}) == {"ink": "red"}
    with pytest.raises(SettingError, match=r"^pen\.ink: must not be empty$"):
        read_members(settings_of(Pen, "pen"), {"ink": ""})


def test_a_plain_value_is_shown_as_toml_has_it() -> None:
    value = [{"label": 'Y "tế"', "on": True, "n": [1, 2.5]}]
    assert shown(value) == '[{ label = "Y \\"tế\\"", on = true, n = [1, 2.5] }]'


def test_the_hubs_command_has_an_option_of_the_settings_name_where_none_is_named() -> None:
    assert [one.hub_option for one in settings_of(Cap)] == ["--is-round", "--ink-of-it", ""]


@pytest.mark.parametrize(
    ("kind", "metavar"),
    [
        (Words(Colour), "{red,blue}"),
        (WordList(Colour), "{red,blue}"),
        (Whole(0, 9), "0-9"),
        (Number(0.5, 9), "0.5-9"),
        (OneOf((384, 576)), "{384,576}"),
        (Flag(), "{true,false}"),
        (Text(), "TEXT"),
        (TextList(), "TEXT"),
        (WebAddress(), "URL"),
        (ClockTime(), "HH:MM|none"),
        (TimeZone(), "ZONE"),
    ],
)
def test_a_usage_line_tells_what_is_taken(kind: Kind[Any], metavar: str) -> None:
    assert kind.metavar == metavar


def test_the_address_of_a_page_is_a_text() -> None:
    with pytest.raises(Refusal):
        WebAddress().read(7)
