"""A process's memory: what is free goes back to the system, and a bound on what it may take."""

from __future__ import annotations

import ctypes
import resource
from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.base.measure import status_mb

TRIM_EVERY_S = 5.0
"""Frames come and go in many sizes and leave holes. A trim takes less than a millisecond."""
_MB = 1024 * 1024


def give_back() -> None:
    """Release what is free at the top of each heap; nothing happens where the C library cannot.

    `malloc_trim` is glibc's alone (malloc_trim(3)); the allocator keeps it else, for good.
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)


@contextmanager
def at_most_mb(most_mb: float) -> Iterator[None]:
    """Inside, an allocation that would lift this process's memory over the bound is refused.

    It then raises MemoryError, or whatever its library makes of that (Linux: getrlimit(2)).
    """
    room = max(0.0, most_mb - status_mb("VmRSS"))
    before = soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    bound = int((status_mb("VmData") + room) * _MB)
    if soft != resource.RLIM_INFINITY:
        bound = min(bound, soft)
    resource.setrlimit(resource.RLIMIT_DATA, (bound, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, before)
