"""Cần hỗ trợ: what waits for staff."""

from __future__ import annotations

from kiosk.ports.cases import SupportCase
from kiosk.store.driver import Connection
from kiosk.store.repositories.ledger import Appended
from kiosk.store.stamp import from_ms

LARGEST_NUMBER = 99
"""More than two digits nobody remembers on the way to the desk."""


class SupportCases:
    """The table `support_cases` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(
        self, record: Appended, reason: str, person_id: str | None, number: int | None
    ) -> None:
        """A new case, known by its `support` record."""
        self._connection.execute(
            "INSERT INTO support_cases (pos, record, reason, at, person, number)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (record.pos, record.id, reason, record.at_ms, person_id, number),
        )

    def close(self, record_id: str, closed_by: int) -> None:
        """Close a case; the first closing stands. Raises KeyError for an unknown case."""
        changed = self._connection.execute(
            "UPDATE support_cases SET closed_by = coalesce(closed_by, ?) WHERE record = ?",
            (closed_by, record_id),
        ).rowcount
        if changed != 1:
            raise KeyError(record_id)

    def waiting(self) -> list[SupportCase]:
        """Open cases, oldest first."""
        rows = self._connection.execute(
            "SELECT record, reason, at, person, number FROM support_cases"
            " WHERE closed_by IS NULL ORDER BY pos"
        )
        return [
            SupportCase(record, reason, from_ms(at), person, number)
            for record, reason, at, person, number in rows
        ]

    def next_number(self) -> int:
        """The one after the newest case's; after 99 comes 1."""
        row = self._connection.execute(
            "SELECT number FROM support_cases WHERE number IS NOT NULL ORDER BY pos DESC LIMIT 1"
        ).fetchone()
        return 1 if row is None else row[0] % LARGEST_NUMBER + 1
