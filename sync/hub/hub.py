"""One hub: its database, its identity and everything it can do, put together."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, delete

from kiosk.base.dataclass import dataclass
from kiosk.base.files import make_data_folder
from sync.hub.admin import backup, overview, retention
from sync.hub.admin.administration import Administration
from sync.hub.admin.audit import Act, Actor, Audit
from sync.hub.admin.auth import Auth
from sync.hub.admin.data_requests import DataRequests
from sync.hub.admin.enrolment import CODE_LIFE, Enrolment
from sync.hub.admin.joining import Joining
from sync.hub.admin.served_address import ServedAddress, note_served, read_served
from sync.hub.admin.slip_keys import SlipKeys
from sync.hub.admin.stations import Stations
from sync.hub.admin.venues import Venues
from sync.hub.db.admin_tables import (
    enrolment_codes,
    enrolment_misses,
    lookup_log,
    otp_challenges,
)
from sync.hub.db.engine import migrate, open_engine, reading, state_of, writing
from sync.hub.db.feeds import Feeds
from sync.hub.forwarding import Address
from sync.hub.hub_clock import HubClock, even_seconds
from sync.hub.identity import Identity, marks_folder
from sync.hub.ingest import quarantine, revoked_slips
from sync.hub.ingest.batch_writer import BatchWriter, ThreadBatchWriter
from sync.hub.ingest.claims import rebuild_claims
from sync.hub.ingest.ingest import Ingest
from sync.hub.ingest.writer_process import ProcessBatchWriter
from sync.hub.limits import Rate
from sync.hub.people import declarations, erasure, words_of_others
from sync.hub.people.lookup import Lookup
from sync.hub.people.otp import Otp
from sync.hub.people.sms import NoGateway, SmsGateway
from sync.hub.readiness import Readiness

DATABASE_NAME = "hub.db"
LOOKUP_LOG_LIFE = timedelta(days=365)
"""How long it can be told who looked whom up."""
OTP_LIFE = timedelta(days=2)
"""How long a challenge is counted: the longest window is a day."""

_PER_ADDRESS = Rate(400, 100)
_OPENED_PER_ADDRESS = Rate(128, 50)
_PER_DEVICE = Rate(400, 100)
_ENROL_PER_ADDRESS = Rate(10, 0.2)
_LOOKUP_PER_DEVICE = Rate(20, 0.5)


@dataclass(frozen=True, slots=True)
class Limits:
    """What a sender may cost; the defaults leave a station that drains its backlog alone."""

    connections: int = 4_000
    """In all; more are closed as soon as they come."""
    unproven_per_address: int = 64
    """Connections on which no station has signed anything yet; behind a proxy, requests."""
    connections_per_device: int = 4
    opened_per_address: Rate = _OPENED_PER_ADDRESS
    """Agreeing on TLS is what costs most before anything is known."""
    per_address: Rate = _PER_ADDRESS
    """Requests that no station signed; those behind one router share it."""
    per_device: Rate = _PER_DEVICE
    enrol_per_address: Rate = _ENROL_PER_ADDRESS
    lookup_per_device: Rate = _LOOKUP_PER_DEVICE
    requests: int = 512
    """Requests at once, the waiting ones included."""
    held_bytes: int = 64 * 1024 * 1024
    """Bytes of bodies in memory, all together."""
    held_bytes_per_sender: int = 8 * 1024 * 1024
    """Of one address, or of one station."""
    long_polls: int = 2_000
    long_polls_per_device: int = 4
    """One is enough; those of lines that broke without a word end with their time."""


@dataclass(frozen=True, slots=True)
class HubOptions:
    """How a hub is run, as whoever runs it chose."""

    sms: SmsGateway = field(default_factory=NoGateway)
    keep: timedelta | None = None
    """How long the contents of records stay; None for as long as the hub does."""
    limits: Limits = field(default_factory=Limits)
    proxies: frozenset[Address] = frozenset()
    """Reverse proxies before it; where there are any, nobody else is let in."""
    marks: Path | None = None
    """Where the mark lies that tells of a restore; None for this user's state folder."""


_DEFAULTS = HubOptions()


def utc_now() -> datetime:
    """The system's clock."""
    return datetime.now(UTC)


def database_url(url: str | None, directory: Path) -> str:
    """The address of the hub's database: the encrypted SQLite file of its folder by default."""
    return url if url is not None else f"sqlite:///{directory / DATABASE_NAME}"


