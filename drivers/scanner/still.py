"""Single pictures, where no next frame comes: every pass until a code is found.

Reading goes on after the first code while a finder pattern stands beside it: a card next to a
poster is read whichever of the two is found first.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from drivers.scanner.altered import (
    Altered,
    evened,
    levelled,
    refined,
    resized,
    scaled,
    shrunk,
    smoothed,
    thickened,
)
from drivers.scanner.engines import Sighting, area
from drivers.scanner.finders import finder_patterns
from drivers.scanner.passes import Pass, Passes, by_size, merged, moved, region_of, without
from drivers.scanner.places import textured_places
from kiosk.base.clock import Clock
from kiosk.ports.codes import Symbol

if TYPE_CHECKING:
    from kiosk.ports.camera import Image

_MOST_PX = 2000
"""Longest side that all passes but the first get: they would take seconds on a large photograph."""
_FULL_SHARE = 0.2
"""A code that fills so much of a picture leaves no room for another."""
_FINDER_PX = 1000
"""Half of a picture's size, and no more than this, shows a finder pattern that can be read."""
_REFINED_PX = 1000
_LONE_PX = 1000
"""A smaller code is at a place of its own, and looked at there."""
_MAX_NEAR_PX = 250_000
_SMOOTH_SHARE = 0.55
"""A picture that was shrunk so far has no grain any more: its pixels are means of several."""


class StillReader:
    """Reads single pictures; used by one thread only."""

    def __init__(self, clock: Clock) -> None:
        self._passes = passes = Passes(clock)
        through = passes.through
        self._near = (
            through(lambda grey: resized(grey, 2.0, 2.0)),
            through(lambda grey: evened(smoothed(grey, 0.7), 1000, 31)),
            through(lambda grey: evened(grey, 1000, 21)),
            through(lambda grey: resized(levelled(grey), 2.0, 2.0)),
            through(refined),
            passes.lone_finder,
        )
        self._later: tuple[Pass, ...] = (
            passes.magnified,
            through(lambda grey: evened(grey, 1000, 31)),
            self._places,
            passes.zbar_plain,
            self._lone_finder,
            through(lambda grey: shrunk(grey, 450)),
            through(lambda grey: evened(grey, 1400, 61)),
            through(lambda grey: resized(grey, 2.5, 0.8)),
            through(lambda grey: resized(grey, 0.8, 2.5)),
            self._refined,
            through(lambda grey: thickened(grey, 3)),
            through(lambda grey: thickened(grey, 5)),
            passes.zbar_smoothed,
            passes.zbar_inverted,
        )

    def read(self, grey: Image) -> tuple[Symbol, ...]:
        """Every code in a grey picture, the largest first. Never raises on any picture."""
        if grey.size == 0:
            return ()
        symbols = self._first(grey)
        if _is_full(grey.size, symbols):
            return by_size(symbols)
        small = shrunk(grey, _MOST_PX)
        if not symbols or _has_more(small, symbols):
            symbols = self._search(small, symbols)
        return by_size(symbols)

    def _search(self, small: Altered, symbols: tuple[Symbol, ...]) -> tuple[Symbol, ...]:
        """Look by all passes, beside what was found, until nothing seems to be left."""
        self._passes.zbar.wait()
        is_grainy = max(small.across, small.down) > _SMOOTH_SHARE
        for look in self._later:
            if look == self._passes.zbar_smoothed and not is_grainy:
                continue
            rest = _rest(small, symbols)
            found = small.back(look(rest)).symbols
            symbols = merged(symbols, found)
            if found and not _has_more(small, symbols):
                break
        return symbols

    def _first(self, grey: Image) -> tuple[Symbol, ...]:
        passes = self._passes
        sight = passes.zxing.read(grey, looks_closely=True)
        return sight.symbols or passes.flattened(grey, sight.suspects)

    def _places(self, grey: Image) -> Sighting:
        """What looks like a code, each place by itself: a small code in a large picture."""
        found: list[Symbol] = []
        for place in textured_places(grey):
            left, top, region = region_of(grey, place)
            if region.size > _MAX_NEAR_PX:
                continue
            for look in self._near:
                symbols = look(region).symbols
                if symbols:
                    found += moved(symbols, left, top)
                    break
        return Sighting(tuple(found))

    def _refined(self, grey: Image) -> Sighting:
        small = shrunk(grey, _REFINED_PX)
        return small.back(self._passes.altered(refined(small.picture)))

    def _lone_finder(self, grey: Image) -> Sighting:
        small = shrunk(grey, _LONE_PX)
        return small.back(self._passes.lone_finder(small.picture))

    def close(self) -> None:
        """End zbar's process; safe to call twice."""
        self._passes.close()


def _rest(small: Altered, symbols: tuple[Symbol, ...]) -> Image:
    """What codes that were read leave of a picture; their corners are the original's."""
    if not symbols:
        return small.picture
    return without(
        small.picture,
        tuple(
            replace(symbol, corners=scaled(symbol.corners, small.across, small.down))
            for symbol in symbols
        ),
    )


def _is_full(pixels: float, symbols: tuple[Symbol, ...]) -> bool:
    """Whether these codes leave a picture of so many pixels no room for another."""
    twice = 0.0
    for symbol in symbols:
        twice += area(symbol.corners)
    return twice > _FULL_SHARE * 2 * pixels


def _has_more(small: Altered, symbols: tuple[Symbol, ...]) -> bool:
    """Whether a finder pattern is left beside the codes that were read."""
    if _is_full(small.picture.size / (small.across * small.down), symbols):
        return False
    rest = _rest(small, symbols)
    return bool(finder_patterns(shrunk(rest, min(_FINDER_PX, max(rest.shape) // 2)).picture))
