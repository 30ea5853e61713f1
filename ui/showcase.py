"""One window of the station whose pages are set by hand, with synthetic content and no devices."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from PySide6.QtCore import QEventLoop, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QImage, QLinearGradient, QPainter
from PySide6.QtQuick import QQuickItem

from kiosk.base.clock import ManualClock
from kiosk.base.errors import NetworkFaultKind, StorageFaultKind
from kiosk.base.mailbox import Mailbox
from kiosk.domain.desk.session import Session
from kiosk.domain.events import (
    CasesCounted,
    CodeSeen,
    CodeUnread,
    Configured,
    Decided,
    EnrolmentEnded,
    HealthChanged,
    HintGiven,
    NoticesChanged,
    SeveralCodesSeen,
    StorageLost,
    StorageReady,
)
from kiosk.domain.language import Language
from kiosk.domain.reason import Reason
from kiosk.domain.scanning.hint import Hint
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.desk import StaffSignedOut
from kiosk.domain.station.effects import AskDesk, ForgetCard, RecordCard, TimerFired, TimerName
from kiosk.domain.station.enrolment import EnrolmentEnd
from kiosk.domain.station.health import Health, NetworkState
from kiosk.domain.station.touches import (
    CameraSetupClosed,
    DeskScreenChanged,
    EnrolmentClosed,
    StaffCardClosed,
    StaffCardOpened,
    StaffCheckClosed,
    WindowEvent,
)
from kiosk.domain.venue import Policy, Venue
from kiosk.domain.visits.decision import (
    Admit,
    AwaitsRoom,
    Decision,
    LaneName,
    NotRecorded,
    Outcome,
    Support,
)
from kiosk.ports.camera import Frame
from kiosk.settings.config import CameraConfig, Config, UiConfig
from sync.protocol.enrolment import Invitation
from sync.protocol.policy import Hotline
from ui.app import StationWindow
from ui.icons import IconProvider

AT = datetime(2026, 11, 23, 0, 2, 7, tzinfo=UTC)
"""07:02:07 at the demo venue."""
CASE_NUMBER = 12
"""What `decide` calls whoever is to wait for staff."""
JOB = "job"
"""The print job of what `decide` shows."""
OFFLINE = Health(
    network=NetworkState.OFFLINE,
    network_fault=NetworkFaultKind.OFFLINE,
    unsent=19,
    unsent_visits=12,
)


class NoActions:
    """Nobody is called from a showcase."""

    def call_staff(self, reason: Reason, lane: LaneName) -> None:
        """Nothing happens."""

    def leave(self, arrival: str, lane: LaneName) -> None:
        """Nobody is asked."""

    def turn_entry(self, entry_id: str, lane: LaneName) -> None:
        """Nothing is recorded."""

    def enter_number(self, number: str, lane: LaneName) -> bool:
        """Nobody is looked up."""
        return False

    def settle_card(self, settled: RecordCard | ForgetCard) -> None:
        """Nothing is kept."""

    def check_camera(self, is_on: bool) -> None:
        """There is no camera."""

    def enrol(self, invitation: Invitation) -> None:
        """There is no hub."""

    def ask_desk(self, asked: AskDesk) -> None:
        """There is no database: a scene tells the answer itself."""

    def confirm_clock(self) -> None:
        """Nothing happens."""

    def retry_storage(self) -> None:
        """Nothing happens."""


def demo_session() -> Session:
    """Somebody who is signed in."""
    return Session("staff-1", "Lê Thị Mai", Role.STAFF, AT)


def demo_venue() -> Venue:
    """The demo's venue with everything a venue may have."""
    return replace(
        Config().venue,
        hotlines=(Hotline("Hỏi đáp", "1022", "0259.1022"),),
        support_phone="0900 000 000",
    )


def long_venue() -> Venue:
    """A venue whose every name is as long as they come."""
    return replace(
        demo_venue(),
        name="Trung tâm Kiểm soát dịch bệnh và Chăm sóc sức khỏe cộng đồng khu vực Mẫu số 12",
        gate="Cổng khu khám bệnh B",
    )


