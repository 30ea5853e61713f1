"""Cameras over `cv2.VideoCapture`: a USB device, a video file, a network stream."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

import cv2
import numpy as np

from drivers.camera.device import WebcamDevice
from drivers.camera.sight import SightWatch, fingerprint
from kiosk.base.clock import Clock
from kiosk.base.errors import DeviceFault, DeviceFaultKind
from kiosk.ports.camera import EndOfFootage

if TYPE_CHECKING:
    from kiosk.ports.camera import Image

# OpenCV and its FFmpeg print to stderr what this module reports as DeviceFault. FFmpeg reads its
# level once, from the environment, at the first video that is opened.
cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)
os.environ.setdefault("OPENCV_FFMPEG_LOGLEVEL", "-8")

READY_FRAMES = 3
READY_S = 5.0
_STREAM_OPEN_MS = 4000
_STREAM_READ_MS = 1800
_FALLBACK_FPS = 30.0
_LATE_S = 0.5


class Capture(Protocol):
    """The part of `cv2.VideoCapture` used here."""

    def isOpened(self) -> bool:  # noqa: N802
        """Whether the backend believes it has the source."""
        ...

    def read(self) -> tuple[bool, Image]:
        """Next frame, or False."""
        ...

    def set(self, setting: int, value: float, /) -> bool:
        """Ask for a setting; False where the source does not offer it."""
        ...

    def get(self, setting: int, /) -> float:
        """A setting's value, 0 where unknown."""
        ...

    def release(self) -> None:
        """Give the source back."""
        ...


OpenCapture = Callable[[str, int, Sequence[int]], Capture]
"""(source, backend, parameters) → capture."""


def open_capture(source: str, backend: int, parameters: Sequence[int]) -> Capture:
    """`cv2.VideoCapture` itself."""
    return cv2.VideoCapture(source, backend, list(parameters))  # type: ignore[return-value]


@contextmanager
def _as_fault(kind: DeviceFaultKind) -> Iterator[None]:
    """Where OpenCV's own exceptions become ours."""
    try:
        yield
    except cv2.error as error:
        raise DeviceFault(kind, "camera", f"OpenCV code {error.code}") from error


def _read(capture: Capture) -> Image | None:
    with _as_fault(DeviceFaultKind.LOST):
        is_read, image = capture.read()
    return np.asarray(image, dtype=np.uint8) if is_read and image is not None else None


class WebcamCamera:
    """A USB camera by device index ("0") or path (`/dev/v4l/by-id/…`, stable over replugging).

    Ready only after three different pictures, because OpenCV calls absent and virtual cameras
    open; lost when the driver says so, when pictures freeze, or when they are black or white.
    """

    def __init__(
        self, device: WebcamDevice, *, clock: Clock, opener: OpenCapture = open_capture
    ) -> None:
        self._device = device
        self._clock = clock
        self._opener = opener
        self._capture: Capture | None = None
        self._sight = SightWatch()

    @property
    def name(self) -> str:
        """`webcam` and the device's path."""
        return f"webcam {self._device.name}"

    def open(self) -> None:
        """Find it, open it, set it, and see three different pictures.

        Raises DeviceFault MISSING without such a device, BUSY when it gives no pictures.
        """
        node = self._device.locate()
        with _as_fault(DeviceFaultKind.BUSY):
            self._capture = self._opener(str(node), cv2.CAP_V4L2, ())
        if not self._capture.isOpened():
            self.close()
            raise DeviceFault(DeviceFaultKind.BUSY, "camera", "the device does not open")
        with _as_fault(DeviceFaultKind.BUSY):
            self._device.apply(self._capture)
        self._wait_for_pictures(self._capture)
        self._device.learn(node)
        self._sight = SightWatch()

    def _wait_for_pictures(self, capture: Capture) -> None:
        deadline = self._clock.monotonic() + READY_S
        seen: set[int] = set()
        while len(seen) < READY_FRAMES:
            image = _read(capture)
            if image is None or self._clock.monotonic() > deadline:
                self.close()
                raise DeviceFault(DeviceFaultKind.BUSY, "camera", "the device gives no pictures")
            seen.add(fingerprint(image))

    def grab(self) -> Image:
        """The next picture. Raises DeviceFault LOST."""
        if self._capture is None:
            raise DeviceFault(DeviceFaultKind.LOST, "camera", "not open")
        image = _read(self._capture)
        if image is None:
            raise DeviceFault(DeviceFaultKind.LOST, "camera", "the device stopped")
        self._sight.check(image, self._clock.monotonic())
        return image

    def close(self) -> None:
        """Release the device."""
        if self._capture is not None:
            self._capture.release()
            self._capture = None


