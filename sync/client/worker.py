"""The sync thread: waits for an enrolment, then keeps the timetable; the gate never waits for it.

Light to import: what talks to a hub is loaded once there is one.
"""

from __future__ import annotations

import logging
import random
import selectors
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from kiosk.base.clock import Clock
from kiosk.base.errors import ConfigFault, NetworkFaultKind, StorageFault
from kiosk.base.thread_stop import end_thread
from kiosk.domain.station.health import NetworkState
from kiosk.ports.sync_store import SyncStore
from sync.client.control_requests import (
    ControlKind,
    ControlReply,
    ControlRequest,
    forget_replies,
    run_requests,
)
from sync.client.hub_file import NAME, HubFile, load_hub_file
from sync.client.netlink import NetworkEvents
from sync.client.settings import SyncSettings
from sync.client.status import SyncListener, Watch, look, write_status

if TYPE_CHECKING:
    from sync.client.hub_session import HubSession

log = logging.getLogger(__name__)

TICK_S = 2.0
"""Seconds between two looks for an enrolment or a control request; each costs two calls of stat."""
GATE_FIRST_S = 0.3
"""After a record: the screen shows its scan first. Signing and packing keep the interpreter busy
for some ten milliseconds, which would be seen."""
AFTER_BUG_S = 300.0
"""A bug in sync must not stop the gate: it is logged, and sync begins anew after this."""


