"""Kiểm tra đầu ca: the cases that the last shift left, and where the page leads."""

from __future__ import annotations

from datetime import date

from kiosk.base.errors import DeviceFaultKind
from kiosk.domain.desk.acts import ActProblem, NotDone
from kiosk.domain.desk.acts_on_requests import DataRight, ListRequests, OpenRequest, OpenRequests
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.doors import SeeStaffRoom, SignIn
from kiosk.domain.desk.printer_work import ChangeRoll
from kiosk.domain.desk.queries import Cases, ListCases
from kiosk.domain.desk.reports import PrintShift, ShiftPrinted
from kiosk.domain.desk.stays import ListStays, Stays
from kiosk.domain.events import CasesCounted
from kiosk.domain.staff.sign_in import SignedIn
from kiosk.domain.station.desk import Desk, PageWanted, advance_desk
from kiosk.domain.station.page import (
    Back,
    DeskAnswered,
    DeskFailed,
    DeskPage,
    PageShown,
    Push,
    Replace,
)
from kiosk.domain.station.pages.data_requests import DataRequests
from kiosk.domain.station.pages.printer_setup import PrinterSetup
from kiosk.domain.station.pages.registry import make_home
from kiosk.domain.station.pages.shift_check import (
    DataRequestsOpened,
    HandOverTouched,
    PrinterOpened,
    RollTouched,
    ShiftBegun,
    ShiftCasesOpened,
    ShiftCheck,
    StaysOpened,
    advance,
)
from kiosk.domain.station.pages.sign_in import PinTyped, SignInState, TileTouched
from kiosk.domain.station.pages.stays import StaysPage
from kiosk.domain.station.pages.support_list import SupportList
from kiosk.domain.visits.decision import PrintState
from tests.support.desk_pages import KEY, HandledPage, case_row
from tests.support.staff_rooms import make_room
from tests.support.window import AT, SESSION

PIN = "742906"


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
    page.tell(PrinterOpened())
    assert page.go == Push(PrinterSetup())
    page.tell(RollTouched())
    assert page.asks == (ChangeRoll(),)
    page.tell(object())
    assert (page.state, page.go) == (ShiftCheck(), None)


def signed_in(desk: Desk) -> Desk:
    """The desk after somebody signed in at the page for it."""
    for event in (
        PageWanted(SignInState()),
        DeskAnswered(1, SeeStaffRoom(), make_room()),
        TileTouched("staff-1"),
        *(PinTyped(digit) for digit in PIN),
        DeskAnswered(1, SignIn("staff-1", PIN), SignedIn(SESSION)),
    ):
        desk, _ = advance_desk(desk, event)
    return desk


def test_whoever_takes_a_shift_over_sees_the_open_cases_first() -> None:
    desk = signed_in(Desk(waiting=2))
    assert [page.state.page for page in desk.stack] == [make_home().page, DeskPage.SHIFT_CHECK]
    desk, _ = advance_desk(desk, ShiftBegun())
    assert desk.page is make_home().page
    assert signed_in(Desk()).page is make_home().page, "nobody waits: nothing stands before it"


def test_the_end_of_a_shift_is_printed_once_a_touch() -> None:
    page = HandledPage(ShiftCheck(), advance)
    page.tell(HandOverTouched())
    assert page.asks == (PrintShift(),)
    page.tell(HandOverTouched())
    assert (page.asks, page.state.is_printing) == ((), True)
    paper = ShiftPrinted(PrintState.FAILED, DeviceFaultKind.PAPER_OUT)
    page.tell(DeskAnswered(KEY, PrintShift(), paper))
    assert (page.state.is_printing, page.state.paper) == (False, paper)
    page.tell(HandOverTouched())
    assert (page.asks, page.state.paper) == ((PrintShift(),), None)
    page.tell(DeskFailed(KEY, PrintShift(), DeskProblem.STORAGE))
    assert (page.state.is_printing, page.state.problem) == (False, DeskProblem.STORAGE)
    page.tell(HandOverTouched())
    page.tell(DeskAnswered(KEY, PrintShift(), NotDone(ActProblem.NOT_SIGNED_IN)))
    assert (page.state.is_printing, page.state.problem) == (False, DeskProblem.REFUSED)


def test_who_stays_is_read_after_the_cases_and_has_a_page() -> None:
    page = HandledPage(ShiftCheck(), advance)
    page.tell(PageShown())
    page.answer(Cases((), (), 0))
    assert page.asks == (ListStays(),)
    stays = Stays((), date(2026, 11, 23), None)
    assert page.answer(stays).stays == stays
    page.tell(StaysOpened())
    assert page.go == Push(StaysPage())


def test_requests_about_data_are_counted_last_and_have_a_page() -> None:
    page = HandledPage(ShiftCheck(), advance)
    page.tell(DeskAnswered(KEY, ListStays(), Stays((), date(2026, 11, 23), None)))
    assert page.asks == (ListRequests(),)
    one = OpenRequest("r-1", "p-1", "K. B.", DataRight.SEE, AT, AT, "", ("p-1",))
    assert page.answer(OpenRequests((one, one))).requests == 2
    page.tell(DataRequestsOpened())
    assert page.go == Push(DataRequests())
