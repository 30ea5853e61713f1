"""The sign-in page: who may sign in, the PIN as dots, and what stands before a door."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.domain.staff.account import StaffTile
from kiosk.domain.staff.lockout import Lock, LockKind
from kiosk.domain.staff.pin import PIN_DIGITS
from kiosk.domain.station.desk_state import Desk
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.reports import is_on_paper
from kiosk.domain.station.pages.sign_in import (
    EvacuationHeld,
    PinCleared,
    PinErased,
    PinTyped,
    RecoveryWanted,
    SignInState,
    TilesTurned,
    TileTouched,
)
from ui.i18n import Words
from ui.messages.evacuation import paper_text
from ui.messages.staff import (
    BADGE_PROBLEMS,
    BARRED_HINT,
    LOCK_TITLES,
    LOCKED_HINT,
    ROLES,
    clock_of,
    problem_text,
)
from ui.viewmodels.desk.cells import DOT, Cell, as_list, cells_of
from ui.viewmodels.desk.page import DeskPageViewModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1

TILES_SHOWN = 5
"""Beside them stands one more place: the hint, or the way to the other names."""


@dataclass(frozen=True, slots=True)
class Tile:
    """One name."""

    account_id: str
    name: str
    initials: str
    note: str
    """The role, or that it is locked."""
    is_chosen: bool
    is_locked: bool


@dataclass(frozen=True, slots=True)
class SignInProps:
    """Everything the page shows."""

    title: str = ""
    tiles: tuple[Tile, ...] = ()
    has_more: bool = False
    """There are more names than places."""
    label: str = ""
    cells: tuple[Cell, ...] = ()
    has_text: bool = False
    takes_digits: bool = False
    note: str = ""
    """Beside the places of the PIN."""
    is_warning: bool = False
    lock_title: str = ""
    """Empty while nothing is locked for the chosen name."""
    lock_text: str = ""
    paper: str = ""
    """What becomes of the list of who is inside; empty where nobody asked for it."""
    is_paper_warning: bool = False


def derive_sign_in(desk: Desk, words: Words) -> SignInProps:
    """The page for the desk's state."""
    state = desk.top(SignInState)
    if state is None:
        return SignInProps()
    session = desk.session
    is_unlocking = session is not None and session.account_id == state.account_id
    title = (
        words.translate("Screens", "Mở khóa ca trực")
        if is_unlocking
        else words.translate("Screens", "Đăng nhập ca trực")
    )
    tiles = state.room.tiles if state.room else ()
    tile = state.tile
    lock = None if tile is None else tile.lock
    return SignInProps(
        title=title,
        tiles=tuple(_tile(one, state, words) for one in _on_show(tiles, state.turned)),
        has_more=len(tiles) > TILES_SHOWN,
        label=_label(tile, words, is_unlocking=is_unlocking),
        cells=cells_of(DOT * len(state.pin), PIN_DIGITS, is_open=state.takes_digits),
        has_text=bool(state.pin),
        takes_digits=state.takes_digits,
        note=_note(state, words),
        is_warning=state.is_wrong or state.problem is not None or state.badge is not None,
        lock_title=_lock_title(lock, words),
        lock_text=_lock_text(lock, state, words),
        paper=_paper(state, words),
        is_paper_warning=state.paper is not None and not is_on_paper(state.paper),
    )


def _paper(state: SignInState, words: Words) -> str:
    if state.is_printing:
        return words.translate("Screens", "Đang in danh sách sơ tán")
    return "" if state.paper is None else paper_text(state.paper, words)


