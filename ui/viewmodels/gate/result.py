"""The result pages: what became of one person's code, or of a call for staff."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from PySide6.QtCore import Property, Signal
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.domain.people.person import short_name
from kiosk.domain.reason import Reason
from kiosk.domain.station.gate import Gate, GatePage, stands_for_s
from kiosk.domain.venue import Venue
from kiosk.domain.visits.decision import (
    Admit,
    AlreadyRecorded,
    AskLeaving,
    AwaitsRoom,
    Direction,
    NeedsDeclaration,
    NotRecorded,
    Outcome,
    Refuse,
    WrongCode,
)
from kiosk.domain.visits.rules import can_turn
from ui.i18n import Words
from ui.messages.model import ScreenTone, say
from ui.messages.reasons import REASONS
from ui.viewmodels.gate.result_words import one_way, print_words
from ui.viewmodels.part import PartViewModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1


BAND_NAME_LETTERS = 32
"""A longer name stands in the band by its initials: there is one line for it."""


class Touch(StrEnum):
    """What a result offers to whoever it is about."""

    NONE = ""
    LEAVE = "leave"
    """The ambiguous scan was a departure."""
    TURN = "turn"
    """The entry is the wrong way round."""


@dataclass(frozen=True, slots=True)
class ResultProps:
    """Everything one result page shows."""

    tone: str = ScreenTone.PAPER.value
    icon: str = "check"
    side: str = "left"
    """Where the picture stands: left, or right for a departure."""
    word: str = ""
    """ĐẾN or ĐI, in the largest size; empty on other pages."""
    title: str = ""
    name: str = ""
    text: str = ""
    pointer: str = ""
    """Where the support desk is: left, right, or empty."""
    foot_icon: str = ""
    foot_text: str = ""
    touch: str = Touch.NONE.value
    """What the button of the page, or of the band, does."""
    touch_text: str = ""
    touch_icon: str = ""
    home_s: float = 0.0
    """Seconds until the page goes home by itself."""
    token: int = 0
    """Changes with every result, so that the ring starts again."""
    band_text: str = ""
    """The same result in one line, while the desk is open."""


def derive_result(view: View) -> ResultProps:
    """The page for the gate's state; empty props on pages that are no result."""
    gate, venue, words = view.window.shown, view.setup.venue, view.words
    if gate.page is GatePage.SUPPORT:
        is_staffed = view.window.desk.session is not None
        return _support(gate, venue, words, is_staffed=is_staffed)
    outcome = gate.outcome
    if outcome is None:
        return ResultProps()
    match outcome.result:
        case Admit(direction):
            return _admitted(gate, outcome, direction, venue, words)
        case AlreadyRecorded(direction, at):
            return _already(gate, outcome, direction, at, venue, words)
        case AskLeaving(at):
            return _ask_leaving(gate, at, venue, words)
        case NeedsDeclaration():
            due = _timed(
                gate,
                ScreenTone.WAIT,
                "form",
                words.translate("Screens", "Cần khai báo y tế"),
                words.translate("Screens", "Mời khai báo tại bàn hỗ trợ."),
                pointer=_pointer(venue),
            )
            return replace(due, band_text=words.translate("Screens", "Đã quét, chờ khai báo"))
        case AwaitsRoom():
            return _awaits_room(gate, words)
        case NotRecorded():
            return _timed(
                gate,
                ScreenTone.ATTENTION,
                "not-saved",
                words.translate("Screens", "Chưa ghi nhận được"),
                words.translate("Screens", "Lượt này chưa được lưu. Mời sang bàn hỗ trợ."),
                foot_icon="bell",
                foot_text=words.translate("Screens", "Đang báo nhân viên"),
                pointer=_pointer(venue),
            )
        case Refuse(reason):
            title, text = one_way(view.setup.gate_mode, words) or (
                say(words, REASONS[reason].title),
                say(words, REASONS[reason].text),
            )
            return _timed(gate, ScreenTone.STOP, "no-entry", title, text)
        case WrongCode(reason):
            # A page of its own, unless it is a band.
            message = REASONS[reason]
            return _timed(
                gate,
                ScreenTone.ATTENTION,
                "warning",
                say(words, message.title),
                say(words, message.text),
            )
    return ResultProps()


def _timed(
    gate: Gate,
    tone: ScreenTone,
    icon: str,
    title: str,
    text: str,
    *,
    foot_icon: str = "",
    foot_text: str = "",
    pointer: str = "",
) -> ResultProps:
    """A page that goes home by itself and names nobody."""
    return ResultProps(
        tone=tone.value,
        icon=icon,
        title=title,
        text=text,
        pointer=pointer,
        foot_icon=foot_icon,
        foot_text=foot_text,
        home_s=stands_for_s(gate),
        token=gate.token,
        band_text=title,
    )


