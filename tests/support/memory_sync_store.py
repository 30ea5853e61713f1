"""What sync asks of the core, kept in plain memory: for tests of sync alone."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from kiosk.base.errors import StorageFault, StorageFaultKind
from kiosk.ports.sync_store import Backlog, OutgoingRecord, RecordVerdict, Rejected
from sync.protocol.digest import DayDigest, DigestAnswer, hash_day
from sync.protocol.envelope import Durability, RecordStatus
from sync.protocol.feeds import Cursor, FeedItem, FeedName, FeedPage
from sync.protocol.slip_keys import SlipKeyRequest, SlipKeyStatement

LEDGER = "01890000-0000-7000-8000-000000000001"
DAY_ONE = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)


@dataclass
class Row:
    """One record of the outbox."""

    pos: int
    id: str
    line: bytes
    at: datetime
    state: str = "queued"
    code: str = ""
    text: str = ""
    note: str = ""
    is_purged: bool = False


@dataclass
class MemorySyncStore:
    """Rows, feeds and facts. `fault` makes every call fail, as a full disk does."""

    rows: list[Row] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)
    tables: dict[FeedName, dict[str, FeedItem]] = field(default_factory=dict)
    cursors: dict[FeedName, Cursor] = field(default_factory=dict)
    offsets: list[int] = field(default_factory=list)
    durabilities: list[Durability] = field(default_factory=list)
    fault: StorageFaultKind | None = None

    @property
    def outbox(self) -> MemorySyncStore:
        return self

    @property
    def feeds(self) -> MemorySyncStore:
        return self

    @property
    def state(self) -> MemorySyncStore:
        return self

    @property
    def slip_keys(self) -> MemorySyncStore:
        return self

    def add(self, count: int = 1, at: datetime = DAY_ONE, size: int = 60) -> list[Row]:
        """Queue records whose lines hold some bytes that do not compress."""
        added = []
        for _ in range(count):
            pos = len(self.rows) + 1
            noise = hashlib.shake_128(str(pos).encode()).hexdigest(size)
            row = Row(pos, f"rec-{pos}", f'{{"id":"rec-{pos}","x":"{noise}"}}'.encode(), at)
            self.rows.append(row)
            added.append(row)
        return added

    def states(self) -> list[str]:
        """The state of every record, in order."""
        return [row.state for row in self.rows]

    # --- SlipKeyLife ---------------------------------------------------------------------------

    def request(self, device_id: str, *, is_new_epoch: bool) -> SlipKeyRequest | None:
        return None

    def take(self, said: Sequence[SlipKeyStatement], *, is_by_file: bool) -> int:
        return 0

    def begin_anew(self) -> None:
        pass

    def roll(self) -> None:
        pass

    def end_own(self) -> None:
        pass

    def statements(self) -> list[SlipKeyStatement]:
        return []

    # --- Outbox --------------------------------------------------------------------------------

    def next_batch(self, limit: int, max_bytes: int, after_pos: int = 0) -> list[OutgoingRecord]:
        self._check()
        batch: list[OutgoingRecord] = []
        size = 0
        for row in self.rows:
            if row.state != "queued" or row.pos <= after_pos:
                continue
            size += len(row.line)
            if len(batch) == limit or (batch and size > max_bytes):
                break
            batch.append(OutgoingRecord(row.pos, row.id, row.line))
        return batch

    def note_verdicts(
        self, verdicts: Sequence[RecordVerdict], durability: Durability, at: datetime
    ) -> None:
        self._check()
        self.durabilities.append(durability)
        for verdict in verdicts:
            row = self.rows[verdict.pos - 1]
            if row.state != "queued":
                continue
            if verdict.status.is_ack:
                row.state = "acked"
            elif verdict.status is RecordStatus.REFUSED:
                row.state, row.code, row.text = "dead", verdict.code, verdict.text
            elif verdict.status is RecordStatus.CONFLICT:
                row.state = "conflict"

    def backlog(self) -> Backlog:
        self._check()
        queued = [row for row in self.rows if row.state == "queued"]
        dead = sum(row.state == "dead" for row in self.rows)
        return Backlog(len(queued), dead, queued[0].at if queued else None)

    def rejected(self) -> list[Rejected]:
        return [
            Rejected(row.id, row.pos, "arrival", row.at, row.code, row.text, row.note)
            for row in self.rows
            if row.state == "dead"
        ]

    def resend(self, record_id: str) -> None:
        self._dead(record_id).state = "queued"

    def annotate(self, record_id: str, note: str) -> None:
        self._dead(record_id).note = note

    def digests(self, before: date, limit: int = 31) -> list[DayDigest]:
        self._check()
        days: dict[date, list[Row]] = {}
        for row in self.rows:
            days.setdefault(row.at.date(), []).append(row)
        return [
            DayDigest(LEDGER, str(day), len(rows), rows[-1].pos, hash_day(r.id for r in rows))
            for day, rows in sorted(days.items())
            if day < before
            and all(row.state != "queued" for row in rows)
            and any(row.state == "acked" for row in rows)
        ][:limit]

    def note_digest(self, answer: DigestAnswer) -> None:
        for _, day in answer.ok:
            self._move(day, 1, len(self.rows), "confirmed")
        for item in answer.missing:
            for first, last in item.ranges:
                self._move(item.day, first, last, "queued")

    def offer_again(self) -> int:
        self._check()
        offered = [
            row for row in self.rows if row.state in ("acked", "confirmed") and not row.is_purged
        ]
        for row in offered:
            row.state = "queued"
        return len(offered)

    def erase_alone(self) -> None:
        """Nobody is erased here."""

    def purge(self, before: datetime) -> int:
        gone = [
            row
            for row in self.rows
            if row.state == "confirmed" and row.at < before and not row.is_purged
        ]
        for row in gone:
            row.is_purged = True
        return len(gone)

    # --- FeedTables ----------------------------------------------------------------------------

    def cursor(self, feed: FeedName) -> Cursor | None:
        self._check()
        return self.cursors.get(feed)

    def apply_page(self, feed: FeedName, page: FeedPage) -> None:
        self._check()
        table = self.tables.setdefault(feed, {})
        for item in page.items:
            table[item.key] = item
        self.cursors[feed] = page.cursor

    def apply_snapshot(self, feed: FeedName, items: Sequence[FeedItem], cursor: Cursor) -> None:
        self._check()
        self.tables[feed] = {item.key: item for item in items}
        self.cursors[feed] = cursor

    def forget_reference(self) -> None:
        self.tables.clear()
        self.cursors.clear()

    def items(self, feed: FeedName) -> Mapping[str, FeedItem]:
        items = self.tables.get(feed, {})
        return {key: item for key, item in items.items() if not item.is_deleted}

    def waiting_for_update(self) -> int:
        return 0

    # --- SyncState -----------------------------------------------------------------------------

    def get(self, name: str) -> str | None:
        self._check()
        return self.facts.get(name)

    def put(self, facts: Mapping[str, str | None]) -> None:
        self._check()
        for name, value in facts.items():
            if value is None:
                self.facts.pop(name, None)
            else:
                self.facts[name] = value

    def set_offset(self, offset_ms: int) -> None:
        self.offsets.append(offset_ms)

    def register_venue(self) -> None:
        self._check()

    def _check(self) -> None:
        if self.fault is not None:
            raise StorageFault(self.fault)

    def _dead(self, record_id: str) -> Row:
        for row in self.rows:
            if row.id == record_id and row.state == "dead":
                return row
        raise KeyError(record_id)

    def _move(self, day: str, first: int, last: int, state: str) -> None:
        for row in self.rows[first - 1 : last]:
            if str(row.at.date()) == day and row.state == "acked":
                row.state = state
