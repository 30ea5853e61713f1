"""The staff card: a code, what is wrong, three steps, the technician's number."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Property, Signal
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.domain.station.desk import PageWanted
from kiosk.domain.station.health import Health, NetworkState
from kiosk.domain.station.pages.sign_in import SignInState
from kiosk.domain.station.touches import CameraSetupOpened, WindowEvent
from kiosk.domain.venue import Venue
from ui.codes import code_source
from ui.i18n import QT_TRANSLATE_NOOP, Words
from ui.messages.faults import CLOCK_SUSPECT
from ui.messages.model import say
from ui.viewmodels.part import PartViewModel
from ui.viewmodels.shell.trouble import diagnostics, troubles
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
        "sign_in",
        "lock",
        QT_TRANSLATE_NOOP("Screens", "Đăng nhập ca trực"),
        PageWanted(SignInState()),
    ),
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
    also: str = ""
    """What else is wrong; empty if nothing is."""
    retry: str = ""
    waiting: str = ""
    """How many people wait at the desk; empty when nobody does."""
    can_retry: bool = False
    """A touch tries the storage again."""
    can_confirm_clock: bool = False
    """A touch says that the clock is right."""
    diagnostics: str = ""
    """The address of a code to photograph for the technician; empty while everything works."""
    actions: tuple[tuple[str, str, str], ...] = ()
    """Name, icon and words of each of `STAFF_ACTIONS`."""


def derive_staff_card(view: View) -> StaffCardProps:
    """The card for the gravest trouble; the others are named, and well is said of all or not."""
    window, venue, words = view.window, view.setup.venue, view.words
    health, waiting = window.health, window.desk.waiting
    queue = words.tr("Cần hỗ trợ: %n người", "", waiting) if waiting else ""
    if queue and window.desk.newest:
        numbers = ", ".join(map(str, window.desk.newest))
        newest = words.translate("Screens", "số {numbers}").replace("{numbers}", numbers)
        queue = f"{queue} · {newest}"
    actions = tuple(
        (action.name, action.icon, words.translate("Screens", action.text))
        for action in STAFF_ACTIONS
    )
    found = troubles(window)
    if not found:
        return StaffCardProps(hint=_all_well(health, words), waiting=queue, actions=actions)
    message, *others = found
    is_lost = health.has_camera and health.camera is not None
    is_camera = window.gate.fault is None and is_lost
    since = retry = ""
    if is_camera and health.camera_since is not None:
        at = health.camera_since.astimezone(venue.time_zone).strftime("%H:%M:%S")
        since = words.translate("Screens", "từ {time}").replace("{time}", at)
    if is_camera and health.camera_retries:
        retry = words.tr("Đang thử lại lần %n…", "", health.camera_retries)
    if message is CLOCK_SUSPECT:
        now = view.now.astimezone(venue.time_zone)
        since = f"{words.date(now)}\u00a0{now:%H:%M}"
    also = ""
    if others:
        names = "; ".join(say(words, other.title) for other in others)
        also = words.translate("Screens", "Cũng cần xem: {names}").replace("{names}", names)
    return StaffCardProps(
        code=message.code,
        since=since,
        hint=say(words, message.staff_hint),
        steps=(*(say(words, step) for step in message.steps), _last_step(venue, words)),
        also=also,
        retry=retry,
        waiting=queue,
        can_retry=window.gate.fault is not None,
        can_confirm_clock=message is CLOCK_SUSPECT,
        diagnostics=code_source(diagnostics(view)),
        actions=actions,
    )


def _all_well(health: Health, words: Words) -> str:
    if health.network is NetworkState.NOT_ENROLLED:
        return words.translate(
            "Screens",
            "Mọi thiết bị đang hoạt động. Chưa đăng ký với máy chủ: dữ liệu chỉ ở trên máy này.",
        )
    return words.translate("Screens", "Mọi thiết bị đang hoạt động.")


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
    alsoChanged = Signal()
    retryChanged = Signal()
    waitingChanged = Signal()
    canRetryChanged = Signal()
    canConfirmClockChanged = Signal()
    diagnosticsChanged = Signal()
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

    @Property(str, notify=alsoChanged)
    def also(self) -> str:
        return self._props.also

    @Property(str, notify=retryChanged)
    def retry(self) -> str:
        return self._props.retry

    @Property(str, notify=waitingChanged)
    def waiting(self) -> str:
        return self._props.waiting

    @Property(bool, notify=canRetryChanged)
    def canRetry(self) -> bool:
        return self._props.can_retry

    @Property(bool, notify=canConfirmClockChanged)
    def canConfirmClock(self) -> bool:
        return self._props.can_confirm_clock

    @Property(str, notify=diagnosticsChanged)
    def diagnostics(self) -> str:
        return self._props.diagnostics

    @Property("QVariantList", notify=actionsChanged)  # type: ignore[arg-type]
    def actions(self) -> list[dict[str, str]]:
        names = ("name", "icon", "text")
        return [dict(zip(names, action, strict=True)) for action in self._props.actions]
