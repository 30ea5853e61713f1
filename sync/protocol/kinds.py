"""What values a setting takes: kinds of them, each with its own check and its own words."""

from __future__ import annotations

import json
import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from datetime import datetime, time
from enum import StrEnum
from typing import Generic, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from kiosk.base.dataclass import dataclass

T = TypeVar("T")
_Word = TypeVar("_Word", bound=StrEnum)


class Refusal(ValueError):
    """Why a value cannot be, in English; the template and its values let others translate it."""

    def __init__(self, template: str, **values: str) -> None:
        super().__init__(template.format(**values))
        self.template = template
        self.values: Mapping[str, object] = values


class Kind(ABC, Generic[T]):
    """What values a setting takes.

    A value has three forms: the one in the program, the plain one in TOML and JSON, and the words
    on a command line.
    """

    is_list = False
    """Several words make one value."""
    unit: str = ""
    """Of a number, for readers: "s", "px"."""

    @property
    def takes(self) -> str:
        """What is accepted, in signs that every language has: "0–3600". Empty where it is clear."""
        return ""

    @property
    @abstractmethod
    def metavar(self) -> str:
        """What stands for a word in a usage line."""

    @abstractmethod
    def read(self, raw: object) -> T:
        """The value of a plain one. Raises Refusal."""

    def plain(self, value: T) -> object:
        """The value as TOML and JSON have it."""
        return value

    def parse(self, word: str) -> object:
        """The plain value, or one item of a list, that a word means. Raises Refusal."""
        return word


@dataclass(frozen=True, slots=True)
class Words(Kind[_Word]):
    """One of some words."""

    words: type[_Word]

    @property
    def takes(self) -> str:
        return " | ".join(self.words)

    @property
    def metavar(self) -> str:
        return f"{{{','.join(self.words)}}}"

    def read(self, raw: object) -> _Word:
        if not isinstance(raw, str) or raw not in list(self.words):
            raise none_of(self.words, raw)
        return self.words(raw)

    def plain(self, value: _Word) -> object:
        return value.value


@dataclass(frozen=True, slots=True)
class WordList(Kind[tuple[_Word, ...]]):
    """Any of some words, in any order."""

    words: type[_Word]
    is_list = True

    @property
    def takes(self) -> str:
        return ", ".join(self.words)

    @property
    def metavar(self) -> str:
        return f"{{{','.join(self.words)}}}"

    def read(self, raw: object) -> tuple[_Word, ...]:
        words = list(self.words)
        if not isinstance(raw, list) or not all(item in words for item in raw):
            raise none_of_list(self.words, raw)
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
    def takes(self) -> str:
        return f"{self.least}–{self.most} {self.unit}".strip()

    @property
    def metavar(self) -> str:
        return f"{self.least}-{self.most}"

    def read(self, raw: object) -> int:
        if isinstance(raw, bool) or not isinstance(raw, int):
            raise Refusal("expected a whole number, got {got}", got=shown(raw))
        if not self.least <= raw <= self.most:
            raise outside(self.least, self.most, raw)
        return raw

    def parse(self, word: str) -> object:
        if not re.fullmatch(r"[0-9]+", word):
            raise outside(self.least, self.most, word)
        return int(word)


@dataclass(frozen=True, slots=True)
class Number(Kind[float]):
    """A number from `least` to `most`."""

    least: float
    most: float
    unit: str = ""

    @property
    def takes(self) -> str:
        return f"{self.least:g}–{self.most:g} {self.unit}".strip()

    @property
    def metavar(self) -> str:
        return f"{self.least:g}-{self.most:g}"

    def read(self, raw: object) -> float:
        if isinstance(raw, bool) or not isinstance(raw, (int, float)):
            raise Refusal("expected a number, got {got}", got=shown(raw))
        if not self.least <= raw <= self.most:
            raise outside(self.least, self.most, raw)
        return float(raw)

    def parse(self, word: str) -> object:
        try:
            return float(word)
        except ValueError:
            raise outside(self.least, self.most, word) from None


