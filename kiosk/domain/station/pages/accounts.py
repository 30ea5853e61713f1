"""*Tài khoản*: an administrator adds accounts, gives new PINs, and takes accounts out of use.

Whoever is to have a PIN types it here, twice; the list is read anew after each change. See
docs/spec/at-the-gate.md §14.
"""

from __future__ import annotations

from dataclasses import field, replace
from enum import StrEnum
from typing import ClassVar

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts_on_cards import IssueBadge, RevokeBadge
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.doors import AddAccount, ChangeAccount, ResetPin, SeeAccounts
from kiosk.domain.staff.account import (
    LONGEST_NAME,
    AccountChange,
    AccountLine,
    AccountProblem,
    tidy_name,
)
from kiosk.domain.staff.pin import PIN_DIGITS, PinProblem, find_pin_problem
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.page import (
    Back,
    DeskAnswered,
    DeskFailed,
    DeskPage,
    Moment,
    PageShown,
    Push,
    Turn,
)
from kiosk.domain.station.pages.new_pin import (
    NewPinCleared,
    NewPinErased,
    NewPinFlaw,
    NewPinTyped,
)
from kiosk.domain.station.pages.trail import TrailPage
from kiosk.domain.text_input.field_text import FieldKind, FieldText, KeyboardTouch, take, text_in


@dataclass(frozen=True, slots=True)
class AccountChosen:
    """A line of the list; once more puts its acts away."""

    account_id: str


@dataclass(frozen=True, slots=True)
class AccountAdded:
    """*Thêm tài khoản*."""


@dataclass(frozen=True, slots=True)
class RoleTurned:
    """*Nhân viên* or *Quản trị*, of a new account."""

    role: Role


@dataclass(frozen=True, slots=True)
class NameGiven:
    """*Tiếp tục*: the new account has its name and role."""


@dataclass(frozen=True, slots=True)
class NewPinWanted:
    """*Đặt mã PIN mới*, of the chosen account."""


@dataclass(frozen=True, slots=True)
class ChangeTouched:
    """*Mở khóa*, *Ngừng dùng* or *Dùng lại*."""

    change: AccountChange


@dataclass(frozen=True, slots=True)
class DisablingConfirmed:
    """Really out of use."""


@dataclass(frozen=True, slots=True)
class AccountsPanelClosed:
    """*Thôi*: nothing of what was begun."""


@dataclass(frozen=True, slots=True)
class BadgeTouched:
    """*In thẻ*: a badge for the chosen account, in the place of one that it has; or *Hủy thẻ*."""

    is_lost: bool


@dataclass(frozen=True, slots=True)
class TrailOpened:
    """*Nhật ký*: of the chosen account, or of all."""


AccountsTouch = (
    AccountChosen
    | AccountAdded
    | RoleTurned
    | NameGiven
    | NewPinWanted
    | ChangeTouched
    | DisablingConfirmed
    | AccountsPanelClosed
    | BadgeTouched
    | TrailOpened
)


class AccountsPanel(StrEnum):
    """What stands beside the list, or in its place."""

    NONE = "none"
    CHOSEN = "chosen"
    """What can be done to the chosen account."""
    SURE = "sure"
    """Whether it is really to be out of use."""
    NAME = "name"
    """Name and role of a new account, with the keyboard."""
    PIN = "pin"
    AGAIN = "again"
    """The PIN once more."""


class AccountsDone(StrEnum):
    """What was done last."""

    ADDED = "added"
    PIN_SET = "pin_set"
    FREED = "freed"
    DISABLED = "disabled"
    ENABLED = "enabled"


_DONE = {
    AccountChange.FREE: AccountsDone.FREED,
    AccountChange.DISABLE: AccountsDone.DISABLED,
    AccountChange.ENABLE: AccountsDone.ENABLED,
}


_NO_NAME = text_in("", FieldKind.NAME, LONGEST_NAME)


