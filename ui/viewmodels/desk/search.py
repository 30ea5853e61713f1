"""*Tìm người*: what is typed, and who was found by it."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.queries import MOST_FOUND, PersonRow
from kiosk.domain.desk.search import find_marks
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.search import (
    DeclareWanted,
    KeyboardHidden,
    KeyboardTurned,
    PersonChosen,
    SearchCleared,
    SearchEntered,
    SearchErased,
    SearchKey,
    SearchPage,
)
from kiosk.domain.visits.presence import venue_day
from ui.actions import StationActions
from ui.viewmodels.desk.page import DeskPageViewModel, Tell
from ui.viewmodels.desk.shown import (
    NOTHING,
    clock_of,
    day_of,
    masked_phone,
    sex_of,
    year_of,
)
from ui.viewmodels.rows import RowsModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class FoundRow:
    """Somebody who was found, as a row is drawn."""

    key: str
    parts: tuple[str, ...]
    """The name in stretches: every second one is what was typed."""
    name: str
    about: str
    """Year and sex."""
    phone: str
    state: str
    """Whether and since when somebody is inside; empty for whoever is not."""
    seen: str
    """The day of the last visit."""


@dataclass(frozen=True, slots=True)
class SearchProps:
    """Everything the page shows but the rows."""

    text: str = ""
    sentence: str = ""
    """How many were found, or why nobody can be."""
    is_lettered: bool = False
    is_keyboard_hidden: bool = False


def derive_search(state: SearchPage, view: View) -> SearchProps:
    """The page for its state."""
    return SearchProps(
        text=state.text,
        sentence=_sentence(state, view),
        is_lettered=state.is_lettered,
        is_keyboard_hidden=state.is_keyboard_hidden,
    )


def derive_found(state: SearchPage, view: View) -> tuple[FoundRow, ...]:
    """The rows for its state; nobody before anything is typed."""
    return tuple(_row(person, state.found_by, view) for person in state.people)


def split_name(name: str, text: str) -> tuple[str, ...]:
    """A name in stretches, those that were typed in every second place."""
    parts = []
    at = 0
    for start, end in find_marks(name, text):
        parts += [name[at:start], name[start:end]]
        at = end
    return (*parts, name[at:])


def _row(person: PersonRow, text: str, view: View) -> FoundRow:
    words = view.words
    name = person.full_name or words.translate("Screens", "Chưa rõ tên")
    state = ""
    if person.inside_since is not None:
        state = words.translate("Screens", "Đang có mặt · từ {time}")
        state = state.replace("{time}", clock_of(person.inside_since, view))
    seen = NOTHING
    if person.last_seen is not None:
        seen = day_of(venue_day(person.last_seen, view.setup.venue.time_zone), view)
    return FoundRow(
        key=person.person_id,
        parts=split_name(name, text),
        name=name,
        about=" · ".join(filter(None, (year_of(person.birth), sex_of(person.sex, words)))),
        phone=masked_phone(person.phone) or NOTHING,
        state=state,
        seen=seen,
    )


def _sentence(state: SearchPage, view: View) -> str:
    words = view.words
    if state.problem is not None:
        return words.translate("Screens", "Chưa tìm được. Xin thử lại.")
    if not state.text:
        return words.translate("Screens", "Số điện thoại, 3–4 số cuối, tên không dấu, số thẻ")
    if state.found is None:
        return ""
    if state.found.is_cut:
        told = words.translate("Screens", "Hơn {count} người · gõ thêm")
        return told.replace("{count}", str(MOST_FOUND))
    if not state.people:
        return words.translate("Screens", "Không tìm thấy ai")
    return words.tr("%n người", "", len(state.people))


@QmlElement
class SearchViewModel(DeskPageViewModel):
    """Notifies QML of `SearchProps` and of the rows; every touch becomes the page's event."""

    Props: ClassVar[type] = SearchProps
    _props: SearchProps
    page = DeskPage.SEARCH

    textChanged = Signal()
    sentenceChanged = Signal()
    isLetteredChanged = Signal()
    isKeyboardHiddenChanged = Signal()

    def __init__(self, tell: Tell, actions: StationActions, parent: QObject | None = None) -> None:
        """See `DeskPageViewModel`."""
        super().__init__(tell, actions, parent)
        self._people = RowsModel(self)
        self._made_of: tuple[object, ...] = ()

    def fold(self, view: View) -> None:
        """Show this moment; nothing of the search is kept while another page is on show."""
        state = view.window.desk.top(SearchPage) or SearchPage()
        made_of = (state.found, state.found_by, view.words.language)
        if made_of != self._made_of:
            self._made_of = made_of
            self._people.show(derive_found(state, view))
        self.show(derive_search(state, view))

    @Slot(str)
    def press(self, key: str) -> None:
        """A key."""
        self._tell(SearchKey(key))

    @Slot()
    def erase(self) -> None:
        """Take the last character back."""
        self._tell(SearchErased())

    @Slot()
    def clear(self) -> None:
        """Xóa hết."""
        self._tell(SearchCleared())

    @Slot()
    def turn(self) -> None:
        """The other keyboard."""
        self._tell(KeyboardTurned())

    @Slot(bool)
    def hideKeyboard(self, is_hidden: bool) -> None:
        """Ẩn bàn phím, or bring it back."""
        self._tell(KeyboardHidden(is_hidden))

    @Slot()
    def enter(self) -> None:
        """Enter: the first who was found."""
        self._tell(SearchEntered())

    @Slot(str)
    def choose(self, key: str) -> None:
        """A row."""
        self._tell(PersonChosen(key))

    @Slot()
    def declareFor(self) -> None:
        """Khai hộ người mới."""
        self._tell(DeclareWanted())

    @Property(QObject, constant=True)
    def people(self) -> QObject:
        return self._people

    @Property(str, notify=textChanged)
    def text(self) -> str:
        return self._props.text

    @Property(str, notify=sentenceChanged)
    def sentence(self) -> str:
        return self._props.sentence

    @Property(bool, notify=isLetteredChanged)
    def isLettered(self) -> bool:
        return self._props.is_lettered

    @Property(bool, notify=isKeyboardHiddenChanged)
    def isKeyboardHidden(self) -> bool:
        return self._props.is_keyboard_hidden
