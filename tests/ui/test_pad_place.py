"""The first key of a number leads from the list to the search: the finger finds the next ones."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.domain.station.pages.family import Family
from tests.support.finger import plain, walk
from ui.gallery import SIZES
from ui.scenes import SCENES
from ui.showcase import Showcase, spin


def keys_of(showcase: Showcase, scene: str) -> dict[str, tuple[float, float, float, float]]:
    """Where each digit stands, and how large it is."""
    showcase.go_home()
    SCENES[scene](showcase)
    spin(5)
    keys = [
        item
        for item in walk(showcase.window.window.contentItem())
        if str(item.property("label")) in set("0123456789")
    ]
    corners = {str(key.property("label")): key.mapToScene(QPointF(0, 0)) for key in keys}
    sizes = {str(key.property("label")): (key.width(), key.height()) for key in keys}
    return {label: (at.x(), at.y(), *sizes[label]) for label, at in corners.items()}


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
def test_keys_stay_where_they_are(app: QGuiApplication, size: tuple[int, int]) -> None:
    with Showcase() as showcase:
        showcase.set_size(size)
        listed = keys_of(showcase, "desk-list")
        assert len(listed) == 10
        assert keys_of(showcase, "desk-search-digits") == listed


def test_one_key_too_many_records_nobody(app: QGuiApplication, qtbot: QtBot) -> None:
    """A whole number leads to a page whose buttons stand where the keys were."""
    with Showcase() as showcase:
        showcase.go_home()
        SCENES["family-ticked"](showcase)
        spin(5)
        window, station = showcase.window.window, showcase.window.station
        [button] = [
            item
            for item in walk(window.contentItem())
            if plain(item.property("label")) == "Check out · ĐI"
        ]
        at = button.mapToScene(QPointF(button.width() / 2, button.height() / 2)).toPoint()
        left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier

        def is_recording() -> bool:
            family = station.window.desk.top(Family)
            return family is not None and family.is_recording

        assert button.property("deaf")
        QTest.mouseClick(window, left, none, at)
        assert not is_recording()
        qtbot.waitUntil(lambda: not button.property("deaf"))
        QTest.mouseClick(window, left, none, at)
        assert is_recording()
