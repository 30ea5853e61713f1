"""Administrative units of Viet Nam, in the two schemes that addresses are written in.

Since 2025-07-01 there are provinces and communes; before there were districts between them
(docs/spec/credentials.md §5). Seven province codes and many commune codes changed their meaning on
that day, so a code says nothing without its scheme.
"""

from __future__ import annotations

from enum import StrEnum

from kiosk.base.dataclass import dataclass


class Scheme(StrEnum):
    """Which list a code is of; records and the store write the value."""

    OLD = "before-2025-07"
    """63 provinces, 696 districts, 10,035 wards; five island districts had none."""
    NEW = "since-2025-07"
    """34 provinces, 3,321 communes."""


@dataclass(frozen=True, slots=True)
class UnitSnapshot:
    """A unit as it is stored with a person: its code, the list this is of, and the name shown then.

    The name stays readable whatever becomes of code and list.
    """

    scheme: Scheme
    code: str
    name: str
    """With kind, district and province: `Xã Vĩnh Hải, Khánh Hòa`."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A commune, ward, town, special zone, or one of the old island districts without any."""

    scheme: Scheme
    code: str
    """Five digits; of an old island district its three."""
    name: str
    """With its kind: `Xã Nhơn Hải`."""
    province_code: str
    """Two digits, in the unit's scheme."""
    province: str
    """Without its kind: `Ninh Thuận`."""
    district: str = ""
    """Without its kind: `Ninh Hải`; empty in the new scheme and of an island district."""

    @property
    def full_name(self) -> str:
        """`Xã Nhơn Hải, Ninh Hải, Ninh Thuận`."""
        return ", ".join(part for part in (self.name, self.district, self.province) if part)

    @property
    def snapshot(self) -> UnitSnapshot:
        """What is stored of it."""
        return UnitSnapshot(self.scheme, self.code, self.full_name)


@dataclass(frozen=True, slots=True)
class FoundUnit:
    """A unit that a search found, with what it belongs to today."""

    unit: Unit
    today: tuple[Unit, ...]
    """Of an old unit the one or several of today: with several, ask *Nay thuộc xã, phường nào?*;
    of a unit of today itself alone."""
    is_same_province: bool
    """*Cùng tỉnh*: the venue is in the province that it belongs to today."""


@dataclass(frozen=True, slots=True)
class UnitsFound:
    """The answer to a search."""

    units: tuple[FoundUnit, ...]
    """The first ones: the venue's commune and province before others, the best match first."""
    total: int
    """How many there are in all."""