def _on_show(tiles: tuple[StaffTile, ...], turned: int) -> tuple[StaffTile, ...]:
    """The names of one leaf; after the last comes the first again."""
    leaves = max(-(-len(tiles) // TILES_SHOWN), 1)
    first = turned % leaves * TILES_SHOWN
    return tiles[first : first + TILES_SHOWN]


def _tile(tile: StaffTile, state: SignInState, words: Words) -> Tile:
    note = words.translate("Screens", ROLES[tile.role])
    if tile.lock is not None:
        note = words.translate("Screens", "Tạm khóa")
        if tile.lock.kind is LockKind.BARRED:
            note = words.translate("Screens", "Đã bị khóa")
    return Tile(
        account_id=tile.account_id,
        name=tile.name,
        initials=initials(tile.name),
        note=note,
        is_chosen=tile.account_id == state.account_id,
        is_locked=tile.lock is not None,
    )


def initials(name: str) -> str:
    """The first letters of the first and the last word: LM of Lê Thị Mai."""
    parts = name.split()
    return "".join(part[0].upper() for part in ([parts[0], parts[-1]] if parts[1:] else parts))


def _label(tile: StaffTile | None, words: Words, *, is_unlocking: bool) -> str:
    if tile is None:
        return words.translate("Screens", "Chọn tên, rồi nhập mã PIN")
    if is_unlocking and tile.has_badge:
        text = words.translate("Screens", "Mã PIN của {name}, hoặc giơ thẻ nhân viên")
        return text.replace("{name}", tile.name)
    return words.translate("Screens", "Mã PIN 6 số của {name}").replace("{name}", tile.name)


def _note(state: SignInState, words: Words) -> str:
    tile = state.tile
    if state.problem is not None:
        return words.translate("Screens", problem_text(state.problem))
    if state.badge is not None:
        return words.translate("Screens", BADGE_PROBLEMS[state.badge])
    if state.is_checking:
        return words.translate("Screens", "Đang kiểm tra…")
    if tile is None or tile.lock is not None:
        return ""
    left = words.tr("Còn %n lần thử", "", tile.tries_left)
    if state.is_wrong:
        return words.translate("Screens", "Chưa đúng. {left}").replace("{left}", left)
    return left


def _lock_title(lock: Lock | None, words: Words) -> str:
    if lock is None:
        return ""
    title = words.translate("Screens", LOCK_TITLES[lock.kind])
    return title.replace("{time}", clock_of(lock.remaining_s))


def _lock_text(lock: Lock | None, state: SignInState, words: Words) -> str:
    if lock is None:
        return ""
    if state.badge is not None:
        return words.translate("Screens", BADGE_PROBLEMS[state.badge])
    wrong = words.tr("Đã nhập sai %n lần.", "", lock.wrong)
    hint = BARRED_HINT if lock.kind is LockKind.BARRED else LOCKED_HINT
    return f"{wrong} {words.translate('Screens', hint)}"


@QmlElement
class SignInViewModel(DeskPageViewModel):
    """Notifies QML of `SignInProps`; every touch becomes an event of the desk's machine."""

    Props: ClassVar[type] = SignInProps
    _props: SignInProps
    page = DeskPage.SIGN_IN

    titleChanged = Signal()
    tilesChanged = Signal()
    hasMoreChanged = Signal()
    labelChanged = Signal()
    cellsChanged = Signal()
    hasTextChanged = Signal()
    takesDigitsChanged = Signal()
    noteChanged = Signal()
    isWarningChanged = Signal()
    lockTitleChanged = Signal()
    lockTextChanged = Signal()
    paperChanged = Signal()
    isPaperWarningChanged = Signal()

    def fold(self, view: View) -> None:
        """Show this moment."""
        self.show(derive_sign_in(view.window.desk, view.words))

    @Slot(str)
    def choose(self, account_id: str) -> None:
        """A name."""
        self._tell(TileTouched(account_id))

    @Slot()
    def turn(self) -> None:
        """The other names."""
        self._tell(TilesTurned())

    @Slot(str)
    def press(self, digit: str) -> None:
        """A digit of the pad or of a keyboard."""
        self._tell(PinTyped(digit))

    @Slot()
    def erase(self) -> None:
        """Take the last digit back."""
        self._tell(PinErased())

    @Slot()
    def clear(self) -> None:
        """Xóa hết."""
        self._tell(PinCleared())

    @Slot()
    def recover(self) -> None:
        """Mã khôi phục."""
        self._tell(RecoveryWanted())

    @Slot()
    def printEvacuation(self) -> None:
        """Sơ tán, held long enough."""
        self._tell(EvacuationHeld())

    @Property(str, notify=titleChanged)
    def title(self) -> str:
        return self._props.title

    @Property("QVariantList", notify=tilesChanged)  # type: ignore[arg-type]
    def tiles(self) -> list[dict[str, object]]:
        return [
            {
                "accountId": tile.account_id,
                "name": tile.name,
                "initials": tile.initials,
                "note": tile.note,
                "isChosen": tile.is_chosen,
                "isLocked": tile.is_locked,
            }
            for tile in self._props.tiles
        ]

    @Property(bool, notify=hasMoreChanged)
    def hasMore(self) -> bool:
        return self._props.has_more

    @Property(str, notify=labelChanged)
    def label(self) -> str:
        return self._props.label

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

    @Property(bool, notify=isWarningChanged)
    def isWarning(self) -> bool:
        return self._props.is_warning

    @Property(str, notify=lockTitleChanged)
    def lockTitle(self) -> str:
        return self._props.lock_title

    @Property(str, notify=lockTextChanged)
    def lockText(self) -> str:
        return self._props.lock_text

    @Property(str, notify=paperChanged)
    def paper(self) -> str:
        return self._props.paper

    @Property(bool, notify=isPaperWarningChanged)
    def isPaperWarning(self) -> bool:
        return self._props.is_paper_warning
