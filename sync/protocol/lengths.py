"""How long the texts of a body may be, at both ends (docs/spec/sync-protocol.md §2).

A station cuts a text before it freezes a record; a hub cuts what it shows of a record that was
frozen with a longer one. No record is refused for its length: what it says is kept as it came.
"""

from __future__ import annotations

from collections.abc import Mapping

MAX_TEXT = 200
"""Letters of every text of a body: names, words, ids, numbers."""
_LONGER = {"text": 500, "valueString": 500, "note": 1000, "link": 300}
"""An address as it is read, an answer in a person's own words, what staff write, and the address of
a page."""


def longest(member: str) -> int:
    """Most letters of a member of this name."""
    return _LONGER.get(member, MAX_TEXT)


def fitted(body: Mapping[str, object]) -> Mapping[str, object]:
    """The body with every text in its length, and without NUL, which PostgreSQL stores in no text.

    The same object where nothing is to be changed.
    """
    for name, value in body.items():
        # A hub asks this of every member of every record: no call for what is a word or an id.
        if isinstance(value, str) and len(value) <= MAX_TEXT and "\0" not in value:
            continue
        if not _fits(name, value):
            return {name: _fitted(name, value) for name, value in body.items()}
    return body


def _fits(name: str, value: object) -> bool:
    match value:
        case str():
            return len(value) <= longest(name) and "\0" not in value
        case Mapping():
            return all(_fits(str(inner), item) for inner, item in value.items())
        case list() | tuple():
            return all(_fits(name, item) for item in value)
    return True


def _fitted(name: str, value: object) -> object:
    match value:
        case str():
            return value[: longest(name)].replace("\0", "\N{REPLACEMENT CHARACTER}")
        case Mapping():
            return {inner: _fitted(str(inner), item) for inner, item in value.items()}
        case list() | tuple():
            # What is the same once it is cut stands once: a link joins nobody to himself.
            cut = [_fitted(name, item) for item in value]
            return list(dict.fromkeys(cut)) if all(isinstance(one, str) for one in cut) else cut
    return value
