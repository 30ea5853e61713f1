"""What must not lie on a disk: a folder in memory, which goes with whoever made it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.base.memory_folder import memory_folder, remove_abandoned
from kiosk.base.mounts import file_system_of

SHARED = Path("/dev/shm")


def test_it_is_in_memory_and_its_owners_alone() -> None:
    with memory_folder() as folder:
        assert file_system_of(folder) == "tmpfs"
        assert folder.stat().st_mode & 0o777 == 0o700
        (folder / "names").write_text("Chamaléa Thị Hương")
    assert not folder.exists()


def _fail_within(made: list[Path]) -> None:
    with memory_folder() as folder:
        made.append(folder)
        (folder / "names").write_text("Chamaléa Thị Hương")
        raise KeyboardInterrupt


def test_it_goes_whatever_ends_the_block() -> None:
    made: list[Path] = []
    with pytest.raises(KeyboardInterrupt):
        _fail_within(made)
    assert not made[0].exists()


def test_nothing_goes_to_a_disk_instead(tmp_path: Path) -> None:
    assert file_system_of(tmp_path) != "tmpfs"
    with pytest.raises(OSError, match="no folder in memory"), memory_folder((tmp_path,)):
        pass


def test_what_a_killed_process_left_is_removed_and_what_is_in_use_is_not() -> None:
    killed = (
        "import os, signal\n"
        "from kiosk.base.memory_folder import memory_folder\n"
        "with memory_folder() as folder:\n"
        "    (folder / 'names').write_text('x')\n"
        "    print(folder, flush=True)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    told = subprocess.run(
        [sys.executable, "-c", killed], check=False, capture_output=True, text=True, timeout=60
    )
    left = Path(told.stdout.strip())
    assert (left / "names").exists()
    with memory_folder() as used:
        (used / "names").write_text("y")
        remove_abandoned()
        assert not left.exists()
        assert (used / "names").exists()
