"""A hub on both databases, in this process, and stations that talk to it over loopback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import Engine

from kiosk.base.clock import ManualClock
from sync.hub.admin.venues import Venue
from sync.hub.db.engine import migrate, open_engine
from sync.hub.hub import Hub, HubOptions
from sync.hub.identity import Identity
from sync.hub.ingest.batch_writer import ThreadBatchWriter
from sync.hub.ingest.ingest import Ingest
from sync.hub.people.sms import FolderGateway
from sync.hub.server import RunningHub
from tests.support.hub_client import HttpStation
from tests.support.hub_records import ADMIN, AT
from tests.support.hub_schema import lay_schema


@pytest.fixture
def hub_folder(database: str | None, tmp_path: Path) -> Path:
    """The folder of a hub that was never started."""
    folder = tmp_path / "hub"
    if database is None:
        lay_schema(folder)
    return folder


@pytest.fixture
def database_url(database: str | None, tmp_path: Path) -> str:
    """The same as a URL in any case, for tests of the store alone."""
    return database or f"sqlite:///{tmp_path / 'hub.db'}"


@pytest.fixture
def engine(database_url: str, database: str | None, tmp_path: Path) -> Iterator[Engine]:
    """A migrated database."""
    if database is None:
        lay_schema(tmp_path)
    opened = open_engine(database_url)
    migrate(opened)
    yield opened
    opened.dispose()


@pytest.fixture
def batch_writer(engine: Engine) -> ThreadBatchWriter:
    """Whoever brings a batch to the engine's hub stores it."""
    Identity.load_or_make(engine)
    return ThreadBatchWriter(engine)


@pytest.fixture
def ingest(batch_writer: ThreadBatchWriter) -> Ingest:
    """Where batches for the engine's hub come in."""
    return Ingest(batch_writer)


@pytest.fixture
def clock() -> ManualClock:
    """The hub's clock and the stations'."""
    return ManualClock(AT)


@pytest.fixture
def sms(tmp_path: Path) -> FolderGateway:
    """A gateway that writes its messages down."""
    return FolderGateway(tmp_path / "sms")


@pytest.fixture
def hub(
    hub_folder: Path, database: str | None, clock: ManualClock, sms: FolderGateway
) -> Iterator[Hub]:
    """A hub without its service."""
    opened = Hub.open(
        hub_folder, database, options=HubOptions(sms=sms), now=clock.now, even=clock.monotonic
    )
    yield opened
    opened.close()


@pytest.fixture
def running(
    hub_folder: Path, database: str | None, clock: ManualClock, sms: FolderGateway
) -> Iterator[RunningHub]:
    """A hub with its service, on a free port."""
    with RunningHub(
        hub_folder,
        database=database,
        options=HubOptions(sms=sms),
        now=clock.now,
        even=clock.monotonic,
    ) as started:
        yield started


@pytest.fixture
def venue(running: RunningHub) -> Venue:
    """A venue of the running hub."""
    return running.hub.venues.add(ADMIN, "Trung tâm Y tế Mẫu", "1 Đường Mẫu", "Asia/Ho_Chi_Minh")


@pytest.fixture
def stations(running: RunningHub, clock: ManualClock) -> Iterator[ExitStack]:
    """Where stations are entered, so that their connections end before the hub does."""
    with ExitStack() as stack:
        yield stack


@pytest.fixture
def station(
    running: RunningHub, venue: Venue, stations: ExitStack, clock: ManualClock
) -> HttpStation:
    """An enrolled station at gate A."""
    made = stations.enter_context(HttpStation(running.url, clock.now))
    _, invitation = running.hub.administration.add_station(ADMIN, venue.id, "A", running.url)
    made.enrol(invitation)
    return made
