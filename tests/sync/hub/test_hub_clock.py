"""A hub whose machine's clock lies: who is inside, what is kept, whose phone is locked."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from kiosk.base.clock import ManualClock
from sync.hub.admin.audit import Act
from sync.hub.db import tables
from sync.hub.db.engine import reading
from sync.hub.hub import Hub, HubOptions
from sync.hub.hub_clock import SETTLING_S
from sync.hub.people.sms import FolderGateway
from sync.protocol.asking import OTP_RESEND_S
from sync.protocol.bodies import RecordType
from sync.protocol.feeds import FeedName, FeedPage
from sync.protocol.records import parse_body, parse_line
from tests.support.hub_batches import take_sound
from tests.support.hub_records import ADMIN, AT, Station

pytestmark = pytest.mark.fault("S26")

DAY_S = 86_400.0
Opened = Callable[[], AbstractContextManager[Hub]]
PHONE = "0912345678"


@pytest.fixture
def reopen(tmp_path: Path, database: str | None, clock: ManualClock, sms: FolderGateway) -> Opened:
    """Opens the hub of the test's folder as its service does."""

    @contextmanager
    def opened() -> Iterator[Hub]:
        hub = Hub.open(
            tmp_path / "hub",
            database,
            HubOptions(sms=sms, keep=timedelta(days=30)),
            now=clock.now,
            even=clock.monotonic,
            is_serving=True,
        )
        try:
            hub.housekeep()
            yield hub
        finally:
            hub.close()

    return opened


@pytest.fixture
def served(reopen: Opened, clock: ManualClock) -> Iterator[Hub]:
    """A hub that serves, and has been running for a while."""
    with reopen() as hub:
        clock.advance(SETTLING_S)
        yield hub


def _inside(hub: Hub) -> dict[str, bool]:
    page = hub.feeds.page(FeedName.PRESENCE, "venue-1", None)
    assert isinstance(page, FeedPage)
    return {item.key: bool(item.body["inside"]) for item in page.items}


def _names(hub: Hub) -> dict[str, str]:
    page = hub.feeds.page(FeedName.PEOPLE, "venue-1", None)
    assert isinstance(page, FeedPage)
    return {item.key: str(item.body["full_name"]) for item in page.items}


def _bodies(hub: Hub) -> int:
    with reading(hub.engine) as connection:
        query = select(func.count()).where(tables.records.c.body.is_not(None))
        return int(connection.execute(query).scalar_one())


def _push(hub: Hub, station: Station, *lines: bytes) -> None:
    take_sound(hub.ingest, station.sender, *lines, now=hub.now())


WRONG = {
    "the year 9999": datetime(9999, 12, 31, 23, 59, 58, tzinfo=UTC),
    "a year ahead": AT + timedelta(days=365),
    "an hour ahead": AT + timedelta(hours=1),
}


@pytest.mark.parametrize("at", WRONG.values(), ids=WRONG.keys())
@pytest.mark.parametrize("off_ms", [None, 0])
def test_a_station_ahead_wins_over_nothing_that_comes_later(
    hub: Hub, clock: ManualClock, at: datetime, off_ms: int | None
) -> None:
    ahead, right = Station(1, at=at - timedelta(seconds=3)), Station(2, gate="B", at=AT)
    person = right.new_person()
    arrival = ahead.arrival(person, off_ms=off_ms)
    _push(hub, ahead, ahead.person(person, "Tên sai"), arrival)
    clock.advance(60)
    right.at = clock.now()
    _push(hub, right, right.person(person, "Chamaléa Thị Hương"), right.departure(person))
    assert _inside(hub) == {person: False}
    assert _names(hub) == {person: "Chamaléa Thị Hương"}


def test_an_offset_that_sets_the_clock_right_is_honoured(hub: Hub, clock: ManualClock) -> None:
    ahead, right = Station(1, at=AT + timedelta(days=365)), Station(2, gate="B", at=AT)
    person = right.new_person()
    off_ms = int(timedelta(days=-365, minutes=-5) / timedelta(milliseconds=1))
    _push(hub, right, right.departure(person))
    _push(hub, ahead, ahead.arrival(person, off_ms=off_ms))
    assert _inside(hub) == {person: False}, "it was written five minutes before"


@pytest.mark.parametrize("at", [datetime(1970, 1, 1, tzinfo=UTC), AT + timedelta(minutes=9)])
def test_a_clock_that_doubts_itself_counts_as_its_receipt(
    hub: Hub, clock: ManualClock, at: datetime
) -> None:
    a, b = Station(1, at=AT), Station(2, gate="B", at=at)
    person = a.new_person()
    _push(hub, a, a.departure(person))
    clock.advance(60)
    body = parse_line(b.arrival(person)).body
    suspect = parse_body(body) | {"clock": "suspect"}
    b.step_back(1)
    _push(hub, b, b.record(RecordType.ARRIVAL, suspect))
    assert _inside(hub) == {person: True}, "it came in later"
    clock.advance(60)
    a.at = clock.now()
    _push(hub, a, a.departure(person))
    assert _inside(hub) == {person: False}


