"""The line of a key in a TOML file, which the standard library's reader does not tell."""

from __future__ import annotations

import re

_WORD = r"""(?:[A-Za-z0-9_-]+|"[^"]*"|'[^']*')"""
_KEY = rf"{_WORD}(?:\s*\.\s*{_WORD})*"
_TABLE = re.compile(rf"\s*(\[\[?)\s*({_KEY})\s*\]")
_VALUE = re.compile(rf"\s*({_KEY})\s*=")
_FENCE = re.compile(r'"""|' + r"'''")


def line_of(text: str, key: str) -> int | None:
    """The line, from 1, of a dotted key such as `venue.hotlines[1].fax`.

    Where a key has no line of its own, as in an inline table, the line of what it stands in;
    None where nothing of it is there.
    """
    lines = _lines(text)
    while key:
        if key in lines:
            return lines[key]
        key = re.sub(r"(\.[^.\[\]]*|\[\d+\]|^[^.\[\]]*)$", "", key)
    return None


def _lines(text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    counts: dict[str, int] = {}
    prefix = ""
    is_inside = False
    for number, line in enumerate(text.splitlines(), 1):
        was_inside = is_inside
        # Within a text of several lines nothing is a key.
        if len(_FENCE.findall(line)) % 2:
            is_inside = not is_inside
        if was_inside:
            continue
        if table := _TABLE.match(line):
            name = _plain(table[2])
            if table[1] == "[[":
                index = counts[name] = counts.get(name, -1) + 1
                found.setdefault(name, number)
                name = f"{name}[{index}]"
            _note(found, name, number)
            prefix = f"{name}."
        elif value := _VALUE.match(line):
            _note(found, prefix + _plain(value[1]), number)
    return found


def _note(found: dict[str, int], key: str, number: int) -> None:
    """A line of a key, and of what it stands in where nothing else was said of that before."""
    while key:
        found.setdefault(key, number)
        key = key.rpartition(".")[0]


def _plain(key: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in re.findall(_WORD, key))