class Hub:
    """A hub with its database open and at the newest schema; safe for use by several threads."""

    def __init__(
        self,
        engine: Engine,
        directory: Path,
        options: HubOptions = _DEFAULTS,
        *,
        now: Callable[[], datetime] = utc_now,
        even: Callable[[], float] = even_seconds,
        is_serving: bool = False,
        batch_writer: BatchWriter | None = None,
    ) -> None:
        """`now` is the machine's clock, `even` one in seconds that nobody sets. `is_serving`:
        whether this process is the hub, and not an administrator beside it.

        `batch_writer`: who stores the batches, if not the threads that bring them; it is closed
        with the hub.
        """
        self.engine = engine
        self._directory = directory
        self._keep = options.keep
        self.clock = HubClock(engine, now, even)
        # Whatever the hub does goes by this time.
        now = self.now = self.clock.now
        self.monotonic = time.monotonic
        self.readiness = Readiness(engine, directory, self.monotonic)
        self.limits = options.limits
        self._is_serving = is_serving
        self.proxies = options.proxies
        marks = (options.marks or marks_folder()) if is_serving else None
        self.identity = Identity.load_or_make(engine, marks)
        self.feeds = Feeds(engine, self.identity, now)
        self._batch_writer = batch_writer or ThreadBatchWriter(engine)
        self.ingest = Ingest(self._batch_writer)
        self.audit = Audit(engine, now)
        self.slip_keys = SlipKeys(self.audit, self.identity, self.feeds, now)
        self.stations = Stations(engine, now, self.slip_keys)
        self.venues = Venues(self.audit, self.feeds, now)
        self.enrolment = Enrolment(engine, self.identity, self.stations, now)
        self.auth = Auth(engine, self.stations, now)
        self.otp = Otp(engine, self.identity.sign_key, options.sms, now)
        self.joining = Joining(self.audit, now)
        self.lookup = Lookup(engine, self.otp, now)
        self.administration = Administration(
            self.audit,
            self.identity,
            self.venues,
            self.stations,
            self.enrolment,
            self.ingest,
            self.clock,
        )
        self.data_requests = DataRequests(self.audit, self.administration)

    @classmethod
    def open(
        cls,
        directory: Path,
        url: str | None = None,
        options: HubOptions = _DEFAULTS,
        *,
        now: Callable[[], datetime] = utc_now,
        even: Callable[[], float] = even_seconds,
        is_serving: bool = False,
        has_writer_process: bool = False,
    ) -> Hub:
        """Open the database, bring it to the newest schema, and load who this hub is.

        `has_writer_process`: a process of its own stores the batches, as `writer_process` has it.
        Whoever serves holds the folder's lock (`sync.hub.sole_hub`) meanwhile. Raises HubKeyFault,
        ValueError for a wrong URL, OSError when others may write in the folder, SQLAlchemyError
        when the database cannot be reached.
        """
        make_data_folder(directory)
        url = database_url(url, directory)
        engine = open_engine(url)
        batch_writer: BatchWriter | None = None
        try:
            migrate(engine)
            rebuild_claims(engine, now())
            if has_writer_process:
                batch_writer = ProcessBatchWriter(url, state_of(engine).wake_waiting)
            return cls(
                engine,
                directory,
                options,
                now=now,
                even=even,
                is_serving=is_serving,
                batch_writer=batch_writer,
            )
        except BaseException:
            if batch_writer is not None:
                batch_writer.close()
            engine.dispose()
            raise

    def end_storing(self) -> None:
        """Take no more batches; one that hangs is let go after `writer_process.STOP_S`, and whoever
        brought it hears so."""
        self._batch_writer.close()

    def close(self) -> None:
        """Write what is only in memory and close the database."""
        try:
            self._batch_writer.close()
            self.stations.flush()
            if self._is_serving:
                self.identity.beat()
                self.clock.keep()
        finally:
            self.engine.dispose()

    @property
    def served(self) -> ServedAddress | None:
        """Where stations reach this hub, as it was last served; None before the first time."""
        with reading(self.engine) as connection:
            return read_served(connection)

    def note_served(self, address: ServedAddress) -> None:
        """Remember where stations reach this hub, for later invitations."""
        with writing(self.engine) as connection:
            note_served(connection, address)

    def back_up(self, actor: Actor, path: Path) -> None:
        """Write a copy of this hub into a new folder. Raises OSError, SQLAlchemyError.

        The row is written first: whatever left the hub is told of, in the copy too.
        """
        with self.audit.acting(actor, Act.BACKUP_WRITTEN, "", path=str(path)):
            pass
        backup.write_backup(self.engine, self._directory, DATABASE_NAME, path)

    def overview(self) -> dict[str, object]:
        """How the hub stands: who it is, what it holds, how its stations are."""
        stands = overview.overview(
            self.engine, self.identity, self.venues, self.stations, self.served
        )
        return stands | {"clock": "in_doubt" if self.clock.is_in_doubt else "believed"}

    def take_up(self) -> int:
        """At the start of a service: work on records that an older version could not; how many."""
        return quarantine.release(self.engine, self.now())

    def tidy(self) -> None:
        """Now and then: carry out erasures and withdrawals again, and remove contents that have had
        their time.

        While the hub's clock is in doubt nothing has had its time.
        """
        now = self.now()
        erasure.erase_commanded(self.engine, now)
        declarations.drop_withdrawn_variants(self.engine)
        words_of_others.drop_late_variants(self.engine)
        if self.clock.is_in_doubt:
            return
        revoked_slips.drop_expired(self.engine, now)
        retention.drop_tombstones(self.engine, now)
        retention.drop_unseen_people(self.engine, now)
        if self._keep is not None:
            retention.purge_bodies(self.engine, now - self._keep)

    def housekeep(self) -> None:
        """Every minute: write last contacts, note the time, and remove codes, nonces and logs
        after their time; none while the hub's clock is in doubt."""
        self.stations.flush()
        self.clock.keep()
        now = self.now()
        if self.clock.is_in_doubt:
            return
        self.auth.forget_nonces()
        with writing(self.engine) as connection:
            for table, at, life in (
                (otp_challenges, otp_challenges.c.created_at, OTP_LIFE),
                (enrolment_misses, enrolment_misses.c.at, CODE_LIFE),
                (enrolment_codes, enrolment_codes.c.expires_at, CODE_LIFE),
                (lookup_log, lookup_log.c.at, LOOKUP_LOG_LIFE),
            ):
                connection.execute(delete(table).where(at < now - life))