@dataclass(frozen=True, slots=True)
class OneOf(Kind[int]):
    """One of some whole numbers."""

    numbers: tuple[int, ...]
    unit: str = ""

    @property
    def takes(self) -> str:
        return f"{' | '.join(map(str, self.numbers))} {self.unit}".strip()

    @property
    def metavar(self) -> str:
        return f"{{{','.join(map(str, self.numbers))}}}"

    def read(self, raw: object) -> int:
        if isinstance(raw, bool) or not isinstance(raw, int) or raw not in self.numbers:
            raise none_of(self.numbers, raw)
        return raw

    def parse(self, word: str) -> object:
        if word not in map(str, self.numbers):
            raise none_of(self.numbers, word)
        return int(word)


@dataclass(frozen=True, slots=True)
class Flag(Kind[bool]):
    """True or false."""

    @property
    def metavar(self) -> str:
        return "{true,false}"

    def read(self, raw: object) -> bool:
        if not isinstance(raw, bool):
            raise none_of(("true", "false"), raw)
        return raw

    def parse(self, word: str) -> object:
        if word not in ("true", "false"):
            raise none_of(("true", "false"), word)
        return word == "true"


@dataclass(frozen=True, slots=True)
class Text(Kind[str]):
    """Any text, or any that is not blank."""

    is_required: bool = False
    most: int | None = None
    """Letters at most; None: as many as there are."""

    @property
    def metavar(self) -> str:
        return "TEXT"

    def read(self, raw: object) -> str:
        if not isinstance(raw, str):
            raise Refusal("expected a text, got {got}", got=shown(raw))
        if self.is_required and not raw.strip():
            raise Refusal("must not be empty")
        if self.most is not None and len(raw) > self.most:
            raise Refusal("at most {letters} letters", letters=str(self.most))
        return raw


@dataclass(frozen=True, slots=True)
class TextList(Kind[tuple[str, ...]]):
    """Any texts."""

    is_list = True

    @property
    def metavar(self) -> str:
        return "TEXT"

    def read(self, raw: object) -> tuple[str, ...]:
        if not isinstance(raw, list) or not all(isinstance(item, str) for item in raw):
            raise Refusal("expected a list of texts, got {got}", got=shown(raw))
        return tuple(raw)

    def plain(self, value: tuple[str, ...]) -> object:
        return list(value)


_LONGEST_LINK = 300
"""Letters of an address that make a code of a poster still easy to read."""


@dataclass(frozen=True, slots=True)
class WebAddress(Kind[str]):
    """The address of a page, or none as the empty text."""

    @property
    def metavar(self) -> str:
        return "URL"

    def read(self, raw: object) -> str:
        if not isinstance(raw, str):
            raise Refusal("expected a text, got {got}", got=shown(raw))
        is_page = re.fullmatch(r"https?://[^/?#@\s]+\.[^/?#@\s]+([/?#]\S*)?", raw) is not None
        if raw and (not is_page or not raw.isprintable() or len(raw) > _LONGEST_LINK):
            raise Refusal(
                "expected an address that begins with https://, of at most {letters} letters",
                letters=str(_LONGEST_LINK),
            )
        return raw


@dataclass(frozen=True, slots=True)
class ClockTime(Kind[time | None]):
    """A time of day without a zone, or none as the empty text."""

    @property
    def takes(self) -> str:
        return "HH:MM"

    @property
    def metavar(self) -> str:
        return "HH:MM|none"

    def read(self, raw: object) -> time | None:
        if not isinstance(raw, str):
            raise Refusal("expected HH:MM, got {got}", got=shown(raw))
        if not raw:
            return None
        try:
            value = time.fromisoformat(raw)
        except ValueError:
            raise Refusal("expected HH:MM, got {got}", got=shown(raw)) from None
        if value.tzinfo is not None:
            raise Refusal("expected HH:MM, got {got}", got=shown(raw))
        return value

    def plain(self, value: time | None) -> object:
        return "" if value is None else value.isoformat("auto" if value.second else "minutes")

    def parse(self, word: str) -> object:
        if word in ("", "none"):
            return ""
        try:
            return datetime.strptime(word, "%H:%M").strftime("%H:%M")  # noqa: DTZ007 - local time
        except ValueError:
            raise Refusal("expected HH:MM or none, got {got}", got=shown(word)) from None


