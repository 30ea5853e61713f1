"""The page of a code and a new PIN: the first administrator, or the recovery code."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.domain.staff.pin import PIN_DIGITS, PinProblem
from kiosk.domain.staff.sign_in import spaced_code
from kiosk.domain.station.desk import GoBack
from kiosk.domain.station.desk_state import Desk
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.new_pin import (
    CodeKept,
    NewPin,
    NewPinCleared,
    NewPinErased,
    NewPinStep,
    NewPinTyped,
)
from ui.i18n import Words
from ui.messages.staff import FLAWS, PIN_PROBLEMS, clock_of, problem_text
from ui.viewmodels.desk.cells import DOT, Cell, as_list, cells_of
from ui.viewmodels.desk.page import DeskPageViewModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1

_GROUP = 4
"""A code stands in groups of four, as the command prints it."""


@dataclass(frozen=True, slots=True)
class NewPinProps:
    """Everything the page shows."""

    title: str = ""
    text: str = ""
    label: str = ""
    step: int = 0
    """Which of the three it is, from 1; 0 at the end."""
    cells: tuple[Cell, ...] = ()
    has_text: bool = False
    takes_digits: bool = False
    note: str = ""
    recovery_code: str = ""
    """At the end, to write down."""


def derive_new_pin(desk: Desk, words: Words) -> NewPinProps:
    """The page for the desk's state."""
    state = desk.top(NewPin)
    if state is None:
        return NewPinProps()
    if state.step is NewPinStep.DONE:
        return NewPinProps(
            title=words.translate("Screens", "Ghi lại mã khôi phục"),
            text=words.translate(
                "Screens",
                "Mã này chỉ hiện một lần. Chép ra giấy và cất trong tủ có khóa: khi mọi người"
                " quên mã PIN, chỉ mã này mở lại được.",
            ),
            recovery_code=spaced_code(state.recovery_code),
        )
    is_first = not state.account_id
    title = (
        words.translate("Screens", "Lập người quản trị đầu tiên")
        if is_first
        else words.translate("Screens", "Đặt lại mã PIN của {name}").replace("{name}", state.name)
    )
    is_checking = state.step is NewPinStep.CHECKING
    return NewPinProps(
        title=title,
        text=_text(state, words),
        label=_label(state, words),
        step={NewPinStep.CODE: 1, NewPinStep.PIN: 2}.get(state.step, 3),
        cells=_cells(state),
        has_text=bool(state.typed),
        takes_digits=not is_checking,
        note=words.translate("Screens", "Đang kiểm tra…") if is_checking else _flaw(state, words),
    )


def _text(state: NewPin, words: Words) -> str:
    if state.step is not NewPinStep.CODE:
        return words.translate(
            "Screens", "Không dùng số lặp lại, số liền nhau, ngày sinh hay số điện thoại cơ sở."
        )
    if state.account_id:
        return words.translate(
            "Screens",
            "Mã khôi phục có 20 số, được ghi lại khi lập người quản trị. Dùng xong sẽ có mã mới.",
        )
    return words.translate("Screens", "Kỹ thuật xem mã bằng lệnh “staff first-code” trên máy này.")


def _label(state: NewPin, words: Words) -> str:
    match state.step:
        case NewPinStep.CODE if state.account_id:
            return words.translate("Screens", "Mã khôi phục 20 số")
        case NewPinStep.CODE:
            return words.translate("Screens", "Mã một lần 8 số")
        case NewPinStep.PIN:
            return words.translate("Screens", "Mã PIN mới, 6 số")
    return words.translate("Screens", "Nhập lại mã PIN mới")


def _cells(state: NewPin) -> tuple[Cell, ...]:
    """A code is shown, to be compared; a PIN is dots."""
    if state.step is NewPinStep.CODE:
        return cells_of(state.code, state.code_digits, _GROUP)
    is_open = state.step is not NewPinStep.CHECKING
    return cells_of(DOT * len(state.typed), PIN_DIGITS, is_open=is_open)


def _flaw(state: NewPin, words: Words) -> str:
    if state.problem is not None:
        return words.translate("Screens", problem_text(state.problem))
    if state.flaw is None:
        return ""
    text = PIN_PROBLEMS[state.flaw] if isinstance(state.flaw, PinProblem) else FLAWS[state.flaw]
    return words.translate("Screens", text).replace("{time}", clock_of(state.wait_s))


@QmlElement
class NewPinViewModel(DeskPageViewModel):
    """Notifies QML of `NewPinProps`; every touch becomes an event of the desk's machine."""

    Props: ClassVar[type] = NewPinProps
    _props: NewPinProps
    page = DeskPage.NEW_PIN

    titleChanged = Signal()
    textChanged = Signal()
    labelChanged = Signal()
    stepChanged = Signal()
    cellsChanged = Signal()
    hasTextChanged = Signal()
    takesDigitsChanged = Signal()
    noteChanged = Signal()
    recoveryCodeChanged = Signal()

    def fold(self, view: View) -> None:
        """Show this moment."""
        self.show(derive_new_pin(view.window.desk, view.words))

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

    @Slot()
    def keep(self) -> None:
        """Đã ghi lại."""
        self._tell(CodeKept())

    @Slot()
    def leave(self) -> None:
        """Quay lại."""
        self._tell(GoBack())

    @Property(str, notify=titleChanged)
    def title(self) -> str:
        return self._props.title

    @Property(str, notify=textChanged)
    def text(self) -> str:
        return self._props.text

    @Property(str, notify=labelChanged)
    def label(self) -> str:
        return self._props.label

    @Property(int, notify=stepChanged)
    def step(self) -> int:
        return self._props.step

    @Property("QVariantList", notify=cellsChanged)  # type: ignore[arg-type]
    def cells(self) -> list[dict[str, object]]:
        return as_list(self._props.cells)

    @Property(bool, notify=hasTextChanged)
    def hasText(self) -> bool:
        return self._props.has_text

    @Property(bool, notify=takesDigitsChanged)
    def takesDigits(self) -> bool:
        return self._props.takes_digits

    @Property(str, notify=noteChanged)
    def note(self) -> str:
        return self._props.note

    @Property(str, notify=recoveryCodeChanged)
    def recoveryCode(self) -> str:
        return self._props.recovery_code
