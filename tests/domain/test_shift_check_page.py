"""Kiểm tra đầu ca, and the chime of the desk."""

from __future__ import annotations

from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.queries import Cases, ListCases
from kiosk.domain.events import CasesCounted
from kiosk.domain.station.desk import CHIME_S, Desk, OpenDesk, StaffSignedIn, advance_desk
from kiosk.domain.station.effects import (
    AskDesk,
    PlaySound,
    StartTimer,
    StopTimer,
    TimerFired,
    TimerName,
    Tone,
)
from kiosk.domain.station.page import Back, PageShown, Replace
from kiosk.domain.station.pages.shift_check import (
    ShiftBegun,
    ShiftCasesOpened,
    ShiftCheck,
    advance,
)
from kiosk.domain.station.pages.support_list import SupportList
from tests.support.desk_pages import HandledPage, case_row
from tests.support.window import SESSION

CHIME = PlaySound(Tone.STAFF)


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


def again(desk: Desk) -> StartTimer:
    return StartTimer(TimerName.CHIME, desk.chime, CHIME_S)


def test_a_case_that_nobody_takes_chimes_again_every_two_minutes() -> None:
    desk, effects = advance_desk(Desk(), CasesCounted(1, (12,)))
    assert effects == (CHIME, again(desk))
    for _ in range(3):
        desk, effects = advance_desk(desk, TimerFired(TimerName.CHIME, desk.chime))
        assert effects == (CHIME, again(desk))


def test_taken_it_chimes_no_more() -> None:
    desk, _ = advance_desk(Desk(), CasesCounted(1))
    desk, effects = advance_desk(desk, CasesCounted(1, acknowledged=1))
    assert effects == (StopTimer(TimerName.CHIME),)
    assert advance_desk(desk, TimerFired(TimerName.CHIME, desk.chime)) == (desk, ())


def test_while_another_waits_untaken_it_goes_on() -> None:
    desk, _ = advance_desk(Desk(), CasesCounted(2))
    assert advance_desk(desk, CasesCounted(2, acknowledged=1))[1] == ()


def test_a_new_case_chimes_at_once_and_begins_the_two_minutes_anew() -> None:
    desk, _ = advance_desk(Desk(), CasesCounted(1))
    stale = TimerFired(TimerName.CHIME, desk.chime)
    desk, effects = advance_desk(desk, CasesCounted(2))
    assert effects == (CHIME, again(desk))
    assert advance_desk(desk, stale) == (desk, ())


def test_one_closed_as_another_opens_still_chimes() -> None:
    desk, _ = advance_desk(Desk(), CasesCounted(1, acknowledged=1))
    assert advance_desk(desk, CasesCounted(1))[1][0] == CHIME


def test_the_page_on_top_hears_of_another_case() -> None:
    desk, _ = advance_desk(Desk(), StaffSignedIn(SESSION))
    desk, _ = advance_desk(desk, OpenDesk(SupportList()))
    _, effects = advance_desk(desk, CasesCounted(1))
    asked = [effect.asked for effect in effects if isinstance(effect, AskDesk)]
    assert asked == [ListCases()]