@pytest.mark.parametrize("jump", [timedelta(days=400), timedelta(days=-400)])
def test_nothing_follows_a_jump_of_the_hubs_clock(
    served: Hub, clock: ManualClock, jump: timedelta
) -> None:
    hub, a, b = served, Station(1, at=AT), Station(2, gate="B", at=AT)
    venue = hub.venues.add(ADMIN, "Mẫu", "", "Asia/Ho_Chi_Minh")
    device, _ = hub.administration.add_station(ADMIN, venue.id, "A", "http://hub")
    person = a.new_person()
    _push(hub, a, a.person(person), a.arrival(person))
    hub.otp.start(device, PHONE)
    clock.advance(OTP_RESEND_S)
    clock.jump(clock.now() + jump)
    assert abs(hub.now() - AT) < timedelta(hours=1)
    hub.housekeep()
    hub.tidy()
    assert _bodies(hub) == 2
    b.at = AT + timedelta(minutes=2)
    _push(hub, b, b.departure(person))
    assert _inside(hub) == {person: False}
    hub.otp.start(device, PHONE)
    clock.advance(3600)
    hub.otp.start(device, PHONE)
    clock.advance(40 * DAY_S)
    hub.tidy()
    assert _bodies(hub) == 3, "however much time goes by"
    clock.jump(clock.now() - jump)
    hub.housekeep()
    hub.tidy()
    assert _bodies(hub) == 0, "the clock is back"


@pytest.mark.parametrize("step", [timedelta(hours=23), timedelta(hours=-23), timedelta(hours=3)])
def test_many_small_steps_are_a_jump(served: Hub, clock: ManualClock, step: timedelta) -> None:
    """Whoever answers for the time server moves the clock a little at each question."""
    station = Station(1, at=AT)
    person = station.new_person()
    _push(served, station, station.person(person), station.arrival(person))
    for _ in range(420):
        clock.advance(1)
        clock.jump(clock.now() + step)
        served.now()
    served.housekeep()
    assert served.clock.is_in_doubt
    assert abs(served.now() - AT) < timedelta(days=1, hours=3)
    served.tidy()
    assert _bodies(served) == 2


def test_a_clock_that_is_set_a_little_each_day_is_followed(served: Hub, clock: ManualClock) -> None:
    """A virtual machine that sleeps at night counts only the days."""
    for _ in range(10):
        clock.advance(16 * 3600)
        served.now()
        clock.jump(clock.now() + timedelta(hours=8))
        assert served.now() == clock.now()
        assert not served.clock.is_in_doubt


@pytest.mark.parametrize("jump", [timedelta(days=400), timedelta(days=-400)])
def test_nothing_follows_a_jump_while_the_hub_was_off(
    reopen: Opened, clock: ManualClock, jump: timedelta
) -> None:
    a, b = Station(1, at=AT), Station(2, gate="B", at=AT)
    person = a.new_person()
    with reopen() as hub:
        venue = hub.venues.add(ADMIN, "Mẫu", "", "Asia/Ho_Chi_Minh")
        device, _ = hub.administration.add_station(ADMIN, venue.id, "A", "http://hub")
        _push(hub, a, a.person(person, "Trước"), a.arrival(person))
        hub.otp.start(device, PHONE)
    clock.jump(clock.now() + jump)
    with reopen() as hub:
        assert hub.clock.is_in_doubt
        hub.tidy()
        assert _bodies(hub) == 2
        off_ms = int((hub.now() - AT) / timedelta(milliseconds=1))
        b.at = AT + timedelta(minutes=1)
        _push(hub, b, b.person(person, "Lúc sai"), b.departure(person, off_ms=off_ms))
        assert _inside(hub) == {person: False}
        clock.advance(3600)
        hub.otp.start(device, PHONE)
    # Somebody sets the machine's clock right, and says so while the hub runs.
    clock.jump(clock.now() - jump)
    with reopen() as hub, reopen() as beside:
        beside.administration.confirm_clock(ADMIN)
        assert beside.audit.entries(1)[0].act is Act.CLOCK_CONFIRMED
        hub.housekeep()
        assert not hub.clock.is_in_doubt
        assert abs(hub.now() - clock.now()) < timedelta(seconds=1)
        assert hub.feeds.page(FeedName.PRESENCE, "venue-1", None)
        clock.advance(3600)
        a.at = clock.now()
        _push(hub, a, a.person(person, "Sau"), a.arrival(person))
        assert _inside(hub) == {person: True}
        assert _names(hub) == {person: "Sau"}
        hub.otp.start(device, PHONE)


def test_a_clock_without_a_battery_is_set_right_after_the_start(
    reopen: Opened, clock: ManualClock
) -> None:
    with reopen() as hub:
        pass
    with reopen() as hub:
        clock.advance(20)
        clock.jump(clock.now() + timedelta(days=5))
        assert hub.now() == clock.now()
        assert hub.clock.is_in_doubt
        hub.administration.confirm_clock(ADMIN)
        assert not hub.clock.is_in_doubt


def test_commands_go_by_the_hubs_time(
    reopen: Opened, served: Hub, clock: ManualClock, tmp_path: Path
) -> None:
    clock.advance(DAY_S / 2)
    clock.jump(clock.now() + timedelta(days=400))
    served.housekeep()
    with reopen() as beside:
        assert beside.clock.is_in_doubt
        assert abs(beside.now() - served.now()) < timedelta(seconds=1)
