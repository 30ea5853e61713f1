"""Structured append: several QR codes that are one message (ISO/IEC 18004 §8).

zxing-cpp hands out the text of one of them and does not say so. The first four bits of a
code's content do: they stand in the four modules of its lower right corner, whatever its version.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING

import cv2
import numpy as np

from kiosk.ports.codes import Corners

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kiosk.ports.camera import Image

_STRUCTURED_APPEND = 0b0011
_BLOCK = 8
"""Modules a side of the corner whose darkest and lightest are black and white there."""
_FINDER_CENTRE, _FINDER_RING = (3, 3), (3, 1)
"""Row and column of a dark and a light module of the finder pattern at the upper left."""

_MASKS: tuple[Callable[[int, int], bool], ...] = (
    lambda row, column: (row + column) % 2 == 0,
    lambda row, column: row % 2 == 0,
    lambda row, column: column % 3 == 0,
    lambda row, column: (row + column) % 3 == 0,
    lambda row, column: (row // 2 + column // 3) % 2 == 0,
    lambda row, column: row * column % 2 + row * column % 3 == 0,
    lambda row, column: (row * column % 2 + row * column % 3) % 2 == 0,
    lambda row, column: ((row + column) % 2 + row * column % 3) % 2 == 0,
)
"""Where each data mask inverts a module (ISO/IEC 18004 §7.8.2)."""


def is_appended(grey: Image, corners: Corners, modules: int, mask: int) -> bool:
    """Whether a code that was read says that it is one of several.

    `corners` are those of the code's outline, `modules` how many it has a side.
    """
    last = modules - 1
    places = [(last, last), (last, last - 1), (last - 1, last), (last - 1, last - 1)]
    levels = _levels(grey, corners, modules)
    around = levels[len(places) + 2 :]
    middle = (max(around) + min(around)) / 2
    is_inverted = levels[len(places)] > levels[len(places) + 1]
    mode = 0
    for level, place in zip(levels, places, strict=False):
        is_dark = (level < middle) != is_inverted
        mode = mode << 1 | (is_dark != _MASKS[mask](*place))
    return mode == _STRUCTURED_APPEND


@lru_cache(maxsize=40)
def _outline(modules: int) -> NDArray[np.float32]:
    side = float(modules)
    return np.array([(0, 0), (side, 0), (side, side), (0, side)], dtype=np.float32)


@lru_cache(maxsize=40)
def _middles(modules: int) -> NDArray[np.float32]:
    """Column and row of the middles of the modules that are looked at, one version's: the last
    four, a dark and a light one of the finder pattern, and those of the corner."""
    last = modules - 1
    places = [(last, last), (last, last - 1), (last - 1, last), (last - 1, last - 1)]
    block = [(last - down, last - left) for down in range(_BLOCK) for left in range(_BLOCK)]
    looked_at = [*places, _FINDER_CENTRE, _FINDER_RING, *block]
    return np.array([[(column + 0.5, row + 0.5)] for row, column in looked_at], dtype=np.float32)


def _levels(grey: Image, corners: Corners, modules: int) -> list[float]:
    """How light each of these modules is."""
    outline, middles = _outline(modules), _middles(modules)
    to_picture = cv2.getPerspectiveTransform(outline, np.array(corners, dtype=np.float32))
    # A pixel's number is its middle here, and its edge in a decoder's corners.
    points = np.asarray(cv2.perspectiveTransform(middles, to_picture) - 0.5, dtype=np.float32)
    xs, ys = np.ascontiguousarray(points[..., 0]), np.ascontiguousarray(points[..., 1])
    sampled = cv2.remap(grey, xs, ys, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    # A few plain numbers are compared faster than an array of them.
    return [float(level) for level in np.asarray(sampled).reshape(-1).tolist()]
