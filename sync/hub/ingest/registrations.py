"""What stations have registered of their venue: the newest word of each, beside what the hub's own
administrator says.

Nothing follows from it: a station that was stolen renames nobody's venue.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, select
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from kiosk.base.dataclass import dataclass
from sync.hub.db.admin_tables import devices, registrations
from sync.hub.db.engine import reading
from sync.hub.db.items import Item
from sync.protocol.bodies import RecordType
from sync.protocol.canonical import canonical_bytes
from sync.protocol.lengths import fitted
from sync.protocol.members import parse_object

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_INSERTS: dict[str, Any] = {"sqlite": sqlite_insert, "postgresql": postgresql_insert}


@dataclass(frozen=True, slots=True)
class Registration:
    """The newest word of one station."""

    device_id: str
    gate: str
    """At which the hub enrolled it."""
    at: datetime
    """UTC, on the hub's clock as far as the station knew it."""
    body: dict[str, object]
    """Of the record `venue`."""

    def to_members(self) -> dict[str, object]:
        """As JSON, for the command line."""
        at = self.at.isoformat()
        return {"device": self.device_id, "gate": self.gate, "at": at, "said": self.body}


def note_registrations(connection: Connection, venue_id: str, items: Sequence[Item]) -> None:
    """Keep what fresh records of a venue's stations say of it, each if it is its newest."""
    for item in items:
        if item.type != RecordType.VENUE:
            continue
        body = canonical_bytes(fitted(item.members)).decode("utf-8")
        statement = _INSERTS[connection.dialect.name](registrations).values(
            device=item.sender.device_id, venue=venue_id, moment_ms=item.moment_ms, body=body
        )
        new = statement.excluded
        connection.execute(
            statement.on_conflict_do_update(
                index_elements=[registrations.c.device],
                set_={"venue": new.venue, "moment_ms": new.moment_ms, "body": new.body},
                where=registrations.c.moment_ms <= new.moment_ms,
            )
        )


def registrations_of(engine: Engine, venue_id: str) -> list[Registration]:
    """What the stations of a venue have registered, by gate."""
    query = (
        select(registrations, devices.c.gate)
        .join(devices, devices.c.id == registrations.c.device)
        .where(registrations.c.venue == venue_id)
        .order_by(devices.c.gate, registrations.c.device)
    )
    with reading(engine) as connection:
        return [
            Registration(
                row.device,
                row.gate,
                _EPOCH + timedelta(milliseconds=row.moment_ms),
                parse_object(row.body.encode("utf-8")),
            )
            for row in connection.execute(query)
        ]
