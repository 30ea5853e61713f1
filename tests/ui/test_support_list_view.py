"""What the support list and its open case show, and what their touches tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import MappingProxyType
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.domain.desk.acts import ActProblem
from kiosk.domain.desk.acts_on_cases import AgeGroup, CaseClosed, RefusalReason
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.queries import CaseRow, Cases, Found
from kiosk.domain.people.person import Birth, Sex
from kiosk.domain.reason import Reason
from kiosk.domain.station.deed import Deed, DeedStep
from kiosk.domain.station.desk_state import Desk, OpenPage
from kiosk.domain.station.page import PageState
from kiosk.domain.station.pages.picking import PickErased, Picking, PickTyped
from kiosk.domain.station.pages.support_list import (
    CaseChosen,
    CaseClosing,
    CaseDraft,
    CaseField,
    CaseFieldChosen,
    CaseKeyErased,
    CaseKeyTyped,
    CasePersonChosen,
    CaseStep,
    CaseStepChosen,
    CaseTaken,
    DoneTurned,
    LeadCalled,
    NoteAdded,
    RefusalChosen,
    SupportList,
)
from kiosk.domain.station.touches import WindowEvent
from kiosk.domain.station.window_state import Window
from sync.protocol.bodies import SupportOutcome
from tests.support.desk_pages import AT, case_row, person_row
from tests.support.views import at_desk, moment, plain
from tests.support.window import SESSION
from ui.i18n import Words
from ui.messages.acts import (
    ACT_PROBLEMS,
    AGES,
    DESK_PROBLEMS,
    NOTES,
    OUTCOMES,
    REFUSALS,
    case_words,
)
from ui.messages.model import say
from ui.showcase import NoActions
from ui.viewmodels.desk.deed import derive_deed
from ui.viewmodels.desk.picking import found_rows, found_sentence
from ui.viewmodels.desk.support_case import SupportCaseViewModel, derive_case, temperature_text
from ui.viewmodels.desk.support_list import SupportListViewModel, derive_support_list

NHUNG = case_row(
    "case-2",
    number=13,
    reason="phone_only",
    at=AT - timedelta(minutes=3),
    full_name="Nguyễn Thị Hồng Nhung",
    birth=Birth(1956),
    sex=Sex.FEMALE,
    phone="+84386214221",
    person_id="person-1",
    taken_by="Lê Thị Mai",
)


def listed(*waiting: CaseRow, closed: tuple[CaseRow, ...] = (), **state: Any) -> SupportList:
    return SupportList(cases=Cases(waiting, closed, len(closed)), **state)


def test_a_row_says_what_who_and_how_long(vi: Words) -> None:
    view = at_desk(listed(NHUNG, case_row()), vi)
    props = derive_support_list(view, AT - timedelta(seconds=72))
    told = [
        (plain(line.title), plain(line.who), plain(line.when), line.is_taken)
        for line in props.lines
    ]
    assert told == [
        (
            "Số 13 · Dùng số điện thoại",
            "N. T. H. Nhung · 1956 · 038•••221",
            "3 phút · Lê Thị Mai đã nhận",
            True,
        ),
        (
            "Số 12 · Gọi nhân viên",
            "Cổng A · chưa rõ là ai",
            "Vừa xong · chuông nhắc sau 0:48",
            False,
        ),
    ]
    assert props.count == "· 2 người"
    assert props.done_text == "Đã xong hôm nay · 0"


def test_an_old_case_says_when_it_began(vi: Words) -> None:
    old = case_row(at=AT - timedelta(hours=2), number=None)
    (line,) = derive_support_list(at_desk(listed(old), vi)).lines
    assert (plain(line.title), line.when) == ("Gọi nhân viên", "05:02")


def test_what_is_done_says_how_it_ended(vi: Words) -> None:
    done = replace(NHUNG, outcome="separate", closed_at=AT)
    state = listed(case_row(), closed=(done,), is_done_shown=True)
    props = derive_support_list(at_desk(state, vi))
    assert [line.when for line in props.lines] == ["Vào lối riêng · 07:02"]
    assert props.done_text == "Đang chờ"


@pytest.mark.parametrize(
    ("changes", "sentence", "is_warning"),
    [
        ({"problem": DeskProblem.STORAGE}, "Máy chưa đọc, ghi được. Xin thử lại.", True),
        ({"refused": ActProblem.ALREADY_DONE}, "Đã có người làm việc này rồi.", True),
        ({}, "Không có ai đang chờ.", False),
    ],
)
def test_what_became_of_the_last_act_is_said(
    vi: Words, changes: dict[str, Any], sentence: str, is_warning: bool
) -> None:
    props = derive_support_list(at_desk(listed(**changes), vi))
    assert (plain(props.sentence), props.is_warning) == (sentence, is_warning)


def test_the_bar_says_how_a_case_ended(vi: Words, en: Words) -> None:
    ended = CaseClosed("case-1", SupportOutcome.SEPARATE)
    desk = Desk(session=SESSION, deed=Deed(DeedStep.DONE, ended, ended.undo))
    window = Window(desk=desk)
    assert derive_deed(moment(vi, window)).text == "Đã ghi: Vào lối riêng."
    told = derive_deed(moment(en, window))
    assert (told.text, told.can_undo) == ("Recorded: Separate way in.", True)


def test_the_open_case_shows_the_whole_name_and_what_was_measured(vi: Words) -> None:
    draft = CaseDraft(temperature="378", note="Đo lại sau 10 phút")
    state = listed(NHUNG, chosen="case-2", drafts=MappingProxyType({"case-2": draft}))
    props = derive_case(at_desk(state, vi))
    assert (props.name, props.about) == ("Nguyễn Thị Hồng Nhung", "Số 13 · 1956 · Nữ")
    assert (props.temperature, props.note) == ("37,8 °C", "Đo lại sau 10 phút")
    assert props.facts == "Cổng A · 06:59 · chưa tính là đã vào"
    assert props.is_known
    assert [is_on for _, is_on in props.notes] == [True, False, False]


def test_a_case_of_nobody_is_called_by_its_number(vi: Words) -> None:
    state = listed(case_row(), chosen="case-1")
    props = derive_case(at_desk(state, vi))
    assert (props.name, props.about, props.is_known) == ("Số 12", "", False)
    found = replace(
        state, drafts=MappingProxyType({"case-1": CaseDraft(whom=person_row(sex=Sex.MALE))})
    )
    props = derive_case(at_desk(found, vi))
    assert (props.name, props.is_known) == ("Nguyễn Văn Mẫu", True)


@pytest.mark.parametrize(
    ("digits", "text"), [("", ""), ("3", "3 °C"), ("37", "37 °C"), ("378", "37,8 °C")]
)
def test_a_temperature_as_it_is_typed(vi: Words, en: Words, digits: str, text: str) -> None:
    assert temperature_text(digits, vi) == text
    assert temperature_text(digits, en) == text.replace(",", ".")


def test_who_is_looked_for_is_found_or_not(vi: Words) -> None:
    assert plain(found_sentence(None, vi)).startswith("Tên, số điện thoại")
    assert found_sentence(Picking("m"), vi) == ""
    assert found_sentence(Picking("m", Found((), False)), vi) == "Chưa thấy ai."
    people = (person_row(), person_row("person-2", full_name="", phone="", birth=None))
    picking = Picking("m", Found(people, False))
    assert found_sentence(picking, vi) == "2 người"
    rows = found_rows(picking, vi)
    assert [(row.name, row.about, row.phone) for row in rows] == [
        ("Nguyễn Văn Mẫu", "1981 · Nam", "091•••678"),
        ("Chưa nhập họ tên", "Nam", ""),
    ]
    assert found_rows(Picking("m"), vi) == ()


def test_nothing_is_shown_while_the_page_is_not_open(vi: Words) -> None:
    view = at_desk(None, vi)
    assert derive_support_list(view).lines == ()
    assert derive_case(view).step == ""


def test_every_touch_tells_the_machine(app: QGuiApplication, vi: Words) -> None:
    told: list[WindowEvent] = []
    page = SupportListViewModel(told.append, NoActions())
    page.acknowledge("case-1")
    page.choose("case-1")
    page.turn()
    case = SupportCaseViewModel(told.append)
    case.use("temperature")
    case.use("")
    case.press("3")
    case.erase()
    case.addNote("Đo lại")
    case.close("left")
    case.refuse("full")
    case.callLead()
    case.go("person")
    case.pick("person-1")
    looking = listed(case_row(), chosen="case-1", step=CaseStep.PERSON)
    case.fold(at_desk(looking, vi))
    case.press("m")
    case.erase()
    assert told == [
        CaseTaken("case-1"),
        CaseChosen("case-1"),
        DoneTurned(),
        CaseFieldChosen(CaseField.TEMPERATURE),
        CaseFieldChosen(None),
        CaseKeyTyped("3"),
        CaseKeyErased(),
        NoteAdded("Đo lại"),
        CaseClosing(SupportOutcome.LEFT),
        RefusalChosen(RefusalReason.FULL),
        LeadCalled(),
        CaseStepChosen(CaseStep.PERSON),
        CasePersonChosen("person-1"),
        PickTyped("m"),
        PickErased(),
    ]


def test_the_time_to_the_next_chime_counts_from_the_last(app: QGuiApplication, vi: Words) -> None:
    page = SupportListViewModel(lambda event: None, NoActions())
    state: PageState = listed(case_row())
    desk = Desk((OpenPage(1, state),), SESSION, waiting=1, untaken=1, chime=1)

    def shown(seconds: float) -> str:
        view = at_desk(None, vi)
        now = AT + timedelta(seconds=seconds)
        page.fold(replace(view, window=replace(Window(), desk=desk), now=now))
        model = page.lines
        return str(model.data(model.index(0))["when"])

    assert shown(0) == "Vừa xong · chuông nhắc sau 2:00"
    assert shown(30) == "Vừa xong · chuông nhắc sau 1:30"
    desk = replace(desk, chime=2)
    assert shown(120) == "2 phút · chuông nhắc sau 2:00"


@pytest.mark.parametrize(
    ("table", "kinds"),
    [
        (ACT_PROBLEMS, ActProblem),
        (DESK_PROBLEMS, DeskProblem),
        (OUTCOMES, SupportOutcome),
        (REFUSALS, RefusalReason),
        (AGES, AgeGroup),
    ],
)
def test_every_word_is_there_in_both_languages(
    table: dict[Any, str], kinds: Any, en: Words
) -> None:
    assert set(table) == set(kinds)
    for source in (*table.values(), *NOTES):
        assert source == "16–59" or say(en, source) != source


def test_every_reason_has_a_title(vi: Words, en: Words) -> None:
    titles = {case_words(en, reason.value).title for reason in Reason}
    assert "" not in titles
    assert all(case_words(vi, reason.value).icon for reason in Reason)
    newer = case_words(vi, "of a newer station")
    assert (newer.icon, newer.title, newer.hint) == ("desk", "Cần hỗ trợ", "")
