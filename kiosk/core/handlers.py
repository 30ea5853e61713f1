"""The core's steps: what each kind of work does, in the order commit, announce, print.

Nothing is announced before its commit returned, and nothing prints before it was announced
(architecture.md §3).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from kiosk.base.clock import Clock
from kiosk.base.errors import StorageFault, StorageFaultKind
from kiosk.base.process_memory import TRIM_EVERY_S, give_back
from kiosk.domain.reason import Reason
from kiosk.domain.visits.decision import Admit, LaneName, NotRecorded, Outcome, PrintState
from kiosk.ports.events import EventSink
from kiosk.ports.printer import PrintResult
from kiosk.ports.scans import Scan
from kiosk.ports.store import PrintJob, Store
from kiosk.services.checkin import CheckInService
from kiosk.services.printing import PrintQueue, prepare_reprint

log = logging.getLogger(__name__)

NOTE_ALIVE_S = 60.0
"""How often the present is noted as the time of the last run, for clock sanity."""


class CoreListener(Protocol):
    """Hears how the core itself fares; on the core thread, must return at once."""

    def storage_ready(self) -> None:
        """The database is open and entries can be recorded, for the first time or again."""
        ...

    def storage_lost(self, kind: StorageFaultKind) -> None:
        """Nothing can be recorded; the core tries again by itself."""
        ...

    def core_crashed(self, error: BaseException) -> None:
        """A bug: the worker has ended, the process should show a safe screen and exit."""
        ...


@dataclass(frozen=True, slots=True)
class OpenedStation:
    """What opening the database gives: the store and the desk on it."""

    store: Store
    desk: CheckInService


class CoreHandlers:
    """What a scan, a call, a result do, without a thread.

    `open_desk` opens the database on the core's own thread; it raises StorageFault, and is called
    again while the storage is lost before it was ever open, or after it turned out corrupt.
    """

    def __init__(
        self,
        open_desk: Callable[[], OpenedStation],
        announcer: EventSink,
        listener: CoreListener,
        prints: PrintQueue,
        clock: Clock,
        free_memory: Callable[[], None] = give_back,
    ) -> None:
        self._open_desk = open_desk
        self._announcer = announcer
        self._listener = listener
        self._prints = prints
        self._clock = clock
        self._free_memory = free_memory
        self._opened: OpenedStation | None = None
        self._lost: StorageFaultKind | None = None
        self._waiting = 0
        self._noted_alive_at = -NOTE_ALIVE_S
        self._trimmed_at = -TRIM_EVERY_S
        self.offered_jobs: tuple[PrintJob, ...] = ()
        """Slips a crash left without a result: offered to staff, never printed by themselves."""

    @property
    def is_storage_lost(self) -> bool:
        """Whether entries cannot be recorded now."""
        return self._lost is not None

    @property
    def opened(self) -> OpenedStation:
        """Store and desk, for steps on the core. Raises StorageFault while they are not open."""
        if self._opened is None:
            raise StorageFault(self._lost or StorageFaultKind.READ_ONLY, "not open")
        return self._opened

    def boot(self) -> None:
        """Open the database; a fault is told to the listener and tried again by `recover`."""
        try:
            opened = self._open_desk()
            self._opened = opened
            self.offered_jobs = tuple(opened.store.unfinished_print_jobs())
            waiting = opened.desk.waiting()
        except StorageFault as fault:
            self.note_lost(fault.kind)
            return
        self._lost = None
        self._listener.storage_ready()
        self._tell_waiting(waiting)

    def recover(self) -> None:
        """Try a lost storage again; a corrupt one is opened anew, which sets it aside."""
        if self._lost is None:
            return
        if self._opened is None or self._lost is StorageFaultKind.CORRUPT:
            self.close()
            self.boot()
            return
        try:
            self._opened.store.probe_write()
        except StorageFault as fault:
            self.note_lost(fault.kind)
            return
        self._note_recovered()

    def decide(self, scan: Scan) -> Outcome:
        """One scan through its transaction; NotRecorded while the storage is not open."""
        if self._opened is not None:
            return self._opened.desk.handle(scan)
        result = NotRecorded(self._lost or StorageFaultKind.READ_ONLY)
        return Outcome(scan.lane, result, self._clock.now(), frame_at=scan.frame_at)

    def conclude(self, outcome: Outcome) -> None:
        """Announce an outcome of `decide`, then print and ring if it asks for that."""
        if isinstance(outcome.result, NotRecorded):
            self._announcer.announce(outcome)
            self.note_lost(outcome.result.kind)
            return
        # A station that is out of order takes no outcome, and this one was recorded.
        self._note_recovered()
        self._announcer.announce(outcome)
        try:
            if isinstance(outcome.result, Admit) and outcome.print_job:
                self._prints.print_later(self.opened.store.get_print_job(outcome.print_job))
            self._tell_waiting(self.opened.desk.waiting())
        except StorageFault as fault:
            self.note_lost(fault.kind)

    def call_staff(self, reason: Reason, lane: LaneName) -> None:
        """Commit a support case and ring at the desk. Raises StorageFault."""
        self.opened.desk.call_staff(reason, lane)
        self._tell_waiting(self.opened.desk.waiting())

    def finish_print(self, job_id: str, result: PrintResult) -> None:
        """Note what became of a slip and announce it. Raises StorageFault."""
        # Whoever holds the slip must hear of it even when the note of it cannot be written.
        self._announcer.print_finished(job_id, result)
        self.opened.store.set_print_state(job_id, result.state, self._clock.now())

    def reprint(self, job_id: str) -> None:
        """Print a slip again with the same code. Raises KeyError, StorageFault.

        Nothing happens while the job is on its way to the printer: a second touch of the button
        must not print twice.
        """
        store = self.opened.store
        is_offered = any(offer.id == job_id for offer in self.offered_jobs)
        if store.get_print_job(job_id).state is PrintState.PENDING and not is_offered:
            return
        job = prepare_reprint(store, job_id, self._clock.now())
        self.offered_jobs = tuple(offer for offer in self.offered_jobs if offer.id != job_id)
        self._prints.print_later(job)

    def keep_house(self) -> None:
        """Try a lost storage again, else remember now and then that the kiosk ran.

        Freed memory goes back to the system as well.
        """
        if self._clock.monotonic() - self._trimmed_at >= TRIM_EVERY_S:
            self._trimmed_at = self._clock.monotonic()
            self._free_memory()
        if self._lost is not None:
            self.recover()
            return
        if self._clock.monotonic() - self._noted_alive_at < NOTE_ALIVE_S:
            return
        self._noted_alive_at = self._clock.monotonic()
        try:
            self.opened.desk.note_alive()
        except StorageFault as fault:
            self.note_lost(fault.kind)

    def close(self) -> None:
        """Close the database; safe to call twice. A fault while closing is logged."""
        opened, self._opened = self._opened, None
        if opened is None:
            return
        try:
            opened.store.close()
        except StorageFault as fault:
            log.error("store: closing failed: %s", fault)

    def note_lost(self, kind: StorageFaultKind) -> None:
        """Take a storage fault; the same one again is neither logged nor told."""
        if kind is not self._lost:
            log.error("store: lost (%s)", kind.value)
            self._lost = kind
            self._listener.storage_lost(kind)

    def _note_recovered(self) -> None:
        if self._lost is not None:
            log.warning("store: recovered")
            self._lost = None
            self._listener.storage_ready()

    def _tell_waiting(self, waiting: int) -> None:
        if waiting != self._waiting:
            self._waiting = waiting
            self._announcer.support_count(waiting)
