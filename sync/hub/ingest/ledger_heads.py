"""How far the hub holds a station's ledgers: what a database that was put back cannot deny."""

from __future__ import annotations

from sqlalchemy import Engine, func, select

from sync.hub.db import tables
from sync.hub.db.engine import reading
from sync.hub.db.sender import Sender
from sync.protocol.devices import MAX_HEADS, LedgerHead


def find_heads(engine: Engine, sender: Sender) -> tuple[LedgerHead, ...]:
    """The newest record of each of a station's ledgers, the last touched first."""
    ledgers, records = tables.ledgers, tables.records
    others = records.alias()
    newest = (
        select(func.max(others.c.seq))
        .where(others.c.ledger == ledgers.c.ledger)
        .correlate(ledgers)
        .scalar_subquery()
    )
    query = (
        select(records.c.ledger, records.c.seq, records.c.header_sha)
        .join_from(
            ledgers, records, (records.c.ledger == ledgers.c.ledger) & (records.c.seq == newest)
        )
        .where(ledgers.c.device.in_([sender.device_id, *sender.former]))
        .order_by(ledgers.c.touched_ms.desc(), ledgers.c.ledger)
        .limit(MAX_HEADS)
    )
    with reading(engine) as connection:
        rows = connection.execute(query).all()
    return tuple(LedgerHead(row.ledger, row.seq, row.header_sha.hex()) for row in rows)
