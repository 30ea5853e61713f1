"""*Khai hộ*: the four short pages for staff, and what came of them."""

from __future__ import annotations

from dataclasses import field
from functools import lru_cache, partial
from typing import Any, ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.domain.declaration.draft import PhoneOf
from kiosk.domain.declaration.form import Item
from kiosk.domain.language import Language
from kiosk.domain.people.person import Sex
from kiosk.domain.station.page import DeskPage
from kiosk.domain.station.pages import declare_touches as touches
from kiosk.domain.station.pages.declare_state import PARTS, STEPS, Declare, DeclarePanel
from kiosk.domain.station.pages.declare_touches import DeclareField, DeclareStep
from sync.protocol.declaration_bodies import Relation
from ui.actions import StationActions
from ui.i18n import Words
from ui.messages import declaring as texts
from ui.messages.model import say
from ui.viewmodels.desk.declare_confirm import (
    about,
    derive_confirm,
    derive_done,
    derive_read_back,
    name_of,
)
from ui.viewmodels.desk.declare_health import YES_KEY, HealthSheet, derive_sheet, period_of
from ui.viewmodels.desk.declare_panels import derive_panel, panel_touches
from ui.viewmodels.desk.declare_person import asked_unit, derive_address, derive_person
from ui.viewmodels.desk.deed import problem_said
from ui.viewmodels.desk.page import DeskPageViewModel, Tell
from ui.viewmodels.desk.rows_ahead import RowsAhead
from ui.viewmodels.rows import RowsModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1


@dataclass(frozen=True, slots=True)
class DeclareProps:
    """Everything the pages show but the questions."""

    step: str = ""
    ahead: str = ""
    """The step that *Tiếp tục* will lead to; empty where none follows."""
    steps: tuple[dict[str, Any], ...] = ()
    """The header's circles."""
    panel: str = DeclarePanel.NONE.value
    typing: str = ""
    """The field in use; empty while there is no keyboard."""
    whom: str = ""
    whom_about: str = ""
    period: str = ""
    """What is said once of all questions."""
    lacking: str = ""
    """The first thing that is missing on this page, or why nothing was done."""
    can_go_on: bool = False
    can_send: bool = False
    person: dict[str, Any] = field(default_factory=dict)
    address: dict[str, Any] = field(default_factory=dict)
    unit: dict[str, Any] = field(default_factory=dict)
    """The old unit that is asked about."""
    confirm: dict[str, Any] = field(default_factory=dict)
    done: dict[str, Any] = field(default_factory=dict)
    choices: dict[str, Any] = field(default_factory=dict)
    """What the panel asks."""


def derive_declare(view: View) -> DeclareProps:
    """The pages at this moment."""
    state, words = view.window.desk.top(Declare), view.words
    if state is None:
        return _blank(words)
    form = None if state.setup is None else state.setup.form
    is_step = state.step is not DeclareStep.DONE
    return DeclareProps(
        step=state.step.value,
        ahead=state.next_step().value if is_step and form is not None else "",
        steps=_steps(state, view),
        panel=state.panel.value,
        typing="" if state.typing is None else state.typing.value,
        whom=name_of(state.draft, words),
        whom_about=about(state.draft, words),
        period="" if form is None else period_of(form, words.language),
        lacking=_lacking(state, view),
        can_go_on=is_step and state.can_go_on,
        can_send=state.can_send,
        person=derive_person(state, words),
        address=derive_address(state, words),
        unit=asked_unit(state, words),
        confirm=derive_confirm(state, view),
        done=derive_done(state, view),
        choices=derive_panel(state, view).as_map(),
    )


@lru_cache(maxsize=len(Language))
def _blank(words: Words) -> DeclareProps:
    """Nobody's: what is still made of the page reads on until it is gone."""
    nobody = Declare()
    return DeclareProps(
        person=derive_person(nobody, words),
        address=derive_address(nobody, words),
        confirm={"proxies": []},
    )


def _steps(state: Declare, view: View) -> tuple[dict[str, Any], ...]:
    if state.step is DeclareStep.DONE:
        return ()
    here = STEPS.index(state.step)
    return tuple(
        {
            "number": place + 1,
            "text": say(view.words, texts.STEPS[step]),
            "isHere": place == here,
            "isDone": place < here,
        }
        for place, step in enumerate(STEPS)
    )


