"""Feeds: what comes down from the hub, in pages by a cursor or whole as a snapshot.

See docs/spec/sync-protocol.md §5.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from kiosk.base.dataclass import dataclass
from sync.protocol.canonical import canonical_bytes
from sync.protocol.members import (
    MemberError,
    count,
    flag,
    object_of,
    objects_of,
    optional_word,
    parse_object,
    word,
)
from sync.protocol.records import format_at, parse_at

FEED_VERSION = 1
"""The newest `v` of a feed item that this version understands."""


class FeedName(StrEnum):
    """The feeds a hub offers."""

    CONFIG = "config"
    """What the station's own file says else: the items and members that `sync.protocol.policy`
    declares, with the values that `kiosk.toml` would have."""
    PEOPLE = "people"
    """Keyed by person: {person, full_name, birth, sex, phone, identifiers: [{kind, value}],
    declared_until, declared_at, withdrawn_at, same_as}: `same_as` is the root the hub's links lead
    to, `declared_until` how long a declaration holds whose answers need nobody, `declared_at` when
    it was made, `withdrawn_at` when a consent was taken back last; both in hub time."""
    PRESENCE = "presence"
    """{person, inside, at, gate, entry}: the newest entry of a person at this venue. `at` is its
    hub time (the record's `at` + `off_ms`; of a correction the corrected one's), `entry` its id;
    of one moment the greater id stands."""
    ANNOUNCEMENTS = "announcements"
    """{text: {vi, en}, from, until}: shown while `from` <= now < `until`; `en` may be absent."""
    REVOCATIONS = "revocations"
    """Revoked slips (key `slip:<id in decimal digits>`: {slip, at, until}), and erase commands (key
    `erase:<id>`)."""
    FORMS = "forms"
    """Forms that are asked: `sync.protocol.forms`."""
    KEYS = "keys"
    """Public slip keys by kid, one feed for all venues: `sync.protocol.slip_keys`."""


SLIP_KEY = "slip:"
LONGEST_LISTED = timedelta(days=2 * 366)
"""So long at most a revoked slip stands on the list, and as long where nothing tells its end: no
slip or card holds longer."""

_CURSOR = re.compile(r"([0-9a-f]{6,32}):(\d{1,15})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Cursor:
    """Up to where a station knows a feed; opaque to the station but for the epoch."""

    epoch: str
    pos: int

    def __str__(self) -> str:
        return f"{self.epoch}:{self.pos}"


def parse_cursor(text: str) -> Cursor:
    """Raises MemberError for any other form."""
    match = _CURSOR.fullmatch(text)
    if match is None:
        raise MemberError("cursor: wrong form")
    return Cursor(match[1], int(match[2]))


@dataclass(frozen=True, slots=True)
class FeedItem:
    """One row of a feed; a later one with the same key replaces it."""

    key: str
    pos: int
    """Rises by one with each change of the feed."""
    rev: int
    """How often this key changed."""
    body: Mapping[str, object]
    """Empty for a tombstone."""
    is_deleted: bool = False
    v: int = FEED_VERSION
    min_app: str | None = None
    """The oldest application that understands it; an older one keeps it raw."""

    def to_members(self) -> dict[str, object]:
        """The item as it travels; absent members are left out."""
        members: dict[str, object] = {"k": self.key, "pos": self.pos, "rev": self.rev, "v": self.v}
        if self.is_deleted:
            members["del"] = True
        else:
            members["body"] = dict(self.body)
        if self.min_app is not None:
            members["min_app"] = self.min_app
        return members


@dataclass(frozen=True, slots=True)
class FeedPage:
    """Some items in the order of `pos`, and the cursor to apply with them in one transaction."""

    items: tuple[FeedItem, ...]
    cursor: Cursor
    has_more: bool
    skipped: int = 0
    """Items that were no items, and were left out."""

    def to_bytes(self) -> bytes:
        """The JSON body."""
        return canonical_bytes(
            {
                "items": [item.to_members() for item in self.items],
                "cursor": str(self.cursor),
                "more": self.has_more,
            }
        )


def parse_feed_item(members: Mapping[str, object]) -> FeedItem:
    """Read one item. Raises MemberError."""
    is_deleted = flag(members, "del")
    return FeedItem(
        key=word(members, "k"),
        pos=count(members, "pos", 1),
        rev=count(members, "rev", 1),
        body={} if is_deleted else object_of(members, "body"),
        is_deleted=is_deleted,
        v=count(members, "v", 1),
        min_app=optional_word(members, "min_app"),
    )


def parse_feed_page(raw: bytes) -> FeedPage:
    """Read a page. Raises MemberError.

    One item that is none does not spoil the rest: the page would be asked for again for ever.
    """
    members = parse_object(raw)
    listed = objects_of(members, "items")
    items = [item for one in listed if (item := _item_or_none(one)) is not None]
    return FeedPage(
        items=tuple(items),
        cursor=parse_cursor(word(members, "cursor")),
        has_more=flag(members, "more"),
        skipped=len(listed) - len(items),
    )


def parse_snapshot_line(raw: bytes) -> FeedItem:
    """Read one line of a snapshot. Raises MemberError."""
    return parse_feed_item(parse_object(raw))


def revoked_slip(slip_id: str, at: datetime, expires: datetime | None) -> dict[str, object]:
    """The body of a revoked slip: it stands on the list until the slip would hold no longer."""
    latest = at + LONGEST_LISTED
    until = latest if expires is None else min(expires, latest)
    return {"slip": slip_id, "at": format_at(at), "until": format_at(until)}


def revoked_until(body: Mapping[str, object]) -> datetime:
    """Until when a revoked slip stands on the list. Raises MemberError for another body."""
    try:
        if "until" in body:
            return parse_at(word(body, "until"))
        # A hub of before said no end.
        return parse_at(word(body, "at")) + LONGEST_LISTED
    except ValueError as error:
        raise MemberError("until: not a record's time") from error


def _item_or_none(members: Mapping[str, object]) -> FeedItem | None:
    try:
        return parse_feed_item(members)
    except MemberError:
        return None
