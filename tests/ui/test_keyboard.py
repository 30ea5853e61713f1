"""The keyboard on the glass: Telex, accents, hold, chips, pads, and physical keys."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication, QInputMethodQueryEvent, QMouseEvent
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.domain.language import Language
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.person_form import FieldChosen, FormField, PersonForm
from kiosk.domain.text_input.accents import Accent
from kiosk.domain.text_input.field_text import (
    AccentPicked,
    ChipPicked,
    Cleared,
    CursorMoved,
    Erased,
    FieldKind,
    FieldText,
    LetterPicked,
    Typed,
    WordChosen,
    take,
    text_in,
)
from kiosk.domain.text_input.telex import ToneStyle
from tests.support.finger import plain, walk
from tests.support.people_views import view
from ui.i18n import Words
from ui.scenes_people import SCENES
from ui.showcase import Showcase, spin
from ui.viewmodels.desk.keyboard import KeyboardProps, KeyboardViewModel, derive_keyboard

NONE = Qt.KeyboardModifier.NoModifier
LEFT = Qt.MouseButton.LeftButton


@dataclass(frozen=True, slots=True)
class Typist:
    """A page with the keyboard, and nothing else."""

    page: ClassVar[DeskPage] = DeskPage.PERSON_FORM
    is_public: ClassVar[bool] = False

    typed: FieldText | None
    suggestions: tuple[str, ...] = ()


def typed(keys: str, kind: FieldKind = FieldKind.NAME) -> FieldText:
    """A field after these keys."""
    text = text_in("", kind)
    for key in keys:
        text = take(text, Typed(key))
    return text


def test_what_the_keyboard_offers(vi: Words) -> None:
    names = ("Nhung", "Nhi", "Như", "Nhật", "Nhàn", "Nhã")
    shown = derive_keyboard(view(vi, Typist(typed("nguyeenx"), names)))
    assert (shown.is_shown, shown.kind, shown.has_text) == (True, "name", True)
    assert shown.suggestions == names[:5]
    assert (shown.composed, shown.as_typed, shown.is_as_typed) == ("Nguyễn", "Nguyeenx", False)
    assert [key.letters for key in shown.accents[:6]] == ["ề", "ế", "ể", "ễ", "ệ", "ê"]
    assert not shown.begins_word
    assert derive_keyboard(view(vi, Typist(typed("an ")))).begins_word


@pytest.mark.parametrize(
    ("kind", "has_letters", "takes_accents", "begins_word"),
    [
        (FieldKind.NAME, True, True, True),
        (FieldKind.TEXT, True, True, False),
        (FieldKind.SEARCH, True, False, False),
        (FieldKind.CODE, True, False, True),
        (FieldKind.PHONE, False, False, False),
        (FieldKind.DIGITS, False, False, False),
    ],
)
def test_each_kind_of_field_has_its_keys(
    vi: Words, kind: FieldKind, has_letters: bool, takes_accents: bool, begins_word: bool
) -> None:
    shown = derive_keyboard(view(vi, Typist(text_in("", kind))))
    assert (shown.has_letters, shown.takes_accents) == (has_letters, takes_accents)
    assert shown.begins_word is begins_word
    assert bool(shown.accents) is takes_accents


def test_without_a_field_in_use_there_is_no_keyboard(vi: Words) -> None:
    assert derive_keyboard(view(vi)) == KeyboardProps()
    assert derive_keyboard(view(vi, Typist(None))) == KeyboardProps()
    searched = derive_keyboard(view(vi, Typist(typed("kar", FieldKind.SEARCH))))
    assert (searched.composed, searched.as_typed) == ("", "")


def test_each_touch_becomes_its_event(app: QGuiApplication, vi: Words, en: Words) -> None:
    told: list[object] = []
    keyboard = KeyboardViewModel(told.append)
    shown = view(vi, Typist(typed("nguyeenx")))
    keyboard.fold(replace(shown, setup=replace(shown.setup, tone_style=ToneStyle.NEW)))
    keyboard.press("a")
    keyboard.turnTelex()
    keyboard.press("a")
    keyboard.pickLetter("ư")
    keyboard.pickAccent("grave")
    keyboard.pickSuggestion("Nhung")
    keyboard.chooseWord(True)
    keyboard.erase()
    keyboard.clear()
    keyboard.moveCursor(-1)
    assert told == [
        Typed("a", ToneStyle.NEW),
        Typed("a", None),
        LetterPicked("ư"),
        AccentPicked(Accent.GRAVE, ToneStyle.NEW),
        ChipPicked("Nhung"),
        WordChosen(True),
        Erased(ToneStyle.NEW),
        Cleared(),
        CursorMoved(5),
    ]


def test_telex_is_on_in_vietnamese_and_again_on_the_next_page(
    app: QGuiApplication, vi: Words
) -> None:
    keyboard = KeyboardViewModel(lambda event: None)
    page = view(vi, Typist(typed("")))
    keyboard.fold(page)
    assert keyboard.isTelex
    keyboard.turnTelex()
    keyboard.fold(page)
    assert not keyboard.isTelex
    keyboard.fold(view(vi))
    keyboard.fold(page)
    assert keyboard.isTelex
    keyboard.fold(replace(page, window=replace(page.window, language=Language.EN)))
    assert not keyboard.isTelex


@pytest.mark.parametrize(
    ("key", "letters"),
    [
        ("u", "uùúủũụưừứửữự"),
        ("d", "dđ"),
        ("i", "iìíỉĩị"),
        ("b", ""),
    ],
)
def test_what_a_held_key_stands_for(app: QGuiApplication, key: str, letters: str) -> None:
    keyboard = KeyboardViewModel(lambda event: None)
    assert keyboard.lettersOf(key, False) == list(letters)
    assert keyboard.lettersOf(key, True) == list(letters.upper())


@pytest.fixture(scope="module")
def showcase(app: QGuiApplication) -> Iterator[Showcase]:
    """A window at the drawings' size, active as on a kiosk."""
    with Showcase() as made:
        made.set_size((1280, 800))
        made.window.window.requestActivate()
        spin(50)
        yield made


