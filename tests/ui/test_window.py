"""The whole window, offscreen: starts in BOOTING, is touched, paints outcomes, closes in order."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.base.clock import Clock, ManualClock, SystemClock
from kiosk.base.errors import DeviceFaultKind, StorageFaultKind
from kiosk.base.mailbox import Mailbox
from kiosk.domain.events import (
    CodeSeen,
    Decided,
    HealthChanged,
    HintGiven,
    NoticesChanged,
    ScanTaken,
    SeveralCodesSeen,
    StorageLost,
    StorageReady,
)
from kiosk.domain.notice import Notice
from kiosk.domain.reason import Reason
from kiosk.domain.scanning.hint import Hint
from kiosk.domain.station import window as station_window
from kiosk.domain.station.desk import PageWanted, StaffSignedIn
from kiosk.domain.station.effects import TimerFired, TimerName
from kiosk.domain.station.gate import GatePage
from kiosk.domain.station.health import Health
from kiosk.domain.station.pages.card_number import CardDraft
from kiosk.domain.station.screen import Overlay
from kiosk.domain.station.staff_check import Corner
from kiosk.domain.station.touches import CameraSetupOpened, CornerHeld
from kiosk.domain.visits.decision import Admit, AskLeaving, Direction, LaneName, Outcome, WrongCode
from kiosk.ports.camera import Frame
from kiosk.settings.config import CameraConfig, Config, LensPosition, UiConfig
from tests.support.station import ARRIVAL, AT, Actions
from tests.support.window import SESSION
from ui.app import StationWindow
from ui.showcase import demo_picture, demo_venue, spin, wait_for_pages


class Screen:
    """A window with a finger before it; pages move only by a clock that is set by hand."""

    def __init__(
        self, lens: LensPosition = LensPosition.TOP, *, clock: Clock | None = None
    ) -> None:
        self.actions = Actions()
        config = Config(
            venue=demo_venue(), ui=UiConfig(full_screen=False), camera=CameraConfig(lens=lens)
        )
        self.window = StationWindow(
            config,
            self.actions,
            Mailbox[Frame](),
            clock or SystemClock(),
            motion=clock is not None,
        )
        self.window.set_size(1280, 800)

    def open(self) -> None:
        self.window.show()
        wait_for_pages(self.window)

    @property
    def page(self) -> str:
        return self.window.station.rooms.shell.shown.page

    def texts(self) -> dict[str, QQuickItem]:
        """Every text in view, spaces that keep words together made plain."""
        return {
            item.property("text").replace("\u00a0", " "): item
            for item in self._items(self.window.window.contentItem())
            if item.inherits("QQuickText") and item.property("text")
        }

    def _items(self, item: QQuickItem) -> Iterator[QQuickItem]:
        yield item
        for child in item.childItems():
            if child.isVisible():
                yield from self._items(child)

    def named(self, kind: str) -> list[QQuickItem]:
        """Every item in view of one of our QML types."""
        return [
            item
            for item in self._items(self.window.window.contentItem())
            if item.metaObject().className().startswith(kind)
        ]

    def veil(self) -> QQuickItem:
        """What a new page comes out of."""
        return self.window.window.findChild(QQuickItem, "veil")

    def tap(self, text: str) -> None:
        item = self.texts()[text]
        middle = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
        self.tap_at(middle)

    def tap_at(self, point: QPoint) -> None:
        QTest.mouseClick(
            self.window.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, point
        )


@pytest.fixture
def screen(app: QGuiApplication, qtbot: QtBot) -> Iterator[Screen]:
    made = Screen()
    made.open()
    yield made
    made.window.close()


@pytest.fixture
def ready(screen: Screen, monkeypatch: pytest.MonkeyPatch) -> Screen:
    monkeypatch.setattr(station_window, "LATE_S", 600.0)  # However long a busy machine takes.
    screen.window.bridge.publish(StorageReady())
    assert screen.page == "ready"
    spin(20)
    return screen


def test_starts_in_booting_before_the_services(screen: Screen) -> None:
    assert screen.page == "booting"
    assert "Máy đang khởi động, xin chờ" in screen.texts()


def test_a_button_of_ready_calls_staff(ready: Screen) -> None:
    ready.tap("Gọi nhân viên")
    assert ready.actions.asked == [Reason.STAFF_CALLED]
    assert "Mời sang bàn hỗ trợ" in ready.texts()


def test_whoever_was_asked_leaves_by_one_touch(ready: Screen) -> None:
    asked = Outcome(LaneName.GATE, AskLeaving(ARRIVAL.at), ARRIVAL.at, "entry")
    ready.window.station.take(Decided(asked))
    spin(20)
    assert "Đã ghi nhận đến lúc 07:02" in ready.texts()
    ready.tap("Ghi nhận ra về")
    assert ready.actions.asked == [("leave", "entry")]
    assert ready.page == "result", "until the departure is recorded"


def test_an_entry_is_turned_by_one_touch(ready: Screen) -> None:
    ready.window.station.take(Decided(ARRIVAL))
    spin(20)
    ready.tap("Nhầm chiều? Đổi thành ĐI")
    assert ready.actions.asked == [("turn", "entry")]


def test_the_band_takes_a_touch_and_the_desk_keeps_its_own(ready: Screen) -> None:
    ready.window.station.take(PageWanted(CardDraft()))
    ready.window.station.take(Decided(ARRIVAL))
    ready.tap("Nhầm chiều? Đổi thành ĐI")
    assert ready.actions.asked == [("turn", "entry")]
    assert ready.page == "card_number"


def test_the_machine_hears_of_every_finger(ready: Screen) -> None:
    window, none = ready.window.window, Qt.KeyboardModifier.NoModifier
    ready.window.station.take(Decided(ARRIVAL))
    point = QPoint(640, 300)
    QTest.mousePress(window, Qt.MouseButton.LeftButton, none, point)
    assert ready.window.station.window.gate.is_finger_down
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, none, point)
    assert not ready.window.station.window.gate.is_finger_down
    assert ready.page == "ready", "the page heard the touch as well"


def test_a_trembling_finger_presses_once(ready: Screen) -> None:
    ready.tap("Gọi nhân viên")
    ready.window.station.rooms.gate.touch()


def test_a_finger_that_slides_off_presses_nothing(ready: Screen) -> None:
    item = ready.texts()["Gọi nhân viên"]
    middle = item.mapToScene(QPointF(5, 5)).toPoint()
    left = Qt.MouseButton.LeftButton
    none = Qt.KeyboardModifier.NoModifier
    QTest.mousePress(ready.window.window, left, none, middle)
    QTest.mouseMove(ready.window.window, QPoint(200, 300))
    QTest.mouseRelease(ready.window.window, left, none, QPoint(200, 300))
    assert ready.actions.asked == []


def test_language_is_switched_live_everywhere(ready: Screen) -> None:
    ready.tap("English")
    texts = ready.texts()
    assert "No code or card" in texts, "a text of QML"
    assert "In and out" in texts, "a text of Python"
    ready.tap("Tiếng Việt")
    assert "Không có mã hoặc thẻ" in ready.texts()


def test_touch_anywhere_ends_a_result(ready: Screen) -> None:
    ready.window.bridge.publish(Decided(ARRIVAL))
    assert "N. T. H. Nhung" in ready.texts()
    ready.tap_at(QPoint(640, 300))
    assert ready.page == "ready"
    assert "N. T. H. Nhung" not in ready.texts()


def test_wrong_code_offers_both_ways_on(ready: Screen) -> None:
    wrong = WrongCode(Reason.PAYMENT_CODE)
    ready.window.bridge.publish(Decided(type(ARRIVAL)(ARRIVAL.lane, wrong, ARRIVAL.at)))
    ready.tap("Đưa mã khác")
    assert ready.page == "ready"
    ready.window.bridge.publish(Decided(type(ARRIVAL)(ARRIVAL.lane, wrong, ARRIVAL.at)))
    ready.tap("Không có mã hoặc thẻ")
    assert (ready.page, ready.window.station.window.gate.page) == ("no_code", GatePage.READY)


def test_a_sentence_is_shown_by_who_has_no_code(ready: Screen) -> None:
    ready.tap("Không có mã hoặc thẻ")
    for text in ("Cho người đối diện xem", "Tôi không có điện thoại."):
        ready.tap(text)
    assert "I have no mobile phone." in ready.texts()


def test_a_finger_that_stays_on_ready_calls_staff_and_presses_nothing(ready: Screen) -> None:
    window, none = ready.window.window, Qt.KeyboardModifier.NoModifier
    middle = ready.texts()["Dùng số điện thoại"].mapToScene(QPointF(5, 5)).toPoint()
    QTest.mousePress(window, Qt.MouseButton.LeftButton, none, middle)
    station = ready.window.station
    station.take(TimerFired(TimerName.HOLD, station.window.timers[TimerName.HOLD]))
    QTest.mouseRelease(window, Qt.MouseButton.LeftButton, none, middle)
    assert ready.actions.asked == [Reason.STAFF_CALLED]


def test_painted_outcome_is_reported_with_its_time(qtbot: QtBot, ready: Screen) -> None:
    before = SystemClock().monotonic()
    with qtbot.waitSignal(ready.window.bridge.outcomePainted) as painted:
        ready.window.bridge.publish(Decided(ARRIVAL))
    outcome, at = painted.args
    assert outcome is ARRIVAL
    assert at >= before
    pixel = ready.window.grab().pixelColor(640, 120)
    assert pixel.name() == "#0b5d3b", "the ground of ĐẾN"


def test_the_next_outcome_is_painted_without_a_flash(qtbot: QtBot, ready: Screen) -> None:
    with qtbot.waitSignal(ready.window.bridge.outcomePainted):
        ready.window.bridge.publish(Decided(ARRIVAL))
    ready.window.bridge.publish(ScanTaken(LaneName.GATE))
    spin(20)
    assert "Xin mời vào" in ready.texts()
    assert len(ready.window.bridge.painted) == 1, "a decision is no outcome"
    with qtbot.waitSignal(ready.window.bridge.outcomePainted) as painted:
        ready.window.bridge.publish(Decided(replace(ARRIVAL, result=Admit(Direction.DEPARTURE))))
    assert painted.args[0].result == Admit(Direction.DEPARTURE)
    assert ready.window.grab().pixelColor(640, 120).name() == "#1e3a78", "the ground of ĐI"


def test_the_ring_stops_while_the_next_is_decided(qtbot: QtBot, ready: Screen) -> None:
    with qtbot.waitSignal(ready.window.bridge.outcomePainted):
        ready.window.bridge.publish(Decided(ARRIVAL))
    ready.window.bridge.publish(ScanTaken(LaneName.GATE))
    [ring] = ready.named("CountdownRing")
    stood_at = ring.property("remaining")
    spin(200)
    assert ring.property("remaining") == stood_at
    ready.window.bridge.publish(Decided(ARRIVAL))
    qtbot.waitUntil(lambda: ring.property("remaining") < 4.0)


@pytest.fixture
def moving(app: QGuiApplication, qtbot: QtBot) -> Iterator[Screen]:
    made = Screen(clock=ManualClock(AT))
    made.open()
    made.window.bridge.publish(StorageReady())
    qtbot.waitUntil(lambda: made.veil().property("opacity") == 0)
    yield made
    made.window.close()


def test_a_new_page_comes_out_of_the_paper(qtbot: QtBot, moving: Screen) -> None:
    thickness: list[float] = []
    moving.window.window.frameSwapped.connect(
        lambda: thickness.append(moving.veil().property("opacity"))
    )
    with qtbot.waitSignal(moving.window.bridge.outcomePainted):
        moving.window.bridge.publish(Decided(ARRIVAL))
    assert 0 < thickness[0] <= 0.4, "the first frame can be read"
    qtbot.waitUntil(lambda: not moving.veil().isVisible())
    assert thickness == sorted(thickness, reverse=True), "no flash"


def test_a_band_slides_in(qtbot: QtBot, moving: Screen) -> None:
    moving.window.bridge.publish(StaffSignedIn(SESSION))
    with qtbot.waitSignal(moving.window.bridge.outcomePainted):
        moving.window.bridge.publish(Decided(ARRIVAL))
    [band] = moving.named("GateBand")

    def top() -> float:
        return band.mapToScene(QPointF(0, 0)).y()

    assert top() < band.y()
    qtbot.waitUntil(lambda: top() == band.y())


def test_a_picture_is_taken_once_nothing_moves(qtbot: QtBot, moving: Screen) -> None:
    with qtbot.waitSignal(moving.window.bridge.outcomePainted):
        moving.window.bridge.publish(Decided(ARRIVAL))
    assert moving.window.grab().pixelColor(640, 120).name() == "#0b5d3b", "the ground of ĐẾN"


def test_nothing_moves_while_the_renderer_is_behind(app: QGuiApplication, qtbot: QtBot) -> None:
    clock = ManualClock(AT)
    screen = Screen(clock=clock)
    screen.window.window.beforeRendering.connect(lambda: clock.advance(0.05))
    screen.open()
    screen.window.bridge.publish(StorageReady())
    with qtbot.waitSignal(screen.window.bridge.outcomePainted):
        screen.window.bridge.publish(Decided(ARRIVAL))
    assert not screen.veil().isVisible()
    screen.window.close()


def test_staff_card_opens_by_touch_only(ready: Screen) -> None:
    ready.window.bridge.publish(HealthChanged(Health(camera=DeviceFaultKind.LOST)))
    assert "CAM-LOST" not in ready.texts(), "no technical word on a public screen"
    ready.tap("Dành cho nhân viên")
    assert "CAM-LOST" in ready.texts()
    assert ready.window.station.window.overlays == (Overlay.STAFF_CARD,)


def test_out_of_order_can_be_retried(ready: Screen) -> None:
    ready.window.bridge.publish(StorageLost(StorageFaultKind.FULL))
    ready.tap("Dành cho nhân viên")
    spin(20)
    ready.tap("Thử lại ngay")
    assert ready.actions.asked == ["retry"]


def test_corner_marks_turn_jade(ready: Screen) -> None:
    ready.window.feed.show(demo_picture())
    jade = "#00594c"

    def marks() -> int:
        image = ready.window.grab()
        return sum(
            image.pixelColor(x, y).name() == jade
            for x in range(100, 620, 2)
            for y in range(140, 560, 2)
        )

    assert marks() == 0
    ready.window.bridge.publish(CodeSeen(LaneName.GATE, True))
    assert marks() > 500


def test_an_announcement_takes_its_room_from_the_mirror_alone(ready: Screen) -> None:
    body, right = QRect(0, 72, 1280, 728), QRect(720, 72, 560, 728)
    before = ready.window.grab().copy(body)
    hour = timedelta(hours=1)
    now = datetime.now(UTC)
    news = Notice("news", "Hôm nay đóng cửa lúc 15:00.", "", now - hour, now + hour)
    worker = threading.Thread(target=ready.window.bridge.publish, args=(NoticesChanged((news,)),))
    worker.start()
    worker.join()
    spin(20)
    (band,), (mirror,) = ready.named("NoticeBand"), ready.named("Preview_")
    assert "Hôm nay đóng cửa lúc 15:00." in ready.texts()
    assert band.width() == mirror.width()
    beside = right.translated(0, -body.top())
    after = ready.window.grab().copy(right)
    assert after == before.copy(beside), "instruction and buttons stand"
    ready.window.bridge.publish(Decided(ARRIVAL))
    assert ready.named("NoticeBand") == [], "a result is one person's"
    ready.window.station.rooms.gate.touch()
    ready.window.bridge.publish(NoticesChanged(()))
    spin(20)
    assert ready.window.grab().copy(body) == before, "as if there had never been one"


def test_a_hint_from_any_thread_stands_below_the_mirror(qtbot: QtBot, ready: Screen) -> None:
    worker = threading.Thread(
        target=ready.window.bridge.publish, args=(HintGiven(LaneName.GATE, Hint.FARTHER),)
    )
    worker.start()
    worker.join()
    qtbot.waitUntil(lambda: "Đưa ra xa một chút" in ready.texts())
    assert "Giữ mã trong khung" not in ready.texts()
    ready.window.bridge.publish(SeveralCodesSeen(LaneName.GATE, True))
    assert "Mỗi lần một người" in ready.texts()


@pytest.mark.parametrize("lens", list(LensPosition))
def test_lens_is_drawn_where_it_is(app: QGuiApplication, qtbot: QtBot, lens: LensPosition) -> None:
    screen = Screen(lens)
    screen.open()
    screen.window.bridge.publish(StorageReady())
    spin(20)
    assert ("Camera ở đây" in screen.texts()) is (lens in (LensPosition.TOP, LensPosition.BOTTOM))
    screen.window.close()


def test_workers_may_still_speak_after_the_window_closed(app: QGuiApplication) -> None:
    screen = Screen()
    screen.open()
    screen.window.close()
    screen.window.close()
    worker = threading.Thread(target=screen.window.bridge.publish, args=(Decided(ARRIVAL),))
    worker.start()
    worker.join()
    spin(20)


def test_run_ends_when_any_thread_says_so(app: QGuiApplication) -> None:
    screen = Screen()
    screen.open()
    worker = threading.Timer(0.05, screen.window.quit)
    worker.start()
    assert screen.window.run() == 0
    worker.join()


def test_nobody_closes_a_full_screen_but_staff(ready: Screen) -> None:
    window = ready.window.window
    window.setProperty("isGuarded", True)
    for key in (Qt.Key.Key_Q, Qt.Key.Key_W):
        QTest.keyClick(window, key, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window, Qt.Key.Key_F4, Qt.KeyboardModifier.AltModifier)
    assert not window.close(), "what Alt+F4 and a window manager's close come to"
    assert window.isVisible()
    ready.window.station.take(CameraSetupOpened())
    assert not window.close()
    for corner in Corner:
        ready.window.station.take(CornerHeld(corner))
    assert window.close()


def test_the_kiosk_itself_closes_a_guarded_window(ready: Screen) -> None:
    window = ready.window.window
    window.setProperty("isGuarded", True)
    shown: list[bool] = []
    window.visibleChanged.connect(shown.append)
    ready.window.close()
    assert shown == [False]
