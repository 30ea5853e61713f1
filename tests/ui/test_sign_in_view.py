"""What the pages for signing in show, and what their touches tell the desk."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from kiosk.base.clock import SystemClock
from kiosk.base.errors import DeviceFaultKind
from kiosk.base.mailbox import Mailbox
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.doors import LockDesk, SeeStaffRoom, SignIn
from kiosk.domain.desk.reports import EvacuationPrinted, PrintEvacuation
from kiosk.domain.events import StorageReady
from kiosk.domain.language import Language
from kiosk.domain.staff.lockout import Lock, LockKind
from kiosk.domain.staff.pin import PinProblem
from kiosk.domain.staff.sign_in import Refused, SignedIn
from kiosk.domain.station.desk import DeskLocked
from kiosk.domain.station.desk_state import Desk, OpenPage
from kiosk.domain.station.effects import AskDesk
from kiosk.domain.station.page import DeskAnswered, PageState
from kiosk.domain.station.pages.new_pin import NewPin, NewPinFlaw, NewPinStep
from kiosk.domain.station.pages.sign_in import SignInState
from kiosk.domain.visits.decision import PrintState
from kiosk.ports.camera import Frame
from kiosk.settings.config import Config, UiConfig
from tests.support.finger import Finger, walk
from tests.support.staff_rooms import LOCK, make_room
from tests.support.station import Actions
from tests.support.window import SESSION
from ui.app import StationWindow
from ui.i18n import Words, load_words
from ui.messages.staff import (
    FLAWS,
    LOCK_TITLES,
    PIN_PROBLEMS,
    clock_of,
)
from ui.showcase import demo_venue, spin, wait_for_pages
from ui.viewmodels.desk.new_pin import NewPinProps, derive_new_pin
from ui.viewmodels.desk.sign_in import SignInProps, derive_sign_in, initials


@pytest.fixture(scope="module")
def words() -> Mapping[Language, Words]:
    return load_words()


@pytest.fixture
def vi(words: Mapping[Language, Words]) -> Words:
    return words[Language.VI]


def desk(state: PageState) -> Desk:
    return Desk((OpenPage(1, state),), key=1)


CHOSEN = SignInState(make_room(), "staff-1")


def test_names_stand_with_role_and_initials(vi: Words) -> None:
    props = derive_sign_in(desk(SignInState(make_room(LOCK))), vi)
    assert [(tile.initials, tile.note) for tile in props.tiles] == [
        ("LM", "Tạm khóa"),
        ("TB", "Nhân\u00a0viên"),
        ("PL", "Nhân\u00a0viên"),
        ("ĐT", "Nhân\u00a0viên"),
        ("VH", "Quản trị"),
    ]
    assert props.title == "Đăng nhập ca trực"
    assert props.label == "Chọn tên, rồi nhập mã PIN"
    assert not props.takes_digits


@pytest.mark.parametrize(
    ("name", "letters"), [("Lê Thị Mai", "LM"), ("Katơr", "K"), ("h’Hen Niê", "HN"), ("", "")]
)
def test_initials(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_more_names_than_places_are_turned_over(vi: Words) -> None:
    tiles = tuple(
        replace(make_room().tiles[1], account_id=str(number), name=f"N {number}")
        for number in range(12)
    )
    room = replace(make_room(), tiles=tiles)
    leaves = [
        [tile.name for tile in derive_sign_in(desk(SignInState(room, turned=turned)), vi).tiles]
        for turned in range(4)
    ]
    assert [len(leaf) for leaf in leaves] == [5, 5, 2, 5]
    assert leaves[3] == leaves[0]
    assert derive_sign_in(desk(SignInState(room)), vi).has_more
    assert not derive_sign_in(desk(SignInState(make_room())), vi).has_more


def test_a_pin_is_dots_and_the_tries_are_told(vi: Words) -> None:
    props = derive_sign_in(desk(replace(CHOSEN, pin="742")), vi)
    assert [cell.char for cell in props.cells] == ["●", "●", "●", "", "", ""]
    assert [cell.is_next for cell in props.cells] == [False, False, False, True, False, False]
    assert props.label == "Mã PIN 6 số của Lê Thị Mai"
    assert props.note == "Còn 5 lần thử"
    wrong = SignInState(make_room(tries_left=4), "staff-1", is_wrong=True)
    assert derive_sign_in(desk(wrong), vi).note == "Chưa đúng. Còn 4 lần thử"
    checking = replace(CHOSEN, pin="742906", is_checking=True)
    assert derive_sign_in(desk(checking), vi).note == "Đang kiểm tra…"
    failed = derive_sign_in(desk(replace(CHOSEN, problem=DeskProblem.STORAGE)), vi)
    assert failed.note.startswith("Máy chưa mở được dữ liệu")
    assert failed.is_warning


@pytest.mark.parametrize(
    ("lock", "title", "text"),
    [
        (LOCK, "Tạm khóa · thử lại sau 0:47", "Đã nhập sai 5 lần. Lúc này máy không nhận mã PIN."),
        (
            Lock(LockKind.STATION, 21, 899.4),
            "Mọi tài khoản tạm khóa · thử lại sau 15:00",
            "Đã nhập sai 21 lần. Lúc này máy không nhận mã PIN.",
        ),
        (
            Lock(LockKind.BARRED, 10),
            "Tài khoản đã bị khóa",
            "Đã nhập sai 10 lần. Người quản trị hoặc mã khôi phục mở lại được tài khoản này.",
        ),
    ],
)
def test_what_stands_before_a_name_is_told(vi: Words, lock: Lock, title: str, text: str) -> None:
    props = derive_sign_in(desk(SignInState(make_room(lock), "staff-1")), vi)
    assert (props.lock_title, props.lock_text) == (title, text)
    assert not props.takes_digits
    assert props.note == ""


def test_whoever_locked_unlocks(vi: Words) -> None:
    locked = replace(desk(CHOSEN), session=replace(SESSION, is_locked=True))
    assert derive_sign_in(locked, vi).title == "Mở khóa ca trực"
    other = replace(locked, stack=(OpenPage(1, replace(CHOSEN, account_id="staff-2")),))
    assert derive_sign_in(other, vi).title == "Đăng nhập ca trực"


def test_what_became_of_the_list_on_paper_is_told(vi: Words) -> None:
    def told(**changes: object) -> tuple[str, bool]:
        props = derive_sign_in(desk(replace(CHOSEN, **changes)), vi)  # type: ignore[arg-type]
        return props.paper, props.is_paper_warning

    assert told() == ("", False)
    assert told(is_printing=True) == ("Đang in danh sách sơ tán", False)
    printed = EvacuationPrinted(PrintState.PRINTED, None, 57, 4, ())
    assert told(paper=printed) == ("Đã in danh sách sơ tán", False)
    missing = replace(printed, state=PrintState.FAILED, fault=DeviceFaultKind.MISSING)
    assert told(paper=missing) == ("Chưa in được: không thấy máy in", True)


def test_every_lock_and_problem_has_its_words(words: Mapping[Language, Words]) -> None:
    assert set(LOCK_TITLES) == set(LockKind)
    assert set(PIN_PROBLEMS) == set(PinProblem)
    assert set(FLAWS) == set(NewPinFlaw)
    for spoken in words.values():
        for state in (NewPin(flaw=flaw, wait_s=47) for flaw in (*PinProblem, *NewPinFlaw)):
            note = derive_new_pin(desk(state), spoken).note
            assert note
            assert "{" not in note


def test_a_span_is_rounded_up() -> None:
    assert [clock_of(seconds) for seconds in (0, 0.2, 47, 60, 899.4)] == [
        "0:00",
        "0:01",
        "0:47",
        "1:00",
        "15:00",
    ]


def test_a_closed_page_shows_nothing(vi: Words) -> None:
    assert derive_sign_in(Desk(), vi) == SignInProps()
    assert derive_new_pin(Desk(), vi) == NewPinProps()


@pytest.mark.parametrize(
    ("state", "step", "label", "shown"),
    [
        (NewPin(code="3141"), 1, "Mã một lần 8 số", "3141 ····"),
        (NewPin("a", "Mai", code="27"), 1, "Mã khôi phục 20 số", "27·· ···· ···· ···· ····"),
        (NewPin(step=NewPinStep.PIN, pin="74"), 2, "Mã PIN mới, 6 số", "●●····"),
        (NewPin(step=NewPinStep.AGAIN, again="7"), 3, "Nhập lại mã PIN mới", "●·····"),
    ],
)
def test_each_step_has_its_places(
    vi: Words, state: NewPin, step: int, label: str, shown: str
) -> None:
    props = derive_new_pin(desk(state), vi)
    text = "".join((" " if c.begins_group else "") + (c.char or "·") for c in props.cells)
    assert (props.step, props.label, text) == (step, label, shown)


def test_the_recovery_code_stands_in_fours_at_the_end(vi: Words) -> None:
    done = NewPin(step=NewPinStep.DONE, session=SESSION, recovery_code="27182818284590452353")
    props = derive_new_pin(desk(done), vi)
    assert props.recovery_code == "2718 2818 2845 9045 2353"
    assert props.cells == ()


# --- touches ---------------------------------------------------------------------------------


class Station:
    """A window whose questions a test answers."""

    def __init__(self, bot: QtBot) -> None:
        self._bot = bot
        self.actions = Actions()
        config = Config(venue=demo_venue(), ui=UiConfig(full_screen=False))
        self.window = StationWindow(
            config, self.actions, Mailbox[Frame](), SystemClock(), motion=False
        )
        self.window.set_size(1280, 800)
        self._finger = Finger(self.window.window)

    def touch(self, *labels: str) -> None:
        """Touch these, one after the other, each as soon as it is there."""
        for label in labels:
            for waited_for in self._finger.touch(label):
                self._bot.waitUntil(waited_for)
            spin(20)

    def poke(self, *labels: str) -> None:
        """Touch these although they take no touches."""
        for label in labels:
            self._finger.poke(label)
            spin(20)

    def type(self, digits: str) -> None:
        """Type on a keyboard, as slowly as a person: faster is a scanner's burst."""
        for digit in digits:
            self._finger.press(digit)
            spin(60)

    def texts(self) -> list[str]:
        return self._finger.texts()

    @property
    def asked(self) -> list[AskDesk]:
        return [one for one in self.actions.asked if isinstance(one, AskDesk)]

    def answer(self, answer: object) -> None:
        """The newest question is answered."""
        asked = self.asked[-1]
        self.window.station.take(DeskAnswered(asked.key, asked.asked, answer))
        spin(20)


