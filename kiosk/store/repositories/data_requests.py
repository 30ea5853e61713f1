"""Requests about somebody's own data: what is asked, and whether it is answered."""

from __future__ import annotations

from collections.abc import Mapping

from kiosk.domain.desk.acts_on_people import DataRight
from kiosk.ports.data_requests import WaitingRequest
from kiosk.store.driver import Connection
from kiosk.store.repositories.ledger import Appended
from kiosk.store.stamp import from_ms, to_ms
from sync.protocol.records import parse_at


class DataRequests:
    """The table `data_requests` on one connection."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def open(self, record: Appended, body: Mapping[str, object]) -> None:
        """A new request, known by its record."""
        self._connection.execute(
            "INSERT INTO data_requests (pos, record, person, asked, at, answer_by, taken_by)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                record.pos,
                record.id,
                body["person"],
                body["right"],
                record.at_ms,
                to_ms(parse_at(str(body["answer_by"]))),
                str(body.get("staff", "")),
            ),
        )

    def close(self, request_id: str, closing: Appended) -> None:
        """A request is answered; the first answer stands. One that is not stored is passed over:
        its record was purged or erased."""
        self._connection.execute(
            "UPDATE data_requests SET closed_by = coalesce(closed_by, ?) WHERE record = ?",
            (closing.pos, request_id),
        )

    def find_open(self, request_id: str) -> WaitingRequest | None:
        """See `kiosk.ports.data_requests.DataRequestTable`."""
        row = self._connection.execute(
            "SELECT record, person, asked, answer_by FROM data_requests"
            " WHERE record = ? AND closed_by IS NULL",
            (request_id,),
        ).fetchone()
        if row is None:
            return None
        return WaitingRequest(row[0], row[1], DataRight(row[2]), from_ms(row[3]))
