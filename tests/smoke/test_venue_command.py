"""`kiosk venue …`: what is registered of the place, changed and shown, and its logo."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from PIL import Image

from kiosk.__main__ import main
from kiosk.composition.settings_file import load_config
from kiosk.composition.venue_logo import read_logo
from kiosk.domain.desk.venue_work import VenueField
from sync.client.hub_file import HubFile, save_hub_file
from sync.protocol.policy import Hotline, VenueKind


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """This user's own kiosk.toml, with a store of its own."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path / "config" / "checkpoint-kiosk" / "kiosk.toml"


def _store(home: Path) -> Path:
    return home / ".local" / "share" / "checkpoint-kiosk"


def test_a_venue_is_registered_and_shown(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    given = [
        *("--name", "Trường Mẫu", "--kind", "school", "--phone", "0259 000 0000"),
        *("--street", "12 Đường Mẫu", "--commune", "vinh hai khanh hoa", "--gate", "Cổng B"),
        *("--gates", "Cổng A", "--gates", "Cổng B", "--opening-time", "06:00"),
        *("--closing-time", "18:00", "--hotline", "Hỏi đáp|1022|0259.1022"),
        *("--support-phone", "0900", "--link", "https://tokhaiyte.vn/?n=mau"),
        *("--slip-line", "Rửa tay", "--slip-full-names", "true"),
    ]
    assert main(["venue", "set", *given]) == 0
    told = capsys.readouterr().out
    assert "This kiosk is enrolled" not in told
    config = load_config(own)
    assert (config.venue.kind, config.venue.commune) == (VenueKind.SCHOOL, "22846")
    assert config.venue.gates == ("Cổng A", "Cổng B")
    assert config.venue.hotlines == (Hotline("Hỏi đáp", "1022", "0259.1022"),)
    assert config.print.full_names

    assert main(["venue", "show"]) == 0
    shown = capsys.readouterr().out
    assert 'venue.commune = "22846"  # Xã Vĩnh Hải, Khánh Hòa\n' in shown
    assert 'print.line = "Rửa tay"\n' in shown
    assert main(["venue", "show", "--json"]) == 0
    members = json.loads(capsys.readouterr().out)
    assert members.keys() == {*(field.value for field in VenueField), "logo"}
    assert (members["policy.closing_time"], members["logo"]) == ("18:00", False)

    save_hub_file(_store(tmp_path), HubFile("http://127.0.0.1", *["A"] * 9))
    assert main(["venue", "set", "--commune", "22759"]) == 0
    assert "This kiosk is enrolled" in capsys.readouterr().out
    assert load_config(own).venue.commune == "22759"
    assert main(["venue", "set", "--commune", ""]) == 0
    assert load_config(own).venue.commune == ""


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["set"], "nothing to change"),
        (["set", "--commune", "zzz"], "no commune is called so: zzz"),
        (["set", "--commune", "phan"], "several may be meant"),
        (["set", "--link", "tokhaiyte.vn"], "https://"),
        (["set", "--name", ""], "must not be empty"),
        (["logo"], "give a picture, or --remove"),
        (["logo", "x.png", "--remove"], "give a picture, or --remove"),
        (["logo", "no-such.png"], "no-such.png"),
    ],
)
def test_what_cannot_be_is_said(
    own: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    try:
        code: object = main(["venue", *words])
    except SystemExit as stop:
        code = stop.code
    assert code == 2
    assert said in capsys.readouterr().err
    assert not own.exists()


def test_a_logo_is_taken_and_removed(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = tmp_path / "picture.jpg"
    Image.linear_gradient("L").save(picture)
    assert main(["venue", "logo", str(picture)]) == 0
    assert read_logo(_store(tmp_path)).startswith(b"\x89PNG")
    assert main(["venue", "show"]) == 0
    assert "# slips have a logo\n" in capsys.readouterr().out
    assert main(["venue", "logo", "--remove"]) == 0
    assert read_logo(_store(tmp_path)) == b""
    picture.write_bytes(b"no picture")
    assert main(["venue", "logo", str(picture)]) == 2
    assert "PNG or JPEG" in capsys.readouterr().err
