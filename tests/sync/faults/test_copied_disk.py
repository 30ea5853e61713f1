"""S23: a disk image in a second kiosk: everybody who passed is at the hub once, all are told."""

from __future__ import annotations

import io
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from kiosk.__main__ import main
from kiosk.domain.visits.decision import Direction
from kiosk.ports.sync_store import RecordVerdict
from kiosk.store.check import check_store
from kiosk.store.key import load_key
from kiosk.store.repositories.moves import MOST_MOVES
from kiosk.store.sync_tables import SqliteSyncTables
from sync.hub.admin.overview import ExportFormat, copied_stations, export_entries
from sync.hub.db import tables
from sync.hub.db.engine import reading
from sync.protocol.envelope import Durability, RecordStatus
from sync.protocol.records import parse_line
from tests.support.store import copy_files
from tests.support.sync_station import Station, station_in
from tests.support.sync_world import World, lines_of, world_in

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

    def conflict(self) -> tuple[Station, Station]:
        """A station and its copy after both let four people in, the first one's sent."""
        first = self.world.station()
        first.admit(1)
        first.drain()
        copied = self.copy(first)
        first.admit(4, first=10)
        first.drain()
        copied.admit(4, first=20)
        return first, copied

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


def once(copies: Copies) -> int:
    """How many people the hub's export holds; each of them once."""
    exported = copies.exported()
    assert set(exported.values()) == {1}
    return len(exported)


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
    assert once(copies) == 12
    assert is_sound(first)
    assert is_sound(copied)


def test_the_commands_of_hub_and_station_say_so(
    copies: Copies, capsys: pytest.CaptureFixture[str]
) -> None:
    _, copied = copies.conflict()
    drain(copied)
    copies.world.stop_hub()
    data = str(copies.world.hub_folder)
    assert main(["hub", "device", "list", "--data", data]) == 0
    assert "two machines use this identity: 12 records" in capsys.readouterr().out
    assert main(["hub", "device", "list", "--data", data, "--json"]) == 0
    (listed,) = json.loads(capsys.readouterr().out)["devices"]
    assert listed["conflicts"] == 12
    assert listed["conflict_at"].startswith("2026-07-01T00:")
    assert main(["hub", "status", "--data", data]) == 0
    assert "copied stations: 1" in capsys.readouterr().out.replace("_", " ")
    copied.close()
    config = copies.world.folder / "kiosk.toml"
    config.write_text(f'[store]\ndirectory = "{copied.directory}"\n[camera]\nkind = "none"\n')
    assert main(["sync", "status", "--config", str(config)]) == 0
    assert "another machine uses it: 12 records" in capsys.readouterr().out
    copied.open()


def test_staff_and_hub_are_told_until_one_machine_enrols_anew(copies: Copies) -> None:
    first, copied = copies.conflict()
    assert not first.strip.is_copied
    drain(copied)
    assert copied.strip.is_copied
    world = copies.world
    device_id = copied.hub_file.device_id
    told = copied_stations(world.hub.engine)
    assert told.keys() == {device_id}
    assert told[device_id].records == 12
    assert world.hub.overview()["copied_stations"] == 1
    copied.restart()
    drain(copied)
    assert copied.strip.is_copied
    # What waits when it enrols as a device of its own is in ledgers that are the other's.
    copied.admit(2, first=30)
    assert copied.enrol(world.hub, world.url, world.venue_id, "Cổng B") != device_id
    copied.admit(2, first=40)
    drain(copied, first)
    assert not copied.strip.is_copied
    assert once(copies) == 13
    before = len(world.variants())
    first.admit(1, first=50)
    copied.admit(1, first=60)
    drain(first, copied)
    assert once(copies) == 15
    assert len(world.variants()) == before
    assert is_sound(copied)


def test_a_lost_answer_and_a_new_enrolment_double_nobody(copies: Copies) -> None:
    """The hub has it under the former enrolment, to the byte: that is an ack, and no reason to
    write it anew."""
    station = copies.world.station()
    station.admit(3)
    assert set(station.push_by_hand(lines_of(station))) == {"s"}
    station.enrol(copies.world.hub, copies.world.url, copies.world.venue_id)
    # The venue and one person, recorded since: into the former ledger still.
    station.admit(1, first=10)
    drain(station)
    assert station.states()["moved"] == 4
    assert once(copies) == 4


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
    assert once(copies) == 7
    for station in (first, copied):
        assert station.states()["moved"] > 0
        assert set(station.states()) == {"acked", "moved"}
    copies.world.pass_time(24 * 3600)
    for station in (first, copied):
        station.sync()
        assert set(station.states()) == {"confirmed", "moved"}
    copies.world.pass_time(9 * 24 * 3600)
    for station in (first, copied):
        station.sync()
        for table in ("entries", "bodies", "last_seen", "presence"):
            assert station.query(f"SELECT count(*) FROM {table}") == [(0,)], table
        assert set(station.states()) == {"moved"}
        assert is_sound(station)


