"""*Tài khoản*: who may sign in here, and what an administrator does about an account."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.staff.account import AccountChange, AccountLine, AccountProblem
from kiosk.domain.staff.pin import PIN_DIGITS, PinProblem
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.page import DeskPage
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
)
from kiosk.domain.station.pages.new_pin import (
    NewPinCleared,
    NewPinErased,
    NewPinFlaw,
    NewPinTyped,
)
from kiosk.domain.station.touches import WindowEvent
from ui.actions import StationActions
from ui.i18n import QT_TRANSLATE_NOOP, Words
from ui.messages.acts import DESK_PROBLEMS
from ui.messages.model import say
from ui.messages.staff import FLAWS, PIN_PROBLEMS, ROLES
from ui.viewmodels.desk.cells import DOT, Cell, as_list, cells_of
from ui.viewmodels.desk.choices import Choice, Choices
from ui.viewmodels.desk.page import DeskPageViewModel
from ui.viewmodels.rows import RowsModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1

PIN, TRAIL, SURE, BADGE, NO_BADGE = "pin", "trail", "sure", "badge", "no_badge"
"""Keys of what can be done beside the changes of an account."""
ACCOUNT_PROBLEMS: Mapping[AccountProblem, str] = {
    AccountProblem.NOT_ADMINISTRATOR: QT_TRANSLATE_NOOP(
        "Screens", "Chỉ quản trị làm được việc này."
    ),
    AccountProblem.UNKNOWN: QT_TRANSLATE_NOOP("Screens", "Tài khoản này không còn dùng nữa."),
    AccountProblem.NO_NAME: QT_TRANSLATE_NOOP("Screens", "Tài khoản cần có tên."),
    AccountProblem.LONG_NAME: QT_TRANSLATE_NOOP("Screens", "Tên này dài quá."),
    AccountProblem.NAME_TAKEN: QT_TRANSLATE_NOOP(
        "Screens", "Đã có tài khoản mang tên này. Xin ghi tên khác."
    ),
    AccountProblem.LAST_ADMINISTRATOR: QT_TRANSLATE_NOOP(
        "Screens", "Đây là quản trị cuối cùng: không ngừng dùng được."
    ),
}
_DONE: Mapping[AccountsDone, str] = {
    AccountsDone.ADDED: QT_TRANSLATE_NOOP("Screens", "Đã thêm tài khoản {name}."),
    AccountsDone.PIN_SET: QT_TRANSLATE_NOOP("Screens", "{name} đã có mã PIN mới."),
    AccountsDone.FREED: QT_TRANSLATE_NOOP("Screens", "Đã mở khóa tài khoản {name}."),
    AccountsDone.DISABLED: QT_TRANSLATE_NOOP("Screens", "{name} không đăng nhập được nữa."),
    AccountsDone.ENABLED: QT_TRANSLATE_NOOP("Screens", "{name} lại đăng nhập được."),
}
_CHANGES: Mapping[AccountChange, tuple[str, str]] = {
    AccountChange.FREE: (QT_TRANSLATE_NOOP("Screens", "Mở khóa"), "check"),
    AccountChange.DISABLE: (QT_TRANSLATE_NOOP("Screens", "Ngừng dùng"), "no-entry"),
    AccountChange.ENABLE: (QT_TRANSLATE_NOOP("Screens", "Dùng lại"), "undo"),
}
NO_CHOICES = Choices()


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account of the list."""

    key: str
    name: str
    role: str
    state: str
    """That it is out of use, locked, or one's own; else empty."""
    is_active: bool
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class AccountsProps:
    """Everything the page shows; empty while it is not open."""

    rows: tuple[AccountRow, ...] = ()
    panel: str = AccountsPanel.NONE.value
    sentence: str = ""
    """What was done, or why not."""
    is_problem: bool = False
    choices: Choices = NO_CHOICES
    name: str = ""
    is_administrator: bool = False
    can_name: bool = False
    title: str = ""
    """Of the PIN."""
    label: str = ""
    cells: tuple[Cell, ...] = ()
    has_digits: bool = False
    takes_digits: bool = False


