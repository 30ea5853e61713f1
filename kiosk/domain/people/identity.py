"""Who a document speaks of: which numbers decide, when two accounts agree, what to keep of both."""

from __future__ import annotations

from dataclasses import replace

from kiosk.base.names import are_names_alike, bare_name
from kiosk.domain.credential.presented import is_damaged
from kiosk.domain.people.address import fuller_address
from kiosk.domain.people.person import (
    Birth,
    Identifier,
    IdentifierKind,
    PersonDetails,
    Sex,
)

_DECIDING = (
    IdentifierKind.CITIZEN_ID,
    IdentifierKind.INSURANCE_NUMBER,
    IdentifierKind.QID,
    IdentifierKind.OLD_ID,
)
"""Strongest first. A phone points to many persons, so it never decides."""

_CITIZEN_ID_DIGITS = 12
YEARS_MISCOUNTED = 2
"""A year of birth that somebody counted back from an age, by the one way of counting or the
other."""


def deciding_identifiers(identifiers: tuple[Identifier, ...]) -> tuple[Identifier, ...]:
    """Those that stand for one person, strongest first."""
    found = [identifier for identifier in identifiers if identifier.kind in _DECIDING]
    return tuple(sorted(found, key=lambda identifier: _DECIDING.index(identifier.kind)))


def numbers_in(details: PersonDetails) -> tuple[Identifier, ...]:
    """The deciding numbers that an account names in full, strongest first."""
    found = []
    if details.id_number and "*" not in details.id_number:
        is_citizen = _is_citizen_id(details.id_number)
        kind = IdentifierKind.CITIZEN_ID if is_citizen else IdentifierKind.OLD_ID
        found.append(Identifier(kind, details.id_number))
    if details.insurance_number:
        found.append(Identifier(IdentifierKind.INSURANCE_NUMBER, details.insurance_number))
    return deciding_identifiers(tuple(found))


def is_same_name_and_birth(one: PersonDetails, other: PersonDetails) -> bool:
    """Whether the names are equal without accents and the births agree as far as both go."""
    return _names_agree(one, other) and _births_agree(one.birth, other.birth)


def contradicts(known: PersonDetails, seen: PersonDetails) -> bool:
    """Whether a document with a known number seems to speak of someone else.

    A misspelt name or a mistyped birth date alone is everyday; both together are a doubt.
    """
    if not known.full_name or not seen.full_name:
        return False
    return not _names_agree(known, seen) and not _births_agree(known.birth, seen.birth)


def have_other_numbers(one: PersonDetails, other: PersonDetails) -> bool:
    """Whether both carry a number of one kind and these differ: certainly two persons."""
    ids = (one.id_number, other.id_number)
    if all(_is_citizen_id(number) for number in ids) and ids[0] != ids[1]:
        return True
    insured = (one.insurance_number, other.insurance_number)
    return all(insured) and insured[0] != insured[1]


def are_one(one: PersonDetails, other: PersonDetails) -> bool:
    """Whether two people with one deciding number are one: both accounts agree in the rest."""
    return is_same_name_and_birth(one, other) and not have_other_numbers(one, other)


def may_stand_in(one: PersonDetails, other: PersonDetails) -> bool:
    """Whether two documents may be one person's, for the direction alone.

    The names are equal, with their accents where both have them; the births are equal, or one
    document has the year alone and the sexes are equal; and no number of one kind differs
    (docs/spec/at-the-gate.md §5).
    """
    if not are_names_alike(one.full_name, other.full_name) or have_other_numbers(one, other):
        return False
    if one.birth is None or other.birth is None:
        return False
    if one.birth.is_full and other.birth.is_full:
        return one.birth == other.birth
    has_a_day = one.birth.is_full or other.birth.is_full
    is_one_sex = one.sex is other.sex is not Sex.UNKNOWN
    return has_a_day and is_one_sex and one.birth.year == other.birth.year


def merge_details(known: PersonDetails, seen: PersonDetails) -> PersonDetails:
    """The fuller of two accounts of one person, field by field; of equal ones the known stands."""
    return replace(
        known,
        full_name=_fuller_name(known.full_name, seen.full_name),
        birth=_fuller_birth(known.birth, seen.birth),
        sex=seen.sex if known.sex is Sex.UNKNOWN else known.sex,
        address=fuller_address(known.address, seen.address),
        phone=known.phone or seen.phone,
        id_number=_fuller_number(known.id_number, seen.id_number),
        insurance_number=known.insurance_number or seen.insurance_number,
    )


def corrected(known: PersonDetails, told: PersonDetails) -> PersonDetails:
    """The known account with all that is told anew in its place; what is not told stays."""
    return replace(
        known,
        full_name=told.full_name or known.full_name,
        birth=known.birth if told.birth is None else told.birth,
        sex=known.sex if told.sex is Sex.UNKNOWN else told.sex,
        address=told.address if str(told.address) else known.address,
        phone=told.phone or known.phone,
        id_number=told.id_number or known.id_number,
        insurance_number=told.insurance_number or known.insurance_number,
    )


def may_be_same(one: PersonDetails, other: PersonDetails) -> bool:
    """Whether staff are to look before the second is written down: *Có thể trùng với …*.

    The names are equal without accents, and the years of birth too, as far as both are known; a
    year that was guessed or counted otherwise lies near. Two numbers of one kind that differ are
    two persons (docs/spec/at-the-gate.md §5).
    """
    if not _names_agree(one, other) or have_other_numbers(one, other):
        return False
    if one.birth is None or other.birth is None:
        return True
    return abs(one.birth.year - other.birth.year) <= YEARS_MISCOUNTED


def _names_agree(one: PersonDetails, other: PersonDetails) -> bool:
    return bare_name(one.full_name) == bare_name(other.full_name) != ""


def _births_agree(one: Birth | None, other: Birth | None) -> bool:
    if one is None or other is None:
        return False
    if one.is_full and other.is_full:
        return one == other
    return one.year == other.year


def _is_citizen_id(number: str) -> bool:
    return len(number) == _CITIZEN_ID_DIGITS and number.isdigit()


def _fuller_name(known: str, seen: str) -> str:
    """Accents and small letters win over bare capitals, and anything over a damaged name."""
    is_comparable = not known or is_damaged(known)
    if not is_comparable and bare_name(known) != bare_name(seen):
        return known
    return max(known, seen, key=_name_worth)


def _name_worth(name: str) -> tuple[bool, bool, bool, bool]:
    return (name != "", not is_damaged(name), not name.isascii(), not name.isupper())


def _fuller_birth(known: Birth | None, seen: Birth | None) -> Birth | None:
    if known is None:
        return seen
    if seen is not None and seen.is_full and not known.is_full and seen.year == known.year:
        return seen
    return known


def _fuller_number(known: str, seen: str) -> str:
    """A citizen id over an old id, a whole number over a masked one."""
    if not known or "*" in known:
        return seen or known
    return seen if _is_citizen_id(seen) and not _is_citizen_id(known) else known
