"""What the services ask of the database."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kiosk.domain.people.person import Identifier, Person, PersonDetails
from kiosk.domain.slips.slip import Slip
from kiosk.domain.visits.decision import Direction, PrintState
from kiosk.ports.sync_store import SyncTables


@dataclass(frozen=True, slots=True)
class LastEntry:
    """The newest entry of one person at this station."""

    entry_id: str
    direction: Direction
    at: datetime
    """UTC."""
    gate: str


@dataclass(frozen=True, slots=True)
class StoredPresence:
    """One row of the presence table: an arrival without a departure yet.

    Whether it still counts (closing time, maximum stay) is the domain's rule, not the table's.
    """

    person_id: str
    entry_id: str
    since: datetime
    """UTC."""
    gate: str


@dataclass(frozen=True, slots=True)
class PresenceBasis:
    """What an entry's direction was decided on, besides this station's own entries."""

    cursor: str
    """Of the hub's presence feed."""
    age_s: int
    """Since the hub was last heard on it."""


@dataclass(frozen=True, slots=True)
class RecordHead:
    """What a committed record is known by."""

    id: str
    seq: int


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One slip to print, as committed with its entry."""

    id: str
    entry_id: str
    slip: Slip
    language: str
    state: PrintState
    attempts: int


@dataclass(frozen=True, slots=True)
class IssuedSlip:
    """Whom a slip was printed for, and how long it lets them in."""

    person: Person
    valid_until: datetime
    """UTC."""
    is_revoked: bool = False
    """By the hub's list."""


@dataclass(frozen=True, slots=True)
class SupportCase:
    """One open row of Cần hỗ trợ."""

    record_id: str
    reason: str
    at: datetime
    person_id: str | None


class Transaction(Protocol):
    """One open `BEGIN IMMEDIATE` on the writing connection; core thread only.

    Everything written through it becomes durable together when the `with` block of
    `Store.transaction()` ends, or not at all when it raises.
    """

    def find_people(self, identifier: Identifier) -> list[Person]:
        """Everyone this identifier points to, the links of `same_as` resolved, oldest first."""
        ...

    def find_namesakes_inside(self, normalised_name: str, birth: str) -> list[Person]:
        """People with a presence row whose normalised name and full birth date are equal."""
        ...

    def add_person(self, details: PersonDetails, at: datetime) -> Person:
        """A new person under a new UUIDv7, with its `person` record."""
        ...

    def update_person(self, person: Person, at: datetime) -> None:
        """Store fuller details of a known person, with a new `person` record."""
        ...

    def add_identifier(
        self, person_id: str, identifier: Identifier, source: str, at: datetime
    ) -> None:
        """Tie an identifier to a person, with its record; nothing happens if tied already."""
        ...

    def link_people(self, person_ids: Sequence[str], evidence: str, by: str, at: datetime) -> None:
        """Write a `same_as` record; from now on the ids resolve to the oldest one."""
        ...

    def last_entry(self, person_id: str) -> LastEntry | None:
        """The person's newest entry (corrections applied), linked ids and other gates included."""
        ...

    def presence(self, person_id: str) -> StoredPresence | None:
        """The person's presence, linked ids and other gates included."""
        ...

    def presence_basis(self, now: datetime) -> PresenceBasis | None:
        """What the hub's presence feed had told by now; None where there is no hub."""
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

    def add_print_job(self, entry_id: str, slip: Slip, language: str) -> str:
        """Queue a slip; gives the job's id."""
        ...

    def is_human_code_live(self, human_code: str, now: datetime) -> bool:
        """Whether a valid slip already carries this code."""
        ...

    def find_slip(self, slip_id: int) -> IssuedSlip | None:
        """One of this station's slips, by the number in its code."""
        ...

    def count(self, name: str) -> None:
        """Add one to today's counter of things that commit nothing else."""
        ...


class Store(Protocol):
    """The writing face of the database; core thread only."""

    def transaction(self) -> AbstractContextManager[Transaction]:
        """One atomic step. Raises StorageFault and leaves nothing half-written."""
        ...

    def set_print_state(self, job_id: str, state: PrintState, at: datetime) -> None:
        """Note what became of a print job."""
        ...

    def unfinished_print_jobs(self) -> list[PrintJob]:
        """Jobs still PENDING (after a crash): offered to staff, never printed by themselves."""
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

    def note_seen_at(self, at: datetime) -> None:
        """Remember that the kiosk ran at this time: the last run, for clock sanity."""
        ...

    def probe_write(self) -> None:
        """Write and commit one row. Raises StorageFault while nothing can be recorded."""
        ...

    @property
    def sync(self) -> SyncTables:
        """The face towards sync."""
        ...

    def backup(self, path: str) -> None:
        """`VACUUM INTO` a new encrypted file with the same key."""
        ...

    def close(self) -> None:
        """Checkpoint and close; marks the stop as clean."""
        ...
