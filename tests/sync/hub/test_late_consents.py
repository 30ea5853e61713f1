"""A consent that was taken back stays so, in whichever order the venue's gates tell of it."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from sync.hub.db import tables
from sync.hub.db.engine import reading
from sync.hub.db.sender import Sender
from sync.hub.hub import Hub
from sync.protocol.declaration_bodies import Screening
from sync.protocol.envelope import RecordStatus
from sync.protocol.feeds import FeedName, FeedPage
from sync.protocol.records import format_at
from tests.support.hub_records import AT, Station, envelope

_LEDGERS = count(1)
_MINUTE = timedelta(minutes=1)
_UNTIL = format_at(AT + timedelta(days=1))


@dataclass(frozen=True)
class Step:
    """What happens at a gate, to one of two persons or (a link) to both."""

    what: str
    gate: int
    who: int


STEPS = st.builds(
    Step,
    st.sampled_from(["declare", "declare", "withdraw", "link"]),
    st.integers(0, 1),
    st.integers(0, 1),
)


class Gates:
    """Two gates of a venue, each with its ledger; two persons, who may be one."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        number = next(_LEDGERS)
        self.venue = f"venue-{number}"
        self.stations = [Station(2 * number + gate) for gate in (0, 1)]
        self.persons = [self.stations[0].new_person() for _ in (0, 1)]
        for place, name in enumerate(("Chamaléa Thị Hương", "Pi Năng Thị Sấm")):
            self.push(0, [self.stations[0].person(self.persons[place], name)])

    def write(self, step: Step, at: datetime) -> bytes:
        """The record of a step, in the ledger of its gate."""
        station, person = self.stations[step.gate], self.persons[step.who]
        station.at = at
        match step.what:
            case "declare":
                return station.declaration(person, _UNTIL, screening=Screening.CLEAR)
            case "withdraw":
                return take_back(station, person)
        return station.same_as(*self.persons)

    def push(self, gate: int, lines: Sequence[bytes]) -> None:
        """Lines of one gate come in together."""
        sender = Sender(self.stations[gate].sender.device_id, self.venue, str(gate))
        told = envelope(sender, lines)
        letters, _ = self.hub.ingest.take(sender, told, list(lines), self.hub.now())
        assert set(letters) == {RecordStatus.STORED}

    def kept(self) -> tuple[set[str], set[str]]:
        """Which declarations count, and of which the hub has the content."""
        records, declarations = tables.records.c, tables.declarations.c
        with reading(self.hub.engine) as connection:
            counted = connection.execute(
                select(declarations.record).where(declarations.venue == self.venue)
            ).scalars()
            with_content = connection.execute(
                select(records.id).where(
                    records.venue == self.venue,
                    records.type == "declaration",
                    records.body.is_not(None),
                )
            ).scalars()
            return set(counted), set(with_content)

    def told(self, member: str) -> dict[str, object]:
        """What the venue's stations are told of each person."""
        page = self.hub.feeds.page(FeedName.PEOPLE, self.venue, None)
        assert isinstance(page, FeedPage)
        return {item.key: item.body[member] for item in page.items if member in item.body}


def take_back(station: Station, person: str, outcome: str = "done") -> bytes:
    body: dict[str, object] = {
        "person": person,
        "right": "withdraw",
        "answer_by": "2026-07-04T00:00:00.000Z",
        "ref": "r-1",
        "outcome": outcome,
    }
    return station.record("data_request", body, v=3)


