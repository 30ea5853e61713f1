"""The station on the GUI thread: events in, pages, sounds and timers out."""

from __future__ import annotations

import dataclasses
import threading
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import pytest
from pytestqt.qtbot import QtBot

from kiosk.clock import ManualClock
from kiosk.config import Language
from kiosk.domain.decision import Admit, Direction, Lane, Outcome, PrintState, WrongCode
from kiosk.domain.health import Health
from kiosk.domain.hint import Hint
from kiosk.domain.reason import Reason
from kiosk.domain.station import (
    Booted,
    Decided,
    DeskOpened,
    GatePage,
    ScanTaken,
    StorageLost,
    StorageRecovered,
    Tone,
)
from kiosk.domain.station_desk import SupportCounted
from kiosk.domain.venue import GateMode, Policy
from kiosk.errors import DeviceFaultKind, StorageFaultKind
from kiosk.mailbox import Mailbox
from kiosk.ports import Frame, PrintResult
from sync.protocol.enrolment import Invitation
from ui.bridge import Bridge
from ui.i18n import Words
from ui.preview import PreviewFeed
from ui.showcase import demo_picture, demo_venue
from ui.viewmodels.card_number import CardNumberViewModel
from ui.viewmodels.fold import PropsViewModel, signal_name
from ui.viewmodels.header import HeaderViewModel
from ui.viewmodels.page import StationProps, StationSetup
from ui.viewmodels.result import ResultViewModel
from ui.viewmodels.staff_card import StaffCardViewModel
from ui.viewmodels.station import HINT_MS, StationViewModel
from ui.viewmodels.strip import StripViewModel
from ui.viewmodels.wrong_code import WrongCodeViewModel

AT = datetime(2026, 11, 23, 0, 2, 7, tzinfo=UTC)
ARRIVAL = Outcome(Lane.GATE, Admit(Direction.ARRIVAL), AT, "entry", "N. T. H. Nhung", "job")


class Actions:
    """Notes what was asked for."""

    def __init__(self) -> None:
        self.asked: list[object] = []
        self.takes_numbers = True
        self.when_entered: Callable[[], None] = lambda: None

    def call_staff(self, reason: Reason) -> None:
        self.asked.append(reason)

    def staff_card_opened(self) -> None:
        self.asked.append("card")

    def enter_number(self, number: str) -> bool:
        self.asked.append(number)
        self.when_entered()
        return self.takes_numbers

    def check_camera(self, is_on: bool) -> None:
        self.asked.append(("camera", is_on))

    def enrol(self, invitation: Invitation) -> None:
        self.asked.append(invitation)

    def retry_storage(self) -> None:
        self.asked.append("retry")


class Station:
    """A view model with everything around it in view."""

    def __init__(self, words: Mapping[Language, Words]) -> None:
        self.actions = Actions()
        self.tones: list[Tone] = []
        self.clock = ManualClock(AT)
        self.feed = PreviewFeed(Mailbox[Frame]())
        self.vm = StationViewModel(
            StationSetup(demo_venue()),
            words,
            self.actions,
            self.feed,
            self.clock,
            self.tones.append,
        )
        self.bridge = Bridge()
        self.bridge.gateEvent.connect(self.vm.take_gate)
        self.bridge.deskEvent.connect(self.vm.take_desk)
        self.bridge.healthChanged.connect(self.vm.take_health)
        self.bridge.codeSeen.connect(self.vm.take_code_seen)
        self.bridge.hintGiven.connect(self.vm.take_hint)
        self.bridge.severalCodes.connect(self.vm.take_several_codes)
        self.bridge.unreadCode.connect(self.vm.take_unread)

    @property
    def page(self) -> str:
        return self.vm.shown.page


@pytest.fixture
def station(qtbot: QtBot, words: Mapping[Language, Words]) -> Station:
    made = Station(words)
    made.vm.take_gate(Booted())
    return made


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
    station.bridge.announce(dataclasses.replace(ARRIVAL, lane=Lane.DESK))
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
    station.vm.take_desk(SupportCounted(0))
    assert station.tones == [Tone.STAFF]


def test_props_start_in_booting() -> None:
    assert StationProps().page == "booting"


def test_painted_outcomes_keep_no_name(station: Station) -> None:
    station.bridge.note_painted(ARRIVAL, 1.5)
    [(outcome, at)] = station.bridge.painted
    assert (outcome.entry_id, outcome.display_name, at) == ("entry", "", 1.5)


def type_number(station: Station, number: str) -> None:
    station.vm.openCardNumber()
    for key in number:
        station.vm.cardNumber.press(key)


def test_an_unread_code_offers_the_number_pad(station: Station) -> None:
    assert not station.vm.shown.offers_number
    station.bridge.unread_code(True)
    assert station.vm.shown.offers_number
    station.vm.take_gate(Decided(ARRIVAL))
    assert not station.vm.shown.offers_number, "a result offers nothing"
    station.vm.touch()
    station.bridge.health(Health(camera=DeviceFaultKind.LOST))
    station.bridge.health(Health())
    assert not station.vm.shown.offers_number, "whatever the lost camera saw"


