"""What the printers' threads note at a core that is behind."""

from __future__ import annotations

from pathlib import Path

import pytest

from drivers.sound.player import SilentPlayer
from kiosk.composition.devices import Devices
from kiosk.composition.printers import Printers
from kiosk.core.thread import MAX_WAITING, Priority
from kiosk.domain.station.health import Health
from kiosk.domain.station.paper_roll import PaperUsed
from kiosk.domain.visits.decision import PrintState
from kiosk.ports.printer import PrinterStatus, PrintResult
from kiosk.services.event_fanout import EventFanout
from kiosk.services.health import HealthBoard
from tests.services.test_core import CoreRig, cards, make_core

__all__ = ["cards"]

UNKNOWN = PrintResult(PrintState.UNKNOWN)
WELL = PrinterStatus(is_present=True)


def make_printers(it: CoreRig, folder: Path) -> Printers:
    """Without a printer: the test is in its place."""
    health = HealthBoard(it.rig.clock, Health(has_printer=True), EventFanout())
    devices = Devices(None, lambda: None, SilentPlayer())
    printers = Printers(devices, health, folder, bytes)
    printers.start(it.core, it.steps)
    return printers


def fill(it: CoreRig) -> None:
    """As many steps wait as may."""
    for _ in range(MAX_WAITING):
        it.core.post(lambda: None, Priority.ACK)


@pytest.mark.fault("H2")
def test_a_print_that_ends_while_the_core_is_behind_is_noted_at_the_next_poll(
    cards: list[str], tmp_path: Path
) -> None:
    it = make_core(runs_at_once=False)
    printers = make_printers(it, tmp_path)
    it.submit(cards[0])
    it.core.run()
    job = it.jobs.taken[0].id
    fill(it)
    printers._use_paper(0, PaperUsed(900, is_slip=True))
    printers._report(job, UNKNOWN)
    printers._answered(0, WELL)
    it.core.run()
    assert it.rig.store.get_print_job(job).state is PrintState.PENDING
    printers._answered(0, WELL)
    it.core.run()
    assert it.rig.store.get_print_job(job).state is PrintState.UNKNOWN
    assert it.records.prints == [(job, UNKNOWN)]
    printers._answered(0, WELL)
    it.core.run()
    assert it.records.prints == [(job, UNKNOWN)], "told once"


def test_without_a_printer_the_next_event_has_it_noted(cards: list[str], tmp_path: Path) -> None:
    it = make_core(runs_at_once=False)
    printers = make_printers(it, tmp_path)
    it.submit(cards[0])
    it.core.run()
    fill(it)
    printers.spooler.print_later(it.jobs.taken[0])
    it.core.run()
    it.records.then = printers.take
    it.submit(cards[1])
    it.core.run()
    assert [job for job, _ in it.records.prints] == [it.jobs.taken[0].id]
