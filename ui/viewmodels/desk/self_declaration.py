"""Khai báo tại đây: one question a screen, and all of it once more before it is sent."""

from __future__ import annotations

from dataclasses import field
from functools import partial
from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.domain.declaration.answering import next_question
from kiosk.domain.language import Language
from kiosk.domain.people.person import Sex
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages.self_declaration import (
    DONE_S,
    AnswerTouched,
    ConsentTurned,
    DeclarantChosen,
    DoneRead,
    FieldTouched,
    NoCodeCame,
    NoPhone,
    PartEdited,
    ReviewPart,
    Sent,
    SexChosen,
    UnitTouched,
    WentBack,
    WentOn,
)
from kiosk.domain.station.pages.self_steps import SelfDeclaration, SelfStep, after, place_of
from kiosk.domain.station.pages.sending import Disagreed, TextSizeTurned
from sync.protocol.declaration_bodies import Relation
from ui.actions import StationActions
from ui.i18n import Words
from ui.viewmodels.desk.page import DeskPageViewModel, Tell
from ui.viewmodels.desk.question_ahead import QuestionAhead
from ui.viewmodels.desk.rows_ahead import RowsAhead
from ui.viewmodels.desk.self_question import (
    QuestionProps,
    SelfQuestionViewModel,
    derive_question,
)
from ui.viewmodels.desk.self_review import ReviewCard, ReviewProps, derive_cards, derive_review
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class SelfDeclarationProps:
    """Everything the page shows; empty while it is not open."""

    part: str = "wait"
    """What stands: text, choice, review, done, wait."""
    heading: str = ""
    """*Khai báo y tế · Câu 3/5*"""
    title: str = ""
    review: ReviewProps = field(default_factory=ReviewProps)
    can_enlarge: bool = False
    is_large: bool = False
    done_s: float = DONE_S


def derive_self_declaration(
    view: View, question: QuestionProps | None, cards: tuple[ReviewCard, ...] = ()
) -> SelfDeclarationProps:
    """The page for the desk's state, with the question that is asked and these cards that are read
    back; nothing of it while it asks whether somebody is there."""
    desk, words = view.window.desk, view.words
    state = desk.top(SelfDeclaration)
    if state is None or desk.is_asking:
        return SelfDeclarationProps()
    wait = words.translate("Screens", "Xin chờ trong giây lát")
    if state.step is SelfStep.DONE:
        done = words.translate("Screens", "Đã ghi nhận khai báo")
        return SelfDeclarationProps("done", title=done, is_large=state.is_large)
    is_review = state.step is SelfStep.REVIEW
    if state.setup is None or (question is None and not is_review):
        return SelfDeclarationProps(title=wait, is_large=state.is_large)
    heading = state.setup.form.title.said(words.language)
    number, total = place_of(state)
    if total:
        of = words.translate("Screens", "Câu {number}/{total}")
        heading += " · " + of.format(number=number, total=total)
    part, title = "review", words.translate("Screens", "Xin xem lại trước khi gửi")
    if question is not None:
        part, title = "choice" if question.options else "text", question.title
    return SelfDeclarationProps(
        part=part,
        heading=heading,
        title=title,
        # What comes next is laid out before it is on show.
        review=derive_review(state, cards, words) if is_review or cards else ReviewProps(),
        can_enlarge=not view.setup.has_large_text,
        is_large=state.is_large,
    )


def question_now(view: View) -> QuestionProps | None:
    """The question that is on show; None where none is."""
    desk = view.window.desk
    state = desk.top(SelfDeclaration)
    return None if state is None or desk.is_asking else _question_of(state, view.words)


def _question_of(state: SelfDeclaration, words: Words) -> QuestionProps | None:
    if state.setup is None:
        return None
    is_waiting = state.code is not None and not state.code.is_open
    if is_waiting or state.step in (SelfStep.SENDING, SelfStep.REVIEW, SelfStep.DONE):
        return None
    return derive_question(state, words)


def _question_after(state: SelfDeclaration, words: Words) -> QuestionProps:
    """What is asked next, as long as the answer opens nothing else; nothing before the review."""
    return _question_of(after(state), words) or QuestionProps()


def _leads_to_review(state: SelfDeclaration) -> bool:
    """Whether all is read back after this question."""
    setup = state.setup
    if setup is None or state.step is not SelfStep.QUESTION:
        return False
    return next_question(setup.form, state.draft.answers, state.question) is None


