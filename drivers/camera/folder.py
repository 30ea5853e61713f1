"""A folder of images as a camera."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import cv2
import numpy as np

from drivers.camera.capture import Pace
from kiosk.base.clock import Clock
from kiosk.base.errors import DeviceFault, DeviceFaultKind
from kiosk.ports.camera import EndOfFootage

if TYPE_CHECKING:
    from kiosk.ports.camera import Image

_SUFFIXES = frozenset({".bmp", ".jpeg", ".jpg", ".png", ".webp"})


def image_files(folder: Path) -> list[Path]:
    """The folder's images in the order of their names. Raises OSError."""
    return sorted(path for path in folder.iterdir() if path.suffix.lower() in _SUFFIXES)


def load_image(path: Path) -> Image | None:
    """The image as BGR, or None if the file is not one. Raises OSError."""
    # cv2.imread does not take every file name on every platform, and hides why it failed.
    encoded = np.frombuffer(path.read_bytes(), dtype=np.uint8)
    if encoded.size == 0:
        return None
    try:
        image = cv2.imdecode(encoded, cv2.IMREAD_COLOR)
    except cv2.error:
        return None
    return None if image is None else np.asarray(image, dtype=np.uint8)


class FolderCamera:
    """Shows the images of a folder one after the other at a given rate."""

    def __init__(
        self,
        folder: Path,
        *,
        fps: float,
        loop: bool,
        clock: Clock,
        wait: Callable[[float], None] = time.sleep,
    ) -> None:
        self._folder = folder
        self._fps = fps
        self._loop = loop
        self._pace = Pace(clock, wait)
        self._files: list[Path] = []
        self._next = 0

    @property
    def name(self) -> str:
        """`images` and the folder's name."""
        return f"images {self._folder.name}"

    def open(self) -> None:
        """List the folder. Raises DeviceFault MISSING when it holds no image."""
        try:
            self._files = image_files(self._folder)
        except OSError as error:
            raise DeviceFault(
                DeviceFaultKind.MISSING, "camera", f"no folder {self._folder.name}"
            ) from error
        if not self._files:
            raise DeviceFault(
                DeviceFaultKind.MISSING, "camera", f"no images in {self._folder.name}"
            )
        self._next = 0

    def grab(self) -> Image:
        """The next image when it is due. Raises EndOfFootage, or DeviceFault LOST."""
        if self._next >= len(self._files):
            if not self._files:
                raise DeviceFault(DeviceFaultKind.LOST, "camera", "not open")
            if not self._loop:
                raise EndOfFootage
            self._next = 0
        path = self._files[self._next]
        self._next += 1
        try:
            image = load_image(path)
        except OSError as error:
            raise DeviceFault(
                DeviceFaultKind.LOST, "camera", f"{path.name} cannot be read"
            ) from error
        if image is None:
            raise DeviceFault(DeviceFaultKind.LOST, "camera", f"{path.name} is no image")
        self._pace.hold(self._fps)
        return image

    def close(self) -> None:
        """Forget the list."""
        self._files = []
