"""The scanner's thread: from the newest frame to the lane."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from datetime import UTC, datetime

import numpy as np

from drivers.scanner.engines import Suspect
from drivers.scanner.scan_debouncer import ScanDebouncer
from drivers.scanner.worker import ScannerWorker, Watcher
from kiosk.base.clock import ManualClock
from kiosk.base.mailbox import Mailbox
from kiosk.base.priority import BEHIND
from kiosk.domain.credential import parse_credential
from kiosk.domain.scanning.hint import Hint
from kiosk.domain.visits.decision import LaneName
from kiosk.ports.camera import Frame
from kiosk.ports.codes import Engine, Symbol
from kiosk.ports.scans import Scan, ScanSource

BINH = "001080123456||Nguyễn Văn Bình|01021980|Nam|Thôn Mẫu, Hà Nội|31052021"
HUONG = "001180123457||Trần Thị Hương|03041980|Nữ|Thôn Mẫu, Hà Nội|31052021"


class ScriptedReader:
    """Reads texts that a test has set; may let time pass while it reads."""

    def __init__(self) -> None:
        self.texts: tuple[str, ...] = ()
        self.reads = 0
        self.while_reading: Callable[[], None] = lambda: None

    def read(self, image: np.ndarray) -> tuple[Symbol, ...]:
        self.reads += 1
        self.while_reading()
        corners = ((0, 0), (9, 0), (9, 9), (0, 9))
        return tuple(
            Symbol(text.encode(), text, "QRCode", corners, Engine.ZXING) for text in self.texts
        )


class Rig:
    """A worker with everything it tells noted down."""

    def __init__(self, reader: ScriptedReader | None = None) -> None:
        self.clock = ManualClock(datetime(2026, 1, 1, 7, tzinfo=UTC))
        self.reader = reader or ScriptedReader()
        self.frames: Mailbox[Frame] = Mailbox()
        self.scans: list[Scan] = []
        self.seen: list[bool] = []
        self.several: list[bool] = []
        self.hints: list[Hint | None] = []
        self.unread: list[bool] = []
        self.is_taken = True
        self.has_scan = threading.Event()
        self.worker = ScannerWorker(
            self.frames,
            self.reader,
            ScanDebouncer(parse_credential),
            lane=LaneName.GATE,
            submit=self._submit,
            watcher=Watcher(
                self.seen.append, self.several.append, self.hints.append, self.unread.append
            ),
            clock=self.clock,
        )
        self._seq = 0

    def _submit(self, scan: Scan) -> bool:
        self.scans.append(scan)
        self.has_scan.set()
        return self.is_taken

    def frame(self) -> Frame:
        self._seq += 1
        return Frame(self._seq, self.clock.monotonic(), np.zeros((8, 8), dtype=np.uint8))

    def show(self, *texts: str) -> None:
        self.reader.texts = texts
        self.show_frames(1)

    def show_frames(self, count: int) -> None:
        """So many frames of a thirtieth second each, with what the reader reads by now."""
        for _ in range(count):
            self.clock.advance(1 / 30)
            self.worker.take_frame(self.frame())


def test_a_code_becomes_one_scan_with_its_times() -> None:
    rig = Rig()
    for _ in range(30):
        rig.show(BINH)
    (scan,) = rig.scans
    assert scan.text == BINH
    assert scan.source is ScanSource.CAMERA
    assert scan.lane is LaneName.GATE
    assert scan.at == datetime(2026, 1, 1, 7, 0, 0, 33333, tzinfo=UTC)
    assert scan.frame_at is not None


def test_before_an_empty_door_every_second_frame_is_read() -> None:
    rig = Rig()
    for _ in range(60):
        rig.show()
    assert rig.reader.reads == 60
    for _ in range(60):
        rig.show()
    before = rig.reader.reads
    for _ in range(60):
        rig.show()
    assert rig.reader.reads - before == 30


def test_with_a_code_in_view_every_frame_is_read_again() -> None:
    rig = Rig()
    for _ in range(200):
        rig.show()
    before = rig.reader.reads
    rig.show(BINH)
    rig.show(BINH)
    assert rig.scans
    for _ in range(60):
        rig.show()
    assert rig.reader.reads - before >= 61


class HelpfulReader(ScriptedReader):
    """Knows what would help to read what it does not."""

    advice: Hint | None = None

    def hint(self) -> Hint | None:
        return self.advice


def test_a_hint_is_told_once_it_holds_and_taken_back_with_the_read() -> None:
    reader = HelpfulReader()
    rig = Rig(reader)
    reader.advice = Hint.CLOSER
    rig.show_frames(8)
    assert rig.hints == []
    rig.show_frames(8)
    assert rig.hints == [Hint.CLOSER]
    rig.show(BINH)
    assert rig.hints == [Hint.CLOSER, None]


class PuzzledReader(ScriptedReader):
    """Sees codes that it cannot read."""

    suspects: tuple[Suspect, ...] = ()


def test_after_six_seconds_without_a_read_another_way_is_offered() -> None:
    reader = PuzzledReader()
    rig = Rig(reader)
    reader.suspects = (Suspect(((0, 0), (9, 0), (9, 9), (0, 9)), 65),)
    rig.show_frames(177)
    assert rig.unread == [], "5.9 seconds"
    rig.show_frames(9)
    assert rig.unread == [True], "6.2 seconds"
    reader.texts, reader.suspects = (BINH,), ()
    rig.show_frames(3)
    assert rig.unread == [True, False]


def test_a_frame_from_before_the_scan_is_not_read() -> None:
    rig = Rig()
    stale: list[Frame] = []

    def next_frame_comes() -> None:
        rig.clock.advance(0.01)
        stale.append(rig.frame())
        rig.clock.advance(0.01)

    rig.reader.while_reading = next_frame_comes
    rig.show(BINH)
    assert len(rig.scans) == 1
    reads = rig.reader.reads
    rig.worker.take_frame(stale[0])
    assert rig.reader.reads == reads
    rig.show(HUONG)
    assert len(rig.scans) == 2


def test_a_busy_lane_gets_the_scan_again_while_the_code_is_shown() -> None:
    rig = Rig()
    rig.is_taken = False
    rig.show(BINH)
    rig.is_taken = True
    rig.show(BINH)
    rig.show(BINH)
    assert [scan.text for scan in rig.scans] == [BINH, BINH]


def test_the_screen_hears_at_once_of_a_code_and_once_of_its_end() -> None:
    rig = Rig()
    rig.show()
    rig.show(BINH)
    rig.show()
    rig.show(BINH)
    assert rig.seen == [True]
    for _ in range(10):
        rig.show()
    assert rig.seen == [True, False]


def test_several_persons_are_told_and_nobody_is_scanned() -> None:
    rig = Rig()
    rig.show(BINH, HUONG)
    rig.show(BINH, HUONG)
    assert rig.scans == []
    assert rig.several == [True]
    rig.show()
    assert rig.several == [True, False]


def test_reading_stands_behind_the_screen() -> None:
    rig = Rig()
    rig.reader.texts = (BINH,)
    before, seen = _niceness(), []
    rig.reader.while_reading = lambda: seen.append(_niceness())
    rig.worker.start()
    rig.frames.put(rig.frame())
    assert rig.has_scan.wait(5)
    assert rig.worker.stop(5)
    assert seen == [min(19, before + BEHIND)]
    assert _niceness() == before


def _niceness() -> int:
    """The calling thread's."""
    return os.getpriority(os.PRIO_PROCESS, threading.get_native_id())


def test_the_thread_reads_what_lies_in_the_mailbox_and_stops() -> None:
    rig = Rig()
    rig.reader.texts = (BINH,)
    rig.worker.start()
    rig.frames.put(rig.frame())
    assert rig.has_scan.wait(5)
    assert rig.worker.stop(5)
