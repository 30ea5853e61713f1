"""The station on the GUI thread: events in, pages, sounds and timers out."""

from __future__ import annotations

import dataclasses
import threading

import pytest
from pytestqt.qtbot import QtBot

from kiosk.base.errors import DeviceFaultKind, StorageFaultKind
from kiosk.domain.events import CasesCounted, Decided, ScanTaken, StorageLost
from kiosk.domain.reason import Reason
from kiosk.domain.scanning.hint import Hint
from kiosk.domain.station.effects import Tone
from kiosk.domain.station.gate import DeskOpened, GatePage
from kiosk.domain.station.health import Health
from kiosk.domain.venue import GateMode, Policy
from kiosk.domain.visits.decision import LaneName, PrintState, WrongCode
from kiosk.ports.printer import PrintResult
from tests.support.station import ARRIVAL, Station
from ui.showcase import demo_picture, demo_venue
from ui.viewmodels.desk.card_number import CardNumberViewModel
from ui.viewmodels.fold import PropsViewModel, signal_name
from ui.viewmodels.shell.header import HeaderViewModel
from ui.viewmodels.gate.page import StationProps
from ui.viewmodels.gate.result import ResultViewModel
from ui.viewmodels.shell.staff_card import StaffCardViewModel
from ui.viewmodels.station import HINT_MS, StationViewModel
from ui.viewmodels.shell.strip import StripViewModel
from ui.viewmodels.gate.wrong_code import WrongCodeViewModel


