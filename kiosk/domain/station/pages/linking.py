"""*Gộp hồ sơ*: two are held for one person, with evidence; or are parted again.

Nothing is rewritten: a link is a record, and so is its undoing (docs/spec/at-the-gate.md §5).
"""

from __future__ import annotations

from dataclasses import field, replace
from typing import ClassVar

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts_on_people import (
    Linked,
    LinkEvidence,
    LinkPersons,
    Parted,
    PartPersons,
)
from kiosk.domain.desk.queries import LinkedPerson, PersonRow, Search
from kiosk.domain.station.page import Back, DeskAnswered, DeskFailed, DeskPage, Moment, Turn
from kiosk.domain.station.pages.picking import (
    PickCleared,
    PickErased,
    Picking,
    PickTyped,
    advance_picking,
)


@dataclass(frozen=True, slots=True)
class OtherChosen:
    """A row was touched: it may be this one."""

    person_id: str


@dataclass(frozen=True, slots=True)
class OtherDropped:
    """It is not this one after all."""


@dataclass(frozen=True, slots=True)
class EvidenceChosen:
    """Why the two are held for one."""

    evidence: LinkEvidence


@dataclass(frozen=True, slots=True)
class PartTouched:
    """*Tách*: somebody who was linked is another."""

    person_id: str


LinkTouch = OtherChosen | OtherDropped | EvidenceChosen | PartTouched


@dataclass(frozen=True, slots=True)
class Linking:
    """Whom somebody may be the same as."""

    page: ClassVar[DeskPage] = DeskPage.LINK
    is_public: ClassVar[bool] = False

    person_id: str
    name: str = field(repr=False)
    near: tuple[PersonRow, ...] = field(default=(), repr=False)
    """Who has the same phone: offered before anything is typed."""
    linked: tuple[LinkedPerson, ...] = field(default=(), repr=False)
    """Whom the person is held for already."""
    picking: Picking = field(default_factory=Picking)
    other: PersonRow | None = field(default=None, repr=False)
    """Who was chosen: only the evidence is left to say."""
    is_saving: bool = False

    @property
    def offered(self) -> tuple[PersonRow, ...]:
        """Whom to choose from: never the person themselves."""
        found = self.picking.found
        people = self.near if found is None else found.people
        return tuple(one for one in people if one.person_id != self.person_id)


def advance(state: Linking, event: object, moment: Moment) -> Turn[Linking]:
    """The page after a touch or an answer; anything else changes nothing."""
    del moment
    match event:
        case DeskAnswered(_, Search(), _):
            picking, _ = advance_picking(state.picking, event)
            return Turn(replace(state, picking=picking))
        case DeskAnswered(_, LinkPersons(), Linked()) | DeskAnswered(_, PartPersons(), Parted()):
            return Turn(state, go=Back())
        case DeskAnswered() | DeskFailed():
            # Not done; the bar says why.
            return Turn(replace(state, is_saving=False))
        case _ if state.is_saving:
            return Turn(state)
        case PickTyped() | PickErased() | PickCleared():
            picking, asks = advance_picking(state.picking, event)
            return Turn(replace(state, picking=picking, other=None), asks=asks)
        case OtherChosen(person_id):
            other = next((one for one in state.offered if one.person_id == person_id), None)
            return Turn(replace(state, other=other))
        case OtherDropped():
            return Turn(replace(state, other=None))
        case EvidenceChosen(evidence) if state.other is not None:
            act = LinkPersons(state.person_id, state.other.person_id, evidence)
            return Turn(replace(state, is_saving=True), asks=(act,))
        case PartTouched(person_id):
            return Turn(
                replace(state, is_saving=True), asks=(PartPersons(state.person_id, person_id),)
            )
    return Turn(state)
