"""Print jobs within a transaction."""

from __future__ import annotations

from datetime import datetime

from kiosk.domain.slips.slip import Slip
from kiosk.domain.visits.decision import PrintState
from kiosk.ports.prints import IssuedSlip, PrintJob
from kiosk.store.driver import Connection
from kiosk.store.repositories.people import People
from kiosk.store.repositories.prints import PrintJobs
from kiosk.store.repositories.record_writer import RecordWriter


class QueuedPrints:
    """See `kiosk.ports.prints.PrintTables`."""

    def __init__(self, connection: Connection, people: People, records: RecordWriter) -> None:
        self._people = people
        self._records = records
        self._jobs = PrintJobs(connection)

    def add(self, entry_id: str, slip: Slip, language: str) -> str:
        """Queue a slip; gives the job's id."""
        job_id = self._records.next_id()
        self._jobs.add(job_id, entry_id, slip, language)
        return job_id

    def is_code_live(self, human_code: str, now: datetime) -> bool:
        """Whether a valid slip already carries this code."""
        return self._jobs.is_code_live(human_code, now)

    def newest_valid(self, person_id: str, now: datetime) -> PrintJob | None:
        """The newest slip of a person, linked ids included, that holds still and whose arrival was
        not taken back."""
        return self._jobs.newest_valid(person_id, now)

    def valid_slips(self, person_id: str, now: datetime) -> list[PrintJob]:
        """Every slip of a person, linked ids included, that holds still, the oldest first."""
        return self._jobs.valid_slips(person_id, now)

    def valid_cards(self, person_id: str, now: datetime) -> list[PrintJob]:
        """Every wallet card of this station that a person has and that holds still."""
        return self._jobs.valid_cards(person_id, now)

    def had_card(self, person_id: str) -> bool:
        """Whether this station issued a wallet card to a person, linked ids included."""
        return self._jobs.had_card(person_id)

    def set_state(self, job_id: str, state: PrintState, at: datetime) -> None:
        """Note what became of a job. Raises KeyError."""
        self._jobs.set_state(job_id, state, at)

    def find_code(self, human_code: str) -> int | None:
        """The number of the newest of this station's slips that has this code to read out."""
        return self._jobs.find_code(human_code)

    def find_slip(self, slip_id: int) -> IssuedSlip | None:
        """One of this station's slips, by the number in its code."""
        found = self._jobs.find_slip(slip_id)
        if found is None:
            return None
        person_id, slip = found
        return IssuedSlip(self._people.get(person_id), slip)
