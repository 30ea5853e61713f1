"""The next question of somebody's own declaration is laid out before it is asked."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtQuick import QQuickItem
from PySide6.QtTest import QTest

from kiosk.bench.form_pages import large_form
from kiosk.domain.declaration.draft import Draft, PhoneOf
from kiosk.domain.declaration.notice import notices
from kiosk.domain.desk.declaring_setup import DeclaringSetup, PrepareDeclaring
from kiosk.domain.people.address import Address
from kiosk.domain.people.person import Sex
from kiosk.domain.station.desk import PageWanted
from kiosk.domain.station.page import DeskAnswered
from kiosk.domain.station.pages.self_declaration import AnswerTouched, WentBack, WentOn
from kiosk.domain.station.pages.self_steps import SelfDeclaration
from kiosk.domain.units.unit import Scheme, UnitSnapshot
from kiosk.domain.venue import Policy
from tests.support.finger import plain, walk
from ui.showcase import AT, Showcase, demo_venue, spin
from ui.viewmodels.desk.page import PAUSE_MS
from ui.viewmodels.desk.question_ahead import QuestionAhead
from ui.viewmodels.desk.self_declaration import SelfDeclarationViewModel
from ui.viewmodels.desk.self_question import QuestionProps

KNOWN = Draft(
    name="Nguyễn Thị Hồng Nhung",
    birth="1956",
    sex=Sex.FEMALE,
    phone_of=PhoneOf.NONE,
    address=Address("", UnitSnapshot(Scheme.NEW, "22846", "Xã Vĩnh Hải, Khánh Hòa")),
)
ONE, TWO, THREE = (QuestionProps(key=key, title=key) for key in ("one", "two", "three"))
DEAF_MS = 300


def begin(showcase: Showcase, questions: int) -> SelfDeclarationViewModel:
    """Somebody stands before the form's first question."""
    setup = DeclaringSetup(
        large_form(questions), AT.date(), notices(demo_venue(), Policy(), None), True
    )
    showcase.go_home()
    showcase.take(PageWanted(SelfDeclaration(draft=KNOWN)))
    key = showcase.window.station.window.desk.key
    showcase.take(DeskAnswered(key, PrepareDeclaring(), setup), *[WentOn()] * 5)
    return showcase.window.station.rooms.desk.get(SelfDeclarationViewModel)


def on_show(showcase: Showcase, text: str) -> list[QQuickItem]:
    """The texts on show that begin so."""
    return [
        item
        for item in walk(showcase.window.window.contentItem())
        if item.inherits("QQuickText") and plain(item.property("text")).startswith(text)
    ]


def touch(showcase: Showcase, text: str) -> None:
    """A finger on it."""
    (item,) = on_show(showcase, text)
    at = item.mapToScene(QPointF(item.width() / 2, item.height() / 2))
    QTest.mouseClick(
        showcase.window.window,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        QPoint(round(at.x()), round(at.y())),
    )


def test_what_was_made_ahead_takes_the_place_of_what_was_asked(app: QGuiApplication) -> None:
    del app
    questions = QuestionAhead()
    turns: list[str] = []
    questions.turned.connect(lambda: turns.append(questions.shown.key))
    questions.ask(ONE)
    questions.show_in_a_pause(("after one",), lambda: TWO)
    spin(2 * PAUSE_MS)
    assert (questions.first.key, questions.second.key, turns) == ("one", "two", [])
    questions.ask(TWO)
    assert (questions.shown is questions.second, turns) == (True, ["two"])
    # The same again is what stands already.
    questions.ask(TWO)
    assert turns == ["two"]


def test_another_answer_leads_elsewhere_in_the_same_place(app: QGuiApplication) -> None:
    del app
    questions = QuestionAhead()
    questions.ask(ONE)
    questions.show_in_a_pause(("after one",), lambda: TWO)
    spin(2 * PAUSE_MS)
    questions.ask(THREE)
    assert questions.shown is questions.first
    assert (questions.first.key, questions.second.key) == ("three", "two")


def test_what_stood_before_is_not_what_was_made_ahead(app: QGuiApplication) -> None:
    del app
    questions = QuestionAhead()
    questions.ask(ONE)
    questions.show_in_a_pause(("after one",), lambda: TWO)
    spin(2 * PAUSE_MS)
    questions.ask(TWO)
    # Back, before anything was made after two, and forth again.
    questions.ask(ONE)
    questions.show_in_a_pause(("after one",), lambda: THREE)
    spin(2 * PAUSE_MS)
    assert (questions.first.key, questions.second.key) == ("one", "three")


def test_nothing_of_a_question_is_kept(app: QGuiApplication) -> None:
    del app
    questions = QuestionAhead()
    questions.ask(ONE)
    questions.show_in_a_pause(("after one",), lambda: TWO)
    spin(2 * PAUSE_MS)
    questions.ask(TWO)
    questions.show_in_a_pause(("after two",), lambda: THREE)
    questions.clear()
    spin(2 * PAUSE_MS)
    assert (questions.first.props, questions.second.props) == (QuestionProps(), QuestionProps())


def test_the_next_question_stands_ready_behind_this_one(app: QGuiApplication) -> None:
    del app
    with Showcase() as showcase:
        model = begin(showcase, 20)
        first, second = "q0", "q1"
        spin(3 * PAUSE_MS)
        assert f"Câu hỏi {first} " in plain(model.question.title)
        behind = model.second if model.question is model.first else model.first
        assert f"Câu hỏi {second} " in plain(behind.title)
        assert not on_show(showcase, f"Câu hỏi {second} ")
        showcase.take(AnswerTouched(True))
        assert model.question is behind
        assert on_show(showcase, f"Câu hỏi {second} ")
        assert not on_show(showcase, f"Câu hỏi {first} ")
        showcase.take(WentBack())
        assert on_show(showcase, f"Câu hỏi {first} ")
        showcase.go_home()
        spin(3 * PAUSE_MS)
        assert (model.first.props, model.second.props) == (QuestionProps(), QuestionProps())


def test_a_key_that_is_pressed_twice_answers_once(app: QGuiApplication) -> None:
    del app
    with Showcase() as showcase:
        begin(showcase, 20)
        spin(3 * PAUSE_MS)
        window = showcase.window.window
        for _ in range(12):
            QTest.keyClick(window, Qt.Key.Key_Tab)
            focused = window.activeFocusItem()
            if focused is not None and focused.property("text") == "Có":
                break
        QTest.keyClick(window, Qt.Key.Key_Space)
        assert on_show(showcase, "Câu hỏi q1 ")
        spin(2 * DEAF_MS)
        QTest.keyClick(window, Qt.Key.Key_Space)
        assert on_show(showcase, "Câu hỏi q1 ")


def test_a_finger_that_touches_twice_answers_once(app: QGuiApplication) -> None:
    del app
    with Showcase() as showcase:
        begin(showcase, 20)
        spin(3 * PAUSE_MS)
        showcase.grab()
        touch(showcase, "Có")
        showcase.grab()
        assert on_show(showcase, "Câu hỏi q1 ")
        touch(showcase, "Ý thứ 1")
        assert on_show(showcase, "Câu hỏi q1 ")
        spin(2 * DEAF_MS)
        touch(showcase, "Ý thứ 1")
        assert on_show(showcase, "Câu hỏi q2 ")
