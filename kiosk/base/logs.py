"""Logging: one line a fault with ids, to stderr and, for a running kiosk, to a rotating file."""

from __future__ import annotations

import logging
import logging.handlers
import os
import time
from io import TextIOWrapper
from pathlib import Path

from kiosk.base.files import make_data_folder, open_private

_LINE = "%(asctime)sZ %(levelname)s %(threadName)s %(name)s: %(message)s"
_FILE_BYTES = 2_000_000
_FILES = 5


class _PrivateFile(logging.handlers.RotatingFileHandler):
    """A log that is its owner's alone, and no link."""

    def _open(self) -> TextIOWrapper:
        handle = open_private(Path(self.baseFilename), os.O_WRONLY | os.O_APPEND)
        return os.fdopen(handle, "a", encoding=self.encoding)


def start_logging(directory: Path | None = None) -> None:
    """Log warnings to stderr, and everything from INFO on to `directory`/kiosk.log if given.

    Times are UTC. The file is rotated, 10 MB at most. Raises OSError if it cannot be written, or
    others may write in the folder.
    """
    formatter = logging.Formatter(_LINE, "%Y-%m-%dT%H:%M:%S")
    formatter.converter = time.gmtime
    root = logging.getLogger()
    root.setLevel(logging.INFO)
    screen = logging.StreamHandler()
    screen.setLevel(logging.WARNING)
    screen.setFormatter(formatter)
    root.addHandler(screen)
    if directory is None:
        return
    make_data_folder(directory)
    file = _PrivateFile(
        directory / "kiosk.log", maxBytes=_FILE_BYTES, backupCount=_FILES - 1, encoding="utf-8"
    )
    file.setFormatter(formatter)
    root.addHandler(file)
