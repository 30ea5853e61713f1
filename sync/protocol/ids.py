"""UUIDv7 ids (RFC 9562 §5.7) from an injected clock, strictly rising within one source."""

from __future__ import annotations

import secrets
import threading
import uuid
from collections.abc import Callable
from datetime import datetime

_COUNTER_BITS = 12
_MAX_MS = 2**48 - 1


class IdSource:
    """Makes UUIDv7s, each greater than the one before, whatever the clock does.

    The 12 bits after the version are a counter (RFC 9562 §6.2, method 1) that starts at a random
    value in its lower half each millisecond; when it overflows or the clock goes back, the
    timestamp stays ahead of the clock. Safe for use by several threads.
    """

    def __init__(
        self, now: Callable[[], datetime], random_bits: Callable[[int], int] = secrets.randbits
    ) -> None:
        self._now = now
        self._random_bits = random_bits
        self._lock = threading.Lock()
        self._ms = -1
        self._counter = 0

    def next_id(self) -> str:
        """A new id in its usual lower-case form with hyphens."""
        with self._lock:
            ms = min(max(int(self._now().timestamp() * 1000), 0), _MAX_MS)
            if ms > self._ms:
                self._ms = ms
                self._counter = self._random_bits(_COUNTER_BITS - 1)
            else:
                self._counter += 1
                if self._counter >= 1 << _COUNTER_BITS:
                    self._ms += 1
                    self._counter = self._random_bits(_COUNTER_BITS - 1)
            high = (self._ms << 16) | (0x7 << 12) | self._counter
            low = (0b10 << 62) | self._random_bits(62)
            return str(uuid.UUID(int=(high << 64) | low))


def id_time_ms(value: str) -> int:
    """The Unix time in milliseconds inside a UUIDv7. Raises ValueError for any other id."""
    parsed = uuid.UUID(value)
    if parsed.version != 7 or parsed.variant != uuid.RFC_4122:
        raise ValueError("not a UUIDv7")
    return parsed.int >> 80
