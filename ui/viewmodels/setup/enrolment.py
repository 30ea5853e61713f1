"""Staff confirm the hub's code that was held before the camera of a station without a hub."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.base.errors import NetworkFaultKind
from kiosk.domain.station.enrolling import EnrolmentStep
from kiosk.domain.station.enrolment import EnrolmentEnd, EnrolmentProblem
from kiosk.domain.station.touches import EnrolmentClosed, EnrolmentConfirmed, WindowEvent
from sync.protocol.enrolment import make_check
from ui.i18n import Words
from ui.messages.faults import NETWORK
from ui.messages.model import say
from ui.viewmodels.part import PartViewModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class EnrolmentProps:
    """Everything the page shows."""

    open: bool = False
    step: str = EnrolmentStep.CLOSED.value
    title: str = ""
    lines: tuple[str, ...] = ()


def derive_enrolment(view: View) -> EnrolmentProps:
    """The card of one step; nothing while it is closed."""
    enrolment, venue, words = view.window.enrolment, view.setup.venue, view.words
    step, invitation, end = enrolment.step, enrolment.invitation, enrolment.end
    if step is EnrolmentStep.CLOSED:
        return EnrolmentProps()
    if invitation is None:
        return EnrolmentProps(True, step.value, _failed(words), (_problem(end, words),))
    hub = words.translate("Enrolment", "Máy chủ: {hub}").replace("{hub}", invitation.hub_url)
    match step:
        case EnrolmentStep.ASK:
            check = words.translate("Enrolment", "Mã đối chiếu trên máy chủ: {check}")
            place = words.translate("Enrolment", "Trạm này: {gate}, {venue}")
            title = words.translate("Enrolment", "Kết nối trạm này với máy chủ?")
            lines: tuple[str, ...] = (
                hub,
                check.replace("{check}", make_check(invitation.key_hash, invitation.pin)),
                place.replace("{gate}", venue.gate).replace("{venue}", venue.name),
                words.translate("Enrolment", "Chỉ nhân viên phụ trách được xác nhận."),
            )
        case EnrolmentStep.WORKING:
            title = words.translate("Enrolment", "Đang kết nối với máy chủ…")
            lines = (hub,)
        case EnrolmentStep.DONE:
            title = words.translate("Enrolment", "Đã kết nối với máy chủ")
            lines = (hub, f"{end.gate}, {end.venue}" if end is not None else "")
        case EnrolmentStep.FAILED:
            title = _failed(words)
            lines = (hub, _problem(end, words))
    return EnrolmentProps(True, step.value, title, lines)


def _failed(words: Words) -> str:
    return words.translate("Enrolment", "Chưa kết nối được")


def _problem(end: EnrolmentEnd | None, words: Words) -> str:
    problem = None if end is None else end.problem
    if isinstance(problem, NetworkFaultKind):
        return say(words, NETWORK[problem].title)
    if problem is EnrolmentProblem.WRONG_HUB:
        return words.translate("Enrolment", "Máy chủ trả lời không phải máy chủ của mã này.")
    if problem is EnrolmentProblem.OLD_INVITATION:
        return words.translate(
            "Enrolment", "Mã mời này thuộc loại cũ: tạo mã mới trên máy chủ bằng hub device add."
        )
    if problem is EnrolmentProblem.NOT_WRITTEN:
        return words.translate("Enrolment", "Không ghi được trên máy này.")
    said = {} if end is None else end.words
    default = words.translate("Enrolment", "Mã sai, đã dùng hoặc đã hết hạn: xin mã mới.")
    return said.get(words.language.value) or said.get("vi") or default


@QmlElement
class EnrolmentViewModel(PartViewModel):
    """Notifies QML of `EnrolmentProps`; lives on the GUI thread."""

    Props: ClassVar[type] = EnrolmentProps
    _props: EnrolmentProps

    openChanged = Signal()
    stepChanged = Signal()
    titleChanged = Signal()
    linesChanged = Signal()

    def __init__(self, tell: Callable[[WindowEvent], None], parent: QObject | None = None) -> None:
        """`tell` hands a touch to the window's machine."""
        super().__init__(parent)
        self._tell = tell

    def fold(self, view: View) -> None:
        """Show this moment."""
        self.show(derive_enrolment(view))

    @Slot()
    def confirm(self) -> None:
        """Xác nhận."""
        self._tell(EnrolmentConfirmed())

    @Slot()
    def close(self) -> None:
        """Hủy, Đóng."""
        self._tell(EnrolmentClosed())

    @property
    def shown(self) -> EnrolmentProps:
        """What the page shows now."""
        return self._props

    @Property(bool, notify=openChanged)
    def open(self) -> bool:
        return self._props.open

    @Property(str, notify=stepChanged)
    def step(self) -> str:
        return self._props.step

    @Property(str, notify=titleChanged)
    def title(self) -> str:
        return self._props.title

    @Property("QVariantList", notify=linesChanged)  # type: ignore[arg-type]
    def lines(self) -> list[str]:
        return list(self._props.lines)
