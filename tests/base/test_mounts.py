"""Nothing is written where a stick should be and is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from kiosk.base.mounts import check_mounted, file_system_of, find_sticks


def test_a_stick_that_is_not_there_is_told(tmp_path: Path) -> None:
    media = tmp_path / "media"
    (media / "staff" / "STICK").mkdir(parents=True)
    for name in ("staff/STICK/to-hub.kb1", "gone/to-hub.kb1", "to-hub.kb1"):
        with pytest.raises(OSError, match="no stick is mounted there") as caught:
            check_mounted(media / name, (media,))
        assert caught.value.filename == str(media / name)


def test_the_stick_itself_is_no_name_for_a_file(tmp_path: Path) -> None:
    stick = tmp_path / "media" / "STICK"
    stick.mkdir(parents=True)
    with pytest.raises(IsADirectoryError, match="add a name to it"):
        check_mounted(stick, (tmp_path / "media",))


def test_what_is_mounted_and_what_is_elsewhere_is_written(tmp_path: Path) -> None:
    check_mounted(tmp_path / "to-hub.kb1", (tmp_path / "media",))
    # The one mount that every machine has: a file straight in it, and folders below.
    check_mounted(Path("/proc/to-hub.kb1"), (Path("/proc"),))
    check_mounted(Path("/proc/self/to-hub.kb1"), (Path("/proc"),))


def test_sticks_are_what_is_mounted_where_sticks_are_and_can_be_written(tmp_path: Path) -> None:
    media = tmp_path / "media"
    for name in ("USB A", "locked"):
        (media / name).mkdir(parents=True)
    mounts = tmp_path / "mounts"
    shown = str(media / "USB A").replace(" ", "\\040")
    mounts.write_text(
        f"/dev/sda1 / ext4 rw 0 0\n"
        f"/dev/sdb1 {shown} vfat rw 0 0\n"
        f"/dev/sdc1 {tmp_path / 'elsewhere'} vfat rw 0 0\n"
        f"/dev/sdd1 {media / 'gone'} vfat rw 0 0\n"
    )
    assert find_sticks((media,), mounts) == (media / "USB A",)
    assert find_sticks((media,), tmp_path / "none") == ()


def test_the_file_system_is_that_of_the_deepest_mount_and_the_last_one_there(
    tmp_path: Path,
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"a / ext4 rw 0 0\nb {tmp_path} tmpfs rw 0 0\nc {tmp_path} vfat rw 0 0\n")
    assert file_system_of(tmp_path / "x", mounts) == "vfat"
    assert file_system_of(Path("/"), mounts) == "ext4"
    assert file_system_of(Path("/"), tmp_path / "none") == ""