def derive_accounts(view: View) -> AccountsProps:
    """The page at this moment."""
    state, words = view.window.desk.top(Accounts), view.words
    if state is None:
        return AccountsProps()
    is_typing_pin = state.panel in (AccountsPanel.PIN, AccountsPanel.AGAIN)
    return AccountsProps(
        rows=tuple(_row(line, state, words) for line in state.lines or ()),
        panel=AccountsPanel.PIN.value if is_typing_pin else state.panel.value,
        sentence=_sentence(state, words),
        is_problem=state.flaw is not None,
        choices=_choices(state, view),
        name=state.name.text,
        is_administrator=state.role is Role.ADMINISTRATOR,
        can_name=state.can_name,
        title=_title(state, words) if is_typing_pin else "",
        label=_label(state, words) if is_typing_pin else "",
        cells=cells_of(DOT * len(state.digits), PIN_DIGITS, is_open=not state.is_working)
        if is_typing_pin
        else (),
        has_digits=bool(state.digits),
        takes_digits=is_typing_pin and not state.is_working,
    )


def _row(line: AccountLine, state: Accounts, words: Words) -> AccountRow:
    said = ""
    if not line.is_active:
        said = words.translate("Screens", "Đã ngừng dùng")
    elif line.lock is not None:
        said = words.translate("Screens", "Đang khóa")
    elif line.account_id == state.own_id:
        said = words.translate("Screens", "Đang đăng nhập")
    return AccountRow(
        line.account_id,
        line.name,
        words.translate("Screens", ROLES[line.role]),
        said,
        line.is_active,
        line.account_id == state.chosen,
    )


def _sentence(state: Accounts, words: Words) -> str:
    match state.flaw:
        case DeskProblem() as problem:
            return say(words, DESK_PROBLEMS[problem])
        case AccountProblem() as problem:
            return words.translate("Screens", ACCOUNT_PROBLEMS[problem])
        case PinProblem() as problem:
            return words.translate("Screens", PIN_PROBLEMS[problem])
        case NewPinFlaw() as flaw:
            return words.translate("Screens", FLAWS[flaw])
    if state.is_working:
        return words.translate("Screens", "Đang lưu…")
    if state.done is None:
        return ""
    return words.translate("Screens", _DONE[state.done]).replace("{name}", state.done_to)


def _choices(state: Accounts, view: View) -> Choices:
    """What can be done to the chosen account, or whether it is really to be done."""
    line, words = state.line, view.words
    if line is None:
        return NO_CHOICES
    if state.panel is AccountsPanel.SURE:
        title = words.translate("Screens", "Ngừng dùng tài khoản {name}?")
        text = words.translate(
            "Screens", "Người này không đăng nhập được nữa. Nhật ký vẫn giữ tên."
        )
        yes = words.translate("Screens", "Ngừng dùng")
        sure = Choice(SURE, yes, "no-entry", is_primary=True, is_wide=True)
        return Choices(title.replace("{name}", line.name), text, (sure,))
    if state.panel is not AccountsPanel.CHOSEN:
        return NO_CHOICES
    pin = words.translate("Screens", "Đặt mã PIN mới")
    trail = words.translate("Screens", "Xem nhật ký")
    has_badge = state.may_badge(is_lost=True)
    # Both acts of a badge share a line, and so do the last two: each alone would be too many.
    badge = words.translate("Screens", "In thẻ mới" if has_badge else "In thẻ mở khóa bàn")
    lost = words.translate("Screens", "Mất thẻ: hủy thẻ")
    changes = (
        Choice(
            change.value,
            words.translate("Screens", text),
            icon,
            is_wide=change is AccountChange.FREE,
        )
        for change, (text, icon) in _CHANGES.items()
        if state.may(change)
    )
    choices = (
        *((Choice(PIN, pin, "keypad", is_wide=True),) if line.is_active else ()),
        *(
            (Choice(BADGE, badge, "printer", is_wide=not has_badge),)
            if view.window.health.has_printer and state.may_badge(is_lost=False)
            else ()
        ),
        *((Choice(NO_BADGE, lost),) if has_badge else ()),
        *changes,
        Choice(TRAIL, trail, "form", is_wide=line.account_id == state.own_id),
    )
    text = words.translate("Screens", ROLES[line.role])
    if line.badge_until is not None:
        day = words.date(line.badge_until.astimezone(view.setup.venue.time_zone))
        until = words.translate("Screens", "thẻ dùng đến {day}").replace("{day}", day)
        text = f"{text} · {until}"
    return Choices(line.name, text, choices)


def _title(state: Accounts, words: Words) -> str:
    line = state.line
    name = state.name.text.strip() if line is None else line.name
    return words.translate("Screens", "Mã PIN của {name}").replace("{name}", name)


def _label(state: Accounts, words: Words) -> str:
    if state.panel is AccountsPanel.AGAIN:
        return words.translate("Screens", "Nhập lại mã PIN mới")
    return words.translate("Screens", "Mã PIN mới, 6 số")


