"""The writing face of the database: one atomic step per scan."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk import __version__
from kiosk.base.clock import Clock
from kiosk.base.errors import StorageFault, StorageFaultKind
from kiosk.domain.people.person import Identifier, Person, PersonDetails
from kiosk.domain.slips.slip import Slip
from kiosk.domain.visits.decision import Direction, PrintState
from kiosk.ports.store import (
    IssuedSlip,
    LastEntry,
    PresenceBasis,
    PrintJob,
    RecordHead,
    StoredPresence,
    SupportCase,
)
from kiosk.store.backup import write_backup
from kiosk.store.driver import Connection, storage_faults
from kiosk.store.file import DatabaseFiles, LedgerNote
from kiosk.store.key import check_value, writing_fault
from kiosk.store.repositories.cases import SupportCases
from kiosk.store.repositories.feeds import is_slip_revoked, read_presence_basis
from kiosk.store.repositories.ledger import Appended, Ledger
from kiosk.store.repositories.meta import CLEAN_STOP, SEEN_AT, Meta
from kiosk.store.repositories.outbox import Tally, count_unsent
from kiosk.store.repositories.people import People
from kiosk.store.repositories.prints import PrintJobs
from kiosk.store.repositories.visits import PresenceBook
from kiosk.store.stamp import StationStamp, from_ms, to_ms
from kiosk.store.sync_tables import SqliteSyncTables
from sync.protocol.bodies import RecordType, person_body
from sync.protocol.ids import IdSource


class SqliteTransaction:
    """One open `BEGIN IMMEDIATE`; see `kiosk.ports.Transaction`."""

    def __init__(
        self,
        connection: Connection,
        ledger: Ledger,
        clock: Clock,
    ) -> None:
        self.connection = connection
        """For the other tables of this package."""
        self._ledger = ledger
        self._clock = clock
        self._people = People(connection)
        self._book = PresenceBook(connection)
        self._jobs = PrintJobs(connection)
        self._cases = SupportCases(connection)
        self.tally = Tally()
        """How the outbox changed so far."""

    def find_people(self, identifier: Identifier) -> list[Person]:
        """Everyone this identifier points to, the links of `same_as` resolved, oldest first."""
        return self._people.find(identifier)

    def find_namesakes_inside(self, normalised_name: str, birth: str) -> list[Person]:
        """People with a presence row whose normalised name and full birth date are equal."""
        return self._people.find_inside(normalised_name, birth)

    def add_person(self, details: PersonDetails, at: datetime) -> Person:
        """A new person under a new UUIDv7, with its `person` record."""
        person = Person(self._ledger.next_id(), details)
        self._people.add(person)
        self._write(RecordType.PERSON, _person_body(person), at)
        return person

    def update_person(self, person: Person, at: datetime) -> None:
        """Store fuller details with a new `person` record. Raises KeyError if not stored."""
        self._people.update(person)
        self._write(RecordType.PERSON, _person_body(person), at)

    def add_identifier(
        self, person_id: str, identifier: Identifier, source: str, at: datetime
    ) -> None:
        """Tie an identifier to a person, with its record; nothing happens if tied already."""
        if self._people.tie(person_id, identifier, source):
            body = {
                "person": person_id,
                "kind": identifier.kind.value,
                "value": identifier.value,
                "source": source,
            }
            self._write(RecordType.IDENTIFIER, body, at)

    def link_people(self, person_ids: Sequence[str], evidence: str, by: str, at: datetime) -> None:
        """Write a `same_as` record; the ids then resolve to the oldest one.

        Nothing happens when they are linked already. Raises KeyError for an unknown id.
        """
        root, replaced = self._people.link(person_ids)
        if replaced:
            self._book.merge(root, replaced)
            body = {"persons": list(person_ids), "evidence": evidence, "by": by}
            self._write(RecordType.SAME_AS, body, at)

    def presence_basis(self, now: datetime) -> PresenceBasis | None:
        """What the hub's presence feed had told by now; None where there is no hub."""
        return read_presence_basis(self.connection, now)

    def last_entry(self, person_id: str) -> LastEntry | None:
        """The person's newest entry (corrections applied), linked ids included.

        Newest in the ledger's order; a correction carries the time of the entry it corrects.
        """
        return self._book.last_entry(person_id, self._clock.now())

    def presence(self, person_id: str) -> StoredPresence | None:
        """The person's presence row, linked ids included; its `person_id` is the oldest one's."""
        return self._book.find(person_id, self._clock.now())

    def append(
        self,
        record_type: str,
        body: Mapping[str, object],
        at: datetime,
        *,
        person_id: str | None = None,
    ) -> RecordHead:
        """Freeze a record: ledger row, body and outbox row; and what follows from it.

        `person_id` becomes the body's `person`. Raises BodyError for a body that
        `sync.protocol.bodies` does not allow, KeyError for a person or a case that is not stored.
        """
        members = dict(body) if person_id is None else {**body, "person": person_id}
        root = None if person_id is None else self._people.find_root(person_id)
        if person_id is not None and root is None:
            raise KeyError(person_id)
        record = self._write(record_type, members, at)
        match record_type:
            case RecordType.ARRIVAL | RecordType.DEPARTURE:
                self._book.note(Direction(record_type), record, members, person_id, root)
            case RecordType.SUPPORT:
                self._cases.open(record, str(members["reason"]), person_id)
            case RecordType.SUPPORT_CLOSED:
                self._cases.close(str(members["ref"]), record.pos)
        return RecordHead(record.id, record.seq)

    def add_print_job(self, entry_id: str, slip: Slip, language: str) -> str:
        """Queue a slip; gives the job's id."""
        job_id = self._ledger.next_id()
        self._jobs.add(job_id, entry_id, slip, language)
        return job_id

    def is_human_code_live(self, human_code: str, now: datetime) -> bool:
        """Whether a valid slip already carries this code."""
        return self._jobs.is_code_live(human_code, now)

    def find_slip(self, slip_id: int) -> IssuedSlip | None:
        """One of this station's slips, by the number in its code."""
        found = self._jobs.find_slip(slip_id)
        if found is None:
            return None
        is_revoked = is_slip_revoked(self.connection, slip_id)
        return IssuedSlip(self._people.get(found[0]), found[1], is_revoked)

    def count(self, name: str) -> None:
        """Add one to the counter of the venue's present day."""
        day = self._clock.now().astimezone(self._ledger.station.time_zone).date()
        self.connection.execute(
            "INSERT INTO counters (day, name, n) VALUES (?, ?, 1)"
            " ON CONFLICT (day, name) DO UPDATE SET n = n + 1",
            (day.isoformat(), name),
        )

    def rebuild_presence(self) -> None:
        """Make `last_seen` and `presence` again from the entries; they must come out equal."""
        self._book.rebuild()

    def _write(self, record_type: str, body: Mapping[str, object], at: datetime) -> Appended:
        record = self._ledger.append(record_type, body, at)
        self.tally.queued += 1
        return record


