"""S11: the clock is wrong, or steps; it never gates sync, and records say how wrong it was."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from kiosk.base.clock import ManualClock
from kiosk.bench.damage import Damage, HttpExchange
from kiosk.domain.station.health import NetworkState
from sync.protocol.records import parse_line
from tests.support.store import AT
from tests.support.sync_world import World, lines_of

pytestmark = pytest.mark.fault("S11")

DAY_S = 86_400.0
WRONG = {
    "a day behind": AT - timedelta(days=1),
    "a year ahead": AT + timedelta(days=365),
    "1970": datetime(1970, 1, 1, 0, 0, 10, tzinfo=UTC),
    "2038": datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC),
    "six minutes ahead": AT + timedelta(minutes=6),
}


@pytest.mark.parametrize("shown", WRONG.values(), ids=WRONG.keys())
def test_s11_a_station_with_a_wrong_clock_syncs(world: World, shown: datetime) -> None:
    clock = ManualClock(shown)
    station = world.station(clock=clock)
    station.admit(3)
    assert station.sync()[0] is NetworkState.ONLINE
    assert world.rows() == station.ids()
    station.connection.run_due()
    station.admit(1, first=10)
    header = parse_line(lines_of(station)[-1]).header
    assert header.at == clock.now(), "the station's own time, as it was shown"
    assert header.off_ms is not None
    by_hub = header.at + timedelta(milliseconds=header.off_ms)
    assert abs(by_hub - world.hub_clock.now()) <= timedelta(seconds=1)
    station.drain()
    assert world.rows() == station.ids()


@pytest.mark.parametrize("step", [timedelta(days=-1), timedelta(days=400), timedelta(hours=7)])
@pytest.mark.parametrize("path", ["/v1/ping", "/v1/entries", "/v1/feeds"])
def test_s11_the_clock_steps_in_the_middle_of_an_exchange(
    world: World, step: timedelta, path: str
) -> None:
    station = world.station()
    station.admit(20)
    world.harm(_once(path, lambda: station.clock.jump(station.clock.now() + step)))
    station.drain(tries=3)
    assert station.strip.newest[0] is NetworkState.ONLINE
    assert world.rows() == station.ids()
    assert world.variants() == []


def test_s11_the_hubs_clock_steps(world: World) -> None:
    """A signature that was right a moment ago is too old now: made again with the hub's time."""
    station = world.station()
    station.admit(3)
    assert station.sync()[0] is NetworkState.ONLINE
    for step in (timedelta(days=2), timedelta(days=-30)):
        world.hub_clock.jump(world.hub_clock.now() + step)
        station.admit(1, first=20)
        station.drain(tries=3)
        assert station.strip.newest[0] is NetworkState.ONLINE
    assert world.rows() == station.ids()


def _once(path: str, act: Callable[[], None]) -> Callable[[HttpExchange], Damage]:
    done: list[str] = []

    def plan(exchange: HttpExchange) -> Damage:
        if exchange.target.startswith(path) and not done:
            done.append(exchange.target)
            act()
        return Damage()

    return plan


@pytest.mark.parametrize("jump", [timedelta(days=400), -timedelta(days=400)])
def test_s11_a_hub_whose_clock_jumps_purges_nothing_at_its_stations(
    world: World, jump: timedelta
) -> None:
    station = world.station()
    station.admit(3)
    station.drain()
    world.pass_time(DAY_S)
    station.sync()
    bodies = station.query("SELECT count(*) FROM bodies")
    world.hub_clock.jump(world.hub_clock.now() + jump)
    for _ in range(5):
        world.pass_time(DAY_S / 6)
        station.restart()
        station.sync()
    assert station.query("SELECT count(*) FROM bodies") == bodies
    world.hub_clock.jump(world.hub_clock.now() - jump)
    world.pass_time(9 * DAY_S)
    station.sync_until(lambda: station.query("SELECT count(*) FROM bodies") < bodies)
