"""When a presence ends by itself; derived, never written as a departure.

See docs/spec/at-the-gate.md §2.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kiosk.domain.venue import Policy

_NOON = time(12)


def venue_day(at: datetime, tz: ZoneInfo) -> date:
    """The calendar day at the venue; "today" in lists and reports is this one."""
    return at.astimezone(tz).date()


def presence_end(since: datetime, policy: Policy, tz: ZoneInfo) -> datetime:
    """When someone who arrived at `since` no longer counts as inside, UTC.

    The first closing after the arrival, or `presence_max_h` hours where the venue never closes;
    never later than `presence_max_h`. Who comes after an afternoon's closing counts to the end of
    that day, or their first scan the next morning would be taken for a departure.
    """
    longest = since.astimezone(UTC) + timedelta(hours=policy.presence_max_h)
    closing = policy.closing_time
    if closing is None:
        return longest
    local = since.astimezone(tz)
    if _NOON <= closing <= local.time():
        closing = time(0)
    # Instants are compared in UTC: on a day the zone changes, wall-clock arithmetic is wrong.
    # The day before matters where the zone repeats the hour of closing.
    closings = (
        datetime.combine(local.date() + timedelta(days=days), closing, tz).astimezone(UTC)
        for days in (-1, 0, 1, 2)
    )
    return min(longest, next(end for end in closings if end > since))


def is_inside(since: datetime, now: datetime, policy: Policy, tz: ZoneInfo) -> bool:
    """Whether an arrival at `since` without a departure still counts at `now`.

    One that lies ahead of `now` by more than the longest stay was written by a wrong clock; one
    that is longer ago has ended, and may lie where the calendar has no day before.
    """
    if abs(since - now) > timedelta(hours=policy.presence_max_h):
        return False
    return now < presence_end(since, policy, tz)
