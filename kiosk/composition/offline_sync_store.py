"""What sync asks of a kiosk, where none is running: for commands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.base.clock import Clock
from kiosk.composition.offline_station import offline_station
from kiosk.ports.sync_store import SyncStore
from kiosk.settings.config import Config


@contextmanager
def offline_sync_store(config: Config, clock: Clock) -> Iterator[SyncStore | None]:
    """The outbox and the feeds, or None where a kiosk is running with this data directory.

    The lock of the one instance is held meanwhile. Raises ConfigFault, StorageFault.
    """
    with offline_station(config, clock) as station:
        yield None if station is None else station.sync_store
