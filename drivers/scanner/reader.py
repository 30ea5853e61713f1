"""Two decoders as one reader: a cheap pass on every frame, dearer ones in turn.

A dense code that the whole frame does not give is read far more often when the place where it is is
magnified, and in the mean of successive frames more often still; a place costs little, so every
frame without news has one. The dearer passes add a few codes in a hundred (docs/spec/credentials.md
§6) at ten times the cost, so they get a share of the time: large while something like a code is in
view, small while nothing is. A code that was found but not read is flattened first: no other pass
reads crumpled ones.
"""

from __future__ import annotations

import itertools
import logging
import math
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

import cv2
import numpy as np

from drivers.scanner.engines import (
    Sighting,
    Suspect,
    ZbarEngine,
    ZxingEngine,
    area,
    zbar_available,
)
from drivers.scanner.flatten import flattened
from drivers.scanner.linear import LinearEngine
from drivers.scanner.measures import look_at, view_of
from drivers.scanner.places import Newcomers, textured_places
from drivers.scanner.stack import FrameStack
from kiosk.base.clock import Clock
from kiosk.domain.scanning.camera_check import SAMPLE_TEXTS, Look, hint_for
from kiosk.domain.scanning.hint import Hint
from kiosk.ports.codes import Corners, Symbol

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kiosk.ports.camera import Image

log = logging.getLogger(__name__)

_Pass = Callable[["Image"], Sighting]

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
_ZOOM = 2.0
_COARSE = 0.4
_MIN_COARSE_PX = 60
"""The large code does not fit into a smaller picture."""
_CROP_MARGIN = 0.35
_MAX_NEAR_PX = 250_000
"""The modules of a larger code are large enough; magnified it would cost more than a frame."""
_MAX_WHOLE_PX = 1_000_000
"""A larger frame magnified as a whole would take longer than 50 ms."""
_SHARPEN_PX, _SHARPEN_BY = 3.0, 1.5
_DEAR_TURN, _SUSPECT_DEAR_TURN = 4, 2
"""One frame in so many is for the dearer passes while a code seems, or is, in view.

The others are stacked.
"""
_MAX_FLATTENED = 2
_DEAR_S = 0.015
_LARGE_PX = 400_000
"""From this size on zbar scans every second line: half the time, and near codes are large.

Every third in a frame too large to be magnified.
"""


