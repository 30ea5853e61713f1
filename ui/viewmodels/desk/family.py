"""A phone at the desk: whom it points to, its code, and one check-in for several."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.base.phones import normalise_phone
from kiosk.domain.desk.acts_on_visits import ConfirmReason
from kiosk.domain.desk.code_entry import CodeEntry
from kiosk.domain.desk.phone import PhonePerson
from kiosk.domain.station.health import NetworkState
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.card_number import DraftCleared, KeyErased, KeyTyped
from kiosk.domain.station.pages.checking import (
    CheckTouched,
    CodeWanted,
    PanelClosed,
    ReasonChosen,
)
from kiosk.domain.station.pages.family import (
    AddTouched,
    DeclareNewTouched,
    DeclareTouched,
    Family,
    FamilyPanel,
    PersonTicked,
)
from kiosk.domain.visits.decision import Direction
from sync.protocol.asking import OTP_DIGITS
from ui.i18n import Words
from ui.messages.acts import DESK_PROBLEMS
from ui.messages.model import say
from ui.viewmodels.desk.cells import Cell, as_list
from ui.viewmodels.desk.choices import Choices
from ui.viewmodels.desk.page import DeskPageViewModel
from ui.viewmodels.desk.proof import CODE, not_sent, proof_choices
from ui.viewmodels.desk.shown import (
    clock_of,
    day_of,
    declared_said,
    masked_phone,
    sex_of,
    whole_phone,
    year_of,
)
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1

NO_CHOICES = Choices()


@dataclass(frozen=True, slots=True)
class FamilyRow:
    """Somebody who uses the number."""

    name: str
    about: str
    """Year of birth and sex."""
    seen: str
    """Whether inside, or when last seen."""
    is_inside: bool
    is_ticked: bool
    declared: str = ""
    """How the declaration stands; empty where none is asked for."""
    has_to_declare: bool = False


@dataclass(frozen=True, slots=True)
class FamilyProps:
    """Everything the page shows."""

    phone: str = ""
    count: str = ""
    has_nobody: bool = False
    """Nobody uses the number as far as anybody knows: somebody is added first."""
    proof: str = ""
    """Whether the number is proven."""
    is_proven: bool = False
    can_send: bool = False
    """A code may be sent before anybody is ticked."""
    rows: tuple[FamilyRow, ...] = ()
    sentence: str = ""
    """In place of the rows, or below them: who is not listed here."""
    panel: str = FamilyPanel.TICKED.value
    heading: str = ""
    """Of those who are ticked."""
    names: tuple[str, ...] = ()
    can_check: bool = False
    choices: Choices = NO_CHOICES
    code_title: str = ""
    cells: tuple[Cell, ...] = ()
    code_sentence: str = ""
    is_code_wrong: bool = False
    can_type: bool = False
    resend: str = ""
    """When another code may be asked for."""
    can_resend: bool = False


def derive_family(view: View) -> FamilyProps:
    """The page at this moment."""
    state, words = view.window.desk.top(Family), view.words
    if state is None:
        return FamilyProps()
    people, code = state.people, state.code
    is_online = view.window.health.network is NetworkState.ONLINE
    is_mobile = normalise_phone(state.phone) is not None
    count = len(state.ticked)
    return FamilyProps(
        phone=whole_phone(state.phone),
        count=_count(state, people, words),
        has_nobody=state.has_nobody,
        proof=_proof(code, words),
        is_proven=code.is_proven,
        can_send=is_online and is_mobile and not code.is_proven,
        rows=tuple(_row(state, person, view) for person in people),
        sentence=_sentence(state, people, words),
        panel=state.panel.value,
        heading=words.tr("Ghi nhận cùng lúc %n người", "", count) if count else "",
        names=tuple(_name(one, words) for one in people if one.whom in state.ticked),
        can_check=count > 0 and not state.is_recording,
        choices=_choices(state, view),
        code_title=words.translate("Screens", "Mã đã gửi đến {phone}").format(
            phone=masked_phone(state.phone)
        ),
        cells=_cells(code),
        code_sentence=_code_sentence(code, words),
        is_code_wrong=code.tries_left is not None or code.problem is not None,
        can_type=code.is_open,
        resend=_resend(code, words),
        can_resend=code.can_send,
    )


def _count(state: Family, people: tuple[PhonePerson, ...], words: Words) -> str:
    if state.stored is None:
        return ""
    if not people:
        return words.translate("Screens", "Chưa có ai dùng số này")
    count = len(people)
    return words.tr("%n người dùng số này", "", count)


def _proof(code: CodeEntry, words: Words) -> str:
    if code.is_proven:
        return words.translate("Screens", "Đã xác minh số điện thoại bằng OTP")
    return words.translate("Screens", "Số chưa xác minh")


def _name(person: PhonePerson, words: Words) -> str:
    return person.details.full_name or words.translate("Screens", "Chưa nhập họ tên")


def _row(state: Family, person: PhonePerson, view: View) -> FamilyRow:
    words, row, details = view.words, state.row(person), person.details
    is_inside = row is not None and row.inside_since is not None
    seen = words.translate("Screens", "Chưa có mặt")
    if row is not None and row.inside_since is not None:
        source = words.translate("Screens", "Đang có mặt từ {clock}")
        seen = source.format(clock=clock_of(row.inside_since, view))
    elif row is not None and row.last_seen is not None:
        day = row.last_seen.astimezone(view.setup.venue.time_zone).date()
        source = words.translate("Screens", "Chưa có mặt · lần cuối {day}")
        seen = source.format(day=day_of(day, view))
    about = " · ".join(filter(None, (year_of(details.birth), sex_of(details.sex, words))))
    return FamilyRow(
        _name(person, words),
        about,
        seen,
        is_inside,
        person.whom in state.ticked,
        declared_said(state.declaration(person), view),
        state.has_to_declare(person),
    )


def _sentence(state: Family, people: tuple[PhonePerson, ...], words: Words) -> str:
    if state.problem is not None:
        return say(words, DESK_PROBLEMS[state.problem])
    told = state.told
    elsewhere = 0 if told is None else told.elsewhere - len(told.released)
    if elsewhere > 0:
        return words.tr("%n người ở cơ sở khác: xác minh số để thấy", "", elsewhere)
    return ""


def _choices(state: Family, view: View) -> Choices:
    if state.panel is not FamilyPanel.PROOF:
        return NO_CHOICES
    return proof_choices(state.phone, view, state.code.problem)


def _cells(code: CodeEntry) -> tuple[Cell, ...]:
    digits = code.digits
    return tuple(
        Cell(digits[place : place + 1], False, code.is_open and place == len(digits))
        for place in range(OTP_DIGITS)
    )


def _code_sentence(code: CodeEntry, words: Words) -> str:
    if code.is_sending:
        return words.translate("Screens", "Đang gửi mã")
    if code.is_checking:
        return words.translate("Screens", "Đang kiểm tra mã")
    if code.is_over:
        return words.translate("Screens", "Mã này không còn dùng được. Gửi mã khác.")
    if code.problem is not None:
        return not_sent(code.problem, words)
    if code.tries_left is not None:
        return words.tr("Mã chưa đúng, còn %n lần thử", "", code.tries_left)
    return words.translate("Screens", "Nhập 6 số trong tin nhắn")


def _resend(code: CodeEntry, words: Words) -> str:
    if code.resend_s:
        return words.tr("Gửi lại sau %n giây", "", code.resend_s)
    return words.translate("Screens", "Gửi lại mã")


@QmlElement
class FamilyViewModel(DeskPageViewModel):
    """Notifies QML of `FamilyProps`; every touch becomes an event of the desk's machine."""

    Props: ClassVar[type] = FamilyProps
    _props: FamilyProps
    page = DeskPage.FAMILY

    phoneChanged = Signal()
    countChanged = Signal()
    hasNobodyChanged = Signal()
    proofChanged = Signal()
    isProvenChanged = Signal()
    canSendChanged = Signal()
    rowsChanged = Signal()
    sentenceChanged = Signal()
    panelChanged = Signal()
    headingChanged = Signal()
    namesChanged = Signal()
    canCheckChanged = Signal()
    choicesChanged = Signal()
    codeTitleChanged = Signal()
    cellsChanged = Signal()
    codeSentenceChanged = Signal()
    isCodeWrongChanged = Signal()
    canTypeChanged = Signal()
    resendChanged = Signal()
    canResendChanged = Signal()

    def fold(self, view: View) -> None:
        """Show this moment."""
        self.show(derive_family(view))

    # --- what a finger does --------------------------------------------------------------------

    @Slot(int)
    def tick(self, index: int) -> None:
        """A row."""
        self._tell(PersonTicked(index))

    @Slot()
    def add(self) -> None:
        """Thêm người dùng số này."""
        self._tell(AddTouched())

    @Slot(int)
    def declareFor(self, index: int) -> None:
        """Khai hộ."""
        self._tell(DeclareTouched(index))

    @Slot()
    def declareNew(self) -> None:
        """Khai hộ người mới."""
        self._tell(DeclareNewTouched())

    @Slot()
    def checkIn(self) -> None:
        """Check in · ĐẾN."""
        self._tell(CheckTouched(Direction.ARRIVAL))

    @Slot()
    def checkOut(self) -> None:
        """Check out · ĐI."""
        self._tell(CheckTouched(Direction.DEPARTURE))

    @Slot(str)
    def choose(self, key: str) -> None:
        """A code, or a reason of staff."""
        self._tell(CodeWanted() if key == CODE else ReasonChosen(ConfirmReason(key)))

    @Slot()
    def sendCode(self) -> None:
        """Gửi mã OTP, for the first time or once more."""
        self._tell(CodeWanted())

    @Slot(str)
    def press(self, keys: str) -> None:
        """A digit, or a whole code that was pasted."""
        self._tell(KeyTyped(keys))

    @Slot()
    def erase(self) -> None:
        """Take the last digit back."""
        self._tell(KeyErased())

    @Slot()
    def clear(self) -> None:
        """Take all digits back."""
        self._tell(DraftCleared())

    @Slot()
    def closePanel(self) -> None:
        """No code came, or nothing of what is asked."""
        self._tell(PanelClosed())

    # --- what QML reads ------------------------------------------------------------------------

    @Property(str, notify=phoneChanged)
    def phone(self) -> str:
        return self._props.phone

    @Property(str, notify=countChanged)
    def count(self) -> str:
        return self._props.count

    @Property(bool, notify=hasNobodyChanged)
    def hasNobody(self) -> bool:
        return self._props.has_nobody

    @Property(str, notify=proofChanged)
    def proof(self) -> str:
        return self._props.proof

    @Property(bool, notify=isProvenChanged)
    def isProven(self) -> bool:
        return self._props.is_proven

    @Property(bool, notify=canSendChanged)
    def canSend(self) -> bool:
        return self._props.can_send

    @Property("QVariantList", notify=rowsChanged)  # type: ignore[arg-type]
    def rows(self) -> list[dict[str, object]]:
        return [
            {
                "name": row.name,
                "about": row.about,
                "seen": row.seen,
                "isInside": row.is_inside,
                "isTicked": row.is_ticked,
                "declared": row.declared,
                "hasToDeclare": row.has_to_declare,
            }
            for row in self._props.rows
        ]

    @Property(str, notify=sentenceChanged)
    def sentence(self) -> str:
        return self._props.sentence

    @Property(str, notify=panelChanged)
    def panel(self) -> str:
        return self._props.panel

    @Property(str, notify=headingChanged)
    def heading(self) -> str:
        return self._props.heading

    @Property("QVariantList", notify=namesChanged)  # type: ignore[arg-type]
    def names(self) -> list[str]:
        return list(self._props.names)

    @Property(bool, notify=canCheckChanged)
    def canCheck(self) -> bool:
        return self._props.can_check

    @Property("QVariantMap", notify=choicesChanged)  # type: ignore[arg-type]
    def choices(self) -> dict[str, object]:
        return self._props.choices.as_map()

    @Property(str, notify=codeTitleChanged)
    def codeTitle(self) -> str:
        return self._props.code_title

    @Property("QVariantList", notify=cellsChanged)  # type: ignore[arg-type]
    def cells(self) -> list[dict[str, object]]:
        return as_list(self._props.cells)

    @Property(str, notify=codeSentenceChanged)
    def codeSentence(self) -> str:
        return self._props.code_sentence

    @Property(bool, notify=isCodeWrongChanged)
    def isCodeWrong(self) -> bool:
        return self._props.is_code_wrong

    @Property(bool, notify=canTypeChanged)
    def canType(self) -> bool:
        return self._props.can_type

    @Property(str, notify=resendChanged)
    def resend(self) -> str:
        return self._props.resend

    @Property(bool, notify=canResendChanged)
    def canResend(self) -> bool:
        return self._props.can_resend
