"""Fault H1 from the picture to the ledger: a code that is held, comes back, or comes too soon.

Real frames through the real reader, settling and desk, on a clock moved by hand.
"""

from __future__ import annotations

import random
from collections.abc import Iterator

import numpy as np
import pytest

from drivers.scanner.reader import TwoEngineReader
from drivers.scanner.scan_debouncer import ScanDebouncer
from drivers.scanner.worker import ScannerWorker, Watcher
from kiosk.base.mailbox import Mailbox
from kiosk.core.handlers import CoreHandlers
from kiosk.core.thread import ManualCore
from kiosk.domain.credential import parse_credential
from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import Admit, AlreadyRecorded, Busy, Direction, LaneName
from kiosk.ports.camera import Frame
from kiosk.ports.prints import PrintJob
from sync.protocol.policy import PrintSettings, PrintWhen
from tests.drivers.test_symbol_reader import picture
from tests.support.credentials import citizen_fields, citizen_text, make_person
from tests.support.desk import Records, make_rig, opened_station

pytestmark = pytest.mark.fault("H1")

FRAMES_PER_S = 20
SIZE = (480, 640)


class Printer:
    """A queue that never prints: every slip stays "printing"."""

    def __init__(self) -> None:
        self.jobs: list[PrintJob] = []

    def print_later(self, job: PrintJob) -> None:
        self.jobs.append(job)


class Gate:
    """Camera frames in, outcomes out. Without `runs_at_once` decisions wait for `core.run()`."""

    def __init__(self, *, runs_at_once: bool = True) -> None:
        self.rig = make_rig(Policy(print=PrintSettings(PrintWhen.ALWAYS)))
        self.records, self.printer = Records(), Printer()
        opened = opened_station(self.rig.failing, self.rig.desk, self.rig.clock, self.rig.acts)
        prints = dict.fromkeys(LaneName, self.printer)
        steps = CoreHandlers(lambda: opened, self.records, prints, self.rig.clock)
        self.core = ManualCore(steps, self.records, self.rig.clock, runs_at_once=runs_at_once)
        steps.boot()
        self.reader = TwoEngineReader(self.rig.clock)
        self._noise = np.random.default_rng(1)
        self._seq = 0
        self.worker = ScannerWorker(
            Mailbox[Frame](),
            self.reader,
            ScanDebouncer(parse_credential),
            lane=LaneName.GATE,
            submit=self.core.submit,
            watcher=Watcher(),
            clock=self.rig.clock,
        )

    def show(self, code: str | None, seconds: float) -> None:
        """Hold this code, or nothing, before the camera."""
        scene = np.full(SIZE, 140, dtype=np.uint8)
        if code is not None:
            drawn = picture(code, box=4)
            scene[20 : 20 + drawn.shape[0], 60 : 60 + drawn.shape[1]] = drawn
        for _ in range(round(seconds * FRAMES_PER_S)):
            self._seq += 1
            self.rig.clock.advance(1 / FRAMES_PER_S)
            grain = self._noise.integers(0, 12, SIZE, dtype=np.uint8)
            image = np.where(scene > 127, scene - grain, scene + grain)
            self.worker.take_frame(Frame(self._seq, self.rig.clock.monotonic(), image))

    @property
    def results(self) -> list[type]:
        """Kinds of the outcomes; that the lane is busy is said, and decides nothing."""
        kinds = [type(outcome.result) for outcome in self.records.outcomes]
        return [kind for kind in kinds if kind is not Busy]

    def entries(self) -> int:
        return len(self.rig.bodies("arrival", "departure"))


@pytest.fixture
def gate() -> Iterator[Gate]:
    gate = Gate()
    yield gate
    gate.reader.close()


@pytest.fixture
def slow_gate() -> Iterator[Gate]:
    gate = Gate(runs_at_once=False)
    yield gate
    gate.reader.close()


@pytest.fixture(scope="module")
def cards() -> list[str]:
    rng = random.Random(4)
    return [citizen_text(citizen_fields(make_person(rng), rng)) for _ in range(3)]


def test_a_code_held_ten_seconds_is_one_entry(gate: Gate, cards: list[str]) -> None:
    gate.show(None, 1)
    gate.show(cards[0], 10)
    gate.show(None, 5)
    assert gate.results == [Admit]
    assert gate.entries() == 1


def test_a_second_person_with_the_same_code_is_already_recorded(
    gate: Gate, cards: list[str]
) -> None:
    gate.show(cards[0], 2)
    gate.show(None, 5)
    gate.show(cards[0], 2)
    assert gate.results == [Admit, AlreadyRecorded]
    assert gate.records.outcomes[-1].result == AlreadyRecorded(
        Direction.ARRIVAL, gate.records.outcomes[0].at
    )
    assert gate.entries() == 1


def test_a_code_while_a_slip_prints_is_served_and_the_printing_one_not_again(
    gate: Gate, cards: list[str]
) -> None:
    gate.show(cards[0], 1)
    assert len(gate.printer.jobs) == 1
    gate.show(None, 4)
    gate.show(cards[0], 1)
    gate.show(cards[1], 1)
    assert gate.results == [Admit, AlreadyRecorded, Admit]
    assert len(gate.printer.jobs) == 2
    assert gate.entries() == 2


def test_codes_shown_while_one_is_undecided_leave_no_queue(
    slow_gate: Gate, cards: list[str]
) -> None:
    gate = slow_gate
    gate.show(cards[0], 0.5)
    # Nobody waits for the decision: one holds a card for a while and goes, another stays.
    gate.show(cards[1], 2)
    gate.show(cards[2], 2)
    assert gate.results == []
    gate.core.run()
    assert gate.results == [Admit], "only the one that was in flight"
    gate.show(cards[2], 1)
    gate.core.run()
    gate.show(None, 5)
    gate.core.run()
    assert gate.results == [Admit, Admit]
    names = {body["full_name"] for body in gate.rig.bodies("person")}
    expected = {parse_credential(cards[number]).fields["full_name"] for number in (0, 2)}
    assert names == expected
    assert gate.entries() == 2
