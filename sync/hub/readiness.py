"""Whether this hub can take in records: its disk has room, and its database can be written."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from sync.hub.db.engine import writing
from sync.hub.db.settings import put_setting

LEAST_FREE = 64 * 1024 * 1024
"""Bytes: what the write-ahead log may grow by. Inside what it has grown to already it can be
written on a full disk, so that the database alone would say so too late."""
EVERY_S = 5.0
"""So long one good writing counts: whoever asks more often, and anybody may, costs no disk."""

_PROBED = "probed"


class Unready(StrEnum):
    """Why no records can be taken in."""

    DISK_FULL = "disk full"
    NO_DATABASE = "no database"


class Readiness:
    """Looks when it is asked; safe for use by several threads."""

    def __init__(self, engine: Engine, directory: Path, monotonic: Callable[[], float]) -> None:
        """`directory` is the hub's folder, where SQLite's file lies by default."""
        self._engine = engine
        self._folders = [directory]
        if engine.dialect.name == "sqlite" and engine.url.database:
            self._folders.append(Path(engine.url.database).parent)
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._good_until: float | None = None
        self._found: Unready | None = None

    def look(self) -> Unready | None:
        """None while records can be taken in.

        Where another thread writes already, what was found last is told.
        """
        try:
            free = min(shutil.disk_usage(folder).free for folder in self._folders)
        except OSError:
            return Unready.NO_DATABASE
        if free < LEAST_FREE:
            return Unready.DISK_FULL
        if self._lock.acquire(blocking=False):
            try:
                now = self._monotonic()
                if self._good_until is None or now >= self._good_until:
                    self._found = self._write()
                    self._good_until = None if self._found else now + EVERY_S
            finally:
                self._lock.release()
        return self._found

    def _write(self) -> Unready | None:
        """One small commit."""
        try:
            with writing(self._engine) as connection:
                put_setting(connection, _PROBED, "")
        except DBAPIError as error:
            # SQLite's and PostgreSQL's names for it.
            is_full = (
                getattr(error.orig, "sqlite_errorname", None) == "SQLITE_FULL"
                or getattr(error.orig, "sqlstate", None) == "53100"
            )
            return Unready.DISK_FULL if is_full else Unready.NO_DATABASE
        except PoolTimeout:
            return Unready.NO_DATABASE
        return None
