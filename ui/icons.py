"""Line icons from `resources/icons`, drawn in any colour and size.

The software renderer has no shaders to tint an image with, so the SVG is rendered in the wanted
colour at exactly the wanted size: crisp at every screen size, and cheap to repaint.
"""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

from PySide6.QtCore import QByteArray, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap
from PySide6.QtQuick import QQuickImageProvider
from PySide6.QtSvg import QSvgRenderer

PROVIDER = "icon"
_DEFAULT_PX = 48
_TRANSPARENT = QColor(0, 0, 0, 0)


def icons_dir() -> Path:
    """Where the SVG files lie, in a checkout and in an installed wheel."""
    return Path(str(files("resources"))) / "icons"


class IconProvider(QQuickImageProvider):
    """Serves `image://icon/<name>/<rrggbb>`."""

    def __init__(self) -> None:
        super().__init__(QQuickImageProvider.ImageType.Pixmap)
        self._folder = icons_dir()
        self._sources: dict[str, str] = {}

    def requestPixmap(  # Qt's own names
        self,
        id: str,  # noqa: A002
        size: QSize,
        requestedSize: QSize,  # noqa: N803
    ) -> QPixmap:
        """Qt asks for one icon. Raises FileNotFoundError for a name that has no file."""
        name, _, colour = id.partition("/")
        if name not in self._sources:
            self._sources[name] = (self._folder / f"{name}.svg").read_text(encoding="utf-8")
        svg = self._sources[name].replace("currentColor", f"#{colour}")
        edge = max(requestedSize.width(), requestedSize.height())
        edge = edge if edge > 0 else _DEFAULT_PX
        pixmap = QPixmap(edge, edge)
        pixmap.fill(_TRANSPARENT)
        painter = QPainter(pixmap)
        QSvgRenderer(QByteArray(svg.encode())).render(painter)
        painter.end()
        size.setWidth(edge)
        size.setHeight(edge)
        return pixmap
