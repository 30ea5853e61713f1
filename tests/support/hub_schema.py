"""An SQLite database of a hub at today's schema, made once for all tests of a process.

Bringing a fresh one there costs more than most tests; how that is done has tests of its own.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from kiosk.base.files import make_data_folder, write_new
from sync.hub.db.engine import migrate, open_engine
from sync.hub.hub import DATABASE_NAME, database_url


@cache
def _made() -> dict[str, bytes]:
    """The database and its key, by the names of their files."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        engine = open_engine(database_url(None, folder))
        migrate(engine)
        engine.dispose()
        files = (folder / DATABASE_NAME, folder / f"{DATABASE_NAME}.key")
        return {file.name: file.read_bytes() for file in files}


def lay_schema(folder: Path) -> None:
    """Put a database with its key into a folder of a hub that was never started."""
    make_data_folder(folder)
    for name, content in _made().items():
        write_new(folder / name, content)
