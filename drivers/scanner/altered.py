"""The same picture, altered so that a decoder finds more in it: pure functions.

Each gives a picture, and by how much it is wider and higher than the one it was made of. What each
is good for was measured on public photographs that no engine read as they were, and on `bench
footage` (docs/spec/credentials.md §6).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from drivers.scanner.engines import Sighting
from kiosk.base.dataclass import dataclass
from kiosk.ports.codes import Corners

if TYPE_CHECKING:
    from cv2.typing import MatLike

    from kiosk.ports.camera import Image

_DARKER = 3
"""Grey levels below its surroundings from which on a pixel is dark."""
_AROUND_PX = 41
_BLUR_PX = 1.2
_SHARPEN_PX, _SHARPEN_BY = 3.0, 1.5


@dataclass(frozen=True, slots=True, eq=False)
class Altered:
    """A picture made of another."""

    picture: Image
    across: float = 1.0
    down: float = 1.0
    """Its width and height as multiples of the other's."""

    def back(self, sight: Sighting) -> Sighting:
        """What was seen in it, in pixels of the picture it was made of."""
        return Sighting(
            tuple(
                replace(symbol, corners=scaled(symbol.corners, 1 / self.across, 1 / self.down))
                for symbol in sight.symbols
            ),
            tuple(
                replace(suspect, corners=scaled(suspect.corners, 1 / self.across, 1 / self.down))
                for suspect in sight.suspects
            ),
            sight.has_appended,
        )


def scaled(corners: Corners, across: float, down: float, left: int = 0, top: int = 0) -> Corners:
    """Corners in a picture of another scale, or from which `left` and `top` px were cut off."""
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = (
        (round(x * across) + left, round(y * down) + top) for x, y in corners
    )
    return (ax, ay), (bx, by), (cx, cy), (dx, dy)


def resized(grey: Image, across: float, down: float) -> Altered:
    """Another size; smooth in both directions."""
    height, width = grey.shape
    # A sliver stays at least one pixel wide.
    size = max(1, round(width * across)), max(1, round(height * down))
    way = cv2.INTER_AREA if across * down < 1 else cv2.INTER_CUBIC
    picture = _u8(cv2.resize(grey, size, interpolation=way))
    return Altered(picture, size[0] / width, size[1] / height)


def shrunk(grey: Image, most_px: int) -> Altered:
    """At most so many pixels wide and high: creases and scratches vanish; itself if it is that."""
    scale = most_px / max(grey.shape)
    return Altered(grey) if scale >= 1 else resized(grey, scale, scale)


def evened(grey: Image, most_px: int, block: int) -> Altered:
    """Black and white, each pixel against the `block` around it: for light that is not even."""
    small = shrunk(grey, most_px)
    picture = cv2.adaptiveThreshold(
        small.picture, 255, cv2.ADAPTIVE_THRESH_GAUSSIAN_C, cv2.THRESH_BINARY, block, _DARKER
    )
    return Altered(_u8(picture), small.across, small.down)


def smoothed(grey: Image, px: float) -> Image:
    """Without grain: blurred by so many pixels (standard deviation)."""
    return _u8(cv2.GaussianBlur(grey, (0, 0), px))


def levelled(grey: Image) -> Image:
    """Every pixel as a share of the mean around it: shadows and gradients go, greys stay."""
    # Where all around is black, OpenCV's quotient is nought.
    return _u8(cv2.divide(grey, cv2.blur(grey, (_AROUND_PX, _AROUND_PX)), scale=128))


def refined(grey: Image) -> Altered:
    """Without grain, twice as large, and sharpened: for noise and soft edges."""
    large = resized(smoothed(grey, _BLUR_PX), 2.0, 2.0)
    return Altered(sharpened(large.picture), 2.0, 2.0)


def sharpened(grey: Image) -> Image:
    """Edges made steeper, for a lens out of focus."""
    soft = cv2.GaussianBlur(grey, (0, 0), _SHARPEN_PX)
    # Into the blurred one: at twice a frame's size each further copy is 4 MB.
    return _u8(cv2.addWeighted(grey, 1 + _SHARPEN_BY, soft, -_SHARPEN_BY, 0, dst=soft))


def thickened(grey: Image, px: int) -> Altered:
    """Dark parts wider by `px` - 1: for finder patterns that glare or wear has broken."""
    return Altered(_u8(cv2.erode(grey, np.ones((px, px), dtype=np.uint8))))


def _u8(picture: MatLike) -> Image:
    return np.asarray(picture, dtype=np.uint8)
