"""Answers the desk's questions (`kiosk.domain.desk.queries`): one function for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar, cast

from kiosk.domain.desk.acts_on_requests import ListRequests
from kiosk.domain.desk.asked import DeskQuery
from kiosk.domain.desk.declaration_queries import (
    CheckDeclarations,
    FindAlike,
    ListDrafts,
    ShowDraft,
)
from kiosk.domain.desk.queries import (
    CountDesk,
    FindByPhone,
    ListCases,
    ListDay,
    ListIncomplete,
    ListInside,
    ListVisits,
    Search,
    ShowPerson,
)
from kiosk.domain.desk.stays import ListStays
from kiosk.domain.desk.trail_queries import ListTrail
from kiosk.domain.reports.shift import CountShift
from kiosk.domain.text_input.name_syllables import SuggestSyllables
from kiosk.store.queries.cases import list_cases
from kiosk.store.queries.counts import count_desk
from kiosk.store.queries.data_requests import list_requests
from kiosk.store.queries.declarations import (
    check_declarations,
    find_alike,
    list_drafts,
    show_draft,
)
from kiosk.store.queries.emergencies import list_incomplete
from kiosk.store.queries.entries import list_day
from kiosk.store.queries.names import suggest_syllables
from kiosk.store.queries.persons import list_visits, show_person
from kiosk.store.queries.presence import list_inside
from kiosk.store.queries.reading import Reading
from kiosk.store.queries.search import TodaysPeople, find_by_phone, search
from kiosk.store.queries.shift import count_shift
from kiosk.store.queries.stays import list_stays
from kiosk.store.queries.trail import list_trail

A = TypeVar("A")

_ANSWERS: Mapping[type[DeskQuery[Any]], Callable[[Reading, Any], object]] = {
    ListDay: list_day,
    ListInside: list_inside,
    ListIncomplete: list_incomplete,
    ListCases: list_cases,
    CountDesk: count_desk,
    CountShift: count_shift,
    FindByPhone: find_by_phone,
    ShowPerson: show_person,
    ListVisits: list_visits,
    SuggestSyllables: suggest_syllables,
    ListDrafts: list_drafts,
    ShowDraft: show_draft,
    FindAlike: find_alike,
    CheckDeclarations: check_declarations,
    ListTrail: list_trail,
    ListStays: list_stays,
    ListRequests: list_requests,
}


def answer_query(reading: Reading, todays: TodaysPeople, query: DeskQuery[A]) -> A:
    """The answer of one question. Raises KeyError for one that is unknown."""
    if isinstance(query, Search):
        return cast(A, search(reading, todays, query))
    if isinstance(query, CountDesk):
        # Asked when the list opens: who types a moment later does not wait for it.
        todays.follow(reading)
    return cast(A, _ANSWERS[type(query)](reading, query))