@QmlElement
class AccountsViewModel(DeskPageViewModel):
    """Notifies QML of `AccountsProps`; every touch becomes an event of the desk's machine."""

    Props: ClassVar[type] = AccountsProps
    _props: AccountsProps
    page = DeskPage.ACCOUNTS

    rowsChanged = Signal()
    panelChanged = Signal()
    sentenceChanged = Signal()
    isProblemChanged = Signal()
    choicesChanged = Signal()
    nameChanged = Signal()
    isAdministratorChanged = Signal()
    canNameChanged = Signal()
    titleChanged = Signal()
    labelChanged = Signal()
    cellsChanged = Signal()
    hasDigitsChanged = Signal()
    takesDigitsChanged = Signal()

    def __init__(
        self,
        tell: Callable[[WindowEvent], None],
        actions: StationActions,
        parent: QObject | None = None,
    ) -> None:
        """`tell` hands a touch to the window's machine."""
        super().__init__(tell, actions, parent)
        self._rows = RowsModel(self)

    def fold(self, view: View) -> None:
        """Show this moment."""
        props = derive_accounts(view)
        self.show(props)
        self._rows.show(props.rows)

    # --- what a finger does --------------------------------------------------------------------

    @Slot(str)
    def chooseAccount(self, key: str) -> None:
        """A line of the list."""
        self._tell(AccountChosen(key))

    @Slot()
    def add(self) -> None:
        """Thêm tài khoản."""
        self._tell(AccountAdded())

    @Slot(bool)
    def turnRole(self, is_administrator: bool) -> None:
        """What the new account may do."""
        self._tell(RoleTurned(Role.ADMINISTRATOR if is_administrator else Role.STAFF))

    @Slot()
    def giveName(self) -> None:
        """Tiếp tục."""
        self._tell(NameGiven())

    @Slot(str)
    def choose(self, key: str) -> None:
        """What is done to the chosen account."""
        match key:
            case "pin":
                self._tell(NewPinWanted())
            case "trail":
                self._tell(TrailOpened())
            case "badge" | "no_badge":
                self._tell(BadgeTouched(is_lost=key == "no_badge"))
            case "sure":
                self._tell(DisablingConfirmed())
            case _:
                self._tell(ChangeTouched(AccountChange(key)))

    @Slot()
    def openTrail(self) -> None:
        """Nhật ký."""
        self._tell(TrailOpened())

    @Slot()
    def closePanel(self) -> None:
        """Thôi."""
        self._tell(AccountsPanelClosed())

    @Slot(str)
    def press(self, digit: str) -> None:
        """A digit of the pad or of a keyboard."""
        self._tell(NewPinTyped(digit))

    @Slot()
    def erase(self) -> None:
        """Take the last digit back."""
        self._tell(NewPinErased())

    @Slot()
    def clear(self) -> None:
        """Xóa hết."""
        self._tell(NewPinCleared())

    # --- what QML reads ------------------------------------------------------------------------

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        return self._rows

    @Property(str, notify=panelChanged)
    def panel(self) -> str:
        return self._props.panel

    @Property(str, notify=sentenceChanged)
    def sentence(self) -> str:
        return self._props.sentence

    @Property(bool, notify=isProblemChanged)
    def isProblem(self) -> bool:
        return self._props.is_problem

    @Property("QVariantMap", notify=choicesChanged)  # type: ignore[arg-type]
    def choices(self) -> dict[str, object]:
        return self._props.choices.as_map()

    @Property(str, notify=nameChanged)
    def name(self) -> str:
        return self._props.name

    @Property(bool, notify=isAdministratorChanged)
    def isAdministrator(self) -> bool:
        return self._props.is_administrator

    @Property(bool, notify=canNameChanged)
    def canName(self) -> bool:
        return self._props.can_name

    @Property(str, notify=titleChanged)
    def title(self) -> str:
        return self._props.title

    @Property(str, notify=labelChanged)
    def label(self) -> str:
        return self._props.label

    @Property("QVariantList", notify=cellsChanged)  # type: ignore[arg-type]
    def cells(self) -> list[dict[str, object]]:
        return as_list(self._props.cells)

    @Property(bool, notify=hasDigitsChanged)
    def hasDigits(self) -> bool:
        return self._props.has_digits

    @Property(bool, notify=takesDigitsChanged)
    def takesDigits(self) -> bool:
        return self._props.takes_digits
