"""What staff just did, and for ten seconds the way to take it back: the bar of *Hoàn tác*.

The bar is the desk's and not a page's: it stands on every page of staff, whichever one is on top
when the act is done (docs/spec/at-the-gate.md §13).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts import ActProblem, NotDone
from kiosk.domain.desk.acts_on_cards import (
    CardIssued,
    CardRevoked,
    IssueBadge,
    IssueCard,
    RevokeBadge,
    RevokeCard,
)
from kiosk.domain.desk.acts_on_cases import CaseClosed
from kiosk.domain.desk.acts_on_declarations import Declared, SubmitDeclaration
from kiosk.domain.desk.acts_on_people import (
    Added,
    AddToPhone,
    AskAboutData,
    DataAsked,
    Discharge,
    Discharged,
    Edited,
    EditPerson,
    KindSet,
    Linked,
    LinkPersons,
    Parted,
    PartPersons,
    SetKind,
)
from kiosk.domain.desk.acts_on_requests import CarryOutRequest, RefuseRequest, RequestClosed
from kiosk.domain.desk.acts_on_visits import (
    Checked,
    CheckPersons,
    Corrected,
    CorrectEntry,
    Replaced,
    ReplaceSlip,
    Reprinted,
    ReprintSlips,
    SettleByCall,
    Settled,
    TakeBack,
)
from kiosk.domain.desk.asked import Asked, DeskProblem, StaffAct
from kiosk.domain.desk.reports import PrintReceipt, ReceiptPrinted
from kiosk.domain.events import PrintFinished
from kiosk.domain.reason import Reason
from kiosk.domain.visits.decision import Direction, PrintState

UNDO_S = 10.0
"""Seconds for which an act can be taken back; the store allows a moment more."""
TOLD_S = 6.0
"""Seconds for which the bar says what came of it where nothing can be taken back."""
_WORST_FIRST = (PrintState.UNKNOWN, PrintState.FAILED, PrintState.PENDING, PrintState.PRINTED)

_TOLD = (
    CheckPersons,
    CorrectEntry,
    ReprintSlips,
    ReplaceSlip,
    IssueCard,
    RevokeCard,
    IssueBadge,
    RevokeBadge,
    SettleByCall,
    EditPerson,
    AddToPhone,
    LinkPersons,
    PartPersons,
    SetKind,
    Discharge,
    AskAboutData,
    CarryOutRequest,
    RefuseRequest,
    SubmitDeclaration,
)
"""Acts whose end the bar tells, beside a case that was closed; the pages of cases, emergencies and
paper tell theirs."""

Told = (
    CaseClosed
    | Checked
    | Corrected
    | Reprinted
    | Replaced
    | CardIssued
    | CardRevoked
    | Settled
    | Edited
    | Added
    | Linked
    | Parted
    | KindSet
    | Discharged
    | DataAsked
    | RequestClosed
    | ReceiptPrinted
)


class DeedStep(StrEnum):
    """How far an act has come."""

    DONE = "done"
    TAKING_BACK = "taking_back"
    TAKEN_BACK = "taken_back"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Deed:
    """What the bar tells."""

    step: DeedStep
    answer: Told | None = None
    """What was done; None where it failed."""
    undo: StaffAct[Any] | None = None
    """The act that takes it back."""
    problem: ActProblem | DeskProblem | Reason | None = None
    """Why it failed."""
    prints: Mapping[str, PrintState] = field(default_factory=lambda: MappingProxyType({}))
    """How the print jobs ended that it had, as far as they have."""

    @property
    def print_state(self) -> PrintState:
        """How its slips are, the worst where there are several; NONE where it prints none."""
        if isinstance(self.answer, ReceiptPrinted):
            return self.answer.state
        states = {self.prints.get(job, PrintState.PENDING) for job in _jobs(self.answer)}
        return next((state for state in _WORST_FIRST if state in states), PrintState.NONE)

    @property
    def can_undo(self) -> bool:
        """Whether *Hoàn tác* is offered."""
        return self.step is DeedStep.DONE and self.undo is not None

    @property
    def seconds(self) -> float:
        """For how long the bar stands, from its step on."""
        return UNDO_S if self.can_undo else TOLD_S


def deed_of(asked: Asked[Any], answer: object) -> Deed | None:
    """What the bar tells after an answer; None where it tells nothing of it."""
    if isinstance(answer, CaseClosed):
        return Deed(DeedStep.DONE, answer, answer.undo)
    if isinstance(answer, ReceiptPrinted):
        # That it is out is seen.
        return None if answer.state is PrintState.PRINTED else Deed(DeedStep.DONE, answer)
    if not isinstance(asked, _TOLD):
        return None
    match answer:
        case NotDone(problem):
            return Deed(DeedStep.FAILED, problem=problem)
        case Declared(persons):
            came = tuple(one.checked for one in persons if one.checked is not None)
            return deed_of(CheckPersons(Direction.ARRIVAL, ()), Checked(came)) if came else None
        case Checked():
            undo = TakeBack(answer.entries) if answer.entries else None
            return Deed(DeedStep.DONE, answer, undo)
        case Edited() | Added() | Linked() | Parted() | KindSet() | Discharged():
            return Deed(DeedStep.DONE, answer, answer.undo)
        case Corrected(entry_id):
            return Deed(DeedStep.DONE, answer, TakeBack((entry_id,)))
        case Reprinted() | Replaced() | CardIssued() | CardRevoked() | Settled():
            return Deed(DeedStep.DONE, answer)
        case DataAsked() | RequestClosed():
            return Deed(DeedStep.DONE, answer)
    # What asks staff something first is the page's.
    return None


def with_print(deed: Deed | None, event: object) -> Deed | None:
    """After a print job ended; one that is not the deed's changes nothing."""
    if deed is None or not isinstance(event, PrintFinished):
        return deed
    if event.job not in _jobs(deed.answer):
        return deed
    return replace(deed, prints=MappingProxyType({**deed.prints, event.job: event.state}))


def _jobs(answer: Told | None) -> tuple[str, ...]:
    match answer:
        case Checked(persons):
            return tuple(one.print_job for one in persons if one.print_job)
        case Reprinted(jobs):
            return jobs
        case Replaced(job) | CardIssued(job):
            return (job,)
    return ()


def failed_deed(asked: Asked[Any], problem: DeskProblem) -> Deed | None:
    """What the bar tells where no answer came."""
    if isinstance(asked, PrintReceipt):
        return Deed(DeedStep.DONE, ReceiptPrinted(PrintState.FAILED, None))
    return Deed(DeedStep.FAILED, problem=problem) if isinstance(asked, _TOLD) else None


def taken_back(deed: Deed, answer: object) -> Deed:
    """After the answer to *Hoàn tác*."""
    if isinstance(answer, NotDone):
        return Deed(DeedStep.FAILED, problem=answer.problem)
    return Deed(DeedStep.TAKEN_BACK, deed.answer)
