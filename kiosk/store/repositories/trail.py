"""The trail of what staff did; lines are added and never changed."""

from __future__ import annotations

from kiosk.domain.staff.trail import TrailEntry
from kiosk.store.driver import Connection
from kiosk.store.stamp import to_ms


class Trail:
    """The table `staff_trail` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, entry: TrailEntry) -> None:
        """One more line."""
        self._connection.execute(
            "INSERT INTO staff_trail (deed, at, by, person, record, account, note)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                entry.deed.value,
                to_ms(entry.at),
                entry.by,
                entry.person_id,
                entry.record_id,
                entry.account_id,
                entry.note,
            ),
        )
