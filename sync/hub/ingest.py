"""Taking in batches: one letter per record, durable before the answer (sync-protocol.md §3).

Batches of one venue that come while another is being stored wait for it, and are then stored
together: one transaction, one commit, one wait for the disk for all of them. When the database
refuses something in it, the same records are taken again one by one, each behind a savepoint, so
that a poison record never harms its neighbours: what cannot be worked on is kept raw in the
quarantine.
"""

from __future__ import annotations

import logging
import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
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
"""How often records are taken again after they stood in another's way."""
TOGETHER = 1_000
"""Records after which no further batch joins a transaction."""

_IN_THE_WAY = frozenset({"40001", "40P01", "55P03"})
"""PostgreSQL: serialization failure, deadlock, lock not available."""
_SQLITE_BUSY = frozenset({"SQLITE_BUSY", "SQLITE_BUSY_SNAPSHOT", "SQLITE_LOCKED"})

Letters = tuple[Letter, ...]
Details = tuple[Detail, ...]


@dataclass(slots=True)
class _Batch:
    items: tuple[Item, ...]
    now_ms: int
    kept: Kept | None = None
    """What became of it; None as well when it stood in another's way to the end."""
    error: BaseException | None = None
    is_done: bool = False


@dataclass(slots=True)
class Queue:
    """The batches of one venue that wait; guarded by `turn`."""

    turn: threading.Condition = field(default_factory=threading.Condition)
    waiting: deque[_Batch] = field(default_factory=deque)
    is_led: bool = False
    """Whether somebody stores some of them now."""


class Ingest:
    """Takes batches in; safe for use by several threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._queues: dict[str, Queue] = {}

    def take(
        self, sender: Sender, envelope: Envelope, lines: Sequence[bytes], now: datetime
    ) -> tuple[Letters, Details]:
        """One letter per line, in order, and words where a letter alone says too little.

        When it returns, everything that was acknowledged is durable. Whatever the lines hold,
        nothing is raised; a database that is gone or full raises SQLAlchemy's DBAPIError, and
        nothing of the batch was stored.
        """
        judged = judge(sender, lines)
        batch = _Batch(judged.items, int(now.timestamp() * 1000))
        self._store(sender.venue_id, batch)
        if batch.error is not None:
            raise batch.error
        if batch.kept is None:
            _log.info("batch %s stood in another's way", envelope.batch)
            return tuple(Letter.TRANSIENT for _ in lines), (Detail(0, "busy"),)
        return _answer(judged, batch.kept, len(lines))

    def queue(self, venue_id: str) -> Queue:
        """The batches of a venue that wait."""
        with self._lock:
            return self._queues.setdefault(venue_id, Queue())

    def _store(self, venue_id: str, batch: _Batch) -> None:
        """Returns when the batch is stored: by this thread, or by one that was here before."""
        queue = self.queue(venue_id)
        with queue.turn:
            queue.waiting.append(batch)
            queue.turn.notify_all()
        while True:
            with queue.turn:
                queue.turn.wait_for(lambda: batch.is_done or not queue.is_led)
                if batch.is_done:
                    return
                queue.is_led = True
                group = _next_group(queue.waiting)
            try:
                self._take_group(venue_id, group)
            finally:
                with queue.turn:
                    for one in group:
                        one.is_done = True
                    queue.is_led = False
                    queue.turn.notify_all()

    def _take_group(self, venue_id: str, group: Sequence[_Batch]) -> None:
        items = tuple(item for batch in group for item in batch.items)
        now_ms = max(batch.now_ms for batch in group)
        try:
            for attempt in range(RETRIES):
                try:
                    kept = self._take(venue_id, items, now_ms, is_careful=attempt > 0)
                except OperationalError as error:
                    if not _stood_in_the_way(error):
                        raise
                    continue
                for batch in group:
                    batch.kept = kept
                return
        except BaseException as error:
            for batch in group:
                batch.error = error
            if not isinstance(error, Exception):
                raise

    def _take(self, venue_id: str, items: Sequence[Item], now_ms: int, *, is_careful: bool) -> Kept:
        try:
            with writing(self._engine) as connection:
                return _work(connection, venue_id, items, now_ms, is_careful)
        except IntegrityError:
            # An id that another ledger has: seen only when looked for.
            if is_careful:
                return self._one_by_one(venue_id, items, now_ms)
        except OperationalError:
            raise
        except Exception as error:  # noqa: BLE001
            _log.warning("%d records are taken singly: %s", len(items), _name(error))
            return self._one_by_one(venue_id, items, now_ms)
        return self._take(venue_id, items, now_ms, is_careful=True)

    def _one_by_one(self, venue_id: str, items: Sequence[Item], now_ms: int) -> Kept:
        kept = Kept()
        with writing(self._engine) as connection:
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
                kept.letters[item] = done.letters[tried]
                if tried in done.details:
                    kept.details[item] = done.details[tried]
        return kept


def _next_group(waiting: deque[_Batch]) -> list[_Batch]:
    """The next batches in their order: at least one, and further ones while there is room."""
    group = [waiting.popleft()]
    count = len(group[0].items)
    while waiting and count + len(waiting[0].items) <= TOGETHER:
        count += len(waiting[0].items)
        group.append(waiting.popleft())
    return group


def _work(
    connection: Connection,
    venue_id: str,
    items: Sequence[Item],
    now_ms: int,
    is_careful: bool,
) -> Kept:
    def keep_them() -> Kept:
        return keep(connection, venue_id, items, now_ms, is_careful=is_careful)

    return project(connection, venue_id, items, now_ms, keep_them)


def _answer(judged: Judged, kept: Kept, count: int) -> tuple[Letters, Details]:
    letters, details = dict(judged.refused), dict(judged.details)
    for item in judged.items:
        letters[item.index] = kept.letters[item]
        if item in kept.details:
            details[item.index] = kept.details[item]
    return (
        tuple(letters[index] for index in range(count)),
        tuple(details[index] for index in sorted(details)),
    )


def _stood_in_the_way(error: OperationalError) -> bool:
    """Whether the same records may well succeed a moment later."""
    return (
        getattr(error.orig, "sqlstate", None) in _IN_THE_WAY
        or getattr(error.orig, "sqlite_errorname", None) in _SQLITE_BUSY
    )


def _name(error: Exception) -> str:
    """What went wrong, without a word of the record: the drivers' texts may quote it."""
    return type(error).__name__
