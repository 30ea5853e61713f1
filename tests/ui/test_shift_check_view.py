"""What the check before a shift shows: card, paper, clock, network, and open cases."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtGui import QGuiApplication

from kiosk.base.errors import DeviceFaultKind, NetworkFaultKind
from kiosk.domain.desk.asked import DeskProblem
from kiosk.domain.desk.queries import Cases
from kiosk.domain.desk.reports import ShiftPrinted
from kiosk.domain.staff.roles import Role
from kiosk.domain.station.desk import StaffSignedOut
from kiosk.domain.station.health import Health, NetworkState
from kiosk.domain.station.pages.shift_check import (
    HandOverTouched,
    PrinterOpened,
    RollTouched,
    RulesOpened,
    ShiftBegun,
    ShiftCasesOpened,
    ShiftCheck,
)
from kiosk.domain.station.touches import WindowEvent
from kiosk.domain.visits.decision import PrintState
from tests.support.desk_pages import case_row
from tests.support.views import at_desk, plain
from tests.support.window import SESSION
from ui.i18n import Words
from ui.showcase import NoActions
from ui.viewmodels.desk.shift_check import (
    MOST_CASES,
    ShiftCheckProps,
    ShiftCheckViewModel,
    derive_shift_check,
)
from ui.viewmodels.view import View

WELL = Health(network=NetworkState.ONLINE)


def checked(words: Words, health: Health, **state: Any) -> View:
    view = at_desk(ShiftCheck(**state), words)
    return replace(view, window=replace(view.window, health=health))


def test_everything_ready_is_said_in_one_sentence(vi: Words) -> None:
    props = derive_shift_check(checked(vi, WELL))
    assert [(check.key, check.is_well) for check in props.checks] == [
        ("card", True),
        ("paper", True),
        ("clock", True),
        ("network", True),
    ]
    assert (props.sentence, props.is_well) == ("Mọi thứ sẵn sàng cho ca này.", True)
    assert props.checks[2].text == "07:02, ngày 23/11/2026. So với đồng hồ của mình."


@pytest.mark.parametrize(
    ("health", "key", "starts"),
    [
        (replace(WELL, camera=DeviceFaultKind.LOST), "card", "Mất tín hiệu camera. "),
        (
            replace(WELL, has_scanner=True, scanner=DeviceFaultKind.LOST),
            "card",
            "Mất máy quét. ",
        ),
        (replace(WELL, printer=DeviceFaultKind.PAPER_OUT), "paper", "Hết giấy in. "),
        (replace(WELL, is_clock_suspect=True), "clock", "Ngày giờ của máy có thể sai"),
        (replace(WELL, network=NetworkState.REVOKED), "network", "Máy chủ không nhận"),
        (replace(WELL, network=NetworkState.OFFLINE), "network", "Mất mạng"),
        (
            replace(
                WELL,
                network=NetworkState.OFFLINE,
                network_fault=NetworkFaultKind.CERTIFICATE,
            ),
            "network",
            "",
        ),
    ],
)
def test_what_is_wrong_says_what_to_do(vi: Words, health: Health, key: str, starts: str) -> None:
    props = derive_shift_check(checked(vi, health))
    (wrong,) = [check for check in props.checks if not check.is_well]
    assert wrong.key == key
    assert plain(wrong.text).startswith(starts)
    buttons = {"clock": "Giờ đúng rồi", "paper": "Đã thay cuộn"}
    assert wrong.button == buttons.get(key, "")
    assert (props.sentence, props.is_well) == ("1 việc cần xem trước khi vào ca.", False)


def test_paper_that_ends_soon_is_to_be_seen_to(vi: Words) -> None:
    def paper(health: Health) -> tuple[str, bool, str]:
        line = derive_shift_check(checked(vi, health)).checks[1]
        return plain(line.text), line.is_well, line.button

    button = "Đã thay cuộn"
    unknown = "Máy in sẵn sàng. Xem cuộn giấy còn dày không."
    assert paper(WELL) == (unknown, True, button)
    assert paper(replace(WELL, slips_left=120)) == ("Còn khoảng 120 phiếu.", True, button)
    low = "Sắp hết giấy, còn khoảng 9 phiếu."
    assert paper(replace(WELL, slips_left=9)) == (low, False, button)


def test_what_is_not_there_is_not_missed(vi: Words) -> None:
    props = derive_shift_check(checked(vi, Health(has_printer=False, has_scanner=True)))
    texts = [plain(check.text) for check in props.checks]
    assert props.is_well
    assert texts[0] == "Camera và máy quét đang chạy."
    assert texts[1] == "Máy này không in phiếu."
    assert texts[3] == "Không có máy chủ: dữ liệu chỉ ở trên máy này."


def test_what_the_last_shift_left_is_named(vi: Words) -> None:
    cases = Cases(tuple(case_row(f"case-{n}", number=n) for n in range(1, 7)), (), 0)
    props = derive_shift_check(checked(vi, WELL, cases=cases))
    assert (props.cases_text, props.has_cases) == ("6 người còn đang chờ hỗ trợ", True)
    assert len(props.cases) == MOST_CASES
    assert plain(props.cases[0].text) == "1 · Gọi nhân viên · 07:02"
    none = derive_shift_check(checked(vi, WELL))
    assert (none.cases_text, none.has_cases) == ("Ca trước không để lại ca nào đang chờ.", False)
    failed = derive_shift_check(checked(vi, WELL, problem=DeskProblem.STORAGE))
    assert failed.cases_text == "Máy chưa đọc, ghi được. Xin thử lại."


def test_an_administrator_alone_is_led_to_the_rules(vi: Words) -> None:
    assert not derive_shift_check(at_desk(ShiftCheck(), vi)).has_rules
    session = replace(SESSION, role=Role.ADMINISTRATOR)
    assert derive_shift_check(at_desk(ShiftCheck(), vi, session)).has_rules
    assert not derive_shift_check(at_desk(ShiftCheck(), vi, None)).has_rules


def test_the_end_of_a_shift_is_printed_where_there_is_a_printer(vi: Words) -> None:
    props = derive_shift_check(checked(vi, WELL))
    assert (props.can_hand_over, props.hand_over_text) == (True, "")
    assert not derive_shift_check(checked(vi, replace(WELL, has_printer=False))).can_hand_over
    printing = derive_shift_check(checked(vi, WELL, is_printing=True))
    assert (printing.can_hand_over, printing.hand_over_text) == (False, "Đang in bàn giao ca")


@pytest.mark.parametrize(
    ("state", "fault", "said"),
    [
        (PrintState.PRINTED, None, "Đã in bàn giao ca"),
        (PrintState.FAILED, DeviceFaultKind.PAPER_OUT, "Chưa in được: Hết giấy in"),
        (PrintState.FAILED, DeviceFaultKind.MISSING, "Chưa in được: không thấy máy in"),
    ],
)
def test_what_became_of_the_paper_is_told(
    vi: Words, state: PrintState, fault: DeviceFaultKind | None, said: str
) -> None:
    props = derive_shift_check(checked(vi, WELL, paper=ShiftPrinted(state, fault)))
    assert plain(props.hand_over_text).startswith(said)
    assert props.can_hand_over


def test_nothing_is_shown_while_the_page_is_not_open(vi: Words) -> None:
    assert derive_shift_check(at_desk(None, vi)) == ShiftCheckProps()


def test_every_touch_tells_the_machine(app: QGuiApplication) -> None:
    class Confirmed(NoActions):
        times = 0

        def confirm_clock(self) -> None:
            self.times += 1

    told: list[WindowEvent] = []
    actions = Confirmed()
    page = ShiftCheckViewModel(told.append, actions)
    page.begin()
    page.openCases()
    page.signOut()
    page.openRules()
    page.openPrinter()
    page.confirm("clock")
    page.confirm("paper")
    page.handOver()
    assert told == [
        ShiftBegun(),
        ShiftCasesOpened(),
        StaffSignedOut(),
        RulesOpened(),
        PrinterOpened(),
        RollTouched(),
        HandOverTouched(),
    ]
    assert actions.times == 1
