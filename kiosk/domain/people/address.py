"""Where somebody lives, or is reached."""

from __future__ import annotations

from kiosk.base.dataclass import dataclass
from kiosk.domain.units.unit import UnitSnapshot


@dataclass(frozen=True, slots=True)
class Address:
    """An address: `str()` gives it in one line, empty where nothing is known."""

    text: str = ""
    """House number, street, hamlet (*thôn*); of a document the whole line as it stands there."""
    unit: UnitSnapshot | None = None
    """The commune, where somebody chose it."""

    def __str__(self) -> str:
        unit = "" if self.unit is None else self.unit.name
        return ", ".join(part for part in (self.text, unit) if part)


def fuller_address(known: Address, seen: Address) -> Address:
    """Of two addresses of one person the one whose commune is known; of equal ones the known."""
    if known.unit is None and (seen.unit is not None or not known.text):
        return seen
    return known
