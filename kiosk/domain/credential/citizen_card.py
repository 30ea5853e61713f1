"""Citizen card with chip (CCCD, 7 parts) and Căn cước (11 parts) (docs/spec/credentials.md §2)."""

from __future__ import annotations

from datetime import date

from kiosk.base.names import bare_name
from kiosk.domain.credential.citizen_number import (
    disagreements,
    id_identifier,
    is_citizen_number,
)
from kiosk.domain.credential.model import Credential, CredentialKind
from kiosk.domain.credential.presented import Presented, is_damaged, token, words
from kiosk.domain.people.address import Address
from kiosk.domain.people.person import PersonDetails, Sex, read_birth, read_date

_PARTS = range(7, 13)


def parse(presented: Presented, today: date | None) -> Credential | None:
    """Read a citizen card of 7 to 12 parts, or None; parts past the seventh are kept.

    Beside the number, one of birth, sex and day of issue must be as on a card: no single field
    decides. VNeID shows a code of unknown structure; where it has this layout it is read here.
    """
    parts = presented.parts
    if len(parts) not in _PARTS:
        return None
    number = token(parts[0])
    raw_birth, issued = token(parts[3]), token(parts[6])
    birth, issued_on = read_birth(raw_birth), read_date(issued)
    sex, is_sex_damaged = _read_sex(parts[4])
    is_card = birth is not None or issued_on is not None or sex is not Sex.UNKNOWN
    if not is_citizen_number(number) or not is_card:
        return None
    warnings: list[str] = []
    if birth is None:
        warnings.append("birth_unreadable")
    if sex is Sex.UNKNOWN:
        warnings.append("sex_unreadable")
    if is_sex_damaged or is_damaged(parts[2]) or is_damaged(parts[5]):
        warnings.append("accents_damaged")
    full_name, address = words(parts[2]), words(parts[5])
    if not full_name:
        warnings.append("name_unreadable")
    old_id = token(parts[1])
    old_identifier = id_identifier(old_id)
    if old_id and old_identifier is None:
        warnings.append("old_id_unreadable")
    if issued_on is None:
        if issued:
            warnings.append("date_unreadable")
    elif today is not None and issued_on > today:
        warnings.append("not_yet_valid")
    surplus = {f"extra_{at}": words(part) for at, part in enumerate(parts[7:], start=1)}
    if any(surplus.values()):
        warnings.append("surplus_parts")
    warnings += disagreements(number, birth, sex)
    identifiers = (id_identifier(number), old_identifier)
    return Credential(
        kind=CredentialKind.CITIZEN_CARD,
        fields={
            "citizen_id": number,
            "old_id": old_id,
            "full_name": full_name,
            "birth": raw_birth if birth is None else str(birth),
            "sex": sex.value,
            "address": address,
            "issued": issued if issued_on is None else issued_on.isoformat(),
            **surplus,
        },
        person=PersonDetails(
            full_name=full_name, birth=birth, sex=sex, address=Address(address), id_number=number
        ),
        identifiers=tuple(dict.fromkeys(entry for entry in identifiers if entry is not None)),
        warnings=tuple(warnings),
    )


def _read_sex(part: str) -> tuple[Sex, bool]:
    """The sex, and whether its accent was damaged.

    "Nam" has no accent to lose, so a damaged word here can only have been "Nữ".
    """
    text = words(part)
    bare = bare_name(text)
    if bare == "NAM":
        return Sex.MALE, False
    if bare == "NU":
        return Sex.FEMALE, text.isascii()
    if bare == "N" or (bare and is_damaged(part)):
        return Sex.FEMALE, True
    return Sex.UNKNOWN, False
