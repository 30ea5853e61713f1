"""S23: a disk image in a second kiosk. Both record; everybody is at the hub once, and all are told."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest

from kiosk.store.check import check_store
from kiosk.store.key import load_key
from sync.hub.admin.overview import ExportFormat, export_entries
from tests.support.store import copy_files
from tests.support.sync_station import Station, station_in
from tests.support.sync_world import World, world_in

pytestmark = pytest.mark.fault("S23")


class Copies:
    """One enrolled station, and machines started from images of it."""

    def __init__(self, world: World, stack: ExitStack) -> None:
        self.world = world
        self._stack = stack
        self._count = 0

    def copy(self, station: Station) -> Station:
        """Another machine with an image of this one's disk, taken while it runs."""
        self._count += 1
        folder = self.world.folder / f"copy-{self._count}"
        station.run(copy_files, station.directory, folder)
        return self._stack.enter_context(station_in(folder, self.world.clock))

    def exported(self) -> Counter[str]:
        """How often each person stands in the hub's export."""
        hub = self.world.hub
        out = io.StringIO()
        days = date(2026, 6, 1), date(2026, 12, 31)
        export_entries(
            hub.engine, hub.venues.get(self.world.venue_id), *days, ExportFormat.NDJSON, out
        )
        return Counter(json.loads(line)["person"] for line in out.getvalue().splitlines())


@pytest.fixture
def copies(tmp_path: Path) -> Iterator[Copies]:
    """A world whose stations may be copied."""
    with world_in(tmp_path) as world, ExitStack() as stack:
        yield Copies(world, stack)


def is_sound(station: Station) -> bool:
    """Whether both ledgers verify, and all that follows from them."""
    report = check_store(station.directory / "store.db", load_key(station.directory / "store.key"))
    assert report.is_sound, report.problems
    return True


def drain(*stations: Station) -> None:
    """Each in turn, until nothing waits; nothing is refused."""
    for station in stations:
        station.drain()
        assert station.backlog().dead == 0


@pytest.mark.parametrize("is_copy_first", [False, True])
def test_all_who_passed_either_machine_are_at_the_hub_once(
    copies: Copies, is_copy_first: bool
) -> None:
    first = copies.world.station()
    first.admit(3)
    first.drain()
    copied = copies.copy(first)
    first.admit(4, first=10)
    copied.admit(5, first=20)
    drain(*(copied, first) if is_copy_first else (first, copied))
    exported = copies.exported()
    assert (len(exported), max(exported.values())) == (12, 1)
    assert is_sound(first)
    assert is_sound(copied)


def test_both_get_conflicts_and_both_days_are_proven_and_purged(copies: Copies) -> None:
    """The copy wrote more than the first had sent: what the first writes then conflicts too."""
    first = copies.world.station()
    first.admit(2)
    first.drain()
    copied = copies.copy(first)
    first.admit(1, first=10)
    copied.admit(3, first=20)
    drain(first, copied)
    first.admit(1, first=11)
    drain(first)
    assert first.states()["moved"] > 0
    assert copied.states()["moved"] > 0
    exported = copies.exported()
    assert (len(exported), max(exported.values())) == (7, 1)
    for station in (first, copied):
        assert len(station.entry_ids()) == len(set(station.entry_ids()))
    for days in range(9):
        copies.world.pass_time(24 * 3600)
        for station in (first, copied):
            station.sync()
            if days == 0:
                assert set(station.states()) <= {"confirmed", "moved", "queued", "acked"}
                assert "acked" not in station.states() or days
    for station in (first, copied):
        assert station.query("SELECT count(*) FROM entries") == [(0,)]
        assert station.query("SELECT count(*) FROM people WHERE is_fed = 0") == [(0,)]
        bodies = "SELECT count(*) FROM bodies JOIN outbox USING (pos) WHERE state = 'moved'"
        assert station.query(bodies) == [(0,)]
        assert is_sound(station)


def test_the_power_fails_at_any_moment_of_it(copies: Copies) -> None:
    first = copies.world.station()
    first.admit(1)
    first.drain()
    copied = copies.copy(first)
    first.admit(4, first=10)
    first.drain()
    copied.admit(4, first=20)
    noted = copied.sync_store.outbox.note_verdicts
    # After the verdicts, before a word of them is written anew.
    tables = copied.connection.sync_store.outbox.steps.find_tables  # type: ignore[attr-defined]
    del noted, tables
    copied.sync()
    copied.cut_power()
    drain(copied)
    exported = copies.exported()
    assert (len(exported), max(exported.values())) == (9, 1)
    assert is_sound(copied)
