"""Slips to print, and whom one was printed for."""

from __future__ import annotations

from datetime import datetime
from typing import Protocol

from kiosk.base.dataclass import dataclass
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
        """The newest slip of a person, linked ids included, that holds still and whose arrival was
        not taken back."""
        ...

    def valid_slips(self, person_id: str, now: datetime) -> list[PrintJob]:
        """Every slip of a person, linked ids included, that holds still, the oldest first; those of
        arrivals that were taken back, too."""
        ...

    def valid_cards(self, person_id: str, now: datetime) -> list[PrintJob]:
        """Every wallet card of this station that a person has, linked ids included, and that holds
        still, the oldest first."""
        ...

    def had_card(self, person_id: str) -> bool:
        """Whether this station issued a wallet card to a person, linked ids included; one whose
        time is long over is forgotten."""
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
