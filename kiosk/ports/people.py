"""What a transaction can do about people."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from kiosk.domain.people.person import Identifier, Person, PersonDetails


class PeopleTables(Protocol):
    """People and what points to them; every change writes its record too."""

    def find(self, identifier: Identifier) -> list[Person]:
        """Everyone this identifier points to, the links of `same_as` resolved, oldest first."""
        ...

    def find_namesakes_inside(self, bare_name: str, birth_year: int) -> list[Person]:
        """People with a presence row whose bare name and year of birth are equal."""
        ...

    def find_namesakes(self, bare_name: str) -> list[Person]:
        """Some people under this bare name, links resolved, the newest first."""
        ...

    def circle(self, person_id: str) -> list[str]:
        """All ids that are one person with this one, itself included. Raises KeyError."""
        ...

    def add(self, details: PersonDetails, at: datetime) -> Person:
        """A new person under a new UUIDv7."""
        ...

    def update(self, person: Person, at: datetime) -> None:
        """Store fuller details of a known person."""
        ...

    def tie(self, person_id: str, identifier: Identifier, source: str, at: datetime) -> None:
        """Tie an identifier to a person; nothing happens if tied already."""
        ...

    def untie(self, person_id: str, identifier: Identifier, source: str, at: datetime) -> None:
        """An identifier is not this person's; nothing happens if it was not tied."""
        ...

    def get(self, person_id: str) -> Person:
        """Whom an id resolves to. Raises KeyError."""
        ...

    def get_own(self, person_id: str) -> Person:
        """What is known under an id itself. Raises KeyError."""
        ...

    def take_in(self, person: Person) -> None:
        """Somebody of the venue whom the hub named; nothing happens where the id is known."""
        ...

    def identifiers(self, person_id: str) -> list[Identifier]:
        """What points to whomever an id resolves to."""
        ...

    def are_parted(self, one: str, other: str) -> bool:
        """Whether staff said last that these two are two."""
        ...

    def part(self, one: str, other: str, evidence: str, by: str, at: datetime) -> bool:
        """From now on two ids are two people; False where they are not linked."""
        ...

    def link(self, person_ids: Sequence[str], evidence: str, by: str, at: datetime) -> None:
        """From now on the ids resolve to the oldest one."""
        ...

    def erase(self, person_ids: Sequence[str], command: str, at: datetime) -> None:
        """Take out what is known of these ids; records follow as they may.

        `command` says what asked for it.
        """
        ...
