"""A hub that lost something: restored from a backup, or its database killed under load."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from kiosk.base.errors import NetworkFaultKind
from kiosk.bench.damage import Damage, HttpExchange
from kiosk.bench.postgres import TemporaryPostgres
from kiosk.domain.station.health import NetworkState
from tests.support.sync_world import World, world_in


@pytest.mark.fault("S14")
def test_s14_restored_from_last_nights_backup(world: World) -> None:
    station = world.station()
    station.admit(20)
    station.drain()
    copy = world.back_up()
    epoch = world.hub.identity.epoch
    station.admit(30, first=100)
    station.drain()
    assert world.rows() == station.ids()
    world.restore(copy)
    assert world.hub.identity.epoch != epoch, "the hub sees that it was restored"
    assert len(world.rows()) < len(station.ids())
    station.sync_until(lambda: station.backlog().queued == 0 and bool(station.states()))
    station.drain()
    assert world.rows() == station.ids(), "the count is restored"
    assert world.variants() == []


@pytest.mark.fault("S14")
def test_s14_restored_while_the_station_was_away(world: World) -> None:
    """New entries, and a hub of another epoch: old and new arrive, each once."""
    station = world.station()
    station.admit(20)
    copy = world.back_up()
    station.drain()
    world.restore(copy)
    station.restart()
    station.admit(5, first=100)
    station.drain()
    station.drain()
    assert world.rows() == station.ids()
    assert station.states() == {"acked": len(station.ids())}


@pytest.mark.fault("S14")
def test_s14_restored_in_the_middle_of_a_push(world: World) -> None:
    station = world.station()
    station.admit(60)
    copy = world.back_up()
    pushes: list[int] = []

    def plan(exchange: HttpExchange) -> Damage:
        if exchange.target.startswith("/v1/entries"):
            pushes.append(exchange.number)
            if len(pushes) == 3:
                world.restore(copy)
        return Damage()

    world.harm(plan)
    for _ in range(5):
        station.sync()
        station.clock.advance(60)
    assert world.rows() == station.ids()
    assert station.states() == {"acked": len(station.ids())}


@pytest.mark.slow
@pytest.mark.fault("S15")
def test_s15_the_hubs_database_is_killed_under_load(tmp_path: Path) -> None:
    with TemporaryPostgres() as postgres, world_in(tmp_path, postgres.url) as world:
        station = world.station()
        station.admit(400)
        pushes: list[int] = []

        def plan(exchange: HttpExchange) -> Damage:
            if exchange.target.startswith("/v1/entries"):
                pushes.append(exchange.number)
                if len(pushes) == 2:
                    postgres.kill()
            return Damage()

        world.harm(plan)
        shown = station.sync()
        assert shown == (NetworkState.OFFLINE, NetworkFaultKind.SLOW_DOWN), "the hub says busy"
        acked = set(station.acked_ids())
        assert acked
        postgres.start()
        assert acked <= set(world.rows()), "what was acknowledged outlived the kill"

        kills = threading.Thread(target=_kill_again_and_again, args=(postgres, 3))
        kills.start()
        while kills.is_alive() or station.backlog().queued:
            station.admit(5, first=1000 + len(pushes) * 5)
            station.sync()
            station.clock.advance(60)
        kills.join()
        assert world.rows() == station.ids()
        assert world.variants() == []


def _kill_again_and_again(postgres: TemporaryPostgres, times: int) -> None:
    for _ in range(times):
        postgres.kill()
        postgres.start()
