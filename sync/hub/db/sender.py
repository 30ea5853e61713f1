"""The station that signed a request."""

from __future__ import annotations

from kiosk.base.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Sender:
    """The station behind a request, by its verified signature."""

    device_id: str
    venue_id: str
    gate: str
    former: frozenset[str] = frozenset()
    """Devices this one replaced at its gate: their ledgers are its own."""
