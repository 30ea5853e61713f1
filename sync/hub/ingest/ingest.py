"""Taking in batches: one letter per record, durable before the answer.

See docs/spec/sync-protocol.md §3.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from datetime import datetime

from sync.hub.db.sender import Sender
from sync.hub.ingest.batch_writer import BatchWriter
from sync.hub.ingest.record_insertion import Inserted
from sync.hub.ingest.validation import Validated, validate
from sync.protocol.envelope import Detail, Envelope, RecordStatus

__all__ = ["Ingest", "Sender"]

_log = logging.getLogger(__name__)

RecordStatuses = tuple[RecordStatus, ...]
Details = tuple[Detail, ...]


class Ingest:
    """Takes batches in; safe for use by several threads."""

    def __init__(self, batch_writer: BatchWriter) -> None:
        self._batch_writer = batch_writer

    def take(
        self, sender: Sender, envelope: Envelope, lines: Sequence[bytes], now: datetime
    ) -> tuple[RecordStatuses, Details]:
        """One letter per line, in order, and words where a letter alone says too little.

        The lines are whole, or as they travel. When it returns, everything that was acknowledged
        is durable. Whatever the lines hold, nothing is raised; a database that is gone or full
        raises SQLAlchemy's DBAPIError or BatchWriterGone, and nothing of the batch is acknowledged.
        """
        now_ms = int(now.timestamp() * 1000)
        validated = validate(sender, lines, now_ms)
        kept = self._batch_writer.store(sender.venue_id, validated.items, now_ms)
        if kept is None:
            _log.info("batch %s stood in another's way", envelope.batch)
            return tuple(RecordStatus.TRANSIENT for _ in lines), (Detail(0, "busy"),)
        return _answer(validated, kept, len(lines))


def _answer(validated: Validated, kept: Inserted, count: int) -> tuple[RecordStatuses, Details]:
    statuses, details = dict(validated.refused), dict(validated.details)
    for item in validated.items:
        statuses[item.index] = kept.statuses[item]
        if item in kept.details:
            details[item.index] = kept.details[item]
    return (
        tuple(statuses[index] for index in range(count)),
        tuple(details[index] for index in sorted(details)),
    )
