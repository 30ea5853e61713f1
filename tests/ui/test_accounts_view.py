"""What the pages of accounts and of the trail show, and what a finger tells their machines."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.reports.report import ReportKind
from kiosk.domain.reports.trail import DEED_WORDS, NOTE_WORDS
from kiosk.domain.staff.account import AccountChange, AccountLine, AccountProblem
from kiosk.domain.staff.lockout import Lock, LockKind
from kiosk.domain.staff.pin import PinProblem
from kiosk.domain.staff.roles import Role
from kiosk.domain.staff.trail import StaffDeed, TrailRow
from kiosk.domain.station.pages.accounts import (
    AccountAdded,
    AccountChosen,
    Accounts,
    AccountsDone,
    AccountsPanel,
    AccountsPanelClosed,
    ChangeTouched,
    DisablingConfirmed,
    NameGiven,
    NewPinWanted,
    RoleTurned,
    TrailOpened,
)
from kiosk.domain.station.pages.new_pin import (
    NewPinCleared,
    NewPinErased,
    NewPinFlaw,
    NewPinTyped,
)
from kiosk.domain.station.pages.reports import Reports
from kiosk.domain.station.pages.trail import TrailExported, TrailFurther, TrailPage
from kiosk.domain.station.touches import WindowEvent
from kiosk.domain.text_input.field_text import FieldKind, text_in
from tests.support.views import AT, at_desk, plain
from ui.i18n import Words
from ui.showcase import NoActions
from ui.viewmodels.desk.accounts import AccountsProps, AccountsViewModel, derive_accounts
from ui.viewmodels.desk.cells import DOT
from ui.viewmodels.desk.reports import derive_reports
from ui.viewmodels.desk.trail import TrailProps, TrailViewModel, derive_trail

LINES = (
    AccountLine("admin-1", "Võ Thanh Hà", Role.ADMINISTRATOR, True),
    AccountLine("staff-1", "Lê Thị Mai", Role.STAFF, True),
    AccountLine("staff-2", "Phạm Đăng Khoa", Role.STAFF, True, Lock(LockKind.BARRED, 10)),
    AccountLine("staff-3", "Trần Văn Bình", Role.STAFF, False),
)
LIST = Accounts(LINES, "admin-1")
MAI = replace(LIST, panel=AccountsPanel.CHOSEN, chosen="staff-1")


def props(state: Accounts, words: Words) -> AccountsProps:
    return derive_accounts(at_desk(state, words))


def test_each_account_has_its_line(vi: Words) -> None:
    rows = props(MAI, vi).rows
    assert [(row.name, plain(row.role), row.state) for row in rows] == [
        ("Võ Thanh Hà", "Quản trị", "Đang đăng nhập"),
        ("Lê Thị Mai", "Nhân viên", ""),
        ("Phạm Đăng Khoa", "Nhân viên", "Đang khóa"),
        ("Trần Văn Bình", "Nhân viên", "Đã ngừng dùng"),
    ]
    assert [row.is_chosen for row in rows] == [False, True, False, False]
    assert props(Accounts(), vi).rows == ()
    assert derive_accounts(at_desk(None, vi)) == AccountsProps()


@pytest.mark.parametrize(
    ("chosen", "keys"),
    [
        ("admin-1", ["pin", "badge", "trail"]),
        ("staff-1", ["pin", "badge", "disable", "trail"]),
        ("staff-2", ["pin", "badge", "free", "disable", "trail"]),
        ("staff-3", ["enable", "trail"]),
    ],
)
def test_an_account_is_offered_what_it_needs(vi: Words, chosen: str, keys: list[str]) -> None:
    shown = props(replace(MAI, chosen=chosen), vi)
    assert [one.key for one in shown.choices.choices] == keys


def test_whoever_has_a_badge_may_have_another_or_lose_it(vi: Words) -> None:
    until = datetime(2027, 6, 10, tzinfo=UTC)
    lines = tuple(replace(line, badge_until=until) for line in MAI.lines or ())
    page = replace(MAI, lines=lines, chosen="staff-1")
    shown = props(page, vi).choices
    assert [one.key for one in shown.choices] == ["pin", "badge", "no_badge", "disable", "trail"]
    assert "10/06/2027" in shown.text
    out_of_use = props(replace(page, chosen="staff-3"), vi).choices
    assert [one.key for one in out_of_use.choices] == ["no_badge", "enable", "trail"]


def test_without_a_printer_no_badge_is_offered(vi: Words) -> None:
    view = at_desk(replace(MAI, chosen="staff-1"), vi)
    window = replace(view.window, health=replace(view.window.health, has_printer=False))
    shown = derive_accounts(replace(view, window=window)).choices
    assert [one.key for one in shown.choices] == ["pin", "disable", "trail"]


def test_it_is_asked_whether_it_is_meant(vi: Words) -> None:
    sure = props(replace(MAI, panel=AccountsPanel.SURE), vi).choices
    assert (sure.title, [one.key for one in sure.choices]) == (
        "Ngừng dùng tài khoản Lê Thị Mai?",
        ["sure"],
    )


def test_the_pin_is_dots_and_says_whose(vi: Words) -> None:
    typing = props(replace(MAI, panel=AccountsPanel.PIN, pin="74"), vi)
    assert (typing.panel, typing.title, typing.label) == (
        "pin",
        "Mã PIN của Lê Thị Mai",
        "Mã PIN mới, 6 số",
    )
    assert [cell.char for cell in typing.cells][:3] == [DOT, DOT, ""]
    assert (typing.takes_digits, typing.has_digits) == (True, True)
    name = text_in("Nguyễn Hiền ", FieldKind.NAME, 60)
    again = replace(LIST, panel=AccountsPanel.AGAIN, pin="742906", name=name)
    shown = props(again, vi)
    assert (shown.panel, shown.title) == ("pin", "Mã PIN của Nguyễn Hiền")
    assert (shown.label, shown.has_digits) == ("Nhập lại mã PIN mới", False)
    working = props(replace(again, is_working=True), vi)
    assert (working.sentence, working.takes_digits) == ("Đang lưu…", False)


@pytest.mark.parametrize(
    ("flaw", "said"),
    [
        (AccountProblem.NAME_TAKEN, "Đã có tài khoản mang tên này. Xin ghi tên khác."),
        (PinProblem.RUNNING, "Số liền nhau rất dễ đoán. Xin chọn mã PIN khác."),
        (NewPinFlaw.NOT_THE_SAME, "Hai lần nhập không giống nhau. Xin chọn lại mã PIN."),
    ],
)
def test_what_was_wrong_is_said(vi: Words, flaw: AccountProblem | PinProblem, said: str) -> None:
    shown = props(replace(LIST, flaw=flaw), vi)
    assert (plain(shown.sentence), shown.is_problem) == (said, True)


def test_a_fault_and_what_was_done_are_said(vi: Words, en: Words) -> None:
    assert props(replace(LIST, flaw=DeskProblem.STORAGE), vi).sentence
    done = replace(LIST, done=AccountsDone.ADDED, done_to="Nguyễn Hiền")
    assert props(done, vi).sentence == "Đã thêm tài khoản Nguyễn Hiền."
    assert props(done, en).sentence == "Account added: Nguyễn Hiền."


def test_every_touch_is_told(app: QGuiApplication, vi: Words) -> None:
    told: list[WindowEvent] = []
    page = AccountsViewModel(told.append, NoActions())
    page.fold(at_desk(MAI, vi))
    page.chooseAccount("staff-1")
    page.add()
    page.turnRole(True)
    page.turnRole(False)
    page.giveName()
    for key in ("pin", "trail", "sure", "free"):
        page.choose(key)
    page.openTrail()
    page.press("7")
    page.erase()
    page.clear()
    page.closePanel()
    assert told == [
        AccountChosen("staff-1"),
        AccountAdded(),
        RoleTurned(Role.ADMINISTRATOR),
        RoleTurned(Role.STAFF),
        NameGiven(),
        NewPinWanted(),
        TrailOpened(),
        DisablingConfirmed(),
        ChangeTouched(AccountChange.FREE),
        TrailOpened(),
        NewPinTyped("7"),
        NewPinErased(),
        NewPinCleared(),
        AccountsPanelClosed(),
    ]
    assert page.choices["title"] == "Lê Thị Mai"
    assert (page.panel, page.name, page.canName, page.isAdministrator) == (
        "chosen",
        "",
        False,
        False,
    )


def test_the_trail_says_who_did_what_and_names_no_visitor(vi: Words, en: Words) -> None:
    row = TrailRow(9, StaffDeed.CASE_CLOSED, AT, "staff-1", "Lê Thị Mai", "", "p-123456", "r", "")
    state = TrailPage(rows=(row, replace(row, number=8, by="", by_name="", deed="flew")))
    first, second = derive_trail(at_desk(state, vi)).rows
    assert (first.when, first.who) == ("Hôm nay 07:02", "Lê Thị Mai")
    assert (first.what, first.about) == ("Kết thúc ca hỗ trợ", "123456")
    assert (second.who, second.what) == ("(không ai đăng nhập)", "flew")
    noted = replace(row, note="barred", account_name="Phạm Đăng Khoa", person_id="")
    shown = derive_trail(
        at_desk(TrailPage(rows=(noted, replace(noted, note="list 2026-11-22 xlsx"))), en)
    ).rows
    assert [one.about for one in shown] == [
        "Phạm Đăng Khoa · the account is barred",
        "Phạm Đăng Khoa · list of names 2026-11-22 xlsx",
    ]


def test_every_deed_and_note_has_its_english(vi: Words, en: Words) -> None:
    for said in (*DEED_WORDS.values(), *NOTE_WORDS.values()):
        assert vi.translate("Screens", said) != en.translate("Screens", said), said


def test_an_empty_trail_and_one_that_cannot_be_read_say_so(vi: Words) -> None:
    assert derive_trail(at_desk(TrailPage(), vi)) == TrailProps()
    assert derive_trail(at_desk(None, vi)) == TrailProps()
    empty = derive_trail(at_desk(TrailPage(rows=()), vi))
    assert (empty.sentence, empty.is_problem) == ("Chưa có việc nào được ghi.", False)
    assert derive_trail(at_desk(TrailPage(problem=DeskProblem.STORAGE), vi)).is_problem


def test_the_trails_touches_and_its_file(app: QGuiApplication, vi: Words) -> None:
    told: list[WindowEvent] = []
    page = TrailViewModel(told.append, NoActions())
    page.fold(at_desk(TrailPage(rows=()), vi))
    page.goFurther()
    page.export()
    assert told == [TrailFurther(), TrailExported()]
    assert (page.sentence, page.isProblem) == ("Chưa có việc nào được ghi.", False)
    desk = at_desk(Reports(kind=ReportKind.TRAIL), vi).window.desk
    assert derive_reports(desk, vi).is_trail
