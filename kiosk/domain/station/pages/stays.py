"""*Rà soát nội trú*: once a day staff go through who stays until they are discharged.

The page comes by itself to whoever signs in or unlocks first on a day, before anything is begun,
and stands in *Kiểm tra đầu ca* all day. See docs/spec/at-the-gate.md §13.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts import NotDone
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.stays import ListStays, ReviewStays, Stays, StaysReviewed
from kiosk.domain.station.page import (
    Back,
    DeskAnswered,
    DeskFailed,
    DeskPage,
    Moment,
    PageShown,
    Push,
    Turn,
)
from kiosk.domain.station.pages.person import Person


@dataclass(frozen=True, slots=True)
class StayTouched:
    """A line: the person's page has *Xuất viện*."""

    person_id: str


@dataclass(frozen=True, slots=True)
class StaysLookedThrough:
    """*Đã rà soát*."""


StaysTouch = StayTouched | StaysLookedThrough


@dataclass(frozen=True, slots=True)
class StaysPage:
    """The page."""

    page: ClassVar[DeskPage] = DeskPage.STAYS
    is_public: ClassVar[bool] = False

    stays: Stays | None = None
    """None until they were read."""
    is_working: bool = False
    problem: DeskProblem | None = None


def advance(state: StaysPage, event: object, moment: Moment) -> Turn[StaysPage]:
    """The page after a touch or an answer; anything else changes nothing."""
    del moment
    match event:
        case PageShown():
            return Turn(state, asks=(ListStays(),))
        case DeskAnswered(_, ListStays(), Stays() as stays):
            return Turn(replace(state, stays=stays, problem=None))
        case DeskAnswered(_, ReviewStays(), StaysReviewed()):
            return Turn(replace(state, is_working=False), go=Back())
        case DeskAnswered(_, ReviewStays(), NotDone()):
            return Turn(replace(state, is_working=False, problem=DeskProblem.REFUSED))
        case DeskFailed(_, _, problem):
            return Turn(replace(state, is_working=False, problem=problem))
        case StayTouched(person_id):
            return Turn(state, go=Push(Person(person_id)))
        case StaysLookedThrough() if state.stays is not None and not state.is_working:
            asked = ReviewStays(len(state.stays.rows))
            return Turn(replace(state, is_working=True, problem=None), asks=(asked,))
    return Turn(state)
