"""Taking in batches: one letter per record, one transaction, durable before the answer (§3).

A batch is stored in one go. When the database refuses something in it, the same batch is taken
again record by record, each behind a savepoint, so that a poison record never harms its
neighbours: what cannot be worked on is kept raw in the quarantine.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import IntegrityError, OperationalError

from sync.hub.judging import Item, Judged, judge
from sync.hub.keeping import Kept, keep
from sync.hub.projecting import project
from sync.hub.sender import Sender
from sync.hub.store import writing
from sync.protocol.envelope import Detail, Envelope, Letter

__all__ = ["Ingest", "Sender"]

_log = logging.getLogger(__name__)

RETRIES = 5
"""How often a batch is taken again after it stood in another's way."""

_IN_THE_WAY = frozenset({"40001", "40P01", "55P03"})
"""PostgreSQL: serialization failure, deadlock, lock not available."""
_SQLITE_BUSY = frozenset({"SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT", "SQLITE_LOCKED"})

Letters = tuple[Letter, ...]
Details = tuple[Detail, ...]


@dataclass(frozen=True, slots=True)
class _Batch:
    sender: Sender
    items: tuple[Item, ...]
    now_ms: int


class Ingest:
    """Takes batches in; safe for use by several threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def take(
        self, sender: Sender, envelope: Envelope, lines: Sequence[bytes], now: datetime
    ) -> tuple[Letters, Details]:
        """One letter per line, in order, and words where a letter alone says too little.

        When it returns, everything that was acknowledged is durable. Whatever the lines hold,
        nothing is raised; a database that is gone or full raises SQLAlchemy's DBAPIError, and
        nothing of the batch was stored.
        """
        judged = judge(lines)
        batch = _Batch(sender, judged.items, int(now.timestamp() * 1000))
        for attempt in range(RETRIES):
            try:
                kept = self._take(batch, is_careful=attempt > 0)
            except OperationalError as error:
                if not _stood_in_the_way(error):
                    raise
                _log.info("batch %s stood in another's way", envelope.batch)
                continue
            return _answer(judged, kept, len(lines))
        return tuple(Letter.TRANSIENT for _ in lines), (Detail(0, "busy"),)

    def _take(self, batch: _Batch, *, is_careful: bool) -> Kept:
        try:
            return self._at_once(batch, is_careful=is_careful)
        except IntegrityError:
            # An id that another ledger has: seen only when looked for.
            if is_careful:
                return self._one_by_one(batch)
        except OperationalError:
            raise
        except Exception as error:  # noqa: BLE001
            _log.warning("a batch of %d is taken singly: %s", len(batch.items), _name(error))
            return self._one_by_one(batch)
        return self._take(batch, is_careful=True)

    def _at_once(self, batch: _Batch, *, is_careful: bool) -> Kept:
        with writing(self._engine) as connection:
            return _work(connection, batch.sender, batch.items, batch.now_ms, is_careful)

    def _one_by_one(self, batch: _Batch) -> Kept:
        kept = Kept()
        with writing(self._engine) as connection:
            for item in batch.items:
                try:
                    with connection.begin_nested():
                        done = _work(connection, batch.sender, (item,), batch.now_ms, True)
                except OperationalError:
                    raise
                except Exception as error:  # noqa: BLE001
                    _log.error(
                        "record %s is quarantined: %s", item.received.header.id, _name(error)
                    )
                    raw = item.as_quarantined("cannot_be_worked_on")
                    with connection.begin_nested():
                        done = _work(connection, batch.sender, (raw,), batch.now_ms, True)
                kept.letters.update(done.letters)
                kept.details.update(done.details)
        return kept


def _work(
    connection: Connection,
    sender: Sender,
    items: Sequence[Item],
    now_ms: int,
    is_careful: bool,
) -> Kept:
    def keep_them() -> Kept:
        return keep(connection, sender, items, now_ms, is_careful=is_careful)

    return project(connection, sender, items, now_ms, keep_them)


def _answer(judged: Judged, kept: Kept, count: int) -> tuple[Letters, Details]:
    letters = {**judged.refused, **kept.letters}
    details = {**judged.details, **kept.details}
    return (
        tuple(letters[index] for index in range(count)),
        tuple(details[index] for index in sorted(details)),
    )


def _stood_in_the_way(error: OperationalError) -> bool:
    """Whether the same batch may well succeed a moment later."""
    return (
        getattr(error.orig, "sqlstate", None) in _IN_THE_WAY
        or getattr(error.orig, "sqlite_errorname", None) in _SQLITE_BUSY
    )


def _name(error: Exception) -> str:
    """What went wrong, without a word of the record: the drivers' texts may quote it."""
    return type(error).__name__
