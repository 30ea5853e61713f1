"""The pages of cases, emergencies, paper and the shift by keys: names, roles, what is typed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from shiboken6 import Shiboken

from kiosk.domain.desk.queries import Cases, ListCases
from kiosk.domain.station.pages.emergency import Incomplete
from kiosk.domain.station.pages.paper_entries import PaperEntries
from kiosk.domain.station.pages.paper_line import PaperField
from kiosk.domain.station.pages.support_list import CaseStep, SupportList
from kiosk.domain.visits.decision import Direction
from tests.support.finger import AGAIN_MS, walk
from ui.scenes_of_support import SUPPORT_SCENES, answer
from ui.showcase import Showcase, spin

CONTROLS = ("KButton", "HeaderButton", "HalfButton", "TextBox", "LetterKey", "CaseLine", "PickRow")
ROLES = (
    QAccessible.Role.Button,
    QAccessible.Role.RadioButton,
    QAccessible.Role.EditableText,
)


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
    SUPPORT_SCENES[scene](showcase)
    spin(30)


def controls(showcase: Showcase) -> list[QQuickItem]:
    """What can be pressed now."""
    return [
        item
        for item in walk(showcase.window.window.contentItem())
        if item.metaObject().className().split("_QMLTYPE")[0] in CONTROLS
    ]


def name_of(item: QQuickItem) -> str:
    """What a screen reader calls it."""
    seen = QAccessible.queryAccessibleInterface(item)
    return "" if seen is None else seen.text(QAccessible.Text.Name)


def tab_to(showcase: Showcase, name: str) -> None:
    """Tab to the control whose name begins so. Raises AssertionError."""
    for _ in range(80):
        QTest.keyClick(showcase.window.window, Qt.Key.Key_Tab)
        item = showcase.window.window.activeFocusItem()
        if item is not None and name_of(item).startswith(name):
            return
    raise AssertionError(name)


def press(showcase: Showcase, *keys: str | Qt.Key) -> None:
    """Press these keys."""
    for key in keys:
        QTest.keyClick(showcase.window.window, key)
    spin(5)


@pytest.mark.parametrize("scene", sorted(SUPPORT_SCENES))
def test_every_control_has_a_role_and_a_name(showcase: Showcase, scene: str) -> None:
    show(showcase, scene)
    found = controls(showcase)
    assert found
    for item in found:
        seen = QAccessible.queryAccessibleInterface(item)
        assert seen is not None
        assert name_of(item), item
        assert seen.role() in ROLES


@pytest.mark.parametrize(
    "scene",
    ["support-list", "support-list-refusal", "emergency", "paper-entries", "shift-check-wrong"],
)
def test_tab_reaches_every_control_that_can_be_worked(showcase: Showcase, scene: str) -> None:
    show(showcase, scene)
    wanted = {pointer(item) for item in controls(showcase) if item.property("activeFocusOnTab")}
    assert wanted
    reached = set()
    for _ in range(80):
        QTest.keyClick(showcase.window.window, Qt.Key.Key_Tab)
        item = showcase.window.window.activeFocusItem()
        if item is not None:
            reached.add(pointer(item))
    assert wanted <= reached


def case(showcase: Showcase) -> SupportList:
    state = showcase.window.station.window.desk.top(SupportList)
    assert state is not None
    return state


def test_a_case_is_measured_and_closed_by_keys(showcase: Showcase) -> None:
    show(showcase, "support-list-new")
    tab_to(showcase, "Thân nhiệt")
    press(showcase, Qt.Key.Key_Return)
    show_pad = case(showcase)
    assert show_pad.in_use is not None
    press(showcase, "3", "7", "8", Qt.Key.Key_Backspace, "9")
    assert case(showcase).draft.temperature == "379"
    press(showcase, Qt.Key.Key_Return)
    assert case(showcase).in_use is None, "Return puts the pad away"
    tab_to(showcase, "Đã về")
    press(showcase, Qt.Key.Key_Space)
    assert case(showcase).closing == "case-14"
    answer(showcase, ListCases(), Cases((), (), 0))


def test_somebody_is_looked_for_and_chosen_by_keys(showcase: Showcase) -> None:
    show(showcase, "support-list-person")
    press(showcase, Qt.Key.Key_Backspace, "x")
    assert case(showcase).picking.text == "hong nhunx"
    tab_to(showcase, "Lê Hồng Nhung")
    press(showcase, Qt.Key.Key_Return)
    assert case(showcase).step is CaseStep.OPEN
    assert case(showcase).draft.whom is not None


def test_an_emergency_is_described_by_keys(showcase: Showcase) -> None:
    show(showcase, "emergency-person")
    press(showcase, "x")
    state = showcase.window.station.window.desk.top(Incomplete)
    assert state is not None
    assert state.picking is not None
    assert state.picking.text == "nhungx"


def test_paper_rows_are_typed_with_return_from_field_to_field(showcase: Showcase) -> None:
    show(showcase, "paper-entries")

    def rows() -> PaperEntries:
        state = showcase.window.station.window.desk.top(PaperEntries)
        assert state is not None
        return state

    press(showcase, "5", "6", "7", "8", Qt.Key.Key_Return)
    assert (rows().line, rows().field) == (4, PaperField.TIME)
    press(showcase, *"0630", *"vawn")
    assert (rows().current.clock, rows().current.who) == ("0630", "Văn")
    tab_to(showcase, "Đến")
    for _ in range(4):
        if rows().current.direction is Direction.ARRIVAL:
            break
        tab_to(showcase, "Đến")
        press(showcase, Qt.Key.Key_Space)
    assert any(line.direction is Direction.ARRIVAL for line in rows().lines)


def test_a_name_of_the_paper_book_is_written_with_its_accents(showcase: Showcase) -> None:
    show(showcase, "paper-entries")

    def rows() -> PaperEntries:
        state = showcase.window.station.window.desk.top(PaperEntries)
        assert state is not None
        return state

    def touch(label: str) -> None:
        shown = walk(showcase.window.window.contentItem())
        key = next(item for item in shown if item.property("label") == label)
        place = key.mapToScene(QPointF(key.width() / 2, key.height() / 2)).toPoint()
        QTest.mouseClick(
            showcase.window.window, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place
        )
        spin(AGAIN_MS)

    press(showcase, Qt.Key.Key_Return, *"0630")
    for turned in ("ABC", "123", "ABC"):
        touch(turned)
    for key in "hoaf":
        touch(key)
    assert rows().current.who == "Hòa"
    # Behind letters no digit can stand: the same key has the signs.
    touch("123")
    assert rows().has_letters
