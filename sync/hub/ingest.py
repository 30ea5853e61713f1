"""Taking in batches: one letter per record, one transaction, durable before the answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from sync.protocol.envelope import Detail, Envelope, Letter


@dataclass(frozen=True, slots=True)
class Sender:
    """Whose batch it is, by its verified signature."""

    device_id: str
    venue_id: str
    gate: str
    former: frozenset[str] = frozenset()
    """Devices this one replaced at its gate: their ledgers are its own."""


class Ingest:
    """Takes batches in; safe for use by several threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def take(
        self, sender: Sender, envelope: Envelope, lines: Sequence[bytes], now: datetime
    ) -> tuple[tuple[Letter, ...], tuple[Detail, ...]]:
        """One letter per line, in order, and words where a letter alone says too little."""
        return tuple(Letter.TRANSIENT for _ in lines), ()
