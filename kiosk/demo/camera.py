"""The demo's camera: plays the footage, is then unplugged, and comes back with an empty room."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import TYPE_CHECKING

from drivers.camera.capture import VideoCamera
from kiosk.base.clock import Clock
from kiosk.base.errors import DeviceFault, DeviceFaultKind
from kiosk.ports.camera import EndOfFootage

if TYPE_CHECKING:
    from kiosk.ports.camera import Image


class Plug:
    """What the demo does to its camera; shared by all of the camera's tries."""

    def __init__(self) -> None:
        self.footage_ended = threading.Event()
        self.is_plugged_in_again = threading.Event()


class DemoCamera:
    """A `Camera` over a real video file, which loses its plug when the footage has ended."""

    def __init__(self, footage: Path, room: Path, plug: Plug, clock: Clock) -> None:
        self._plug = plug
        ended = plug.footage_ended.is_set()
        self._video = VideoCamera(room if ended else footage, loop=ended, clock=clock)

    @property
    def name(self) -> str:
        """As the video's own."""
        return self._video.name

    def open(self) -> None:
        """Open the video. Raises DeviceFault MISSING while the plug is out."""
        if self._plug.footage_ended.is_set() and not self._plug.is_plugged_in_again.is_set():
            raise DeviceFault(DeviceFaultKind.MISSING, "camera", "the demo has unplugged it")
        self._video.open()

    def grab(self) -> Image:
        """The next frame. Raises DeviceFault LOST after the last one of the footage."""
        try:
            return self._video.grab()
        except EndOfFootage as end:
            self._plug.footage_ended.set()
            raise DeviceFault(DeviceFaultKind.LOST, "camera", "the demo has unplugged it") from end

    def close(self) -> None:
        """Release the file."""
        self._video.close()
