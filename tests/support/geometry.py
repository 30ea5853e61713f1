"""The items of a page as they stand, for tests of its layout."""

from __future__ import annotations

import re
from functools import cached_property

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QFont, QFontMetricsF
from PySide6.QtQml import QQmlEngine, QQmlExpression
from PySide6.QtQuick import QQuickItem

_BREAKS = re.compile(r"[ \n\-–/?&=.]+")
"""Where Qt may end a line; a space that keeps two words together is none."""
_SLACK_PX = 1.5
_ALIGN_RIGHT, _ALIGN_HORIZONTAL_CENTRE, _ALIGN_VERTICAL_CENTRE = 2, 4, 128
"""Qt.Alignment, which a Text's own alignments are numbered by."""


class Placed:
    """One visible item, in scene coordinates. Qt is asked for each of its measures once, since
    pairs of items are compared: a page that has moved is measured with new ones."""

    def __init__(self, item: QQuickItem, parent: Placed | None) -> None:
        self.item = item
        self.name: str = item.metaObject().className().split("_QMLTYPE")[0]
        """Its QML type."""
        self.ancestors: tuple[Placed, ...] = (parent, *parent.ancestors) if parent else ()
        """Nearest first."""
        self._clipping: tuple[Placed, ...] = ()
        if parent is not None:
            self._clipping = parent._clipping
            if parent.item.clip():
                self._clipping = (parent, *parent._clipping)

    @cached_property
    def rect(self) -> QRectF:
        """Its bounds."""
        end = self.item.boundingRect().bottomRight()
        return QRectF(self.item.mapToScene(QPointF(0, 0)), self.item.mapToScene(end))

    @cached_property
    def ink(self) -> QRectF:
        """Where the letters of a Text stand."""
        text = self.item
        width, height = text.property("contentWidth"), text.property("contentHeight")
        align = self._number("effectiveHorizontalAlignment")
        x = y = 0.0
        if align == _ALIGN_HORIZONTAL_CENTRE:
            x = (text.width() - width) / 2
        elif align == _ALIGN_RIGHT:
            x = text.width() - width
        if self._number("verticalAlignment") == _ALIGN_VERTICAL_CENTRE:
            y = (text.height() - height) / 2
        end = QPointF(x + width, y + height)
        return QRectF(text.mapToScene(QPointF(x, y)), text.mapToScene(end))

    @cached_property
    def is_text(self) -> bool:
        """Whether there are words in it."""
        return bool(self.item.inherits("QQuickText") and self.item.property("text"))

    @property
    def torn_word(self) -> str:
        """A word of a Text that is broken since its line is too short for it; else nothing."""
        text = self.item
        if not text.property("lineCount") or text.property("lineCount") < 2:
            return ""
        font = QFont(text.property("font"))
        font.setPixelSize(self._number("fontInfo.pixelSize"))
        metrics = QFontMetricsF(font)
        room = text.width() + _SLACK_PX
        words = _BREAKS.split(text.property("text"))
        return next((word for word in words if metrics.horizontalAdvance(word) > room), "")

    @property
    def is_scrolled_off(self) -> bool:
        """Part of a list that goes on beyond its edge: it comes by scrolling."""
        return any(
            not box.rect.adjusted(-1, -1, 1, 1).contains(self.rect) for box in self._clipping
        )

    def _number(self, enum: str) -> int:
        """An enum property, which PySide cannot convert; QML can."""
        context = QQmlEngine.contextForObject(self.item)
        value = QQmlExpression(context, self.item, f"{enum} + 0").evaluate()
        return int(value[0] if isinstance(value, tuple) else value)


def placed_items(root: QQuickItem) -> list[Placed]:
    """An item and all visible ones in it, each before what it holds.

    To be let go of before the page changes: what Qt makes at the place of an item that is gone
    would be taken for that one.
    """
    found: list[Placed] = []
    waiting = [Placed(root, None)]
    while waiting:
        placed = waiting.pop()
        found.append(placed)
        waiting += [
            Placed(child, placed)
            for child in reversed(placed.item.childItems())
            if child.isVisible() and child.width() >= 0
        ]
    return found
