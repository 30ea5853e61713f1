"""A whole kiosk whose camera page is opened before the printed sample, then closed for a person.

`python -m … DIRECTORY` prints, as JSON, the verdict, the figures shown, and how
many outcomes there were before the page and while it was open.
"""

from __future__ import annotations

import json
import select
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import cv2
import numpy as np
from PySide6.QtCore import QMetaObject, Qt

from drivers.sound.player import SilentPlayer
from kiosk.base.clock import SystemClock
from kiosk.composition.devices import Devices
from kiosk.composition.kiosk import Kiosk
from kiosk.demo.devices import demo_config
from kiosk.demo.film.people import demo_persons
from kiosk.documents.sample import sample_card
from kiosk.domain.scanning.camera_check import SAMPLE_MM, SAMPLE_MODULES
from kiosk.domain.station.staff_check import Corner
from kiosk.domain.station.touches import CameraSetupOpened, CornerHeld
from kiosk.domain.visits.decision import LaneName
from kiosk.services.journal import Journal
from tests.drivers.test_symbol_reader import picture

PATIENCE_S = 40.0
PX_PER_MODULE = 2.6


class Desk:
    """What lies before the camera: the sample alone, or a person's card beside it."""

    name = "desk"
    shows_person = False

    def __init__(self) -> None:
        card, px_per_mm = sample_card()
        scale = PX_PER_MODULE * SAMPLE_MODULES / SAMPLE_MM / px_per_mm
        small = cv2.resize(card, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        self._scene = np.full((720, 1280), 150, dtype=np.uint8)
        self._scene[40 : 40 + small.shape[0], 40 : 40 + small.shape[1]] = small // 2 + 70
        person = picture(demo_persons(3)[1].payload, box=4)
        self._with_person = self._scene.copy()
        self._with_person[300 : 300 + person.shape[0], 900 : 900 + person.shape[1]] = person
        self._rng = np.random.default_rng(1)

    def open(self) -> None:
        """Nothing to open."""

    def grab(self) -> np.ndarray:
        """The desk with a little grain, fifteen times a second."""
        select.select([], [], [], 1 / 15)
        scene = self._with_person if self.shows_person else self._scene
        grain = self._rng.integers(0, 6, scene.shape, dtype=np.uint8)
        return cv2.cvtColor(cv2.subtract(scene, grain), cv2.COLOR_GRAY2BGR)

    def close(self) -> None:
        """Nothing to close."""


def wait_until(is_so: Callable[[], bool]) -> bool:
    """Whether it became so in time."""
    end = time.monotonic() + PATIENCE_S
    while not is_so() and time.monotonic() < end:
        select.select([], [], [], 0.02)
    return is_so()


def main(arguments: list[str]) -> int:
    """Run, print what was seen, give the kiosk's exit code."""
    folder, desk, journal = Path(arguments[0]), Desk(), Journal(SystemClock().monotonic)
    devices = Devices(lambda: desk, lambda: None, SilentPlayer())
    config = demo_config(folder, folder / "none.avi")
    kiosk = Kiosk(config, devices=devices, headless=True, journal=journal)
    page = kiosk.window.station.rooms.setup.camera
    lane = kiosk.lanes[LaneName.GATE]
    seen: dict[str, object] = {}

    def press(name: str) -> None:
        QMetaObject.invokeMethod(page, name, Qt.ConnectionType.QueuedConnection)

    def hand() -> None:
        try:
            lane.wait_for_camera(PATIENCE_S)
            wait_until(lambda: lane.reader is not None and lane.reader.frames_read > 15)
            seen["before"] = len(journal.decided)
            for event in (CameraSetupOpened(), *map(CornerHeld, Corner)):
                kiosk.window.bridge.publish(event)
            wait_until(lambda: page.shown.verdict == "passed")
            desk.shows_person = True
            wait_until(lambda: len(journal.decided) > 0)
            seen["verdict"] = page.shown.verdict
            seen["advice"] = page.shown.advice
            seen["while_open"] = len(journal.decided)
            seen["open"] = page.shown.open
            press("close")
            wait_until(lambda: not page.shown.open)
            seen["closed"] = not page.shown.open
        finally:
            kiosk.window.quit()

    threading.Thread(target=hand, name="hand", daemon=True).start()
    code = kiosk.run()
    print(json.dumps(seen))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
