"""What the sync worker asks of the core: the outbox, the feeds' tables, the state of the exchange.

Every call is one short step on the core, behind the scans; it raises StorageFault, and a step that
raised left nothing. Implemented by `kiosk.core.sync_store` over `kiosk.store`; used by `sync`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from kiosk.base.dataclass import dataclass
from kiosk.ports.slip_keys import SlipKeyLife
from sync.protocol.digest import DayDigest, DigestAnswer
from sync.protocol.envelope import FOREIGN_LEDGER, Durability, RecordStatus
from sync.protocol.feeds import Cursor, FeedItem, FeedName, FeedPage
from sync.protocol.records import ConfigStamp

CONFLICT_AT_FACT = "conflict_at"
"""When this machine last learned that another one writes its ledger; absent since it enrolled."""
CONFLICTS_FACT = "conflicts"
"""How many records were written anew since then."""


@dataclass(frozen=True, slots=True)
class OutgoingRecord:
    """One queued record: its place, its id and its frozen bytes."""

    pos: int
    """Order of recording over all ledgers of the file."""
    id: str
    line: bytes


@dataclass(frozen=True, slots=True)
class RecordVerdict:
    """What the hub said of one record."""

    pos: int
    status: RecordStatus
    code: str = ""
    text: str = ""

    @property
    def must_be_moved(self) -> bool:
        """Whether the record's place or ledger is another's: it is written anew."""
        is_foreign = self.status is RecordStatus.REFUSED and self.code == FOREIGN_LEDGER
        return is_foreign or self.status is RecordStatus.CONFLICT


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
        self, verdicts: Sequence[RecordVerdict], durability: Durability, at: datetime
    ) -> None:
        """Take in a hub's answer, in one transaction.

        Acks become `acked`; REFUSED becomes `dead` with the hub's words; TRANSIENT stays queued.
        What is in CONFLICT, or in a ledger of another device, is written anew in a ledger of this
        machine's own, and queued so.
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

    def erase_alone(self) -> None:
        """Go on with erasures where there is no hub: nothing waits to be sent first."""
        ...


class FeedTables(Protocol):
    """The receiving side. A page and its cursor are applied in one transaction."""

    def cursor(self, feed: FeedName) -> Cursor | None:
        """Up to where this feed is known; None before the first snapshot or page."""
        ...

    def apply_page(self, feed: FeedName, page: FeedPage) -> None:
        """Take in items and cursor together; an item older than what is stored changes nothing.

        A long page goes in by stretches, each with the cursor behind it. To be called for a page
        without items too: what is known is as old as the last call. Raises ValueError for a page
        of another epoch than the cursor's: that begins with a snapshot.
        """
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

    def set_offset(self, offset_ms: int) -> None:
        """The hub's clock minus this one, for the headers of the records to come."""
        ...

    def register_venue(self) -> None:
        """Tell the hub of this venue by a record, unless it was told the same before."""
        ...


class SyncStore(Protocol):
    """Outbox, feeds and state together; made by the composition root for one sync worker."""

    @property
    def outbox(self) -> Outbox:
        """What goes up."""
        ...

    @property
    def feeds(self) -> FeedTables:
        """What comes down."""
        ...

    @property
    def state(self) -> SyncState:
        """How the exchange stands."""
        ...

    @property
    def slip_keys(self) -> SlipKeyLife:
        """The life of the station's slip keys."""
        ...


@dataclass(frozen=True, slots=True)
class DayStates:
    """What a stretch of the outbox says of days, each as (ledger id, UTC day)."""

    acked: frozenset[tuple[str, str]]
    queued: frozenset[tuple[str, str]]
    next_pos: int | None
    """The place to go on after; None at the end."""


@dataclass(frozen=True, slots=True)
class PurgePlace:
    """How far a purge came: within which day, and behind which record."""

    ledger_no: int
    day: str
    seq: int


@dataclass(frozen=True, slots=True)
class PurgeStep:
    """What one stretch of a purge did."""

    purged: int
    place: PurgePlace | None
    """The place to go on after; None at the end."""


