"""Reads crumpled, curved and creased codes: lays an elastic grid over one and lets it settle.

A decoder assumes a plane; cloth, a bent card or a soft slip is none. Starting from the plane that
the decoder guessed, the picture is compared with what it itself seems to show (its modules drawn
sharp, and the patterns every QR code must have), and the grid is shifted towards agreement, stiff
at first, then softer. What is read is checked by the code's own error correction.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

import cv2
import numpy as np

from kiosk.base.dataclass import dataclass
from kiosk.ports.codes import Corners

if TYPE_CHECKING:
    from cv2.typing import MatLike
    from numpy.typing import NDArray

    from kiosk.ports.camera import Image

MAX_MODULES = 97
"""Version 20: larger codes are none of ours and cost more than a frame's time."""
_STEP = 4
"""Pixels per module of the flattened picture."""
_EDGE = 2
"""Modules of surroundings."""
_ROUNDS = 7
_STIFF, _SOFT = 5.0, 1.6
"""Reach of one shift in modules, in the first and in the last round."""
_MIN_CONTRAST = 20.0
_PATTERN_WEIGHT = 3.0
_MAX_SHIFT = 0.4 * _STEP
_DAMPING = 0.0005
_QUIET = 4
_DRAWN_STEP = 3


def flattened(grey: Image, corners: Corners, modules: int) -> Iterator[Image]:
    """Clean drawings of the code at `corners` (px), one per round in which the grid changed it.

    `modules` is its side. Nothing comes for a size no QR code has, one above `MAX_MODULES`, or
    corners that enclose nothing.
    """
    if not 21 <= modules <= MAX_MODULES or modules % 4 != 1:
        return
    if cv2.contourArea(np.array(corners, dtype=np.float32)) < modules * modules:
        return
    grid = _Grid(grey, corners, modules)
    before: NDArray[np.bool_] | None = None
    for number in range(_ROUNDS):
        dark = grid.settle(_STIFF + (_SOFT - _STIFF) * number / (_ROUNDS - 1))
        if before is None or not np.array_equal(before, dark):
            # What every code has is drawn as it must be: a smeared finder pattern would hide a code
            # of which everything else can be read.
            yield _drawn(np.where(grid.pattern.known, grid.pattern.dark, dark))
        before = dark


def agreement(dark_parts: Image, corners: NDArray[np.float32], modules: int) -> float:
    """How much of what every code of this size has is where it must be, 0 to 1.

    `dark_parts` is not 0 where the picture is dark; `corners` (4, 2) px go clockwise from the
    code's upper left.
    """
    pattern = _pattern(modules)
    plane = cv2.getPerspectiveTransform(_square(modules), corners)
    rows, columns = np.nonzero(pattern.known)
    middles = np.stack((columns, rows), axis=-1).astype(np.float32)[None] + np.float32(0.5)
    at = cv2.perspectiveTransform(middles, plane)[0].astype(np.int32)
    height, width = dark_parts.shape
    inside = (at >= 0).all(axis=1) & (at[:, 0] < width) & (at[:, 1] < height)
    seen = np.zeros(len(at), dtype=np.bool_)
    seen[inside] = dark_parts[at[inside, 1], at[inside, 0]] > 0
    return float((seen == pattern.dark[rows, columns]).mean())


def _square(modules: int) -> NDArray[np.float32]:
    return np.array([(0, 0), (modules, 0), (modules, modules), (0, modules)], dtype=np.float32)


@dataclass(frozen=True, slots=True, eq=False)
class _Pattern:
    """What every QR code of one size has: finders, timing and alignment patterns."""

    known: NDArray[np.bool_]
    dark: NDArray[np.bool_]


@lru_cache(maxsize=24)
def _pattern(modules: int) -> _Pattern:
    """ISO/IEC 18004: figures 2 to 4 and annex E."""
    known = np.zeros((modules, modules), dtype=np.bool_)
    dark = np.zeros((modules, modules), dtype=np.bool_)
    line = np.arange(modules) % 2 == 0
    known[6], dark[6] = True, line
    known[:, 6], dark[:, 6] = True, line
    for row, column in _alignment_middles(modules):
        area = slice(row - 2, row + 3), slice(column - 2, column + 3)
        known[area] = True
        dark[area] = _rings(5, (True, False, True))
    finder = np.zeros((9, 9), dtype=np.bool_)
    finder[1:8, 1:8] = _rings(7, (True, True, False, True))
    for down, right in ((False, False), (False, True), (True, False)):
        part = finder[:-1] if down else finder[1:]
        part = part[:, :-1] if right else part[:, 1:]
        area = (
            slice(modules - 8, None) if down else slice(0, 8),
            slice(modules - 8, None) if right else slice(0, 8),
        )
        known[area] = True
        dark[area] = part
    return _Pattern(known, dark)


