"""How many human codes of slips were typed that nobody has: nobody finds one by trying."""

from __future__ import annotations

from kiosk.base.clock import Clock
from kiosk.domain.slips.trust import SlipFault
from kiosk.services.presented_slip import PresentedSlip

TRIES = 5
LOCKED_S = 60.0
"""For so long after the last of them no code is looked up."""


class CodeTries:
    """Counts wrong codes of one station; a right one between them changes nothing."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._wrong = 0
        self._locked_until = 0.0

    def is_over(self) -> bool:
        """Whether no code is looked up now."""
        return self._clock.monotonic() < self._locked_until

    def note(self, slip: PresentedSlip | None) -> None:
        """Count what a typed code came to."""
        if slip is None or slip.fault is not SlipFault.UNKNOWN_CODE:
            return
        self._wrong += 1
        if self._wrong >= TRIES:
            self._wrong = 0
            self._locked_until = self._clock.monotonic() + LOCKED_S
