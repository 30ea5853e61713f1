"""Takes the feeds in: pages by their cursor, or a whole snapshot once it is complete and right."""

from __future__ import annotations

import hashlib
import logging
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import field

from kiosk.base.dataclass import dataclass
from kiosk.base.errors import HubRefusal, HubRefusalKind, NetworkFault, NetworkFaultKind
from kiosk.ports.sync_store import FeedTables
from sync.client.hub_client import HubAnswer, HubClient
from sync.client.transport import AnswerTooLarge
from sync.protocol.feeds import (
    Cursor,
    FeedItem,
    FeedName,
    FeedPage,
    parse_cursor,
    parse_feed_page,
    parse_snapshot_line,
)
from sync.protocol.members import MemberError
from sync.protocol.wire import CURSOR_HEADER, LONG_POLL_S, MAX_PAGE, SHA_HEADER

log = logging.getLogger(__name__)

PULL_ORDER = (
    FeedName.REVOCATIONS,
    FeedName.KEYS,
    FeedName.CONFIG,
    FeedName.FORMS,
    FeedName.ANNOUNCEMENTS,
    FeedName.PEOPLE,
    FeedName.PRESENCE,
)
MAX_SNAPSHOT_BYTES = 32 * 1024 * 1024
"""Largest snapshot, compressed."""
MAX_UNPACKED_BYTES = 256 * 1024 * 1024
MAX_LINE_BYTES = 256 * 1024

_CHUNK = 64 * 1024
_SMALLER = 8
"""How much smaller the next page is that is asked for instead of one that cannot be taken."""
_RANGE = re.compile(r"bytes (\d{1,12})-\d{1,12}/(?:\d{1,12}|\*)", re.ASCII)
_PROGRESS_BYTES = 1024
"""A cut snapshot is asked for again at once while each request brings this much."""


@dataclass(slots=True)
class _Partial:
    """A snapshot as far as it has come."""

    etag: str
    cursor: str
    sha256: str
    content: bytearray = field(default_factory=bytearray)


