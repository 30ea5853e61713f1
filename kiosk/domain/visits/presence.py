"""When a presence ends by itself; derived, never written as a departure.

See docs/spec/at-the-gate.md §2.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.venue import Policy

STAFF_STAY_H = 36
"""A presence of staff lasts for so many hours at least: two shifts and the way home."""
UNTIL_DISCHARGED = datetime(9999, 1, 1, tzinfo=UTC)
"""The end of a presence that does not end by itself."""

_NOON = time(12)


def venue_day(at: datetime, tz: ZoneInfo) -> date:
    """The calendar day at the venue; "today" in lists and reports is this one."""
    return at.astimezone(tz).date()


def longest_stay(policy: Policy, kind: VisitorKind | None = None) -> timedelta:
    """After how long a presence ends at the latest, of those that end by themselves."""
    hours = policy.presence_max_h
    return timedelta(hours=max(hours, STAFF_STAY_H) if kind is VisitorKind.STAFF else hours)


def presence_end(
    since: datetime, policy: Policy, tz: ZoneInfo, kind: VisitorKind | None = None
) -> datetime:
    """When someone who arrived at `since` no longer counts as inside, UTC.

    The first closing after the arrival, or the longest stay where the venue never closes; never
    later than that. Who comes after an afternoon's closing counts to the end of that day, or their
    first scan the next morning would be taken for a departure. Inpatients and their carers stay
    until they are discharged.
    """
    if kind is not None and kind.stays_until_discharged:
        return UNTIL_DISCHARGED
    longest = since.astimezone(UTC) + longest_stay(policy, kind)
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


def is_inside(
    since: datetime,
    now: datetime,
    policy: Policy,
    tz: ZoneInfo,
    kind: VisitorKind | None = None,
) -> bool:
    """Whether an arrival at `since` without a departure still counts at `now`.

    One that lies ahead of `now` by more than the longest stay was written by a wrong clock; one
    that is longer ago has ended, and may lie where the calendar has no day before.
    """
    stay = longest_stay(policy, kind)
    if since - now > stay:
        return False
    if kind is not None and kind.stays_until_discharged:
        return True
    return now - since <= stay and now < presence_end(since, policy, tz, kind)
