"""Two stations of one venue share who is inside, through the hub's presence feed."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.base.clock import ManualClock
from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import Admit, AlreadyRecorded, Direction, LaneName
from kiosk.ports.scans import Scan, ScanSource
from kiosk.services.checkin import CheckInService
from kiosk.services.clock_watch import ClockWatch
from kiosk.store.connection import open_memory_store
from kiosk.store.store import SqliteStore
from kiosk.store.sync_tables import SqliteSyncTables
from sync.protocol.feeds import Cursor, FeedItem, FeedName
from sync.protocol.records import Record, format_at, parse_body, parse_line
from tests.support.core_sync_store import EPOCH, Line, make_line
from tests.support.credentials import SyntheticPerson, citizen_fields, citizen_text, make_person
from tests.support.desk import BUILT_AT, MORNING, VENUE

MINUTE = 60.0


class Hub:
    """What a hub makes of entries: the newest of each person by hub time and id, as a feed."""

    def __init__(self) -> None:
        self.pos = 0
        self.roots: dict[str, str] = {}
        self._people: dict[str, dict[str, object]] = {}
        self._numbers: dict[str, str] = {}
        self._latest: dict[str, tuple[tuple[str, str], dict[str, object]]] = {}
        self._own: dict[tuple[str, str], tuple[int, Record]] = {}
        self.feeds: dict[FeedName, dict[str, FeedItem]] = {name: {} for name in FeedName}

    def take(self, record: Record) -> None:
        body = parse_body(record.body)
        match record.header.type:
            case "person":
                person = str(body["person"])
                self._people[person] = {
                    name: body[name] for name in ("person", "full_name", "birth", "sex")
                }
                self.roots.setdefault(person, person)
            case "identifier":
                self._identify(str(body["person"]), str(body["kind"]), str(body["value"]))
            case "arrival" | "departure":
                self._enter(record, body)

    def _identify(self, person: str, kind: str, value: str) -> None:
        item = self._people[person]
        numbers = item.setdefault("identifiers", [])
        assert isinstance(numbers, list)
        numbers.append({"kind": kind, "value": value})
        other = self._numbers.setdefault(value, person)
        root = min(self.roots[other], self.roots[person])
        for one, before in list(self.roots.items()):
            if before in (self.roots[other], self.roots[person]):
                self.roots[one] = root
        for one in self._people:
            if self.roots[one] == root:
                self._put(FeedName.PEOPLE, one, {**self._people[one], "same_as": root})

    def _enter(self, record: Record, body: dict[str, object]) -> None:
        header = record.header
        at = header.at + timedelta(milliseconds=header.off_ms or 0)
        rank = (format_at(at), header.id)
        person = str(body["person"])
        value = {
            "inside": header.type == "arrival",
            "at": rank[0],
            "gate": body["gate"],
            "entry": header.id,
        }
        self._latest[header.id] = (rank, {"person": person, **value})
        root = self.roots[person]
        mine = [
            found for found in self._latest.values() if self.roots[str(found[1]["person"])] == root
        ]
        newest = max(mine, key=lambda found: found[0])[1]
        self._put(FeedName.PRESENCE, root, {**newest, "person": root})

    def _put(self, feed: FeedName, key: str, body: dict[str, object]) -> None:
        self.pos += 1
        self.feeds[feed][key] = FeedItem(key, self.pos, 1, body)


@dataclass
class Gate:
    """One station with its desk, and its line to the hub."""

    name: str
    clock: ManualClock
    store: SqliteStore = field(init=False)
    desk: CheckInService = field(init=False)
    line: Line = field(init=False)

    def __post_init__(self) -> None:
        self.store = open_memory_store(self.clock)
        watch = ClockWatch(self.clock, BUILT_AT)
        venue = replace(VENUE, gate=self.name)
        self.desk = CheckInService(self.store, venue, Policy(), self.clock, watch)
        self.line = make_line(self.store, self.clock)

    def scan(self, person: SyntheticPerson, old_id: str = "") -> object:
        text = citizen_text(citizen_fields(person, random.Random(1)) | {"old_id": old_id})
        scan = Scan(text, ScanSource.CAMERA, LaneName.GATE, self.clock.now())
        return self.desk.handle(scan).result

    def push(self, hub: Hub) -> None:
        for record in self.line.port.outbox.next_batch(200, 10**7):
            hub.take(parse_line(record.line))
        self.line.ack_all()

    def pull(self, hub: Hub, *feeds: FeedName) -> None:
        for feed in feeds or (FeedName.PEOPLE, FeedName.PRESENCE):
            items = sorted(hub.feeds[feed].values(), key=lambda item: item.pos)
            known = self.line.port.feeds.cursor(feed)
            news = [item for item in items if known is None or item.pos > known.pos]
            tables = SqliteSyncTables(self.store)
            tables.feeds.apply_items(feed, news, Cursor(EPOCH, hub.pos))

    def inside(self) -> dict[str, bool]:
        """By root: whether this station takes a person for inside."""
        rows = self.store.connection.execute("SELECT DISTINCT root FROM people").fetchall()
        with self.store.transaction() as tx:
            return {root: tx.visits.presence(root) is not None for (root,) in rows}


@dataclass
class Venue:
    clock: ManualClock
    hub: Hub
    a: Gate
    b: Gate


@pytest.fixture
def venue() -> Venue:
    return make_venue()


def make_venue() -> Venue:
    clock = ManualClock(MORNING)
    return Venue(clock, Hub(), Gate("Cổng A", clock), Gate("Cổng B", clock))


@pytest.fixture
def person() -> SyntheticPerson:
    return make_person(random.Random(7))


def test_in_at_one_gate_and_out_at_the_other_five_seconds_later(
    venue: Venue, person: SyntheticPerson
) -> None:
    assert venue.a.scan(person) == Admit(Direction.ARRIVAL)
    venue.a.push(venue.hub)
    venue.clock.advance(5)
    venue.b.pull(venue.hub)
    assert venue.b.scan(person) == Admit(Direction.DEPARTURE)
    venue.b.push(venue.hub)
    venue.a.pull(venue.hub)
    venue.clock.advance(5)
    assert venue.a.scan(person) == Admit(Direction.ARRIVAL)
    assert isinstance(venue.a.scan(person), AlreadyRecorded), "the same gate is a repeat"
    assert len(venue.hub.roots) == 1, "the second gate knew the person by the feed"


@pytest.mark.fault("S10")
def test_offline_both_gates_admit_and_agree_afterwards(
    venue: Venue, person: SyntheticPerson
) -> None:
    assert venue.a.scan(person) == Admit(Direction.ARRIVAL)
    venue.clock.advance(MINUTE)
    assert venue.b.scan(person) == Admit(Direction.ARRIVAL)
    for gate in (venue.a, venue.b, venue.a):
        gate.push(venue.hub)
        gate.pull(venue.hub)
    assert len(venue.hub.roots) == 2, "each met the person by itself"
    (root,) = set(venue.hub.roots.values())
    assert root == min(venue.hub.roots)
    for gate in (venue.a, venue.b):
        assert gate.inside() == {root: True}
    venue.clock.advance(MINUTE)
    assert venue.a.scan(person) == Admit(Direction.DEPARTURE)


def test_entries_say_what_they_were_decided_on(venue: Venue, person: SyntheticPerson) -> None:
    venue.a.scan(person)
    venue.a.push(venue.hub)
    venue.a.pull(venue.hub)
    venue.clock.advance(690.9)
    venue.a.scan(person)
    records = [parse_line(record.line) for record in venue.a.line.port.outbox.next_batch(9, 10**7)]
    assert parse_body(records[-1].body)["basis"] == {
        "cursor": f"{EPOCH}:{venue.hub.pos}",
        "age_s": 690,
    }
    # A page without news makes what is known young again.
    venue.a.pull(venue.hub)
    with venue.a.store.transaction() as tx:
        basis = tx.visits.basis(venue.clock.now())
    assert basis is not None
    assert basis.age_s == 0


def test_without_a_hub_no_entry_has_a_basis(venue: Venue, person: SyntheticPerson) -> None:
    venue.a.scan(person)
    lines = [parse_line(record.line) for record in venue.a.line.port.outbox.next_batch(9, 10**7)]
    assert all("basis" not in parse_body(record.body) for record in lines)


def test_a_stations_own_entry_outdoes_what_the_hub_knew_before(
    venue: Venue, person: SyntheticPerson
) -> None:
    venue.a.scan(person)
    venue.a.push(venue.hub)
    venue.clock.advance(20 * MINUTE)
    assert venue.a.scan(person) == Admit(Direction.DEPARTURE)
    # The hub has not seen the departure yet, and tells of the arrival.
    venue.a.pull(venue.hub)
    venue.clock.advance(20 * MINUTE)
    assert venue.a.scan(person) == Admit(Direction.ARRIVAL)


def test_a_clock_set_back_between_two_own_entries_changes_nothing(
    venue: Venue, person: SyntheticPerson
) -> None:
    venue.a.scan(person)
    venue.a.push(venue.hub)
    venue.clock.advance(-600)
    assert venue.a.scan(person) == Admit(Direction.DEPARTURE)
    venue.a.pull(venue.hub)
    assert list(venue.a.inside().values()) == [False]


def test_gates_with_different_clocks_are_held_to_the_hubs_time(person: SyntheticPerson) -> None:
    hub = Hub()
    a, b = Gate("Cổng A", ManualClock(MORNING)), Gate("Cổng B", ManualClock(MORNING))
    a.clock.advance(600)
    a.line.port.state.set_offset(-600_000)
    a.scan(person)
    a.push(hub)
    b.clock.advance(300)
    b.pull(hub)
    assert b.scan(person) == Admit(Direction.DEPARTURE)
    b.push(hub)
    a.pull(hub)
    assert list(a.inside().values()) == [False], "later by the hub's time, earlier by the clocks'"


@pytest.mark.fault("S11")
def test_a_gate_whose_clock_runs_a_year_ahead_hides_nothing(person: SyntheticPerson) -> None:
    hub = Hub()
    a, b = Gate("Cổng A", ManualClock(MORNING)), Gate("Cổng B", ManualClock(MORNING))
    b.clock.advance(365 * 86_400)
    b.scan(person)
    b.clock.advance(20 * MINUTE)
    assert b.scan(person) == Admit(Direction.DEPARTURE)
    b.push(hub)
    a.pull(hub)
    assert a.scan(person) == Admit(Direction.ARRIVAL)
    a.clock.advance(20 * MINUTE)
    assert a.scan(person) == Admit(Direction.DEPARTURE)


@settings(max_examples=60, deadline=None)
@given(
    steps=st.lists(
        st.tuples(
            st.sampled_from("ab"), st.sampled_from(("scan0", "scan1", "push", "people", "presence"))
        ),
        max_size=24,
    )
)
def test_any_order_of_entries_and_feeds_leads_to_one_presence(
    steps: list[tuple[str, str]],
) -> None:
    venue = make_venue()
    people = [make_person(random.Random(number)) for number in (7, 8)]
    gates = {"a": venue.a, "b": venue.b}
    for name, act in steps:
        gate = gates[name]
        venue.clock.advance(61)
        match act:
            case "push":
                gate.push(venue.hub)
            case "people" | "presence":
                gate.pull(venue.hub, FeedName(act))
            case _:
                gate.scan(people[int(act[-1])])
    for gate in (venue.a, venue.b, venue.a):
        gate.push(venue.hub)
        gate.pull(venue.hub, FeedName.PRESENCE, FeedName.PEOPLE)
    assert venue.a.inside() == venue.b.inside()
    assert set(venue.a.inside()) == set(venue.hub.roots.values())
