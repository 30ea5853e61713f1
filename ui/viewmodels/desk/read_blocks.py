"""What is read back, in blocks of a few lines: a list makes those on show alone."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

_TOGETHER = 8
"""So many lines stand in one block."""
_OF_MANY = 4
"""So many do where there are more, so that few are made beside those on show."""

T = TypeVar("T")


def blocks_of(lines: Sequence[T]) -> tuple[tuple[T, ...], ...]:
    """Lines that are mended together, in blocks."""
    size = _TOGETHER if len(lines) <= _TOGETHER else _OF_MANY
    return tuple(tuple(lines[start : start + size]) for start in range(0, len(lines), size))
