"""The hub's announcements, read from their feed (docs/spec/sync-protocol.md §5)."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from kiosk.domain.notice import Notice
from sync.protocol.feeds import FeedItem
from sync.protocol.members import note, object_of, word
from sync.protocol.records import parse_at

log = logging.getLogger(__name__)


def read_notices(items: Mapping[str, FeedItem]) -> tuple[Notice, ...]:
    """All announcements of the feed, past and future ones too, the one that begins last first.

    An item that cannot be read is left out and logged by its key. Of like beginning the one that
    was announced or changed last comes first.
    """
    found = []
    for key, item in items.items():
        try:
            found.append((_read(item), item.pos))
        except ValueError as error:
            log.error("announcement %s cannot be shown (%s)", key, error)
    found.sort(key=lambda pair: (pair[0].since, pair[1]), reverse=True)
    return tuple(notice for notice, _ in found)


def _read(item: FeedItem) -> Notice:
    """Raises ValueError."""
    texts = object_of(item.body, "text")
    vi = _one_line(word(texts, "vi"))
    if not vi:
        raise ValueError("no words in Vietnamese")
    return Notice(
        key=item.key,
        vi=vi,
        en=_one_line(note(texts, "en")),
        since=parse_at(word(item.body, "from")),
        until=parse_at(word(item.body, "until")),
    )


def _one_line(text: str) -> str:
    """The band breaks its lines itself."""
    return " ".join(text.split())
