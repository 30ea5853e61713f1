"""A mailbox that holds only the newest item, for frames.

Queued frames grow stale behind a slow consumer (14 s measured); a latest-only mailbox drops what
nobody could use and counts it.
"""

from __future__ import annotations

import threading
from typing import Generic, TypeVar

T = TypeVar("T")


class Mailbox(Generic[T]):
    """Latest-only hand-over between two threads."""

    def __init__(self) -> None:
        self._condition = threading.Condition()
        self._item: T | None = None
        self._closed = False
        self._dropped = 0

    @property
    def dropped(self) -> int:
        """How many items were replaced before anyone took them."""
        return self._dropped

    def put(self, item: T) -> None:
        """Replace whatever lies there; a closed mailbox ignores it."""
        with self._condition:
            if self._closed:
                return
            if self._item is not None:
                self._dropped += 1
            self._item = item
            self._condition.notify()

    def take(self, timeout_s: float | None = None) -> T | None:
        """Wait for an item and remove it; None after `timeout_s` seconds or once closed."""
        with self._condition:
            self._condition.wait_for(lambda: self._item is not None or self._closed, timeout_s)
            item, self._item = self._item, None
            return item

    def close(self) -> None:
        """Wake every waiter; from now on `put` is ignored and `take` returns None."""
        with self._condition:
            self._closed = True
            self._item = None
            self._condition.notify_all()
