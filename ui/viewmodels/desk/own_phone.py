"""Dùng số điện thoại: a citizen's own number, the code sent to it, and who comes."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.base.phones import spoken_phone
from kiosk.domain.desk.acts_on_visits import CheckedPerson
from kiosk.domain.people.person import short_name
from kiosk.domain.station.desk import GoBack
from kiosk.domain.station.gate import Touched
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.card_number import DraftCleared, KeyErased, KeyTyped
from kiosk.domain.station.pages.own_phone import (
    DONE_S,
    DoneRead,
    NoCodeCame,
    NumberAgain,
    NumberGiven,
    OwnPhone,
    PeopleChosen,
    PersonTicked,
    PhoneStep,
    ResendWanted,
)
from kiosk.domain.venue import NameDisplay, Venue
from sync.protocol.asking import OTP_DIGITS
from ui.i18n import Words
from ui.viewmodels.desk.cells import Cell, as_list, cells_of
from ui.viewmodels.desk.page import DeskPageViewModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1

_NUMBER_GROUPS = frozenset({4, 7})
"""Where a number's second and third group begin: 0912 345 678."""
_CODE_GROUP = 3
_SENT_HEAD, _SENT_TAIL = 3, 3


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """Somebody who uses the number."""

    name: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class OwnPhoneProps:
    """Everything the page shows; empty while it is not open."""

    part: str = "number"
    """What stands: number, code, wait, people, done."""
    title: str = ""
    cells: tuple[Cell, ...] = ()
    sentence: str = ""
    is_warning: bool = False
    can_go_on: bool = False
    has_text: bool = False
    resend_text: str = ""
    """The words of the button for another code; it counts down while it cannot be touched."""
    can_resend: bool = False
    people: tuple[PersonChoice, ...] = ()
    done: tuple[str, ...] = ()
    """One line for each who was recorded."""
    done_s: float = DONE_S


def derive_own_phone(view: View) -> OwnPhoneProps:
    """The page for the desk's state; nothing of it while it asks whether somebody is there."""
    desk, words = view.window.desk, view.words
    state = desk.top(OwnPhone)
    if state is None or desk.is_asking:
        return OwnPhoneProps()
    if state.is_busy:
        return OwnPhoneProps(
            part="wait", title=words.translate("Screens", "Xin chờ trong giây lát")
        )
    match state.step:
        case PhoneStep.NUMBER:
            return _number(state, words)
        case PhoneStep.CODE:
            return _code(state, words)
        case PhoneStep.CHOOSING:
            return _people(state, view.setup.name_display, words)
    return _done(state, view.setup.name_display, view.setup.venue, words)


def _number(state: OwnPhone, words: Words) -> OwnPhoneProps:
    left = state.length - len(state.number)
    is_whole = bool(state.phone)
    is_wrong = not left and not is_whole
    if is_whole and state.is_old_number:
        sentence = words.translate("Screens", "Số này nay là {phone}. Nếu đúng, chạm Tiếp tục.")
        spoken = (spoken_phone(state.phone) or "").replace(" ", "\u00a0")
        sentence = sentence.replace(" {phone}", f"\u00a0{spoken}")
    elif is_whole:
        sentence = words.translate("Screens", "Đủ số. Xin xem lại, rồi chạm Tiếp tục.")
    elif is_wrong:
        sentence = words.translate("Screens", "Không phải số di động. Xin xem lại.")
    elif not state.number:
        sentence = words.translate("Screens", "Gõ số di động 10 số. Mã sẽ gửi đến số đó.")
    else:
        sentence = words.tr("Còn %n số nữa.", "", left)
    return OwnPhoneProps(
        part="number",
        title=words.translate("Screens", "Nhập số điện thoại"),
        cells=tuple(
            replace(cell, begins_group=place in _NUMBER_GROUPS)
            for place, cell in enumerate(cells_of(state.number, state.length))
        ),
        sentence=sentence,
        is_warning=is_wrong,
        can_go_on=is_whole,
        has_text=bool(state.number),
    )


def _code(state: OwnPhone, words: Words) -> OwnPhoneProps:
    digits = (spoken_phone(state.phone) or "").replace(" ", "")
    shown = f"{digits[:_SENT_HEAD]}\u00a0•••\u00a0{digits[-_SENT_TAIL:]}"
    code = state.code
    if code.is_over:
        sentence = words.translate("Screens", "Mã này không dùng được nữa. Mời gửi mã khác.")
    elif code.tries_left is not None:
        sentence = words.tr("Mã chưa đúng. Còn thử được %n lần.", "", code.tries_left)
    else:
        sentence = words.translate("Screens", "Mã 6 số đã gửi đến {phone}.").replace(
            " {phone}", f"\u00a0{shown}"
        )
    resend = words.translate("Screens", "Gửi mã khác")
    if code.resend_s:
        resend = words.tr("Gửi mã khác sau %n giây", "", code.resend_s)
    return OwnPhoneProps(
        part="code",
        title=words.translate("Screens", "Nhập mã trong tin nhắn"),
        cells=cells_of(code.digits, OTP_DIGITS, _CODE_GROUP),
        sentence=sentence,
        is_warning=code.is_over or code.tries_left is not None,
        has_text=bool(code.digits),
        resend_text=resend,
        can_resend=code.can_send,
    )


