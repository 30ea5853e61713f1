"""A person as the kiosk knows one: names, birth, sex, address, and what points to them."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum


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
    address: str = ""
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


def normalised_name(name: str) -> str:
    """A name for comparison: NFC, upper case, without accents, single spaces, đ as d.

    Two documents of one person write the name with and without accents (credentials.md §3), so
    equality is judged on this form alone.
    """
    decomposed = unicodedata.normalize("NFD", name.replace("Đ", "D").replace("đ", "d"))
    bare = "".join(ch for ch in decomposed if not unicodedata.combining(ch))
    return " ".join(bare.upper().split())


def short_name(name: str) -> str:
    """The name as the public screen shows it: initials and the given name, `N. T. H. Nhung`.

    A single-word name stays whole; names already written as initials are kept.
    """
    words = unicodedata.normalize("NFC", name).split()
    if len(words) <= 1:
        return " ".join(words)
    initials = [f"{word[0].upper()}." for word in words[:-1]]
    given = words[-1]
    if given.isupper() and len(given) > 1 and "'" not in given and "’" not in given:
        given = given.capitalize()
    return " ".join([*initials, given])
