"""Every text of every scene stands out from what it is drawn on, measured on the picture itself."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtQuick import QQuickItem

from tests.support.contrast import contrast
from tests.support.finger import plain, walk
from tests.support.overlays import top_of
from ui.scenes import SCENES, each_scene
from ui.showcase import Showcase

LEAST = 4.5
"""Ratio of WCAG 2.2 AA for text of any size; what cannot be used yet is pale on purpose."""
_NEAR = 24
"""So far may a dot of a letter be from the text's own colour, in each of red, green and blue."""
_ENOUGH_DOTS = 2000
"""Of a text's place, to tell what most of them are."""


def dots_of(image: QImage, rect: QRectF) -> NDArray[np.uint32]:
    """The dots of a place, each as one number of red, green and blue."""
    part = image.copy(rect.toAlignedRect()).convertToFormat(QImage.Format.Format_RGB32)
    dots = np.frombuffer(part.constBits(), dtype=np.uint32) & 0xFFFFFF
    # A copy: the bytes go with the picture.
    return dots.copy()


def ground_of(dots: NDArray[np.uint32]) -> QColor:
    """The colour that most of a text's place has: letters cover less than half of it."""
    colours, counts = np.unique(dots[:: max(1, dots.size // _ENOUGH_DOTS)], return_counts=True)
    return QColor.fromRgb(int(colours[counts.argmax()]))


def is_on_show(dots: NDArray[np.uint32], colour: QColor) -> bool:
    """Whether letters of this colour are there, and nothing lies over them."""
    own, near = colour.rgb() & 0xFFFFFF, np.ones(dots.shape, dtype=bool)
    if (dots == own).any():
        return True
    for shift in (16, 8, 0):
        part = ((dots >> shift) & 0xFF).astype(np.int16)
        near &= np.abs(part - (own >> shift & 0xFF)) <= _NEAR
    return bool(near.any())


def rect_of(item: QQuickItem) -> QRectF:
    """Where it is on the window."""
    corner = item.mapToScene(QPointF(0, 0))
    return QRectF(corner.x(), corner.y(), item.width(), item.height())


def seen_rect_of(item: QQuickItem) -> QRectF:
    """The same, as far as lists that scroll show it."""
    rect, above = rect_of(item), item.parentItem()
    while above is not None:
        if above.clip():
            rect = rect.intersected(rect_of(above))
        above = above.parentItem()
    return rect


def is_pale_on_purpose(item: QQuickItem) -> bool:
    """Whether it belongs to what takes no touches now."""
    above: QQuickItem | None = item
    while above is not None:
        if above.property("active") is False or above.property("listens") is False:
            return True
        above = above.parentItem()
    return False


def pale_texts(root: QQuickItem, scene: str, image: QImage) -> Iterator[str]:
    """Texts that do not stand out, each with its colours and their ratio."""
    whole = QRectF(0, 0, root.width(), root.height())
    for item in walk(top_of(root, scene)):
        if not (item.inherits("QQuickText") and item.property("text") and item.opacity() > 0):
            continue
        rect = seen_rect_of(item).intersected(whole)
        if rect.isEmpty() or is_pale_on_purpose(item):
            continue
        colour, dots = QColor(item.property("color")), dots_of(image, rect)
        if not is_on_show(dots, colour):
            continue
        ground = ground_of(dots)
        ratio = contrast(colour, ground)
        if ratio < LEAST:
            text = plain(item.property("text"))[:30]
            yield f"{text!r}: {colour.name()} on {ground.name()} is {ratio:.1f}"


def test_every_text_stands_out(app: QGuiApplication) -> None:
    with Showcase() as showcase:
        showcase.set_size((1280, 800))
        root = showcase.window.window.contentItem()
        flaws = [
            f"{scene}: {flaw}"
            for scene in each_scene(showcase)
            for flaw in pale_texts(root, scene, showcase.grab())
        ]
    print(chr(10).join(flaws))
    assert flaws == []


def test_a_pale_text_would_be_found(app: QGuiApplication) -> None:
    """The measure itself: a headline in the colour of its ground is reported."""
    with Showcase() as showcase:
        showcase.go_home()
        SCENES["no-code"](showcase)
        root = showcase.window.window.contentItem()
        [*_, headline] = [item for item in walk(root) if item.inherits("QQuickText")]
        headline.setProperty("color", QColor("#E3E0D4"))
        assert len(list(pale_texts(root, "no-code", showcase.grab()))) == 1
