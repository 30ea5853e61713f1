"""Which unit a written address names: the last thing in it, before its district and province.

Addresses of cards are lines such as `Số 1 Phố Mẫu, Phường Bến Nghé, Quận 1, Thành phố Hồ Chí Minh`;
the kinds are often left out or cut to a letter, and since 2025-07-01 there is no district.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from kiosk.domain.units.gazetteer import Gazetteer
from kiosk.domain.units.queries import AddressRead
from kiosk.domain.units.search import differ, found_unit, is_repeated
from kiosk.domain.units.unit import Unit
from kiosk.domain.units.words import (
    COMMUNE_KINDS,
    UPPER_KINDS,
    Kinds,
    Word,
    bare_key,
    read_kind,
    read_words,
)

_SPELLINGS = {
    "ho chi minh": ("hcm", "tphcm", "sai gon"),
    "hue": ("thua thien hue", "tt hue"),
    "ba ria vung tau": ("br vt", "brvt"),
    "dak lak": ("daklak", "dac lac", "darlac"),
    "dak nong": ("daknong", "dac nong"),
    "kon tum": ("kontum",),
    "gia lai": ("gialai",),
}
"""Provinces, folded, with how addresses write them otherwise."""
_NUMBERED = {"p": "phuong", "q": "quan"}
_SMALLER = frozenset(
    ("thon", "ap", "ban", "buon", "lang", "xom", "khom", "to", "so", "duong", "pho", "ngo", "hem")
)
"""What stands before names of places within a unit, folded."""
_BETWEEN = " ,.;:-–"
_COUNTRY = ["viet", "nam"]
_MOST_ASKED = 8
"""More units than these are no question to put to anybody."""


_NO_PROVINCE = 2
_SURE = 1
"""How much doubt leaves nothing to ask."""


class _Reading(NamedTuple):
    """A unit that an address may name, the surest first."""

    is_unsure: int
    """`doubt` where it is more than leaves nothing to ask, else 0."""
    has_other_accents: bool
    length: int
    """How many words stand before it: whatever explains more of the address is meant."""
    doubt: int
    """0 with its own kind, district and province, more without."""
    number: int


class _Line(NamedTuple):
    """An address and its words."""

    text: str
    words: Sequence[Word]
    plain: list[str]
    """To compare: without the country, and P. 1 as Phường 1."""
    parts: Sequence[int]
    """Which of them stand behind a comma."""


def read_address(gazetteer: Gazetteer, text: str, near: Unit | None) -> AddressRead:
    """Take an address apart. Where no unit is named, the text stays as it is.

    Of several that it may name equally all are given, or those in the province of `near` alone
    where some are there.
    """
    words = read_words(text)
    line = _Line(text, words, _plain(words), _parts(text, words))
    folded = f" {' '.join(line.plain)} "
    readings = sorted(
        reading
        for number, key in enumerate(gazetteer.keys)
        if f"{bare_key(key)} " in folded and (reading := _read(gazetteer, number, line)) is not None
    )
    surest = [one for one in readings if one[:4] == readings[0][:4]]
    numbers = {one.number for one in surest}
    found = [
        found_unit(gazetteer, number, near)
        for number in sorted(numbers)
        if not is_repeated(gazetteer, number, numbers)
    ]
    here = [one for one in found if one.is_same_province]
    if not found or len(here or found) > _MOST_ASKED:
        return AddressRead(text.strip(), ())
    before = text[: words[surest[0].length].start].strip(_BETWEEN)
    return AddressRead(before, tuple(here or found), is_sure=surest[0].doubt <= _SURE)


def _plain(words: Sequence[Word]) -> list[str]:
    plain = [word.folded for word in words]
    if plain[-2:] == _COUNTRY:
        del plain[-2:]
    for place, following in enumerate(plain[1:]):
        if following.isdigit():
            plain[place] = _NUMBERED.get(plain[place], plain[place])
    return plain


def _read(gazetteer: Gazetteer, number: int, line: _Line) -> _Reading | None:
    """The reading of an address that ends with this unit; None if it does not."""
    end, doubt, province = len(line.plain), _NO_PROVINCE, ""
    for place, name in enumerate(gazetteer.folded_provinces(number)):
        found = _before(line, end, name)
        if found is not None:
            end, doubt, province = found.start, min(place, 1), name
            break
    district = gazetteer.folded_district(number)
    has_district = False
    if district:
        found = _before(line, end, district)
        # Nam Hà Lâm Hà is one commune, and Nam Hà, Lâm Hà was one in a district.
        has_district = found is not None and (found.is_apart or not line.parts)
        doubt += 0 if has_district else 2
        end = found.start if found is not None and has_district else end
    named = _named(gazetteer, number, line, end, province)
    if named is None and province and not has_district:
        # A district that was dissolved earlier, or is misspelt, may stand between.
        end = max((at for at in line.parts if at < end), default=0)
        named = _named(gazetteer, number, line, end, province)
        doubt += 2
    if named is None:
        return None
    start, more_doubt, accents = named
    doubt += more_doubt
    is_other = differ(gazetteer, number, accents, is_whole=True)
    return _Reading(doubt if doubt > _SURE else 0, is_other, start, doubt, number)


def _named(
    gazetteer: Gazetteer, number: int, line: _Line, end: int, province: str
) -> tuple[int, int, list[str]] | None:
    """Where the unit's name begins that stands before `end`, with its kind; the doubt that the kind
    leaves; and the name as it is written. None if another word stands there."""
    name = bare_key(gazetteer.keys[number]).split()
    start = end - len(name)
    if line.plain[max(start, 0) : end] != name:
        return None
    if any(start < part < end for part in line.parts):
        return None
    accents = [line.text[word.start : word.end] for word in line.words[start:end]]
    whole = gazetteer.names[number]
    if whole == " ".join(name):
        return start, 0, accents
    kind, length = _kind_before(line, start, COMMUNE_KINDS | UPPER_KINDS)
    if kind:
        return start - length, 0 if whole.startswith(kind) else 2, accents
    is_smaller = start > 0 and line.plain[start - 1] in _SMALLER
    if is_smaller or end == len(line.plain):
        return None
    # Hoàn Kiếm was a district and is a ward: without a kind the district may be meant.
    is_district = gazetteer.is_district(" ".join(name), province)
    return start, 2 if is_district and number < gazetteer.first_old else 0, accents


def _parts(text: str, words: Sequence[Word]) -> list[int]:
    return [
        number
        for number, (one, other) in enumerate(pairwise(words), 1)
        if "," in text[one.end : other.start]
    ]


class _Before(NamedTuple):
    """A district or province that stands before some word."""

    start: int
    """Where it begins, with its kind."""
    is_apart: bool
    """It has a kind, or a comma before it."""


def _before(line: _Line, end: int, name: str) -> _Before | None:
    """Where a district or province stands before `end`; None if another word does."""
    for spelling in (*_SPELLINGS.get(name, ()), name):
        parts = spelling.split()
        start = end - len(parts)
        if line.plain[max(start, 0) : end] == parts:
            length = _kind_before(line, start, UPPER_KINDS)[1]
            return _Before(start - length, length > 0 or start in line.parts)
    return None


def _kind_before(line: _Line, end: int, kinds: Kinds) -> tuple[str, int]:
    """The kind of unit that stands before `end`, and of how many words; empty and 0 for none."""
    # In Quý Quân, Yên Sơn no kind stands before Yên Sơn.
    for length in () if end in line.parts else (2, 1):
        if end >= length:
            kind, read = read_kind(line.plain[end - length : end], kinds)
            if read == length:
                return kind, length
    return "", 0
