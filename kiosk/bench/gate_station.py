"""A whole station without screen and devices: core, database and sync, for the sync benches.

What the gate does to it is what a camera would do: scans go in, outcomes come out.
"""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from kiosk.base.clock import Clock
from kiosk.composition.build import StationCore
from kiosk.composition.sync_service import SyncService
from kiosk.core.requests import Priority
from kiosk.core.thread import CoreThread
from kiosk.domain.events import CoreCrashed, CoreEvent, Decided, StorageLost, StorageReady
from kiosk.domain.station.health import Health, NetworkState
from kiosk.domain.venue import Venue
from kiosk.domain.visits.decision import Busy, LaneName, Outcome
from kiosk.ports.scans import Scan, ScanSource
from kiosk.ports.sync_store import Backlog, SyncStore
from kiosk.services.event_fanout import EventFanout
from kiosk.services.health import HealthBoard
from kiosk.services.printing import NoPrinter
from kiosk.settings.config import (
    Config,
    StoreConfig,
)
from kiosk.store.store import SqliteStore
from sync.protocol.policy import PolicySettings, PrintSettings, PrintWhen

log = logging.getLogger(__name__)

T = TypeVar("T")

STOP_S = 10.0


class GateStation:
    """Scans one code after the other and syncs beside it; `scan` is for one thread.

    With an enrolment in the folder its sync worker runs, as in the kiosk.
    """

    def __init__(
        self,
        directory: Path,
        gate: str,
        clock: Clock,
        uniform: Callable[[float, float], float] = random.uniform,
    ) -> None:
        config = Config(
            venue=Venue(name="Trung tâm Y tế Mẫu", gate=gate),
            policy=PolicySettings(repeat_window_s=0, early_return_min=0),
            print=PrintSettings(when=PrintWhen.NEVER),
            store=StoreConfig(directory=str(directory)),
        )
        self._clock = clock
        self._outcome: Outcome | None = None
        self._decided = threading.Event()
        self._opened = threading.Event()
        self.crash: BaseException | None = None
        events = EventFanout(self._take)
        self.health = HealthBoard(clock, Health(has_printer=False, has_sound=False), events)
        prints = dict.fromkeys(LaneName, NoPrinter())
        self._station = StationCore(config, events, prints, clock, CoreThread)
        self._sync = SyncService(config, self._station.sync_store, self.health, clock, uniform)
        events.subscribe(self._sync.take)

    # --- life ------------------------------------------------------------------------------------

    def start(self) -> None:
        """Open the database and begin to sync; returns when scans can be taken.

        Raises RuntimeError when the database does not open.
        """
        self._station.core.start()
        if not self._opened.wait(STOP_S):
            raise RuntimeError("the database does not open") from self.crash

    def stop(self) -> None:
        """Stop sync, then the core; everything committed stays."""
        self._sync.stop(STOP_S)
        self._station.core.stop(STOP_S)

    # --- the gate --------------------------------------------------------------------------------

    def scan(self, payload: str) -> Outcome:
        """Hand in a code and wait for what the screen would show.

        Raises RuntimeError when the core has ended.
        """
        self._decided.clear()
        scan = Scan(payload, ScanSource.CAMERA, LaneName.GATE, self._clock.now())
        self._station.core.submit(scan)
        if not self._decided.wait(60.0) or self._outcome is None:
            raise RuntimeError("the core does not answer") from self.crash
        if isinstance(self._outcome.result, Busy):
            raise RuntimeError("two scans at once at one gate")
        return self._outcome

    @property
    def network(self) -> NetworkState:
        """How the hub is reached."""
        return self.health.health.network

    @property
    def sync_store(self) -> SyncStore:
        """The outbox and the feeds, as the sync worker sees them."""
        return self._station.sync_store

    def backlog(self) -> Backlog:
        """What waits for the hub. Raises StorageFault."""
        return self._station.sync_store.outbox.backlog()

    def on_core(self, work: Callable[[SqliteStore], T]) -> T:
        """Run a step on the core and wait for it."""

        def step() -> T:
            store = self._station.handlers.opened.store
            assert isinstance(store, SqliteStore)
            return work(store)

        return self._station.core.post(step, Priority.HOUSEKEEPING).result()

    def _take(self, event: CoreEvent) -> None:
        match event:
            case Decided(outcome):
                self._outcome = outcome
                self._decided.set()
            case StorageReady():
                self._opened.set()
            case StorageLost(kind):
                # Outcomes will say so.
                log.error("station: storage lost (%s)", kind.value)
            case CoreCrashed(error):
                # A bug; whoever waits for an outcome hears of it.
                self.crash = error
                self._outcome = None
                self._decided.set()
