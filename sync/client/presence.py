"""Keeps the presence feed within seconds of the hub where a venue has more than one gate.

See docs/spec/sync-protocol.md §5.
"""

from __future__ import annotations

import logging
import threading

from kiosk.base.errors import HubRefusal, NetworkFault, StorageFault
from kiosk.base.thread_stop import end_thread
from sync.client.backoff import Backoff, Uniform
from sync.client.downloader import Downloader
from sync.client.hub_client import HubClient
from sync.protocol.feeds import FeedName
from sync.protocol.wire import LONG_POLL_S

log = logging.getLogger(__name__)

REFUSED_S = 60.0
"""Seconds to wait after a refusal: the scheduler finds out what it means."""
AFTER_BUG_S = 300.0
"""A bug must not end the polls for good: the gates would be strangers until the next start."""
PAUSE_S = 0.2
"""Seconds between two polls: a hub that never holds its answer is not stormed."""


class PresencePoll:
    """Waits at the hub for changes; on a connection and a thread of its own."""

    def __init__(self, client: HubClient, downloader: Downloader, uniform: Uniform) -> None:
        self._client = client
        self._downloader = downloader
        self._backoff = Backoff(uniform)
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="presence", daemon=True)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def stop(self, deadline_s: float) -> bool:
        """End, cutting a poll in progress; False if it still hangs after `deadline_s`."""
        self._stop.set()
        has_ended = end_thread(self._thread, self._client.cut, deadline_s)
        self._client.close()
        return has_ended

    def step(self) -> float:
        """One poll; gives the seconds to wait before the next."""
        try:
            self._downloader.pull_feed(FeedName.PRESENCE, wait_s=LONG_POLL_S)
        except NetworkFault as fault:
            if not self._backoff.failures:
                log.warning("presence: %s", fault)
            return self._backoff.failed(fault.retry_after_s)
        except HubRefusal as refusal:
            log.warning("presence: %s", refusal)
            return REFUSED_S
        except StorageFault:
            # Told to staff by the core itself.
            return self._backoff.failed()
        except Exception:
            if not self._stop.is_set():
                log.critical("presence: a bug ended one poll", exc_info=True)
            return AFTER_BUG_S
        self._backoff.succeeded()
        return PAUSE_S

    def _run(self) -> None:
        while not self._stop.is_set():
            self._stop.wait(self.step())
