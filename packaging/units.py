"""Makes resources/units: `python packaging/units.py WHEEL [FOLDER]`.

WHEEL is the distribution `vietnamadminunits` (MIT; `pip download vietnamadminunits --no-deps`).
Taken are names, codes, kinds and which old unit became which of today, and the licence's text: no
coordinates, bounds or addresses. The same wheel gives the same files.
"""

from __future__ import annotations

import json
import re
import sqlite3
import sys
import tempfile
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from zipfile import ZipFile

Key = tuple[str, ...]
"""How the distribution's mapping names a unit: province, district, ward, in its own spelling."""

_KIND = re.compile("(?:Thị Trấn|Thị Xã|Thành Phố)(?= )")
"""Kinds that some rows spell with a capital too many."""

_NEW = "SELECT provinceCode, province, wardCode, ward, provinceKey, wardKey FROM admin_units"
_OLD = (
    "SELECT provinceCode, province, districtCode, district, coalesce(wardCode, ''),"
    " coalesce(ward, ''), provinceKey, districtKey, coalesce(wardKey, '') FROM admin_units_legacy"
)


def read_new(data: sqlite3.Connection) -> tuple[list[str], dict[Key, str]]:
    """The lines of today's units, and the code by key."""
    codes: dict[Key, str] = {}
    tree: dict[str, list[str]] = defaultdict(list)
    for province, province_name, code, name, province_key, key in sorted(data.execute(_NEW)):
        codes[province_key, key] = code
        tree[f"{province} {province_name}"].append(f"\t{code} {name}")
    return list(_flat(tree)), codes


def read_old(data: sqlite3.Connection, today: dict[Key, tuple[str, ...]]) -> list[str]:
    """The lines of the old units, each with the codes of what it belongs to today."""
    lines: list[str] = []
    last_province = last_district = ""
    for row in sorted(data.execute(_OLD)):
        province, province_name, district, district_name, code, name, *key = row
        if province != last_province:
            lines.append(f"{province} {province_name}")
        now = " ".join(today.pop(tuple(key)))
        if not code:
            lines.append(f"\t{district} {district_name} > {now}")
        else:
            if district != last_district:
                lines.append(f"\t{district} {district_name}")
            lines.append(f"\t\t{code} {name} > {now}")
        last_province, last_district = province, district
    if today:
        raise ValueError(f"{len(today)} units of the mapping are no old units")
    return lines


def read_mapping(found: dict[str, object], codes: dict[Key, str]) -> dict[Key, tuple[str, ...]]:
    """By old unit, the codes of today's units that it belongs to."""
    today: dict[Key, set[str]] = defaultdict(set)
    for province, wards in _members(found["DICT_PROVINCE_WARD_NO_DIVIDED"]):
        for ward, olds in wards.items():
            for old in olds:
                today[tuple(old.split("_"))].add(codes[province, ward])
    for province, parted in _members(found["DICT_PROVINCE_WARD_DIVIDED"]):
        for old, parts in parted.items():
            today[tuple(old.split("_"))] |= {codes[province, part["newWardKey"]] for part in parts}
    return {old: tuple(sorted(now)) for old, now in today.items()}


def write_units(wheel: Path, folder: Path) -> None:
    """Write the two lists and the licence into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with ZipFile(wheel) as archive, tempfile.TemporaryDirectory() as unpacked:
        database = archive.extract("vietnamadminunits/data/dataset.db", unpacked)
        mapping = json.loads(archive.read("vietnamadminunits/data/converter_2025.json"))
        licence = next(name for name in archive.namelist() if name.endswith("/licenses/LICENSE"))
        with sqlite3.connect(database) as data:
            new, codes = read_new(data)
            old = read_old(data, read_mapping(mapping, codes))
        (folder / "LICENSE-vietnamadminunits").write_bytes(archive.read(licence))
    for name, lines in (("since-2025-07.txt", new), ("before-2025-07.txt", old)):
        text = unicodedata.normalize("NFC", "\n".join((*_head(wheel), *lines, "")))
        spelled = _KIND.sub(lambda kind: kind[0].capitalize(), text)
        (folder / name).write_text(spelled, encoding="utf-8")


def _head(wheel: Path) -> tuple[str, ...]:
    name, version = wheel.name.split("-")[:2]
    return (f"# Out of {name} {version} (MIT, see LICENSE-{name}) by packaging/units.py.",)


def _members(found: object) -> Iterable[tuple[str, dict[str, list]]]:  # type: ignore[type-arg]
    assert isinstance(found, dict)
    return found.items()


def _flat(tree: dict[str, list[str]]) -> Iterator[str]:
    for head, lines in tree.items():
        yield head
        yield from lines


if __name__ == "__main__":
    here = Path(__file__).resolve().parent.parent
    target = Path(sys.argv[2]) if len(sys.argv) > 2 else here / "resources" / "units"
    write_units(Path(sys.argv[1]), target)
