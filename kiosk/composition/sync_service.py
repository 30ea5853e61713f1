"""The kiosk's exchange with its hub: the sync worker.

A kiosk without a hub has the thread that looks for an enrolment, and nothing else of it.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta

from kiosk import __version__
from kiosk.base.clock import Clock
from kiosk.domain.events import (
    CoreEvent,
    EnrolmentEnded,
    InvitationRead,
    StorageReady,
    UnsentCounted,
)
from kiosk.domain.station.enrolment import EnrolmentEnd
from kiosk.ports.sync_store import SyncStore
from kiosk.settings.config import Config
from sync.client.settings import SyncSettings
from sync.client.status import SyncListener
from sync.client.worker import SyncWorker
from sync.protocol.enrolment import EnrolmentError, OldInvitation, parse_invitation

INVITATION_S = 900.0
"""So long after its start a kiosk takes an invitation from a code it is shown. Whoever stands at
the gate later, with a code of a hub of their own, would take everything home that it recorded."""


def sync_settings(config: Config) -> SyncSettings:
    """What the configuration says of sync."""
    return SyncSettings(
        directory=config.store_directory,
        time_zone=config.venue.time_zone,
        app=__version__,
        ca_file=config.ca_file,
        retention=timedelta(days=config.sync.retention_days),
    )


class SyncService:
    """At work from the first time the database is open. A subscriber of the station's events."""

    def __init__(
        self,
        config: Config,
        sync_store: SyncStore,
        listener: SyncListener,
        clock: Clock,
        uniform: Callable[[float, float], float] = random.uniform,
    ) -> None:
        """`listener` hears how the hub is reached."""
        self._unsent = 0
        self._clock = clock
        self._began_at = clock.monotonic()
        settings = sync_settings(config)
        self._worker = SyncWorker(settings, lambda: sync_store, listener, clock, uniform)

    def take(self, event: CoreEvent) -> None:
        """Begin with the database; more unsent records than before mean that one was written."""
        match event:
            case StorageReady():
                self._worker.start()
            case EnrolmentEnded(EnrolmentEnd(problem=None)):
                self._worker.enrolment_written()
            case UnsentCounted(records):
                before, self._unsent = self._unsent, records
                if records > before:
                    self._worker.record_written()

    @property
    def is_enrolled(self) -> bool:
        """Whether this station has a hub; from any thread."""
        return self._worker.is_enrolled

    def stop(self, deadline_s: float) -> bool:
        """End; False if an exchange still hangs after `deadline_s`. Nothing is lost by that."""
        return self._worker.stop(deadline_s)

    def invitation_in(self, text: str) -> InvitationRead | None:
        """The invitation a code carries, within `INVITATION_S` of the start and while this station
        has no hub; None otherwise."""
        if self._clock.monotonic() - self._began_at > INVITATION_S:
            return None
        try:
            read = InvitationRead(parse_invitation(text))
        except OldInvitation:
            read = InvitationRead(None)
        except EnrolmentError:
            return None
        return None if self.is_enrolled else read
