"""A whole station without screen and devices: desk, core, database and sync, for the sync benches.

What the gate does to it is what a camera would do: scans go in, outcomes come out.
"""

from __future__ import annotations

import logging
import random
import threading
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from kiosk import __version__
from kiosk.base.clock import Clock
from kiosk.base.errors import NetworkFaultKind, StorageFaultKind
from kiosk.core.handlers import CoreHandlers, OpenedStation
from kiosk.core.sync_store import CoreSyncStore
from kiosk.core.thread import CoreThread, Priority
from kiosk.domain.station.health import NetworkState
from kiosk.domain.venue import Policy, PrintWhen, Venue
from kiosk.domain.visits.decision import Busy, LaneName, Outcome
from kiosk.ports.printer import PrintResult
from kiosk.ports.scans import Scan, ScanSource
from kiosk.ports.sync_store import Backlog, SyncStore
from kiosk.services.checkin import CheckInService
from kiosk.services.clock_watch import ClockWatch
from kiosk.services.configuration import Configuration
from kiosk.services.printing import NoPrinter
from kiosk.store.connection import open_store
from kiosk.store.stamp import StationStamp
from kiosk.store.transaction import SqliteStore
from sync.client.settings import SyncSettings
from sync.client.worker import SyncWorker

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
        self._directory = directory
        self._venue = Venue("Trung tâm Y tế Mẫu", gate, ZoneInfo("Asia/Ho_Chi_Minh"))
        self._policy = Policy(repeat_window_s=0, print_when=PrintWhen.NEVER)
        self._clock = clock
        self._store: SqliteStore | None = None
        self._outcome: Outcome | None = None
        self._decided = threading.Event()
        self._opened = threading.Event()
        self.crash: BaseException | None = None
        self.network = NetworkState.NOT_ENROLLED
        self._steps = CoreHandlers(self._open_desk, self, self, NoPrinter(), clock)
        self._core = CoreThread(self._steps, self, self, clock)
        self._port = CoreSyncStore(
            self._core,
            lambda: self._sound_store().sync,
            Configuration(self._venue, self._policy),
            is_clock_suspect=lambda: False,
            on_config=lambda found: None,
            on_backlog=lambda: None,
        )
        settings = SyncSettings(
            directory, self._venue.time_zone, __version__, retention=timedelta(days=7)
        )
        self._worker = SyncWorker(settings, lambda: self._port, self, clock, uniform)

    # --- life ------------------------------------------------------------------------------------

    def start(self) -> None:
        """Open the database and begin to sync; returns when scans can be taken.

        Raises RuntimeError when the database does not open.
        """
        self._core.start()
        if not self._opened.wait(STOP_S):
            raise RuntimeError("the database does not open") from self.crash
        self._worker.start()

    def stop(self) -> None:
        """Stop sync, then the core; everything committed stays."""
        self._worker.stop(STOP_S)
        self._core.stop(STOP_S)

    # --- the gate --------------------------------------------------------------------------------

    def scan(self, payload: str) -> Outcome:
        """Hand in a code and wait for what the screen would show.

        Raises RuntimeError when the core has ended.
        """
        self._decided.clear()
        scan = Scan(payload, ScanSource.CAMERA, LaneName.GATE, self._clock.now())
        self._core.submit(scan)
        if not self._decided.wait(60.0) or self._outcome is None:
            raise RuntimeError("the core does not answer") from self.crash
        if isinstance(self._outcome.result, Busy):
            raise RuntimeError("two scans at once at one gate")
        self._worker.record_written()
        return self._outcome

    @property
    def exchange(self) -> SyncStore:
        """The outbox and the feeds, as the sync worker sees them."""
        return self._port

    def backlog(self) -> Backlog:
        """What waits for the hub. Raises StorageFault."""
        return self._port.backlog()

    def on_core(self, work: Callable[[SqliteStore], T]) -> T:
        """Run a step on the core and wait for it."""
        return self._core.post(lambda: work(self._sound_store()), Priority.HOUSEKEEPING).result()

    # --- what the core and the worker tell --------------------------------------------------------

    def announce(self, outcome: Outcome) -> None:
        """A scan is decided and committed."""
        self._outcome = outcome
        self._decided.set()

    def print_finished(self, job_id: str, result: PrintResult) -> None:
        """There is no printer."""

    def support_count(self, waiting: int) -> None:
        """There is no support desk."""

    def storage_ready(self) -> None:
        """The database is open."""
        self._opened.set()

    def storage_lost(self, kind: StorageFaultKind) -> None:
        """Outcomes will say so."""
        log.error("station: storage lost (%s)", kind.value)

    def core_crashed(self, error: BaseException) -> None:
        """A bug; whoever waits for an outcome hears of it."""
        self.crash = error
        self._outcome = None
        self._decided.set()

    def set_network(self, state: NetworkState, fault: NetworkFaultKind | None = None) -> None:
        """How the hub is reached."""
        self.network = state

    def set_unsent(self, unsent: int) -> None:
        """Asked for by `backlog` where it matters."""

    # --- within ----------------------------------------------------------------------------------

    def _open_desk(self) -> OpenedStation:
        store = open_store(
            self._directory,
            self._directory / "store.key",
            self._clock,
            station=StationStamp(time_zone=self._venue.time_zone),
        )
        self._store = store
        watch = ClockWatch(self._clock, self._clock.now() - timedelta(days=1))
        return OpenedStation(
            store, CheckInService(store, self._venue, self._policy, self._clock, watch)
        )

    def _sound_store(self) -> SqliteStore:
        assert self._store is not None
        return self._store
