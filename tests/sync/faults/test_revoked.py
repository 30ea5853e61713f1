"""S12: a revoked station keeps what is unsent, and hands it over as soon as it may."""

from __future__ import annotations

import pytest

from kiosk.bench.damage import Canned, Damage, Harm
from kiosk.domain.station.health import NetworkState
from sync.hub.errors import RefusalCode, RequestRefused
from sync.protocol.devices import StationState
from sync.protocol.feeds import FeedName
from sync.protocol.wire import HUB_HEADER
from tests.support.hub_records import ADMIN
from tests.support.sync_station import Station
from tests.support.sync_world import World

pytestmark = pytest.mark.fault("S12")


def _with_unsent(world: World, count: int) -> Station:
    station = world.station()
    assert station.sync()[0] is NetworkState.ONLINE
    assert station.sync_store.feeds.items(FeedName.CONFIG)
    station.admit(count)
    return station


def test_s12_revoked_with_500_unsent(world: World) -> None:
    station = _with_unsent(world, 500)
    unsent = station.backlog().queued
    assert unsent >= 500
    device = station.hub_file.device_id
    world.hub.administration.set_station_state(ADMIN, device, StationState.REVOKED)
    assert station.sync()[0] is NetworkState.REVOKED
    assert station.backlog().queued == unsent, "every one is still here"
    for feed in FeedName:
        assert station.sync_store.feeds.items(feed) == {}, "and nothing of what came down"
    station.restart()
    assert station.backlog().queued == unsent
    assert station.sync()[0] is NetworkState.REVOKED
    world.hub.administration.set_station_state(ADMIN, device, StationState.DRAIN_ONLY)
    station.drain()
    assert world.rows() == station.ids(), "allowed to drain, it hands everything over"
    assert station.sync_store.feeds.items(FeedName.CONFIG) == {}
    assert station.strip.newest[0] is NetworkState.REVOKED


def test_s12_a_revocation_that_the_hub_did_not_sign(world: World) -> None:
    """Somebody on the line cannot make a station drop what it holds."""
    station = _with_unsent(world, 3)
    stamp = (HUB_HEADER, world.hub.identity.stamp.to_header())
    forged = Canned(403, (stamp,), RequestRefused(RefusalCode.DEVICE_REVOKED).to_bytes())
    world.harm(lambda exchange: Damage(Harm.SAY, answer=forged))
    assert station.sync()[0] is NetworkState.OFFLINE
    assert station.sync_store.feeds.items(FeedName.CONFIG)
    world.heal()
    station.drain()
    assert world.rows() == station.ids()


def test_s12_taken_back_into_service(world: World) -> None:
    station = _with_unsent(world, 3)
    device = station.hub_file.device_id
    world.hub.administration.set_station_state(ADMIN, device, StationState.REVOKED)
    assert station.sync()[0] is NetworkState.REVOKED
    world.hub.administration.set_station_state(ADMIN, device, StationState.ACTIVE)
    station.sync_until(lambda: station.strip.newest[0] is NetworkState.ONLINE, tries=3)
    assert station.sync_store.feeds.items(FeedName.CONFIG)
    assert world.rows() == station.ids()


def test_s12_enrolled_anew_it_goes_on_with_its_ledger(world: World) -> None:
    """The administrator replaces the device at its gate: the unsent entries are its own still."""
    station = _with_unsent(world, 3)
    station.drain()
    station.admit(3, first=50)
    old = world.hub.stations.get(station.hub_file.device_id)
    world.hub.administration.set_station_state(ADMIN, old.id, StationState.REVOKED)
    assert station.sync()[0] is NetworkState.REVOKED
    station.enrol(world.hub, world.url, world.venue_id, replaces=old)
    station.drain()
    assert world.rows() == station.ids()
