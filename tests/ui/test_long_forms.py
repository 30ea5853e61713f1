"""A form that no screen has room for: what is on show alone is made, and all of it is reached."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.domain.station.pages.self_declaration import TextSizeTurned
from tests.support.finger import walk
from tests.support.views import plain
from ui.scenes_declaring import DECLARING_SCENES
from ui.showcase import Showcase, spin

SIZES = [(1024, 600), (1080, 1920)]
DEAF_MS = 320
"""A button is deaf for 300 ms after a touch."""


@pytest.fixture(scope="module")
def showcase(app: QGuiApplication) -> Iterator[Showcase]:
    """A window, active as on a kiosk."""
    with Showcase() as made:
        made.window.window.requestActivate()
        spin(50)
        yield made


def on_show(showcase: Showcase, kind: str, words: str = "") -> list[QQuickItem]:
    """Items of a QML type that are visible, with these words where some are given."""
    return [
        item
        for item in walk(showcase.window.window.contentItem())
        if item.isVisible()
        and item.metaObject().className().split("_QMLTYPE")[0] == kind
        and words in ("", plain(item.property("text") or ""))
    ]


def touch(showcase: Showcase, item: QQuickItem) -> None:
    """A finger in its middle."""
    place = item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()
    window = showcase.window.window
    QTest.mouseClick(window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
    spin(DEAF_MS)


@pytest.mark.parametrize("is_large", [False, True])
@pytest.mark.parametrize("size", SIZES)
def test_ones_own_long_review_is_read_to_its_end_by_touches(
    showcase: Showcase, size: tuple[int, int], is_large: bool
) -> None:
    showcase.set_size(size)
    showcase.go_home()
    DECLARING_SCENES["self-review-long"](showcase)
    if is_large:
        showcase.take(TextSizeTurned())
    spin(30)
    (cards,) = on_show(showcase, "RowList")
    cards_in_all = cards.property("count")
    made = on_show(showcase, "KButton", "Sửa")
    assert 0 < len(made) < cards_in_all
    (up,), (down,) = on_show(showcase, "KButton", "Lên"), on_show(showcase, "KButton", "Xem thêm")
    assert (up.property("active"), down.property("active")) == (False, True)
    (send,) = on_show(showcase, "KButton", "Gửi thông tin")
    assert send.mapToScene(QPointF(0, send.height())).y() <= size[1]
    for _ in range(2 * cards_in_all):
        if not down.property("active"):
            break
        touch(showcase, down)
    assert (cards.property("atYEnd"), up.property("active")) == (True, True)
    assert on_show(showcase, "KButton", "Gửi thông tin")
    for _ in range(2 * cards_in_all):
        if not up.property("active"):
            break
        touch(showcase, up)
    assert cards.property("atYBeginning")


def test_tab_leads_on_to_what_was_not_made_yet(showcase: Showcase) -> None:
    showcase.set_size((1024, 600))
    showcase.go_home()
    DECLARING_SCENES["self-review-long"](showcase)
    spin(30)
    (cards,) = on_show(showcase, "RowList")
    for _ in range(40):
        QTest.keyClick(showcase.window.window, Qt.Key.Key_Tab)
        spin(1)
        if cards.property("atYEnd"):
            break
    assert cards.property("atYEnd")
