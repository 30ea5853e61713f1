"""The rolls of paper in the printers, as they are kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from kiosk.domain.station.paper_roll import PaperRoll


class PaperRollTable(Protocol):
    """One roll a printer: 0 is the first, 1 the second."""

    def all(self) -> Mapping[int, PaperRoll]:
        """The rolls of which anything is known."""
        ...

    def put(self, printer: int, roll: PaperRoll) -> None:
        """Keep this in the place of what was known."""
        ...
