"""The hub's time, as far as this station knows it.

Kept against the monotonic clock, so that a step of this machine's wall clock, in the middle of
anything, moves neither the signatures nor what is known of the hub (docs/spec/faults.md S11).
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from kiosk.base.clock import Clock
from kiosk.base.dataclass import dataclass

_FIRST, _LAST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)
"""A time outside is nobody's clock: near the ends of the calendar it cannot even go on."""


@dataclass(frozen=True, slots=True)
class _Anchor:
    """The hub showed `shown` when the monotonic clock stood at `at`, within `error_s`."""

    shown: datetime
    at: float
    error_s: float


class HubTime:
    """Learns the hub's time from its answers, for signatures and record headers.

    Safe for use by several threads.
    """

    def __init__(self, clock: Clock, offset_ms: int | None = None) -> None:
        """`offset_ms`: what was known at the last run, hub minus this clock."""
        self._clock = clock
        self._saved_ms = offset_ms
        self._anchor: _Anchor | None = None

    @property
    def is_heard(self) -> bool:
        """Whether the hub told its time since the start."""
        return self._anchor is not None

    @property
    def offset_ms(self) -> int | None:
        """The hub's clock minus this one's wall clock, now; None where it was never heard."""
        if self._anchor is None:
            return self._saved_ms
        return round((self.now() - self._clock.now()) / timedelta(milliseconds=1))

    def now(self) -> datetime:
        """The hub's present, UTC; this clock's own where nothing is known."""
        if self._anchor is None:
            return self._clock.now() + timedelta(milliseconds=self._saved_ms or 0)
        return self._read(self._anchor, self._clock.monotonic())

    def heard(self, shown: datetime, resolution_s: float, sent: float, received: float) -> None:
        """Take the time of an answer asked for at `sent` and there at `received` (monotonic).

        The hub wrote it somewhere in between: the middle is assumed. A reading that agrees with
        what is known within its own error changes nothing unless it is the more exact one, nor does
        a time that no clock shows.
        """
        if not _FIRST <= shown < _LAST:
            return
        middle = (sent + received) / 2
        error_s = (received - sent + resolution_s) / 2
        new = _Anchor(shown + timedelta(seconds=resolution_s / 2), middle, error_s)
        old = self._anchor
        if old is not None and error_s >= old.error_s:
            difference = abs((self._read(old, middle) - new.shown).total_seconds())
            if difference <= error_s + old.error_s:
                return
        self._anchor = new

    @staticmethod
    def _read(anchor: _Anchor, at: float) -> datetime:
        return anchor.shown + timedelta(seconds=at - anchor.at)
