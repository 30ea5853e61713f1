"""A scanner that types into the window: told from a person, never in a text field. Fault H6."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtQml import QQmlComponent, QQmlEngine
from PySide6.QtQuick import QQuickItem, QQuickWindow
from pytestqt.qtbot import QtBot

from kiosk.base.clock import ManualClock
from kiosk.domain.scanning.burst import Reading
from kiosk.domain.scanning.mangling import Mangling
from tests.support.keys import code_of
from ui.wedge import BurstGate, Stroke, WindowWedge

pytestmark = pytest.mark.fault("H6")

CCCD = "001080123456|012345678|Nguyen Van Mau|01021980|Nam|So 1 Pho Mau, Ha Noi|01072021"
INSURANCE = "GD4797999999901|4e677579e1bb85|1956|1|79 - 034|01/01/2021|-|15/12/2020|$"
QWERTZ = str.maketrans("|-/:_&=?yzYZ", "'ß-Ö?/´_zyZY")
PACE_S = 0.008


class Hand:
    """Presses keys at a gate and keeps what comes of it."""

    def __init__(self) -> None:
        self.gate: BurstGate[str] = BurstGate()
        self.at = 100.0
        self.passed: list[str] = []
        self.readings: list[Reading] = []

    def type(self, text: str, pace_s: float, us_text: str | None = None) -> Hand:
        for at, character in enumerate(text):
            us_character = character if us_text is None else us_text[at : at + 1]
            verdict = self.gate.press(character, Stroke(character, us_character), self.at)
            self.passed += verdict.released
            self.readings += verdict.readings
            if not verdict.is_held:
                self.passed.append(character)
            self.at += pace_s
        return self

    def pause(self) -> Hand:
        verdict = self.gate.pause()
        self.passed += verdict.released
        self.readings += verdict.readings
        self.at += 1
        return self


@pytest.mark.parametrize("end", ["\r", "\t", ""])
def test_a_burst_is_read_and_nothing_of_it_passes(end: str) -> None:
    hand = Hand().type(f"{CCCD}{end}", PACE_S)
    assert hand.readings == ([Reading(CCCD)] if end else [])
    assert hand.pause().readings == [Reading(CCCD)]
    assert hand.passed == []


@pytest.mark.parametrize("pace_s", [0.031, 0.06, 0.099, 0.2, 1.0])
def test_typing_passes_whole_and_is_never_a_scan(pace_s: float) -> None:
    hand = Hand().type(f"{CCCD}\r", pace_s).pause()
    assert "".join(hand.passed) == f"{CCCD}\r"
    assert hand.readings == []


def test_fingers_that_hit_three_keys_at_once_still_type() -> None:
    hand = Hand()
    for triple in ("abc", "de\r", "12"):
        hand.type(triple, 0.005)
        hand.at += 0.04
    assert "".join(hand.pause().passed) == "abcde\r12"
    assert hand.readings == []


def test_two_codes_in_one_burst() -> None:
    hand = Hand().type(f"{CCCD}\r{INSURANCE}\r", PACE_S)
    assert hand.readings == [Reading(CCCD), Reading(INSURANCE)]


def test_a_hiccup_inside_a_burst_does_not_cut_it() -> None:
    hand = Hand().type(CCCD[:30], PACE_S)
    hand.at += 0.08
    assert hand.type(f"{CCCD[30:]}\r", PACE_S).readings == [Reading(CCCD)]
    assert hand.passed == []


def test_typing_after_a_burst_passes_again() -> None:
    hand = Hand().type(CCCD, PACE_S)
    hand.at += 0.2
    hand.type("abc", 0.2).pause()
    assert hand.readings == [Reading(CCCD)]
    assert hand.passed == ["a", "b", "c"]


def test_another_layout_is_read_by_the_keys_themselves() -> None:
    hand = Hand().type(f"{CCCD.translate(QWERTZ)}\r", PACE_S, us_text=f"{CCCD}\r")
    assert hand.readings == [Reading(CCCD)]


def test_a_scanner_set_like_the_computer_is_read_as_typed() -> None:
    hand = Hand().type(f"{CCCD}\r", PACE_S, us_text=f"{CCCD.translate(QWERTZ)}\r")
    assert hand.readings == [Reading(CCCD)]


def test_another_layout_without_scan_codes_gives_a_message() -> None:
    hand = Hand().type(f"{CCCD.translate(QWERTZ)}\r", PACE_S, us_text="")
    assert hand.readings == [Reading("", Mangling.LAYOUT)]


def test_an_input_method_gives_a_message() -> None:
    mangled = INSURANCE.replace("e1", "é")
    hand = Hand().type(f"{mangled}\r", PACE_S, us_text="").pause()
    assert hand.readings == [Reading("", Mangling.INPUT_METHOD)]


def test_caps_lock_is_undone() -> None:
    assert Hand().type(f"{INSURANCE.swapcase()}\r", PACE_S).readings == [Reading(INSURANCE)]


@pytest.mark.parametrize("count", [4200, 9000])
def test_garbage_gives_one_message_and_then_it_goes_on(count: int) -> None:
    hand = Hand().type("q" * count, 0.001).pause()
    assert hand.readings == [Reading("", Mangling.TOO_LONG)]
    assert hand.type(f"{CCCD}\r", PACE_S).readings[1:] == [Reading(CCCD)]
    assert hand.passed == []


QML = b"""
import QtQuick
Window {
    width: 200; height: 100
    TextInput { objectName: "field"; width: 200; height: 40 }
}
"""


class Rig:
    """A window with a text field and a wedge that watches it."""

    def __init__(self) -> None:
        self.clock = ManualClock(datetime(2026, 1, 1, tzinfo=UTC))
        self.clock.advance(100)
        self.engine = QQmlEngine()
        self.component = component = QQmlComponent(self.engine)
        component.setData(QML, "")
        window = component.create()
        assert isinstance(window, QQuickWindow), component.errorString()
        self.window = window
        field = window.findChild(QQuickItem, "field")
        assert field is not None
        self.field = field
        self.readings: list[Reading] = []
        self.listening: list[bool] = []
        self.wedge = WindowWedge(self.readings.append, self.listening.append, self.clock)

    @property
    def typed(self) -> str:
        return str(self.field.property("text"))

    def key(self, character: str, *, pace_s: float = PACE_S, late_s: float = 0.0) -> None:
        code, is_shifted = code_of(character)
        modifiers = Qt.KeyboardModifier.NoModifier
        if is_shifted:
            modifiers = Qt.KeyboardModifier.ShiftModifier
        key = Qt.Key.Key_Return if character == "\r" else Qt.Key(ord(character.upper()))
        stamp = int(self.clock.monotonic() * 1000) + 7_000_000
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, modifiers, code + 8, 0, 0, character)
            event.setTimestamp(stamp)
            QCoreApplication.sendEvent(self.window, event)
        self.clock.advance(pace_s)

    def scan(self, text: str) -> None:
        for character in text:
            self.key(character)

    def hex_input(self, character: str, told: str) -> None:
        """Ctrl+Shift+U and a number with no input method to take them; `told` is the text."""
        both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
        code, _ = code_of("u")
        event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_U, both, code + 8, 0, 0, told)
        event.setTimestamp(int(self.clock.monotonic() * 1000) + 7_000_000)
        QCoreApplication.sendEvent(self.window, event)
        self.clock.advance(PACE_S)
        self.scan(f"{ord(character):x} ")


@pytest.fixture
def rig(qtbot: QtBot) -> Iterator[Rig]:
    rig = Rig()
    rig.window.show()
    rig.window.requestActivate()
    qtbot.waitUntil(rig.window.isActive)
    rig.wedge.watch(rig.window)
    yield rig
    rig.wedge.close()
    rig.window.close()


def focus(rig: Rig) -> None:
    rig.field.forceActiveFocus()
    assert rig.field.hasActiveFocus()


class Seen(QObject):
    """Counts the key events that reach an item."""

    def __init__(self, item: QObject) -> None:
        super().__init__()
        self.keys = 0
        item.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        self.keys += event.type() in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease)
        return False


def test_a_scan_never_reaches_the_focused_field(rig: Rig) -> None:
    focus(rig)
    seen = Seen(rig.field)
    rig.scan(f"{CCCD}\r")
    assert seen.keys == 0
    assert rig.readings == [Reading(CCCD)]
    assert rig.typed == ""


@pytest.mark.parametrize("told", ["\x15", ""])
def test_accents_typed_by_their_numbers_are_never_a_wrong_name(rig: Rig, told: str) -> None:
    """`told` is empty where the window system gives no text for Ctrl and a key."""
    rig.scan("001080123456||")
    rig.hex_input("Đ", told)
    rig.scan("o Van Mau|01021980|Nam|So 1 Pho Mau, Ha Noi|01072021\r")
    expected = "001080123456||Đo Van Mau|01021980|Nam|So 1 Pho Mau, Ha Noi|01072021"
    assert rig.readings == [Reading(expected)]


def test_a_scan_is_read_with_nothing_in_focus(rig: Rig) -> None:
    rig.scan(f"{CCCD}\r")
    assert rig.readings == [Reading(CCCD)]


def test_a_scan_without_enter_ends_by_itself(rig: Rig, qtbot: QtBot) -> None:
    rig.scan(CCCD)
    qtbot.waitUntil(lambda: rig.readings == [Reading(CCCD)])


def test_what_a_person_types_arrives_in_order(rig: Rig, qtbot: QtBot) -> None:
    focus(rig)
    for character in "Nhung 1 2":
        rig.key(character, pace_s=0.06)
    qtbot.waitUntil(lambda: rig.typed == "Nhung 1 2")
    assert rig.readings == []


def test_keys_that_waited_for_a_busy_window_are_judged_by_their_own_times(
    rig: Rig, qtbot: QtBot
) -> None:
    focus(rig)
    rig.key("a", pace_s=1)
    stamp = int(rig.clock.monotonic() * 1000) + 7_000_000
    rig.clock.advance(2)
    # All four are delivered in one moment, pressed a fifth of a second apart.
    for at, character in enumerate("bcde"):
        event = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key(ord(character.upper())),
            Qt.KeyboardModifier.NoModifier, 0, 0, 0, character,
        )  # fmt: skip
        event.setTimestamp(stamp + at * 200)
        QCoreApplication.sendEvent(rig.window, event)
    qtbot.waitUntil(lambda: rig.typed == "abcde")
    assert rig.readings == []


def test_a_key_held_down_repeats_in_the_field(rig: Rig, qtbot: QtBot) -> None:
    focus(rig)
    rig.key("7", pace_s=0.5)
    for _ in range(6):
        event = QKeyEvent(
            QEvent.Type.KeyPress, Qt.Key.Key_7, Qt.KeyboardModifier.NoModifier, "7", True
        )
        QCoreApplication.sendEvent(rig.window, event)
    qtbot.waitUntil(lambda: rig.typed == "7777777")
    assert rig.readings == []


def test_what_an_input_method_makes_of_a_scan_is_a_message_and_not_in_the_field(
    rig: Rig, qtbot: QtBot
) -> None:
    focus(rig)
    for character in INSURANCE.replace("e1", "é"):
        event = QInputMethodEvent()
        event.setCommitString(character)
        QCoreApplication.sendEvent(rig.field, event)
        rig.clock.advance(PACE_S)
    qtbot.waitUntil(lambda: rig.readings == [Reading("", Mangling.INPUT_METHOD)])
    assert rig.typed == ""


def test_what_a_person_composes_arrives(rig: Rig, qtbot: QtBot) -> None:
    focus(rig)
    for word in ("Nguyễn ", "Mẫu"):
        event = QInputMethodEvent()
        event.setCommitString(word)
        QCoreApplication.sendEvent(rig.field, event)
        rig.clock.advance(0.4)
    qtbot.waitUntil(lambda: rig.typed == "Nguyễn Mẫu")


def test_it_says_when_the_keys_go_to_another_window(rig: Rig, qtbot: QtBot) -> None:
    assert rig.listening == [True]
    other = QQuickWindow()
    other.show()
    other.requestActivate()
    qtbot.waitUntil(lambda: rig.listening == [True, False])
    other.close()
    rig.window.requestActivate()
    qtbot.waitUntil(lambda: rig.listening == [True, False, True])


def test_after_close_keys_pass_as_if_it_was_never_there(rig: Rig) -> None:
    focus(rig)
    rig.wedge.close()
    rig.scan("12345678")
    assert rig.typed == "12345678"
    assert isinstance(rig.wedge, QObject)
