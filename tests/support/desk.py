"""A desk on a real in-memory database with a clock that tests move."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from kiosk.base.clock import Clock, ManualClock
from kiosk.base.errors import StorageFault, StorageFaultKind
from kiosk.core.handlers import OpenedStation
from kiosk.domain.desk.asked import StaffAct
from kiosk.domain.events import (
    CasesCounted,
    CoreCrashed,
    CoreEvent,
    Decided,
    PrintFinished,
    StorageLost,
    StorageReady,
)
from kiosk.domain.people.person import Person
from kiosk.domain.venue import Policy, Venue
from kiosk.domain.visits.decision import LaneName, Outcome, PrintState
from kiosk.ports.printer import PrintResult
from kiosk.ports.scans import Scan, ScanSource
from kiosk.ports.store import Store, Transaction
from kiosk.services.checkin import CheckInService
from kiosk.services.clock_watch import ClockWatch
from kiosk.services.desk import DeskService
from kiosk.services.sign_in import SignInService
from kiosk.services.slips import SlipIssuer
from kiosk.services.staff import StaffService
from kiosk.store.checks.declarations import check_declarations
from kiosk.store.checks.derived import check_derived
from kiosk.store.checks.people import check_people
from kiosk.store.checks.report import StoreReport
from kiosk.store.connection import open_memory_store
from kiosk.store.stamp import from_ms
from kiosk.store.store import SqliteStore

TZ = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = datetime(2026, 3, 2, 7, 0, tzinfo=TZ).astimezone(UTC)
"""Monday, seven in the morning at the venue."""
BUILT_AT = datetime(2026, 1, 1, tzinfo=UTC)
STAFF = "account-1"
VENUE = Venue(name="Trung tâm Y tế Mẫu", gate="Cổng A", time_zone=TZ)


A = TypeVar("A")


@dataclass
class Records:
    """A sink that remembers, and does what a test wants at an event."""

    outcomes: list[Outcome] = field(default_factory=list)
    prints: list[tuple[str, PrintResult]] = field(default_factory=list)
    waiting: list[int] = field(default_factory=list)
    storage: list[object] = field(default_factory=list)
    """"ready", or why it was lost, or the bug that ended the core."""
    crashed: threading.Event = field(default_factory=threading.Event)
    then: Callable[[CoreEvent], None] = lambda event: None

    def publish(self, event: CoreEvent) -> None:
        match event:
            case Decided(outcome):
                self.outcomes.append(outcome)
            case PrintFinished(job, state, fault):
                self.prints.append((job, PrintResult(state, fault)))
            case CasesCounted(waiting):
                self.waiting.append(waiting)
            case StorageReady():
                self.storage.append("ready")
            case StorageLost(kind):
                self.storage.append(kind)
            case CoreCrashed(error):
                self.storage.append(error)
                self.crashed.set()
        self.then(event)


@dataclass
class Rig:
    """One desk, and what a test wants to look at."""

    clock: ManualClock
    store: SqliteStore
    failing: FailingStore
    watch: ClockWatch
    desk: CheckInService
    acts: DeskService
    told: list[Outcome] = field(default_factory=list)
    """What the acts of staff gave to be shown."""
    reprints: list[str] = field(default_factory=list)

    def act(self, act: StaffAct[A]) -> A:
        """Let a member of staff do something."""
        done = self.acts.carry_out(act, STAFF)
        self.told += done.outcomes
        self.reprints += done.reprints
        return done.answer

    def type_number(self, text: str) -> Outcome:
        scan = make_scan(self.clock, text)
        return self.desk.handle(replace(scan, source=ScanSource.TYPED))

    def is_inside(self, person_id: str) -> bool:
        """Whether the store has a presence of somebody, whatever has ended by itself."""
        with self.store.transaction() as tx:
            return tx.visits.presence(person_id) is not None

    def pending(self, person_id: str) -> list[str]:
        """The entries of somebody that wait for verification."""
        with self.store.transaction() as tx:
            return [one.entry_id for one in tx.verifications.pending_of(person_id)]

    def person(self, person_id: str) -> Person:
        with self.store.transaction() as tx:
            return tx.people.get(person_id)

    def trail(self, deed: str) -> list[str | None]:
        """On whose record this was done, in order."""
        rows = self.store.connection.execute(
            "SELECT person FROM staff_trail WHERE deed = ? AND by = ? ORDER BY number",
            (deed, STAFF),
        )
        return [row[0] for row in rows]

    def count(self, table: str) -> int:
        return int(self.store.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])

    def at(self, entry_id: str) -> datetime:
        """The moment of an entry."""
        row = self.store.connection.execute(
            "SELECT e.at FROM entries e JOIN records r USING (pos) WHERE r.id = ?", (entry_id,)
        ).fetchone()
        return from_ms(row[0])

    def check(self) -> None:
        """Everything that follows from the records follows from them."""
        report = StoreReport(bodiless=self.count("records") - self.count("bodies"))
        check_derived(self.store.connection, report)
        check_people(self.store.connection, report)
        check_declarations(self.store.connection, report)
        assert report.problems == []
        kept = self._presence()
        self.store.rebuild_presence()
        assert self._presence() == kept

    def _presence(self) -> list[object]:
        run = self.store.connection.execute
        return [
            run(f"SELECT * FROM {table} ORDER BY person").fetchall()
            for table in ("last_seen", "presence")
        ]

    def scan(self, text: str, lane: LaneName = LaneName.GATE, **more: bool) -> Outcome:
        return self.desk.handle(make_scan(self.clock, text, lane, **more))

    def bodies(self, *record_types: str) -> list[dict[str, object]]:
        """Bodies of the stored records of these types, in the ledger's order."""
        return [body for _, body in self.records(*record_types)]

    def records(self, *record_types: str) -> list[tuple[str, dict[str, object]]]:
        """The same, each with the record's id."""
        marks = ", ".join("?" for _ in record_types)
        rows = self.store._connection.execute(
            "SELECT r.id, r.type, b.body FROM records r JOIN bodies b ON b.pos = r.pos"
            f" WHERE r.type IN ({marks}) ORDER BY r.pos",
            record_types,
        )
        return [(one, {"type": kind, **json.loads(body)}) for one, kind, body in rows]


