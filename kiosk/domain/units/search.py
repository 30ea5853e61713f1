"""Finding a unit by what somebody types of its name, in either scheme and without accents."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import IntEnum
from typing import NamedTuple

from kiosk.domain.units.gazetteer import Gazetteer
from kiosk.domain.units.unit import FoundUnit, Unit, UnitsFound
from kiosk.domain.units.words import COMMUNE_KINDS, bare_key, read_kind, read_words, spelled


class Fit(IntEnum):
    """How well a name fits what was typed, the best first."""

    WHOLE = 0
    """It is the name, alone or with district or province behind it."""
    START = 1
    INSIDE = 2
    """The words stand in the name one after the other."""
    ANYWHERE = 3
    """Each word begins one of name, district or province; counts where nothing fits better."""
    NONE = 4


class _Rank(NamedTuple):
    """The order of what is found, the first first."""

    has_other_accents: bool
    place: int
    """Among those that are to stand first."""
    distance: int
    is_other_kind: bool
    fit: Fit
    number: int
    """Those of today before the old ones."""


class _Wanted(NamedTuple):
    """What a text asks for."""

    words: list[str]
    kind: str
    """Folded, where the first words may be one; else empty."""
    name: list[str]
    """What follows the kind."""
    accents: list[str]
    """The words of the name as they are written."""


_COMMUNE, _PROVINCE, _ELSEWHERE = range(3)
"""How far a unit is from the venue."""


def find_units(
    gazetteer: Gazetteer, text: str, near: Unit | None, limit: int, first: Sequence[str] = ()
) -> UnitsFound:
    """Units that fit a text: those of the codes of today `first` in their order, then those in the
    commune and province of `near`.

    An old unit that belongs to a unit of today with its name is found as that one alone. Without
    a text: those of `first`, and those of today in the province of `near`.
    """
    wanted = _read(text)
    places = {code: place for place, code in enumerate(first)}
    if wanted is None:
        ranks = _offered(gazetteer, near, places)
    else:
        ranks = _matching(gazetteer, wanted, near, places)
    found = tuple(found_unit(gazetteer, rank.number, near) for rank in ranks[:limit])
    return UnitsFound(found, len(ranks))


def found_unit(gazetteer: Gazetteer, number: int, near: Unit | None) -> FoundUnit:
    """A unit as the answer to a question of somebody at `near`."""
    is_same_province = _distance(gazetteer, number, near) < _ELSEWHERE
    return FoundUnit(gazetteer.unit(number), gazetteer.today(number), is_same_province)


def differ(
    gazetteer: Gazetteer, number: int, accents: Sequence[str], *, is_whole: bool = False
) -> bool:
    """Whether these words have accents, and others than the unit's.

    While somebody types, a word stands for all that begin with it, and for those with a tone.
    """
    if all(word.isascii() for word in accents):
        return False
    wanted = [spelled(word) for word in accents]
    own = [spelled(word) for word in gazetteer.unit(number).full_name.replace(",", "").split()]
    if is_whole:
        return not set(wanted) <= set(own)
    return not all(
        any(letters.startswith(start) and tone in ("", its) for letters, its in own)
        for start, tone in wanted
    )


def _offered(gazetteer: Gazetteer, near: Unit | None, places: Mapping[str, int]) -> list[_Rank]:
    ranks = (
        _Rank(
            False,
            _place(gazetteer, number, places),
            _distance(gazetteer, number, near),
            False,
            Fit.WHOLE,
            number,
        )
        for number in range(gazetteer.first_old)
    )
    last = len(places)
    return sorted(rank for rank in ranks if rank.place < last or rank.distance < _ELSEWHERE)


def _place(gazetteer: Gazetteer, number: int, places: Mapping[str, int]) -> int:
    """Where a unit stands among those that are to stand first; behind them if it is none."""
    last = len(places)
    if not places:
        return last
    return min(places.get(one.code, last) for one in gazetteer.today(number))


def _matching(
    gazetteer: Gazetteer, wanted: _Wanted, near: Unit | None, places: Mapping[str, int]
) -> list[_Rank]:
    ranks = []
    for number, key in enumerate(gazetteer.keys):
        fit = _fit(key, wanted.words)
        if wanted.kind:
            fit = min(fit, _fit(key, wanted.name))
        if fit is not Fit.NONE:
            ranks.append(
                _Rank(
                    differ(gazetteer, number, wanted.accents),
                    _place(gazetteer, number, places),
                    _distance(gazetteer, number, near),
                    not gazetteer.names[number].startswith(wanted.kind),
                    fit,
                    number,
                )
            )
    if not all(rank.fit is Fit.ANYWHERE for rank in ranks):
        ranks = [rank for rank in ranks if rank.fit is not Fit.ANYWHERE]
    found = {rank.number for rank in ranks}
    return sorted(rank for rank in ranks if not is_repeated(gazetteer, rank.number, found))


def _fit(key: str, words: Sequence[str]) -> Fit:
    """How well a unit with this key fits the words."""
    if f" {words[0]}" not in key:
        return Fit.NONE
    name, above = bare_key(key), key.partition("\t")[2]
    parts = name.split()
    if _begins(parts, words):
        return Fit.WHOLE if parts == list(words) else Fit.START
    behind = words[len(parts) :]
    if list(words[: len(parts)]) == parts and all(f" {word}" in above for word in behind):
        return Fit.WHOLE
    if any(_begins(parts[at:], words) for at in range(1, len(parts))):
        return Fit.INSIDE
    line = f"{name}{above}"
    return Fit.ANYWHERE if all(f" {word}" in line for word in words) else Fit.NONE


def _begins(parts: Sequence[str], words: Sequence[str]) -> bool:
    """Whether the words, each the beginning of one, stand at the start of the parts."""
    return len(words) <= len(parts) and all(map(str.startswith, parts, words))


def _distance(gazetteer: Gazetteer, number: int, near: Unit | None) -> int:
    if near is None:
        return _ELSEWHERE
    if gazetteer.province_code_today(number) != near.province_code:
        return _ELSEWHERE
    is_there = near in gazetteer.today(number)
    return _COMMUNE if is_there else _PROVINCE


def is_repeated(gazetteer: Gazetteer, number: int, found: set[int]) -> bool:
    """Whether an old unit is nothing but one of today that is found by itself."""
    today = gazetteer.today_numbers[number]
    if number < gazetteer.first_old or len(today) > 1 or today[0] not in found:
        return False
    return bare_key(gazetteer.keys[today[0]]) == bare_key(gazetteer.keys[number])


def _read(text: str) -> _Wanted | None:
    """None for a text without words."""
    typed = read_words(text)
    if not typed:
        return None
    words = [word.folded for word in typed]
    # Xà Bang begins like a kind of unit, so that both readings count.
    kind, length = read_kind(words, COMMUNE_KINDS)
    name = words[length:]
    accents = [text[word.start : word.end] for word in typed[length:]]
    if kind and not name:
        return _Wanted(words, "", words, accents)
    if kind and name[0].isdigit():
        name = [kind, *name]
    return _Wanted(words, kind, name, accents)