class Downloader:
    """Keeps the feeds' tables up to date; one thread at a time."""

    def __init__(
        self, client: HubClient, tables: FeedTables, *, should_stop: Callable[[], bool]
    ) -> None:
        self._client = client
        self._tables = tables
        self._should_stop = should_stop
        self._partials: dict[FeedName, _Partial] = {}
        self._garbled: set[FeedName] = set()

    def pull(self, feeds: tuple[FeedName, ...] = PULL_ORDER) -> None:
        """Bring each feed up to date, in order.

        A feed that the hub refuses or garbles leaves the others alone. Raises NetworkFault,
        HubRefusal REVOKED and StorageFault; what was complete until then stays.
        """
        for feed in feeds:
            if self._should_stop():
                return
            try:
                self.pull_feed(feed)
            except HubRefusal as refusal:
                if refusal.kind is HubRefusalKind.REVOKED or refusal.status in (401, 403):
                    raise
                log.warning("sync: feed %s: %s", feed.value, refusal)

    def pull_feed(self, feed: FeedName, wait_s: int = 0) -> bool:
        """Bring one feed up to date; gives whether anything came.

        `wait_s` asks the hub to hold its answer until something changes, at most `LONG_POLL_S`.
        """
        cursor = self._tables.cursor(feed)
        if cursor is None:
            return self._take_snapshot(feed)
        has_come = False
        while not self._should_stop():
            page = self._next_page(feed, cursor, 0 if has_come else wait_s)
            if page is None:
                # What is known is as old as the last page, also where nothing was new.
                self._tables.apply_page(feed, FeedPage((), cursor, has_more=False))
                return has_come
            if page is _GONE:
                return self._take_snapshot(feed)
            _check_order(page, cursor)
            self._tables.apply_page(feed, page)
            has_come = has_come or bool(page.items)
            if not page.has_more:
                return has_come
            cursor = page.cursor
        return has_come

    @property
    def garbled(self) -> frozenset[FeedName]:
        """Feeds of which something was skipped since the start: for whoever looks after the hub."""
        return frozenset(self._garbled)

    def _next_page(self, feed: FeedName, cursor: Cursor, wait_s: int) -> FeedPage | None:
        """As `_get_page`; a page that cannot be taken is asked for in smaller ones.

        The item that spoils it is passed over and reported, never asked for again for ever: of what
        comes after it the station would otherwise never hear.
        """
        limit = MAX_PAGE
        while True:
            try:
                page = self._get_page(feed, cursor, wait_s, limit)
            except (MemberError, AnswerTooLarge) as error:
                log.warning("sync: feed %s: a page of %d: %s", feed.value, limit, error)
                if limit > 1:
                    limit = max(limit // _SMALLER, 1)
                    continue
                self._garbled.add(feed)
                # Positions have no gaps: this is the next item's. One at each pull: a hub that
                # answers nothing else must not be asked for all of them.
                return FeedPage((), Cursor(cursor.epoch, cursor.pos + 1), has_more=False, skipped=1)
            if page is not None and page.skipped:
                log.warning("sync: feed %s: %d items skipped", feed.value, page.skipped)
                self._garbled.add(feed)
            return page

    def _get_page(self, feed: FeedName, cursor: Cursor, wait_s: int, limit: int) -> FeedPage | None:
        """The page after a cursor; None when there is nothing, `_GONE` when it is too old.

        Raises MemberError for what is no page.
        """
        query = {"cursor": str(cursor), "limit": str(limit)}
        if wait_s:
            query["wait"] = str(min(wait_s, LONG_POLL_S))
        answer = self._client.call(
            "GET", f"/v1/feeds/{feed.value}", query=query, accepted=frozenset({200, 304, 410})
        )
        if answer.status == 304:
            return None
        if answer.status == 410:
            return _GONE
        return parse_feed_page(answer.body)

    # --- snapshots -----------------------------------------------------------------------------

    def _take_snapshot(self, feed: FeedName) -> bool:
        """Load a whole feed, going on where a cut one ended; the old one is in force until then."""
        is_whole = False
        while not is_whole:
            before = self._partials.get(feed)
            had = len(before.content) if before else 0
            partial, is_whole = self._load(feed)
            has_moved = len(partial.content) - had >= _PROGRESS_BYTES
            if not is_whole and (self._should_stop() or not has_moved):
                raise NetworkFault(NetworkFaultKind.OFFLINE, f"snapshot {feed.value} cut")
        del self._partials[feed]
        if hashlib.sha256(partial.content).hexdigest() != partial.sha256:
            raise _garbled(f"snapshot {feed.value}: wrong hash")
        try:
            cursor = parse_cursor(partial.cursor)
            items = [
                item
                for line in _lines(bytes(partial.content))
                if (item := self._snapshot_item(feed, line)) is not None
            ]
        except (MemberError, zlib.error) as error:
            raise _garbled(f"snapshot {feed.value}: {error}") from error
        self._tables.apply_snapshot(feed, items, cursor)
        return True

    def _snapshot_item(self, feed: FeedName, line: bytes) -> FeedItem | None:
        """The item of a line; None, and reported, for what is none."""
        try:
            return parse_snapshot_line(line)
        except MemberError as error:
            log.warning("sync: snapshot %s: a line is skipped: %s", feed.value, error)
            self._garbled.add(feed)
            return None

    def _load(self, feed: FeedName) -> tuple[_Partial, bool]:
        """One request for the rest of a snapshot; whether it is complete now."""
        partial = self._partials.get(feed)
        headers = {}
        if partial is not None and partial.content:
            headers = {"Range": f"bytes={len(partial.content)}-", "If-Range": partial.etag}
        answer = self._client.call(
            "GET",
            f"/v1/feeds/{feed.value}/snapshot",
            headers=headers,
            accepted=frozenset({200, 206, 416}),
            raw_limit=MAX_SNAPSHOT_BYTES,
        )
        if answer.status == 416:
            # Nothing is left to load, or what was loaded is of another one: the hash tells.
            if partial is None or answer.headers.get("etag") not in (None, partial.etag):
                self._partials.pop(feed, None)
                raise _garbled(f"snapshot {feed.value}: range refused")
            return partial, True
        if answer.status == 200 or partial is None:
            partial = _begin(feed, answer)
        elif not _continues(answer, partial):
            del self._partials[feed]
            raise _garbled(f"snapshot {feed.value}: another part than asked for")
        partial.content += answer.body
        if len(partial.content) > MAX_SNAPSHOT_BYTES:
            self._partials.pop(feed, None)
            raise _garbled(f"snapshot {feed.value}: too large")
        self._partials[feed] = partial
        return partial, answer.is_whole


_GONE = FeedPage((), Cursor("000000", 0), False)


def _begin(feed: FeedName, answer: HubAnswer) -> _Partial:
    headers = answer.headers
    try:
        etag, cursor, sha256 = (
            headers[name.lower()] for name in ("ETag", CURSOR_HEADER, SHA_HEADER)
        )
    except KeyError as error:
        raise _garbled(f"snapshot {feed.value}: no {error}") from error
    if answer.status != 200:
        raise _garbled(f"snapshot {feed.value}: a part that was not asked for")
    return _Partial(etag, cursor, sha256)


def _continues(answer: HubAnswer, partial: _Partial) -> bool:
    match = _RANGE.fullmatch(answer.headers.get("content-range", ""))
    return (
        match is not None
        and int(match[1]) == len(partial.content)
        and answer.headers.get("etag", partial.etag) == partial.etag
    )


def _check_order(page: FeedPage, after: Cursor) -> None:
    """A page that does not lead on would be asked for for ever, or would lose what it skipped."""
    pos = after.pos
    for item in page.items:
        if item.pos <= pos:
            raise _garbled("items out of order")
        pos = item.pos
    if page.cursor.pos < pos or (page.has_more and page.cursor.pos <= after.pos):
        raise _garbled("cursor does not lead on")
    if page.cursor.epoch != after.epoch:
        raise _garbled("cursor of another epoch")


def _lines(packed: bytes) -> Iterator[bytes]:
    """The lines of gzipped NDJSON, unpacked piece by piece. Raises zlib.error, MemberError."""
    unpacker = zlib.decompressobj(wbits=31)
    rest, unpacked = b"", 0
    for start in range(0, len(packed), _CHUNK):
        piece = packed[start : start + _CHUNK]
        while piece:
            plain = unpacker.decompress(piece, MAX_LINE_BYTES)
            piece = unpacker.unconsumed_tail
            unpacked += len(plain)
            *whole, rest = (rest + plain).split(b"\n")
            if unpacked > MAX_UNPACKED_BYTES or len(rest) > MAX_LINE_BYTES:
                raise MemberError("unpacks to too much")
            yield from whole
    rest += unpacker.flush()
    if not unpacker.eof:
        raise MemberError("gzip without its end")
    yield from filter(None, rest.split(b"\n"))


def _garbled(detail: str) -> NetworkFault:
    return NetworkFault(NetworkFaultKind.SERVER_DOWN, detail)
