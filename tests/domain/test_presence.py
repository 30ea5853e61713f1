"""When a presence ends by itself."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.venue import Policy
from kiosk.domain.visits.presence import UNTIL_DISCHARGED, is_inside, presence_end, venue_day

VN = ZoneInfo("Asia/Ho_Chi_Minh")
BERLIN = ZoneInfo("Europe/Berlin")
"""A zone with summer time, though the first venues have none."""


def local(text: str, tz: ZoneInfo = VN) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=tz).astimezone(UTC)


@pytest.mark.parametrize(
    ("since", "closing", "end"),
    [
        ("2026-03-02 07:00", None, "2026-03-02 23:00"),
        ("2026-03-02 20:00", None, "2026-03-03 12:00"),
        ("2026-03-02 07:00", "17:00", "2026-03-02 17:00"),
        ("2026-03-02 16:59", "17:00", "2026-03-02 17:00"),
        # After closing: to the end of the day, or the next morning's scan would be a departure.
        ("2026-03-02 17:00", "17:00", "2026-03-03 00:00"),
        ("2026-03-02 23:59", "17:00", "2026-03-03 00:00"),
        ("2026-03-02 20:00", "02:00", "2026-03-03 02:00"),
        ("2026-03-03 01:59", "02:00", "2026-03-03 02:00"),
        ("2026-03-03 02:00", "02:00", "2026-03-03 18:00"),
        ("2026-03-02 06:00", "23:30", "2026-03-02 22:00"),
        ("2026-03-02 09:00", "00:00", "2026-03-03 00:00"),
    ],
)
def test_presence_ends(since: str, closing: str | None, end: str) -> None:
    policy = Policy(closing_time=time.fromisoformat(closing) if closing else None)
    assert presence_end(local(since), policy, VN) == local(end)
    assert is_inside(local(since), local(end) - timedelta(milliseconds=1), policy, VN)
    assert not is_inside(local(since), local(end), policy, VN)


@pytest.mark.parametrize(
    ("since", "closing", "end_utc"),
    [
        # The night the clocks go forward has no 02:30, the night they go back has it twice.
        ("2026-03-28 20:00", "02:30", "2026-03-29 01:30"),
        ("2026-10-24 20:00", "02:30", "2026-10-25 00:30"),
        ("2026-03-28 20:00", "05:00", "2026-03-29 03:00"),
        ("2026-10-24 20:00", "05:00", "2026-10-25 04:00"),
    ],
)
def test_closing_on_the_night_the_zone_changes(since: str, closing: str, end_utc: str) -> None:
    policy = Policy(closing_time=time.fromisoformat(closing))
    end = presence_end(local(since, BERLIN), policy, BERLIN)
    assert end == datetime.fromisoformat(end_utc).replace(tzinfo=UTC)


def test_arriving_in_the_repeated_hour_after_its_first_closing() -> None:
    """02:15 for the second time: 02:00 has passed twice, so the presence ends a day later."""
    policy = Policy(closing_time=time(2, 0), presence_max_h=40)
    since = datetime(2026, 10, 25, 1, 15, tzinfo=UTC)
    assert since.astimezone(BERLIN).time() == time(2, 15)
    assert presence_end(since, policy, BERLIN) == datetime(2026, 10, 26, 1, 0, tzinfo=UTC)


@given(
    since=st.integers(1_577_000_000, 1_900_000_000).map(lambda at: datetime.fromtimestamp(at, UTC)),
    closing=st.none() | st.times().map(lambda at: at.replace(second=0, microsecond=0)),
    hours=st.integers(1, 168),
    tz=st.sampled_from([VN, BERLIN, ZoneInfo("America/St_Johns"), ZoneInfo("Pacific/Kiritimati")]),
)
def test_a_presence_always_ends_within_its_longest_stay(
    since: datetime, closing: time | None, hours: int, tz: ZoneInfo
) -> None:
    end = presence_end(since, Policy(closing_time=closing, presence_max_h=hours), tz)
    assert since < end <= since + timedelta(hours=hours)
    if closing is None:
        assert end == since + timedelta(hours=hours)


def test_a_presence_written_by_a_clock_far_ahead_does_not_count() -> None:
    now = local("2026-03-02 07:00")
    assert is_inside(now + timedelta(minutes=5), now, Policy(), VN), "a small step back"
    assert not is_inside(now + timedelta(days=365), now, Policy(), VN)


@pytest.mark.fault("S26")
def test_s26_an_arrival_at_either_end_of_the_calendar_is_no_presence() -> None:
    now = datetime(2026, 7, 1, 0, 30, tzinfo=UTC)
    policy = Policy(closing_time=time(22, 0))
    for since in (datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC)):
        assert not is_inside(since, now, policy, VN)


def test_the_venues_day_is_not_the_utc_day() -> None:
    at = datetime(2026, 3, 1, 18, 0, tzinfo=UTC)
    assert venue_day(at, VN) == date(2026, 3, 2)
    assert venue_day(at, BERLIN) == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("kind", "closing", "end"),
    [
        (VisitorKind.VISITOR, None, "2026-03-02 23:00"),
        (VisitorKind.SUPPLIER, None, "2026-03-02 23:00"),
        (VisitorKind.STAFF, None, "2026-03-03 19:00"),
        (VisitorKind.STAFF, "17:00", "2026-03-02 17:00"),
    ],
)
def test_the_longest_stay_is_that_of_what_somebody_comes_for(
    kind: VisitorKind, closing: str | None, end: str
) -> None:
    policy = Policy(closing_time=time.fromisoformat(closing) if closing else None)
    since = local("2026-03-02 07:00")
    assert presence_end(since, policy, VN, kind) == local(end)
    assert is_inside(since, local(end) - timedelta(milliseconds=1), policy, VN, kind)
    assert not is_inside(since, local(end), policy, VN, kind)


def test_a_longer_stay_of_everybody_is_that_of_staff_too() -> None:
    since = local("2026-03-02 07:00")
    policy = Policy(presence_max_h=48)
    assert presence_end(since, policy, VN, VisitorKind.STAFF) == since + timedelta(hours=48)


@pytest.mark.parametrize("kind", [VisitorKind.INPATIENT, VisitorKind.CARER])
def test_nothing_ends_the_stay_of_an_inpatient(kind: VisitorKind) -> None:
    policy = Policy(closing_time=time(17))
    since = local("2026-03-02 07:00")
    assert presence_end(since, policy, VN, kind) == UNTIL_DISCHARGED
    assert is_inside(since, since + timedelta(days=365), policy, VN, kind)
    assert is_inside(since, since - timedelta(hours=16), policy, VN, kind)
    # Written by a wrong clock.
    assert not is_inside(since, since - timedelta(hours=17), policy, VN, kind)
