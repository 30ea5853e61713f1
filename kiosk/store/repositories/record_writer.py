"""Writes records within a transaction, and counts what the outbox gains by it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from kiosk.store.repositories.ledger import Appended, Ledger
from kiosk.store.repositories.moves import NAMING, Moves
from kiosk.store.repositories.outbox import Tally
from sync.protocol.bodies import ENTRY_TYPES


class RecordWriter:
    """One transaction's way to the ledger."""

    def __init__(self, ledger: Ledger, moves: Moves, tally: Tally) -> None:
        self._ledger = ledger
        self._moves = moves
        self._tally = tally

    def next_id(self) -> str:
        """A fresh UUIDv7."""
        return self._ledger.next_id()

    def write(self, record_type: str, body: Mapping[str, object], at: datetime) -> Appended:
        """Freeze a record: ledger row, body and outbox row. Raises BodyError.

        Who names a record does it by the id it has here; the one it has at the hub is frozen.
        """
        for name in NAMING:
            if name in body:
                body = {**body, name: self._moves.find_current(str(body[name]))}
        record = self._ledger.append(record_type, body, at)
        self._tally.queued += 1
        self._tally.visits += record_type in ENTRY_TYPES
        return record
