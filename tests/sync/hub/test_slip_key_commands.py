"""`hub slip-key`: listed, ended, and written out for stations without network."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from numpy import array
from PIL import Image as Picture

from kiosk.__main__ import main
from sync.hub.admin.venues import Venue
from sync.hub.server import RunningHub
from sync.protocol.slip_keys import read_statements
from tests.support.hub_client import HttpStation, only_sqlite
from tests.support.hub_records import ADMIN
from tests.support.slip_keys import ask_for_number

pytestmark = only_sqlite


def _told(folder: Path, capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert main(["hub", "slip-key", *words, "--data", str(folder)]) == 0
    return capsys.readouterr().out


def test_keys_are_listed_and_ended(
    running: RunningHub,
    station: HttpStation,
    venue: Venue,
    hub_folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = ask_for_number(station, Ed25519PrivateKey.generate())
    (listed,) = json.loads(_told(hub_folder, capsys, "list", "--json"))["slip_keys"]
    assert listed == {"device": station.device, **said.to_body()}
    assert "in force" in _told(hub_folder, capsys, "list", "--venue", "1")
    running.hub.venues.add(ADMIN, "Trạm Thử", "", "Asia/Ho_Chi_Minh")
    assert _told(hub_folder, capsys, "list", "--venue", "2").strip() == ""
    assert "revoked" in _told(hub_folder, capsys, "revoke", str(said.kid))
    assert "stolen" in _told(hub_folder, capsys, "compromised", str(said.kid))
    assert main(["hub", "slip-key", "revoke", str(said.kid), "--data", str(hub_folder)]) == 2
    for kid in ("0", "65536", "x", "9" * 5000):
        with pytest.raises(SystemExit):
            main(["hub", "slip-key", "revoke", kid, "--data", str(hub_folder)])


def test_who_revokes_a_station_is_told_what_to_do_where_it_was_stolen(
    station: HttpStation, hub_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    said = ask_for_number(station, Ed25519PrivateKey.generate())
    words = ("--data", str(hub_folder))
    assert main(["hub", "device", "revoke", station.device, *words]) == 0
    stolen = f"slip keys ended: {said.kid}; if the machine was stolen, run for each: "
    stolen += "hub slip-key compromised KID\n"
    assert capsys.readouterr().out == f"{station.device}: revoked\n{stolen}"
    _told(hub_folder, capsys, "compromised", str(said.kid))
    assert main(["hub", "device", "revoke", station.device, *words]) == 0
    assert "slip keys" not in capsys.readouterr().out


def test_they_are_written_as_a_file_and_as_a_code(
    running: RunningHub,
    station: HttpStation,
    hub_folder: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    keys = [ask_for_number(station, Ed25519PrivateKey.generate()) for _ in range(3)]
    path, picture = tmp_path / "keys.txt", tmp_path / "keys.png"
    told = _told(hub_folder, capsys, "export", str(path), "--png", str(picture))
    assert told == f"{path}: 3 slip keys\n"
    written = path.read_text(encoding="ascii")
    found = read_statements(written)
    assert {one.kid for one in found} == {one.kid for one in keys}
    hub_key = running.hub.identity.sign_key.public_key()
    assert all(one.is_signed_by(hub_key) for one in found)
    (symbol,) = zxingcpp.read_barcodes(array(Picture.open(picture)))
    assert symbol.text == written
