"""*Nhật ký*: what staff did, the newest first, for administrators; as a file by the reports' page.

It names visitors by id alone (docs/spec/at-the-gate.md §14): a line leads to nobody's data.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.trail_queries import ListTrail, TrailRows
from kiosk.domain.reports.report import ReportKind
from kiosk.domain.staff.roles import Role
from kiosk.domain.staff.trail import TrailRow
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
from kiosk.domain.station.pages.reports import Reports


@dataclass(frozen=True, slots=True)
class TrailFurther:
    """The end of what was read is near: earlier lines are wanted."""


@dataclass(frozen=True, slots=True)
class TrailExported:
    """*Xuất tệp*."""


TrailTouch = TrailFurther | TrailExported


@dataclass(frozen=True, slots=True)
class TrailPage:
    """The page."""

    page: ClassVar[DeskPage] = DeskPage.TRAIL
    is_public: ClassVar[bool] = False

    account_id: str = ""
    """Whose; empty for all."""
    rows: tuple[TrailRow, ...] | None = None
    """None until they were read."""
    has_more: bool = False
    is_reading: bool = False
    problem: DeskProblem | None = None


def advance(state: TrailPage, event: object, moment: Moment) -> Turn[TrailPage]:
    """The page after a touch or an answer; anything else changes nothing."""
    match event:
        case PageShown():
            if moment.session is None or moment.session.role is not Role.ADMINISTRATOR:
                return Turn(state, go=Back())
            return Turn(replace(state, is_reading=True), asks=(ListTrail(state.account_id),))
        case DeskAnswered(_, ListTrail(_, before), TrailRows(rows, has_more)):
            kept = () if before is None else state.rows or ()
            read = replace(state, rows=(*kept, *rows), has_more=has_more)
            return Turn(replace(read, is_reading=False, problem=None))
        case DeskFailed(_, _, problem):
            return Turn(replace(state, is_reading=False, problem=problem))
        case TrailFurther() if state.rows and state.has_more and not state.is_reading:
            asked = ListTrail(state.account_id, state.rows[-1].number)
            return Turn(replace(state, is_reading=True), asks=(asked,))
        case TrailExported():
            return Turn(state, go=Push(Reports(kind=ReportKind.TRAIL)))
    return Turn(state)
