"""The reader thread: a reading connection that nobody but its own thread uses."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from kiosk.base.errors import StorageFault
from kiosk.base.worker import Worker
from kiosk.store.driver import Interrupted
from kiosk.store.queries.reader import Reader

T = TypeVar("T")


class ReaderThread:
    """Queries in the order they came; opened with the first one, beside the running writer.

    Whoever asks anew gives the query before up by `Future.cancel`, which interrupts it.
    """

    def __init__(self, open_reader: Callable[[], Reader]) -> None:
        """`open_reader` is called on the thread, again after it raised StorageFault."""
        self._open_reader = open_reader
        self._lock = threading.Lock()
        self._reader: Reader | None = None
        self._worker = Worker("reader", self._cancel, self._close, (StorageFault, Interrupted))

    def ask(self, query: Callable[[Reader], T]) -> Future[T]:
        """Have `query` done on the thread; from any thread, returns at once.

        StorageFault is the future's, which is cancelled after the stop.
        """
        return self._worker.post(lambda: query(self._opened()))

    def stop(self, deadline_s: float) -> bool:
        """Interrupt what runs and close; False if it hangs after `deadline_s`."""
        return self._worker.stop(deadline_s)

    def _opened(self) -> Reader:
        if self._reader is None:
            opened = self._open_reader()
            with self._lock:
                self._reader = opened
        return self._reader

    def _cancel(self) -> None:
        # Under the lock: a closed connection cannot be interrupted.
        with self._lock:
            if self._reader is not None:
                self._reader.cancel()

    def _close(self) -> None:
        with self._lock:
            reader, self._reader = self._reader, None
        if reader is not None:
            reader.close()
