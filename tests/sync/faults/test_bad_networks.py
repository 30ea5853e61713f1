"""Networks that ask for a login, hubs that are busy, slow, broken, silent or not there."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable
from datetime import timedelta
from email.utils import format_datetime

import pytest

from kiosk.base.errors import NetworkFault, NetworkFaultKind
from kiosk.bench.damage import PORTALS, Canned, Damage, Harm, HttpExchange, scripted
from kiosk.domain.station.health import NetworkState
from sync.client.hub_file import save_hub_file
from sync.client.transport import Transport
from sync.client.worker import SyncWorker
from sync.protocol.wire import HUB_HEADER, HubError
from tests.support.sync_world import World

BUSY = HubError("busy", {"vi": "Trung tâm đang bận."})


def _saying(world: World, status: int, *headers: tuple[str, str]) -> Damage:
    """The hub itself gives this status."""
    stamp = (HUB_HEADER, world.hub.identity.stamp.to_header())
    return Damage(Harm.SAY, answer=Canned(status, (stamp, *headers), BUSY.to_bytes()))


def _always(damage: Damage) -> Callable[[HttpExchange], Damage]:
    return lambda exchange: damage


@pytest.mark.fault("S7")
def test_s7_a_portal_acknowledges_nothing(world: World) -> None:
    station = world.station()
    for number, portal in enumerate(PORTALS):
        station.admit(3, first=10 * number)
        before = world.rows()
        world.harm(_always(Damage(Harm.SAY, answer=portal)))
        assert station.sync() == (NetworkState.OFFLINE, NetworkFaultKind.PORTAL)
        assert world.rows() == before
        assert station.strip.unsent[-1] == len(station.ids()) - len(before)
        world.heal()
        assert station.sync()[0] is NetworkState.ONLINE
        assert world.rows() == station.ids()


@pytest.mark.fault("S7")
def test_s7_a_portal_in_the_middle_of_a_push(world: World) -> None:
    """The free minutes end: what the hub took is acknowledged, the rest waits."""
    station = world.station()
    for number, portal in enumerate(PORTALS):
        station.admit(40, first=100 * number)
        world.harm(scripted([Damage(), Damage(Harm.SAY, answer=portal)], "/v1/entries"))
        assert station.sync() == (NetworkState.OFFLINE, NetworkFaultKind.PORTAL)
        assert station.states()["acked"] == len(world.rows()) < len(station.ids())
        station.drain()
        assert world.rows() == station.ids()


@pytest.mark.fault("S5")
@pytest.mark.parametrize("status", [429, 503])
def test_s5_a_hub_that_asks_to_wait(world: World, status: int) -> None:
    station = world.station()
    in_two_minutes = format_datetime(world.hub_clock.now() + timedelta(seconds=120), usegmt=True)
    for number, (asked, least_s, most_s) in enumerate(
        [
            ("0", 0.0, 2.0),
            ("1", 0.5, 1.5),
            ("600", 300.0, 900.0),
            ("3600", 1800.0, 3600.0),
            ("999999", 1800.0, 3600.0),
            (in_two_minutes, 60.0, 180.0),
            ("next week, perhaps", 0.0, 2.0),
            ("-5", 0.0, 2.0),
            (None, 0.0, 2.0),
        ]
    ):
        station.admit(1, first=number)
        headers = () if asked is None else (("Retry-After", asked),)
        world.harm(scripted([_saying(world, status, *headers)], "/v1/entries"))
        assert station.sync() == (NetworkState.OFFLINE, NetworkFaultKind.SLOW_DOWN)
        wait_s = station.connection.run_due()
        assert least_s <= wait_s <= most_s, asked
        station.clock.advance(wait_s + 0.1)
        station.connection.run_due()
        assert station.strip.newest[0] is NetworkState.ONLINE
        assert world.rows() == station.ids()


@pytest.mark.fault("S5")
def test_s5_a_storm_of_500(world: World) -> None:
    station = world.station()
    station.admit(3)
    world.harm(_always(_saying(world, 500)))
    for _ in range(20):
        assert station.sync() == (NetworkState.OFFLINE, NetworkFaultKind.SERVER_DOWN)
        assert station.connection.run_due() <= 300, "never longer than five minutes"
    assert station.states() == {"queued": len(station.ids())}
    world.heal()
    station.drain()
    assert world.rows() == station.ids()


@pytest.mark.fault("S5")
@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("http://127.0.0.1:1", NetworkFaultKind.SERVER_DOWN),
        ("https://hub.invalid", NetworkFaultKind.OFFLINE),
    ],
    ids=["refused", "no such name"],
)
def test_s5_nobody_is_there(world: World, url: str, kind: NetworkFaultKind) -> None:
    station = world.station()
    station.admit(3)
    before = station.hub_file
    moved = {name: getattr(before, name) for name in before.__slots__} | {"hub_url": url}
    save_hub_file(station.directory, type(before)(**moved))
    station.disconnect()
    assert station.sync() == (NetworkState.OFFLINE, kind)
    save_hub_file(station.directory, before)
    station.disconnect()
    station.drain()
    assert world.rows() == station.ids()


@pytest.mark.fault("S5")
@pytest.mark.parametrize("harm", [Harm.TRICKLE, Harm.BLACK_HOLE], ids=lambda harm: harm.name)
def test_s5_an_exchange_that_never_ends_is_ended(world: World, harm: Harm) -> None:
    """A byte a second keeps every timeout between two bytes; the whole exchange has one too."""
    world.harm(_always(Damage(harm, seconds=600 if harm is Harm.BLACK_HOLE else 1)))
    transport = Transport(whole_s=0.2)
    with pytest.raises(NetworkFault) as caught:
        transport.exchange("GET", f"{world.url}/v1/ping", {}, b"", 1000)
    transport.close()
    assert caught.value.kind is NetworkFaultKind.TIMEOUT


@pytest.mark.fault("S5")
def test_s5_after_the_network_came_up_a_try_is_within_ten_seconds(world: World) -> None:
    station = world.station()
    station.admit(3)
    world.harm(_always(Damage(Harm.DROP_BEFORE)))
    for _ in range(12):
        station.sync()
    assert station.connection.run_due() > 10, "by now it waits long"
    world.heal()
    station.connection.scheduler.network_came_up()
    wait_s = station.connection.run_due()
    assert 0 < wait_s <= 10
    station.clock.advance(wait_s)
    station.connection.run_due()
    assert world.rows() == station.ids()


@pytest.mark.fault("S5")
def test_s5_a_silent_hub_holds_up_neither_the_gate_nor_the_stop(world: World) -> None:
    """The sync thread hangs in a black hole; scans go through, and the stop cuts the exchange."""
    station = world.station()
    reached = threading.Event()

    def plan(exchange: HttpExchange) -> Damage:
        reached.set()
        return Damage(Harm.BLACK_HOLE, seconds=600)

    world.harm(plan)
    worker = SyncWorker(
        station.settings,
        lambda: station.sync_store,
        station.strip,
        station.clock,
        random.Random(1).uniform,
    )
    worker.start()
    assert reached.wait(30)
    station.admit(20)
    assert worker.stop(30)
    world.heal()
    station.drain()
    assert world.rows() == station.ids()
