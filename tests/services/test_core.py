"""The core's order, its lanes, and what it does when the storage goes and comes back."""

from __future__ import annotations

import queue
import random
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from kiosk.base.errors import StorageFault, StorageFaultKind
from kiosk.core.handlers import NOTE_ALIVE_S, CoreHandlers, OpenedStation
from kiosk.core.requests import (
    CallStaff,
    ConfirmClock,
    FinishPrint,
    RetryStorage,
)
from kiosk.core.thread import MAX_WAITING, CoreThread, ManualCore, Priority
from kiosk.domain.events import ClockJudged, CoreEvent, Decided, StorageReady
from kiosk.domain.reason import Reason
from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import (
    Admit,
    AlreadyRecorded,
    Busy,
    Direction,
    LaneName,
    NotRecorded,
    PrintState,
)
from kiosk.ports.printer import PrintResult
from kiosk.ports.prints import PrintJob
from sync.protocol.policy import PrintSettings, PrintWhen
from tests.support.credentials import citizen_fields, citizen_text, make_person
from tests.support.desk import MORNING, Records, Rig, make_rig, make_scan, opened_station

PATIENCE_S = 10.0
PRINTED = PrintResult(PrintState.PRINTED)


@dataclass
class Jobs:
    """A print queue that remembers."""

    taken: list[PrintJob] = field(default_factory=list)

    def print_later(self, job: PrintJob) -> None:
        self.taken.append(job)


@dataclass
class CoreRig:
    """A manual core on a real in-memory database."""

    rig: Rig
    records: Records
    jobs: Jobs
    steps: CoreHandlers
    core: ManualCore
    faults_at_open: list[StorageFaultKind]
    opened: list[OpenedStation]
    freed_at: list[float]

    def submit(self, text: str, lane: LaneName = LaneName.GATE) -> bool:
        return self.core.submit(make_scan(self.rig.clock, text, lane))


def make_core(
    policy: Policy | None = None, *, runs_at_once: bool = True, boots: bool = True
) -> CoreRig:
    rig = make_rig(policy or Policy(print=PrintSettings(PrintWhen.ALWAYS)))
    records, jobs = Records(), Jobs()
    faults: list[StorageFaultKind] = []
    opened: list[OpenedStation] = []
    freed_at: list[float] = []

    def open_station() -> OpenedStation:
        if faults:
            raise StorageFault(faults.pop(0))
        fresh = rig if not opened else make_rig(policy)
        opened.append(opened_station(fresh.failing, fresh.desk, fresh.clock, fresh.acts))
        return opened[-1]

    def free_memory() -> None:
        freed_at.append(rig.clock.monotonic())

    steps = CoreHandlers(
        open_station, records, dict.fromkeys(LaneName, jobs), rig.clock, free_memory
    )
    core = ManualCore(steps, records, rig.clock, runs_at_once=runs_at_once)
    if boots:
        steps.boot()
    return CoreRig(rig, records, jobs, steps, core, faults, opened, freed_at)


@pytest.fixture
def cards() -> list[str]:
    rng = random.Random(7)
    return [citizen_text(citizen_fields(make_person(rng), rng)) for _ in range(6)]


def test_a_scan_is_announced_then_printed_and_its_end_noted(cards: list[str]) -> None:
    it = make_core()
    assert it.submit(cards[0])
    (outcome,) = it.records.outcomes
    assert isinstance(outcome.result, Admit)
    (job,) = it.jobs.taken
    assert job.id == outcome.print_job
    it.core.ask(FinishPrint(job.id, PRINTED))
    assert it.records.prints == [(job.id, PRINTED)]
    assert it.rig.store.get_print_job(job.id).state is PrintState.PRINTED
    it.rig.clock.advance(3600)
    it.submit(cards[0])
    assert len(it.jobs.taken) == 1, "a departure prints nothing"