def _lacking(state: Declare, view: View) -> str:
    words = view.words
    if state.problem is not None:
        return problem_said(state.problem, words)
    if state.setup is None or state.step is DeclareStep.DONE:
        return ""
    if state.step is DeclareStep.HEALTH:
        left = len(state.unanswered)
        return words.tr("Còn %n câu chưa trả lời", "", left) if left else ""
    parts = PARTS[state.step]
    lacking = next((part for part in state.lacks if part in parts), None)
    return "" if lacking is None else say(words, texts.MISSING[lacking])


def _leads_to_end(state: Declare) -> bool:
    """Whether all is read back on this page, or will be on the next."""
    if state.step is DeclareStep.CONFIRM:
        return True
    is_step = state.step is not DeclareStep.DONE
    return is_step and state.can_go_on and state.next_step() is DeclareStep.CONFIRM


def _item(state: Declare | None, link_id: str) -> Item | None:
    setup = None if state is None else state.setup
    return None if setup is None else setup.form.by_link_id.get(link_id)


@QmlElement
class DeclareViewModel(DeskPageViewModel):
    """Notifies QML of `DeclareProps` and of the questions; touches become the machine's events."""

    Props: ClassVar[type] = DeclareProps
    _props: DeclareProps
    page = DeskPage.DECLARE

    stepChanged = Signal()
    aheadChanged = Signal()
    stepsChanged = Signal()
    panelChanged = Signal()
    typingChanged = Signal()
    whomChanged = Signal()
    whomAboutChanged = Signal()
    periodChanged = Signal()
    lackingChanged = Signal()
    canGoOnChanged = Signal()
    canSendChanged = Signal()
    personChanged = Signal()
    addressChanged = Signal()
    unitChanged = Signal()
    confirmChanged = Signal()
    doneChanged = Signal()
    choicesChanged = Signal()

    def __init__(self, tell: Tell, actions: StationActions, parent: QObject | None = None) -> None:
        """See `DeskPageViewModel`."""
        super().__init__(tell, actions, parent)
        self._questions = RowsModel(self)
        self._sheet = HealthSheet()
        self._read_back = RowsAhead(self)
        self._made_of: tuple[object, ...] = ()
        self._state: Declare | None = None
        self._language = Language.VI

    def fold(self, view: View) -> None:
        """Show this moment; nothing of anybody is kept while another page is on show."""
        state = view.window.desk.top(Declare)
        self._state, self._language = state, view.words.language
        setup, answers = (None, None) if state is None else (state.setup, state.draft.answers)
        made_of = (setup, answers, self._language)
        if made_of != self._made_of:
            self._made_of = made_of
            self._sheet = derive_sheet(state, self._language, self._sheet)
            self._questions.show(self._sheet.rows)
        if state is None or not _leads_to_end(state):
            self._read_back.clear()
        else:
            read_of = (setup, state.draft, self._language)
            make = partial(derive_read_back, state, view.words)
            if state.step is DeclareStep.CONFIRM:
                self._read_back.show(read_of, make)
            else:
                # Its page is not waited for.
                self._read_back.show_in_a_pause(read_of, make)
        self.show(derive_declare(view))

    @Slot()
    def goOn(self) -> None:
        """Tiếp tục."""
        self._tell(touches.NextTouched())

    @Slot()
    def goBack(self) -> None:
        """The page before."""
        self._tell(touches.StepBackTouched())

    @Slot(str)
    def use(self, name: str) -> None:
        """Keys go to this field from now on."""
        self._tell(touches.DeclareFieldChosen(DeclareField(name)))

    @Slot()
    def nextField(self) -> None:
        """Ô tiếp theo."""
        self._tell(touches.NextFieldTouched())

    @Slot()
    def endTyping(self) -> None:
        """The keyboard, or the panel, is put away."""
        self._tell(touches.TypingEnded())

    @Slot()
    def toggleUnnamed(self) -> None:
        """Chưa đặt tên."""
        self._tell(touches.UnnamedTouched())

    @Slot(str)
    def chooseSex(self, sex: str) -> None:
        """Nam, Nữ, Khác."""
        self._tell(touches.DeclareSexChosen(Sex(sex)))

    @Slot(str)
    def choosePhoneOf(self, phone_of: str) -> None:
        """Không có, Số người thân, or an own number."""
        self._tell(touches.PhoneOfChosen(PhoneOf(phone_of)))

    @Slot()
    def askRelation(self) -> None:
        """Whose number it is."""
        self._tell(touches.PhoneRelationChosen(None))

    @Slot()
    def showDrafts(self) -> None:
        """Tờ khai dở."""
        self._tell(touches.DraftsTouched())

    @Slot(int)
    def chooseUnit(self, index: int) -> None:
        """One of the units found."""
        self._tell(touches.UnitChosen(index))

    @Slot()
    def changeUnit(self) -> None:
        """The commune is looked for anew."""
        self._tell(touches.UnitTouched())

    @Slot(int)
    def chooseToday(self, index: int) -> None:
        """One of the units of today; below zero *Chưa rõ, giữ tên cũ*."""
        self._tell(touches.TodayChosen(index if index >= 0 else None))

    @Slot(str, int)
    def touchOption(self, link_id: str, index: int) -> None:
        """An option of a question."""
        item = _item(self._state, link_id)
        if item is not None and 0 <= index < len(item.options):
            self._tell(touches.AnswerTouched(link_id, item.options[index].coding))

    @Slot(str, str)
    def answer(self, link_id: str, key: str) -> None:
        """Có, or Không."""
        self._tell(touches.AnswerTouched(link_id, key == YES_KEY))

    @Slot(str)
    def deny(self, link_id: str) -> None:
        """None of a card."""
        self._tell(touches.DeniedTouched(link_id))

    @Slot(str)
    def open(self, link_id: str) -> None:
        """A question that is typed, or has a long list."""
        self._tell(touches.AnswerFieldChosen(link_id))

    @Slot(str)
    def edit(self, step: str) -> None:
        """Sửa."""
        self._tell(touches.StepWanted(DeclareStep(step)))

    @Slot(str)
    def chooseRelation(self, relation: str) -> None:
        """Who declares."""
        self._tell(touches.RelationChosen(Relation(relation)))

    @Slot()
    def toggleConsent(self) -> None:
        """Đồng ý."""
        self._tell(touches.ConsentTouched())

    @Slot()
    def send(self) -> None:
        """Gửi thông tin và check in."""
        self._tell(touches.SendTouched(self._language))

    @Slot(bool)
    def begin(self, is_companion: bool) -> None:
        """Thêm người cùng đi, or somebody else."""
        touch = touches.CompanionTouched() if is_companion else touches.AnotherTouched()
        self._tell(touch)

    @Slot(str)
    def choose(self, key: str) -> None:
        """A button of the panel."""
        for touch in panel_touches(self._state, key):
            self._tell(touch)

    @Property(QObject, constant=True)
    def questions(self) -> QObject:
        return self._questions

    @Property(QObject, constant=True)
    def readBack(self) -> QObject:
        return self._read_back.model

    @Property(str, notify=stepChanged)
    def step(self) -> str:
        return self._props.step

    @Property(str, notify=aheadChanged)
    def ahead(self) -> str:
        return self._props.ahead

    @Property("QVariantList", notify=stepsChanged)  # type: ignore[arg-type]
    def steps(self) -> list[dict[str, Any]]:
        return list(self._props.steps)

    @Property(str, notify=panelChanged)
    def panel(self) -> str:
        return self._props.panel

    @Property(str, notify=typingChanged)
    def typing(self) -> str:
        return self._props.typing

    @Property(str, notify=whomChanged)
    def whom(self) -> str:
        return self._props.whom

    @Property(str, notify=whomAboutChanged)
    def whomAbout(self) -> str:
        return self._props.whom_about

    @Property(str, notify=periodChanged)
    def period(self) -> str:
        return self._props.period

    @Property(str, notify=lackingChanged)
    def lacking(self) -> str:
        return self._props.lacking

    @Property(bool, notify=canGoOnChanged)
    def canGoOn(self) -> bool:
        return self._props.can_go_on

    @Property(bool, notify=canSendChanged)
    def canSend(self) -> bool:
        return self._props.can_send

    @Property("QVariantMap", notify=personChanged)  # type: ignore[arg-type]
    def person(self) -> dict[str, Any]:
        return self._props.person

    @Property("QVariantMap", notify=addressChanged)  # type: ignore[arg-type]
    def address(self) -> dict[str, Any]:
        return self._props.address

    @Property("QVariantMap", notify=unitChanged)  # type: ignore[arg-type]
    def unit(self) -> dict[str, Any]:
        return self._props.unit

    @Property("QVariantMap", notify=confirmChanged)  # type: ignore[arg-type]
    def confirm(self) -> dict[str, Any]:
        return self._props.confirm

    @Property("QVariantMap", notify=doneChanged)  # type: ignore[arg-type]
    def done(self) -> dict[str, Any]:
        return self._props.done

    @Property("QVariantMap", notify=choicesChanged)  # type: ignore[arg-type]
    def choices(self) -> dict[str, Any]:
        return self._props.choices