def open_form(showcase: Showcase) -> None:
    """An empty form for somebody new."""
    showcase.go_home()
    SCENES["person-form-typing"](showcase)
    showcase.take(Cleared())
    spin(30)


def name(showcase: Showcase) -> str:
    """What stands in the field for the name."""
    form = showcase.window.station.window.desk.top(PersonForm)
    assert form is not None
    return form.name


def key_of(showcase: Showcase, label: str) -> QQuickItem:
    """The key on show that is named so."""
    for item in walk(showcase.window.window.contentItem()):
        if plain(item.property("label") or "") == label:
            return item
    raise AssertionError(f"no key {label}")


def middle(item: QQuickItem) -> QPoint:
    return item.mapToScene(QPointF(item.width() / 2, item.height() / 2)).toPoint()


def touch(showcase: Showcase, *labels: str) -> None:
    """Touch keys one after the other; by their times, far enough apart for any hand."""
    for label in labels:
        QTest.mouseClick(showcase.window.window, LEFT, NONE, middle(key_of(showcase, label)))
        spin(20)


def test_a_finger_types_telex(showcase: Showcase) -> None:
    open_form(showcase)
    touch(showcase, *"nguyeenx")
    assert name(showcase) == "Nguyễn"
    touch(showcase, "dấu cách", *"h", "Dấu nháy", *"hen")
    assert name(showcase) == "Nguyễn H'Hen"
    touch(showcase, "Xóa một ký tự")
    assert name(showcase) == "Nguyễn H'He"


def tap_at(showcase: Showcase, label: str, *times: int) -> None:
    """Touch a key at these milliseconds of the display server's clock, all handled in one go."""
    window = showcase.window.window
    place = QPointF(middle(key_of(showcase, label)))
    for at in times:
        for kind_of, when, buttons in (
            (QEvent.Type.MouseButtonPress, at, LEFT),
            (QEvent.Type.MouseButtonRelease, at + 30, Qt.MouseButton.NoButton),
        ):
            event = QMouseEvent(kind_of, place, place, place, LEFT, buttons, NONE)
            event.setTimestamp(when)
            QGuiApplication.sendEvent(window, event)


def test_a_letter_twice_is_two_letters_however_late_the_machine_comes_to_them(
    showcase: Showcase,
) -> None:
    open_form(showcase)
    touch(showcase, *"nguy")
    tap_at(showcase, "e", 10_000, 10_100)
    assert name(showcase) == "Nguyê"


def test_a_trembling_finger_types_one_letter(showcase: Showcase) -> None:
    open_form(showcase)
    tap_at(showcase, "e", 20_000, 20_060)
    assert name(showcase) == "E"


def test_a_touchscreen_types_as_a_mouse_does(showcase: Showcase) -> None:
    open_form(showcase)
    window = showcase.window.window
    screen = QTest.createTouchDevice()
    for label in "nhuw":
        place = middle(key_of(showcase, label))
        QTest.touchEvent(window, screen).press(0, place).commit()
        QTest.touchEvent(window, screen).release(0, place).commit()
        spin(70)
    assert name(showcase) == "Như"


