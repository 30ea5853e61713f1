"""While the camera page is open the scanner measures frames and scans nobody."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np

from drivers.scanner.scan_debouncer import ScanDebouncer
from drivers.scanner.worker import LOOK_EVERY_S, ScannerWorker, Watcher
from kiosk.base.clock import ManualClock
from kiosk.base.mailbox import Mailbox
from kiosk.domain.credential import parse_credential
from kiosk.domain.scanning.camera_check import Look
from kiosk.domain.visits.decision import LaneName
from kiosk.ports.camera import Frame
from kiosk.ports.codes import Engine, Symbol, SymbolReader
from kiosk.ports.scans import Scan

CARD = "001080123456||Nguyễn Văn Bình|01021980|Nam|Thôn Mẫu, Hà Nội|31052021"


class MeasuringReader:
    """Always sees the same card; its looks are numbered by their level."""

    def __init__(self) -> None:
        self.looks = 0

    def read(self, image: np.ndarray) -> tuple[Symbol, ...]:
        corners = ((0, 0), (9, 0), (9, 9), (0, 9))
        return (Symbol(CARD.encode(), CARD, "QRCode", corners, Engine.ZXING),)

    def look(self) -> Look:
        self.looks += 1
        return Look(level=float(self.looks))


class PlainReader:
    """Cannot measure."""

    read = MeasuringReader.read


class Rig:
    """A worker without a thread, and what it submitted."""

    def __init__(self, reader: SymbolReader) -> None:
        self.clock = ManualClock(datetime(2026, 1, 1, tzinfo=UTC))
        self.scans: list[Scan] = []
        self.worker = ScannerWorker(
            Mailbox[Frame](),
            reader,
            ScanDebouncer(parse_credential),
            lane=LaneName.GATE,
            submit=self._submit,
            watcher=Watcher(),
            clock=self.clock,
        )

    def _submit(self, scan: Scan) -> bool:
        self.scans.append(scan)
        return True

    def run(self, frames: int) -> None:
        for number in range(frames):
            self.clock.advance(1 / 30)
            image = np.zeros((8, 8), dtype=np.uint8)
            self.worker.take_frame(Frame(number, self.clock.monotonic(), image))


def test_looks_come_five_times_a_second_beside_the_scans() -> None:
    rig = Rig(MeasuringReader())
    looks: list[Look] = []
    rig.worker.watch_looks(looks.append)
    rig.run(60)
    assert len(rig.scans) == 1, "who holds up a card meanwhile is recorded"
    assert len(looks) == round(2.0 / LOOK_EVERY_S)
    assert [look.level for look in looks] == list(range(1, len(looks) + 1))
    rig.worker.watch_looks(None)
    rig.run(10)
    assert len(rig.scans) == 1
    assert len(looks) == round(2.0 / LOOK_EVERY_S)


def test_a_reader_that_cannot_measure_gives_no_looks() -> None:
    rig = Rig(MeasuringReader())
    plain = Rig(PlainReader())
    looks: list[Look] = []
    for each in (rig, plain):
        each.worker.watch_looks(looks.append)
        each.run(10)
        assert len(each.scans) == 1
    assert len(looks) == 2
