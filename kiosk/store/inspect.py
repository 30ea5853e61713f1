"""Looking at a database before anything may change it."""

from __future__ import annotations

from kiosk.base.errors import StorageFault, StorageFaultKind
from kiosk.store.driver import Connection, connect, storage_faults
from kiosk.store.file import DatabaseFiles
from kiosk.store.key import check_value
from kiosk.store.migrations.step import Step
from kiosk.store.migrations.steps import STEPS, min_reader, schema_version
from kiosk.store.repositories.ledger import read_head
from kiosk.store.wal import count_commits_after


def inspect_database(files: DatabaseFiles, key: bytes, steps: tuple[Step, ...] = STEPS) -> None:
    """Read the key's proof, version, the log's end and the chain's tail, without writing.

    Raises StorageFault WRONG_KEY, TOO_NEW or CORRUPT. A first page that does not decrypt is damage
    only when the note proves the key; else it counts as a wrong key: the careful answer.
    """
    with storage_faults():
        connection = connect(files.database, key, "ro")
    try:
        try:
            with storage_faults():
                version = schema_version(connection)
        except StorageFault as fault:
            if fault.kind is StorageFaultKind.CORRUPT and not _is_key_noted(files, key):
                raise StorageFault(StorageFaultKind.WRONG_KEY, "does not decrypt") from fault
            raise
        if version == 0:
            if _is_key_noted(files, key):
                raise StorageFault(StorageFaultKind.CORRUPT, "empty, but a ledger was opened")
            return
        with storage_faults():
            if version > steps[-1].version and min_reader(connection) > steps[-1].version:
                raise StorageFault(StorageFaultKind.TOO_NEW, f"schema {version}")
            _check_log(files, connection)
            # All that a start reads; the rest shows when it is used, or in the reader's check.
            connection.execute("SELECT * FROM meta").fetchall()
            read_head(connection)
            if files.is_suspect():
                _check_whole(connection)
    finally:
        connection.close()


def _is_key_noted(files: DatabaseFiles, key: bytes) -> bool:
    note = files.read_note()
    return note is not None and note.check == check_value(key, note.ledger_id)


def _check_log(files: DatabaseFiles, connection: Connection) -> None:
    """A log whose middle is damaged has lost commits that were shown as recorded.

    SQLite silently ends the log at the first bad frame. One commit beyond it may be the torn end
    of a commit that never returned; two cannot be.
    """
    if not files.wal.exists():
        return
    frames = _log_frames(connection)
    while True:
        lost = count_commits_after(files.wal, frames)
        now = _log_frames(connection)
        if now == frames:
            break
        # A running kiosk wrote meanwhile (the doctor looks at its database too).
        frames = now
    if lost >= 2:
        raise StorageFault(StorageFaultKind.CORRUPT, "write-ahead log damaged in its middle")


def _log_frames(connection: Connection) -> int:
    """Valid frames in the log; none where the file is not in WAL mode."""
    return max(0, int(connection.execute("PRAGMA wal_checkpoint(NOOP)").fetchone()[1]))


def _check_whole(connection: Connection) -> None:
    if connection.execute("PRAGMA quick_check(1)").fetchall() != [("ok",)]:
        raise StorageFault(StorageFaultKind.CORRUPT, "quick_check failed")
