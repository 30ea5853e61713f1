"""What a machine adds of its own: the same small work, again and again, beside nothing else.

A virtual machine, or a core that shares its parts with another, is now and then ten times slower
for a moment, which no program on it can help. A longest frame is read beside this.
"""

from __future__ import annotations

import time
from hashlib import sha256
from itertools import count

_WORK_S = 0.001
_REST_S = 0.012
"""As between two frames."""
_LOOK_S = 10.0


def time_small_work(seconds: float = _LOOK_S) -> list[float]:
    """Seconds that each of many equal pieces of work took, a millisecond at most times."""
    rounds = _rounds_of(_WORK_S)
    took = []
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        started = time.perf_counter()
        _work(rounds)
        took.append(time.perf_counter() - started)
        time.sleep(_REST_S)
    return took


def _rounds_of(seconds: float) -> int:
    """How many rounds take this long where nothing disturbs."""
    for exponent in count():
        best = min(_time(1 << exponent) for _ in range(5))
        if best > seconds / 4:
            return max(1, round((1 << exponent) * seconds / best))
    raise AssertionError("counting has no end")


def _time(rounds: int) -> float:
    started = time.perf_counter()
    _work(rounds)
    return time.perf_counter() - started


def _work(rounds: int) -> bytes:
    digest = b""
    for _ in range(rounds):
        digest = sha256(digest).digest()
    return digest
