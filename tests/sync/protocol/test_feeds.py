"""Feed items, pages, cursors and snapshot lines, as both ends read them."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.canonical import canonical_bytes
from sync.protocol.feeds import (
    Cursor,
    FeedItem,
    FeedPage,
    parse_cursor,
    parse_feed_item,
    parse_feed_page,
    parse_snapshot_line,
    revoked_slip,
    revoked_until,
)
from sync.protocol.members import MemberError
from sync.protocol.records import format_at

keys = st.text(st.characters(codec="ascii", min_codepoint=33), min_size=1, max_size=20)
cursors = st.builds(
    Cursor, st.from_regex(r"[0-9a-f]{6,32}", fullmatch=True), st.integers(0, 10**15 - 1)
)
live = st.builds(
    FeedItem,
    key=keys,
    pos=st.integers(1, 10**9),
    rev=st.integers(1, 10**6),
    body=st.dictionaries(keys, st.integers(-5, 5) | keys, max_size=3),
    is_deleted=st.just(False),
    v=st.integers(1, 9),
    min_app=st.none() | st.just("1.4.0"),
)
gone = st.builds(
    FeedItem,
    key=keys,
    pos=st.integers(1, 10**9),
    rev=st.integers(1, 10**6),
    body=st.just({}),
    is_deleted=st.just(True),
)
items = live | gone


@given(cursors)
def test_a_cursor_survives_its_text(cursor: Cursor) -> None:
    assert parse_cursor(str(cursor)) == cursor


@pytest.mark.parametrize(
    "text",
    ["", "5f0c2a", "5f0c2a:", ":5", "5f0c2a:-1", "5f0c2a:1:2", "5F0C2A:1", "5f0c2a:" + "9" * 16],
)
def test_what_is_no_cursor(text: str) -> None:
    with pytest.raises(MemberError, match="cursor"):
        parse_cursor(text)


@given(items)
def test_an_item_survives_page_and_snapshot(item: FeedItem) -> None:
    assert parse_snapshot_line(canonical_bytes(item.to_members())) == item


@given(st.lists(items, max_size=5), cursors, st.booleans())
def test_a_page_survives_the_wire(content: list[FeedItem], cursor: Cursor, has_more: bool) -> None:
    page = FeedPage(tuple(content), cursor, has_more)
    assert parse_feed_page(page.to_bytes()) == page


def test_a_tombstone_carries_no_body() -> None:
    item = FeedItem("p1", 4, 2, {"full_name": "X"}, is_deleted=True)
    assert item.to_members() == {"k": "p1", "pos": 4, "rev": 2, "v": 1, "del": True}


ITEM: dict[str, Any] = {"k": "p1", "pos": 4, "rev": 2, "v": 1, "body": {}}


def _changed(change: Callable[[dict[str, Any]], object]) -> dict[str, Any]:
    members = dict(ITEM)
    change(members)
    return members


@pytest.mark.parametrize(
    "members",
    [
        _changed(lambda m: m.pop("k")),
        _changed(lambda m: m.update(pos=0)),
        _changed(lambda m: m.update(rev=0)),
        _changed(lambda m: m.pop("v")),
        _changed(lambda m: m.pop("body")),
        _changed(lambda m: m.update({"del": "yes"})),
        _changed(lambda m: m.update(min_app=14)),
    ],
)
def test_what_is_no_item(members: dict[str, Any]) -> None:
    with pytest.raises(MemberError):
        parse_feed_item(members)


@pytest.mark.parametrize(
    "raw",
    [
        b"<html>",
        b"{}",
        json.dumps({"items": [], "cursor": "x", "more": False}).encode(),
        json.dumps({"items": [1], "cursor": "5f0c2a:1", "more": False}).encode(),
        json.dumps({"items": [], "cursor": "5f0c2a:1", "more": 0}).encode(),
    ],
)
def test_what_is_no_page(raw: bytes) -> None:
    with pytest.raises(MemberError):
        parse_feed_page(raw)


def test_members_of_a_newer_hub_are_ignored() -> None:
    assert parse_feed_item(ITEM | {"colour": "red"}) == FeedItem("p1", 4, 2, {})


def test_an_item_that_is_none_is_skipped_and_counted() -> None:
    cursor = str(Cursor("0" * 8, 5))
    page = parse_feed_page(
        canonical_bytes({"cursor": cursor, "items": [{"key": 7}], "more": False})
    )
    assert (page.items, page.skipped) == ((), 1)


def test_a_revoked_slip_stands_on_the_list_until_it_would_hold_no_longer() -> None:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    soon, late = at + timedelta(hours=8), at + timedelta(days=4000)
    assert revoked_until(revoked_slip("7", at, soon)) == soon
    latest = revoked_until(revoked_slip("7", at, None))
    assert latest == revoked_until(revoked_slip("7", at, late)) < late
    assert revoked_until({"slip": "7", "at": format_at(at)}) == latest
    with pytest.raises(MemberError):
        revoked_until({"slip": "7", "until": "soon"})
