"""The number pad: a card's number typed where its code cannot be read."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.domain.credential.card_number import (
    CITIZEN_DIGITS,
    INSURANCE_CHARS,
    INSURANCE_DIGITS,
    CardDocument,
    NumberCheck,
    check_number,
)
from kiosk.domain.slips.slip import HUMAN_CODE_DIGITS
from kiosk.domain.station.desk import GoBack
from kiosk.domain.station.desk_state import Desk
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.card_number import (
    CardDraft,
    DocumentChosen,
    DraftCleared,
    KeyErased,
    KeyTyped,
    NumberEntered,
    PadTurned,
)
from kiosk.domain.visits.decision import LaneName
from ui.i18n import Words
from ui.messages.hints import NUMBER_CHECKS
from ui.messages.model import say
from ui.viewmodels.desk.cells import Cell, as_list
from ui.viewmodels.desk.page import DeskPageViewModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1

_GROUPS = {
    INSURANCE_CHARS: (2, 1, 2, 5, 5),
    INSURANCE_DIGITS: (3, 3, 4),
    CITIZEN_DIGITS: (3, 3, 3, 3),
    HUMAN_CODE_DIGITS: (3, 3, 3),
}
"""How a number of each length stands on the screen, to be compared with the card."""
_WARNED = frozenset(
    {
        NumberCheck.TOO_LONG,
        NumberCheck.LEVEL_WRONG,
        NumberCheck.PLACE_UNKNOWN,
        NumberCheck.CHECK_WRONG,
    }
)


@dataclass(frozen=True, slots=True)
class CardNumberProps:
    """Everything the page shows; empty while nobody types."""

    document: str = CardDocument.INSURANCE.value
    cells: tuple[Cell, ...] = ()
    sentence: str = ""
    is_warning: bool = False
    is_whole: bool = False
    has_text: bool = False
    wants_letters: bool = False
    can_turn: bool = False
    """The pad can be turned between digits and letters."""


def derive_card_number(desk: Desk, words: Words) -> CardNumberProps:
    """The page for the desk's state."""
    draft = desk.top(CardDraft)
    if draft is None:
        return CardNumberProps()
    check = check_number(draft.document, draft.text)
    return CardNumberProps(
        document=draft.document.value,
        # Whoever walks up while the pad asks for its writer sees nothing of the number.
        cells=() if desk.is_asking else derive_cells(draft),
        sentence=_sentence(draft, check, words),
        is_warning=check in _WARNED,
        is_whole=draft.is_whole,
        has_text=bool(draft.text),
        wants_letters=draft.wants_letters,
        can_turn=draft.can_turn,
    )


def _length(draft: CardDraft) -> int:
    """How many places the number that is being typed has."""
    if draft.document is CardDocument.CITIZEN:
        return CITIZEN_DIGITS
    if draft.document is CardDocument.SLIP:
        return HUMAN_CODE_DIGITS
    is_old = draft.wants_letters or draft.text[:1].isalpha()
    return INSURANCE_CHARS if is_old or len(draft.text) > INSURANCE_DIGITS else INSURANCE_DIGITS


def derive_cells(draft: CardDraft) -> tuple[Cell, ...]:
    """The places of the number in their groups."""
    length = _length(draft)
    begins = {sum(_GROUPS[length][:index]) for index in range(1, len(_GROUPS[length]))}
    text = draft.text
    return tuple(
        Cell(text[place : place + 1], place in begins, place == len(text))
        for place in range(length)
    )


def _sentence(draft: CardDraft, check: NumberCheck, words: Words) -> str:
    if draft.wants_letters:
        if draft.text:
            return words.translate("Screens", "Gõ chữ thứ hai.")
        return words.translate("Screens", "Gõ 2 chữ đầu của mã thẻ.")
    if check is NumberCheck.UNFINISHED:
        return words.tr("Còn %n số nữa.", "", _length(draft) - len(draft.text))
    return say(words, NUMBER_CHECKS[draft.document, check])


@QmlElement
class CardNumberViewModel(DeskPageViewModel):
    """Notifies QML of `CardNumberProps`; every touch becomes an event of the desk's machine."""

    Props: ClassVar[type] = CardNumberProps
    _props: CardNumberProps
    page = DeskPage.CARD_NUMBER
    _draft: CardDraft | None = None

    documentChanged = Signal()
    cellsChanged = Signal()
    sentenceChanged = Signal()
    isWarningChanged = Signal()
    isWholeChanged = Signal()
    hasTextChanged = Signal()
    wantsLettersChanged = Signal()
    canTurnChanged = Signal()

    def fold(self, view: View) -> None:
        """Show this moment; a pad whose number is being decided stands as it was."""
        self._draft = view.window.desk.top(CardDraft)
        if not view.window.is_pad_held:
            self.show(derive_card_number(view.window.desk, view.words))

    @Slot(str)
    def press(self, key: str) -> None:
        """A key of the pad."""
        self._tell(KeyTyped(key))

    @Slot()
    def erase(self) -> None:
        """Take the last character back."""
        self._tell(KeyErased())

    @Slot()
    def clear(self) -> None:
        """Take everything back."""
        self._tell(DraftCleared())

    @Slot()
    def turn(self) -> None:
        """Turn the pad between digits and letters."""
        self._tell(PadTurned())

    @Slot(str)
    def choose(self, document: str) -> None:
        """Choose whose number is typed."""
        self._tell(DocumentChosen(CardDocument(document)))

    @Slot()
    def leave(self) -> None:
        """Quay lại: nothing of it is left."""
        self._tell(GoBack())

    @Slot()
    def enter(self) -> None:
        """Xong: look the number up."""
        draft = self._draft
        if draft is None or not draft.is_whole:
            return
        # Typed at the kiosk's own screen, it is a scan of the gate like any other.
        if self._actions.enter_number(draft.text, LaneName.GATE):
            self._tell(NumberEntered())

    @Property(str, notify=documentChanged)
    def document(self) -> str:
        return self._props.document

    @Property("QVariantList", notify=cellsChanged)  # type: ignore[arg-type]
    def cells(self) -> list[dict[str, object]]:
        return as_list(self._props.cells)

    @Property(str, notify=sentenceChanged)
    def sentence(self) -> str:
        return self._props.sentence

    @Property(bool, notify=isWarningChanged)
    def isWarning(self) -> bool:
        return self._props.is_warning

    @Property(bool, notify=isWholeChanged)
    def isWhole(self) -> bool:
        return self._props.is_whole

    @Property(bool, notify=hasTextChanged)
    def hasText(self) -> bool:
        return self._props.has_text

    @Property(bool, notify=wantsLettersChanged)
    def wantsLetters(self) -> bool:
        return self._props.wants_letters

    @Property(bool, notify=canTurnChanged)
    def canTurn(self) -> bool:
        return self._props.can_turn