@dataclass(frozen=True, slots=True)
class Accounts:
    """The page."""

    page: ClassVar[DeskPage] = DeskPage.ACCOUNTS
    is_public: ClassVar[bool] = False
    suggestions: ClassVar[tuple[str, ...]] = ()
    """Names of staff are few: none is offered."""

    lines: tuple[AccountLine, ...] | None = None
    """None until they were read."""
    own_id: str = ""
    """Whoever is signed in."""
    panel: AccountsPanel = AccountsPanel.NONE
    chosen: str = ""
    """The account that is acted on; empty for a new one."""
    name: FieldText = _NO_NAME
    """Of a new account."""
    role: Role = Role.STAFF
    pin: str = field(default="", repr=False)
    again: str = field(default="", repr=False)
    flaw: NewPinFlaw | PinProblem | AccountProblem | DeskProblem | None = None
    is_working: bool = False
    done: AccountsDone | None = None
    done_to: str = ""
    """The name of the account to which it was done."""

    @property
    def typed(self) -> FieldText | None:
        """The field in use; None while the keyboard is away."""
        is_typing = self.panel is AccountsPanel.NAME and not self.is_working
        return self.name if is_typing else None

    @property
    def line(self) -> AccountLine | None:
        """The chosen account."""
        return next((one for one in self.lines or () if one.account_id == self.chosen), None)

    @property
    def can_name(self) -> bool:
        """Whether a new account has a name."""
        return bool(tidy_name(self.name.text))

    @property
    def digits(self) -> str:
        """What is typed of the PIN now."""
        return self.again if self.panel is AccountsPanel.AGAIN else self.pin

    def may(self, change: AccountChange) -> bool:
        """Whether this can be done to the chosen account: nobody takes away their own."""
        line = self.line
        if line is None:
            return False
        if change is AccountChange.FREE:
            return line.is_active and line.lock is not None
        if change is AccountChange.DISABLE:
            return line.is_active and line.account_id != self.own_id
        return not line.is_active

    def may_badge(self, *, is_lost: bool) -> bool:
        """Whether the chosen account may have a badge, or has one to be revoked."""
        line = self.line
        if line is None:
            return False
        return line.badge_until is not None if is_lost else line.is_active


_Turn = Turn[Accounts]


def advance(state: Accounts, event: object, moment: Moment) -> _Turn:
    """The page after a touch or an answer; anything else changes nothing."""
    match event:
        case PageShown():
            session = moment.session
            if session is None or session.role is not Role.ADMINISTRATOR:
                return Turn(state, go=Back())
            return Turn(replace(state, own_id=session.account_id), asks=(SeeAccounts(),))
        case DeskAnswered(_, asked, answer):
            return _answered(state, asked, answer)
        case DeskFailed(_, IssueBadge() | RevokeBadge(), _):
            return Turn(replace(state, is_working=False))
        case DeskFailed(_, _, problem):
            return Turn(replace(_without_pin(state), is_working=False, flaw=problem))
        case _ if state.is_working:
            return Turn(state)
        case TrailOpened():
            return Turn(state, go=Push(TrailPage(account_id=state.chosen)))
        case AccountsPanelClosed():
            return Turn(_closed(state))
        case NewPinTyped() | NewPinErased() | NewPinCleared() | NewPinWanted():
            return _pin(state, event)
        case ChangeTouched() | DisablingConfirmed():
            return _change(state, event)
        case BadgeTouched(is_lost) if state.may_badge(is_lost=is_lost):
            act = RevokeBadge(state.chosen) if is_lost else IssueBadge(state.chosen)
            return Turn(replace(state, is_working=True, flaw=None), asks=(act,))
    return Turn(_chosen(state, event))


def _chosen(state: Accounts, event: object) -> Accounts:
    """Whom something is done to, or who is new."""
    match event:
        case AccountChosen(account_id):
            if state.panel is AccountsPanel.CHOSEN and state.chosen == account_id:
                return _closed(state)
            chosen = replace(_closed(state), chosen=account_id)
            is_there = chosen.line is not None
            return replace(chosen, panel=AccountsPanel.CHOSEN) if is_there else state
        case AccountAdded():
            return replace(_closed(state), panel=AccountsPanel.NAME)
        case RoleTurned(role) if state.panel is AccountsPanel.NAME:
            return replace(state, role=role)
        case NameGiven() if state.panel is AccountsPanel.NAME and state.can_name:
            return replace(state, panel=AccountsPanel.PIN, flaw=None)
        case _ if isinstance(event, KeyboardTouch) and state.typed is not None:
            return replace(state, name=take(state.name, event), flaw=None)
    return state


def _closed(state: Accounts) -> Accounts:
    """Nothing begun, nothing chosen."""
    return Accounts(state.lines, state.own_id)


