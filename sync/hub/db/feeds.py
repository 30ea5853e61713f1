"""Feeds with counter positions: no reader ever passes over a change.

See docs/spec/sync-protocol.md §5.

Every feed and venue has one head row. Whoever changes the feed holds that row until the commit and
takes the positions there by `UPDATE … RETURNING`: positions appear in the order in which they are
committed, without gaps, however many writers there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from time import monotonic
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, select, update
from sqlalchemy.dialects.postgresql import insert as postgresql_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from kiosk.base.dataclass import dataclass
from sync.hub.db import tables
from sync.hub.db.bulk import Bulk, by_database
from sync.hub.db.engine import AnyRow, is_postgresql, note_feed_touched, reading, state_of
from sync.hub.db.snapshots import Snapshot, Snapshots, to_item
from sync.hub.identity import Identity
from sync.protocol.canonical import canonical_bytes
from sync.protocol.feeds import FEED_VERSION, Cursor, FeedName, FeedPage
from sync.protocol.wire import MAX_PAGE, MAX_PAGE_BYTES

_HEADS = tables.feed_heads
_ITEMS = tables.feed_items
_ABSENT: tuple[int, str | None, bytes | None] = (0, None, None)
"""Revision, least version and body of a key that nobody knows."""


ALL_VENUES = ""
"""Where a feed stands that is one for all venues."""
_SHARED = frozenset({FeedName.KEYS})


def place_of(feed: FeedName, venue_id: str) -> str:
    """Under which venue the feed of a venue's stations is kept."""
    return ALL_VENUES if feed in _SHARED else venue_id


@dataclass(frozen=True, slots=True)
class Gone:
    """The cursor is of another epoch, or older than the tombstones kept: take a snapshot."""


@dataclass(frozen=True, slots=True)
class Change:
    """What one key of a feed shall be from now on."""

    key: str
    body: bytes | None
    """Canonical JSON; None for a tombstone."""
    min_app: str | None = None


def lock_head(connection: Connection, feed: FeedName, venue_id: str) -> int:
    """Hold a feed's head until this transaction ends; gives its position.

    Who needs several takes them in the order of (feed, venue).
    """
    held = connection.execute(_LOCK, {"f": feed.value, "w": venue_id}).first()
    if held is None:
        insert = postgresql_insert if is_postgresql(connection) else sqlite_insert
        connection.execute(
            insert(_HEADS).on_conflict_do_nothing(),
            {"feed": feed.value, "venue": venue_id, "pos": 0, "floor": 0},
        )
        held = connection.execute(_LOCK, {"f": feed.value, "w": venue_id}).one()
    pos: int = held.pos
    return pos


def put_changes(
    connection: Connection,
    feed: FeedName,
    venue_id: str,
    changes: Iterable[Change],
    now_ms: int,
) -> int:
    """Write changes as the end of a transaction; gives how many keys really changed.

    A body that is there already, or a tombstone for a key nobody knows, changes nothing.
    """
    wanted = {change.key: change for change in changes}
    if not wanted:
        return 0
    lock_head(connection, feed, venue_id)
    asked = {"f": feed.value, "w": venue_id, "keys": list(wanted)}
    rows = connection.execute(_PRESENT[connection.dialect.name], asked)
    present = {key: (rev, min_app, body) for key, rev, min_app, body in rows}
    changed: list[tuple[Change, int]] = []
    for key, change in wanted.items():
        rev, min_app, body = present.get(key, _ABSENT)
        if body != change.body or min_app != change.min_app:
            changed.append((change, rev + 1))
    if not changed:
        return 0
    head: int = connection.execute(
        _ADVANCE, {"f": feed.value, "w": venue_id, "n": len(changed)}
    ).scalar_one()
    first = head - len(changed) + 1
    _UPSERT.insert(
        connection,
        [
            (feed.value, venue_id, one.key, pos, rev, FEED_VERSION, one.min_app, one.body, now_ms)
            for pos, (one, rev) in enumerate(changed, first)
        ],
    )
    note_feed_touched(connection)
    return len(changed)


