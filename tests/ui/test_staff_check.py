"""The two corners that staff hold, on the real window."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.domain.station.staff_check import HOLD_S
from kiosk.domain.station.touches import CameraSetupOpened
from ui.showcase import Showcase, spin


def corners_of(root: QQuickItem) -> list[QQuickItem]:
    """The marks that are on show."""
    found, pending = [], [root]
    while pending:
        item = pending.pop()
        if item.isVisible():
            if item.metaObject().className().startswith("HoldCorner"):
                found.append(item)
            pending.extend(item.childItems())
    return found


def test_a_corner_counts_when_it_is_held_and_not_when_it_is_tapped(
    app: QGuiApplication, qtbot: QtBot
) -> None:
    with Showcase() as showcase:
        showcase.go_home()
        showcase.take(CameraSetupOpened())
        spin(20)
        hold_both_corners(showcase, qtbot)
        assert showcase.window.station.rooms.shell.shown.page == "camera_setup"


def hold_both_corners(showcase: Showcase, qtbot: QtBot) -> None:
    station, window = showcase.window.station, showcase.window.window
    none, left = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton
    for corner in sorted(corners_of(window.contentItem()), key=lambda item: item.x()):
        middle = corner.mapToScene(QPointF(corner.width() / 2, corner.height() / 2)).toPoint()
        held = len(station.window.staff_check.held)
        QTest.mouseClick(window, left, none, middle)
        assert len(station.window.staff_check.held) == held, "two taps are not enough"
        assert corner.property("seconds") == HOLD_S
        corner.setProperty("seconds", 0.05)
        QTest.mousePress(window, left, none, middle)
        qtbot.waitUntil(
            lambda held=held: (
                len(station.window.staff_check.held) > held or station.window.is_setting_camera
            )
        )
        QTest.mouseRelease(window, left, none, middle)