def test_accents_row_and_the_word_as_typed(showcase: Showcase) -> None:
    open_form(showcase)
    touch(showcase, *"kar")
    assert name(showcase) == "Kả"
    touch(showcase, "Kar")
    assert name(showcase) == "Kar"
    touch(showcase, "Kả")
    assert name(showcase) == "Kả"
    touch(showcase, "ạ")
    assert name(showcase) == "Kạ"
    touch(showcase, "Bỏ dấu")
    assert name(showcase) == "Ka"


def test_signs_shift_and_telex_have_keys(showcase: Showcase) -> None:
    open_form(showcase)
    touch(showcase, "Telex", *"as", "Chữ hoa", *"bc", "Telex")
    assert name(showcase) == "AsBc"
    touch(showcase, "Chữ hoa", "Chữ hoa", *"de", "Chữ hoa")
    assert name(showcase) == "AsBcDE"
    touch(showcase, "123", ".", "ABC", *"f")
    assert name(showcase) == "AsBcDE.F"


def test_a_held_key_offers_its_accents(showcase: Showcase, qtbot: QtBot) -> None:
    open_form(showcase)
    touch(showcase, *"nh")
    window = showcase.window.window
    panel = next(item for item in all_items(window.contentItem()) if kind(item) == "HoldPanel")
    key = middle(key_of(showcase, "u"))
    QTest.mousePress(window, LEFT, NONE, key)
    qtbot.waitUntil(panel.isVisible)
    field = next(
        item
        for item in walk(window.contentItem())
        if kind(item) == "TextBox" and item.property("inUse")
    )
    assert panel.mapToScene(QPointF(0, 0)).y() > field.mapToScene(QPointF(0, field.height())).y()
    letter = middle(key_of(showcase, "ư"))
    QTest.mouseMove(window, letter)
    QTest.mouseRelease(window, LEFT, NONE, letter)
    assert (name(showcase), panel.isVisible()) == ("Như", False)
    # Lifted on the key itself, the letters wait for a touch; one elsewhere puts them away.
    spin(70)
    QTest.mousePress(window, LEFT, NONE, key)
    qtbot.waitUntil(panel.isVisible)
    QTest.mouseRelease(window, LEFT, NONE, key)
    touch(showcase, "ụ")
    assert (name(showcase), panel.isVisible()) == ("Nhựu", False)
    QTest.mousePress(window, LEFT, NONE, key)
    qtbot.waitUntil(panel.isVisible)
    QTest.mouseRelease(window, LEFT, NONE, key)
    QTest.mouseClick(window, LEFT, NONE, middle(key_of(showcase, "b")))
    assert (name(showcase), panel.isVisible()) == ("Nhựu", False)


def test_physical_keys_go_the_same_way(showcase: Showcase) -> None:
    open_form(showcase)
    for key in "Thij Huwowng":
        QTest.keyClick(showcase.window.window, key)
    assert name(showcase) == "Thị Hương"
    QTest.keyClick(showcase.window.window, Qt.Key.Key_Backspace)
    QTest.keyClick(showcase.window.window, Qt.Key.Key_Left)
    QTest.keyClick(showcase.window.window, "s")
    assert name(showcase) == "Thị Hướn"


def test_the_systems_input_method_is_off(showcase: Showcase) -> None:
    open_form(showcase)
    focus = QGuiApplication.focusObject()
    query = QInputMethodQueryEvent(Qt.InputMethodQuery.ImEnabled)
    QGuiApplication.sendEvent(focus, query)
    assert not query.value(Qt.InputMethodQuery.ImEnabled)


def test_our_process_asks_for_dead_keys_alone() -> None:
    ask = (
        "import os; from kiosk.settings.config import Renderer; from ui.app import make_application"
        "; application = make_application(['kiosk'], Renderer.SOFTWARE, headless=True)"
        "; print(os.environ['QT_IM_MODULE'], os.environ.get('QT_IM_MODULES'))"
    )
    found = subprocess.run(
        [sys.executable, "-c", ask],
        env=os.environ | {"QT_IM_MODULE": "ibus", "QT_IM_MODULES": "wayland;ibus"},
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert found.stdout.split() == ["compose", "None"]


def test_digits_have_a_pad(showcase: Showcase) -> None:
    open_form(showcase)
    showcase.take(FieldChosen(FormField.YEAR))
    spin(30)
    touch(showcase, *"1985", "Xóa một ký tự", *"4")
    form = showcase.window.station.window.desk.top(PersonForm)
    assert form is not None
    assert form.year == "1984"


def kind(item: QQuickItem) -> str:
    return item.metaObject().className().split("_QMLTYPE")[0]


def all_items(item: QQuickItem) -> Iterator[QQuickItem]:
    """The item and everything below it, on show or not."""
    yield item
    for child in item.childItems():
        yield from all_items(child)
