"""*Kiểm tra đầu ca*: card, paper, clock and network on one page, and the cases that are open still.
Here a shift ends too, with its paper.

What works comes from the station's health; this page reads the cases the last shift left.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts import NotDone
from kiosk.domain.desk.acts_on_requests import ListRequests, OpenRequests
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.printer_work import ChangeRoll
from kiosk.domain.desk.queries import Cases, ListCases
from kiosk.domain.desk.reports import PrintShift, ShiftPrinted
from kiosk.domain.desk.stays import ListStays, Stays
from kiosk.domain.events import CasesCounted
from kiosk.domain.station.page import (
    Back,
    DeskAnswered,
    DeskFailed,
    DeskPage,
    Moment,
    PageShown,
    Push,
    Replace,
    Turn,
)
from kiosk.domain.station.pages.accounts import Accounts
from kiosk.domain.station.pages.data_requests import DataRequests
from kiosk.domain.station.pages.policy import PolicyPage
from kiosk.domain.station.pages.printer_setup import PrinterSetup
from kiosk.domain.station.pages.stays import StaysPage
from kiosk.domain.station.pages.support_list import SupportList
from kiosk.domain.station.pages.venue_state import VenuePage


@dataclass(frozen=True, slots=True)
class ShiftBegun:
    """Everything was looked at."""


@dataclass(frozen=True, slots=True)
class ShiftCasesOpened:
    """The open cases come first."""


@dataclass(frozen=True, slots=True)
class RulesOpened:
    """An administrator looks at the venue's rules."""


@dataclass(frozen=True, slots=True)
class AccountsOpened:
    """An administrator looks at who may sign in."""


@dataclass(frozen=True, slots=True)
class RollTouched:
    """*Đã thay cuộn*: a new roll is in the printer."""


@dataclass(frozen=True, slots=True)
class PrinterOpened:
    """An administrator sets the printer up."""


@dataclass(frozen=True, slots=True)
class HandOverTouched:
    """*In bàn giao ca*."""


@dataclass(frozen=True, slots=True)
class VenueOpened:
    """An administrator looks at what is registered of the venue."""


@dataclass(frozen=True, slots=True)
class StaysOpened:
    """*Nội trú*: who stays until they are discharged."""


@dataclass(frozen=True, slots=True)
class DataRequestsOpened:
    """*Yêu cầu về dữ liệu*: those that wait."""


ShiftCheckTouch = (
    ShiftBegun
    | ShiftCasesOpened
    | RulesOpened
    | AccountsOpened
    | RollTouched
    | PrinterOpened
    | HandOverTouched
    | VenueOpened
    | StaysOpened
    | DataRequestsOpened
)


@dataclass(frozen=True, slots=True)
class ShiftCheck:
    """The page, with the cases that wait."""

    page: ClassVar[DeskPage] = DeskPage.SHIFT_CHECK
    is_public: ClassVar[bool] = False

    cases: Cases | None = None
    """None until they were read."""
    stays: Stays | None = None
    """Who stays until they are discharged; None until they were read."""
    problem: DeskProblem | None = None
    requests: int = 0
    """How many requests about data wait."""
    is_printing: bool = False
    """The paper of the shift is on its way."""
    paper: ShiftPrinted | None = None
    """What became of it."""


def advance(state: ShiftCheck, event: object, moment: Moment) -> Turn[ShiftCheck]:
    """The page after a touch, an answer, or another case."""
    del moment
    match event:
        case PageShown() | CasesCounted():
            return Turn(state, asks=(ListCases(),))
        case DeskAnswered(_, ListCases(), Cases() as cases):
            # One after the other: of a page's queries the newest alone is answered.
            return Turn(replace(state, cases=cases, problem=None), asks=(ListStays(),))
        case DeskAnswered(_, ListStays(), Stays() as stays):
            return Turn(replace(state, stays=stays), asks=(ListRequests(),))
        case StaysOpened():
            return Turn(state, go=Push(StaysPage()))
        case DeskAnswered(_, ListRequests(), OpenRequests(requests)):
            return Turn(replace(state, requests=len(requests)))
        case HandOverTouched() if not state.is_printing:
            return Turn(replace(state, is_printing=True, paper=None), asks=(PrintShift(),))
        case DeskAnswered(_, PrintShift(), ShiftPrinted() as paper):
            return Turn(replace(state, is_printing=False, paper=paper))
        case DeskAnswered(_, PrintShift(), NotDone()):
            return Turn(replace(state, is_printing=False, problem=DeskProblem.REFUSED))
        case DeskFailed(_, PrintShift(), problem):
            return Turn(replace(state, is_printing=False, problem=problem))
        case DeskFailed(_, _, problem):
            return Turn(replace(state, problem=problem))
        case ShiftBegun():
            return Turn(state, go=Back())
        case ShiftCasesOpened():
            return Turn(state, go=Replace(SupportList()))
        case RulesOpened():
            return Turn(state, go=Push(PolicyPage()))
        case AccountsOpened():
            return Turn(state, go=Push(Accounts()))
        case PrinterOpened():
            return Turn(state, go=Push(PrinterSetup()))
        case RollTouched():
            return Turn(state, asks=(ChangeRoll(),))
        case VenueOpened():
            return Turn(state, go=Push(VenuePage()))
        case DataRequestsOpened():
            return Turn(state, go=Push(DataRequests()))
    return Turn(state)