def _person_body(person: Person) -> dict[str, object]:
    details = person.details
    return person_body(
        person=person.id,
        full_name=details.full_name,
        sex=details.sex.value,
        birth=None if details.birth is None else str(details.birth),
        address=details.address or None,
        phone=details.phone or None,
        id_number=details.id_number or None,
        insurance_number=details.insurance_number or None,
    )


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
        self._meta.set(CLEAN_STOP, "0")

    @property
    def path(self) -> Path | None:
        """The database file; None in memory."""
        return None if self._files is None else self._files.database

    @property
    def connection(self) -> Connection:
        """For the other tables of this package."""
        return self._connection

    @property
    def sync(self) -> SqliteSyncTables:
        """The face towards sync."""
        return SqliteSyncTables(self, self._key, self._clock, __version__)

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
        if self._tally is not None:
            self._tally.add(step.tally)

    def set_print_state(self, job_id: str, state: PrintState, at: datetime) -> None:
        """Note what became of a print job. Raises KeyError, StorageFault."""
        with self.transaction():
            self._jobs.set_state(job_id, state, at)

    def unfinished_print_jobs(self) -> list[PrintJob]:
        """Jobs still PENDING (after a crash): offered to staff, never printed by themselves."""
        with storage_faults():
            return self._jobs.pending()

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
            step.rebuild_presence()

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
            with storage_faults():
                self._meta.set(CLEAN_STOP, "1")
                if self._files is not None:
                    self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
                    self.write_note(self._files)
        finally:
            self._connection.close()

    def write_note(self, files: DatabaseFiles) -> None:
        """Note beside the database which ledger it holds and how far. Raises StorageFault."""
        head = self._ledger.head
        check = check_value(self._key, head.ledger_id)
        try:
            files.write_note(LedgerNote(head.ledger_id, check, head.seq))
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
