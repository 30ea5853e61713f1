"""Two decoders as one reader of a stream: a cheap pass on every frame, dearer ones in turn.

A dense code that the whole frame does not give is read far more often when the place where it is is
magnified, and in the mean of successive frames more often still; a place costs little, so every
frame without news has one. The dearer passes add a few codes in a hundred (docs/spec/credentials.md
§6) at ten times the cost, so they get a share of the time: large while something like a code is in
view, small while nothing is. A code that was found but not read is flattened first: no other pass
reads crumpled ones. Beside a code that was read another is looked for where a finder pattern is.
"""

from __future__ import annotations

import math
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import cv2
import numpy as np

from drivers.scanner.altered import (
    evened,
    levelled,
    refined,
    resized,
    scaled,
    sharpened,
    smoothed,
    thickened,
)
from drivers.scanner.engines import Sighting, Suspect
from drivers.scanner.finders import finder_patterns
from drivers.scanner.linear import LinearEngine
from drivers.scanner.measures import look_at, view_of
from drivers.scanner.passes import (
    Pass,
    Passes,
    by_size,
    merged,
    moved,
    region_of,
    without,
)
from drivers.scanner.places import Newcomers, textured_places
from drivers.scanner.stack import FrameStack
from drivers.scanner.turns import Scenery, Turn, Turns, scenery
from kiosk.base.clock import Clock
from kiosk.domain.scanning.camera_check import SAMPLE_TEXTS, Look, hint_for
from kiosk.domain.scanning.hint import Hint
from kiosk.ports.codes import Corners, Symbol

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kiosk.ports.camera import Image

_BUSY_REST = 0.6
_IDLE_REST = 32.0
"""Rest after a dearer pass as a multiple of what it took: shares of 62 and of 3 per cent."""
_SUSPECT_S = 1.0
"""How long a place that looked like a code counts as one."""
_THUMB = (64, 36)
_SAME_LEVELS = 3
_SAME_RUN = 5
"""In an unchanged picture only every fifth frame is read: the lens may have found its focus."""
_MOVING_RUN = 4
"""After a change so many frames are taken for changed: the look costs half a millisecond, and a
hand with a code moves."""
_COARSE = 0.4
_MIN_COARSE_PX = 60
"""The large code does not fit into a smaller picture."""
_MAX_NEAR_PX = 250_000
"""The modules of a larger code are large enough; magnified it would cost more than a frame."""
_MAX_LONE_PX = 300_000
"""For codes of which one finder pattern is left: slips held near the camera are large."""
_DEAR_TURN, _SUSPECT_DEAR_TURN = 4, 2
"""One frame in so many is for the dearer passes while a code seems, or is, in view.

The others are stacked.
"""
_DEAR_S = 0.015
_BESIDE_S = 0.5
"""How long finder patterns beside a code that is read count as there."""
_BESIDE_REST = 4.0
"""Rest after a look for them that found none, as a multiple of what it took."""


