"""What the sync worker asks of the core: the outbox, the feeds' tables, the state of the exchange.

Every call is one short step on the core, behind the scans; it raises StorageFault, and a step that
raised left nothing. Implemented by `kiosk.services.syncing` over `kiosk.store`; used by `sync`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from sync.protocol.digest import DayDigest, DigestAnswer
from sync.protocol.envelope import Durability, Letter
from sync.protocol.feeds import Cursor, FeedItem, FeedName, FeedPage


@dataclass(frozen=True, slots=True)
class OutgoingRecord:
    """One queued record: its place, its id and its frozen bytes."""

    pos: int
    """Order of recording over all ledgers of the file."""
    id: str
    line: bytes


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the hub said of one record."""

    pos: int
    letter: Letter
    code: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Backlog:
    """What has not reached the hub."""

    queued: int
    dead: int
    """In the rejected box."""
    oldest_at: datetime | None
    """When the oldest queued record was recorded, UTC."""


@dataclass(frozen=True, slots=True)
class Rejected:
    """One record of the rejected box (side state `dead`): never deleted by itself."""

    id: str
    seq: int
    type: str
    at: datetime
    code: str
    """The hub's word, for programs."""
    text: str
    """The hub's words, for people."""
    note: str
    """What staff wrote beside it; empty where nothing."""


class Outbox(Protocol):
    """The sending side."""

    def next_batch(self, limit: int, max_bytes: int, after_pos: int = 0) -> list[OutgoingRecord]:
        """The oldest queued records after `after_pos`: at most `limit`, their lines at most
        `max_bytes` together, but always one where one is queued."""
        ...

    def note_verdicts(
        self, verdicts: Sequence[Verdict], durability: Durability, at: datetime
    ) -> None:
        """Take in a hub's answer, in one transaction.

        Acks become `acked`; REFUSED becomes `dead` with the hub's words; TRANSIENT stays queued.
        A record that is acked already stays so.
        """
        ...

    def backlog(self) -> Backlog:
        """How many wait, and since when."""
        ...

    def rejected(self) -> list[Rejected]:
        """The rejected box, oldest first."""
        ...

    def resend(self, record_id: str) -> None:
        """Put a rejected record back into the queue. Raises KeyError if it is not in the box."""
        ...

    def annotate(self, record_id: str, note: str) -> None:
        """Write a note beside a rejected record. Raises KeyError if it is not in the box."""
        ...

    def digests(self, before: date, limit: int = 31) -> list[DayDigest]:
        """Of each (ledger, UTC day) before `before` with records acked but not confirmed, whole
        days only: none of its records queued. Oldest first."""
        ...

    def note_digest(self, answer: DigestAnswer) -> None:
        """Confirm the days that agree; queue again what the hub says it lacks."""
        ...

    def offer_again(self) -> int:
        """The hub was restored: everything retained with a body is queued again; gives how many.

        Dead records stay in their box.
        """
        ...

    def purge(self, before: datetime) -> int:
        """Remove bodies and person data of confirmed records older than `before`; gives how many.

        Headers stay, an anchor is left, and the write-ahead log is truncated.
        """
        ...


class FeedTables(Protocol):
    """The receiving side. A page and its cursor are applied in one transaction."""

    def cursor(self, feed: FeedName) -> Cursor | None:
        """Up to where this feed is known; None before the first snapshot or page."""
        ...

    def apply_page(self, feed: FeedName, page: FeedPage) -> None:
        """Take in items and cursor together; an item older than what is stored changes nothing."""
        ...

    def apply_snapshot(self, feed: FeedName, items: Sequence[FeedItem], cursor: Cursor) -> None:
        """Replace the whole feed, once its snapshot is complete and its hash is right."""
        ...

    def forget_reference(self) -> None:
        """The station was revoked: drop all feeds and the slip key; unsent records stay."""
        ...

    def items(self, feed: FeedName) -> Mapping[str, FeedItem]:
        """The items in force by key, the last understood one of each."""
        ...

    def waiting_for_update(self) -> int:
        """Items kept raw because this application is too old for them (*cần cập nhật*)."""
        ...


class SyncState(Protocol):
    """Small facts that outlive a restart: last contact, epoch, clock offset, revoked."""

    def get(self, name: str) -> str | None:
        """A fact by name."""
        ...

    def put(self, facts: Mapping[str, str | None]) -> None:
        """Store facts together; None removes one."""
        ...

    def offset_is(self, offset_ms: int) -> None:
        """The hub's clock minus this one, for the headers of the records to come."""
        ...


class Exchange(Outbox, FeedTables, SyncState, Protocol):
    """All of it; made by the composition root for one sync worker."""
