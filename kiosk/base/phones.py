"""Vietnamese mobile numbers: one form to hold them in (docs/spec/credentials.md §5)."""

from __future__ import annotations

import re

_SEPARATORS = str.maketrans("", "", " \u00a0.-()")
_COUNTRY = re.compile(r"(?:\+|00)?84(?:0(?=[0-9]{9,10}$))?([0-9]{9,10})")
_NATIONAL = re.compile(r"0([0-9]{9,10})")
_MOBILE = re.compile(r"[35789][0-9]{8}")
_STORED = re.compile(r"\+84([35789][0-9]{2})([0-9]{3})([0-9]{3})")
"""A number as it is stored: a list has a hundred thousand of these."""

_NEW_PREFIXES = {
    "120": "70",
    "121": "79",
    "122": "77",
    "126": "76",
    "128": "78",
    "123": "83",
    "124": "84",
    "125": "85",
    "127": "81",
    "129": "82",
    **{f"16{last}": f"3{last}" for last in "23456789"},
    "186": "56",
    "188": "58",
    "199": "59",
}
"""What became of the eleven-digit prefixes in 2018, without the leading zero."""


def _subscriber(text: str) -> str | None:
    """The digits after the trunk zero or the country code, or None if it is no such number."""
    bare = text.strip().translate(_SEPARATORS)
    match = _NATIONAL.fullmatch(bare) or _COUNTRY.fullmatch(bare)
    return match[1] if match else None


def normalise_phone(text: str) -> str | None:
    """The number in E.164 (`+84912345678`), or None when it is no Vietnamese mobile number.

    Accepts `0912345678`, `+84912345678`, `84912345678`, `0084 912 345 678`, with spaces, dots,
    hyphens and brackets. Lenient on operators: any of 03, 05, 07, 08, 09 counts.
    """
    digits = _subscriber(text)
    if digits is None or not _MOBILE.fullmatch(digits):
        return None
    return f"+84{digits}"


def spoken_phone(number: str) -> str | None:
    """A number in E.164 as people write it, `0912 345 678`; None if it is no mobile number."""
    stored = _STORED.fullmatch(number)
    if stored is not None:
        return f"0{stored[1]} {stored[2]} {stored[3]}"
    digits = _subscriber(number)
    if digits is None or not _MOBILE.fullmatch(digits):
        return None
    return f"0{digits[:3]} {digits[3:6]} {digits[6:]}"


def renumbered(text: str) -> str | None:
    """What an eleven-digit number of before 2018 is today, in E.164; None if it is not one.

    For offering only: whoever gives the old number must say yes to the new one.
    """
    digits = _subscriber(text)
    if digits is None or len(digits) != 10:
        return None
    prefix = _NEW_PREFIXES.get(digits[:3])
    return None if prefix is None else f"+84{prefix}{digits[3:]}"
