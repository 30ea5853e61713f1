"""Ways to look at one grey picture, from cheap to dear; which and when is their users' matter."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from drivers.scanner.altered import Altered, resized, scaled
from drivers.scanner.engines import Sighting, Suspect, ZxingEngine, area
from drivers.scanner.flatten import flattened
from drivers.scanner.lone_finder import guessed
from drivers.scanner.zbar import ZbarEngine
from kiosk.base.clock import Clock
from kiosk.ports.codes import Corners, Symbol

if TYPE_CHECKING:
    from kiosk.ports.camera import Image

Pass = Callable[["Image"], Sighting]

MAX_WHOLE_PX = 1_000_000
"""A larger frame magnified as a whole would take longer than 50 ms."""
_LARGE_PX = 400_000
"""From this size on zbar scans every second line: half the time, and near codes are large.

Every third in a frame too large to be magnified.
"""
_MAX_FLATTENED = 2
_CROP_MARGIN = 0.35
_MASK_SHARE = 0.12
"""A code's quiet zone, of its side."""


class Passes:
    """Both decoders; used by one thread only."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self.zxing = ZxingEngine()
        self.zbar = ZbarEngine(clock)

    def close(self) -> None:
        """End zbar's process; safe to call twice."""
        self.zbar.close()

    def through(self, alter: Callable[[Image], Altered]) -> Pass:
        """The pass that looks at what `alter` makes of a picture."""
        return lambda grey: self.altered(alter(grey))

    def altered(self, altered: Altered) -> Sighting:
        """What zxing-cpp sees in an altered picture, in pixels of the picture itself."""
        return altered.back(self.zxing.read(altered.picture))

    def flattened(
        self, grey: Image, suspects: tuple[Suspect, ...], until: float = math.inf
    ) -> tuple[Symbol, ...]:
        """Read flattened suspects, beginning none after second `until`."""
        for suspect in suspects[:_MAX_FLATTENED]:
            if suspect.modules is None or self._clock.monotonic() > until:
                continue
            for drawing in flattened(grey, suspect.corners, suspect.modules):
                found = self.zxing.read(drawing).symbols
                if found:
                    return (replace(found[0], corners=suspect.corners),)
        return ()

    def lone_finder(self, grey: Image, most_s: float = math.inf) -> Sighting:
        """Codes of which one finder pattern is left; after `most_s` no second guess is tried."""
        suspects = guessed(grey)
        return Sighting(self.flattened(grey, suspects, self._clock.monotonic() + most_s))

    def magnified(self, grey: Image) -> Sighting:
        """Twice as large, and at smaller scales as well."""
        large = resized(grey, 2.0, 2.0)
        return large.back(self.zxing.read(large.picture, looks_closely=True))

    def whole(self, grey: Image) -> Sighting:
        """Magnified where that does not take too long."""
        if grey.size > MAX_WHOLE_PX:
            return self.zxing.read(grey, looks_closely=True)
        return self.magnified(grey)

    def zbar_plain(self, grey: Image) -> Sighting:
        """zbar, with fewer lines in larger pictures."""
        step = 1 + (grey.size >= _LARGE_PX) + (grey.size >= MAX_WHOLE_PX)
        return self.zbar.read(grey, line_step=step)

    def zbar_smoothed(self, grey: Image) -> Sighting:
        """zbar without the grain."""
        return self.zbar_plain(np.asarray(cv2.medianBlur(grey, 3), dtype=np.uint8))

    def zbar_inverted(self, grey: Image) -> Sighting:
        """zbar on the negative: it does not know light codes on dark ground, as phones in dark mode
        show them."""
        return self.zbar_plain(np.asarray(cv2.bitwise_not(grey), dtype=np.uint8))


def without(grey: Image, symbols: tuple[Symbol, ...]) -> Image:
    """A copy in which the codes that were read are plain grey, quiet zone and all."""
    rest = grey.copy()
    for symbol in symbols:
        points = np.array(symbol.corners, dtype=np.float32)
        middle = points.mean(axis=0)
        wider = middle + (points - middle) * (1 + 2 * _MASK_SHARE)
        cv2.fillConvexPoly(rest, wider.round().astype(np.int32), 128)
    return rest


def by_size(symbols: tuple[Symbol, ...]) -> tuple[Symbol, ...]:
    """The largest first."""
    if len(symbols) < 2:
        return symbols
    return tuple(sorted(symbols, key=lambda symbol: -area(symbol.corners)))


def merged(first: tuple[Symbol, ...], more: tuple[Symbol, ...]) -> tuple[Symbol, ...]:
    """Those that two passes found, each once."""
    known = {symbol.raw for symbol in first}
    return first + tuple(symbol for symbol in more if symbol.raw not in known)


def moved(symbols: tuple[Symbol, ...], left: int, top: int) -> tuple[Symbol, ...]:
    """Symbols of a region, in pixels of the picture that it was cut from."""
    return tuple(
        replace(symbol, corners=scaled(symbol.corners, 1.0, 1.0, left, top)) for symbol in symbols
    )


def region_of(grey: Image, place: Corners | None) -> tuple[int, int, Image]:
    """Left, top and pixels of what to look at: the place with a margin, or everything."""
    if place is None:
        return 0, 0, grey
    height, width = grey.shape
    xs = [x for x, _ in place]
    ys = [y for _, y in place]
    margin = int(_CROP_MARGIN * max(max(xs) - min(xs), max(ys) - min(ys))) + 8
    left, right = max(0, min(xs) - margin), min(width, max(xs) + margin)
    top, bottom = max(0, min(ys) - margin), min(height, max(ys) + margin)
    if left >= right or top >= bottom:
        return 0, 0, grey
    return left, top, np.ascontiguousarray(grey[top:bottom, left:right])
