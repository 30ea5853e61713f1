"""S41 with a hub: a station whose whole folder was put back is behind what the hub acknowledged."""

from __future__ import annotations

import io
import json
import shutil
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.base.errors import NetworkFault
from kiosk.store.check import check_store
from kiosk.store.checks.report import Problem, ProblemKind
from kiosk.store.key import load_key
from sync.client.ledger_heads import ask_ledger_heads
from tests.support.sync_station import Station
from tests.support.sync_world import World

pytestmark = pytest.mark.fault("S41")


def problems(station: Station) -> list[Problem]:
    """What a check sees that asks the hub first."""
    heads = ask_ledger_heads(station.hub_file, station.settings, station.clock)
    folder = station.directory
    key = load_key(folder / "store.key")
    return check_store(folder / "store.db", key, hub_heads=heads).problems


def put_back(station: Station, image: Path) -> None:
    """Database, head and note, all of one moment: nothing on this disk can tell."""
    station.close()
    for path in image.iterdir():
        if path.name.startswith("store."):
            shutil.copy(path, station.directory)
    for ending in ("-wal", "-shm"):
        (station.directory / f"store.db{ending}").unlink(missing_ok=True)


def imaged(world: World, station: Station) -> Path:
    """A copy of the station's folder, made while it stands still; then four more pass."""
    station.close()
    image = world.folder / "image"
    shutil.copytree(station.directory, image)
    station.open()
    station.admit(4, first=10)
    station.drain()
    return image


def test_s41_the_hub_knows_of_more(world: World) -> None:
    station = world.station()
    station.admit(3)
    station.drain()
    assert problems(station) == []
    # What waits is behind no hub.
    station.admit(1, first=50)
    assert problems(station) == []
    station.drain()
    put_back(station, imaged(world, station))
    key = load_key(station.directory / "store.key")
    assert check_store(station.directory / "store.db", key).is_sound
    assert problems(station) == [Problem(ProblemKind.HUB, "ledger 1 seq 25: ends at 13 here")]
    station.open()
    # As many records again as the hub has: they are others.
    station.admit(4, first=70)
    assert problems(station) == [Problem(ProblemKind.HUB, "ledger 1 seq 25: another record")]
    # Once that is known, they are written anew, and the station says so by itself.
    station.drain()
    station.sync()
    assert station.strip.is_copied
    assert problems(station) == []


def test_s41_a_restored_backup_is_behind_nobody(world: World) -> None:
    station = world.station()
    station.admit(3)
    station.drain()
    station.run(station.store.backup, str(world.folder / "backup"))
    station.admit(4, first=10)
    station.drain()
    station.close()
    shutil.copy(world.folder / "backup", station.directory / "store.db")
    assert problems(station) == []
    station.open()
    station.admit(1, first=90)
    assert problems(station) == []
    station.drain()
    assert problems(station) == []


def test_s41_the_command_asks_the_hub(world: World) -> None:
    station = world.station()
    station.admit(3)
    station.drain()
    put_back(station, imaged(world, station))
    config = station.directory / "kiosk.toml"
    config.write_text(
        f'[store]\ndirectory = "{station.directory}"\nkey_file = "{station.directory}/store.key"\n',
        encoding="utf-8",
    )
    command = ["--lang", "vi", "store", "check", "--config", str(config)]
    world.heal()
    out = io.StringIO()
    with redirect_stdout(out):
        assert main([*command, "--json"]) == 1
    found = json.loads(out.getvalue())
    assert (found["sound"], found["hub"]) == (False, True)
    assert [problem["kind"] for problem in found["problems"]] == ["hub"]
    world.stop_hub()
    out = io.StringIO()
    with redirect_stdout(out):
        assert main(command) == 0
    assert "chưa đối chiếu với máy chủ: mất kết nối" in out.getvalue()
    with pytest.raises(NetworkFault):
        problems(station)
    station.open()