@dataclass(frozen=True, slots=True)
class TimeZone(Kind[ZoneInfo]):
    """An IANA time zone."""

    @property
    def metavar(self) -> str:
        return "ZONE"

    def read(self, raw: object) -> ZoneInfo:
        if not isinstance(raw, str) or not raw:
            raise Refusal("expected an IANA time zone, got {got}", got=shown(raw))
        try:
            return ZoneInfo(raw)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise _unknown_zone(raw) from None

    def plain(self, value: ZoneInfo) -> object:
        return value.key


def _unknown_zone(raw: str) -> Refusal:
    """Names the zone that was probably meant; Việt Nam's is called by none of its usual names."""
    # Only a value with a mistake in it needs these.
    import difflib
    from zoneinfo import available_timezones

    plain = re.sub("[^a-z]", "", raw.lower())
    if re.search("hanoi|hano|saigon|vietnam|danang|hochiminh|hcm", plain):
        near = ["Asia/Ho_Chi_Minh"]
    else:
        zones = {zone.lower(): zone for zone in available_timezones()}
        near = [
            zones[name] for name in difflib.get_close_matches(raw.lower(), zones, n=1, cutoff=0.8)
        ]
    if not near:
        return Refusal("unknown time zone {got}", got=shown(raw))
    return Refusal("unknown time zone {got}; did you mean {meant}?", got=shown(raw), meant=near[0])


def none_of(choices: Iterable[object], raw: object) -> Refusal:
    """`expected 384 or 576, got "wide"`."""
    *others, last = map(str, choices)
    if not others:
        return Refusal("expected {last}, got {got}", last=last, got=shown(raw))
    return Refusal(
        "expected {others} or {last}, got {got}",
        others=", ".join(others),
        last=last,
        got=shown(raw),
    )


def none_of_list(choices: Iterable[object], raw: object) -> Refusal:
    """`expected a list of camera or scanner, got 3`."""
    *others, last = map(str, choices)
    return Refusal(
        "expected a list of {others} or {last}, got {got}",
        others=", ".join(others),
        last=last,
        got=shown(raw),
    )


def outside(least: float, most: float, raw: object) -> Refusal:
    """`expected 0 to 3600, got -1`."""
    return Refusal(
        "expected {least} to {most}, got {got}",
        least=f"{least:g}",
        most=f"{most:g}",
        got=shown(raw),
    )


_USER_AND_PASSWORD = re.compile(r"(?<=://)\S*(?=@)")
_PASSWORD_MEMBER = re.compile(r"((?:pass\w*?|pwd|pw|token|secret|key|auth)=)[^&\s]*", re.I)


def without_password(address: str) -> str:
    """The address with `***` for the user's name and password (RFC 3986 §3.2.1), and for the
    members by which cameras take a password (`?user=admin&pwd=…`).

    What a program prints is sent to others for help.
    """
    if "://" not in address:
        return address
    return _PASSWORD_MEMBER.sub(r"\1***", _USER_AND_PASSWORD.sub("***", address))


def shown(raw: object) -> str:
    """A plain value as TOML writes it, in one line, without passwords of addresses."""
    if isinstance(raw, Mapping):
        return f"{{ {', '.join(f'{name} = {shown(value)}' for name, value in raw.items())} }}"
    if isinstance(raw, list):
        return f"[{', '.join(map(shown, raw))}]"
    if isinstance(raw, str):
        raw = without_password(raw)
    try:
        return json.dumps(raw, ensure_ascii=False)
    except (TypeError, ValueError):
        # A date or a time.
        return str(raw)
