"""Persons of one phone, as the desk's pages hear of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from kiosk.domain.desk.asked import Asked, DeskProblem
from kiosk.domain.desk.queries import (
    EntryRow,
    PersonPage,
    PersonRow,
    Timeline,
    VisitDay,
    VisitKind,
    VisitRow,
)
from kiosk.domain.people.person import Birth, PersonDetails, Sex
from kiosk.domain.station.page import DeskAnswered, DeskFailed, Moment
from kiosk.domain.visits.decision import Direction
from tests.support.window import AT, SESSION

PHONE = "+84912345678"
KEY = 7
MOMENT = Moment(KEY, SESSION)


def row(person_id: str, name: str = "Nguyễn Thị Mẫu", year: int = 1956) -> PersonRow:
    """Somebody who uses `PHONE` and is not inside."""
    return PersonRow(person_id, name, Birth(year), Sex.FEMALE, PHONE, "", "", AT, None, None)


def entry(entry_id: str, direction: Direction = Direction.ARRIVAL, days_ago: int = 0) -> EntryRow:
    """An entry of `p-1`."""
    return EntryRow(
        entry_id,
        "p-1",
        "Nguyễn Thị Mẫu",
        Birth(1956),
        PHONE,
        direction,
        AT - timedelta(days=days_ago),
        "Cổng A",
        "insurance_card",
        "camera",
        "card",
        is_correction=False,
        is_paper=False,
        marks=frozenset(),
    )


def day(entry_id: str, days_ago: int = 0) -> VisitDay:
    """A day with one arrival."""
    one = entry(entry_id, days_ago=days_ago)
    return VisitDay(one.at.date(), (VisitRow(VisitKind.ARRIVAL, one.at, one),))


def person_page(person_id: str = "p-1", *, is_inside: bool = False, **changes: Any) -> PersonPage:
    """A person's page with one entry of today."""
    given: dict[str, Any] = {
        "details": PersonDetails("Nguyễn Thị Mẫu", Birth(1956), Sex.FEMALE, phone=PHONE),
        "identifiers": (),
        "inside_since": AT if is_inside else None,
        "inside_gate": "",
        "last": None,
        "timeline": Timeline((day("e-1"),), None),
        "same_phone": (),
        "linked": (),
        "last_look": None,
        **changes,
    }
    return PersonPage(person_id, **given)


def answered(asked: Asked[Any], answer: object, key: int = KEY) -> DeskAnswered:
    """The answer to what the page with this key asked."""
    return DeskAnswered(key, asked, answer)


def failed(asked: Asked[Any], problem: DeskProblem = DeskProblem.STORAGE) -> DeskFailed:
    """No answer to it."""
    return DeskFailed(KEY, asked, problem)
