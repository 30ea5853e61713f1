"""Which dearer pass is next in a stream of frames: the likelier it helps there, the oftener.

Every pass has a weight by what the place looks like, and saves up its share of the turns; the one
with the most saved goes next. None is left out for good where its weight is not nought.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import cv2
import numpy as np

from drivers.scanner.engines import Sighting
from kiosk.base.dataclass import dataclass

if TYPE_CHECKING:
    from kiosk.ports.camera import Image

_CELLS = 8
"""Cells a side: a code's modules come to an even grey in each, unless the light changes."""
_STEP = 5
_WHITE = 250


@dataclass(frozen=True, slots=True)
class Scenery:
    """What a place looks like, as far as it says which pass may help."""

    unevenness: float
    """Spread of brightness over the place, 0 to 1 of all levels."""
    glare: float
    """Share of the place that is all but white."""
    px: int
    """How many pixels it has."""


def scenery(place: Image) -> Scenery:
    """Of the pixels of a place; takes some tens of microseconds."""
    cells = cv2.resize(place, (_CELLS, _CELLS), interpolation=cv2.INTER_AREA)
    inner = np.sort(cells[1:-1, 1:-1], axis=None)
    low, high = int(inner[len(inner) // 10]), int(inner[-1 - len(inner) // 10])
    some = place[::_STEP, ::_STEP]
    glare = float(np.count_nonzero(some >= _WHITE)) / some.size
    return Scenery((high - low) / 255, glare, place.size)


@dataclass(frozen=True, slots=True)
class Turn:
    """One dearer pass."""

    look: Callable[[Image], Sighting]
    weight: Callable[[Scenery], float]
    """Its share of the turns, against the others'."""
    is_whole: bool = False
    """Whether it looks at the whole frame: the place may be the wrong one."""


class Turns:
    """The order of passes over a stream of frames."""

    def __init__(self, turns: Sequence[Turn]) -> None:
        self._turns = tuple(turns)
        self._saved = [0.0] * len(self._turns)

    def next(self, scenery: Scenery) -> Turn:
        """The pass whose turn it is."""
        weights = [turn.weight(scenery) for turn in self._turns]
        self._saved = [saved + weight for saved, weight in zip(self._saved, weights, strict=True)]
        first = max(
            (index for index, weight in enumerate(weights) if weight > 0),
            key=lambda index: self._saved[index],
        )
        self._saved[first] -= sum(weights)
        return self._turns[first]