class TwoEngineReader:
    """zxing-cpp first, then by turns a magnified view and libzbar where it is installed."""

    def __init__(self, clock: Clock, *, linear: bool = False) -> None:
        """With `linear` bar codes of one dimension are read where there is no QR code."""
        self._clock = clock
        self._passes = Passes(clock)
        self._linear = LinearEngine() if linear else None
        self._even_turns = Turns(_even_turns(self._passes))
        self._turns = Turns(_dear_turns(self._passes))
        self._looked_at = -math.inf
        self._look_cost_s = 0.0
        self._suspect_at = -math.inf
        self._place: Corners | None = None
        self._newcomers = Newcomers()
        self._stack = FrameStack()
        self._near_turn = 0
        self._near_rest_until = -math.inf
        self._suspects: tuple[Suspect, ...] = ()
        self._has_appended = False
        self._seen: Image | None = None
        self._thumb: NDArray[np.int16] | None = None
        self._unlooked = 0
        self._same_run = 0
        self._last: tuple[Symbol, ...] = ()
        self._beside_places: tuple[Corners, ...] = ()
        self._beside_until = -math.inf

    @property
    def suspects(self) -> tuple[Suspect, ...]:
        """Codes that the last frame showed and nobody could read, the largest first."""
        return self._suspects

    def read(self, image: Image) -> tuple[Symbol, ...]:
        """Every code in the image, the largest first. Never raises on any image."""
        if image.size == 0:
            return ()
        grey = to_grey(image)
        self._passes.zbar.tend()
        if self._is_unchanged(grey):
            return self._last
        known = {symbol.text for symbol in self._last}
        sight = self._passes.zxing.read(grey)
        symbols = sight.symbols
        # A code that is new goes out at once; one that was told already can wait for its neighbour.
        is_news = any(symbol.text not in known for symbol in symbols)
        if not is_news:
            symbols = merged(symbols, self._look_harder(grey, symbols, sight.suspects))
        if symbols:
            # They are most likely to be there in the next frame, too.
            self._suspect_at, self._place = self._clock.monotonic(), symbols[0].corners
        self._last = by_size(symbols)
        self._suspects = () if symbols else sight.suspects
        self._has_appended = sight.has_appended and not symbols
        self._seen = grey
        if self._linear is not None and not symbols:
            # Not kept: an unchanged picture must not count as a second read.
            return self._linear.read(grey)
        return self._last

    def hint(self) -> Hint | None:
        """What would help to read the largest unread code of the last frame."""
        if self._seen is None or not self._suspects:
            return None
        if self._has_appended:
            return Hint.ALL_CODES
        suspect = self._suspects[0]
        view = view_of(self._seen, suspect.corners, suspect.modules)
        return None if view is None else hint_for(view)

    def look(self) -> Look:
        """What the last frame says about the camera; about 2 ms with a code in view."""
        if self._seen is None:
            return Look(level=0.0)
        symbols = self._last
        if not any(symbol.text in SAMPLE_TEXTS for symbol in symbols):
            symbols += self._coarse(self._seen)
        return look_at(self._seen, symbols, self._suspects)

    def _coarse(self, grey: Image) -> tuple[Symbol, ...]:
        """The sample's large code in a smaller picture, where a soft edge is a sharp one."""
        if min(grey.shape) < _MIN_COARSE_PX:
            return ()
        small = cv2.resize(grey, None, fx=_COARSE, fy=_COARSE, interpolation=cv2.INTER_AREA)
        found = self._passes.zxing.read(np.asarray(small, dtype=np.uint8)).symbols
        return tuple(
            replace(symbol, corners=scaled(symbol.corners, 1 / _COARSE, 1 / _COARSE))
            for symbol in found
            if symbol.text in SAMPLE_TEXTS
        )

    def wait(self) -> bool:
        """Wait for the second decoder to start; whether there is one."""
        return self._passes.zbar.wait()

    @property
    def second_process(self) -> int | None:
        """The second decoder's process; None while there is none."""
        return self._passes.zbar.process_id

    @property
    def cpu_elsewhere_s(self) -> float:
        """Processor seconds that the second decoder's process has taken so far."""
        return self._passes.zbar.cpu_s

    def close(self) -> None:
        """End the second decoder's process; safe to call twice."""
        self._passes.close()

    def _is_unchanged(self, grey: Image) -> bool:
        """Whether the picture may be passed over as the same as the one read before."""
        if self._unlooked > 0:
            self._unlooked -= 1
            return False
        thumb = cv2.resize(grey, _THUMB, interpolation=cv2.INTER_AREA).astype(np.int16)
        before = self._thumb
        self._same_run += 1
        if before is None:
            self._thumb, self._same_run = thumb, 0
        elif np.abs(thumb - before).max() >= _SAME_LEVELS:
            self._thumb, self._unlooked = None, _MOVING_RUN
        else:
            return self._same_run % _SAME_RUN != 0
        return False

    def _look_harder(
        self, grey: Image, read: tuple[Symbol, ...], suspects: tuple[Suspect, ...]
    ) -> tuple[Symbol, ...]:
        """A near look at a place, then dearer passes, if their time has come."""
        start = self._clock.monotonic()
        if suspects:
            self._suspect_at, self._place = start, suspects[0].corners
        if read:
            grey = without(grey, read)
            places, is_fresh = self._beside(grey, suspects, start), True
            if not places:
                return ()
        else:
            places, is_fresh = self._places(grey, start)
        is_due = start >= self._dear_rest_until(is_fresh=is_fresh)
        if not places:
            return self._dear(grey, suspects, None) if is_due else ()
        self._near_turn += 1
        place = places[self._near_turn % len(places)]
        # Together they could hold the newest frame up too long.
        is_dears = self._near_turn % (_SUSPECT_DEAR_TURN if suspects else _DEAR_TURN) == 0
        is_dears = is_due and (is_dears or not is_fresh)
        found: tuple[Symbol, ...] = ()
        if is_fresh or start >= self._near_rest_until:
            found = self._at(grey, place, self._near)
            if not found and not is_dears:
                found = self._at(grey, place, self._even)
            self._near_rest_until = start + _IDLE_REST * (self._clock.monotonic() - start)
        if found:
            return found
        if is_dears:
            return self._dear(grey, suspects, place)
        if not is_fresh:
            return ()
        return self._stacked(grey, self._stack.choose(places, start), start)

    def _dear_rest_until(self, *, is_fresh: bool) -> float:
        rest = _BUSY_REST if is_fresh else _IDLE_REST
        return self._looked_at + self._look_cost_s * rest

    def _places(self, grey: Image, at: float) -> tuple[tuple[Corners, ...], bool]:
        """Where to look, and whether it is likely to be a code.

        The place last suspected or read, and those that look like a code and came lately.
        """
        known: tuple[Corners, ...] = ()
        if self._place is not None and at - self._suspect_at < _SUSPECT_S:
            known = (self._place,)
        textured = textured_places(grey)
        new = self._newcomers.among(textured, at)
        return known + (new or textured), bool(known or new)

    def _beside(self, rest: Image, suspects: tuple[Suspect, ...], at: float) -> tuple[Corners, ...]:
        """Where another code is seen in what codes that were read leave of a frame, if anywhere."""
        if suspects:
            return (suspects[0].corners,)
        if at < self._beside_until:
            return self._beside_places
        self._beside_places = tuple(
            place
            for place in self._newcomers.among(textured_places(rest), at)
            if finder_patterns(region_of(rest, place)[2])
        )
        share_s = _BESIDE_REST * (self._clock.monotonic() - at)
        self._beside_until = at + (_BESIDE_S if self._beside_places else share_s)
        return self._beside_places

    def _at(self, grey: Image, place: Corners | None, look: Pass) -> tuple[Symbol, ...]:
        left, top, region = region_of(grey, place)
        return moved(look(region).symbols, left, top)

    def _dear(
        self, grey: Image, suspects: tuple[Suspect, ...], place: Corners | None
    ) -> tuple[Symbol, ...]:
        """The flattened suspects, else the next pass in turn."""
        start = self._clock.monotonic()
        found = self._passes.flattened(grey, suspects, start + _DEAR_S)
        # A dear flattening has its frame alone, so that the newest frame never waits 50 ms.
        if not found and self._clock.monotonic() <= start + _DEAR_S:
            turn = self._turns.next(scenery(region_of(grey, place)[2]))
            found = self._at(grey, None if turn.is_whole else place, turn.look)
        self._looked_at = self._clock.monotonic()
        self._look_cost_s = self._looked_at - start
        return found

    def _near(self, grey: Image) -> Sighting:
        """One place, magnified."""
        if grey.size > _MAX_NEAR_PX:
            return self._passes.zxing.read(grey, looks_closely=True)
        return self._passes.altered(resized(grey, 2.0, 2.0))

    def _even(self, grey: Image) -> Sighting:
        """One place, by the next pass for light that is not even."""
        return self._even_turns.next(scenery(grey)).look(grey)

    def _stacked(self, grey: Image, place: Corners, at: float) -> tuple[Symbol, ...]:
        """The place in the mean of the newest frames: sharpened, for a lens out of focus; as is."""
        if region_of(grey, place)[2].size > _MAX_NEAR_PX:
            return ()
        left, top, mean = self._stack.add(grey, place, at)
        large = resized(mean, 2.0, 2.0)
        for picture in (sharpened(large.picture), large.picture):
            found = self._passes.altered(replace(large, picture=picture)).symbols
            if found:
                return moved(found, left, top)
        return ()


