"""What the pages of declaring read; staff pages alone (see `kiosk.domain.desk.queries`)."""

from __future__ import annotations

from dataclasses import field
from datetime import datetime
from typing import Any

from kiosk.base.dataclass import dataclass
from kiosk.domain.declaration.declaration import Declarant, DeclaredPhone, FormVersion
from kiosk.domain.desk.asked import DeskQuery
from kiosk.domain.desk.queries import PersonRow
from kiosk.domain.people.person import PersonDetails
from sync.protocol.asking import DeclarationStatus


@dataclass(frozen=True, slots=True)
class DraftRow:
    """A declaration that was begun."""

    draft_id: str
    title: str = field(repr=False)
    saved_at: datetime
    """UTC."""
    saved_by: str
    """Account of whoever saved it last; empty for one of the gate, which a crash left."""
    case_id: str = ""


@dataclass(frozen=True, slots=True)
class Drafts:
    """Declarations that were begun, the newest first."""

    rows: tuple[DraftRow, ...]


@dataclass(frozen=True, slots=True)
class ListDrafts(DeskQuery[Drafts]):
    """What was begun and not sent, by whoever, for staff alone."""


@dataclass(frozen=True, slots=True)
class StoredDraft:
    """A draft as it was saved."""

    row: DraftRow
    content: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class ShowDraft(DeskQuery["StoredDraft | None"]):
    """A draft; None for one that is there no more."""

    draft_id: str


@dataclass(frozen=True, slots=True)
class Alike:
    """*Có thể trùng với …*: who may be the same, the likeliest first."""

    people: tuple[PersonRow, ...]


@dataclass(frozen=True, slots=True)
class FindAlike(DeskQuery[Alike]):
    """Who known here may be the person of a form that somebody new is filled into."""

    details: PersonDetails = field(repr=False)


@dataclass(frozen=True, slots=True)
class DeclarationState:
    """How a person's newest declaration stands, and what the next form takes from it.

    Its answers are not told: health answers are given anew each time.
    """

    person_id: str
    status: DeclarationStatus
    is_needed: bool
    """Policy asks for one before the person comes in, and none holds."""
    valid_until: datetime | None = None
    """UTC; None without one."""
    form: FormVersion | None = None
    declarant: Declarant | None = None
    phone: DeclaredPhone | None = None


@dataclass(frozen=True, slots=True)
class CheckDeclarations(DeskQuery["tuple[DeclarationState, ...]"]):
    """Of each of these persons, in their order; who is not stored has none."""

    person_ids: tuple[str, ...]


_OF_STAFF = (ListDrafts, ShowDraft, FindAlike, CheckDeclarations)


def reads_for_staff(query: DeskQuery[Any]) -> bool:
    """Whether a question is answered for somebody signed in alone: what others began, and who
    somebody may be, is shown to nobody at the gate."""
    return isinstance(query, _OF_STAFF)
