"""What a person can do so that a code which is seen but not read becomes readable.

Limits after at-the-gate.md §12: a decoder needs 2 px per module where the picture is sharp, 3 where
it is soft.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol, runtime_checkable

import cv2
import numpy as np

from drivers.scanner.engines import Suspect
from kiosk.domain.hint import Hint

if TYPE_CHECKING:
    from kiosk.ports import Image

MIN_PX_PER_MODULE = 2.6
MAX_SHARE = 0.85
"""Of the picture's height: a larger code loses its quiet zone."""
DARK_LEVEL = 55.0
MAX_GLARE = 0.06
MAX_EDGE_MODULES = 1.3
NEAR_PX_PER_MODULE = 7.0
"""A code this large that is soft is nearer than the lens can focus; a smaller one was moved."""
TELL_AFTER_S = 0.4
"""How long a hint must hold before it is told: the first sight of a code is always soft."""
_SATURATED = 248
_DEFAULT_MODULES = 41


@dataclass(frozen=True, slots=True)
class SuspectView:
    """How the camera sees one unread code."""

    px_per_module: float
    edge_px: float
    """Width of its steepest edges; about 2 is sharp."""
    bright: float
    """Level of its light modules, 0 to 255."""
    glare: float
    """Share of its area that is white without a module in it."""
    height_share: float
    """Of the picture's height."""


@runtime_checkable
class HintSource(Protocol):
    """A reader that can tell why it did not read the last frame."""

    def hint(self) -> Hint | None:
        """What would help; None if nothing like a code was there or nothing is known to help."""
        ...


def view_of(grey: Image, suspect: Suspect) -> SuspectView | None:
    """Measure the picture around a suspect; None if it lies outside the picture."""
    height, width = grey.shape
    corners = np.array(suspect.corners, dtype=np.float64)
    left, top = np.maximum(corners.min(axis=0).astype(int), 0)
    right, bottom = np.minimum(corners.max(axis=0).astype(int) + 1, (width, height))
    if right - left < 8 or bottom - top < 8:
        return None
    area = grey[top:bottom, left:right]
    side = float(np.min(np.linalg.norm(corners - np.roll(corners, 1, axis=0), axis=1)))
    px = max(1.0, side / (suspect.modules or _DEFAULT_MODULES))
    low, bright = (float(level) for level in np.percentile(area, (5, 95)))
    across = cv2.Sobel(area, cv2.CV_32F, 1, 0, scale=1 / 8)
    down = cv2.Sobel(area, cv2.CV_32F, 0, 1, scale=1 / 8)
    steepest = float(np.percentile(cv2.magnitude(across, down), 95))
    # No 5 modules each way of a code are all light, unless a lamp covers them.
    reach = int(5 * px)
    lowest = cv2.erode(area, np.ones((reach, reach), dtype=np.uint8))
    return SuspectView(
        px_per_module=px,
        edge_px=(bright - low) / max(steepest, 0.5),
        bright=bright,
        glare=float((lowest >= _SATURATED).mean()),
        height_share=float(np.ptp(corners[:, 1])) / height,
    )


def hint_for(view: SuspectView) -> Hint | None:
    """The first thing that keeps the code from being read; None if nothing is known to."""
    if view.bright < DARK_LEVEL:
        return Hint.TOO_DARK
    if view.glare > MAX_GLARE:
        return Hint.GLARE
    if view.height_share > MAX_SHARE:
        return Hint.FARTHER
    if view.px_per_module < MIN_PX_PER_MODULE:
        return Hint.CLOSER
    if view.edge_px > MAX_EDGE_MODULES * view.px_per_module:
        return Hint.FARTHER if view.px_per_module > NEAR_PX_PER_MODULE else Hint.HOLD_STILL
    return None


class HintFilter:
    """Lets a hint through once it has held for `TELL_AFTER_S`; its end at once."""

    def __init__(self) -> None:
        self._told: Hint | None = None
        self._coming: Hint | None = None
        self._since = 0.0

    @property
    def told(self) -> Hint | None:
        """The hint that stands."""
        return self._told

    def take(self, hint: Hint | None, at: float, *, is_read: bool) -> bool:
        """Take one frame's hint (monotonic seconds); whether `told` has changed."""
        if hint != self._coming:
            self._coming, self._since = hint, at
        has_held = at - self._since >= TELL_AFTER_S
        if (is_read or has_held) and self._told != self._coming:
            self._told = self._coming
            return True
        return False
