"""The rolls of paper in the printers."""

from __future__ import annotations

from kiosk.domain.station.paper_roll import PaperRoll
from kiosk.store.driver import Connection
from kiosk.store.stamp import from_ms, to_ms


class PaperRolls:
    """The table `paper_rolls` on one connection; see `kiosk.ports.paper_rolls`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def all(self) -> dict[int, PaperRoll]:
        """The rolls of which anything is known."""
        rows = self._connection.execute(
            "SELECT printer, changed_at, length_dots, used_dots, slips, slip_dots FROM paper_rolls"
        )
        return {
            printer: PaperRoll(None if changed is None else from_ms(changed), *figures)
            for printer, changed, *figures in rows
        }

    def put(self, printer: int, roll: PaperRoll) -> None:
        """Keep this in the place of what was known."""
        changed = None if roll.changed_at is None else to_ms(roll.changed_at)
        self._connection.execute(
            "INSERT OR REPLACE INTO paper_rolls"
            " (printer, changed_at, length_dots, used_dots, slips, slip_dots)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (printer, changed, roll.length_dots, roll.used_dots, roll.slips, roll.slip_dots),
        )
