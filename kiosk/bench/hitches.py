"""What a machine adds of its own: the same small work, again and again, beside nothing else.

A virtual machine, or a core that shares its parts with another, is now and then ten times slower
for a moment, which no program on it can help. A longest frame is read beside this.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from hashlib import sha256
from itertools import count

_WORK_S = 0.001
_REST_S = 0.012
"""As between two frames."""
_LOOK_S = 10.0
_PULSE_S = 0.0005
_SLOW = 2.0


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


class Pulse:
    """The same small work before and after what is measured: how fast the machine is just then."""

    def __init__(self) -> None:
        self._rounds = _rounds_of(_PULSE_S)

    def beat(self) -> float:
        """Seconds of this thread that the work takes now."""
        started = time.thread_time()
        _work(self._rounds)
        return time.thread_time() - started


def steady(beats: Sequence[float]) -> list[bool]:
    """Of what was measured beside each of these beats, what the machine did not slow down: its
    small work took at most `_SLOW` times what it mostly does."""
    usual = sorted(beats)[len(beats) // 2]
    return [beat <= _SLOW * usual for beat in beats]


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
