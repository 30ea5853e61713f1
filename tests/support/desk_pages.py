"""A page of the desk by hand: what it is told, and what it asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from kiosk.domain.desk.asked import Asked, DeskProblem
from kiosk.domain.desk.queries import CaseRow, IncompleteRow, PersonRow
from kiosk.domain.desk.session import Session
from kiosk.domain.people.person import Birth, Sex
from kiosk.domain.station.effects import Effect
from kiosk.domain.station.page import DeskAnswered, DeskFailed, Go, Moment, Turn
from tests.support.window import SESSION

AT = datetime(2026, 11, 23, 0, 2, 7, tzinfo=UTC)
KEY = 7

S = TypeVar("S")


class HandledPage(Generic[S]):
    """One page, told events one after the other."""

    def __init__(
        self,
        state: S,
        advance: Callable[[S, object, Moment], Turn[S]],
        session: Session | None = SESSION,
    ) -> None:
        self.state = state
        self.session = session
        self.asks: tuple[Asked[Any], ...] = ()
        """What the last event made it ask."""
        self.effects: tuple[Effect, ...] = ()
        self.go: Go | None = None
        self._advance = advance

    def tell(self, *events: object) -> S:
        """Let it take these; gives its state after them."""
        for event in events:
            turn = self._advance(self.state, event, Moment(KEY, self.session))
            self.state, self.asks = turn.state, turn.asks
            self.effects, self.go = turn.effects, turn.go
        return self.state

    def answer(self, answer: object) -> S:
        """Answer what it asked last."""
        return self.tell(DeskAnswered(KEY, self.asks[-1], answer))

    def fail(self, problem: DeskProblem = DeskProblem.STORAGE) -> S:
        """Leave what it asked last unanswered."""
        return self.tell(DeskFailed(KEY, self.asks[-1], problem))


LOCKED = replace(SESSION, is_locked=True)


def case_row(case_id: str = "case-1", **changes: Any) -> CaseRow:
    """A call by a button, of nobody known."""
    row = CaseRow(
        case_id=case_id,
        number=12,
        reason="staff_called",
        at=AT,
        gate="Cổng A",
        lane="gate",
        credential="",
        person_id=None,
        full_name="",
        birth=None,
        sex=Sex.UNKNOWN,
        phone="",
    )
    return replace(row, **changes)


def person_row(person_id: str = "person-1", **changes: Any) -> PersonRow:
    """Somebody synthetic who was never here."""
    row = PersonRow(
        person_id=person_id,
        full_name="Nguyễn Văn Mẫu",
        birth=Birth(1981),
        sex=Sex.MALE,
        phone="+84912345678",
        id_number="",
        insurance_number="",
        last_seen=None,
        last_direction=None,
        inside_since=None,
    )
    return replace(row, **changes)


def emergency_row(entry_id: str = "entry-1", **changes: Any) -> IncompleteRow:
    """An arrival of nobody known."""
    return replace(IncompleteRow(entry_id, AT, "Cổng A", 3, None, None), **changes)
