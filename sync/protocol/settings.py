"""How a setting is declared: once, as a field of a frozen dataclass.

    repeat_window_s: int = setting(Whole(0, 3600, "s"), 60, "Seconds in which …")

The field's type is for the type checker; the `Setting` behind it has the kind of value, the default
and the meaning. Configuration file, example file, the hub's feed and the options of the command
line all come from it. Settings that a hub may set are in `sync.protocol.policy`, those of one
machine alone in `kiosk.settings`.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, time
from enum import StrEnum
from typing import Any, Generic, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

T = TypeVar("T")
_Word = TypeVar("_Word", bound=StrEnum)
_KEY = "setting"


class SettingError(ValueError):
    """A value that a setting cannot take: which setting, and what was expected instead of what."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {problem}")
        self.name = name
        self.problem = problem


class Kind(Generic[T]):
    """What values a setting takes.

    A value has three forms: the one in the program, the plain one in TOML and JSON, and the words
    on a command line.
    """

    is_list = False
    """Several words make one value."""
    unit: str = ""
    """Of a number, for readers: "s", "px"."""

    @property
    def expected(self) -> str:
        """What is accepted, for a sentence: "0 to 3600". Empty where every text is."""
        raise NotImplementedError

    @property
    def metavar(self) -> str:
        """What stands for a word in a usage line."""
        raise NotImplementedError

    def read(self, raw: object) -> T:
        """The value of a plain one. Raises ValueError naming what was expected."""
        raise NotImplementedError

    def plain(self, value: T) -> object:
        """The value as TOML and JSON have it."""
        return value

    def parse(self, word: str) -> object:
        """The plain value, or one item of a list, that a word means. Raises ValueError."""
        return word


@dataclass(frozen=True, slots=True)
class Words(Kind[_Word]):
    """One of some words."""

    words: type[_Word]

    @property
    def expected(self) -> str:
        return any_of(self.words)

    @property
    def metavar(self) -> str:
        return f"{{{','.join(self.words)}}}"

    def read(self, raw: object) -> _Word:
        if not isinstance(raw, str) or raw not in list(self.words):
            raise refusal(self.expected, raw)
        return self.words(raw)

    def plain(self, value: _Word) -> object:
        return value.value


@dataclass(frozen=True, slots=True)
class WordList(Kind[tuple[_Word, ...]]):
    """Any of some words, in any order."""

    words: type[_Word]
    is_list = True

    @property
    def expected(self) -> str:
        return f"a list of {any_of(self.words)}"

    @property
    def metavar(self) -> str:
        return f"{{{','.join(self.words)}}}"

    def read(self, raw: object) -> tuple[_Word, ...]:
        words = list(self.words)
        if not isinstance(raw, list) or not all(item in words for item in raw):
            raise refusal(self.expected, raw)
        return tuple(self.words(item) for item in raw)

    def plain(self, value: tuple[_Word, ...]) -> object:
        return [item.value for item in value]


@dataclass(frozen=True, slots=True)
class Whole(Kind[int]):
    """A whole number from `least` to `most`."""

    least: int
    most: int
    unit: str = ""

    @property
    def expected(self) -> str:
        return f"{self.least} to {self.most}"

    @property
    def metavar(self) -> str:
        return f"{self.least}-{self.most}"

    def read(self, raw: object) -> int:
        if isinstance(raw, bool) or not isinstance(raw, int):
            raise refusal("a whole number", raw)
        if not self.least <= raw <= self.most:
            raise refusal(self.expected, raw)
        return raw

    def parse(self, word: str) -> object:
        if not re.fullmatch(r"[0-9]+", word):
            raise refusal(self.expected, word)
        return int(word)


@dataclass(frozen=True, slots=True)
class Number(Kind[float]):
    """A number from `least` to `most`."""

    least: float
    most: float
    unit: str = ""

    @property
    def expected(self) -> str:
        return f"{self.least:g} to {self.most:g}"

    @property
    def metavar(self) -> str:
        return f"{self.least:g}-{self.most:g}"

    def read(self, raw: object) -> float:
        if isinstance(raw, bool) or not isinstance(raw, (int, float)):
            raise refusal("a number", raw)
        if not self.least <= raw <= self.most:
            raise refusal(self.expected, raw)
        return float(raw)

    def parse(self, word: str) -> object:
        try:
            return float(word)
        except ValueError:
            raise refusal(self.expected, word) from None


