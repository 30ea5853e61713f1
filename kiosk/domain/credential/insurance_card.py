"""Health insurance card (thẻ BHYT): old, new and short form (docs/spec/credentials.md §1)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from kiosk.domain.credential.model import Credential, CredentialKind
from kiosk.domain.credential.presented import (
    MAX_ITEMS,
    Presented,
    hex_text,
    is_damaged,
    token,
    words,
)
from kiosk.domain.credential.provinces import is_old_province
from kiosk.domain.people.address import Address
from kiosk.domain.people.person import (
    Identifier,
    IdentifierKind,
    PersonDetails,
    Sex,
    read_birth,
    read_date,
)

_MIN_PARTS = 9
_OLD_CODE = re.compile(r"[A-Z]{2}[1-5][0-9]{2}[0-9A-Z]{2}[0-9]{8}")
_NEW_CODE = re.compile(r"[0-9]{10}")
_FACILITY = re.compile(r"([0-9]{2})[-–—‑]([0-9A-Z]{1,8})")
_ADDRESS_CODE = re.compile(r"[0-9A-Za-z.-]{1,16}")
_SEXES = {"1": Sex.MALE, "2": Sex.FEMALE, "0": Sex.FEMALE}

_LONG_FORM = (
    "card_code",
    "full_name",
    "birth",
    "sex",
    "address",
    "facility",
    "valid_from",
    "valid_to",
    "issued",
    "management_code",
    "parent_name",
    "living_area",
    "five_years_from",
    "check",
    "benefit_level",
    "issuing_office",
)
_SHORT_FORM = (*_LONG_FORM[:4], *_LONG_FORM[5:9])
_DATES = frozenset({"valid_from", "valid_to", "issued", "five_years_from"})


def insurance_number(code: str) -> str:
    """The BHXH number in either form of the insurance code, or "" where it holds none.

    Both forms end in the same ten digits; before 08/2017 two of those places could be letters.
    """
    code = code.upper()
    if not (_OLD_CODE.fullmatch(code) or _NEW_CODE.fullmatch(code)):
        return ""
    return code[-10:] if _NEW_CODE.fullmatch(code[-10:]) else ""


def parse(presented: Presented, today: date | None) -> Credential | None:
    """Read an insurance card of nine or more parts, or None.

    A missing final `$` is a warning where name and birth date are as on a card; otherwise a
    number before some bars is not taken for one.
    """
    parts = presented.parts
    code = token(parts[0]).upper()
    is_old = _OLD_CODE.fullmatch(code) is not None
    if len(parts) < _MIN_PARTS or not (is_old or _NEW_CODE.fullmatch(code)):
        return None
    end = next((at for at, part in enumerate(parts) if part.startswith("$")), None)
    if end is None:
        content, warnings = parts, ["end_missing"]
        if hex_text(token(parts[1])) is None or read_birth(token(parts[2])) is None:
            return None
    else:
        content, warnings = parts[:end], []
        if len(content) < _MIN_PARTS - 1:
            return None
        if any(part.strip("$") for part in parts[end:]):
            warnings.append("trailing_text")
    names = _SHORT_FORM if _is_short(content) else _LONG_FORM
    fields = _read_fields(dict(zip(names[1:], content[1:], strict=False)), warnings)
    surplus = content[len(names) : MAX_ITEMS]
    fields |= {f"extra_{at}": words(part) for at, part in enumerate(surplus, start=1)}
    if any(surplus):
        warnings.append("surplus_parts")
    number = insurance_number(code)
    if is_old:
        fields["benefit_level"] = code[2]
    fields = {"card_code": code, "insurance_number": number, **fields}

    birth = read_birth(fields["birth"])
    if birth is None:
        warnings.append("birth_unreadable")
    sex = Sex(fields["sex"])
    if sex is Sex.UNKNOWN:
        warnings.append("sex_unreadable")
    if not is_old_province(code[3:5] if is_old else code[:2]):
        warnings.append("unknown_province")
    if not number:
        warnings.append("insurance_number_unknown")
    management_code = fields.get("management_code", "")
    if management_code and management_code[-10:] != code[-10:]:
        warnings.append("insurance_number_mismatch")
    warnings += _validity(fields, today)
    return Credential(
        kind=CredentialKind.INSURANCE_CARD,
        fields=fields,
        person=PersonDetails(
            full_name=fields["full_name"],
            birth=birth,
            sex=sex,
            address=Address(fields.get("address", "")),
            insurance_number=number,
        ),
        identifiers=(Identifier(IdentifierKind.INSURANCE_NUMBER, number),) if number else (),
        warnings=tuple(dict.fromkeys(warnings)),
    )


def _is_short(content: Sequence[str]) -> bool:
    """Part 4 tells: the short form has no address, so the facility stands there.

    `-` there may be either form's; then the date in the next place tells.
    """
    part = token(content[4])
    if not part:
        return read_date(token(content[5])) is not None
    return _FACILITY.fullmatch(part.upper()) is not None


def _read_fields(raw: dict[str, str], warnings: list[str]) -> dict[str, str]:
    """Every part in readable form: text decoded, dates ISO, numbers as they stand."""
    fields: dict[str, str] = {}
    for name, part in raw.items():
        if name in ("full_name", "address", "issuing_office"):
            fields[name] = _decoded(name, part, warnings)
        elif name in _DATES:
            fields[name] = _iso_date(part, warnings)
        elif name == "birth":
            birth = read_birth(token(part))
            fields[name] = token(part) if birth is None else str(birth)
        elif name == "sex":
            fields[name] = _SEXES.get(token(part), Sex.UNKNOWN).value
        elif name == "facility":
            match = _FACILITY.fullmatch(token(part).upper())
            fields[name] = f"{match[1]} - {match[2]}" if match else words(part)
        elif name == "parent_name":
            fields[name] = _parent_name(part, warnings)
        else:
            fields[name] = token(part)
    if not fields["full_name"]:
        warnings.append("name_unreadable")
    address, separator, code = fields.get("address", "").rpartition("_")
    if separator and _ADDRESS_CODE.fullmatch(code):
        fields["address"] = address.rstrip()
        fields["address_code"] = code
    return fields


def _decoded(name: str, part: str, warnings: list[str]) -> str:
    """Text from hexadecimal UTF-8; a part that is none is empty and warned of."""
    digits = token(part)
    if not digits:
        return ""
    text = hex_text(digits)
    if text is None:
        if name != "full_name":
            warnings.append(f"{name}_unreadable")
        return ""
    if is_damaged(text):
        warnings.append("accents_damaged")
    return words(text)


def _parent_name(part: str, warnings: list[str]) -> str:
    """A parent's name: hexadecimal, or raw text that an issuer's system already damaged."""
    text = hex_text(token(part))
    if text is None or "\ufffd" in text:
        text = part
    if is_damaged(text):
        warnings.append("parent_name_damaged")
    return words(text)


def _iso_date(part: str, warnings: list[str]) -> str:
    """`YYYY-MM-DD`, empty for `-`, the part as it stands when it is no date."""
    text = token(part)
    day = read_date(text)
    if day is not None:
        return day.isoformat()
    if text:
        warnings.append("date_unreadable")
    return text


def _validity(fields: dict[str, str], today: date | None) -> list[str]:
    """Whether the card is in force today; most cards have no end since 08/2017."""
    if today is None:
        return []
    warnings: list[str] = []
    valid_from = read_date(fields.get("valid_from", ""))
    valid_to = read_date(fields.get("valid_to", ""))
    if valid_from is not None and valid_from > today:
        warnings.append("not_yet_valid")
    if valid_to is not None and valid_to < today:
        warnings.append("card_expired")
    return warnings
