"""One transaction for a venue's records: what they are, what is new, and all that follows.

When the database refuses something in it, the same records are taken again one by one, each behind
a savepoint, so that a poison record never harms its neighbours: what cannot be worked on is kept
raw in the quarantine.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError, OperationalError

from sync.hub.db.engine import writing
from sync.hub.db.items import Item
from sync.hub.ingest.projections import project
from sync.hub.ingest.record_insertion import Inserted, insert_records

_log = logging.getLogger(__name__)

RETRIES = 5
"""How often a transaction is tried when it conflicts with another one."""

_IN_THE_WAY = frozenset({"40001", "40P01", "55P03"})
"""PostgreSQL: serialization failure, deadlock, lock not available."""
_SQLITE_BUSY = frozenset({"SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT", "SQLITE_LOCKED"})


def store(engine: Engine, venue_id: str, items: Sequence[Item], now_ms: int) -> Inserted | None:
    """Store the records of one venue's stations; when this returns, all of it is durable.

    None when every try conflicted with another transaction. A database that is gone or full raises
    SQLAlchemy's DBAPIError, and nothing was stored.
    """
    for attempt in range(RETRIES):
        try:
            return _take(engine, venue_id, items, now_ms, is_careful=attempt > 0)
        except OperationalError as error:
            if not _stood_in_the_way(error):
                raise
    return None


def _take(
    engine: Engine, venue_id: str, items: Sequence[Item], now_ms: int, *, is_careful: bool
) -> Inserted:
    try:
        with writing(engine) as connection:
            return _work(connection, venue_id, items, now_ms, is_careful)
    except IntegrityError:
        # An id that another ledger has: seen only when looked for.
        if is_careful:
            return _one_by_one(engine, venue_id, items, now_ms)
    except OperationalError:
        raise
    except Exception as error:  # noqa: BLE001
        _log.warning("%d records are taken singly: %s", len(items), _name(error))
        return _one_by_one(engine, venue_id, items, now_ms)
    return _take(engine, venue_id, items, now_ms, is_careful=True)


def _one_by_one(engine: Engine, venue_id: str, items: Sequence[Item], now_ms: int) -> Inserted:
    kept = Inserted()
    with writing(engine) as connection:
        for item in items:
            tried = item
            try:
                with connection.begin_nested():
                    done = _work(connection, venue_id, (tried,), now_ms, True)
            except OperationalError:
                raise
            except Exception as error:  # noqa: BLE001
                _log.error("record %s is quarantined: %s", item.id, _name(error))
                tried = item.as_quarantined("cannot_be_worked_on")
                with connection.begin_nested():
                    done = _work(connection, venue_id, (tried,), now_ms, True)
            kept.statuses[item] = done.statuses[tried]
            if tried in done.details:
                kept.details[item] = done.details[tried]
    return kept


def _work(
    connection: Connection,
    venue_id: str,
    items: Sequence[Item],
    now_ms: int,
    is_careful: bool,
) -> Inserted:
    def keep_them() -> Inserted:
        return insert_records(connection, venue_id, items, now_ms, is_careful=is_careful)

    return project(connection, venue_id, items, now_ms, keep_them)


def _stood_in_the_way(error: OperationalError) -> bool:
    """Whether it was a conflict with another transaction: the next try may succeed."""
    return (
        getattr(error.orig, "sqlstate", None) in _IN_THE_WAY
        or getattr(error.orig, "sqlite_errorname", None) in _SQLITE_BUSY
    )


def _name(error: Exception) -> str:
    """What went wrong, without a word of the record: the drivers' texts may quote it."""
    return type(error).__name__
