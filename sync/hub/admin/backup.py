"""A copy of a hub in a folder of its own, consistent while the hub runs.

The mark by which a hub knows that it was restored (`sync.hub.identity`) lies elsewhere: the copy,
put in a hub's place, is behind it, and so begins a new epoch.
"""

from __future__ import annotations

import errno
import os
import shutil
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from kiosk.base.files import (
    create,
    fresh_name,
    make_folder,
    read_whole,
    sync_directory,
    write_whole,
)
from kiosk.base.phrases import Phrase
from sync.hub.certificate import NAME as CERTIFICATE_NAME


def write_backup(engine: Engine, directory: Path, database_name: str, path: Path) -> None:
    """Write the SQLite database, its key and the hub's certificate into a new folder.

    Of PostgreSQL, whose own tools copy the database, only what lies in `directory`. The folder
    appears under its name only when it is whole and durable; its owner alone may look into it.
    Raises FileExistsError, OSError, SQLAlchemyError.
    """
    if os.path.lexists(path):
        raise FileExistsError(
            errno.EEXIST, Phrase("is there already: name a new folder"), str(path)
        )
    part = fresh_name(path)
    make_folder(part)
    try:
        copied = [(directory / CERTIFICATE_NAME, CERTIFICATE_NAME)]
        if engine.dialect.name == "sqlite" and engine.url.database is not None:
            source = Path(engine.url.database)
            copied.append((source.with_name(f"{source.name}.key"), f"{database_name}.key"))
            # Made before the library would make it, which leaves its mode to the umask.
            handle = create(part / database_name)
            try:
                with closing(engine.raw_connection()) as connection:
                    connection.cursor().execute("VACUUM INTO ?", (str(part / database_name),))
                os.fsync(handle)
            finally:
                os.close(handle)
        for source, name in copied:
            if source.exists():
                write_whole(part / name, read_whole(source))
        sync_directory(part)
        part.rename(path)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    sync_directory(path.parent)
