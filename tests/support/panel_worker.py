"""A whole kiosk beside the demo's printer window, whose buttons a finger touches.

`python -m … DIRECTORY` prints, as JSON, how each print ended, what the screens said meanwhile, and
how many dots of paper came out.
"""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

from drivers.sound.player import SilentPlayer
from kiosk.base.clock import SystemClock
from kiosk.composition.devices import Devices
from kiosk.composition.kiosk import Kiosk
from kiosk.core.requests import Reprint
from kiosk.demo.devices import demo_config
from kiosk.demo.printer import DemoPrinter
from kiosk.domain.visits.decision import LaneName
from kiosk.ports.scans import Scan, ScanSource
from kiosk.services.journal import Journal
from kiosk.settings.config import CameraConfig, CameraKind
from sync.protocol.policy import PrintSettings, PrintWhen
from tests.support.finger import Finger, Script, run_script
from ui.printer_panel import PrinterPanel

CARDS = (
    "000080000001||Nguyễn Văn Mẫu|01021980|Nam|Phúc Xá, Ba Đình|01072021",
    "000080000002||Trần Thị Mẫu|02031981|Nữ|Phúc Xá, Ba Đình|01072021",
)
"""Citizen numbers of a range that is not given out."""


class Hall:
    """The kiosk, its printer and the hands at both."""

    def __init__(self, folder: Path) -> None:
        clock = SystemClock()
        config = replace(
            demo_config(folder, folder / "none.avi", slips=folder / "slips"),
            camera=CameraConfig(kind=CameraKind.NONE),
            print=PrintSettings(when=PrintWhen.ALWAYS),
        )
        self._clock = clock
        self._journal = Journal(clock.monotonic)
        self._printer = DemoPrinter(config.printer)
        devices = Devices(None, self._printer.open, SilentPlayer())
        self._kiosk = Kiosk(config, devices=devices, headless=True, journal=self._journal)
        self._panel = PrinterPanel(self._kiosk.window, self._printer)
        self._gate = Finger(self._kiosk.window.window)
        self._hand = Finger(self._panel.window)
        self.seen: dict[str, object] = {}

    def run(self) -> int:
        """Live until the script has ended; the kiosk's exit code."""
        self._panel.show()
        code = run_script(self._kiosk, self._play(), self._gate)
        self._panel.close()
        return code

    def _play(self) -> Script:
        shell = self._kiosk.window.station.rooms.shell
        yield lambda: shell.property("page") != "booting"
        yield lambda: self._kiosk.health.health.printer is None
        yield from self._fail("unplugged", "Rút dây", "Cắm dây", CARDS[0])
        yield from self._fail("silent", "Không trả lời", "Trả lời lại", CARDS[1])

    def _fail(self, name: str, begin: str, end: str, card: str) -> Script:
        """Somebody comes in while the printer has this trouble; staff end it and print again."""
        health = self._kiosk.health
        yield from self._hand.touch(begin)
        yield self._hand.reads(end)
        self._scan(card)
        ends = len(self._journal.prints)
        yield lambda: len(self._journal.prints) > ends
        first = self._journal.prints[-1]
        yield self._gate.reads("mời nhận tại bàn hỗ trợ")
        said = self._gate.texts()
        yield lambda: not self._printer.is_busy
        paper = self._printer.look().paper.height_px
        yield from self._hand.touch(end)
        yield lambda: health.health.printer is None
        yield lambda: not self._printer.is_busy
        waited = self._printer.look().paper.height_px
        station = self._kiosk.station
        assert station is not None
        station.core.ask(Reprint(first.job)).result()
        yield lambda: len(self._journal.prints) > ends + 1
        yield lambda: not self._printer.is_busy
        again = self._journal.prints[-1]
        self.seen[name] = {
            "ends": [first.state.value, again.state.value],
            "is_one_job": first.job == again.job,
            "fault": None if first.fault is None else first.fault.value,
            "said": said,
            "dots": [paper, waited, self._printer.look().paper.height_px],
        }
        yield from self._hand.touch("Xé giấy")
        yield lambda: self._printer.look().paper.height_px == 0

    def _scan(self, card: str) -> None:
        station = self._kiosk.station
        assert station is not None
        scan = Scan(card, ScanSource.CAMERA, LaneName.GATE, self._clock.now())
        station.core.submit(scan)


def main(arguments: list[str]) -> int:
    """Run, print what was seen, give the exit code."""
    hall = Hall(Path(arguments[0]))
    code = hall.run()
    print(json.dumps(hall.seen))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
