"""Who is inside, and who may still be, of those whose last known entry is an arrival."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.reports.evacuation import (
    MAYBE_WITHIN,
    Arrived,
    by_gate,
    earliest_arrival,
    evacuation_list,
)
from kiosk.domain.venue import Policy

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOW = datetime(2026, 11, 29, 3, 0, tzinfo=UTC)
POLICY = Policy()
STAY = timedelta(hours=POLICY.presence_max_h)
SECOND = timedelta(seconds=1)


def arrived(
    name: str, before: timedelta, gate: str = "Cổng A", kind: VisitorKind | None = None
) -> Arrived:
    return Arrived("p", "e", name, "1990", NOW - before, gate, kind)


def listed(*people: Arrived) -> tuple[list[str], list[str]]:
    """The names of both parts of the list."""
    found = evacuation_list("Mẫu", people, POLICY, ZONE, NOW)
    return [one.full_name for one in found.inside], [one.full_name for one in found.maybe_inside]


def test_a_presence_that_ended_by_itself_may_still_be_one_for_three_days() -> None:
    people = (
        arrived("A", STAY - SECOND),
        arrived("B", STAY),
        arrived("C", STAY + MAYBE_WITHIN),
        arrived("D", STAY + MAYBE_WITHIN + SECOND),
        arrived("E", timedelta(days=60), kind=VisitorKind.INPATIENT),
    )
    assert listed(*people) == (["A", "E"], ["B", "C"])


def test_whoever_came_before_the_earliest_arrival_stands_in_no_part() -> None:
    too_long = NOW - earliest_arrival(POLICY, NOW) + SECOND
    leaving = [kind for kind in VisitorKind if not kind.stays_until_discharged]
    everyone = [arrived("A", too_long, kind=kind) for kind in leaving]
    assert listed(*everyone) == ([], [])


def test_each_part_goes_by_gate_and_by_name_and_who_has_none_stands_last() -> None:
    hour = timedelta(hours=1)
    people = [
        arrived("", hour),
        arrived("Võ Văn Kiệt", hour),
        arrived("Ánh Ngọc", hour, gate="Cổng B"),
        arrived("Đặng Thị Huyền", hour),
    ]
    found = evacuation_list("Mẫu", people, POLICY, ZONE, NOW)
    assert [(gate, [one.full_name for one in some]) for gate, some in by_gate(found.inside)] == [
        ("Cổng A", ["Đặng Thị Huyền", "Võ Văn Kiệt", ""]),
        ("Cổng B", ["Ánh Ngọc"]),
    ]
