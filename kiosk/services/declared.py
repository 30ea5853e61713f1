"""What somebody has declared, as far as it holds."""

from __future__ import annotations

from datetime import datetime

from kiosk.domain.declaration.validity import Standing
from kiosk.domain.people.person import Person
from kiosk.domain.visits.decision import Direction
from kiosk.ports.declarations import StoredDeclaration
from kiosk.ports.store import Transaction


def standing_of(tx: Transaction, person_id: str, now: datetime) -> Standing:
    """How a person stands; answers that need a human stay so whatever is declared after them."""
    in_force = tx.declarations.in_force(person_id, now)
    if any(one.needs_human for one in in_force):
        return Standing.NEEDS_HUMAN
    return Standing.NONE if declared_until(tx, person_id, now) is None else Standing.HOLDS


def declared_until(tx: Transaction, person_id: str, now: datetime) -> datetime | None:
    """Until when what a person declared holds, here or, as the hub says, at another gate of the
    venue; None where nothing does."""
    told = tx.declarations.told_until(person_id)
    found = [one.until for one in tx.declarations.in_force(person_id, now)]
    if told is not None and told > now:
        found.append(told)
    return max(found, default=None)


def declared_for(
    tx: Transaction, person: Person, direction: Direction, now: datetime
) -> StoredDeclaration | None:
    """The newest declaration of somebody who comes in, which the entry names; None without one.

    A departure names none.
    """
    if direction is Direction.DEPARTURE:
        return None
    return next(iter(tx.declarations.in_force(person.id, now)), None)
