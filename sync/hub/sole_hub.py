"""One hub per folder: who serves it, or must not be met by who does, holds its lock."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kiosk.base.files import hold_lock, make_data_folder
from kiosk.base.phrases import Phrase

NAME = "hub.lock"


class HubRunning(Exception):
    """A hub is running with this folder; one line for the administrator."""


@contextmanager
def sole_hub(directory: Path) -> Iterator[None]:
    """Hold the lock of a hub's folder, which is made where there is none.

    The system lets go of it when the process ends, however that comes about. Raises HubRunning, and
    OSError when others may write in the folder.
    """
    make_data_folder(directory)
    lock = hold_lock(directory / NAME)
    if lock is None:
        raise HubRunning(
            Phrase("{folder}: a hub is running with this folder; stop it first", folder=directory)
        )
    try:
        yield
    finally:
        os.close(lock)