class OutboxRows(Protocol):
    """The store's side of `Outbox`: every method one short step on the core, all or nothing.

    Whoever asks for much asks again and again (`limit` is a number of rows), so that a scan never
    waits for more than one stretch. Raises StorageFault.
    """

    def next_batch(self, limit: int, max_bytes: int, after_pos: int) -> list[OutgoingRecord]:
        """See `Outbox.next_batch`."""
        ...

    def note_verdicts(
        self, verdicts: Sequence[RecordVerdict], durability: Durability, at: datetime
    ) -> None:
        """See `Outbox.note_verdicts`."""
        ...

    def move_conflicts(self, limit: int) -> int:
        """Write anew some of what the hub set aside, the oldest first; how many it took on."""
        ...

    def backlog(self) -> Backlog:
        """See `Outbox.backlog`."""
        ...

    def rejected(self) -> list[Rejected]:
        """See `Outbox.rejected`."""
        ...

    def resend(self, record_id: str) -> bool:
        """Queue a rejected record again; False if it is not in the box."""
        ...

    def annotate(self, record_id: str, note: str) -> bool:
        """Write a note beside a rejected record; False if it is not in the box."""
        ...

    def day_states(self, after_pos: int, limit: int) -> DayStates:
        """Which days have acknowledged or queued records."""
        ...

    def day_headers(
        self, ledger_id: str, day: str, after_seq: int, limit: int
    ) -> list[tuple[int, bytes | None]]:
        """Headers of a day in the order of `seq`, without those in the rejected box; None where
        the record was written anew elsewhere."""
        ...

    def confirm(self, ledger_id: str, day: str, after_seq: int, limit: int) -> int | None:
        """Confirm a stretch of a day that agrees; the `seq` to go on after."""
        ...

    def queue_missing(self, ledger_id: str, first: int, last: int, limit: int) -> int | None:
        """Queue again what the hub lacks and is still here; the `seq` to go on from."""
        ...

    def offer_again(self, after_pos: int, limit: int) -> tuple[int, int | None]:
        """Queue again what has its body; how many, and the place to go on after."""
        ...

    def purge(self, before: datetime, after: PurgePlace | None, limit: int) -> PurgeStep:
        """Remove a stretch of what is confirmed and older."""
        ...

    def merge_search(self, pages: int, *, is_first: bool) -> bool:
        """Bring the search index nearer to one piece by about so many pages; False once it is."""
        ...

    def truncate_log(self) -> None:
        """Empty the write-ahead log, where what was removed may stand still."""
        ...

    def remove_copies(self, before: datetime) -> None:
        """Remove backups of this database that it made itself before `before`."""
        ...

    def open_erasures(self) -> list[str]:
        """People whose erasure was commanded and is not complete."""
        ...

    def erase(
        self, person_ids: Sequence[str], after_pos: int, limit: int, *, has_hub: bool
    ) -> tuple[set[str], int | None]:
        """Take these people's data out of a stretch of acknowledged records, without a hub of all.

        Gives those of whom an unsent record holds data still, and the place to go on after.
        """
        ...

    def finish_erasures(self, person_ids: Sequence[str]) -> None:
        """Record that nothing of these people is left here."""
        ...


class FeedRows(Protocol):
    """The store's side of `FeedTables`, by the same short steps."""

    def cursor(self, feed: FeedName) -> Cursor | None:
        """See `FeedTables.cursor`."""
        ...

    def apply_items(self, feed: FeedName, items: Sequence[FeedItem], cursor: Cursor) -> None:
        """Items in the order of `pos`, and the cursor behind them."""
        ...

    def replace_feed(self, feed: FeedName, items: Sequence[FeedItem], cursor: Cursor) -> None:
        """A whole small feed at once."""
        ...

    def begin_snapshot(self, feed: FeedName) -> int:
        """Start taking in a snapshot by stretches; gives its generation."""
        ...

    def put_snapshot_items(
        self, feed: FeedName, generation: int, items: Sequence[FeedItem]
    ) -> None:
        """A stretch of a snapshot."""
        ...

    def sweep(self, feed: FeedName, generation: int, limit: int) -> bool:
        """Remove some of what the snapshot does not have; True while there may be more."""
        ...

    def end_snapshot(self, feed: FeedName, cursor: Cursor) -> None:
        """All of the snapshot is in: its cursor holds."""
        ...

    def forget_feeds(self, limit: int) -> bool:
        """Drop feeds, some items at a time; True while there may be more."""
        ...

    def items(self, feed: FeedName) -> dict[str, FeedItem]:
        """See `FeedTables.items`."""
        ...

    def waiting_for_update(self) -> int:
        """See `FeedTables.waiting_for_update`."""
        ...

    def reconsider(self, limit: int) -> None:
        """Put in force what a newer application understands by now."""
        ...


class StateRows(Protocol):
    """The store's side of `SyncState`, and what sync has the station itself record."""

    def get(self, name: str) -> str | None:
        """See `SyncState.get`."""
        ...

    def put(self, facts: Mapping[str, str | None]) -> None:
        """See `SyncState.put`."""
        ...

    def set_offset(self, offset_ms: int) -> None:
        """See `SyncState.set_offset`."""
        ...

    def set_config(self, stamp: ConfigStamp, time_zone: ZoneInfo) -> None:
        """What the headers of the records to come say of the configuration in force."""
        ...

    def record(self, record_type: str, body: Mapping[str, object]) -> None:
        """Freeze a record of the station itself."""
        ...


class SyncTables(Protocol):
    """What the store offers to sync."""

    @property
    def outbox(self) -> OutboxRows:
        """See `OutboxRows`."""
        ...

    @property
    def feeds(self) -> FeedRows:
        """See `FeedRows`."""
        ...

    @property
    def state(self) -> StateRows:
        """See `StateRows`."""
        ...

    @property
    def slip_keys(self) -> SlipKeyLife:
        """See `SlipKeyLife`."""
        ...
