"""Opening the database: key, version, damage, migration, ledger.

What cannot be read is never touched (docs/spec/sync-protocol.md §8): a missing or wrong key and a
schema that is too new leave the file as it is; a corrupt file is renamed and a new ledger, which
names its parent, takes its place.
"""

from __future__ import annotations

import logging
import os
from pathlib import Path

from kiosk.base.clock import Clock
from kiosk.base.errors import StorageFault, StorageFaultKind
from kiosk.base.files import make_data_folder, open_private
from kiosk.store.backup import write_backup
from kiosk.store.driver import Connection, connect, make_durable, storage_faults
from kiosk.store.file import DatabaseFiles, kept_name
from kiosk.store.head import HeadFinding, judge_head, parse_head, read_openings
from kiosk.store.inspect import inspect_database
from kiosk.store.key import create_key, find_key_file, load_key, writing_fault
from kiosk.store.migrations.step import Step
from kiosk.store.migrations.steps import SCHEMA_VERSION, STEPS, migrate, schema_version
from kiosk.store.repositories.ledger import Parent, read_head, start_ledger
from kiosk.store.repositories.meta import COPIED_AT, OPENINGS, Meta
from kiosk.store.stamp import StationStamp
from kiosk.store.store import SqliteStore
from sync.protocol.ids import IdSource

log = logging.getLogger(__name__)

MEMORY_KEY = bytes(32)


def open_store(
    directory: Path,
    key_file: Path,
    clock: Clock,
    *,
    station: StationStamp | None = None,
    steps: tuple[Step, ...] = STEPS,
) -> SqliteStore:
    """Open the database in `directory`, or make it with a new key when there is none.

    Raises StorageFault WRONG_KEY (key missing, malformed or of another database), TOO_NEW (needs a
    newer application), READ_ONLY (also where others may write in the folder) or FULL; the file is
    untouched then. A corrupt database is set aside and told by `SqliteStore.set_aside`. `steps` is
    the schema's history; only tests give another.
    """
    station = station or StationStamp()
    files = DatabaseFiles(directory)
    try:
        make_data_folder(directory)
        has_database = files.has_database()
        key = load_key(key_file) if has_database else _first_key(key_file)
        note = files.read_note()
        try:
            if has_database:
                inspect_database(files, key, steps)
                files.clear_suspect()
            return _open_sound(files, key, clock, station, steps, None, None)
        except StorageFault as fault:
            if fault.kind is not StorageFaultKind.CORRUPT or not has_database:
                raise
            aside = files.set_aside("corrupt", clock.now())
            parent = Parent(note.ledger_id, "corrupt") if note else None
            return _open_sound(files, key, clock, station, steps, parent, aside)
    except OSError as error:
        raise writing_fault(error) from error


def start_new_ledger(
    directory: Path, key_file: Path, clock: Clock, *, station: StationStamp | None = None
) -> SqliteStore:
    """*Mở sổ mới*: what an administrator chooses when the database cannot be opened.

    The database is kept beside under another name, and so is a key file that holds no key; the new
    ledger names its parent as far as it is known. Raises StorageFault, like `open_store`.
    """
    files = DatabaseFiles(directory)
    try:
        key_path = find_key_file(key_file)
        try:
            load_key(key_file)
        except StorageFault:
            if key_path.exists():
                key_path.rename(kept_name(key_path, "kept", clock.now()))
        note = files.read_note()
        aside = files.set_aside("kept", clock.now()) if files.has_database() else None
        parent = Parent(note.ledger_id, "staff") if note else None
        return _open_sound(
            files, _first_key(key_file), clock, station or StationStamp(), STEPS, parent, aside
        )
    except OSError as error:
        raise writing_fault(error) from error


def open_memory_store(clock: Clock, station: StationStamp | None = None) -> SqliteStore:
    """A real SQLCipher database in memory, for tests and trials."""
    station = station or StationStamp()
    connection = connect(None, MEMORY_KEY)
    make_durable(connection)
    migrate(connection)
    ids = IdSource(clock.now)
    start_ledger(connection, clock, ids, station, None)
    return SqliteStore(connection, MEMORY_KEY, clock, ids, station)


