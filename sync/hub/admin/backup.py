"""A copy of a hub in a folder of its own, consistent while the hub runs.

What is left out is the mark by which a hub knows that it was restored (`sync.hub.identity`): the
copy, put in a hub's place, has none, and so begins a new epoch.
"""

from __future__ import annotations

import os
import shutil
from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from kiosk.base.files import sync_directory
from sync.hub.certificate import NAME as CERTIFICATE_NAME


def write_backup(engine: Engine, directory: Path, database_name: str, path: Path) -> None:
    """Write the SQLite database, its key and the hub's certificate into a new folder.

    Of PostgreSQL, whose own tools copy the database, only what lies in `directory`. The folder
    appears under its name only when it is whole and durable; its owner alone may look into it.
    Raises FileExistsError, OSError, SQLAlchemyError.
    """
    if path.exists():
        raise FileExistsError(f"{path} exists")
    part = path.with_name(f".{path.name}.part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(mode=0o700, parents=True)
    try:
        copied = [(directory / CERTIFICATE_NAME, CERTIFICATE_NAME)]
        if engine.dialect.name == "sqlite" and engine.url.database is not None:
            source = Path(engine.url.database)
            copied.append((source.with_name(f"{source.name}.key"), f"{database_name}.key"))
            with closing(engine.raw_connection()) as connection:
                connection.cursor().execute("VACUUM INTO ?", (str(part / database_name),))
        for source, name in copied:
            if source.exists():
                shutil.copyfile(source, part / name)
        for file in part.iterdir():
            file.chmod(0o600)
            with file.open("rb") as opened:
                os.fsync(opened.fileno())
        sync_directory(part)
        part.rename(path)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    sync_directory(path.parent)
