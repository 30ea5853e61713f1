"""The sync worker's way to a real store, without a thread: each step runs when it is posted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from kiosk.base.clock import ManualClock
from kiosk.base.errors import StorageFaultKind
from kiosk.composition.units import commune_of_today
from kiosk.core.handlers import CoreHandlers
from kiosk.core.sync_steps import SyncSteps
from kiosk.core.sync_store import CoreSyncStore
from kiosk.core.thread import ManualCore
from kiosk.domain.events import CoreCrashed, CoreEvent, StorageLost
from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import LaneName
from kiosk.ports.sync_store import RecordVerdict
from kiosk.services.checkin import CheckInService
from kiosk.services.clock_watch import ClockWatch
from kiosk.services.configuration import Configuration
from kiosk.services.event_fanout import EventFanout
from kiosk.services.printing import NoPrinter
from kiosk.store.connection import open_memory_store
from kiosk.store.store import SqliteStore
from kiosk.store.sync_tables import SqliteSyncTables
from sync.protocol.envelope import Durability, RecordStatus
from sync.protocol.feeds import Cursor, FeedItem, FeedPage
from tests.support.desk import BUILT_AT, VENUE, opened_station
from tests.support.store import AT

EPOCH = "5f0c2a"


@dataclass
class Line:
    """A store, its core, and the port; and what the port told."""

    store: SqliteStore
    clock: ManualClock
    core: ManualCore
    port: CoreSyncStore
    watch: ClockWatch
    configurations: list[Configuration] = field(default_factory=list)
    unsent: list[int] = field(default_factory=list)
    lost: list[StorageFaultKind] = field(default_factory=list)

    def ack_all(self, letter: RecordStatus = RecordStatus.STORED) -> int:
        """Push what waits now; the hub says the same of each record."""
        batch = self.port.outbox.next_batch(10**6, 10**9)
        self.verdicts([RecordVerdict(record.pos, letter) for record in batch])
        return len(batch)

    def verdicts(self, verdicts: Sequence[RecordVerdict]) -> None:
        self.port.outbox.note_verdicts(verdicts, Durability.LOCAL, self.clock.now())


def make_line(store: SqliteStore, clock: ManualClock) -> Line:
    """A port over a store that is open."""
    local = Configuration(VENUE, Policy())
    watch = ClockWatch(clock, BUILT_AT)
    desk = CheckInService(store, VENUE, local.policy, clock, watch)
    lost = list[StorageFaultKind]()

    def note(event: CoreEvent) -> None:
        match event:
            case StorageLost(kind):
                lost.append(kind)
            case CoreCrashed(error):
                raise error

    events, prints = EventFanout(note), dict.fromkeys(LaneName, NoPrinter())
    handlers = CoreHandlers(lambda: opened_station(store, desk, clock), events, prints, clock)
    handlers.boot()
    core = ManualCore(handlers, events, clock)
    configurations: list[Configuration] = []
    unsent: list[int] = []
    steps = SyncSteps(
        core,
        lambda: SqliteSyncTables(store),
        local,
        configurations.append,
        lambda: unsent.append(store.unsent_count()),
    )
    port = CoreSyncStore(steps, commune_of_today, watch.is_suspect, lambda offset_ms: None)
    return Line(store, clock, core, port, watch, configurations, unsent, lost)


def make_memory_line() -> Line:
    """A port over a new store in memory, whose clock stands at `AT`."""
    clock = ManualClock(AT)
    return make_line(open_memory_store(clock), clock)


def page(*items: FeedItem, epoch: str = EPOCH, pos: int | None = None) -> FeedPage:
    """A page whose cursor stands at its last item."""
    last = pos if pos is not None else (items[-1].pos if items else 0)
    return FeedPage(tuple(items), Cursor(epoch, last), has_more=False)
