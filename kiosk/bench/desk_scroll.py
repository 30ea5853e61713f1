"""The list of a day while it is scrolled, in the window of a whole kiosk whose gate is at work.

Drawn without a screen and by the processor alone: nothing waits for a display's beat, so what lies
between two frames is what the window's thread needed.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import NamedTuple

from kiosk.base.clock import SystemClock
from kiosk.composition.kiosk import Kiosk
from kiosk.demo.devices import demo_config
from kiosk.demo.stage import staged_kiosk
from kiosk.domain.station.desk import PageWanted, StaffSignedIn
from kiosk.domain.station.pages.day_list import DayList
from kiosk.domain.visits.decision import LaneName
from kiosk.ports.camera import Camera
from kiosk.ports.scans import Scan, ScanSource
from kiosk.services.journal import Journal
from kiosk.settings.config import PrinterConfig, Renderer, StoreConfig
from ui.list_scroll import ScrollingFinger
from ui.showcase import demo_session

_SECONDS = 20.0


class Scrolled(NamedTuple):
    """What the window's thread needed while the list moved, in seconds."""

    frames_s: Sequence[float]
    """From each frame to the next."""
    worked_s: Sequence[float]
    """What it had of the processor for that: whatever else the machine does is not in it."""
    late_s: Sequence[float]
    """By how much the event loop came late."""


def scroll_day(
    folder: Path, store: Path, video: Path, day: date, codes: Sequence[str], scans_per_s: float
) -> Scrolled:
    """Scroll the list of `day` for some seconds.

    The gate scans `codes` before `video`. Raises RuntimeError where no list comes.
    """
    config = demo_config(folder, video)
    config = replace(
        config,
        printer=PrinterConfig(),
        store=StoreConfig(directory=str(store)),
        ui=replace(config.ui, renderer=Renderer.SOFTWARE),
    )
    clock = SystemClock()

    def make_camera() -> Camera:
        from drivers.camera.capture import VideoCamera

        return VideoCamera(video, loop=True, clock=clock)

    kiosk = staged_kiosk(config, make_camera, Journal(clock.monotonic))
    events = (StaffSignedIn(demo_session()), PageWanted(DayList(day=day)))
    finger = ScrollingFinger(kiosk.window, events, _SECONDS)
    is_over = threading.Event()
    gate = threading.Thread(target=_scan, args=(kiosk, is_over, codes, scans_per_s), name="people")
    kiosk.on_marks_complete(finger.is_ready.set)
    finger.begin()
    gate.start()
    try:
        kiosk.run()
    finally:
        is_over.set()
        gate.join()
    if not finger.frames_s:
        raise RuntimeError("no list was scrolled")
    late_s = kiosk.window.heartbeat.late_between(*finger.beats)
    return Scrolled(finger.frames_s, finger.worked_s, late_s)


def _scan(kiosk: Kiosk, is_over: threading.Event, codes: Sequence[str], scans_per_s: float) -> None:
    clock = SystemClock()
    for number in count():
        if is_over.wait(1 / scans_per_s):
            return
        if kiosk.marks.ready is not None and kiosk.station is not None:
            scan = Scan(codes[number % len(codes)], ScanSource.CAMERA, LaneName.GATE, clock.now())
            kiosk.station.core.submit(scan)
