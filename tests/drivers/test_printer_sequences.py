"""Random sequences of printer faults: every job ends as the paper shows, and no paper is a second.

The real spooler and python-escpos, over one or two simulated printers. The suite tries some;
`PRINTER_SEQUENCES=10000` tries so many, which docs/measured.md tells of.
"""

from __future__ import annotations

import os
import queue
import tempfile
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from drivers.printer.escpos_printer import EscposPrinter
from drivers.printer.simulated import SimulatedPrinter
from drivers.printer.simulated_link import link_to
from drivers.printer.trouble import Trouble
from kiosk.documents.qr_code import code_modules
from kiosk.domain.station.printer import ImageCommand
from kiosk.domain.visits.decision import PrintState
from kiosk.ports.printer import Bitmap, PrintResult
from kiosk.services.print_spooler import PrintSpooler
from tests.services.test_printing import make_job

pytestmark = pytest.mark.fault("H2")

SEQUENCES = int(os.environ.get("PRINTER_SEQUENCES", "100"))
PATIENCE_S = 20.0
SLIPS = 6
JOB_BYTES = 14_000
"""More than a slip's bytes: a fault may come at any of them, or after the last."""
MARK_ROWS = 8

PASSING = (Trouble.DROP, Trouble.REBOOT)
LASTING = (
    Trouble.ABSENT,
    Trouble.PAPER_OUT,
    Trouble.COVER_OPEN,
    Trouble.OVERHEATED,
    Trouble.CUTTER_JAM,
    Trouble.UNRECOVERABLE,
    Trouble.UNEXPLAINED,
    Trouble.BLOCKED,
    Trouble.AUTOMATIC,
)
UNTOLD = (Trouble.SILENT, Trouble.GARBLED, Trouble.LATE, Trouble.SHORT)
"""With one of these nobody learns the truth: *printed* then means that all of it was taken."""


@dataclass(frozen=True)
class Ask:
    """Somebody has a slip printed, for the first time or again; a fault comes meanwhile."""

    slip: int
    fault: Trouble | None
    printer: int
    after_bytes: int


@dataclass(frozen=True)
class Mend:
    """Staff see to a printer: every trouble ends, and a new roll is put in."""

    printer: int


@dataclass(frozen=True)
class Break:
    """A fault between two slips."""

    fault: Trouble
    printer: int


@dataclass(frozen=True)
class Restart:
    """The kiosk was killed and starts again."""


Step = Ask | Mend | Break | Restart


def steps(faults: Sequence[Trouble]) -> st.SearchStrategy[Step]:
    place, fault = st.integers(0, 1), st.sampled_from(faults)
    asks = st.builds(
        Ask, st.integers(0, SLIPS - 1), st.none() | fault, place, st.integers(0, JOB_BYTES)
    )
    return (
        asks | asks | st.builds(Mend, place) | st.builds(Break, fault, place) | st.just(Restart())
    )


@cache
def bitmap_of(slip: int, width_px: int) -> Bitmap:
    """Rows that no other slip has, and its code."""
    modules = code_modules(job_of(slip).slip.code)
    dots = 4
    image = Image.new("1", (width_px, len(modules) * dots + 2 * 20 + MARK_ROWS), 255)
    for row in range(MARK_ROWS):
        for bit in range(8):
            if slip >> bit & 1:
                image.paste(0, (8 * bit + 8, row, 8 * bit + 12, row + 1))
        image.paste(0, (100, row, 110, row + 1))
    for y, line in enumerate(modules):
        for x, is_dark in enumerate(line):
            if is_dark:
                left, top = 20 + x * dots, MARK_ROWS + 20 + y * dots
                image.paste(0, (left, top, left + dots, top + dots))
    return Bitmap(image.width, image.height, image.tobytes())


@cache
def job_of(slip: int):  # type: ignore[no-untyped-def]
    return make_job(slip + 1)


