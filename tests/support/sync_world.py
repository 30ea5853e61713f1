"""A whole circle for the faults of sync: stations, a damaged line, a real hub, clocks by hand."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from sqlalchemy import select

from kiosk.base.clock import ManualClock
from kiosk.bench.damage import Plan, unharmed
from kiosk.bench.damage_proxy import DamageProxy
from sync.hub.db import tables
from sync.hub.db.engine import reading
from sync.hub.hub import Hub
from sync.hub.server import RunningHub
from tests.support.hub_records import ADMIN
from tests.support.hub_schema import lay_schema
from tests.support.store import AT
from tests.support.sync_station import Station, station_in


class World:
    """One venue, its hub behind a damaged line, and as many stations as a test wants."""

    def __init__(self, folder: Path, database: str | None = None) -> None:
        self.folder = folder
        self.hub_folder = folder / "hub"
        self.hub_clock = ManualClock(AT)
        self.clock = ManualClock(AT)
        """Of the stations; the hub's own runs apart and is not moved with it."""
        self._database = database
        self._stack = ExitStack()
        self._running: RunningHub | None = None
        self._backups = 0
        self.proxy = self._stack.enter_context(DamageProxy(("127.0.0.1", 1)))
        if database is None:
            lay_schema(self.hub_folder)
        self.start_hub()
        self.venue_id = self.hub.venues.add(
            ADMIN, "Trung tâm Y tế Mẫu", "12 đường Mẫu", "Asia/Ho_Chi_Minh"
        ).id

    def close(self) -> None:
        """End everything."""
        self._stack.close()
        self.stop_hub()

    # --- the line --------------------------------------------------------------------------------

    @property
    def url(self) -> str:
        """The hub's address for stations."""
        return self.proxy.url

    def harm(self, plan: Plan) -> None:
        """From now on the line does this."""
        self.proxy.plan = plan

    def heal(self) -> None:
        """From now on the line is sound."""
        self.proxy.plan = unharmed

    # --- the hub ---------------------------------------------------------------------------------

    @property
    def hub(self) -> Hub:
        """The running hub."""
        assert self._running is not None
        return self._running.hub

    @property
    def hub_port(self) -> int:
        """Where the hub listens behind the line."""
        assert self._running is not None
        return self._running.port

    def start_hub(self) -> None:
        """Start it on whatever its folder holds."""
        self._running = RunningHub(
            self.hub_folder,
            public_url=self.proxy.url,
            database=self._database,
            now=self.hub_clock.now,
            even=self.hub_clock.monotonic,
        )
        self._running.start()
        self.proxy.redirect(("127.0.0.1", self._running.port))

    def stop_hub(self) -> None:
        """Stop it gracefully; nothing if it does not run."""
        if self._running is not None:
            self._running.stop()
            self._running = None

    def back_up(self) -> Path:
        """A copy of the hub's database, made while it stood still."""
        self.stop_hub()
        self._backups += 1
        copy = self.folder / f"backup-{self._backups}"
        shutil.copytree(self.hub_folder, copy)
        self.start_hub()
        return copy

    def restore(self, copy: Path) -> None:
        """The database comes back from a copy; what lies outside of it stays."""
        self.stop_hub()
        for path in self.hub_folder.glob("hub.db*"):
            path.unlink()
        for path in copy.glob("hub.db*"):
            shutil.copy(path, self.hub_folder)
        self.start_hub()

    def rows(self) -> list[str]:
        """Ids of all records at the hub, by ledger and seq."""
        order = (tables.records.c.ledger, tables.records.c.seq)
        with reading(self.hub.engine) as connection:
            query = select(tables.records.c.id).order_by(*order)
            return [str(row) for row in connection.execute(query).scalars()]

    def variants(self) -> list[bytes]:
        """Lines kept aside."""
        with reading(self.hub.engine) as connection:
            return [
                bytes(row) for row in connection.execute(select(tables.variants.c.line)).scalars()
            ]

    # --- the stations ----------------------------------------------------------------------------

    def station(
        self, name: str = "kiosk", gate: str = "Cổng A", clock: ManualClock | None = None
    ) -> Station:
        """A station that has just enrolled."""
        station = self._stack.enter_context(station_in(self.folder / name, clock or self.clock))
        station.enrol(self.hub, self.url, self.venue_id, gate)
        return station

    def stranger(self, venue_id: str) -> Station:
        """A station that has just enrolled at another venue of the hub."""
        folder = self.folder / f"at-{venue_id}"
        station = self._stack.enter_context(station_in(folder, self.clock))
        station.enrol(self.hub, self.url, venue_id)
        return station

    def pass_time(self, seconds: float) -> None:
        """Time passes everywhere."""
        self.clock.advance(seconds)
        self.hub_clock.advance(seconds)


@contextmanager
def world_in(folder: Path, database: str | None = None) -> Iterator[World]:
    """A world, ended at the end."""
    world = World(folder, database)
    try:
        yield world
    finally:
        world.close()


def lines_of(station: Station, limit: int = 200) -> Sequence[bytes]:
    """The queued records of a station as they would travel."""
    return [record.line for record in station.sync_store.outbox.next_batch(limit, 4_000_000)]
