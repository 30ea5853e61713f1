"""What pages ask about administrative units."""

from __future__ import annotations

from typing import TypeVar

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.asked import DeskQuery
from kiosk.domain.units.unit import FoundUnit, UnitsFound

MOST_UNITS = 8
"""More than these nobody reads through: the field takes another letter instead."""


A = TypeVar("A")


class UnitQuery(DeskQuery[A]):
    """Something about administrative units; it needs no database."""


@dataclass(frozen=True, slots=True)
class FindUnits(UnitQuery[UnitsFound]):
    """Units of both schemes by a part of their names, accents or not: `nhon hai`.

    Of the district and the province too: `nhon hai ninh thuan`. An empty text finds those of today
    in the venue's commune and province.
    """

    text: str
    limit: int = MOST_UNITS
    with_own: bool = False
    """Those that many of the venue's own people come from stand first, also without a text: for
    pages of staff alone."""


@dataclass(frozen=True, slots=True)
class AddressRead:
    """A written address taken apart."""

    text: str
    """House, street, hamlet: what stands before the unit's name; all of it where none is named."""
    units: tuple[FoundUnit, ...]
    """What it may name: one, or several to be asked about; none that is known."""
    is_sure: bool = False
    """Nothing else can be meant: kind, district and province agree as far as they are written."""

    @property
    def is_clear(self) -> bool:
        """Whether it surely names one unit, and this belongs to one of today."""
        return self.is_sure and len(self.units) == 1 and len(self.units[0].today) == 1


@dataclass(frozen=True, slots=True)
class ReadAddress(UnitQuery[AddressRead]):
    """Which unit an address names that a card or a person wrote in one line."""

    text: str