@pytest.fixture
def station(app: QGuiApplication, qtbot: QtBot) -> Iterator[Station]:
    made = Station(qtbot)
    made.window.show()
    wait_for_pages(made.window)
    made.window.station.take(StorageReady())
    spin(20)
    yield made
    made.window.close()


def test_from_the_lock_to_a_session_by_touches_and_by_keys(station: Station) -> None:
    station.touch("Dành cho nhân viên", "Đăng nhập ca trực")
    assert station.asked[-1].asked == SeeStaffRoom()
    station.answer(make_room())
    station.touch("Trần Quốc Bảo", "7", "4", "2", "Xóa một ký tự")
    # The keyboard goes on where the finger was.
    station.type("2906")
    assert station.asked[-1].asked == SignIn("staff-2", "742906")
    station.answer(Refused(4))
    station.answer(make_room(tries_left=4))
    station.type("857103")
    assert station.asked[-1].asked == SignIn("staff-2", "857103")
    station.answer(SignedIn(SESSION))
    assert station.window.station.window.desk.staff == SESSION
    station.window.station.take(DeskLocked())
    assert station.asked[-1] == AskDesk(0, LockDesk(is_by_time=False), "staff-1")


def holds(station: Station) -> bool:
    return station.asked[-1].asked == PrintEvacuation()


