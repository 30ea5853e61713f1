"""When to push, pull, compare and wait: the whole timetable of one station and its hub.

`run_due` does what is due and says how long nothing is; it is driven by the worker's thread, and
by tests with a clock of their own.
"""

from __future__ import annotations

import logging
import math
from collections.abc import Callable

from kiosk.base.clock import Clock
from kiosk.base.dataclass import dataclass
from kiosk.base.errors import (
    HubRefusal,
    HubRefusalKind,
    NetworkFault,
    NetworkFaultKind,
    StorageFault,
)
from kiosk.domain.station.health import NetworkState
from kiosk.ports.sync_store import SyncStore
from sync.client import sync_state_keys
from sync.client.backoff import Backoff, Uniform
from sync.client.downloader import PULL_ORDER, Downloader
from sync.client.hub_client import HubClient
from sync.client.hub_time import HubTime
from sync.client.reconciliation import Reconciliation
from sync.client.slip_keys import SlipKeyExchange
from sync.client.status import SyncListener
from sync.client.time_trust import TimeTrust
from sync.client.uploader import Uploader
from sync.protocol.devices import DeviceStatus
from sync.protocol.feeds import FeedName

log = logging.getLogger(__name__)

PUSH_AFTER_S = 3.0
PUSH_EVERY_S = 30.0
SHARED_PUSH_AFTER_S = 0.5
SHARED_PUSH_EVERY_S = 1.0
"""The same at a venue with several gates: the others must hear of a person within seconds."""
PULL_S = (60.0, 120.0)
PULL_SPREAD = 0.2
HURRY_S = (0.5, 5.0)
"""Least and most seconds until the next try when the network came up (docs/spec/faults.md S5)."""
STORAGE_S = 10.0
REVOKED_S = 3600.0
"""How often a revoked station asks whether it still is."""
STATUS_PATH = "/v1/device/status"
STATUS_EVERY_S = 900.0
_JSON = {"Content-Type": "application/json"}
OFFSET_MOVED_MS = 500
"""A wall clock that moved by this against the hub's is told to the core."""


@dataclass(frozen=True, slots=True)
class SchedulerParts:
    """The clients and services of one enrolment; made anew for the next one."""

    client: HubClient
    sync_store: SyncStore
    time: HubTime
    trust: TimeTrust
    uploader: Uploader
    downloader: Downloader
    reconciliation: Reconciliation
    slip_keys: SlipKeyExchange
    app: str
    """This application's version."""