@dataclass(frozen=True, slots=True)
class OneOf(Kind[int]):
    """One of some whole numbers."""

    numbers: tuple[int, ...]
    unit: str = ""

    @property
    def expected(self) -> str:
        return any_of(self.numbers)

    @property
    def metavar(self) -> str:
        return f"{{{','.join(map(str, self.numbers))}}}"

    def read(self, raw: object) -> int:
        if isinstance(raw, bool) or not isinstance(raw, int) or raw not in self.numbers:
            raise refusal(self.expected, raw)
        return raw

    def parse(self, word: str) -> object:
        if word not in map(str, self.numbers):
            raise refusal(self.expected, word)
        return int(word)


@dataclass(frozen=True, slots=True)
class Flag(Kind[bool]):
    """True or false."""

    @property
    def expected(self) -> str:
        return "true or false"

    @property
    def metavar(self) -> str:
        return "{true,false}"

    def read(self, raw: object) -> bool:
        if not isinstance(raw, bool):
            raise refusal(self.expected, raw)
        return raw

    def parse(self, word: str) -> object:
        if word not in ("true", "false"):
            raise refusal(self.expected, word)
        return word == "true"


@dataclass(frozen=True, slots=True)
class Text(Kind[str]):
    """Any text, or any that is not blank."""

    is_required: bool = False

    @property
    def expected(self) -> str:
        return ""

    @property
    def metavar(self) -> str:
        return "TEXT"

    def read(self, raw: object) -> str:
        if not isinstance(raw, str):
            raise refusal("a text", raw)
        if self.is_required and not raw.strip():
            raise ValueError("must not be empty")
        return raw


@dataclass(frozen=True, slots=True)
class ClockTime(Kind[time | None]):
    """A time of day without a zone, or none as the empty text."""

    @property
    def expected(self) -> str:
        return "HH:MM"

    @property
    def metavar(self) -> str:
        return "HH:MM"

    def read(self, raw: object) -> time | None:
        if not isinstance(raw, str):
            raise refusal(self.expected, raw)
        if not raw:
            return None
        try:
            value = time.fromisoformat(raw)
        except ValueError:
            raise refusal(self.expected, raw) from None
        if value.tzinfo is not None:
            raise refusal(self.expected, raw)
        return value

    def plain(self, value: time | None) -> object:
        return "" if value is None else value.isoformat("auto" if value.second else "minutes")

    def parse(self, word: str) -> object:
        if word in ("", "none"):
            return ""
        try:
            return datetime.strptime(word, "%H:%M").strftime("%H:%M")  # noqa: DTZ007 - local time
        except ValueError:
            raise refusal("HH:MM or none", word) from None


@dataclass(frozen=True, slots=True)
class TimeZone(Kind[ZoneInfo]):
    """An IANA time zone."""

    @property
    def expected(self) -> str:
        return "an IANA time zone"

    @property
    def metavar(self) -> str:
        return "ZONE"

    def read(self, raw: object) -> ZoneInfo:
        if not isinstance(raw, str) or not raw:
            raise refusal(self.expected, raw)
        try:
            return ZoneInfo(raw)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f'unknown time zone "{raw}"') from None

    def plain(self, value: ZoneInfo) -> object:
        return value.key


