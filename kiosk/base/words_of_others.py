"""Where a record about somebody holds the name or the phone of somebody else, and how it reads
without them (docs/spec/sync-protocol.md §11).

One rule for both ends. A body that is shortened so is no longer the one its header names by hash:
it is kept for reading, and never sent again.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from kiosk.base.names import bare_name
from kiosk.base.phones import normalise_phone

_DECLARATION, _SUPPORT, _SUPPORT_CLOSED = "declaration", "support", "support_closed"
TELLING = frozenset({_DECLARATION, _SUPPORT, _SUPPORT_CLOSED})
"""Types of records that may."""

_NAMES = range(2, 9)
"""Of so many words is a name that is looked for in a note: one word alone is anybody's."""
_WORD = re.compile(r"[^\W_]+(?:['-][^\W_]+)*")
_NUMBER = re.compile(r"\+?[0-9][0-9 .()-]{7,18}[0-9]")


class WordKind(StrEnum):
    """What somebody is recognised by."""

    NAME = "name"
    """In base letters, as `bare_name` makes it."""
    PHONE = "phone"
    """In E.164 where it is a mobile number, else as it was given."""


class Word(NamedTuple):
    """A name or a phone, in the form in which two of them are compared."""

    kind: WordKind
    value: str


def name_word(full_name: str) -> Word | None:
    """The word of a name; None where there is none."""
    bare = bare_name(full_name)
    return Word(WordKind.NAME, bare) if bare else None


def phone_word(phone: str) -> Word | None:
    """The word of a phone; None where there is none."""
    return Word(WordKind.PHONE, normalise_phone(phone) or phone) if phone else None


def without_words(
    record_type: str, members: Mapping[str, Any], is_theirs: Callable[[Word], bool]
) -> dict[str, Any] | None:
    """A body without what in it is of somebody who is not whom it is about; None where nothing is.

    Who declares for somebody is known by their phone; where they gave none, by their name. The
    phone of a case that names nobody is whoever's it is. A note of staff goes whole.
    """
    if record_type == _DECLARATION:
        declarant = members["declarant"]
        phone = phone_word(declarant.get("phone", ""))
        word = phone or name_word(declarant.get("full_name", ""))
        if word is None or not is_theirs(word):
            return None
        return {**members, "declarant": {"relation": declarant["relation"]}}
    if record_type == _SUPPORT and "person" not in members:
        phone = phone_word(members.get("phone", ""))
        return _without(members, "phone") if phone and is_theirs(phone) else None
    if record_type == _SUPPORT_CLOSED:
        is_named = _is_named_in(members.get("note", ""), is_theirs)
        return _without(members, "note") if is_named else None
    return None


def _without(members: Mapping[str, Any], name: str) -> dict[str, Any]:
    return {known: value for known, value in members.items() if known != name}


def _is_named_in(text: str, is_theirs: Callable[[Word], bool]) -> bool:
    """Whether a text says one of somebody's names whole, or one of their numbers."""
    numbers = (phone_word(found) for found in _NUMBER.findall(text))
    if any(number is not None and is_theirs(number) for number in numbers):
        return True
    words = _WORD.findall(bare_name(text))
    return any(
        is_theirs(Word(WordKind.NAME, " ".join(words[start : start + length])))
        for length in _NAMES
        for start in range(len(words) - length + 1)
    )
