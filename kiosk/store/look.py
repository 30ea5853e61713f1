"""A look at the database for the doctor: says whether it would open, and changes nothing."""

from __future__ import annotations

import os
from pathlib import Path

from kiosk.base.errors import StorageFault, StorageFaultKind
from kiosk.base.files import make_data_folder
from kiosk.store.file import DatabaseFiles
from kiosk.store.inspect import inspect_database
from kiosk.store.key import load_key, writing_fault


def look_at_store(directory: Path, key_file: Path) -> bool:
    """Whether there is a database yet; it can be opened with its key then.

    Raises StorageFault: READ_ONLY where nothing can be written or others may write too, otherwise
    as `open_store`.
    """
    existing = directory
    while not existing.exists():
        existing = existing.parent
    if not existing.is_dir() or not os.access(existing, os.W_OK | os.X_OK):
        raise StorageFault(StorageFaultKind.READ_ONLY, "the data directory cannot be written")
    if directory.exists():
        try:
            make_data_folder(directory)
        except OSError as error:
            raise writing_fault(error) from error
    files = DatabaseFiles(directory)
    if not files.has_database():
        return False
    inspect_database(files, load_key(key_file))
    return True
