"""The receiving side of sync on the core: feeds by stretches, each with its cursor."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from kiosk.core.sync_outbox import CoreErasures
from kiosk.core.sync_steps import DEEP_STRETCH, GATE_FACT, SyncSteps
from kiosk.ports.sync_store import SyncTables
from sync.protocol.feeds import Cursor, FeedItem, FeedName, FeedPage

_SMALL_FEEDS = frozenset({FeedName.CONFIG, FeedName.FORMS, FeedName.ANNOUNCEMENTS})
"""Feeds of a few items, which change as one."""
_IN_FORCE_FEEDS = frozenset({FeedName.CONFIG, FeedName.ANNOUNCEMENTS})
"""Feeds a `Configuration` is made of."""


class CoreFeeds:
    """See `kiosk.ports.sync_store.FeedTables`."""

    def __init__(self, steps: SyncSteps, erasures: CoreErasures) -> None:
        self._steps = steps
        self._erasures = erasures
        self._has_reconsidered = False

    def cursor(self, feed: FeedName) -> Cursor | None:
        if not self._has_reconsidered:
            self._has_reconsidered = True
            self._steps.change_config(lambda tables: tables.feeds.reconsider(DEEP_STRETCH))
        return self._steps.ask(lambda tables: tables.feeds.cursor(feed))

    def apply_page(self, feed: FeedName, page: FeedPage) -> None:
        known = self._steps.ask(lambda tables: tables.feeds.cursor(feed))
        if known is not None and known.epoch != page.cursor.epoch:
            raise ValueError("another epoch begins with a snapshot")
        size = len(page.items) if feed in _SMALL_FEEDS else DEEP_STRETCH
        items, cursor = page.items, page.cursor
        while len(items) > size:
            some, items = items[:size], items[size:]
            self._apply(feed, some, Cursor(cursor.epoch, some[-1].pos))
        self._apply(feed, items, cursor)

    def apply_snapshot(self, feed: FeedName, items: Sequence[FeedItem], cursor: Cursor) -> None:
        if feed in _SMALL_FEEDS:
            self._change_feed(feed, lambda tables: tables.feeds.replace_feed(feed, items, cursor))
            return
        generation = self._steps.ask(lambda tables: tables.feeds.begin_snapshot(feed))
        for start in range(0, len(items), DEEP_STRETCH):
            self._put_items(feed, generation, items[start : start + DEEP_STRETCH])
        while self._steps.ask(lambda tables: tables.feeds.sweep(feed, generation, DEEP_STRETCH)):
            pass
        self._change_feed(feed, lambda tables: tables.feeds.end_snapshot(feed, cursor))

    def _put_items(self, feed: FeedName, generation: int, items: Sequence[FeedItem]) -> None:
        self._steps.ask(lambda tables: tables.feeds.put_snapshot_items(feed, generation, items))

    def forget_reference(self) -> None:
        while self._steps.ask(lambda tables: tables.feeds.forget_feeds(DEEP_STRETCH)):
            pass
        self._steps.ask(lambda tables: tables.slip_keys.end_own())
        self._steps.change_config(lambda tables: tables.state.put({GATE_FACT: None}))

    def items(self, feed: FeedName) -> Mapping[str, FeedItem]:
        return self._steps.ask(lambda tables: tables.feeds.items(feed))

    def waiting_for_update(self) -> int:
        return self._steps.ask(lambda tables: tables.feeds.waiting_for_update())

    def _apply(self, feed: FeedName, items: Sequence[FeedItem], cursor: Cursor) -> None:
        self._change_feed(feed, lambda tables: tables.feeds.apply_items(feed, items, cursor))

    def _change_feed(self, feed: FeedName, work: Callable[[SyncTables], None]) -> None:
        if feed in _IN_FORCE_FEEDS:
            self._steps.change_config(work)
        else:
            self._steps.ask(work)
        if feed is FeedName.REVOCATIONS:
            self._erasures.go_on()
