"""The open case of *Cần hỗ trợ*: who it is, what was measured and noted, and its four closings."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import Property, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.base.dataclass import dataclass
from kiosk.domain.desk.acts_on_cases import RefusalReason
from kiosk.domain.desk.queries import CaseRow
from kiosk.domain.language import Language
from kiosk.domain.reason import Reason
from kiosk.domain.station.pages.picking import PickCleared, PickErased, PickTyped
from kiosk.domain.station.pages.support_list import (
    CaseClosing,
    CaseDeclaring,
    CaseField,
    CaseFieldChosen,
    CaseFieldCleared,
    CaseKeyErased,
    CaseKeyTyped,
    CasePersonChosen,
    CaseStep,
    CaseStepChosen,
    LeadCalled,
    NoteAdded,
    RefusalChosen,
    SupportList,
)
from kiosk.domain.station.touches import WindowEvent
from sync.protocol.bodies import SupportOutcome
from ui.i18n import Words
from ui.messages.acts import NOTES, REFUSALS, case_words
from ui.messages.model import say
from ui.viewmodels.desk.picking import FoundRow, found_rows, found_sentence
from ui.viewmodels.desk.shown import clock_of, credential_of, sex_of, year_of
from ui.viewmodels.part import PartViewModel
from ui.viewmodels.rows import RowsModel
from ui.viewmodels.view import View

QML_IMPORT_NAME = "Station.Models"
QML_IMPORT_MAJOR_VERSION = 1

_TEMPERATURE_DIGITS = 2


@dataclass(frozen=True, slots=True)
class CaseProps:
    """Everything that is shown of the case; empty while none is open."""

    step: str = ""
    """Empty while no case is open."""
    name: str = ""
    about: str = ""
    reason: str = ""
    facts: str = ""
    can_declare: bool = False
    """It waits for a declaration: *Khai hộ* stands in the place of *Cho vào*."""
    is_known: bool = False
    """Whether it is known who it is."""
    temperature: str = ""
    note: str = ""
    in_use: str = ""
    """The field that the pad types into; empty for none."""
    notes: tuple[tuple[str, bool], ...] = ()
    """Common notes, and whether each stands in the note."""
    refusals: tuple[tuple[str, str], ...] = ()
    lead: str = ""
    """What calling the lead of the shift said; empty before."""
    looked_for: str = ""
    found: tuple[FoundRow, ...] = ()
    found_text: str = ""


def derive_case(view: View) -> CaseProps:
    """The case that is open beside the list."""
    state = view.window.desk.top(SupportList)
    case = None if state is None else state.case
    if state is None or case is None:
        return CaseProps()
    words, draft = view.words, state.draft
    whom = draft.whom
    name = case.full_name if whom is None else whom.full_name
    birth = case.birth if whom is None else whom.birth
    sex = case.sex if whom is None else whom.sex
    number = words.translate("Screens", "Số {number}").replace("{number}", str(case.number or "–"))
    about = " · ".join(filter(None, (number if name else "", year_of(birth), sex_of(sex, words))))
    is_called = state.is_lead_called
    return CaseProps(
        step=state.step.value,
        name=name or number,
        about=about,
        reason=case_words(words, case.reason).hint or case_words(words, case.reason).title,
        facts=_facts(case, view),
        can_declare=case.reason == Reason.AWAITS_DECLARATION.value,
        is_known=case.person_id is not None or whom is not None,
        temperature=temperature_text(draft.temperature, words),
        note=draft.note,
        in_use="" if state.in_use is None else state.in_use.value,
        notes=tuple((say(words, note), say(words, note) in draft.note) for note in NOTES),
        refusals=tuple((reason.value, say(words, REFUSALS[reason])) for reason in REFUSALS),
        lead=_lead_text(view) if is_called else "",
        looked_for=state.picking.text,
        found=found_rows(state.picking, words) if state.step is CaseStep.PERSON else (),
        found_text=found_sentence(state.picking, words),
    )


def temperature_text(digits: str, words: Words) -> str:
    """`37,8 °C` as typed so far; empty for nothing."""
    if not digits:
        return ""
    whole, tenths = digits[:_TEMPERATURE_DIGITS], digits[_TEMPERATURE_DIGITS:]
    point = "," if words.language is Language.VI else "."
    return f"{whole}{point}{tenths} °C" if tenths else f"{whole} °C"


def _facts(case: CaseRow, view: View) -> str:
    parts = (
        case.gate,
        credential_of(case.credential, view.words) if case.credential else "",
        clock_of(case.at, view),
        view.words.translate("Screens", "chưa tính là đã vào"),
    )
    return " · ".join(filter(None, parts))


def _lead_text(view: View) -> str:
    return view.words.translate("Screens", "Mời trưởng ca đến bàn. Ca này vẫn mở.")


@QmlElement
class SupportCaseViewModel(PartViewModel):
    """Notifies QML of `CaseProps`; every touch becomes an event of the desk's machine."""

    Props: ClassVar[type] = CaseProps
    _props: CaseProps

    stepChanged = Signal()
    nameChanged = Signal()
    aboutChanged = Signal()
    reasonChanged = Signal()
    factsChanged = Signal()
    canDeclareChanged = Signal()
    isKnownChanged = Signal()
    temperatureChanged = Signal()
    noteChanged = Signal()
    inUseChanged = Signal()
    notesChanged = Signal()
    refusalsChanged = Signal()
    leadChanged = Signal()
    lookedForChanged = Signal()
    foundChanged = Signal()
    foundTextChanged = Signal()

    def __init__(self, tell: Callable[[WindowEvent], None], parent: QObject | None = None) -> None:
        """`tell` hands a touch to the window's machine."""
        super().__init__(parent)
        self._tell = tell
        self._found = RowsModel(self)

    def fold(self, view: View) -> None:
        """Show this moment."""
        props = derive_case(view)
        self.show(props)
        self._found.show(props.found)

    @Slot(str)
    def use(self, field: str) -> None:
        """Type into a field; an empty name puts the pad away."""
        self._tell(CaseFieldChosen(CaseField(field) if field else None))

    @Slot(str)
    def press(self, key: str) -> None:
        """A key of the pad."""
        self._tell(PickTyped(key) if self._is_looking else CaseKeyTyped(key))

    @Slot()
    def erase(self) -> None:
        """Take the last character back."""
        self._tell(PickErased() if self._is_looking else CaseKeyErased())

    @Slot()
    def clear(self) -> None:
        """Take everything back."""
        self._tell(PickCleared() if self._is_looking else CaseFieldCleared())

    @Slot(str)
    def addNote(self, text: str) -> None:
        """A common note, or no longer."""
        self._tell(NoteAdded(text))

    @Slot(str)
    def close(self, outcome: str) -> None:
        """One of the four closings."""
        self._tell(CaseClosing(SupportOutcome(outcome)))

    @Slot()
    def declareFor(self) -> None:
        """Khai hộ."""
        self._tell(CaseDeclaring())

    @Slot(str)
    def refuse(self, reason: str) -> None:
        """Chưa cho vào, for this reason."""
        self._tell(RefusalChosen(RefusalReason(reason)))

    @Slot()
    def callLead(self) -> None:
        """Gọi trưởng ca."""
        self._tell(LeadCalled())

    @Slot(str)
    def go(self, step: str) -> None:
        """Look for who it is, or back to the case."""
        self._tell(CaseStepChosen(CaseStep(step)))

    @Slot(str)
    def pick(self, person_id: str) -> None:
        """It is this person."""
        self._tell(CasePersonChosen(person_id))

    @property
    def _is_looking(self) -> bool:
        return self._props.step == CaseStep.PERSON

    @Property(str, notify=stepChanged)
    def step(self) -> str:
        return self._props.step

    @Property(str, notify=nameChanged)
    def name(self) -> str:
        return self._props.name

    @Property(str, notify=aboutChanged)
    def about(self) -> str:
        return self._props.about

    @Property(str, notify=reasonChanged)
    def reason(self) -> str:
        return self._props.reason

    @Property(str, notify=factsChanged)
    def facts(self) -> str:
        return self._props.facts

    @Property(bool, notify=canDeclareChanged)
    def canDeclare(self) -> bool:
        return self._props.can_declare

    @Property(bool, notify=isKnownChanged)
    def isKnown(self) -> bool:
        return self._props.is_known

    @Property(str, notify=temperatureChanged)
    def temperature(self) -> str:
        return self._props.temperature

    @Property(str, notify=noteChanged)
    def note(self) -> str:
        return self._props.note

    @Property(str, notify=inUseChanged)
    def inUse(self) -> str:
        return self._props.in_use

    @Property("QVariantList", notify=notesChanged)  # type: ignore[arg-type]
    def notes(self) -> list[dict[str, object]]:
        return [{"text": text, "isOn": is_on} for text, is_on in self._props.notes]

    @Property("QVariantList", notify=refusalsChanged)  # type: ignore[arg-type]
    def refusals(self) -> list[dict[str, object]]:
        return [{"key": key, "text": text} for key, text in self._props.refusals]

    @Property(str, notify=leadChanged)
    def lead(self) -> str:
        return self._props.lead

    @Property(str, notify=lookedForChanged)
    def lookedFor(self) -> str:
        return self._props.looked_for

    @Property(QObject, constant=True)
    def found(self) -> QObject:
        return self._found

    @Property(str, notify=foundTextChanged)
    def foundText(self) -> str:
        return self._props.found_text
