"""A whole kiosk whose camera is unplugged and plugged in again, over and over.

`python -m … DIRECTORY CYCLES` prints, as JSON, threads, file handles and memory after
each cycle, and the longest times from trouble to "lost" and from plug to pictures.
"""

from __future__ import annotations

import json
import os
import select
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from drivers.camera.simulated import CameraTrouble, SimulatedCamera, TroubleSwitch
from drivers.loop import Backoff
from drivers.sound.player import SilentPlayer
from kiosk.base.clock import SystemClock
from kiosk.composition.devices import Devices
from kiosk.composition.kiosk import Kiosk
from kiosk.demo.devices import demo_config
from kiosk.domain.visits.decision import LaneName
from kiosk.ports.camera import Camera

PATIENCE_S = 30.0
STEP_S = 0.005
DEAR_TROUBLES = (CameraTrouble.BLOCKED, CameraTrouble.FROZEN)
"""They take two seconds to be noticed: one in twenty cycles is enough."""
CHEAP_TROUBLES = (CameraTrouble.LOST, CameraTrouble.ABSENT, CameraTrouble.BUSY)


class NoisyRoom:
    """Living pictures of 640×360 at about 60 a second."""

    name = "noisy room"

    def __init__(self) -> None:
        self._rng = np.random.default_rng(1)
        self._base = self._rng.integers(60, 190, (360, 640, 3), dtype=np.uint8)

    def open(self) -> None:
        """Nothing to open."""

    def grab(self) -> np.ndarray:
        """The room, with other noise in its first rows."""
        select.select([], [], [], 1 / 60)
        image = self._base.copy()
        image[:24] = self._rng.integers(60, 190, (24, 640, 3), dtype=np.uint8)
        return image

    def close(self) -> None:
        """Nothing to close."""


def wait_until(is_so: Callable[[], bool]) -> float:
    """Seconds until it was so. Raises TimeoutError."""
    start = time.monotonic()
    while not is_so():
        if time.monotonic() - start > PATIENCE_S:
            raise TimeoutError("the kiosk did not get there")
        select.select([], [], [], STEP_S)
    return time.monotonic() - start


def resident_kb() -> int:
    """This process's resident memory."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024


def _thread_names() -> set[str]:
    return {thread.name for thread in threading.enumerate()}


class Cycles:
    """Plays the hand at the plug, on a thread of its own."""

    def __init__(self, folder: Path, count: int) -> None:
        self._count = count
        self._switch = TroubleSwitch()
        self.figures: dict[str, list[float]] = {
            name: [] for name in ("threads", "handles", "resident_kb", "lost_s", "back_s")
        }
        self.failure = ""
        clock = SystemClock()

        def make_camera() -> Camera:
            return SimulatedCamera(NoisyRoom, self._switch, clock=clock)

        devices = Devices(make_camera, lambda: None, SilentPlayer(), Backoff(0.01, 1.0, 0.01))
        config = demo_config(folder, folder / "none.avi")
        self._kiosk = Kiosk(config, devices=devices, headless=True)
        self._thread = threading.Thread(target=self._watch, name="hand", daemon=True)

    def run(self) -> int:
        """Live until every cycle is done; the kiosk's exit code."""
        self._thread.start()
        return self._kiosk.run()

    def _watch(self) -> None:
        try:
            if not self._kiosk.lanes[LaneName.GATE].wait_for_camera(PATIENCE_S):
                raise TimeoutError("no camera at the start")
            # What comes up or ends after the camera would be taken for its doing.
            wait_until(lambda: "sync" in _thread_names() and "start" not in _thread_names())
            for number in range(self._count):
                self._cycle(number)
        except TimeoutError as error:
            self.failure = str(error)
        finally:
            self._kiosk.window.quit()

    def _cycle(self, number: int) -> None:
        kiosk, board = self._kiosk, self._kiosk.health
        is_dear = number % 20 == 19
        troubles = DEAR_TROUBLES if is_dear else CHEAP_TROUBLES
        self._switch.set(troubles[number // (20 if is_dear else 1) % len(troubles)])
        lost_s = wait_until(lambda: board.health.camera is not None)
        self._switch.set(CameraTrouble.NONE)
        back_s = wait_until(lambda: board.health.camera is None)
        reader = kiosk.lanes[LaneName.GATE].reader
        assert reader is not None
        read = reader.frames_read
        wait_until(lambda: reader.frames_read > read + 1)
        usual = self.figures["threads"][0] if number else 0
        wait_until(lambda: not usual or threading.active_count() <= usual)
        figures = (
            threading.active_count(),
            len(list(Path("/proc/self/fd").iterdir())),
            resident_kb(),
            lost_s,
            back_s,
        )
        for name, figure in zip(self.figures, figures, strict=True):
            self.figures[name].append(figure)


def main(arguments: list[str]) -> int:
    """Run, print the figures, give the exit code."""
    cycles = Cycles(Path(arguments[0]), int(arguments[1]))
    code = cycles.run()
    left = [thread.name for thread in threading.enumerate() if thread.name.startswith("camera")]
    print(json.dumps(cycles.figures | {"failure": cycles.failure, "left": left}))
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
