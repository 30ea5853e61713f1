"""What the pages show, as tables: inputs on the left, words on the right."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kiosk import __version__
from kiosk.base.errors import DeviceFaultKind, NetworkFaultKind, StorageFaultKind
from kiosk.domain.events import Decided
from kiosk.domain.reason import Reason
from kiosk.domain.scanning.hint import Hint
from kiosk.domain.station.desk import Desk, DeskPage
from kiosk.domain.station.gate import Gate, GatePage, advance_gate
from kiosk.domain.station.health import Health, NetworkState
from kiosk.domain.station.sight import Sight, hint_line
from kiosk.domain.station.window import screen_of
from kiosk.domain.station.window_state import Window
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
from ui.i18n import Words
from ui.showcase import demo_venue
from ui.viewmodels.gate.result import ResultProps, derive_result
from ui.viewmodels.gate.wrong_code import WrongCodeProps, derive_wrong_code
from ui.viewmodels.shell.header import derive_header
from ui.viewmodels.shell.staff_card import StaffCardProps, derive_staff_card
from ui.viewmodels.shell.strip import derive_strip
from ui.viewmodels.shell.trouble import diagnostics
from ui.viewmodels.view import StationSetup, View

AT = datetime(2026, 11, 23, 0, 2, 7, tzinfo=UTC)
VENUE = demo_venue()
LOST = Health(camera=DeviceFaultKind.LOST, camera_since=AT, camera_retries=14)


def plain(text: str) -> str:
    """Without the spaces that keep words together."""
    return text.replace("\u00a0", " ")


def gate_after(
    result: Decision | NotRecorded, *, name: str = "", job: str = "", is_band: bool = False
) -> Gate:
    outcome = Outcome(LaneName.GATE, result, AT, display_name=name, print_job=job)
    return advance_gate(Gate(GatePage.READY, is_band=is_band), Decided(outcome))[0]


def moment(
    words: Words, window: Window, venue: Venue = VENUE, mode: GateMode = GateMode.AUTO
) -> View:
    return View(window, screen_of(window), StationSetup(venue, mode), words, AT)


def at_gate(gate: Gate, **others: Any) -> Window:
    return Window(gate=gate, shown=gate, **others)


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
    staffed = derive_result(moment(vi, at_gate(gate, desk=Desk(DeskPage.STAFF)), venue))
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


OFFLINE = Health(
    network=NetworkState.OFFLINE,
    network_fault=NetworkFaultKind.OFFLINE,
    unsent=19,
    unsent_visits=12,
)


@pytest.mark.parametrize(
    ("health", "texts", "ills"),
    [
        (Health(), ["Camera", "Máy in", "Lưu trên máy này"], []),
        (Health(has_printer=False), ["Camera", "Lưu trên máy này"], []),
        (
            Health(network=NetworkState.ONLINE),
            ["Camera", "Máy in", "Mạng · đã gửi hết"],
            [],
        ),
        (
            Health(network=NetworkState.ONLINE, unsent=5, unsent_visits=3),
            ["Camera", "Máy in", "Mạng · 3 lượt chờ gửi"],
            [],
        ),
        (
            Health(network=NetworkState.ONLINE, is_copied=True, unsent=3, unsent_visits=3),
            ["Camera", "Máy in", "Hai máy trùng danh tính · 3 lượt chờ gửi"],
            [2],
        ),
        (
            OFFLINE,
            ["Camera", "Máy in", "Mất mạng · vẫn ghi nhận bình thường · 12 lượt chờ gửi"],
            [2],
        ),
        (
            replace(OFFLINE, network_fault=NetworkFaultKind.PORTAL, unsent=0, unsent_visits=0),
            ["Camera", "Máy in", "Wi-Fi yêu cầu đăng nhập · vẫn ghi nhận bình thường"],
            [2],
        ),
        (
            Health(camera=DeviceFaultKind.LOST, printer=DeviceFaultKind.PAPER_OUT),
            ["Mất camera", "Hết giấy in", "Lưu trên máy này"],
            [0, 1],
        ),
        (
            Health(has_sound=False),
            ["Camera", "Máy in", "Lưu trên máy này", "Không có âm báo"],
            [3],
        ),
        (
            Health(has_scanner=True, scanner=DeviceFaultKind.LOST, is_clock_suspect=True),
            ["Camera", "Mất máy quét", "Máy in", "Lưu trên máy này", "Xem lại ngày giờ"],
            [1, 4],
        ),
        (
            Health(network=NetworkState.REVOKED, unsent=9, unsent_visits=4, has_scanner=True),
            ["Camera", "Máy quét", "Máy in", "Trạm đã bị thu hồi · 4 lượt chờ gửi"],
            [3],
        ),
        (
            Health(is_set_up=False),
            ["Camera", "Máy in", "Lưu trên máy này", "Máy chưa được cài đặt"],
            [3],
        ),
        (
            replace(OFFLINE, printer=DeviceFaultKind.PAPER_OUT, has_sound=False),
            ["Hết giấy in", "Mất mạng · 12 lượt chờ gửi", "Không có âm báo"],
            [0, 1, 2],
        ),
        (
            replace(
                OFFLINE,
                camera=DeviceFaultKind.LOST,
                printer=DeviceFaultKind.PAPER_OUT,
                has_sound=False,
                is_set_up=False,
            ),
            ["Mất camera", "Hết giấy in", "Mất mạng · 12 lượt chờ gửi", "và 2 sự cố khác"],
            [0, 1, 2, 3],
        ),
    ],
)
def test_strip(vi: Words, health: Health, texts: list[str], ills: list[int]) -> None:
    items = derive_strip(moment(vi, Window(health=health))).items
    assert [plain(item.text) for item in items] == texts
    assert [index for index, item in enumerate(items) if not item.is_well] == ills


@pytest.mark.parametrize(
    ("fault", "health", "code"),
    [
        (StorageFaultKind.FULL, LOST, "STORE-FULL"),
        (StorageFaultKind.READ_ONLY, Health(), "STORE-READONLY"),
        (StorageFaultKind.CORRUPT, Health(), "STORE-CORRUPT"),
        (StorageFaultKind.TOO_NEW, Health(), "STORE-TOO-NEW"),
        (StorageFaultKind.WRONG_KEY, Health(), "STORE-KEY"),
        (None, LOST, "CAM-LOST"),
        (None, replace(OFFLINE, printer=DeviceFaultKind.COVER_OPEN), "PRN-COVER"),
        (None, replace(OFFLINE, is_set_up=False), "NET-OFFLINE"),
        (None, Health(is_set_up=False), "SET-UP"),
        (None, replace(OFFLINE, is_copied=True), "NET-OFFLINE"),
        (None, Health(network=NetworkState.ONLINE, is_copied=True), "ID-COPIED"),
        (None, Health(network=NetworkState.REVOKED), "HUB-REVOKED"),
        (None, Health(is_clock_suspect=True), "CLOCK"),
        (None, Health(has_sound=False), "SOUND"),
        (None, Health(has_scanner=True, scanner=DeviceFaultKind.LOST), "SCAN-LOST"),
        (None, Health(scanner=DeviceFaultKind.LOST), ""),
        (None, Health(), ""),
    ],
)
def test_staff_card_shows_the_worst_fault(
    vi: Words, fault: StorageFaultKind | None, health: Health, code: str
) -> None:
    page = GatePage.OUT_OF_ORDER if fault else GatePage.READY
    props = derive_staff_card(moment(vi, at_gate(Gate(page, fault=fault), health=health)))
    assert props.code == code
    assert len(props.steps) == (3 if code else 0)
    assert props.can_retry is (fault is not None)


@pytest.mark.parametrize(
    "health",
    [
        LOST,
        Health(has_scanner=True, scanner=DeviceFaultKind.MISSING),
        Health(printer=DeviceFaultKind.PAPER_OUT),
        Health(is_clock_suspect=True),
        Health(network=NetworkState.REVOKED),
        OFFLINE,
        Health(network=NetworkState.ONLINE, is_copied=True),
        Health(has_sound=False),
        Health(is_set_up=False),
    ],
)
def test_all_is_said_to_work_only_while_all_does(vi: Words, health: Health) -> None:
    def card(of: Health) -> StaffCardProps:
        return derive_staff_card(moment(vi, at_gate(Gate(GatePage.READY), health=of)))

    assert "Mọi thiết bị" not in card(health).hint
    assert any(not item.is_well for item in derive_strip(moment(vi, Window(health=health))).items)
    assert card(Health(network=NetworkState.ONLINE)).hint == "Mọi thiết bị đang hoạt động."
    assert "dữ liệu chỉ ở trên máy này" in card(Health()).hint


def test_the_card_names_what_else_is_wrong(vi: Words) -> None:
    health = replace(OFFLINE, printer=DeviceFaultKind.PAPER_OUT, has_sound=False)
    props = derive_staff_card(moment(vi, at_gate(Gate(GatePage.READY), health=health)))
    assert props.code == "PRN-PAPER"
    assert plain(props.also) == "Cũng cần xem: Mất mạng; Không có âm báo"


def test_beside_a_doubted_clock_stands_what_it_shows(vi: Words, en: Words) -> None:
    window = at_gate(Gate(GatePage.READY), health=Health(is_clock_suspect=True))
    card = derive_staff_card(moment(vi, window))
    assert (plain(card.since), card.can_confirm_clock) == ("23/11/2026 07:02", True)
    assert plain(derive_staff_card(moment(en, window)).since) == "2026-11-23 07:02"


def test_the_code_to_photograph_names_faults_and_nobody(vi: Words) -> None:
    health = replace(LOST, printer=DeviceFaultKind.PAPER_OUT, unsent=19)
    view = moment(vi, at_gate(Gate(GatePage.READY), health=health, desk=Desk(waiting=2)))
    assert diagnostics(view).splitlines() == [
        f"kiosk={__version__}",
        "at=2026-11-23T00:02Z",
        "faults=CAM-LOST,PRN-PAPER",
        "hub=not_enrolled",
        "unsent=19",
        "cases=2",
        "camera=2026-11-23T00:02:07Z x14",
    ]
    assert diagnostics(moment(vi, Window())) == ""


@pytest.mark.parametrize(
    ("kind", "is_sent_by_itself"),
    [
        (NetworkFaultKind.OFFLINE, True),
        (NetworkFaultKind.SERVER_DOWN, True),
        (NetworkFaultKind.CLOCK, False),
        (NetworkFaultKind.CERTIFICATE, False),
        (NetworkFaultKind.WRONG_NAME, False),
        (NetworkFaultKind.UNSIGNED, False),
    ],
)
def test_what_waits_is_not_promised_to_a_wrong_certificate(
    vi: Words, kind: NetworkFaultKind, is_sent_by_itself: bool
) -> None:
    health = replace(OFFLINE, network_fault=kind)
    steps = derive_staff_card(moment(vi, at_gate(Gate(GatePage.READY), health=health))).steps
    assert ("tự gửi" in steps[1]) is is_sent_by_itself


def test_records_that_are_no_visits_are_not_counted_as_visits(vi: Words) -> None:
    health = Health(network=NetworkState.ONLINE, unsent=4)
    items = derive_strip(moment(vi, Window(health=health))).items
    assert items[-1].text == "Mạng · còn dữ liệu chờ gửi"


def test_staff_card_of_a_lost_camera(vi: Words) -> None:
    props = derive_staff_card(
        moment(vi, at_gate(Gate(GatePage.READY), health=LOST, desk=Desk(waiting=2)))
    )
    assert props.since == "từ 07:02:07"
    assert props.retry == "Đang thử lại lần 14…"
    assert plain(props.steps[-1]) == "Vẫn chưa được: gọi kỹ thuật 0900 000 000."
    assert props.waiting == "Cần hỗ trợ: 2 người"


def test_staff_card_without_a_number(vi: Words) -> None:
    venue = replace(VENUE, support_phone="")
    props = derive_staff_card(moment(vi, at_gate(Gate(GatePage.READY), health=LOST), venue))
    assert plain(props.steps[-1]) == "Vẫn chưa được: gọi kỹ thuật."


def test_header_is_in_the_venues_time(vi: Words) -> None:
    props = derive_header(moment(vi, Window(), mode=GateMode.IN_ONLY))
    assert (props.clock, props.mode, props.mode_icon) == ("07:02", "Chỉ vào", "arrive")
    assert props.date == "23/11/2026"
    assert (props.hotline_label, props.hotline) == ("Hỏi đáp", "0259.1022")


def test_header_without_a_hotline(vi: Words) -> None:
    props = derive_header(moment(vi, Window(), replace(VENUE, hotlines=())))
    assert (props.hotline_label, props.hotline) == ("", "")


def test_the_strip_speaks_english_throughout(en: Words) -> None:
    props = derive_strip(
        moment(en, Window(health=Health(network=NetworkState.ONLINE, unsent=5, unsent_visits=3)))
    )
    assert [item.text for item in props.items][-1] == "Network · 3 waiting to be sent"


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
