"""A person's page: who it is, whether inside, what was recorded, and what staff may do."""

from __future__ import annotations

from dataclasses import asdict
from datetime import timedelta
from typing import ClassVar

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts_on_people import DataRight, LookReason
from kiosk.domain.desk.acts_on_visits import ConfirmReason, CorrectionReason
from kiosk.domain.desk.queries import EntryMark, PersonPage, VisitDay, VisitKind, VisitRow
from kiosk.domain.people.person import Identifier, IdentifierKind
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.checking import (
    CheckTouched,
    CodeWanted,
    PanelClosed,
    ReasonChosen,
)
from kiosk.domain.station.pages.person import Person, PersonPanel
from kiosk.domain.station.pages.person_touches import (
    DataTouched,
    DischargeTouched,
    EarlierTouched,
    EditTouched,
    EntryTouched,
    KindChosen,
    KindTouched,
    LinkTouched,
    LookReasonChosen,
    MistakeChosen,
    NumbersTouched,
    PersonTouch,
    PhoneTouched,
    ReprintChosen,
    ReprintTouched,
    RequestsOpened,
    RightChosen,
    SettleTouched,
)
from kiosk.domain.visits.decision import Direction
from ui.i18n import QT_TRANSLATE_NOOP, Words
from ui.messages.acts import DESK_PROBLEMS
from ui.messages.model import say
from ui.messages.people import KINDS
from ui.viewmodels.desk.choices import Choices
from ui.viewmodels.desk.page import DeskPageViewModel
from ui.viewmodels.desk.person_panels import derive_panel, reprint_touch
from ui.viewmodels.desk.shown import (
    clock_of,
    credential_of,
    day_of,
    declared_said,
    masked_card,
    masked_phone,
    sex_of,
    today_of,
    whole_phone,
    year_of,
)
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1

_NUMBERS = {
    IdentifierKind.PHONE: QT_TRANSLATE_NOOP("Screens", "Điện thoại"),
    IdentifierKind.INSURANCE_NUMBER: QT_TRANSLATE_NOOP("Screens", "Thẻ BHYT"),
    IdentifierKind.CITIZEN_ID: QT_TRANSLATE_NOOP("Screens", "Căn cước"),
    IdentifierKind.OLD_ID: QT_TRANSLATE_NOOP("Screens", "CMND"),
}
"""The numbers of a person that are on show, in this order; three of them."""
_MOST_NUMBERS = 3
NO_CHOICES = Choices()
_MOST_NAMES = 3
_OTP = "otp"
"""The proof by a code, as entries say it."""


@dataclass(frozen=True, slots=True)
class Chip:
    """A state in a few words."""

    icon: str
    text: str
    is_amber: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """One of the person's numbers."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class TimelineRow:
    """A day's heading, or one line below it."""

    label: str
    """Of a day; empty for a line."""
    kind: str = ""
    title: str = ""
    text: str = ""
    entry: str = ""
    """The entry that a touch corrects."""


@dataclass(frozen=True, slots=True)
class PersonProps:
    """Everything the page shows; empty until the person is read."""

    is_there: bool = False
    sentence: str = ""
    """In place of the person: why there is none."""
    name: str = ""
    about: str = ""
    chips: tuple[Chip, ...] = ()
    numbers: tuple[Number, ...] = ()
    is_revealed: bool = False
    looked: str = ""
    """Who looked last."""
    together: str = ""
    """Who has the same phone."""
    has_phone: bool = False
    is_unverified: bool = False
    can_check_in: bool = False
    can_act: bool = False
    rows: tuple[TimelineRow, ...] = ()
    has_earlier: bool = False
    panel: Choices = NO_CHOICES


def derive_person(view: View) -> PersonProps:
    """The page at this moment."""
    state, words = view.window.desk.top(Person), view.words
    if state is None:
        return PersonProps()
    page = state.shown
    if state.is_gone or page is None:
        return PersonProps(sentence=_missing(state, words))
    today = today_of(view)
    days = [
        day
        for day in state.days
        if state.look_reason is not None or day.day >= today - timedelta(days=1)
    ]
    details = page.details
    return PersonProps(
        is_there=True,
        name=details.full_name or words.translate("Screens", "Chưa nhập họ tên"),
        about=" · ".join(filter(None, (year_of(details.birth), sex_of(details.sex, words)))),
        chips=_chips(state, page, view),
        numbers=_numbers(page.identifiers, words, is_whole=state.is_revealed),
        is_revealed=state.is_revealed,
        looked=_looked(page, view),
        together=_together(page, words),
        has_phone=bool(details.phone),
        is_unverified=_is_unverified(state),
        can_check_in=state.can_check_in,
        can_act=not state.is_acting,
        rows=tuple(row for day in days for row in _day_rows(day, view)),
        has_earlier=len(days) < len(state.days) or page.timeline.next is not None,
        panel=derive_panel(state, page, view),
    )


def _missing(state: Person, words: Words) -> str:
    if state.is_gone:
        return words.translate("Screens", "Hồ sơ này không còn lưu trên máy.")
    return "" if state.problem is None else say(words, DESK_PROBLEMS[state.problem])


