"""The pages of accounts and of the trail, as scenes that a showcase is set to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from kiosk.domain.desk.acts_on_cards import CardIssued, IssueBadge
from kiosk.domain.desk.doors import AddAccount, SeeAccounts
from kiosk.domain.desk.trail_queries import ListTrail, TrailRows
from kiosk.domain.staff.account import AccountChange, AccountLine, AccountProblem, StaffAccount
from kiosk.domain.staff.lockout import Lock, LockKind
from kiosk.domain.staff.roles import Role
from kiosk.domain.staff.trail import StaffDeed, TrailRow
from kiosk.domain.station.desk import PageWanted, StaffSignedIn
from kiosk.domain.station.page import DeskAnswered, PageState
from kiosk.domain.station.pages.accounts import (
    AccountAdded,
    AccountChosen,
    Accounts,
    BadgeTouched,
    ChangeTouched,
    NameGiven,
    NewPinWanted,
    RoleTurned,
)
from kiosk.domain.station.pages.new_pin import NewPinTyped
from kiosk.domain.station.pages.trail import TrailPage
from kiosk.domain.station.touches import WindowEvent
from kiosk.domain.text_input.field_text import Typed
from ui.showcase import AT, Showcase, demo_session

OWN = "admin-1"
MAI, KHOA, BINH = "staff-1", "staff-2", "staff-3"


def _lines(showcase: Showcase) -> tuple[AccountLine, ...]:
    long = "Nguyễn Thị Huyền Trang Anh Thư, Khoa Khám bệnh theo yêu cầu"
    name = "Lê Thị Mai" if showcase.name == "N. T. H. Nhung" else long
    return (
        AccountLine(OWN, "Võ Thanh Hà", Role.ADMINISTRATOR, True),
        AccountLine(MAI, name, Role.STAFF, True, badge_until=AT + timedelta(days=200)),
        AccountLine(KHOA, "Phạm Đăng Khoa", Role.STAFF, True, Lock(LockKind.BARRED, 10)),
        AccountLine(BINH, "Trần Văn Bình", Role.STAFF, False),
    )


def _row(number: int, deed: StaffDeed, **members: str) -> TrailRow:
    told = {
        "by": MAI,
        "by_name": "Lê Thị Mai",
        "account_name": "",
        "person_id": "",
        "record_id": "",
        "note": "",
    }
    at = AT - timedelta(minutes=3 * (100 - number))
    return TrailRow(number, deed.value, at, **{**told, **members})


ROWS = (
    _row(100, StaffDeed.CHECKED_IN, person_id="0198a2c4-7b11-7d3e-8a55-51d3f0a1b2c3"),
    _row(99, StaffDeed.LOOKED_FOR),
    _row(98, StaffDeed.PIN_RESET, by_name="Võ Thanh Hà", account_name="Phạm Đăng Khoa"),
    _row(98, StaffDeed.UNLOCKED, note="badge"),
    _row(97, StaffDeed.PIN_REFUSED, by_name="Phạm Đăng Khoa", note="barred"),
    _row(96, StaffDeed.REPORT_EXPORTED, note="list 2026-11-22 xlsx"),
    _row(
        95, StaffDeed.ACCOUNT_ADDED, by="", by_name="", account_name="Trần Văn Bình", note="staff"
    ),
    _row(94, StaffDeed.LOCKED, note="time"),
    _row(93, StaffDeed.EMERGENCY_UNIDENTIFIED, record_id="r-7"),
)


def _open(showcase: Showcase, page: PageState) -> None:
    session = replace(demo_session(), account_id=OWN, name="Võ Thanh Hà", role=Role.ADMINISTRATOR)
    showcase.take(StaffSignedIn(session), PageWanted(page))


def _accounts(showcase: Showcase, *events: WindowEvent) -> None:
    _open(showcase, Accounts())
    key = showcase.window.station.window.desk.stack[-1].key
    showcase.take(DeskAnswered(key, SeeAccounts(), _lines(showcase)), *events)


def _named(showcase: Showcase, *events: WindowEvent) -> None:
    _accounts(showcase, AccountAdded(), Typed("Nguyễn Thu Hiền", None), *events)


def _taken(showcase: Showcase) -> None:
    """The name is another's."""
    pin = [NewPinTyped(digit) for digit in "742906742906"]
    _named(showcase, NameGiven(), *pin)
    key = showcase.window.station.window.desk.stack[-1].key
    asked = AddAccount("Nguyễn Thu Hiền", Role.STAFF, "742906")
    showcase.take(DeskAnswered(key, asked, AccountProblem.NAME_TAKEN))


def _added(showcase: Showcase) -> None:
    _accounts(showcase)
    key = showcase.window.station.window.desk.stack[-1].key
    made = StaffAccount("staff-4", "Nguyễn Thu Hiền", Role.STAFF, "", AT)
    showcase.take(DeskAnswered(key, AddAccount(made.name, made.role, "742906"), made))


def _badge_made(showcase: Showcase) -> None:
    _accounts(showcase, AccountChosen(MAI), BadgeTouched(is_lost=False))
    key = showcase.window.station.window.desk.stack[-1].key
    issued = CardIssued("j-9", AT + timedelta(days=365), has_replaced=True)
    showcase.take(DeskAnswered(key, IssueBadge(MAI), issued))


def _trail(showcase: Showcase, rows: tuple[TrailRow, ...] = ROWS) -> None:
    _open(showcase, TrailPage())
    key = showcase.window.station.window.desk.stack[-1].key
    showcase.take(DeskAnswered(key, ListTrail(), TrailRows(rows, False)))


ACCOUNT_SCENES: dict[str, Callable[[Showcase], None]] = {
    "accounts": _accounts,
    "accounts-added": _added,
    "accounts-chosen": lambda showcase: _accounts(showcase, AccountChosen(KHOA)),
    "accounts-badge": lambda showcase: _accounts(showcase, AccountChosen(MAI)),
    "accounts-badge-made": _badge_made,
    "accounts-sure": lambda showcase: _accounts(
        showcase, AccountChosen(MAI), ChangeTouched(AccountChange.DISABLE)
    ),
    "accounts-name": lambda showcase: _named(showcase, RoleTurned(Role.ADMINISTRATOR)),
    "accounts-name-taken": _taken,
    "accounts-pin": lambda showcase: _named(showcase, NameGiven(), NewPinTyped("7")),
    "accounts-pin-weak": lambda showcase: _accounts(
        showcase,
        AccountChosen(MAI),
        NewPinWanted(),
        *(NewPinTyped(digit) for digit in "123456"),
    ),
    "trail": _trail,
    "trail-empty": lambda showcase: _trail(showcase, ()),
}
"""Both pages and every variant of one."""