@dataclass(frozen=True, slots=True)
class Tables(Kind[tuple[T, ...]]):
    """A list of tables, each with the settings of one dataclass, all of them texts."""

    cls: type[T]
    is_list = True

    @property
    def expected(self) -> str:
        return "a list of tables"

    @property
    def metavar(self) -> str:
        return "|".join(each.name.upper() for each in settings_of(self.cls))

    def read(self, raw: object) -> tuple[T, ...]:
        """As a feed has it: every member must be there, and unknown ones are a newer hub's."""
        if not isinstance(raw, list) or not all(isinstance(item, dict) for item in raw):
            raise refusal(self.expected, raw)
        return tuple(self._read_one(item) for item in raw)

    def _read_one(self, table: Mapping[str, object]) -> T:
        values = read_members(settings_of(self.cls), table)
        missing = [each.name for each in settings_of(self.cls) if each.name not in values]
        if missing:
            raise SettingError(missing[0], "is missing")
        return self.cls(**values)

    def plain(self, value: tuple[T, ...]) -> object:
        return [plain_table(item) for item in value]

    def parse(self, word: str) -> object:
        parts = [part.strip() for part in word.split("|")]
        names = [each.name for each in settings_of(self.cls)]
        if len(parts) != len(names) or not all(parts):
            raise refusal(self.metavar, word)
        return dict(zip(names, parts, strict=True))


@dataclass(frozen=True, slots=True)
class Setting(Generic[T]):
    """One setting: what it is called, what it takes, what it is without a word about it."""

    kind: Kind[T]
    default: T
    meaning: str
    """Plain sentences for whoever fills in the file or asks the command line."""
    name: str = ""
    section: str = ""
    """The section of `kiosk.toml`; empty for a member of a table in a list."""
    feed: tuple[str, str] | None = None
    """The item of the hub's feed and the member in it, where they are not section and name."""
    option: str | None = None
    """The option of `hub venue set`, where it is not `--name-of-it`; empty where there is none."""

    @property
    def key(self) -> str:
        """Its dotted name."""
        return f"{self.section}.{self.name}" if self.section else self.name

    @property
    def feed_item(self) -> str:
        """The key of the item of the hub's feed that has it."""
        return self.feed[0] if self.feed else self.section

    @property
    def feed_member(self) -> str:
        """The member of that item."""
        return self.feed[1] if self.feed else self.name

    @property
    def hub_option(self) -> str:
        """The option of `hub venue set`; empty where there is none."""
        return f"--{self.name.replace('_', '-')}" if self.option is None else self.option

    def read(self, raw: object) -> T:
        """The value of a plain one. Raises ValueError naming what was expected."""
        return self.kind.read(raw)


def setting(
    kind: Kind[T],
    default: T,
    meaning: str,
    *,
    feed: tuple[str, str] | None = None,
    option: str | None = None,
) -> T:
    """Declare a setting, as the default of a dataclass's field."""
    declared = Setting(kind, default, meaning, feed=feed, option=option)
    return field(default=default, metadata={_KEY: declared})


def settings_of(cls: type, section: str = "") -> tuple[Setting[Any], ...]:
    """The settings that a dataclass declares, in its order, named by its fields."""
    return tuple(
        dataclasses.replace(each.metadata[_KEY], name=each.name, section=section)
        for each in dataclasses.fields(cls)
        if _KEY in each.metadata
    )


def read_members(settings: Iterable[Setting[Any]], members: Mapping[str, object]) -> dict[str, Any]:
    """The values of those that are there, by name; unknown members are a newer end's.

    Raises SettingError for the first that cannot be.
    """
    found = {}
    for each in settings:
        if each.feed_member in members:
            try:
                found[each.name] = each.read(members[each.feed_member])
            except ValueError as error:
                raise SettingError(each.key, str(error)) from error
    return found


def values_of(declared: object) -> dict[str, Any]:
    """The values of an object whose dataclass declares settings, by name."""
    return {each.name: getattr(declared, each.name) for each in settings_of(type(declared))}


def plain_table(declared: object) -> dict[str, object]:
    """The same as TOML and JSON have them."""
    settings, values = settings_of(type(declared)), values_of(declared)
    return {each.name: each.kind.plain(values[each.name]) for each in settings}


def refusal(expected: str, raw: object) -> ValueError:
    """`expected 384 or 576, got "wide"`."""
    return ValueError(f"expected {expected}, got {shown(raw)}")


def shown(raw: object) -> str:
    """A plain value as TOML and JSON write it."""
    try:
        return json.dumps(raw, ensure_ascii=False)
    except (TypeError, ValueError):
        # Dates and times are values of TOML too.
        return str(raw)


def any_of(choices: Iterable[object]) -> str:
    """`usb, serial or none`."""
    words = [str(choice) for choice in choices]
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))
