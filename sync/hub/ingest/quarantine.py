"""What is kept raw: records of newer stations, and other content for a place that is taken."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, select, tuple_, update
from sqlalchemy.exc import OperationalError

from kiosk.base.dataclass import dataclass
from sync.hub.db import tables
from sync.hub.db.engine import AnyRow, reading, writing
from sync.hub.db.sender import Sender
from sync.hub.ingest.projections import project
from sync.hub.ingest.record_insertion import Inserted
from sync.hub.ingest.repeats import find_repeats, origin_of
from sync.hub.ingest.validation import make_item, why_raw
from sync.protocol.body_versions import check_body
from sync.protocol.records import Received, join_line, take_apart

_log = logging.getLogger(__name__)

PAGE = 500
"""Records read at a time."""

_RECORDS = tables.records


@dataclass(frozen=True, slots=True)
class Quarantined:
    """One record kept raw."""

    id: str
    type: str
    v: int
    device: str
    received_ms: int
    line: bytes
    """Byte for byte as it came."""


def quarantined(engine: Engine) -> Iterator[Quarantined]:
    """What waits for a newer hub, oldest first, read page by page."""
    records = _RECORDS.c
    page = _WAITING.limit(PAGE)
    while True:
        with reading(engine) as connection:
            rows = connection.execute(page).all()
        for row in rows:
            yield Quarantined(row.id, row.type, row.v, row.device, row.received_ms, _line(row))
        if len(rows) < PAGE:
            return
        after = rows[-1].received_ms, rows[-1].id
        page = _WAITING.where(tuple_(records.received_ms, records.id) > after).limit(PAGE)


def list_variants(engine: Engine) -> Sequence[AnyRow]:
    """All other contents, oldest first: id, ledger, seq, device, received_ms, line."""
    variants = tables.variants
    with reading(engine) as connection:
        return connection.execute(select(variants).order_by(variants.c.received_ms)).all()


def release(engine: Engine, now: datetime) -> int:
    """Work on what this version understands by now, each record once; gives how many.

    For the start of a hub that was upgraded. What it still cannot work on stays where it is, and
    stands in no other's way, however much of it somebody sent.
    """
    released = 0
    for waiting in quarantined(engine):
        if why_raw(waiting.type, waiting.v):
            continue
        try:
            received = take_apart(waiting.line)
            check_body(received.header.type, received.header.v, received.members)
            with writing(engine) as connection:
                released += _release(connection, received, int(now.timestamp() * 1000))
        except OperationalError:
            raise
        except Exception as error:  # noqa: BLE001 - of one record, and the hub has to start
            _log.warning("record %s stays quarantined: %s", waiting.id, type(error).__name__)
    return released


def _release(connection: Any, received: Received, now_ms: int) -> int:
    record_id = received.header.id
    row = connection.execute(
        select(_RECORDS.c.device, _RECORDS.c.venue, _RECORDS.c.gate, _RECORDS.c.received_ms).where(
            _RECORDS.c.id == record_id, _RECORDS.c.is_quarantined
        )
    ).first()
    if row is None:
        return 0
    item = make_item(Sender(row.device, row.venue, row.gate), 0, received, row.received_ms)

    def unlock() -> Inserted:
        values: dict[str, object] = {"is_quarantined": False, "origin_sha": origin_of(item)}
        is_repeat = bool(find_repeats(connection, row.venue, [item]))
        if is_repeat:
            values["is_repeat"] = True
        else:
            values |= {"person": item.text("person"), "ref": item.text("ref")}
        connection.execute(update(_RECORDS).where(_RECORDS.c.id == record_id).values(values))
        return Inserted(fresh=[] if is_repeat else [item])

    project(connection, row.venue, [item], now_ms, unlock)
    return 1


def _line(row: AnyRow) -> bytes:
    return join_line(row.header, row.salt, row.body)


_WAITING = (
    select(_RECORDS)
    .where(_RECORDS.c.is_quarantined)
    .order_by(_RECORDS.c.received_ms, _RECORDS.c.id)
)
