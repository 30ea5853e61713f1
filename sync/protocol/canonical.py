"""Canonical JSON: one byte string for one value, so that a hash taken anywhere agrees.

Keys sorted and ASCII, no spaces, UTF-8 in NFC, no floats, integers that every JSON reader keeps
exact (docs/spec/sync-protocol.md §2).
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping

MAX_SAFE_INT = 2**53 - 1
"""Beyond this many JSON readers round an integer (RFC 8259 §6)."""
_MOST_DIGITS = 17
"""With a sign; longer numbers are not even read."""


class NotCanonical(ValueError):
    """A value or byte string that canonical JSON does not allow."""


def canonical_bytes(value: object) -> bytes:
    """The one canonical form of a value made of mappings, sequences, text, integers, None, bool.

    Raises NotCanonical for anything else: floats, large integers, keys that are not ASCII text,
    text that is not valid Unicode.
    """
    text = _ENCODER.encode(_normalised(value))
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise NotCanonical("text holds a lone surrogate") from error


def parse_canonical(raw: bytes) -> object:
    """The value of canonical bytes. Raises NotCanonical unless they are exactly that."""
    try:
        value = _parse_plain(raw)
        return _parse_any(raw) if value is None else value
    except NotCanonical:
        raise
    except (ValueError, RecursionError) as error:
        raise NotCanonical("not JSON in UTF-8") from error


def _parse_plain(raw: bytes) -> dict[str, object] | None:
    """The quick way for what almost every record is: an object of texts without escapes, of
    numbers, and of such objects. Its form is seen by a pattern instead of by writing it again.

    None for anything else: not necessarily wrong, so that the slow way has the last word.
    """
    if not _PLAIN.fullmatch(raw):
        return None
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    if not text.isascii() and not unicodedata.is_normalized("NFC", text):
        return None
    value: dict[str, object]
    value, end = _DECODER.raw_decode(text)
    if end != len(text) or list(value) != sorted(value):
        return None
    keys = len(value)
    if raw.count(b"{") > 1:
        for inner in value.values():
            if isinstance(inner, dict):
                if list(inner) != sorted(inner):
                    return None
                keys += len(inner)
    # Each key as written is followed by these two; fewer keys than that were written twice.
    return value if keys == raw.count(b'":') else None


def _parse_any(raw: bytes) -> object:
    text = raw.decode("utf-8")
    value: object = _DECODER.decode(text)
    # What has one form only is the same again when written again.
    if _ENCODER.encode(value) != text or not _is_composed(text, value):
        raise NotCanonical("JSON, but not in canonical form")
    if not (text.isascii() or _has_plain_keys(value)):
        raise NotCanonical("keys must be ASCII text")
    return value


def _is_composed(text: str, value: object) -> bool:
    """Whether every text of a value is in NFC, seen by the whole that was written.

    No mark composes with the ASCII around a string, only with the last letter of an escape: with
    the `n` of a line's end, say. There the texts themselves are asked.
    """
    if text.isascii() or unicodedata.is_normalized("NFC", text):
        return True
    return "\\" in text and _has_composed_texts(value)


def _has_composed_texts(value: object) -> bool:
    """Whether every text of a value is in NFC. Composing it to compare would take the square of a
    run of marks in the wrong order."""
    match value:
        case str():
            return unicodedata.is_normalized("NFC", value)
        case dict():
            return all(map(_has_composed_texts, value.values()))
        case list():
            return all(map(_has_composed_texts, value))
    return True


def _has_plain_keys(value: object) -> bool:
    """Whether every key of a value is ASCII, in time that grows with its size alone."""
    match value:
        case dict():
            return all(key.isascii() and _has_plain_keys(item) for key, item in value.items())
        case list():
            return all(map(_has_plain_keys, value))
    return True


def safe_int(text: str) -> int:
    """The integer of some digits. Raises NotCanonical beyond 2^53 - 1, ValueError for no digits."""
    if len(text) > _MOST_DIGITS:
        raise NotCanonical("integer beyond 2^53 - 1")
    value = int(text)
    if abs(value) > MAX_SAFE_INT:
        raise NotCanonical("integer beyond 2^53 - 1")
    return value


def _no_float(_text: str) -> object:
    raise NotCanonical("float has no canonical form")


_KEY = rb'"[a-z0-9_]+":'
_ATOM = rb'(?:"[^"\\\x00-\x1f]*"|0|-?[1-9]\d{0,14}|null|true|false)'
_FLAT = rb"\{" + _KEY + _ATOM + rb"(?:," + _KEY + _ATOM + rb")*\}"
_ITEM = _KEY + rb"(?:" + _ATOM + rb"|" + _FLAT + rb")"
_PLAIN = re.compile(rb"\{" + _ITEM + rb"(?:," + _ITEM + rb")*\}")
"""An object in canonical form but for the order of its keys, and for NFC; nothing in it is
deeper than one object, escaped, or a number of more than 15 digits.

Without possessive quantifiers: those of Debian 12's Python (3.11.2) let an empty value through.
"""

_DECODER = json.JSONDecoder(parse_float=_no_float, parse_int=safe_int, parse_constant=_no_float)
_ENCODER = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _normalised(value: object) -> object:
    match value:
        # First, as nearly everything is text.
        case str():
            return value if value.isascii() else unicodedata.normalize("NFC", value)
        case None | bool():
            return value
        case int():
            if abs(value) > MAX_SAFE_INT:
                raise NotCanonical("integer beyond 2^53 - 1")
            return int(value)
        case Mapping():
            for key in value:
                if not isinstance(key, str) or not key.isascii():
                    raise NotCanonical("keys must be ASCII text")
            return {str(key): _normalised(item) for key, item in value.items()}
        case list() | tuple():
            return [_normalised(item) for item in value]
        case _:
            raise NotCanonical(f"{type(value).__name__} has no canonical form")