def _is_unverified(state: Person) -> bool:
    return any(
        EntryMark.UNVERIFIED in visit.entry.marks for day in state.days for visit in day.visits
    )


def _chips(state: Person, page: PersonPage, view: View) -> tuple[Chip, ...]:
    words, chips = view.words, []
    if page.inside_since is not None:
        source = words.translate("Screens", "Đang có mặt từ {clock}")
        since = page.inside_since
        clock = clock_of(since, view)
        day = day_of(since.astimezone(view.setup.venue.time_zone).date(), view)
        is_today = since.astimezone(view.setup.venue.time_zone).date() == today_of(view)
        at = clock if is_today else f"{clock}, {day}"
        chips.append(Chip("arrive", source.format(clock=at)))
    else:
        chips.append(Chip("depart", words.translate("Screens", "Chưa có mặt")))
    if page.kind is not VisitorKind.VISITOR:
        chips.append(Chip("people", say(words, KINDS[page.kind])))
    if declared := declared_said(state.declaration, view):
        chips.append(Chip("form", declared, state.has_to_declare))
    if page.linked:
        chips.append(Chip("merge", words.tr("Đã gộp %n hồ sơ", "", len(page.linked) + 1)))
    if not page.details.phone:
        chips.append(Chip("phone", words.translate("Screens", "Thiếu SĐT"), True))
    if _is_unverified(state):
        chips.append(Chip("warning", words.translate("Screens", "Chờ xác minh"), True))
    return tuple(chips)


def _numbers(
    identifiers: tuple[Identifier, ...], words: Words, *, is_whole: bool
) -> tuple[Number, ...]:
    found = []
    for kind, label in _NUMBERS.items():
        for one in identifiers:
            if one.kind is not kind:
                continue
            if kind is IdentifierKind.PHONE:
                value = whole_phone(one.value) if is_whole else masked_phone(one.value)
            else:
                value = one.value if is_whole else masked_card(one.value)
            found.append(Number(words.translate("Screens", label), value))
    return tuple(found[:_MOST_NUMBERS])


def _looked(page: PersonPage, view: View) -> str:
    look = page.last_look
    if look is None:
        return ""
    day = look.at.astimezone(view.setup.venue.time_zone).date()
    clock = clock_of(look.at, view)
    at = clock if day == today_of(view) else f"{clock}, {view.words.date(day)}"
    source = view.words.translate("Screens", "{name} đã xem lúc {clock}")
    return source.format(name=look.staff, clock=at)


def _together(page: PersonPage, words: Words) -> str:
    names = [
        one.full_name or words.translate("Screens", "Chưa nhập họ tên") for one in page.same_phone
    ]
    if not names:
        return ""
    more = len(names) - _MOST_NAMES
    shown = ", ".join(names[:_MOST_NAMES])
    if more > 0:
        others = words.tr("và %n người khác", "", more)
        shown = f"{shown} {others}"
    return words.translate("Screens", "Cùng số điện thoại: {names}").format(names=shown)


def _day_rows(day: VisitDay, view: View) -> list[TimelineRow]:
    rows = [TimelineRow(day_of(day.day, view))]
    return rows + [_visit_row(visit, view) for visit in day.visits]


def _visit_row(visit: VisitRow, view: View) -> TimelineRow:
    words, entry, clock = view.words, visit.entry, clock_of(visit.at, view)
    if visit.kind is VisitKind.NOT_SEEN_LEAVING:
        until = words.translate("Screens", "Tính là có mặt đến {clock}").format(clock=clock)
        title = words.translate("Screens", "Chưa ghi nhận ra về")
        return TimelineRow("", visit.kind.value, title, until)
    is_arrival = visit.kind is VisitKind.ARRIVAL
    word = words.translate("Screens", "Đến") if is_arrival else words.translate("Screens", "Đi")
    about = [entry.gate, credential_of(entry.credential, words)]
    if entry.proof == _OTP:
        about.append("OTP")
    if EntryMark.UNVERIFIED in entry.marks:
        about.append(words.translate("Screens", "chờ xác minh"))
    if entry.is_correction:
        about.append(words.translate("Screens", "đã sửa"))
    if entry.is_paper:
        about.append(words.translate("Screens", "nhập bù"))
    text = " · ".join(filter(None, about))
    return TimelineRow("", visit.kind.value, f"{word} · {clock}", text, entry.entry_id)


_BUTTONS: dict[str, PersonTouch] = {
    "edit": EditTouched(),
    "link": LinkTouched(),
    "reprint": ReprintTouched(),
    "phone": PhoneTouched(),
    "kind": KindTouched(),
    "data": DataTouched(),
    "settle": SettleTouched(),
}
"""What each button below the two big ones tells."""


