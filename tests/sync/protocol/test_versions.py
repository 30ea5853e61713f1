"""Versions and skew: what an application may act on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.protocol.feeds import FEED_VERSION, FeedItem
from sync.protocol.members import MemberError
from sync.protocol.versions import is_understood, parse_version

numbers = st.integers(0, 99999)


@given(numbers, numbers, numbers, st.sampled_from(["", ".dev3", "rc1", "+local", "-2"]))
def test_a_version_is_its_release_numbers(major: int, minor: int, patch: int, tail: str) -> None:
    assert parse_version(f"{major}.{minor}.{patch}{tail}") == (major, minor, patch)


@pytest.mark.parametrize("text", ["", "1", "1.4", "1.4.0_", "v1.4.0", "1.4.-1", "1.4.0\n", "a.b.c"])
def test_what_is_no_version(text: str) -> None:
    with pytest.raises(MemberError, match="version"):
        parse_version(text)


def _item(v: int = FEED_VERSION, min_app: str | None = None) -> FeedItem:
    return FeedItem("venue", 1, 1, {}, v=v, min_app=min_app)


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (_item(), True),
        (_item(v=FEED_VERSION + 1), False),
        (_item(min_app="1.4.0"), True),
        (_item(min_app="1.3.99"), True),
        (_item(min_app="1.4.1"), False),
        (_item(min_app="1.10.0"), False),
        (_item(v=FEED_VERSION + 1, min_app="1.0.0"), False),
    ],
)
def test_what_version_1_4_0_may_act_on(item: FeedItem, expected: bool) -> None:
    assert is_understood(item, "1.4.0") is expected


def test_a_min_app_that_is_no_version_is_said() -> None:
    with pytest.raises(MemberError):
        is_understood(_item(min_app="soon"), "1.4.0")
