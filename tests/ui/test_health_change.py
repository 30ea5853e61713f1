"""A device that fails changes words on the screen, and makes nothing that nobody sees."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem

from kiosk.base.errors import DeviceFaultKind
from kiosk.domain.station.health import Health
from kiosk.domain.station.touches import StaffCardOpened
from ui import codes
from ui.showcase import Showcase, spin

PAGES = ("ReadyPage", "ResultPage", "WrongCodePage", "FaultPage", "BusyPage")
"""Those that are kept ready."""


def items_of(root: QQuickItem, kind: str) -> list[QQuickItem]:
    def walk(item: QQuickItem) -> Iterator[QQuickItem]:
        if item.metaObject().className().split("_QML")[0] == kind:
            yield item
        for child in item.childItems():
            yield from walk(child)

    return list(walk(root))


@pytest.fixture
def showcase(app: QGuiApplication) -> Iterator[Showcase]:
    with Showcase() as made:
        made.go_home()
        root = made.window.window.contentItem()
        for _ in range(200):
            if all(items_of(root, page) for page in PAGES):
                break
            spin(20)
        assert all(items_of(root, page) for page in PAGES)
        yield made


def test_a_sign_that_changes_is_not_made_anew(showcase: Showcase) -> None:
    root = showcase.window.window.contentItem()
    showcase.health(Health())
    spin(20)
    signs = items_of(root, "Sign")
    assert len(signs) >= 3 * len(PAGES)
    gone: list[None] = []
    for sign in signs:
        sign.destroyed.connect(lambda *_: gone.append(None))
    for fault in (DeviceFaultKind.PAPER_OUT, DeviceFaultKind.LOST, None):
        showcase.health(Health(printer=fault))
        spin(20)
    assert gone == []
    assert len(items_of(root, "Sign")) == len(signs)


def test_the_code_for_the_technician_is_drawn_when_the_card_is_open(
    showcase: Showcase, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawn: list[str] = []
    draw = codes.CodeProvider.requestPixmap

    def note(self: codes.CodeProvider, *asked: object) -> object:
        drawn.append(str(asked[0]))
        return draw(self, *asked)  # type: ignore[arg-type]

    monkeypatch.setattr(codes.CodeProvider, "requestPixmap", note)
    showcase.health(Health(printer=DeviceFaultKind.PAPER_OUT))
    spin(20)
    assert drawn == []
    showcase.take(StaffCardOpened())
    spin(20)
    assert drawn
