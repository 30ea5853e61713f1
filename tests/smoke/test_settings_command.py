"""`kiosk settings …`: shows, changes, and gives the example."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from kiosk.__main__ import main
from kiosk.composition.settings_file import load_config, parse_config
from kiosk.settings.config import Config
from kiosk.settings.example import example_text
from sync.client.hub_file import HubFile, save_hub_file


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this user's own kiosk.toml would be; nothing is there yet."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path / "config" / "checkpoint-kiosk" / "kiosk.toml"


def test_what_is_set_is_shown_and_read(own: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["settings", "show"]) == 0
    before = capsys.readouterr().out
    assert before.startswith(f"# all defaults: there is no {own}\n")
    assert tomllib.loads(before) == {}
    assert not own.parent.exists(), "to look makes nothing"

    words = ("Hỏi đáp|1022|0259.1022", "Cấp cứu|115|115")
    assert main(["settings", "set", "venue.name", "Trạm Mẫu"]) == 0
    assert main(["settings", "set", "venue.hotlines", *words]) == 0
    assert main(["settings", "set", "gate.inputs", "camera"]) == 0
    assert main(["settings", "set", "desk.inputs"]) == 0
    assert main(["settings", "set", "ui.diagonal_in", "15.6"]) == 0
    assert main(["settings", "set", "policy.closing_time", "7:30"]) == 0
    capsys.readouterr()
    assert main(["settings", "show"]) == 0
    after = capsys.readouterr().out
    assert after.startswith(f"# {own}\n")
    assert parse_config(tomllib.loads(after)) == load_config(own) != Config()
    assert load_config(own).venue.hotlines[1].label == "Cấp cứu"


def test_every_setting_shows_its_value_and_can_be_set_to_it(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["settings", "show"]) == 0
    _, *lines = capsys.readouterr().out.splitlines()
    shown = tomllib.loads("\n".join(line.removeprefix("# ") for line in lines))
    assert parse_config(shown) == Config()
    for section, values in shown.items():
        for name, value in values.items():
            words = value if isinstance(value, list) else [value]
            texts = [str(word).lower() if word in (True, False) else str(word) for word in words]
            assert main(["settings", "set", f"{section}.{name}", *texts]) == 0
    assert load_config(own) == Config()
    assert tomllib.loads(own.read_text(encoding="utf-8")) == shown


@pytest.mark.parametrize(
    ("words", "problem"),
    [
        (("venue.nmae", "x"), "venue.nmae: unknown key; did you mean venue.name?"),
        (("name", "x"), "name: unknown key"),
        (("printer.width_px", "wide"), 'printer.width_px: expected 384 or 576, got "wide"'),
        (("printer.width_px", "0384"), 'printer.width_px: expected 384 or 576, got "0384"'),
        (("camera.fps", "0"), "camera.fps: expected 1 to 120, got 0"),
        (("venue.name", "Trạm", "Mẫu"), "venue.name: expected one value, got 2"),
        (("venue.name",), "venue.name: expected one value, got 0"),
        (("venue.name", ""), "venue.name: must not be empty"),
        (("printer.kind", "usb"), "printer.address: expected VID:PID or VID:PID:serial, got"),
    ],
)
def test_what_cannot_be_is_one_line_and_writes_nothing(
    own: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], problem: str
) -> None:
    assert main(["settings", "set", *words]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    (line,) = told.err.splitlines()
    assert line.startswith(f"checkpoint-kiosk: {problem}")
    assert not own.exists()


def test_two_settings_that_fit_only_together_are_changed_the_way_it_says(
    own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def change(key: str, value: str) -> int:
        return main(["settings", "set", key, value])

    assert change("printer.kind", "usb") == 2
    assert "set printer.kind none first, then printer.address" in capsys.readouterr().err
    for address, kind in (("04b8:0e15", "usb"), ("192.0.2.7:9100", "network")):
        assert change("printer.address", address) == (0 if kind == "usb" else 2)
        assert change("printer.kind", "none") == 0
        assert change("printer.address", address) == 0
        assert change("printer.kind", kind) == 0
    assert load_config(own).printer.address == "192.0.2.7:9100"


def test_the_example_is_the_one_of_the_settings(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["settings", "example"]) == 0
    assert capsys.readouterr().out == example_text()


def test_of_an_enrolled_kiosk_it_is_said_that_the_hub_has_the_last_word(
    own: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config = tmp_path / "kiosk.toml"
    config.write_text(f"[store]\ndirectory = '{tmp_path}'\n")
    save_hub_file(tmp_path, HubFile("http://127.0.0.1", *["A"] * 9))
    assert main(["settings", "set", "venue.gate", "B", "--config", str(config)]) == 0
    assert "is enrolled" in capsys.readouterr().out
    assert main(["settings", "set", "camera.fps", "15", "--config", str(config)]) == 0
    assert "is enrolled" not in capsys.readouterr().out
