"""How a thread that waits for something outside is brought to its end."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

_AGAIN_S = 0.1


def end_thread(thread: threading.Thread, cut: Callable[[], None], deadline_s: float) -> bool:
    """Wait for a thread that was told to stop, cutting what it waits for; False after `deadline_s`.

    Cut again and again: an exchange or a query may begin just behind a cut, and would then hold
    the stop for its whole length.
    """
    until = time.monotonic() + deadline_s
    while thread.is_alive():
        cut()
        left_s = until - time.monotonic()
        if left_s <= 0:
            return False
        thread.join(min(_AGAIN_S, left_s))
    return True
