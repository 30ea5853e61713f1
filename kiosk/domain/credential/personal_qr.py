"""Personal QR of the national COVID-era apps, Decision 1405/QĐ-BTTTT.

See docs/spec/credentials.md §3.
"""

from __future__ import annotations

import re
from datetime import date

from kiosk.base.phones import normalise_phone, renumbered
from kiosk.domain.credential.citizen_number import (
    disagreements,
    id_identifier,
    is_citizen_number,
)
from kiosk.domain.credential.insurance_card import insurance_number
from kiosk.domain.credential.model import Credential, CredentialKind
from kiosk.domain.credential.presented import MAX_ITEMS, Presented, is_damaged, token, words
from kiosk.domain.people.person import Identifier, IdentifierKind, PersonDetails, Sex, read_birth

_PARTS = 6
_BIRTH = re.compile(r"[0-9*]{4}([-/])[0-9*]{1,2}\1[0-9*]{1,2}")
_PASSPORT = re.compile(r"[A-Z]{1,2}[0-9]{6,8}")
_QID = re.compile(r"[0-9A-Za-z-]{1,64}")
_DECLARED_BY = {"0": "self", "1": "proxy"}
_SEXES = {"1": Sex.MALE, "2": Sex.FEMALE}
_EXT = ("proxy_qid", "sex", "insurance_number", "phone", "signature")


def parse(presented: Presented, today: date | None) -> Credential | None:
    """Read a personal QR of exactly six parts, or None; `*` in number or birth makes it partial.

    A birth date of another form is none only where the number is no citizen's either.
    """
    parts = presented.parts
    if len(parts) != _PARTS:
        return None
    number = token(parts[0]).upper()
    raw_birth = token(parts[2])
    declared_by = _DECLARED_BY.get(token(parts[3]))
    is_personal = _BIRTH.fullmatch(raw_birth) is not None or is_citizen_number(number)
    if declared_by is None or not is_personal:
        return None
    warnings: list[str] = []
    is_partial = "*" in number or "*" in raw_birth
    if is_partial:
        warnings.append("masked")
    identifier = id_identifier(number)
    if number and identifier is None and "*" not in number and not _PASSPORT.fullmatch(number):
        warnings.append("id_number_unusual")
    birth = read_birth(raw_birth)
    if birth is None and "*" not in raw_birth:
        warnings.append("birth_unreadable")
    full_name = words(parts[1])
    if not full_name:
        warnings.append("name_unreadable")
    if is_damaged(parts[1]):
        warnings.append("accents_damaged")
    qid = token(parts[4])
    ext = _read_ext(parts[5])
    sex = Sex(ext.get("sex", Sex.UNKNOWN.value))
    if is_citizen_number(number):
        warnings += disagreements(number, birth, sex)
    insured = insurance_number(ext.get("insurance_number", ""))
    if ext.get("insurance_number") and not insured:
        warnings.append("insurance_number_unknown")
    raw_phone = ext.get("phone", "")
    phone = normalise_phone(raw_phone) or ""
    if raw_phone and not phone:
        warnings.append("phone_old_number" if renumbered(raw_phone) else "phone_invalid")

    identifiers = [identifier] if identifier else []
    if insured:
        identifiers.append(Identifier(IdentifierKind.INSURANCE_NUMBER, insured))
    if _QID.fullmatch(qid):
        identifiers.append(Identifier(IdentifierKind.QID, qid))
    elif qid:
        warnings.append("qid_unreadable")
    if phone:
        identifiers.append(Identifier(IdentifierKind.PHONE, phone))
    return Credential(
        kind=CredentialKind.PERSONAL_QR,
        fields={
            "document_number": number,
            "full_name": full_name,
            "birth": raw_birth if birth is None else str(birth),
            "declared_by": declared_by,
            "qid": qid,
            **ext,
        },
        person=PersonDetails(
            full_name=full_name,
            birth=birth,
            sex=sex,
            phone=phone,
            id_number=number,
            insurance_number=insured,
        ),
        identifiers=tuple(identifiers),
        warnings=tuple(warnings),
        is_partial=is_partial,
    )


def _read_ext(part: str) -> dict[str, str]:
    """The extension's values in their order, `<` between them; `00` is no insurance number.

    The proxy's QID stays a field: it points to whoever declared, not to this person.
    """
    if not part:
        return {}
    values = [token(value) for value in part.split("<", MAX_ITEMS)[:MAX_ITEMS]]
    ext = dict(zip(_EXT, values, strict=False))
    ext |= {f"extra_{at}": value for at, value in enumerate(values[len(_EXT) :], start=1)}
    if "sex" in ext:
        ext["sex"] = _SEXES.get(ext["sex"], Sex.UNKNOWN).value
    if ext.get("insurance_number") == "00":
        ext["insurance_number"] = ""
    return ext
