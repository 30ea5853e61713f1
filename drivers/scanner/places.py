"""Where in a picture a code may be: where it changes from dark to light both across and down.

Print and pictures change mostly in one direction, and a background out of focus hardly at all. Only
two lines in seven are looked at, so that this costs a fraction of a decoder's pass.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import cv2
import numpy as np

from kiosk.base.dataclass import dataclass
from kiosk.ports.codes import Corners

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kiosk.ports.camera import Image

_LINE_STEP = 7
"""Odd, because modules of a screen may be aligned to even pixels."""
_REACH = 2
"""Pixels between the two that are compared: an edge out of focus is that wide."""
_CELL = 16
_MIN_SIDE = 5
"""Cells: pictures smaller than this are one place anyway."""
_MIN_RISE = 3.0
"""Grey levels above the picture's usual change, which is its noise."""
_MOST = 3
_SAME_PX = 64.0
_ROOM_S = 12.0
"""What nobody could read for so long at one place counts as part of the room."""
_FORGET_S = 2.0


def textured_places(grey: Image) -> tuple[Corners, ...]:
    """Outlines (px) of at most three places with the texture of a code, the most marked first."""
    height, width = grey.shape
    columns, rows = width // _CELL, height // _CELL
    if columns < _MIN_SIDE or rows < _MIN_SIDE:
        return ()
    lines = grey[:-_REACH:_LINE_STEP]
    below = grey[_REACH::_LINE_STEP]
    texture = np.minimum(
        _by_cell(cv2.absdiff(lines[:, _REACH:], lines[:, :-_REACH]), columns, rows),
        _by_cell(cv2.absdiff(lines, below[: len(lines)]), columns, rows),
    )
    wide = cv2.blur(texture, (5, 5))
    usual = float(np.median(wide))
    fine = cv2.blur(texture, (3, 3))
    found: list[Corners] = []
    while len(found) < _MOST:
        _, peak, _, (x, y) = cv2.minMaxLoc(wide)
        if peak < usual + _MIN_RISE:
            break
        mask = (fine > usual + 0.5 * (peak - usual)).astype(np.uint8)
        mask[y, x] = 1
        _, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=4)
        left, top, across, down, _ = (int(value) for value in stats[labels[y, x]])
        found.append(_outline(left, top, across, down))
        wide[max(0, top - 2) : top + down + 2, max(0, left - 2) : left + across + 2] = usual
    return tuple(found)


@dataclass(slots=True)
class _Known:
    x: float
    y: float
    since: float
    seen: float


class Newcomers:
    """Tells what came lately from what belongs to the room: a hand moves, a shelf does not."""

    def __init__(self) -> None:
        self._known: list[_Known] = []

    def among(self, places: tuple[Corners, ...], at: float) -> tuple[Corners, ...]:
        """Those of a frame's `places` that came lately; `at` is monotonic, in seconds."""
        self._known = [known for known in self._known if at - known.seen < _FORGET_S]
        new = []
        for place in places:
            x = sum(x for x, _ in place) / 4
            y = sum(y for _, y in place) / 4
            # Counted from where it first stood, so that a slow hand is new again and again.
            near = [k for k in self._known if math.hypot(k.x - x, k.y - y) < _SAME_PX]
            if not near:
                near = [_Known(x, y, at, at)]
                self._known += near
            for known in near:
                known.seen = at
            if at - min(known.since for known in near) < _ROOM_S:
                new.append(place)
        return tuple(new)


def _by_cell(change: object, columns: int, rows: int) -> NDArray[np.float32]:
    small = cv2.resize(np.asarray(change), (columns, rows), interpolation=cv2.INTER_AREA)
    return small.astype(np.float32)


def _outline(left: int, top: int, across: int, down: int) -> Corners:
    x0, y0 = left * _CELL, top * _CELL
    x1, y1 = (left + across) * _CELL, (top + down) * _CELL
    return (x0, y0), (x1, y0), (x1, y1), (x0, y1)
