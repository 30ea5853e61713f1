"""What the services ask of the database."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from kiosk.base.dataclass import dataclass
from kiosk.domain.visits.decision import PrintState
from kiosk.ports.cases import CaseTables, SupportCase
from kiosk.ports.data_requests import DataRequestTable
from kiosk.ports.declarations import DeclarationTables
from kiosk.ports.emergencies import EmergencyTables
from kiosk.ports.paper_rolls import PaperRollTable
from kiosk.ports.people import PeopleTables
from kiosk.ports.prints import PrintJob, PrintTables
from kiosk.ports.slip_keys import SlipKeyTables
from kiosk.ports.staff import StaffTables, TrailTable
from kiosk.ports.verifications import VerificationTables
from kiosk.ports.visits import VisitTables


@dataclass(frozen=True, slots=True)
class RecordHead:
    """What a committed record is known by."""

    id: str
    seq: int


class Transaction(Protocol):
    """One open `BEGIN IMMEDIATE` on the writing connection; core thread only.

    Everything written through it becomes durable together when the `with` block of
    `Store.transaction()` ends, or not at all when it raises.
    """

    @property
    def people(self) -> PeopleTables:
        """People, what points to them, which of them are one."""
        ...

    @property
    def visits(self) -> VisitTables:
        """Who was seen last where, and who is inside."""
        ...

    @property
    def prints(self) -> PrintTables:
        """Slips to print."""
        ...

    @property
    def slip_keys(self) -> SlipKeyTables:
        """By which slips are signed and believed."""
        ...

    @property
    def cases(self) -> CaseTables:
        """Who waits for staff."""
        ...

    @property
    def declarations(self) -> DeclarationTables:
        """Declarations in force, and what was begun."""
        ...

    @property
    def data_requests(self) -> DataRequestTable:
        """What people ask about their own data."""
        ...

    @property
    def verifications(self) -> VerificationTables:
        """What waits for verification."""
        ...

    @property
    def emergencies(self) -> EmergencyTables:
        """Anonymous arrivals."""
        ...

    @property
    def staff(self) -> StaffTables:
        """Accounts of the desk and their doors."""
        ...

    @property
    def trail(self) -> TrailTable:
        """What staff did."""
        ...

    @property
    def rolls(self) -> PaperRollTable:
        """The rolls of paper in the printers."""
        ...

    def append(
        self,
        record_type: str,
        body: Mapping[str, object],
        at: datetime,
        *,
        person_id: str | None = None,
    ) -> RecordHead:
        """Freeze a record: ledger row, body and outbox row.

        For `arrival` and `departure` it also updates presence and last-seen of `person_id`; for
        `support` and `support_closed` the open cases.
        """
        ...

    def count(self, name: str) -> None:
        """Add one to today's counter of things that commit nothing else."""
        ...


class Store(Protocol):
    """Writing to the database, and reading what that takes; core thread only."""

    def transaction(self) -> AbstractContextManager[Transaction]:
        """One atomic step. Raises StorageFault and leaves nothing half-written."""
        ...

    def set_print_state(self, job_id: str, state: PrintState, at: datetime) -> None:
        """Note what became of a print job."""
        ...

    def unfinished_print_jobs(self) -> list[PrintJob]:
        """Jobs without a result, PENDING or PRINTING, oldest first."""
        ...

    def get_print_job(self, job_id: str) -> PrintJob:
        """A job by id; raises KeyError."""
        ...

    def open_support(self) -> list[SupportCase]:
        """Cases waiting for staff, oldest first."""
        ...

    def unsent_count(self) -> int:
        """Records the hub has not acknowledged."""
        ...

    def unsent_visits(self) -> int:
        """Of these, arrivals and departures."""
        ...

    def note_seen_at(self, at: datetime) -> None:
        """Remember that the kiosk ran at this time: the last run, for clock sanity."""
        ...

    def probe_write(self) -> None:
        """Write and commit one row. Raises StorageFault while nothing can be recorded."""
        ...

    def backup(self, path: str) -> None:
        """`VACUUM INTO` a new encrypted file with the same key."""
        ...

    def close(self) -> None:
        """Checkpoint and close; marks the stop as clean."""
        ...