def test_served_in_the_order_of_priority() -> None:
    it = make_core(runs_at_once=False)
    done: list[str] = []

    def note(name: str) -> Callable[[], None]:
        return lambda: done.append(name)

    it.core.post(note("house"), Priority.HOUSEKEEPING)
    it.core.post(note("ack 1"), Priority.ACK)
    it.core.post(note("desk"), Priority.DESK)
    it.core.post(note("ack 2"), Priority.ACK)
    it.core.post(note("gate"), Priority.GATE)
    assert done == []
    it.core.run()
    assert done == ["gate", "desk", "ack 1", "ack 2", "house"]


def test_busy_only_while_the_lanes_own_scan_is_undecided(cards: list[str]) -> None:
    it = make_core(runs_at_once=False)
    assert it.submit(cards[0])
    assert it.submit(cards[1], LaneName.DESK), "the other lane is its own"
    assert not it.submit(cards[2])
    (busy,) = it.records.outcomes
    assert (busy.lane, busy.result) == (LaneName.GATE, Busy())
    it.core.run()
    assert [outcome.lane for outcome in it.records.outcomes[1:]] == [LaneName.GATE, LaneName.DESK]
    assert it.submit(cards[2])
    it.core.run()
    assert len(it.rig.bodies("arrival")) == 3


def test_a_scan_that_staff_kept_is_recorded_after_the_lanes_own(cards: list[str]) -> None:
    it = make_core(runs_at_once=False)
    assert it.submit(cards[0])
    for card in cards[1:3]:
        assert it.core.submit_kept(make_scan(it.rig.clock, card, LaneName.GATE))
    assert not it.submit(cards[3]), "whoever comes meanwhile shows it again"
    it.core.run()
    assert [type(outcome.result) for outcome in it.records.outcomes] == [Busy, *[Admit] * 3]
    assert len(it.rig.bodies("arrival")) == 3
    assert it.core.submit_kept(make_scan(it.rig.clock, cards[3], LaneName.GATE))
    it.core.run()
    assert len(it.rig.bodies("arrival")) == 4


def test_the_next_scan_may_be_handed_in_while_the_outcome_is_announced(cards: list[str]) -> None:
    it = make_core()
    taken: list[bool] = []

    def submit_the_next(event: CoreEvent) -> None:
        if isinstance(event, Decided) and len(it.records.outcomes) < 3:
            taken.append(it.submit(cards[len(it.records.outcomes)]))

    it.records.then = submit_the_next
    it.submit(cards[0])
    assert taken == [True, True]
    assert len(it.rig.bodies("arrival")) == 3


def test_h1_a_code_during_printing_is_one_entry_and_nothing_queues(cards: list[str]) -> None:
    it = make_core()
    it.submit(cards[0])
    for _ in range(10):
        it.rig.clock.advance(1)
        it.submit(cards[0])
    it.submit(cards[1])
    kinds = [type(outcome.result) for outcome in it.records.outcomes]
    assert kinds == [Admit, *[AlreadyRecorded] * 10, Admit]
    assert len(it.rig.bodies("arrival")) == 2
    assert len(it.jobs.taken) == 2


def test_staff_hear_how_many_wait(cards: list[str]) -> None:
    it = make_core()
    it.core.ask(CallStaff(Reason.STAFF_CALLED, LaneName.GATE)).result()
    it.submit("KS0:12")
    it.submit(cards[0])
    assert it.records.waiting == [1, 2], "told on change only"


def test_a_lost_storage_is_told_probed_and_told_again(cards: list[str]) -> None:
    it = make_core()
    it.rig.failing.fault = StorageFaultKind.FULL
    it.submit(cards[0])
    assert it.records.outcomes[-1].result == NotRecorded(StorageFaultKind.FULL)
    assert it.steps.is_storage_lost
    it.steps.keep_house()
    it.submit(cards[0])
    assert it.records.storage == ["ready", StorageFaultKind.FULL], "told once"
    assert it.jobs.taken == []
    it.rig.failing.fault = None
    it.steps.keep_house()
    assert it.records.storage == ["ready", StorageFaultKind.FULL, "ready"]
    it.submit(cards[0])
    assert isinstance(it.records.outcomes[-1].result, Admit)


