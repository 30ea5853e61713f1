"""The mirror: newest picture, mirrored, cropped to fill, repainted only for a new one."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage, QPainter
from pytestqt.qtbot import QtBot

from kiosk.base.mailbox import Mailbox
from kiosk.ports.camera import Frame
from ui.preview import PreviewFeed, PreviewItem


def frame(seq: int) -> Frame:
    """Left half red, right half blue, as the camera sees it."""
    image = np.zeros((90, 160, 3), dtype=np.uint8)
    image[:, :80, 0] = 255
    image[:, 80:, 2] = 255
    return Frame(seq, 0.0, image)


def paint(item: PreviewItem, width: int, height: int) -> QImage:
    item.setSize(QRectF(0, 0, width, height).size())
    canvas = QImage(width, height, QImage.Format.Format_ARGB32)
    canvas.fill(QColor("black"))
    painter = QPainter(canvas)
    item.paint(painter)
    painter.end()
    return canvas


def test_newest_frame_is_shown_mirrored(qtbot: QtBot) -> None:
    mailbox: Mailbox[Frame] = Mailbox()
    feed = PreviewFeed(mailbox)
    mailbox.put(frame(1))
    with qtbot.waitSignal(feed.changed):
        feed.start()
    feed._timer.stop()
    assert feed.picture.pixelColor(10, 45).name() == "#0000ff", "what was right is left"
    assert feed.picture.pixelColor(150, 45).name() == "#ff0000"


def test_no_new_frame_no_repaint(qtbot: QtBot) -> None:
    mailbox: Mailbox[Frame] = Mailbox()
    feed = PreviewFeed(mailbox)
    changes: list[int] = []
    feed.changed.connect(lambda: changes.append(1))
    mailbox.put(frame(1))
    feed._poll()
    feed._poll()
    assert len(changes) == 1


def test_picture_fills_the_item_and_its_corners_are_round(app: QGuiApplication) -> None:
    feed = PreviewFeed(Mailbox[Frame]())
    feed._mailbox.put(frame(1))
    feed._poll()
    item = PreviewItem()
    item._set_feed(feed)
    item._set_radius(28.0)
    canvas = paint(item, 200, 200)
    assert canvas.pixelColor(1, 1).name() == "#000000"
    assert canvas.pixelColor(60, 100).blue() > 200
    assert canvas.pixelColor(140, 100).red() > 200
    assert canvas.pixelColor(100, 1).red() + canvas.pixelColor(100, 1).blue() > 200


def test_without_a_picture_the_ground_is_plain(app: QGuiApplication) -> None:
    item = PreviewItem()
    assert paint(item, 50, 50).pixelColor(25, 25).name() == "#5c6b64"


def test_forgetting_shows_nothing(qtbot: QtBot) -> None:
    feed = PreviewFeed(Mailbox[Frame]())
    feed._mailbox.put(frame(1))
    feed._poll()
    with qtbot.waitSignal(feed.changed):
        feed.forget()
    assert feed.picture.isNull()
