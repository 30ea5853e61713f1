"""Places of what is typed digit by digit, as `NumberCells` shows them."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.base.dataclass import dataclass

DOT = "●"
"""What stands for a digit that nobody is to read."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One place."""

    char: str
    """What was typed there; empty where nothing is yet."""
    begins_group: bool
    is_next: bool
    """The next key comes here."""


def cells_of(typed: str, length: int, group: int = 0, *, is_open: bool = True) -> tuple[Cell, ...]:
    """The places of a number in groups of `group` (0: none), the next one marked if keys are
    taken."""
    return tuple(
        Cell(
            typed[place : place + 1],
            bool(group and place and place % group == 0),
            is_open and place == len(typed),
        )
        for place in range(length)
    )


def as_list(cells: Sequence[Cell]) -> list[dict[str, object]]:
    """The same for QML."""
    return [
        {"char": cell.char, "beginsGroup": cell.begins_group, "isNext": cell.is_next}
        for cell in cells
    ]
