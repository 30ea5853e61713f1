"""The station on the GUI thread: events in, pages, sounds and timers out."""

from __future__ import annotations

import dataclasses
import threading

import pytest
from pytestqt.qtbot import QtBot

from kiosk.base.errors import DeviceFaultKind, StorageFaultKind
from kiosk.domain.events import (
    CasesCounted,
    CodeSeen,
    Configured,
    Decided,
    HealthChanged,
    HintGiven,
    PrintFinished,
    ScanTaken,
    SeveralCodesSeen,
    StorageLost,
)
from kiosk.domain.reason import Reason
from kiosk.domain.scanning.hint import Hint
from kiosk.domain.station.desk import StaffSignedIn
from kiosk.domain.station.effects import TimerFired, TimerName, Tone
from kiosk.domain.station.gate import GatePage
from kiosk.domain.station.health import Health
from kiosk.domain.station.looking import HINT_S
from kiosk.domain.venue import Policy
from kiosk.domain.visits.decision import LaneName, PrintState, WrongCode
from kiosk.domain.visits.rules import MANGLED_REASONS, WRONG_CODE_REASONS
from sync.protocol.policy import GateMode
from tests.support.finger import plain
from tests.support.station import ARRIVAL, Station
from tests.support.window import SESSION
from ui.showcase import demo_picture, demo_venue
from ui.viewmodels.desk.card_number import CardNumberViewModel
from ui.viewmodels.desk.no_code import NoCodeViewModel
from ui.viewmodels.desk.own_phone import OwnPhoneViewModel
from ui.viewmodels.desk.sentences import SentencesViewModel
from ui.viewmodels.fold import PropsViewModel, signal_name
from ui.viewmodels.gate.gate import GateViewModel
from ui.viewmodels.gate.result import ResultViewModel
from ui.viewmodels.gate.wrong_code import WrongCodeViewModel
from ui.viewmodels.setup.camera_setup import CameraSetupViewModel, MeterViewModel
from ui.viewmodels.setup.enrolment import EnrolmentViewModel
from ui.viewmodels.shell.header import HeaderViewModel
from ui.viewmodels.shell.notice import NoticeViewModel
from ui.viewmodels.shell.shell import ShellProps, ShellViewModel
from ui.viewmodels.shell.staff_card import StaffCardViewModel
from ui.viewmodels.shell.strip import StripViewModel


@pytest.mark.parametrize(
    "kind",
    [
        HeaderViewModel,
        StripViewModel,
        ResultViewModel,
        WrongCodeViewModel,
        StaffCardViewModel,
        ShellViewModel,
        GateViewModel,
        CardNumberViewModel,
        MeterViewModel,
        CameraSetupViewModel,
        EnrolmentViewModel,
        NoticeViewModel,
        NoCodeViewModel,
        OwnPhoneViewModel,
        SentencesViewModel,
    ],
)
def test_every_field_has_its_property_and_signal(kind: type[PropsViewModel]) -> None:
    meta = kind.staticMetaObject
    for field in dataclasses.fields(kind.Props):
        signal = signal_name(field.name)
        index = meta.indexOfProperty(signal.removesuffix("Changed"))
        assert index >= 0, field.name
        assert bytes(meta.property(index).notifySignal().name().data()).decode() == signal


def test_only_what_changed_is_notified(qtbot: QtBot) -> None:
    view_model = ResultViewModel()
    heard: list[str] = []
    names = [signal_name(field.name) for field in dataclasses.fields(view_model.Props)]
    for name in names:
        getattr(view_model, name).connect(lambda name=name: heard.append(name))
    view_model.show(dataclasses.replace(view_model.Props(), title="Xin mời vào"))
    assert heard == ["titleChanged"]
    view_model.show(dataclasses.replace(view_model.Props(), title="Xin mời vào"))
    assert heard == ["titleChanged"]


