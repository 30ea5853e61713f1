"""Sync's way to the core: `kiosk.ports.sync_store.Exchange` by short steps posted behind the scans.

Called on the sync thread, which waits for each step. What takes long is cut into stretches, each a
step of its own, so that a scan waits for one stretch at most (`STRETCH` rows: some milliseconds).
"""

from __future__ import annotations

import queue
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import CancelledError
from dataclasses import replace
from datetime import date, datetime
from typing import TypeVar

from kiosk.base.errors import StorageFault, StorageFaultKind
from kiosk.core.requests import Priority
from kiosk.core.thread import Core
from kiosk.ports.sync_store import (
    Backlog,
    DayStates,
    OutgoingRecord,
    PurgePlace,
    PurgeStep,
    RecordVerdict,
    Rejected,
    SyncTables,
)
from kiosk.services.configuration import Configuration, configuration_in_force
from kiosk.services.notices import read_notices
from sync.protocol.bodies import RecordType
from sync.protocol.canonical import MAX_SAFE_INT, canonical_bytes
from sync.protocol.digest import DayDigest, DigestAnswer, hash_day
from sync.protocol.envelope import Durability
from sync.protocol.feeds import Cursor, FeedItem, FeedName, FeedPage
from sync.protocol.records import hash_header

T = TypeVar("T")

STRETCH = 50
"""Rows changed by one step."""
DEEP_STRETCH = 10
"""Feed items, and records purged, of one step: each changes several tables."""
READ_STRETCH = 500
"""Rows read by one step."""

VENUE_FACT = "venue_registered"
GATE_FACT = "gate"
"""The gate this station was enrolled at: two stations of one venue must not share its name."""

_SMALL_FEEDS = frozenset({FeedName.CONFIG, FeedName.ANNOUNCEMENTS, FeedName.KEYS})
"""Feeds of a few items, which change as one."""
_IN_FORCE_FEEDS = frozenset({FeedName.CONFIG, FeedName.ANNOUNCEMENTS})
"""Feeds a `Configuration` is made of."""


