"""Whether the hub's time may decide what is old enough to be removed.

A clock that jumps, the hub's or this machine's, would make every record look old at once. What was
wrongly removed cannot be brought back, so a jump is believed only after a day, or when staff agree
(docs/spec/sync-protocol.md §3).
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from kiosk.base.clock import Clock
from kiosk.base.dataclass import dataclass
from kiosk.ports.sync_store import SyncState
from sync.client import sync_state_keys
from sync.client.hub_time import HubTime

log = logging.getLogger(__name__)

JUMP = timedelta(minutes=10)
"""Two clocks that differ by less than this agree."""
AGREES_AFTER = timedelta(days=1)
"""So far apart two exchanges must show the same difference before a jump is believed."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """The hub's time at a moment of the monotonic clock."""

    hub_now: datetime
    monotonic: float


class TimeTrust:
    """Follows the difference between the hub's clock and this one's, from contact to contact.

    The hub's time is trusted while it goes on evenly with the monotonic clock, or while its
    difference to the wall clock is the one that was trusted before. Either clock may be set right
    and the other shows that it was only that; where neither holds, time is in doubt.
    """

    def __init__(self, clock: Clock, time: HubTime, state: SyncState) -> None:
        self._clock = clock
        self._time = time
        self._state = state
        self._trusted: _Reading | None = None

    @property
    def is_trusted(self) -> bool:
        """Whether there is no doubt since the last contact. Raises StorageFault."""
        return self._state.get(sync_state_keys.DOUBTED_SINCE) is None

    def note_contact(self) -> None:
        """Take the time of an answer that was the hub's own. Raises StorageFault."""
        offset_ms = self._time.offset_ms
        if offset_ms is None:
            return
        now = self._clock.now()
        if self._goes_on() or self._is_near(sync_state_keys.TRUSTED_OFFSET_MS, offset_ms):
            self._trust(offset_ms)
            return
        since = sync_state_keys.read_at(self._state.get(sync_state_keys.DOUBTED_SINCE))
        if (
            since is None
            or since > now
            or not self._is_near(sync_state_keys.DOUBTED_OFFSET_MS, offset_ms)
        ):
            log.warning("sync: the hub's clock moved by itself: nothing is removed for a day")
            self._state.put(
                {
                    sync_state_keys.DOUBTED_SINCE: sync_state_keys.write_at(now),
                    sync_state_keys.DOUBTED_OFFSET_MS: str(offset_ms),
                }
            )
        elif now - since >= AGREES_AFTER:
            log.warning("sync: the hub's clock is believed: it has gone on evenly for a day")
            self._trust(offset_ms)

    def agree(self) -> bool:
        """Staff looked at both clocks and say that they are right; False if no hub was heard."""
        offset_ms = self._time.offset_ms
        if offset_ms is None:
            return False
        log.warning("sync: the hub's clock is believed: staff agreed")
        self._trust(offset_ms)
        return True

    def _goes_on(self) -> bool:
        """Whether the hub's time went on as this run's monotonic clock did."""
        trusted = self._trusted
        if trusted is None:
            return False
        passed = timedelta(seconds=self._clock.monotonic() - trusted.monotonic)
        return abs(self._time.now() - trusted.hub_now - passed) <= JUMP

    def _is_near(self, key: str, offset_ms: int) -> bool:
        """Whether the difference is the one kept under a key; at first, none at all."""
        kept_ms = sync_state_keys.read_count(self._state.get(key)) or 0
        return abs(timedelta(milliseconds=offset_ms - kept_ms)) <= JUMP

    def _trust(self, offset_ms: int) -> None:
        self._trusted = _Reading(self._time.now(), self._clock.monotonic())
        kept_ms = sync_state_keys.read_count(self._state.get(sync_state_keys.TRUSTED_OFFSET_MS))
        # Small differences are not worth a write at every contact.
        has_moved = kept_ms is None or abs(offset_ms - kept_ms) >= _WORTH_KEEPING_MS
        if has_moved or not self.is_trusted:
            self._state.put(
                {
                    sync_state_keys.TRUSTED_OFFSET_MS: str(offset_ms),
                    sync_state_keys.DOUBTED_SINCE: None,
                    sync_state_keys.DOUBTED_OFFSET_MS: None,
                }
            )


_WORTH_KEEPING_MS = 1000
