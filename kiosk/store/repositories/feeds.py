"""The hub's feeds in this database: items in force, items kept raw for an update, cursors.

A page and its cursor change together. A snapshot goes in by stretches under a new generation; what
stood there before it is swept only when all of it is in, and its cursor comes last: interrupted, it
leaves the old list readable and the old cursor in force (docs/spec/sync-protocol.md §5).
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from kiosk.base.dataclass import dataclass
from kiosk.domain.slips.trust import KeySource
from kiosk.ports.visits import PresenceBasis
from kiosk.store.driver import Connection
from kiosk.store.repositories.hub_people import HubPeople, parse_hub_person
from kiosk.store.repositories.slip_keys import SlipKeys
from kiosk.store.repositories.told_slip_keys import take_statement
from kiosk.store.stamp import to_ms
from sync.protocol.canonical import MAX_SAFE_INT
from sync.protocol.feeds import Cursor, FeedItem, FeedName
from sync.protocol.members import MemberError, flag, optional_word, word
from sync.protocol.records import parse_at
from sync.protocol.slip_keys import parse_statement_body
from sync.protocol.versions import is_understood

log = logging.getLogger(__name__)

ERASE_KEY = "erase:"

_LEFT_OF_ERASED = ("person", "same_as")
_COLUMNS = "key, pos, rev, v, min_app, body"


@dataclass(frozen=True, slots=True)
class FeedHead:
    """How far a feed is known, and since when."""

    cursor: Cursor | None
    generation: int
    applied_at: int | None
    """Milliseconds since 1970."""


class Feeds:
    """The feeds' tables on one connection; `app` is this application's version."""

    def __init__(
        self, connection: Connection, people: HubPeople, slip_keys: SlipKeys, app: str
    ) -> None:
        self._connection = connection
        self._people = people
        self._slip_keys = slip_keys
        self._app = app

    def head(self, feed: FeedName) -> FeedHead:
        """Cursor and generation in force."""
        return read_feed_head(self._connection, feed)

    def apply(
        self, feed: FeedName, items: Sequence[FeedItem], cursor: Cursor, at: datetime
    ) -> None:
        """A stretch of a page and the cursor behind it.

        Of the same epoch, an item up to the stored cursor is old and changes nothing, and the
        cursor never goes back.
        """
        head = self.head(feed)
        known = head.cursor.pos if head.cursor and head.cursor.epoch == cursor.epoch else 0
        for item in items:
            if item.pos > known:
                self._put(feed, item, head.generation, at)
        self._set_cursor(feed, Cursor(cursor.epoch, max(known, cursor.pos)), at)

    def begin_snapshot(self, feed: FeedName) -> int:
        """A new generation; what a broken attempt left behind belongs to an older one."""
        row = self._connection.execute(
            "INSERT INTO feeds (name, generation) VALUES (?, 1)"
            " ON CONFLICT (name) DO UPDATE SET generation = generation + 1 RETURNING generation",
            (feed.value,),
        ).fetchone()
        return int(row[0])

    def put_snapshot_items(
        self, feed: FeedName, generation: int, items: Sequence[FeedItem], at: datetime
    ) -> None:
        """A stretch of a snapshot."""
        for item in items:
            self._put(feed, item, generation, at)

    def sweep(self, feed: FeedName, generation: int, limit: int) -> bool:
        """Remove some of what the snapshot does not have; True while there may be more."""
        self._connection.execute(
            "DELETE FROM feed_waiting WHERE feed = ? AND generation <> ?", (feed.value, generation)
        )
        # Two ranges: the index has no use for an inequality.
        old = self._connection.execute(
            "SELECT key FROM feed_items WHERE feed = ? AND generation < ? LIMIT ?",
            (feed.value, generation, limit),
        ).fetchall()
        for (key,) in old:
            self._remove(feed.value, key)
        return len(old) == limit

    def end_snapshot(self, feed: FeedName, cursor: Cursor, at: datetime) -> None:
        """The snapshot is whole: pages go on behind its cursor."""
        self._set_cursor(feed, cursor, at)

    def forget(self, limit: int) -> bool:
        """Drop feeds and cursors, some items at a time; True while there may be more."""
        self._connection.execute("UPDATE feeds SET epoch = NULL, pos = NULL, applied_at = NULL")
        self._connection.execute("DELETE FROM feed_waiting")
        rows = self._connection.execute(
            "SELECT feed, key FROM feed_items LIMIT ?", (limit,)
        ).fetchall()
        for feed, key in rows:
            self._remove(feed, key)
        return len(rows) == limit

    def items(self, feed: FeedName) -> dict[str, FeedItem]:
        """The items in force by key."""
        rows = self._connection.execute(
            f"SELECT {_COLUMNS} FROM feed_items WHERE feed = ? ORDER BY key", (feed.value,)
        )
        return {row[0]: _to_item(row) for row in rows}

    def count_waiting(self) -> int:
        """Items kept raw for a newer application."""
        row = self._connection.execute("SELECT count(*) FROM feed_waiting").fetchone()
        return int(row[0])

    def reconsider(self, limit: int, at: datetime) -> None:
        """After an update of the application: put in force what it understands by now."""
        for feed in FeedName:
            rows = self._connection.execute(
                f"SELECT generation, {_COLUMNS} FROM feed_waiting WHERE feed = ? LIMIT ?",
                (feed.value, limit),
            ).fetchall()
            for generation, *item in rows:
                self._put(feed, _to_item(item), generation, at)

    def _put(self, feed: FeedName, item: FeedItem, generation: int, at: datetime) -> None:
        if not _is_storable(item):
            log.error("feed %s: item %d cannot be stored", feed.value, item.pos)
            return
        if item.is_deleted:
            self._remove(feed.value, item.key)
            return
        place = (feed.value, item.key, generation, item.pos, item.rev, item.v, item.min_app)
        body = dict(item.body)
        if feed is FeedName.PEOPLE and self._people.is_erased(item.key):
            # Who is the same as whom is known still; the hub may tell names until it erases, too.
            body = {name: value for name, value in body.items() if name in _LEFT_OF_ERASED}
        row = (*place, json.dumps(body, ensure_ascii=False, separators=(",", ":")))
        try:
            if not is_understood(item, self._app):
                raise MemberError("for a newer application")
            self._take_effect(feed, item, at)
        except MemberError:
            # The last understood one stays in force; a sweep must not take it for forgotten.
            self._write("feed_waiting", row)
            self._connection.execute(
                "UPDATE feed_items SET generation = ? WHERE feed = ? AND key = ?",
                (generation, feed.value, item.key),
            )
            return
        self._connection.execute(
            "DELETE FROM feed_waiting WHERE feed = ? AND key = ?", (feed.value, item.key)
        )
        self._write("feed_items", row)

    def _write(self, table: str, row: Sequence[object]) -> None:
        self._connection.execute(
            f"INSERT INTO {table} (feed, key, generation, pos, rev, v, min_app, body)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (feed, key) DO UPDATE SET"
            " generation = excluded.generation, pos = excluded.pos, rev = excluded.rev,"
            " v = excluded.v, min_app = excluded.min_app, body = excluded.body",
            row,
        )

    def _take_effect(self, feed: FeedName, item: FeedItem, at: datetime) -> None:
        """Carry out what an item means. Raises MemberError before anything is written."""
        match feed:
            case FeedName.PEOPLE:
                before = self._body(feed, item.key)
                root_before = before.get("same_as") or before.get("person")
                self._people.put(parse_hub_person(item.body), root_before)
            case FeedName.PRESENCE:
                self._put_presence(item.key, item.body)
            case FeedName.REVOCATIONS if item.key.startswith(ERASE_KEY):
                asked_at = _asked_at_ms(item.body)
                self._people.ask_erasure(item.key.removeprefix(ERASE_KEY), item.key, asked_at)
            case FeedName.KEYS:
                self._put_slip_key(item.body, at)

    def _put_slip_key(self, body: Mapping[str, object], at: datetime) -> None:
        said = parse_statement_body(body)
        try:
            take_statement(self._slip_keys, said, KeySource.HUB, at)
        except ValueError as error:
            raise MemberError("public_key, sig: not base64url") from error

    def _put_presence(self, key: str, body: Mapping[str, object]) -> None:
        try:
            at_ms = to_ms(parse_at(word(body, "at")))
        except ValueError as error:
            raise MemberError("at: not a record's time") from error
        self._connection.execute(
            "INSERT INTO feed_presence (key, person, inside, at, gate, entry)"
            " VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (key) DO UPDATE SET person = excluded.person,"
            " inside = excluded.inside, at = excluded.at, gate = excluded.gate,"
            " entry = excluded.entry",
            (
                key,
                word(body, "person"),
                int(flag(body, "inside")),
                at_ms,
                optional_word(body, "gate") or "",
                optional_word(body, "entry"),
            ),
        )

    def _remove(self, feed: str, key: str) -> None:
        """`feed` as it is stored: a newer application may have left feeds unknown here."""
        person = self._body(feed, key).get("person")
        self._connection.execute("DELETE FROM feed_items WHERE feed = ? AND key = ?", (feed, key))
        self._connection.execute("DELETE FROM feed_waiting WHERE feed = ? AND key = ?", (feed, key))
        if feed == FeedName.PRESENCE:
            self._connection.execute("DELETE FROM feed_presence WHERE key = ?", (key,))
        elif feed == FeedName.KEYS and key.isascii() and key.isdigit():
            self._slip_keys.distrust(int(key[:9]), KeySource.HUB)
        elif feed == FeedName.PEOPLE and person is not None:
            self._people.remove(person)

    def _body(self, feed: str, key: str) -> dict[str, Any]:
        """What is in force under a key; empty where nothing is."""
        row = self._connection.execute(
            "SELECT body FROM feed_items WHERE feed = ? AND key = ?", (feed, key)
        ).fetchone()
        return {} if row is None else json.loads(row[0])

    def _set_cursor(self, feed: FeedName, cursor: Cursor, at: datetime) -> None:
        self._connection.execute(
            "INSERT INTO feeds (name, epoch, pos, applied_at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (name) DO UPDATE SET epoch = excluded.epoch, pos = excluded.pos,"
            " applied_at = excluded.applied_at",
            (feed.value, cursor.epoch, cursor.pos, to_ms(at)),
        )


def read_feed_head(connection: Connection, feed: FeedName) -> FeedHead:
    """Cursor and generation of a feed."""
    row = connection.execute(
        "SELECT epoch, pos, generation, applied_at FROM feeds WHERE name = ?", (feed.value,)
    ).fetchone()
    if row is None:
        return FeedHead(None, 0, None)
    epoch, pos, generation, applied_at = row
    return FeedHead(None if epoch is None else Cursor(epoch, pos), generation, applied_at)


def read_presence_basis(connection: Connection, now: datetime) -> PresenceBasis | None:
    """How far the hub's presence feed is known; None where there is no hub."""
    head = read_feed_head(connection, FeedName.PRESENCE)
    if head.cursor is None or head.applied_at is None:
        return None
    # A clock set back since must not make knowledge of the future of it.
    age_s = max(0, to_ms(now) - head.applied_at) // 1000
    return PresenceBasis(str(head.cursor), age_s)


def _is_storable(item: FeedItem) -> bool:
    """Whether numbers and text fit the database: JSON also carries what no database takes."""
    try:
        json.dumps([item.key, item.min_app, dict(item.body)], ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return max(item.pos, item.rev, item.v) <= MAX_SAFE_INT


def _to_item(row: Sequence[object]) -> FeedItem:
    key, pos, rev, v, min_app, body = row
    assert isinstance(pos, int)
    assert isinstance(rev, int)
    assert isinstance(v, int)
    return FeedItem(
        key=str(key),
        pos=pos,
        rev=rev,
        body=json.loads(str(body)),
        v=v,
        min_app=None if min_app is None else str(min_app),
    )


def _asked_at_ms(body: Mapping[str, object]) -> int:
    """When the hub's administrator asked for an erasure; a later word on it says a later time."""
    said = optional_word(body, "at")
    try:
        return 0 if said is None else to_ms(parse_at(said))
    except ValueError as error:
        raise MemberError("at: not a record's time") from error
