"""`slip keys` at two kiosks that stand still: listed, rolled, and carried on a stick."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from numpy import array
from PIL import Image as Picture

from kiosk.__main__ import main
from kiosk.base.clock import SystemClock
from kiosk.bench.gate_station import GateStation
from sync.hub.server import RunningHub
from sync.protocol.slip_keys import read_statements
from tests.support.hub_records import ADMIN


class Kiosk:
    """A kiosk that stands still, and what is said at its command line."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.folder.mkdir(mode=0o700)
        self._config = folder.with_suffix(".toml")
        self._config.write_text(
            f'[store]\ndirectory = "{folder}"\n[camera]\nkind = "none"\n', encoding="utf-8"
        )
        self._capsys = capsys

    def run(self, *words: str) -> tuple[int, str]:
        """A command; its exit code and everything it said."""
        self._capsys.readouterr()
        code = main([*words, "--config", str(self._config)])
        told = self._capsys.readouterr()
        return code, told.out + told.err

    def enrol(self, hub: RunningHub, venue_id: str, gate: str) -> None:
        """Make its database, and enrol it."""
        station = GateStation(self.folder, gate, SystemClock())
        station.start()
        station.stop()
        invitation = hub.hub.administration.add_station(ADMIN, venue_id, gate, hub.url)[1]
        assert self.run("enrol", str(invitation))[0] == 0

    def kids(self) -> set[int]:
        """The numbers of the keys it has been told of."""
        code, told = self.run("slip", "keys", "list", "--json")
        assert code == 0
        return {key["kid"] for key in json.loads(told)}


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[RunningHub]:
    with RunningHub(tmp_path / "hub", is_tls=True) as running:
        yield running


def test_keys_go_from_one_kiosk_to_another(
    hub: RunningHub,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    near, far = Kiosk(tmp_path / "near", capsys), Kiosk(tmp_path / "far", capsys)
    code, told = near.run("slip", "keys", "list")
    assert (code, "not enrolled" in told) == (2, True)
    venue = hub.hub.venues.add(ADMIN, "Trạm Mẫu", "", "Asia/Ho_Chi_Minh")
    far.enrol(hub, venue.id, "Cổng B")
    near.enrol(hub, venue.id, "Cổng A")
    path, picture = tmp_path / "keys.txt", tmp_path / "keys.png"
    assert near.run("slip", "keys", "list")[1] == "the hub has told of no slip keys yet\n"
    assert near.run("slip", "keys", "export", str(path))[0] == 1
    assert near.run("sync", "now")[0] == 0
    (first,) = near.kids()
    assert near.run("slip", "keys", "roll")[0] == 0
    assert near.run("sync", "now")[0] == 0
    both = near.kids()
    assert len(both) == 2
    assert first in both
    code, told = near.run("slip", "keys", "list")
    assert (code, told.count("in force"), len(told.splitlines())) == (0, 2, 2)
    code, told = near.run("slip", "keys", "export", str(path), "--png", str(picture))
    assert (code, told) == (0, "2 slip keys written\n")
    (symbol,) = zxingcpp.read_barcodes(array(Picture.open(picture)))
    assert {said.kid for said in read_statements(symbol.text)} == both
    code, told = far.run("slip", "keys", "import", str(path))
    assert (code, told) == (0, "2 slip keys taken, of 2\n")
    assert far.kids() == both
    assert far.run("slip", "keys", "import", str(picture)) == (0, told)
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(path.read_bytes())))
    assert far.run("slip", "keys", "import", "-") == (0, told)
    Picture.new("L", (40, 40), 255).save(picture)
    assert far.run("slip", "keys", "import", str(picture))[0] == 1
    path.write_text("8418")
    code, told = far.run("slip", "keys", "import", str(path))
    assert (code, told) == (1, "the file is no list of slip keys\n")
    assert far.run("slip", "keys", "import", str(tmp_path / "none"))[0] == 2