def test_a_scan_that_succeeds_is_the_recovery_and_says_so_first(cards: list[str]) -> None:
    it = make_core()
    it.rig.failing.fault = StorageFaultKind.READ_ONLY
    it.submit(cards[0])
    it.rig.failing.fault = None
    heard: list[CoreEvent] = []
    it.records.then = heard.append
    it.submit(cards[0])
    assert heard[0] == StorageReady()
    assert isinstance(heard[1], Decided)
    assert heard[1].outcome.result == Admit(Direction.ARRIVAL)


def test_a_database_that_does_not_open_is_tried_again(cards: list[str]) -> None:
    it = make_core(boots=False)
    it.faults_at_open.extend([StorageFaultKind.WRONG_KEY] * 2)
    it.steps.boot()
    it.submit(cards[0])
    assert it.records.outcomes[-1].result == NotRecorded(StorageFaultKind.WRONG_KEY)
    with pytest.raises(StorageFault):
        it.core.ask(CallStaff(Reason.STAFF_CALLED, LaneName.GATE)).result()
    it.steps.keep_house()
    assert it.records.storage == [StorageFaultKind.WRONG_KEY]
    it.core.ask(RetryStorage()).result()
    assert it.records.storage == [StorageFaultKind.WRONG_KEY, "ready"]
    it.submit(cards[0])
    assert isinstance(it.records.outcomes[-1].result, Admit)
    it.core.ask(RetryStorage()).result()
    assert len(it.opened) == 1, "nothing to recover"


def test_a_scan_before_the_database_is_open_is_not_recorded(cards: list[str]) -> None:
    it = make_core(boots=False)
    it.submit(cards[0])
    assert isinstance(it.records.outcomes[-1].result, NotRecorded)


def test_a_corrupt_database_is_opened_anew(cards: list[str]) -> None:
    it = make_core()
    it.rig.failing.fault = StorageFaultKind.CORRUPT
    it.submit(cards[0])
    it.steps.keep_house()
    assert it.records.storage == ["ready", StorageFaultKind.CORRUPT, "ready"]
    assert len(it.opened) == 2
    it.submit(cards[0])
    assert isinstance(it.records.outcomes[-1].result, Admit)


def test_a_step_that_meets_the_fault_takes_the_storage_for_lost() -> None:
    it = make_core()
    it.rig.failing.fault = StorageFaultKind.FULL
    future = it.core.ask(CallStaff(Reason.STAFF_CALLED, LaneName.GATE))
    assert isinstance(future.exception(), StorageFault)
    assert it.records.storage[-1] is StorageFaultKind.FULL
    it.core.ask(FinishPrint("job", PRINTED))
    assert it.records.prints == [("job", PRINTED)], "whoever holds the slip hears of it"


def test_the_present_is_noted_as_the_last_run() -> None:
    it = make_core()
    it.steps.keep_house()
    first = it.rig.store.last_seen_at()
    assert first == it.rig.clock.now()
    it.rig.clock.advance(NOTE_ALIVE_S - 1)
    it.steps.keep_house()
    assert it.rig.store.last_seen_at() == first
    it.rig.clock.advance(1)
    it.rig.failing.fault = StorageFaultKind.FULL
    it.steps.keep_house()
    assert it.records.storage[-1] is StorageFaultKind.FULL


def test_a_doubted_clock_is_told_on_change_until_staff_say_that_it_is_right() -> None:
    it = make_core()
    judged: list[bool] = []

    def hear(event: CoreEvent) -> None:
        if isinstance(event, ClockJudged):
            judged.append(event.is_suspect)

    it.records.then = hear
    it.steps.keep_house()
    it.rig.clock.jump(MORNING + timedelta(days=365))
    it.steps.keep_house()
    it.steps.keep_house()
    assert judged == [True]
    it.core.ask(ConfirmClock()).result()
    assert judged == [True, False]


