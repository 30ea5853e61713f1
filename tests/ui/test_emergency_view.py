"""What the page of emergencies shows, and what its touches tell."""

from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.domain.desk.acts import ActProblem
from kiosk.domain.desk.acts_on_cases import AgeGroup, EmergencyEnded, EmergencyRecorded
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.people.person import Sex
from kiosk.domain.station.pages.emergency import (
    AgeSeen,
    EmergencyPersonChosen,
    EmergencyUndone,
    Incomplete,
    IncompleteChosen,
    PersonWanted,
    SexSeen,
    UnidentifiedTouched,
)
from kiosk.domain.station.pages.picking import PickCleared, PickErased, Picking, PickTyped
from kiosk.domain.station.touches import WindowEvent
from tests.support.desk_pages import AT, LOCKED, emergency_row
from tests.support.views import at_desk, plain
from ui.i18n import Words
from ui.showcase import NoActions
from ui.viewmodels.desk.emergency import EmergencyProps, EmergencyViewModel, derive_emergency

RECORDED = EmergencyRecorded("entry-1", AT, 3)


def test_what_was_recorded_is_said_with_its_number(vi: Words) -> None:
    noted = emergency_row("entry-2", number=2, sex=Sex.MALE, age=AgeGroup.OLD)
    state = Incomplete(recorded=RECORDED, rows=(emergency_row(), noted), chosen="entry-1")
    props = derive_emergency(at_desk(state, vi))
    assert plain(props.recorded) == "Đã ghi nhận cấp cứu vào lúc 07:02"
    assert props.recorded_more == "ca 3 hôm nay · bổ sung sau"
    assert [(line.title, line.about, line.time) for line in props.lines] == [
        ("Cấp cứu · ca 3", "chưa rõ tên · Cổng A · Hôm nay", "07:02"),
        ("Cấp cứu · ca 2", "Nam · Từ 60 · Cổng A · Hôm nay", "07:02"),
    ]
    assert (props.count, props.heading) == ("· 2 ca", "Ca 3 · thêm nếu biết")
    assert props.is_open
    assert not props.is_looking


def test_what_can_be_seen_stands_in_its_buttons(vi: Words) -> None:
    row = emergency_row(sex=Sex.FEMALE, age=AgeGroup.CHILD)
    state = Incomplete(rows=(row,), chosen="entry-1", picking=Picking())
    props = derive_emergency(at_desk(state, vi))
    assert [(one.text, one.is_chosen) for one in props.sexes] == [("Nam", False), ("Nữ", True)]
    chosen = [one.is_chosen for one in props.ages]
    assert chosen == [True, False, False]
    assert props.is_looking


def test_without_staff_nothing_but_the_record_is_shown(vi: Words) -> None:
    state = Incomplete(recorded=RECORDED, rows=(emergency_row(),), chosen="entry-1")
    for session in (None, LOCKED):
        props = derive_emergency(at_desk(state, vi, session))
        assert (props.lines, props.is_open, props.is_staff) == ((), False, False)
        assert plain(props.sentence).startswith("Mời vào ngay.")


@pytest.mark.parametrize(
    ("changes", "sentence", "is_warning"),
    [
        ({"problem": DeskProblem.STORAGE}, "Máy chưa đọc, ghi được. Xin thử lại.", True),
        (
            {"refused": ActProblem.TOO_LATE},
            "Đã quá 10 giây, không hoàn tác được nữa.",
            True,
        ),
        ({"is_undone": True}, "Đã hoàn tác.", False),
        ({"ended": EmergencyEnded("entry-1", "person-1")}, "Đã bổ sung.", False),
        ({"ended": EmergencyEnded("entry-1")}, "Đã đóng: không rõ danh tính.", False),
        ({"rows": ()}, "Không có ca nào cần bổ sung.", False),
    ],
)
def test_what_became_of_the_last_act_is_said(
    vi: Words, changes: dict[str, Any], sentence: str, is_warning: bool
) -> None:
    props = derive_emergency(at_desk(Incomplete(**changes), vi))
    assert (plain(props.sentence), props.is_warning) == (sentence, is_warning)


def test_closing_without_a_name_is_asked_first(vi: Words) -> None:
    state = Incomplete(rows=(emergency_row(),), chosen="entry-1")
    assert derive_emergency(at_desk(state, vi)).leave_text == "Không rõ danh tính"
    asking = Incomplete(rows=(emergency_row(),), chosen="entry-1", is_asking=True)
    assert derive_emergency(at_desk(asking, vi)).leave_text == "Chắc chắn không rõ là ai"


def test_nothing_is_shown_while_the_page_is_not_open(vi: Words) -> None:
    assert derive_emergency(at_desk(None, vi)) == EmergencyProps()


def test_every_touch_tells_the_machine(app: QGuiApplication) -> None:
    told: list[WindowEvent] = []
    page = EmergencyViewModel(told.append, NoActions())
    page.undo()
    page.choose("entry-1")
    page.see("male")
    page.see("old")
    page.look(True)
    page.press("m")
    page.erase()
    page.clear()
    page.pick("person-1")
    page.leaveUnidentified()
    assert told == [
        EmergencyUndone(),
        IncompleteChosen("entry-1"),
        SexSeen(Sex.MALE),
        AgeSeen(AgeGroup.OLD),
        PersonWanted(True),
        PickTyped("m"),
        PickErased(),
        PickCleared(),
        EmergencyPersonChosen("person-1"),
        UnidentifiedTouched(),
    ]