def _even_turns(passes: Passes) -> tuple[Turn, ...]:
    """Black and white: for light that is not even."""
    return (
        Turn(passes.through(lambda grey: evened(smoothed(grey, 0.7), 1000, 31)), lambda _: 1.0),
        Turn(passes.through(lambda grey: evened(grey, 1000, 21)), lambda _: 1.0),
        Turn(
            passes.through(lambda grey: resized(levelled(grey), 2.0, 2.0)),
            lambda scene: 4 * scene.unevenness * (scene.px <= _MAX_NEAR_PX),
        ),
        Turn(passes.through(lambda grey: thickened(grey, 3)), lambda scene: 3 * scene.glare),
    )


def _dear_turns(passes: Passes) -> tuple[Turn, ...]:
    """Those that cost as much as a frame; weights by what `bench footage` reads by each."""

    def has_zbar(_: Scenery) -> float:
        return float(passes.zbar.is_ready)

    return (
        Turn(passes.through(refined), lambda scene: float(scene.px <= _MAX_NEAR_PX)),
        Turn(passes.zbar_plain, has_zbar),
        Turn(
            partial(passes.lone_finder, most_s=_DEAR_S),
            lambda scene: float(scene.px <= _MAX_LONE_PX),
        ),
        Turn(passes.whole, lambda _: 1.0, is_whole=True),
        Turn(passes.zbar_smoothed, has_zbar),
        Turn(passes.zbar_inverted, lambda scene: 0.5 * has_zbar(scene)),
        Turn(passes.zbar_plain, lambda scene: 0.5 * has_zbar(scene), is_whole=True),
        Turn(
            passes.through(lambda grey: evened(grey, 1000, 31)),
            lambda scene: 2 * scene.unevenness,
            is_whole=True,
        ),
    )


def to_grey(image: Image) -> Image:
    """The image in grey; itself if it is grey already."""
    if image.ndim == 2:
        return image
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), dtype=np.uint8)
