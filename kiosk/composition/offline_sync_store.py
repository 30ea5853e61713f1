"""The exchange of a kiosk that stands still: for commands, under the lock of the one instance."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.base.clock import Clock
from kiosk.base.errors import StorageFault, StorageFaultKind
from kiosk.composition.instance import SingleInstance
from kiosk.core.handlers import CoreHandlers, OpenedStation
from kiosk.core.sync_store import CoreSyncStore
from kiosk.core.thread import ManualCore
from kiosk.domain.visits.decision import Outcome
from kiosk.ports.printer import PrintResult
from kiosk.ports.sync_store import SyncStore
from kiosk.services.checkin import CheckInService
from kiosk.services.clock_watch import ClockWatch
from kiosk.services.configuration import Configuration
from kiosk.services.printing import NoPrinter
from kiosk.settings.config import Config
from kiosk.store.connection import open_store
from kiosk.store.stamp import StationStamp
from kiosk.store.transaction import SqliteStore


@contextmanager
def offline_sync_store(config: Config, clock: Clock) -> Iterator[SyncStore | None]:
    """The exchange, or None where a kiosk is running with this data directory.

    Raises ConfigFault, StorageFault.
    """
    instance = SingleInstance(config.store_directory)
    if not instance.try_take():
        yield None
        return
    try:
        standing = _OfflineStation(config, clock)
        try:
            yield standing.port
        finally:
            standing.core.stop()
    finally:
        instance.release()


class _OfflineStation:
    """A core without gate and screen, whose steps run where they are asked for."""

    def __init__(self, config: Config, clock: Clock) -> None:
        """Opens the database. Raises StorageFault."""
        self._config = config
        self._clock = clock
        self._local = Configuration(config.make_venue(), config.make_policy())
        self._store: SqliteStore | None = None
        self._fault = StorageFaultKind.READ_ONLY
        steps = CoreHandlers(self._open_desk, self, self, NoPrinter(), clock)
        steps.boot()
        self.core = ManualCore(steps, self, self, clock)
        self.port = CoreSyncStore(
            self.core,
            lambda: self._get_store().sync,
            self._local,
            is_clock_suspect=lambda: False,
            on_config=lambda found: None,
            on_backlog=lambda: None,
        )
        self._get_store()

    def _open_desk(self) -> OpenedStation:
        config, clock, local = self._config, self._clock, self._local
        store = open_store(
            config.store_directory,
            config.key_file,
            clock,
            station=StationStamp(time_zone=local.venue.time_zone),
        )
        self._store = store
        watch = ClockWatch(clock, store.last_seen_at() or clock.now())
        return OpenedStation(store, CheckInService(store, local.venue, local.policy, clock, watch))

    def _get_store(self) -> SqliteStore:
        if self._store is None:
            raise StorageFault(self._fault, "not open")
        return self._store

    def announce(self, outcome: Outcome) -> None:
        """Nobody is at the gate."""

    def print_finished(self, job_id: str, result: PrintResult) -> None:
        """Nothing prints."""

    def support_count(self, waiting: int) -> None:
        """Nobody looks."""

    def storage_ready(self) -> None:
        """As hoped."""

    def storage_lost(self, kind: StorageFaultKind) -> None:
        """Whoever asked is told by the fault."""
        self._fault = kind

    def core_crashed(self, error: BaseException) -> None:
        """Steps run in place: who asked sees the error itself."""
