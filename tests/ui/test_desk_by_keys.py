"""The desk's pages of people without a finger: controls have names, and keys work them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from shiboken6 import Shiboken

from kiosk.domain.station.pages.family import Family
from kiosk.domain.station.pages.linking import Linking
from kiosk.domain.station.pages.person import Person, PersonPanel
from kiosk.domain.station.pages.person_form import FormField, PersonForm
from tests.support.finger import walk
from ui.scenes_people import SCENES
from ui.showcase import Showcase, spin

CONTROLS = ("KButton", "HeaderButton", "FamilyRow", "LinkRow", "TextBox", "LetterKey")


@pytest.fixture(scope="module")
def showcase(app: QGuiApplication) -> Iterator[Showcase]:
    """A window at the drawings' size, active as on a kiosk."""
    with Showcase() as made:
        made.set_size((1280, 800))
        made.window.window.requestActivate()
        spin(50)
        yield made


def pointer(item: QQuickItem) -> int:
    """Which item it is: its wrapper in Python is made anew."""
    return int(Shiboken.getCppPointer(item)[0])


def show(showcase: Showcase, scene: str) -> None:
    """Set a scene."""
    showcase.go_home()
    SCENES[scene](showcase)
    spin(30)


def controls(showcase: Showcase) -> list[QQuickItem]:
    """What can be pressed now."""
    return [
        item
        for item in walk(showcase.window.window.contentItem())
        if item.metaObject().className().split("_QMLTYPE")[0] in CONTROLS
    ]


def tab(showcase: Showcase) -> QQuickItem | None:
    """The item that the next Tab reaches."""
    QTest.keyClick(showcase.window.window, Qt.Key.Key_Tab)
    return showcase.window.window.activeFocusItem()


@pytest.mark.parametrize("scene", sorted(SCENES))
def test_every_control_has_a_role_and_a_name(showcase: Showcase, scene: str) -> None:
    show(showcase, scene)
    found = controls(showcase)
    assert found
    for item in found:
        seen = QAccessible.queryAccessibleInterface(item)
        assert seen is not None
        assert seen.text(QAccessible.Text.Name), item
        assert seen.role() in (
            QAccessible.Role.Button,
            QAccessible.Role.CheckBox,
            QAccessible.Role.EditableText,
        )


@pytest.mark.parametrize(
    "scene", ["person", "person-proof", "family-ticked", "link", "person-form"]
)
def test_tab_reaches_every_control_that_can_be_worked(showcase: Showcase, scene: str) -> None:
    show(showcase, scene)
    wanted = {pointer(item) for item in controls(showcase) if item.property("activeFocusOnTab")}
    assert wanted
    reached = set()
    for _ in range(80):
        item = tab(showcase)
        if item is not None:
            reached.add(pointer(item))
    assert wanted <= reached


def focus(showcase: Showcase, label: str) -> None:
    """Tab to the control with this name."""
    for _ in range(80):
        item = tab(showcase)
        if item is not None and label in str(item.property("label") or ""):
            return
    raise AssertionError(label)


def test_return_presses_what_has_the_focus(showcase: Showcase) -> None:
    show(showcase, "person-away")
    focus(showcase, "Check in")
    QTest.keyClick(showcase.window.window, Qt.Key.Key_Return)
    state = showcase.window.station.window.desk.top(Person)
    assert state is not None
    assert state.panel is PersonPanel.PROOF


def test_a_keyboard_types_where_a_pad_does(showcase: Showcase) -> None:
    show(showcase, "family-code")
    for key in "99":
        QTest.keyClick(showcase.window.window, key)
    QTest.keyClick(showcase.window.window, Qt.Key.Key_Backspace)
    family = showcase.window.station.window.desk.top(Family)
    assert family is not None
    assert family.code.digits == "4079"
    show(showcase, "link")
    for key in "an":
        QTest.keyClick(showcase.window.window, key)
    link = showcase.window.station.window.desk.top(Linking)
    assert link is not None
    assert link.picking.text == "an"


def test_a_whole_code_is_pasted(showcase: Showcase) -> None:
    show(showcase, "family-code")
    QGuiApplication.clipboard().setText("Ma OTP: 551234")
    QTest.keyClick(showcase.window.window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    family = showcase.window.station.window.desk.top(Family)
    assert family is not None
    assert (family.code.digits, family.code.is_checking) == ("551234", True)


def test_the_form_takes_its_keys_and_saves_by_return(showcase: Showcase) -> None:
    show(showcase, "person-form")
    QTest.keyClick(showcase.window.window, "x")
    form = showcase.window.station.window.desk.top(PersonForm)
    assert form is not None
    assert (form.name[-5:], form.typing) == ("Nhũng", FormField.NAME)
    QTest.keyClick(showcase.window.window, Qt.Key.Key_Left)
    QTest.keyClick(showcase.window.window, Qt.Key.Key_Backspace)
    form = showcase.window.station.window.desk.top(PersonForm)
    assert form is not None
    assert form.name.endswith("Nhũg")
    QTest.keyClick(showcase.window.window, Qt.Key.Key_Return)
    form = showcase.window.station.window.desk.top(PersonForm)
    assert form is not None
    assert form.is_saving
