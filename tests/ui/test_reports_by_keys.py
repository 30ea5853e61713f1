"""The page of reports without a finger: controls have names, and keys work them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.base.tables import TableForm
from kiosk.domain.station.pages.reports import AskingCopies, Choosing, Reports, Writing
from tests.support.finger import plain, walk
from ui.scenes_reports import SCENES
from ui.showcase import Showcase, spin


@pytest.fixture(scope="module")
def showcase(app: QGuiApplication) -> Iterator[Showcase]:
    """A window at the drawings' size, active as on a kiosk."""
    with Showcase() as made:
        made.set_size((1280, 800))
        made.window.window.requestActivate()
        spin(50)
        yield made


def show(showcase: Showcase, scene: str) -> list[QQuickItem]:
    """Set a scene; gives its buttons."""
    showcase.go_home()
    SCENES[scene](showcase)
    spin(30)
    return [
        item
        for item in walk(showcase.window.window.contentItem())
        if item.metaObject().className().split("_QMLTYPE")[0] in ("KButton", "HeaderButton")
    ]


@pytest.mark.parametrize("scene", sorted(SCENES))
def test_every_button_has_a_role_and_a_name(showcase: Showcase, scene: str) -> None:
    found = show(showcase, scene)
    assert found
    for item in found:
        seen = QAccessible.queryAccessibleInterface(item)
        assert seen is not None
        assert seen.text(QAccessible.Text.Name), item
        assert seen.role() == QAccessible.Role.Button


def test_a_report_is_written_by_keys_alone(showcase: Showcase) -> None:
    show(showcase, "reports")
    window = showcase.window.window
    names = []
    for _ in range(40):
        QTest.keyClick(window, Qt.Key.Key_Tab)
        item = window.activeFocusItem()
        names.append(plain(item.property("label") or "") if item is not None else "")
        if names[-1] == "Xuất tệp":
            break
    # In the order in which they are read.
    order = ["Một ngày", "Một tháng", "Ngày trước", "Danh sách họ tên", "XLSX", "USB KINGSTON"]
    assert [name for name in names if name in order] == order
    QTest.keyClick(window, Qt.Key.Key_Return)
    page = showcase.window.station.window.desk.top(Reports)
    assert page is not None
    assert isinstance(page.step, Writing)


def press(showcase: Showcase, label: str) -> Reports:
    """Work the button of that name by its key; gives the page then."""
    (item,) = [
        one
        for one in walk(showcase.window.window.contentItem())
        if one.metaObject().className().split("_QMLTYPE")[0] == "KButton"
        and one.isVisible()
        and plain(one.property("text") or "") == label
    ]
    item.forceActiveFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(showcase.window.window, Qt.Key.Key_Space)
    spin(30)
    page = showcase.window.station.window.desk.top(Reports)
    assert page is not None
    return page


@pytest.mark.parametrize("label", ["Sổ giấy trống", "Thẻ đã cấp", "Danh sách sơ tán"])
def test_a_document_is_written_by_its_button(showcase: Showcase, label: str) -> None:
    show(showcase, "reports")
    assert isinstance(press(showcase, label).step, Writing)


def test_so_many_posters_are_written_as_were_chosen(showcase: Showcase) -> None:
    show(showcase, "reports")
    assert press(showcase, "Tờ hướng dẫn").step == AskingCopies()
    assert press(showcase, "Thôi").step == Choosing()
    press(showcase, "Tờ hướng dẫn")
    assert isinstance(press(showcase, "5").step, Writing)


@pytest.mark.parametrize("form", list(TableForm))
def test_each_kind_of_file_has_its_button(showcase: Showcase, form: TableForm) -> None:
    show(showcase, "reports")
    assert press(showcase, form.value.upper()).form is form
