"""A station's core with its database and services: one builder for the window, the commands and
the stations of the benches."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Generic, TypeVar

from kiosk.base.clock import Clock
from kiosk.base.errors import ConfigFault, StorageFault, StorageFaultKind
from kiosk.composition.units import commune_of_today
from kiosk.core.handlers import CoreHandlers, OpenedStation
from kiosk.core.sync_steps import SyncSteps, put_in_force
from kiosk.core.sync_store import CoreSyncStore
from kiosk.core.thread import Core
from kiosk.domain.events import (
    Configured,
    CoreEvent,
    Decided,
    NoticesChanged,
    Recorded,
    StorageReady,
    UnsentCounted,
)
from kiosk.domain.venue import Policy, Venue
from kiosk.domain.visits.decision import Busy, LaneName
from kiosk.ports.events import EventSink
from kiosk.ports.sync_store import SyncTables
from kiosk.services.checkin import CheckInService
from kiosk.services.clock_watch import ClockWatch
from kiosk.services.configuration import Configuration
from kiosk.services.desk import DeskService
from kiosk.services.event_fanout import EventFanout
from kiosk.services.printing import PrintQueue
from kiosk.services.sign_in import SignInService
from kiosk.services.slip_keys import signing_key
from kiosk.services.staff import StaffService
from kiosk.settings.config import Config
from kiosk.store.connection import open_store
from kiosk.store.stamp import StationStamp
from kiosk.store.sync_tables import SqliteSyncTables
from sync.client.hub_file import load_hub_file
from sync.protocol.records import ConfigOrigin

BUILT_AT = datetime(2026, 11, 1, tzinfo=UTC)
"""A clock that shows an earlier time is wrong; moved with each release."""
CLOCK_AGREES_MS = 60_000
"""A clock this near to the hub's is right, whatever it showed before."""

C = TypeVar("C", bound=Core)


class StationCore(Generic[C]):
    """The core, the services on its database, and what sync asks of them.

    `core` is made by `make_core`, as a thread or by hand, and is not started here. Everything it
    does is published to `events`, to which this station adds what follows from it.
    """

    def __init__(
        self,
        config: Config,
        events: EventFanout,
        prints: Mapping[LaneName, PrintQueue],
        clock: Clock,
        make_core: Callable[[CoreHandlers, EventSink, Clock], C],
    ) -> None:
        self._config = config
        self._events = events
        self._clock = clock
        self._local = Configuration(config.venue, config.make_policy())
        self._watch: ClockWatch | None = None
        self._checkin: CheckInService | None = None
        self._staff: StaffService | None = None
        self._tables: SyncTables | None = None
        self.was_stopped_cleanly = True
        """False once a database was opened that a crash or a power cut had left."""
        self.handlers = CoreHandlers(self._open, events, prints, clock)
        self.core = make_core(self.handlers, events, clock)
        self._steps = SyncSteps(
            self.core, self._sync_tables, self._local, self._configure, self._count_unsent
        )
        self.sync_store = CoreSyncStore(
            self._steps, commune_of_today, self._is_clock_suspect, self._note_offset
        )
        events.subscribe(self._take)

    def change_local(self, venue: Venue, policy: Policy) -> None:
        """Put other rules of the station's own in force, below what a hub says; waits for the core.

        Raises StorageFault, and then they hold from the next start on.
        """
        self._local = self._steps.local = Configuration(venue, policy)
        self._steps.change_config(lambda tables: None)

    def _open(self) -> OpenedStation:
        """On the core: open the database, and put in force what the hub last said."""
        config, local = self._config, self._local
        store = open_store(
            config.store_directory,
            config.key_file,
            self._clock,
            station=StationStamp(time_zone=local.venue.time_zone),
        )
        self.was_stopped_cleanly = store.was_stopped_cleanly
        watch = ClockWatch(self._clock, BUILT_AT, store.last_seen_at())
        checkin = CheckInService(store, local.venue, local.policy, self._clock, watch)
        staff = StaffService(store, local.venue, self._clock)
        sign_in = SignInService(store, self._clock)
        sign_in.prepare()
        with store.transaction() as tx:
            signing_key(tx)
        self._watch, self._checkin, self._staff = watch, checkin, staff
        self._tables = SqliteSyncTables(store)
        put_in_force(self._tables, local, self._configure)
        acts = DeskService(store, checkin, self._clock)
        return OpenedStation(store, checkin, acts, staff, sign_in)

    def _sync_tables(self) -> SyncTables:
        """On the core. Raises StorageFault while the database is not open."""
        _ = self.handlers.opened
        if self._tables is None:
            raise StorageFault(StorageFaultKind.READ_ONLY, "not open")
        return self._tables

    def _take(self, event: CoreEvent) -> None:
        if isinstance(event, Decided) and isinstance(event.outcome.result, Busy):
            # Nothing was recorded; and it comes on the lane's own thread, at the start from before
            # the database is open.
            return
        if isinstance(event, Decided | StorageReady | Recorded):
            self._count_unsent()

    def _configure(self, found: Configuration) -> None:
        """On the core: the hub's rules, or the kiosk's own where there are none."""
        if found.stamp.origin is ConfigOrigin.HUB:
            found = self._at_enrolled_gate(found)
        if self._checkin is not None:
            self._checkin.configure(found.venue, found.policy)
        if self._staff is not None:
            self._staff.venue = found.venue
        self._events.publish(Configured(found.venue, found.policy))
        self._events.publish(NoticesChanged(found.notices))

    def _at_enrolled_gate(self, found: Configuration) -> Configuration:
        """The hub's rules hold at the gate this station was enrolled for."""
        try:
            enrolled = load_hub_file(self._config.store_directory)
        except ConfigFault:
            # The sync thread says so in the log.
            return found
        if enrolled is None:
            return found
        return replace(found, venue=replace(found.venue, gate=enrolled.gate))

    def _count_unsent(self) -> None:
        """On the core; counted in memory."""
        if not self.handlers.is_storage_lost:
            store = self.handlers.opened.store
            self._events.publish(UnsentCounted(store.unsent_count(), store.unsent_visits()))

    def _note_offset(self, offset_ms: int) -> None:
        if self._watch is not None and abs(offset_ms) <= CLOCK_AGREES_MS:
            self._watch.confirm()

    def _is_clock_suspect(self) -> bool:
        return self._watch is None or self._watch.is_suspect()
