"""Gives freed memory back to the system; the allocator keeps it else, for good."""

from __future__ import annotations

import ctypes

TRIM_EVERY_S = 5.0
"""Frames come and go in many sizes and leave holes. A trim takes less than a millisecond."""


def give_back() -> None:
    """Release what is free at the top of each heap; nothing happens where the C library cannot.

    `malloc_trim` is glibc's alone (malloc_trim(3)).
    """
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
