"""How much paper a slip printer has left: most tell nobody, so it is reckoned from what was printed
since staff said *Đã thay cuộn*."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Final

from kiosk.base.dataclass import dataclass

DOTS_PER_M: Final = 8000
"""203 dpi, the resolution of practically every slip printer."""
LOW_SLIPS: Final = 20
"""*Sắp hết giấy*: with so many slips left somebody fetches a roll."""
_USUAL_SLIP_DOTS: Final = 1000
"""The longest slip with its feed; what a slip takes is not known before the first one."""


@dataclass(frozen=True, slots=True)
class PaperUsed:
    """What one paper took of the roll, its feed included."""

    dots: int
    is_slip: bool
    """A slip; lists and test pages take paper too, and say nothing about how long slips are."""


@dataclass(frozen=True, slots=True)
class PaperRoll:
    """The roll in one printer; all lengths in dots along the paper."""

    changed_at: datetime | None = None
    """When it was put in, UTC; None: nobody ever said."""
    length_dots: int = 0
    used_dots: int = 0
    slips: int = 0
    """How many slips came from it."""
    slip_dots: int = 0
    """How long all of these are."""

    @property
    def slips_left(self) -> int | None:
        """About so many slips are left; None where nobody said that a roll was put in."""
        if self.changed_at is None:
            return None
        each = self.slip_dots // self.slips if self.slips else _USUAL_SLIP_DOTS
        return max(0, self.length_dots - self.used_dots) // max(1, each)

    def after(self, used: PaperUsed) -> PaperRoll:
        """The roll after one more paper."""
        return replace(
            self,
            used_dots=self.used_dots + used.dots,
            slips=self.slips + used.is_slip,
            slip_dots=self.slip_dots + used.dots * used.is_slip,
        )