def test_who_is_inside_is_printed_when_the_button_is_held(station: Station, qtbot: QtBot) -> None:
    station.touch("Dành cho nhân viên", "Đăng nhập ca trực")
    station.answer(make_room())
    station.touch("In danh sách sơ tán, giữ 3 giây")
    assert not holds(station), "a tap does nothing"
    window = station.window.window
    [button] = [one for one in walk(window.contentItem()) if one.property("seconds") == 3.0]
    button.setProperty("seconds", 0.2)
    button.forceActiveFocus()
    QTest.keyClick(window, Qt.Key.Key_Space)
    assert not holds(station), "neither does a tap of the space bar"
    QTest.keyPress(window, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: holds(station))
    QTest.keyRelease(window, Qt.Key.Key_Space)
    assert "Đang in danh sách sơ tán" in station.texts()
    station.answer(EvacuationPrinted(PrintState.PRINTED, None, 57, 4, ()))
    assert "Đã in danh sách sơ tán" in station.texts()
    before = len(station.asked)
    at = button.mapToScene(QPointF(button.width() / 2, button.height() / 2)).toPoint()
    left, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mousePress(window, left, none, at)
    qtbot.waitUntil(lambda: len(station.asked) > before)
    QTest.mouseRelease(window, left, none, at)
    assert holds(station)


def test_a_locked_pad_takes_nothing(station: Station) -> None:
    station.touch("Dành cho nhân viên", "Đăng nhập ca trực")
    station.answer(make_room(LOCK))
    station.touch("Lê Thị Mai")
    before = len(station.asked)
    station.type("742906")
    station.poke("4", "5", "6", "8", "9", "3")
    assert len(station.asked) == before
    # It counts down meanwhile.
    assert any(text.startswith("Tạm khóa · thử lại sau 0:") for text in station.texts())
    station.touch("Dùng mã khôi phục")
    assert "Đặt lại mã PIN của Lê Thị Mai" in station.texts()
