"""The kiosk's hub side: its sync worker, what the hub's configuration puts in force, enrolment.

A kiosk without a hub has the thread that looks for an enrolment, and nothing else of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from kiosk import __version__
from kiosk.base.clock import Clock
from kiosk.base.errors import ConfigFault, HubRefusal, NetworkFault
from kiosk.core.handlers import CoreHandlers
from kiosk.core.sync_store import CoreSyncStore, put_in_force
from kiosk.core.thread import Core
from kiosk.domain.station.enrolment import EnrolmentEnd, EnrolmentProblem
from kiosk.ports.store import Store
from kiosk.services.clock_watch import ClockWatch
from kiosk.services.configuration import Configuration
from kiosk.services.health import HealthBoard
from kiosk.settings.config import Config
from sync.client.hub_file import load_hub_file
from sync.client.settings import SyncSettings
from sync.client.worker import EnrolmentResult, SyncWorker
from sync.protocol.enrolment import EnrolmentError, Invitation, parse_invitation
from sync.protocol.records import ConfigOrigin

CLOCK_AGREES_MS = 60_000
"""A clock this near to the hub's is right, whatever it showed before."""


def sync_settings(config: Config) -> SyncSettings:
    """What the configuration says of sync."""
    return SyncSettings(
        directory=config.store_directory,
        time_zone=config.make_venue().time_zone,
        app=__version__,
        ca_file=config.ca_file,
        retention=timedelta(days=config.sync.retention_days),
    )


class _ClockPort(CoreSyncStore):
    """Also tells the clock's watch what the hub's time says of it."""

    on_offset: Callable[[int], None]

    def set_offset(self, offset_ms: int) -> None:
        super().set_offset(offset_ms)
        self.on_offset(offset_ms)


class SyncService:
    """Made with the core, at work from the first time the database is open."""

    def __init__(
        self,
        config: Config,
        core: Core,
        steps: CoreHandlers,
        clock: Clock,
        health: HealthBoard,
        on_config: Callable[[Configuration], None],
        on_backlog: Callable[[], None],
    ) -> None:
        """`on_config` and `on_backlog` are called on the core, and must return at once."""
        self._local = Configuration(config.make_venue(), config.make_policy())
        self._then = on_config
        self._directory = config.store_directory
        self._watch: ClockWatch | None = None
        self._unsent = 0
        port = _ClockPort(
            core,
            lambda: steps.opened.store.sync,
            self._local,
            self._is_clock_suspect,
            self._on_config,
            on_backlog,
        )
        port.on_offset = self._note_offset
        self._worker = SyncWorker(sync_settings(config), lambda: port, health, clock)

    def opened(self, store: Store, watch: ClockWatch) -> None:
        """On the core: the database is open, or another one is; the hub's rules hold again."""
        self._watch = watch
        put_in_force(store.sync, self._local, self._on_config)

    def start(self) -> None:
        """Begin to sync; returns at once."""
        self._worker.start()

    def stop(self, deadline_s: float) -> bool:
        """End; False if an exchange still hangs after `deadline_s`. Nothing is lost by that."""
        return self._worker.stop(deadline_s)

    def set_unsent(self, unsent: int) -> None:
        """On the core: so many records wait; more than before means that one was written."""
        before, self._unsent = self._unsent, unsent
        if unsent > before:
            self._worker.record_written()

    def invitation_in(self, text: str) -> Invitation | None:
        """The invitation a code carries, while this station has no hub; None otherwise."""
        try:
            invitation = parse_invitation(text)
        except EnrolmentError:
            return None
        return None if self._worker.is_enrolled else invitation

    def enrol(self, invitation: Invitation, then: Callable[[EnrolmentEnd], None]) -> None:
        """Enrol as staff confirmed; `then` hears of it on the sync thread."""
        self._worker.enrol(invitation, lambda result: then(_end_of(result)))

    def _on_config(self, found: Configuration) -> None:
        """The hub's rules hold at the gate this station was enrolled for."""
        if found.stamp.origin is ConfigOrigin.HUB:
            try:
                enrolled = load_hub_file(self._directory)
            except ConfigFault:
                # The sync thread says so in the log.
                enrolled = None
            if enrolled is not None:
                found = replace(found, venue=replace(found.venue, gate=enrolled.gate))
        self._then(found)

    def _note_offset(self, offset_ms: int) -> None:
        if self._watch is not None and abs(offset_ms) <= CLOCK_AGREES_MS:
            self._watch.confirm()

    def _is_clock_suspect(self) -> bool:
        return self._watch is None or self._watch.is_suspect()


def _end_of(result: EnrolmentResult) -> EnrolmentEnd:
    """What the screen says of it."""
    match result.fault:
        case None if result.hub_file is not None:
            return EnrolmentEnd(result.hub_file.venue_name, result.hub_file.gate)
        case NetworkFault() as fault:
            return EnrolmentEnd(problem=fault.kind)
        case HubRefusal() as refusal:
            return EnrolmentEnd(problem=EnrolmentProblem.REFUSED, words=refusal.text)
        case EnrolmentError():
            return EnrolmentEnd(problem=EnrolmentProblem.WRONG_HUB)
        case _:
            return EnrolmentEnd(problem=EnrolmentProblem.NOT_WRITTEN)