class TwoEngineReader:
    """zxing-cpp first, then by turns a magnified view and libzbar where it is installed."""

    def __init__(self, clock: Clock, *, linear: bool = False) -> None:
        """With `linear` bar codes of one dimension are read where there is no QR code."""
        self._clock = clock
        self._zxing = ZxingEngine()
        self._linear = LinearEngine() if linear else None
        self._zbar: ZbarEngine | None = None
        if zbar_available():
            self._zbar = ZbarEngine()
        else:
            log.warning("libzbar is missing: codes are read without a second opinion")
        # The place and the whole frame alternate: the place may be the wrong one.
        turns: list[tuple[_Pass, bool]] = [(self._whole, True)]
        if self._zbar is not None:
            turns = [
                (self._zbar_pass, False),
                (self._whole, True),
                (self._inverted_zbar_pass, False),
                (self._zbar_pass, True),
                (self._smoothed_zbar_pass, False),
                (self._inverted_zbar_pass, True),
            ]
        self._turns = itertools.cycle(turns)
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

    @property
    def suspects(self) -> tuple[Suspect, ...]:
        """Codes that the last frame showed and nobody could read, the largest first."""
        return self._suspects

    def read(self, image: Image) -> tuple[Symbol, ...]:
        """Every code in the image, the largest first. Never raises on any image."""
        if image.size == 0:
            return ()
        grey = to_grey(image)
        if self._is_unchanged(grey):
            return self._last
        known = {symbol.text for symbol in self._last}
        sight = self._zxing.read(grey)
        symbols = sight.symbols
        # A code that is new goes out at once; one that was told already can wait for its neighbour.
        is_news = any(symbol.text not in known for symbol in symbols)
        if not is_news and (sight.suspects or not symbols):
            symbols = _merge(symbols, self._look_harder(grey, symbols, sight.suspects))
        if symbols:
            # They are most likely to be there in the next frame, too.
            self._suspect_at, self._place = self._clock.monotonic(), symbols[0].corners
        self._last = _by_size(symbols)
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
        found = self._zxing.read(np.asarray(small, dtype=np.uint8)).symbols
        return tuple(
            replace(symbol, corners=_moved(symbol.corners, 1 / _COARSE, 0, 0))
            for symbol in found
            if symbol.text in SAMPLE_TEXTS
        )

    def read_still(self, image: Image) -> tuple[Symbol, ...]:
        """Every code in a single image, with all passes at once until one finds something.

        For files, where no next frame comes; takes up to 0.15 s at 1280×720.
        """
        if image.size == 0:
            return ()
        grey = to_grey(image)
        sight = self._zxing.read(grey, looks_closely=True)
        symbols = sight.symbols or self._flattened(grey, sight.suspects)
        later = (
            self._magnified,
            self._zbar_pass,
            self._smoothed_zbar_pass,
            self._inverted_zbar_pass,
        )
        for look in later:
            if symbols:
                break
            symbols = look(grey).symbols
        return _by_size(symbols)

    def close(self) -> None:
        """Free libzbar's scanner."""
        if self._zbar is not None:
            self._zbar.close()

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
        places, is_fresh = self._places(grey, start, only_known=bool(read))
        if not places:
            return self._dear(grey, suspects, None, is_fresh=is_fresh)
        self._near_turn += 1
        place = places[self._near_turn % len(places)]
        found: tuple[Symbol, ...] = ()
        if is_fresh or start >= self._near_rest_until:
            found = self._at(grey, place, self._near)
            self._near_rest_until = start + _IDLE_REST * (self._clock.monotonic() - start)
        # Together they could hold the newest frame up too long.
        is_dears = self._near_turn % (_SUSPECT_DEAR_TURN if suspects else _DEAR_TURN) == 0
        if not found and (is_dears or not is_fresh):
            return self._dear(grey, suspects, place, is_fresh=is_fresh)
        return found or self._stacked(grey, self._stack.choose(places, start), start)

    def _places(
        self, grey: Image, at: float, *, only_known: bool
    ) -> tuple[tuple[Corners, ...], bool]:
        """Where to look, and whether it is likely to be a code.

        The place last suspected or read, and those that look like a code and came lately.
        """
        known: tuple[Corners, ...] = ()
        if self._place is not None and at - self._suspect_at < _SUSPECT_S:
            known = (self._place,)
        if only_known:
            return known, bool(known)
        textured = textured_places(grey)
        new = self._newcomers.among(textured, at)
        return known + (new or textured), bool(known or new)

    def _at(self, grey: Image, place: Corners | None, look: _Pass) -> tuple[Symbol, ...]:
        left, top, region = _region(grey, place)
        return tuple(
            replace(symbol, corners=_moved(symbol.corners, 1.0, left, top))
            for symbol in look(region).symbols
        )

    def _dear(
        self,
        grey: Image,
        suspects: tuple[Suspect, ...],
        place: Corners | None,
        *,
        is_fresh: bool,
    ) -> tuple[Symbol, ...]:
        """The flattened suspects, else the next pass in turn; nothing while they rest."""
        start = self._clock.monotonic()
        if start < self._looked_at + self._look_cost_s * (_BUSY_REST if is_fresh else _IDLE_REST):
            return ()
        found = self._flattened(grey, suspects, start + _DEAR_S)
        # A dear flattening has its frame alone, so that the newest frame never waits 50 ms.
        if not found and self._clock.monotonic() <= start + _DEAR_S:
            look, is_whole = next(self._turns)
            found = self._at(grey, None if is_whole else place, look)
        self._looked_at = self._clock.monotonic()
        self._look_cost_s = self._looked_at - start
        return found

    def _flattened(
        self, grey: Image, suspects: tuple[Suspect, ...], until: float = math.inf
    ) -> tuple[Symbol, ...]:
        """Read flattened suspects, beginning none after second `until`."""
        for suspect in suspects[:_MAX_FLATTENED]:
            if suspect.modules is None or self._clock.monotonic() > until:
                continue
            for drawing in flattened(grey, suspect.corners, suspect.modules):
                found = self._zxing.read(drawing).symbols
                if found:
                    return (replace(found[0], corners=suspect.corners),)
        return ()

    def _near(self, grey: Image) -> Sighting:
        """One place, magnified."""
        if grey.size > _MAX_NEAR_PX:
            return self._zxing.read(grey, looks_closely=True)
        return _shrunk(self._zxing.read(_enlarged(grey)))

    def _stacked(self, grey: Image, place: Corners, at: float) -> tuple[Symbol, ...]:
        """The place in the mean of the newest frames: sharpened, for a lens out of focus; as is."""
        if _region(grey, place)[2].size > _MAX_NEAR_PX:
            return ()
        left, top, mean = self._stack.add(grey, place, at)
        large = _enlarged(mean)
        soft = cv2.GaussianBlur(large, (0, 0), _SHARPEN_PX)
        sharp = cv2.addWeighted(large, 1 + _SHARPEN_BY, soft, -_SHARPEN_BY, 0)
        for picture in (np.asarray(sharp, dtype=np.uint8), large):
            found = _shrunk(self._zxing.read(picture)).symbols
            if found:
                return tuple(
                    replace(symbol, corners=_moved(symbol.corners, 1.0, left, top))
                    for symbol in found
                )
        return ()

    def _magnified(self, grey: Image) -> Sighting:
        large = cv2.resize(grey, None, fx=_ZOOM, fy=_ZOOM, interpolation=cv2.INTER_LINEAR)
        return _shrunk(self._zxing.read(np.asarray(large, dtype=np.uint8), looks_closely=True))

    def _whole(self, grey: Image) -> Sighting:
        if grey.size > _MAX_WHOLE_PX:
            return self._zxing.read(grey, looks_closely=True)
        return self._magnified(grey)

    def _zbar_pass(self, grey: Image) -> Sighting:
        if self._zbar is None:
            return Sighting()
        step = 1 + (grey.size >= _LARGE_PX) + (grey.size >= _MAX_WHOLE_PX)
        return self._zbar.read(grey, line_step=step)

    def _smoothed_zbar_pass(self, grey: Image) -> Sighting:
        return self._zbar_pass(np.asarray(cv2.medianBlur(grey, 3), dtype=np.uint8))

    def _inverted_zbar_pass(self, grey: Image) -> Sighting:
        # zbar does not know light codes on dark ground, as phones in dark mode show them.
        return self._zbar_pass(np.asarray(cv2.bitwise_not(grey), dtype=np.uint8))


