"""Single pictures, where no next frame comes: every pass until a code is found.

Reading goes on after the first code while a finder pattern stands beside it: a card next to a
poster is read whichever of the two is found first.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from drivers.scanner.altered import Altered, evened, refined, resized, scaled, shrunk, thickened
from drivers.scanner.engines import Sighting, area
from drivers.scanner.finders import finder_patterns
from drivers.scanner.passes import MAX_WHOLE_PX, Pass, Passes, by_size, merged, without
from kiosk.base.clock import Clock
from kiosk.ports.codes import Symbol

if TYPE_CHECKING:
    from kiosk.ports.camera import Image

_MOST_PX = 2000
"""Longest side from which the dear passes start: what they gain is lost detail of no code."""
_FULL_SHARE = 0.2
"""A code that fills so much of a picture leaves no room for another."""
_REFINED_PX = 1000


class StillReader:
    """Reads single pictures; used by one thread only."""

    def __init__(self, clock: Clock) -> None:
        self._passes = passes = Passes(clock)
        through = passes.through
        self._later: tuple[Pass, ...] = (
            self._magnified,
            through(lambda grey: evened(grey, 1000, 31)),
            passes.zbar_plain,
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
        small = shrunk(grey, _MOST_PX)
        if not symbols or _has_more(small, symbols):
            symbols = self._search(small, symbols)
        return by_size(symbols)

    def _search(self, small: Altered, symbols: tuple[Symbol, ...]) -> tuple[Symbol, ...]:
        """Look by all passes, beside what was found, until nothing seems to be left."""
        self._passes.zbar.wait()
        for look in self._later:
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

    def _magnified(self, grey: Image) -> Sighting:
        return self._passes.magnified(grey) if grey.size <= MAX_WHOLE_PX else Sighting()

    def _refined(self, grey: Image) -> Sighting:
        small = shrunk(grey, _REFINED_PX)
        return small.back(self._passes.altered(refined(small.picture)))

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


def _has_more(small: Altered, symbols: tuple[Symbol, ...]) -> bool:
    """Whether a finder pattern is left beside the codes that were read."""
    whole = 2 * small.picture.size / (small.across * small.down)
    if sum(area(symbol.corners) for symbol in symbols) > _FULL_SHARE * whole:
        return False
    return bool(finder_patterns(_rest(small, symbols)))
