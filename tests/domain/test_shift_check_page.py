"""Kiểm tra đầu ca: the cases that the last shift left, and where the page leads."""

from __future__ import annotations

from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.queries import Cases, ListCases
from kiosk.domain.events import CasesCounted
from kiosk.domain.station.page import Back, PageShown, Replace
from kiosk.domain.station.pages.shift_check import (
    ShiftBegun,
    ShiftCasesOpened,
    ShiftCheck,
    advance,
)
from kiosk.domain.station.pages.support_list import SupportList
from tests.support.desk_pages import HandledPage, case_row


def test_open_cases_are_read_and_read_again() -> None:
    page = HandledPage(ShiftCheck(), advance)
    page.tell(PageShown())
    assert page.asks == (ListCases(),)
    cases = Cases((case_row(),), (), 0)
    assert page.answer(cases).cases == cases
    page.tell(CasesCounted(2))
    assert page.asks == (ListCases(),)
    assert page.fail().problem is DeskProblem.STORAGE


def test_it_leads_to_the_list_or_to_the_cases() -> None:
    page = HandledPage(ShiftCheck(), advance)
    page.tell(ShiftBegun())
    assert page.go == Back()
    page.tell(ShiftCasesOpened())
    assert page.go == Replace(SupportList())
    page.tell(object())
    assert (page.state, page.go) == (ShiftCheck(), None)
