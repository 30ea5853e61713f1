"""A row of the paper book while it is typed: time, name or phone, direction, and who it may be."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from enum import StrEnum

from kiosk.base.dataclass import dataclass
from kiosk.base.names import are_names_alike
from kiosk.base.phones import normalise_phone
from kiosk.domain.desk.acts import ActProblem
from kiosk.domain.desk.queries import FindByPhone, PersonRow, Search
from kiosk.domain.text_input.field_text import FieldKind, FieldText, text_in
from kiosk.domain.visits.decision import Direction

_TIME_DIGITS = 4
_MOST_LETTERS = 60
_MOST_PHONE = 16
_LEAST_LETTERS = 2
NOBODY_KNOWN = ""
"""The choice of staff that none of the people found is meant."""


class PaperField(StrEnum):
    """What keys are typed into."""

    TIME = "time"
    WHO = "who"
    PERSON = "person"
    """Nothing is typed: staff choose one of those who may be meant."""


class LineMatch(StrEnum):
    """Who a row is about, as far as it is known."""

    EMPTY = "empty"
    UNFINISHED = "unfinished"
    """Neither a name nor a whole phone number yet."""
    LOOKING = "looking"
    KNOWN = "known"
    SEVERAL = "several"
    """Several may be meant: staff choose."""
    NEW = "new"


@dataclass(frozen=True, slots=True)
class PaperLine:
    """One row."""

    clock: str = ""
    """Digits as typed: two of the hour, two of the minute."""
    who: str = ""
    """A name or a phone, as typed."""
    direction: Direction = Direction.ARRIVAL
    looked: str | None = None
    """For which text `found` holds; None before any."""
    found: tuple[PersonRow, ...] = ()
    choice: str | None = None
    """The person staff chose, or `NOBODY_KNOWN`; None while the only one found is taken."""
    problem: ActProblem | None = None
    """Why it was not written."""

    @property
    def is_empty(self) -> bool:
        """Nothing is typed."""
        return not self.clock and not self.who.strip()

    @property
    def at(self) -> time | None:
        """The time of day; None while it is none."""
        if len(self.clock) != _TIME_DIGITS:
            return None
        hour, minute = int(self.clock[:2]), int(self.clock[2:])
        return time(hour, minute) if hour < 24 and minute < 60 else None

    @property
    def phone(self) -> str | None:
        """The phone in E.164, where one is typed."""
        return normalise_phone(self.who)

    @property
    def name(self) -> str:
        """The name, where one is typed."""
        name = " ".join(self.who.split())
        has_name = sum(map(str.isalpha, name)) >= _LEAST_LETTERS
        return name if has_name and not any(map(str.isdigit, name)) else ""

    @property
    def lookup(self) -> FindByPhone | Search | None:
        """What is to be asked about it; None where nothing is, or the answer is here."""
        if self.looked == self.who:
            return None
        if self.phone is not None:
            return FindByPhone(self.phone)
        return Search(self.name) if self.name else None

    @property
    def people(self) -> tuple[PersonRow, ...]:
        """Who may be meant: everyone with this phone, or with this name."""
        if self.looked != self.who:
            return ()
        if self.phone is not None:
            return self.found
        return tuple(each for each in self.found if are_names_alike(each.full_name, self.name))

    @property
    def person(self) -> PersonRow | None:
        """Who is taken for it: the one staff chose, or the only one found."""
        people = self.people
        if self.choice is not None:
            return next((each for each in people if each.person_id == self.choice), None)
        return people[0] if len(people) == 1 else None

    @property
    def match(self) -> LineMatch:
        """How far it is known who the row is about."""
        if not self.who.strip():
            return LineMatch.EMPTY
        if self.phone is None and not self.name:
            return LineMatch.UNFINISHED
        if self.lookup is not None:
            return LineMatch.LOOKING
        if self.person is not None:
            return LineMatch.KNOWN
        return LineMatch.SEVERAL if self.people and self.choice is None else LineMatch.NEW

    @property
    def is_whole(self) -> bool:
        """Whether it can be written."""
        return self.at is not None and self.match in (LineMatch.KNOWN, LineMatch.NEW)

    def typed(self, field: PaperField) -> FieldText:
        """A field with what stands in it, its cursor at the end.

        What a name or a phone is typed into is of the kind that stands there: of a name while it is
        empty.
        """
        if field is PaperField.TIME:
            return text_in(self.clock, FieldKind.DIGITS, _TIME_DIGITS)
        return phone_field(self.who) if begins_phone(self.who) else name_field(self.who)

    def with_text(self, field: PaperField, text: str) -> PaperLine:
        """With this in a field; whom it was matched with holds for the same text alone."""
        if field is PaperField.TIME:
            return replace(self, clock=text, problem=None)
        return replace(self, who=text, choice=None, problem=None)


def begins_phone(text: str) -> bool:
    """Whether a phone is typed and no name."""
    return text[:1] == "+" or (text[:1].isascii() and text[:1].isdigit())


def phone_field(text: str) -> FieldText:
    """The field of *Tên hoặc số điện thoại* with a number in it."""
    return text_in(text, FieldKind.PHONE, _MOST_PHONE)


def name_field(text: str) -> FieldText:
    """The same with a name."""
    return text_in(text, FieldKind.NAME, _MOST_LETTERS)
