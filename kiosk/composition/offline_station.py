"""A station's core where no kiosk is running: for commands."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.base.clock import Clock
from kiosk.composition.build import StationCore
from kiosk.composition.instance import SingleInstance
from kiosk.core.thread import ManualCore
from kiosk.domain.visits.decision import LaneName
from kiosk.services.event_fanout import EventFanout
from kiosk.services.printing import NoPrinter
from kiosk.settings.config import Config


@contextmanager
def offline_station(config: Config, clock: Clock) -> Iterator[StationCore[ManualCore] | None]:
    """The opened station, or None where a kiosk is running with this data directory.

    The lock of the one instance is held meanwhile. Raises ConfigFault, StorageFault.
    """
    instance = SingleInstance(config.store_directory)
    if not instance.try_take():
        yield None
        return
    try:
        prints = dict.fromkeys(LaneName, NoPrinter())
        station = StationCore(config, EventFanout(), prints, clock, ManualCore)
        station.handlers.boot()
        try:
            # Raises where the database did not open.
            _ = station.handlers.opened
            yield station
        finally:
            station.core.stop()
    finally:
        instance.release()
