"""A folder that is in memory: what must not lie on a disk unencrypted, not even for a moment."""

from __future__ import annotations

import errno
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kiosk.base.mounts import file_system_of
from kiosk.base.phrases import Phrase

_PLACES = (Path("/dev/shm"), Path("/run"))
_PREFIX = "checkpoint-kiosk-"


@contextmanager
def memory_folder(places: tuple[Path, ...] = _PLACES) -> Iterator[Path]:
    """A folder of this user's alone in memory, which goes with the block, whatever ends it.

    What a process that was killed has left is removed first. Raises OSError where no place is in
    memory: nothing is put on a disk instead.
    """
    found = _in_memory(places)
    if not found:
        raise OSError(errno.ENXIO, Phrase("this computer has no folder in memory (/dev/shm)"))
    remove_abandoned(places)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=found[0]))
    held = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        # Ends with this process, however that ends.
        fcntl.flock(held, fcntl.LOCK_EX)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(held)


def remove_abandoned(places: tuple[Path, ...] = _PLACES) -> None:
    """Remove what a process that was killed has left; folders in use stay."""
    for folder in (found for place in _in_memory(places) for found in place.glob(f"{_PREFIX}*")):
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
            try:
                if os.fstat(handle).st_uid == os.geteuid():
                    fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    shutil.rmtree(folder, ignore_errors=True)
            finally:
                os.close(handle)


def _in_memory(places: tuple[Path, ...]) -> list[Path]:
    return [
        place
        for place in places
        if file_system_of(place) == "tmpfs" and os.access(place, os.W_OK | os.X_OK)
    ]
