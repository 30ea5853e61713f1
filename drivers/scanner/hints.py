"""When a hint is shown: once it has held. Which, `kiosk.domain.scanning.camera_check` says."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from kiosk.domain.scanning.camera_check import Look
from kiosk.domain.scanning.hint import Hint

TELL_AFTER_S = 0.4
"""How long a hint must hold before it is told: the first sight of a code is always soft."""


@runtime_checkable
class HintSource(Protocol):
    """A reader that can tell why it did not read the last frame."""

    def hint(self) -> Hint | None:
        """What would help; None if nothing like a code was there or nothing is known to help."""
        ...


@runtime_checkable
class LookSource(Protocol):
    """A reader that can measure the last frame."""

    def look(self) -> Look:
        """What the last frame says about the camera."""
        ...


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
