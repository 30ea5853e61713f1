"""When an announcement holds, and in which language it is read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.domain.notice import Notice, in_force

SINCE = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
UNTIL = SINCE + timedelta(hours=2)
MOMENT = timedelta(milliseconds=1)
NEWS = Notice("news", "Đóng cửa lúc 15:00", "Closing at 15:00", SINCE, UNTIL)


@pytest.mark.parametrize(
    ("now", "holds"),
    [
        (SINCE - MOMENT, False),
        (SINCE, True),
        (UNTIL - MOMENT, True),
        (UNTIL, False),
    ],
)
def test_it_holds_from_its_first_moment_until_its_last(now: datetime, holds: bool) -> None:
    assert in_force([NEWS], now) == ((NEWS,) if holds else ())


def test_one_that_ends_before_it_begins_never_holds() -> None:
    backwards = replace(NEWS, since=UNTIL, until=SINCE)
    for now in (SINCE - MOMENT, SINCE, UNTIL, UNTIL + MOMENT):
        assert in_force([backwards], now) == ()


def test_several_hold_in_the_order_they_were_given_in() -> None:
    other, over = replace(NEWS, key="other"), replace(NEWS, key="over", until=SINCE + MOMENT)
    assert in_force([other, over, NEWS], UNTIL - MOMENT) == (other, NEWS)


@pytest.mark.parametrize(
    ("language", "en", "text"),
    [
        ("vi", "Closing", "Đóng cửa"),
        ("en", "Closing", "Closing"),
        ("en", "", "Đóng cửa"),
    ],
)
def test_who_has_no_english_reads_vietnamese(language: str, en: str, text: str) -> None:
    assert replace(NEWS, vi="Đóng cửa", en=en).text_in(language) == text
