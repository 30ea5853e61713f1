"""A number typed by hand: a card's, insurance code or citizen number, or a slip's human code.

See docs/spec/credentials.md §1, §2.

Only what came from our own number pad is read here. The same digits in a scanned code stay what
they are there: a phone number, or nothing known.
"""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from kiosk.domain.credential.citizen_number import id_identifier, is_citizen_number
from kiosk.domain.credential.insurance_card import insurance_number
from kiosk.domain.credential.model import Credential, CredentialKind
from kiosk.domain.credential.presented import Presented, token
from kiosk.domain.credential.provinces import is_citizen_origin, is_old_province
from kiosk.domain.people.person import Identifier, IdentifierKind
from kiosk.domain.slips.slip import HUMAN_CODE_DIGITS, is_human_code

INSURANCE_DIGITS = 10
"""The BHXH number, which is the whole code of a new card and the end of an old one's."""
INSURANCE_CHARS = 15
"""An old card's code: two letters and thirteen digits."""
CITIZEN_DIGITS = 12

_LETTERS = 2
_LEVEL_AT = 2
_PROVINCE = slice(3, 5)
_LEVELS = "12345"
_TYPED_CODE = re.compile(r"[A-Z]{2}[1-5][0-9]{12}|[0-9]{10}")


class CardDocument(StrEnum):
    """What the typed number stands on."""

    INSURANCE = "insurance"
    CITIZEN = "citizen"
    SLIP = "slip"


class NumberCheck(StrEnum):
    """What a number looks like so far; `ui.messages` has a sentence for each."""

    EMPTY = "empty"
    UNFINISHED = "unfinished"
    TOO_LONG = "too_long"
    """More digits than a code without letters has: the letters were left out."""
    LEVEL_WRONG = "level_wrong"
    """After the two letters of an insurance code comes its benefit level, 1 to 5."""
    PLACE_UNKNOWN = "place_unknown"
    """No province or country has these digits: the person is asked to compare them with the card,
    and they are never rejected."""
    CHECK_WRONG = "check_wrong"
    """The check digit of a slip's code says that a digit is wrong, or two are swapped."""
    COMPLETE = "complete"


def is_whole(document: CardDocument, text: str) -> bool:
    """Whether the text has the form of a whole number of this document."""
    if document is CardDocument.CITIZEN:
        return is_citizen_number(text)
    if document is CardDocument.SLIP:
        return is_human_code(text)
    return _TYPED_CODE.fullmatch(text) is not None


def check_number(document: CardDocument, text: str) -> NumberCheck:
    """The first thing to say about what is typed so far."""
    if not text:
        return NumberCheck.EMPTY
    if document is CardDocument.SLIP:
        if len(text) < HUMAN_CODE_DIGITS:
            return NumberCheck.UNFINISHED
        return NumberCheck.COMPLETE if is_human_code(text) else NumberCheck.CHECK_WRONG
    if document is CardDocument.CITIZEN:
        origin, rest = text[:3], CITIZEN_DIGITS - len(text)
        is_odd = len(origin) == 3 and not is_citizen_origin(origin)
    elif text[0].isalpha():
        if text[_LEVEL_AT : _LEVEL_AT + 1] not in _LEVELS:
            return NumberCheck.LEVEL_WRONG
        province, rest = text[_PROVINCE], INSURANCE_CHARS - len(text)
        is_odd = len(province) == 2 and not is_old_province(province)
    else:
        rest = INSURANCE_DIGITS - len(text)
        if rest < 0:
            return NumberCheck.TOO_LONG
        is_odd = len(text) > 1 and not is_old_province(text[:2])
    if is_odd:
        return NumberCheck.PLACE_UNKNOWN
    return NumberCheck.UNFINISHED if rest else NumberCheck.COMPLETE


def with_key(document: CardDocument, text: str, key: str) -> str:
    """The text after one more key, a digit or a capital letter; itself where the key cannot be.

    Letters begin an insurance code, two of them, and stand nowhere else.
    """
    if document is not CardDocument.INSURANCE:
        most = CITIZEN_DIGITS if document is CardDocument.CITIZEN else HUMAN_CODE_DIGITS
        return text + key if key.isdigit() and len(text) < most else text
    is_letters_turn = len(text) < _LETTERS and (not text or text[0].isalpha())
    is_digits_turn = not text or text[0].isdigit() or len(text) >= _LETTERS
    fits = is_letters_turn if key.isalpha() else is_digits_turn
    return text + key if fits and len(text) < INSURANCE_CHARS else text


def parse(presented: Presented, today: date | None) -> Credential | None:
    """Read a typed number, or None.

    It names nobody: the credential has an identifier and no person. Whose slip a human code is of
    is known where the slip is.
    """
    number = token(presented.bare).upper()
    if is_whole(CardDocument.SLIP, number):
        return Credential(kind=CredentialKind.SLIP, fields={"human_code": number})
    if is_whole(CardDocument.CITIZEN, number):
        identifier = id_identifier(number)
        assert identifier is not None
        return Credential(
            kind=CredentialKind.CITIZEN_CARD,
            fields={"citizen_id": number},
            identifiers=(identifier,),
            warnings=() if is_citizen_origin(number[:3]) else ("unknown_province",),
        )
    if not is_whole(CardDocument.INSURANCE, number):
        return None
    is_old = len(number) == INSURANCE_CHARS
    bare = insurance_number(number)
    is_known = is_old_province(number[_PROVINCE] if is_old else number[:2])
    return Credential(
        kind=CredentialKind.INSURANCE_CARD,
        fields={"card_code": number, "insurance_number": bare},
        identifiers=(Identifier(IdentifierKind.INSURANCE_NUMBER, bare),),
        warnings=() if is_known else ("unknown_province",),
    )
