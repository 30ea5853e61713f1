"""The way by USB stick from the command line: export, the hub's import, the answer's import."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from kiosk.__main__ import main
from kiosk.base.clock import SystemClock
from kiosk.bench.gate_station import GateStation
from sync.hub.db import tables
from sync.hub.db.engine import reading
from sync.hub.server import RunningHub
from tests.support.credentials import citizen_fields, citizen_text, make_person
from tests.support.hub_records import ADMIN

pytestmark = pytest.mark.fault("S20")

RNG = random.Random(7)


class Circle:
    """A kiosk that stands still, enrolled with a hub that runs."""

    def __init__(self, tmp_path: Path, hub: RunningHub, capsys: pytest.CaptureFixture[str]) -> None:
        self.stick = tmp_path / "to-hub.kb1"
        self.answer = tmp_path / "to-kiosk.ksa"
        self.folder = tmp_path / "kiosk"
        self.folder.mkdir(mode=0o700)
        self.config = tmp_path / "kiosk.toml"
        self.config.write_text(
            f'[store]\ndirectory = "{self.folder}"\n[camera]\nkind = "none"\n', encoding="utf-8"
        )
        self.data = tmp_path / "hub"
        self.hub = hub
        self._capsys = capsys
        venue = hub.hub.venues.add(ADMIN, "Trạm Mẫu", "1 đường Mẫu", "Asia/Ho_Chi_Minh")
        invitation = hub.hub.administration.add_station(ADMIN, venue.id, "Cổng A", hub.url)[1]
        self.pass_gate()
        assert self.kiosk("enrol", str(invitation))[0] == 0

    def pass_gate(self) -> None:
        """One more person."""
        station = GateStation(self.folder, "Cổng A", SystemClock())
        station.start()
        station.scan(citizen_text(citizen_fields(make_person(RNG), RNG)))
        station.stop()

    def kiosk(self, *words: str) -> tuple[int, str]:
        """A command at the kiosk; its exit code and everything it said."""
        return self._run(*words, "--config", str(self.config))

    def take(self, path: Path) -> tuple[int, str]:
        """`hub import` of a file, the answer beside it."""
        where = ("--data", str(self.data), "--answer", str(self.answer))
        return self._run("hub", "import", str(path), *where)

    def unsent(self) -> int:
        """What `sync status` says."""
        _, said = self.kiosk("sync", "status", "--json")
        return int(json.loads(said)["unsent"])

    def rows(self) -> int:
        """Records at the hub."""
        with reading(self.hub.hub.engine) as connection:
            query = select(func.count()).select_from(tables.records)
            return int(connection.execute(query).scalar_one())

    def _run(self, *words: str) -> tuple[int, str]:
        self._capsys.readouterr()
        code = main(list(words))
        said = self._capsys.readouterr()
        return code, said.out + said.err


@pytest.fixture
def circle(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Iterator[Circle]:
    """The kiosk and its hub."""
    with RunningHub(tmp_path / "hub") as hub:
        yield Circle(tmp_path, hub, capsys)


def test_out_and_back_by_stick(circle: Circle) -> None:
    waiting = circle.unsent()
    assert waiting > 0
    assert circle.kiosk("sync", "export", str(circle.stick)) == (0, f"{waiting} records written\n")
    code, said = circle.take(circle.stick)
    assert (code, f"{waiting} stored" in said) == (0, True)
    code, said = circle.take(circle.stick)
    assert (code, f"{waiting} duplicate" in said) == (0, True)
    assert circle.rows() == waiting
    assert circle.unsent() == waiting, "the station knows nothing of it yet"
    code, said = circle.kiosk("sync", "import", str(circle.answer))
    assert (code, f"{waiting} acknowledged" in said) == (0, True)
    assert circle.unsent() == 0


def test_the_stick_after_the_network(circle: Circle) -> None:
    waiting = circle.unsent()
    circle.kiosk("sync", "export", str(circle.stick))
    assert circle.kiosk("sync", "now")[0] == 0
    rows = circle.rows()
    code, said = circle.take(circle.stick)
    assert (code, f"{waiting} duplicate" in said) == (0, True)
    assert circle.rows() == rows


def test_a_damaged_stick_is_one_sentence(circle: Circle) -> None:
    circle.kiosk("sync", "export", str(circle.stick))
    raw = circle.stick.read_bytes()
    circle.stick.write_bytes(raw[:-10])
    code, said = circle.take(circle.stick)
    assert code == 2
    assert "changed, cut short" in said
    assert len(said.strip().splitlines()) == 1
    assert not circle.answer.exists()
    assert circle.rows() == 0
    circle.stick.write_bytes(raw)
    circle.take(circle.stick)
    circle.answer.write_bytes(circle.answer.read_bytes()[:-10])
    code, said = circle.kiosk("sync", "import", str(circle.answer))
    assert code == 1
    assert "changed, cut short" in said


def test_a_file_that_is_no_bundle(circle: Circle, tmp_path: Path) -> None:
    for name, content in (("photo.jpg", b"\xff\xd8\xff" * 1000), ("empty", b"")):
        path = tmp_path / name
        path.write_bytes(content)
        code, said = circle.take(path)
        assert (code, "not a bundle" in said) == (2, True)
    assert circle.take(tmp_path / "nowhere")[0] == 2