def _people(state: OwnPhone, display: NameDisplay, words: Words) -> OwnPhoneProps:
    return OwnPhoneProps(
        part="people",
        title=words.tr("%n người dùng số này", "", len(state.people)),
        sentence=words.translate("Screens", "Chạm tên của từng người đang đến."),
        people=tuple(
            PersonChoice(
                _name(person.details.full_name, index, display, words), index in state.ticked
            )
            for index, person in enumerate(state.people)
        ),
        can_go_on=bool(state.ticked),
    )


def _name(full_name: str, index: int, display: NameDisplay, words: Words) -> str:
    """As the public screen shows names; who must be told from another has a number at least."""
    name = full_name if display is NameDisplay.FULL else short_name(full_name)
    if name and display is not NameDisplay.NONE:
        return name
    return words.translate("Screens", "Người thứ {number}").replace("{number}", str(index + 1))


def _done(state: OwnPhone, display: NameDisplay, venue: Venue, words: Words) -> OwnPhoneProps:
    persons = () if state.checked is None else state.checked.persons
    is_printing = any(person.print_job for person in persons)
    return OwnPhoneProps(
        part="done",
        title=words.translate("Screens", "Xin mời vào"),
        sentence=words.translate("Screens", "Mời nhận phiếu ở máy in.") if is_printing else "",
        done=tuple(
            _line(person, index, display, venue, words) for index, person in enumerate(persons)
        ),
    )


def _line(
    person: CheckedPerson, index: int, display: NameDisplay, venue: Venue, words: Words
) -> str:
    word = words.translate("Screens", "ĐẾN")
    at = person.at.astimezone(venue.time_zone).strftime("%H:%M")
    return f"{word} · {_name(person.name, index, display, words)} · {at}"


@QmlElement
class OwnPhoneViewModel(DeskPageViewModel):
    """Notifies QML of `OwnPhoneProps`; every touch becomes an event of the desk's machine."""

    Props: ClassVar[type] = OwnPhoneProps
    _props: OwnPhoneProps
    page = DeskPage.OWN_PHONE

    partChanged = Signal()
    titleChanged = Signal()
    cellsChanged = Signal()
    sentenceChanged = Signal()
    isWarningChanged = Signal()
    canGoOnChanged = Signal()
    hasTextChanged = Signal()
    resendTextChanged = Signal()
    canResendChanged = Signal()
    peopleChanged = Signal()
    doneChanged = Signal()
    doneSChanged = Signal()

    def fold(self, view: View) -> None:
        """Show this moment."""
        self.show(derive_own_phone(view))

    @Slot(str)
    def press(self, key: str) -> None:
        """A key of the pad, or of a keyboard."""
        self._tell(KeyTyped(key))

    @Slot()
    def erase(self) -> None:
        """Take the last digit back."""
        self._tell(KeyErased())

    @Slot()
    def clear(self) -> None:
        """Take all digits back."""
        self._tell(DraftCleared())

    @Slot()
    def goOn(self) -> None:
        """Tiếp tục, or Ghi nhận."""
        self._tell(PeopleChosen() if self._props.part == "people" else NumberGiven())

    @Slot()
    def resend(self) -> None:
        """Gửi mã khác."""
        self._tell(ResendWanted())

    @Slot()
    def askStaff(self) -> None:
        """Không nhận được mã."""
        self._tell(NoCodeCame())

    @Slot(int)
    def tick(self, index: int) -> None:
        """Choose a person, or take the choice back."""
        self._tell(PersonTicked(index))

    @Slot()
    def close(self) -> None:
        """What was recorded was read, and what the gate said of it too."""
        self._tell(Touched())
        self._tell(DoneRead())

    @Slot()
    def leave(self) -> None:
        """Quay lại: from the code to the number, else to READY."""
        self._tell(NumberAgain() if self._props.part == "code" else GoBack())

    @Property(str, notify=partChanged)
    def part(self) -> str:
        return self._props.part

    @Property(str, notify=titleChanged)
    def title(self) -> str:
        return self._props.title

    @Property("QVariantList", notify=cellsChanged)  # type: ignore[arg-type]
    def cells(self) -> list[dict[str, object]]:
        return as_list(self._props.cells)

    @Property(str, notify=sentenceChanged)
    def sentence(self) -> str:
        return self._props.sentence

    @Property(bool, notify=isWarningChanged)
    def isWarning(self) -> bool:
        return self._props.is_warning

    @Property(bool, notify=canGoOnChanged)
    def canGoOn(self) -> bool:
        return self._props.can_go_on

    @Property(bool, notify=hasTextChanged)
    def hasText(self) -> bool:
        return self._props.has_text

    @Property(str, notify=resendTextChanged)
    def resendText(self) -> str:
        return self._props.resend_text

    @Property(bool, notify=canResendChanged)
    def canResend(self) -> bool:
        return self._props.can_resend

    @Property("QVariantList", notify=peopleChanged)  # type: ignore[arg-type]
    def people(self) -> list[dict[str, object]]:
        return [{"name": one.name, "isTicked": one.is_ticked} for one in self._props.people]

    @Property("QVariantList", notify=doneChanged)  # type: ignore[arg-type]
    def done(self) -> list[str]:
        return list(self._props.done)

    @Property(float, notify=doneSChanged)
    def doneS(self) -> float:
        return self._props.done_s
