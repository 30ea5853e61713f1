"""Batches handed to a hub's ingest, and what its database then holds."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Engine, func, select

from sync.hub.db import tables
from sync.hub.db.engine import reading, state_of
from sync.hub.db.sender import Sender
from sync.hub.ingest.ingest import Ingest
from sync.protocol.canonical import canonical_bytes
from sync.protocol.records import join_line
from tests.support.hub_records import AT, Station, envelope


def take(ingest: Ingest, sender: Sender, lines: Sequence[bytes]) -> str:
    """The letters of one batch."""
    letters, _ = ingest.take(sender, envelope(sender, lines), lines, AT)
    return "".join(letters)


def take_sound(ingest: Ingest, sender: Sender, *lines: bytes, now: datetime = AT) -> None:
    """Hand in a batch of sound records, new ones or copies, at a moment of the hub."""
    letters, details = ingest.take(sender, envelope(sender, lines), lines, now)
    assert set("".join(letters)) <= {"s", "d"}, details


def stored_lines(engine: Engine) -> list[bytes]:
    """Every record as the hub would hand it out, in the order of the ledgers."""
    records = tables.records
    with reading(engine) as connection:
        rows = connection.execute(select(records).order_by(records.c.ledger, records.c.seq)).all()
    return [join_line(row.header, row.salt, row.body) for row in rows]


def count(engine: Engine, table: object) -> int:
    """How many rows a table holds."""
    with reading(engine) as connection:
        found: int = connection.execute(select(func.count()).select_from(table)).scalar_one()  # type: ignore[arg-type]
    return found


def writer_of(engine: Engine) -> Engine:
    """Where transactions that write come from."""
    return state_of(engine).writer or engine


def day(station: Station) -> list[bytes]:
    """A person and some comings and goings."""
    person = station.new_person()
    return [
        station.person(person, citizen="999000000001"),
        station.arrival(person),
        station.departure(person),
        station.arrival(None),
    ]


def poison_record(name: str, station: Station) -> bytes:
    """A line that no hub can store, by its fault's name."""
    match name:
        case "empty":
            return b""
        case "no json":
            return b"\xff{"
        case "no record":
            return b'{"a":1}'
        case "wrong hash":
            members = json.loads(station.arrival(None))
            members["body"]["gate"] = "B"
            return canonical_bytes(members)
        case "bad body":
            return station.record("arrival", {"person": "p"})
        case "too long":
            return station.record("temperature", {"of": "x" * 70_000})
        case "deep":
            return b"[" * 30_000
        case "too many linked":
            return station.same_as(*(f"p{number:03d}" for number in range(17)))
    raise AssertionError(name)