def test_a_typed_number_goes_to_the_gate_and_is_gone(station: Station) -> None:
    type_number(station, "7999999901")
    assert station.page == "card_number"
    assert station.vm.cardNumber.isWhole
    station.vm.cardNumber.enter()
    assert station.actions.asked == ["7999999901"]
    assert station.page == "ready"
    assert station.vm.desk.draft is None
    assert station.vm.cardNumber.cells == []
    station.vm.openCardNumber()
    assert all(cell["char"] == "" for cell in station.vm.cardNumber.cells)


def test_a_number_that_is_not_whole_goes_nowhere(station: Station) -> None:
    station.vm.cardNumber.enter()
    type_number(station, "799999990")
    station.vm.cardNumber.enter()
    assert station.actions.asked == []
    assert station.page == "card_number"


def test_a_busy_gate_leaves_what_was_typed(station: Station) -> None:
    station.actions.takes_numbers = False
    type_number(station, "7999999901")
    station.vm.cardNumber.enter()
    assert station.page == "card_number"
    assert station.vm.cardNumber.isWhole


def test_from_the_pad_to_the_result_home_does_not_flash_up(station: Station) -> None:
    type_number(station, "7999999901")
    heard: list[str] = []
    station.vm.pageChanged.connect(lambda: heard.append(station.page))
    station.actions.when_entered = lambda: station.vm.take_gate(ScanTaken())
    station.vm.cardNumber.enter()
    assert station.vm.desk.draft is None
    station.vm.take_gate(Decided(dataclasses.replace(ARRIVAL, display_name="")))
    assert heard == ["result"]
    assert station.vm.cardNumber.cells == []


def test_a_late_decision_ends_the_pad(station: Station) -> None:
    type_number(station, "7999999901")
    station.actions.when_entered = lambda: station.vm.take_gate(ScanTaken())
    station.vm.cardNumber.enter()
    station.vm.show_busy()
    assert station.page == "busy"
    assert station.vm.cardNumber.cells == []


def test_the_gate_goes_on_while_someone_types(station: Station) -> None:
    type_number(station, "799")
    station.vm.take_gate(ScanTaken())
    station.vm.take_gate(Decided(ARRIVAL))
    assert (station.page, station.vm.shown.band_visible) == ("card_number", True)
    assert [cell["char"] for cell in station.vm.cardNumber.cells[:4]] == ["7", "9", "9", ""]
    station.vm.cardNumber.erase()
    station.vm.cardNumber.press("8")
    assert [cell["char"] for cell in station.vm.cardNumber.cells[:4]] == ["7", "9", "8", ""]
    station.vm.cardNumber.leave()
    assert not station.vm.gate.is_band


def test_a_wrong_code_in_a_band_has_words(station: Station) -> None:
    station.vm.openCardNumber()
    station.vm.take_gate(
        Decided(dataclasses.replace(ARRIVAL, result=WrongCode(Reason.PAYMENT_CODE)))
    )
    assert station.vm.result.bandText == "Đây là mã thanh toán"


def test_a_pad_left_alone_asks_and_goes_home(qtbot: QtBot, station: Station) -> None:
    type_number(station, "7999")
    assert station.vm._desk_timer.interval() == 60_000
    station.vm._desk_timer.start(1)
    qtbot.waitUntil(lambda: station.vm.cardNumber.isAsking)
    assert station.vm.cardNumber.cells == [], "who walks up sees nothing of the number"
    assert station.vm._desk_timer.interval() == 20_000
    station.vm.cardNumber.stay()
    assert not station.vm.cardNumber.isAsking
    for asking in (True, False):
        station.vm._desk_timer.start(1)
        qtbot.waitUntil(lambda asking=asking: station.vm.cardNumber.isAsking is asking)
    assert station.page == "ready"
    assert station.vm.desk.draft is None


def test_lost_storage_wipes_what_is_typed(station: Station) -> None:
    type_number(station, "7999")
    station.vm.take_gate(StorageLost(StorageFaultKind.FULL))
    assert station.page == "out_of_order"
    assert station.vm.desk.draft is None
    station.vm.take_gate(StorageRecovered())
    assert station.page == "ready"


def test_the_pad_is_chosen_turned_and_cleared(station: Station) -> None:
    station.vm.openCardNumber()
    pad = station.vm.cardNumber
    pad.turn()
    assert pad.wantsLetters
    pad.press("G")
    pad.press("D")
    assert (pad.wantsLetters, len(pad.cells)) == (False, 15)
    pad.clear()
    assert not pad.hasText
    pad.choose("citizen")
    assert (pad.document, pad.canTurn, len(pad.cells)) == ("citizen", False, 12)


def test_the_language_stays_while_someone_types(qtbot: QtBot, station: Station) -> None:
    station.vm.chooseLanguage("en")
    station.vm.openCardNumber()
    station.vm._language_timer.start(1)
    qtbot.waitUntil(lambda: station.vm._language_timer.interval() > 1)
    assert station.vm.shown.language == "en"


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
