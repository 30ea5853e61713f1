"""What an administrator asks of a hub: how it stands, and the entries of a venue as a file."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, TextIO
from zoneinfo import ZoneInfo

from sqlalchemy import (
    BigInteger,
    Connection,
    Engine,
    Row,
    Select,
    func,
    select,
    tuple_,
    type_coerce,
)

from kiosk.base.dataclass import dataclass
from kiosk.base.memory_folder import memory_folder
from kiosk.base.tables import phone_cell, write_csv, write_xlsx
from sync.hub.admin.served_address import ServedAddress
from sync.hub.admin.stations import Stations
from sync.hub.admin.venues import Venue, Venues
from sync.hub.db import tables
from sync.hub.db.admin_tables import device_keys
from sync.hub.db.engine import reading
from sync.hub.identity import Identity
from sync.hub.people.hub_links import LinkState
from sync.hub.people.people import Profile, profiles
from sync.protocol.bodies import ENTRY_TYPES
from sync.protocol.devices import StationState
from sync.protocol.enrolment import make_check
from sync.protocol.lengths import fitted
from sync.protocol.members import parse_object
from sync.protocol.records import format_at

_PAGE = 500
_FIRST_DAY, _LAST_DAY = date(1, 1, 3), date(9999, 12, 29)
_COLUMNS = (
    "id",
    "type",
    "at",
    "local_time",
    "gate",
    "device",
    "person",
    "full_name",
    "birth",
    "sex",
    "phone",
    "credential",
    "method",
    "lane",
    "proof",
    "direction_by",
    "reason",
    "staff",
    "slip",
    "declaration",
    "ref",
)
_FROM_BODY = (
    "credential",
    "method",
    "lane",
    "proof",
    "direction_by",
    "reason",
    "staff",
    "slip",
    "declaration",
    "ref",
)

_Row = Row[Any]


class ExportFormat(StrEnum):
    """How a file of entries is written."""

    CSV = "csv"
    """UTF-8 with a mark, so that spreadsheets read the accents."""
    XLSX = "xlsx"
    NDJSON = "ndjson"


def export_entries(
    engine: Engine, venue: Venue, first: date, last: date, form: ExportFormat, out: TextIO
) -> int:
    """Write a venue's entries of some local days, both included, oldest first; gives how many.

    A correction is a line of its own with `ref`. Bodies that were purged leave their cells empty.
    XLSX goes into the binary file below `out`, which must be seekable.
    """
    entries = _entries(engine, venue, first, last)
    if form is not ExportFormat.NDJSON:
        shown = (entry | {"phone": phone_cell(entry["phone"])} for entry in entries)
        rows = ([entry[name] for name in _COLUMNS] for entry in shown)
        if form is ExportFormat.CSV:
            return write_csv(out, _COLUMNS, rows)
        with memory_folder() as memory:
            return write_xlsx(out.buffer, _COLUMNS, rows, title="entries", memory=memory)
    count = 0
    for entry in entries:
        present = {name: value for name, value in entry.items() if value != ""}
        out.write(json.dumps(present, ensure_ascii=False) + "\n")
        count += 1
    return count


def overview(
    engine: Engine,
    identity: Identity,
    venues: Venues,
    stations: Stations,
    served: ServedAddress | None,
) -> dict[str, object]:
    """How the hub stands: who it is, what it holds, how its stations are."""
    records, variants, flags = tables.records, tables.variants, tables.flags
    links = tables.hub_links
    with reading(engine) as connection:
        held = {
            "records": _count(connection, select(func.count()).select_from(records)),
            "quarantined": _count(connection, select(func.count()).where(records.c.is_quarantined)),
            "conflicts": _count(connection, select(func.count()).select_from(variants)),
            "flags": _count(connection, select(func.count()).select_from(flags)),
            "proposals": _count(
                connection, select(func.count()).where(links.c.state == LinkState.PROPOSED.value)
            ),
        }
    enrolled = stations.all()
    states = {state.value: 0 for state in StationState}
    for station in enrolled:
        states[station.state.value] += 1
    waiting = [
        queue
        for station in enrolled
        if station.status is not None and (queue := _queue(station.status)) is not None
    ]
    return {
        "hub": identity.hub_id,
        "epoch": identity.epoch,
        "url": served.url if served else None,
        "check": make_check(identity.key_hash, served.pin) if served else None,
        "venues": len(venues.all()),
        "devices": states,
        **held,
        "copied_stations": len(copied_stations(engine)),
        "waiting_at_stations": sum(waiting),
    }


@dataclass(frozen=True, slots=True)
class Copied:
    """What shows that two machines share a station's identity."""

    records: int
    """Set aside since the station last enrolled."""
    last_at: datetime