class CoreSyncStore:
    """What a running kiosk gives to its sync worker; see `kiosk.ports.sync_store.Exchange`.

    `find_tables` runs on the core, on each step: a database that was opened anew has new ones. It
    raises StorageFault while there is none.
    """

    def __init__(
        self,
        core: Core,
        find_tables: Callable[[], SyncTables],
        local: Configuration,
        is_clock_suspect: Callable[[], bool],
        on_config: Callable[[Configuration], None],
        on_backlog: Callable[[], None],
        on_offset: Callable[[int], None],
    ) -> None:
        """`on_config` and `on_backlog` are called on the core and must return at once.

        `on_offset` gets the hub's clock minus this one, ms, on the sync thread.
        """
        self._core = core
        self._find_tables = find_tables
        self._local = local
        self._is_clock_suspect = is_clock_suspect
        self._on_config = on_config
        self._on_backlog = on_backlog
        self._on_offset = on_offset
        self._has_reconsidered = False

    # --- outbox ---------------------------------------------------------------------------------

    def next_batch(self, limit: int, max_bytes: int, after_pos: int = 0) -> list[OutgoingRecord]:
        """See `kiosk.ports.sync_store.Outbox`, as for all that follow."""
        return self._ask(
            lambda tables: tables.next_batch(limit, max_bytes, after_pos), Priority.ACK
        )

    def note_verdicts(
        self, verdicts: Sequence[RecordVerdict], durability: Durability, at: datetime
    ) -> None:
        self._change(lambda tables: tables.note_verdicts(verdicts, durability, at), Priority.ACK)
        if self.backlog().queued == 0:
            self._erase()

    def backlog(self) -> Backlog:
        return self._ask(lambda tables: tables.backlog(), Priority.ACK)

    def rejected(self) -> list[Rejected]:
        return self._ask(lambda tables: tables.rejected())

    def resend(self, record_id: str) -> None:
        if not self._change(lambda tables: tables.resend(record_id)):
            raise KeyError(record_id)

    def annotate(self, record_id: str, note: str) -> None:
        if not self._change(lambda tables: tables.annotate(record_id, note)):
            raise KeyError(record_id)

    def offer_again(self) -> int:
        offered = 0
        pos: int | None = 0
        while pos is not None:
            count, pos = self._offer_after(pos)
            offered += count
        return offered

    def _offer_after(self, pos: int) -> tuple[int, int | None]:
        return self._change(lambda tables: tables.offer_again(pos, STRETCH))

    # --- digest, purge, erasure -----------------------------------------------------------------

    def digests(self, before: date, limit: int = 31) -> list[DayDigest]:
        acked: set[tuple[str, str]] = set()
        queued: set[tuple[str, str]] = set()
        pos: int | None = 0
        while pos is not None:
            states = self._day_states(pos)
            acked |= states.acked
            queued |= states.queued
            pos = states.next_pos
        closed = [(day, ledger) for ledger, day in acked - queued if day < before.isoformat()]
        return [self._digest(ledger, day) for day, ledger in sorted(closed)[:limit]]

    def note_digest(self, answer: DigestAnswer) -> None:
        for ledger, day in answer.ok:
            if not _is_place(ledger, day):
                continue
            seq: int | None = 0
            while seq is not None:
                seq = self._confirm(ledger, day, seq)
        for missing in answer.missing:
            if not _is_place(missing.ledger, missing.day):
                continue
            for first, last in missing.ranges:
                start: int | None = min(first, MAX_SAFE_INT)
                while start is not None:
                    start = self._queue_missing(missing.ledger, start, min(last, MAX_SAFE_INT))

    def purge(self, before: datetime) -> int:
        """Nothing while the clock is suspect: a wrong date must not make anything old."""
        purged = 0
        place: PurgePlace | None = None
        while not self._is_clock_suspect():
            step = self._purge_after(before, place)
            purged += step.purged
            place = step.place
            if place is None:
                self._ask(lambda tables: tables.truncate_log())
                self._ask(lambda tables: tables.remove_copies(before))
                break
        self._erase()
        return purged

    def _day_states(self, pos: int) -> DayStates:
        return self._ask(lambda tables: tables.day_states(pos, READ_STRETCH))

    def _day_headers(self, ledger: str, day: str, seq: int) -> list[tuple[int, bytes]]:
        return self._ask(lambda tables: tables.day_headers(ledger, day, seq, READ_STRETCH))

    def _digest(self, ledger: str, day: str) -> DayDigest:
        hashes: list[str] = []
        seq = 0
        while True:
            rows = self._day_headers(ledger, day, seq)
            hashes += [hash_header(header) for _, header in rows]
            seq = rows[-1][0] if rows else seq
            if len(rows) < READ_STRETCH:
                return DayDigest(ledger, day, len(hashes), seq, hash_day(hashes))

    def _confirm(self, ledger: str, day: str, seq: int) -> int | None:
        return self._ask(lambda tables: tables.confirm(ledger, day, seq, STRETCH))

    def _queue_missing(self, ledger: str, first: int, last: int) -> int | None:
        return self._change(lambda tables: tables.queue_missing(ledger, first, last, STRETCH))

    def _purge_after(self, before: datetime, place: PurgePlace | None) -> PurgeStep:
        return self._ask(lambda tables: tables.purge(before, place, DEEP_STRETCH))

    def _erase(self) -> None:
        """Go on with the erasures; whom an unsent record holds waits until the hub has that."""
        people = self._ask(lambda tables: tables.open_erasures())
        if not people:
            return
        waiting: set[str] = set()
        pos: int | None = 0
        while pos is not None:
            named, pos = self._erase_after(people, pos)
            waiting |= named
        done = [person for person in people if person not in waiting]
        for start in range(0, len(done), STRETCH):
            self._finish_erasures(done[start : start + STRETCH])
        self._ask(lambda tables: tables.truncate_log())

    def _erase_after(self, people: Sequence[str], pos: int) -> tuple[set[str], int | None]:
        return self._ask(lambda tables: tables.erase(people, pos, READ_STRETCH))

    def _finish_erasures(self, people: Sequence[str]) -> None:
        self._change(lambda tables: tables.finish_erasures(people))

    # --- feeds ----------------------------------------------------------------------------------

    def cursor(self, feed: FeedName) -> Cursor | None:
        if not self._has_reconsidered:
            self._has_reconsidered = True
            self._change_config(lambda tables: tables.reconsider(DEEP_STRETCH))
        return self._ask(lambda tables: tables.cursor(feed))

    def apply_page(self, feed: FeedName, page: FeedPage) -> None:
        known = self._ask(lambda tables: tables.cursor(feed))
        if known is not None and known.epoch != page.cursor.epoch:
            raise ValueError("another epoch begins with a snapshot")
        size = len(page.items) if feed in _SMALL_FEEDS else DEEP_STRETCH
        items, cursor = page.items, page.cursor
        while len(items) > size:
            some, items = items[:size], items[size:]
            self._apply(feed, some, Cursor(cursor.epoch, some[-1].pos))
        self._apply(feed, items, cursor)

    def apply_snapshot(self, feed: FeedName, items: Sequence[FeedItem], cursor: Cursor) -> None:
        if feed in _SMALL_FEEDS:
            self._change_feed(feed, lambda tables: tables.replace_feed(feed, items, cursor))
            return
        generation = self._ask(lambda tables: tables.begin_snapshot(feed))
        for start in range(0, len(items), DEEP_STRETCH):
            self._put_items(feed, generation, items[start : start + DEEP_STRETCH])
        while self._ask(lambda tables: tables.sweep(feed, generation, DEEP_STRETCH)):
            pass
        self._change_feed(feed, lambda tables: tables.end_snapshot(feed, cursor))

    def _put_items(self, feed: FeedName, generation: int, items: Sequence[FeedItem]) -> None:
        self._ask(lambda tables: tables.put_snapshot_items(feed, generation, items))

    def forget_reference(self) -> None:
        while self._ask(lambda tables: tables.forget_feeds(DEEP_STRETCH)):
            pass
        self.put({GATE_FACT: None})

    def items(self, feed: FeedName) -> Mapping[str, FeedItem]:
        return self._ask(lambda tables: tables.items(feed))

    def waiting_for_update(self) -> int:
        return self._ask(lambda tables: tables.waiting_for_update())

    def _apply(self, feed: FeedName, items: Sequence[FeedItem], cursor: Cursor) -> None:
        self._change_feed(feed, lambda tables: tables.apply_items(feed, items, cursor))

    def _change_feed(self, feed: FeedName, work: Callable[[SyncTables], None]) -> None:
        if feed in _IN_FORCE_FEEDS:
            self._change_config(work)
        else:
            self._ask(work)
        if feed is FeedName.REVOCATIONS:
            self._erase()

    # --- facts ----------------------------------------------------------------------------------

    def get(self, name: str) -> str | None:
        return self._ask(lambda tables: tables.get(name))

    def put(self, facts: Mapping[str, str | None]) -> None:
        if GATE_FACT in facts:
            self._change_config(lambda tables: tables.put(facts))
        else:
            self._ask(lambda tables: tables.put(facts))

    def set_offset(self, offset_ms: int) -> None:
        self._ask(lambda tables: tables.set_offset(offset_ms))
        self._on_offset(offset_ms)

    def register_venue(self) -> None:
        venue = self._local.venue
        body: dict[str, object] = {
            "name": venue.name,
            "gate": venue.gate,
            "time_zone": venue.time_zone.key,
        }
        if venue.support_phone:
            body["support_phone"] = venue.support_phone
        told = canonical_bytes(body).decode("utf-8")

        def register(tables: SyncTables) -> None:
            if tables.get(VENUE_FACT) != told:
                tables.record(RecordType.VENUE, body)
                tables.put({VENUE_FACT: told})

        self._change(register)

    # --- steps ----------------------------------------------------------------------------------

    def _ask(
        self, work: Callable[[SyncTables], T], priority: Priority = Priority.HOUSEKEEPING
    ) -> T:
        """Run one step on the core and wait for it. Raises StorageFault, also after the stop."""
        try:
            return self._core.post(lambda: work(self._find_tables()), priority).result()
        except queue.Full as error:
            raise StorageFault(StorageFaultKind.READ_ONLY, "the core is busy") from error
        except CancelledError as error:
            raise StorageFault(StorageFaultKind.READ_ONLY, "the core has stopped") from error

    def _change(
        self, work: Callable[[SyncTables], T], priority: Priority = Priority.HOUSEKEEPING
    ) -> T:
        """A step after which the outbox may stand otherwise."""

        def step(tables: SyncTables) -> T:
            result = work(tables)
            self._on_backlog()
            return result

        return self._ask(step, priority)

    def _change_config(self, work: Callable[[SyncTables], T]) -> T:
        """A step after which another configuration may be in force."""

        def step(tables: SyncTables) -> T:
            result = work(tables)
            put_in_force(tables, self._local, self._on_config)
            return result

        return self._ask(step)


def _is_place(ledger: str, day: str) -> bool:
    """Whether these can name a day of a ledger; a hub may send any text."""
    return ledger.isascii() and day.isascii()


def put_in_force(
    tables: SyncTables, local: Configuration, on_config: Callable[[Configuration], None]
) -> None:
    """Make the hub's configuration hold, or the local one where there is none; on the core.

    Called when the database was opened, and after each change of what it is made of.
    """
    found = configuration_in_force(local, tables.items(FeedName.CONFIG))
    gate = tables.get(GATE_FACT)
    if gate is not None:
        found = replace(found, venue=replace(found.venue, gate=gate))
    tables.set_config(found.stamp, found.venue.time_zone)
    notices = read_notices(tables.items(FeedName.ANNOUNCEMENTS))
    on_config(replace(found, notices=notices))
