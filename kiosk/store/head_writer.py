"""Keeps the head's file in step with the ledger, beside the commits and never in their way."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable

from kiosk.base.mailbox import Mailbox
from kiosk.store.file import DatabaseFiles
from kiosk.store.head import StoredHead
from kiosk.store.repositories.ledger import Head
from sync.protocol.devices import LedgerHead

log = logging.getLogger(__name__)

EVERY_S = 1.0
"""Between two writings at least: what a power cut leaves is older by no more than this."""
STOP_S = 2.0
"""A disk that hangs must not keep the process from ending."""


class HeadWriter:
    """Writes the newest head on a thread of its own, which begins with the first one noted.

    The core's thread calls `note`, which returns at once: waiting for the disk is this thread's.
    """

    def __init__(
        self,
        files: DatabaseFiles,
        key: bytes,
        openings: int,
        pause: Callable[[float], bool] | None = None,
    ) -> None:
        """`pause(seconds)` is True once it shall end; by default it waits."""
        self._files = files
        self._key = key
        self._openings = openings
        self._newest: Mailbox[Head] = Mailbox()
        self._stop = threading.Event()
        self._pause = pause or self._stop.wait
        self._thread = threading.Thread(target=self._run, name="head", daemon=True)

    def note(self, head: Head) -> None:
        """The ledger has come this far, and that is durable."""
        self._newest.put(head)
        if self._thread.ident is None:
            self._thread.start()

    def write(self, head: Head) -> None:
        """Write now; only while the thread does not. Raises OSError."""
        at = LedgerHead(head.ledger_id, head.seq, head.hash)
        self._files.write_head(StoredHead(at, self._openings).to_bytes(self._key))

    def stop(self) -> bool:
        """End the thread; False if it hangs in a writing."""
        self._stop.set()
        self._newest.close()
        if self._thread.ident is not None:
            self._thread.join(STOP_S)
        return not self._thread.is_alive()

    def _run(self) -> None:
        has_failed = False
        while not self._pause(EVERY_S):
            head = self._newest.take()
            if head is None:
                return
            try:
                self.write(head)
                has_failed = False
            except OSError as error:
                # The head of before stays, which accuses nobody.
                if not has_failed:
                    log.warning("store: the head is not written (%s)", error.strerror)
                has_failed = True
