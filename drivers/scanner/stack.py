"""Successive pictures of one place laid over one another: grain, smear and glare differ from frame
to frame, the code does not. What no single frame gives is often read in the mean of a few.

A hand moves between two frames by some pixels and turns a little, so each new picture is the ground
to which the mean so far is fitted: coarsely by phase correlation, then finely by an affine map that
maximises the correlation (Evangelidis and Psarakis, PAMI 2008; OpenCV's findTransformECC). A mean
of different codes gives no wrong text: its error correction fails.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np

from kiosk.ports.codes import Corners

if TYPE_CHECKING:
    from cv2.typing import MatLike
    from numpy.typing import NDArray

    from kiosk.ports.camera import Image

_PATIENCE_S = 0.5
"""After a longer gap the hand is somewhere else."""
_MARGIN = 0.12
_MIN_LIKENESS = 0.75
"""Correlation: the same code in strong noise gave 0.83, another in its place up to 0.67."""
_NEWEST_SHARE = 0.28
_COARSE = 0.5
_TERMS = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, 10, 1e-3)
_MIN_SIDE_PX = 16
"""A smaller picture has nothing to fit by."""
_MOST_FRAMES = 15
"""Without a reading after so many frames another place gets its chance."""


class FrameStack:
    """The mean of the newest pictures of one place, as the newest frame shows it."""

    def __init__(self) -> None:
        self._mean: NDArray[np.float32] | None = None
        self._left = self._top = 0
        self._at = -math.inf
        self._length = 0
        """Frames in the mean."""
        self._frames = 0
        """Frames since the place was chosen."""
        self._turn = 0

    def choose(self, places: tuple[Corners, ...], at: float) -> Corners:
        """The one of `places`, best first, that the stack is of; another if it was tried long."""
        if at - self._at >= _PATIENCE_S:
            self._mean, self._turn = None, 0
        elif self._frames > _MOST_FRAMES:
            self._mean, self._turn = None, self._turn + 1
        chosen = places[self._turn % len(places)]
        if self._mean is None:
            self._frames = 0
            return chosen
        tall, wide = self._mean.shape
        x, y = self._left + wide / 2, self._top + tall / 2

        def distance(place: Corners) -> float:
            middle_x, middle_y = _middle(place)
            return math.hypot(middle_x - x, middle_y - y)

        nearest = min(places, key=distance)
        return nearest if distance(nearest) < 0.4 * min(tall, wide) else chosen

    def add(self, grey: Image, place: Corners, at: float) -> tuple[int, int, Image]:
        """Left, top and pixels of the mean after this frame, taken at monotonic second `at`."""
        before, left_before, top_before = self._mean, self._left, self._top
        self._left, self._top, new = self._cut(grey, place)
        self._frames += 1
        mean: NDArray[np.float32] | None = None
        if before is not None:
            mean = _fitted(before, new, self._left - left_before, self._top - top_before)
        self._at = at
        if mean is None:
            # The count goes on: a place that never fits is given up, too.
            self._mean, self._length = new, 1
        else:
            self._length += 1
            share = max(_NEWEST_SHARE, 1 / self._length)
            self._mean = np.asarray(
                cv2.addWeighted(mean, 1 - share, new, share, 0), dtype=np.float32
            )
        return self._left, self._top, np.asarray(cv2.convertScaleAbs(self._mean), dtype=np.uint8)

    def _cut(self, grey: Image, place: Corners) -> tuple[int, int, NDArray[np.float32]]:
        height, width = grey.shape
        xs, ys = [x for x, _ in place], [y for _, y in place]
        margin = int(_MARGIN * max(max(xs) - min(xs), max(ys) - min(ys))) + 8
        left, top = max(0, min(xs) - margin), max(0, min(ys) - margin)
        right, bottom = min(width, max(xs) + margin), min(height, max(ys) + margin)
        if left >= right or top >= bottom:
            # The place was seen in an earlier frame, and this one is smaller.
            left, top, right, bottom = 0, 0, width, height
        return left, top, grey[top:bottom, left:right].astype(np.float32)


def _middle(place: Corners) -> tuple[float, float]:
    return sum(x for x, _ in place) / 4, sum(y for _, y in place) / 4


def _fitted(
    before: NDArray[np.float32], new: NDArray[np.float32], right: int, down: int
) -> NDArray[np.float32] | None:
    """`before` as it would look from `new`, whose origin lies `right` and `down` of its own."""
    tall, wide = new.shape
    if min(tall, wide) < _MIN_SIDE_PX:
        return None
    shift = np.array(((1, 0, right), (0, 1, down)), dtype=np.float32)
    placed = _seen_through(before, shift, (wide, tall))
    coarse_new, coarse_placed = (
        cv2.resize(picture, None, fx=_COARSE, fy=_COARSE, interpolation=cv2.INTER_AREA)
        for picture in (new, placed)
    )
    window = cv2.createHanningWindow(coarse_new.shape[::-1], cv2.CV_32F)
    (x, y), _ = cv2.phaseCorrelate(coarse_new, coarse_placed, window)
    guess = np.array(((1, 0, x), (0, 1, y)), dtype=np.float32)
    whole = np.ones_like(coarse_new, dtype=np.uint8)
    try:
        likeness, found = cv2.findTransformECC(
            coarse_new, coarse_placed, guess, cv2.MOTION_AFFINE, _TERMS, whole, 3
        )
    except cv2.error:
        # It does not converge on pictures without anything in common.
        return None
    if likeness < _MIN_LIKENESS:
        return None
    fine = np.asarray(found, dtype=np.float32).copy()
    # Coarse pixel c covers the fine ones whose middle is (c + 0.5) / scale - 0.5.
    offset = (0.5 / _COARSE - 0.5) * np.ones(2, dtype=np.float32)
    fine[:, 2] = fine[:, 2] / _COARSE + offset - fine[:, :2] @ offset
    fine[:, 2] += (right, down)
    return np.asarray(_seen_through(before, fine, (wide, tall)), dtype=np.float32)


def _seen_through(picture: MatLike, matrix: MatLike, size: tuple[int, int]) -> MatLike:
    return cv2.warpAffine(
        picture,
        matrix,
        size,
        flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
