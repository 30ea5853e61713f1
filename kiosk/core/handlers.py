"""What the core does for each scan and request, in the order commit, publish, print.

Nothing is published before its commit returned, and nothing prints before it was published:
what a person reads as recorded is on disk (docs/spec/sync-protocol.md §1).
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from kiosk.base.clock import Clock
from kiosk.base.dataclass import dataclass
from kiosk.base.errors import StorageFault, StorageFaultKind
from kiosk.base.process_memory import TRIM_EVERY_S, give_back
from kiosk.core.print_handlers import PrintHandlers
from kiosk.core.requests import (
    CallStaff,
    CarryOut,
    ChangePolicy,
    ConfirmClock,
    FindUnverified,
    Leave,
    Request,
    RetryStorage,
    SettleByLookup,
    TurnEntry,
)
from kiosk.core.staff_requests import staff_handlers
from kiosk.domain.events import (
    CaseOpened,
    CasesCounted,
    ClockJudged,
    Decided,
    Recorded,
    StorageLost,
    StorageReady,
)
from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import Admit, LaneName, NotRecorded, Outcome
from kiosk.ports.cases import SupportCase
from kiosk.ports.events import EventSink
from kiosk.ports.scans import Scan
from kiosk.ports.store import Store
from kiosk.services.checkin import CheckInService
from kiosk.services.desk import DeskService
from kiosk.services.printing import PrintQueue
from kiosk.services.sign_in import SignInService
from kiosk.services.staff import StaffService

R = TypeVar("R")
A = TypeVar("A")

log = logging.getLogger(__name__)

NOTE_ALIVE_S = 60.0
"""How often the present is noted as the time of the last run, for clock sanity."""


NEWEST_CASES = 3
"""So many numbers of who waits are told beside how many they are."""


@dataclass(frozen=True, slots=True)
class OpenedStation:
    """What opening the database gives: the store and the services on it."""

    store: Store
    checkin: CheckInService
    desk: DeskService
    staff: StaffService
    sign_in: SignInService


class CoreHandlers:
    """What scans and requests do, without a thread.

    `open_station` opens the database on the core's own thread; it raises StorageFault, and is
    called again while the storage is lost before it was ever open, or after it turned out corrupt.
    `prints` says where each lane's slips come out.
    """

    def __init__(
        self,
        open_station: Callable[[], OpenedStation],
        sink: EventSink,
        prints: Mapping[LaneName, PrintQueue],
        clock: Clock,
        free_memory: Callable[[], None] = give_back,
    ) -> None:
        self._open_station = open_station
        self._sink = sink
        self._prints = prints
        self._clock = clock
        self._free_memory = free_memory
        self._opened: OpenedStation | None = None
        self._lost: StorageFaultKind | None = None
        self._waiting: CasesCounted = CasesCounted(0)
        self._is_clock_suspect = False
        self._noted_alive_at = -NOTE_ALIVE_S
        self._trimmed_at = -TRIM_EVERY_S
        self._printing = PrintHandlers(
            lambda: self.opened.store, sink, prints[LaneName.DESK], clock
        )
        self._requests: dict[type[Request[Any]], Callable[[Any], Any]] = {
            CallStaff: self._call_staff,
            CarryOut: self._carry_out,
            FindUnverified: lambda asked: self.opened.desk.unverified_phones(asked.limit),
            SettleByLookup: self._settle_by_lookup,
            Leave: lambda asked: self._conclude(
                self.opened.checkin.leave(asked.lane, asked.arrival)
            ),
            TurnEntry: lambda asked: self._conclude(
                self.opened.checkin.turn_entry(asked.entry_id, asked.lane)
            ),
            RetryStorage: lambda asked: self.recover(),
            ConfirmClock: lambda asked: self._confirm_clock(),
            ChangePolicy: lambda asked: self._change_policy(asked.policy),
            **self._printing.requests,
            **staff_handlers(lambda: self.opened.sign_in, lambda: self.opened.staff),
        }
        self.left_half_a_slip = False
        """A crash came amidst a slip: half of it may still be in a printer."""

    @property
    def is_storage_lost(self) -> bool:
        """Whether entries cannot be recorded now."""
        return self._lost is not None

    @property
    def opened(self) -> OpenedStation:
        """Store and services, on the core's thread. Raises StorageFault while they are not open."""
        if self._opened is None:
            raise StorageFault(self._lost or StorageFaultKind.READ_ONLY, "not open")
        return self._opened

    def handle(self, request: Request[R]) -> R:
        """Do what is asked. Raises StorageFault, and what the request says."""
        answer: R = self._requests[type(request)](request)
        return answer

    def boot(self) -> None:
        """Open the database; a fault is published and tried again by `recover`."""
        try:
            opened = self._open_station()
            self._opened = opened
            self.left_half_a_slip = self._printing.note_left(opened.store)
        except StorageFault as fault:
            self.close()
            self.note_lost(fault.kind)
            return
        self._serve()

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

    def _serve(self) -> None:
        """Do what is still open of the start, then say that the storage is ready."""
        try:
            self._printing.end_left()
            waiting = self.opened.checkin.waiting()
        except StorageFault as fault:
            self.note_lost(fault.kind)
            return
        self._lost = None
        self._sink.publish(StorageReady())
        self._tell_waiting(waiting)
        self._tell_clock(self.opened)

    def decide(self, scan: Scan) -> Outcome:
        """One scan through its transaction; NotRecorded while the storage is not open."""
        if self._opened is not None:
            return self._opened.checkin.handle(scan)
        result = NotRecorded(self._lost or StorageFaultKind.READ_ONLY)
        return Outcome(scan.lane, result, self._clock.now(), frame_at=scan.frame_at)

    def conclude(self, outcome: Outcome) -> None:
        """Publish an outcome of `decide`, then print and ring if it asks for that."""
        if isinstance(outcome.result, NotRecorded):
            self._sink.publish(Decided(outcome))
            self.note_lost(outcome.result.kind)
            return
        # A station that is out of order takes no outcome, and this one was recorded.
        self._note_recovered()
        self._sink.publish(Decided(outcome))
        try:
            if isinstance(outcome.result, Admit) and outcome.print_job:
                job = self.opened.store.get_print_job(outcome.print_job)
                self._prints[outcome.lane].print_later(job)
            self._tell_waiting(self.opened.checkin.waiting())
        except StorageFault as fault:
            self.note_lost(fault.kind)

    def _carry_out(self, asked: CarryOut[A]) -> A:
        """Do what staff ask for; publish and print once it is committed. Raises StorageFault."""
        done = self.opened.desk.carry_out(asked.act, asked.staff)
        for outcome in done.outcomes:
            self.conclude(outcome)
        for job_id in done.reprints:
            self._prints[LaneName.DESK].print_later(self.opened.store.get_print_job(job_id))
        if done.is_done:
            self._tell_waiting(self.opened.checkin.waiting())
            self._sink.publish(Recorded())
        return done.answer

    def _settle_by_lookup(self, asked: SettleByLookup) -> tuple[str, ...]:
        """Settle what the hub confirms. Raises StorageFault."""
        settled = self.opened.desk.settle_by_lookup(asked.phone, asked.answer)
        if settled:
            self._sink.publish(Recorded())
        return settled

    def _call_staff(self, asked: CallStaff) -> None:
        """Commit a support case and ring at the desk. Raises StorageFault."""
        number = self.opened.checkin.call_staff(asked.reason, asked.lane, asked.phone)
        self._sink.publish(CaseOpened(asked.lane, number))
        self._sink.publish(Recorded())
        self._tell_waiting(self.opened.checkin.waiting())

    def _conclude(self, outcome: Outcome | None) -> None:
        """Publish what a touch led to; one that came too late led to nothing."""
        if outcome is not None:
            self.conclude(outcome)

    def _change_policy(self, policy: Policy) -> None:
        self.opened.checkin.policy = policy

    def keep_house(self) -> None:
        """Try a lost storage again, else remember now and then that the kiosk ran, and let the
        locks of staff run.

        A clock that came into doubt is told, and freed memory goes back to the system.
        """
        if self._clock.monotonic() - self._trimmed_at >= TRIM_EVERY_S:
            self._trimmed_at = self._clock.monotonic()
            self._free_memory()
        if self._lost is not None:
            self.recover()
            return
        self._tell_clock(self.opened)
        is_due = self._clock.monotonic() - self._noted_alive_at >= NOTE_ALIVE_S
        if is_due:
            self._noted_alive_at = self._clock.monotonic()
        try:
            self.opened.sign_in.count_down()
            if is_due:
                self.opened.checkin.note_alive()
                self.opened.desk.drop_old_drafts()
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
            self._sink.publish(StorageLost(kind))

    def _note_recovered(self) -> None:
        if self._lost is not None:
            self._serve()
            if not self.is_storage_lost:
                log.warning("store: recovered")

    def _confirm_clock(self) -> None:
        self.opened.checkin.confirm_clock()
        self._tell_clock(self.opened)

    def _tell_clock(self, opened: OpenedStation) -> None:
        is_suspect = opened.checkin.is_clock_suspect()
        if is_suspect is not self._is_clock_suspect:
            self._is_clock_suspect = is_suspect
            self._sink.publish(ClockJudged(is_suspect))

    def _tell_waiting(self, cases: Sequence[SupportCase]) -> None:
        numbers = [case.number for case in reversed(cases) if case.number is not None]
        acknowledged = sum(case.acknowledged_at is not None for case in cases)
        waiting = CasesCounted(len(cases), tuple(numbers[:NEWEST_CASES]), acknowledged)
        if waiting != self._waiting:
            self._waiting = waiting
            self._sink.publish(waiting)
