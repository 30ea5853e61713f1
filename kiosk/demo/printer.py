"""The demo's printer: simulated, with a roll that ends, and somebody who sees to it."""

from __future__ import annotations

from pathlib import Path

from drivers.printer import open_printer
from drivers.printer.mechanism import Mechanics
from drivers.printer.simulated import SimulatedPrinter
from drivers.printer.trouble import Trouble
from kiosk.ports.printer import Bitmap, SlipPrinter
from kiosk.settings.config import PrinterConfig
from ui.printer_panel import PanelLook, PanelTrouble

ROLL_MM = 20_000.0
"""A small roll of 80 mm paper."""
MM_PER_S = 100.0
"""What a printer for receipts makes of it."""

_SHOWN = {
    Trouble.ABSENT: PanelTrouble.UNPLUGGED,
    Trouble.COVER_OPEN: PanelTrouble.COVER_OPEN,
    Trouble.PAPER_OUT: PanelTrouble.PAPER_OUT,
    Trouble.CUTTER_JAM: PanelTrouble.CUTTER_JAM,
    Trouble.OVERHEATED: PanelTrouble.OVERHEATED,
    Trouble.SILENT: PanelTrouble.SILENT,
}
_CAUSES = {shown: trouble for trouble, shown in _SHOWN.items()}


class DemoPrinter:
    """A `PanelPrinter`: hands beside the simulated printer, from any thread."""

    def __init__(self, config: PrinterConfig) -> None:
        """Papers go into the folder `config.address`."""
        self._config = config
        self._device = SimulatedPrinter(
            Path(config.address),
            config.width_px,
            config.timeout_s,
            config.has_cutter,
            Mechanics(roll_mm=ROLL_MM, mm_per_s=MM_PER_S),
        )

    def open(self) -> SlipPrinter | None:
        """The driver that prints on it."""
        return open_printer(self._config, Path(self._config.address), self._device)

    def look(self) -> PanelLook:
        """What is to be seen now."""
        seen = self._device.look()
        paper = Bitmap(seen.hanging.width, seen.hanging.height, seen.hanging.tobytes())
        shown = frozenset(_SHOWN[trouble] for trouble in seen.troubles if trouble in _SHOWN)
        return PanelLook(paper, seen.left_mm, shown)

    @property
    def is_busy(self) -> bool:
        """Whether it has something that is not on paper yet."""
        return self._device.look().is_busy

    def tear_off(self) -> None:
        """Tear off what hangs out."""
        self._device.tear_off()

    def run_out(self) -> None:
        """The roll ends here."""
        self._device.end_roll()

    def load_roll(self, roll_mm: float = ROLL_MM) -> None:
        """Put a new roll in."""
        self._device.load_roll(roll_mm)

    def set_trouble(self, trouble: PanelTrouble, is_on: bool) -> None:
        """Begin a trouble, or end it."""
        if is_on:
            self._device.misbehave(_CAUSES[trouble])
        else:
            self._device.recover(_CAUSES[trouble])