@pytest.mark.parametrize("fault", [None, StorageFaultKind.FULL])
def test_freed_memory_goes_back_every_five_seconds(fault: StorageFaultKind | None) -> None:
    it = make_core()
    it.rig.failing.fault = fault
    start = it.rig.clock.monotonic()
    for _ in range(23):
        it.steps.keep_house()
        it.rig.clock.advance(0.5)
    assert [at - start for at in it.freed_at] == [0.0, 5.0, 10.0]


def test_too_much_waiting_is_said_at_once() -> None:
    it = make_core(runs_at_once=False)
    for _ in range(MAX_WAITING):
        it.core.post(lambda: None, Priority.ACK)
    with pytest.raises(queue.Full):
        it.core.post(lambda: None, Priority.ACK)


def test_after_the_stop_nothing_is_taken(cards: list[str]) -> None:
    it = make_core(runs_at_once=False)
    waiting = it.core.post(lambda: None, Priority.ACK)
    it.core.stop()
    assert waiting.cancelled()
    assert it.core.post(lambda: None, Priority.ACK).cancelled()
    assert not it.submit(cards[0])


def test_a_cancelled_step_does_not_run() -> None:
    it = make_core(runs_at_once=False)
    ran: list[int] = []
    future = it.core.post(lambda: ran.append(1), Priority.ACK)
    assert future.cancel()
    it.core.run()
    assert ran == []


def test_a_bug_is_no_environment_fault() -> None:
    it = make_core()

    def bug() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        it.core.post(bug, Priority.ACK)
    assert not it.steps.is_storage_lost


def make_thread(tick_s: float = 60.0) -> tuple[CoreThread, CoreRig]:
    it = make_core(boots=False)
    return CoreThread(it.steps, it.records, it.rig.clock, tick_s), it


def test_the_thread_owns_the_database_and_drains_at_the_end(cards: list[str]) -> None:
    core, it = make_thread()
    core.start()
    here = core.post(threading.current_thread, Priority.DESK).result(PATIENCE_S)
    assert here.name == "core"
    gate_is_held = threading.Event()
    held = core.post(lambda: gate_is_held.wait(PATIENCE_S), Priority.GATE)
    core.submit(make_scan(it.rig.clock, cards[0]))
    last = core.post(lambda: len(it.rig.bodies("arrival")), Priority.HOUSEKEEPING)
    gate_is_held.set()
    assert core.stop(PATIENCE_S)
    assert held.result(0)
    assert last.result(0) == 1, "what waited was finished before the end"
    assert it.records.storage == ["ready"]
    with pytest.raises(StorageFault):
        _ = it.steps.opened


def test_a_hanging_core_does_not_hold_up_the_stop() -> None:
    core, _ = make_thread()
    core.start()
    release = threading.Event()
    hanging = core.post(lambda: release.wait(PATIENCE_S), Priority.GATE)
    left = core.post(lambda: None, Priority.HOUSEKEEPING)
    assert not core.stop(0.05)
    release.set()
    assert hanging.result(PATIENCE_S)
    core._thread.join(PATIENCE_S)
    assert left.cancelled(), "its deadline had passed"


def test_the_thread_keeps_house_while_it_waits() -> None:
    core, it = make_thread(tick_s=0.01)
    it.faults_at_open.append(StorageFaultKind.WRONG_KEY)
    is_ready = threading.Event()
    it.records.then = lambda event: is_ready.set() if event == StorageReady() else None
    core.start()
    assert is_ready.wait(PATIENCE_S), "the database opened at a later try"
    assert core.stop(PATIENCE_S)


def test_a_bug_ends_the_thread_and_is_told(cards: list[str]) -> None:
    core, it = make_thread()
    core.start()

    def bug() -> None:
        raise ZeroDivisionError

    future = core.post(bug, Priority.ACK)
    assert it.records.crashed.wait(PATIENCE_S)
    assert isinstance(future.exception(PATIENCE_S), ZeroDivisionError)
    assert core.stop(PATIENCE_S)
    assert isinstance(it.records.storage[-1], ZeroDivisionError)
    assert not core.submit(make_scan(it.rig.clock, cards[0]))
