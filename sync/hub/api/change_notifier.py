"""Who waits for a feed to change: one thread reads, all long polls of the event loop wake."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError

from sync.hub.db import tables
from sync.hub.db.engine import reading, state_of
from sync.hub.wire_log import describe, log_event
from sync.protocol.feeds import FeedName

log = logging.getLogger(__name__)

RECHECK_S = 5.0
"""How long a change that another process committed may stay unseen."""


class ChangeNotifier:
    """Positions of one feed at the venues somebody waits for.

    A waiting thread for every long poll would be hundreds; reading the feed for every change and
    every waiter would be thousands of queries. Here one query serves them all.
    """

    def __init__(self, engine: Engine, feed: FeedName) -> None:
        self._engine = engine
        self._state = state_of(engine)
        self._feed = feed
        self._is_closed = False
        self._waiting: dict[str, int] = {}
        self._heads: dict[str, int] = {}
        self._changed = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread = threading.Thread(target=self._run, name="feed-watch", daemon=True)

    def start(self) -> None:
        """Begin; on the event loop of those who will wait."""
        self._loop = asyncio.get_running_loop()
        self._thread.start()

    def end_waits(self) -> None:
        """Let everyone who waits go, now and from now on; on the event loop."""
        self._is_closed = True
        self._changed.set()

    def close(self) -> None:
        """End the waits and the thread; safe to call twice."""
        self.end_waits()
        self._state.wake_waiting()
        if self._thread.is_alive():
            self._thread.join()

    async def wait(self, venue_id: str, pos: int, timeout_s: float) -> bool:
        """Wait until the venue's feed has gone past `pos`; False when it has not."""
        deadline = time.monotonic() + timeout_s
        with self._in_line(venue_id):
            # Whoever comes first at a venue must not wait for the next change to be counted.
            self._state.wake_waiting()
            while self._heads.get(venue_id, 0) <= pos:
                left_s = deadline - time.monotonic()
                if self._is_closed or left_s <= 0:
                    return False
                changed = self._changed
                with suppress(TimeoutError):
                    async with asyncio.timeout(left_s):
                        await changed.wait()
        return True

    @contextmanager
    def _in_line(self, venue_id: str) -> Iterator[None]:
        self._waiting[venue_id] = self._waiting.get(venue_id, 0) + 1
        try:
            yield
        finally:
            self._waiting[venue_id] -= 1
            if self._waiting[venue_id] == 0:
                del self._waiting[venue_id]
                self._heads.pop(venue_id, None)

    def _run(self) -> None:
        seen = -1
        while not self._is_closed:
            with self._state.changed:
                self._state.changed.wait_for(
                    lambda: self._is_closed or self._state.changes != seen,  # noqa: B023
                    timeout=RECHECK_S,
                )
                seen = self._state.changes
            self._read()

    def _read(self) -> None:
        loop = self._loop
        venues = list(self._waiting.copy())
        if self._is_closed or loop is None or not venues:
            return
        heads = tables.feed_heads
        query = select(heads.c.venue, heads.c.pos).where(
            heads.c.feed == self._feed.value, heads.c.venue.in_(venues)
        )
        try:
            with reading(self._engine) as connection:
                found = {row.venue: row.pos for row in connection.execute(query)}
        except SQLAlchemyError as error:
            log_event(log, "feed watch failed", describe(error), logging.WARNING)
            return
        with suppress(RuntimeError):  # the loop may have ended meanwhile
            loop.call_soon_threadsafe(self._publish, found)

    def _publish(self, heads: dict[str, int]) -> None:
        has_news = any(self._heads.get(venue, 0) < pos for venue, pos in heads.items())
        self._heads.update({venue: pos for venue, pos in heads.items() if venue in self._waiting})
        if has_news and not self._is_closed:
            self._changed.set()
            self._changed = asyncio.Event()
