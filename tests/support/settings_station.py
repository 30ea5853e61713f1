"""A running station whose settings administrators change by the desk's pages."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from kiosk.base.clock import ManualClock
from kiosk.composition.build import StationCore
from kiosk.composition.desk_settings import DeskSettings
from kiosk.composition.local_settings import LocalSettings
from kiosk.core.thread import CoreThread
from kiosk.domain.desk.settings_work import SettingsWork
from kiosk.domain.events import Configured, CoreEvent
from kiosk.domain.staff.roles import Role
from kiosk.domain.visits.decision import LaneName
from kiosk.services.event_fanout import EventFanout
from kiosk.services.printing import NoPrinter
from kiosk.settings.config import Config, StoreConfig
from kiosk.store.connection import open_store
from kiosk.store.queries.reader import open_reader
from kiosk.store.queries.thread import ReaderThread
from tests.support.desk import MORNING

PATIENCE_S = 20.0


@dataclass
class SettingsStation:
    """See `run_settings_station`."""

    settings: DeskSettings
    core: StationCore[CoreThread]
    file: Path
    folder: Path
    """Of its database."""
    stick: Path
    """Plugged in once it is there."""
    told: list[CoreEvent]
    administrator: str
    staff: str

    def ask(self, asked: SettingsWork[Any], staff: str | None = None) -> Any:
        """The answer, in the name of the administrator or of this account."""
        future: Future[Any] = self.settings.ask(
            asked, self.administrator if staff is None else staff
        )
        return future.result(PATIENCE_S)

    def in_force(self) -> Configured:
        """What the station was told last."""
        return [event for event in self.told if isinstance(event, Configured)][-1]


def run_settings_station(tmp_path: Path, file: Path | None) -> Iterator[SettingsStation]:
    """Until the test is over; `file` is its kiosk.toml."""
    clock = ManualClock(MORNING)
    config = replace(Config(), store=StoreConfig(directory=str(tmp_path / "data")))
    store = open_store(config.store_directory, config.key_file, clock)
    with store.transaction() as step:
        accounts = [
            step.staff.add(name, role, "pin", MORNING).id
            for name, role in (("Võ Thanh Hà", Role.ADMINISTRATOR), ("Lê Thị Mai", Role.STAFF))
        ]
    store.close()
    events = EventFanout()
    told: list[CoreEvent] = []
    events.subscribe(told.append)
    station = StationCore(config, events, dict.fromkeys(LaneName, NoPrinter()), clock, CoreThread)
    zone = config.venue.time_zone
    reader = ReaderThread(partial(open_reader, config.store_directory, config.key_file, zone))
    local, stick = LocalSettings(config, file, station), tmp_path / "stick"
    settings = DeskSettings(local, station, reader, lambda: [stick] if stick.is_dir() else [])
    events.subscribe(settings.take)
    station.core.start()
    own = tmp_path / "kiosk.toml"
    yield SettingsStation(settings, station, own, local.directory, stick, told, *accounts)
    for stop in (settings.stop, reader.stop, station.core.stop):
        assert stop(PATIENCE_S)
