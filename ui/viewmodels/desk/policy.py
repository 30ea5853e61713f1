"""*Quy định tại điểm này*: the venue's rules row by row, and the notice that follows from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import time
from typing import Any, ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.domain.declaration.notice import notices
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.policy_work import HUBS_OWN, Rule, Value
from kiosk.domain.desk.settings_work import SettingsProblem
from kiosk.domain.language import Language
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.policy import (
    MOST_SIDE_BY_SIDE,
    VALUES,
    NoticeTurned,
    PartTurned,
    PolicyPage,
    RuleChosen,
    RulesKept,
    RulesLeft,
    RulesSaved,
    RuleStepped,
)
from kiosk.domain.station.touches import WindowEvent
from kiosk.domain.venue import NameDisplay
from sync.protocol.declaration_bodies import LegalBasis
from sync.protocol.policy import DeclarationRule, GateMode, OtpRule, PrintWhen, VenueKind
from ui.actions import StationActions
from ui.i18n import QT_TRANSLATE_NOOP, Words
from ui.messages.acts import DESK_PROBLEMS, SETTINGS_PROBLEMS
from ui.messages.model import say
from ui.viewmodels.desk.page import DeskPageViewModel
from ui.viewmodels.rows import RowsModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1

_TITLES: Mapping[Rule, str] = {
    Rule.DECLARATION: QT_TRANSLATE_NOOP("Screens", "Khai báo y tế"),
    Rule.VALIDITY: QT_TRANSLATE_NOOP("Screens", "Tờ khai có hiệu lực"),
    Rule.OTP: QT_TRANSLATE_NOOP("Screens", "Xác minh OTP"),
    Rule.SLIPS: QT_TRANSLATE_NOOP("Screens", "In phiếu"),
    Rule.NAMES: QT_TRANSLATE_NOOP("Screens", "Tên trên màn hình"),
    Rule.CAPACITY: QT_TRANSLATE_NOOP("Screens", "Giới hạn người bên trong"),
    Rule.RETENTION: QT_TRANSLATE_NOOP("Screens", "Giữ dữ liệu trên máy"),
    Rule.BASIS: QT_TRANSLATE_NOOP("Screens", "Căn cứ xử lý dữ liệu"),
    Rule.PERSONAL_QR: QT_TRANSLATE_NOOP("Screens", "Mã cá nhân thay tờ khai"),
    Rule.GATE_MODE: QT_TRANSLATE_NOOP("Screens", "Cổng này ghi nhận"),
    Rule.EARLY_RETURN: QT_TRANSLATE_NOOP("Screens", "Hỏi lại khi ra về sớm"),
    Rule.PRESENCE: QT_TRANSLATE_NOOP("Screens", "Có mặt lâu nhất"),
    Rule.CLOSING: QT_TRANSLATE_NOOP("Screens", "Giờ đóng cửa"),
}
_HINTS: Mapping[Rule, str] = {
    Rule.SLIPS: QT_TRANSLATE_NOOP("Screens", "Khi cần: chưa có mã dùng lại được"),
    Rule.CAPACITY: QT_TRANSLATE_NOOP("Screens", "Đủ thì mời chờ, không từ chối ai"),
    Rule.RETENTION: QT_TRANSLATE_NOOP("Screens", "Áp dụng từ lần khởi động sau"),
    Rule.EARLY_RETURN: QT_TRANSLATE_NOOP("Screens", "Quét lại trong thời gian này"),
    Rule.PRESENCE: QT_TRANSLATE_NOOP("Screens", "Sau đó không tính là bên trong"),
}
_WORDS: Mapping[Value, str] = {
    # Words are equal as texts: this one is OTP's too.
    DeclarationRule.REQUIRED: QT_TRANSLATE_NOOP("Screens", "Bắt buộc"),
    OtpRule.PREFERRED: QT_TRANSLATE_NOOP("Screens", "Ưu tiên"),
    PrintWhen.ALWAYS: QT_TRANSLATE_NOOP("Screens", "Luôn in"),
    PrintWhen.NO_REUSABLE_CODE: QT_TRANSLATE_NOOP("Screens", "Khi cần"),
    PrintWhen.ON_REQUEST: QT_TRANSLATE_NOOP("Screens", "Khi hỏi"),
    NameDisplay.SHORT: QT_TRANSLATE_NOOP("Screens", "N. T. H. Nhung"),
    NameDisplay.FULL: QT_TRANSLATE_NOOP("Screens", "Đủ tên"),
    LegalBasis.CONSENT: QT_TRANSLATE_NOOP("Screens", "Đồng ý"),
    LegalBasis.PUBLIC_TASK: QT_TRANSLATE_NOOP("Screens", "Nhiệm vụ"),
    LegalBasis.EMERGENCY: QT_TRANSLATE_NOOP("Screens", "Khẩn cấp"),
    GateMode.AUTO: QT_TRANSLATE_NOOP("Screens", "Cả hai"),
    GateMode.IN_ONLY: QT_TRANSLATE_NOOP("Screens", "Chỉ vào"),
    GateMode.OUT_ONLY: QT_TRANSLATE_NOOP("Screens", "Chỉ ra"),
}
_OFF = QT_TRANSLATE_NOOP("Screens", "Tắt")
"""Of every rule that has no other word for a value."""


@dataclass(frozen=True, slots=True)
class PolicyRow:
    """One rule."""

    key: str
    title: str
    hint: str
    choices: tuple[dict[str, Any], ...] = ()
    """Values side by side: `text` and `isOn` of each; empty for one that is gone through."""
    text: str = ""
    """The value of one that is gone through."""
    can_less: bool = False
    can_more: bool = False
    can_change: bool = True


@dataclass(frozen=True, slots=True)
class PolicyProps:
    """Everything the page shows; empty while it is not open."""

    rows: tuple[PolicyRow, ...] = ()
    part: int = 0
    notice: str = ""
    is_english: bool = False
    """The notice is."""
    state_text: str = ""
    """Who changed the rules last, that they were saved, or why not."""
    is_problem: bool = False
    can_save: bool = False
    leave_text: str = ""
    """The question before changes are given up; empty where none is asked."""


def derive_policy(view: View) -> PolicyProps:
    """The page for this moment."""
    state = view.window.desk.top(PolicyPage)
    if state is None:
        return PolicyProps()
    if state.known is None:
        return PolicyProps(state_text=_state_text(state, view), is_problem=bool(state.problem))
    return PolicyProps(
        rows=tuple(_row(rule, state, view.words) for rule in VALUES),
        part=state.part,
        notice=_notice(state),
        is_english=state.notice is Language.EN,
        state_text=_state_text(state, view),
        is_problem=state.problem is not None,
        can_save=bool(state.changes) and not state.is_saving,
        leave_text=_leave_text(state, view.words),
    )


def _leave_text(state: PolicyPage, words: Words) -> str:
    if not state.is_leaving:
        return ""
    return words.tr("Bỏ %n thay đổi chưa lưu?", "", len(state.changes))


def _row(rule: Rule, state: PolicyPage, words: Words) -> PolicyRow:
    assert state.known is not None
    value, values = state.value(rule), VALUES[rule]
    hint = _HINTS.get(rule, "")
    can_change = state.can_change(rule)
    if state.known.has_hub and rule in HUBS_OWN:
        hint = QT_TRANSLATE_NOOP("Screens", "Do trung tâm đặt")
    elif rule is Rule.RETENTION and not state.known.has_hub:
        hint = QT_TRANSLATE_NOOP("Screens", "Không có máy chủ: không tự xóa")
    elif rule is Rule.CAPACITY and state.known.venue.kind is VenueKind.HEALTH_FACILITY:
        hint = QT_TRANSLATE_NOOP("Screens", "Không áp dụng ở cơ sở y tế")
    row = PolicyRow(
        rule.value,
        words.translate("Screens", _TITLES[rule]),
        words.translate("Screens", hint) if hint else "",
        can_change=can_change,
    )
    if len(values) <= MOST_SIDE_BY_SIDE:
        return replace(
            row,
            choices=tuple(
                {"text": _said(rule, one, words), "isOn": one == value} for one in values
            ),
        )
    return replace(
        row,
        text=_said(rule, value, words),
        can_less=can_change and state.place_after(rule, -1) is not None,
        can_more=can_change and state.place_after(rule, 1) is not None,
    )


def _said(rule: Rule, value: Value, words: Words) -> str:
    """A value in words."""
    match rule, value:
        case Rule.VALIDITY, 1:
            return words.translate("Screens", "Hết ngày")
        case ((Rule.VALIDITY | Rule.RETENTION), int(days)):
            return words.tr("%n ngày", "", days)
        case Rule.EARLY_RETURN, 0:
            return words.translate("Screens", "Không hỏi")
        case Rule.EARLY_RETURN, int(minutes):
            return words.tr("%n phút", "", minutes)
        case Rule.PRESENCE, int(hours):
            return words.tr("%n giờ", "", hours)
        case Rule.CAPACITY, 0:
            return words.translate("Screens", "Không giới hạn")
        case Rule.CAPACITY, int(persons):
            return str(persons)
        case Rule.PERSONAL_QR, True:
            return words.translate("Screens", "Được")
        case Rule.PERSONAL_QR, False:
            return words.translate("Screens", "Không được")
        case _, time():
            return f"{value:%H:%M}"
        case Rule.CLOSING, None:
            return words.translate("Screens", "Không đóng")
    return words.translate("Screens", _WORDS.get(value, _OFF))


def _notice(state: PolicyPage) -> str:
    """The notice as it will be with what stands on the page."""
    known = state.known
    assert known is not None
    days = state.value(Rule.RETENTION) if known.has_hub else None
    basis = state.value(Rule.BASIS)
    assert isinstance(basis, LegalBasis)
    assert days is None or isinstance(days, int)
    policy = replace(known.policy, legal_basis=basis)
    return notices(known.venue, policy, days)[state.notice].text


def _state_text(state: PolicyPage, view: View) -> str:
    words = view.words
    match state.problem:
        case SettingsProblem():
            return words.translate("Messages", SETTINGS_PROBLEMS[state.problem])
        case DeskProblem():
            return say(words, DESK_PROBLEMS[state.problem])
    if state.is_saving:
        return words.translate("Screens", "Đang lưu…")
    if state.is_saved:
        return words.translate("Screens", "Đã lưu. Áp dụng từ lượt quét sau.")
    known = state.known
    if known is None or known.changed_at is None:
        return ""
    at = known.changed_at.astimezone(view.setup.venue.time_zone)
    text = words.translate("Screens", "Đổi lần cuối: {date}, {name}")
    return text.replace("{date}", words.date(at)).replace("{name}", known.changed_by or "–")


@QmlElement
class PolicyViewModel(DeskPageViewModel):
    """Notifies QML of `PolicyProps`; every touch becomes an event of the desk's machine."""

    Props: ClassVar[type] = PolicyProps
    _props: PolicyProps
    page = DeskPage.POLICY

    rowsChanged = Signal()
    partChanged = Signal()
    noticeChanged = Signal()
    isEnglishChanged = Signal()
    stateTextChanged = Signal()
    isProblemChanged = Signal()
    canSaveChanged = Signal()
    leaveTextChanged = Signal()

    def __init__(
        self,
        tell: Callable[[WindowEvent], None],
        actions: StationActions,
        parent: QObject | None = None,
    ) -> None:
        """`tell` hands a touch to the window's machine."""
        super().__init__(tell, actions, parent)
        self._rows = RowsModel(self)

    def fold(self, view: View) -> None:
        """Show this moment."""
        props = derive_policy(view)
        self.show(props)
        self._rows.show(props.rows)

    @Slot(str, int)
    def choose(self, key: str, place: int) -> None:
        """One of the values side by side."""
        self._tell(RuleChosen(Rule(key), place))

    @Slot(str, int)
    def step(self, key: str, by: int) -> None:
        """The next value, or the one before."""
        self._tell(RuleStepped(Rule(key), by))

    @Slot(bool)
    def turnNotice(self, is_english: bool) -> None:
        """The notice in the other language."""
        self._tell(NoticeTurned(Language.EN if is_english else Language.VI))

    @Slot(int)
    def turnPart(self, part: int) -> None:
        """Another part of the list."""
        self._tell(PartTurned(part))

    @Slot()
    def save(self) -> None:
        """*Lưu thay đổi*."""
        self._tell(RulesSaved())

    @Slot()
    def leave(self) -> None:
        """*Quay lại*, and *Bỏ*."""
        self._tell(RulesLeft())

    @Slot()
    def stay(self) -> None:
        """*Sửa tiếp*."""
        self._tell(RulesKept())

    @Property(QObject, constant=True)
    def rows(self) -> QObject:
        return self._rows

    @Property(int, notify=partChanged)
    def part(self) -> int:
        return self._props.part

    @Property(str, notify=noticeChanged)
    def notice(self) -> str:
        return self._props.notice

    @Property(bool, notify=isEnglishChanged)
    def isEnglish(self) -> bool:
        return self._props.is_english

    @Property(str, notify=stateTextChanged)
    def stateText(self) -> str:
        return self._props.state_text

    @Property(bool, notify=isProblemChanged)
    def isProblem(self) -> bool:
        return self._props.is_problem

    @Property(str, notify=leaveTextChanged)
    def leaveText(self) -> str:
        return self._props.leave_text

    @Property(bool, notify=canSaveChanged)
    def canSave(self) -> bool:
        return self._props.can_save