def _id(line: bytes) -> str:
    return str(json.loads(line)["id"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(steps=st.lists(STEPS, min_size=2, max_size=6), data=st.data())
def test_nothing_comes_back_in_any_order_of_arrival(
    hub: Hub, steps: list[Step], data: st.DataObject
) -> None:
    gates = Gates(hub)
    times = [AT + _MINUTE * (place + 1) for place in range(len(steps))]
    lines = [gates.write(step, at) for step, at in zip(steps, times, strict=True)]
    order = data.draw(st.permutations(range(len(steps))))
    is_packed = data.draw(st.booleans())
    batches: list[list[int]] = []
    for place in order:
        if is_packed and batches and steps[batches[-1][0]].gate == steps[place].gate:
            batches[-1].append(place)
        else:
            batches.append([place])
    for batch in batches:
        gates.push(steps[batch[0]].gate, [lines[place] for place in batch])
    is_one = any(step.what == "link" for step in steps)

    def stands(place: int) -> bool:
        """Nobody of the circle took their consent back after it."""
        who = steps[place].who
        return steps[place].what == "declare" and not any(
            later.what == "withdraw" and (is_one or later.who == who)
            for later in steps[place + 1 :]
        )

    standing = [place for place in range(len(steps)) if stands(place)]
    wanted = {_id(lines[place]) for place in standing}
    assert gates.kept() == (wanted, wanted)
    newest = {
        gates.persons[steps[place].who]: format_at(times[place] + timedelta(seconds=1))
        for place in standing
    }
    assert gates.told("declared_at") == newest
    assert gates.told("declared_until") == dict.fromkeys(newest, _UNTIL)
    taken_back = {
        gates.persons[step.who]: format_at(at + timedelta(seconds=1))
        for step, at in zip(steps, times, strict=True)
        if step.what == "withdraw"
    }
    # Who was in no other record since stands in the feed with it, too.
    assert gates.told("withdrawn_at") == taken_back


def test_a_late_declaration_of_another_gate_is_not_kept(hub: Hub) -> None:
    gates = Gates(hub)
    late = gates.write(Step("declare", 1, 0), AT)
    gates.push(0, [gates.write(Step("withdraw", 0, 0), AT + _MINUTE)])
    gates.push(1, [late])
    assert gates.kept() == (set(), set())
    assert gates.told("declared_until") == {}
    with reading(hub.engine) as connection:
        body, salt = connection.execute(
            select(tables.records.c.body, tables.records.c.salt).where(
                tables.records.c.id == _id(late)
            )
        ).one()
    assert (body, salt) == (None, None), "its header stays"
    # Sent once more it is known, and comes back no more than before.
    sender = Sender(gates.stations[1].sender.device_id, gates.venue, "1")
    letters, _ = hub.ingest.take(sender, envelope(sender, [late]), [late], hub.now())
    assert letters == (RecordStatus.DUPLICATE,)
    anew = gates.write(Step("declare", 1, 0), AT + 2 * _MINUTE)
    gates.push(1, [anew])
    assert gates.kept() == ({_id(anew)}, {_id(anew)}), "a new consent"


def test_another_content_that_was_kept_aside_goes_too(hub: Hub) -> None:
    gates = Gates(hub)
    station = gates.stations[1]
    gates.push(1, [station.person(gates.persons[1], "Chamaléa Mẫu")])
    sender = Sender(station.sender.device_id, gates.venue, "1")

    def set_aside(who: int, at: datetime) -> None:
        """Another record has the place already."""
        station.step_back(1)
        line = gates.write(Step("declare", 1, who), at)
        letters, _ = hub.ingest.take(sender, envelope(sender, [line]), [line], hub.now())
        assert letters == (RecordStatus.CONFLICT,)

    gates.push(0, [gates.write(Step("withdraw", 0, 0), AT + _MINUTE)])
    for who, at in ((0, AT), (1, AT), (0, AT + 2 * _MINUTE)):
        set_aside(who, at)
    hub.tidy()
    with reading(hub.engine) as connection:
        lines = connection.execute(select(tables.variants.c.line)).scalars().all()
    kept = [json.loads(bytes(line))["body"]["person"] for line in lines]
    assert sorted(kept) == sorted(gates.persons), "the other's, and what was declared after it"


def test_a_refused_request_takes_nothing(hub: Hub) -> None:
    gates = Gates(hub)
    declared = gates.write(Step("declare", 1, 0), AT)
    gates.push(0, [take_back(gates.stations[0], gates.persons[0], "refused")])
    gates.push(1, [declared])
    assert gates.kept() == ({_id(declared)}, {_id(declared)})


def test_in_one_ledger_its_order_counts_whatever_the_clock_did(hub: Hub) -> None:
    gates = Gates(hub)
    before = gates.write(Step("declare", 0, 0), AT + 5 * _MINUTE)
    withdrawal = gates.write(Step("withdraw", 0, 0), AT + _MINUTE)
    after = gates.write(Step("declare", 0, 0), AT)
    for line in (after, withdrawal, before):
        gates.push(0, [line])
    assert gates.kept() == ({_id(after)}, {_id(after)})


@pytest.mark.parametrize("moment", [AT, AT + _MINUTE])
def test_another_venue_hears_nothing_of_it(hub: Hub, moment: datetime) -> None:
    gates, others = Gates(hub), Gates(hub)
    gates.push(0, [take_back(gates.stations[0], others.persons[0])])
    declared = others.write(Step("declare", 0, 0), moment)
    others.push(0, [declared])
    assert others.kept() == ({_id(declared)}, {_id(declared)})
