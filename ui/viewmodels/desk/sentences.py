"""Cho người đối diện xem: sentences to point at, in both languages."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.domain.language import Language
from kiosk.domain.reason import Reason
from kiosk.domain.station.desk import GoBack, StaffWanted
from kiosk.domain.station.desk_state import Desk
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.sentences import (
    Sentence,
    SentencePutAway,
    Sentences,
    SentenceShown,
)
from ui.i18n import Words, keep_together
from ui.messages.sentences import SENTENCES
from ui.viewmodels.desk.page import DeskPageViewModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class SentenceCell:
    """One sentence as it stands on the page."""

    name: str
    icon: str
    first: str
    """In the language of whoever chooses."""
    second: str
    """In the other one."""


@dataclass(frozen=True, slots=True)
class SentencesProps:
    """Everything the page shows; empty while it is not open."""

    cells: tuple[SentenceCell, ...] = ()
    shown: SentenceCell | None = None
    """What fills the page, Vietnamese first: whoever stands opposite works here."""
    can_call: bool = False
    """Somebody of the public has the page: staff need not be called by staff."""


def derive_sentences(desk: Desk, words: Words) -> SentencesProps:
    """The page for the desk's state."""
    page = desk.top(Sentences)
    if page is None or desk.is_asking:
        return SentencesProps()
    is_swapped = words.language is not Language.VI
    return SentencesProps(
        cells=tuple(_cell(sentence, is_swapped=is_swapped) for sentence in Sentence),
        shown=None if page.shown is None else _cell(page.shown, is_swapped=False),
        can_call=desk.session is None,
    )


def _cell(sentence: Sentence, *, is_swapped: bool) -> SentenceCell:
    icon, vi, en = SENTENCES[sentence]
    texts = (en, keep_together(vi)) if is_swapped else (keep_together(vi), en)
    return SentenceCell(sentence.value, icon, *texts)


def _plain(cell: SentenceCell) -> dict[str, str]:
    return {"name": cell.name, "icon": cell.icon, "first": cell.first, "second": cell.second}


@QmlElement
class SentencesViewModel(DeskPageViewModel):
    """Notifies QML of `SentencesProps`; every touch becomes an event of the desk's machine."""

    Props: ClassVar[type] = SentencesProps
    _props: SentencesProps
    page = DeskPage.SENTENCES

    cellsChanged = Signal()
    shownChanged = Signal()
    canCallChanged = Signal()

    def fold(self, view: View) -> None:
        """Show this moment."""
        self.show(derive_sentences(view.window.desk, view.words))

    @Slot(str)
    def choose(self, name: str) -> None:
        """Let a sentence fill the page."""
        self._tell(SentenceShown(Sentence(name)))

    @Slot()
    def leave(self) -> None:
        """Quay lại: from the sentence to all of them, from all of them to the page before."""
        self._tell(GoBack() if self._props.shown is None else SentencePutAway())

    @Slot()
    def callStaff(self) -> None:
        """Gọi nhân viên."""
        self._tell(StaffWanted(Reason.STAFF_CALLED))

    @Property("QVariantList", notify=cellsChanged)  # type: ignore[arg-type]
    def cells(self) -> list[dict[str, str]]:
        return [_plain(cell) for cell in self._props.cells]

    @Property("QVariantMap", notify=shownChanged)  # type: ignore[arg-type]
    def shown(self) -> dict[str, str]:
        return {} if self._props.shown is None else _plain(self._props.shown)

    @Property(bool, notify=canCallChanged)
    def canCall(self) -> bool:
        return self._props.can_call
