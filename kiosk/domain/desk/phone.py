"""Everybody a phone points to: whom this station knows, and whom the hub tells of.

A phone that a code has proven says nothing of which person is there
(docs/spec/sync-protocol.md §9).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import field

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts import ReleasedPerson, StoredPerson, VenuePerson, Whom
from kiosk.domain.desk.queries import PersonRow
from kiosk.domain.people.identity import is_same_name_and_birth
from kiosk.domain.people.person import PersonDetails, Sex, read_birth
from sync.protocol.asking import DeclarationStatus, LookedUp, LookupAnswer, Released


@dataclass(frozen=True, slots=True)
class PhonePerson:
    """Somebody a phone points to, known here or told by the hub."""

    whom: Whom
    details: PersonDetails = field(repr=False)
    declaration: DeclarationStatus | None = None
    """What the hub says of their newest declaration; None where it was not asked, or said nothing
    of them."""


def persons_of(stored: Iterable[PersonRow], told: LookupAnswer | None) -> tuple[PhonePerson, ...]:
    """Everybody a phone points to, each once: who is known here first, in their order.

    The hub's persons of this venue are the same as ours by their id, or by equal name and full
    birth date; of other venues', by name and birth alone.
    """
    found = [PhonePerson(StoredPerson(row.person_id), _stored(row)) for row in stored]
    others: tuple[LookedUp | Released, ...] = ()
    if told is not None:
        others = (*told.persons, *told.released)
    for one in others:
        details = _told(one)
        place = next((at for at, other in enumerate(found) if _is_same(one, details, other)), None)
        if place is None:
            found.append(PhonePerson(_whom(one, details), details, one.declaration))
        else:
            known = found[place]
            found[place] = PhonePerson(known.whom, known.details, one.declaration)
    return tuple(found)


def _stored(row: PersonRow) -> PersonDetails:
    return PersonDetails(row.full_name, row.birth, row.sex, phone=row.phone)


def _told(one: LookedUp | Released) -> PersonDetails:
    is_known = one.sex in list(Sex)
    return PersonDetails(
        one.full_name,
        read_birth(one.birth) if one.birth else None,
        Sex(one.sex) if is_known else Sex.UNKNOWN,
    )


def _whom(one: LookedUp | Released, details: PersonDetails) -> Whom:
    if isinstance(one, LookedUp):
        return VenuePerson(one.person, details)
    return ReleasedPerson(one.handle, details)


def _is_same(one: LookedUp | Released, details: PersonDetails, other: PhonePerson) -> bool:
    ids = [whom.person_id for whom in (other.whom,) if isinstance(whom, StoredPerson | VenuePerson)]
    if isinstance(one, LookedUp) and one.person in ids:
        return True
    birth = details.birth
    is_sure = birth is not None and birth.is_full and birth == other.details.birth
    return is_sure and is_same_name_and_birth(details, other.details)
