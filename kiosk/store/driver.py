"""The only module that imports SQLCipher: registers it, opens connections, names its failures.

sqlite-utils takes its `sqlite3` from `pysqlite3` when there is one, at its first import; were it
imported before this module, its exceptions would not be the driver's (docs/spec/sync-protocol.md
§8). Nobody else imports the driver or sqlite-utils.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol, cast

import sqlcipher3
import sqlcipher3.dbapi2 as dbapi2

from kiosk.base.errors import StorageFault, StorageFaultKind

sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = dbapi2

if TYPE_CHECKING:
    from sqlite_utils import Database

DatabaseError: type[Exception] = dbapi2.DatabaseError
"""Base of every failure the library reports."""
IntegrityError: type[Exception] = dbapi2.IntegrityError
"""A constraint or an append-only trigger: a bug of ours, never an environment fault."""

BUSY_TIMEOUT_S = 2.0
"""How long a statement waits for another process's lock."""


class Cursor(Protocol):
    """What we use of a DB-API cursor."""

    rowcount: int
    lastrowid: int

    def fetchone(self) -> Any:
        """The next row or None."""
        ...

    def fetchall(self) -> list[Any]:
        """All remaining rows."""
        ...

    def __iter__(self) -> Iterator[Any]:
        """Row by row."""
        ...


class Connection(Protocol):
    """What we use of a DB-API connection in autocommit mode."""

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        ...

    def execute(self, sql: str, parameters: Sequence[object] = ..., /) -> Cursor:
        """Run one statement; prepared statements are cached by their text."""
        ...

    def executemany(self, sql: str, parameters: Iterable[Sequence[object]], /) -> Cursor:
        """Run one statement for many rows."""
        ...

    def interrupt(self) -> None:
        """Stop the running statement; callable from another thread."""
        ...

    def close(self) -> None:
        """Close the connection."""
        ...


Mode = Literal["ro", "rw"]


def connect(path: Path | None, key: bytes, mode: Mode = "rw") -> Connection:
    """Open a connection; None is a database in memory. The key is the first statement.

    A wrong key shows only at the first read. Raises the driver's error; see `storage_faults`.
    """
    name = ":memory:" if path is None else f"{path.absolute().as_uri()}?mode={mode}"
    connection = cast(
        Connection,
        dbapi2.connect(
            name,
            uri=path is not None,
            isolation_level=None,
            timeout=BUSY_TIMEOUT_S,
            cached_statements=256,
            # Opened while starting, then confined to one thread by the store itself.
            check_same_thread=False,
        ),
    )
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return connection


def make_durable(connection: Connection) -> None:
    """Settings of the writing connection; the first of them reads the file."""
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "secure_delete = ON",
        "trusted_schema = OFF",
        "cell_size_check = ON",
        "cache_size = -16000",
        "journal_size_limit = 16777216",
    ):
        connection.execute(f"PRAGMA {pragma}")


def as_utils_database(connection: Connection) -> Database:
    """sqlite-utils over an open connection.

    Imported here and not above: it takes 0.14 s, which a start without a migration need not spend.
    """
    from sqlite_utils import Database

    return Database(cast(Any, connection), execute_plugins=False)


class Interrupted(Exception):
    """A reading statement was stopped because its answer is not wanted any more."""


@contextmanager
def storage_faults() -> Iterator[None]:
    """Turns the driver's failures into StorageFault; the only place that does.

    Constraint violations and bad SQL pass unchanged, since they are bugs. Raises Interrupted for a
    statement stopped by `Connection.interrupt`.
    """
    try:
        yield
    except dbapi2.DatabaseError as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code == dbapi2.SQLITE_INTERRUPT:
            raise Interrupted from error
        kind = _kind_of(code)
        if kind is None:
            raise
        # The library's text names no content, only the failure.
        raise StorageFault(kind, f"{error} [{getattr(error, 'sqlite_errorname', '')}]") from error


_IOERR_READ = 1 << 8
_IOERR_SHORT_READ = 2 << 8
_IOERR_DATA = 32 << 8
_IOERR_CORRUPTFS = 33 << 8
_UNREADABLE = frozenset({_IOERR_READ, _IOERR_SHORT_READ, _IOERR_DATA, _IOERR_CORRUPTFS})


def _kind_of(code: int | None) -> StorageFaultKind | None:
    """The fault a result code stands for (https://sqlite.org/rescode.html), None for a bug."""
    if code is None:
        return None
    primary, extended = code & 0xFF, code & ~0xFF
    if primary == dbapi2.SQLITE_FULL:
        return StorageFaultKind.FULL
    if primary == dbapi2.SQLITE_IOERR:
        # Failing writes and syncs mean no room or a dying disk: both ask staff to look at the
        # disk, and neither says that what is stored is damaged.
        return StorageFaultKind.CORRUPT if extended in _UNREADABLE else StorageFaultKind.FULL
    if primary in (dbapi2.SQLITE_CORRUPT, dbapi2.SQLITE_NOTADB):
        return StorageFaultKind.CORRUPT
    if primary in (
        dbapi2.SQLITE_READONLY,
        dbapi2.SQLITE_CANTOPEN,
        dbapi2.SQLITE_PERM,
        dbapi2.SQLITE_BUSY,
        dbapi2.SQLITE_LOCKED,
    ):
        return StorageFaultKind.READ_ONLY
    return None


def _silence_library_log() -> None:
    """SQLCipher writes to standard error by itself; the setting is global to the process."""
    connection = dbapi2.connect(":memory:")
    connection.execute("PRAGMA cipher_log_level = NONE")
    connection.close()


_silence_library_log()