def _support(gate: Gate, venue: Venue, words: Words, *, is_staffed: bool) -> ResultProps:
    """One screen for every cause; nothing of the reason is read here.

    See docs/spec/at-the-gate.md §4. With nobody signed in it never says that help is coming.
    """
    message = REASONS[Reason.STAFF_CALLED]
    where = {
        "left": words.translate("Screens", "Bàn ở bên trái."),
        "right": words.translate("Screens", "Bàn ở bên phải."),
    }
    help_text = say(words, message.text) if is_staffed else _wait_text(venue, words)
    foot = words.translate("Screens", "Đang báo nhân viên")
    word = ""
    if gate.case_number is not None:
        word = _number(gate.case_number, words)
        if not is_staffed:
            foot = words.translate("Screens", "Đã ghi vào danh sách hỗ trợ")
    title = say(words, message.title)
    props = _timed(
        gate,
        ScreenTone.WAIT,
        "desk",
        title,
        " ".join(part for part in (where.get(venue.desk_side, ""), help_text) if part),
        foot_icon="bell" if is_staffed else "form",
        foot_text=foot if is_staffed or word else "",
        pointer=_pointer(venue),
    )
    return replace(props, word=word, band_text=" · ".join(part for part in (title, word) if part))


def _awaits_room(gate: Gate, words: Words) -> ResultProps:
    """Nobody is turned away, and whoever leaves scans as ever (docs/spec/at-the-gate.md §2)."""
    title = words.translate("Screens", "Bên trong đang đông")
    text = words.translate(
        "Screens", "Xin vui lòng chờ. Khi có chỗ, nhân viên sẽ mời vào theo thứ tự."
    )
    number = ""
    if gate.case_number is not None:
        number = _number(gate.case_number, words)
        text = f"{number}. {text}"
    props = _timed(
        gate,
        ScreenTone.WAIT,
        "people",
        title,
        text,
        foot_icon="depart",
        foot_text=words.translate("Screens", "Người ra về vẫn đưa mã như thường"),
    )
    return replace(props, band_text=" · ".join(part for part in (title, number) if part))


def _number(number: int, words: Words) -> str:
    """Số 12, on one line."""
    return words.translate("Screens", "Số {number}").replace(" {number}", f"\u00a0{number}")


def _wait_text(venue: Venue, words: Words) -> str:
    phone = venue.hotlines[0].mobile if venue.hotlines else ""
    if not phone:
        return words.translate("Screens", "Xin chờ tại bàn.")
    text = words.translate("Screens", "Xin chờ, hoặc gọi {phone}.")
    # The number stays on one line.
    return text.replace(" {phone}", f"\u00a0{phone}".replace(" ", "\u00a0"))


def _pointer(venue: Venue) -> str:
    return venue.desk_side if venue.desk_side in ("left", "right") else ""


def _at(sentence: str, at: datetime, venue: Venue, form: str) -> str:
    """The sentence with its time, which never stands alone on a line."""
    time = at.astimezone(venue.time_zone).strftime(form)
    return sentence.replace(" {time}", f"\u00a0{time}")


def _admitted(
    gate: Gate, outcome: Outcome, direction: Direction, venue: Venue, words: Words
) -> ResultProps:
    is_arrival = direction is Direction.ARRIVAL
    name = outcome.display_name
    band_name = name if len(name) <= BAND_NAME_LETTERS else short_name(name)
    foot_icon, foot_text = print_words(gate.print_state, words)
    recorded = (
        words.translate("Screens", "Đã ghi nhận lúc {time}")
        if is_arrival
        else words.translate("Screens", "Đã ghi nhận ra về lúc {time}")
    )
    word = words.translate("Screens", "ĐẾN") if is_arrival else words.translate("Screens", "ĐI")
    at = outcome.at.astimezone(venue.time_zone).strftime("%H:%M")
    props = ResultProps(
        tone=(ScreenTone.ARRIVAL if is_arrival else ScreenTone.DEPARTURE).value,
        icon="arrive" if is_arrival else "depart",
        side="left" if is_arrival else "right",
        word=word,
        title=words.translate("Screens", "Xin mời vào")
        if is_arrival
        else words.translate("Screens", "Xin cảm ơn"),
        name=name,
        text=_at(recorded, outcome.at, venue, "%H:%M:%S"),
        foot_icon=foot_icon,
        foot_text=foot_text,
        home_s=stands_for_s(gate),
        token=gate.token,
        band_text=" · ".join(part for part in (word, band_name, at) if part),
    )
    return _turnable(props, outcome, direction, outcome.at, words)


