"""A camera on trial: a few seconds of pictures, the best of them, and what they say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import cv2

from drivers.scanner.reader import TwoEngineReader
from kiosk.base.clock import Clock
from kiosk.base.dataclass import dataclass
from kiosk.base.files import write_whole
from kiosk.base.phrases import Phrase
from kiosk.domain.scanning.camera_check import PASS_LOOKS, PASS_SHARE, Look, needed_px
from kiosk.ports.camera import Camera, EndOfFootage

if TYPE_CHECKING:
    from kiosk.ports.camera import Image

TRIAL_S = 4.0
"""Autofocus and exposure take one or two seconds to settle; the second half counts."""
_MOST_FRAMES = 240


@dataclass(frozen=True, slots=True)
class Trial:
    """What a camera gave."""

    camera: str
    """Its name."""
    image: Image
    """The picture in which the code was seen best, or the last one without a code."""
    look: Look
    """What that picture says."""
    frames: int
    fps: float
    """Frames a second while they were read."""
    reads_old_card: bool | None
    """Whether the sample was read in most pictures; None while it was not in view."""


def try_camera(camera: Camera, clock: Clock, trial_s: float = TRIAL_S) -> Trial:
    """Open the camera, look through it for a while, close it.

    Raises DeviceFault, LOST for a source without any picture.
    """
    reader = TwoEngineReader(clock)
    try:
        camera.open()
        return _look_through(camera, reader, clock, trial_s)
    finally:
        camera.close()
        reader.close()


def _look_through(camera: Camera, reader: TwoEngineReader, clock: Clock, trial_s: float) -> Trial:
    start = clock.monotonic()
    image = camera.grab()
    best = (image, Look(level=0.0))
    looks: list[Look] = []
    try:
        while len(looks) < _MOST_FRAMES:
            reader.read(image)
            look = reader.look()
            looks.append(look)
            if len(looks) == 1 or _merit(look) >= _merit(best[1]):
                best = (image, look)
            if clock.monotonic() - start >= trial_s:
                break
            image = camera.grab()
    except EndOfFootage:
        pass
    took_s = clock.monotonic() - start
    fps = len(looks) / took_s if took_s > 0 else 0.0
    return Trial(camera.name, *best, len(looks), fps, _reads_old_card(looks))


def _merit(look: Look) -> tuple[bool, bool, float]:
    view = look.view
    margin = 0.0 if view is None else min(view.px_per_module / needed_px(view.edge_px), 1.0)
    return look.is_sample, look.is_read, margin


def _reads_old_card(looks: list[Look]) -> bool | None:
    shown = [look.is_read for look in looks[len(looks) // 2 :] if look.is_sample]
    if not shown:
        return None
    return len(shown) >= PASS_LOOKS and sum(shown) >= PASS_SHARE * len(shown)


def picture_writer(path: Path) -> Callable[[Image], None]:
    """What writes a picture to `path` in the format of its suffix.

    Raises ValueError for a suffix that is no picture's; the writer raises OSError.
    """
    suffix = path.suffix.lower()
    if suffix not in (".png", ".jpg", ".jpeg", ".bmp", ".webp"):
        raise ValueError(Phrase("{name}: expected .png, .jpg, .bmp or .webp", name=path.name))

    def write(image: Image) -> None:
        _, encoded = cv2.imencode(suffix, image)
        write_whole(path, encoded.tobytes(), is_durable=False, makes_folder=False)

    return write