class SyncScheduler:
    """The timetable. One thread; `record_written` alone may be called from others."""

    def __init__(
        self,
        parts: SchedulerParts,
        listener: SyncListener,
        clock: Clock,
        uniform: Uniform,
        should_stop: Callable[[], bool],
    ) -> None:
        self._parts = parts
        self._listener = listener
        self._clock = clock
        self._uniform = uniform
        self._should_stop = should_stop
        self._backoff = Backoff(uniform)
        now = clock.monotonic()
        self._push_at = now
        self._pull_at = now
        self._blocked_until = -math.inf
        self._may_hurry = False
        self._pushed_at = -math.inf
        self._reported_at = -math.inf
        self._has_new_records = False
        self._has_pushed = False
        self._told_offset_ms: int | None = None
        self.is_revoked = parts.sync_store.state.get(sync_state_keys.REVOKED_AT) is not None
        """The hub has taken this station out of service."""
        self.is_shared = False
        """The venue has more than one gate."""
        self.polls_presence = False
        """The presence poll keeps that feed up to date, and this scheduler leaves it out."""
        if self.is_revoked:
            listener.set_network(NetworkState.REVOKED)

    # --- what happens around it ----------------------------------------------------------------

    def record_written(self) -> None:
        """From any thread: something waits to be sent."""
        self._has_new_records = True

    def network_came_up(self) -> None:
        """A link, address or route is there: a failing exchange is tried soon.

        A wait that the hub asked for is kept.
        """
        self._parts.client.forget_connection()
        if self._may_hurry:
            soon = self._clock.monotonic() + self._uniform(*HURRY_S)
            self._blocked_until = min(self._blocked_until, soon)

    def ask_now(self) -> None:
        """Staff want a whole exchange now, whatever the timetable says."""
        now = self._clock.monotonic()
        self._push_at = self._pull_at = self._blocked_until = now

    # --- the timetable -------------------------------------------------------------------------

    def run_due(self) -> float:
        """Do what is due; gives the seconds until something is, unless something happens."""
        now = self._clock.monotonic()
        if self._has_new_records:
            self._has_new_records = False
            self._plan_push(now)
        self._watch_clock()
        due_at = max(self._blocked_until, min(self._push_at, self._pull_at))
        if now < due_at:
            return due_at - now
        try:
            self._exchange(with_pull=now >= self._pull_at)
        except NetworkFault as fault:
            self._failed(fault.kind, fault.retry_after_s, fault)
        except HubRefusal as refusal:
            if refusal.kind is HubRefusalKind.REVOKED:
                self._revoked()
            else:
                self._failed(NetworkFaultKind.SERVER_DOWN, None, refusal)
        except StorageFault as fault:
            # The core has told staff already; the hub is not to blame.
            log.warning("sync: waits for the storage (%s)", fault.kind.value)
            self._push_at = self._pull_at = now
            self._block(STORAGE_S, may_hurry=False)
        self._tell_outbox()
        return 0.0

    def _plan_push(self, now: float) -> None:
        after_s, every_s = PUSH_AFTER_S, PUSH_EVERY_S
        if self.is_shared:
            after_s, every_s = SHARED_PUSH_AFTER_S, SHARED_PUSH_EVERY_S
        self._push_at = min(self._push_at, max(now + after_s, self._pushed_at + every_s))

    def _exchange(self, with_pull: bool) -> None:
        self._has_pushed = False
        if self._parts.client.stamp is None:
            self._parts.client.ping()
        self._follow_epoch()
        if with_pull:
            self._parts.sync_store.state.register_venue()
        self._push()
        self._has_pushed = True
        self._parts.trust.note_contact()
        if with_pull and not self._should_stop():
            self._pull()
        self._succeeded()

    def _push(self) -> None:
        self._pushed_at = self._clock.monotonic()
        self._push_at = math.inf
        report = self._parts.uploader.push()
        if self._follow_epoch():
            report = self._parts.uploader.push()
        if report.wait_s:
            self._push_at = self._clock.monotonic() + self._spread(report.wait_s)

    def _pull(self) -> None:
        feeds = tuple(
            feed for feed in PULL_ORDER if not (feed is FeedName.PRESENCE and self.polls_presence)
        )
        self._parts.slip_keys.show()
        self._parts.downloader.pull(feeds)
        self.is_shared = _gates(self._parts.sync_store) > 1
        self._pull_at = self._clock.monotonic() + self._spread(self._uniform(*PULL_S))
        if self.is_revoked:
            self._parts.sync_store.state.put({sync_state_keys.REVOKED_AT: None})
            self.is_revoked = False
            log.warning("sync: in service again")
        self._report_status()
        self._reconcile()

    def _report_status(self) -> None:
        """Tell the hub how the station stands, for whoever looks after many of them."""
        now, parts = self._clock.monotonic(), self._parts
        if now - self._reported_at < STATUS_EVERY_S or self._should_stop():
            return
        backlog = parts.sync_store.outbox.backlog()
        offset_ms = parts.time.offset_ms or 0
        faults = tuple(f"feed.{feed.value}" for feed in sorted(parts.downloader.garbled))
        status = DeviceStatus(
            parts.app, backlog.queued, backlog.dead, backlog.oldest_at, offset_ms, faults
        )
        try:
            parts.client.call("POST", STATUS_PATH, status.to_bytes(), headers=_JSON)
        except HubRefusal as refusal:
            if refusal.kind is HubRefusalKind.REVOKED:
                raise
            # Entries and feeds do not depend on it.
            log.warning("sync: status: %s", refusal)
        self._reported_at = now

    def _reconcile(self) -> None:
        reconciliation = self._parts.reconciliation
        if not reconciliation.is_due() or self._should_stop():
            return
        reconciliation.compare()
        # What a restored hub may lack is offered again before anything may be purged.
        if self._follow_epoch():
            self._push_at = self._clock.monotonic()
        else:
            reconciliation.end_turn(may_purge=self._parts.trust.is_trusted)

    def _follow_epoch(self) -> bool:
        """Another hub or epoch than the outbox counts for: everything retained is offered again."""
        stamp, sync_store = self._parts.client.stamp, self._parts.sync_store
        if stamp is None or sync_store.state.get(sync_state_keys.STAMP) == stamp.to_header():
            return False
        offered = sync_store.outbox.offer_again()
        sync_store.state.put({sync_state_keys.STAMP: stamp.to_header()})
        log.warning("sync: hub counts since epoch %s: %d records offered", stamp.epoch, offered)
        return offered > 0

    # --- how it went ---------------------------------------------------------------------------

    def _succeeded(self) -> None:
        if self._backoff.failures:
            log.warning("sync: hub reached again after %d tries", self._backoff.failures)
        self._backoff.succeeded()
        self._blocked_until = -math.inf
        self._may_hurry = False
        offset_ms = self._parts.time.offset_ms
        self._parts.sync_store.state.put(
            {
                sync_state_keys.LAST_CONTACT_AT: sync_state_keys.write_at(self._clock.now()),
                sync_state_keys.OFFSET_MS: None if offset_ms is None else str(offset_ms),
            }
        )
        if not self.is_revoked:
            self._listener.set_network(NetworkState.ONLINE)

    def _failed(
        self, kind: NetworkFaultKind, asked_s: float | None, error: NetworkFault | HubRefusal
    ) -> None:
        if not self._backoff.failures:
            log.warning("sync: %s", error)
        now = self._clock.monotonic()
        # What was due stays due: the next try is a whole one.
        self._push_at = self._pull_at = now
        self._block(self._backoff.failed(asked_s), may_hurry=not asked_s)
        if not self.is_revoked:
            self._listener.set_network(NetworkState.OFFLINE, kind)

    def _revoked(self) -> None:
        """Nothing comes down any more; what is unsent stays, and is offered if the hub lets it."""
        now = self._clock.monotonic()
        self._pull_at = now + self._spread(REVOKED_S)
        if not self._has_pushed:
            self._push_at = now
            self._block(self._spread(REVOKED_S), may_hurry=False)
        if self.is_revoked:
            return
        log.error("sync: the hub has revoked this station; unsent records are kept")
        self.is_revoked = True
        self.is_shared = False
        self._parts.sync_store.state.put(
            {sync_state_keys.REVOKED_AT: sync_state_keys.write_at(self._clock.now())}
        )
        self._parts.sync_store.feeds.forget_reference()
        self._listener.set_network(NetworkState.REVOKED)

    def _block(self, wait_s: float, *, may_hurry: bool) -> None:
        self._blocked_until = self._clock.monotonic() + wait_s
        self._may_hurry = may_hurry

    def _spread(self, wait_s: float) -> float:
        return wait_s * self._uniform(1 - PULL_SPREAD, 1 + PULL_SPREAD)

    def _watch_clock(self) -> None:
        """Headers carry the offset of their moment, so a step of the wall clock is told."""
        offset_ms = self._parts.time.offset_ms
        if offset_ms is None or not self._parts.time.is_heard:
            return
        told = self._told_offset_ms
        if told is None or abs(offset_ms - told) >= OFFSET_MOVED_MS:
            self._parts.sync_store.state.set_offset(offset_ms)
            self._told_offset_ms = offset_ms

    def _tell_outbox(self) -> None:
        try:
            backlog = self._parts.sync_store.outbox.backlog()
            conflict_at = self._parts.sync_store.state.get(sync_state_keys.CONFLICT_AT)
        except StorageFault:
            return
        self._listener.set_copied(conflict_at is not None)
        self._listener.set_unsent(backlog.queued + backlog.dead)


def _gates(sync_store: SyncStore) -> int:
    """How many gates the venue has, as its hub says."""
    venue = sync_store.feeds.items(FeedName.CONFIG).get("venue")
    gates = venue.body.get("gates") if venue is not None else None
    return len(gates) if isinstance(gates, list) else 1