class StreamCamera:
    """A network camera (`rtsp://`, `http://`).

    Pictures are not compared: an encoder may rightly send an unchanged scene as equal pictures.
    A silent network shows in FFmpeg's read time limit.
    """

    def __init__(self, address: str, *, opener: OpenCapture = open_capture) -> None:
        self._address = address
        self._opener = opener
        self._capture: Capture | None = None

    @property
    def name(self) -> str:
        """`stream` and the host; the address may hold a password."""
        try:
            host = urlsplit(self._address).hostname
        except ValueError:
            host = None
        return f"stream {host or '?'}"

    def open(self) -> None:
        """Connect. Raises DeviceFault MISSING."""
        limits = (
            cv2.CAP_PROP_OPEN_TIMEOUT_MSEC,
            _STREAM_OPEN_MS,
            cv2.CAP_PROP_READ_TIMEOUT_MSEC,
            _STREAM_READ_MS,
        )
        with _as_fault(DeviceFaultKind.MISSING):
            self._capture = self._opener(self._address, cv2.CAP_FFMPEG, limits)
        if not self._capture.isOpened():
            self.close()
            raise DeviceFault(DeviceFaultKind.MISSING, "camera", "the stream does not answer")

    def grab(self) -> Image:
        """The next picture. Raises DeviceFault LOST when the stream stops or falls silent."""
        image = None if self._capture is None else _read(self._capture)
        if image is None:
            raise DeviceFault(DeviceFaultKind.LOST, "camera", "the stream stopped")
        return image

    def close(self) -> None:
        """Disconnect."""
        if self._capture is not None:
            self._capture.release()
            self._capture = None


class Pace:
    """Holds a recorded source to its own frame rate."""

    def __init__(self, clock: Clock, wait: Callable[[float], None]) -> None:
        self._clock = clock
        self._wait = wait
        self._due: float | None = None

    def hold(self, fps: float) -> None:
        """Wait until the next frame is due; after a long pause go on from now."""
        now = self._clock.monotonic()
        if self._due is None or now - self._due > _LATE_S:
            self._due = now
        if self._due > now:
            self._wait(self._due - now)
        self._due += 1.0 / fps


class VideoCamera:
    """A video file, played at its own frame rate like a live camera."""

    def __init__(
        self,
        path: Path,
        *,
        loop: bool,
        clock: Clock,
        wait: Callable[[float], None] = time.sleep,
        opener: OpenCapture = open_capture,
    ) -> None:
        self._path = path
        self._loop = loop
        self._opener = opener
        self._pace = Pace(clock, wait)
        self._capture: Capture | None = None
        self._fps = _FALLBACK_FPS

    @property
    def name(self) -> str:
        """`video` and the file's name."""
        return f"video {self._path.name}"

    def open(self) -> None:
        """Open the file at its beginning. Raises DeviceFault MISSING."""
        if not self._path.is_file():
            raise DeviceFault(DeviceFaultKind.MISSING, "camera", f"no file {self._path.name}")
        with _as_fault(DeviceFaultKind.MISSING):
            self._capture = self._opener(str(self._path), cv2.CAP_FFMPEG, ())
        if not self._capture.isOpened():
            self.close()
            raise DeviceFault(DeviceFaultKind.MISSING, "camera", f"no video in {self._path.name}")
        fps = self._capture.get(cv2.CAP_PROP_FPS)
        self._fps = fps if 1.0 <= fps <= 240.0 else _FALLBACK_FPS

    def grab(self) -> Image:
        """The next picture when it is due. Raises EndOfFootage, or DeviceFault LOST."""
        image = self._next()
        if image is None and self._loop:
            self.close()
            self.open()
            image = self._next()
        if image is None:
            raise EndOfFootage
        self._pace.hold(self._fps)
        return image

    def _next(self) -> Image | None:
        if self._capture is None:
            raise DeviceFault(DeviceFaultKind.LOST, "camera", "not open")
        return _read(self._capture)

    def close(self) -> None:
        """Close the file."""
        if self._capture is not None:
            self._capture.release()
            self._capture = None
