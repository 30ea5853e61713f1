"""Who is inside, and who may still be."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.base.clock import ManualClock
from kiosk.domain.desk.acts_on_cases import AgeGroup
from kiosk.domain.people.person import Sex
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.reports.evacuation import (
    Arrived,
    EvacuationList,
    by_gate,
    earliest_arrival,
    evacuation_list,
)
from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import Direction
from kiosk.store.connection import open_store
from kiosk.store.queries.evacuation import read_arrived
from kiosk.store.stamp import StationStamp
from sync.protocol.feeds import FeedItem, FeedName
from sync.protocol.records import format_at
from tests.support.core_sync_store import Line, make_line, page
from tests.support.store import AT, citizen, details, entry

ZONE = StationStamp().time_zone
POLICY = Policy()
HOUR = 3600.0


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(AT)


@pytest.fixture
def line(tmp_path: Path, clock: ManualClock) -> Line:
    return make_line(open_store(tmp_path, tmp_path / "store.key", clock), clock)


def record(
    line: Line, name: str, direction: Direction = Direction.ARRIVAL, gate: str = "Cổng A"
) -> str:
    """An entry of whoever has this name now; of nobody without one. Gives the person's id."""
    now = line.clock.now()
    with line.store.transaction() as step:
        person = None
        if name:
            number = citizen(sum(name.encode()))
            found = step.people.find(number)
            person = found[0] if found else step.people.add(details(name), now)
            step.people.tie(person.id, number, "card", now)
        kind, body = entry(direction, gate=gate)
        step.append(kind, body, now, person_id=None if person is None else person.id)
        return "" if person is None else person.id


def listed(line: Line) -> EvacuationList:
    now = line.clock.now()
    arrived = read_arrived(line.store.connection, earliest_arrival(POLICY, now), now)
    return evacuation_list("Mẫu", arrived, POLICY, ZONE, now)


def names(people: tuple[Arrived, ...]) -> list[str]:
    return [one.full_name for one in people]


def test_who_came_and_did_not_leave_is_inside_by_gate_and_name(
    line: Line, clock: ManualClock
) -> None:
    for name, gate in (
        ("Võ Văn Kiệt", "Cổng A"),
        ("Đặng Thị Huyền", "Cổng A"),
        ("Ánh Ngọc", "Cổng B"),
        ("Bùi Thị Sương", "Cổng A"),
    ):
        record(line, name, gate=gate)
        clock.advance(60)
    record(line, "")
    record(line, "Người Đã Về")
    record(line, "Người Đã Về", Direction.DEPARTURE)
    found = listed(line)
    assert [(gate, names(tuple(some))) for gate, some in by_gate(found.inside)] == [
        ("Cổng A", ["Bùi Thị Sương", "Đặng Thị Huyền", "Võ Văn Kiệt", ""]),
        ("Cổng B", ["Ánh Ngọc"]),
    ]
    assert found.maybe_inside == ()
    first, *_, unknown, _ = found.inside
    assert (first.birth_year, first.since) == ("1990", AT + timedelta(minutes=3))
    assert (unknown.person_id, unknown.birth_year) == (None, "")
    assert "Sương" not in repr(found)


def test_a_presence_that_ended_by_time_may_still_be_one_for_three_days(
    line: Line, clock: ManualClock
) -> None:
    record(line, "Người Ở Lại")
    clock.advance(POLICY.presence_max_h * HOUR - 1)
    assert names(listed(line).inside) == ["Người Ở Lại"]
    clock.advance(1)
    assert names(listed(line).inside) == []
    assert names(listed(line).maybe_inside) == ["Người Ở Lại"]
    clock.advance(72 * HOUR)
    assert names(listed(line).maybe_inside) == ["Người Ở Lại"]
    clock.advance(1)
    assert listed(line).maybe_inside == ()


def test_other_gates_are_heard(line: Line, clock: ManualClock) -> None:
    here = record(line, "Người Đi Cổng Khác")
    clock.advance(60)
    at = format_at(clock.now())
    stranger = "01a00000-0000-7000-8000-000000000001"

    def seen(pos: int, person: str, inside: bool) -> FeedItem:
        body = {"person": person, "inside": inside, "at": at, "gate": "Cổng C"}
        return FeedItem(f"key {pos}", pos, 1, body)

    items = [seen(1, here, False), seen(2, stranger, True)]
    line.port.feeds.apply_page(FeedName.PRESENCE, page(*items))
    found = listed(line)
    # Whoever the hub alone knows stands there without a name: that is one person to look for.
    assert [(one.person_id, one.full_name, one.gate) for one in found.inside] == [
        (stranger, "", "Cổng C")
    ]


def test_inpatients_are_inside_since_whenever(line: Line, clock: ManualClock) -> None:
    person_id = record(line, "Người Nằm Viện")
    with line.store.transaction() as step:
        person = step.people.get(person_id)
        step.people.update(replace(person, visitor=VisitorKind.INPATIENT), clock.now())
    clock.advance(60 * 24 * HOUR)
    assert names(listed(line).inside) == ["Người Nằm Viện"]
    record(line, "Người Nằm Viện", Direction.DEPARTURE)
    assert listed(line).inside == ()


def test_an_emergency_is_known_by_its_number(line: Line, clock: ManualClock) -> None:
    kind, body = entry()
    body |= {"credential": "emergency", "emergency": "open", "number": 3}
    with line.store.transaction() as step:
        step.append(kind, body, clock.now())
    assert [(one.full_name, one.emergency) for one in listed(line).inside] == [("", 3)]


def test_how_somebody_without_a_name_looks_stands_on_the_list(
    line: Line, clock: ManualClock
) -> None:
    kind, body = entry()
    body |= {"credential": "emergency", "emergency": "open", "number": 2}
    with line.store.transaction() as step:
        head = step.append(kind, body, clock.now())
        seen = {**body, "seen": {"sex": "male", "age": "old"}, "ref": head.id}
        step.append(kind, seen, clock.now())
    (one,) = listed(line).inside
    assert (one.emergency, one.sex, one.age) == (2, Sex.MALE, AgeGroup.OLD)
