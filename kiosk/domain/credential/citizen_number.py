"""What the twelve digits of a citizen number say about their holder.

See docs/spec/credentials.md §2.
"""

from __future__ import annotations

import re

from kiosk.domain.credential.provinces import is_citizen_origin
from kiosk.domain.people.person import Birth, Identifier, IdentifierKind, Sex

_TWELVE = re.compile(r"[0-9]{12}")
_NINE = re.compile(r"[0-9]{9}")


def is_citizen_number(text: str) -> bool:
    """Whether the text is twelve digits, all that the law promises since 07/2024."""
    return _TWELVE.fullmatch(text) is not None


def id_identifier(text: str) -> Identifier | None:
    """What a document number points with: twelve digits a citizen id, nine an old id, else None.

    A card's "old id" of twelve digits is an earlier citizen id, under which the person may be
    known here, so the length decides and not the place.
    """
    if is_citizen_number(text):
        return Identifier(IdentifierKind.CITIZEN_ID, text)
    if _NINE.fullmatch(text):
        return Identifier(IdentifierKind.OLD_ID, text)
    return None


def disagreements(number: str, birth: Birth | None, sex: Sex) -> list[str]:
    """Warnings where the twelve digits `PPP G YY RRRRRR` speak against the rest of a document.

    G is even for men and odd for women and tells the century from 1900 on. There is no check
    digit, and never a rejection.
    """
    warnings: list[str] = []
    if not is_citizen_origin(number[:3]):
        warnings.append("unknown_province")
    century, is_female = divmod(int(number[3]), 2)
    if birth is not None and birth.year != (century + 19) * 100 + int(number[4:6]):
        warnings.append("digits_disagree_with_birth")
    if sex in (Sex.MALE, Sex.FEMALE) and (sex is Sex.FEMALE) != bool(is_female):
        warnings.append("digits_disagree_with_sex")
    return warnings