def test_an_outcome_from_another_thread_is_shown_on_this_one(
    qtbot: QtBot, station: Station
) -> None:
    shown_on: list[threading.Thread] = []
    station.vm.outcomeShown.connect(lambda _: shown_on.append(threading.current_thread()))
    worker = threading.Thread(target=station.bridge.publish, args=(Decided(ARRIVAL),))
    worker.start()
    worker.join()
    assert station.page == "ready", "nothing runs on the worker's thread"
    qtbot.waitUntil(lambda: station.page == "result")
    assert shown_on == [threading.main_thread()]
    assert station.tones == [Tone.IN]


def test_a_desk_outcome_leaves_the_gate_alone(station: Station) -> None:
    station.bridge.publish(Decided(dataclasses.replace(ARRIVAL, lane=LaneName.DESK)))
    assert station.page == "ready"


def test_the_printers_end_is_shown(station: Station) -> None:
    station.bridge.publish(Decided(ARRIVAL))
    station.bridge.publish(PrintFinished("job", PrintState.PRINTED))
    assert station.vm.window.gate.print_state is PrintState.PRINTED


def test_touch_ends_a_result(station: Station) -> None:
    station.take(Decided(ARRIVAL))
    station.gate.touch()
    assert station.page == "ready"


def test_a_result_goes_home_by_its_timer(qtbot: QtBot, station: Station) -> None:
    station.take(Decided(ARRIVAL))
    station.hasten(TimerName.GATE)  # The machine asked for 4 s.
    qtbot.waitUntil(lambda: station.page == "ready")


def test_the_timer_runs_as_long_as_the_machine_asked(station: Station) -> None:
    station.take(Decided(ARRIVAL))
    assert station.seconds(TimerName.GATE) == 4


def test_a_decision_shows_only_once_it_is_late(qtbot: QtBot, station: Station) -> None:
    station.take(ScanTaken(LaneName.GATE))
    assert station.page == "ready"
    qtbot.waitUntil(lambda: station.page == "busy", timeout=2000)
    station.take(Decided(ARRIVAL))
    assert station.page == "result"


def test_a_result_stands_until_the_next_one_is_decided(station: Station) -> None:
    station.take(Decided(ARRIVAL))
    heard: list[str] = []
    station.shell.pageChanged.connect(lambda: heard.append(station.page))
    station.gate.result.nameChanged.connect(lambda: heard.append(station.gate.result.name))
    station.take(ScanTaken(LaneName.GATE))
    assert (station.page, station.gate.result.name) == ("result", "N. T. H. Nhung")
    assert station.gate.shown.deciding
    station.take(Decided(dataclasses.replace(ARRIVAL, display_name="T. V. Minh")))
    assert heard == ["T. V. Minh"], "neither home nor an empty page in between"
    assert not station.gate.shown.deciding


def test_a_late_decision_names_nobody(station: Station) -> None:
    station.take(Decided(ARRIVAL))
    station.take(ScanTaken(LaneName.GATE))
    station.take(TimerFired(TimerName.LATE, station.vm.window.timers[TimerName.LATE]))
    assert station.page == "busy"
    assert station.gate.result.name == ""
    assert station.gate.result.bandText == ""


def test_a_band_stands_until_the_next_one_is_decided(station: Station) -> None:
    station.take(StaffSignedIn(SESSION))
    station.take(Decided(ARRIVAL))
    station.take(ScanTaken(LaneName.GATE))
    assert (station.page, station.gate.shown.band_visible) == ("ready", True)
    station.take(TimerFired(TimerName.LATE, station.vm.window.timers[TimerName.LATE]))
    assert (station.page, station.gate.shown.band_visible) == ("ready", False)


def test_a_button_calls_staff(station: Station) -> None:
    station.gate.callStaff()
    assert station.actions.asked == [Reason.STAFF_CALLED]
    assert station.tones == [Tone.STAFF]
    assert station.vm.window.gate.page is GatePage.SUPPORT
    assert station.page == "result"


