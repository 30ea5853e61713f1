"""The pages of a PDF, drawn in millimetres from the top left corner of the paper.

Text stays text and is found by whoever searches the file; codes and pictures are vectors.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from PySide6.QtCore import (
    QBuffer,
    QByteArray,
    QIODevice,
    QLineF,
    QMarginsF,
    QPointF,
    QRectF,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QFontMetricsF,
    QGuiApplication,
    QImage,
    QPageLayout,
    QPageSize,
    QPainter,
    QPainterPath,
    QPdfWriter,
    QPen,
)
from PySide6.QtSvg import QSvgRenderer

from kiosk.base.dataclass import dataclass
from kiosk.base.system_words import keep_system_english
from kiosk.documents.qr_code import code_modules
from kiosk.documents.typesetting import clean, wrap

INK: Final = "#12211E"
SOFT: Final = "#33453F"
JADE: Final = "#00594C"
DIM: Final = "#EFECE2"
EDGE: Final = "#7A8F86"
WHITE: Final = "#FFFFFF"

_DPI: Final = 1200
_PER_MM: Final = _DPI / 25.4
_PER_PT: Final = _DPI / 72
_FAMILY: Final = "Be Vietnam Pro"
_WRAP_PER_MM: Final = 8
"""Lines are filled in eighths of a millimetre, the dots of slip paper."""


class Weight(Enum):
    """The weights of the typeface that are there."""

    MEDIUM = QFont.Weight.Medium
    BOLD = QFont.Weight.Bold
    EXTRA_BOLD = QFont.Weight.ExtraBold


class Align(Enum):
    """To which point of a text its place refers."""

    LEFT = 0.0
    CENTRE = 0.5
    RIGHT = 1.0


@dataclass(frozen=True, slots=True)
class Type:
    """A weight of the typeface in a size, in points."""

    weight: Weight
    size_pt: float

    @property
    def line_mm(self) -> float:
        """From one baseline to the next: no accent touches the line above."""
        return self.size_pt * 25.4 / 72 * 1.35

    @property
    def cap_mm(self) -> float:
        """The height of capitals without accents."""
        return self.size_pt * 25.4 / 72 * 0.7

    def width_mm(self, words: str) -> float:
        """How wide the words are on paper."""
        return _metrics(self).horizontalAdvance(words) / _PER_MM

    def getlength(self, text: str) -> float:
        """The same in the unit in which lines are filled, under the name that `wrap` calls it."""
        return self.width_mm(text) * _WRAP_PER_MM

    def lines(self, words: str, room_mm: float) -> list[str]:
        """The words on as few lines of about equal length as fit into the room."""
        told = clean(words)
        if self.width_mm(told) <= room_mm:
            return [told] if told else []
        return wrap(told, self, int(room_mm * _WRAP_PER_MM))


def fitting(
    words: str, weight: Weight, sizes_pt: Sequence[float], room_mm: float, most_lines: int
) -> tuple[Type, list[str]]:
    """The largest of the sizes in which the words take so few lines; the last one if none does."""
    for size in sizes_pt:
        font = Type(weight, size)
        lines = font.lines(words, room_mm)
        if len(lines) <= most_lines:
            break
    return font, lines


class Pages:
    """A PDF while it is drawn, as a context: one page after the other, the first one is there."""

    def __init__(
        self,
        title: str,
        size: QPageSize.PageSizeId = QPageSize.PageSizeId.A4,
        *,
        is_landscape: bool = False,
    ) -> None:
        _application()
        orientation = QPageLayout.Orientation
        self._content = QByteArray()
        self._buffer = QBuffer(self._content)
        self._buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self._writer = QPdfWriter(self._buffer)
        self._writer.setResolution(_DPI)
        self._writer.setTitle(title)
        self._writer.setCreator("Checkpoint kiosk")
        self._writer.setPageSize(QPageSize(size))
        self._writer.setPageOrientation(
            orientation.Landscape if is_landscape else orientation.Portrait
        )
        self._writer.setPageMargins(QMarginsF(0, 0, 0, 0))
        self._painter = QPainter(self._writer)
        self.width_mm = self._writer.width() / _PER_MM
        self.height_mm = self._writer.height() / _PER_MM
        self.count = 1
        """Pages so far."""

    def __enter__(self) -> Pages:
        return self

    def __exit__(self, *raised: object) -> None:
        # Qt crashes where the painter outlives what it paints on.
        if self._painter.isActive():
            self._painter.end()

    def turn(self) -> None:
        """Go on with the next page."""
        self._writer.newPage()
        self.count += 1

    def finish(self) -> bytes:
        """The whole file; nothing can be drawn any more."""
        self._painter.end()
        self._buffer.close()
        return bytes(self._content.data())

    def text(
        self,
        x: float,
        baseline: float,
        words: str,
        font: Type,
        ink: str = INK,
        align: Align = Align.LEFT,
    ) -> None:
        """One line of text; letters that the typeface lacks are drawn as their base letters."""
        told = clean(words)
        left = x - align.value * font.width_mm(told)
        self._painter.setFont(_font(font))
        self._painter.setPen(QColor(ink))
        self._painter.drawText(QPointF(left * _PER_MM, baseline * _PER_MM), told)

    def lines(
        self,
        x: float,
        baseline: float,
        lines: Sequence[str],
        font: Type,
        ink: str = INK,
        align: Align = Align.LEFT,
        step_mm: float | None = None,
    ) -> float:
        """Several lines below each other, so far apart (by itself the type's own distance); gives
        the baseline of the one that would follow."""
        for line in lines:
            self.text(x, baseline, line, font, ink, align)
            baseline += font.line_mm if step_mm is None else step_mm
        return baseline

    def fill(self, x: float, y: float, width: float, height: float, ink: str) -> None:
        """A filled rectangle."""
        self._painter.fillRect(_rect(x, y, width, height), QColor(ink))

    def frame(  # a place, a size, and how it looks
        self, x: float, y: float, width: float, height: float, ink: str = INK, line: float = 0.3
    ) -> None:
        """The outline of a rectangle, its line's middle on the edge."""
        self._painter.setPen(_pen(ink, line))
        self._painter.setBrush(Qt.BrushStyle.NoBrush)
        self._painter.drawRect(_rect(x, y, width, height))

    def rule(
        self, x: float, y: float, to_x: float, to_y: float, ink: str = INK, line: float = 0.3
    ) -> None:
        """A straight line."""
        self._painter.setPen(_pen(ink, line))
        ends = (x * _PER_MM, y * _PER_MM, to_x * _PER_MM, to_y * _PER_MM)
        self._painter.drawLine(QLineF(*ends))

    def disc(self, x: float, y: float, radius: float, ink: str) -> None:
        """A filled circle around a point."""
        self._painter.setPen(Qt.PenStyle.NoPen)
        self._painter.setBrush(QColor(ink))
        self._painter.drawEllipse(_rect(x - radius, y - radius, 2 * radius, 2 * radius))

    def icon(self, name: str, x: float, y: float, side: float, ink: str = JADE) -> None:
        """A line icon of `resources/icons` in a square, with the finer lines of paper."""
        svg = (files("resources") / "icons" / f"{name}.svg").read_text(encoding="utf-8")
        svg = svg.replace("currentColor", ink).replace('stroke-width="2"', 'stroke-width="1"')
        QSvgRenderer(QByteArray(svg.encode())).render(self._painter, _rect(x, y, side, side))

    def picture(  # a place and a size
        self, picture: bytes, x: float, y: float, width: float, height: float
    ) -> None:
        """A PNG, that large."""
        self._painter.drawImage(_rect(x, y, width, height), QImage.fromData(picture))

    def code(self, x: float, y: float, side: float, text: str, least_version: int = 1) -> None:
        """A QR code, `side` from edge to edge of its dark modules, without its quiet zone.

        Dark modules that touch are one shape, so that no viewer shows seams between them.
        """
        modules = code_modules(text, least_version)
        dot = side * _PER_MM / len(modules)
        shape = QPainterPath()
        shape.setFillRule(Qt.FillRule.WindingFill)
        for row, line in enumerate(modules):
            start = None
            for column, is_dark in enumerate([*line, False]):
                if is_dark and start is None:
                    start = column
                elif not is_dark and start is not None:
                    left, top = x * _PER_MM + start * dot, y * _PER_MM + row * dot
                    shape.addRect(QRectF(left, top, (column - start) * dot, dot))
                    start = None
        self._painter.fillPath(shape, QColor("black"))


def fitted(picture: bytes, most_mm: tuple[float, float]) -> tuple[float, float] | None:
    """How wide and high a picture stands in that room, mm; None where it is none."""
    image = QImage.fromData(picture)
    if image.isNull():
        return None
    scale = min(most_mm[0] / image.width(), most_mm[1] / image.height())
    return image.width() * scale, image.height() * scale


def _rect(x: float, y: float, width: float, height: float) -> QRectF:
    return QRectF(x * _PER_MM, y * _PER_MM, width * _PER_MM, height * _PER_MM)


def _pen(ink: str, line: float) -> QPen:
    pen = QPen(QColor(ink), line * _PER_MM)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    return pen


@lru_cache
def _font(font: Type) -> QFont:
    _application()
    made = QFont(_FAMILY)
    made.setWeight(font.weight.value)
    made.setPixelSize(round(font.size_pt * _PER_PT))
    made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    # A letter of another typeface would be embedded with it, or be missing on another machine.
    made.setStyleStrategy(QFont.StyleStrategy.NoFontMerging)
    return made


@lru_cache
def _metrics(font: Type) -> QFontMetricsF:
    return QFontMetricsF(_font(font))


@cache
def _application() -> QGuiApplication:
    """The application that is there, or one that draws into memory; with our typeface alone."""
    found = QGuiApplication.instance()
    made = (
        found
        if isinstance(found, QGuiApplication)
        else QGuiApplication(["checkpoint-kiosk", "-platform", "offscreen"])
    )
    keep_system_english()
    for weight in ("Medium", "Bold", "ExtraBold"):
        content = (files("resources") / "fonts" / f"BeVietnamPro-{weight}.ttf").read_bytes()
        if QFontDatabase.addApplicationFontFromData(QByteArray(content)) < 0:
            raise OSError(f"the typeface BeVietnamPro-{weight} cannot be loaded")
    return made
