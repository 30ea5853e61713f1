"""Cần hỗ trợ: what waits for staff."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from kiosk.ports.cases import CaseClosing, SupportCase
from kiosk.store.driver import Connection
from kiosk.store.repositories.ledger import Appended
from kiosk.store.stamp import from_ms, to_ms

LARGEST_NUMBER = 99
"""More than two digits nobody remembers on the way to the desk."""


class SupportCases:
    """The table `support_cases` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(
        self,
        record: Appended,
        reason: str,
        person_id: str | None,
        number: int | None,
        phone: str,
    ) -> None:
        """A new case, known by its `support` record."""
        self._connection.execute(
            "INSERT INTO support_cases (pos, record, reason, at, person, number, phone)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (record.pos, record.id, reason, record.at_ms, person_id, number, phone),
        )

    def close(self, record_id: str, closing: Appended, outcome: str) -> None:
        """Close a case; the first closing stands. Raises KeyError for an unknown case."""
        changed = self._connection.execute(
            "UPDATE support_cases SET outcome = iif(closed_by IS NULL, ?, outcome),"
            " closed_at = iif(closed_by IS NULL, ?, closed_at),"
            " closed_by = coalesce(closed_by, ?) WHERE record = ?",
            (outcome, closing.at_ms, closing.pos, record_id),
        ).rowcount
        if changed != 1:
            raise KeyError(record_id)

    def waiting(self) -> list[SupportCase]:
        """Open cases, oldest first."""
        rows = self._connection.execute(f"{_CASES} WHERE closed_by IS NULL ORDER BY pos")
        return [_to_case(row) for row in rows]

    def reopen(self, record_id: str) -> int | None:
        """A closing was none; gives its place. Raises KeyError for an unknown case."""
        row = self._connection.execute(
            "SELECT closed_by FROM support_cases WHERE record = ?", (record_id,)
        ).fetchone()
        if row is None:
            raise KeyError(record_id)
        self._connection.execute(
            "UPDATE support_cases SET closed_by = NULL, outcome = NULL, closed_at = NULL"
            " WHERE record = ?",
            (record_id,),
        )
        closed_by: int | None = row[0]
        return closed_by

    def find_closing(self, record_id: str) -> CaseClosing | None:
        """How a case was closed; None for one that waits, or whose closing is no longer kept."""
        row = self._connection.execute(
            "SELECT c.outcome, c.closed_at,"
            " json_extract(CAST(coalesce(b.body, s.body) AS TEXT), '$.staff') FROM support_cases c"
            " LEFT JOIN bodies b ON b.pos = c.closed_by LEFT JOIN shortened_bodies s"
            " ON s.pos = c.closed_by WHERE c.record = ? AND coalesce(b.body, s.body) IS NOT NULL",
            (record_id,),
        ).fetchone()
        return None if row is None else CaseClosing(row[0], from_ms(row[1]), row[2] or "")

    def find_open(self, record_id: str) -> SupportCase | None:
        """A case that waits; None for one that is closed or not stored."""
        row = self._connection.execute(
            f"{_CASES} WHERE record = ? AND closed_by IS NULL", (record_id,)
        ).fetchone()
        return None if row is None else _to_case(row)

    def acknowledge(self, record_id: str, by: str, at: datetime) -> None:
        """Note who sees to a case; whoever was first stays. Raises KeyError for an unknown one."""
        changed = self._connection.execute(
            "UPDATE support_cases SET acknowledged_by = coalesce(acknowledged_by, ?),"
            " acknowledged_at = coalesce(acknowledged_at, ?) WHERE record = ?",
            (by, to_ms(at), record_id),
        ).rowcount
        if changed != 1:
            raise KeyError(record_id)

    def next_number(self) -> int:
        """The one after the newest case's; after 99 comes 1."""
        row = self._connection.execute(
            "SELECT number FROM support_cases WHERE number IS NOT NULL ORDER BY pos DESC LIMIT 1"
        ).fetchone()
        return 1 if row is None else row[0] % LARGEST_NUMBER + 1


_CASES = (
    "SELECT record, reason, at, person, number, phone, coalesce((SELECT"
    " json_extract(CAST(b.body AS TEXT), '$.ref') FROM (SELECT pos, body FROM bodies UNION ALL"
    " SELECT pos, body FROM shortened_bodies) b WHERE b.pos = support_cases.pos),"
    " ''), acknowledged_at, acknowledged_by FROM support_cases"
)


def _to_case(row: Sequence[Any]) -> SupportCase:
    record, reason, at, person, number, phone, ref, acknowledged_at, acknowledged_by = row
    return SupportCase(
        record,
        reason,
        from_ms(at),
        person,
        number,
        phone,
        ref,
        None if acknowledged_at is None else from_ms(acknowledged_at),
        acknowledged_by or "",
    )
