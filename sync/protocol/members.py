"""Reading the members of JSON objects that came over the wire: strict in what is used, unknown
members ignored, so that an older end understands a newer one (docs/spec/sync-protocol.md §5)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import cast

from sync.protocol.canonical import safe_int


class MemberError(ValueError):
    """A body that is not what the protocol says; names the member, never its content."""


Members = Mapping[str, object]


def parse_object(raw: bytes) -> dict[str, object]:
    """The JSON object in UTF-8 bytes. Raises MemberError for anything else.

    Also for what cannot be written down again: half a surrogate pair, an integer beyond 2^53 - 1,
    NaN. A program that took them in would fail wherever it hands them on.
    """
    try:
        text = raw.decode("utf-8")
        value: object = _DECODER.decode(text)
        if "\\u" in text:
            json.dumps(value, ensure_ascii=False).encode("utf-8")
    except (ValueError, RecursionError) as error:
        raise MemberError("not JSON in UTF-8") from error
    if not isinstance(value, dict):
        raise MemberError("not a JSON object")
    return value


def _no_constant(_: str) -> object:
    raise MemberError("not a number of JSON")


_DECODER = json.JSONDecoder(parse_int=safe_int, parse_constant=_no_constant)


def word(members: Members, name: str) -> str:
    """A text that is not empty. No text holds a NUL: PostgreSQL stores none."""
    value = members.get(name)
    if not isinstance(value, str) or not value or "\0" in value:
        raise MemberError(f"{name}: not a text")
    return value


def optional_word(members: Members, name: str) -> str | None:
    """A text that is not empty, None when absent or null."""
    return None if members.get(name) is None else word(members, name)


def note(members: Members, name: str) -> str:
    """A text that may be empty; empty when absent or null."""
    return "" if members.get(name) in (None, "") else word(members, name)


def count(members: Members, name: str, least: int = 0) -> int:
    """A whole number of at least `least`."""
    value = members.get(name)
    if not isinstance(value, int) or isinstance(value, bool) or value < least:
        raise MemberError(f"{name}: not a whole number of at least {least}")
    return value


def optional_count(members: Members, name: str, least: int = 0) -> int | None:
    """A whole number of at least `least`, None when absent or null."""
    return None if members.get(name) is None else count(members, name, least)


def flag(members: Members, name: str) -> bool:
    """True or false; false when absent."""
    value = members.get(name, False)
    if not isinstance(value, bool):
        raise MemberError(f"{name}: not true or false")
    return value


def object_of(members: Members, name: str) -> dict[str, object]:
    """A JSON object."""
    value = members.get(name)
    if not isinstance(value, dict):
        raise MemberError(f"{name}: not an object")
    return cast("dict[str, object]", value)


def objects_of(members: Members, name: str) -> list[dict[str, object]]:
    """A list of JSON objects."""
    value = members.get(name)
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise MemberError(f"{name}: not a list of objects")
    return cast("list[dict[str, object]]", value)


def text_map(members: Members, name: str) -> dict[str, str]:
    """A text by language; `vi` must be there."""
    value = object_of(members, name)
    if "vi" not in value or not all(isinstance(text, str) for text in value.values()):
        raise MemberError(f"{name}: not a text by language with vi")
    return cast("dict[str, str]", value)
