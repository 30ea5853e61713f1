"""What stands around every page: the strip, the staff card, the header."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk import __version__
from kiosk.base.errors import DeviceFaultKind, NetworkFaultKind, StorageFaultKind
from kiosk.domain.station.desk_state import Desk
from kiosk.domain.station.gate import Gate, GatePage
from kiosk.domain.station.health import Health, NetworkState
from kiosk.domain.station.window_state import Window
from sync.protocol.policy import GateMode
from tests.support.views import AT, VENUE, at_gate, moment, plain
from ui.i18n import Words
from ui.viewmodels.shell.header import derive_header
from ui.viewmodels.shell.staff_card import StaffCardProps, derive_staff_card
from ui.viewmodels.shell.strip import derive_strip
from ui.viewmodels.shell.trouble import diagnostics

LOST = Health(camera=DeviceFaultKind.LOST, camera_since=AT, camera_retries=14)
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
            Health(has_camera=False, camera=DeviceFaultKind.MISSING, has_scanner=True),
            ["Máy quét", "Máy in", "Lưu trên máy này"],
            [],
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


def test_the_strip_says_of_a_kiosk_that_records_nothing_no_more_than_that(vi: Words) -> None:
    closed = Gate(page=GatePage.OUT_OF_ORDER, fault=StorageFaultKind.FULL)
    items = derive_strip(moment(vi, Window(gate=closed, health=OFFLINE))).items
    assert [plain(item.text) for item in items] == [
        "Camera",
        "Máy in",
        "Mất mạng · 12 lượt chờ gửi",
    ]


def test_a_kiosk_whose_scanner_reads_alone_lacks_nothing(vi: Words) -> None:
    alone = Health(has_camera=False, camera=DeviceFaultKind.MISSING, has_scanner=True)
    card = derive_staff_card(moment(vi, Window(health=alone)))
    assert (card.code, card.diagnostics, card.retry) == ("", "", "")


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
        Health(first_printer=DeviceFaultKind.PAPER_OUT),
        Health(is_roll_ending=True),
        Health(slips_left=20),
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


@pytest.mark.parametrize(
    ("health", "text", "is_well"),
    [
        (Health(slips_left=21), "Máy in", True),
        (Health(slips_left=20), "Sắp hết giấy, còn khoảng 20 phiếu", False),
        (Health(is_roll_ending=True), "Sắp hết giấy", False),
        (
            Health(first_printer=DeviceFaultKind.PAPER_OUT, slips_left=3),
            "Hết giấy in, đang in bằng máy thứ hai · Sắp hết giấy, còn khoảng 3 phiếu",
            False,
        ),
        (Health(printer=DeviceFaultKind.COVER_OPEN, slips_left=3), "Nắp máy in đang mở", False),
    ],
)
def test_the_strip_says_when_somebody_should_fetch_a_roll(
    vi: Words, health: Health, text: str, is_well: bool
) -> None:
    item = derive_strip(moment(vi, Window(health=health))).items[1]
    assert (plain(item.text), item.is_well) == (text, is_well)


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
