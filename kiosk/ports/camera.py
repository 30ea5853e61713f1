"""What is asked of a camera: frames, one after the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from kiosk.base.dataclass import dataclass

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Image = NDArray[np.uint8]
    """Height x width (grey) or height x width x 3 (BGR), uint8."""


@dataclass(frozen=True, slots=True, eq=False)
class Frame:
    """One image from the camera."""

    seq: int
    at: float
    """Monotonic seconds when the grab returned."""
    image: Image


class EndOfFootage(Exception):
    """A finite camera source (video file, image folder) has shown its last frame."""


class Camera(Protocol):
    """A source of frames; used by one thread only."""

    @property
    def name(self) -> str:
        """How logs and the doctor name it; never a person's data."""
        ...

    def open(self) -> None:
        """Make it ready. Raises DeviceFault MISSING or BUSY."""
        ...

    def grab(self) -> Image:
        """The next frame, waiting for it. Raises DeviceFault LOST or TIMEOUT, or EndOfFootage."""
        ...

    def close(self) -> None:
        """Release the device; safe to call twice and after a fault."""
        ...
