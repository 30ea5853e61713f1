"""One act of staff on its way through its transaction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import field
from datetime import datetime
from typing import NoReturn

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts import ActProblem, NotDone
from kiosk.domain.people.person import Person
from kiosk.domain.staff.trail import StaffDeed
from kiosk.domain.venue import Policy, Venue
from kiosk.domain.visits.decision import Outcome
from kiosk.ports.scans import Scan
from kiosk.ports.store import Transaction
from kiosk.services.slips import SlipIssuer
from kiosk.services.trail import note_deed


class Refused(Exception):
    """An act cannot be done: its transaction is rolled back, and `answer` is what comes of it."""

    def __init__(self, answer: object) -> None:
        super().__init__(str(answer))
        self.answer = answer


@dataclass(frozen=True, slots=True)
class MetByScan:
    """Whom a scan is of that lacks only a declaration, stored with what the code says."""

    person: Person
    scan: Scan
    credential: str
    """Its kind."""


@dataclass(frozen=True, slots=True)
class DeskRules:
    """What is in force while an act is carried out."""

    venue: Venue
    policy: Policy
    is_clock_suspect: bool
    slips: SlipIssuer
    slip_language: str
    meet_scanned: Callable[[Transaction, str], MetByScan | None]
    """By `Outcome.scan_id`; None for a scan that is forgotten."""
    settle_scanned: Callable[[Transaction, str, bool], Outcome]
    """Decide such a scan again, now that its person has declared; whether staff did it for them."""


@dataclass(frozen=True, slots=True)
class DeskStep:
    """What an act works with, and what is to be told and printed once it is committed."""

    tx: Transaction
    staff: str | None
    now: datetime
    rules: DeskRules
    outcomes: list[Outcome] = field(default_factory=list)
    reprints: list[str] = field(default_factory=list)

    def refuse(self, problem: ActProblem) -> NoReturn:
        """End the act: nothing of it is written."""
        raise Refused(NotDone(problem))

    def note(
        self,
        deed: StaffDeed,
        person_id: str | None = None,
        record_id: str | None = None,
        note: str = "",
    ) -> None:
        """Who did what, on whose record, into the trail."""
        note_deed(
            self.tx,
            deed,
            self.staff,
            self.now,
            person_id=person_id,
            record_id=record_id,
            note=note,
        )
