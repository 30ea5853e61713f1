"""How long something took or is ago, for people."""

from __future__ import annotations

from datetime import timedelta

from kiosk.base.phrases import Phrase


def span_phrase(span: timedelta) -> Phrase:
    """The largest one or two units, rounded down: `3 days`, `2 h 5 min`, `40 s`."""
    seconds = max(0, int(span.total_seconds()))
    if seconds < 60:
        return Phrase("{seconds} s", seconds=seconds)
    minutes = seconds // 60
    if minutes < 60:
        return Phrase("{minutes} min", minutes=minutes)
    hours, minutes = divmod(minutes, 60)
    if hours < 48:
        return Phrase("{hours} h {minutes} min", hours=hours, minutes=minutes)
    return Phrase("{days} days", days=hours // 24)
