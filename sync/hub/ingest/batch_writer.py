"""Stores batches: those of one venue that wait are stored together.

One transaction, one commit, one wait for the disk for all of them. Here the threads that bring the
batches do it themselves; `sync.hub.ingest.writer_process` has it done by another process.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Sequence
from dataclasses import field
from typing import Protocol

from sqlalchemy import Engine

from kiosk.base.dataclass import dataclass
from sync.hub.db.items import Item
from sync.hub.ingest.ingest_transaction import store
from sync.hub.ingest.record_insertion import Inserted

TOGETHER = 1_000
"""Records after which no further batch joins a transaction."""


class BatchWriter(Protocol):
    """Stores the good lines of batches. Safe for use by several threads."""

    def store(self, venue_id: str, items: Sequence[Item], now_ms: int) -> Inserted | None:
        """Store one batch, durably; None when it stood in another's way to the end.

        Raises SQLAlchemy's DBAPIError or BatchWriterGone, and nothing was acknowledged.
        """

    def close(self) -> None:
        """End what was begun."""


class BatchWriterGone(Exception):
    """What stores the batches has ended, or its database failed; they are to be sent again."""


@dataclass(slots=True)
class _Batch:
    items: Sequence[Item]
    now_ms: int
    kept: Inserted | None = None
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


class ThreadBatchWriter:
    """The first of the threads that wait stores for all of them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._queues: dict[str, Queue] = {}

    def queue(self, venue_id: str) -> Queue:
        """The batches of a venue that wait."""
        with self._lock:
            return self._queues.setdefault(venue_id, Queue())

    def store(self, venue_id: str, items: Sequence[Item], now_ms: int) -> Inserted | None:
        """As BatchWriter; returns when the batch is stored: by this thread, or by one before it."""
        batch = _Batch(items, now_ms)
        queue = self.queue(venue_id)
        with queue.turn:
            queue.waiting.append(batch)
            queue.turn.notify_all()
        while not self._has_led(venue_id, queue, batch):
            pass
        if batch.error is not None:
            raise batch.error
        return batch.kept

    def close(self) -> None:
        """Nothing to do: the threads are the caller's."""

    def _has_led(self, venue_id: str, queue: Queue, batch: _Batch) -> bool:
        """Wait for the batch to be stored, or to lead; whether it is stored."""
        with queue.turn:
            queue.turn.wait_for(lambda: batch.is_done or not queue.is_led)
            if batch.is_done:
                return True
            queue.is_led = True
            group = _next_group(queue.waiting)
        try:
            self._store_group(venue_id, group)
        finally:
            with queue.turn:
                for one in group:
                    one.is_done = True
                queue.is_led = False
                queue.turn.notify_all()
        return batch.is_done

    def _store_group(self, venue_id: str, group: Sequence[_Batch]) -> None:
        items = tuple(item for batch in group for item in batch.items)
        try:
            kept = store(self._engine, venue_id, items, max(batch.now_ms for batch in group))
        except BaseException as error:
            for batch in group:
                batch.error = error
            if not isinstance(error, Exception):
                raise
        else:
            for batch in group:
                batch.kept = kept


def _next_group(waiting: deque[_Batch]) -> list[_Batch]:
    """The next batches in their order: at least one, and further ones while there is room."""
    group = [waiting.popleft()]
    count = len(group[0].items)
    while waiting and count + len(waiting[0].items) <= TOGETHER:
        count += len(waiting[0].items)
        group.append(waiting.popleft())
    return group