def make_scan(
    clock: ManualClock, text: str, lane: LaneName = LaneName.GATE, *, charset_guessed: bool = False
) -> Scan:
    return Scan(text, ScanSource.CAMERA, lane, clock.now(), charset_guessed=charset_guessed)


def make_rig(
    policy: Policy | None = None, at: datetime = MORNING, slips: SlipIssuer | None = None
) -> Rig:
    clock = ManualClock(at)
    store = open_memory_store(clock)
    failing = FailingStore(store)
    watch = ClockWatch(clock, BUILT_AT)
    desk = CheckInService(failing, VENUE, policy or Policy(), clock, watch, slips)
    return Rig(clock, store, failing, watch, desk, DeskService(failing, desk, clock))


def opened_station(
    store: Store, checkin: CheckInService, clock: Clock, acts: DeskService | None = None
) -> OpenedStation:
    """A check-in service with the other services beside it."""
    acts = acts or DeskService(store, checkin, clock)
    staff, sign_in = StaffService(store, VENUE, clock), SignInService(store, clock)
    return OpenedStation(store, checkin, acts, staff, sign_in)


class FailingStore:
    """The real store, whose transactions fail before their commit while `fault` is set."""

    def __init__(self, store: SqliteStore) -> None:
        self._store = store
        self.fault: StorageFaultKind | None = None

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        with self._store.transaction() as tx:
            yield tx
            if self.fault is not None:
                raise StorageFault(self.fault)

    def probe_write(self) -> None:
        with self.transaction():
            pass

    def note_seen_at(self, at: datetime) -> None:
        with self.transaction():
            pass
        self._store.note_seen_at(at)

    def set_print_state(self, job_id: str, state: PrintState, at: datetime) -> None:
        with self.transaction():
            pass
        self._store.set_print_state(job_id, state, at)
