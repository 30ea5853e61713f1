"""The staff card: a code, what is wrong, three steps, the technician's number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from PySide6.QtCore import Property, Signal
from PySide6.QtQml import QmlElement

from kiosk.base.errors import NetworkFaultKind
from kiosk.domain.reason import Reason
from kiosk.domain.station.gate import Gate
from kiosk.domain.station.health import Health, NetworkState
from kiosk.domain.station.touches import CameraSetupOpened, WindowEvent
from kiosk.domain.venue import Venue
from ui.i18n import QT_TRANSLATE_NOOP, Words
from ui.messages.faults import CAMERA, COPIED, NETWORK, NOT_SET_UP, PRINTER, STORAGE
from ui.messages.model import Message, say
from ui.messages.reasons import REASONS
from ui.viewmodels.part import PartViewModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class StaffAction:
    """Something staff may open from the card."""

    name: str
    icon: str
    text: str
    """Vietnamese, of the context "Screens"."""
    event: WindowEvent
    """What a touch tells the window's machine."""


STAFF_ACTIONS = (
    StaffAction(
        "camera", "camera", QT_TRANSLATE_NOOP("Screens", "Kiểm tra camera"), CameraSetupOpened()
    ),
)
"""The card's buttons over READY, in their order."""


@dataclass(frozen=True, slots=True)
class StaffCardProps:
    """Everything the card shows."""

    code: str = ""
    """What staff read to the technician; empty while everything works."""
    since: str = ""
    hint: str = ""
    steps: tuple[str, ...] = ()
    retry: str = ""
    waiting: str = ""
    """How many people wait at the desk; empty when nobody does."""
    can_retry: bool = False
    """A touch tries the storage again."""
    actions: tuple[tuple[str, str, str], ...] = ()
    """Name, icon and words of each of `STAFF_ACTIONS`."""


def derive_staff_card(view: View) -> StaffCardProps:
    """The card for the worst fault: storage, camera, printer, scanner, network, copy, set-up."""
    window, venue, words = view.window, view.setup.venue, view.words
    gate, health, waiting = window.gate, window.health, window.desk.waiting
    queue = words.tr("Cần hỗ trợ: %n người", "", waiting) if waiting else ""
    if queue and window.desk.newest:
        numbers = ", ".join(map(str, window.desk.newest))
        newest = words.translate("Screens", "số {numbers}").replace("{numbers}", numbers)
        queue = f"{queue} · {newest}"
    actions = tuple(
        (action.name, action.icon, words.translate("Screens", action.text))
        for action in STAFF_ACTIONS
    )
    message = _worst(gate, health, window.scanner_trouble)
    if message is None:
        hint = words.translate("Screens", "Mọi thiết bị đang hoạt động.")
        return StaffCardProps(hint=hint, waiting=queue, actions=actions)
    is_camera = gate.fault is None and health.camera is not None
    since = retry = ""
    if is_camera and health.camera_since is not None:
        at = health.camera_since.astimezone(venue.time_zone).strftime("%H:%M:%S")
        since = words.translate("Screens", "từ {time}").replace("{time}", at)
    if is_camera and health.camera_retries:
        retry = words.tr("Đang thử lại lần %n…", "", health.camera_retries)
    return StaffCardProps(
        code=message.code,
        since=since,
        hint=say(words, message.staff_hint),
        steps=(*(say(words, step) for step in message.steps), _last_step(venue, words)),
        retry=retry,
        waiting=queue,
        can_retry=gate.fault is not None,
        actions=actions,
    )


def _worst(gate: Gate, health: Health, scanner: Reason | None) -> Message | None:
    if gate.fault is not None:
        return STORAGE[gate.fault]
    if health.camera is not None:
        return CAMERA[health.camera]
    if health.has_printer and health.printer is not None:
        return PRINTER[health.printer]
    if scanner is not None:
        return REASONS[scanner]
    if health.network is NetworkState.OFFLINE:
        return NETWORK[health.network_fault or NetworkFaultKind.OFFLINE]
    if health.is_copied:
        return COPIED
    if not health.is_set_up:
        return NOT_SET_UP
    return None


def _last_step(venue: Venue, words: Words) -> str:
    if not venue.support_phone:
        return words.translate("Screens", "Vẫn chưa được: gọi kỹ thuật.")
    text = words.translate("Screens", "Vẫn chưa được: gọi kỹ thuật {phone}.")
    # The number stays on one line.
    return text.replace("{phone}", venue.support_phone.replace(" ", "\u00a0"))


@QmlElement
class StaffCardViewModel(PartViewModel):
    """Notifies QML of `StaffCardProps`."""

    Props: ClassVar[type] = StaffCardProps
    _props: StaffCardProps

    codeChanged = Signal()
    sinceChanged = Signal()
    hintChanged = Signal()
    stepsChanged = Signal()
    retryChanged = Signal()
    waitingChanged = Signal()
    canRetryChanged = Signal()
    actionsChanged = Signal()

    def fold(self, view: View) -> None:
        """Show this moment."""
        self.show(derive_staff_card(view))

    @Property(str, notify=codeChanged)
    def code(self) -> str:
        return self._props.code

    @Property(str, notify=sinceChanged)
    def since(self) -> str:
        return self._props.since

    @Property(str, notify=hintChanged)
    def hint(self) -> str:
        return self._props.hint

    @Property("QVariantList", notify=stepsChanged)  # type: ignore[arg-type]
    def steps(self) -> list[str]:
        return list(self._props.steps)

    @Property(str, notify=retryChanged)
    def retry(self) -> str:
        return self._props.retry

    @Property(str, notify=waitingChanged)
    def waiting(self) -> str:
        return self._props.waiting

    @Property(bool, notify=canRetryChanged)
    def canRetry(self) -> bool:
        return self._props.can_retry

    @Property("QVariantList", notify=actionsChanged)  # type: ignore[arg-type]
    def actions(self) -> list[dict[str, str]]:
        names = ("name", "icon", "text")
        return [dict(zip(names, action, strict=True)) for action in self._props.actions]