class Feeds:
    """The feeds of all venues; safe for use by several threads."""

    def __init__(
        self,
        engine: Engine,
        identity: Identity,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._engine = engine
        self._identity = identity
        self._now = now
        self._snapshots = Snapshots(engine)

    def put(
        self,
        connection: Connection,
        feed: FeedName,
        venue_id: str,
        key: str,
        body: Mapping[str, object] | None,
        min_app: str | None = None,
    ) -> bool:
        """Set or (None) delete one key, as the last act of a writing transaction.

        Says whether that changed anything.
        """
        now_ms = int(self._now().timestamp() * 1000)
        change = Change(key, None if body is None else canonical_bytes(body), min_app)
        return put_changes(connection, feed, venue_id, [change], now_ms) == 1

    def page(
        self, feed: FeedName, venue_id: str, cursor: Cursor | None, limit: int = MAX_PAGE
    ) -> FeedPage | Gone:
        """The next items after a cursor; from the beginning, without tombstones, after None."""
        venue_id = place_of(feed, venue_id)
        limit = max(1, min(limit, MAX_PAGE))
        after = 0 if cursor is None else cursor.pos
        epoch = self._identity.epoch
        with reading(self._engine) as connection:
            head = connection.execute(_HEAD, {"f": feed.value, "w": venue_id}).first()
            pos, floor = (0, 0) if head is None else (head.pos, head.floor)
            if cursor is not None and (cursor.epoch != epoch or not floor <= after <= pos):
                return Gone()
            rows = connection.execute(
                _PAGE if cursor is not None else _LIVE_PAGE,
                {"f": feed.value, "w": venue_id, "after": after, "n": limit + 1},
            ).all()
        count = min(limit, _fitting(rows))
        has_more = len(rows) > count
        items = tuple(to_item(row) for row in rows[:count])
        return FeedPage(items, Cursor(epoch, items[-1].pos if has_more else pos), has_more)

    def snapshot(self, feed: FeedName, venue_id: str) -> Snapshot:
        """The whole feed as one file, without tombstones."""
        return self._snapshots.take(feed, place_of(feed, venue_id), self._identity.epoch)

    def wait_for_change(self, feed: FeedName, venue_id: str, pos: int, timeout_s: float) -> bool:
        """Wait until the feed has gone past `pos`; False when it has not in `timeout_s`."""
        state = state_of(self._engine)
        deadline = monotonic() + timeout_s
        while True:
            with state.changed:
                seen = state.changes
            if self.head(feed, venue_id) > pos:
                return True
            with state.changed:
                left_s = deadline - monotonic()
                if state.changes == seen and not (
                    left_s > 0
                    and state.changed.wait_for(lambda: state.changes != seen, timeout=left_s)  # noqa: B023
                ):
                    return False

    def head(self, feed: FeedName, venue_id: str) -> int:
        """The position of the newest change."""
        with reading(self._engine) as connection:
            head = connection.execute(_HEAD, {"f": feed.value, "w": venue_id}).first()
        return 0 if head is None else int(head.pos)


def _fitting(rows: Sequence[AnyRow]) -> int:
    """How many rows one page takes: at least one."""
    size = 0
    for count, row in enumerate(rows):
        size += len(row.key) + len(row.body or b"")
        if size > MAX_PAGE_BYTES and count:
            return count
    return len(rows)


def _here(table: Any) -> tuple[Any, Any]:
    return table.c.feed == bindparam("f"), table.c.venue == bindparam("w")


_HEAD = select(_HEADS.c.pos, _HEADS.c.floor).where(*_here(_HEADS))
# SQLite has one writer at a time and leaves FOR UPDATE out.
_LOCK = select(_HEADS.c.pos).where(*_here(_HEADS)).with_for_update()
_ADVANCE = (
    update(_HEADS)
    .where(*_here(_HEADS))
    .values(pos=_HEADS.c.pos + bindparam("n"))
    .returning(_HEADS.c.pos)
)
_PRESENT = by_database(
    lambda among: select(_ITEMS.c.key, _ITEMS.c.rev, _ITEMS.c.min_app, _ITEMS.c.body).where(
        *_here(_ITEMS), among(_ITEMS.c.key, "keys")
    )
)
_PAGE = (
    select(_ITEMS)
    .where(*_here(_ITEMS), _ITEMS.c.pos > bindparam("after"))
    .order_by(_ITEMS.c.pos)
    .limit(bindparam("n"))
)
_LIVE_PAGE = _PAGE.where(_ITEMS.c.body.is_not(None))


def _replace(statement: Any) -> Any:
    changed = {
        name: statement.excluded[name]
        for name in ("pos", "rev", "v", "min_app", "body", "changed_ms")
    }
    return statement.on_conflict_do_update(
        index_elements=[_ITEMS.c.feed, _ITEMS.c.venue, _ITEMS.c.key], set_=changed
    )


_UPSERT = Bulk(_ITEMS, [column.name for column in _ITEMS.c], _replace)
