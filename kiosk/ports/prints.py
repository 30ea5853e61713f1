"""Slips to print, and whom one was printed for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from kiosk.domain.people.person import Person
from kiosk.domain.slips.slip import Slip
from kiosk.domain.visits.decision import PrintState


@dataclass(frozen=True, slots=True)
class PrintJob:
    """One slip to print, as committed with its entry."""

    id: str
    entry_id: str
    slip: Slip
    language: str
    state: PrintState
    attempts: int
    printed_at: datetime | None = None
    """When it may have come out last, UTC; None where it never did."""


@dataclass(frozen=True, slots=True)
class IssuedSlip:
    """A slip or card of this station, and whose it is."""

    person: Person
    slip: Slip


class PrintTables(Protocol):
    """Print jobs, each frozen with its entry."""

    def add(self, entry_id: str, slip: Slip, language: str) -> str:
        """Queue a slip; gives the job's id."""
        ...

    def is_code_live(self, human_code: str, now: datetime) -> bool:
        """Whether a valid slip already carries this code."""
        ...

    def newest_valid(self, person_id: str, now: datetime) -> PrintJob | None:
        """The newest slip of a person, linked ids included, that holds still."""
        ...

    def newest_card(self, person_id: str, now: datetime) -> PrintJob | None:
        """The wallet card of a person, linked ids included, that holds still."""
        ...

    def set_state(self, job_id: str, state: PrintState, at: datetime) -> None:
        """Note what became of a job. Raises KeyError."""
        ...

    def find_code(self, human_code: str) -> int | None:
        """The number of the newest of this station's slips that has this code to read out."""
        ...

    def find_slip(self, slip_id: int) -> IssuedSlip | None:
        """One of this station's slips, by the number in its code."""
        ...
