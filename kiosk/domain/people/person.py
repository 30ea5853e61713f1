"""A person as the kiosk knows one: names, birth, sex, address, and what points to them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import field
from datetime import date
from enum import StrEnum

from kiosk.base.dataclass import dataclass
from kiosk.base.names import APOSTROPHES, joined_name
from kiosk.domain.people.address import Address
from kiosk.domain.people.visitor import VisitorKind


class Sex(StrEnum):
    """Sex as documents state it."""

    MALE = "male"
    FEMALE = "female"
    OTHER = "other"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Birth:
    """A birth date that may be known to the year only.

    `str()` gives `YYYY-MM-DD` or `YYYY`, the form records and `parse --json` use.
    """

    year: int
    month: int | None = None
    day: int | None = None

    @property
    def is_full(self) -> bool:
        """Whether day and month are known too."""
        return self.month is not None and self.day is not None

    def __str__(self) -> str:
        if self.month is None or self.day is None:
            return f"{self.year:04d}"
        return f"{self.year:04d}-{self.month:02d}-{self.day:02d}"


class IdentifierKind(StrEnum):
    """What kind of number points to a person."""

    CITIZEN_ID = "citizen_id"
    OLD_ID = "old_id"
    INSURANCE_NUMBER = "insurance_number"
    """The ten-digit BHXH number, one for both forms of the insurance code."""
    PHONE = "phone"
    """E.164; may point to several persons and never decides alone."""
    QID = "qid"
    SLIP = "slip"
    HANDLE = "handle"
    """What the hub released a person of another venue under, after a code proved their phone."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """One (kind, value) that points to a person."""

    kind: IdentifierKind
    value: str


@dataclass(frozen=True, slots=True)
class PersonDetails:
    """What one document says about a person; empty strings where it says nothing."""

    full_name: str = ""
    birth: Birth | None = None
    sex: Sex = Sex.UNKNOWN
    address: Address = field(default_factory=Address)
    phone: str = ""
    """E.164 or empty."""
    id_number: str = ""
    """Citizen id (12 digits) or old id (9 digits) as printed; may hold `*` when masked."""
    insurance_number: str = ""
    """The ten-digit BHXH number or empty."""


@dataclass(frozen=True, slots=True)
class Person:
    """A human being in this station's store."""

    id: str
    """UUIDv7 of the station that met the person first."""
    details: PersonDetails
    visitor: VisitorKind | None = None
    """What they come for; None where nobody said: a visitor."""


_EARLIEST_BIRTH_YEAR = 1850
_LATEST_BIRTH_YEAR = 2150
_DAY_FIRST = re.compile(r"([0-9]{1,2})([/.-])([0-9]{1,2})\2([0-9]{4})")
_DAY_FIRST_BARE = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})([/-])([0-9]{1,2}|\*{1,2})\2([0-9]{1,2}|\*{1,2})")
_YEAR_ALONE = re.compile(r"[0-9]{4}")


def _date_digits(text: str) -> tuple[str, str, str] | None:
    """Year, month and day as written, when `text` has the shape of a date."""
    if match := _DAY_FIRST.fullmatch(text):
        return match[4], match[3], match[1]
    if match := _DAY_FIRST_BARE.fullmatch(text):
        return match[3], match[2], match[1]
    if match := _YEAR_FIRST.fullmatch(text):
        return match[1], match[3], match[4]
    return None


def read_date(text: str) -> date | None:
    """A full date as the documents of docs/spec/credentials.md write one, or None.

    Accepts `dd/mm/yyyy`, `ddmmyyyy`, `yyyy-mm-dd` and `yyyy/m/d`; no such day gives None.
    """
    digits = _date_digits(text.strip())
    if digits is None or "*" in digits[1] + digits[2]:
        return None
    try:
        return date(int(digits[0]), int(digits[1]), int(digits[2]))
    except ValueError:
        return None


def read_birth(text: str) -> Birth | None:
    """A birth date as documents write one, or None when it cannot be one.

    Beside the forms of `read_date`, a year alone (docs/spec/credentials.md §1) and a date whose day
    or month is masked by `*` or `00` give the year only. Years outside 1850-2150 are damage.
    """
    text = text.strip()
    day = read_date(text)
    if day is not None:
        birth = Birth(day.year, day.month, day.day)
    elif _YEAR_ALONE.fullmatch(text):
        birth = Birth(int(text))
    else:
        digits = _date_digits(text)
        if digits is None or not any("*" in part or int(part) == 0 for part in digits[1:]):
            return None
        birth = Birth(int(digits[0]))
    return birth if _EARLIEST_BIRTH_YEAR <= birth.year <= _LATEST_BIRTH_YEAR else None


def short_name(name: str) -> str:
    """The name as the public screen shows it: initials and the given name, `N. T. H. Nhung`.

    A single-word name stays whole; names already written as initials are kept.
    """
    words = joined_name(unicodedata.normalize("NFC", name)).split()
    if len(words) <= 1:
        return " ".join(words)
    initials = [f"{word[0].upper()}." for word in words[:-1]]
    given = words[-1]
    if given.isupper() and len(given) > 1 and not any(mark in given for mark in APOSTROPHES):
        given = given.capitalize()
    return " ".join([*initials, given])
