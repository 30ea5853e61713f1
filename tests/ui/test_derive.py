"""What the pages show, as tables: inputs on the left, words on the right."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from kiosk.base.errors import StorageFaultKind
from kiosk.domain.events import Decided
from kiosk.domain.reason import Reason
from kiosk.domain.scanning.hint import Hint
from kiosk.domain.station.desk_state import Desk
from kiosk.domain.station.gate import Gate, GatePage, advance_gate
from kiosk.domain.station.sight import Sight, hint_line
from kiosk.domain.venue import Venue
from kiosk.domain.visits.decision import (
    Admit,
    AlreadyRecorded,
    AskLeaving,
    Decision,
    Direction,
    LaneName,
    NotRecorded,
    Outcome,
    PrintState,
    Refuse,
    Support,
    WrongCode,
)
from sync.protocol.policy import GateMode
from tests.support.views import AT, VENUE, at_gate, moment, plain
from tests.support.window import SESSION
from ui.i18n import Words
from ui.viewmodels.gate.result import ResultProps, derive_result
from ui.viewmodels.gate.wrong_code import WrongCodeProps, derive_wrong_code


def gate_after(
    result: Decision | NotRecorded, *, name: str = "", job: str = "", is_band: bool = False
) -> Gate:
    outcome = Outcome(LaneName.GATE, result, AT, display_name=name, print_job=job)
    return advance_gate(Gate(GatePage.READY, is_band=is_band), Decided(outcome))[0]


def shown(gate: Gate, words: Words, venue: Venue = VENUE) -> ResultProps:
    return derive_result(moment(words, at_gate(gate), venue))


@pytest.mark.parametrize(
    ("sight", "expected"),
    [
        (Sight(), Hint.NONE),
        (Sight(is_code_seen=True), Hint.HOLD_STILL),
        (Sight(is_code_seen=True, hint=Hint.GLARE), Hint.GLARE),
        (Sight(is_code_seen=True, hint=Hint.ONE_AT_A_TIME), Hint.ONE_AT_A_TIME),
        (Sight(is_code_seen=True, result=Hint.RECORDED), Hint.RECORDED),
        (Sight(is_code_seen=True, hint=Hint.GLARE, result=Hint.DONE), Hint.DONE),
        (Sight(is_code_seen=True, result=Hint.NONE), Hint.NONE),
        (
            Sight(is_code_seen=True, hint=Hint.ONE_AT_A_TIME, result=Hint.DONE),
            Hint.ONE_AT_A_TIME,
        ),
    ],
)
def test_hint_line(sight: Sight, expected: Hint) -> None:
    assert hint_line(sight) is expected


def test_arrival(vi: Words) -> None:
    props = shown(gate_after(Admit(Direction.ARRIVAL), name="N. T. H. Nhung"), vi)
    assert (props.tone, props.icon, props.side) == ("arrival", "arrive", "left")
    assert (props.word, props.title, props.name) == ("ĐẾN", "Xin mời vào", "N. T. H. Nhung")
    assert plain(props.text) == "Đã ghi nhận lúc 07:02:07"
    assert props.foot_text == "Đã lưu trên máy"
    assert props.home_s == 4.0
    assert props.band_text == "ĐẾN · N. T. H. Nhung · 07:02"


def test_departure_is_the_mirror_of_arrival(en: Words) -> None:
    props = shown(gate_after(Admit(Direction.DEPARTURE), name="N. T. H. Nhung"), en)
    assert (props.tone, props.icon, props.side) == ("departure", "depart", "right")
    assert (props.word, props.title) == ("OUT", "Thank you")
    assert plain(props.text) == "Departure recorded at 07:02:07"


@pytest.mark.parametrize(
    ("state", "words_shown"),
    [
        (PrintState.PENDING, "Đang in phiếu, vui lòng chờ"),
        (PrintState.PRINTED, "Đã in phiếu, mời nhận phiếu"),
        (PrintState.FAILED, "Chưa in được phiếu, mời nhận tại bàn hỗ trợ"),
        (PrintState.UNKNOWN, "Nếu chưa có phiếu, mời nhận tại bàn hỗ trợ"),
        (PrintState.NONE, "Đã lưu trên máy"),
    ],
)
def test_what_the_printer_does(vi: Words, state: PrintState, words_shown: str) -> None:
    gate = replace(gate_after(Admit(Direction.ARRIVAL), job="job"), print_state=state)
    assert plain(shown(gate, vi).foot_text) == words_shown


def test_already_recorded(vi: Words) -> None:
    props = shown(gate_after(AlreadyRecorded(Direction.ARRIVAL, AT)), vi)
    assert plain(props.title) == "Đã ghi nhận đến lúc 07:02"
    assert props.name == ""


def test_support_tells_the_queue_nothing(vi: Words) -> None:
    called = Gate(GatePage.SUPPORT, support_reason=Reason.PHONE_ONLY, token=1)
    pages = [shown(called, vi)]
    pages += [shown(gate_after(Support(reason)), vi) for reason in Reason]
    assert len({replace(page, token=0) for page in pages}) == 1
    assert plain(pages[0].title) == "Mời sang bàn hỗ trợ"


@pytest.mark.parametrize(
    ("side", "pointer", "where"),
    [
        ("left", "left", "Bàn ở bên trái. "),
        ("right", "right", "Bàn ở bên phải. "),
        ("none", "", ""),
    ],
)
def test_support_points_to_the_desk(vi: Words, side: str, pointer: str, where: str) -> None:
    venue = replace(VENUE, desk_side=side)
    gate = gate_after(Support(Reason.NO_CODE))
    staffed = derive_result(moment(vi, at_gate(gate, desk=Desk(session=SESSION)), venue))
    assert (staffed.pointer, plain(staffed.text)) == (pointer, f"{where}Nhân viên sẽ giúp ngay.")
    alone = shown(gate, vi, venue)
    assert (alone.pointer, plain(alone.text)) == (
        pointer,
        f"{where}Xin chờ, hoặc gọi 0259.1022.",
    )
    nobody = shown(gate, vi, replace(venue, hotlines=()))
    assert plain(nobody.text) == f"{where}Xin chờ tại bàn."


def test_with_nobody_signed_in_no_help_is_promised(vi: Words) -> None:
    props = shown(replace(gate_after(Support(Reason.NO_CODE)), case_number=12), vi)
    assert (plain(props.word), props.foot_text) == ("Số 12", "Đã ghi vào danh sách hỗ trợ")
    assert plain(props.band_text) == "Mời sang bàn hỗ trợ · Số 12"
    assert "giúp" not in props.text
    before = shown(gate_after(Support(Reason.NO_CODE)), vi)
    assert (before.word, before.foot_text) == ("", ""), "a call that is not committed yet"


@pytest.mark.parametrize(
    ("mode", "title"),
    [
        (GateMode.IN_ONLY, "Cổng này chỉ để vào"),
        (GateMode.OUT_ONLY, "Cổng này chỉ để ra"),
        (GateMode.AUTO, "Xin đi cổng khác"),
    ],
)
def test_refusal_says_what_the_gate_is_for(vi: Words, mode: GateMode, title: str) -> None:
    props = derive_result(
        moment(vi, at_gate(gate_after(Refuse(Reason.WRONG_DIRECTION))), mode=mode)
    )
    assert (props.tone, props.title) == ("stop", title)


def test_not_recorded_never_says_recorded(vi: Words) -> None:
    props = shown(gate_after(NotRecorded(StorageFaultKind.FULL)), vi)
    assert plain(props.title) == "Chưa ghi nhận được"
    assert "Đã" not in props.text + props.foot_text


def test_a_band_stands_for_eight_seconds(vi: Words) -> None:
    gate = gate_after(Admit(Direction.ARRIVAL), is_band=True)
    assert shown(gate, vi).home_s == 8.0


def test_ready_is_no_result(vi: Words) -> None:
    assert shown(Gate(GatePage.READY), vi) == ResultProps()
    assert derive_wrong_code(moment(vi, at_gate(Gate(GatePage.READY)))) == WrongCodeProps()


def test_wrong_code_says_what_it_is_and_what_to_show(vi: Words) -> None:
    props = derive_wrong_code(moment(vi, at_gate(gate_after(WrongCode(Reason.VENUE_CODE)))))
    assert plain(props.title) == "Đây là mã của điểm kiểm dịch, để quét bằng điện thoại"
    assert [card.icon for card in props.cards] == ["mobile", "any-card", "slip"]
    assert props.home_s == 8.0


@pytest.mark.parametrize(
    ("result", "touch", "text"),
    [
        (Admit(Direction.ARRIVAL), "turn", "Nhầm chiều? Đổi thành ĐI"),
        (Admit(Direction.DEPARTURE), "turn", "Nhầm chiều? Đổi thành ĐẾN"),
        (AlreadyRecorded(Direction.ARRIVAL, AT), "turn", "Nhầm chiều? Đổi thành ĐI"),
        (AlreadyRecorded(Direction.DEPARTURE, AT), "turn", "Nhầm chiều? Đổi thành ĐẾN"),
        (AlreadyRecorded(Direction.ARRIVAL, AT - timedelta(minutes=11)), "", ""),
        (AskLeaving(AT), "leave", "Ghi nhận ra về"),
        (Support(Reason.UNKNOWN_SLIP), "", ""),
        (WrongCode(Reason.WIFI_CODE), "", ""),
    ],
)
def test_what_a_touch_on_a_result_does(vi: Words, result: Decision, touch: str, text: str) -> None:
    gate = gate_after(result)
    assert gate.outcome is not None
    known = replace(gate, outcome=replace(gate.outcome, entry_id="entry"))
    props = shown(known, vi)
    assert (props.touch, plain(props.touch_text)) == (touch, text)
    if touch == "turn":
        assert shown(gate, vi).touch == "", "nothing to turn without an entry"


def test_a_long_name_stands_in_the_band_by_its_initials(vi: Words) -> None:
    name = "Nguyễn Phước Bảo Ân Công Tằng Tôn Nữ Thị Mỹ Linh"
    props = shown(gate_after(Admit(Direction.ARRIVAL), name=name), vi)
    assert props.name == name
    assert props.band_text == "ĐẾN · N. P. B. Â. C. T. T. N. T. M. Linh · 07:02"
