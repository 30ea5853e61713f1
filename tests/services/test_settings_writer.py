"""Changing keys of a kiosk.toml: what people wrote stays, and a failed write changes nothing."""

from __future__ import annotations

import resource
import stat
import tempfile
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.base.errors import ConfigFault
from kiosk.composition.settings_file import load_config, write_settings
from kiosk.settings.config import all_settings
from sync.protocol.kinds import Text
from sync.protocol.settings import Setting

OURS = """\
# Set up by the technician, 2026-11-20
[printer]   # on the desk
kind = "file"
  address   =   '/dev/usb/lp0'   # not lp1!
# width_px = 576

# The venue comes last here.
[venue]
name = "Trạm Mẫu"

# the end"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with words of its own."""
    path = tmp_path / "kiosk.toml"
    path.write_text(OURS, encoding="utf-8")
    return path


def test_a_key_is_changed_in_its_place(path: Path) -> None:
    config = write_settings(path, {"printer.address": "/dev/usb/lp1", "venue.name": "Trạm Mới"})
    expected = OURS.replace("'/dev/usb/lp0'", '"/dev/usb/lp1"').replace("Trạm Mẫu", "Trạm Mới")
    assert path.read_text(encoding="utf-8") == expected
    assert config == load_config(path)
    assert (config.printer.address, config.venue.name) == ("/dev/usb/lp1", "Trạm Mới")


def test_a_new_key_joins_its_section_before_what_is_said_of_the_next(path: Path) -> None:
    write_settings(path, {"printer.has_cutter": True})
    mended = OURS.replace("# not lp1!\n", "# not lp1!\nhas_cutter = true\n")
    assert path.read_text(encoding="utf-8") == mended


def test_a_new_section_comes_after_all_others(path: Path) -> None:
    write_settings(path, {"ui.large_text": True})
    text = path.read_text(encoding="utf-8")
    assert text.startswith(OURS)
    assert tomllib.loads(text)["ui"] == {"large_text": True}


def test_a_file_that_is_not_there_is_made(tmp_path: Path) -> None:
    path = tmp_path / "kiosk.toml"
    write_settings(path, {"gate.inputs": ["camera"]})
    assert path.read_text(encoding="utf-8") == '[gate]\ninputs = ["camera"]\n'
    with pytest.raises(ConfigFault, match="no such folder"):
        write_settings(tmp_path / "gone" / "kiosk.toml", {"venue.gate": "B"})


def test_mode_and_link_stay(path: Path, tmp_path: Path) -> None:
    path.chmod(0o640)
    link = tmp_path / "link.toml"
    link.symlink_to(path)
    write_settings(link, {"venue.gate": "B"})
    assert link.is_symlink()
    assert load_config(path).venue.gate == "B"
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


@pytest.mark.parametrize(
    ("before", "changes", "problem"),
    [
        (OURS, {"printer.width_px": 400}, "printer.width_px: expected 384 or 576, got 400"),
        (OURS, {"printer.kind": "usb"}, ":4: printer.address: expected VID:PID"),
        (OURS, {"venue.nmae": "x"}, "venue.nmae: unknown key; did you mean venue.name?"),
        ("[venue", {"venue.gate": "B"}, "not valid TOML"),
        ("venue = 3", {"venue.gate": "B"}, "venue: expected a table, got 3"),
        ("[camera]\nfps = 0", {"venue.gate": "B"}, ":2: camera.fps: expected 1 to 120"),
    ],
)
def test_what_could_not_be_used_is_not_written(
    path: Path, before: str, changes: dict[str, object], problem: str
) -> None:
    path.write_text(before, encoding="utf-8")
    with pytest.raises(ConfigFault) as caught:
        write_settings(path, changes)
    assert problem in str(caught.value)
    assert path.read_text(encoding="utf-8") == before


@contextmanager
def full_disk() -> Iterator[None]:
    """No file of this process may grow beyond some bytes, as on a disk without room."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (40, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_on_a_full_disk_the_old_file_stays_whole(path: Path) -> None:
    with full_disk(), pytest.raises(OSError, match="too large"):
        write_settings(path, {"venue.gate": "B"})
    assert path.read_text(encoding="utf-8") == OURS
    assert [item.name for item in path.parent.iterdir()] == ["kiosk.toml"]


SETTINGS = tuple(each for settings in all_settings().values() for each in settings)
FREE = tuple(
    each
    for each in SETTINGS
    # Several keys decide together whether these can be.
    if each.section not in ("printer", "second_printer", "scanner", "gate", "desk")
)


def plain_values(setting: Setting[Any]) -> st.SearchStrategy[object]:
    """Plain values that are no problem anywhere."""
    default = setting.kind.plain(setting.default)
    if isinstance(setting.kind, Text):
        texts = st.text(st.characters(codec="utf-8", exclude_categories=["C"]), min_size=1)
        return texts.filter(str.strip).map(lambda text: text[:80] if text[:80].strip() else "x")
    return st.just(default)


@st.composite
def changes(draw: st.DrawFn) -> dict[str, object]:
    """Some settings with values."""
    chosen = draw(st.lists(st.sampled_from(FREE), unique_by=lambda each: each.key))
    return {each.key: draw(plain_values(each)) for each in chosen}


@given(st.lists(changes(), max_size=3), st.sampled_from(["", OURS, OURS.replace("\n", "\r\n")]))
def test_whatever_is_set_stands_in_the_file_and_every_comment_stays(
    rounds: list[dict[str, object]], before: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "kiosk.toml"
        path.write_bytes(before.encode("utf-8"))
        wanted: dict[str, dict[str, object]] = tomllib.loads(before)
        for each in rounds:
            write_settings(path, each)
            for key, value in each.items():
                section, name = key.split(".")
                wanted.setdefault(section, {})[name] = value
            text = path.read_bytes().decode("utf-8")
            assert tomllib.loads(text) == wanted
            words = [line.split("#")[1] for line in before.splitlines() if "#" in line]
            assert all(word in text for word in words)
