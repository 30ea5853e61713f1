"""Whether the renderer keeps up, so that nothing moves where moving would stutter."""

from __future__ import annotations

from collections.abc import Callable

SLOW_FRAME_S = 0.04
"""A movement of 160 ms needs more than four pictures to be one."""
MEMORY_S = 30.0
"""The next page is as much work as the last one was, and often comes many seconds later."""


class FramePace:
    """Measures every frame from before its drawing until it is on the screen; GUI thread."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._began: float | None = None
        self._slow_at: float | None = None

    def begin(self) -> None:
        """A frame is about to be drawn."""
        self._began = self._monotonic()

    def end(self) -> None:
        """The frame is on the screen."""
        if self._began is None:
            return
        now = self._monotonic()
        if now - self._began > SLOW_FRAME_S:
            self._slow_at = now
        self._began = None

    @property
    def is_behind(self) -> bool:
        """Whether a frame of the last half minute was slow."""
        return self._slow_at is not None and self._monotonic() - self._slow_at < MEMORY_S
