"""A person's details as staff type them."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.domain.people.person import Sex
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.person_form import (
    FieldChosen,
    FormField,
    FormSaved,
    PersonForm,
    SameAnswered,
    SexChosen,
)
from ui.i18n import Words
from ui.viewmodels.desk.page import DeskPageViewModel
from ui.viewmodels.desk.shown import masked_phone, sex_of, whole_phone, year_of
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class PersonFormProps:
    """Everything the page shows."""

    title: str = ""
    is_new: bool = True
    typing: str = FormField.NAME.value
    name: str = ""
    year: str = ""
    phone: str = ""
    sex: str = Sex.UNKNOWN.value
    can_save: bool = False
    is_asking: bool = False
    """Whether it is somebody known is asked first."""
    twin: str = ""
    """Whom it may be."""


def derive_person_form(view: View) -> PersonFormProps:
    """The page at this moment."""
    state, words = view.window.desk.top(PersonForm), view.words
    if state is None:
        return PersonFormProps()
    add = words.translate("Screens", "Thêm người dùng số {phone}")
    edit = words.translate("Screens", "Sửa thông tin")
    return PersonFormProps(
        title=add.format(phone=whole_phone(state.phone)) if state.is_new else edit,
        is_new=state.is_new,
        typing=state.typing.value,
        name=state.name,
        year=state.year,
        phone=state.phone_text,
        sex=state.sex.value,
        can_save=state.can_save,
        is_asking=bool(state.alike),
        twin=_twin(state, words),
    )


def _twin(state: PersonForm, words: Words) -> str:
    if state.twin is None:
        return ""
    details = state.twin.details
    phone = masked_phone(details.phone) if details.phone else ""
    parts = (details.full_name, year_of(details.birth), sex_of(details.sex, words), phone)
    return " · ".join(filter(None, parts))


@QmlElement
class PersonFormViewModel(DeskPageViewModel):
    """Notifies QML of `PersonFormProps`; every touch becomes an event of the desk's machine."""

    Props: ClassVar[type] = PersonFormProps
    _props: PersonFormProps
    page = DeskPage.PERSON_FORM

    titleChanged = Signal()
    isNewChanged = Signal()
    typingChanged = Signal()
    nameChanged = Signal()
    yearChanged = Signal()
    phoneChanged = Signal()
    sexChanged = Signal()
    canSaveChanged = Signal()
    isAskingChanged = Signal()
    twinChanged = Signal()

    def fold(self, view: View) -> None:
        """Show this moment."""
        self.show(derive_person_form(view))

    @Slot(str)
    def use(self, field: str) -> None:
        """Keys go to this field from now on."""
        self._tell(FieldChosen(FormField(field)))

    @Slot(str)
    def chooseSex(self, sex: str) -> None:
        """Nam, Nữ."""
        self._tell(SexChosen(Sex(sex)))

    @Slot()
    def save(self) -> None:
        """Lưu."""
        self._tell(FormSaved())

    @Slot(bool)
    def answer(self, is_same: bool) -> None:
        """Là người này, or another."""
        self._tell(SameAnswered(is_same))

    @Property(str, notify=titleChanged)
    def title(self) -> str:
        return self._props.title

    @Property(bool, notify=isNewChanged)
    def isNew(self) -> bool:
        return self._props.is_new

    @Property(str, notify=typingChanged)
    def typing(self) -> str:
        return self._props.typing

    @Property(str, notify=nameChanged)
    def name(self) -> str:
        return self._props.name

    @Property(str, notify=yearChanged)
    def year(self) -> str:
        return self._props.year

    @Property(str, notify=phoneChanged)
    def phone(self) -> str:
        return self._props.phone

    @Property(str, notify=sexChanged)
    def sex(self) -> str:
        return self._props.sex

    @Property(bool, notify=canSaveChanged)
    def canSave(self) -> bool:
        return self._props.can_save

    @Property(bool, notify=isAskingChanged)
    def isAsking(self) -> bool:
        return self._props.is_asking

    @Property(str, notify=twinChanged)
    def twin(self) -> str:
        return self._props.twin
