"""How late the screen's event loop runs while a printer prints, is slow, blocks or is gone."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from functools import partial
from pathlib import Path
from typing import Any

from drivers.printer.escpos_printer import EscposPrinter
from drivers.printer.mechanism import Mechanics
from drivers.printer.simulated import SimulatedPrinter
from drivers.printer.simulated_link import link_to
from drivers.printer.trouble import Trouble
from drivers.sound.player import SilentPlayer
from kiosk.base.clock import SystemClock
from kiosk.base.dataclass import dataclass
from kiosk.base.errors import DeviceFaultKind
from kiosk.composition.devices import Devices
from kiosk.composition.kiosk import Kiosk
from kiosk.core.requests import Reprint
from kiosk.domain.events import HealthChanged
from kiosk.domain.visits.decision import LaneName
from kiosk.ports.scans import Scan, ScanSource
from kiosk.services.journal import Journal
from kiosk.settings.config import CameraConfig, CameraKind, Config, StoreConfig, UiConfig
from sync.protocol.policy import PrintSettings, PrintWhen

MAX_LATE_MS = 16.0
"""A frame of a screen that shows sixty a second."""

SECONDS = 10.0
"""Of each phase."""

_CARD = "000080000000||Nguyễn Văn Mẫu|01021980|Nam|Phúc Xá, Ba Đình|01072021"
"""A citizen number of a range that is not given out."""
_MM_PER_S = 75.0
"""A cheap printer's pace."""
_TIMEOUT_S = 1.0
_MIDWAY_BYTES = 15_000
_HOME_S = 12.0
"""After it no result page is drawn any more."""
_BETWEEN_S = 0.5
"""From one slip to the next, as people come: faster than at any gate."""
_PATIENCE_S = 30.0


@dataclass(frozen=True, slots=True)
class _Phase:
    """What the printer does meanwhile."""

    name: str
    trouble: Trouble | None = None
    prints: bool = True
    after_bytes: int = 0
    signs: tuple[DeviceFaultKind, ...] = ()
    """What the strip says of the printer meanwhile, by turns with nothing, where none prints."""


_PHASES = (
    _Phase("nothing prints", prints=False),
    # What the others add to this one is the printer's.
    _Phase(
        "nothing prints, its signs change",
        prints=False,
        signs=(DeviceFaultKind.PAPER_OUT, DeviceFaultKind.LOST, DeviceFaultKind.MISSING),
    ),
    _Phase("it prints"),
    _Phase("it blocks amidst a slip", Trouble.BLOCKED, after_bytes=_MIDWAY_BYTES),
    _Phase("its roll ends amidst a slip", Trouble.PAPER_OUT, after_bytes=_MIDWAY_BYTES),
    _Phase("its line breaks amidst a slip", Trouble.DROP, after_bytes=_MIDWAY_BYTES),
    _Phase("it never answers", Trouble.SILENT),
    _Phase("it is not there", Trouble.ABSENT),
)


def bench_printer(folder: Path, seconds: float = SECONDS) -> dict[str, Any]:
    """Milliseconds by which the loop of a whole kiosk came late, for so long in each phase."""
    run = _Run(folder, seconds)
    found = run.measure()
    return {
        "figures": {"seconds_each": seconds, "late_ms": found, "slips_asked": run.asked},
        "bounds": {f"{name}: latest ms": [of["max_ms"], MAX_LATE_MS] for name, of in found.items()},
    }


def markdown(figures: dict[str, Any]) -> str:
    """The figures as a table."""
    lines = ["| The printer | p50 | p95 | p99 | latest |", "|---|---|---|---|---|"]
    for name, of in figures["figures"]["late_ms"].items():
        cells = (of["p50_ms"], of["p95_ms"], of["p99_ms"], of["max_ms"])
        lines.append(f"| {name} | " + " | ".join(f"{cell:.1f} ms" for cell in cells) + " |")
    return "\n".join(lines)