class SyncWorker:
    """The thread, and what other threads may ask of it; its public methods return at once."""

    def __init__(
        self,
        settings: SyncSettings,
        open_sync_store: Callable[[], SyncStore],
        listener: SyncListener,
        clock: Clock,
        uniform: Callable[[float, float], float] = random.uniform,
        wait: Callable[[float], object] | None = None,
    ) -> None:
        """`open_sync_store` is called on the sync thread.

        `wait(seconds)` leaves the gate its time; by default it ends with the thread.
        """
        self._settings = settings
        self._open_sync_store = open_sync_store
        self._watch = Watch(listener)
        self._clock = clock
        self._uniform = uniform
        self._stop = threading.Event()
        self._wait = wait or self._stop.wait
        self._lock = threading.Lock()
        self._connection: HubSession | None = None
        self._seen_mark: tuple[int, int] | None = None
        self._asleep_until = 0.0
        self._has_records = False
        self._may_erase = True
        """Without a hub: something may have been asked to be erased since it was looked for."""
        self._wake_in, self._wake_out = socket.socketpair()
        self._wake_in.setblocking(False)
        self._wake_out.setblocking(False)
        self._thread = threading.Thread(target=self._run, name="sync", daemon=True)
        self._beginning = threading.Lock()
        """A start on another thread must not come behind a stop that saw no thread."""

    def start(self) -> None:
        """Begin, if it has not begun and was not stopped; returns at once. On any thread."""
        with self._beginning:
            if self._thread.ident is None and not self._stop.is_set():
                self._thread.start()

    def stop(self, deadline_s: float) -> bool:
        """End, cutting an exchange in progress; False if it still hangs after `deadline_s`.

        Nothing is lost by that: what was not acknowledged is sent again.
        """
        with self._beginning:
            self._stop.set()
        self._wake()
        if not end_thread(self._thread, self._cut, deadline_s):
            return False
        self._wake_in.close()
        self._wake_out.close()
        return True

    def _cut(self) -> None:
        with self._lock:
            connection = self._connection
        if connection is not None:
            connection.cut()

    @property
    def is_enrolled(self) -> bool:
        """Whether this station has a hub."""
        return (self._settings.directory / NAME).exists()

    def record_written(self) -> None:
        """Something waits to be sent."""
        self._has_records = True
        self._may_erase = True
        self._wake()

    def enrolment_written(self) -> None:
        """A new `hub.json` is there; it would be seen at the next tick as well."""
        self._wake()

    # --- the thread ----------------------------------------------------------------------------

    def _run(self) -> None:
        forget_replies(self._settings.directory)
        events = self._listen()
        with selectors.DefaultSelector() as selector:
            selector.register(self._wake_in, selectors.EVENT_READ)
            if events is not None:
                selector.register(events, selectors.EVENT_READ)
            while not self._stop.is_set():
                wait_s = self._step_safely()
                selector.select(min(wait_s, TICK_S))
                self._drain_wake()
                if self._has_records:
                    self._wait(GATE_FIRST_S)
                if events is not None and events.has_come_up() and self._connection is not None:
                    self._connection.scheduler.network_came_up()
        if events is not None:
            events.close()
        self._close_connection()

    def _listen(self) -> NetworkEvents | None:
        try:
            return NetworkEvents()
        except OSError as error:
            log.warning("sync: no word from the kernel of the network (%s)", error.strerror)
            return None

    def _step_safely(self) -> float:
        try:
            return self._step()
        except Exception:
            if self._stop.is_set():
                # The core stopped first and gave up what was asked of it.
                log.info("sync: ended in the middle of a step")
                return TICK_S
            log.critical("sync: a bug ended it; it begins anew in a while", exc_info=True)
            self._watch.set_network(NetworkState.OFFLINE, NetworkFaultKind.SERVER_DOWN)
            self._close_connection()
            self._asleep_until = self._clock.monotonic() + AFTER_BUG_S
            self._seen_mark = None
            return TICK_S

    def _step(self) -> float:
        """Whatever there is to do; gives the seconds until there is something."""
        if self._clock.monotonic() < self._asleep_until:
            return TICK_S
        self._follow_enrolment()
        connection = self._connection
        if connection is None:
            self._erase_alone()
            return TICK_S
        run_requests(self._settings.directory, partial(self._act, connection))
        has_records, self._has_records = self._has_records, False
        if has_records:
            connection.scheduler.record_written()
        wait_s = connection.run_due()
        if has_records or wait_s == 0.0:
            self._write_status(connection)
        return wait_s

    def _erase_alone(self) -> None:
        """Without a hub nobody else goes on with what staff asked to be erased."""
        if not self._may_erase or self.is_enrolled:
            return
        self._may_erase = False
        try:
            self._open_sync_store().outbox.erase_alone()
        except StorageFault as fault:
            log.warning("sync: an erasure is tried again at the next tick (%s)", fault.kind.value)
            self._may_erase = True

    def _follow_enrolment(self) -> None:
        """Open, reopen or close the connection as `hub.json` comes, changes and goes."""
        mark = self._mark()
        if mark == self._seen_mark:
            return
        self._close_connection()
        try:
            hub_file = load_hub_file(self._settings.directory)
            if hub_file is not None:
                self._open(hub_file)
        except ConfigFault as fault:
            log.error("sync: %s", fault)
        except StorageFault:
            # Told to staff by the core itself; tried again at the next tick.
            return
        self._seen_mark = mark
        if self._connection is None:
            self._watch.set_network(NetworkState.NOT_ENROLLED)

    def _open(self, hub_file: HubFile) -> None:
        from sync.client.hub_session import HubSession

        connection = HubSession(
            hub_file,
            self._open_sync_store(),
            self._settings,
            self._clock,
            self._watch,
            self._uniform,
            self._stop.is_set,
        )
        with self._lock:
            self._connection = connection
        log.info("sync: enrolled with hub %s as %s", hub_file.hub_id, hub_file.device_id)

    def _close_connection(self) -> None:
        with self._lock:
            connection, self._connection = self._connection, None
        if connection is not None:
            connection.close(1.0)

    def _mark(self) -> tuple[int, int] | None:
        """Changes whenever another file stands in the place of `hub.json`."""
        try:
            stat = (self._settings.directory / NAME).stat()
        except OSError:
            return None
        return stat.st_mtime_ns, stat.st_ino

    def _act(self, connection: HubSession, request: ControlRequest) -> ControlReply:
        """Do what another process asked for."""
        from sync.client.control_handlers import handle_request

        if request.kind is ControlKind.NOW:
            connection.scheduler.ask_now()
            connection.run_due()
            self._write_status(connection)
            return ControlReply(self._watch.state is NetworkState.ONLINE, self._watch.state.value)
        reply = handle_request(
            request, connection.sync_store, connection.hub_file, self._settings.app, self._clock
        )
        if request.kind is ControlKind.RESEND:
            self.record_written()
        return reply

    def _write_status(self, connection: HubSession) -> None:
        watch = self._watch
        try:
            status = look(
                connection.sync_store,
                connection.hub_file,
                watch.state,
                watch.fault,
                self._clock.now(),
            )
            write_status(self._settings.directory, status)
        except (StorageFault, OSError) as error:
            log.warning("sync: no status written (%s)", type(error).__name__)

    def _wake(self) -> None:
        # A full pipe has woken it already.
        with suppress(BlockingIOError, OSError):
            self._wake_out.send(b"w")

    def _drain_wake(self) -> None:
        with suppress(BlockingIOError):
            while self._wake_in.recv(1024):
                pass
