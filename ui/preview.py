"""The live picture: the newest small frame, mirrored and smoothly enlarged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from PySide6.QtCore import Property, QObject, QRectF, QTimer, Signal, Slot
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPainterPath, QTransform
from PySide6.QtQml import QmlElement
from PySide6.QtQuick import QQuickItem, QQuickPaintedItem

from kiosk.base.mailbox import Mailbox

if TYPE_CHECKING:
    from kiosk.ports.camera import Image

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1

_MIRROR = QTransform.fromScale(-1, 1)
POLL_MS = 66
"""Fifteen pictures a second: enough to aim by, a twentieth of a core."""


class PreviewPicture(Protocol):
    """What the camera puts in the preview's mailbox: `kiosk.ports.Frame` is one."""

    @property
    def image(self) -> Image:
        """Height x width x 3, RGB, at most 240 px wide, not mirrored."""
        ...


@QmlElement
class PreviewFeed(QObject):
    """Holds the newest picture for every item that shows it."""

    changed = Signal()

    def __init__(self, mailbox: Mailbox[Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._mailbox = mailbox
        self._picture = QImage()
        self._timer = QTimer(self)
        self._timer.setInterval(POLL_MS)
        self._timer.timeout.connect(self._poll)

    def start(self) -> None:
        """Begin to look for new pictures."""
        self._timer.start()

    def stop(self) -> None:
        """Look no more and forget the last picture."""
        self._timer.stop()
        self.forget()

    @property
    def picture(self) -> QImage:
        """The newest picture, mirrored; null before the first."""
        return self._picture

    def show(self, picture: QImage) -> None:
        """Take a picture that is not mirrored yet."""
        self._picture = picture.transformed(_MIRROR)
        self.changed.emit()

    def forget(self) -> None:
        """Show nothing, as when the camera is lost: a frozen mirror would mislead."""
        if not self._picture.isNull():
            self._picture = QImage()
            self.changed.emit()

    @Slot()
    def _poll(self) -> None:
        taken: PreviewPicture | None = self._mailbox.take(0)
        if taken is None:
            return
        image = taken.image
        height, width = image.shape[:2]
        # `show` copies, so the camera's buffer is free as soon as this returns.
        self.show(QImage(image.data, width, height, 3 * width, QImage.Format.Format_RGB888))


@QmlElement
class PreviewItem(QQuickPaintedItem):
    """Draws the feed's picture, cropped to fill, with rounded corners."""

    feedChanged = Signal()
    radiusChanged = Signal()

    def __init__(self, parent: QQuickItem | None = None) -> None:
        super().__init__(parent)
        self._feed: PreviewFeed | None = None
        self._radius = 0.0
        self._empty = QColor("#5C6B64")
        # While hidden it does not repaint; once shown it catches up.
        self.visibleChanged.connect(self._repaint)

    def _get_feed(self) -> PreviewFeed | None:
        return self._feed

    def _set_feed(self, feed: PreviewFeed | None) -> None:
        if feed is self._feed:
            return
        if self._feed is not None:
            self._feed.changed.disconnect(self._repaint)
        self._feed = feed
        if feed is not None:
            feed.changed.connect(self._repaint)
        self.feedChanged.emit()
        self.update()

    def _get_radius(self) -> float:
        return self._radius

    def _set_radius(self, radius: float) -> None:
        if radius != self._radius:
            self._radius = radius
            self.radiusChanged.emit()
            self.update()

    # pyside6-metaobjectdump reads this form, with the accessors named before it.
    feed = Property(PreviewFeed, _get_feed, _set_feed, notify=feedChanged)
    radius = Property(float, _get_radius, _set_radius, notify=radiusChanged)

    @Slot()
    def _repaint(self) -> None:
        if self.isVisible():
            self.update()

    def paint(self, painter: QPainter) -> None:
        """Qt asks for the item's picture, in its own coordinates."""
        area = self.boundingRect()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        picture = self._feed.picture if self._feed is not None else QImage()
        if picture.isNull():
            brush = QBrush(self._empty)
        else:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            brush = _filling_brush(picture, area)
        path = QPainterPath()
        path.addRoundedRect(area, self._radius, self._radius)
        painter.fillPath(path, brush)


def _filling_brush(picture: QImage, area: QRectF) -> QBrush:
    """A brush that covers `area` with the middle of `picture`, keeping its proportions."""
    scale = max(area.width() / picture.width(), area.height() / picture.height())
    brush = QBrush(picture)
    brush.setTransform(
        QTransform()
        .translate(
            (area.width() - picture.width() * scale) / 2,
            (area.height() - picture.height() * scale) / 2,
        )
        .scale(scale, scale)
    )
    return brush
