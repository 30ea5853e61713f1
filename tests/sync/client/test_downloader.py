"""Feeds: pages by cursor, snapshots in pieces, the old list in force until the new one is whole."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs

import pytest

from kiosk.base.errors import HubRefusal, NetworkFault, NetworkFaultKind
from sync.client.downloader import MAX_LINE_BYTES, PULL_ORDER, Downloader
from sync.protocol.feeds import Cursor, FeedItem, FeedName, FeedPage, parse_cursor
from sync.protocol.wire import MAX_BODY_BYTES
from tests.support.memory_sync_store import MemorySyncStore
from tests.support.stub_hub import (
    Asked,
    Reply,
    StubHub,
    client_of,
    error_reply,
    revoked_reply,
    stub_hub,
)

EPOCH = "00c0ffee"
PEOPLE = FeedName.PEOPLE


def items(count: int, first: int = 1) -> list[FeedItem]:
    return [
        FeedItem(f"key-{n}", n, 1, {"person": hashlib.sha256(str(n).encode()).hexdigest()})
        for n in range(first, first + count)
    ]


@dataclass
class FeedHub:
    """A hub that serves feeds; `harm` may spoil a reply."""

    rows: list[FeedItem] = field(default_factory=list)
    epoch: str = EPOCH
    page_size: int = 100
    harm: Callable[[Asked, Reply], Reply] = lambda asked, reply: reply

    def __call__(self, asked: Asked) -> Reply:
        if asked.path == "/v1/ping":
            return Reply(204)
        reply = self.snapshot(asked) if asked.path.endswith("/snapshot") else self.page(asked)
        return self.harm(asked, reply)

    def page(self, asked: Asked) -> Reply:
        cursor = parse_cursor(parse_qs(asked.query)["cursor"][0])
        if cursor.epoch != self.epoch:
            return error_reply(410, "cursor_too_old")
        left = [item for item in self.rows if item.pos > cursor.pos]
        if not left:
            return Reply(304)
        part = left[: min(self.page_size, int(parse_qs(asked.query)["limit"][0]))]
        page = FeedPage(tuple(part), Cursor(self.epoch, part[-1].pos), len(left) > len(part))
        return Reply(200, page.to_bytes())

    def snapshot(self, asked: Asked) -> Reply:
        lines = b"".join(json.dumps(item.to_members()).encode() + b"\n" for item in self.rows)
        whole = gzip.compress(lines, mtime=0)
        sha = hashlib.sha256(whole).hexdigest()
        last = self.rows[-1].pos if self.rows else 0
        headers = {
            "ETag": f'"{sha[:16]}"',
            "X-Cursor": f"{self.epoch}:{last}",
            "X-SHA256": sha,
            "Content-Type": "application/gzip",
        }
        start = asked.headers.get("range")
        if start is None or asked.headers.get("if-range") != headers["ETag"]:
            return Reply(200, whole, headers)
        first = int(start.removeprefix("bytes=").removesuffix("-"))
        if first >= len(whole):
            return Reply(416, b"", {"ETag": headers["ETag"]})
        headers["Content-Range"] = f"bytes {first}-{len(whole) - 1}/{len(whole)}"
        return Reply(206, whole[first:], headers)


@contextmanager
def at(hub: FeedHub) -> Iterator[tuple[StubHub, MemorySyncStore, Downloader]]:
    sync_store = MemorySyncStore()
    with stub_hub(hub) as stub, client_of(stub) as client:
        yield stub, sync_store, Downloader(client, sync_store, should_stop=lambda: False)


def known(sync_store: MemorySyncStore, feed: FeedName = PEOPLE) -> list[str]:
    return sorted(sync_store.feeds.items(feed), key=lambda key: int(key.removeprefix("key-")))


def keys(count: int) -> list[str]:
    return [f"key-{n}" for n in range(1, count + 1)]


def test_an_item_that_is_none_is_skipped_and_reported() -> None:
    hub = FeedHub(items(1))

    def spoil(asked: Asked, reply: Reply) -> Reply:
        return Reply(reply.status, reply.body.replace(b'"k":"key-2"', b'"k":7'), reply.headers)

    with at(hub) as (_, sync_store, downloader):
        downloader.pull((FeedName.PEOPLE,))
        hub.rows, hub.harm = items(5), spoil
        downloader.pull((FeedName.PEOPLE,))
        assert len(sync_store.feeds.items(FeedName.PEOPLE)) == 4
        assert downloader.garbled == {FeedName.PEOPLE}


@pytest.mark.parametrize("what", ["garbled", "too large"])
def test_a_page_that_cannot_be_taken_is_not_asked_for_for_ever(what: str) -> None:
    hub = FeedHub(items(1))

    def spoil(asked: Asked, reply: Reply) -> Reply:
        if b'"pos":2' not in reply.body:
            return reply
        body = b"{" if what == "garbled" else b" " * (MAX_BODY_BYTES + 1)
        return Reply(200, body)

    with at(hub) as (_, sync_store, downloader):
        downloader.pull((FeedName.PEOPLE,))
        hub.rows, hub.harm = items(5), spoil
        for _ in range(2):
            downloader.pull((FeedName.PEOPLE,))
        assert len(sync_store.feeds.items(FeedName.PEOPLE)) == 4, "all but the second"
        assert downloader.garbled == {FeedName.PEOPLE}


def test_a_feed_begins_with_a_snapshot_and_goes_on_in_pages() -> None:
    hub = FeedHub(items(250))
    with at(hub) as (stub, sync_store, downloader):
        assert downloader.pull_feed(PEOPLE)
        assert known(sync_store) == keys(250)
        hub.rows += items(230, 251)
        assert downloader.pull_feed(PEOPLE)
        assert known(sync_store) == keys(480)
        assert sync_store.cursors[PEOPLE] == Cursor(EPOCH, 480)
        assert stub.count("/v1/feeds/people") == 3
        assert not downloader.pull_feed(PEOPLE)
        assert stub.count("/v1/feeds/people/snapshot") == 1


def test_feeds_come_in_the_order_of_the_contract() -> None:
    with at(FeedHub(items(1))) as (stub, _, downloader):
        downloader.pull()
        paths = [asked.path.split("/")[3] for asked in stub.asked if "feeds" in asked.path]
    assert paths == [feed.value for feed in PULL_ORDER]
    assert paths[:3] == ["revocations", "keys", "config"]


def test_s9_pages_that_are_cut_resume_without_doubles() -> None:
    hub = FeedHub(items(1), page_size=10)
    with at(hub) as (_, sync_store, downloader):
        downloader.pull_feed(PEOPLE)
        hub.rows += items(94, 2)
        flaky = iter([False, True] * 50)

        def cut_every_second(asked: Asked, reply: Reply) -> Reply:
            return replace(reply, cut_after=60) if next(flaky) else reply

        hub.harm = cut_every_second
        seen = 1
        while seen < 95:
            with suppress(NetworkFault):
                downloader.pull_feed(PEOPLE)
            assert known(sync_store) == keys(sync_store.cursors[PEOPLE].pos)
            assert sync_store.cursors[PEOPLE].pos > seen
            seen = sync_store.cursors[PEOPLE].pos
        assert known(sync_store) == keys(95)


def test_s9_a_snapshot_that_is_cut_goes_on_where_it_ended() -> None:
    hub = FeedHub(items(2000))
    hub.harm = lambda asked, reply: replace(reply, cut_after=20_000)
    with at(hub) as (stub, sync_store, downloader):
        downloader.pull_feed(PEOPLE)
        assert known(sync_store) == keys(2000)
        ranges = [asked.headers.get("range") for asked in stub.asked[1:]]
        assert ranges[:3] == [None, "bytes=20000-", "bytes=40000-"]


def test_s9_the_old_list_holds_until_the_new_snapshot_is_whole() -> None:
    hub = FeedHub(items(50))
    with at(hub) as (_, sync_store, downloader):
        downloader.pull_feed(PEOPLE)
        hub.rows, hub.epoch = items(2000), "0badcafe"
        hub.harm = lambda asked, reply: replace(reply, cut_after=500)
        for _ in range(3):
            with pytest.raises(NetworkFault):
                downloader.pull_feed(PEOPLE)
            assert known(sync_store) == keys(50)
        hub.harm = lambda asked, reply: reply
        downloader.pull_feed(PEOPLE)
        assert known(sync_store) == keys(2000)
        assert sync_store.cursors[PEOPLE].epoch == "0badcafe"


def test_a_snapshot_that_changed_between_two_parts_begins_anew() -> None:
    hub = FeedHub(items(2000))
    with at(hub) as (_, sync_store, downloader):
        hub.harm = lambda asked, reply: replace(reply, cut_after=500)
        with pytest.raises(NetworkFault):
            downloader.pull_feed(PEOPLE)
        hub.rows += items(5, 2001)
        hub.harm = lambda asked, reply: reply
        downloader.pull_feed(PEOPLE)
        assert known(sync_store) == keys(2005)


@pytest.mark.parametrize(
    "spoil",
    [
        {"X-SHA256": "0" * 64},
        {"X-Cursor": "nonsense"},
    ],
)
def test_a_snapshot_that_is_not_what_it_says_changes_nothing(spoil: dict[str, str]) -> None:
    hub = FeedHub(items(30))
    hub.harm = lambda asked, reply: replace(reply, headers=reply.headers | spoil)
    with at(hub) as (_, sync_store, downloader):
        with pytest.raises(NetworkFault):
            downloader.pull_feed(PEOPLE)
        assert sync_store.cursors == {}
        hub.harm = lambda asked, reply: reply
        downloader.pull_feed(PEOPLE)
        assert known(sync_store) == keys(30)


def test_a_part_of_another_place_is_not_glued_in() -> None:
    hub = FeedHub(items(2000))
    with at(hub) as (_, sync_store, downloader):
        hub.harm = lambda asked, reply: replace(reply, cut_after=500)
        with pytest.raises(NetworkFault):
            downloader.pull_feed(PEOPLE)

        def shift(asked: Asked, reply: Reply) -> Reply:
            wrong = {"Content-Range": reply.headers["Content-Range"].replace("500-", "600-", 1)}
            return replace(reply, headers=reply.headers | wrong, body=reply.body[100:])

        hub.harm = shift
        with pytest.raises(NetworkFault):
            downloader.pull_feed(PEOPLE)
        assert sync_store.cursors == {}


def test_a_snapshot_of_endless_lines_is_not_unpacked() -> None:
    bomb = gzip.compress(b"x" * (MAX_LINE_BYTES * 4))
    sha = hashlib.sha256(bomb).hexdigest()
    hub = FeedHub(items(1))
    hub.harm = lambda asked, reply: replace(
        reply, body=bomb, headers=reply.headers | {"X-SHA256": sha}
    )
    with at(hub) as (_, sync_store, downloader):
        with pytest.raises(NetworkFault) as raised:
            downloader.pull_feed(PEOPLE)
        assert "too much" in raised.value.detail
        assert sync_store.cursors == {}


@pytest.mark.parametrize(
    "page",
    [
        FeedPage(tuple(reversed(items(3, 2))), Cursor(EPOCH, 4), False),
        FeedPage(tuple(items(3, 1)), Cursor(EPOCH, 3), False),
        FeedPage(tuple(items(3, 2)), Cursor(EPOCH, 2), False),
        FeedPage((), Cursor(EPOCH, 1), True),
        FeedPage(tuple(items(3, 2)), Cursor("0badcafe", 4), False),
    ],
    ids=["backwards", "again", "cursor behind", "standing still", "other epoch"],
)
def test_a_page_that_does_not_lead_on_is_not_taken(page: FeedPage) -> None:
    hub = FeedHub(items(1))
    with at(hub) as (_, sync_store, downloader):
        downloader.pull_feed(PEOPLE)
        hub.harm = lambda asked, reply: Reply(200, page.to_bytes())
        with pytest.raises(NetworkFault) as raised:
            downloader.pull_feed(PEOPLE)
        assert raised.value.kind is NetworkFaultKind.SERVER_DOWN
        assert sync_store.cursors[PEOPLE] == Cursor(EPOCH, 1)


def test_a_feed_that_the_hub_does_not_have_leaves_the_others_alone() -> None:
    hub = FeedHub(items(2))
    hub.harm = lambda asked, reply: (
        error_reply(404, "not_found") if "/keys" in asked.path else reply
    )
    with at(hub) as (_, sync_store, downloader):
        downloader.pull()
        assert known(sync_store) == keys(2)
        assert FeedName.KEYS not in sync_store.cursors


def test_a_revoked_station_is_told_at_once() -> None:
    hub = FeedHub(items(2))
    hub.harm = lambda asked, reply: revoked_reply(asked)
    with at(hub) as (stub, _, downloader):
        with pytest.raises(HubRefusal):
            downloader.pull()
        assert len(stub.asked) == 2


def test_a_long_poll_says_how_long_it_would_wait() -> None:
    with at(FeedHub(items(2))) as (stub, _, downloader):
        downloader.pull_feed(FeedName.PRESENCE, wait_s=25)
        downloader.pull_feed(FeedName.PRESENCE, wait_s=99)
        assert parse_qs(stub.asked[-1].query)["wait"] == ["25"]
