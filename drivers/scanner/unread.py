"""Notices that a code has been in view for long and cannot be read: time to offer another way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol, runtime_checkable

import cv2
import numpy as np

from drivers.scanner.engines import Suspect
from drivers.scanner.places import textured_places
from drivers.scanner.reader import to_grey
from kiosk.ports.codes import Corners

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from kiosk.ports.camera import Image

OFFER_AFTER_S = 6.0
"""Seconds a code is tried before typing its number is offered (docs/spec/at-the-gate.md §3)."""
_GAP_S = 1.0
"""A code in the hand is not found in every frame; after a longer pause, s, it is another code."""
_STAYS_S = 15.0
"""Whoever lowers the card to touch the screen, or to look at it, finds the offer still there."""
_OFFER_S = 30.0
"""What is in view for longer is no card in a hand but a poster on the wall."""

_LOOK_S = 0.25
_MIN_SIDE_PX = 60
_MAX_RATIO = 1.7
_THUMB = (16, 16)
_MOVED_LEVELS = 1.5
"""A hand trembles by a few pixels; the picture of a wall changes by the camera's noise alone, of
which little is left in a thumbnail."""


@runtime_checkable
class SuspectSource(Protocol):
    """A reader that knows of codes it could not read."""

    @property
    def suspects(self) -> tuple[Suspect, ...]:
        """Those of the last frame; none where a code was read."""
        ...


class UnreadWatch:
    """Watches frame by frame; time is the caller's, monotonic seconds."""

    def __init__(self) -> None:
        self._since: float | None = None
        self._seen_at = 0.0
        self._is_offered = False

    @property
    def is_offered(self) -> bool:
        """Whether another way is to be offered now."""
        return self._is_offered

    def take(self, is_suspect: bool, at: float, *, is_read: bool) -> bool:
        """Take one frame, or a moment without one; whether `is_offered` has changed."""
        before = self._is_offered
        away_s = _STAYS_S if before else _GAP_S
        if is_read:
            self._since = None
        elif is_suspect:
            if self._since is None or at - self._seen_at > away_s:
                self._since = at
            self._seen_at = at
        self._is_offered = self._since is not None and (
            self._seen_at - self._since >= OFFER_AFTER_S
            and at - self._seen_at <= _STAYS_S
            and at - self._since < OFFER_AFTER_S + _OFFER_S
        )
        return self._is_offered != before


class CodeInHand:
    """Sees that something with a code's texture is held before the camera.

    A lens without focus at a hand's distance blurs a dense code until no decoder finds even its
    corners, and that is when its number must be typed. What does not move belongs to the room.
    """

    def __init__(self) -> None:
        self._looked_at = -_LOOK_S
        self._places: list[tuple[Corners, NDArray[np.float32]]] = []
        self._is_there = False

    def look(self, image: Image, at: float) -> bool:
        """Look at the frame of monotonic second `at`; in between the last answer stands."""
        if at - self._looked_at < _LOOK_S:
            return self._is_there
        self._looked_at = at
        grey = to_grey(image)
        self._is_there = any(
            np.abs(_thumb(grey, place) - before).mean() > _MOVED_LEVELS
            for place, before in self._places
        )
        self._places = [
            (place, _thumb(grey, place)) for place in textured_places(grey) if _is_square(place)
        ]
        return self._is_there


def _thumb(grey: Image, place: Corners) -> NDArray[np.float32]:
    """A place in few pixels, without its brightness: lamps flicker and cameras adapt."""
    (left, top), _, (right, bottom), _ = place
    region = cv2.resize(grey[top:bottom, left:right], _THUMB, interpolation=cv2.INTER_AREA)
    thumb = np.asarray(region, dtype=np.float32)
    return np.asarray(thumb - thumb.mean(), dtype=np.float32)


def _is_square(place: Corners) -> bool:
    (left, top), _, (right, bottom), _ = place
    across, down = right - left, bottom - top
    longer, shorter = max(across, down), min(across, down)
    return shorter >= _MIN_SIDE_PX and longer <= _MAX_RATIO * shorter
