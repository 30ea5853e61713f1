"""Files are replaced whole or not at all, their owner's alone, through no link."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.base import files
from kiosk.base.files import (
    create,
    hold_lock,
    make_data_folder,
    make_folder,
    open_private,
    read_whole,
    resolve_own,
    write_new,
    write_whole,
)

only_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
SOMEBODY = 12_345


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.mark.parametrize("is_durable", [True, False])
def test_a_file_is_replaced_and_its_owners_alone(tmp_path: Path, *, is_durable: bool) -> None:
    place = tmp_path / "folder" / "file"
    write_whole(place, b"first", is_durable=is_durable)
    place.chmod(0o644)
    write_whole(place, b"second", is_durable=is_durable)
    assert place.read_bytes() == b"second"
    assert mode_of(place) == 0o600
    assert list(place.parent.iterdir()) == [place]


def test_a_write_that_fails_leaves_the_old_file_and_no_other(tmp_path: Path) -> None:
    write_whole(tmp_path / "file", b"first")
    place = tmp_path / "folder"
    place.mkdir()
    (place / "inside").touch()
    with pytest.raises(IsADirectoryError):
        write_whole(place, b"a folder cannot be replaced by a file")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "folder"]


def test_a_new_file_never_takes_the_place_of_another(tmp_path: Path) -> None:
    place, link = tmp_path / "file", tmp_path / "link"
    write_new(place, b"first")
    link.symlink_to(tmp_path / "nothing")
    for taken in (place, link):
        for attempt in (lambda path: write_new(path, b"second"), create):
            with pytest.raises(FileExistsError, match=taken.name):
                attempt(taken)
    assert place.read_bytes() == b"first"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "link"]


@pytest.mark.fault("S51")
@pytest.mark.parametrize("umask", [0, 0o777])
def test_s51_the_umask_decides_nothing(tmp_path: Path, umask: int) -> None:
    made: dict[str, Callable[[Path], object]] = {
        "whole": lambda path: write_whole(path, b""),
        "new": lambda path: write_new(path, b""),
        "created": lambda path: os.close(create(path)),
        "private": lambda path: os.close(open_private(path)),
    }
    before = os.umask(umask)
    try:
        for name, make in made.items():
            make(tmp_path / name)
    finally:
        os.umask(before)
    assert {path.name: mode_of(path) for path in tmp_path.iterdir()} == dict.fromkeys(made, 0o600)


@pytest.mark.fault("S51")
def test_s51_folders_on_the_way_are_our_own(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        make_folder(tmp_path / "a" / "b" / "c")
    finally:
        os.umask(before)
    assert [mode_of(path) for path in tmp_path.rglob("*")] == [0o700] * 3


@pytest.mark.fault("S50")
def test_s50_links_of_our_own_lead_on_and_others_do_not(tmp_path: Path) -> None:
    write_whole(tmp_path / "real" / "file", b"here")
    (tmp_path / "way").symlink_to("real")
    (tmp_path / "deep").symlink_to(tmp_path / "way" / "file")
    assert read_whole(tmp_path / "way" / "file") == b"here"
    assert read_whole(tmp_path / "deep") == b"here"
    assert resolve_own(tmp_path / "deep") == tmp_path / "real" / "file"
    write_whole(tmp_path / "way" / "file", b"there")
    assert read_whole(tmp_path / "real" / "file") == b"there"
    (tmp_path / "round").symlink_to("round")
    with pytest.raises(OSError, match="round"):
        read_whole(tmp_path / "round")
    if os.geteuid() == 0:
        os.chown(tmp_path / "way", SOMEBODY, SOMEBODY, follow_symlinks=False)
        for path in (tmp_path / "deep", tmp_path / "way" / "file"):
            with pytest.raises(OSError, match="another user made"):
                read_whole(path)
        with pytest.raises(OSError, match="another user made"):
            write_whole(tmp_path / "way" / "other", b"")


@pytest.mark.fault("S50")
def test_s50_a_name_beforehand_is_of_no_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Even who guesses the name of the temporary file has only it that nothing is written."""
    victim = tmp_path / "victim"
    victim.write_bytes(b"before")
    monkeypatch.setattr(files.secrets, "token_hex", lambda count: "0" * 2 * count)
    (tmp_path / f".file.{'0' * 16}").symlink_to(victim)
    with pytest.raises(FileExistsError):
        write_whole(tmp_path / "file", b"after")
    assert victim.read_bytes() == b"before"


@pytest.mark.fault("S50")
def test_s50_what_is_no_file_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="no file"):
        read_whole(tmp_path / "pipe")
    with pytest.raises(OSError, match="no file"):
        open_private(tmp_path / "pipe")


@only_root
@pytest.mark.fault("S53")
def test_s53_a_second_name_of_roots_file_is_not_changed(tmp_path: Path) -> None:
    """A hard link is no link to the system: whose it is tells."""
    victim, folder = tmp_path / "victim", tmp_path / "folder"
    victim.touch(mode=0o644)
    folder.mkdir()
    os.chown(folder, SOMEBODY, SOMEBODY)
    (folder / "lock").hardlink_to(victim)
    os.close(open_private(folder / "lock"))
    assert (mode_of(victim), victim.stat().st_uid) == (0o644, 0)


@only_root
@pytest.mark.fault("S52")
def test_s52_another_users_folder_is_refused(tmp_path: Path) -> None:
    for above in (tmp_path, *tmp_path.parents[:2]):
        above.chmod(0o711)
    theirs = tmp_path / "theirs"
    theirs.mkdir(mode=0o755)
    os.chown(theirs, SOMEBODY, SOMEBODY)
    make_data_folder(theirs)
    os.seteuid(SOMEBODY + 1)
    try:
        with pytest.raises(PermissionError, match="another user's"):
            make_data_folder(theirs)
    finally:
        os.seteuid(0)


def test_a_file_system_without_owners_and_modes_is_written_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a USB stick with vfat answers: every file has one mode there, and nobody owns it."""

    def refuse(*_: object) -> None:
        raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(files.os, "fchmod", refuse)
    monkeypatch.setattr(files.os, "fchown", refuse)
    if os.geteuid() == 0:
        os.chown(tmp_path, SOMEBODY, SOMEBODY)
    before = os.umask(0o177)
    try:
        write_whole(tmp_path / "bundle", b"sealed", mode=0o644, owner=(1, 1))
        os.close(create(tmp_path / "table"))
    finally:
        os.umask(before)
    assert read_whole(tmp_path / "bundle") == b"sealed"


def test_a_lock_is_held_once(tmp_path: Path) -> None:
    held = hold_lock(tmp_path / "lock")
    assert held is not None
    assert hold_lock(tmp_path / "lock") is None
    os.close(held)
    again = hold_lock(tmp_path / "lock")
    assert again is not None
    os.close(again)


def test_a_stick_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="bundle"):
        write_whole(tmp_path / "stick" / "bundle", b"", makes_folder=False)
    assert list(tmp_path.iterdir()) == []