@QmlElement
class PersonViewModel(DeskPageViewModel):
    """Notifies QML of `PersonProps`; every touch becomes an event of the desk's machine."""

    Props: ClassVar[type] = PersonProps
    _props: PersonProps
    page = DeskPage.PERSON
    _state: Person | None = None

    isThereChanged = Signal()
    sentenceChanged = Signal()
    nameChanged = Signal()
    aboutChanged = Signal()
    chipsChanged = Signal()
    numbersChanged = Signal()
    isRevealedChanged = Signal()
    lookedChanged = Signal()
    togetherChanged = Signal()
    hasPhoneChanged = Signal()
    isUnverifiedChanged = Signal()
    canCheckInChanged = Signal()
    canActChanged = Signal()
    rowsChanged = Signal()
    hasEarlierChanged = Signal()
    panelChanged = Signal()

    def fold(self, view: View) -> None:
        """Show this moment."""
        self._state = view.window.desk.top(Person)
        self.show(derive_person(view))

    # --- what a finger does --------------------------------------------------------------------

    @Slot()
    def checkIn(self) -> None:
        """Check in · ĐẾN."""
        self._tell(CheckTouched(Direction.ARRIVAL))

    @Slot()
    def checkOut(self) -> None:
        """Check out · ĐI."""
        self._tell(CheckTouched(Direction.DEPARTURE))

    @Slot()
    def toggleNumbers(self) -> None:
        """Hiện số, Ẩn số."""
        self._tell(NumbersTouched())

    @Slot()
    def showEarlier(self) -> None:
        """Xem thêm."""
        self._tell(EarlierTouched())

    @Slot(str)
    def correct(self, entry: str) -> None:
        """A line of the timeline."""
        if entry:
            self._tell(EntryTouched(entry))

    @Slot(str)
    def open(self, name: str) -> None:
        """One of the buttons below, by its name."""
        self._tell(_BUTTONS[name])

    @Slot()
    def closePanel(self) -> None:
        """Nothing of what is asked."""
        self._tell(PanelClosed())

    @Slot(str)
    def choose(self, key: str) -> None:
        """One of what the panel offers."""
        if self._state is None:
            return
        match self._state.panel:
            case PersonPanel.PROOF:
                is_code = key == "code"
                self._tell(CodeWanted() if is_code else ReasonChosen(ConfirmReason(key)))
            case PersonPanel.LOOK:
                self._tell(LookReasonChosen(LookReason(key)))
            case PersonPanel.KIND:
                is_home = key == "discharge"
                self._tell(DischargeTouched() if is_home else KindChosen(VisitorKind(key)))
            case PersonPanel.CORRECT:
                self._tell(MistakeChosen(CorrectionReason(key)))
            case PersonPanel.REPRINT:
                self._tell(reprint_touch(key))
            case PersonPanel.REPRINTED:
                self._tell(ReprintChosen(self._state.with_phone))
            case PersonPanel.DATA:
                is_list = key == "requests"
                self._tell(RequestsOpened() if is_list else RightChosen(DataRight(key)))

    # --- what QML reads ------------------------------------------------------------------------

    @Property(bool, notify=isThereChanged)
    def isThere(self) -> bool:
        return self._props.is_there

    @Property(str, notify=sentenceChanged)
    def sentence(self) -> str:
        return self._props.sentence

    @Property(str, notify=nameChanged)
    def name(self) -> str:
        return self._props.name

    @Property(str, notify=aboutChanged)
    def about(self) -> str:
        return self._props.about

    @Property("QVariantList", notify=chipsChanged)  # type: ignore[arg-type]
    def chips(self) -> list[dict[str, object]]:
        return [
            {"icon": chip.icon, "text": chip.text, "isAmber": chip.is_amber}
            for chip in self._props.chips
        ]

    @Property("QVariantList", notify=numbersChanged)  # type: ignore[arg-type]
    def numbers(self) -> list[dict[str, object]]:
        return [asdict(number) for number in self._props.numbers]

    @Property(bool, notify=isRevealedChanged)
    def isRevealed(self) -> bool:
        return self._props.is_revealed

    @Property(str, notify=lookedChanged)
    def looked(self) -> str:
        return self._props.looked

    @Property(str, notify=togetherChanged)
    def together(self) -> str:
        return self._props.together

    @Property(bool, notify=hasPhoneChanged)
    def hasPhone(self) -> bool:
        return self._props.has_phone

    @Property(bool, notify=isUnverifiedChanged)
    def isUnverified(self) -> bool:
        return self._props.is_unverified

    @Property(bool, notify=canCheckInChanged)
    def canCheckIn(self) -> bool:
        return self._props.can_check_in

    @Property(bool, notify=canActChanged)
    def canAct(self) -> bool:
        return self._props.can_act

    @Property("QVariantList", notify=rowsChanged)  # type: ignore[arg-type]
    def rows(self) -> list[dict[str, object]]:
        return [asdict(row) for row in self._props.rows]

    @Property(bool, notify=hasEarlierChanged)
    def hasEarlier(self) -> bool:
        return self._props.has_earlier

    @Property("QVariantMap", notify=panelChanged)  # type: ignore[arg-type]
    def panel(self) -> dict[str, object]:
        return self._props.panel.as_map()
