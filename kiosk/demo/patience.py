"""How long the demo waits for what the kiosk does."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import partial

WAIT_S = 30.0
_LOOK_S = 0.05


class Changes:
    """Wakes whoever waits for something of a running kiosk, whenever something there changed."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._count = 0

    def tell(self, *_: object) -> None:
        """Something changed; from any thread, returns at once."""
        with self._condition:
            self._count += 1
            self._condition.notify_all()

    def wait_until(self, is_so: Callable[[], bool], timeout_s: float = WAIT_S) -> bool:
        """Look now and after each change; False if it does not come within the time."""
        until = time.monotonic() + timeout_s
        while True:
            seen = self._count
            # Beside the lock: what is looked at has locks of its own, and tells under them.
            if is_so():
                return True
            with self._condition:
                left = until - time.monotonic()
                if not self._condition.wait_for(partial(self._has_passed, seen), left):
                    return False

    def _has_passed(self, seen: int) -> bool:
        return self._count != seen


def look_until(is_so: Callable[[], bool], timeout_s: float = WAIT_S) -> bool:
    """Look every now and then, at what tells nobody when it changes: the printer's mechanics, other
    processes. False if it does not come within the time."""
    until = time.monotonic() + timeout_s
    while time.monotonic() < until:
        if is_so():
            return True
        time.sleep(_LOOK_S)
    return False