@QmlElement
class SelfDeclarationViewModel(DeskPageViewModel):
    """Notifies QML of `SelfDeclarationProps`; touches become events of the desk's machine."""

    Props: ClassVar[type] = SelfDeclarationProps
    _props: SelfDeclarationProps
    page = DeskPage.SELF_DECLARATION

    partChanged = Signal()
    headingChanged = Signal()
    titleChanged = Signal()
    reviewChanged = Signal()
    canEnlargeChanged = Signal()
    isLargeChanged = Signal()
    doneSChanged = Signal()
    questionChanged = Signal()
    _language = Language.VI
    _step = SelfStep.OPENING

    def __init__(self, tell: Tell, actions: StationActions, parent: QObject | None = None) -> None:
        """See `DeskPageViewModel`."""
        super().__init__(tell, actions, parent)
        self._questions = QuestionAhead(self)
        self._questions.turned.connect(self.questionChanged)
        self._cards = RowsAhead(self)
        self._cards.made.connect(self._show_now)
        self._view: View | None = None

    def fold(self, view: View) -> None:
        """Show this moment; nothing of anybody is kept while it asks whether somebody is there."""
        self._language = view.words.language
        desk = view.window.desk
        state = desk.top(SelfDeclaration)
        self._step = SelfStep.OPENING if state is None else state.step
        self._view = view
        if state is None or desk.is_asking:
            self._cards.clear()
        elif state.step is SelfStep.REVIEW or _leads_to_review(state):
            made_of = (state.setup, state.scan, state.draft, self._language)
            make = partial(derive_cards, state, view.words)
            if state.step is SelfStep.REVIEW:
                self._cards.show(made_of, make)
            else:
                # The review is not waited for: it is made as soon as nobody touches anything.
                self._cards.show_in_a_pause(made_of, make)
        else:
            self._cards.clear()
        self._show_now()

    @Slot()
    def _show_now(self) -> None:
        view = self._view
        if view is None:
            return
        question = question_now(view)
        state = view.window.desk.top(SelfDeclaration)
        if state is None or view.window.desk.is_asking:
            self._questions.clear()
        elif question is not None:
            # While another part stands the question keeps its place behind it.
            self._questions.ask(question)
            made_of = (state.setup, state.draft, state.step, state.question, self._language)
            self._questions.show_in_a_pause(made_of, partial(_question_after, state, view.words))
        self.show(derive_self_declaration(view, question, self._cards.rows))

    @Slot(int)
    def choose(self, place: int) -> None:
        """One of the answers, of the sexes or of the communes that stand there."""
        match self._step:
            case SelfStep.SEX:
                self._tell(SexChosen(Sex(self._questions.shown.key_at(place))))
            case SelfStep.HOME:
                self._tell(UnitTouched(place))
            case _:
                self._tell(AnswerTouched(self._questions.shown.value_at(place)))

    @Slot()
    def touchField(self) -> None:
        """The field beside the options."""
        self._tell(FieldTouched())

    @Slot()
    def skip(self) -> None:
        """Không có điện thoại, or Không nhận được mã."""
        self._tell(NoCodeCame() if self._step is SelfStep.CODE else NoPhone())

    @Slot()
    def goOn(self) -> None:
        """Tiếp tục."""
        self._tell(WentOn())

    @Slot()
    def leave(self) -> None:
        """Quay lại: to the question before; from the first one out of the page."""
        self._tell(WentBack())

    @Slot(str)
    def edit(self, key: str) -> None:
        """Sửa at one of the cards; one that is gone is passed over."""
        card = next((card for card in self._cards.rows if card.key == key), None)
        if card is not None:
            self._tell(PartEdited(ReviewPart(card.part), card.items))

    @Slot(str)
    def declare(self, relation: str) -> None:
        """Who declares; empty for Khai hộ alone."""
        self._tell(DeclarantChosen(Relation(relation) if relation else None))

    @Slot()
    def turnConsent(self) -> None:
        """The box of Đồng ý."""
        self._tell(ConsentTurned())

    @Slot()
    def disagree(self) -> None:
        """Không đồng ý."""
        self._tell(Disagreed())

    @Slot()
    def send(self) -> None:
        """Gửi thông tin."""
        self._tell(Sent(self._language))

    @Slot()
    def close(self) -> None:
        """What was recorded was read."""
        self._tell(DoneRead())

    @Slot()
    def turnSize(self) -> None:
        """Chữ to, or the usual size."""
        self._tell(TextSizeTurned())

    @Property(str, notify=partChanged)
    def part(self) -> str:
        return self._props.part

    @Property(str, notify=headingChanged)
    def heading(self) -> str:
        return self._props.heading

    @Property(str, notify=titleChanged)
    def title(self) -> str:
        return self._props.title

    @Property(SelfQuestionViewModel, notify=questionChanged)
    def question(self) -> SelfQuestionViewModel:
        return self._questions.shown

    @Property(SelfQuestionViewModel, constant=True)
    def first(self) -> SelfQuestionViewModel:
        return self._questions.first

    @Property(SelfQuestionViewModel, constant=True)
    def second(self) -> SelfQuestionViewModel:
        return self._questions.second

    @Property(QObject, constant=True)
    def reviewCards(self) -> QObject:
        return self._cards.model

    @Property("QVariantMap", notify=reviewChanged)  # type: ignore[arg-type]
    def review(self) -> dict[str, object]:
        return self._props.review.as_map()

    @Property(bool, notify=canEnlargeChanged)
    def canEnlarge(self) -> bool:
        return self._props.can_enlarge

    @Property(bool, notify=isLargeChanged)
    def isLarge(self) -> bool:
        return self._props.is_large

    @Property(float, notify=doneSChanged)
    def doneS(self) -> float:
        return self._props.done_s
