"""A station and a hub whose databases an earlier version wrote: they open, and go on with sync."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, select

from kiosk.base.clock import ManualClock
from kiosk.domain.station.health import NetworkState
from kiosk.store.check import check_store
from kiosk.store.key import load_key
from kiosk.store.repositories.ledger import read_line
from sync.client.hub_file import load_hub_file, save_hub_file
from sync.hub.db import tables
from sync.hub.db.engine import reading
from sync.hub.hub import Hub
from sync.hub.server import RunningHub
from sync.protocol.body_versions import check_body
from sync.protocol.records import parse_line, take_apart
from tests.support.hub_records import ADMIN
from tests.support.sync_station import Station, station_in

RELEASED = Path(__file__).parent / "released" / "v2"
"""Store schema 2 and hub schema 0002: a station that had sent a part of what it held."""
LATER = datetime(2026, 11, 30, 9, 0, tzinfo=UTC)
"""The day after the last of its records."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Both databases, as they were found."""
    shutil.copytree(RELEASED, tmp_path, dirs_exist_ok=True)
    return tmp_path


@pytest.fixture
def clock() -> ManualClock:
    """The station's and the hub's."""
    return ManualClock(LATER)


@pytest.fixture
def hub(folder: Path, clock: ManualClock) -> Iterator[RunningHub]:
    """Today's hub on the old database."""
    with RunningHub(folder / "hub", now=clock.now, even=clock.monotonic) as running:
        yield running


@pytest.fixture
def station(folder: Path, hub: RunningHub, clock: ManualClock) -> Iterator[Station]:
    """Today's station on the old database, with its old enrolment."""
    found = load_hub_file(folder / "station")
    assert found is not None
    save_hub_file(folder / "station", replace(found, hub_url=hub.url))
    with station_in(folder / "station", clock) as opened:
        yield opened


def stored(hub: Hub) -> int:
    """How many records the hub holds."""
    with reading(hub.engine) as connection:
        return connection.execute(select(func.count()).select_from(tables.records)).scalar_one()


def test_the_station_is_sound_and_keeps_what_was_not_sent(station: Station) -> None:
    key = load_key(station.directory / "store.key")
    report = check_store(station.directory / "store.db", key)
    assert report.is_sound, report.problems
    assert 0 < report.unsent < report.records
    assert station.backlog().queued == report.unsent


def test_every_record_of_before_reads(station: Station) -> None:
    """Header, body and version as today's tables have them, byte for byte."""
    lines = [
        line
        for (pos,) in station.query("SELECT pos FROM bodies")
        if (line := station.run(read_line, station.store.connection, pos)) is not None
    ]
    assert lines
    for line in lines:
        received = take_apart(line)
        check_body(received.header.type, received.header.v, received.members)
        assert parse_line(line).to_line() == line


def test_both_go_on_where_they_stood(station: Station, hub: RunningHub) -> None:
    """Old and new records arrive, and the hub's digests prove the days that the old ones fill."""
    before = stored(hub.hub)
    old = len(station.ids())
    assert 0 < before < old
    station.admit(3)
    state, fault = station.sync()
    assert (state, fault) == (NetworkState.ONLINE, None)
    assert station.backlog().queued == station.backlog().dead == 0
    assert stored(hub.hub) == len(station.ids()) > old
    station.a_day_passes()
    station.sync()
    assert station.states().get("confirmed", 0) >= old


def test_the_hubs_administrator_goes_on(hub: RunningHub) -> None:
    """The table of acts is new: the first act on an old database is noted in it."""
    (venue,) = hub.hub.venues.all()
    made = hub.hub.venues.add(ADMIN, "Trạm Y tế Mẫu", "", "Asia/Ho_Chi_Minh")
    assert {one.id for one in hub.hub.venues.all()} == {venue.id, made.id}
    assert [act.subject for act in hub.hub.audit.entries()] == [made.id]