def _rings(side: int, from_middle: tuple[bool, ...]) -> NDArray[np.bool_]:
    far = np.abs(np.arange(side) - side // 2)
    return np.array(from_middle)[np.maximum.outer(far, far)]


def _alignment_middles(modules: int) -> list[tuple[int, int]]:
    version = (modules - 17) // 4
    if version == 1:
        return []
    gaps = version // 7 + 1
    # Even distances, counted from the far side; only the first gap may be smaller.
    step = 2 * math.ceil((modules - 13) / gaps / 2)
    places = [6] + [modules - 7 - step * gap for gap in reversed(range(gaps))]
    finders = {(6, 6), (6, places[-1]), (places[-1], 6)}
    return [(row, column) for row in places for column in places if (row, column) not in finders]


class _Grid:
    """The elastic grid over one code."""

    def __init__(self, grey: Image, corners: Corners, modules: int) -> None:
        self._modules = modules
        self.pattern = _pattern(modules)
        self._grey = grey
        self._plane = cv2.getPerspectiveTransform(
            (_square(modules) + _EDGE) * _STEP, np.array(corners, dtype=np.float32)
        )
        whole = modules + 2 * _EDGE
        self._side = whole * _STEP
        middles = np.arange(self._side, dtype=np.float32) + 0.5
        self._places = np.stack(np.meshgrid(middles, middles), axis=-1)
        self._shift = np.zeros((whole, whole, 2), dtype=np.float32)
        weights = np.ones((whole, whole), dtype=np.float32)
        weights[_EDGE:-_EDGE, _EDGE:-_EDGE][self.pattern.known] = _PATTERN_WEIGHT
        self._weights = weights
        self._is_light_on_dark = False
        self._is_light_on_dark = self._agreement(self._sampled(self._flat())) < 0.5

    def settle(self, reach: float) -> NDArray[np.bool_]:
        """The modules (true: dark) as the grid lies now; then one shift towards agreement."""
        flat = self._flat()
        dark = self._sampled(flat)
        self._shift += self._towards(
            flat, np.where(self.pattern.known, self.pattern.dark, dark), reach
        )
        return dark

    def _agreement(self, dark: NDArray[np.bool_]) -> float:
        known = self.pattern.known
        return float((dark[known] == self.pattern.dark[known]).mean())

    def _flat(self) -> NDArray[np.float32]:
        """The picture under the grid, its light evened out, 0 dark to 1 light."""
        size = (self._side, self._side)
        shift = cv2.resize(self._shift, size, interpolation=cv2.INTER_LINEAR)
        points = (self._places + shift).reshape(1, -1, 2)
        found = cv2.perspectiveTransform(points, self._plane).reshape(*size, 2) - np.float32(0.5)
        columns, rows = cv2.split(found)
        flat = cv2.remap(
            self._grey,
            columns,
            rows,
            cv2.INTER_LINEAR,
            borderMode=cv2.BORDER_REPLICATE,
        )
        # Extremes over some modules each way, found on a picture of half the size.
        half = cv2.resize(flat, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        reach = np.ones((3 * _STEP // 2 + 1, 3 * _STEP // 2 + 1), dtype=np.uint8)
        smooth = (7 * _STEP // 2 + 1, 7 * _STEP // 2 + 1)
        low = cv2.resize(cv2.blur(cv2.erode(half, reach), smooth), size).astype(np.float32)
        high = cv2.resize(cv2.blur(cv2.dilate(half, reach), smooth), size).astype(np.float32)
        even = np.clip((flat - low) / np.maximum(high - low, _MIN_CONTRAST), 0, 1)
        return np.asarray(1 - even if self._is_light_on_dark else even, dtype=np.float32)

    def _sampled(self, flat: NDArray[np.float32]) -> NDArray[np.bool_]:
        inner = flat[_EDGE * _STEP : -_EDGE * _STEP, _EDGE * _STEP : -_EDGE * _STEP]
        cells = inner.reshape(self._modules, _STEP, self._modules, _STEP)
        weight = np.array((0.14, 0.36, 0.36, 0.14), dtype=np.float32)
        return np.asarray(np.einsum("iajb,a,b->ij", cells, weight, weight) < 0.5)

    def _towards(
        self, flat: NDArray[np.float32], dark: NDArray[np.bool_], reach: float
    ) -> NDArray[np.float32]:
        """Least-squares shift of each module that brings the picture nearer to `dark`, px."""
        light = np.ones((self._modules + 2 * _EDGE,) * 2, dtype=np.float32)
        light[_EDGE:-_EDGE, _EDGE:-_EDGE] = ~dark
        size = (self._side, self._side)
        meant: MatLike = cv2.resize(light, size, interpolation=cv2.INTER_NEAREST)
        meant = cv2.GaussianBlur(meant, (0, 0), 0.3 * _STEP)
        between = (meant + flat) / 2
        across = cv2.Sobel(between, cv2.CV_32F, 1, 0, scale=1 / 8)
        down = cv2.Sobel(between, cv2.CV_32F, 0, 1, scale=1 / 8)
        missing = meant - flat

        def gathered(product: MatLike) -> NDArray[np.float32]:
            by_module = cv2.resize(product, light.shape, interpolation=cv2.INTER_AREA)
            return np.asarray(
                cv2.GaussianBlur(by_module * self._weights, (0, 0), reach), dtype=np.float32
            )

        xx = gathered(across * across) + _DAMPING
        yy = gathered(down * down) + _DAMPING
        xy = gathered(across * down)
        x, y = gathered(across * missing), gathered(down * missing)
        size_of = xx * yy - xy * xy
        shift = np.stack(((yy * x - xy * y) / size_of, (xx * y - xy * x) / size_of), axis=-1)
        return np.asarray(np.clip(shift, -_MAX_SHIFT, _MAX_SHIFT), dtype=np.float32)


def _drawn(dark: NDArray[np.bool_]) -> Image:
    tile = np.pad(np.where(dark, 0, 255).astype(np.uint8), _QUIET, constant_values=255)
    return np.kron(tile, np.ones((_DRAWN_STEP, _DRAWN_STEP), dtype=np.uint8))
