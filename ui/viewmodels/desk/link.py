"""Whom somebody is held to be the same as, or is parted from."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts_on_people import LinkEvidence
from kiosk.domain.desk.queries import PersonRow
from kiosk.domain.people.person import PersonDetails
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.linking import (
    EvidenceChosen,
    Linking,
    OtherChosen,
    OtherDropped,
    PartTouched,
)
from kiosk.domain.station.pages.picking import PickCleared, PickErased, PickTyped
from ui.i18n import Words
from ui.messages.model import say
from ui.messages.people import EVIDENCE
from ui.viewmodels.desk.choices import Choice, Choices
from ui.viewmodels.desk.page import DeskPageViewModel
from ui.viewmodels.desk.shown import masked_phone, sex_of, year_of
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1

MOST_SHOWN = 20
"""More rows nobody reads: another letter finds them."""
NO_CHOICES = Choices()


@dataclass(frozen=True, slots=True)
class LinkRow:
    """Somebody to choose, or to part from."""

    key: str
    name: str
    about: str
    is_linked: bool = False


@dataclass(frozen=True, slots=True)
class LinkProps:
    """Everything the page shows."""

    title: str = ""
    text: str = ""
    """What is typed."""
    rows: tuple[LinkRow, ...] = ()
    sentence: str = ""
    """In place of the rows."""
    choices: Choices = NO_CHOICES
    """Why the two are one; nothing until somebody was chosen."""


def derive_link(view: View) -> LinkProps:
    """The page at this moment."""
    state, words = view.window.desk.top(Linking), view.words
    if state is None:
        return LinkProps()
    rows = _rows(state, words)
    return LinkProps(
        title=words.translate("Screens", "Gộp với {name}").format(name=state.name),
        text=state.picking.text,
        rows=rows,
        sentence="" if rows else _nobody(state, words),
        choices=_choices(state, words),
    )


def _rows(state: Linking, words: Words) -> tuple[LinkRow, ...]:
    linked = () if state.picking.text else state.linked
    parted = tuple(
        LinkRow(one.person_id, _name(one.details, words), _about(one.details, words), True)
        for one in linked
    )
    offered = tuple(
        LinkRow(one.person_id, _name(details, words), _about(details, words))
        for one, details in ((one, _details(one)) for one in state.offered[:MOST_SHOWN])
    )
    return parted + offered


def _details(row: PersonRow) -> PersonDetails:
    return PersonDetails(row.full_name, row.birth, row.sex, phone=row.phone)


def _name(details: PersonDetails, words: Words) -> str:
    return details.full_name or words.translate("Screens", "Chưa nhập họ tên")


def _about(details: PersonDetails, words: Words) -> str:
    phone = masked_phone(details.phone) if details.phone else ""
    parts = (year_of(details.birth), sex_of(details.sex, words), phone)
    return " · ".join(filter(None, parts))


def _nobody(state: Linking, words: Words) -> str:
    if state.picking.text:
        return words.translate("Screens", "Chưa thấy ai.")
    return words.translate("Screens", "Tìm người trùng: tên, số điện thoại hoặc số thẻ.")


def _choices(state: Linking, words: Words) -> Choices:
    other = state.other
    if other is None:
        return NO_CHOICES
    details = _details(other)
    named = " · ".join(filter(None, (_name(details, words), _about(details, words))))
    title = words.translate("Screens", "Là cùng một người? Vì sao?")
    reasons = tuple(Choice(key.value, say(words, text)) for key, text in EVIDENCE.items())
    return Choices(title, f"{state.name} = {named}", reasons)


@QmlElement
class LinkViewModel(DeskPageViewModel):
    """Notifies QML of `LinkProps`; every touch becomes an event of the desk's machine."""

    Props: ClassVar[type] = LinkProps
    _props: LinkProps
    page = DeskPage.LINK

    titleChanged = Signal()
    textChanged = Signal()
    rowsChanged = Signal()
    sentenceChanged = Signal()
    choicesChanged = Signal()

    def fold(self, view: View) -> None:
        """Show this moment."""
        self.show(derive_link(view))

    @Slot(str)
    def press(self, text: str) -> None:
        """A key."""
        self._tell(PickTyped(text))

    @Slot()
    def erase(self) -> None:
        """Take the last character back."""
        self._tell(PickErased())

    @Slot()
    def clear(self) -> None:
        """Take everything back."""
        self._tell(PickCleared())

    @Slot(str)
    def chooseOther(self, person: str) -> None:
        """A row."""
        self._tell(OtherChosen(person))

    @Slot(str)
    def part(self, person: str) -> None:
        """Tách."""
        self._tell(PartTouched(person))

    @Slot(str)
    def choose(self, evidence: str) -> None:
        """Why the two are one."""
        self._tell(EvidenceChosen(LinkEvidence(evidence)))

    @Slot()
    def closePanel(self) -> None:
        """It is not this one after all."""
        self._tell(OtherDropped())

    @Property(str, notify=titleChanged)
    def title(self) -> str:
        return self._props.title

    @Property(str, notify=textChanged)
    def text(self) -> str:
        return self._props.text

    @Property("QVariantList", notify=rowsChanged)  # type: ignore[arg-type]
    def rows(self) -> list[dict[str, object]]:
        return [
            {"key": row.key, "name": row.name, "about": row.about, "isLinked": row.is_linked}
            for row in self._props.rows
        ]

    @Property(str, notify=sentenceChanged)
    def sentence(self) -> str:
        return self._props.sentence

    @Property("QVariantMap", notify=choicesChanged)  # type: ignore[arg-type]
    def choices(self) -> dict[str, object]:
        return self._props.choices.as_map()