def demo_picture() -> QImage:
    """What a camera might see, 240 px wide: a phone with a code before a plain wall."""
    picture = QImage(240, 180, QImage.Format.Format_RGB888)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    wall = QLinearGradient(QPointF(0, 0), QPointF(240, 180))
    wall.setColorAt(0, QColor("#56665F"))
    wall.setColorAt(0.5, QColor("#8B948A"))
    wall.setColorAt(1, QColor("#4B5A55"))
    painter.fillRect(picture.rect(), wall)
    painter.translate(118, 92)
    painter.rotate(6)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor("#1B1F1E"))
    painter.drawRoundedRect(QRectF(-38, -52, 76, 104), 8, 8)
    painter.fillRect(QRectF(-33, -42, 66, 84), QColor("white"))
    code = IconProvider().requestPixmap("qr/12211E", QSize(), QSize(240, 240))
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(QRectF(-28, -28, 56, 56), code, QRectF(code.rect()))
    painter.end()
    return picture


class Showcase:
    """One window whose pages are set by hand; a context manager."""

    def __init__(
        self,
        venue: Venue | None = None,
        *,
        language: Language = Language.VI,
        large_text: bool = False,
        name: str = "N. T. H. Nhung",
    ) -> None:
        self.name = name
        self.venue = venue or demo_venue()
        self.clock = ManualClock(AT)
        config = Config(
            venue=self.venue,
            ui=UiConfig(language=language, full_screen=False, large_text=large_text),
            camera=CameraConfig(),
        )
        self.window = StationWindow(config, NoActions(), Mailbox[Frame](), self.clock, motion=False)
        self._feed = self.window.feed

    def __enter__(self) -> Showcase:
        self.window.show()
        wait_for_pages(self.window)
        self._feed.show(demo_picture())
        return self

    def __exit__(self, *exc: object) -> None:
        self.window.close()

    def set_size(self, size: tuple[int, int]) -> None:
        """Make the window this large and lay everything out."""
        self.window.set_size(*size)
        spin(20)

    def take(self, *events: WindowEvent) -> None:
        """Let the window's machine take these events."""
        self.window.station.take(*events)

    def fire(self, timer: TimerName) -> None:
        """Let a timer run out before its time."""
        window = self.window.station.window
        match timer:
            case TimerName.GATE:
                token = window.gate.token
            case TimerName.DESK:
                token = window.desk.token
            case _:
                token = window.timers.get(timer, -1)
        self.take(TimerFired(timer, token))

    def decide(self, result: Decision | NotRecorded, *, prints: bool = False) -> None:
        """Let the gate show one outcome."""
        outcome = Outcome(
            lane=LaneName.GATE,
            result=result,
            at=AT,
            entry_id="synthetic",
            display_name=self.name if isinstance(result, Admit) else "",
            case_number=CASE_NUMBER if isinstance(result, AwaitsRoom | Support) else None,
            print_job=JOB if prints else "",
            frame_at=0.0,
        )
        self.take(Decided(outcome))

    def health(self, health: Health) -> None:
        """Let the strip show this."""
        self.take(HealthChanged(health))
        if health.camera is None:
            self._feed.show(demo_picture())

    def go_home(self) -> None:
        """Back to a plain READY."""
        gate = LaneName.GATE
        self.take(
            # What a scanner did to a code is forgotten once staff have seen it.
            StaffCardOpened(),
            StaffCardClosed(),
            StaffCheckClosed(),
            CameraSetupClosed(),
            EnrolmentEnded(EnrolmentEnd()),
            EnrolmentClosed(),
            NoticesChanged(()),
            Configured(self.venue, Policy()),
            CodeSeen(gate, False),
            CodeUnread(gate, False),
            StaffSignedOut(),
            DeskScreenChanged(False),
            SeveralCodesSeen(gate, False),
            HintGiven(gate, Hint.NONE),
        )
        self.fire(TimerName.HINT)
        # Whoever waits to declare is gone with what cannot be recorded.
        self.take(CasesCounted(0), StorageLost(StorageFaultKind.FULL), StorageReady())
        self.fire(TimerName.GATE)
        self.health(OFFLINE)

    def grab(self) -> QImage:
        """The window as it looks now."""
        return self.window.grab()


def spin(milliseconds: int) -> None:
    """Let Qt's event loop run for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_for_pages(window: StationWindow, timeout_ms: int = 10_000) -> None:
    """Run the event loop until every wanted page was made. Raises TimeoutError."""
    for _ in range(timeout_ms // 20):
        pages = window.window.findChild(QQuickItem, "pages")
        loaders = [
            item
            for item in (pages.childItems() if pages is not None else ())
            if item.inherits("QQuickLoader") and item.property("active")
        ]
        if loaders and all(_has_page(loader) for loader in loaders):
            return
        spin(20)
    raise TimeoutError("the pages were not made in time")


def _has_page(loader: QQuickItem) -> bool:
    return loader.property("item") is not None
