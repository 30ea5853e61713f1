"""Writing to the database: one connection, one transaction per scan."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.base.clock import Clock
from kiosk.base.errors import StorageFault, StorageFaultKind
from kiosk.domain.visits.decision import PrintState
from kiosk.ports.cases import SupportCase
from kiosk.ports.prints import PrintJob
from kiosk.store.backup import write_backup
from kiosk.store.driver import Connection, storage_faults
from kiosk.store.file import DatabaseFiles, LedgerNote
from kiosk.store.head import read_openings
from kiosk.store.head_writer import HeadWriter
from kiosk.store.key import check_value, writing_fault
from kiosk.store.repositories.cases import SupportCases
from kiosk.store.repositories.ledger import Ledger
from kiosk.store.repositories.meta import CLEAN_STOP, OPENINGS, SEEN_AT, Meta
from kiosk.store.repositories.outbox import Tally, count_unsent
from kiosk.store.repositories.prints import PrintJobs
from kiosk.store.stamp import StationStamp, from_ms, to_ms
from kiosk.store.transaction import SqliteTransaction
from sync.protocol.ids import IdSource


class SqliteStore:
    """The only writing connection; confined to the thread of its first transaction.

    Made by `kiosk.store.connection`; see `kiosk.ports.Store`.
    """

    def __init__(
        self,
        connection: Connection,
        key: bytes,
        clock: Clock,
        ids: IdSource,
        station: StationStamp,
        files: DatabaseFiles | None = None,
        set_aside: Path | None = None,
    ) -> None:
        self._connection = connection
        self._key = key
        self._clock = clock
        self._files = files
        self._meta = Meta(connection)
        self._jobs = PrintJobs(connection)
        self._thread: int | None = None
        self._tally: Tally | None = None
        self.set_aside = set_aside
        """Where a corrupt database was put when this one was opened; staff must be told."""
        self._ledger = Ledger(connection, ids, station)
        self.was_stopped_cleanly = self._meta.get(CLEAN_STOP) != "0"
        """False after a crash or power cut: the reader should run its quick check."""
        openings = read_openings(connection) + 1
        self._meta.put({CLEAN_STOP: "0", OPENINGS: str(openings)})
        self._head_writer = None if files is None else HeadWriter(files, key, openings)

    @property
    def path(self) -> Path | None:
        """The database file; None in memory."""
        return None if self._files is None else self._files.database

    @property
    def connection(self) -> Connection:
        """For the other tables of this package."""
        return self._connection

    @property
    def key(self) -> bytes:
        """The database's key, for what proves itself by it."""
        return self._key

    @property
    def clock(self) -> Clock:
        """The station's clock."""
        return self._clock

    @property
    def ledger_id(self) -> str:
        """The ledger in force."""
        return self._ledger.head.ledger_id

    @contextmanager
    def transaction(self) -> Iterator[SqliteTransaction]:
        """One atomic step. Raises StorageFault and leaves nothing half-written.

        After a fault the store stays usable; the next transaction tries the disk again.
        """
        self._confine()
        head = self._ledger.head
        try:
            with storage_faults():
                self._connection.execute("BEGIN IMMEDIATE")
                step = SqliteTransaction(self._connection, self._ledger, self._clock)
                yield step
                step.settle()
                self._connection.execute("COMMIT")
        except BaseException as error:
            self._ledger.head = head
            is_damage = isinstance(error, StorageFault) and error.kind is StorageFaultKind.CORRUPT
            if is_damage and self._files is not None:
                self._files.mark_suspect()
            with storage_faults():
                # Some failures (disk full, I/O) have rolled back by themselves.
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
            raise
        if self._head_writer is not None and self._ledger.head != head:
            self._head_writer.note(self._ledger.head)
        if self._tally is not None:
            self._tally.add(step.tally)

    def set_print_state(self, job_id: str, state: PrintState, at: datetime) -> None:
        """Note what became of a print job. Raises KeyError, StorageFault."""
        with self.transaction():
            self._jobs.set_state(job_id, state, at)

    def unfinished_print_jobs(self) -> list[PrintJob]:
        """Jobs without a result, PENDING or PRINTING, oldest first."""
        with storage_faults():
            return self._jobs.unfinished()

    def get_print_job(self, job_id: str) -> PrintJob:
        """A job by id; `slip.reprint` counts how often it may have come out. Raises KeyError."""
        with storage_faults():
            return self._jobs.get(job_id)

    def open_support(self) -> list[SupportCase]:
        """Cases waiting for staff, oldest first."""
        with storage_faults():
            return SupportCases(self._connection).waiting()

    def unsent_count(self) -> int:
        """Records the hub has not acknowledged; see `tally`."""
        return self.tally().unsent

    def unsent_visits(self) -> int:
        """Of these, arrivals and departures."""
        return self.tally().visits

    def tally(self) -> Tally:
        """What waits in the outbox; counted once, then kept in memory."""
        if self._tally is None:
            with storage_faults():
                self._tally = count_unsent(self._connection)
        return self._tally

    @property
    def station(self) -> StationStamp:
        """What headers say of this station."""
        return self._ledger.station

    @station.setter
    def station(self, station: StationStamp) -> None:
        self._ledger.station = station

    def last_seen_at(self) -> datetime | None:
        """The latest time noted by `note_seen_at`: the last run's end, for clock sanity."""
        with storage_faults():
            value = self._meta.get(SEEN_AT)
        return None if value is None else from_ms(int(value))

    def note_seen_at(self, at: datetime) -> None:
        """Remember that the kiosk ran at this time. The caller does not, while it is suspect."""
        with self.transaction():
            self._meta.set(SEEN_AT, str(to_ms(at)))

    def probe_write(self) -> None:
        """Write and commit one row. Raises StorageFault while nothing can be recorded."""
        with self.transaction():
            self._meta.set("probed_at", str(to_ms(self._clock.now())))

    def rebuild_presence(self) -> None:
        """Make `last_seen` and `presence` again from the entries."""
        with self.transaction() as step:
            step.visits.rebuild()

    def backup(self, path: str) -> None:
        """`VACUUM INTO` a new encrypted file with the same key; raises StorageFault.

        Put in the place of a database it continues under a new ledger that names this one.
        """
        write_backup(self._connection, self._key, Path(path))

    def truncate_log(self) -> None:
        """Empty the write-ahead log: what was overwritten in the database may stand there still.

        A reader that holds an old state keeps it from happening; the next purge tries again.
        """
        with storage_faults():
            self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def remove_copies(self, before: datetime) -> None:
        """Remove the backups this station made of itself before a migration, once they are old.

        They hold what was purged since. Raises StorageFault.
        """
        if self._files is None:
            return
        try:
            self._files.remove_backups(before)
        except OSError as error:
            raise writing_fault(error) from error

    def close(self) -> None:
        """Checkpoint and close; marks the stop as clean. Closes even when that fails."""
        try:
            may_write_head = self._head_writer is None or self._head_writer.stop()
            with storage_faults():
                self._meta.set(CLEAN_STOP, "1")
                if self._files is not None:
                    self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                    self.note_ledger()
                if may_write_head:
                    self.write_head()
        finally:
            self._connection.close()

    def note_ledger(self) -> None:
        """Keep the note beside the database in step with a ledger that has begun. Raises
        StorageFault."""
        if self._files is not None:
            self.write_note(self._files)

    def write_note(self, files: DatabaseFiles) -> None:
        """Note beside the database which ledger it holds and how far. Raises StorageFault."""
        head = self._ledger.head
        check = check_value(self._key, head.ledger_id)
        try:
            files.write_note(LedgerNote(head.ledger_id, check, head.seq))
        except OSError as error:
            raise writing_fault(error) from error

    def write_head(self) -> None:
        """Write the head beside the database, while nothing is noted; nothing in memory. Raises
        StorageFault."""
        if self._head_writer is None:
            return
        try:
            self._head_writer.write(self._ledger.head)
        except OSError as error:
            raise writing_fault(error) from error

    def _confine(self) -> None:
        here = threading.get_ident()
        if self._thread is None:
            self._thread = here
        elif self._thread != here:
            raise RuntimeError("the store belongs to another thread")


if TYPE_CHECKING:
    from kiosk.ports.store import Store, Transaction

    # The ports, proven by the type checker.
    def _as_store(store: SqliteStore) -> Store:
        return store

    def _as_transaction(step: SqliteTransaction) -> Transaction:
        return step
