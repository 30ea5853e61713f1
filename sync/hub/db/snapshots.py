"""Snapshots: a whole feed as one file, for a station that starts or was away too long.

See docs/spec/sync-protocol.md §3.

One position of a feed has one snapshot, byte for byte, so that a broken download goes on with
Range where it stopped; the newest of each feed is kept in memory for that.
"""

from __future__ import annotations

import gzip
import hashlib
import threading

from sqlalchemy import Engine, select

from kiosk.base.dataclass import dataclass
from sync.hub.db import tables
from sync.hub.db.engine import AnyRow, reading
from sync.protocol.canonical import canonical_bytes
from sync.protocol.feeds import Cursor, FeedItem, FeedName
from sync.protocol.members import parse_object
from sync.protocol.wire import MAX_SNAPSHOT_BYTES

KEPT = 32
"""Most snapshots kept in memory."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A whole feed, and the cursor from where its pages go on."""

    items: bytes
    """NDJSON, one item per line, gzip."""
    cursor: Cursor
    sha256: str
    """Hex, over `items`; also the ETag."""
    head: Cursor | None = None
    """Where the feed stood; further than `cursor` where it did not fit."""


def to_item(row: AnyRow) -> FeedItem:
    """A feed item out of a row of `feed_items`."""
    return FeedItem(
        key=row.key,
        pos=row.pos,
        rev=row.rev,
        body={} if row.body is None else parse_object(row.body),
        is_deleted=row.body is None,
        v=row.v,
        min_app=row.min_app,
    )


class Snapshots:
    """Makes snapshots and remembers the newest; safe for use by several threads."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._kept: dict[tuple[FeedName, str], Snapshot] = {}

    def take(self, feed: FeedName, venue_id: str, epoch: str) -> Snapshot:
        """The feed as it stands now."""
        heads, items = tables.feed_heads, tables.feed_items
        with reading(self._engine) as connection:
            pos = connection.execute(
                select(heads.c.pos).where(heads.c.feed == feed.value, heads.c.venue == venue_id)
            ).scalar()
            cursor = Cursor(epoch, pos or 0)
            with self._lock:
                kept = self._kept.get((feed, venue_id))
            if kept is not None and kept.head == cursor:
                return kept
            end = cursor
            rows = connection.execute(
                select(items)
                .where(
                    items.c.feed == feed.value,
                    items.c.venue == venue_id,
                    items.c.body.is_not(None),
                )
                .order_by(items.c.pos)
            )
            lines = bytearray()
            for row in rows:
                line = canonical_bytes(to_item(row).to_members()) + b"\n"
                if lines and len(lines) + len(line) > MAX_SNAPSHOT_BYTES:
                    # What follows comes by pages.
                    end = Cursor(epoch, row.pos - 1)
                    break
                lines += line
        packed = gzip.compress(lines, 6, mtime=0)
        snapshot = Snapshot(packed, end, hashlib.sha256(packed).hexdigest(), cursor)
        with self._lock:
            self._kept.pop((feed, venue_id), None)
            self._kept[feed, venue_id] = snapshot
            while len(self._kept) > KEPT:
                del self._kept[next(iter(self._kept))]
        return snapshot