@pytest.mark.parametrize(
    "kind",
    [
        HeaderViewModel,
        StripViewModel,
        ResultViewModel,
        WrongCodeViewModel,
        StaffCardViewModel,
        StationViewModel,
        CardNumberViewModel,
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
    worker = threading.Thread(target=station.bridge.announce, args=(ARRIVAL,))
    worker.start()
    worker.join()
    assert station.page == "ready", "nothing runs on the worker's thread"
    qtbot.waitUntil(lambda: station.page == "result")
    assert shown_on == [threading.main_thread()]
    assert station.tones == [Tone.IN]


def test_a_desk_outcome_leaves_the_gate_alone(station: Station) -> None:
    station.bridge.announce(dataclasses.replace(ARRIVAL, lane=LaneName.DESK))
    assert station.page == "ready"


def test_the_printers_end_is_shown(station: Station) -> None:
    station.bridge.announce(ARRIVAL)
    station.bridge.print_finished("job", PrintResult(PrintState.PRINTED))
    assert station.vm.gate.print_state is PrintState.PRINTED


def test_touch_ends_a_result(station: Station) -> None:
    station.vm.take_gate(Decided(ARRIVAL))
    station.vm.touch()
    assert station.page == "ready"


def test_a_result_goes_home_by_its_timer(qtbot: QtBot, station: Station) -> None:
    station.vm.take_gate(Decided(ARRIVAL))
    station.vm._home_timer.start(1)  # The machine asked for 4 s.
    qtbot.waitUntil(lambda: station.page == "ready")


def test_the_timer_runs_as_long_as_the_machine_asked(station: Station) -> None:
    station.vm.take_gate(Decided(ARRIVAL))
    assert station.vm._home_timer.interval() == 4000


def test_a_decision_shows_only_once_it_is_late(qtbot: QtBot, station: Station) -> None:
    station.vm.take_gate(ScanTaken())
    assert station.page == "ready"
    qtbot.waitUntil(lambda: station.page == "busy", timeout=2000)
    station.vm.take_gate(Decided(ARRIVAL))
    assert station.page == "result"


def test_a_result_stands_until_the_next_one_is_decided(station: Station) -> None:
    station.vm.take_gate(Decided(ARRIVAL))
    heard: list[str] = []
    station.vm.pageChanged.connect(lambda: heard.append(station.page))
    station.vm.result.nameChanged.connect(lambda: heard.append(station.vm.result.name))
    station.vm.take_gate(ScanTaken())
    assert (station.page, station.vm.result.name) == ("result", "N. T. H. Nhung")
    assert station.vm.shown.deciding
    station.vm.take_gate(Decided(dataclasses.replace(ARRIVAL, display_name="T. V. Minh")))
    assert heard == ["T. V. Minh"], "neither home nor an empty page in between"
    assert not station.vm.shown.deciding


def test_a_late_decision_names_nobody(station: Station) -> None:
    station.vm.take_gate(Decided(ARRIVAL))
    station.vm.take_gate(ScanTaken())
    station.vm.show_busy()
    assert station.page == "busy"
    assert station.vm.result.name == ""
    assert station.vm.result.bandText == ""


def test_a_band_stands_until_the_next_one_is_decided(station: Station) -> None:
    station.vm.take_gate(DeskOpened())
    station.vm.take_gate(Decided(ARRIVAL))
    station.vm.take_gate(ScanTaken())
    assert (station.page, station.vm.shown.band_visible) == ("ready", True)
    station.vm.show_busy()
    assert (station.page, station.vm.shown.band_visible) == ("ready", False)


@pytest.mark.parametrize(
    ("slot", "reason"),
    [
        ("haveNoCode", Reason.NO_CODE),
        ("usePhone", Reason.PHONE_ONLY),
        ("callStaff", Reason.STAFF_CALLED),
    ],
)
def test_a_button_calls_staff(station: Station, slot: str, reason: Reason) -> None:
    getattr(station.vm, slot)()
    assert station.actions.asked == [reason]
    assert station.tones == [Tone.STAFF]
    assert station.vm.gate.page is GatePage.SUPPORT
    assert station.page == "result"


def test_language_comes_back_by_itself(qtbot: QtBot, station: Station) -> None:
    station.vm.chooseLanguage("en")
    assert station.vm.shown.language == "en"
    station.vm._language_timer.start(1)
    qtbot.waitUntil(lambda: station.vm.shown.language == "vi")


def test_language_stays_while_a_result_is_read(qtbot: QtBot, station: Station) -> None:
    station.vm.chooseLanguage("en")
    station.vm.take_gate(Decided(ARRIVAL))
    station.vm._language_timer.start(1)
    qtbot.waitUntil(lambda: station.vm._language_timer.interval() > 1)
    assert station.vm.shown.language == "en"


def test_lost_camera_leaves_no_frozen_picture(station: Station) -> None:
    station.feed.show(demo_picture())
    station.bridge.code_seen(True)
    assert station.vm.shown.code_seen
    station.bridge.health(Health(camera=DeviceFaultKind.LOST))
    assert station.page == "camera_lost"
    assert station.feed.picture.isNull()
    assert not station.vm.shown.code_seen


def test_a_hint_stands_long_enough_to_be_read(qtbot: QtBot, station: Station) -> None:
    station.bridge.hint(Hint.CLOSER)
    assert station.vm._hint_timer.interval() == HINT_MS >= 700
    station.bridge.hint(Hint.NONE)
    station.bridge.hint(Hint.GLARE)
    assert station.vm.shown.hint == "Đưa gần hơn"
    station.vm._hint_timer.start(1)
    qtbot.waitUntil(lambda: station.vm.shown.hint == "Bị lóa sáng: nghiêng thẻ một chút")
    station.bridge.hint(Hint.NONE)
    station.vm._hint_timer.start(1)
    qtbot.waitUntil(lambda: station.vm.shown.hint == "Giữ mã trong khung")


def test_the_same_hint_again_does_not_stand_longer(qtbot: QtBot, station: Station) -> None:
    station.bridge.hint(Hint.CLOSER)
    station.vm._hint_timer.start(1)
    station.bridge.hint(Hint.CLOSER)
    assert station.vm._hint_timer.interval() == 1


def test_several_persons_are_asked_to_take_turns(qtbot: QtBot, station: Station) -> None:
    station.bridge.code_seen(True)
    assert station.vm.shown.hint == "Giữ yên"
    station.bridge.hint(Hint.CLOSER)
    station.bridge.several_codes(True)
    assert station.vm.shown.hint == "Mỗi lần một người"
    station.bridge.hint(Hint.GLARE)
    station.vm._hint_timer.start(1)
    qtbot.waitUntil(lambda: not station.vm._hint_timer.isActive())
    assert station.vm.shown.hint == "Mỗi lần một người", "as long as they are in view"
    station.bridge.several_codes(False)
    assert station.vm.shown.hint == "Bị lóa sáng: nghiêng thẻ một chút"


def test_a_lost_camera_gives_no_hint(station: Station) -> None:
    station.bridge.several_codes(True)
    station.bridge.health(Health(camera=DeviceFaultKind.LOST))
    assert station.vm.shown.hint == "Giữ mã trong khung"


def test_staff_card_opens_and_closes_by_itself(qtbot: QtBot, station: Station) -> None:
    station.vm.openStaffCard()
    assert station.vm.shown.staff_card_open
    assert station.actions.asked == ["card"]
    station.vm._card_timer.start(1)
    qtbot.waitUntil(lambda: not station.vm.shown.staff_card_open)


def test_storage_fault_has_the_page_and_can_be_retried(station: Station) -> None:
    station.vm.take_gate(StorageLost(StorageFaultKind.WRONG_KEY))
    assert station.page == "out_of_order"
    assert station.vm.shown.notice_title.replace("\u00a0", " ") == "Máy tạm ngừng ghi nhận"
    station.vm.retryStorage()
    assert station.actions.asked == ["retry"]


def test_a_new_support_case_chimes(station: Station) -> None:
    station.bridge.support_count(1)
    station.bridge.support_count(1)
    assert station.tones == [Tone.STAFF]
    station.vm.take_desk(CasesCounted(0))
    assert station.tones == [Tone.STAFF]


def test_props_start_in_booting() -> None:
    assert StationProps().page == "booting"


def test_painted_outcomes_keep_no_name(station: Station) -> None:
    station.bridge.note_painted(ARRIVAL, 1.5)
    [(outcome, at)] = station.bridge.painted
    assert (outcome.entry_id, outcome.display_name, at) == ("entry", "", 1.5)


def test_what_a_scanner_did_stands_on_the_staff_card_until_it_was_read(station: Station) -> None:
    mangled = dataclasses.replace(ARRIVAL, result=WrongCode(Reason.SCANNER_INPUT_METHOD))
    station.vm.take_gate(Decided(mangled))
    assert station.page == "wrong_code"
    assert station.vm.wrongCode.drawing == "scanner"
    station.vm.touch()
    station.vm.openStaffCard()
    assert station.vm.staffCard.code == "SCAN-TELEX"
    assert len(station.vm.staffCard.steps) == 3
    station.vm.closeStaffCard()
    assert station.vm.staffCard.code == ""
    station.vm.take_gate(Decided(dataclasses.replace(mangled, result=WrongCode(Reason.WEB_LINK))))
    assert station.vm.staffCard.code == "", "a wrong code is nobody's fault"


def test_a_venue_that_the_hub_renames_is_shown_at_once(station: Station) -> None:
    venue = demo_venue()
    renamed = dataclasses.replace(venue, name="Trạm Mới", gate="Cổng B")
    station.vm.take_configuration(renamed, Policy(gate_mode=GateMode.IN_ONLY))
    header = station.vm.header
    assert (header.venue, header.gate) == ("Trạm Mới", "Cổng B")
    before = header.mode
    station.vm.take_configuration(venue, Policy())
    assert header.venue == venue.name
    assert header.mode != before
