"""The hub's announcements: read from the feed, and told whenever they change."""

from __future__ import annotations

import logging
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.core.sync_steps import put_in_force
from kiosk.services.configuration import Configuration
from kiosk.services.notices import read_notices
from kiosk.store.sync_tables import SqliteSyncTables
from sync.protocol.feeds import Cursor, FeedItem, FeedName
from sync.protocol.records import ConfigOrigin, format_at
from tests.support.core_sync_store import EPOCH, Line, page
from tests.support.desk import VENUE

NEWS = FeedName.ANNOUNCEMENTS
SINCE = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
UNTIL = SINCE + timedelta(hours=2)
SECRET = "không được ghi vào nhật ký"


def item(key: str, pos: int = 1, since: datetime = SINCE, **more: object) -> FeedItem:
    body: dict[str, object] = {
        "text": {"vi": "Đóng cửa lúc 15:00", "en": "Closing at 15:00"},
        "from": format_at(since),
        "until": format_at(UNTIL),
    }
    return FeedItem(key, pos, 1, body | more)


def keys(*items: FeedItem) -> list[str]:
    return [found.key for found in read_notices({item.key: item for item in items})]


def test_an_item_is_read_whole() -> None:
    (found,) = read_notices({"a": item("a")})
    assert (found.key, found.vi, found.en) == ("a", "Đóng cửa lúc 15:00", "Closing at 15:00")
    assert (found.since, found.until) == (SINCE, UNTIL)


def test_the_one_that_begins_last_comes_first_then_the_one_announced_last() -> None:
    later = SINCE + timedelta(minutes=1)
    assert keys(item("a", 3), item("b", 1, later), item("c", 4)) == ["b", "c", "a"]


def test_lines_and_blanks_of_a_text_become_one_line() -> None:
    (found,) = read_notices({"a": item("a", text={"vi": " Xin  mời\n\tđi cổng B "})})
    assert (found.vi, found.en) == ("Xin mời đi cổng B", "")


@pytest.mark.parametrize(
    "more",
    [
        {"text": SECRET},
        {"text": {}},
        {"text": {"en": SECRET}},
        {"text": {"vi": ""}},
        {"text": {"vi": " \n"}},
        {"text": {"vi": 7}},
        {"text": {"vi": SECRET, "en": 7}},
        {"from": None},
        {"from": "2026-11-23"},
        {"until": ""},
        {"until": "2026-02-30T00:00:00.000Z"},
        {"until": 7},
    ],
)
def test_a_broken_item_is_left_out_and_logged_by_its_key(
    more: dict[str, object], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR):
        assert keys(item("broken", 1, **more), item("whole", 2)) == ["whole"]
    assert [record for record in caplog.messages if "broken" in record] == caplog.messages
    assert len(caplog.messages) == 1
    assert SECRET not in caplog.text


def told(line: Line) -> list[str]:
    return [found.key for found in line.configurations[-1].notices]


def test_a_page_a_withdrawal_and_a_snapshot_are_told_at_once(line: Line) -> None:
    line.port.feeds.apply_page(NEWS, page(item("a", 1), item("b", 2)))
    assert told(line) == ["b", "a"]
    line.port.feeds.apply_page(NEWS, page(FeedItem("b", 3, 2, {}, is_deleted=True)))
    assert told(line) == ["a"]
    line.port.feeds.apply_snapshot(NEWS, [item("c", 4)], Cursor(EPOCH, 4))
    assert told(line) == ["c"]


def test_they_stand_beside_whatever_configuration_holds(line: Line) -> None:
    line.port.feeds.apply_page(NEWS, page(item("a", 1)))
    assert line.configurations[-1].stamp.origin is ConfigOrigin.LOCAL
    assert line.configurations[-1].venue == VENUE
    line.port.feeds.apply_page(
        FeedName.CONFIG, page(FeedItem("policy", 4, 1, {"repeat_window_s": 5}))
    )
    assert told(line) == ["a"]
    assert line.configurations[-1].policy.repeat_window_s == 5


def test_they_survive_a_restart_and_go_with_the_hub(line: Line) -> None:
    line.port.feeds.apply_page(NEWS, page(item("a", 1)))
    found: list[Configuration] = []
    local = line.configurations[-1]
    put_in_force(
        SqliteSyncTables(line.store), Configuration(local.venue, local.policy), found.append
    )
    assert [one.key for one in found[0].notices] == ["a"]
    line.port.feeds.forget_reference()
    assert told(line) == []