def to_grey(image: Image) -> Image:
    """The image in grey; itself if it is grey already."""
    if image.ndim == 2:
        return image
    return np.asarray(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), dtype=np.uint8)


def _enlarged(grey: Image) -> Image:
    large = cv2.resize(grey, None, fx=_ZOOM, fy=_ZOOM, interpolation=cv2.INTER_CUBIC)
    return np.asarray(large, dtype=np.uint8)


def _shrunk(found: Sighting) -> Sighting:
    """What was seen in a magnified picture, in pixels of the picture itself."""
    return Sighting(
        tuple(
            replace(symbol, corners=_moved(symbol.corners, 1 / _ZOOM, 0, 0))
            for symbol in found.symbols
        )
    )


def _region(grey: Image, place: Corners | None) -> tuple[int, int, Image]:
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


def _moved(corners: Corners, scale: float, left: int, top: int) -> Corners:
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = (
        (round(x * scale) + left, round(y * scale) + top) for x, y in corners
    )
    return (ax, ay), (bx, by), (cx, cy), (dx, dy)


def _by_size(symbols: tuple[Symbol, ...]) -> tuple[Symbol, ...]:
    return tuple(sorted(symbols, key=lambda symbol: -area(symbol.corners)))


def _merge(first: tuple[Symbol, ...], more: tuple[Symbol, ...]) -> tuple[Symbol, ...]:
    known = {symbol.raw for symbol in first}
    return first + tuple(symbol for symbol in more if symbol.raw not in known)