class _Run:
    """A kiosk, a printer that misbehaves, and a thread that has a slip printed again and again."""

    def __init__(self, folder: Path, seconds: float) -> None:
        self._seconds = seconds
        self._clock = SystemClock()
        self._journal = Journal(self._clock.monotonic)
        self._device = SimulatedPrinter(
            folder / "slips", 576, _TIMEOUT_S, True, Mechanics(mm_per_s=_MM_PER_S)
        )
        config = Config(
            camera=CameraConfig(kind=CameraKind.NONE),
            print=PrintSettings(when=PrintWhen.ALWAYS),
            ui=replace(UiConfig(), full_screen=False),
            store=StoreConfig(directory=str(folder / "store")),
        )
        self._kiosk = Kiosk(
            config,
            devices=Devices(None, self._make_printer, SilentPlayer()),
            headless=True,
            journal=self._journal,
        )
        self.asked = 0
        self._beats: list[tuple[str, int, int]] = []
        self._is_ready = threading.Event()
        self._hands = threading.Thread(target=self._work, name="hands", daemon=True)

    def measure(self) -> dict[str, dict[str, float]]:
        """Quantiles of each phase."""
        from ui.heartbeat import measure_lateness

        self._kiosk.on_marks_complete(self._is_ready.set)
        self._hands.start()
        self._kiosk.run()
        self._hands.join()
        late_between = self._kiosk.window.heartbeat.late_between
        return {
            name: asdict(measure_lateness(late_between(first, end)))
            for name, first, end in self._beats
        }

    def _make_printer(self) -> EscposPrinter:
        return EscposPrinter("simulated", partial(link_to, self._device), 576, has_cutter=True)

    def _work(self) -> None:
        try:
            if self._is_ready.wait(_PATIENCE_S):
                job = self._first_slip()
                for phase in _PHASES:
                    self._live(phase, job)
        finally:
            self._kiosk.window.quit()

    def _first_slip(self) -> str:
        """Somebody comes in; from then on their slip is printed again."""
        station = self._kiosk.station
        assert station is not None
        scan = Scan(_CARD, ScanSource.CAMERA, LaneName.GATE, self._clock.now())
        station.core.submit(scan)
        _wait_for(lambda: self._journal.prints)
        time.sleep(_HOME_S)
        return self._journal.prints[0].job

    def _live(self, phase: _Phase, job: str) -> None:
        heartbeat, station = self._kiosk.window.heartbeat, self._kiosk.station
        assert station is not None
        first, until = heartbeat.beats, time.monotonic() + self._seconds
        while time.monotonic() < until:
            if not phase.prints:
                self._show_signs(phase.signs)
                continue
            if phase.trouble is not None:
                self._device.misbehave(phase.trouble, phase.after_bytes)
            ends = len(self._journal.prints)
            station.core.ask(Reprint(job)).result(_PATIENCE_S)
            self.asked += 1
            _wait_for(lambda ends=ends: self._journal.prints[ends:])  # type: ignore[misc]
            for trouble in Trouble:
                self._device.recover(trouble)
            time.sleep(_BETWEEN_S)
        self._beats.append((phase.name, first, heartbeat.beats))

    def _show_signs(self, signs: Sequence[DeviceFaultKind]) -> None:
        """The same change of the screen as a printer makes, without one."""
        bridge, well = self._kiosk.window.bridge, self._kiosk.health.health
        for sign in signs:
            bridge.publish(HealthChanged(replace(well, printer=sign)))
            time.sleep(_BETWEEN_S)
            bridge.publish(HealthChanged(well))
            time.sleep(_BETWEEN_S)
        if not signs:
            time.sleep(_BETWEEN_S)


def _wait_for(what: Callable[[], Sequence[object]]) -> None:
    until = time.monotonic() + _PATIENCE_S
    while not what():
        if time.monotonic() > until:
            raise TimeoutError("the printer's thread does not come back")
        time.sleep(0.01)
