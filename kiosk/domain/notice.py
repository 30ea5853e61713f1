"""What the venue's administrator tells everyone at the gate, and when it holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from kiosk.base.dataclass import dataclass


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice on READY; its moments are aware UTC."""

    key: str
    vi: str
    en: str
    """Empty where the administrator gave no English."""
    since: datetime
    until: datetime
    """The first moment at which it holds no more."""

    def text_in(self, language: str) -> str:
        """The text in a language of the screen, Vietnamese where there is no other.

        See docs/spec/sync-protocol.md §5.
        """
        return self.en if language == "en" and self.en else self.vi


def in_force(notices: Iterable[Notice], now: datetime) -> tuple[Notice, ...]:
    """Those that hold at the moment `now` (aware UTC), in the order they were given in."""
    return tuple(found for found in notices if found.since <= now < found.until)