def _already(
    gate: Gate, outcome: Outcome, direction: Direction, at: datetime, venue: Venue, words: Words
) -> ResultProps:
    if direction is Direction.ARRIVAL:
        title = words.translate("Screens", "Đã ghi nhận đến lúc {time}")
        text = words.translate("Screens", "Không cần quét lại. Xin mời vào.")
    else:
        title = words.translate("Screens", "Đã ghi nhận ra về lúc {time}")
        text = words.translate("Screens", "Không cần quét lại. Xin cảm ơn.")
    props = _timed(
        gate,
        ScreenTone.PAPER,
        "check",
        _at(title, at, venue, "%H:%M"),
        text,
        foot_icon="disk",
        foot_text=words.translate("Screens", "Đã lưu trên máy"),
    )
    return _turnable(props, outcome, direction, at, words)


def _ask_leaving(gate: Gate, at: datetime, venue: Venue, words: Words) -> ResultProps:
    """The arrival stands; only a touch makes a departure of the second scan."""
    return replace(
        _timed(
            gate,
            ScreenTone.PAPER,
            "check",
            _at(words.translate("Screens", "Đã ghi nhận đến lúc {time}"), at, venue, "%H:%M"),
            words.translate("Screens", "Nếu vừa đến, không cần làm gì thêm."),
            foot_text=words.translate("Screens", "Không chạm: không ghi thêm lượt nào"),
        ),
        touch=Touch.LEAVE.value,
        touch_text=words.translate("Screens", "Ghi nhận ra về"),
        touch_icon="depart",
    )


def _turnable(
    props: ResultProps, outcome: Outcome, direction: Direction, at: datetime, words: Words
) -> ResultProps:
    """The same page with *Nhầm chiều?*, while the entry it tells of can be turned."""
    if not outcome.entry_id or not can_turn(at, outcome.at):
        return props
    text = (
        words.translate("Screens", "Nhầm chiều? Đổi thành\u00a0ĐI")
        if direction is Direction.ARRIVAL
        else words.translate("Screens", "Nhầm chiều? Đổi thành\u00a0ĐẾN")
    )
    return replace(props, touch=Touch.TURN.value, touch_text=text, touch_icon="both-ways")


@QmlElement
class ResultViewModel(PartViewModel):
    """Notifies QML of `ResultProps`."""

    Props: ClassVar[type] = ResultProps
    _props: ResultProps

    toneChanged = Signal()
    iconChanged = Signal()
    sideChanged = Signal()
    wordChanged = Signal()
    titleChanged = Signal()
    nameChanged = Signal()
    textChanged = Signal()
    pointerChanged = Signal()
    footIconChanged = Signal()
    footTextChanged = Signal()
    touchChanged = Signal()
    touchTextChanged = Signal()
    touchIconChanged = Signal()
    homeSChanged = Signal()
    tokenChanged = Signal()
    bandTextChanged = Signal()

    def fold(self, view: View) -> None:
        """Show this moment."""
        self.show(derive_result(view))

    @property
    def shown(self) -> ResultProps:
        """What the page shows now."""
        return self._props

    @Property(str, notify=toneChanged)
    def tone(self) -> str:
        return self._props.tone

    @Property(str, notify=iconChanged)
    def icon(self) -> str:
        return self._props.icon

    @Property(str, notify=sideChanged)
    def side(self) -> str:
        return self._props.side

    @Property(str, notify=wordChanged)
    def word(self) -> str:
        return self._props.word

    @Property(str, notify=titleChanged)
    def title(self) -> str:
        return self._props.title

    @Property(str, notify=nameChanged)
    def name(self) -> str:
        return self._props.name

    @Property(str, notify=textChanged)
    def text(self) -> str:
        return self._props.text

    @Property(str, notify=pointerChanged)
    def pointer(self) -> str:
        return self._props.pointer

    @Property(str, notify=footIconChanged)
    def footIcon(self) -> str:
        return self._props.foot_icon

    @Property(str, notify=footTextChanged)
    def footText(self) -> str:
        return self._props.foot_text

    @Property(str, notify=touchChanged)
    def touch(self) -> str:
        return self._props.touch

    @Property(str, notify=touchTextChanged)
    def touchText(self) -> str:
        return self._props.touch_text

    @Property(str, notify=touchIconChanged)
    def touchIcon(self) -> str:
        return self._props.touch_icon

    @Property(float, notify=homeSChanged)
    def homeS(self) -> float:
        return self._props.home_s

    @Property(int, notify=tokenChanged)
    def token(self) -> int:
        return self._props.token

    @Property(str, notify=bandTextChanged)
    def bandText(self) -> str:
        return self._props.band_text
