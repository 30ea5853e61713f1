"""Answers the pages of administrators that show and change the station's settings.

A change stands in the trail first, then in the settings file, then it holds: whatever fails on the
way leaves the settings as they were.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError, Future
from pathlib import Path
from typing import Any

from kiosk.base.errors import StorageFault
from kiosk.base.mounts import find_sticks
from kiosk.base.worker import Worker
from kiosk.composition.build import StationCore
from kiosk.composition.desk_policy import DeskPolicy
from kiosk.composition.desk_venue import DeskVenue
from kiosk.composition.local_settings import LocalSettings, StaffChanges
from kiosk.core.thread import CoreThread
from kiosk.domain.desk.policy_work import PolicyWork
from kiosk.domain.desk.settings_work import SettingsWork
from kiosk.domain.desk.venue_work import VenueWork
from kiosk.domain.events import Configured, CoreEvent
from kiosk.store.queries.thread import ReaderThread


class DeskSettings:
    """Answers `SettingsWork`, one after the other on a thread of its own; any thread may ask."""

    def __init__(
        self,
        local: LocalSettings,
        station: StationCore[CoreThread],
        reader: ReaderThread,
        sticks: Callable[[], Sequence[Path]] = find_sticks,
    ) -> None:
        """`sticks` gives the folders of what is plugged in."""
        self._in_force = Configured(local.config.venue, local.config.make_policy())
        changes = StaffChanges(local, station.core)
        self._policy = DeskPolicy(local, changes, self._force, reader)
        self._venue = DeskVenue(local, changes, self._force, station.sync_store, reader, sticks)
        self._worker = Worker(
            "settings", lambda: None, lambda: None, (StorageFault, CancelledError)
        )

    def take(self, event: CoreEvent) -> None:
        """Hear of other settings; on whichever thread publishes them."""
        if isinstance(event, Configured):
            self._in_force = event

    def ask(self, asked: SettingsWork[Any], staff: str) -> Future[Any]:
        """Have it done in the name of an account; returns at once."""
        if isinstance(asked, PolicyWork):
            return self._worker.post(lambda: self._policy.answer(asked, staff))
        if isinstance(asked, VenueWork):
            return self._worker.post(lambda: self._venue.answer(asked, staff))
        raise TypeError(type(asked))

    def stop(self, deadline_s: float) -> bool:
        """End the thread; False if it hangs after `deadline_s`."""
        return self._worker.stop(deadline_s)

    def _force(self) -> Configured:
        return self._in_force
