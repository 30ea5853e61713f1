"""One configured webcam over all its openings: where it is now, and how it wants to be set."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import cv2

from kiosk.base.errors import DeviceFault, DeviceFaultKind
from kiosk.settings.config import CameraConfig

log = logging.getLogger(__name__)

BY_ID = Path("/dev/v4l/by-id")
NO_PERMISSION = "no permission for the device"
"""The detail of the fault: the node is there, and this user may not open it."""
"""udev's links, named after maker, model and serial number of each camera."""

# V4L2_CID_EXPOSURE_AUTO, which OpenCV's V4L2 backend passes on as it is (videodev2.h).
_EXPOSURE_MANUAL = 1
_EXPOSURE_APERTURE_PRIORITY = 3
_EXPOSURE_STEPS_PER_MS = 10
"""V4L2_CID_EXPOSURE_ABSOLUTE counts 100 µs."""
_BUFFERED_FRAMES = 2


class Settable(Protocol):
    """The part of `cv2.VideoCapture` that takes settings."""

    def set(self, setting: int, value: float, /) -> bool:
        """Ask for a setting; False where the source does not offer it."""
        ...

    def get(self, setting: int, /) -> float:
        """A setting's value, 0 where unknown."""
        ...


class WebcamDevice:
    """Finds one camera again and sets it; used by one thread at a time.

    The camera itself is made anew for each try; this outlives it, so that a camera that comes back
    under another index is found by its stable path, and what it refuses is logged once.
    """

    def __init__(self, config: CameraConfig, *, by_id: Path = BY_ID) -> None:
        source = config.source
        self._config = config
        self._path = Path(f"/dev/video{source}") if source.isdecimal() else Path(source)
        self._by_id = by_id
        self._stable: Path | None = None
        self._told: set[str] = set()

    @property
    def name(self) -> str:
        """The path as configured."""
        return str(self._path)

    def locate(self) -> Path:
        """The device node, links resolved, by its stable path if that was learned and is there.

        Raises DeviceFault MISSING.
        """
        path = self._path
        if self._stable is not None and self._stable.exists():
            path = self._stable
        if not path.exists():
            raise DeviceFault(DeviceFaultKind.MISSING, "camera", "no such device")
        if not os.access(path, os.R_OK | os.W_OK):
            raise DeviceFault(DeviceFaultKind.MISSING, "camera", NO_PERMISSION)
        return path.resolve()

    def learn(self, node: Path) -> None:
        """Remember the stable path of a node that gave pictures."""
        stable = stable_path(node, self._by_id)
        if stable is not None:
            self._stable = stable

    def apply(self, capture: Settable) -> None:
        """Ask for every configured setting; what is refused is logged once and never fatal."""
        for name, setting, value in self._settings():
            if not capture.set(setting, value):
                self._tell(name, "is not offered")
        wanted = (self._config.width_px, self._config.height_px)
        given = (
            int(capture.get(cv2.CAP_PROP_FRAME_WIDTH)),
            int(capture.get(cv2.CAP_PROP_FRAME_HEIGHT)),
        )
        # Drivers take a size they do not have, say yes, and give the nearest.
        if given != wanted:
            self._tell("size", f"{wanted[0]}x{wanted[1]} became {given[0]}x{given[1]}")

    def _settings(self) -> Iterator[tuple[str, int, float]]:
        """Name, OpenCV's setting and value, in the order the drivers need."""
        config = self._config
        # MJPG before the size: uncompressed 720p exceeds USB 2 and would drop the frame rate.
        if config.mjpg:
            yield "mjpg", cv2.CAP_PROP_FOURCC, float(cv2.VideoWriter.fourcc(*"MJPG"))
        yield "width_px", cv2.CAP_PROP_FRAME_WIDTH, float(config.width_px)
        yield "height_px", cv2.CAP_PROP_FRAME_HEIGHT, float(config.height_px)
        yield "fps", cv2.CAP_PROP_FPS, float(config.fps)
        yield "buffer", cv2.CAP_PROP_BUFFERSIZE, float(_BUFFERED_FRAMES)
        yield "autofocus", cv2.CAP_PROP_AUTOFOCUS, float(config.autofocus)
        # A value is taken only once its automatic is off.
        if not config.autofocus:
            yield "focus", cv2.CAP_PROP_FOCUS, float(config.focus)
        if config.exposure_ms > 0:
            yield "exposure_ms", cv2.CAP_PROP_AUTO_EXPOSURE, float(_EXPOSURE_MANUAL)
            steps = max(1, round(config.exposure_ms * _EXPOSURE_STEPS_PER_MS))
            yield "exposure_ms", cv2.CAP_PROP_EXPOSURE, float(steps)
        else:
            # A camera keeps what the last program set, over unplugging too in some cases.
            yield "exposure_ms", cv2.CAP_PROP_AUTO_EXPOSURE, float(_EXPOSURE_APERTURE_PRIORITY)

    def _tell(self, name: str, problem: str) -> None:
        if name not in self._told:
            self._told.add(name)
            log.info("camera: %s %s", name, problem)


def stable_path(node: Path, by_id: Path = BY_ID) -> Path | None:
    """The link in `by_id` that leads to this device node; None without one."""
    try:
        links = sorted(by_id.iterdir())
    except OSError:
        return None
    return next((link for link in links if link.resolve() == node), None)
