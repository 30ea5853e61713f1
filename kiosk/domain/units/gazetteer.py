"""All administrative units of both schemes, and which old one became which of today.

The lists of `resources/units` are kept as they are read; a `Unit` is made only of a line that
somebody asks for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from kiosk.base.dataclass import dataclass
from kiosk.domain.units.unit import Scheme, Unit
from kiosk.domain.units.words import fold, without_kind

_KINDS = ("Thành phố ", "Tỉnh ", "Quận ", "Huyện ", "Thị xã ")
_MAPPED = " > "
"""Between an old unit and the codes of what it belongs to today."""


class Gazetteer:
    """Units by number, in the order of the lists: those of today first."""

    def __init__(self, old: str, new: str) -> None:
        """Out of the text of the two lists. Raises ValueError where they do not fit together."""
        self._lines: list[str] = []
        self._above: list[_Above] = []
        self.names: list[str] = []
        """By unit its kind and name, folded."""
        self.keys: list[str] = []
        """By unit what it is found by: ` name without kind`, tab, ` district province`, and today's
        province of an old one where that is another; all folded."""
        self.today_numbers: list[tuple[int, ...]] = []
        """By unit what it belongs to today, of the same name first; itself if it is of today."""
        self._of_today: dict[str, int] = {}
        folds = _Folds()
        for line, above in _read(new, folds):
            number = len(self._lines)
            self._of_today[line[:5]] = number
            self._add(line, above, folds, (number,))
        self.first_old = len(self._lines)
        """The number of the first old unit."""
        for line, above in _read(old, folds):
            self._add(line, above, folds, self._mapped(line))
        self._districts: set[tuple[str, str]] = set()
        self._former: dict[str, dict[str, None]] = defaultdict(dict)
        for number, above in enumerate(self._above):
            self._districts.add((above.folded_district, above.folded_province))
            now = self._above[self.today_numbers[number][0]]
            self._former[now.folded_province][above.folded_province] = None

    def __len__(self) -> int:
        return len(self._lines)

    def unit(self, number: int) -> Unit:
        """The unit of this number."""
        above = self._above[number]
        code, name = self._lines[number].partition(_MAPPED)[0].split(" ", 1)
        scheme = Scheme.NEW if number < self.first_old else Scheme.OLD
        return Unit(scheme, code, name, above.province_code, above.province, above.district)

    def today(self, number: int) -> tuple[Unit, ...]:
        """The units of today that a unit belongs to."""
        return tuple(map(self.unit, self.today_numbers[number]))

    def folded_district(self, number: int) -> str:
        """Of an old unit its district, folded; empty for others."""
        return self._above[number].folded_district

    def folded_provinces(self, number: int) -> Sequence[str]:
        """The province of a unit, then others that its address may be written with: today's of an
        old unit, those that went into today's of another; folded."""
        own = self._above[number].folded_province
        now = self._above[self.today_numbers[number][0]].folded_province
        others = self._former[now] if number < self.first_old else [now]
        return [own, *(name for name in others if name != own)]

    def is_district(self, folded_name: str, folded_province: str) -> bool:
        """Whether a district of this name was in a province of this name."""
        return (folded_name, folded_province) in self._districts

    def province_code_today(self, number: int) -> str:
        """Of the province that a unit belongs to today."""
        return self._above[self.today_numbers[number][0]].province_code

    def of_today(self, code: str) -> Unit | None:
        """Today's unit with this code; None where there is none."""
        number = self._of_today.get(code)
        return None if number is None else self.unit(number)

    def _add(self, line: str, above: _Above, folds: _Folds, today: tuple[int, ...]) -> None:
        name = folds.of(line.partition(_MAPPED)[0].partition(" ")[2])
        self._lines.append(line)
        self._above.append(above)
        self.names.append(name)
        self.today_numbers.append(tuple(sorted(today, key=lambda one: self.names[one] != name)))
        now = self._above[today[0]].key
        key = above.key if above.key.endswith(now) else above.key + now
        self.keys.append(f" {without_kind(name)}\t{key}")

    def _mapped(self, line: str) -> tuple[int, ...]:
        codes = line.partition(_MAPPED)[2].split()
        if not codes or not self._of_today.keys() >= set(codes):
            raise ValueError(f"{line}: belongs to no unit of today")
        return tuple(self._of_today[code] for code in codes)


class _Folds:
    """Names folded, each word once: 13,361 names are made of some thousand words."""

    def __init__(self) -> None:
        self._words: dict[str, str] = {"-": ""}

    def of(self, name: str) -> str:
        """The words of a name, folded, with single spaces between."""
        words = self._words
        for word in (parts := name.split()):
            if word not in words:
                words[word] = fold(word)
        return " ".join(filter(None, map(words.__getitem__, parts)))


@dataclass(frozen=True, slots=True)
class _Above:
    """District and province of some units, shared by them."""

    province_code: str
    province: str
    district: str
    folded_province: str
    folded_district: str

    @property
    def key(self) -> str:
        """Both folded, each word behind a space."""
        return f" {self.folded_district} {self.folded_province}".replace("  ", " ")


def _above(folds: _Folds, province: str, district: str = "") -> _Above:
    """Out of lines of the list."""
    code, _, name = province.partition(" ")
    names = _bare(name), _bare(district.partition(" ")[2])
    return _Above(code, *names, *map(folds.of, names))


def _read(text: str, folds: _Folds) -> Iterator[tuple[str, _Above]]:
    """The lines of units without their tabs, with what is above them."""
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    province = ""
    above = _above(folds, "")
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        depth, bare = line.count("\t"), line.lstrip("\t")
        if depth == 0:
            province, above = bare, _above(folds, bare)
        elif depth == 1 and _MAPPED in bare:
            # An island district: nothing was below it.
            yield bare, _above(folds, province)
        elif following.count("\t") > depth:
            above = _above(folds, province, bare)
        else:
            yield bare, above


def _bare(name: str) -> str:
    """A district or province without its kind; Quận 1 has no other name."""
    for kind in _KINDS:
        if name.startswith(kind) and not name[len(kind)].isdigit():
            return name[len(kind) :]
    return name
