"""Finder patterns, the three nested squares in a code's corners: whether one is in view.

A decoder tells of a code only where it has made out all three. One that is seen beside a code that
was read says that reading is not over; one whose companions are smeared away says where the code
is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

from kiosk.base.dataclass import dataclass

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kiosk.ports.camera import Image

_BLOCK, _DARKER = 41, 7
_MIN_SIDE_PX = 7
_RING_TO_HOLE, _HOLE_TO_CORE = (1.25, 3.6), (1.5, 6.0)
"""Ratios of areas: 49 to 25 and 25 to 9 in theory; blur and a threshold move the edges."""
_MAX_RATIO = 2.6
_OFF_MIDDLE = 0.2
_GRAIN = 0.25
"""Changes a pixel along a row from which on a picture is grain: modules of two pixels have so many
where nothing else is in view. Outlines of grain alone would take seconds.
"""


@dataclass(frozen=True, slots=True, eq=False)
class Finder:
    """One finder pattern in a picture."""

    outline: NDArray[np.int32]
    """Its dark ring's outer edge, px."""


def finder_patterns(grey: Image) -> tuple[Finder, ...]:
    """The dark rings with a light ring and a dark core in their middle."""
    if min(grey.shape) <= _MIN_SIDE_PX:
        return ()
    dark = dark_parts(grey)
    if np.count_nonzero(dark[:, 1:] != dark[:, :-1]) > _GRAIN * dark.size:
        return ()
    outlines, tree = cv2.findContours(dark, cv2.RETR_TREE, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return ()
    child: NDArray[np.int32] = np.asarray(tree)[0][:, 2]
    holes = child[child]
    rings = np.flatnonzero((child >= 0) & (holes >= 0) & (child[holes] < 0))
    found = []
    for ring in map(int, rings):
        hole = int(child[ring])
        core = int(child[hole])
        areas = [max(1.0, cv2.contourArea(outlines[part])) for part in (ring, hole, core)]
        if not _within(areas[0] / areas[1], _RING_TO_HOLE):
            continue
        if not _within(areas[1] / areas[2], _HOLE_TO_CORE):
            continue
        left, top, across, down = cv2.boundingRect(outlines[ring])
        longer, shorter = max(across, down), min(across, down)
        if shorter < _MIN_SIDE_PX or longer > _MAX_RATIO * shorter:
            continue
        inner = cv2.boundingRect(outlines[core])
        off = max(
            abs(left + across / 2 - inner[0] - inner[2] / 2) / across,
            abs(top + down / 2 - inner[1] - inner[3] / 2) / down,
        )
        if off > _OFF_MIDDLE:
            continue
        found.append(Finder(np.asarray(outlines[ring], dtype=np.int32)))
    return tuple(found)


def dark_parts(grey: Image) -> Image:
    """255 where a pixel is darker than what is around it, else 0."""
    dark = cv2.adaptiveThreshold(
        grey, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _BLOCK, _DARKER
    )
    return np.asarray(dark, dtype=np.uint8)


def _within(value: float, bounds: tuple[float, float]) -> bool:
    return bounds[0] <= value <= bounds[1]
