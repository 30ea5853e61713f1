"""*Đăng ký điểm kiểm dịch*: what is registered, field by field, and the one that is typed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from datetime import time
from typing import Any, ClassVar

from PySide6.QtCore import Property, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.settings_work import SettingsProblem
from kiosk.domain.desk.venue_work import LogoProblem, Telling, VenueField
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages import venue as touches
from kiosk.domain.station.pages.venue_state import (
    HOURS,
    MOST_GATES,
    MOST_HOTLINES,
    OF_HOTLINE,
    OWNERS,
    VenueInput,
    VenuePage,
)
from kiosk.domain.text_input.field_text import FieldText
from sync.protocol.policy import Hotline, VenueKind
from ui.codes import code_source
from ui.i18n import QT_TRANSLATE_NOOP, Words
from ui.messages.acts import DESK_PROBLEMS, SETTINGS_PROBLEMS
from ui.messages.model import say
from ui.viewmodels.desk.declare_person import unit_row
from ui.viewmodels.desk.page import DeskPageViewModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1

_LABELS: Mapping[VenueField, str] = {
    VenueField.NAME: QT_TRANSLATE_NOOP("Screens", "Tên điểm"),
    VenueField.PHONE: QT_TRANSLATE_NOOP("Screens", "Điện thoại"),
    VenueField.STREET: QT_TRANSLATE_NOOP("Screens", "Số nhà, đường"),
    VenueField.COMMUNE: QT_TRANSLATE_NOOP("Screens", "Xã, phường"),
    VenueField.GATES: QT_TRANSLATE_NOOP("Screens", "Cổng"),
    VenueField.OPENS: QT_TRANSLATE_NOOP("Screens", "Giờ mở cửa"),
    VenueField.CLOSES: QT_TRANSLATE_NOOP("Screens", "Giờ đóng cửa"),
    VenueField.HOTLINES: QT_TRANSLATE_NOOP("Screens", "Đường dây nóng"),
    VenueField.SUPPORT_PHONE: QT_TRANSLATE_NOOP("Screens", "Gọi kỹ thuật"),
    VenueField.LINK: QT_TRANSLATE_NOOP("Screens", "Địa chỉ trong mã QR"),
    VenueField.LINE: QT_TRANSLATE_NOOP("Screens", "Dòng riêng trên phiếu"),
}
_INPUTS: Mapping[VenueInput, str] = {
    VenueInput.GATE: QT_TRANSLATE_NOOP("Screens", "Tên cổng mới"),
    VenueInput.LABEL: QT_TRANSLATE_NOOP("Screens", "Đường dây nóng để làm gì"),
    VenueInput.MOBILE: QT_TRANSLATE_NOOP("Screens", "Số gọi từ di động"),
    VenueInput.LANDLINE: QT_TRANSLATE_NOOP("Screens", "Số gọi từ máy bàn"),
}
"""Titles of what is no field by itself."""
_KINDS: Mapping[VenueKind, str] = {
    VenueKind.HEALTH_FACILITY: QT_TRANSLATE_NOOP("Screens", "Cơ sở y tế"),
    VenueKind.SCHOOL: QT_TRANSLATE_NOOP("Screens", "Trường học"),
    VenueKind.OFFICE: QT_TRANSLATE_NOOP("Screens", "Cơ quan"),
    VenueKind.MARKET: QT_TRANSLATE_NOOP("Screens", "Chợ, siêu thị"),
    VenueKind.BUS_STATION: QT_TRANSLATE_NOOP("Screens", "Bến xe"),
    VenueKind.OTHER: QT_TRANSLATE_NOOP("Screens", "Khác"),
}
_LOGO_PROBLEMS: Mapping[LogoProblem, str] = {
    LogoProblem.NOT_ADMINISTRATOR: QT_TRANSLATE_NOOP("Screens", "Chỉ quản trị đổi được logo."),
    LogoProblem.NO_STICK: QT_TRANSLATE_NOOP("Screens", "Chưa cắm USB."),
    LogoProblem.NO_FILE: QT_TRANSLATE_NOOP("Screens", "USB không có tệp logo.png."),
    LogoProblem.NO_PICTURE: QT_TRANSLATE_NOOP("Screens", "Tệp logo không đọc được như ảnh."),
    LogoProblem.NOT_WRITABLE: QT_TRANSLATE_NOOP("Screens", "Chưa lưu được logo."),
}
_TELLING: Mapping[Telling, str] = {
    Telling.NO_HUB: "",
    Telling.WAITS: QT_TRANSLATE_NOOP("Screens", "Chưa gửi lên trung tâm: máy tự gửi khi có mạng."),
    Telling.TOLD: QT_TRANSLATE_NOOP("Screens", "Trung tâm đã nhận thông tin này."),
}
_SHOWN_GATES = 2
"""So many stand on the page; all of them with the keyboard."""


@dataclass(frozen=True, slots=True)
class VenueProps:
    """Everything the page shows; empty while it is not open."""

    form: dict[str, Any] = field(default_factory=dict)
    """What stands in the fields, and which of them can be changed."""
    typing: dict[str, Any] = field(default_factory=dict)
    """The field in use alone, with what may stand in it."""
    paper: dict[str, Any] = field(default_factory=dict)
    """The poster, and what stands on slips."""
    telling: str = ""
    is_told: bool = False
    state_text: str = ""
    """That it was saved, what is missing, or why it was not saved."""
    is_problem: bool = False
    can_save: bool = False
    leave_text: str = ""
    """Whether what was not saved is given up; empty while that is not asked."""


def derive_venue(view: View) -> VenueProps:
    """The page for this moment."""
    state, words = view.window.desk.top(VenuePage), view.words
    if state is None:
        return VenueProps()
    if state.known is None:
        return VenueProps(state_text=_state_text(state, words), is_problem=bool(state.problem))
    telling = state.known.telling
    return VenueProps(
        form=_form(state, words),
        typing=_typing(state, state.typed, words),
        paper=_paper(state, words),
        telling=words.translate("Screens", _TELLING[telling]) if _TELLING[telling] else "",
        is_told=telling is Telling.TOLD,
        state_text=_state_text(state, words),
        is_problem=state.problem is not None or state.lacks is not None,
        can_save=state.can_save,
        leave_text=_leave_text(state, words),
    )


def _leave_text(state: VenuePage, words: Words) -> str:
    if not state.is_leaving:
        return ""
    return words.tr("Bỏ %n thay đổi chưa lưu?", "", len(state.changes))


def _form(state: VenuePage, words: Words) -> dict[str, Any]:
    kind, unit, gates = state.kind, state.unit, state.gates
    return {
        "name": state.text(VenueField.NAME),
        "phone": state.text(VenueField.PHONE),
        "street": state.text(VenueField.STREET),
        "commune": unit.name if unit is not None else state.text(VenueField.COMMUNE),
        "kinds": [
            {"key": one.value, "text": words.translate("Screens", said), "isOn": one is kind}
            for one, said in _KINDS.items()
        ],
        "gates": _first_gates(state),
        "gateCount": len(gates),
        "moreGates": max(0, len(gates) - _SHOWN_GATES),
        "opens": _hour(state.hour(VenueField.OPENS)),
        "closes": _hour(state.hour(VenueField.CLOSES)),
        "hotlines": _hotlines(state.hotlines, words),
        "supportPhone": state.text(VenueField.SUPPORT_PHONE),
        "locked": [one.value.partition(".")[2] for one in VenueField if not state.can_change(one)],
    }


def _first_gates(state: VenuePage) -> list[dict[str, Any]]:
    """The entrance of this station, and others as far as they have room, in their order."""
    own, gates = state.text(VenueField.GATE), state.gates
    shown = list(gates[:_SHOWN_GATES])
    if own in gates and own not in shown:
        shown[-1] = own
    return [{"text": name, "isOn": name == own} for name in shown]


def _hour(at: time | None) -> str:
    return "" if at is None else f"{at:%H:%M}"


def _hotlines(lines: tuple[Hotline, ...], words: Words) -> str:
    """The first one by both of its numbers, and how many there are beside it."""
    if not lines:
        return ""
    first = lines[0]
    mobile = words.translate("Screens", "{number} (di động)").replace("{number}", first.mobile)
    text = " · ".join(filter(None, (first.landline, mobile if first.mobile else "")))
    return text if len(lines) == 1 else f"{text} +{len(lines) - 1}"


def _typing(state: VenuePage, typed: FieldText | None, words: Words) -> dict[str, Any]:
    chosen = state.input
    if chosen is None or typed is None:
        return {"input": "", "text": "", "title": "", "units": [], "gates": [], "lines": []}
    title = _INPUTS.get(chosen) or _LABELS[OWNERS[chosen]]
    is_hour = chosen in HOURS
    return {
        "input": chosen.value,
        "title": words.translate("Screens", title),
        "text": _as_hour(typed.text) if is_hour else typed.text,
        "hint": words.translate("Screens", "Bốn chữ số, ví dụ 0600") if is_hour else "",
        "units": [] if state.found is None else [unit_row(one) for one in state.found.units],
        "isNothing": bool(state.found is not None and not state.found.units and typed.text),
        "gates": _all_gates(state) if chosen is VenueInput.GATE else [],
        "canDrop": len(state.gates) > 1,
        "isFull": len(state.gates) >= MOST_GATES,
        "lines": _lines(state) if chosen in OF_HOTLINE else [],
        "canAddLine": len(state.hotlines) < MOST_HOTLINES,
    }


def _as_hour(digits: str) -> str:
    """`06:00` as far as it is typed."""
    return f"{digits[:2]}:{digits[2:]}" if len(digits) > len("HH") else digits


def _all_gates(state: VenuePage) -> list[dict[str, Any]]:
    own = state.text(VenueField.GATE)
    return [{"text": name, "isOn": name == own} for name in state.gates]


def _lines(state: VenuePage) -> list[dict[str, Any]]:
    """A tab for each hotline, the one that is begun too."""
    lines = [line.label or line.mobile or line.landline for line in state.hotlines]
    if state.hotline == len(lines):
        lines.append("")
    return [
        {"text": text or str(place + 1), "isOn": place == state.hotline}
        for place, text in enumerate(lines)
    ]


def _paper(state: VenuePage, words: Words) -> dict[str, Any]:
    assert state.known is not None
    link = state.text(VenueField.LINK)
    names = QT_TRANSLATE_NOOP("Screens", "Phiếu chỉ có chữ cái đầu của tên và ba số cuối.")
    if state.prints_names:
        names = QT_TRANSLATE_NOOP("Screens", "Ai nhặt được phiếu cũng đọc được đủ họ tên.")
    logo = QT_TRANSLATE_NOOP("Screens", "Chưa có logo. Chép tệp logo.png vào USB rồi cắm.")
    if state.known.has_logo:
        logo = QT_TRANSLATE_NOOP("Screens", "Phiếu có logo.")
    return {
        "showsSlip": state.shows_slip,
        "link": link,
        "code": code_source(link),
        "line": state.text(VenueField.LINE),
        "printsNames": state.prints_names,
        "namesText": words.translate("Screens", names),
        "hasLogo": state.known.has_logo,
        "logoText": words.translate("Screens", logo),
    }


def _state_text(state: VenuePage, words: Words) -> str:
    match state.problem:
        case SettingsProblem():
            return words.translate("Messages", SETTINGS_PROBLEMS[state.problem])
        case LogoProblem():
            return words.translate("Screens", _LOGO_PROBLEMS[state.problem])
        case DeskProblem():
            return say(words, DESK_PROBLEMS[state.problem])
    if state.is_saving:
        return words.translate("Screens", "Đang lưu…")
    if state.is_saved:
        return words.translate("Screens", "Đã lưu. Áp dụng từ lượt quét sau.")
    if state.lacks is VenueField.LINK:
        return words.translate("Screens", "Địa chỉ trong mã QR phải bắt đầu bằng https://")
    if state.lacks is not None:
        lacks = words.translate("Screens", _LABELS[state.lacks])
        return words.translate("Screens", "Còn thiếu: {what}").replace("{what}", lacks)
    return ""


@QmlElement
class VenueViewModel(DeskPageViewModel):
    """Notifies QML of `VenueProps`; every touch becomes an event of the desk's machine."""

    Props: ClassVar[type] = VenueProps
    _props: VenueProps
    page = DeskPage.VENUE

    formChanged = Signal()
    typingChanged = Signal()
    paperChanged = Signal()
    tellingChanged = Signal()
    isToldChanged = Signal()
    stateTextChanged = Signal()
    isProblemChanged = Signal()
    canSaveChanged = Signal()
    leaveTextChanged = Signal()

    def fold(self, view: View) -> None:
        """Show this moment."""
        self.show(derive_venue(view))

    @Slot(str)
    def use(self, name: str) -> None:
        """Keys go to this field from now on."""
        self._tell(touches.VenueInputChosen(VenueInput(name)))

    @Slot()
    def endTyping(self) -> None:
        """Xong."""
        self._tell(touches.VenueTypingEnded())

    @Slot()
    def goOn(self) -> None:
        """Thêm, or the next part."""
        self._tell(touches.VenueNextTouched())

    @Slot(str)
    def chooseKind(self, key: str) -> None:
        """What the venue is."""
        self._tell(touches.VenueKindChosen(VenueKind(key)))

    @Slot(str)
    def chooseGate(self, name: str) -> None:
        """This station's entrance."""
        self._tell(touches.VenueGateChosen(name))

    @Slot()
    def dropGate(self) -> None:
        """Bỏ cổng này."""
        self._tell(touches.VenueGateDropped())

    @Slot(int)
    def chooseUnit(self, index: int) -> None:
        """One of the communes found."""
        self._tell(touches.VenueUnitChosen(index))

    @Slot(int)
    def showLine(self, place: int) -> None:
        """Another hotline."""
        self._tell(touches.VenueHotlineShown(place))

    @Slot(bool)
    def turnPaper(self, shows_slip: bool) -> None:
        """Phiếu, or Áp phích."""
        self._tell(touches.VenuePaperTurned(shows_slip))

    @Slot()
    def turnNames(self) -> None:
        """Whole names on slips."""
        self._tell(touches.FullNamesTouched())

    @Slot(bool)
    def changeLogo(self, drops: bool) -> None:
        """Lấy logo, or Bỏ logo."""
        self._tell(touches.LogoTouched(drops))

    @Slot()
    def openReports(self) -> None:
        """Xuất áp phích A4."""
        self._tell(touches.PosterWanted())

    @Slot()
    def leave(self) -> None:
        """Quay lại, or Bỏ."""
        self._tell(touches.VenueLeft())

    @Slot()
    def stay(self) -> None:
        """Sửa tiếp."""
        self._tell(touches.VenueKept())

    @Slot()
    def save(self) -> None:
        """Lưu thông tin."""
        self._tell(touches.VenueSaved())

    @Property("QVariantMap", notify=formChanged)  # type: ignore[arg-type]
    def form(self) -> dict[str, Any]:
        return self._props.form

    @Property("QVariantMap", notify=typingChanged)  # type: ignore[arg-type]
    def typing(self) -> dict[str, Any]:
        return self._props.typing

    @Property("QVariantMap", notify=paperChanged)  # type: ignore[arg-type]
    def paper(self) -> dict[str, Any]:
        return self._props.paper

    @Property(str, notify=tellingChanged)
    def telling(self) -> str:
        return self._props.telling

    @Property(bool, notify=isToldChanged)
    def isTold(self) -> bool:
        return self._props.is_told

    @Property(str, notify=stateTextChanged)
    def stateText(self) -> str:
        return self._props.state_text

    @Property(bool, notify=isProblemChanged)
    def isProblem(self) -> bool:
        return self._props.is_problem

    @Property(bool, notify=canSaveChanged)
    def canSave(self) -> bool:
        return self._props.can_save

    @Property(str, notify=leaveTextChanged)
    def leaveText(self) -> str:
        return self._props.leave_text
