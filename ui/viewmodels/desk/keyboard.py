"""The keyboard below a page's field in use: what it offers now, and what a touch of it means."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.domain.language import Language
from kiosk.domain.station.touches import WindowEvent
from kiosk.domain.text_input.accents import Accent, AccentKey, accents_of
from kiosk.domain.text_input.field_text import (
    AccentPicked,
    ChipPicked,
    Cleared,
    CursorMoved,
    Erased,
    FieldKind,
    LetterPicked,
    Typed,
    WordChosen,
)
from kiosk.domain.text_input.spelling import TONED
from kiosk.domain.text_input.telex import ToneStyle
from ui.viewmodels.part import PartViewModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1

MOST_SUGGESTIONS = 5
_ROW_ORDER = (0, 2, 1, 3, 4, 5)
"""Tones in the order of the accents row: none, huyền, sắc, hỏi, ngã, nặng."""
_HELD = {"a": "aăâ", "e": "eê", "i": "i", "o": "oôơ", "u": "uư", "y": "y"}


@dataclass(frozen=True, slots=True)
class KeyboardProps:
    """Everything the keyboard shows."""

    is_shown: bool = False
    kind: str = FieldKind.NAME.value
    has_letters: bool = True
    takes_accents: bool = True
    begins_word: bool = True
    """Letters are shown as capitals."""
    has_text: bool = False
    suggestions: tuple[str, ...] = ()
    composed: str = ""
    """[composed | as typed]; both are empty where they do not differ."""
    as_typed: str = ""
    is_as_typed: bool = False
    accents: tuple[AccentKey, ...] = ()


def derive_keyboard(view: View) -> KeyboardProps:
    """The keyboard at this moment."""
    page = view.window.desk.typing
    if page is None or page.typed is None:
        return KeyboardProps()
    typed = page.typed
    composed, as_typed = typed.choice if typed.choice and typed.takes_accents else ("", "")
    return KeyboardProps(
        is_shown=True,
        kind=typed.kind.value,
        has_letters=typed.has_letters,
        takes_accents=typed.takes_accents,
        begins_word=typed.begins_word,
        has_text=typed.text != "",
        suggestions=page.suggestions[:MOST_SUGGESTIONS],
        composed=composed,
        as_typed=as_typed,
        is_as_typed=typed.is_as_typed,
        accents=accents_of(typed.word) if typed.takes_accents else (),
    )


@QmlElement
class KeyboardViewModel(PartViewModel):
    """Notifies QML of `KeyboardProps`; every touch becomes an event for the page on top.

    Telex is on where the screen speaks Vietnamese, and off elsewhere, until its key is touched.
    """

    Props: ClassVar[type] = KeyboardProps
    _props: KeyboardProps

    isShownChanged = Signal()
    kindChanged = Signal()
    hasLettersChanged = Signal()
    takesAccentsChanged = Signal()
    beginsWordChanged = Signal()
    hasTextChanged = Signal()
    suggestionsChanged = Signal()
    composedChanged = Signal()
    asTypedChanged = Signal()
    isAsTypedChanged = Signal()
    accentsChanged = Signal()
    isTelexChanged = Signal()

    def __init__(self, tell: Callable[[WindowEvent], None], parent: QObject | None = None) -> None:
        """`tell` hands a touch to the window's machine."""
        super().__init__(parent)
        self._tell = tell
        self._style = ToneStyle.OLD
        self._language: Language | None = None
        self._is_telex = True
        self._cursor = 0

    def fold(self, view: View) -> None:
        """Show this moment."""
        self._style = view.setup.tone_style
        page = view.window.desk.typing
        if page is not None and page.typed is not None:
            self._cursor = page.typed.cursor
        props = derive_keyboard(view)
        if not props.is_shown or view.window.language is not self._language:
            self._language = view.window.language
            self._set_telex(self._language is Language.VI)
        if not props.is_shown:
            # Its keys keep their faces: nobody sees them, and all would be drawn anew for nothing.
            shown = self._props
            props = replace(
                props,
                kind=shown.kind,
                has_letters=shown.has_letters,
                takes_accents=shown.takes_accents,
                begins_word=shown.begins_word,
            )
        self.show(props)

    def _set_telex(self, is_telex: bool) -> None:
        if is_telex != self._is_telex:
            self._is_telex = is_telex
            self.isTelexChanged.emit()

    @Slot(str)
    def press(self, text: str) -> None:
        """Keys of the screen or of a physical keyboard."""
        self._tell(Typed(text, self._style if self._is_telex else None))

    @Slot(str)
    def pickLetter(self, letter: str) -> None:
        """One of the letters of a key held down."""
        self._tell(LetterPicked(letter))

    @Slot(str)
    def pickAccent(self, accent: str) -> None:
        """The accents row."""
        self._tell(AccentPicked(Accent(accent), self._style))

    @Slot(str)
    def pickSuggestion(self, text: str) -> None:
        """A chip."""
        self._tell(ChipPicked(text))

    @Slot(bool)
    def chooseWord(self, is_as_typed: bool) -> None:
        """[composed | as typed]."""
        self._tell(WordChosen(is_as_typed))

    @Slot()
    def erase(self) -> None:
        """Backspace."""
        self._tell(Erased(self._style))

    @Slot()
    def clear(self) -> None:
        """Xóa hết."""
        self._tell(Cleared())

    @Slot(int)
    def moveCursor(self, step: int) -> None:
        """An arrow key of a physical keyboard: a letter on, or back."""
        self._tell(CursorMoved(self._cursor + step))

    @Slot()
    def turnTelex(self) -> None:
        """The key *Telex*: letters stay as they are, or are composed."""
        self._set_telex(not self._is_telex)

    @Slot(str, bool, result="QVariantList")
    def lettersOf(self, key: str, is_capital: bool) -> list[str]:
        """What a key stands for when it is held down; nothing but for vowels and d."""
        if key == "d":
            letters = ["d", "đ"]
        else:
            letters = [TONED[each][tone] for each in _HELD.get(key, "") for tone in _ROW_ORDER]
        return [letter.upper() for letter in letters] if is_capital else letters

    @Property(bool, notify=isShownChanged)
    def isShown(self) -> bool:
        return self._props.is_shown

    @Property(str, notify=kindChanged)
    def kind(self) -> str:
        return self._props.kind

    @Property(bool, notify=hasLettersChanged)
    def hasLetters(self) -> bool:
        return self._props.has_letters

    @Property(bool, notify=takesAccentsChanged)
    def takesAccents(self) -> bool:
        return self._props.takes_accents

    @Property(bool, notify=beginsWordChanged)
    def beginsWord(self) -> bool:
        return self._props.begins_word

    @Property(bool, notify=hasTextChanged)
    def hasText(self) -> bool:
        return self._props.has_text

    @Property("QVariantList", notify=suggestionsChanged)  # type: ignore[arg-type]
    def suggestions(self) -> list[str]:
        return list(self._props.suggestions)

    @Property(str, notify=composedChanged)
    def composed(self) -> str:
        return self._props.composed

    @Property(str, notify=asTypedChanged)
    def asTyped(self) -> str:
        return self._props.as_typed

    @Property(bool, notify=isAsTypedChanged)
    def isAsTyped(self) -> bool:
        return self._props.is_as_typed

    @Property("QVariantList", notify=accentsChanged)  # type: ignore[arg-type]
    def accents(self) -> list[dict[str, Any]]:
        return [
            {
                "accent": key.accent.value,
                "letters": key.letters,
                "isActive": key.is_active,
                "isOn": key.is_on,
            }
            for key in self._props.accents
        ]

    @Property(bool, notify=isTelexChanged)
    def isTelex(self) -> bool:
        return self._is_telex