def _first_key(key_file: Path) -> bytes:
    """The key for a database that does not exist yet: the one that is there, or a new one."""
    if find_key_file(key_file).exists():
        return load_key(key_file)
    return create_key(key_file)


def _open_sound(
    files: DatabaseFiles,
    key: bytes,
    clock: Clock,
    station: StationStamp,
    steps: tuple[Step, ...],
    parent: Parent | None,
    aside: Path | None,
) -> SqliteStore:
    ids = IdSource(clock.now)
    # The library would make it readable for all; its companions take over the mode.
    os.close(open_private(files.database))
    with storage_faults():
        connection = connect(files.database, key)
        try:
            make_durable(connection)
            _migrate(connection, files, key, clock, steps)
            finding = _keep_what_disagrees(connection, files, key, clock)
            parent = parent or _restored(connection, files, finding)
            _ensure_ledger(connection, clock, ids, station, parent)
            _count_openings_on(connection, files, key)
            store = SqliteStore(connection, key, clock, ids, station, files, aside)
            store.write_note(files)
            store.write_head()
        except BaseException:
            connection.close()
            raise
    return store


def _migrate(
    connection: Connection,
    files: DatabaseFiles,
    key: bytes,
    clock: Clock,
    steps: tuple[Step, ...],
) -> None:
    version = schema_version(connection)
    newest = steps[-1].version if steps else SCHEMA_VERSION
    if version >= newest:
        return
    if version > 0:
        write_backup(connection, key, files.backup_name(version, clock.now()))
    migrate(connection, steps)


def _keep_what_disagrees(
    connection: Connection, files: DatabaseFiles, key: bytes, clock: Clock
) -> HeadFinding | None:
    """Keep a head that speaks against the database for `store check`; it is written anew now."""
    finding = judge_head(connection, files.read_head(), key)
    if finding is not None:
        log.error("store: the database and its head do not agree (%s): see store check", finding)
        files.keep_head(finding.value, clock.now())
    return finding


def _restored(
    connection: Connection, files: DatabaseFiles, finding: HeadFinding | None
) -> Parent | None:
    """The ledger of a database that is older than itself: a backup put in its place, or whatever
    else its head speaks against.

    Two files that continued one ledger would give one number to two records.
    """
    if connection.execute("SELECT EXISTS (SELECT 1 FROM ledgers)").fetchone()[0] == 0:
        return None
    head = read_head(connection)
    note = files.read_note()
    is_behind = note is not None and note.ledger_id == head.ledger_id and head.seq < note.seq
    is_behind |= finding in (HeadFinding.CUT, HeadFinding.OLDER)
    if is_behind or Meta(connection).get(COPIED_AT) is not None:
        return Parent(head.ledger_id, "restored", head.seq, head.hash)
    return None


def _count_openings_on(connection: Connection, files: DatabaseFiles, key: bytes) -> None:
    """Go on counting from the head where the database is the older one of the two."""
    raw = files.read_head()
    head = None if raw is None else parse_head(raw, key)
    if head is not None and head.openings > read_openings(connection):
        Meta(connection).set(OPENINGS, str(head.openings))


def _ensure_ledger(
    connection: Connection,
    clock: Clock,
    ids: IdSource,
    station: StationStamp,
    parent: Parent | None,
) -> None:
    """Start a ledger where there is none yet, or where the one before may not go on."""
    has_ledger = connection.execute("SELECT EXISTS (SELECT 1 FROM ledgers)").fetchone()[0]
    if has_ledger and parent is None:
        return
    connection.execute("BEGIN IMMEDIATE")
    start_ledger(connection, clock, ids, station, parent)
    Meta(connection).remove(COPIED_AT)
    connection.execute("COMMIT")
