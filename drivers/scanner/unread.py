"""Notices that a code has been in view for long and cannot be read: time to offer another way."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from drivers.scanner.engines import Suspect

OFFER_AFTER_S = 6.0
"""So long a code is tried before typing its number is offered (at-the-gate.md §3)."""
_GAP_S = 1.0
"""A code in the hand is not found in every frame; a longer pause is another code."""
_STAYS_S = 15.0
"""Whoever lowers the card to touch the screen, or to look at it, finds the offer still there."""
_OFFER_S = 30.0
"""What is in view for longer is no card in a hand but a poster on the wall."""


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