def _without_pin(state: Accounts) -> Accounts:
    """The PIN is typed anew."""
    is_pin = state.panel in (AccountsPanel.PIN, AccountsPanel.AGAIN)
    panel = AccountsPanel.PIN if is_pin else state.panel
    return replace(state, panel=panel, pin="", again="")


def _pin(
    state: Accounts, event: NewPinTyped | NewPinErased | NewPinCleared | NewPinWanted
) -> _Turn:
    match event:
        case NewPinWanted():
            line = state.line
            if line is None or not line.is_active:
                return Turn(state)
            return Turn(replace(state, panel=AccountsPanel.PIN, flaw=None, done=None))
        case _ if state.panel not in (AccountsPanel.PIN, AccountsPanel.AGAIN):
            return Turn(state)
        case NewPinTyped(digit):
            return _typed(state, state.digits + digit)
        case NewPinErased():
            return _typed(state, state.digits[:-1])
    return _typed(state, "")


def _typed(state: Accounts, digits: str) -> _Turn:
    """So much of the PIN is typed; the last digit of the second time has it stored."""
    is_whole = len(digits) == PIN_DIGITS
    if state.panel is AccountsPanel.PIN:
        # The venue's numbers are looked at when it is stored.
        flaw = find_pin_problem(digits, ()) if is_whole else None
        if flaw is not None:
            return Turn(replace(state, pin="", flaw=flaw))
        panel = AccountsPanel.AGAIN if is_whole else AccountsPanel.PIN
        return Turn(replace(state, panel=panel, pin=digits, again="", flaw=None))
    if not is_whole:
        return Turn(replace(state, again=digits, flaw=None))
    if digits != state.pin:
        return Turn(replace(_without_pin(state), flaw=NewPinFlaw.NOT_THE_SAME))
    asked = (
        ResetPin(state.chosen, state.pin)
        if state.chosen
        else AddAccount(tidy_name(state.name.text), state.role, state.pin)
    )
    return Turn(replace(state, again=digits, is_working=True), asks=(asked,))


def _change(state: Accounts, event: ChangeTouched | DisablingConfirmed) -> _Turn:
    match event:
        case ChangeTouched(AccountChange.DISABLE) if state.may(AccountChange.DISABLE):
            return Turn(replace(state, panel=AccountsPanel.SURE, flaw=None))
        case ChangeTouched(change) if state.may(change):
            return _asked(state, change)
        case DisablingConfirmed() if state.panel is AccountsPanel.SURE:
            return _asked(state, AccountChange.DISABLE)
    return Turn(state)


def _asked(state: Accounts, change: AccountChange) -> _Turn:
    working = replace(state, is_working=True, flaw=None)
    return Turn(working, asks=(ChangeAccount(state.chosen, change),))


def _answered(state: Accounts, asked: object, answer: object) -> _Turn:
    match asked, answer:
        case IssueBadge() | RevokeBadge(), _:
            # What came of it is told by the bar.
            return Turn(_closed(state), asks=(SeeAccounts(),))
        case SeeAccounts(), tuple():
            return Turn(replace(state, lines=answer))
        case _, PinProblem():
            return Turn(replace(_without_pin(state), is_working=False, flaw=answer))
        case AddAccount(), AccountProblem():
            # The name is another's, or none.
            named = replace(_without_pin(state), panel=AccountsPanel.NAME)
            return Turn(replace(named, is_working=False, flaw=answer))
        case _, AccountProblem():
            return Turn(replace(_closed(state), flaw=answer), asks=_again(asked))
        case AddAccount(name), _:
            return _finished(state, AccountsDone.ADDED, name)
        case ResetPin(), _:
            return _finished(state, AccountsDone.PIN_SET)
        case ChangeAccount(_, change), _:
            return _finished(state, _DONE[change])
    return Turn(state)


def _again(asked: object) -> tuple[SeeAccounts, ...]:
    """Read the list anew, unless that is what was refused."""
    return () if isinstance(asked, SeeAccounts) else (SeeAccounts(),)


def _finished(state: Accounts, done: AccountsDone, name: str = "") -> _Turn:
    line = state.line
    name = name or ("" if line is None else line.name)
    return Turn(replace(_closed(state), done=done, done_to=name), asks=(SeeAccounts(),))
