"""A camera that misbehaves on command, for tests, the demo and the trainer."""

from __future__ import annotations

import threading
from collections.abc import Callable
from enum import StrEnum
from typing import TYPE_CHECKING

import numpy as np

from drivers.camera.sight import SightWatch
from kiosk.base.clock import Clock
from kiosk.base.errors import DeviceFault, DeviceFaultKind
from kiosk.ports.camera import Camera

if TYPE_CHECKING:
    from kiosk.ports.camera import Image


class CameraTrouble(StrEnum):
    """What is wrong with the simulated camera (fault H4)."""

    NONE = "none"
    ABSENT = "absent"
    BUSY = "busy"
    LOST = "lost"
    FROZEN = "frozen"
    BLOCKED = "blocked"
    BLACK = "black"
    OVEREXPOSED = "overexposed"


class TroubleSwitch:
    """Sets the trouble from any thread; the camera obeys at its next frame."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._trouble = CameraTrouble.NONE

    @property
    def trouble(self) -> CameraTrouble:
        """What is wrong now."""
        return self._trouble

    def set(self, trouble: CameraTrouble) -> None:
        """Begin this trouble; NONE ends it and wakes every blocked read."""
        with self._changed:
            self._trouble = trouble
            self._changed.notify_all()

    def block(self) -> None:
        """Hang as long as the trouble is BLOCKED."""
        with self._changed:
            self._changed.wait_for(lambda: self._trouble is not CameraTrouble.BLOCKED)


class SimulatedCamera:
    """Another camera's pictures, with the troubles of a real device on command.

    The watch over frozen and blind pictures is the real webcam's.
    """

    def __init__(
        self, make_source: Callable[[], Camera], switch: TroubleSwitch, *, clock: Clock
    ) -> None:
        self._source = make_source()
        self._switch = switch
        self._clock = clock
        self._sight = SightWatch()
        self._last: Image | None = None

    @property
    def name(self) -> str:
        """`simulated` and the source's name."""
        return f"simulated {self._source.name}"

    def open(self) -> None:
        """Open the source. Raises DeviceFault MISSING or BUSY on command."""
        trouble = self._switch.trouble
        if trouble is CameraTrouble.ABSENT or trouble is CameraTrouble.LOST:
            raise DeviceFault(DeviceFaultKind.MISSING, "camera", "simulated")
        if trouble not in (CameraTrouble.NONE, CameraTrouble.BLOCKED):
            raise DeviceFault(DeviceFaultKind.BUSY, "camera", "simulated")
        self._switch.block()
        self._source.open()
        self._sight = SightWatch()
        self._last = None

    def grab(self) -> Image:
        """The source's next picture, or what the trouble makes of it.

        Raises DeviceFault LOST, or EndOfFootage.
        """
        self._switch.block()
        trouble = self._switch.trouble
        if trouble in (CameraTrouble.ABSENT, CameraTrouble.BUSY, CameraTrouble.LOST):
            raise DeviceFault(DeviceFaultKind.LOST, "camera", "simulated")
        image = self._source.grab()
        if trouble is CameraTrouble.FROZEN and self._last is not None:
            image = self._last
        elif trouble is CameraTrouble.BLACK:
            image = np.zeros_like(image)
        elif trouble is CameraTrouble.OVEREXPOSED:
            image = np.full_like(image, 255)
        self._last = image
        self._sight.check(image, self._clock.monotonic())
        return image

    def close(self) -> None:
        """Release the source."""
        self._source.close()
