"""What the core notes of printing: what is begun and ended, reprints, the paper that is left."""

from __future__ import annotations

import pytest

from kiosk.base.errors import DeviceFaultKind, StorageFaultKind
from kiosk.core.requests import BeginPrint, ChangeRoll, FinishPrint, Reprint, UsePaper
from kiosk.domain.events import CoreEvent, RollCounted
from kiosk.domain.station.paper_roll import DOTS_PER_M, PaperRoll, PaperUsed
from kiosk.domain.visits.decision import PrintState
from kiosk.ports.printer import PrintResult
from tests.services.test_core import cards, make_core
from tests.support.desk import MORNING

__all__ = ["cards"]


@pytest.mark.fault("H2")
@pytest.mark.parametrize(
    ("is_begun", "end", "reprints"),
    [(False, PrintState.FAILED, 0), (True, PrintState.UNKNOWN, 1)],
)
def test_after_a_crash_no_slip_prints_by_itself(
    cards: list[str], is_begun: bool, end: PrintState, reprints: int
) -> None:
    """What waited was not sent; of what was being printed nobody knows."""
    it = make_core(boots=False)
    job = it.rig.scan(cards[0]).print_job
    if is_begun:
        it.rig.store.set_print_state(job, PrintState.PRINTING, MORNING)
        assert it.rig.store.get_print_job(job).state is PrintState.PRINTING
    it.steps.boot()
    assert it.rig.store.get_print_job(job).state is end
    assert it.steps.left_half_a_slip is is_begun
    assert it.jobs.taken == []
    before = it.rig.store.get_print_job(job).slip
    it.core.ask(Reprint(job)).result()
    (again,) = it.jobs.taken
    assert (again.slip.slip_id, again.slip.human_code) == (before.slip_id, before.human_code)
    assert again.slip.reprint == reprints
    it.core.ask(Reprint(job)).result()
    assert len(it.jobs.taken) == 1, "a second touch does not print twice"
    it.core.ask(BeginPrint(job)).result()
    it.core.ask(Reprint(job)).result()
    assert len(it.jobs.taken) == 1, "nor one while it prints"


@pytest.mark.fault("H2")
@pytest.mark.parametrize("how", ["house", "scan"])
def test_what_a_crash_left_is_ended_once_the_storage_takes_it(cards: list[str], how: str) -> None:
    it = make_core(boots=False)
    left = it.rig.scan(cards[0]).print_job
    it.rig.failing.fault = StorageFaultKind.FULL
    it.steps.boot()
    assert it.records.storage == [StorageFaultKind.FULL]
    assert it.rig.store.get_print_job(left).state is PrintState.PENDING
    it.rig.failing.fault = None
    if how == "house":
        it.steps.keep_house()
    else:
        it.submit(cards[1])
        (job,) = it.jobs.taken
        assert it.core.ask(BeginPrint(job.id)).result(), "this process's own job goes on"
    assert it.records.storage == [StorageFaultKind.FULL, "ready"]
    assert it.rig.store.get_print_job(left).state is PrintState.FAILED
    it.core.ask(Reprint(left)).result()
    assert it.jobs.taken[-1].id == left


def test_a_job_that_nobody_knows_is_not_begun_and_ends_nothing() -> None:
    """As after a damaged database was set aside while a slip waited."""
    it = make_core()
    assert not it.core.ask(BeginPrint("gone")).result()
    assert it.core.ask(FinishPrint("gone", PrintResult(PrintState.FAILED))).exception() is None
    assert it.core.ask(Reprint("gone")).exception() is None
    assert it.jobs.taken == []
    assert not it.steps.is_storage_lost


def test_a_job_that_has_its_result_is_not_begun_again(cards: list[str]) -> None:
    it = make_core()
    it.submit(cards[0])
    job = it.jobs.taken[0].id
    assert it.core.ask(BeginPrint(job)).result()
    assert it.core.ask(BeginPrint(job)).result(), "the second printer, after the first took nothing"
    it.core.ask(FinishPrint(job, PrintResult(PrintState.UNKNOWN))).result()
    assert not it.core.ask(BeginPrint(job)).result()


def test_what_is_left_of_a_roll_is_told_after_each_paper_and_at_the_start() -> None:
    it = make_core(boots=False)
    told: list[tuple[int, int | None]] = []

    def hear(event: CoreEvent) -> None:
        if isinstance(event, RollCounted):
            told.append((event.printer, event.roll.slips_left))

    it.records.then = hear
    with it.rig.store.transaction() as tx:
        tx.rolls.put(1, PaperRoll(MORNING, 20 * DOTS_PER_M, 4000, 4, 3200))
    it.steps.boot()
    assert told == [(1, 195)]
    told.clear()
    it.core.ask(UsePaper(0, PaperUsed(900, is_slip=True))).result()
    it.core.ask(ChangeRoll(0, 20 * DOTS_PER_M, "")).result()
    it.core.ask(UsePaper(0, PaperUsed(800, is_slip=True))).result()
    it.core.ask(UsePaper(0, PaperUsed(3200, is_slip=False))).result()
    it.core.ask(UsePaper(1, PaperUsed(800, is_slip=True))).result()
    assert told == [(0, None), (0, 160), (0, 199), (0, 195), (1, 194)]


@pytest.mark.parametrize(
    ("state", "reprints"),
    [(PrintState.FAILED, 0), (PrintState.UNKNOWN, 1), (PrintState.PRINTED, 1)],
)
def test_h2_a_reprint_has_the_same_code_and_counts(
    cards: list[str], state: PrintState, reprints: int
) -> None:
    it = make_core()
    it.submit(cards[0])
    job = it.jobs.taken[0]
    it.core.ask(FinishPrint(job.id, PrintResult(state, DeviceFaultKind.PAPER_OUT)))
    assert len(it.jobs.taken) == 1, "nothing prints again by itself"
    it.core.ask(Reprint(job.id)).result()
    again = it.jobs.taken[1]
    assert again.id == job.id
    assert again.slip.human_code == job.slip.human_code
    assert again.slip.reprint == reprints
    assert [body["act"] for body in it.rig.bodies("slip")] == ["issued", "reprinted"]
