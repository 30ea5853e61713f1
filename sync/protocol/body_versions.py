"""The record rule: which version of a type a body is of, and whether it may be so.

Each type has its own versions (`sync.protocol.bodies.BODIES`). A station writes the lowest one that
has all members of a body, so that a hub of before understands whatever it can; a hub reads all
versions that it knows (docs/spec/sync-protocol.md §2). The station checks every body before it
freezes it, so that a mistake shows at the station and not at the hub weeks later.
"""

from __future__ import annotations

from collections.abc import Mapping

from sync.protocol.bodies import BODIES
from sync.protocol.body_members import BodyError, Members, first_problem


def newest_version(record_type: str) -> int:
    """The highest known `v` of a type; 0 for a type that is unknown."""
    return len(_SHAPES.get(record_type, ()))


def lowest_version(record_type: str, body: Mapping[str, object]) -> int:
    """The lowest `v` of a type that allows a body.

    Raises BodyError where none does; it names what is wrong by the newest.
    """
    shapes = _SHAPES.get(record_type, ())
    for v, shape in enumerate(shapes, 1):
        if shape.fits(body):
            return v
    if not shapes:
        raise BodyError("unknown record type")
    raise BodyError(f"{record_type}.{first_problem(shapes[-1].members, body)}")


def check_body(record_type: str, v: int, body: Mapping[str, object]) -> None:
    """Raises BodyError for an unknown type or version, a missing, unknown or wrong member."""
    shapes = _SHAPES.get(record_type)
    if shapes is None:
        raise BodyError("unknown record type")
    if not 1 <= v <= len(shapes):
        raise BodyError(f"{record_type}: unknown version")
    shape = shapes[v - 1]
    if not shape.fits(body):
        raise BodyError(f"{record_type}.{first_problem(shape.members, body)}")


class _Shape:
    """The members of one version, laid out for the question that is asked of every record."""

    def __init__(self, members: Members) -> None:
        self.members = members
        self._checks = {name: member.check for name, member in members.items()}
        self._required = frozenset(name for name, member in members.items() if member.is_required)

    def fits(self, body: Mapping[str, object]) -> bool:
        """Whether a body has no problem; which one it has is looked for only then."""
        if not self._required <= body.keys():
            return False
        for name, value in body.items():
            check = self._checks.get(name)
            if check is None or not check(value):
                return False
        return True


_SHAPES: Mapping[str, tuple[_Shape, ...]] = {
    record_type.value: tuple(map(_Shape, versions)) for record_type, versions in BODIES.items()
}
