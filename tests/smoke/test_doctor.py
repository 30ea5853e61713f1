"""The doctor's lines about what stands around the kiosk: each is true, and says what to do."""

from __future__ import annotations

import os
import pty
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest

from kiosk.base.errors import NetworkFaultKind
from kiosk.commands.doctor import check_camera, check_database, check_key
from kiosk.commands.doctor_surroundings import (
    check_files,
    check_hub,
    check_scanner,
    check_screen,
    check_session,
    check_tones,
    check_venue,
)
from kiosk.commands.network_words import SENTENCES
from kiosk.composition.settings_file import parse_config
from kiosk.settings.config import Config
from sync.client.hub_file import save_hub_file
from tests.support.yes_hub import hub_file


def config(folder: Path, **sections: dict[str, object]) -> Config:
    return parse_config({"store": {"directory": str(folder / "data")}, **sections})


def test_the_examples_name_is_told(tmp_path: Path) -> None:
    found = check_venue(config(tmp_path))
    assert (found.ok, found.blocks) == (False, False)
    assert "settings set venue.name" in found.text
    assert check_venue(config(tmp_path, venue={"name": "Trạm Thử"})).ok


def test_the_line_to_type_changes_the_file_that_was_looked_at(tmp_path: Path) -> None:
    found = check_venue(config(tmp_path), tmp_path / "my kiosk.toml")
    assert found.text.endswith(f"settings set venue.name \"…\" --config '{tmp_path}/my kiosk.toml'")


def test_a_camera_that_this_user_may_not_use_is_not_said_to_be_away(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    node = tmp_path / "video0"
    node.touch()
    monkeypatch.setattr(os, "access", lambda *_: False)
    found = check_camera(config(tmp_path, camera={"source": str(node)}))
    assert not found.ok
    assert "add the user to the group video" in found.text


@pytest.mark.parametrize(
    ("kind", "ok"), [("none", True), ("window", True), ("serial", False), ("keyboard", False)]
)
def test_a_scanner_that_is_not_there_is_told(tmp_path: Path, kind: str, ok: bool) -> None:
    device = "" if kind in ("none", "window") else str(tmp_path / "none")
    found = check_scanner(config(tmp_path, scanner={"kind": kind, "device": device}))
    assert (found.ok, found.blocks) == (ok, ok)
    assert ok or "check its cable" in found.text


def test_a_kiosk_that_nothing_reads_codes_for_is_told(tmp_path: Path) -> None:
    found = check_scanner(config(tmp_path, camera={"kind": "none"}))
    assert (found.ok, found.blocks) == (False, False)
    assert "nothing reads codes" in found.text
    assert check_scanner(config(tmp_path, camera={"kind": "none"}, scanner={"kind": "window"})).ok


def test_a_scanner_that_is_there_is_opened_and_left(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    with_scanner = config(tmp_path, scanner={"kind": "serial", "device": os.ttyname(theirs)})
    for _ in range(2):
        assert check_scanner(with_scanner).ok
    os.close(ours)
    os.close(theirs)


def test_without_a_player_there_are_no_tones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "apt-get install" in check_tones(config(tmp_path)).text
    player = tmp_path / "aplay"
    player.write_text("#!/bin/sh\n")
    player.chmod(0o755)
    assert check_tones(config(tmp_path)).text == "aplay is installed"


def test_the_hub(tmp_path: Path) -> None:
    alone = config(tmp_path)
    assert check_hub(alone).text == "not enrolled: everything stays on this machine"
    save_hub_file(alone.store_directory, replace(hub_file("http://127.0.0.1:9")))
    found = check_hub(alone)
    assert (found.ok, found.blocks) == (False, False)
    assert found.text == SENTENCES[NetworkFaultKind.SERVER_DOWN]


@pytest.mark.parametrize(
    ("flag", "names", "said"),
    [
        (os.ST_RDONLY, 10**6, "the file system is read-only"),
        (0, 12, "only 12 more files"),
    ],
)
def test_a_disk_that_takes_no_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flag: int, names: int, said: str
) -> None:
    facts = SimpleNamespace(f_flag=flag, f_files=10**6, f_favail=names)
    monkeypatch.setattr(os, "statvfs", lambda path: facts)
    found = check_files(config(tmp_path))
    assert (found.ok, found.blocks) == (False, True)
    assert said in found.text


def test_nothing_is_promised_that_a_read_only_disk_will_not_keep(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checks: tuple[Callable[[Config], object], ...] = (check_database, check_key)
    assert all("will be made" in str(check(config(tmp_path))) for check in checks)
    facts = SimpleNamespace(f_flag=os.ST_RDONLY, f_files=0, f_favail=0)
    monkeypatch.setattr(os, "statvfs", lambda path: facts)
    assert all("cannot be made there" in str(check(config(tmp_path))) for check in checks)


def test_sessions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    assert "log in on the screen" in check_session(config(tmp_path)).text
    monkeypatch.setenv("DISPLAY", ":no-such-display")
    assert "without a window manager" in check_session(config(tmp_path)).text
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert "Wayland" in check_session(config(tmp_path)).text


def test_a_screen_of_another_size_than_was_chosen_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", "offscreen")
    # Qt's own screen in memory says that it has 800×800 px, 11.2 inches across.
    assert check_screen(config(tmp_path, ui={"diagonal_in": 11})).text == "800x800, 11 in"
    found = check_screen(config(tmp_path, ui={"diagonal_in": 32}))
    assert not found.ok
    assert "settings set ui.diagonal_in 11." in found.text
    monkeypatch.setenv("QT_QPA_PLATFORM", "no-such-platform")
    assert "cannot be used" in check_screen(config(tmp_path)).text