@pytest.mark.parametrize("moved", [0, 1, 5, 12])
def test_the_power_fails_after_any_step_of_it(copies: Copies, moved: int) -> None:
    """The verdicts are noted in one step; then what conflicts is written anew, in stretches."""
    _, copied = copies.conflict()
    batch = copied.sync_store.outbox.next_batch(200, 4_000_000)
    letters = copied.push_by_hand([record.line for record in batch])
    assert letters == "c" * 12
    verdicts = [RecordVerdict(record.pos, RecordStatus.CONFLICT) for record in batch]
    rows = SqliteSyncTables(copied.store).outbox
    copied.run(rows.note_verdicts, verdicts, Durability.LOCAL, copied.clock.now())
    if moved:
        assert copied.run(rows.move_conflicts, moved) == moved
    assert copied.backlog().queued == 12 + bool(moved)
    copied.cut_power()
    drain(copied)
    assert once(copies) == 9
    assert copied.states()["moved"] == 12
    assert is_sound(copied)


def test_a_copy_of_the_copy(copies: Copies) -> None:
    """Taken when what conflicts is already written anew, and not sent: the bytes are the same."""
    first, copied = copies.conflict()
    batch = copied.sync_store.outbox.next_batch(200, 4_000_000)
    verdicts = [RecordVerdict(record.pos, RecordStatus.CONFLICT) for record in batch]
    copied.sync_store.outbox.note_verdicts(verdicts, Durability.LOCAL, copied.clock.now())
    again = copies.copy(copied)
    copied.admit(2, first=30)
    again.admit(3, first=40)
    drain(again, copied, first)
    assert once(copies) == 14
    for station in (first, copied, again):
        assert is_sound(station)


def test_an_image_from_before_writes_the_same_anew_and_doubles_nobody(copies: Copies) -> None:
    """Two images hold the same records that conflict: each writes them anew, under its own ids."""
    first, copied = copies.conflict()
    again = copies.copy(copied)
    drain(copied)
    assert once(copies) == 9
    again.admit(1, first=40)
    drain(again)
    assert again.states()["moved"] >= 12
    assert once(copies) == 10
    assert is_sound(again)
    copies.world.pass_time(24 * 3600)
    for station in (first, copied, again):
        station.sync()
        assert "acked" not in station.states()


def test_who_left_is_not_inside_because_the_arrival_was_written_anew_later(copies: Copies) -> None:
    """Within a ledger order is `seq`: what is written anew never follows what came after it."""
    _, copied = copies.conflict()
    batch = copied.sync_store.outbox.next_batch(6, 4_000_000)
    verdicts = [RecordVerdict(record.pos, RecordStatus.CONFLICT) for record in batch]
    copied.sync_store.outbox.note_verdicts(verdicts, Durability.LOCAL, copied.clock.now())
    copied.clock.advance(600)
    copied.admit(4, first=20, direction=Direction.DEPARTURE)
    drain(copied)
    with reading(copies.world.hub.engine) as connection:
        query = select(tables.feed_items.c.body).where(tables.feed_items.c.feed == "presence")
        bodies = [json.loads(body) for body in connection.execute(query).scalars() if body]
    assert sum(body["inside"] for body in bodies) == 5
    assert copied.query("SELECT count(*) FROM presence") == [(1,)]
    assert is_sound(copied)


def test_acks_of_before_that_were_none_are_made_good(copies: Copies) -> None:
    """Versions before took `c` for an ack; the people behind it stood in no list of the hub."""
    _, copied = copies.conflict()
    assert set(copied.push_by_hand(lines_of(copied))) == {"c"}
    acked = '{"letter":"c","dur":"local","at":0}'
    copied.query(f"UPDATE outbox SET state = 'acked', answer = '{acked}' WHERE state = 'queued'")
    copied.restart()
    assert copied.backlog().queued == 0
    copied.sync()
    drain(copied)
    assert once(copies) == 9
    assert copied.states() == {"acked": 17, "moved": 12}
    assert copied.strip.is_copied


def test_a_record_is_not_written_anew_for_ever(copies: Copies) -> None:
    """A hub that says so of everything fills no disk: staff see what it does not take."""
    _, copied = copies.conflict()
    outbox = copied.sync_store.outbox
    for _ in range(MOST_MOVES + 2):
        batch = outbox.next_batch(200, 4_000_000)
        verdicts = [
            RecordVerdict(record.pos, RecordStatus.CONFLICT)
            for record in batch
            if parse_line(record.line).header.type != "audit"
        ]
        outbox.note_verdicts(verdicts, Durability.LOCAL, copied.clock.now())
    assert copied.backlog().dead == 12
    assert {item.code for item in outbox.rejected()} == {"moved_too_often"}
    assert copied.states()["moved"] == 12 * MOST_MOVES
    assert is_sound(copied)
