"""Judging a live camera by its pictures, because drivers do not report every loss."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import numpy as np

from kiosk.base.errors import DeviceFault, DeviceFaultKind

if TYPE_CHECKING:
    from kiosk.ports.camera import Image

FROZEN_S = 1.5
BLIND_S = 2.5
_BLACK = 6.0
_WHITE = 250.0
_ROW_STEP = 12


def fingerprint(image: Image) -> int:
    """A number that differs between any two pictures of a real sensor.

    Every twelfth row is enough: sensor noise changes some of its pixels in each frame.
    """
    return zlib.crc32(np.ascontiguousarray(image[::_ROW_STEP]).data)


class SightWatch:
    """Finds frozen and blind cameras.

    After an unplug `read()` may go on returning the last frame as if it were new
    (docs/spec/hardware.md §2); identical pictures for more than 1.5 s therefore mean LOST. So do
    pictures that are black or white all over for more than 2.5 s: nobody can be read through them.
    """

    def __init__(self) -> None:
        self._print: int | None = None
        self._changed_at = 0.0
        self._seeing_at = 0.0

    def check(self, image: Image, at: float) -> None:
        """Take the picture of monotonic second `at`. Raises DeviceFault LOST."""
        mark = fingerprint(image)
        if self._print is None:
            self._seeing_at = at
        if mark != self._print:
            self._print = mark
            self._changed_at = at
        elif at - self._changed_at > FROZEN_S:
            raise DeviceFault(DeviceFaultKind.LOST, "camera", "the picture is frozen")
        if _BLACK < float(image[:: 4 * _ROW_STEP, ::16].mean()) < _WHITE:
            self._seeing_at = at
        elif at - self._seeing_at > BLIND_S:
            raise DeviceFault(DeviceFaultKind.LOST, "camera", "the picture is black or white")
