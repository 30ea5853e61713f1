"""What the database tells of declarations, and of those that were begun."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from typing import Protocol

from kiosk.base.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class StoredDeclaration:
    """One declaration, without its answers."""

    record_id: str
    person_id: str
    at: datetime
    """UTC."""
    until: datetime
    """UTC."""
    needs_human: bool
    """Its answers do, and staff have not let the person in since."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A declaration that was begun."""

    id: str
    content: str = field(repr=False)
    title: str = field(repr=False)
    saved_at: datetime
    """UTC."""
    saved_by: str
    """The account; empty for one of the gate."""
    case_id: str = ""


class DeclarationTables(Protocol):
    """Declarations, which are written as records, and drafts, which are none."""

    def in_force(self, person_id: str, now: datetime) -> list[StoredDeclaration]:
        """Those of a person that hold at a moment, linked ids included, the newest first."""
        ...

    def told_until(self, person_id: str) -> datetime | None:
        """Until when the hub says that a person has declared, linked ids included; None where it
        does not."""
        ...

    def find_draft(self, draft_id: str) -> Draft | None:
        """What was begun; None for what is there no more."""
        ...

    def save_draft(self, draft: Draft) -> str:
        """Keep a draft in the place of what it was before; without an id under a new one, which
        this gives."""
        ...

    def drop_draft(self, draft_id: str) -> None:
        """Nothing is left of a draft; of one that is not there nothing happens."""
        ...

    def drop_drafts(self, before: datetime) -> int:
        """The same of all that were saved last before then; gives how many."""
        ...
