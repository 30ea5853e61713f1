"""The page of accounts: what an administrator does, and what nobody else is shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from kiosk.domain.desk.acts_on_cards import CardIssued, CardRevoked, IssueBadge, RevokeBadge
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.doors import AddAccount, ChangeAccount, ResetPin, SeeAccounts
from kiosk.domain.desk.session import Session
from kiosk.domain.staff.account import AccountChange, AccountLine, AccountProblem, StaffAccount
from kiosk.domain.staff.lockout import Lock, LockKind
from kiosk.domain.staff.pin import PinProblem
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.page import Back, DeskAnswered, DeskFailed, Moment, PageShown, Push, Turn
from kiosk.domain.station.pages import shift_check
from kiosk.domain.station.pages.accounts import (
    AccountAdded,
    AccountChosen,
    Accounts,
    AccountsDone,
    AccountsPanel,
    AccountsPanelClosed,
    BadgeTouched,
    ChangeTouched,
    DisablingConfirmed,
    NameGiven,
    NewPinWanted,
    RoleTurned,
    TrailOpened,
    advance,
)
from kiosk.domain.station.pages.new_pin import (
    NewPinCleared,
    NewPinErased,
    NewPinFlaw,
    NewPinTyped,
)
from kiosk.domain.station.pages.trail import TrailPage
from kiosk.domain.text_input.field_text import Typed

AT = datetime(2026, 11, 29, tzinfo=UTC)
MOMENT = Moment(7, Session("admin-1", "Võ Thanh Hà", Role.ADMINISTRATOR, AT))
PIN = "742906"
DIGITS = tuple(map(NewPinTyped, PIN))
LINES = (
    AccountLine("admin-1", "Võ Thanh Hà", Role.ADMINISTRATOR, True),
    AccountLine("staff-1", "Lê Thị Mai", Role.STAFF, True),
    AccountLine("staff-2", "Phạm Đăng Khoa", Role.STAFF, True, Lock(LockKind.BARRED, 10)),
    AccountLine("staff-3", "Trần Văn Bình", Role.STAFF, False),
)
READ = DeskAnswered(7, SeeAccounts(), LINES)
MADE = StaffAccount("staff-4", "Nguyễn Hiền", Role.STAFF, "", AT)


def turn(*events: object, state: Accounts | None = None) -> Turn[Accounts]:
    """The last turn, from the page with its list on."""
    last = Turn(state or opened())
    for event in events:
        last = advance(last.state, event, MOMENT)
    return last


def opened() -> Accounts:
    state = advance(Accounts(), PageShown(), MOMENT).state
    return advance(state, READ, MOMENT).state


def answered(asked: Any, answer: object) -> DeskAnswered:
    return DeskAnswered(7, asked, answer)


def test_an_administrator_reads_the_accounts_and_nobody_else() -> None:
    assert advance(Accounts(), PageShown(), MOMENT).asks == (SeeAccounts(),)
    assert opened().lines == LINES
    staff = Moment(7, Session("staff-1", "Lê Thị Mai", Role.STAFF, AT))
    for moment in (staff, Moment(7, None)):
        turned = advance(Accounts(), PageShown(), moment)
        assert (turned.go, turned.asks) == (Back(), ())
    refused = turn(answered(SeeAccounts(), AccountProblem.NOT_ADMINISTRATOR)).state
    assert refused.flaw is AccountProblem.NOT_ADMINISTRATOR


def test_the_shifts_page_leads_to_it() -> None:
    opened_by = shift_check.advance(shift_check.ShiftCheck(), shift_check.AccountsOpened(), MOMENT)
    assert opened_by.go == Push(Accounts())


def test_a_new_account_has_a_name_a_role_and_a_pin_typed_twice() -> None:
    named = turn(AccountAdded(), RoleTurned(Role.ADMINISTRATOR), RoleTurned(Role.STAFF)).state
    assert (named.panel, named.can_name) == (AccountsPanel.NAME, False)
    assert turn(NameGiven(), state=named).state == named, "without a name there is no account"
    typed = turn(Typed("Nguyễn", None), Typed(" Hiền ", None), NameGiven(), state=named).state
    assert (typed.panel, typed.typed) == (AccountsPanel.PIN, None)
    last = turn(*DIGITS, *DIGITS, state=typed)
    asked = AddAccount("Nguyễn Hiền", Role.STAFF, PIN)
    assert (last.asks, last.state.is_working) == ((asked,), True)
    # Nothing is touched meanwhile.
    assert turn(AccountsPanelClosed(), state=last.state).state == last.state
    done = turn(answered(asked, MADE), state=last.state)
    assert done.asks == (SeeAccounts(),)
    assert (done.state.done, done.state.done_to) == (AccountsDone.ADDED, "Nguyễn Hiền")
    assert done.state.panel is AccountsPanel.NONE
    assert (done.state.pin, done.state.again, done.state.name.text) == ("", "", "")


def test_a_name_that_is_taken_is_typed_again_and_stands_there() -> None:
    state = turn(AccountAdded(), Typed("Lê Thị Mai", None), NameGiven(), *DIGITS, *DIGITS).state
    asked = AddAccount("Lê Thị Mai", Role.STAFF, PIN)
    after = turn(answered(asked, AccountProblem.NAME_TAKEN), state=state).state
    assert (after.panel, after.name.text) == (AccountsPanel.NAME, "Lê Thị Mai")
    assert (after.flaw, after.pin) == (AccountProblem.NAME_TAKEN, "")
    assert turn(Typed(" Hai", None), state=after).state.flaw is None


def test_a_pin_that_is_guessed_first_or_differs_is_typed_again() -> None:
    begun = turn(AccountChosen("staff-1"), NewPinWanted())
    assert begun.state.panel is AccountsPanel.PIN
    weak = turn(*map(NewPinTyped, "123456"), state=begun.state).state
    assert (weak.pin, weak.flaw) == ("", PinProblem.RUNNING)
    other = turn(*DIGITS, *map(NewPinTyped, "742907"), state=begun.state).state
    assert (other.panel, other.flaw) == (AccountsPanel.PIN, NewPinFlaw.NOT_THE_SAME)
    assert (other.pin, other.again) == ("", "")
    # A digit is taken back, or all of them, each time.
    back = turn(*DIGITS[:3], NewPinErased(), state=begun.state).state
    assert back.pin == PIN[:2]
    assert turn(NewPinCleared(), state=back).state.pin == ""
    again = turn(*DIGITS, *DIGITS[:3], NewPinErased(), state=begun.state).state
    assert (again.pin, again.again) == (PIN, PIN[:2])


def test_a_pin_the_venue_does_not_take_is_said() -> None:
    state = turn(AccountChosen("staff-1"), NewPinWanted(), *DIGITS, *DIGITS).state
    asked = ResetPin("staff-1", PIN)
    refused = turn(answered(asked, PinProblem.VENUE_PHONE), state=state).state
    assert (refused.panel, refused.flaw) == (AccountsPanel.PIN, PinProblem.VENUE_PHONE)
    assert not refused.is_working
    done = turn(answered(asked, None), state=state).state
    assert (done.done, done.done_to) == (AccountsDone.PIN_SET, "Lê Thị Mai")


@pytest.mark.parametrize(
    ("account", "change", "done"),
    [
        ("staff-2", AccountChange.FREE, AccountsDone.FREED),
        ("staff-3", AccountChange.ENABLE, AccountsDone.ENABLED),
    ],
)
def test_an_account_is_freed_or_used_again(
    account: str, change: AccountChange, done: AccountsDone
) -> None:
    asked = turn(AccountChosen(account), ChangeTouched(change))
    assert asked.asks == (ChangeAccount(account, change),)
    after = turn(answered(asked.asks[0], None), state=asked.state)
    assert (after.state.done, after.asks) == (done, (SeeAccounts(),))


def test_it_is_asked_before_somebody_cannot_sign_in_any_more() -> None:
    sure = turn(AccountChosen("staff-1"), ChangeTouched(AccountChange.DISABLE))
    assert (sure.state.panel, sure.asks) == (AccountsPanel.SURE, ())
    assert turn(AccountsPanelClosed(), state=sure.state).state == opened()
    asked = turn(DisablingConfirmed(), state=sure.state)
    assert asked.asks == (ChangeAccount("staff-1", AccountChange.DISABLE),)
    done = turn(answered(asked.asks[0], None), state=asked.state).state
    assert done.done is AccountsDone.DISABLED
    last = turn(answered(asked.asks[0], AccountProblem.LAST_ADMINISTRATOR), state=asked.state)
    assert (last.state.flaw, last.asks) == (AccountProblem.LAST_ADMINISTRATOR, (SeeAccounts(),))


def test_what_an_account_needs_not_is_not_offered() -> None:
    own = turn(AccountChosen("admin-1")).state
    assert not any(own.may(change) for change in AccountChange), "nobody takes away their own"
    assert turn(ChangeTouched(AccountChange.DISABLE), state=own).state == own
    assert not any(opened().may(change) for change in AccountChange)
    gone = turn(AccountChosen("staff-3"), NewPinWanted()).state
    assert gone.panel is AccountsPanel.CHOSEN, "who cannot sign in needs no PIN"
    for touch in (DisablingConfirmed(), NewPinTyped("7"), NameGiven(), RoleTurned(Role.STAFF)):
        assert turn(touch).state == opened()


def test_a_line_is_chosen_put_away_and_leads_to_its_trail() -> None:
    chosen = turn(AccountChosen("staff-1"))
    assert chosen.state.panel is AccountsPanel.CHOSEN
    assert turn(AccountChosen("staff-1"), state=chosen.state).state == opened()
    assert turn(AccountChosen("gone")).state == opened()
    assert turn(TrailOpened(), state=chosen.state).go == Push(TrailPage("staff-1"))
    assert turn(TrailOpened()).go == Push(TrailPage())


def test_a_fault_is_said_and_the_pin_forgotten() -> None:
    state = turn(AccountChosen("staff-1"), NewPinWanted(), *DIGITS, *DIGITS).state
    failed = turn(DeskFailed(7, ResetPin("staff-1", PIN), DeskProblem.STORAGE), state=state).state
    assert (failed.flaw, failed.pin, failed.is_working) == (DeskProblem.STORAGE, "", False)
    assert turn(answered(object(), None)).state == opened()
    assert "742" not in repr(replace(state, name=opened().name))


def test_a_badge_is_made_and_revoked_and_the_bar_tells_it() -> None:
    acts = [
        (BadgeTouched(is_lost=False), IssueBadge("staff-1"), CardIssued("job", AT, False)),
        (BadgeTouched(is_lost=True), RevokeBadge("staff-1"), CardRevoked()),
    ]
    lines = (LINES[0], replace(LINES[1], badge_until=AT), *LINES[2:])
    state = replace(opened(), lines=lines)
    for touch, act, answer in acts:
        asked = turn(AccountChosen("staff-1"), touch, state=state)
        assert (asked.asks, asked.state.is_working) == ((act,), True)
        done = turn(answered(act, answer), state=asked.state)
        assert (done.asks, done.state.panel) == ((SeeAccounts(),), AccountsPanel.NONE)
        assert done.state.flaw is None
        failed = turn(DeskFailed(7, act, DeskProblem.STORAGE), state=asked.state)
        assert (failed.state.is_working, failed.state.flaw) == (False, None)


def test_a_badge_is_of_accounts_in_use_and_is_lost_where_there_is_one() -> None:
    assert not opened().may_badge(is_lost=False), "nobody is chosen"
    for key, may_have in (("staff-1", True), ("staff-3", False)):
        chosen = turn(AccountChosen(key)).state
        assert (chosen.may_badge(is_lost=False), chosen.may_badge(is_lost=True)) == (
            may_have,
            False,
        )
        assert turn(BadgeTouched(is_lost=True), state=chosen).asks == ()
