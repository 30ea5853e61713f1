"""The scenes of the support list, emergencies, paper rows and the shift check."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from kiosk.base.errors import DeviceFaultKind
from kiosk.domain.desk.acts import ActProblem, NotDone
from kiosk.domain.desk.acts_on_cases import (
    AgeGroup,
    CaseClosed,
    CloseCase,
    EmergencyRecorded,
    RecordEmergency,
)
from kiosk.domain.desk.asked import Asked
from kiosk.domain.desk.queries import (
    CaseRow,
    Cases,
    FindByPhone,
    Found,
    IncompletePage,
    IncompleteRow,
    ListCases,
    ListIncomplete,
    PersonRow,
    PhonePeople,
    Search,
)
from kiosk.domain.desk.reports import PrintShift, ShiftPrinted
from kiosk.domain.desk.stays import ListStays, StayRow, Stays
from kiosk.domain.events import CasesCounted
from kiosk.domain.people.person import Birth, Sex
from kiosk.domain.people.visitor import VisitorKind
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.desk import PageWanted, StaffSignedIn
from kiosk.domain.station.page import DeskAnswered
from kiosk.domain.station.pages.card_number import CardDraft
from kiosk.domain.station.pages.emergency import (
    EmergencyTouched,
    IncompleteChosen,
    PersonWanted,
)
from kiosk.domain.station.pages.paper_entries import (
    PaperDirectionChosen,
    PaperEntries,
    PaperFieldChosen,
    PaperLeft,
    PaperNext,
)
from kiosk.domain.station.pages.paper_line import PaperField
from kiosk.domain.station.pages.picking import PickTyped
from kiosk.domain.station.pages.shift_check import HandOverTouched, ShiftCheck
from kiosk.domain.station.pages.stays import StaysPage
from kiosk.domain.station.pages.support_list import (
    CaseChosen,
    CaseClosing,
    CaseField,
    CaseFieldChosen,
    CaseKeyTyped,
    CaseStep,
    CaseStepChosen,
    DoneTurned,
    LeadCalled,
    NoteAdded,
    SupportList,
)
from kiosk.domain.text_input.field_text import Typed
from kiosk.domain.text_input.name_syllables import SuggestSyllables
from kiosk.domain.visits.decision import Admit, Direction, PrintState
from sync.protocol.bodies import SupportOutcome
from ui.showcase import AT, OFFLINE, Showcase, demo_session


def answer(showcase: Showcase, asked: Asked[Any], told: object) -> None:
    """Let the page on top hear this."""
    key = showcase.window.station.window.desk.stack[-1].key
    showcase.take(DeskAnswered(key, asked, told))


def _case(number: int, reason: str, minutes: float, **known: Any) -> CaseRow:
    row = CaseRow(
        case_id=f"case-{number}",
        number=number,
        reason=reason,
        at=AT - timedelta(minutes=minutes),
        gate="Cổng A",
        lane="gate",
        credential="",
        person_id=None,
        full_name="",
        birth=None,
        sex=Sex.UNKNOWN,
        phone="",
    )
    return replace(row, **known)


_WAITING = (
    _case(
        12,
        "doubtful_person",
        3,
        credential="insurance_card",
        person_id="person-1",
        full_name="Nguyễn Thị Hồng Nhung",
        birth=Birth(1956),
        sex=Sex.FEMALE,
        taken_by="Lê Thị Mai",
    ),
    _case(13, "phone_only", 1, full_name="Trần Thị Bích Ngọc", phone="+84386214221"),
    _case(14, "staff_called", 0),
)
_DONE = (
    replace(_WAITING[0], case_id="case-8", number=8, outcome="admitted", closed_at=AT),
    replace(_WAITING[2], case_id="case-7", number=7, outcome="left", closed_at=AT),
)


def _found(*names: str) -> tuple[PersonRow, ...]:
    return tuple(
        PersonRow(
            person_id=f"found-{index}",
            full_name=name,
            birth=Birth(1956 + 13 * index),
            sex=Sex.FEMALE,
            phone="+84912345678",
            id_number="",
            insurance_number="",
            last_seen=AT,
            last_direction=Direction.ARRIVAL,
            inside_since=None,
        )
        for index, name in enumerate(names)
    )


_NHUNG = _found("Nguyễn Thị Hồng Nhung", "Lê Hồng Nhung", "Huỳnh Thị Hồng Nhung")


def _list(showcase: Showcase, *waiting: CaseRow) -> None:
    showcase.take(StaffSignedIn(demo_session()))
    taken = sum(bool(case.taken_by) for case in waiting)
    showcase.take(CasesCounted(len(waiting), acknowledged=taken))
    showcase.take(PageWanted(SupportList()))
    answer(showcase, ListCases(), Cases(waiting, _DONE, 9))


def _opened(showcase: Showcase, case: int = 0, *events: Any) -> None:
    _list(showcase, *_WAITING)
    showcase.take(CaseChosen(_WAITING[case].case_id), *events)


def _measured(showcase: Showcase) -> None:
    _opened(showcase, 0, CaseFieldChosen(CaseField.TEMPERATURE))
    showcase.take(*map(CaseKeyTyped, "378"), CaseFieldChosen(None))
    showcase.take(NoteAdded("Đo lại sau 10 phút"))


def _refused_act(showcase: Showcase) -> None:
    _measured(showcase)
    act = CloseCase("case-12", SupportOutcome.ADMITTED)
    showcase.take(CaseClosing(SupportOutcome.ADMITTED))
    answer(showcase, act, NotDone(ActProblem.BAD_TEMPERATURE))


def _ended(showcase: Showcase) -> None:
    _measured(showcase)
    outcome = SupportOutcome.SEPARATE
    showcase.take(CaseClosing(outcome))
    answer(showcase, CloseCase("case-12", outcome), CaseClosed("case-12", outcome))
    answer(showcase, ListCases(), Cases(_WAITING[1:], _DONE, 10))


def _person(showcase: Showcase) -> None:
    _opened(showcase, 2, CaseStepChosen(CaseStep.PERSON))
    showcase.take(*map(PickTyped, "hong nhung"))
    answer(showcase, Search("hong nhung"), Found(_NHUNG, False))


def _support_band(showcase: Showcase) -> None:
    _opened(showcase)
    showcase.decide(Admit(Direction.ARRIVAL))


def _row(number: int, minutes: float, **seen: Any) -> IncompleteRow:
    at = AT - timedelta(minutes=minutes)
    row = IncompleteRow(f"emergency-{number}", at, "Cổng A", number, None, None)
    return replace(row, **seen)


_ROWS = (_row(3, 0), _row(2, 45, sex=Sex.MALE, age=AgeGroup.OLD))


def _emergency(showcase: Showcase) -> None:
    showcase.take(StaffSignedIn(demo_session()), EmergencyTouched())
    answer(showcase, RecordEmergency(), EmergencyRecorded("emergency-3", AT, 3))
    answer(showcase, ListIncomplete(), IncompletePage(_ROWS, None))


def _emergency_seen(showcase: Showcase) -> None:
    _emergency(showcase)
    showcase.take(IncompleteChosen("emergency-2"))


def _emergency_person(showcase: Showcase) -> None:
    _emergency(showcase)
    showcase.take(PersonWanted(True), *map(PickTyped, "nhung"))
    answer(showcase, Search("nhung"), Found(_NHUNG, False))


def _emergency_nobody(showcase: Showcase) -> None:
    # A page of the public stands for the one where staff sign in.
    showcase.take(PageWanted(CardDraft()), EmergencyTouched())
    answer(showcase, RecordEmergency(), EmergencyRecorded("emergency-3", AT, 3))


def _incomplete_none(showcase: Showcase) -> None:
    _emergency(showcase)
    answer(showcase, ListIncomplete(), IncompletePage((), None))


def _type(showcase: Showcase, clock: str, who: str) -> None:
    line = showcase.window.station.window.desk.top(PaperEntries)
    assert line is not None
    showcase.take(PaperFieldChosen(line.line, PaperField.TIME), Typed(clock, None))
    showcase.take(Typed(who, None))


def _paper(showcase: Showcase) -> None:
    showcase.take(StaffSignedIn(demo_session()), PageWanted(PaperEntries()))
    people = _found("Nguyễn Văn Tùng")
    _type(showcase, "0612", "Nguyễn Văn Tùng")
    answer(showcase, Search("Nguyễn Văn Tùng"), Found(people, False))
    showcase.take(PaperNext())
    _type(showcase, "0615", "0386214221")
    answer(showcase, FindByPhone("+84386214221"), PhonePeople(_found("Trần Thị Bích Ngọc")))
    showcase.take(PaperNext())
    _type(showcase, "0620", "Katơr Thị Sửu")
    answer(showcase, Search("Katơr Thị Sửu"), Found((), False))
    showcase.take(PaperNext())
    _type(showcase, "0625", "091234")
    showcase.take(PaperDirectionChosen(3, Direction.DEPARTURE))


def _paper_letters(showcase: Showcase) -> None:
    _paper(showcase)
    showcase.take(PaperNext(), Typed("0630", None), *map(Typed, "nguyeenx thij hoongf nh"))
    names = SuggestSyllables("Nguyễn Thị Hồng ", "Nh", with_own=True)
    answer(showcase, names, ("Nhung", "Nhi", "Nhàn", "Nhã", "Nhiên"))


def _paper_several(showcase: Showcase) -> None:
    showcase.take(StaffSignedIn(demo_session()), PageWanted(PaperEntries()))
    _type(showcase, "0615", "0386214221")
    people = _found("Trần Thị Bích Ngọc", "Trần Văn An", "Trần Thị Bình")
    answer(showcase, FindByPhone("+84386214221"), PhonePeople(people))
    showcase.take(PaperNext())


def _paper_leaving(showcase: Showcase) -> None:
    _paper(showcase)
    showcase.take(PaperLeft())


def _shift(showcase: Showcase, *waiting: CaseRow) -> None:
    showcase.take(StaffSignedIn(demo_session()), PageWanted(ShiftCheck()))
    answer(showcase, ListCases(), Cases(waiting, (), 0))
    answer(showcase, ListStays(), _stays(showcase))


def _stays(showcase: Showcase, *, is_reviewed: bool = False) -> Stays:
    long = "Chamaléa Thị Hương Giang Nguyễn Trần Bảo Ngọc"
    name = "Trần Văn Bình" if showcase.name == "N. T. H. Nhung" else long
    people = (
        ("p-1", name, VisitorKind.INPATIENT, 12),
        ("p-2", "K'Brếp", VisitorKind.CARER, 4),
        ("p-3", "Nguyễn Thị Hồng Nhung", VisitorKind.INPATIENT, 1),
        ("p-4", "Lê Thị Mai", VisitorKind.INPATIENT, 0),
    )
    rows = tuple(
        StayRow(key, full_name, kind, AT - timedelta(days=nights, minutes=40), nights)
        for key, full_name, kind, nights in people
    )
    return Stays(rows, AT.date(), AT.date() if is_reviewed else None)


def _shift_of_administrator(showcase: Showcase) -> None:
    """All that the page leads to."""
    session = replace(demo_session(), role=Role.ADMINISTRATOR)
    showcase.take(StaffSignedIn(session), PageWanted(ShiftCheck()))
    answer(showcase, ListCases(), Cases(_WAITING, (), 0))
    answer(showcase, ListStays(), _stays(showcase))


def _stays_page(showcase: Showcase, stays: Stays) -> None:
    showcase.take(StaffSignedIn(demo_session()), PageWanted(StaysPage()))
    answer(showcase, ListStays(), stays)


def _shift_wrong(showcase: Showcase) -> None:
    showcase.health(replace(OFFLINE, printer=DeviceFaultKind.PAPER_OUT, is_clock_suspect=True))
    _shift(showcase, *_WAITING)


def _shift_not_handed_over(showcase: Showcase) -> None:
    showcase.health(replace(OFFLINE, printer=DeviceFaultKind.PAPER_OUT))
    administrator = replace(demo_session(), role=Role.ADMINISTRATOR)
    showcase.take(StaffSignedIn(administrator), PageWanted(ShiftCheck()))
    answer(showcase, ListCases(), Cases(_WAITING, (), 0))
    showcase.take(HandOverTouched())
    answer(showcase, PrintShift(), ShiftPrinted(PrintState.FAILED, DeviceFaultKind.PAPER_OUT))


SUPPORT_SCENES: dict[str, Callable[[Showcase], None]] = {
    "support-list": _measured,
    "support-list-none": _list,
    "support-list-new": lambda showcase: _opened(showcase, 2),
    "support-list-done": lambda showcase: _opened(showcase, 0, DoneTurned()),
    "support-list-temperature": lambda showcase: _opened(
        showcase, 0, CaseFieldChosen(CaseField.TEMPERATURE), CaseKeyTyped("3")
    ),
    "support-list-note": lambda showcase: _opened(
        showcase, 0, CaseFieldChosen(CaseField.NOTE), NoteAdded("Đo lại sau 10 phút")
    ),
    "support-list-person": _person,
    "support-list-refusal": lambda showcase: _opened(
        showcase, 0, CaseClosing(SupportOutcome.NOT_ADMITTED)
    ),
    "support-list-lead": lambda showcase: _opened(
        showcase, 0, CaseClosing(SupportOutcome.NOT_ADMITTED), LeadCalled()
    ),
    "support-list-refused": _refused_act,
    "support-list-ended": _ended,
    "support-list-band": _support_band,
    "emergency": _emergency,
    "emergency-seen": _emergency_seen,
    "emergency-person": _emergency_person,
    "emergency-nobody": _emergency_nobody,
    "emergency-none": _incomplete_none,
    "paper-entries": _paper,
    "paper-entries-letters": _paper_letters,
    "paper-entries-several": _paper_several,
    "paper-entries-leaving": _paper_leaving,
    "shift-check": _shift,
    "shift-check-wrong": _shift_wrong,
    "shift-check-administrator": _shift_of_administrator,
    "stays": lambda showcase: _stays_page(showcase, _stays(showcase)),
    "stays-reviewed": lambda showcase: _stays_page(showcase, _stays(showcase, is_reviewed=True)),
    "stays-none": lambda showcase: _stays_page(showcase, Stays((), AT.date(), None)),
    "shift-check-not-handed-over": _shift_not_handed_over,
}
"""By the name its picture gets."""
