"""Holds the wall clock against the other evidence of time, and remembers the verdict's anchor."""

from __future__ import annotations

import logging
import threading
from datetime import datetime

from kiosk.base.clock import Clock
from kiosk.domain.clock_sanity import ClockTrust, confirmed_anchor, judge_clock, start_anchor

log = logging.getLogger(__name__)


class ClockWatch:
    """Whether the clock is to be believed now; safe for use by several threads."""

    def __init__(
        self, clock: Clock, built_at: datetime, last_run_at: datetime | None = None
    ) -> None:
        self._clock = clock
        self._anchor = start_anchor(built_at, last_run_at)
        self._trust = ClockTrust.TRUSTED
        self._lock = threading.Lock()

    def is_suspect(self) -> bool:
        """Judge the clock now; a change of verdict is logged once."""
        with self._lock:
            trust, self._anchor = judge_clock(
                self._anchor, self._clock.now(), self._clock.monotonic()
            )
            if trust is not self._trust:
                log.warning("the clock is %s now", trust.value)
                self._trust = trust
            return trust is ClockTrust.SUSPECT

    def confirm(self) -> None:
        """Staff or the hub say that the clock is right now; the floor follows it."""
        with self._lock:
            self._anchor = confirmed_anchor(self._clock.now(), self._clock.monotonic())