class Hall:
    """One or two printers, the spooler, and what became of each job."""

    def __init__(
        self, folder: Path, widths: Sequence[int], cuts: bool, image: ImageCommand
    ) -> None:
        self.devices = [
            SimulatedPrinter(folder / str(place), width, timeout_s=0.0, has_cutter=cuts)
            for place, width in enumerate(widths)
        ]
        self._cuts, self._image = cuts, image
        self.ends: dict[int, Counter[PrintState]] = {slip: Counter() for slip in range(SLIPS)}
        self._reports: queue.SimpleQueue[PrintResult] = queue.SimpleQueue()
        self.papers: list[tuple[int, bytes]] = []
        self._start(is_killed=False)

    def _start(self, is_killed: bool) -> None:
        self._spooler = PrintSpooler(
            lambda slip, width_px, _: bitmap_of(slip.slip_id - 1, width_px),
            lambda place, status: None,
        )
        printers = [
            EscposPrinter("x", partial(link_to, each), each.width_px, self._cuts, self._image)
            for each in self.devices
        ]
        self._spooler.start(
            lambda _, result: self._reports.put(result), lambda _: True, lambda *_: None, printers
        )
        if is_killed:
            self._spooler.clear_first()

    def take(self, step: Step) -> None:
        match step:
            case Ask(slip, fault, printer, after_bytes):
                device = self.devices[printer % len(self.devices)]
                if fault is not None:
                    device.misbehave(fault, after_bytes)
                self._spooler.print_later(job_of(slip))
                self.ends[slip][self._reports.get(timeout=PATIENCE_S).state] += 1
            case Mend(printer):
                self._mend(self.devices[printer % len(self.devices)])
            case Break(fault, printer):
                self.devices[printer % len(self.devices)].misbehave(fault)
            case Restart():
                self._spooler.stop(PATIENCE_S)
                self._start(is_killed=True)
        self._collect()

    def end(self) -> None:
        """What still waits in the printers comes out."""
        self._spooler.stop(PATIENCE_S)
        for device in self.devices:
            self._mend(device)
            device.tear_off()
        self._collect()

    def _mend(self, device: SimulatedPrinter) -> None:
        for trouble in Trouble:
            device.recover(trouble)

    def _collect(self) -> None:
        for device in self.devices:
            self.papers += [(device.width_px, paper.tobytes()) for paper in device.papers]
            device.papers.clear()

    def count(self, slip: int, *, whole: bool) -> int:
        """On how many papers a slip stands whole, or at all."""
        found = 0
        for width_px, paper in self.papers:
            rows = bitmap_of(slip, width_px).rows
            found += paper.count(rows if whole else rows[: MARK_ROWS * width_px // 8])
        return found


def check(hall: Hall, *, is_told: bool) -> None:
    for slip, ends in hall.ends.items():
        printed, unknown = ends[PrintState.PRINTED], ends[PrintState.UNKNOWN]
        assert ends.total() == printed + unknown + ends[PrintState.FAILED]
        whole = hall.count(slip, whole=True)
        assert whole <= printed + unknown, "a paper that nobody asked for"
        if is_told:
            assert whole >= printed, "said to be printed, and is not there"
        if not printed + unknown:
            assert hall.count(slip, whole=False) == 0, "said to have failed, and is on paper"


def run(sequence: list[Step], widths: Sequence[int], cuts: bool, image: ImageCommand) -> Hall:
    with tempfile.TemporaryDirectory() as folder:
        hall = Hall(Path(folder), widths, cuts, image)
        try:
            for step in sequence:
                hall.take(step)
        finally:
            hall.end()
    return hall


WIDTHS = st.sampled_from([(384,), (576,), (384, 576), (576, 384), (384, 384)])


@settings(max_examples=SEQUENCES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(steps((*PASSING, *LASTING)), max_size=12),
    WIDTHS,
    st.booleans(),
    st.sampled_from(ImageCommand),
)
def test_each_job_ends_as_the_paper_shows(
    sequence: list[Step], widths: Sequence[int], cuts: bool, image: ImageCommand
) -> None:
    check(run(sequence, widths, cuts, image), is_told=True)


@settings(max_examples=SEQUENCES, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(steps((*PASSING, *LASTING, *UNTOLD)), max_size=12), WIDTHS, st.booleans())
def test_no_second_paper_comes_of_a_printer_that_does_not_tell(
    sequence: list[Step], widths: Sequence[int], cuts: bool
) -> None:
    check(run(sequence, widths, cuts, ImageCommand.RASTER), is_told=False)
