"""Which sticks are plugged in: without one its folder is a place on the computer's own disk."""

from __future__ import annotations

import errno
import os
import re
from pathlib import Path

from kiosk.base.phrases import Phrase

_FOR_STICKS = (Path("/media"), Path("/run/media"), Path("/mnt"))
"""Where systems mount what is plugged in."""
_MOUNTS = Path("/proc/self/mounts")
_ESCAPED = re.compile(r"\\([0-7]{3})")
"""How a space and its like stand there (fstab(5))."""


def find_sticks(places: tuple[Path, ...] = _FOR_STICKS, mounts: Path = _MOUNTS) -> tuple[Path, ...]:
    """The folders of what is plugged in and can be written to, by name."""
    return tuple(
        sorted(
            folder
            for folder, _ in _mounted(mounts)
            if any(folder.is_relative_to(place) for place in places)
            and os.access(folder, os.W_OK | os.X_OK)
        )
    )


def file_system_of(path: Path, mounts: Path = _MOUNTS) -> str:
    """The kind of file system a folder is on (`tmpfs`, `ext4`); empty where nobody knows."""
    full = path.resolve()
    around = [(len(at.parts), kind) for at, kind in _mounted(mounts) if full.is_relative_to(at)]
    deepest = max((depth for depth, _ in around), default=0)
    # Of several in one place the last one is seen.
    return next((kind for depth, kind in reversed(around) if depth == deepest), "")


def _mounted(mounts: Path) -> list[tuple[Path, str]]:
    """Where something is mounted, and its kind of file system; nothing on another system."""
    try:
        lines = os.fsdecode(mounts.read_bytes()).splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        _, folder, kind, *_ = line.split(" ")
        found.append((Path(_ESCAPED.sub(lambda code: chr(int(code[1], 8)), folder)), kind))
    return found


def check_mounted(path: Path, places: tuple[Path, ...] = _FOR_STICKS) -> None:
    """Refuse a file below a place for sticks where none is mounted. Raises OSError.

    What would be written there would stay on this computer, and nobody would look for it.
    """
    full = path.absolute()
    for place in places:
        if not full.is_relative_to(place) or full == place:
            continue
        if full.is_dir():
            raise OSError(errno.EISDIR, Phrase("a folder is there: add a name to it"), str(path))
        # A stick is mounted here, or one or two folders further down (/media/USER/STICK).
        between = [parent for parent in full.parents if parent.is_relative_to(place)]
        if not any(parent.is_mount() for parent in between):
            words = Phrase("no stick is mounted there: plug it in, open it, and try again")
            raise OSError(errno.ENODEV, words, str(path))
        return
