"""S21: a person is to be erased whose entries have not reached the hub."""

from __future__ import annotations

import pytest

from kiosk.bench.damage import Damage, Harm, HttpExchange
from sync.client.downloader import Downloader
from sync.protocol.feeds import FeedName
from tests.support.hub_records import ADMIN
from tests.support.store import citizen
from tests.support.sync_station import Station
from tests.support.sync_world import World

pytestmark = pytest.mark.fault("S21")


def _person_of(station: Station, number: int) -> str:
    value = citizen(number).value
    found = station.query(f"SELECT person FROM identifiers WHERE value = '{value}'")
    return str(found[0][0])


def _holds(station: Station, number: int) -> bool:
    """Whether any body or table of the station still names the person's number."""
    value = citizen(number).value.encode()
    bodies = any(value in bytes(body) for (body,) in station.query("SELECT body FROM bodies"))
    rows = station.query(f"SELECT 1 FROM identifiers WHERE value = '{value.decode()}'")
    return bodies or bool(rows)


def test_s21_unsent_entries_go_first_and_then_the_person(world: World) -> None:
    station = world.station()
    station.drain()
    station.admit(3)
    person = _person_of(station, 2)
    world.hub.venues.erase_person(ADMIN, [world.venue_id], person)
    only_down = Downloader(
        station.connection.client, station.sync_store.feeds, should_stop=lambda: False
    )

    def plan(exchange: HttpExchange) -> Damage:
        is_push = exchange.target.startswith("/v1/entries")
        return Damage(Harm.DROP_BEFORE if is_push else Harm.NONE)

    world.harm(plan)
    only_down.pull_feed(FeedName.REVOCATIONS)
    assert station.backlog().queued == len(station.ids()) - len(world.rows())
    assert _holds(station, 2), "the command is known, and the unsent records are whole"

    world.heal()
    station.drain()
    assert not _holds(station, 2)
    assert _holds(station, 1)
    assert _holds(station, 3)
    station.drain()
    assert world.rows() == station.ids()
    assert station.query("SELECT count(*) FROM records WHERE type = 'erasure_done'") == [(1,)]
