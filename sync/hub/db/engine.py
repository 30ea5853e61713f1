"""The hub's database: opening, migrating, transactions; SQLite (encrypted) or PostgreSQL by URL.

SQLite is SQLCipher with a raw 256-bit key, WAL and `synchronous=FULL`. Its writers take turns
before they ask the database, since its own waiting is a poll with sleeps; each begins IMMEDIATE,
so that nobody fails half-way for having read first (docs/spec/sync-protocol.md §8, §10).
"""

from __future__ import annotations

import fcntl
import os
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import sqlcipher3.dbapi2
from alembic import command
from alembic.config import Config
from sqlalchemy import URL, Connection, Engine, Row, create_engine, event, make_url
from sqlalchemy.exc import OperationalError
from sqlalchemy.pool import QueuePool

from kiosk.base.database_key import key_line, make_key, parse_key
from kiosk.base.files import make_data_folder, open_private, read_whole, write_new
from kiosk.base.phrases import Phrase
from kiosk.base.text_files import decode_text

CONNECTIONS = 8
"""Open connections to the database, one per thread that works on it at a time."""
WAIT_S = 30
"""How long a thread waits for a connection, for its turn to write, and for SQLite's own locks."""

_SQLITE = ("sqlite", "sqlite+pysqlcipher")
_POSTGRESQL = ("postgresql+psycopg", "postgresql", "postgres")
_PRAGMAS = (
    "journal_mode = WAL",
    "synchronous = FULL",
    "foreign_keys = ON",
    "secure_delete = ON",
    "trusted_schema = OFF",
    "cell_size_check = ON",
    "cache_size = -64000",
    "temp_store = MEMORY",
    "journal_size_limit = 67108864",
    # 32 MB: a page that many batches touch is copied once.
    "wal_autocheckpoint = 8000",
)
_LOOK_S = 0.002
"""Seconds between two looks of the next writer whether it is its turn."""
_WRITES = "hub_writes"
_STATE = "hub_state"
_TOUCHED = "hub_touched_feeds"

AnyRow = Row[*tuple[Any, ...]]
"""A row of any query."""


class HubKeyFault(Exception):
    """The key of the hub's database is missing, malformed or of another database."""


class EngineState:
    """What all threads of one engine share: the writers' turn, and news of committed feeds."""

    def __init__(self, turn: AbstractContextManager[object], writer: Engine | None = None) -> None:
        self.turn = turn
        self.writer = writer
        """Where writers get their connection, if not where everyone does."""
        self.changed = threading.Condition()
        self.changes = 0
        """Rises with every commit that touched a feed; guarded by `changed`."""

    def wake_waiting(self) -> None:
        """Wake everyone who waits for a feed."""
        with self.changed:
            self.changes += 1
            self.changed.notify_all()


class _Turns:
    """SQLite's writers go one after the other, threads and processes, and nobody pushes in.

    Its own waiting is a poll with sleeps that get longer: beside a process that stores a backlog
    nobody else would ever get in. Who holds the door is the next to hold the room.
    """

    def __init__(self, database: Path, wait_s: float = WAIT_S) -> None:
        """Who has waited for `wait_s` gives up: another process may hang while it writes."""
        self._wait_s = wait_s
        self._door, self._room = (
            database.with_name(f"{database.name}.{name}") for name in ("door", "room")
        )
        self._threads = threading.Lock()
        self._held = -1
        for lock in (self._door, self._room):
            os.close(open_private(lock))

    def __enter__(self) -> None:
        """Raises SQLAlchemy's OperationalError, as for any database that is locked."""
        deadline = monotonic() + self._wait_s
        if not self._threads.acquire(timeout=self._wait_s):
            raise _no_turn("database is locked")
        try:
            door = _lock_file(self._door, deadline)
            try:
                self._held = _lock_file(self._room, deadline)
            finally:
                os.close(door)
        except BaseException:
            self._threads.release()
            raise

    def __exit__(self, *_: object) -> None:
        try:
            os.close(self._held)
        finally:
            self._threads.release()


def _lock_file(path: Path, deadline: float) -> int:
    """Hold an advisory lock until the handle is closed, or its process ends."""
    try:
        # Once a transaction, and so without looking at the way there each time.
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise _no_turn(str(error.strerror)) from error
    try:
        while not _try_lock(handle):
            if monotonic() >= deadline:
                raise _no_turn("database is locked")
            sleep(_LOOK_S)
    except BaseException:
        os.close(handle)
        raise
    return handle


def _try_lock(handle: int) -> bool:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _no_turn(why: str) -> OperationalError:
    return OperationalError("BEGIN IMMEDIATE", None, sqlcipher3.dbapi2.OperationalError(why))


