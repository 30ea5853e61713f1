"""Every page with synthetic content, for eyes and for the test of the layout's geometry.

    python -m ui.gallery out/gallery

Needs the packages of `kiosk run` and no display.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QEventLoop, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import QColor, QGuiApplication, QImage, QLinearGradient, QPainter
from PySide6.QtQuick import QQuickItem

from kiosk.clock import ManualClock
from kiosk.config import CameraConfig, Config, Language, Renderer, UiConfig
from kiosk.domain.announcement import Announcement
from kiosk.domain.camera_check import CodeView, Look
from kiosk.domain.credential.card_number import CardDocument
from kiosk.domain.decision import (
    Admit,
    AlreadyRecorded,
    Decision,
    Direction,
    Lane,
    NeedsDeclaration,
    NotRecorded,
    Outcome,
    PrintState,
    Refuse,
    Support,
    WrongCode,
)
from kiosk.domain.enrolment import EnrolmentEnd, EnrolmentProblem
from kiosk.domain.health import Health, NetworkState
from kiosk.domain.hint import Hint
from kiosk.domain.person import PersonDetails
from kiosk.domain.reason import Reason
from kiosk.domain.station import (
    Booted,
    DeskClosed,
    DeskOpened,
    GateEvent,
    PrintFinished,
    ScanTaken,
    StaffCalled,
    StorageLost,
    StorageRecovered,
    TimerFired,
    Touched,
)
from kiosk.domain.station_desk import (
    CloseDesk,
    DeskEvent,
    DocumentChosen,
    KeyTyped,
    OpenTyping,
    PadTurned,
    SupportCounted,
)
from kiosk.domain.venue import Hotline, Venue
from kiosk.errors import DeviceFaultKind, NetworkFaultKind, StorageFaultKind
from kiosk.mailbox import Mailbox
from kiosk.ports import Frame
from sync.protocol.enrolment import Invitation
from ui.app import StationWindow, make_application
from ui.icons import IconProvider
from ui.messages import REASONS, ScreenTone

SIZES = ((1024, 600), (1280, 800), (1920, 1080), (1080, 1920))
"""The screens the layouts are made for, px."""
AT = datetime(2026, 11, 23, 0, 2, 7, tzinfo=UTC)
"""07:02:07 at the demo venue."""
_JOB = "job"
_PEOPLE = Lane.GATE
_CITIZEN = DocumentChosen(CardDocument.CITIZEN)


class _NoActions:
    """Nobody is called from a gallery."""

    def call_staff(self, reason: Reason) -> None:
        """Nothing happens."""

    def staff_card_opened(self) -> None:
        """Nothing happens."""

    def enter_number(self, number: str) -> bool:
        """Nobody is looked up."""
        return False

    def check_camera(self, is_on: bool) -> None:
        """There is no camera."""

    def enrol(self, invitation: Invitation) -> None:
        """There is no hub."""

    def retry_storage(self) -> None:
        """Nothing happens."""


def demo_venue() -> Venue:
    """The demo's venue with everything a venue may have."""
    return replace(
        Config().make_venue(),
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


OFFLINE = Health(network=NetworkState.OFFLINE, network_fault=NetworkFaultKind.OFFLINE, unsent=12)


class Gallery:
    """One window whose pages are set by hand; a context manager."""

    def __init__(
        self, venue: Venue | None = None, *, large_text: bool = False, name: str = "N. T. H. Nhung"
    ) -> None:
        self.name = name
        self.clock = ManualClock(AT)
        config = Config(
            ui=UiConfig(full_screen=False, large_text=large_text), camera=CameraConfig()
        )
        self.window = StationWindow(
            config, venue or demo_venue(), _NoActions(), Mailbox[Frame](), self.clock, motion=False
        )
        self._feed = self.window.feed

    def __enter__(self) -> Gallery:
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

    def set_language(self, language: Language) -> None:
        """Switch the words."""
        self.window.station.chooseLanguage(language.value)

    def gate(self, *events: GateEvent) -> None:
        """Let the gate's machine take these events."""
        for event in events:
            self.window.station.take_gate(event)

    def decide(self, result: Decision | NotRecorded, *, prints: bool = False) -> None:
        """Let the gate show one outcome."""
        outcome = Outcome(
            lane=_PEOPLE,
            result=result,
            at=AT,
            entry_id="synthetic",
            display_name=self.name if isinstance(result, Admit) else "",
            print_job=_JOB if prints else "",
        )
        self.window.bridge.announce(outcome)

    def health(self, health: Health) -> None:
        """Let the strip show this."""
        self.window.station.take_health(health)
        if health.camera is None:
            self._feed.show(demo_picture())

    def go_home(self) -> None:
        """Back to a plain READY."""
        self.window.station.closeStaffCard()
        self.window.camera_setup.close()
        self.window.enrolment.take_end(EnrolmentEnd())
        self.window.enrolment.close()
        self.window.announcement.take_announcements(())
        self.window.station.take_code_seen(False)
        self.window.station.take_unread(False)
        self.window.station.take_desk(CloseDesk())
        self.window.station.take_hint(Hint.NONE)
        self.window.station.release_hint()
        self.window.station.take_desk(SupportCounted(0))
        self.gate(Booted(), DeskClosed(), StorageRecovered())
        self.gate(TimerFired(self.window.station.gate.token))
        self.health(OFFLINE)

    def scenes(self) -> Iterator[str]:
        """Set every scene in turn; gives its name while it stands."""
        for name, scene in SCENES.items():
            if name != "booting":
                self.go_home()
            scene(self)
            spin(5)
            yield name

    def grab(self) -> QImage:
        """The window as it looks now."""
        return self.window.grab()


def _busy(gallery: Gallery) -> None:
    gallery.gate(ScanTaken())
    # What the timer would do after 300 ms.
    gallery.window.station.show_busy()


def _camera_lost(gallery: Gallery) -> None:
    gallery.health(
        replace(
            OFFLINE,
            camera=DeviceFaultKind.LOST,
            camera_since=AT - timedelta(minutes=2, seconds=16),
            camera_retries=14,
        )
    )


def _camera_lost_staff(gallery: Gallery) -> None:
    _camera_lost(gallery)
    gallery.window.station.openStaffCard()


def _enrolment(
    gallery: Gallery, is_confirmed: bool = False, end: EnrolmentEnd | None = None
) -> None:
    """A hub's code was held before the camera."""
    url = "https://diem-kiem-dich.example/hub"
    gallery.window.enrolment.take_invitation(Invitation(url, "K7P2MQ4T9X", "0" * 32))
    if is_confirmed:
        gallery.window.enrolment.confirm()
    if end is not None:
        gallery.window.enrolment.take_end(end)


def _announce(gallery: Gallery, *texts: tuple[str, str]) -> None:
    """The hub announces these, in Vietnamese and English."""
    hour = timedelta(hours=1)
    gallery.window.announcement.take_announcements(
        tuple(
            Announcement(str(number), vi, en, AT - hour, AT + hour)
            for number, (vi, en) in enumerate(texts)
        )
    )


_SHORT_NEWS = ("Hôm nay đóng cửa lúc 15:00.", "Closing at 15:00 today.")
_NEWS = (
    "Từ 13:00 đến 15:00 hôm nay, xin mời đi lối cổng B: lối vào chính đang sửa chữa.",
    "From 13:00 to 15:00 today please use gate B: the main entrance is being repaired.",
)
_LONGEST_NEWS = (_NEWS[0] + 3 * (" " + _NEWS[0]), _NEWS[1] + 3 * (" " + _NEWS[1]))


def _camera_setup(gallery: Gallery, *looks: Look) -> None:
    """The camera page after twenty seconds of these looks, each in turn."""
    setup = gallery.window.camera_setup
    setup.start()
    for look in looks:
        for _ in range(100):
            gallery.clock.advance(0.2)
            setup.take_look(look)


_SHARP = CodeView(
    px_per_module=2.6, edge_px=2.3, bright=205.0, dark=40.0, glare=0.0, height_share=0.3
)
_SAMPLE_READ = Look(level=130.0, view=_SHARP, is_sample=True, is_read=True)
_SAMPLE_FAR = Look(level=130.0, view=replace(_SHARP, px_per_module=1.4), is_sample=True)
_SAMPLE_SOFT = Look(
    level=60.0, view=replace(_SHARP, px_per_module=3.4, edge_px=6.5, bright=50.0), is_sample=True
)


def _out_of_order_staff(gallery: Gallery) -> None:
    gallery.gate(StorageLost(StorageFaultKind.TOO_NEW))
    gallery.window.station.openStaffCard()


def _staff_card(gallery: Gallery) -> None:
    gallery.window.station.take_desk(SupportCounted(2))
    gallery.health(replace(OFFLINE, printer=DeviceFaultKind.PAPER_OUT))
    gallery.window.station.openStaffCard()


def _scanner_card(gallery: Gallery) -> None:
    gallery.decide(WrongCode(Reason.SCANNER_KEYS_LOST))
    gallery.gate(Touched())
    gallery.window.station.openStaffCard()


def _printed(gallery: Gallery, state: PrintState) -> None:
    gallery.decide(Admit(Direction.ARRIVAL), prints=True)
    gallery.gate(PrintFinished(_JOB, state))


def _typing(gallery: Gallery, keys: str, *events: DeskEvent) -> None:
    """The number pad after these events and then these keys, a digit or capital letter each."""
    for event in (OpenTyping(), *events, *(KeyTyped(key) for key in keys)):
        gallery.window.station.take_desk(event)


def _typing_asks(gallery: Gallery) -> None:
    _typing(gallery, "79999")
    gallery.window.station.take_desk(TimerFired(gallery.window.station.desk.token))


def _typing_band(gallery: Gallery) -> None:
    _typing(gallery, "79999")
    gallery.decide(Admit(Direction.ARRIVAL))


def _band(gallery: Gallery) -> None:
    gallery.gate(DeskOpened())
    gallery.decide(Admit(Direction.ARRIVAL))


def _hint_scenes() -> dict[str, Callable[[Gallery], None]]:
    """One scene for each hint."""

    def scene(hint: Hint) -> Callable[[Gallery], None]:
        return lambda gallery: gallery.window.station.take_hint(hint)

    return {
        f"hint-{hint.value.replace('_', '-')}": scene(hint)
        for hint in Hint
        if hint is not Hint.NONE
    }


def _wrong_scenes() -> dict[str, Callable[[Gallery], None]]:
    """One scene for each reason that has a page of its own."""

    def scene(reason: Reason) -> Callable[[Gallery], None]:
        return lambda gallery: gallery.decide(WrongCode(reason))

    return {
        f"wrong-{reason.value.replace('_', '-')}": scene(reason)
        for reason, message in REASONS.items()
        if message.tone is ScreenTone.ATTENTION
    }


SCENES: dict[str, Callable[[Gallery], None]] = {
    "booting": lambda gallery: None,
    "ready": lambda gallery: None,
    "ready-code-seen": lambda gallery: gallery.window.station.take_code_seen(True),
    "ready-well": lambda gallery: gallery.health(Health()),
    "ready-announcement": lambda gallery: _announce(gallery, _NEWS),
    "ready-announcement-short": lambda gallery: _announce(gallery, _SHORT_NEWS),
    "ready-announcement-longest": lambda gallery: _announce(gallery, _LONGEST_NEWS, _NEWS),
    "ready-staff-card": _staff_card,
    "ready-scanner-card": _scanner_card,
    "admitted-arrival": lambda gallery: gallery.decide(Admit(Direction.ARRIVAL), prints=True),
    "admitted-departure": lambda gallery: gallery.decide(Admit(Direction.DEPARTURE)),
    "admitted-printed": lambda gallery: _printed(gallery, PrintState.PRINTED),
    "admitted-print-failed": lambda gallery: _printed(gallery, PrintState.FAILED),
    "admitted-print-unknown": lambda gallery: _printed(gallery, PrintState.UNKNOWN),
    "already-recorded": lambda gallery: gallery.decide(AlreadyRecorded(Direction.ARRIVAL, AT)),
    "already-recorded-out": lambda gallery: gallery.decide(
        AlreadyRecorded(Direction.DEPARTURE, AT)
    ),
    "support": lambda gallery: gallery.decide(Support(Reason.DOUBTFUL_PERSON)),
    "support-called": lambda gallery: gallery.gate(StaffCalled(Reason.NO_CODE)),
    "refused": lambda gallery: gallery.decide(Refuse(Reason.WRONG_DIRECTION)),
    "needs-declaration": lambda gallery: gallery.decide(NeedsDeclaration(PersonDetails())),
    "not-recorded": lambda gallery: gallery.decide(NotRecorded(StorageFaultKind.FULL)),
    "busy": _busy,
    "camera-lost": _camera_lost,
    "camera-lost-staff": _camera_lost_staff,
    "out-of-order": lambda gallery: gallery.gate(StorageLost(StorageFaultKind.FULL)),
    "out-of-order-staff": _out_of_order_staff,
    "enrolment": _enrolment,
    "enrolment-working": lambda gallery: _enrolment(gallery, True),
    "enrolment-done": lambda gallery: _enrolment(
        gallery, True, EnrolmentEnd("Trung tâm Y tế Mẫu", "Cổng A")
    ),
    "enrolment-failed": lambda gallery: _enrolment(
        gallery, True, EnrolmentEnd(problem=EnrolmentProblem.WRONG_HUB)
    ),
    "camera-setup": _camera_setup,
    "camera-setup-far": lambda gallery: _camera_setup(gallery, _SAMPLE_FAR),
    "camera-setup-passed": lambda gallery: _camera_setup(gallery, _SAMPLE_READ),
    "camera-setup-failed": lambda gallery: _camera_setup(gallery, _SAMPLE_SOFT),
    "band": _band,
    "ready-number-offered": lambda gallery: gallery.window.station.take_unread(True),
    "card-number": lambda gallery: _typing(gallery, ""),
    "card-number-whole": lambda gallery: _typing(gallery, "7999999901"),
    "card-number-letters": lambda gallery: _typing(gallery, "G", PadTurned()),
    "card-number-old": lambda gallery: _typing(gallery, "GD479799", PadTurned()),
    "card-number-too-long": lambda gallery: _typing(gallery, "79999999012"),
    "card-number-citizen": lambda gallery: _typing(gallery, "0010801", _CITIZEN),
    "card-number-strange": lambda gallery: _typing(gallery, "003080123456", _CITIZEN),
    "card-number-asks": _typing_asks,
    "card-number-band": _typing_band,
    **_hint_scenes(),
    **_wrong_scenes(),
}
"""Every page and every variant of one, by the name its picture gets."""


def spin(milliseconds: int) -> None:
    """Let Qt's event loop run for a while."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def wait_for_pages(window: StationWindow, timeout_ms: int = 10_000) -> None:
    """Run the event loop until every wanted page was made. Raises TimeoutError."""
    for _ in range(timeout_ms // 20):
        loaders = [
            item
            for item in window.window.contentItem().childItems()
            if item.metaObject().className().startswith("QQuickLoader") and item.property("active")
        ]
        if loaders and all(_has_page(loader) for loader in loaders):
            return
        spin(20)
    raise TimeoutError("the pages were not made in time")


def _has_page(loader: QQuickItem) -> bool:
    return loader.property("item") is not None


def render_gallery(
    out: Path,
    sizes: Sequence[tuple[int, int]] = SIZES,
    languages: Sequence[Language] = tuple(Language),
    *,
    large_text: bool = False,
    venue: Venue | None = None,
) -> list[Path]:
    """Save `{scene}-{language}-{width}x{height}.png` for every scene; gives the files."""
    out.mkdir(parents=True, exist_ok=True)
    written = []
    for size in sizes:
        for language in languages:
            with Gallery(venue, large_text=large_text) as gallery:
                gallery.set_size(size)
                gallery.set_language(language)
                for name in gallery.scenes():
                    path = out / f"{name}-{language.value}-{size[0]}x{size[1]}.png"
                    if not gallery.grab().save(str(path)):
                        raise OSError(f"{path} cannot be written")
                    written.append(path)
    return written


def main(arguments: Sequence[str]) -> int:
    """Draw the gallery into a folder: normal sizes, large text, and long names."""
    if len(arguments) != 1:
        print("usage: python -m ui.gallery FOLDER", file=sys.stderr)
        return 2
    out = Path(arguments[0])
    application: QGuiApplication = make_application(["gallery"], Renderer.SOFTWARE, headless=True)
    written = render_gallery(out)
    written += render_gallery(out / "large-text", [(1280, 800)], large_text=True)
    written += render_gallery(out / "long-names", venue=long_venue())
    print(f"{len(written)} pictures in {out}")
    application.quit()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
