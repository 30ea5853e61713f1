"""Puts together what talks to one hub. Imported only where there is one: the HTTP and signature
libraries behind it take memory that a kiosk without a hub does not spend."""

from __future__ import annotations

from collections.abc import Callable

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.base.clock import Clock
from kiosk.base.errors import ConfigFault, ConfigProblem
from kiosk.ports.sync_store import SyncStore
from sync.client import sync_state_keys
from sync.client.backoff import Uniform
from sync.client.downloader import Downloader
from sync.client.hub_client import HubClient, KnownHub, Signer
from sync.client.hub_file import NAME, HubFile
from sync.client.hub_time import HubTime
from sync.client.presence import PresencePoll
from sync.client.reconciliation import Reconciliation
from sync.client.scheduler import SchedulerParts, SyncScheduler
from sync.client.settings import SyncSettings
from sync.client.slip_keys import SlipKeyExchange
from sync.client.status import SyncListener
from sync.client.time_trust import TimeTrust
from sync.client.transport import Trust
from sync.client.uploader import Sender, Uploader
from sync.protocol.keys import decode, signing_public


def known_hub(hub_file: HubFile) -> KnownHub:
    """The hub of an enrolment, by its key. Raises ConfigFault."""
    try:
        return KnownHub(hub_file.hub_id, signing_public(hub_file.hub_sign_key))
    except ValueError as error:
        raise ConfigFault([ConfigProblem(NAME, "its keys cannot be used")]) from error


def make_client(
    hub_file: HubFile, settings: SyncSettings, clock: Clock, time: HubTime
) -> HubClient:
    """A client of the hub that a station enrolled with. Raises ConfigFault."""
    try:
        key = Ed25519PrivateKey.from_private_bytes(decode(hub_file.private_key))
    except ValueError as error:
        raise ConfigFault([ConfigProblem(NAME, "its keys cannot be used")]) from error
    return HubClient(
        hub_file.hub_url,
        clock,
        time,
        app=settings.app,
        signer=Signer(hub_file.kid, key),
        hub=known_hub(hub_file),
        trust=Trust(settings.ca_file, hub_file.pin),
    )


class HubSession:
    """One enrolment at work: its clients, its timetable, and the presence poll where it is wanted.

    Used by the sync thread; `cut` may be called from any.
    """

    def __init__(
        self,
        hub_file: HubFile,
        sync_store: SyncStore,
        settings: SyncSettings,
        clock: Clock,
        listener: SyncListener,
        uniform: Uniform,
        should_stop: Callable[[], bool],
    ) -> None:
        """Raises ConfigFault when the enrolment's keys cannot be used."""
        if sync_store.state.get(sync_state_keys.KID) != hub_file.kid:
            # A key is of one enrolment: its number and its venue are.
            sync_store.slip_keys.begin_anew()
            # A station that was revoked and enrolled anew is in service.
            sync_store.state.put(
                {
                    sync_state_keys.KID: hub_file.kid,
                    sync_state_keys.REVOKED_AT: None,
                    # An enrolment of its own is what ends a shared identity.
                    sync_state_keys.CONFLICT_AT: None,
                    sync_state_keys.CONFLICTS: None,
                    sync_state_keys.GATE: hub_file.gate,
                    sync_state_keys.SLIP_KEY_STAMP: None,
                    # Another hub may have another clock.
                    sync_state_keys.TRUSTED_OFFSET_MS: None,
                    sync_state_keys.DOUBTED_SINCE: None,
                    sync_state_keys.DOUBTED_OFFSET_MS: None,
                }
            )
        self.hub_file = hub_file
        self.sync_store = sync_store
        self.time = HubTime(
            clock, sync_state_keys.read_count(sync_store.state.get(sync_state_keys.OFFSET_MS))
        )
        self._settings = settings
        self._clock = clock
        self._uniform = uniform
        self._should_stop = should_stop
        self.client = self.make_client()
        uploader = Uploader(
            self.client,
            sync_store.outbox,
            clock,
            Sender(hub_file.device_id, settings.app),
            should_stop=should_stop,
            on_noted=self._tell_unsent,
        )
        reconciliation = Reconciliation(
            self.client,
            sync_store,
            self.time,
            settings.time_zone,
            retention=settings.retention,
            uniform=uniform,
            should_stop=should_stop,
        )
        downloader = Downloader(self.client, sync_store.feeds, should_stop=should_stop)
        parts = SchedulerParts(
            self.client,
            sync_store,
            self.time,
            TimeTrust(clock, self.time, sync_store.state),
            uploader,
            downloader,
            reconciliation,
            SlipKeyExchange(self.client, known_hub(hub_file), sync_store, hub_file.device_id),
            settings.app,
        )
        self._listener = listener
        self.scheduler = SyncScheduler(parts, listener, clock, uniform, should_stop)
        self._poll: PresencePoll | None = None

    def make_client(self) -> HubClient:
        """A client of its own for another thread: a client serves one. Raises ConfigFault."""
        return make_client(self.hub_file, self._settings, self._clock, self.time)

    def run_due(self) -> float:
        """Do what is due; gives the seconds until something is."""
        wait_s = self.scheduler.run_due()
        self._follow_gates()
        return wait_s

    def cut(self) -> None:
        """From any thread: end the exchange in progress."""
        self.client.cut()

    def close(self, deadline_s: float) -> None:
        """Close everything; a poll that hangs is left behind after `deadline_s`."""
        if self._poll is not None:
            self._poll.stop(deadline_s)
            self._poll = None
        self.client.close()

    def _follow_gates(self) -> None:
        """Poll for presence exactly while the venue has more than one gate."""
        if self.scheduler.is_shared and self._poll is None:
            client = self.make_client()
            downloader = Downloader(client, self.sync_store.feeds, should_stop=self._should_stop)
            self._poll = PresencePoll(client, downloader, self._uniform)
            self._poll.start()
        elif not self.scheduler.is_shared and self._poll is not None:
            self._poll.stop(1.0)
            self._poll = None
        self.scheduler.polls_presence = self._poll is not None

    def _tell_unsent(self) -> None:
        backlog = self.sync_store.outbox.backlog()
        self._listener.set_unsent(backlog.queued + backlog.dead)
