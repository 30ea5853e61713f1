"""Rà soát nội trú in words, and its touches."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.stays import StayRow, Stays
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.staff.badge import BadgeProblem
from kiosk.domain.station.pages.shift_check import ShiftCheck, StaysOpened
from kiosk.domain.station.pages.sign_in import SignInState
from kiosk.domain.station.pages.stays import StaysLookedThrough, StaysPage, StayTouched
from tests.support.staff_rooms import LOCK, make_room
from tests.support.views import AT, at_desk, plain
from ui.i18n import Words
from ui.messages.staff import BADGE_PROBLEMS
from ui.showcase import NoActions
from ui.viewmodels.desk.shift_check import ShiftCheckViewModel, derive_shift_check
from ui.viewmodels.desk.sign_in import derive_sign_in
from ui.viewmodels.desk.stays import StaysProps, StaysViewModel, derive_stays

TODAY = date(2026, 11, 23)


def stays(*nights: int, reviewed: date | None = None) -> Stays:
    rows = tuple(
        StayRow(f"p-{each}", "Nguyễn Thị Hồng Nhung", VisitorKind.CARER, AT - timedelta(each), each)
        for each in nights
    )
    return Stays(rows, TODAY, reviewed)


def test_names_are_masked_and_nights_counted(vi: Words, en: Words) -> None:
    shown = derive_stays(at_desk(StaysPage(stays(2, 1, 0)), vi))
    assert [row.name for row in shown.rows] == ["N. T. H. Nhung"] * 3
    assert [row.nights for row in shown.rows] == ["2 đêm", "1 đêm", ""]
    assert shown.rows[0].about.startswith("Người chăm bệnh · từ ")
    assert shown.rows[2].about.endswith("hôm nay")
    assert shown.headline == "3 người nội trú, chăm bệnh"
    assert (shown.sentence, shown.is_problem) == ("Hôm nay chưa rà soát.", True)
    told = derive_stays(at_desk(StaysPage(stays(2, 1)), en))
    assert [row.nights for row in told.rows] == ["2 nights", "1 night"]
    assert told.headline == "2 inpatients and carers"


def test_what_is_not_due_says_so_or_nothing(vi: Words) -> None:
    looked = derive_stays(at_desk(StaysPage(stays(2, reviewed=TODAY)), vi))
    assert (looked.sentence, looked.is_problem) == ("Hôm nay đã rà soát.", False)
    today = derive_stays(at_desk(StaysPage(stays(0)), vi))
    assert today.sentence == ""
    nobody = derive_stays(at_desk(StaysPage(stays()), vi))
    assert (nobody.headline, nobody.sentence) == ("Không có ai nội trú.", "")
    assert derive_stays(at_desk(None, vi)) == StaysProps()
    unread = derive_stays(at_desk(StaysPage(problem=DeskProblem.STORAGE), vi))
    assert unread.is_problem
    assert unread.sentence
    assert not derive_stays(at_desk(StaysPage(stays(1), is_working=True), vi)).can_review


def test_its_touches(vi: Words) -> None:
    told: list[object] = []
    page = StaysViewModel(told.append, NoActions())
    page.fold(at_desk(StaysPage(stays(1)), vi))
    page.open("p-1")
    page.review()
    assert told == [StayTouched("p-1"), StaysLookedThrough()]
    assert (page.headline, page.sentence, page.isProblem, page.canReview) == (
        "1 người nội trú, chăm bệnh",
        "Hôm nay chưa rà soát.",
        True,
        True,
    )


def test_the_shift_check_leads_there(vi: Words) -> None:
    shown = derive_shift_check(at_desk(ShiftCheck(stays=stays(2, 0)), vi))
    assert (shown.stays_text, shown.is_stays_due) == ("Rà soát nội trú (2)", True)
    assert derive_shift_check(at_desk(ShiftCheck(stays=stays()), vi)).stays_text == ""
    assert derive_shift_check(at_desk(ShiftCheck(), vi)).stays_text == ""
    told: list[object] = []
    page = ShiftCheckViewModel(told.append, NoActions())
    page.fold(at_desk(ShiftCheck(stays=stays(2)), vi))
    page.openStays()
    assert told == [StaysOpened()]
    assert (page.staysText, page.isStaysDue) == ("Rà soát nội trú (1)", True)


def test_a_code_that_does_not_unlock_has_a_sentence_of_its_own(vi: Words, en: Words) -> None:
    said = set()
    for problem in BadgeProblem:
        for words in (vi, en):
            state = SignInState(make_room(), "staff-2", badge=problem)
            shown = derive_sign_in(at_desk(state, words).window.desk, words)
            assert shown.is_warning
            assert shown.note == words.translate("Screens", BADGE_PROBLEMS[problem])
            said.add(shown.note)
    assert len(said) == 2 * len(BadgeProblem)
    locked = SignInState(make_room(LOCK), "staff-1", badge=BadgeProblem.LOCKED)
    shown = derive_sign_in(at_desk(locked, vi).window.desk, vi)
    assert shown.lock_text == "Tài khoản đang khóa: thẻ cũng chưa dùng được."


def test_whoever_has_a_badge_is_told_that_it_unlocks(vi: Words) -> None:
    room = make_room()
    tiles = tuple(replace(tile, has_badge=True) for tile in room.tiles)
    state = SignInState(replace(room, tiles=tiles), "staff-1")
    view = at_desk(state, vi)
    assert plain(derive_sign_in(view.window.desk, vi).label).endswith("hoặc giơ thẻ nhân viên")
    begins = replace(view.window.desk, session=None)
    assert "thẻ" not in derive_sign_in(begins, vi).label, "a shift takes the PIN"