def test_language_comes_back_by_itself(qtbot: QtBot, station: Station) -> None:
    station.shell.chooseLanguage("en")
    assert station.shell.shown.language == "en"
    station.hasten(TimerName.LANGUAGE)
    qtbot.waitUntil(lambda: station.shell.shown.language == "vi")


def test_language_stays_while_a_result_is_read(qtbot: QtBot, station: Station) -> None:
    station.shell.chooseLanguage("en")
    station.take(Decided(ARRIVAL))
    station.hasten(TimerName.LANGUAGE)
    qtbot.waitUntil(lambda: station.seconds(TimerName.LANGUAGE) > 1)
    assert station.shell.shown.language == "en"


def test_lost_camera_leaves_no_frozen_picture(station: Station) -> None:
    station.feed.show(demo_picture())
    station.bridge.publish(CodeSeen(LaneName.GATE, True))
    assert station.gate.shown.code_seen
    station.bridge.publish(HealthChanged(Health(camera=DeviceFaultKind.LOST)))
    assert station.page == "camera_lost"
    assert station.feed.picture.isNull()
    assert not station.gate.shown.code_seen


def test_a_hint_stands_long_enough_to_be_read(qtbot: QtBot, station: Station) -> None:
    station.bridge.publish(HintGiven(LaneName.GATE, Hint.CLOSER))
    assert station.seconds(TimerName.HINT) == HINT_S
    station.bridge.publish(HintGiven(LaneName.GATE, Hint.NONE))
    station.bridge.publish(HintGiven(LaneName.GATE, Hint.GLARE))
    assert station.gate.shown.hint == "Đưa gần hơn"
    station.hasten(TimerName.HINT)
    qtbot.waitUntil(lambda: station.gate.shown.hint == "Bị lóa sáng: nghiêng thẻ một chút")
    station.bridge.publish(HintGiven(LaneName.GATE, Hint.NONE))
    station.hasten(TimerName.HINT)
    qtbot.waitUntil(lambda: station.gate.shown.hint == "Giữ mã trong khung")


def test_the_same_hint_again_does_not_stand_longer(qtbot: QtBot, station: Station) -> None:
    station.bridge.publish(HintGiven(LaneName.GATE, Hint.CLOSER))
    station.hasten(TimerName.HINT)
    station.bridge.publish(HintGiven(LaneName.GATE, Hint.CLOSER))
    assert station.seconds(TimerName.HINT) == 0.001


def test_several_persons_are_asked_to_take_turns(qtbot: QtBot, station: Station) -> None:
    station.bridge.publish(CodeSeen(LaneName.GATE, True))
    assert station.gate.shown.hint == "Giữ yên"
    station.bridge.publish(HintGiven(LaneName.GATE, Hint.CLOSER))
    station.bridge.publish(SeveralCodesSeen(LaneName.GATE, True))
    assert station.gate.shown.hint == "Mỗi lần một người"
    station.bridge.publish(HintGiven(LaneName.GATE, Hint.GLARE))
    station.hasten(TimerName.HINT)
    qtbot.waitUntil(lambda: not station.vm._timers[TimerName.HINT].isActive())
    assert station.gate.shown.hint == "Mỗi lần một người", "as long as they are in view"
    station.bridge.publish(SeveralCodesSeen(LaneName.GATE, False))
    assert station.gate.shown.hint == "Bị lóa sáng: nghiêng thẻ một chút"


def test_a_lost_camera_gives_no_hint(station: Station) -> None:
    station.bridge.publish(SeveralCodesSeen(LaneName.GATE, True))
    station.bridge.publish(HealthChanged(Health(camera=DeviceFaultKind.LOST)))
    assert station.gate.shown.hint == "Giữ mã trong khung"


def test_staff_card_opens_and_closes_by_itself(qtbot: QtBot, station: Station) -> None:
    station.shell.openStaffCard()
    assert station.shell.shown.staff_card_open
    station.hasten(TimerName.STAFF_CARD)
    qtbot.waitUntil(lambda: not station.shell.shown.staff_card_open)


