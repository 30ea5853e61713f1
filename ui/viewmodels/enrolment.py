"""Staff confirm the hub's code that was held before the camera of a station without a hub."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from PySide6.QtCore import Property, QObject, QTimer, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.errors import NetworkFaultKind
from kiosk.domain.language import Language
from kiosk.domain.station.enrolment import EnrolmentEnd, EnrolmentProblem
from kiosk.domain.venue import Venue
from sync.protocol.enrolment import Invitation
from ui.i18n import Words
from ui.messages import NETWORK, say
from ui.viewmodels.fold import PropsViewModel

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1

ASK_MS = 60_000
"""A code that nobody confirms is forgotten: the gate is for people."""
END_MS = 15_000


class Step(StrEnum):
    """How far an enrolment is."""

    CLOSED = "closed"
    ASK = "ask"
    WORKING = "working"
    DONE = "done"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class EnrolmentProps:
    """Everything the page shows."""

    open: bool = False
    step: str = Step.CLOSED.value
    title: str = ""
    lines: tuple[str, ...] = ()


def derive_enrolment(
    step: Step, invitation: Invitation | None, end: EnrolmentEnd | None, venue: Venue, words: Words
) -> EnrolmentProps:
    """The page of one step; nothing while it is closed."""
    if step is Step.CLOSED or invitation is None:
        return EnrolmentProps()
    hub = words.translate("Enrolment", "Máy chủ: {hub}").replace("{hub}", invitation.hub_url)
    match step:
        case Step.ASK:
            place = words.translate("Enrolment", "Trạm này: {gate}, {venue}")
            title = words.translate("Enrolment", "Kết nối trạm này với máy chủ?")
            lines: tuple[str, ...] = (
                hub,
                place.replace("{gate}", venue.gate).replace("{venue}", venue.name),
                words.translate("Enrolment", "Chỉ nhân viên phụ trách được xác nhận."),
            )
        case Step.WORKING:
            title = words.translate("Enrolment", "Đang kết nối với máy chủ…")
            lines = (hub,)
        case Step.DONE:
            title = words.translate("Enrolment", "Đã kết nối với máy chủ")
            lines = (hub, f"{end.gate}, {end.venue}" if end is not None else "")
        case Step.FAILED:
            title = words.translate("Enrolment", "Chưa kết nối được")
            lines = (hub, _problem(end, words))
    return EnrolmentProps(True, step.value, title, lines)


def _problem(end: EnrolmentEnd | None, words: Words) -> str:
    problem = None if end is None else end.problem
    if isinstance(problem, NetworkFaultKind):
        return say(words, NETWORK[problem].title)
    if problem is EnrolmentProblem.WRONG_HUB:
        return words.translate("Enrolment", "Máy chủ trả lời không phải máy chủ của mã này.")
    if problem is EnrolmentProblem.NOT_WRITTEN:
        return words.translate("Enrolment", "Không ghi được trên máy này.")
    said = {} if end is None else end.words
    default = words.translate("Enrolment", "Mã sai, đã dùng hoặc đã hết hạn: xin mã mới.")
    return said.get(words.language.value) or said.get("vi") or default


@QmlElement
class EnrolmentViewModel(PropsViewModel):
    """Notifies QML of `EnrolmentProps`; lives on the GUI thread."""

    Props: ClassVar[type] = EnrolmentProps
    _props: EnrolmentProps

    openChanged = Signal()
    stepChanged = Signal()
    titleChanged = Signal()
    linesChanged = Signal()

    def __init__(
        self,
        words: Mapping[Language, Words],
        venue: Venue,
        enrol: Callable[[Invitation], None],
        parent: QObject | None = None,
    ) -> None:
        """`enrol` hands a confirmed invitation over and returns at once."""
        super().__init__(parent)
        self._words = words
        self._venue = venue
        self._enrol = enrol
        self._language = Language.VI
        self._step = Step.CLOSED
        self._invitation: Invitation | None = None
        self._end: EnrolmentEnd | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.close)

    @Slot(object)
    def take_invitation(self, invitation: Invitation) -> None:
        """A hub's code was read; while another one is at work it is not taken."""
        if self._step is Step.WORKING:
            return
        self._invitation, self._end = invitation, None
        self._go(Step.ASK, ASK_MS)

    @Slot(object)
    def take_end(self, end: EnrolmentEnd) -> None:
        """The enrolment ended, well or not."""
        self._end = end
        self._go(Step.FAILED if end.problem else Step.DONE, END_MS)

    @Slot()
    def confirm(self) -> None:
        """Xác nhận."""
        if self._step is Step.ASK and self._invitation is not None:
            self._go(Step.WORKING, 0)
            self._enrol(self._invitation)

    @Slot()
    def close(self) -> None:
        """Huỷ, Đóng, or nobody did anything."""
        if self._step is not Step.WORKING:
            self._go(Step.CLOSED, 0)

    def set_language(self, language: Language) -> None:
        """Switch the words."""
        self._language = language
        self._refresh()

    def _go(self, step: Step, close_after_ms: int) -> None:
        self._step = step
        self._timer.stop()
        if close_after_ms:
            self._timer.start(close_after_ms)
        self._refresh()

    def _refresh(self) -> None:
        words = self._words[self._language]
        self.show(derive_enrolment(self._step, self._invitation, self._end, self._venue, words))

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