def open_engine(url: str, key_file: Path | None = None) -> Engine:
    """The engine of a database URL: `sqlite:///FILE`, or `postgresql://…` as everyone writes it.

    The key of an SQLite file lies in `key_file`, by default beside it under `.key`; it is made,
    mode 0600, with the first start. Raises HubKeyFault when a database is there and its key is
    not, OSError when others may write in its folder, and ValueError for any other kind of URL.
    """
    parsed = make_url(url)
    if parsed.drivername in _SQLITE:
        return _open_sqlite(parsed, key_file)
    if parsed.drivername not in _POSTGRESQL:
        raise ValueError(Phrase("the database URL must begin with sqlite:/// or postgresql://"))
    engine = create_engine(
        parsed.set(drivername=_POSTGRESQL[0]),
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=WAIT_S,
    )
    return engine.execution_options(**{_STATE: EngineState(nullcontext())})


def migrate(engine: Engine) -> None:
    """Bring the database to this version's schema; does nothing when it is there already."""
    config = Config()
    config.set_main_option("script_location", "sync.hub:migrations")
    with writing(engine) as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def state_of(engine: Engine) -> EngineState:
    """What the threads of an engine share."""
    state: EngineState = engine.get_execution_options()[_STATE]
    return state


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One writing transaction: committed and durable when the block ends, gone if it raises."""
    state = state_of(engine)
    source = state.writer or engine
    with state.turn, source.connect().execution_options(**{_WRITES: True}) as connection:
        connection.info.pop(_TOUCHED, None)
        with connection.begin():
            yield connection
        has_touched = connection.info.pop(_TOUCHED, False)
    if has_touched:
        state.wake_waiting()


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One reading transaction: all its statements see the same state."""
    if engine.dialect.name == "postgresql":
        engine = engine.execution_options(isolation_level="REPEATABLE READ")
    with engine.connect() as connection, connection.begin():
        yield connection


def truncate_log(engine: Engine) -> None:
    """Empty SQLite's write-ahead log: what was purged shall not stay there."""
    if engine.dialect.name != "sqlite":
        return
    with closing(engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")


def note_feed_touched(connection: Connection) -> None:
    """Remember that this transaction changes a feed: who waits is woken after the commit."""
    connection.info[_TOUCHED] = True


def is_postgresql(connection: Connection) -> bool:
    """Whether the connection is to PostgreSQL."""
    return connection.dialect.name == "postgresql"


def _open_sqlite(url: URL, key_file: Path | None) -> Engine:
    if not url.database or url.database == ":memory:":
        raise ValueError(Phrase("the hub needs a file: sqlite:///FILE"))
    path = Path(url.database)
    make_data_folder(path.parent)
    key = _key_of(path, key_file or path.with_name(f"{path.name}.key"))
    # The library would make it readable for all; its companions take over the mode.
    os.close(open_private(path))
    engine = _sqlite_engine(path, key, CONNECTIONS)
    # One connection for all writers: another's commit makes a connection forget every page it has
    # read and deciphered.
    writer = _sqlite_engine(path, key, 1)
    event.listen(engine, "engine_disposed", lambda _: writer.dispose())
    return engine.execution_options(**{_STATE: EngineState(_Turns(path), writer)})


def _sqlite_engine(path: Path, key: bytes, connections: int) -> Engine:
    engine = create_engine(
        # SQLCipher takes a passphrase of this form as the raw key.
        URL.create("sqlite+pysqlcipher", password=f"x'{key.hex()}'", database=str(path)),
        module=sqlcipher3.dbapi2,
        poolclass=QueuePool,
        pool_size=connections,
        max_overflow=0,
        pool_timeout=WAIT_S,
        connect_args={
            "isolation_level": None,
            "check_same_thread": False,
            "timeout": WAIT_S,
            "cached_statements": 256,
        },
    )
    event.listen(engine, "connect", _prepare)
    event.listen(engine, "begin", _begin)
    return engine


def _prepare(connection: Any, _record: object) -> None:
    try:
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")
    except sqlcipher3.dbapi2.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", None) == sqlcipher3.dbapi2.SQLITE_NOTADB:
            raise HubKeyFault("the key does not open the database") from error
        raise


def _begin(connection: Connection) -> None:
    is_writer = connection.get_execution_options().get(_WRITES, False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writer else "BEGIN")


def _key_of(database: Path, key_file: Path) -> bytes:
    """The key that is there, or a new one for a database that is not."""
    if not key_file.exists():
        if database.exists() and database.stat().st_size > 0:
            raise HubKeyFault("the key file of the database is missing")
        write_new(key_file, key_line(make_key()))
    try:
        text = decode_text(read_whole(key_file))
    except (OSError, UnicodeError) as error:
        raise HubKeyFault("the key file cannot be read") from error
    key = parse_key(text)
    if key is None:
        raise HubKeyFault("the key file does not hold a key")
    return key