@pytest.mark.parametrize(
    ("scanner", "title"),
    [
        (None, "Mời quét mã QR hoặc thẻ bằng máy quét"),
        (DeviceFaultKind.LOST, "Máy quét tạm thời không dùng được"),
    ],
)
def test_where_a_scanner_reads_alone_it_has_readys_place(
    station: Station, scanner: DeviceFaultKind | None, title: str
) -> None:
    no_camera = Health(has_camera=False, camera=DeviceFaultKind.MISSING, has_scanner=True)
    station.take(HealthChanged(dataclasses.replace(no_camera, scanner=scanner)))
    assert station.page == "camera_lost"
    assert plain(station.gate.shown.fault_title) == title
    assert not station.gate.shown.has_camera


@pytest.mark.parametrize(
    "reason",
    [*WRONG_CODE_REASONS.values(), *MANGLED_REASONS.values(), Reason.EXPIRED_SLIP],
    ids=lambda reason: reason.value,
)
def test_a_wrong_code_asks_for_what_the_kiosk_has(station: Station, reason: Reason) -> None:
    asked = {}
    for has_camera in (True, False):
        station.take(HealthChanged(Health(has_camera=has_camera, has_scanner=True)))
        station.take(Decided(dataclasses.replace(ARRIVAL, result=WrongCode(reason))))
        asked[has_camera] = plain(station.gate.wrongCode.text)
    assert "trước camera" in asked[True]
    assert "camera" not in asked[False]
    assert asked[False]


def test_storage_fault_has_the_page_and_can_be_retried(station: Station) -> None:
    station.take(StorageLost(StorageFaultKind.WRONG_KEY))
    assert station.page == "out_of_order"
    assert station.gate.shown.fault_title.replace("\u00a0", " ") == "Máy tạm ngừng ghi nhận"
    station.shell.retryStorage()
    assert station.actions.asked == ["retry"]


def test_a_new_support_case_chimes(station: Station) -> None:
    station.bridge.publish(CasesCounted(1))
    station.bridge.publish(CasesCounted(1))
    assert station.tones == [Tone.STAFF]
    station.take(CasesCounted(0))
    assert station.tones == [Tone.STAFF]


def test_props_start_in_booting() -> None:
    assert ShellProps().page == "booting"


def test_painted_outcomes_keep_no_name(station: Station) -> None:
    station.bridge.note_painted(ARRIVAL, 1.5)
    [(outcome, at)] = station.bridge.painted
    assert (outcome.entry_id, outcome.display_name, at) == ("entry", "", 1.5)


def test_what_a_scanner_did_stands_on_the_staff_card_until_it_was_read(station: Station) -> None:
    mangled = dataclasses.replace(ARRIVAL, result=WrongCode(Reason.SCANNER_INPUT_METHOD))
    station.take(Decided(mangled))
    assert station.page == "wrong_code"
    assert station.gate.wrongCode.drawing == "scanner"
    station.gate.touch()
    station.shell.openStaffCard()
    assert station.shell.staffCard.code == "SCAN-TELEX"
    assert len(station.shell.staffCard.steps) == 3
    station.shell.closeStaffCard()
    assert station.shell.staffCard.code == ""
    station.take(Decided(dataclasses.replace(mangled, result=WrongCode(Reason.WEB_LINK))))
    assert station.shell.staffCard.code == "", "a wrong code is nobody's fault"


def test_a_venue_that_the_hub_renames_is_shown_at_once(station: Station) -> None:
    venue = demo_venue()
    renamed = dataclasses.replace(venue, name="Trạm Mới", gate="Cổng B")
    station.take(Configured(renamed, Policy(gate_mode=GateMode.IN_ONLY)))
    header = station.shell.header
    assert (header.venue, header.gate) == ("Trạm Mới", "Cổng B")
    before = header.mode
    station.take(Configured(venue, Policy()))
    assert header.venue == venue.name
    assert header.mode != before
