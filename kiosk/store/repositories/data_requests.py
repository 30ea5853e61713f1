"""Requests about somebody's own data: what is asked, and whether it is answered."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

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
            "INSERT INTO data_requests (pos, record, person, asked, at, answer_by, taken_by,"
            " persons) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                record.pos,
                record.id,
                body["person"],
                body["right"],
                record.at_ms,
                to_ms(parse_at(str(body["answer_by"]))),
                str(body.get("staff", "")),
                json.dumps(body["persons"]),
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
            "SELECT record, person, asked, answer_by, persons FROM data_requests"
            " WHERE record = ? AND closed_by IS NULL",
            (request_id,),
        ).fetchone()
        if row is None:
            return None
        record, person_id, asked, answer_by, persons = row
        covered = covered_by(self._connection, person_id, json.loads(persons))
        return WaitingRequest(record, person_id, DataRight(asked), from_ms(answer_by), covered)


def covered_by(connection: Connection, person_id: str, persons: Sequence[str]) -> tuple[str, ...]:
    """Whom an answer is about: of the ids that a request was made for those that are one with its
    person still, the oldest first. Who was linked since is not among them."""
    rows = connection.execute(
        "SELECT p.id FROM people o JOIN people p ON p.root = o.root"
        " WHERE o.id = ? AND p.id IN (SELECT value FROM json_each(?)) ORDER BY p.id",
        (person_id, json.dumps(persons)),
    )
    return tuple(row[0] for row in rows)
