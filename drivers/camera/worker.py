"""The camera's thread: newest frame to the reader, a small copy to the preview."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import cv2
import numpy as np

from drivers.loop import Backoff, DeviceState, DeviceThread, Pulse, WatchedThread
from kiosk.base.clock import Clock
from kiosk.base.dataclass import dataclass
from kiosk.base.mailbox import Mailbox
from kiosk.base.priority import give_way
from kiosk.ports.camera import Camera, EndOfFootage, Frame

if TYPE_CHECKING:
    from kiosk.ports.camera import Image

PREVIEW_WIDTH_PX = 240
"""Enough to aim, too little to read a document over a shoulder (docs/spec/at-the-gate.md §8)."""
PREVIEW_FPS = 15.0
STALL_S = 2.0
"""A read that takes longer is given up: "camera lost" must show within 3 s."""
OPEN_S = 8.0
"""USB cameras take up to some seconds from opening to the first picture."""


def preview_image(image: Image) -> Image:
    """An RGB copy at most 240 px wide, not mirrored; the only picture the screen ever gets."""
    height, width = image.shape[:2]
    target = min(width, PREVIEW_WIDTH_PX)
    size = (target, max(1, round(height * target / width)))
    # Down to twice the size first: area averaging of the whole frame costs ten times as much.
    coarse: Image = image
    if width > 2 * target:
        double = (2 * size[0], 2 * size[1])
        coarse = np.asarray(cv2.resize(image, double), dtype=np.uint8)
    small = cv2.resize(coarse, size, interpolation=cv2.INTER_AREA)
    code = cv2.COLOR_GRAY2RGB if small.ndim == 2 else cv2.COLOR_BGR2RGB
    return np.asarray(cv2.cvtColor(small, code), dtype=np.uint8)


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a camera may be silent before it is left behind, s."""

    stall_s: float = STALL_S
    open_s: float = OPEN_S
    """From opening to the first picture."""


class CameraWorker(DeviceThread):
    """Owns the camera from start to stop and survives its losses.

    `make_camera` gives a new, unopened camera for each try, so that one whose read hangs can be
    left behind. `frames` gets every frame as the camera gave it, `preview` an RGB copy at most
    240 px wide at most 15 times a second. `on_state` is called on the camera's thread.
    """

    def __init__(
        self,
        make_camera: Callable[[], Camera],
        *,
        frames: Mailbox[Frame],
        preview: Mailbox[Frame],
        on_state: Callable[[DeviceState], None],
        clock: Clock,
        patience: Patience | None = None,
        backoff: Backoff | None = None,
    ) -> None:
        super().__init__("camera", self._session, on_state, clock=clock, backoff=backoff)
        patience = patience or Patience()
        self._make_camera = make_camera
        self._frames = frames
        self._preview = preview
        self._clock = clock
        self._seq = 0
        self._preview_due = 0.0
        self._watched = WatchedThread(
            "camera", stall_s=patience.stall_s, start_s=patience.open_s, clock=clock
        )

    @property
    def frames_seen(self) -> int:
        """How many frames the camera has given since the start."""
        return self._seq

    def _session(self, ready: Callable[[], None]) -> None:
        self._watched.run(lambda pulse: self._run_camera(pulse, ready))

    def _run_camera(self, pulse: Pulse, ready: Callable[[], None]) -> None:
        give_way()
        camera = self._make_camera()
        try:
            camera.open()
            pulse.beat()
            ready()
            while not self._stop.is_set():
                image = camera.grab()
                pulse.beat()
                self._deliver(image)
        except EndOfFootage:
            return
        finally:
            camera.close()

    def _deliver(self, image: Image) -> None:
        at = self._clock.monotonic()
        self._seq += 1
        self._frames.put(Frame(self._seq, at, image))
        if at >= self._preview_due:
            # A little early is allowed: at 30 frames/s each second frame must count.
            self._preview_due = at + 0.9 / PREVIEW_FPS
            self._preview.put(Frame(self._seq, at, preview_image(image)))