def copied_stations(engine: Engine) -> dict[str, Copied]:
    """The stations of which a record met another one in its place, by id.

    An enrolment of the station ends it: the former key no longer signs.
    """
    variants = tables.variants
    enrolled = (
        select(func.coalesce(func.max(device_keys.c.valid_from), 0))
        .where(device_keys.c.device_id == variants.c.device)
        .scalar_subquery()
    )
    query = (
        select(variants.c.device, func.count(), func.max(variants.c.received_ms))
        .where(variants.c.received_ms >= type_coerce(enrolled, BigInteger))
        .group_by(variants.c.device)
    )
    with reading(engine) as connection:
        return {
            device: Copied(count, datetime.fromtimestamp(last_ms / 1000, tz=UTC))
            for device, count, last_ms in connection.execute(query)
        }


def _entries(engine: Engine, venue: Venue, first: date, last: date) -> Iterator[dict[str, str]]:
    records = tables.records
    zone = ZoneInfo(venue.time_zone)
    # The calendar's own ends have no midnight in every zone.
    begin_ms = _midnight_ms(max(first, _FIRST_DAY), zone)
    end_ms = _midnight_ms(min(last, _LAST_DAY) + timedelta(days=1), zone)
    place = records.c.moment_ms, records.c.id
    query = (
        select(records)
        .where(
            records.c.venue == venue.id,
            records.c.type.in_(sorted(kind.value for kind in ENTRY_TYPES)),
            records.c.is_repeat.is_(False),
            records.c.moment_ms >= begin_ms,
            records.c.moment_ms < end_ms,
        )
        .order_by(*place)
        .limit(_PAGE)
    )
    after: tuple[int, str] | None = None
    while True:
        # A page per transaction: a long export must not hold the log of the database open.
        with reading(engine) as connection:
            page = query if after is None else query.where(tuple_(*place) > after)
            rows = connection.execute(page).all()
            people = _people(connection, venue.id, rows)
        for row in rows:
            yield _entry(row, people, zone)
        if len(rows) < _PAGE:
            return
        after = rows[-1].moment_ms, rows[-1].id


def _people(connection: Connection, venue_id: str, rows: Sequence[_Row]) -> dict[str, Profile]:
    """The profile that stands for each person of these rows, by the person's id in the record."""
    persons = {row.person for row in rows if row.person is not None}
    named = profiles(connection, venue_id, persons)
    roots = profiles(connection, venue_id, {profile.root for profile in named.values()})
    return {person: roots.get(profile.root, profile) for person, profile in named.items()}


def _entry(row: _Row, people: dict[str, Profile], zone: ZoneInfo) -> dict[str, str]:
    at = datetime.fromtimestamp(row.moment_ms / 1000, tz=UTC)
    body = {} if row.body is None else fitted(parse_object(bytes(row.body)))
    person = people.get(row.person or "")
    entry = {
        "id": row.id,
        "type": row.type,
        "at": format_at(at),
        "local_time": at.astimezone(zone).strftime("%Y-%m-%d %H:%M:%S"),
        "gate": row.gate,
        "device": row.device,
        "person": person.person if person else row.person or "",
        "full_name": person.full_name if person else "",
        "birth": person.birth if person else "",
        "sex": person.sex if person else "",
        "phone": person.phone if person else "",
    }
    return entry | {name: str(body.get(name, "")) for name in _FROM_BODY}


def _midnight_ms(day: date, zone: ZoneInfo) -> int:
    return int(datetime.combine(day, time(), zone).timestamp() * 1000)


def _count(connection: Connection, query: Select[Any]) -> int:
    number: int = connection.execute(query).scalar_one()
    return number


def _queue(status: str) -> int | None:
    queue = parse_object(status.encode("utf-8")).get("queue")
    return queue if isinstance(queue, int) else None
