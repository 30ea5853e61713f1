"""How long to wait after a failed exchange (docs/spec/sync-protocol.md §4).

Full jitter: after an outage of a hub its stations come back spread out, not all at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

FIRST_S = 2.0
LONGEST_S = 300.0
LONGEST_ASKED_S = 3600.0
"""However long a hub asks to wait, a station tries again after this."""
ASKED_SPREAD = 0.5

_SECONDS = re.compile(r"\d{1,9}", re.ASCII)

Uniform = Callable[[float, float], float]
"""A random number between two others: `random.uniform`, or a test's own."""


class Backoff:
    """Counts failures in a row and names the wait after each."""

    def __init__(self, uniform: Uniform) -> None:
        self._uniform = uniform
        self._failures = 0

    @property
    def failures(self) -> int:
        """Failures since the last success."""
        return self._failures

    def succeeded(self) -> None:
        """An exchange worked: the next failure counts as the first."""
        self._failures = 0

    def failed(self, asked_s: float | None = None) -> float:
        """Note a failure; gives the seconds to wait.

        A wait the hub asked for wins, spread by half of it; of 0 s it says nothing, so the own
        wait holds and a hub that always answers 0 is not stormed.
        """
        # 2·2^n passes every limit soon; the exponent is held so that it stays a float.
        own = self._uniform(0.0, min(LONGEST_S, FIRST_S * 2.0 ** min(self._failures, 16)))
        self._failures += 1
        if not asked_s:
            return own
        return min(LONGEST_ASKED_S, asked_s * self._uniform(1 - ASKED_SPREAD, 1 + ASKED_SPREAD))


def parse_retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds of a `Retry-After` header (RFC 9110 §10.2.3), a number or a date; None for garbage.

    `now` is the hub's present: a date is meant by its clock. A date that is past gives 0.
    """
    text = (value or "").strip()
    if _SECONDS.fullmatch(text):
        return float(text)
    at = parse_http_date(text)
    return None if at is None else max(0.0, (at - now).total_seconds())


def parse_http_date(value: str | None) -> datetime | None:
    """The moment of a header with a date, UTC; None for what is none, or lies in no year."""
    try:
        at = parsedate_to_datetime(value or "")
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        return None
