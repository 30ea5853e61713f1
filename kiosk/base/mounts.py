"""Whether a stick is really there: without one its folder is a place on the computer's own disk."""

from __future__ import annotations

import errno
from pathlib import Path

from kiosk.base.phrases import Phrase

_FOR_STICKS = (Path("/media"), Path("/run/media"), Path("/mnt"))
"""Where systems mount what is plugged in."""


def check_mounted(path: Path, places: tuple[Path, ...] = _FOR_STICKS) -> None:
    """Refuse a file below a place for sticks where none is mounted. Raises OSError.

    What would be written there would stay on this computer, and nobody would look for it.
    """
    full = path.absolute()
    for place in places:
        if not full.is_relative_to(place) or full == place:
            continue
        # A stick is mounted here, or one or two folders further down (/media/USER/STICK).
        between = [parent for parent in full.parents if parent.is_relative_to(place)]
        if not any(parent.is_mount() for parent in between):
            words = Phrase("no stick is mounted there: plug it in, open it, and try again")
            raise OSError(errno.ENODEV, words, str(path))
        return
