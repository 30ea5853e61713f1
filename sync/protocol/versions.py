"""Application versions on the wire, and what a station may take from a feed.

See docs/spec/sync-protocol.md §5.
"""

from __future__ import annotations

import re

from sync.protocol.feeds import FEED_VERSION, FeedItem
from sync.protocol.members import MemberError

_VERSION = re.compile(r"(\d{1,5})\.(\d{1,5})\.(\d{1,5})(?:[.a-z+-].*)?", re.ASCII)


def parse_version(text: str) -> tuple[int, int, int]:
    """The release numbers of `1.4.0`, whatever follows. Raises MemberError for another form."""
    match = _VERSION.fullmatch(text)
    if match is None:
        raise MemberError("version: not like 1.4.0")
    return int(match[1]), int(match[2]), int(match[3])


def is_understood(item: FeedItem, app: str) -> bool:
    """Whether an application of version `app` may act on an item.

    What it does not understand it keeps raw, while the last understood one stays in force.
    """
    if item.v > FEED_VERSION:
        return False
    return item.min_app is None or parse_version(app) >= parse_version(item.min_app)
