"""What a member of a record's body may hold: the checks of which `sync.protocol.bodies` is made."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from kiosk.base.dataclass import dataclass


class BodyError(ValueError):
    """A body that its type does not allow; names the member, never its content."""


Check = Callable[[object], bool]


@dataclass(frozen=True, slots=True)
class Member:
    """One member of a body: what it may hold, and whether it must be there."""

    check: Check
    is_required: bool = True


Members = dict[str, Member]


def is_text(value: object) -> bool:
    """Any text."""
    return isinstance(value, str)


def is_word(value: object) -> bool:
    """Text that is not empty."""
    return isinstance(value, str) and value != ""


def is_int(value: object) -> bool:
    """A whole number."""
    return isinstance(value, int) and not isinstance(value, bool)


def is_true(value: object) -> bool:
    """True alone."""
    return value is True


def is_digits(value: object) -> bool:
    """Decimal digits as text."""
    return isinstance(value, str) and value.isascii() and value.isdigit()


def is_place(value: object) -> bool:
    """A whole number from 1, as `seq` is."""
    return is_int(value) and value >= 1  # type: ignore[operator]


def are_persons(value: object) -> bool:
    """At least two different ids."""
    if not isinstance(value, list | tuple) or len(value) < 2:
        return False
    return all(is_word(item) for item in value) and len(set(value)) == len(value)


def are_ids(value: object) -> bool:
    """At least one id, each once."""
    return isinstance(value, list | tuple) and (
        are_persons(value) or (len(value) == 1 and is_word(value[0]))
    )


def one_of(*words: str) -> Check:
    """One of some words."""
    allowed = frozenset(words)
    return lambda value: isinstance(value, str) and value in allowed


def matching(pattern: str) -> Check:
    """Text in one form, given as an ASCII pattern."""
    form = re.compile(pattern, re.ASCII)
    return lambda value: isinstance(value, str) and form.fullmatch(value) is not None


@dataclass(frozen=True, slots=True)
class Inner:
    """The check of a member that is an object of its own."""

    members: Members

    def __call__(self, value: object) -> bool:
        """Whether it is one with the right members."""
        return isinstance(value, Mapping) and first_problem(self.members, value) is None


@dataclass(frozen=True, slots=True)
class ListOf:
    """The check of a member that is a list."""

    check: Check

    def __call__(self, value: object) -> bool:
        """Whether it is one, and each of its items is right."""
        return isinstance(value, list | tuple) and all(map(self.check, value))


TEXT_CHECKS: frozenset[Check] = frozenset({is_text, is_word, is_digits})
"""Checks that any text passes, or any of some letters: such a member has a length."""


def first_problem(members: Members, body: Mapping[str, object]) -> str | None:
    """The first member of a body that does not belong, is missing or holds something else; None
    for a body that these members allow."""
    for name in body:
        if name not in members:
            return f"{name}: unknown member"
    for name, member in members.items():
        if name not in body:
            if member.is_required:
                return f"{name}: missing"
        elif not member.check(body[name]):
            return f"{name}: wrong content"
    return None
