"""Backups: whole, encrypted with the same key, and known as copies."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from kiosk.base.files import create, fresh_name, sync_directory
from kiosk.store.driver import Connection, connect, storage_faults
from kiosk.store.key import writing_fault
from kiosk.store.repositories.meta import COPIED_AT, Meta


def write_backup(connection: Connection, key: bytes, path: Path) -> None:
    """`VACUUM INTO` a file that appears under its name only when it is whole and durable.

    The copy is marked, so that opening it in the database's place starts a new ledger: two files
    that continued one ledger would give the same numbers to different records. Raises
    FileExistsError, StorageFault.
    """
    if os.path.lexists(path):
        raise FileExistsError(path.name)
    part = fresh_name(path)
    try:
        # Made before the library would make it, which leaves its mode to the umask.
        handle = create(part)
        try:
            with storage_faults():
                connection.execute("VACUUM INTO ?", (str(part),))
                copy = connect(part, key)
                try:
                    # One statement in rollback-journal mode: a commit that is synced.
                    Meta(copy).set(COPIED_AT, "1")
                finally:
                    copy.close()
            os.fsync(handle)
            part.rename(path)
        except BaseException:
            with suppress(OSError):
                part.unlink()
            raise
        finally:
            os.close(handle)
        sync_directory(path.parent)
    except OSError as error:
        raise writing_fault(error) from error
