"""Codes of which one finder pattern is left: where they are and how large, as far as it shows.

A thumb that smears a slip's upper edge takes two finder patterns with it, and no decoder begins
without them, although the error correction would carry all that is lost. The third one gives the
module's size and the direction of both sides; how far the dark parts go from there without a gap as
wide as a quiet zone gives the sides' length. What is guessed so is a suspect like any other: it is
flattened, and believed only if the code's own error correction agrees.
"""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from drivers.scanner.altered import Altered, scaled, shrunk
from drivers.scanner.engines import Suspect
from drivers.scanner.finders import Finder, dark_parts, finder_patterns
from drivers.scanner.flatten import MAX_MODULES, agreement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from kiosk.ports.camera import Image

_FINDER_MODULES = 7
_GAP = 2.6
"""Modules between dark parts of one code; the quiet zone is wider."""
_BIN = 0.25
_EDGE_SHARE = 0.2
"""A line along a side belongs to the code from this share of a middling line's darkness on: less is
what a smear has carried out of it."""
_OFF_CORNER = 1.5
"""Modules by which a finder pattern may seem to stand off the code's corner."""
_MAX_RATIO = 1.25
"""Of two sides that should be equal, in a finder pattern and in a code."""
_SIZES = 3
"""Sizes that are tried for one side's length, the likeliest first."""
_LEAST_AGREEMENT = 0.62
"""A wrong turn of a whole code agrees by 0.8 at most, chance by a half."""
_MAX_FINDERS = 4
_MAX_WIDE = 1.1 * math.sqrt(2) * MAX_MODULES
"""Modules from side to side of the largest code, on its corner."""
_LEAST_PX = 60
"""No smaller picture shows a code."""
_MODULE_PX = 7.0
"""Larger modules are looked at in a smaller picture: a smear's edge is clearer there, and the time
is a fraction."""


def guessed(grey: Image) -> tuple[Suspect, ...]:
    """Codes at the finder patterns in view, the likeliest first; corners in px."""
    found: list[tuple[float, Suspect]] = []
    small = Altered(grey)
    while min(small.picture.shape) >= _LEAST_PX:
        finders = [one for one in finder_patterns(small.picture) if _is_likely(one)]
        if finders:
            dark = dark_parts(small.picture)
            times = 1 / small.across, 1 / small.down
            found += (
                (share, replace(suspect, corners=scaled(suspect.corners, *times)))
                for finder in finders[:_MAX_FINDERS]
                for share, suspect in _at(finder, dark)
            )
        small = shrunk(grey, max(small.picture.shape) // 2)
    found.sort(key=lambda guess: -guess[0])
    return tuple(suspect for share, suspect in found if share >= _LEAST_AGREEMENT)


def _is_likely(finder: Finder) -> bool:
    """Whether it is square, and not so large that a smaller picture shows it better."""
    _, (across, down), _ = cv2.minAreaRect(finder.outline)
    longer = max(across, down)
    return longer <= min(_MAX_RATIO * min(across, down), _MODULE_PX * _FINDER_MODULES)


def _at(finder: Finder, dark: Image) -> Iterator[tuple[float, Suspect]]:
    """Agreement and suspect for each direction, size and turn that may be."""
    at, (across, down), lean = cv2.minAreaRect(finder.outline)
    # An outline goes through the middles of its pixels.
    middle = np.array(at) + 0.5
    module = ((across + down) / 2 + 1) / _FINDER_MODULES
    points = _around(middle, module, dark)
    if len(points) == 0:
        return
    # Its own few pixels say roughly how a code lies, the whole code's outline better, unless a
    # smear has spoilt that.
    for degrees in (lean, cv2.minAreaRect(points.astype(np.int32))[2]):
        cos, sin = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
        axes = np.array([[cos, sin], [-sin, cos]])
        along = (points - middle) @ axes.T
        square = _square(_edges(along[:, 0], module), _edges(along[:, 1], module), module)
        if square is None:
            continue
        side = (square[2, 0] - square[0, 0]) / module
        sizes = sorted(range(21, MAX_MODULES + 1, 4), key=lambda modules: abs(modules - side))
        corners = (square @ axes + middle).astype(np.float32)
        for _ in range(4):
            corners = np.roll(corners, -1, axis=0)
            a, b, c, d = ((round(float(x)), round(float(y))) for x, y in corners)
            for modules in sizes[:_SIZES]:
                yield agreement(dark, corners, modules), Suspect((a, b, c, d), modules)


def _around(middle: NDArray[np.float64], module: float, dark: Image) -> NDArray[np.float64]:
    """All dark pixels (x, y) of the finder's code: those that no quiet zone parts from it."""
    reach = max(3, round(_GAP * module)) | 1
    joined = cv2.morphologyEx(dark, cv2.MORPH_CLOSE, np.ones((reach, reach), dtype=np.uint8))
    _, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    label = labels[int(middle[1]), int(middle[0])]
    wide = max(stats[label, cv2.CC_STAT_WIDTH], stats[label, cv2.CC_STAT_HEIGHT])
    if label == 0 or wide > _MAX_WIDE * module:
        return np.empty((0, 2))
    rows, columns = np.nonzero((labels == label) & (dark > 0))
    return np.stack((columns, rows), axis=-1).astype(np.float64) + 0.5


def _edges(along: NDArray[np.float64], module: float) -> tuple[float, float]:
    """The code's two ends on one axis, px from the finder's middle."""
    width = max(1.0, _BIN * module)
    first = float(along.min())
    counts = np.bincount(((along - first) / width).astype(np.int64))
    inside = np.flatnonzero(counts >= _EDGE_SHARE * np.median(counts))
    return first + float(inside[0]) * width, first + float(inside[-1] + 1) * width


def _square(
    across: tuple[float, float], down: tuple[float, float], module: float
) -> NDArray[np.float64] | None:
    """The code's corners from its ends on both axes, px; None where it is no square with the
    finder pattern in a corner. A smear can only have taken from a side."""
    side = max(across[1] - across[0], down[1] - down[0])
    if side > _MAX_RATIO * min(across[1] - across[0], down[1] - down[0]):
        return None
    near = _FINDER_MODULES / 2 * module
    ends = []
    for low, high in (across, down):
        at_low = abs(low + near) < abs(high - near)
        if abs(low + near if at_low else high - near) > _OFF_CORNER * module:
            return None
        ends.append((low, low + side) if at_low else (high - side, high))
    (left, right), (top, bottom) = ends
    return np.array([(left, top), (right, top), (right, bottom), (left, bottom)])
