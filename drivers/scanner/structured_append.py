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
_ALL_BITS = 0b1111
_BLOCK = 8
"""Modules a side of the corner whose darkest and lightest are black and white there."""
_LAST = _BLOCK - 1
_MODE_AT = ((_LAST, _LAST), (_LAST, _LAST - 1), (_LAST - 1, _LAST), (_LAST - 1, _LAST - 1))
"""Row and column, in that corner, of the modules of the first four bits."""
_HALF = np.float32(0.5)
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
    # A pixel's number is its middle here, and its edge in a decoder's corners.
    places = np.array(corners, dtype=np.float32) - _HALF
    start = modules - _BLOCK
    levels = _levels(grey, places, _outline(modules, start, start), _BLOCK)
    middle = (max(levels) + min(levels)) / 2
    mode = 0
    for (row, column), is_masked in zip(_MODE_AT, _masked(modules, mask), strict=True):
        mode = mode << 1 | ((levels[row * _BLOCK + column] < middle) != is_masked)
    if mode not in (_STRUCTURED_APPEND, _STRUCTURED_APPEND ^ _ALL_BITS):
        return False
    return mode == (
        _STRUCTURED_APPEND ^ _ALL_BITS
        if _is_inverted(grey, places, modules)
        else _STRUCTURED_APPEND
    )


def _is_inverted(grey: Image, places: NDArray[np.float32], modules: int) -> bool:
    """Whether what is dark in other codes is light in this one."""
    centre, ring = (
        _levels(grey, places, _outline(modules, row, column), 1)[0]
        for row, column in (_FINDER_CENTRE, _FINDER_RING)
    )
    return centre > ring


@lru_cache(maxsize=320)
def _masked(modules: int, mask: int) -> tuple[bool, ...]:
    """Which of the modules of the first four bits this mask inverts."""
    start = modules - _BLOCK
    return tuple(_MASKS[mask](start + row, start + column) for row, column in _MODE_AT)


@lru_cache(maxsize=120)
def _outline(modules: int, row: int, column: int) -> NDArray[np.float32]:
    """The code's outline as seen from the middle of this module, a module being 1 wide."""
    left, top = -column - 0.5, -row - 0.5
    right, bottom = left + modules, top + modules
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)], dtype=np.float32)


def _levels(
    grey: Image, places: NDArray[np.float32], outline: NDArray[np.float32], side: int
) -> list[float]:
    """How light the modules are in a square of `side` modules from where `outline` is seen."""
    to_picture = cv2.getPerspectiveTransform(outline, places)
    sampled = cv2.warpPerspective(
        grey,
        to_picture,
        (side, side),
        flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    # A few plain numbers are compared faster than an array of them.
    levels: list[float] = sampled.ravel().tolist()
    return levels
