"""Who may stop what the public uses: until staff have accounts, whoever knows the two corners."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum

from kiosk.base.dataclass import dataclass


class Corner(StrEnum):
    """An upper corner of the screen, out of the way of what the public presses."""

    LEFT = "left"
    RIGHT = "right"


HOLD_S = 3.0
"""So long each corner is held; nobody does that by accident, or in two taps."""


@dataclass(frozen=True, slots=True)
class StaffCheck:
    """Which corners were held since staff were asked for; both, one after the other, pass."""

    held: frozenset[Corner] = frozenset()

    @property
    def is_passed(self) -> bool:
        """Whether both were held."""
        return self.held == frozenset(Corner)

    def hold(self, corner: Corner) -> StaffCheck:
        """The check after this corner was held for `HOLD_S`."""
        return replace(self, held=self.held | {corner})
