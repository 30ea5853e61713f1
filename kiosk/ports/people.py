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

    def add(self, details: PersonDetails, at: datetime) -> Person:
        """A new person under a new UUIDv7."""
        ...

    def update(self, person: Person, at: datetime) -> None:
        """Store fuller details of a known person."""
        ...

    def tie(self, person_id: str, identifier: Identifier, source: str, at: datetime) -> None:
        """Tie an identifier to a person; nothing happens if tied already."""
        ...

    def link(self, person_ids: Sequence[str], evidence: str, by: str, at: datetime) -> None:
        """From now on the ids resolve to the oldest one."""
        ...
